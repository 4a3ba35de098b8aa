"""The organizations of an event in their roles."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from forum.core.names import fold
from forum.imports import usual_words
from forum.imports.planning.changes import Ref, Value, texts_of
from forum.imports.planning.columns import shown, translated
from forum.imports.planning.parts import keep_left_over, list_take_down
from forum.imports.planning.plan_builder import Bench
from forum.imports.planning.positions import put_in_order
from forum.imports.planning.row_matching import Mark, Wanted, pair
from forum.reader.event_record import OrganizationRecord, Text
from sessions_app.models import EventOrganization

_MARKS: Sequence[Mark[EventOrganization]] = (
    Mark(lambda row: (row.role, row.organization_id)),
    Mark(lambda row: row.organization_id, loose=True),
)


def put_roles(
    bench: Bench,
    event: Ref,
    organizations: Mapping[tuple[str, int], Ref],
    rows: Sequence[EventOrganization],
) -> None:
    """Take the roles into the plan, in the cover's order."""
    printed = _once(bench.record.organizations, organizations)
    wanted = [_wanted(bench, one, organizations) for one in printed]
    found = pair(wanted, rows, bench.memory, _MARKS)
    groups: dict[str, list[Ref]] = defaultdict(list)
    for one, want in zip(printed, wanted, strict=True):
        values: dict[str, Value] = {
            "event": event,
            "organization": organizations[one.role, one.no],
            "role": one.role,
            **translated("printed_name", _printed(one, found.get(want.key))),
        }
        ref = bench.put(
            EventOrganization, want.key, found.get(want.key), values,
            identity=want.identity, name=shown(one.name), lines=one.lines,
        )  # fmt: skip
        groups[one.role].append(list_take_down(bench, ref))
    for role in {**groups, **{row.role: [] for row in rows}}:
        put_in_order(bench, groups.get(role, []), [row for row in rows if row.role == role])
    keep_left_over(bench, rows, found)


def _printed(one: OrganizationRecord, row: EventOrganization | None) -> Text:
    return usual_words.news(
        one.name, row, "printed_name", texts_of(row.organization, "name") if row else {}
    )


def _once(
    printed: Sequence[OrganizationRecord], organizations: Mapping[tuple[str, int], Ref]
) -> list[OrganizationRecord]:
    """Leave out what the cover prints a second time in the same role."""
    first = {(one.role, organizations[one.role, one.no]): one for one in reversed(printed)}
    return [one for one in printed if first[one.role, organizations[one.role, one.no]] is one]


def _wanted(
    bench: Bench, one: OrganizationRecord, organizations: Mapping[tuple[str, int], Ref]
) -> Wanted:
    pk = bench.pk(organizations[one.role, one.no])
    identity = f"{one.role}/{fold(shown(one.name))}"
    return Wanted(f"{one.role}-{one.no}", identity, ((one.role, pk) if pk else None, pk))
