"""Days and hours as HTML."""

from datetime import date, datetime
from functools import lru_cache

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import localdate
from django.utils.translation import get_language

from forum.core import dates
from sessions_app.models import Event, Session


def days(starts_on: date, ends_on: date | None = None) -> SafeString:
    """Render a day or a range: 5–10 November 2023, each end a <time>; a moment as its day here."""
    if isinstance(starts_on, datetime):
        starts_on = localdate(starts_on)
    return _render_days(starts_on, ends_on, get_language())


@lru_cache(maxsize=4096)
def _render_days(starts_on: date, ends_on: date | None, _language: str | None) -> SafeString:
    span = dates.days(starts_on, ends_on)
    first = render_time(span.starts_on.isoformat(), span.first)
    if not span.last:
        return first
    last = render_time(span.ends_on.isoformat(), span.last)
    return format_html('<span class="days">{}{}{}</span>', first, span.joint, last)


def day_words(day: date) -> str:
    """Return a day in words, for places that take no element."""
    return dates.day(day)


def times(session: Session) -> SafeString:
    """Render when a session begins and ends: 09:00–10:30."""
    zone = session.event.time_zone
    hours = [
        render_time(dates.machine_time(hour, session.day_held, zone), dates.clock(hour))
        for hour in (session.start, session.end)
        if hour
    ]
    return format_html_join("–", "{}", ((hour,) for hour in hours))


def zone(event: Event) -> str:
    """Return the event's time zone in words: Beijing time (UTC+8)."""
    return dates.zone_words(event.time_zone, event.starts_on)


@lru_cache(maxsize=4096)
def render_time(machine: str, words: str) -> SafeString:
    return format_html('<time datetime="{}">{}</time>', machine, words)
