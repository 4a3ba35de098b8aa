"""Records that were chosen -> the texts to translate, in reading order."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import batched, groupby
from typing import Any

from forum.core.content import Part, Record, with_owner
from forum.core.record_tree import owner_lookup, parts_of
from forum.core.translations.units import units_of
from forum.localization.exchange.outgoing_units import ExportScope, OutgoingUnit
from forum.localization.exchange.unit_context import describe_places
from forum.localization.tallies import worded_models
from sessions_app.models import (
    Appearance,
    Correction,
    Document,
    EventOrganization,
    Photo,
    Session,
)

# Relations that name a row, fetched along with it.
NEIGHBOURS: dict[type[Any], tuple[str, ...]] = {
    Appearance: ("person",),
    EventOrganization: ("organization",),
    Photo: ("session",),
    Document: ("session",),
}
_ROLES = list(EventOrganization.Role.values)
# Records that are loaded at a time, with all their parts.
_BATCH = 50


def select_units(
    records: Iterable[Record], language: str, scope: ExportScope
) -> Iterator[OutgoingUnit]:
    """Yield the texts of some records and all their parts, record by record in the given order.

    A part among the records stands for itself alone. The number of queries does not depend on how
    many parts there are.
    """
    for model, model_records in groupby(records, type):
        for batch in batched(model_records, _BATCH):
            for row in _rows(model, [record.pk for record in batch]):
                yield from _items(row, language, scope)


def _rows(model: type[Record], keys: list[int]) -> Iterator[Record]:
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
        with_owner(model).select_related(*NEIGHBOURS[model])
        if model in NEIGHBOURS
        else with_owner(model)
    )


def _items(row: Record, language: str, scope: ExportScope) -> Iterator[OutgoingUnit]:
    units = [unit for unit in units_of(row, language) if scope.takes(unit)]
    if not units:
        return
    owner = row.owner
    name = f"{owner._meta.model_name}/{owner.pk}"
    places = describe_places(row, [unit.field for unit in units])
    for unit in units:
        yield OutgoingUnit(unit, name, places[unit.field])


def reading_place(row: Record) -> tuple[Any, ...]:
    """Return what a row is sorted by among the rows of its owner."""
    match row:
        case EventOrganization():
            return 1, _ROLES.index(row.role), row.position, row.pk
        case Session():
            return _of_session(row)
        case Appearance():
            return *_of_session(row.session), 1, not row.is_moderator, row.position, row.pk
        case Photo():
            return *_of_session(row.session), 2, row.position, row.pk
        case Document():
            return *_of_session(row.session), 3, row.position, row.pk
        case Correction():
            return 4, row.made_on, row.pk
        case Part():
            return 2, getattr(row, "position", 0), row.pk
    # The record itself comes first.
    return (0,)


def _of_session(session: Session | None) -> tuple[int, ...]:
    return (2, session.position, session.pk) if session else (3,)
