"""Names of rows, labels of fields and values as text, for the pages about revisions."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import models
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext, override
from imagefield.fields import PPOIField

from forum.core.columns import ModelField, model_field, related_model
from forum.core.content import Content, Part, language_codes
from forum.core.record_names import NAME_COLUMNS, full_name, full_name_from
from forum.core.value_text import value_as_text
from forum.history.rows import RowKey, columns_of
from forum.history.states import RecordState, RowState, latest_states

# Whom or what a row is about, before its own texts: an appearance's title is the person's.
_ABOUT = (("person", "session"), ("organization",))
# Longer names are cut.
_LONGEST_NAME = 80


class RowNames:
    """Names of rows, read together for each model: as a state has them, else as they are now."""

    def __init__(self, *states: RecordState) -> None:
        self._known: dict[RowKey, str] = {}
        self._rows: dict[RowKey, RowState] = {}
        for state in states:
            self._rows |= state

    def read(self, keys: Iterable[RowKey]) -> None:
        """Read the names of rows, with one query for each model."""
        self._read_from_tables(keys)
        # An appearance is called by its person and its session.
        rows = [self._rows[key] for key in keys if key in self._rows]
        self._read_from_tables([key for row in rows for key in list_naming_rows(row)])

    def _read_from_tables(self, keys: Iterable[RowKey]) -> None:
        missing: dict[str, set[int]] = defaultdict(set)
        for key in keys:
            if key not in self._rows and key not in self._known:
                missing[key.label].add(key.pk)
        for label, pks in missing.items():
            model = RowKey(label, 0).model
            rows = model._base_manager.filter(pk__in=pks).values("pk", *_name_columns(model))
            self._known |= {RowKey(label, row["pk"]): _own_name(model, row) for row in rows}
            # A deleted row has the name that it had last.
            deleted = [key for pk in pks if (key := RowKey(label, pk)) not in self._known]
            self._rows |= latest_states(deleted) if deleted else {}

    def of(self, key: RowKey) -> str:
        """Return the name of a row."""
        row = self._rows.get(key)
        if row is None:
            return self._known.get(key) or gettext("#%(number)d (deleted)") % {"number": key.pk}
        return self.of_row(row)

    def of_row(self, row: RowState) -> str:
        """Return the name of a row in this version."""
        subjects = list_naming_rows(row)
        if subjects:
            return " · ".join(self.of(subject) for subject in subjects)
        nameless = gettext("number %(number)d") % {"number": row.key.pk}
        return _own_name(row.key.model, row.fields) or nameless

    def text(self, field: ModelField, value: Any) -> str:
        """Return a value as text; field: of the model."""
        if value in (None, "", []):
            return ""
        if field.many_to_many:
            return "\n".join(sorted(self.of(target_key(field, pk)) for pk in value))
        if field.is_relation:
            return self.of(target_key(field, value))
        return value_as_text(field, value)


def kind_of(key: RowKey) -> str:
    """Return the name of a row's model: Session."""
    return capfirst(str(key.model._meta.verbose_name))


def list_editable_fields(model: type[models.Model]) -> list[ModelField]:
    """Return the fields that editors see, in the order of the model."""
    fields = (model_field(model, name) for name in columns_of(model))
    return [field for field in fields if getattr(field, "editable", False)]


def label_of(field: ModelField) -> str:
    """Return a field's label."""
    # Added by the picture itself, which gives it no name to read.
    if isinstance(field, PPOIField):
        return gettext("Focal point")
    return capfirst(str(field.verbose_name))


def list_references(row: RowState, names: Iterable[str]) -> list[RowKey]:
    """Return the rows that some fields of a row name."""
    keys = []
    for name in names:
        field = model_field(row.key.model, name)
        value = row.fields.get(name)
        if field.is_relation and value:
            pks = value if isinstance(value, list) else [value]
            keys += [target_key(field, pk) for pk in pks]
    return keys


def target_key(field: ModelField, pk: int) -> RowKey:
    """Return the key of the row that a field leads to."""
    return RowKey(related_model(field.model, field.name)._meta.label_lower, int(pk))


def list_naming_rows(row: RowState) -> list[RowKey]:
    """Return the rows that name a row; none for one with a name of its own."""
    for names in _ABOUT:
        if all(name in row.fields for name in names) and issubclass(row.key.model, Part):
            return list_references(row, names)
    return []


def _name_columns(model: type[models.Model]) -> list[str]:
    columns = columns_of(model)
    return [name for name in NAME_COLUMNS if name in columns]


def _own_name(model: type[models.Model], fields: dict[str, object]) -> str:
    return Truncator(full_name_from(model, fields)).chars(_LONGEST_NAME)


def name_in_each_language(record: models.Model) -> str:
    """Return what staff call a row, whatever is the language of who is at work: 开幕 / Opening."""
    if isinstance(record, Content):
        return full_name(record)
    names = {}
    for code in language_codes():
        with override(code):
            names[str(record)] = code
    return " / ".join(names)
