"""What a field of a plan holds, as people read it: choices by their words, records by their names.

A plan names an object of its own as ``people.person:lin`` and a stored one by its primary key.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model

from forum.core.record_names import staff_name
from forum.core.value_text import value_as_text
from forum.desk.base_admin import DbField, column_of


class PlanValues:
    """The values of a stored plan's fields as texts; related rows are read once for all.

    entries: of the whole plan, for fields name what does not change too. opened: those of them
    whose fields are shown.
    """

    def __init__(
        self, entries: Iterable[Mapping[str, Any]], opened: Iterable[Mapping[str, Any]]
    ) -> None:
        self._names = {f"{entry['model']}:{entry['key']}": entry["name"] for entry in entries}
        self._related = _names_of_related(opened)

    # Any: a column of any kind, and its value as JSON.
    def text_of(self, field: Any, value: Any) -> str:
        """Return a value as a text of its own, "" for none."""
        if value is None or value in ("", []):
            return ""
        if field.is_relation:
            return self._names_in(field.related_model, value)
        return value_as_text(field, value, ", ")

    def _names_in(self, model: type[Model], value: object) -> str:
        names = self._related.get(model, {})
        keys: list[Any] = value if isinstance(value, list) else [value]
        return ", ".join(names.get(key) or self._names.get(str(key)) or str(key) for key in keys)


def field_of(model: type[Model], name: str) -> DbField | None:
    """Return the field of a plan's column, None for one that the model has no more."""
    try:
        return column_of(model, name)
    except FieldDoesNotExist:
        return None


def model_of(label: str) -> type[Model]:
    """Return the model of a plan's entry."""
    return apps.get_model(label)


def _names_of_related(
    entries: Iterable[Mapping[str, Any]],
) -> dict[type[Model], dict[int, str]]:
    """Return the names of the stored rows that fields name by their primary keys."""
    keys: dict[type[Model], set[int]] = defaultdict(set)
    for entry in entries:
        model = model_of(entry["model"])
        for name, change in entry["fields"].items():
            field = field_of(model, name)
            if field is not None and field.related_model is not None:
                keys[field.related_model] |= {*_keys_in(change["old"]), *_keys_in(change["new"])}
    return {
        model: {row.pk: staff_name(row) for row in model._default_manager.filter(pk__in=pks)}
        for model, pks in keys.items()
        if pks
    }


def _keys_in(value: object) -> list[int]:
    values = value if isinstance(value, list) else [value]
    return [item for item in values if isinstance(item, int)]
