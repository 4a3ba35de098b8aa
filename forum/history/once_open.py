"""What was open once: that there is a part which never was, nobody is to learn."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import cast

from django.db.models import Model, Q
from django.db.models.constants import LOOKUP_SEP
from django.utils import timezone

from forum.core.columns import model_field, related_model
from forum.core.content import Part, PartQuerySet
from forum.core.visibility import Status, make_test, withheld_filter
from forum.history.rows import Fields, RowKey, columns_of, fields_of_rows, key_of
from forum.history.states import list_snapshots, row_state
from forum.models import Snapshot


def select_once_open[M: Part](taken_down: PartQuerySet[M]) -> PartQuerySet[M]:
    """Leave out the parts that no recorded state shows open, in a published record."""
    once_open = [part.pk for part in taken_down.only("pk") if _was_open(key_of(part))]
    return taken_down.filter(pk__in=once_open)


def _was_open(part: RowKey) -> bool:
    """Go through the states of a part and of what withholds it, the oldest first."""
    model = cast("type[Part]", part.model)
    condition = ~withheld_filter(model) & Q(**{f"{model.owner_path}__status": Status.PUBLISHED})
    rows, snapshots = _read_rows(part, _steps(condition))
    is_open, is_recorded = make_test(condition), False
    for _entry, changed in groupby(snapshots, lambda snapshot: snapshot.entry_id):
        for row in map(row_state, changed):
            rows[row.key] = row.fields
            is_recorded = is_recorded or row.key == part
        # What a test asks of a record is attributes.
        if is_recorded and is_open(cast("Model", _FormerRow(part, rows)), timezone.now()):
            return True
    return False


@dataclass(frozen=True, slots=True)
class _FormerRow:
    """A row as it was, with those that it led to: read as a record is."""

    key: RowKey
    rows: Mapping[RowKey, Fields]

    def __getattr__(self, name: str) -> object:
        target = _target(self.key, self.rows[self.key], name)
        if target is None:
            return self.rows[self.key].get(name)
        return _FormerRow(target, self.rows) if target in self.rows else None


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
        stored = _stored_rows(pending - {key for key, _fields in states})
        for key, fields in (*states, *stored):
            rows.setdefault(key, fields)
        targets = (
            _target(key, fields, step) for key, fields in (*states, *stored) for step in steps
        )
        snapshots += read
        pending = {target for target in targets if target} - rows.keys() - pending
    return rows, sorted(snapshots, key=lambda snapshot: snapshot.pk)


def _stored_rows(keys: Iterable[RowKey]) -> list[tuple[RowKey, Fields]]:
    return [
        (key, fields)
        for key in keys
        for fields in fields_of_rows(key.model, key.model._base_manager.filter(pk=key.pk)).values()
    ]


def _target(key: RowKey, fields: Fields, step: str) -> RowKey | None:
    """Return the row that a column leads to, None for a column of another kind."""
    if step not in columns_of(key.model) or not model_field(key.model, step).is_relation:
        return None
    pk = fields.get(step)
    return RowKey(related_model(key.model, step)._meta.label_lower, pk) if pk else None


def _steps(condition: Q) -> set[str]:
    """Return the names along the lookups of a condition."""
    steps: set[str] = set()
    for child in cast("list[Q | tuple[str, object]]", condition.children):
        steps |= _steps(child) if isinstance(child, Q) else {*child[0].split(LOOKUP_SEP)}
    return steps
