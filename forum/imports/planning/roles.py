"""The organizations of an event in their roles."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from forum.core.columns import field_texts
from forum.core.names import fold
from forum.imports.planning.columns import first_text, text_columns
from forum.imports.planning.plan_builder import PlanBuilder
from forum.imports.planning.protocol_order import plan_order
from forum.imports.planning.record_plan import Ref, Value
from forum.imports.planning.row_matching import DocumentItem, Trait, match_rows
from forum.imports.usual_words import without_usual_words
from forum.reader.event_record import OrganizationRecord, Text
from sessions_app.models import EventOrganization


def _traits(listed: Collection[str]) -> Sequence[Trait[EventOrganization]]:
    """Return what tells one role from others. listed: the roles that the document has.

    An organization leaves a role only where the document names that role without it; else it has
    one role more.
    """
    return (
        Trait(lambda row: (row.role, row.organization_id)),
        Trait(lambda row: row.organization_id if row.role in listed else None, is_loose=True),
    )


def plan_roles(
    builder: PlanBuilder,
    event: Ref,
    organizations: Mapping[tuple[str, int], Ref],
    rows: Sequence[EventOrganization],
) -> None:
    """Take the roles into the plan, in the cover's order."""
    printed = _without_repetitions(builder.record.organizations, organizations)
    items = [_as_item(builder, role, organizations[role.role, role.no]) for role in printed]
    traits = _traits({role.role for role in printed})
    matches = match_rows(items, rows, builder.previous, traits)
    groups: dict[str, list[Ref]] = defaultdict(list)
    for role, item in zip(printed, items, strict=True):
        row = matches.get(item.key)
        values: dict[str, Value] = {
            "event": event,
            "organization": organizations[role.role, role.no],
            "role": role.role,
            **text_columns("printed_name", _printed_name(role, row)),
        }
        ref = builder.put_part(
            EventOrganization, item.key, row, values,
            identity=item.identity, name=first_text(role.name), lines=role.lines,
        )  # fmt: skip
        groups[role.role].append(ref)
    for kind in {**groups, **{row.role: [] for row in rows}}:
        plan_order(builder, groups.get(kind, []), [row for row in rows if row.role == kind])
    builder.list_dropped(rows, matches)


def _printed_name(role: OrganizationRecord, row: EventOrganization | None) -> Text:
    names = field_texts(row.organization, "name") if row else {}
    return without_usual_words(role.name, row, "printed_name", names)


def _without_repetitions(
    printed: Sequence[OrganizationRecord], organizations: Mapping[tuple[str, int], Ref]
) -> list[OrganizationRecord]:
    """Leave out what the cover prints a second time in the same role."""
    first: dict[tuple[str, Ref], OrganizationRecord] = {}
    for role in printed:
        first.setdefault((role.role, organizations[role.role, role.no]), role)
    return list(first.values())


def _as_item(builder: PlanBuilder, role: OrganizationRecord, organization: Ref) -> DocumentItem:
    pk = builder.pk(organization)
    identity = f"{role.role}/{fold(first_text(role.name))}"
    return DocumentItem(f"{role.role}-{role.no}", identity, ((role.role, pk) if pk else None, pk))
