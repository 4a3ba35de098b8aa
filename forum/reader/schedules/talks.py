"""What both files hold, once they are parsed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

# More than any programme has; a bound for whoever sends in a file made to be heavy.
MOST_TALKS: Final = 2000
_AGE: Final = (1900, 2200)


@dataclass(frozen=True, slots=True)
class ScheduleGuest:
    """Somebody in a talk. role, title: "" where the file says none, as schedule.xml never does."""

    name: str
    role: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class TalkHours:
    """When a talk is. starts_at: with or without an offset, None where the file gives no time.

    minutes: 0 unknown; unread: what the file says of them and is no time.
    """

    starts_at: datetime | None = None
    minutes: int = 0
    unread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FileTalk:
    """One talk. mark: what stands in the file for it alone, its guid; "" where it has none.

    titles: language tag as written -> words, "" for a title whose language nothing states.
    """

    mark: str
    titles: Mapping[str, str]
    subtitle: str = ""
    kind: str = ""
    slug: str = ""
    room: str = ""
    hours: TalkHours = TalkHours()
    abstract: str = ""
    guests: tuple[ScheduleGuest, ...] = ()


@dataclass(frozen=True, slots=True)
class TalkSchedule:
    """The whole file. zone: IANA name or ""; generator: the program that wrote it."""

    title: str
    talks: tuple[FileTalk, ...]
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    zone: str = ""
    generator: str = field(default="")


def parse_moment(text: str) -> datetime | None:
    """Return a moment of ISO 8601, None for what is none, or of another age than forums."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return moment if _AGE[0] <= moment.year <= _AGE[1] else None


def parse_minutes(text: str) -> int:
    """Return the minutes of 01:30 or 01:30:00, 0 for what is no duration."""
    parts = text.strip().split(":")
    if not 2 <= len(parts) <= 3 or not all(part.isascii() and part.isdigit() for part in parts):
        return 0
    return int(parts[0][:3]) * 60 + int(parts[1][:2])


def parse_hours(moment: str, day: str, clock: str, duration: str) -> TalkHours:
    """Return when a talk is, by the four things that a file says of it, each of which may be ""."""
    starts_at, minutes = find_start(moment, day, clock), parse_minutes(duration)
    unread = [] if starts_at else [moment or clock]
    # 00:00 is how a file says that it does not know.
    if not minutes and duration.strip("0:"):
        unread.append(duration)
    return TalkHours(starts_at, minutes, tuple(filter(None, unread)))


def find_start(moment: str, day: str, clock: str) -> datetime | None:
    """Return when a talk starts: by its own moment, else by its day and its time of day."""
    return parse_moment(moment) or (parse_moment(f"{day}T{clock.strip():0>5}") if clock else None)
