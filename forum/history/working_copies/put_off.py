"""What a draft has of rows that another record's working copy adds: stored once those are."""

from collections.abc import Collection, Iterable
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
    for copy in _copies_that_name(added):
        owner = owner_of_copy(copy)
        record = owner.model._base_manager.filter(pk=owner.pk).first()
        if not isinstance(record, Content) or is_released(record):
            continue
        stored = current_state(owner, lock=True)
        if find_conflicts(stored, edits_of(copy)):
            continue
        try:
            write_edits(stored, edits_of(copy))
        except CopyRefusedError:
            # It is open still, and its page says why.
            continue
        close_copy(copy, WorkingCopy.Outcome.PUBLISHED, user)


def _copies_that_name(rows: Collection[RowKey]) -> Iterable[WorkingCopy]:
    """Return the open working copies of other records that lead to some rows."""
    models = {
        relation.related_model
        for model in {row.model for row in rows}
        for relation in model._meta.related_objects
        if issubclass(relation.related_model, Content)
    }
    kinds = [RowKey(model._meta.label_lower, 0).kind for model in models]
    copies = WorkingCopy.objects.open().filter(content_type__in=kinds).order_by("pk")
    return [
        copy
        for copy in copies.select_for_update()
        if any(target in rows for edit in edits_of(copy).values() for target in list_targets(edit))
    ]
