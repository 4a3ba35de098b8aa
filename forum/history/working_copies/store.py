"""The table of working copies: which records have one, opened, changed, closed."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.utils import timezone

from forum.core.content import Content, Part
from forum.core.record_tree import owner_lookup, owner_model, record_models
from forum.core.visibility import released_filter
from forum.history.rows import RowKey, key_from
from forum.history.states import RecordState
from forum.history.working_copies.changes import (
    RecordEdits,
    as_json,
    find_edits,
    from_json,
    overlay,
)
from forum.models import Snapshot, WorkingCopy

# The relations by which a page reads the name of a draft; the others lead to what is public alone.
_NAMING = frozenset({"parent", "series", "person", "organization", "publishers"})
# Between the versions of rows in one working copy and the next, and between those of a row that
# was set back to what is public and is changed again.
_JUMP, _STEP = 1000, 8


def is_released(record: Content) -> bool:
    """Tell whether the public reads a record: on a page of its own, or as a name on another's.

    A draft person is named on the page of a published event.
    """
    return are_any_released([record])


def are_any_released(records: Iterable[Content]) -> bool:
    """Tell whether the public reads one of some records; a query for the drafts of each model."""
    drafts: dict[type[Content], list[int]] = defaultdict(list)
    for record in records:
        if record.is_published or record.is_offline:
            return True
        drafts[type(record)].append(record.pk)
    return any(_are_any_named(model, pks) for model, pks in drafts.items())


def _are_any_named(model: type[Content], pks: list[int]) -> bool:
    named = [Exists(rows) for rows in _list_released_naming(model)]
    records = model._base_manager.filter(pk__in=pks)
    return bool(named) and records.filter(reduce(or_, named)).exists()


def _list_released_naming(named_model: type[Content]) -> Iterator[QuerySet[Model]]:
    """Yield what the public reads among the records of each kind that name one of a model."""
    for relation in named_model._meta.related_objects:
        model: Any = relation.related_model
        if model in record_models() and relation.field.name in _NAMING:
            naming = {relation.field.name: OuterRef("pk")}
            yield model._base_manager.filter(released_filter(model), **naming)


def owner_of_key(key: RowKey) -> RowKey | None:
    """Return the record that owns a row, one that only a working copy has included."""
    model = key.model
    if issubclass(model, Content):
        return key
    if not issubclass(model, Part):
        return None
    pk = model._base_manager.filter(pk=key.pk).values_list(owner_lookup(model), flat=True).first()
    if pk:
        return RowKey(owner_model(model)._meta.label_lower, pk)
    copy = WorkingCopy.objects.open().with_row(*key).first()
    return owner_of_copy(copy) if copy else None


def latest_owner(key: RowKey) -> RowKey | None:
    """Return the record that owns a row, or owned it when it was stored last."""
    if owner := owner_of_key(key):
        return owner
    snapshot = Snapshot.objects.filter(content_type=key.kind, object_id=key.pk).last()
    return key_from(snapshot.owner_type_id, snapshot.owner_id) if snapshot else None


def owner_of_copy(copy: WorkingCopy) -> RowKey:
    """Return the record that a working copy is of."""
    return key_from(copy.content_type_id, copy.object_id)


def open_copy(owner: RowKey, *, lock: bool = False) -> WorkingCopy | None:
    """Return the open working copy of a record; lock: until the end of the transaction."""
    copies = WorkingCopy.objects.open().filter(content_type=owner.kind, object_id=owner.pk)
    return (copies.select_for_update() if lock else copies).first()


def find_open_copies(owners: Iterable[RowKey]) -> QuerySet[WorkingCopy]:
    """Return the open working copies of some records, in the order in which they are locked."""
    keys: dict[RowKey, list[int]] = defaultdict(list)
    for owner in owners:
        keys[RowKey(owner.label, 0)].append(owner.pk)
    if not keys:
        return WorkingCopy.objects.none()
    conditions = (Q(content_type=kind.kind, object_id__in=pks) for kind, pks in keys.items())
    return WorkingCopy.objects.open().filter(reduce(or_, conditions)).order_by("pk")


def has_open_copy(model: type[Content]) -> Exists:
    """Return the condition that a record of a model has an open working copy."""
    kind = {"content_type__app_label": model._meta.app_label}
    kind["content_type__model"] = str(model._meta.model_name)
    return Exists(WorkingCopy.objects.open().filter(object_id=OuterRef("pk"), **kind))


def start_copy(owner: RowKey, user: Any) -> WorkingCopy:
    """Return the open working copy of a record, locked; a new one where there was none."""
    WorkingCopy.objects.get_or_create(
        content_type=owner.kind,
        object_id=owner.pk,
        closed_at=None,
        defaults={"opened_by_id": _key(user), "changed_by_id": _key(user)},
    )
    copy = open_copy(owner, lock=True)
    assert copy  # noqa: S101 - it was made above
    return copy


def edits_of(copy: WorkingCopy) -> RecordEdits:
    """Return what a working copy changes."""
    return from_json(copy.changes)


def keep_edited(
    copy: WorkingCopy, public: RecordState, edited: RecordState, user: Any, *, was_staged: bool
) -> bool:
    """Store an edited state in a working copy; return False where that changes nothing in it.

    was_staged: whether the state was edited with the working copy laid over it; else what it has
    already stays beside what is new.
    """
    jump = _JUMP * (copy.pk % 1_000_000) + _STEP * copy.version
    former = edits_of(copy)
    edits = find_edits(public, edited, former if was_staged else {}, jump)
    changes = edits if was_staged else overlay(former, edits, jump)
    if as_json(changes) == copy.changes:
        return False
    keep_edits(copy, changes, user)
    return True


def keep_edits(copy: WorkingCopy, edits: RecordEdits, user: Any) -> None:
    """Store what a working copy changes, proposals included.

    Nobody has agreed to publish that: what was scheduled is no more.
    """
    copy.changes, copy.schedule, copy.notes = as_json(edits), {}, {}
    copy.version += 1
    copy.changed_at, copy.changed_by_id = timezone.now(), _key(user)
    copy.save()


def keep_dropped(copy: WorkingCopy, edits: RecordEdits, user: Any) -> None:
    """Keep what somebody decided to drop of a working copy, as one that was discarded."""
    if edits:
        WorkingCopy.objects.create(
            content_type=copy.content_type,
            object_id=copy.object_id,
            changes=as_json(edits),
            opened_at=copy.opened_at,
            opened_by_id=copy.opened_by_id,
            changed_by_id=_key(user),
            closed_at=timezone.now(),
            outcome=WorkingCopy.Outcome.DISCARDED,
        )


def close_copy(copy: WorkingCopy, outcome: WorkingCopy.Outcome, user: Any) -> None:
    """Close a working copy, which is kept as it was."""
    copy.closed_at, copy.outcome = timezone.now(), outcome
    copy.changed_by_id = _key(user)
    copy.save()


def reopen_copy(copy: WorkingCopy, user: Any) -> None:
    """Take a closed working copy up again; what was reviewed of it is reviewed anew."""
    copy.closed_at, copy.outcome, copy.refusals = None, "", {}
    keep_edits(copy, edits_of(copy), user)


def open_copies(*, lock: bool = True) -> QuerySet[WorkingCopy]:
    """Return every open working copy; lock: until the end of the transaction.

    They are locked in an order that all keep to.
    """
    copies = WorkingCopy.objects.open().order_by("pk")
    return copies.select_for_update() if lock else copies


def _key(user: Any) -> int | None:
    return getattr(user, "pk", None)
