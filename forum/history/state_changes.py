"""What differs between two states of a record: rows added, removed, changed, moved; each field."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from django.db.models import DateTimeField, ImageField

from forum.core.columns import model_field
from forum.core.text_differences import TextPiece, differences
from forum.core.translated import html_lang
from forum.history.row_names import (
    RowNames,
    kind_of,
    label_of,
    list_editable_fields,
    list_naming_rows,
    list_references,
)
from forum.history.rows import RowKey
from forum.history.states import RecordState, RowState

type Kind = Literal["added", "removed", "changed", "moved"]
# Of a text that stays, so much is shown beside what changed where there is little room.
_AROUND = 24


@dataclass(frozen=True, slots=True)
class FieldDifference:
    """One field of a row in two versions, as text. lang: of the text, "" for any.

    old_picture, new_picture: names in the storage of what a picture's field held and holds.
    """

    name: str
    label: str
    lang: str
    old: str
    new: str
    pieces: list[TextPiece]
    old_picture: str = ""
    new_picture: str = ""

    def shortened(self) -> list[TextPiece]:
        """Return the pieces without the long stretches that stayed."""
        last = len(self.pieces) - 1
        return [
            _shortened(piece, first=not no, last=no == last) for no, piece in enumerate(self.pieces)
        ]


@dataclass(frozen=True, slots=True)
class RowDifference:
    """One row in two states. fields, picture: no field, but the picture, of what came or went."""

    key: RowKey
    kind: Kind
    what: str
    name: str
    fields: list[FieldDifference]
    picture: str = ""


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row in two states, before it is put into words. names: of the fields that differ."""

    before: RowState | None
    after: RowState | None
    names: list[str]

    @property
    def row(self) -> RowState:
        """The row, as it is after the change where it still is."""
        row = self.after or self.before
        assert row  # noqa: S101 - one of them is there
        return row

    @property
    def kind(self) -> Kind:
        """What happened to it."""
        if self.before is None:
            return "added"
        if self.after is None:
            return "removed"
        return "moved" if self.names == ["position"] else "changed"

    def references(self) -> list[RowKey]:
        """Return the rows that its words name."""
        keys = [self.row.key, *list_naming_rows(self.row)]
        for row in (self.before, self.after):
            if row and self.kind in ("changed", "moved"):
                keys += list_references(row, self.names)
        return keys


def row_changes(old_state: RecordState, new_state: RecordState) -> list[RowChange]:
    """Return the rows that differ, in the order of the record's tree and of the programme."""
    keys = dict.fromkeys((*new_state, *old_state))
    changes = (RowChange(*_pair(old_state, new_state, key)) for key in keys)
    order = {label: no for no, label in enumerate(dict.fromkeys(key.label for key in keys))}
    return sorted(
        (change for change in changes if change.names or change.kind in ("added", "removed")),
        key=lambda change: _place(change.row, order, new_state or old_state),
    )


def compare_states(old_state: RecordState, new_state: RecordState) -> list[RowDifference]:
    """Return the rows that differ, in words of the active language."""
    changes = row_changes(old_state, new_state)
    return describe_changes(changes, RowNames(old_state, new_state))


def describe_changes(changes: list[RowChange], names: RowNames) -> list[RowDifference]:
    """Return changes in words, their names read together."""
    names.read([key for change in changes for key in change.references()])
    return [
        RowDifference(
            key=change.row.key,
            kind=change.kind,
            what=kind_of(change.row.key),
            name=names.of_row(change.row),
            fields=list(_fields(change, names)),
            picture="" if change.before and change.after else _picture_in(change.row),
        )
        for change in changes
    ]


def _pair(
    old_state: RecordState, new_state: RecordState, key: RowKey
) -> tuple[RowState | None, RowState | None, list[str]]:
    old, new = old_state.get(key), new_state.get(key)
    if not old or not new:
        return old, new, []
    fields = (field.name for field in list_editable_fields(key.model))
    return old, new, [name for name in fields if _is_changed(old, new, name)]


def _is_changed(old: RowState, new: RowState, name: str) -> bool:
    return bool(_read(old, name) != _read(new, name))


def _read(row: RowState, name: str) -> object:
    """Return a value as people read it: NULL and "" alike, a moment without its milliseconds."""
    value = row.fields.get(name)
    if value and isinstance(row.key.model._meta.get_field(name), DateTimeField):
        return str(value)[:19]
    return value or None


def _place(row: RowState, order: dict[str, int], state: RecordState) -> tuple[object, ...]:
    """Return where a row stands: an appearance behind its session's place."""
    above = state.get(RowKey("sessions_app.session", row.fields.get("session") or 0))
    outer = above.fields.get("position", 0) if above else 0
    inner = row.fields.get("position") or 0
    return order[row.key.label], outer, inner, row.key.pk


def _fields(change: RowChange, names: RowNames) -> Iterable[FieldDifference]:
    if not change.before or not change.after:
        return
    for name in change.names:
        field = model_field(change.row.key.model, name)
        old = names.text(field, change.before.fields.get(name))
        new = names.text(field, change.after.fields.get(name))
        language = getattr(field, "language", "")
        is_picture = isinstance(field, ImageField)
        yield FieldDifference(
            name=name,
            label=label_of(field),
            lang=html_lang(language) if language else "",
            old=old,
            new=new,
            pieces=differences(old, new),
            old_picture=(is_picture and change.before.fields.get(name)) or "",
            new_picture=(is_picture and change.after.fields.get(name)) or "",
        )


def _picture_in(row: RowState) -> str:
    """Return the name in the storage of a row's picture, "" for none."""
    fields = row.key.model._meta.get_fields()
    names = (row.fields.get(field.name) for field in fields if isinstance(field, ImageField))
    return next(filter(None, names), "")


def _shortened(piece: TextPiece, *, first: bool, last: bool) -> TextPiece:
    text = piece.text
    if piece.kind != "same" or len(text) <= 3 * _AROUND:
        return piece
    head = "" if first else text[:_AROUND]
    tail = "" if last else text[-_AROUND:]
    return TextPiece("same", f"{head} … {tail}")
