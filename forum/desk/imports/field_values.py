"""What a field of a plan holds, as people read it: choices by their words, records by their names.

A plan names an object of its own as ``people.person:lin`` and a stored one by its primary key.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model

from forum.core.content import Content
from forum.core.record_names import full_name
from forum.core.value_text import value_as_text


class Values:
    """The values of a kept plan's fields as texts; related rows are read once for all.

    entries: those of the plan that are shown.
    """

    def __init__(self, plan: Iterable[Mapping[str, Any]]) -> None:
        entries = list(plan)
        self._names = {f"{one['model']}:{one['key']}": one["name"] for one in entries}
        self._related = _related(entries)

    def text(self, field: Any, value: Any) -> str:
        """Return a value as a text of its own, "" for none."""
        if value is None or value in ("", []):
            return ""
        if field.is_relation:
            return self._names_of(field, value)
        return value_as_text(field, value, ", ")

    def _names_of(self, field: Any, value: Any) -> str:
        known = self._related.get(field.related_model, {})
        values = value if isinstance(value, list) else [value]
        return ", ".join(known.get(one) or self._names.get(str(one)) or str(one) for one in values)


def field_of(model: type[Model], name: str) -> Any:
    """Return the field of a plan's column, None for one that there is no more."""
    try:
        return model._meta.get_field(name)
    except FieldDoesNotExist:
        return None


def model_of(label: str) -> type[Model]:
    """Return the model of a plan's entry."""
    return apps.get_model(label)


def _related(entries: Iterable[Mapping[str, Any]]) -> dict[type[Model], dict[int, str]]:
    """Return the names of the stored rows that fields name by their primary keys."""
    wanted: dict[type[Model], set[int]] = defaultdict(set)
    for one in entries:
        model = model_of(one["model"])
        for name, change in one["fields"].items():
            field = field_of(model, name)
            if field is not None and field.is_relation:
                wanted[field.related_model] |= set(_keys(change["old"])) | set(_keys(change["new"]))
    return {
        model: {row.pk: _name(row) for row in model._default_manager.filter(pk__in=pks)}
        for model, pks in wanted.items()
        if pks
    }


def _keys(value: Any) -> Iterable[int]:
    values = value if isinstance(value, list) else [value]
    return (one for one in values if isinstance(one, int))


def _name(row: Any) -> str:
    return full_name(row) if isinstance(row, Content) else str(row)
