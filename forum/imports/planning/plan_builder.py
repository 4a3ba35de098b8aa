"""The workbench of one plan: collects its objects, each compared with what is stored."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext

from forum.imports.planning.changes import Change, FieldChange, Json, Ref, Value, display, to_json
from forum.imports.planning.columns import fit
from forum.imports.planning.previous_imports import Memory
from forum.imports.planning.questions import Answers
from forum.imports.planning.slugs import Slugs
from forum.imports.planning.stored_records import Store
from forum.imports.planning.three_way import Mode, field_change, is_blank, stored_value
from forum.reader.event_record import EventRecord, Finding


class Bench:
    """What one plan is made of while it is being made. memory is set once the event is known."""

    def __init__(
        self, record: EventRecord, store: Store, overwrite: bool, answers: Answers
    ) -> None:
        self.record = record
        self.store = store
        self.overwrite = overwrite
        self.answers = answers
        self.memory = Memory()
        self.slugs = Slugs(store.slugs)
        self.findings: list[Finding] = []
        self.changes: dict[Ref, Change] = {}

    def put(
        self,
        model: type[Model],
        key: str,
        row: Model | None,
        values: Mapping[str, Value],
        *,
        identity: str = "",
        name: str = "",
        modes: Mapping[str, Mode] | None = None,
        default: Mode = Mode.OWN,
        new: Mapping[str, Value] | None = None,
        lines: tuple[int, ...] = (),
        picture: str = "",
    ) -> Ref:
        """Compare one object with its row and take it into the plan.

        values: column -> what the document says; blanks say nothing. new: what a new row gets
        beside. modes: column -> how far the document's word goes, where it is not the default.
        """
        ref = Ref(model._meta.label_lower, key)
        hangs_on_nothing = any(self._absent_owner(model, key, one) for key, one in values.items())
        values = {key: self._present(value) for key, value in values.items()}
        values = fit(model, values, name, lines, self.findings.append)
        change = Change(
            ref, model, identity, name, row=row, picture=picture if row is None else "", lines=lines
        )
        if row is not None:
            fields = self._compare(row, values, modes or {}, default)
        elif gone := self._gone(ref, identity, hangs_on_nothing):
            self.changes[ref] = replace(change, note=gone)
            return ref
        else:
            fields = tuple(
                FieldChange(column, None, value)
                for column, value in {**values, **(new or {})}.items()
                if not is_blank(value)
            )
        self.changes[ref] = replace(change, fields=fields)
        return ref

    def pk(self, ref: Ref) -> int | None:
        """Return the primary key of an object of the plan, None for one that is not stored yet."""
        change = self.changes.get(ref)
        return change.row.pk if change and change.row else None

    def absent(self, ref: Ref) -> bool:
        """Tell whether there is no such object and none will be made."""
        return ref not in self.changes or self.changes[ref].absent

    def add_field(self, ref: Ref, change: FieldChange) -> None:
        """Add one column to an object that is in the plan already."""
        present = self.changes[ref]
        self.changes[ref] = replace(present, fields=(*present.fields, change))

    def keep(self, row: Model, name: str, note: str) -> None:
        """List a stored object that the document does not name any more; it stays."""
        ref = Ref(row._meta.label_lower, f"pk-{row.pk}")
        present = self.changes.get(ref)
        fields = present.fields if present else ()
        self.changes[ref] = Change(ref, type(row), "", name, fields, row=row, note=note)

    def renumber(self, row: Model, name: str, position: int) -> None:
        """Move a stored object that the document does not name."""
        ref = Ref(row._meta.label_lower, f"pk-{row.pk}")
        moved = FieldChange("position", stored_value(row, "position"), position)
        present = self.changes.get(ref) or Change(ref, type(row), "", name, row=row)
        self.changes[ref] = replace(present, fields=(*present.fields, moved))

    def _compare(
        self,
        row: Model,
        values: Mapping[str, Value],
        modes: Mapping[str, Mode],
        default: Mode,
    ) -> tuple[FieldChange, ...]:
        label = row._meta.label_lower
        found = (
            field_change(
                row,
                column,
                value,
                self._as_stored(value),
                self.memory.value(label, row.pk, column),
                modes.get(column, default),
                self.overwrite,
            )
            for column, value in values.items()
        )
        return _tied(tuple(change for change in found if change))

    def _as_stored(self, value: Value) -> Json:
        """Return a value as it would be stored; an object that is not stored yet equals nothing."""
        if isinstance(value, Ref):
            return self.pk(value) or str(value)
        if isinstance(value, tuple):
            pks = [self.pk(one) for one in value]
            return [str(one) for one in value] if None in pks else sorted(pk for pk in pks if pk)
        return to_json(value)

    def _gone(self, ref: Ref, identity: str, hangs_on_nothing: bool) -> str:
        """Say why a new row is not to be made, "" if it is."""
        if self.memory.row(ref.label, identity) is not None and not self.overwrite:
            return gettext(
                "An earlier import made it and staff deleted it since; it stays deleted."
            )
        if hangs_on_nothing:
            return gettext("It belongs to what staff deleted; it stays deleted.")
        return ""

    def _absent_owner(self, model: type[Model], column: str, value: Value) -> bool:
        """Tell whether a column that cannot be empty names what is not there."""
        return (
            isinstance(value, Ref) and self.absent(value) and not model._meta.get_field(column).null
        )

    def _present(self, value: Value) -> Value:
        """Return a value without the objects that are not there."""
        if isinstance(value, Ref):
            return None if self.absent(value) else value
        if isinstance(value, tuple):
            return tuple(one for one in value if not self.absent(one))
        return value


def name_of(row: Any) -> str:
    """Return what a row is called, the Chinese original first."""
    for field in ("title", "name", "printed_name", "heading", "caption"):
        if hasattr(row, field) and (text := display(row, field)):
            return text
    return getattr(row, "slug", "") or str(row.pk)


# Columns of which one makes no sense with another's old value.
_TIES = (frozenset({"starts_on", "ends_on"}), frozenset({"start", "end"}))


def _tied(fields: tuple[FieldChange, ...]) -> tuple[FieldChange, ...]:
    """Keep both of a tied pair where one is kept."""
    kept = {one.column for one in fields if one.kept}
    also = frozenset[str]().union(*(tie for tie in _TIES if tie & kept))
    return tuple(replace(one, kept=one.kept or one.column in also) for one in fields)
