"""An event or a session as a calendar that a reader adds: RFC 5545, properties of RFC 7986.

One all-day entry for the event, one for each session whose hour is known. The library folds lines
by octets and escapes texts.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import reduce
from zoneinfo import ZoneInfo

import icalendar
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import pgettext
from django.views.decorators.http import conditional_page

from forum.core.control_characters import printable
from forum.core.record_names import name_of
from forum.core.richtext import to_text
from forum.core.translated import Translated, html_lang, translated
from forum.exports.permanent_ids import stable_uuid
from forum.localization.text_marks import list_reservations
from forum.site.record_lookup import find_published, find_session, public_page
from forum.site.timezones import vtimezone
from people.models import Person
from sessions_app.models import Appearance, Event, Series, Session

PRODID = "-//Forum Record//Agenda//EN"
# How often a calendar that subscribes may ask again.
REFRESH = timedelta(hours=12)
# A calendar is no place to read at length; the address leads there.
INTRODUCTION = 1000


@public_page
@conditional_page
def agenda(request: HttpRequest, slug: str) -> HttpResponse:
    """Send an event whose days are known as whole days, and its sessions whose hours are."""
    event = find_published(Event.objects.published(), slug)
    if not event.starts_on:
        raise Http404
    sessions = event.sessions.published().with_guests().with_last_turn()
    timed = [session for session in sessions if session.has_hour]
    entries = [
        make_event_entry(event, request),
        *(make_session_entry(session, request) for session in timed),
    ]
    changed = max(entry.LAST_MODIFIED for entry in entries)
    calendar = start_calendar(event, name_of(event), request, changed)
    add_zones(calendar, timed)
    return send_calendar(calendar, entries, event.slug)


@public_page
@conditional_page
def session_calendar(request: HttpRequest, slug: str, session_slug: str) -> HttpResponse:
    """Send a session whose hour is known."""
    event = find_published(Event.objects.published(), slug)
    sessions = event.sessions.published().with_guests().with_last_turn()
    session = find_session(sessions, event, session_slug)
    if not session.has_hour:
        raise Http404
    entry = make_session_entry(session, request, names_event=True)
    calendar = start_calendar(session, name_of(session), request, entry.LAST_MODIFIED)
    add_zones(calendar, [session])
    return send_calendar(calendar, [entry], session.slug)


@public_page
@conditional_page
def series_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """Send all events of a series whose days are known, as whole days."""
    series = find_published(Series.objects.published(), slug)
    events = Event.objects.published().of_series(series.slug).exclude(starts_on=None)
    entries = [make_event_entry(event, request) for event in events.order_by("starts_on", "slug")]
    changed = max([series.updated, *(entry.LAST_MODIFIED for entry in entries)])
    return send_calendar(
        start_calendar(series, name_of(series), request, changed), entries, series.slug
    )


@public_page
@conditional_page
def person_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """Send the sessions in which somebody took part, whose hours are known."""
    person = find_published(Person.objects.published(), slug)
    of_person = Appearance.objects.published().filter(person=person)
    sessions = Session.objects.published().filter(pk__in=of_person.values("session"))
    related = sessions.select_related("event").with_guests().with_last_turn()
    ordered = related.order_by("event__starts_on", "event", "position", "pk")
    timed = [session for session in ordered if session.has_hour]
    entries = [make_session_entry(session, request, names_event=True) for session in timed]
    changed = max([person.updated, *(entry.LAST_MODIFIED for entry in entries)])
    calendar = start_calendar(person, name_of(person), request, changed)
    add_zones(calendar, timed)
    return send_calendar(calendar, entries, person.slug)


def send_calendar(
    calendar: icalendar.Calendar, entries: Iterable[icalendar.Event], name: str
) -> HttpResponse:
    for entry in entries:
        calendar.add_component(entry)
    content = bytes(calendar.to_ical())
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    return response


def add_zones(calendar: icalendar.Calendar, sessions: Iterable[Session]) -> None:
    """Describe each zone in which a session has its hours."""
    days: dict[str, list[date]] = {}
    for session in sessions:
        if day := session.day_held:
            days.setdefault(session.event.time_zone, []).append(day)
    for zone, in_zone in days.items():
        calendar.add_component(vtimezone(ZoneInfo(zone), min(in_zone), max(in_zone)))


def start_calendar(
    record: Event | Session | Series | Person,
    title: Translated,
    request: HttpRequest,
    changed: datetime,
) -> icalendar.Calendar:
    """Return an empty calendar that is called as a record is. title: its name."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", PRODID)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("uid", str(stable_uuid(record, "agenda")))
    add_text(calendar, "name", title)
    # Older programs know these two only.
    # Of a name of its own the library escapes nothing unless told that it is text.
    calendar.add("x-wr-calname", icalendar.vText(printable(" ".join(title.value.split()))))
    event = record.event if isinstance(record, Session) else record
    if isinstance(event, Event):
        calendar.add("x-wr-timezone", event.time_zone)
    calendar.add("last-modified", changed)
    calendar.add("url", request.build_absolute_uri(record.get_absolute_url()))
    calendar.add("source", request.build_absolute_uri(request.path), {"VALUE": "URI"})
    calendar.add("refresh-interval", REFRESH, {"VALUE": "DURATION"})
    return calendar


def make_event_entry(event: Event, request: HttpRequest) -> icalendar.Event:
    """Return the event as whole days; the last one is exclusive there."""
    assert event.starts_on  # noqa: S101 - a constraint keeps both days or none
    assert event.ends_on  # noqa: S101
    entry = start_entry(event, event.version, event.updated)
    entry.add("dtstart", event.starts_on)
    entry.add("dtend", event.ends_on + timedelta(days=1))
    # It takes nobody's day: only the sessions say when.
    entry.add("transp", "TRANSPARENT")
    add_text(entry, "summary", translated(event, "title"))
    introduction = translated(event, "introduction")
    if about := describe_event(event, introduction):
        add_text(entry, "description", introduction, about)
    add_place(entry, event)
    entry.add("url", request.build_absolute_uri(event.get_absolute_url()))
    return entry


def describe_event(event: Event, introduction: Translated) -> str:
    """Return how an introduction begins, behind what a reader must know of the record."""
    words = to_text(introduction.value)
    cut = words if len(words) <= INTRODUCTION else f"{words[:INTRODUCTION]}…"
    of_text = list_reservations(event, introduction.language) if introduction else ()
    marks = filter(None, [str(event.get_standing_display()), *of_text])
    return "\n\n".join(filter(None, [" · ".join(marks), cut]))


def make_session_entry(
    session: Session, request: HttpRequest, *, names_event: bool = False
) -> icalendar.Event:
    """Return a session. names_event: where those of several events stand together."""
    event, appearances = session.event, session.public_appearances
    # Whoever is withheld now leaves the entry newer, or calendars would keep the name.
    changed = max(event.updated, session.updated, session.turned_at or session.updated)
    # What the entry says stands in both; both counts only grow.
    entry = start_entry(session, event.version + session.version, changed)
    entry.add("dtstart", session.moment(session.start))
    if session.end:
        entry.add("dtend", session.moment(session.end))
    title, words = session_title(session)
    title_of_event = f"{translated(event, 'title').value} · " if names_event else ""
    add_text(entry, "summary", title, f"{title_of_event}{words}")
    lines = [str(event.get_standing_display()), *map(guest_line, appearances)]
    if about := "\n".join(filter(None, lines)):
        entry.add("description", printable(about))
    add_place(entry, event, translated(session, "room"))
    entry.add("url", request.build_absolute_uri(session.get_absolute_url()))
    entry.add("related-to", str(stable_uuid(event)), {"RELTYPE": "PARENT"})
    return entry


def start_entry(record: Event | Session, sequence: int, changed: datetime) -> icalendar.Event:
    """Return an entry that calendars know again; each saving of its record makes it newer."""
    entry = icalendar.Event()
    entry.add("uid", str(stable_uuid(record)))
    entry.add("sequence", sequence)
    # Not the moment of the request: the same state of the record is the same file.
    entry.add("dtstamp", changed)
    entry.add("last-modified", changed)
    entry.add("created", record.created)
    entry.add("status", "CONFIRMED")
    return entry


def session_title(session: Session) -> tuple[Translated, str]:
    """Return a session's name, and its words behind the label."""
    name, label = name_of(session), translated(session, "label").value
    return name, f"{label} · {name.value}" if label else name.value


def guest_line(appearance: Appearance) -> str:
    """Return a person in a line: Lin Lan (Moderator), Director, Harbour Institute."""
    name = translated(appearance.person, "name").value
    title = translated(appearance, "title").value
    if appearance.is_moderator:
        words = {"name": name, "role": appearance.get_role_display()}
        name = pgettext("a person's role", "%(name)s (%(role)s)") % words
    if not title:
        return name
    words = {"name": name, "title": title}
    return pgettext("between a name and a title", "%(name)s, %(title)s") % words


def add_place(entry: icalendar.Event, event: Event, room: Translated | None = None) -> None:
    texts = (room, translated(event, "venue"), translated(event, "city"))
    parts = [text for text in texts if text]
    if parts:
        add_text(entry, "location", parts[0], reduce(widen_place, (part.value for part in parts)))


def widen_place(place: str, whole: str) -> str:
    """Return a place with what it lies in, in the order of the language."""
    return pgettext("a venue in its city", "%(venue)s, %(city)s") % {"venue": place, "city": whole}


def add_text(
    component: icalendar.Component, name: str, translation: Translated, instead: str | None = None
) -> None:
    """Add a text in the language that it stands in. instead: what to write in its place."""
    text = translation.value if instead is None else instead
    words = icalendar.vText(printable(text))
    words.params["LANGUAGE"] = html_lang(translation.language)
    component.add(name, words)
