"""What both files hold, once they are parsed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

# More than any programme has; a bound for whoever sends in a file made to be heavy.
MOST_TALKS: Final = 2000


@dataclass(frozen=True, slots=True)
class ScheduleGuest:
    """Somebody in a talk. role, title: "" where the file says none, as schedule.xml never does."""

    name: str
    role: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Talk:
    """One talk. mark: what stands in the file for it alone, its guid; "" where it has none.

    titles: language tag as written -> words, "" for a title whose language nothing states.
    starts_at: with or without an offset, None where the file gives no time; minutes: 0 unknown.
    """

    mark: str
    titles: Mapping[str, str]
    subtitle: str = ""
    kind: str = ""
    slug: str = ""
    room: str = ""
    starts_at: datetime | None = None
    minutes: int = 0
    abstract: str = ""
    guests: tuple[ScheduleGuest, ...] = ()


@dataclass(frozen=True, slots=True)
class TalkSchedule:
    """The whole file. zone: IANA name or ""; generator: the program that wrote it."""

    title: str
    talks: tuple[Talk, ...]
    first_day: date | None = None
    last_day: date | None = None
    zone: str = ""
    generator: str = field(default="")


def parse_moment(text: str) -> datetime | None:
    """Return a moment of ISO 8601, None for what is none."""
    try:
        return datetime.fromisoformat(text.strip())
    except ValueError:
        return None


def parse_day(text: str) -> date | None:
    moment = parse_moment(text)
    return moment.date() if moment else None


def parse_minutes(text: str) -> int:
    """Return the minutes of 01:30 or 01:30:00, 0 for what is no duration."""
    parts = text.strip().split(":")
    if not 2 <= len(parts) <= 3 or not all(part.isascii() and part.isdigit() for part in parts):
        return 0
    return int(parts[0][:3]) * 60 + int(parts[1][:2])


def find_start(moment: str, day: str, clock: str) -> datetime | None:
    """Return when a talk starts: by its own moment, else by its day and its time of day."""
    return parse_moment(moment) or (parse_moment(f"{day}T{clock.strip():0>5}") if clock else None)
