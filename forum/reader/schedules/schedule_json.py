"""schedule.json -> talks. No key twice in one object, no NaN, no endless nesting."""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, Final, Never

from forum.reader.errors import DocumentError
from forum.reader.lines import clean
from forum.reader.schedules.talks import (
    FileTalk,
    ScheduleGuest,
    TalkSchedule,
    parse_hours,
    parse_moment,
)

type Json = dict[str, Any]

_DEEPEST: Final = 24
# What an escape of JSON can say and no text can hold: NUL, and half of a pair of surrogates.
_NO_TEXT: Final = re.compile(r"[\x00\ud800-\udfff]")
# What this site exports of an event for other programs.
_OWN_FORMAT: Final = "forum-record/"


def parse_schedule_json(text: str) -> TalkSchedule:
    """Return the talks of a file; raise DocumentError."""
    content = _parse(text)
    if _text(_object(content).get("format")).startswith(_OWN_FORMAT):
        raise DocumentError("own_json")
    schedule = _object(_object(content).get("schedule"))
    conference = _object(schedule.get("conference") or schedule)
    days = [_object(day) for day in _list(conference.get("days"))]
    if not schedule or not isinstance(conference.get("days"), list):
        raise DocumentError("no_schedule")
    return TalkSchedule(
        title=_text(conference.get("title")),
        talks=tuple(
            _read_talk(_object(event), _text(day.get("date")), room)
            for day in days
            for room, events in _object(day.get("rooms")).items()
            for event in _list(events)
        ),
        starts_at=parse_moment(_text(conference.get("start"))),
        ends_at=parse_moment(_text(conference.get("end"))),
        zone=_text(conference.get("time_zone_name")),
        generator=_text(_object(_object(content).get("generator")).get("name")),
    )


def _parse(text: str) -> Any:
    _refuse_depth(text)
    try:
        return json.loads(text, object_pairs_hook=_join_pairs, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        raise DocumentError("schedule_broken", line=error.lineno, reason=error.msg) from error
    except ValueError as error:
        # A number of thousands of digits.
        raise DocumentError("schedule_hostile") from error


def _refuse_depth(text: str) -> None:
    """Refuse what is nested deeper than any schedule before anything is built of it."""
    depth, in_string, skip = 0, False, False
    for character in text:
        if skip:
            skip = False
        elif in_string:
            skip, in_string = character == "\\", character != '"'
        elif character == '"':
            in_string = True
        elif character in "[{":
            depth += 1
            if depth > _DEEPEST:
                raise DocumentError("schedule_hostile")
        elif character in "]}":
            depth -= 1


def _join_pairs(pairs: list[tuple[str, Any]]) -> Json:
    joined: Json = {}
    for key, value in pairs:
        if key in joined:
            raise DocumentError("schedule_repeated", name=key[:60])
        joined[key] = value
    return joined


def _refuse_constant(value: str) -> Never:
    raise DocumentError("schedule_number", value=value)


def _read_talk(event: Json, day: str, room: str) -> FileTalk:
    return FileTalk(
        mark=_text(event.get("guid") or event.get("id")),
        titles=dict(_list_titles(event)),
        subtitle=_text(event.get("subtitle")),
        kind=_text(event.get("type")),
        slug=_text(event.get("slug")),
        room=_text(event.get("room")) or room.strip(),
        hours=parse_hours(
            _text(event.get("date")), day, _text(event.get("start")), _text(event.get("duration"))
        ),
        abstract=_text(event.get("abstract")) or _text(event.get("description")),
        guests=tuple(_list_guests(_list(event.get("persons")))),
    )


def _list_titles(event: Json) -> Iterator[tuple[str, str]]:
    """Yield the titles by language; some programs give one for each language."""
    title = event.get("title")
    if isinstance(title, dict):
        yield from ((tag, words) for tag, text in title.items() if (words := _text(text)))
    elif words := _text(title):
        yield _text(event.get("language")), words


def _list_guests(persons: Iterable[Any]) -> Iterator[ScheduleGuest]:
    for person in map(_object, persons):
        names = (person.get(key) for key in ("name", "public_name", "full_public_name"))
        if name := next(filter(None, map(_text, names)), ""):
            yield ScheduleGuest(name, _text(person.get("role")), _text(person.get("title")))


def _object(value: Any) -> Json:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _text(value: Any) -> str:
    """Return words or a number as text, "" for anything else; raise DocumentError."""
    is_plain = isinstance(value, str | int) and not isinstance(value, bool)
    text = " ".join(str(value).split()) if is_plain else ""
    if match := _NO_TEXT.search(text):
        around = _NO_TEXT.sub("\ufffd", text[max(0, match.start() - 20) : match.end() + 20])
        raise DocumentError("schedule_character", text=around, code=f"{ord(match[0]):04X}")
    return clean(text)
