"""schedule.xml -> talks. No entities, no document type, no inclusions, no endless nesting."""

from typing import Any, Final
from xml.etree.ElementTree import ParseError, TreeBuilder

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from forum.reader.errors import DocumentError
from forum.reader.schedules.talks import (
    FileTalk,
    ScheduleGuest,
    TalkSchedule,
    parse_hours,
    parse_moment,
)

type Node = Any

_DEEPEST: Final = 24
_MOST_ELEMENTS: Final = 200_000
_INCLUSION: Final = "{http://www.w3.org/2001/XInclude}"


class _BoundedBuilder(TreeBuilder):
    """Builds a tree of bounded depth and size; raises DocumentError at what no program writes."""

    def __init__(self) -> None:
        super().__init__()
        self._depth = self._count = 0

    def start(self, tag: Any, attrs: Any, /) -> Any:
        self._depth += 1
        self._count += 1
        is_inclusion = str(tag).startswith(_INCLUSION)
        if self._depth > _DEEPEST or self._count > _MOST_ELEMENTS or is_inclusion:
            raise DocumentError("schedule_hostile")
        return super().start(tag, attrs)

    def end(self, tag: str, /) -> Any:
        self._depth -= 1
        return super().end(tag)


def parse_schedule_xml(data: bytes) -> TalkSchedule:
    """Return the talks of a file; raise DocumentError."""
    root = _parse(data)
    if root.tag != "schedule":
        raise DocumentError("no_schedule")
    conference = root.find("conference")
    talks = tuple(
        _read_talk(event, day.get("date", ""), room.get("name", ""))
        for day in root.iter("day")
        for room in day.iter("room")
        for event in room.findall("event")
    )
    generator = root.find("generator")
    return TalkSchedule(
        title=_text(conference, "title"),
        talks=talks,
        starts_at=parse_moment(_text(conference, "start")),
        ends_at=parse_moment(_text(conference, "end")),
        zone=_text(conference, "time_zone_name"),
        generator=generator.get("name", "") if generator is not None else "",
    )


def _parse(data: bytes) -> Node:
    parser: Any = DefusedXMLParser(target=_BoundedBuilder(), forbid_dtd=True)
    try:
        parser.feed(data)
        return parser.close()
    except DefusedXmlException as error:
        raise DocumentError("schedule_hostile") from error
    except ParseError as error:
        line, _column = error.position
        reason = str(error).partition(":")[0]
        raise DocumentError("schedule_broken", line=line, reason=reason) from error
    except (LookupError, ValueError) as error:
        # An encoding that the declaration names and nobody knows.
        raise DocumentError("schedule_broken", line=1, reason=str(error)) from error


def _read_talk(event: Node, day: str, room: str) -> FileTalk:
    title = _text(event, "title")
    return FileTalk(
        mark=event.get("guid") or event.get("id") or "",
        titles={_text(event, "language"): title} if title else {},
        subtitle=_text(event, "subtitle"),
        kind=_text(event, "type"),
        slug=_text(event, "slug"),
        room=_text(event, "room") or room.strip(),
        hours=parse_hours(
            _text(event, "date"), day, _text(event, "start"), _text(event, "duration")
        ),
        abstract=_text(event, "abstract") or _text(event, "description"),
        guests=tuple(
            ScheduleGuest(name)
            for person in event.iter("person")
            if (name := " ".join("".join(person.itertext()).split()))
        ),
    )


def _text(node: Node, tag: str) -> str:
    found = node.find(tag) if node is not None else None
    return "" if found is None else " ".join("".join(found.itertext()).split())
