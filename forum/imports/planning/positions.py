"""Positions of the rows of one series (the speakers of a session, the hosts of an event)."""

from collections.abc import Sequence

from forum.imports.planning.changes import FieldChange, Ref
from forum.imports.planning.plan_builder import Bench, name_of
from forum.imports.planning.previous_imports import NEVER
from forum.imports.planning.protocol_order import arrange


def put_in_order(bench: Bench, printed: Sequence[Ref], rows: Sequence[object]) -> None:
    """Add the positions to a series. printed: as in the document; rows: as stored, in order."""
    coming = [ref for ref in printed if not bench.absent(ref)]
    by_pk = {bench.pk(ref): ref.key for ref in coming}
    stored = {by_pk.get(row.pk, f"pk-{row.pk}"): row for row in rows}  # type: ignore[attr-defined]
    remembered = {}
    for key, row in stored.items():
        place = bench.memory.value(row._meta.label_lower, row.pk, "position")  # type: ignore[attr-defined]
        if place is not NEVER:
            remembered[key] = place
    refs = {ref.key: ref for ref in coming}
    order = arrange(list(refs), list(stored), remembered, bench.overwrite)
    if order.keys != tuple(stored):
        _number(bench, order.positions(), refs, stored)
    if order.kept:
        _list_kept(bench, order.positions(), refs, stored)


def _number(
    bench: Bench, positions: dict[str, int], refs: dict[str, Ref], stored: dict[str, object]
) -> None:
    for key, position in positions.items():
        row = stored.get(key)
        old = row.position if row else None  # type: ignore[attr-defined]
        if old == position:
            continue
        if key in refs:
            bench.add_field(refs[key], FieldChange("position", old, position))
        else:
            bench.renumber(row, name_of(row), position)  # type: ignore[arg-type]


def _list_kept(
    bench: Bench, positions: dict[str, int], refs: dict[str, Ref], stored: dict[str, object]
) -> None:
    """List where the staff's order, which stays, differs from the document's."""
    for number, (key, ref) in enumerate(refs.items(), 1):
        if key in stored and positions[key] == stored[key].position != number:  # type: ignore[attr-defined]
            old = stored[key].position  # type: ignore[attr-defined]
            bench.add_field(ref, FieldChange("position", old, number, kept=True))
