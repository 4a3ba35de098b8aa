"""Working copies laid over the tables for reading: nothing is written or locked.

``tables_with_copies`` writes instead, for what saves over a working copy or asks whether it fits.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any

from django.db.models import Model, QuerySet

from forum.core.content import Record, with_owner
from forum.core.save_batches import rolled_back
from forum.history.preview_views import StagedRows, create_stand_ins, group_by_all_columns
from forum.history.rows import RowKey, key_from
from forum.history.states import RecordState, current_state
from forum.history.working_copies.changes import RowEdit, find_conflicts, values_over
from forum.history.working_copies.store import edits_of, owner_of_copy
from forum.history.working_copies.tables_with_copies import values_of
from forum.models import WorkingCopy
from forum.models.desk import AboutRecord

# Keys of relations between rows that are in no table.
_NEW_KEYS = count(2_000_000_000)


@contextmanager
def overlaid(copies: Iterable[WorkingCopy]) -> Iterator[None]:
    """Let whoever reads within the block find what working copies have."""
    with rolled_back(), group_by_all_columns():
        for copy in copies:
            overlay_copy(copy)
        yield


def find_subject(row: AboutRecord) -> Record | None:
    """Return the record that a row is about, be it one that only a working copy has."""
    subject: Record | None = row.object
    key = key_from(row.content_type_id, row.object_id)
    return subject or read_waiting_row(key.model, key.pk)


def find_subjects[Row: AboutRecord](rows: Iterable[Row]) -> list[tuple[Row, Record]]:
    """Return rows with the records that they are about; what is about nothing any more is left out.

    Each working copy that adds some of them is read once. Prefetch the rows' ``object``.
    """
    keyed = [(row, key_from(row.content_type_id, row.object_id)) for row in rows]
    waiting = _read_waiting_rows({key for row, key in keyed if row.object is None})
    return [(row, record) for row, key in keyed if (record := row.object or waiting.get(key))]


def _read_waiting_rows(keys: set[RowKey]) -> dict[RowKey, Record]:
    """Return those of some rows that are in no table which working copies add.

    What they stand in is read with them: later no query finds that.
    """
    names = [f"{key.label}:{key.pk}" for key in keys]
    waiting: dict[RowKey, Record] = {}
    copies = WorkingCopy.objects.open().filter(changes__has_any_keys=names) if names else ()
    for copy in copies:
        added = keys & {key for key, edit in edits_of(copy).items() if edit.kind == "added"}
        with overlaid([copy]):
            for label in {key.label for key in added}:
                pks = [key.pk for key in added if key.label == label]
                rows = with_owner(RowKey(label, 0).model).filter(pk__in=pks)
                waiting |= {RowKey(label, row.pk): row for row in rows if row.owner}
    return waiting


def read_waiting_row[M: Model](model: type[M], pk: int) -> M | None:
    """Return a row that is in no table yet, as the working copy has it that adds it, else None."""
    key = RowKey(model._meta.label_lower, pk)
    is_stored = model._base_manager.filter(pk=pk).exists()
    row = None if is_stored else _read_waiting_rows({key}).get(key)
    return row if isinstance(row, model) else None


def find_row[M: Model](rows: QuerySet[M], pk: int) -> M | None:
    """Return a row of a queryset, or one that only a working copy has; None for neither."""
    return rows.filter(pk=pk).first() or read_waiting_row(rows.model, pk)


def overlay_copy(copy: WorkingCopy) -> None:
    """Lay a working copy over the tables by views; call it in a transaction that is rolled back."""
    if not copy.changes:
        return
    public, edits = current_state(owner_of_copy(copy)), edits_of(copy)
    copy.conflicts = len(find_conflicts(public, edits))
    changes: list[StagedRows] = []
    added: list[Model] = []
    for edit in edits.values():
        row_changes, rows = _read_edit(public, edit)
        changes += row_changes
        added += rows
    create_stand_ins(changes, added)


def _read_edit(public: RecordState, edit: RowEdit) -> tuple[list[StagedRows], list[Model]]:
    """Return what an edit changes, and the rows that it adds."""
    model, pk, stored = edit.key.model, edit.key.pk, public.get(edit.key)
    if edit.kind == "deleted":
        return [StagedRows(model, "id", [pk], None)], []
    if edit.kind == "added" and not stored:
        values, related_keys = values_of(model, edit.values)
        ties, rows = _tie(edit, related_keys)
        row = model(**values)
        row.pk = pk
        return ties, [row, *rows]
    if edit.kind == "changed" and stored:
        values, related_keys = values_of(model, values_over(stored, edit))
        by_name = {field.attname: field.name for field in model._meta.concrete_fields}
        named = {by_name[name]: value for name, value in values.items()}
        ties, rows = _tie(edit, related_keys)
        return [StagedRows(model, "id", [pk], named), *ties] if named else ties, rows
    return [], []


def _tie(edit: RowEdit, related_keys: dict[str, list[int]]) -> tuple[list[StagedRows], list[Model]]:
    """Return what replaces the many-to-many relations of a row."""
    changes: list[StagedRows] = []
    rows: list[Model] = []
    for name, pks in related_keys.items():
        # Any: the names of a through table's columns have no types.
        field: Any = edit.key.model._meta.get_field(name)
        through = field.remote_field.through
        source, target = (
            through._meta.get_field(field.m2m_field_name()).attname,
            through._meta.get_field(field.m2m_reverse_field_name()).attname,
        )
        changes.append(StagedRows(through, source, [edit.key.pk], None))
        ties = ({source: edit.key.pk, target: pk} for pk in pks)
        rows += [through(pk=next(_NEW_KEYS), **tie) for tie in ties]
    return changes, rows
