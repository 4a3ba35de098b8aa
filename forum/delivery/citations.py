"""How to cite a record."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from forum.core import dates, edition_numbers
from forum.core.content import Record
from forum.core.languages import is_chinese
from forum.core.translated import translated
from forum.delivery.latin_names import LANG, find_latin_form
from forum.delivery.text_markup import (
    display,
    first_text,
    render_city,
    render_name,
    render_session_name,
    render_span,
    show_text,
)
from forum.exports.citations.items import find_issued, join_notes
from forum.localization.text_marks import list_reservations
from sessions_app.models import Appearance, Event

# GB/T 7714 names so many, and says that there are others.
MOST_HOSTS: Final = 3


def render_citation(
    event: Any, organizations: Iterable[Any], address: str, session: Any = None
) -> SafeString:
    """Render how to cite a record: hosts, title, forum, place, date, address.

    Chinese after GB/T 7714—2015 for electronic resources, [EB/OL], without the date of access;
    other languages after the Chicago Manual of Style with dates as the United Nations write them.
    session: the one whose page it is; organizations: the event's, in the order of print.
    """
    hosts = [printed_name(role) for role in organizations if role.role == role.Role.HOST]
    reservation = display(event, "standing") if event.standing else ""
    return cite_at_event(event, hosts, address, reservation, session)


def render_citation_of_remarks(appearance: Appearance, address: str) -> SafeString:
    """Render how to cite what somebody said in a session: as the session, by who spoke.

    address: of the remarks.
    """
    session, language = appearance.session, translated(appearance, "remarks").language
    event = session.event
    standing = display(event, "standing") if event.standing else ""
    reservation = join_notes(standing, *list_reservations(appearance, language))
    return cite_at_event(event, [cite_name(appearance.person)], address, reservation, session)


def cite_at_event(
    event: Any, authors: list[SafeString], address: str, reservation: str, session: Any = None
) -> SafeString:
    title = show_text(event, "title")
    name = render_session_name(session) if session else SafeString()
    where = join_parts(", ", [*list_wholes(event), render_city(event), format_days(event)])
    style = cite_in_chinese if is_chinese(get_language()) else cite_in_chicago_style
    return end_citation(style(authors, title, name), where, address, reservation)


def cite_name(record: Record) -> SafeString:
    """Render a name as a citation has it: one in Han characters after its Latin form, if any.

    Wen Si (文思): that the form is pinyin is no part of a reference.
    """
    name = first_text(record, "name")
    rendered, latin = render_span(name, render_name(name.value)), find_latin_form(record, name)
    return (
        format_html('<span lang="{}">{}</span> ({})', LANG, latin, rendered) if latin else rendered
    )


def end_citation(
    cited: SafeString, where: SafeString, address: str, reservation: str
) -> SafeString:
    """Return a citation whole. reservation: what must be known of the record, "" for nothing."""
    note = f" [{reservation}]" if reservation else ""
    return format_html("{} {}.{}", cited, join_parts(". ", [where, isolate(address)]), note)


def cite_record(record: Any, context: Mapping[str, Any], address: str) -> SafeString:
    """Render how to cite the page of another record: who publishes it, its name, the site, days.

    The day that the files for reference managers say, and that of the last change, in Chinese in
    round brackets. context: of the page: its site, and the publishers of a product.
    """
    publishers = [show_text(body, "name") for body in context.get("publishers", ())]
    title = show_text(record, "title") if hasattr(record, "title") else cite_name(record)
    in_chinese = is_chinese(get_language())
    style = cite_in_chinese if in_chinese else cite_in_chicago_style
    site = show_text(context["site"], "site_name") or gettext("Forum Record")
    changed = timezone.localdate(record.updated)
    where = join_parts(", ", [site, describe_issued(find_issued(record))])
    if in_chinese:
        where = format_html("{}({})", where, changed.isoformat())
    else:
        updated = gettext("last modified %(day)s") % {"day": dates.days(changed, changed)}
        where = join_parts(", ", [where, updated])
    cited = style(publishers, title, SafeString())
    return end_citation(cited, where, address, getattr(record, "reservation", ""))


def describe_issued(issued: str) -> str:
    """Return a day in words. issued: as ISO 8601, or a year, which stays."""
    if len(issued) <= len("2023"):
        return issued
    day = date.fromisoformat(issued)
    return str(dates.days(day, day))


def cite_in_chinese(hosts: list[SafeString], title: SafeString, session: SafeString) -> SafeString:
    """Hosts, of more than three the first three. Session//Title[EB/OL]."""
    named = join_parts("//", [session, title])
    more = ["等"] if len(hosts) > MOST_HOSTS else []
    authors = join_parts(", ", [*hosts[:MOST_HOSTS], *more])
    return format_html("{}[EB/OL].", join_parts(". ", [authors, named]))


def cite_in_chicago_style(
    hosts: list[SafeString], title: SafeString, session: SafeString
) -> SafeString:
    """Hosts. “Title.” Or: Hosts. “Session.” Title,"""
    authors = format_html("{}. ", list_names(hosts)) if hosts else ""
    if session:
        return format_html("{}“{}.” {},", authors, session, title)
    return format_html("{}“{}.”", authors, title)


def list_names(names: list[SafeString]) -> SafeString:
    if len(names) < 2:
        return join_parts("", names)
    return format_html("{} {} {}", join_parts(", ", names[:-1]), gettext("and"), names[-1])


def isolate(address: str) -> SafeString:
    """Render an address that keeps its order among words from right to left."""
    return format_html('<bdi dir="ltr">{}</bdi>', address)


def join_parts(joint: str, parts: list[Any]) -> SafeString:
    return format_html_join(joint, "{}", ((part,) for part in parts if part))


def printed_name(role: Any) -> SafeString:
    has_printed_name = first_text(role, "printed_name")
    return (
        show_text(role, "printed_name")
        if has_printed_name
        else show_text(role.organization, "name")
    )


def list_wholes(event: Event) -> list[object]:
    """Return the forum that an event belongs to: its parent, else its series and edition."""
    if event.public_parent:
        return [show_text(event.public_parent, "title")]
    if not event.public_series:
        return []
    number = edition_numbers.edition(event.edition) if event.edition else ""
    # Within the sentence: Coast Forum, sixth edition.
    return [show_text(event.public_series, "name"), number[:1].lower() + number[1:]]


def format_days(event: Event) -> SafeString:
    if not event.starts_on:
        return SafeString()
    return format_html('<span class="tied">{}</span>', dates.days(event.starts_on, event.ends_on))
