"""What belongs to a record: its parts, the columns that a version holds, the row that owns it."""

import json
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any, NamedTuple

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.serializers import python as python_format
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model
from django.db.models.constants import LOOKUP_SEP

from forum.core.content import Part, Record, column, language_codes

# They change with every save and say nothing of their own.
COUNTERS = frozenset({"version", "updated"})


class Key(NamedTuple):
    """A row: its model as ``people.person``, and its primary key."""

    label: str
    pk: int

    @property
    def model(self) -> Any:
        """The class of the row."""
        return apps.get_model(self.label)

    @property
    def kind(self) -> ContentType:
        """The content type of the row's model."""
        return ContentType.objects.get_for_model(self.model)


def key_of(record: Model) -> Key:
    """Return the key of a stored record."""
    return Key(record._meta.label_lower, record.pk)


@cache
def recorded_models() -> tuple[type[Record], ...]:
    """Return the models whose rows have revisions."""
    return tuple(model for model in apps.get_models() if issubclass(model, Record))


@cache
def tree_of(root: Any) -> tuple[type[Any], ...]:
    """Return a model and those of its parts, each after the one that it stands in."""
    parts = (model for model in recorded_models() if issubclass(model, Part))
    return (root, *(model for model in parts if _owner(model) is root))


def _owner(model: type[Part]) -> type[Model]:
    found: Any = model
    for step in model.owner_path.split(LOOKUP_SEP):
        found = found._meta.get_field(step).related_model
    return found  # type: ignore[no-any-return]


@cache
def columns_of(model: Any) -> tuple[str, ...]:
    """Return the fields that a version holds: every language's column, many-to-many ones too."""
    fields = (*model._meta.concrete_fields, *model._meta.many_to_many)
    names = {field.name for field in fields}
    first = language_codes()[0]
    # The original of a translated field reads as the active language's column.
    return tuple(
        field.name
        for field in fields
        if column(field.name, first) not in names and not field.primary_key
    )


def serialized(model: type[Model], rows: Iterable[Any]) -> dict[int, dict[str, Any]]:
    """Return rows as Django's own serializer writes them: primary key -> {fields, ...}."""
    found = python_format.Serializer().serialize(rows, fields=columns_of(model))
    return {one["pk"]: one for one in found}


def as_text(one: dict[str, Any]) -> str:
    """Return a serialized row as a version stores it: a list of one, in JSON."""
    return json.dumps([one], cls=DjangoJSONEncoder, ensure_ascii=False)


def root_of(record: Any, follow: Callable[[type[Any], int, str], int | None]) -> Key | None:
    """Return the key of the record that owns a row; None while it has none.

    follow: the key that a row of a model holds in a field.
    """
    if not isinstance(record, Part):
        return key_of(record) if record.pk else None
    first, *steps = record.owner_path.split(LOOKUP_SEP)
    field: Any = record._meta.get_field(first)
    model, pk = field.related_model, getattr(record, field.attname)
    for step in steps:
        pk = follow(model, pk, step) if pk else None
        model = model._meta.get_field(step).related_model
    return Key(model._meta.label_lower, pk) if pk else None
