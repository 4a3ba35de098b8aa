"""What was open once: that there is a part which never was, nobody is to learn."""

from itertools import groupby
from typing import cast

from forum.core.content import Part, PartQuerySet
from forum.core.visibility import published_owner_filter, withheld_filter
from forum.history.row_conditions import RowCondition, find_target
from forum.history.rows import Fields, RowKey, key_of
from forum.history.states import list_snapshots, row_state, stored_states
from forum.models import Snapshot


def select_formerly_public[M: Part](taken_down: PartQuerySet[M]) -> PartQuerySet[M]:
    """Leave out the parts that no recorded state shows open, in a published record."""
    once_open = [part.pk for part in taken_down.only("pk") if _was_open(key_of(part))]
    return taken_down.filter(pk__in=once_open)


def _was_open(part: RowKey) -> bool:
    """Go through the states of a part and of what withholds it, the oldest first."""
    model = cast("type[Part]", part.model)
    is_open = RowCondition(~withheld_filter(model) & published_owner_filter(model))
    rows, snapshots = _read_rows(part, is_open.steps)
    is_recorded = False
    for _entry, changed in groupby(snapshots, lambda snapshot: snapshot.entry_id):
        for row in map(row_state, changed):
            rows[row.key] = row.fields
            is_recorded = is_recorded or row.key == part
        if is_recorded and is_open.holds(part, rows):
            return True
    return False


def _read_rows(part: RowKey, steps: set[str]) -> tuple[dict[RowKey, Fields], list[Snapshot]]:
    """Return the first known state of a part and of all that it led to, and their snapshots.

    What has no snapshot has not changed since states are recorded: there it is as it is stored.
    """
    rows: dict[RowKey, Fields] = {}
    snapshots: list[Snapshot] = []
    pending = {part}
    while pending:
        read = list(list_snapshots(pending).order_by("pk"))
        states = [(row.key, row.fields) for row in map(row_state, read)]
        missing = stored_states(pending - {key for key, _fields in states})
        stored = [(key, row.fields) for key, row in missing.items()]
        for key, fields in (*states, *stored):
            rows.setdefault(key, fields)
        targets = (
            find_target(key, fields, step) for key, fields in (*states, *stored) for step in steps
        )
        snapshots += read
        pending = {target for target in targets if target} - rows.keys() - pending
    return rows, sorted(snapshots, key=lambda snapshot: snapshot.pk)
