"""Which stored row an item of the document is, among the rows of one event."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Model

from forum.imports.planning.previous_imports import PreviousImports


@dataclass(frozen=True, slots=True)
class DocumentItem:
    """What is known of an item. identity: as earlier imports knew it; traits: one for each trait.

    key: unique in the plan for its model.
    """

    key: str
    identity: str
    traits: tuple[Hashable, ...]


@dataclass(frozen=True, slots=True)
class Trait[M: Model]:
    """A trait that tells a row from others. is_loose: good for rows that an import made, and only
    where one item and one row have it: so a corrected role or place is no new row."""

    read: Callable[[M], Hashable]
    is_loose: bool = False


def match_rows[M: Model](
    items: Sequence[DocumentItem],
    rows: Sequence[M],
    previous: PreviousImports,
    traits: Sequence[Trait[M]],
) -> dict[str, M]:
    """Return key -> row: by what earlier imports remember, then trait by trait, each row once."""
    label = rows[0]._meta.label_lower if rows else ""
    free = {row.pk: row for row in rows}
    matches: dict[str, M] = {}
    for item in items:
        if (row := free.pop(previous.row(label, item.identity), None)) is not None:
            matches[item.key] = row
    imported = previous.created(label)
    for number, trait in enumerate(traits):
        unmatched = [item for item in items if item.key not in matches]
        candidates = list(free.values())
        if trait.is_loose:
            unmatched = [item for item in unmatched if previous.row(label, item.identity) is None]
            candidates = [row for row in candidates if row.pk in imported]
        if not unmatched:
            continue  # a trait may be dear to tell: of a photo it is the whole file's
        for key, row in _match_by(trait, number, unmatched, candidates):
            matches[key] = free.pop(row.pk)
    return matches


def _match_by[M: Model](
    trait: Trait[M], number: int, items: Sequence[DocumentItem], rows: Sequence[M]
) -> list[tuple[str, M]]:
    bearers: dict[Hashable, list[M]] = defaultdict(list)
    for row in rows:
        bearers[trait.read(row)].append(row)
    seekers = Counter(item.traits[number] for item in items)
    pairs = []
    for item in items:
        value = item.traits[number]
        rows_left = bearers.get(value, [])
        is_ambiguous = len(rows_left) > 1 or seekers[value] > 1
        if value is None or not rows_left or (trait.is_loose and is_ambiguous):
            continue
        pairs.append((item.key, rows_left.pop(0)))
    return pairs


def find_dropped_rows[M: Model](
    rows: Sequence[M], matches: Mapping[str, M], previous: PreviousImports
) -> list[M]:
    """Return the rows that an import made and the document does not name any more."""
    imported = previous.created(rows[0]._meta.label_lower) if rows else set()
    named = {row.pk for row in matches.values()}
    return [row for row in rows if row.pk in imported and row.pk not in named]
