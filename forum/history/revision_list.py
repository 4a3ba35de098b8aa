"""A page of a record's revisions: who, when, what each changed; a constant number of queries."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from forum.history.row_names import RowNames
from forum.history.rows import RowKey
from forum.history.state_changes import RowChange, RowDifference, describe_changes, row_changes
from forum.history.states import RecordState, RowState, list_snapshots, pick_newest, row_state
from forum.models import AuditEntry, Snapshot

# An import adds hundreds of rows; the comparison of two revisions shows all.
_SHOWN = 12


@dataclass(frozen=True, slots=True)
class RevisionSummary:
    """What one revision did to a record. more: rows that changed and are not listed."""

    entry: AuditEntry
    rows: list[RowDifference]
    more: int
    is_first: bool


def summarize_revisions(owner: RowKey, revisions: list[AuditEntry]) -> list[RevisionSummary]:
    """Return revisions of a record in words, those given, the latest first."""
    snapshots = list(
        Snapshot.objects.filter(
            entry__in=revisions, owner_type=owner.kind, owner_id=owner.pk
        ).order_by("pk")
    )
    rows = _rows_of(snapshots)
    earlier = _rows_before(snapshots)
    states_by_key: RecordState = dict(earlier)
    changes: dict[int, list[RowChange]] = {}
    for revision in reversed(revisions):
        states = {row.key: row for row in rows[revision.pk]}
        old = {
            key: states_by_key[key]
            for key in states
            if key in states_by_key and not states_by_key[key].is_deleted
        }
        new = {key: row for key, row in states.items() if not row.is_deleted}
        changes[revision.pk] = row_changes(old, new)
        states_by_key |= states
    listed = (change for row_list in changes.values() for change in row_list[:_SHOWN])
    names = _names(states_by_key, earlier, listed)
    return [_summary(revision, owner, changes[revision.pk], names) for revision in revisions]


def actor_name(entry: AuditEntry) -> str:
    """Return the name of a user, "" if unknown."""
    return str(entry.actor) if entry.actor else ""


def _names(
    states_by_key: RecordState, earlier: RecordState, listed: Iterable[RowChange]
) -> RowNames:
    names = RowNames(earlier, states_by_key)
    names.read([key for change in listed for key in change.references()])
    return names


def _summary(
    entry: AuditEntry, owner: RowKey, changes: list[RowChange], names: RowNames
) -> RevisionSummary:
    return RevisionSummary(
        entry=entry,
        rows=describe_changes(changes[:_SHOWN], names),
        more=max(0, len(changes) - _SHOWN),
        is_first=bool(changes) and changes[0].row.key == owner and changes[0].before is None,
    )


def _rows_of(snapshots: Iterable[Snapshot]) -> dict[int, list[RowState]]:
    """Return the rows of the record in each revision."""
    rows: dict[int, list[RowState]] = defaultdict(list)
    for snapshot in snapshots:
        rows[snapshot.entry_id].append(row_state(snapshot))
    return rows


def _rows_before(snapshots: list[Snapshot]) -> RecordState:
    """Return the latest snapshot of the rows before the first revision of a page."""
    keys = {row_state(snapshot).key for snapshot in snapshots}
    first = min((snapshot.pk for snapshot in snapshots), default=0)
    older = pick_newest(list_snapshots(keys).filter(pk__lt=first))
    return {row.key: row for row in map(row_state, older)}
