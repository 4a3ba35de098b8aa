"""What a draft has of rows that another record's working copy adds: stored once those are."""

from collections.abc import Collection
from typing import Any

from forum.core.content import Content
from forum.history.rows import RowKey
from forum.history.states import current_state
from forum.history.working_copies.changes import find_conflicts, list_targets
from forum.history.working_copies.store import close_copy, edits_of, is_released, owner_of_copy
from forum.history.working_copies.writing import CopyRefusedError, write_edits
from forum.models import WorkingCopy


def write_put_off(added: Collection[RowKey], user: Any) -> None:
    """Store the working copies of drafts that waited for some rows, which the tables have now.

    Those of what is public wait for their own reviews; one that does not fit stays as it is.
    """
    for copy in _lock_waiting(added):
        owner = owner_of_copy(copy)
        stored = current_state(owner, lock=True)
        if find_conflicts(stored, edits_of(copy)):
            continue
        try:
            write_edits(stored, edits_of(copy))
        except CopyRefusedError:
            # It is open still, and its page says why.
            continue
        close_copy(copy, WorkingCopy.Outcome.PUBLISHED, user)


def _lock_waiting(rows: Collection[RowKey]) -> list[WorkingCopy]:
    """Return the open working copies of drafts that lead to some rows; no others are locked."""
    models = {
        relation.related_model
        for model in {row.model for row in rows}
        for relation in model._meta.related_objects
        if issubclass(relation.related_model, Content)
    }
    kinds = [RowKey(model._meta.label_lower, 0).kind for model in models]
    # A key of a row stands there as a number; which of them is one, the edits tell.
    numbers = "|".join(str(row.pk) for row in rows)
    copies = WorkingCopy.objects.open().filter(content_type__in=kinds).order_by("pk")
    naming = copies.filter(changes__regex=rf"\y({numbers})\y")
    pks = [copy.pk for copy in naming if _waits_for(copy, rows)]
    return [
        copy for copy in copies.filter(pk__in=pks).select_for_update() if _waits_for(copy, rows)
    ]


def _waits_for(copy: WorkingCopy, rows: Collection[RowKey]) -> bool:
    """Tell whether a working copy is that of a draft, and leads to one of some rows."""
    targets = {target for edit in edits_of(copy).values() for target in list_targets(edit)}
    if targets.isdisjoint(rows):
        return False
    owner = owner_of_copy(copy)
    record = owner.model._base_manager.filter(pk=owner.pk).first()
    return isinstance(record, Content) and not is_released(record)
