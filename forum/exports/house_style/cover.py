"""The cover: larger forum, titles, organizations by role, date and place; and the introduction."""

from collections.abc import Iterator, Sequence

from forum.exports.house_style import labels
from forum.exports.house_style.blocks import HouseLine, LineLook
from forum.exports.printed_countries import place_line
from forum.reader.event_record import (
    EN,
    ZH,
    EventRecord,
    OrganizationRecord,
    ParentRecord,
    SessionRecord,
)


def compose_cover(record: EventRecord, codes: Sequence[str]) -> Iterator[HouseLine]:
    """Yield the cover's lines, each thing in every language before the next one."""
    if record.parent:
        yield from _parent(record.parent, codes)
    for code in codes:
        if title := record.title.get(code):
            yield HouseLine(LineLook.TITLE, _title(title, record.kind, code), code)
    for code in codes:
        if subtitle := record.subtitle.get(code):
            yield HouseLine(
                LineLook.SUBTITLE, labels.add_label(labels.SUBTITLE, code, subtitle), code
            )
    for role in labels.ORGANIZATIONS:
        organizations = [
            organization for organization in record.organizations if organization.role == role
        ]
        yield from _organizations(
            role, sorted(organizations, key=lambda organization: organization.no), codes
        )
    yield from _when_and_where(record, codes)


def compose_introduction(record: EventRecord, codes: Sequence[str]) -> Iterator[HouseLine]:
    """Yield the introduction under its heading."""
    written = [code for code in codes if record.introduction.get(code)]
    if not written:
        return
    for code in written:
        yield HouseLine(LineLook.SECTION, labels.INTRODUCTION[code], code)
    for code in written:
        for text in record.introduction[code].splitlines():
            yield HouseLine(LineLook.PROSE, text, code)


def compose_key_points(
    owner: EventRecord | SessionRecord, codes: Sequence[str], look: LineLook
) -> Iterator[HouseLine]:
    """Yield the points of each language below their heading, each with the mark of a list.

    Before them stands what an office was asked about and has not cleared. look: of the heading; a
    session's stands among its details.
    """
    for code in codes:
        points = [point for point in owner.key_points.get(code, "").splitlines() if point]
        if points:
            if answer := labels.CLEARANCES.get(owner.key_points_clearance.get(code, "")):
                line = labels.add_label(labels.KEY_POINTS_CLEARANCE, code, answer[code])
                yield HouseLine(LineLook.DETAIL, line, code)
            yield HouseLine(look, labels.KEY_POINTS[code], code)
            yield from (HouseLine(LineLook.DETAIL, f"• {point}", code) for point in points)


def _parent(parent: ParentRecord, codes: Sequence[str]) -> Iterator[HouseLine]:
    look = LineLook.PARENT if any(parent.printed.values()) else LineLook.SERIES
    for code in codes:
        if name := parent.printed.get(code) or parent.name.get(code):
            short = f" ({parent.short})" if parent.short and code == EN else ""
            yield HouseLine(look, f"{name}{short}", code)


def _title(title: str, kind: str, code: str) -> str:
    if kind != "sub_forum":
        return title
    return f"“{title}”分论坛" if code == ZH else f"“{title}” Sub-Forum"


def _organizations(
    role: str, organizations: Sequence[OrganizationRecord], codes: Sequence[str]
) -> Iterator[HouseLine]:
    """Yield the line of one role, with the names that there are in its language."""
    for code in _choose_languages(organizations, codes):
        names = [name for part in organizations if (name := part.name.get(code))]
        if names:
            text = ("；" if code == ZH else "; ").join(names)
            yield HouseLine(
                LineLook.COVER, labels.add_label(labels.ORGANIZATIONS[role], code, text), code
            )


def _choose_languages(
    organizations: Sequence[OrganizationRecord], codes: Sequence[str]
) -> Sequence[str]:
    """Return the languages that have every name of a role, else the one that has most of them.

    Beside another language's line, one with a name too few would pair the names wrongly; and a name
    in a line of another language would be taken for one in that.
    """
    has_name = {
        code: [bool(organization.name.get(code)) for organization in organizations]
        for code in codes
    }
    whole = [code for code in codes if all(has_name[code])]
    return whole or [max(codes, key=lambda code: sum(has_name[code]))]


def list_unnamed(record: EventRecord, codes: Sequence[str]) -> list[OrganizationRecord]:
    """Return the organizations that stand in no line, for want of a name in its language."""
    unnamed = []
    for role in labels.ORGANIZATIONS:
        organizations = [part for part in record.organizations if part.role == role]
        chosen = _choose_languages(organizations, codes)
        unnamed += [part for part in organizations if not part.name.get(chosen[0])]
    return unnamed


def _when_and_where(record: EventRecord, codes: Sequence[str]) -> Iterator[HouseLine]:
    if record.start_date:
        for code in codes:
            text = labels.format_days(record.start_date, record.end_date, code)
            yield HouseLine(LineLook.COVER, text, code)
    for code in codes:
        city, country = record.city.get(code), record.country.get(code)
        if city or (country and code == ZH):
            yield HouseLine(LineLook.COVER, place_line(city or "", country or "", code), code)
    for code in codes:
        if venue := record.venue.get(code):
            yield HouseLine(LineLook.COVER, labels.add_label(labels.VENUE, code, venue), code)
