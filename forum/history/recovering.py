"""What was deleted, and its way back: the row under its own key, with what went with it."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from reversion.models import Version

from forum.core.save_batches import batched_saves
from forum.history.recording import DELETED
from forum.history.restoring import Outcome, bring_back, tried
from forum.history.states import Row, State, row_of
from forum.history.trees import Key


def deleted(models: Iterable[Any]) -> QuerySet[Version]:
    """Return the last versions of rows of some models that were deleted, the latest first.

    What went with something that it belonged to comes back with that.
    """
    newer = Version.objects.filter(
        content_type=OuterRef("content_type"),
        object_id=OuterRef("object_id"),
        pk__gt=OuterRef("pk"),
    )
    kinds = [Key(model._meta.label_lower, 0).kind for model in models]
    found: QuerySet[Version] = Version.objects.filter(
        ~Exists(newer), format=DELETED, content_type__in=kinds
    )
    return found.select_related("revision__user").order_by("-pk")


def deleted_state(version: Version) -> State:
    """Return a deleted row with what was deleted with it, as all were last."""
    key = row_of(version).key
    gone = Version.objects.filter(revision=version.revision_id, format__startswith=DELETED)
    rows = {row.key: row for row in map(row_of, gone)}
    return {
        one: Row(one, row.fields, revision=row.revision)
        for one, row in rows.items()
        if _stands_in(row, key, rows)
    }


def preview_recovery(state: State) -> Outcome:
    """Return what recovering would do; it is done, looked at and taken back."""
    return tried(lambda: bring_back(state))


def recover(state: State) -> Outcome:
    """Store deleted rows again; what cannot be is noted."""
    with transaction.atomic(), batched_saves():
        return bring_back(state)


def _stands_in(row: Row | None, key: Key, rows: dict[Key, Row]) -> bool:
    """Tell whether a row is that of a key, or stands in it."""
    while row is not None and row.key != key:
        above = row.holder()
        row = rows.get(above) if above else None
    return row is not None
