"""Order is protocol: it is compared as one thing, like a text, not number by number."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from forum.core.content import Record
from forum.history.import_plan import FieldChange
from forum.imports.planning.plan_builder import PlanBuilder
from forum.imports.planning.previous_imports import NEVER
from forum.imports.planning.record_plan import Ref
from forum.reader.event_record import Scope


class ProtocolOrder(NamedTuple):
    """An order that results. keys: first stands at 1; is_of_staff: it differs from the document."""

    keys: tuple[str, ...]
    is_of_staff: bool


def plan_order(
    builder: PlanBuilder,
    printed: Sequence[Ref],
    rows: Sequence[Record],
    *,
    is_earlier: bool = False,
) -> None:
    """Add the positions to a series (the speakers of a session, the hosts of an event).

    printed: as in the document; rows: as stored, in order. is_earlier: whether what is new stands
    before the rest, where the document names nothing that is stored.
    """
    refs = {ref.key: ref for ref in printed if not builder.is_absent(ref)}
    keys = {builder.pk(ref): key for key, ref in refs.items()}
    stored = {keys.get(row.pk, f"pk-{row.pk}"): row for row in rows}
    positions = {
        key: builder.previous.value(row._meta.label_lower, row.pk, "position")
        for key, row in stored.items()
    }
    remembered = {key: place for key, place in positions.items() if place is not NEVER}
    if builder.record.scope is not Scope.GUESTS and not stored.keys() & refs.keys():
        keys_in_order = (*refs, *stored) if is_earlier else (*stored, *refs)
        order = ProtocolOrder(keys_in_order, is_of_staff=False)
    elif builder.record.scope is not Scope.GUESTS:
        order = arrange(list(refs), list(stored), remembered, builder.overwrite)
    else:
        # How a list is sorted says nothing of protocol: whoever is new comes last.
        order = ProtocolOrder(_insert(list(stored), list(stored) + list(refs)), is_of_staff=False)
    numbers = {key: number for number, key in enumerate(order.keys, 1)}
    if order.keys != tuple(stored):
        _number(builder, numbers, refs, stored)
    if order.is_of_staff:
        _list_conflicts(builder, numbers, refs, stored)


def arrange(
    document: Sequence[str],
    stored: Sequence[str],
    remembered: Mapping[str, int],
    overwrite: bool = False,
) -> ProtocolOrder:
    """Merge the document's order with the stored one.

    document, stored: keys in order; either may hold keys that the other has not. remembered: key ->
    position that the last import wrote. The document decides, unless staff changed the order since;
    then theirs stays, and what is new comes after what it follows in the document.
    """
    common = set(document) & set(stored)
    printed_order = [key for key in document if key in common]
    stored_order = [key for key in stored if key in common]
    if printed_order == stored_order:
        return ProtocolOrder(_insert(stored, document), is_of_staff=False)
    if not overwrite and _is_reordered(stored_order, remembered):
        return ProtocolOrder(_insert(stored, document), is_of_staff=True)
    return ProtocolOrder(_insert(document, stored), is_of_staff=False)


def _is_reordered(keys: Sequence[str], remembered: Mapping[str, int]) -> bool:
    """Tell whether staff changed the order; rows that no import placed were placed by staff."""
    if any(key not in remembered for key in keys):
        return True
    return list(keys) != sorted(keys, key=lambda key: remembered[key])


def _insert(base: Sequence[str], additions: Sequence[str]) -> tuple[str, ...]:
    """Return the base with what only the additions have, each after what it follows there."""
    followers: dict[str | None, list[str]] = {}
    last: str | None = None
    in_base = set(base)
    for key in additions:
        if key in in_base:
            last = key
        else:
            followers.setdefault(last, []).append(key)
    merged = list(followers.get(None, []))
    for key in base:
        merged += [key, *followers.get(key, [])]
    return tuple(merged)


def _number(
    builder: PlanBuilder,
    numbers: Mapping[str, int],
    refs: Mapping[str, Ref],
    stored: Mapping[str, Any],
) -> None:
    for key, position in numbers.items():
        row = stored.get(key)
        old = row.position if row else None
        if old == position:
            continue
        if key in refs:
            builder.add_field(refs[key], FieldChange("position", old, position))
        elif row:
            builder.set_unnamed(row, "position", position)


def _list_conflicts(
    builder: PlanBuilder,
    numbers: Mapping[str, int],
    refs: Mapping[str, Ref],
    stored: Mapping[str, Any],
) -> None:
    """List where the staff's order, which stays, differs from the document's."""
    for number, (key, ref) in enumerate(refs.items(), 1):
        if key in stored and numbers[key] == stored[key].position != number:
            old = stored[key].position
            builder.add_field(ref, FieldChange("position", old, number, is_conflict=True))
