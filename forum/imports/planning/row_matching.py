"""Which stored row an object of the record is, among the rows of one event."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

from django.db.models import Model

from forum.imports.planning.previous_imports import Memory


@dataclass(frozen=True, slots=True)
class Wanted:
    """One object of the record. identity: as earlier imports knew it; marks: one for each mark."""

    key: str
    identity: str
    marks: tuple[Hashable, ...]


@dataclass(frozen=True, slots=True)
class Mark[M: Model]:
    """A trait that tells a row from others. loose: good for rows that an import made, and only
    where one object and one row have it: so a corrected role or place is no new row."""

    of: Callable[[M], Hashable]
    loose: bool = False


def pair[M: Model](
    wanted: Sequence[Wanted], rows: Sequence[M], memory: Memory, marks: Sequence[Mark[M]]
) -> dict[str, M]:
    """Return key -> row: by what earlier imports remember, then mark by mark, each row once."""
    label = rows[0]._meta.label_lower if rows else ""
    free = {row.pk: row for row in rows}
    found: dict[str, M] = {}
    for one in wanted:
        if (row := free.pop(memory.row(label, one.identity), None)) is not None:
            found[one.key] = row
    made = memory.created(label)
    for number, mark in enumerate(marks):
        open_ones = [one for one in wanted if one.key not in found]
        if mark.loose:
            open_ones = [one for one in open_ones if memory.row(label, one.identity) is None]
        if not open_ones:
            continue  # a mark may be dear to tell: of a photo it is the whole file's
        _pair_by(mark, number, open_ones, free, made, found)
    return found


def _pair_by[M: Model](
    mark: Mark[M],
    number: int,
    wanted: Sequence[Wanted],
    free: dict[int, M],
    made: set[int],
    found: dict[str, M],
) -> None:
    bearers: dict[Hashable, list[M]] = defaultdict(list)
    for row in free.values():
        if not mark.loose or row.pk in made:
            bearers[mark.of(row)].append(row)
    seekers = Counter(one.marks[number] for one in wanted)
    for one in wanted:
        sought = one.marks[number]
        rows = bearers.get(sought, [])
        if sought is None or not rows or (mark.loose and (len(rows) > 1 or seekers[sought] > 1)):
            continue
        row = rows.pop(0)
        free.pop(row.pk)
        found[one.key] = row


def left_over[M: Model](rows: Sequence[M], found: dict[str, M], memory: Memory) -> list[M]:
    """Return the rows that an import made and the document does not name any more."""
    label = rows[0]._meta.label_lower if rows else ""
    named = {row.pk for row in found.values()}
    made = memory.created(label)
    return [row for row in rows if row.pk in made and row.pk not in named]
