"""Records that were chosen -> the texts to translate, in reading order."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import batched, groupby
from typing import Any

from forum.core.content import Part, Record, with_owner
from forum.core.record_tree import owner_lookup, parts_of
from forum.core.translations.units import units_of
from forum.localization.exchange.outgoing_units import ExportScope, OutgoingUnit
from forum.localization.exchange.reading_order import BESIDE, reading_place
from forum.localization.exchange.unit_context import places_of
from forum.localization.tallies import worded_models

# So many records are held at once with all their parts.
_BATCH = 50


def items_of(
    records: Iterable[Record], language: str, scope: ExportScope
) -> Iterator[OutgoingUnit]:
    """Yield the texts of some records and all their parts, record by record in the given order.

    A part among the records stands for itself alone. The number of queries does not depend on how
    many parts there are.
    """
    for model, some in groupby(records, type):
        for batch in batched(some, _BATCH):
            for row in _rows(model, [record.pk for record in batch]):
                yield from _items(row, language, scope)


def _rows(model: type[Record], keys: list[int]) -> Iterator[Any]:
    """Yield records anew, for they may be old or partly loaded, each followed by its parts."""
    place = {key: number for number, key in enumerate(keys)}
    rows = sorted(with_neighbours(model).filter(pk__in=keys), key=lambda row: place[row.pk])
    parts: dict[int, list[Any]] = defaultdict(list)
    for kind in parts_of(model):
        if kind not in worded_models():
            continue
        for part in with_neighbours(kind).filter(**{f"{owner_lookup(kind)}__in": keys}):
            parts[part.owner.pk].append(part)
    for row in rows:
        yield row
        if not isinstance(row, Part):
            yield from sorted(parts[row.pk], key=reading_place)


def with_neighbours(model: type[Record]) -> Any:
    """Return the rows of a model with what they are named by."""
    return (
        with_owner(model).select_related(*BESIDE[model]) if model in BESIDE else with_owner(model)
    )


def _items(row: Any, language: str, scope: ExportScope) -> Iterator[OutgoingUnit]:
    units = [unit for unit in units_of(row, language) if scope.takes(unit)]
    if not units:
        return
    owner = row.owner
    name = f"{owner._meta.model_name}/{owner.pk}"
    places = places_of(row, [unit.field for unit in units])
    for unit in units:
        yield OutgoingUnit(unit, name, places[unit.field])
