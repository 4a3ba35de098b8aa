"""Time zones for calendars, which carry their rules with them: VTIMEZONE of RFC 5545."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import icalendar

_DAY = timedelta(days=1)
_MINUTE = timedelta(minutes=1)


def vtimezone(zone: ZoneInfo, first: date, last: date) -> icalendar.Timezone:
    """Return what a zone's clocks do between two days, both included.

    The library's own reckons the beginning of summer time by the clock after the change; the
    standard wants the clock before it (3.6.5), or an hour of that day is wrong.
    """
    start = datetime.combine(first, time(), UTC) - _DAY
    end = datetime.combine(last, time(), UTC) + 2 * _DAY
    component = icalendar.Timezone()
    component.add("tzid", zone.key)
    component.add_component(_rule(zone, start, start))
    for previous, onset in _changes(zone, start, end):
        component.add_component(_rule(zone, previous, onset))
    return component


def _rule(zone: ZoneInfo, previous: datetime, onset: datetime) -> icalendar.Component:
    """Return the rule that holds from a moment on. previous: a moment of the rule before it."""
    old, new = previous.astimezone(zone), onset.astimezone(zone)
    rule = icalendar.TimezoneDaylight() if new.dst() else icalendar.TimezoneStandard()
    offset = old.utcoffset() or timedelta()
    rule.add("dtstart", onset.replace(tzinfo=None) + offset)
    rule.add("tzoffsetfrom", offset)
    rule.add("tzoffsetto", new.utcoffset() or timedelta())
    rule.add("tzname", new.tzname() or zone.key)
    return rule


def _changes(zone: ZoneInfo, start: datetime, end: datetime) -> Iterator[tuple[datetime, datetime]]:
    """Yield the last minute before each change of the clocks and the first after it, in UTC."""
    while start < end:
        following = start + _DAY
        if _offset(zone, start) != _offset(zone, following):
            yield _narrowed(zone, start, following)
        start = following


def _narrowed(zone: ZoneInfo, earlier: datetime, later: datetime) -> tuple[datetime, datetime]:
    while later - earlier > _MINUTE:
        middle = earlier + (later - earlier) // _MINUTE // 2 * _MINUTE
        if _offset(zone, middle) == _offset(zone, earlier):
            earlier = middle
        else:
            later = middle
    return earlier, later


def _offset(zone: ZoneInfo, moment: datetime) -> timedelta | None:
    return moment.astimezone(zone).utcoffset()
