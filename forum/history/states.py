"""Reading revisions: a record with all its parts, as it is and as it was."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache

from django.db import connection
from django.db.models import Model, Q, QuerySet, Subquery

from forum.core.content import Part, Record
from forum.core.record_tree import (
    FollowKey,
    holder_field,
    owner_key,
    owner_lookup,
    owner_model,
    tree_of,
)
from forum.history.rows import Fields, RowKey, fields_of_rows, holder_key, key_from
from forum.history.version_token import versions_token
from forum.models import AuditEntry, Snapshot
from forum.models.history import AuditEntryQuerySet


@dataclass(frozen=True, slots=True)
class RowState:
    """One row as a snapshot holds it, or as it is stored now."""

    key: RowKey
    fields: Fields = field(repr=False)
    is_deleted: bool = False

    @property
    def holder(self) -> RowKey | None:
        """What the row stands in: the session of an appearance, None for a record."""
        return holder_key(self.key.model, self.fields)

    def owner(self, follow: FollowKey) -> RowKey | None:
        """Return the record that the row belongs to; follow: as for ``rows.owner_of_row``."""
        model = self.key.model
        if not issubclass(model, Part):
            return self.key
        pk = owner_key(model, self.key.pk, self.fields.get(holder_field(model)), follow)
        return RowKey(owner_model(model)._meta.label_lower, pk) if pk else None


# The rows of one record, that itself first.
type RecordState = dict[RowKey, RowState]


def row_state(snapshot: Snapshot) -> RowState:
    """Return the row that a snapshot holds."""
    key = key_from(snapshot.content_type_id, snapshot.object_id)
    return RowState(key, snapshot.fields, snapshot.is_deleted)


def current_state(owner: RowKey, *, lock: bool = False) -> RecordState:
    """Return a record and its parts as they are stored now.

    lock: until the end of the transaction nobody else changes them.
    """
    state: RecordState = {}
    # What was added while somebody else held the record is there once that is let go.
    for model in tree_of(owner.model) if lock else _list_stored_models(owner):
        rows = _owned_rows(model, owner).order_by("pk")
        if lock:
            rows = rows.select_for_update(of=("self",))
        for pk, fields in fields_of_rows(model, rows).items():
            key = RowKey(model._meta.label_lower, pk)
            state[key] = RowState(key, fields)
    return state


def stored_states(keys: Iterable[RowKey], *, lock: bool = False) -> RecordState:
    """Return some rows as they are stored now, without those that are gone. lock: as above."""
    state: RecordState = {}
    for label, pks in sorted(_group_by_model(keys).items()):
        model = RowKey(label, 0).model
        rows = model._base_manager.filter(pk__in=pks).order_by("pk")
        if lock:
            rows = rows.select_for_update(of=("self",))
        for pk, fields in fields_of_rows(model, rows).items():
            state[RowKey(label, pk)] = RowState(RowKey(label, pk), fields)
    return state


def _list_stored_models(owner: RowKey) -> list[type[Record]]:
    """Return the models of a record's tree of which it has rows."""
    tree = tree_of(owner.model)
    with connection.cursor() as cursor:
        cursor.execute(_compose_existence(owner.model), [owner.pk] * len(tree))
        return [tree[number] for (number,) in sorted(cursor.fetchall())]


@cache
def _compose_existence(model: type[Record]) -> str:
    """Return the statement for the numbers of a tree's models that have rows; %s: their owner."""
    nobody = RowKey(model._meta.label_lower, 0)
    rows = [_owned_rows(part, nobody).order_by().values("pk").query for part in tree_of(model)]
    return " UNION ALL ".join(
        f"SELECT {number} WHERE EXISTS ({query.sql_with_params()[0]})"
        for number, query in enumerate(rows)
    )


def current_keys(owner: RowKey) -> set[RowKey]:
    """Return the keys of a record and its parts as they are stored now."""
    return {
        RowKey(model._meta.label_lower, pk)
        for model in tree_of(owner.model)
        for pk in _owned_rows(model, owner).values_list("pk", flat=True)
    }


def _owned_rows(model: type[Record], owner: RowKey) -> QuerySet[Record]:
    rows: QuerySet[Record] = model._base_manager.filter(**{owner_lookup(model): owner.pk})
    return rows


def lock_records_of(keys: Iterable[RowKey]) -> None:
    """Hold the records that own some rows, with all their parts, until the transaction ends.

    Until then nobody else changes them, or adds a part. To be called outside any savepoint that is
    rolled back, for that would let go of them.
    """
    for label, pks in _group_by_model(keys).items():
        model = RowKey(label, 0).model
        owner = owner_model(model) if issubclass(model, Part) else model
        rows = model._base_manager.filter(pk__in=pks)
        owners = set(rows.values_list(owner_lookup(model), flat=True))
        for part in tree_of(owner):
            parts = part._base_manager.filter(**{f"{owner_lookup(part)}__in": owners})
            list(parts.order_by("pk").select_for_update(of=("self",)).values_list("pk"))


def state_token(state: RecordState) -> str:
    """Return the version token of a record as a state has it, the same as ``record_token``."""
    return versions_token((*key, row.fields["version"]) for key, row in state.items())


def revisions_of(owner: RowKey) -> AuditEntryQuerySet:
    """Return the revisions of a record and its parts, the latest first."""
    return AuditEntry.objects.of_owner(owner.kind, owner.pk).latest_first()


def state_at(owner: RowKey, revision: AuditEntry | None = None) -> RecordState:
    """Return a record and its parts as a revision left them; the latest unless told."""
    snapshots = Snapshot.objects.filter(owner_type=owner.kind, owner_id=owner.pk)
    if revision is not None:
        last = snapshots.filter(entry=revision).order_by("-pk").values("pk")[:1]
        snapshots = snapshots.filter(pk__lte=Subquery(last))
    rows = {row.key: row for row in map(row_state, pick_newest(snapshots))}
    return _belonging(owner, rows)


def latest_states(keys: Iterable[RowKey]) -> RecordState:
    """Return the latest snapshot of each row that has one, a deletion included."""
    return {row.key: row for row in map(row_state, pick_newest(list_snapshots(keys)))}


def states_at_moment(keys: Iterable[RowKey], moment: datetime) -> RecordState:
    """Return those of some rows that have snapshots as they were at a moment.

    Of one that was recorded later for the first time that is its baseline.
    """
    # Before a baseline there is nothing.
    is_of_then = Q(entry__at__lte=moment) | Q(entry__action=AuditEntry.Action.BASELINE)
    rows = map(row_state, pick_newest(list_snapshots(keys).filter(is_of_then)))
    return {row.key: row for row in rows if not row.is_deleted}


def list_snapshots(keys: Iterable[RowKey]) -> QuerySet[Snapshot]:
    """Return the snapshots of some rows."""
    condition = Q(pk=None)
    for label, model_pks in _group_by_model(keys).items():
        condition |= Q(content_type=RowKey(label, 0).kind, object_id__in=model_pks)
    return Snapshot.objects.filter(condition)


def _group_by_model(keys: Iterable[RowKey]) -> dict[str, set[int]]:
    pks: dict[str, set[int]] = {}
    for key in keys:
        pks.setdefault(key.label, set()).add(key.pk)
    return pks


def pick_newest(snapshots: QuerySet[Snapshot]) -> QuerySet[Snapshot]:
    """Return the newest of some snapshots for each row.

    Whoever stores one holds the row, so that their keys are in the order of the saves.
    """
    row = ("content_type_id", "object_id")
    return snapshots.order_by(*row, "-pk").distinct(*row)


def _belonging(owner: RowKey, rows: RecordState) -> RecordState:
    """Return those rows that are not deleted and belong to a record, in the order of its tree."""

    def follow(model: type[Model], pk: int, step: str) -> int | None:
        above = rows.get(RowKey(model._meta.label_lower, pk))
        return above.fields.get(step) if above and not above.is_deleted else None

    order = {model._meta.label_lower: no for no, model in enumerate(tree_of(owner.model))}
    alive = [row for row in rows.values() if not row.is_deleted and row.owner(follow) == owner]
    return {row.key: row for row in sorted(alive, key=lambda row: (order[row.key.label], row.key))}
