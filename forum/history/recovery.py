"""Recovering deleted rows, under their own keys and with what was deleted along with them."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from forum.core.save_batches import batched_saves
from forum.history.restore import Outcome, bring_back, try_out
from forum.history.rows import RowKey
from forum.history.states import RecordState, RowState, row_state
from forum.models import ImportRun, Snapshot
from sessions_app.models import Event


def list_deleted(models: Iterable[Any]) -> QuerySet[Snapshot]:
    """Return the last snapshots of rows of some models that were deleted, the latest first.

    What went with something that it belonged to comes back with that.
    """
    newer = Snapshot.objects.filter(
        content_type=OuterRef("content_type"),
        object_id=OuterRef("object_id"),
        pk__gt=OuterRef("pk"),
    )
    kinds = [RowKey(model._meta.label_lower, 0).kind for model in models]
    snapshots = Snapshot.objects.filter(
        ~Exists(newer), kind=Snapshot.Kind.DELETED, content_type__in=kinds
    )
    return snapshots.select_related("entry__actor").order_by("-pk")


def read_deleted_state(snapshot: Snapshot) -> RecordState:
    """Return a deleted row with what was deleted with it, as all were last."""
    key = row_state(snapshot).key
    snapshots = Snapshot.objects.filter(entry=snapshot.entry_id).exclude(kind=Snapshot.Kind.STORED)
    rows = {row.key: row for row in map(row_state, snapshots.order_by("pk"))}
    return {
        row.key: RowState(row.key, row.fields)
        for row in rows.values()
        if _stands_in(row, key, rows)
    }


def preview_recovery(state: RecordState) -> Outcome:
    """Return what recovering would do: it is done and rolled back."""
    return try_out(lambda: bring_back(state))


def recover(state: RecordState) -> Outcome:
    """Store deleted rows again, and note those that cannot be."""
    with transaction.atomic(), batched_saves():
        outcome = bring_back(state)
        _tie_imports(outcome.after)
        return outcome


def _tie_imports(state: RecordState) -> None:
    """Give events that came back their imports again, whose findings keep them from the public.

    A deletion leaves the imports of an event without one; they name the rows that they wrote.
    """
    events = {key: _event_of(row, state) for key, row in state.items()}
    if not any(events.values()):
        return
    # Translations that came back are of no event: no document is compared with what they wrote.
    for run in ImportRun.objects.filter(event=None).exclude(sha256="").only("changes"):
        written = (RowKey(change["model"].lower(), change["pk"]) for change in run.changes)
        if event := next((events[key] for key in written if events.get(key)), None):
            run.event_id = event.pk
            run.save(update_fields=["event"])


def _event_of(row: RowState | None, state: RecordState) -> RowKey | None:
    """Return the event that a row is, or stands in."""
    while row is not None and row.key.label != Event._meta.label_lower:
        above = row.holder
        row = state.get(above) if above else None
    return row.key if row else None


def _stands_in(row: RowState | None, key: RowKey, rows: RecordState) -> bool:
    """Tell whether a row is that of a key, or stands in it."""
    while row is not None and row.key != key:
        above = row.holder
        row = rows.get(above) if above else None
    return row is not None
