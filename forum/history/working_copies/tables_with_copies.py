"""A working copy laid over the tables, inside a transaction that is rolled back.

Rows are written without ``save()``: no signal may follow what is going to be taken back. Keys of
new rows are those that they were given first: a sequence does not return what was rolled back.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import DataError, IntegrityError, transaction

from forum.core.columns import model_field
from forum.core.content import Record
from forum.core.save_batches import rolled_back
from forum.history.rows import Fields, RowKey, tree_place
from forum.history.states import RecordState, current_state
from forum.history.working_copies.changes import RecordEdits, RowEdit, find_conflicts, values_over
from forum.history.working_copies.store import edits_of, owner_of_copy
from forum.models import WorkingCopy


@contextmanager
def staged(copies: Iterable[WorkingCopy]) -> Iterator[None]:
    """Lay working copies over the tables within the block, and roll back what it writes."""
    with rolled_back():
        for copy in copies:
            stage_copy(copy)
        yield


def stage_copy(copy: WorkingCopy) -> list[RowKey]:
    """Lay a working copy over the tables; return the rows that do not fit what is stored now."""
    if not copy.changes:
        return []
    public, edits = current_state(owner_of_copy(copy)), edits_of(copy)
    copy.conflicts = len(find_conflicts(public, edits))
    return stage_edits(public, edits)


def stage_edits(public: RecordState, edits: RecordEdits) -> list[RowKey]:
    """Write a difference into the tables, parts after what they stand in."""
    rows = [edits[key] for key in sorted(edits, key=tree_place)]
    unfit = []
    deleted = [edit for edit in reversed(rows) if edit.kind == "deleted"]
    for edit in [*deleted, *(edit for edit in rows if edit.kind != "deleted")]:
        try:
            with transaction.atomic():
                _stage_row(public, edit)
        except (IntegrityError, DataError):
            unfit.append(edit.key)
    return unfit


def _stage_row(public: RecordState, edit: RowEdit) -> None:
    # Any: a manager's ``_insert`` and a queryset's ``_raw_delete`` are not public.
    model: Any = edit.key.model
    stored = public.get(edit.key)
    rows = model._base_manager.filter(pk=edit.key.pk)
    if edit.kind == "deleted":
        _relate(edit.key, {name: [] for name in _relations(model)})
        rows._raw_delete(rows.db)
    elif edit.kind == "added" and not stored:
        values, related_keys = values_of(model, edit.values)
        row = model(**values)
        row.pk = edit.key.pk
        # Nothing is computed, stored or checked when a row is only staged.
        columns = model._meta.local_concrete_fields
        model._base_manager._insert([row], fields=columns, using=rows.db, raw=True)
        _relate(edit.key, related_keys)
    elif edit.kind == "changed" and stored:
        values, related_keys = values_of(model, values_over(stored, edit))
        if values:
            rows.update(**values)
        _relate(edit.key, related_keys)


def values_of(
    model: type[Record], columns: Fields
) -> tuple[dict[str, object], dict[str, list[int]]]:
    """Return the values of columns as a model has them, and the keys of its many-to-many ones."""
    values: dict[str, object] = {}
    related_keys: dict[str, list[int]] = {}
    for name, value in columns.items():
        field = model_field(model, name)
        if field.many_to_many:
            related_keys[name] = value or []
        else:
            values[field.attname] = value if field.is_relation else field.to_python(value)
    return values, related_keys


def _relations(model: type[Record]) -> list[str]:
    return [field.name for field in model._meta.many_to_many]


def _relate(key: RowKey, related_keys: dict[str, list[int]]) -> None:
    """Set many-to-many relations without their signals."""
    for name, pks in related_keys.items():
        # Any: the names of a through table's columns have no types.
        field: Any = key.model._meta.get_field(name)
        through, source, target = (
            field.remote_field.through,
            field.m2m_field_name(),
            field.m2m_reverse_field_name(),
        )
        rows = through._base_manager.filter(**{source: key.pk})
        rows._raw_delete(rows.db)
        through._base_manager.bulk_create(
            through(**{f"{source}_id": key.pk, f"{target}_id": pk}) for pk in pks
        )
