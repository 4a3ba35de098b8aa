"""Template tags for dates and for names of languages."""

from datetime import date, datetime
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import localdate

from forum.core import dates, field_labels

register = template.Library()


@register.simple_tag
def days(starts_on: date, ends_on: date | None = None) -> SafeString:
    """Render a day or a range: 5–10 November 2023, each end a <time>; a moment as its day here."""
    if isinstance(starts_on, datetime):
        starts_on = localdate(starts_on)
    found = dates.days(starts_on, ends_on)
    first = _time(found.starts_on.isoformat(), found.first)
    if not found.last:
        return first
    last = _time(found.ends_on.isoformat(), found.last)
    return format_html('<span class="days">{}{}{}</span>', first, found.joint, last)


@register.simple_tag
def day_words(one: date) -> str:
    """Return a day in words, for places that take no element."""
    return dates.day(one)


@register.simple_tag
def times(session: Any) -> SafeString:
    """Render when a session begins and ends: 09:00–10:30."""
    on = session.day or (None if session.event.is_long else session.event.starts_on)
    zone = session.event.time_zone
    shown = [
        _time(dates.machine_time(one, on, zone), dates.clock(one))
        for one in (session.start, session.end)
        if one
    ]
    return format_html_join("–", "{}", ((one,) for one in shown))


@register.simple_tag
def zone(event: Any) -> str:
    """Return the event's time zone in words: Beijing time (UTC+8)."""
    return dates.zone_words(event.time_zone, event.starts_on)


def _time(machine: str, words: str) -> SafeString:
    return format_html('<time datetime="{}">{}</time>', machine, words)


@register.filter
def language_name(code: str) -> str:
    """Return the name of a language in the page's: zh-hans -> Simplified Chinese."""
    return field_labels.language_name(code)
