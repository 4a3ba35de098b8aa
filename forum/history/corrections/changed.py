"""Which changes of stored texts the public would notice, and so have to be explained."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import DateField, TimeField
from django.utils.text import capfirst
from django.utils.translation import gettext, override

from forum.core.columns import ModelField, model_field
from forum.core.content import Content, Record, column, language_codes, with_owner
from forum.core.field_labels import column_label, site_language_name
from forum.core.lazy_sentences import labelled
from forum.core.text_differences import TextPiece, differences
from forum.core.translated import html_lang
from forum.core.value_text import value_as_text
from forum.history.row_names import RowNames, list_references
from forum.history.rows import RowKey
from forum.history.state_changes import row_changes
from forum.history.states import RecordState, RowState

# A longer text is not repeated in the note.
_QUOTED = 120

# Of each row its columns: the value that is stored, and the one to come, in JSON's types.
# What a column held, and holds now, as a snapshot has it.
type Pair = tuple[Any, Any]
type Edits = Mapping[RowKey, Mapping[str, Pair]]


@dataclass(frozen=True, slots=True)
class Changed:
    """A published text in two versions, to read.

    record: as it is stored; language: its code, "" where the text belongs to none. old, new: of a
    day or an hour as ISO writes it, for a note says it in each language's way.
    """

    record: Record
    field: ModelField
    language: str
    old: str
    new: str

    @property
    def subject(self) -> str:
        """Whose text it is, in the active language; "" for the event itself."""
        if self.record.corrected_in == "pk":
            return ""
        # What a record is called is what changes; its kind says enough.
        is_record = isinstance(self.record, Content)
        return capfirst(str(self.record._meta.verbose_name)) if is_record else str(self.record)

    @property
    def lang(self) -> str:
        """The BCP 47 tag of the text, "" where it belongs to no language."""
        return html_lang(self.language) if self.language else ""

    @property
    def pieces(self) -> list[TextPiece]:
        """What differs, piece by piece."""
        return differences(*self._written())

    @property
    def label(self) -> str:
        """The field as a form calls it: Title · English."""
        name = capfirst(str(self.field.verbose_name))
        return str(column_label(name, self.language)) if self.language else name

    def named(self, code: str) -> str:
        """Return subject and field in a language: Lin Lan (title as of the event)."""
        with override(code):
            subject = self._what_in(code)
            return _with(self.subject, subject) if self.subject else subject

    def note(self, code: str) -> str:
        """Return the sentence that is proposed for the note in a language."""
        with override(code):
            if max(len(self.old), len(self.new)) > _QUOTED or not self.new:
                return describe_corrections([self.named(code)])
            words = gettext("%(what)s read “%(old)s”; it is “%(new)s”.")
            old, new = self._written()
            sentence = words % {"what": self._what_in(code), "old": old, "new": new}
            return labelled(self.subject, sentence) if self.subject else sentence

    def _written(self) -> tuple[str, str]:
        """Return both versions as the active language writes them."""
        if not is_of_calendar(self.field):
            return self.old, self.new
        return value_as_text(self.field, self.old), value_as_text(self.field, self.new)

    def _what_in(self, code: str) -> str:
        field = str(capfirst(self.field.verbose_name))
        is_other_language = self.language and self.language != code
        return _with(field, site_language_name(self.language)) if is_other_language else field


def is_of_calendar(field: ModelField) -> bool:
    """Tell whether a column holds days or hours, which each language writes in its own way."""
    return isinstance(field, DateField | TimeField)


def describe_corrections(named: Iterable[str]) -> str:
    """Return the note, in the active language, that says only what was corrected."""
    return gettext("Corrected: %(list)s.") % {"list": gettext("; ").join(named)}


def _with(text: str, more: str) -> str:
    return gettext("%(what)s (%(more)s)") % {"what": text, "more": more}


@cache
def list_counted_columns(model: type[Record]) -> dict[str, tuple[ModelField, str]]:
    """Return the columns of a model that count: name -> (its field, its language or "")."""
    columns_of_model: dict[str, tuple[ModelField, str]] = {}
    for name in model.corrected_fields:
        main = model_field(model, name)
        columns = {column(name, code): (main, code) for code in language_codes()}
        columns_of_model |= columns if _has(model, next(iter(columns))) else {name: (main, "")}
    return columns_of_model


def changed_text(record: Record, name: str, old: str, new: str) -> list[Changed]:
    """Return the change of a stored record's column, the values to read; [] if nobody is asked.

    It counts where the public reads the text now. What had no text yet is completed, not corrected.
    """
    model: type[Record] = type(record)
    if name not in list_counted_columns(model) or not old or old == new:
        return []
    field, language = list_counted_columns(model)[name]
    ready = record.public_languages
    if not ready or (language and language not in ready):
        return []
    return [Changed(record, field, language, old, new)]


def as_json(edits: Edits) -> list[list[object]]:
    """Return those of some edits that count, in JSON's types: ``[[label, pk, {column: pair}]]``."""
    return [
        [model._meta.label_lower, pk, fields]
        for model, rows in _by_model(edits)
        for pk, fields in rows.items()
    ]


def from_json(rows: Iterable[Any]) -> Edits:
    """Return edits as ``as_json`` wrote them."""
    return {
        RowKey(label, pk): {name: (old, new) for name, (old, new) in fields.items()}
        for label, pk, fields in rows
    }


def find_changes(edits: Edits) -> list[Changed]:
    """Return the changes of published texts among some edits of stored rows."""
    changes = []
    for model, rows in _by_model(edits):
        names = _names(model, rows)
        for record in with_owner(model).filter(pk__in=rows).order_by("pk"):
            for name, (old, new) in rows[record.pk].items():
                field = model_field(model, name)
                if not is_of_calendar(field):
                    old, new = names.text(field, old), names.text(field, new)
                changes += changed_text(record, name, old or "", new or "")
    return changes


def edits_between(old_state: RecordState, new_state: RecordState) -> Edits:
    """Return what differs of the rows that two states of a record share."""
    return {
        change.row.key: {name: (change.before.fields.get(name), change.after.fields.get(name))
                      for name in change.names}
        for change in row_changes(old_state, new_state)
        if change.before and change.after
    }  # fmt: skip


def _by_model(edits: Edits) -> Iterator[tuple[type[Record], dict[int, dict[str, Pair]]]]:
    """Yield each model with the columns that count of its rows, those of nothing else left out."""
    rows_by_model: dict[type[Record], dict[int, dict[str, Pair]]] = defaultdict(dict)
    for key, fields in edits.items():
        counts = list_counted_columns(key.model)
        if counting := {name: pair for name, pair in fields.items() if name in counts}:
            rows_by_model[key.model][key.pk] = counting
    yield from rows_by_model.items()


def _names(model: type[Record], rows: Mapping[int, Mapping[str, Pair]]) -> RowNames:
    """Return the names of the rows that some columns lead to."""
    names = RowNames()
    names.read(_led_to(model, rows))
    return names


def _led_to(model: type[Record], rows: Mapping[int, Mapping[str, Pair]]) -> Iterable[RowKey]:
    for pk, fields in rows.items():
        for side in (0, 1):
            row = RowState(
                RowKey(model._meta.label_lower, pk), {n: pair[side] for n, pair in fields.items()}
            )
            yield from list_references(row, row.fields)


def _has(model: type[Record], name: str) -> bool:
    try:
        model._meta.get_field(name)
    except FieldDoesNotExist:
        return False
    return True
