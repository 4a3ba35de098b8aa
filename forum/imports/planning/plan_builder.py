"""Builds one plan: collects its objects, each compared with what is stored."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from django.db.models import Model

from forum.core.content import Part
from forum.history.import_plan import FieldChange
from forum.imports.planning.columns import cut_to_columns
from forum.imports.planning.field_comparison import Mode, compare_field, is_blank, stored_value
from forum.imports.planning.previous_imports import PreviousImports
from forum.imports.planning.questions import Answers
from forum.imports.planning.record_plan import (
    Json,
    PlanNote,
    RecordChange,
    Ref,
    Value,
    first_stored_text,
    to_json,
)
from forum.imports.planning.row_matching import find_dropped_rows
from forum.imports.planning.slugs import Slugs
from forum.imports.planning.stored_records import Store
from forum.reader.event_record import EventRecord, Finding, Scope
from sessions_app.models import Appearance, EventOrganization, Session

# What each kind of document names all there are of.
_LISTED: Final[Mapping[Scope, tuple[type[Model], ...]]] = {
    Scope.RECORD: (Model,),
    Scope.TABLES: (EventOrganization, Session, Appearance),
    Scope.SCHEDULE: (Session, Appearance),
    Scope.GUESTS: (),
    Scope.NEWS: (),
}
# Columns of which one makes no sense with another's old value.
_TIES = (frozenset({"starts_on", "ends_on"}), frozenset({"start", "end"}))


class PlanBuilder:
    """A plan while it is being made. previous is set once the event is known."""

    def __init__(
        self, record: EventRecord, store: Store, overwrite: bool, answers: Answers
    ) -> None:
        self.record = record
        self.store = store
        self.overwrite = overwrite
        self.answers = answers
        self.previous = PreviousImports()
        self.slugs = Slugs(store.slugs)
        self.findings: list[Finding] = []
        self.changes: dict[Ref, RecordChange] = {}

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
        lacks_owner = any(
            self._is_absent_owner(model, column, value) for column, value in values.items()
        )
        values = {column: self._without_absent(value) for column, value in values.items()}
        values = cut_to_columns(model, values, name, lines, self.findings.append)
        change = RecordChange(
            ref, model, identity, name, row=row, picture=picture if row is None else "", lines=lines
        )
        if row is not None:
            fields = self._compare(row, values, modes or {}, default)
        elif reason := self._reason_not_to_make(ref, identity, lacks_owner):
            self.changes[ref] = replace(change, note=reason)
            return ref
        else:
            fields = tuple(
                FieldChange(column, None, value)
                for column, value in {**values, **(new or {})}.items()
                if not is_blank(value)
            )
        self.changes[ref] = replace(change, fields=fields)
        return ref

    def put_part(
        self,
        model: type[Part],
        key: str,
        row: Part | None,
        values: Mapping[str, Value],
        **facts: Any,
    ) -> Ref:
        """Do so with a part; list that staff withheld it.

        No import brings back what was taken down, not even one that overwrites.
        """
        ref = self.put(model, key, row, values, **facts)
        if row is not None and row.withheld:
            self.add_field(ref, FieldChange("withheld", True, False, is_conflict=True))
        return ref

    def pk(self, ref: Ref) -> int | None:
        """Return the primary key of an object of the plan, None for one that is not stored yet."""
        change = self.changes.get(ref)
        return change.row.pk if change and change.row else None

    def is_absent(self, ref: Ref) -> bool:
        """Tell whether there is no such object and none will be made."""
        return ref not in self.changes or self.changes[ref].is_absent

    def add_field(self, ref: Ref, field_change: FieldChange) -> None:
        """Add one column to an object that is in the plan already."""
        change = self.changes[ref]
        self.changes[ref] = replace(change, fields=(*change.fields, field_change))

    def list_dropped[M: Model](self, rows: Sequence[M], matches: Mapping[str, M]) -> None:
        """List what an import made and the document does not name any more; it stays.

        What staff have withheld already is settled; of what the document does not list nothing
        is missing.
        """
        if self.record.scope is Scope.NEWS:
            rows = [row for row in rows if self.names_all_beside(row)]
        elif rows and not isinstance(rows[0], _LISTED[self.record.scope]):
            return
        for row in find_dropped_rows(rows, matches, self.previous):
            if not getattr(row, "withheld", False):
                change = self._unnamed_change(row)
                self.changes[change.ref] = replace(change, note=PlanNote.NOT_NAMED)

    def set_unnamed(self, row: Model, column: str, value: Value) -> None:
        """Set a column of a stored object that the document does not name: its place, its day."""
        change = self._unnamed_change(row)
        field_change = FieldChange(column, stored_value(row, column), value)
        self.changes[change.ref] = replace(change, fields=(*change.fields, field_change))

    def _unnamed_change(self, row: Model) -> RecordChange:
        """Return what happens so far to a stored object that the document does not name."""
        ref = Ref(row._meta.label_lower, f"pk-{row.pk}")
        return self.changes.get(ref) or RecordChange(ref, type(row), "", name_row(row), row=row)

    def _compare(
        self,
        row: Model,
        values: Mapping[str, Value],
        modes: Mapping[str, Mode],
        default: Mode,
    ) -> tuple[FieldChange, ...]:
        label = row._meta.label_lower
        fields = (
            compare_field(
                row,
                column,
                value,
                self._as_stored(value),
                self.previous.value(label, row.pk, column),
                modes.get(column, default),
                self.overwrite,
            )
            for column, value in values.items()
        )
        return _tie(tuple(self._give_way(row, field) for field in fields if field))

    def _give_way(self, row: Model, field: FieldChange) -> FieldChange:
        """Let news stand back where the site says something that no import of them wrote."""
        is_list = isinstance(field.old, list)
        if self.record.scope is not Scope.NEWS or self.overwrite or is_list or is_blank(field.old):
            return field
        is_own = self._is_of_this_file(row, field.column)
        return field if is_own else replace(field, is_conflict=True, gives_way=True)

    def names_all_beside(self, row: Model) -> bool:
        """Tell whether a row that the document does not name was named by what it replaces.

        News name few of an event's rows: of these, those that news of the same file wrote.
        """
        return self.record.scope is not Scope.NEWS or self._is_of_this_file(row)

    def _is_of_this_file(self, row: Model, column: str = "") -> bool:
        label = row._meta.label_lower
        return self.previous.is_of_file(self.record.source, label, row.pk, column)

    def _as_stored(self, value: Value) -> Json:
        """Return a value as it would be stored; an object that is not stored yet equals nothing."""
        if isinstance(value, Ref):
            return self.pk(value) or str(value)
        if isinstance(value, tuple):
            pks = [self.pk(ref) for ref in value]
            return [str(ref) for ref in value] if None in pks else sorted(filter(None, pks))
        return to_json(value)

    def _reason_not_to_make(self, ref: Ref, identity: str, lacks_owner: bool) -> PlanNote | None:
        """Say why a new row is not to be made, None if it is."""
        if self.previous.row(ref.label, identity) is not None and not self.overwrite:
            return PlanNote.DELETED
        if lacks_owner:
            return PlanNote.OWNER_DELETED
        return None

    def _is_absent_owner(self, model: type[Model], column: str, value: Value) -> bool:
        """Tell whether a column that cannot be empty names what is not there."""
        is_absent = isinstance(value, Ref) and self.is_absent(value)
        return is_absent and not model._meta.get_field(column).null

    def _without_absent(self, value: Value) -> Value:
        """Return a value without the objects that are not there."""
        if isinstance(value, Ref):
            return None if self.is_absent(value) else value
        if isinstance(value, tuple):
            return tuple(ref for ref in value if not self.is_absent(ref))
        return value


def name_row(row: Model) -> str:
    """Return what a row is called, the Chinese original first."""
    for field in ("title", "name", "printed_name", "heading", "caption"):
        if hasattr(row, field) and (text := first_stored_text(row, field)):
            return text
    return getattr(row, "slug", "") or str(row)


def _tie(fields: tuple[FieldChange, ...]) -> tuple[FieldChange, ...]:
    """Let both columns of a tie be in conflict where one is."""
    conflicts = {field.column for field in fields if field.is_conflict}
    tied = frozenset[str]().union(*(tie for tie in _TIES if tie & conflicts))
    return tuple(
        replace(field, is_conflict=field.is_conflict or field.column in tied) for field in fields
    )
