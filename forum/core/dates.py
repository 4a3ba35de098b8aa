"""Dates and times as each language writes them. One place, so that no page invents its own.

Chinese: 2023年11月5日至10日. English, as the United Nations Editorial Manual has it: 5–10 November
2023. Other languages: Django's own format of the language.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from django.utils.dates import MONTHS
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext

from forum.core.languages import is_chinese


@dataclass(frozen=True, slots=True)
class DayRange:
    """A day or a range of days in words, cut so that each end can stand in its own element.

    first: "5" in “5–10 November 2023”; last: "10 November 2023", "" for a single day.
    joint: what stands between the two.
    """

    starts_on: date
    ends_on: date
    first: str
    joint: str = ""
    last: str = ""

    def __str__(self) -> str:
        return f"{self.first}{self.joint}{self.last}"


def days(starts_on: date, ends_on: date | None = None) -> DayRange:
    """Return a range of days in the active language."""
    ends_on = ends_on or starts_on
    if starts_on == ends_on:
        return DayRange(starts_on, ends_on, day(starts_on))
    language = get_language() or ""
    if is_chinese(language):
        return DayRange(starts_on, ends_on, day(starts_on), "至", _chinese_end(starts_on, ends_on))
    if language.startswith("en"):
        return DayRange(starts_on, ends_on, _english_start(starts_on, ends_on), "–", day(ends_on))
    return DayRange(starts_on, ends_on, day(starts_on), " – ", day(ends_on))


def day(on: date) -> str:
    """Return a day in the active language: 2023年11月5日, 5 November 2023."""
    language = get_language() or ""
    if is_chinese(language):
        return f"{on.year}年{on.month}月{on.day}日"
    if language.startswith("en"):
        return f"{on.day} {MONTHS[on.month]} {on.year}"
    return date_format(on)


def _chinese_end(first: date, last: date) -> str:
    if first.year != last.year:
        return day(last)
    return f"{last.month}月{last.day}日" if first.month != last.month else f"{last.day}日"


def _english_start(first: date, last: date) -> str:
    if first.year != last.year:
        return day(first)
    month = f" {MONTHS[first.month]}" if first.month != last.month else ""
    return f"{first.day}{month}"


def clock(at: time) -> str:
    """Return a time of day, in every language on 24 hours: 09:00."""
    return f"{at:%H:%M}"


def machine_time(at: time, on: date | None, zone: str) -> str:
    """Return what <time datetime> says: with the offset where the day is known, else the hour."""
    if on is None:
        return clock(at)
    return datetime.combine(on, at, ZoneInfo(zone)).isoformat(timespec="minutes")


def zone_words(zone: str, on: date | None) -> str:
    """Return the time zone as a reader knows it: “Beijing time (UTC+8)”.

    on: the day that decides on summer time; without one a zone other than Beijing's has no offset.
    """
    if ZoneInfo(zone).key in ("Asia/Shanghai", "PRC", "Asia/Chongqing", "Asia/Harbin"):
        return gettext("Beijing time (UTC+8)")
    if on is None:
        return gettext("local time")
    return gettext("local time (%(offset)s)") % {"offset": offset(zone, on)}


def offset(zone: str, on: date) -> str:
    """Return a zone's distance from UTC at noon of a day: UTC+8, UTC−3:30, UTC."""
    delta = datetime.combine(on, time(12), ZoneInfo(zone)).utcoffset()
    minutes = round(delta.total_seconds() / 60) if delta else 0
    if not minutes:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    sign = "+" if minutes > 0 else "−"
    return f"UTC{sign}{hours}" + (f":{rest:02}" if rest else "")


def is_skipped(day: date, moment: time, zone: ZoneInfo) -> bool:
    """Tell whether a time does not exist on a day, because summer time begins."""
    wall = datetime.combine(day, moment)
    return wall.replace(tzinfo=zone).astimezone(UTC).astimezone(zone).replace(tzinfo=None) != wall
