"""A row of a record: its key, the columns that a version holds, the record that owns it."""

import json
from collections.abc import Iterable
from functools import cache
from typing import Any, NamedTuple

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.serializers import python as python_format
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model

from forum.core.content import Part, column, language_codes
from forum.core.record_tree import FollowKey, holder_field, owner_key, owner_model

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


def root_of(record: Any, follow: FollowKey) -> Key | None:
    """Return the key of the record that owns a row; None while it has none.

    follow: the key that a row of a model holds in a field.
    """
    model = type(record)
    if not issubclass(model, Part):
        return key_of(record) if record.pk else None
    holder = getattr(record, record._meta.get_field(holder_field(model)).attname)
    pk = owner_key(model, record.pk, holder, follow)
    return Key(owner_model(model)._meta.label_lower, pk) if pk else None
