"""An event, or one of its sessions, with its languages side by side."""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext, pgettext

from forum.core import dates
from forum.core.translated import in_language
from forum.site.parallel_columns import Columns, Row, columns
from forum.site.programme import Segment, Turn, programme
from forum.site.record_lookup import public_page, published_or_moved, session_or_moved
from sessions_app.models import Appearance, Event, EventOrganization, Session

type Rows = list[Row]


@public_page
def event(request: HttpRequest, slug: str) -> HttpResponseBase:
    events = Event.objects.published().with_place_in_series().with_last_change()
    found = published_or_moved(events, slug)
    side = columns(found)
    organizations = found.organizations.published().in_print_order()
    segments = programme(found.sessions.published().with_appearances()).segments
    rows = [
        *_cover(side, found),
        *_organizations(side, list(organizations)),
        *_introduction(side, found),
        *(row for segment in segments for row in _segment(side, segment)),
    ]
    return _page(request, found, found, side, rows)


@public_page
def session(request: HttpRequest, slug: str, session: str) -> HttpResponseBase:
    events = Event.objects.published().with_place_in_series().with_last_change()
    event = published_or_moved(events, slug)
    found = session_or_moved(event.sessions.published().with_appearances(), event, session)
    [segment] = programme([found]).segments
    side = columns(event)
    rows = [*side.text("p", "parent", event, "title"), *_segment(side, segment, level=1)]
    return _page(request, found, event, side, rows)


def _page(
    request: HttpRequest, subject: Any, event: Event, side: Columns, rows: Rows
) -> HttpResponseBase:
    if len(side.languages) < 2:
        # Nothing stands beside it today; another language may become ready.
        return redirect(subject)
    context = {"subject": subject, "event": event, "columns": side, "rows": rows}
    return render(request, "events/parallel.html", context)


def _cover(side: Columns, event: Event) -> Rows:
    rows = side.text("p", "parent", event.shown_parent, "title") if event.shown_parent else []
    rows += side.said("p", "kicker", event.get_kind_display)
    rows += side.text("h1", "title", event, "title")
    rows += side.text("p", "subtitle", event, "subtitle")
    if event.starts_on:
        first, last = event.starts_on, event.ends_on
        rows += side.said("p", "fact", lambda: dates.days(first, last))
    rows += side.text("p", "fact", event, "venue")
    return [*rows, *_city(side, event)]


def _city(side: Columns, event: Event) -> Rows:
    """Return where it was: the city as each language has it, with the country or area."""
    if not event.country:
        return side.text("p", "fact", event, "city")
    cities = iter([in_language(event, "city", code).value for code in side.languages])

    def place() -> str:
        city, country = next(cities), str(event.country.name)
        words = pgettext("a place", "%(city)s, %(country)s")
        return words % {"city": city, "country": country} if city else country

    return side.said("p", "fact", place)


def _organizations(side: Columns, organizations: list[EventOrganization]) -> Rows:
    rows: Rows = []
    if organizations:
        rows += side.said("h2", "", lambda: gettext("Organizers"), anchor="organizers")
    role = ""
    for one in organizations:
        if one.role != role:
            role = one.role
            rows += side.said("h3", "role", one.get_role_display)
        printed = side.text("p", "organization", one, "printed_name")
        rows += printed or side.text("p", "organization", one.organization, "name")
    return rows


def _introduction(side: Columns, event: Event) -> Rows:
    paragraphs = side.prose(event, "introduction")
    if not paragraphs:
        return []
    return [
        *side.said("h2", "", lambda: gettext("Introduction"), anchor="introduction"),
        *paragraphs,
    ]


def _segment(side: Columns, segment: Segment, level: int = 2) -> Rows:
    session = segment.session
    rows = _name(side, session, f"h{level}")
    rows += _label(side, session)
    rows += side.said("p", "fact", lambda: _when(session))
    rows += side.text("p", "fact", session, "room")
    return rows + [row for turn in segment.turns for row in _turn(side, turn, f"h{level + 1}")]


def _label(side: Columns, session: Session) -> Rows:
    rows: Rows = []
    if side.text("p", "", session, "title"):
        heading = side.text("p", "label", session, "heading")
        rows += heading or side.said("p", "label", session.get_kind_display)
    return rows + side.text("p", "label", session, "label")


def _name(side: Columns, session: Session, tag: str) -> Rows:
    anchor = f"session-{session.slug}"
    named = side.text(tag, "session", session, "title", "heading", anchor=anchor)
    return named or side.said(tag, "session", session.get_kind_display, anchor=anchor)


def _when(session: Session) -> str:
    """Return the day, where the session names one, and the hours."""
    hours = "–".join(dates.clock(one) for one in (session.start, session.end) if one)
    words = [dates.day(session.day) if session.day else "", hours]
    return " ".join(word for word in words if word)


def _turn(side: Columns, turn: Turn, tag: str) -> Rows:
    appearance = turn.appearance
    rows = side.text(tag, "person", appearance.person, "name", anchor=turn.anchor)
    rows += side.text("p", "office", appearance, "title")
    if appearance.is_moderator:
        rows += side.said("p", "role", appearance.get_role_display)
    return rows + _attendance(side, appearance) + side.prose(appearance, "remarks")


def _attendance(side: Columns, appearance: Appearance) -> Rows:
    """Return how somebody took part from elsewhere, in the document's own words if any."""
    if appearance.attendance not in (
        Appearance.Attendance.VIDEO,
        Appearance.Attendance.WRITTEN,
    ):
        return []
    own = side.text("p", "attendance", appearance, "attendance_note")
    return own or side.said("p", "attendance", appearance.get_attendance_display)
