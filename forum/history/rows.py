"""A row of a record: its key, the columns that a snapshot holds, the record that owns it."""

import json
from collections.abc import Iterable
from functools import cache
from typing import Any, NamedTuple, cast

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.serializers import python as python_format
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model, Prefetch, QuerySet

from forum.core.columns import model_field, related_model
from forum.core.content import Part, Record, column, language_codes
from forum.core.record_tree import (
    FollowKey,
    holder_field,
    holder_model,
    owner_key,
    owner_model,
    record_models,
)

# They change with every save and carry no information.
COUNTERS = frozenset({"version", "updated"})

# Of a row its columns, in JSON's types: many-to-many ones as lists of keys.
type Fields = dict[str, Any]


class RowKey(NamedTuple):
    """A row: its model as ``people.person``, and its primary key."""

    label: str
    pk: int

    @property
    def model(self) -> type[Record]:
        """The class of the row."""
        return cast("type[Record]", apps.get_model(self.label))

    @property
    def kind(self) -> ContentType:
        """The content type of the row's model."""
        return ContentType.objects.get_for_model(self.model)


def key_of(record: Model) -> RowKey:
    """Return the key of a stored row."""
    return RowKey(record._meta.label_lower, record.pk)


def key_from(content_type: int, pk: int) -> RowKey:
    """Return the key of a row by the key of its content type."""
    kind = ContentType.objects.get_for_id(content_type)
    return RowKey(f"{kind.app_label}.{kind.model}", pk)


def tree_place(key: RowKey) -> tuple[int, int]:
    """Return by what rows are sorted for each to come after what it stands in."""
    return record_models().index(key.model), key.pk


def is_clearance(name: str) -> bool:
    """Tell whether a column says what an office answered about a text, and is no text itself."""
    return name.startswith("clearance")


@cache
def columns_of(model: type[Model]) -> tuple[str, ...]:
    """Return the fields that a snapshot holds: every language's column, many-to-many ones too."""
    fields = (*model._meta.concrete_fields, *model._meta.many_to_many)
    names = {field.name for field in fields}
    first = language_codes()[0]
    # The original of a translated field reads as the active language's column.
    return tuple(
        field.name
        for field in fields
        if column(field.name, first) not in names and not field.primary_key
    )


def fields_of_rows[M: Model](model: type[M], rows: QuerySet[M]) -> dict[int, Fields]:
    """Return the columns of rows as a snapshot holds them, by primary key."""
    for field in model._meta.many_to_many:
        keys = related_model(model, field.name)._base_manager.only("pk")
        rows = rows.prefetch_related(Prefetch(field.name, keys))
    return _serialize(model, rows)


def _serialize(model: type[Model], rows: Iterable[Model]) -> dict[int, Fields]:
    serialized = python_format.Serializer().serialize(rows, fields=columns_of(model))
    return {row["pk"]: in_json_types(row["fields"]) for row in serialized}


def fields_of(record: Model) -> Fields:
    """Return the columns of a row as a snapshot holds them."""
    return _serialize(type(record), [record])[record.pk]


def in_json_types(fields: Fields) -> Fields:
    """Return columns as they come back from the table of snapshots: moments and days as text."""
    text = json.dumps(fields, cls=DjangoJSONEncoder)
    plain: Fields = json.loads(text)
    return plain


def holder_key(model: type[Model], fields: Fields) -> RowKey | None:
    """Return what a row stands in: the session of an appearance; None for a record."""
    if not issubclass(model, Part):
        return None
    pk = fields.get(holder_field(model))
    return RowKey(holder_model(model)._meta.label_lower, pk) if pk else None


def owner_of_row(record: Model, follow: FollowKey) -> RowKey | None:
    """Return the record that owns a row; None while it has none.

    follow: the key that a row of a model holds in a field.
    """
    model = type(record)
    if not issubclass(model, Part):
        return key_of(record) if record.pk else None
    holder = getattr(record, model_field(model, holder_field(model)).attname)
    pk = owner_key(model, record.pk, holder, follow)
    return RowKey(owner_model(model)._meta.label_lower, pk) if pk else None


def stored_key(model: type[Model], pk: int, field: str) -> int | None:
    """Return the key that a stored row holds in a field, None where there is no such row."""
    name = model_field(model, field).attname
    return model._base_manager.filter(pk=pk).values_list(name, flat=True).first()
