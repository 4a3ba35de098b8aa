"""A programme as ``schedule.xml``.

The format has no roles of persons: who moderates is one of them. Written by the
standard library, which escapes texts; ``url`` stands before ``version``.
"""

from urllib.parse import urljoin
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from forum.exports.schedules.schedule_records import Schedule, ScheduledDay, ScheduledTalk

XML_TYPE = "application/vnd.c3voc.schedule+xml"


def write_schedule_xml(schedule: Schedule, base: str, path: str) -> bytes:
    """Return the file. base: scheme and host of the site; path: of the file on it."""
    root = Element("schedule")
    SubElement(root, "generator", name="forum-record", system=base.partition("://")[2])
    add(root, "url", f"{base}{path}")
    add(root, "version", schedule.version)
    add_conference(root, schedule, base)
    for day in schedule.days:
        add_day(root, day, base)
    indent(root)
    content: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return content + b"\n"


def add(parent: Element, tag: str, text: str, **attributes: str) -> Element:
    element = SubElement(parent, tag, attributes)
    element.text = text
    return element


def add_conference(root: Element, schedule: Schedule, base: str) -> None:
    conference = SubElement(root, "conference")
    facts: dict[str, object] = {
        "title": schedule.title,
        "acronym": schedule.acronym,
        "start": schedule.days[0].day,
        "end": schedule.days[-1].day,
        "days": len(schedule.days),
        "timeslot_duration": "00:05",
        "base_url": f"{base}{schedule.path}",
        "url": f"{base}{schedule.path}",
        "time_zone_name": schedule.time_zone,
    }
    for tag, value in facts.items():
        add(conference, tag, str(value))
    SubElement(conference, "color", primary=schedule.color)
    for name, slug in list_tracks(schedule).items():
        SubElement(conference, "track", name=name, slug=slug)


def list_tracks(schedule: Schedule) -> dict[str, str]:
    """Return name -> slug of what the sessions are parts of."""
    return {talk.track: talk.track_slug for talk in schedule.talks}


def add_day(root: Element, day: ScheduledDay, base: str) -> None:
    element = SubElement(
        root,
        "day",
        index=str(day.index),
        date=day.day.isoformat(),
        start=day.start.isoformat(),
        end=day.end.isoformat(),
    )
    for name, talks in day.by_room().items():
        room = SubElement(element, "room", name=name, guid=talks[0].room_guid)
        for talk in talks:
            add_talk(room, talk, base)


def add_talk(room: Element, talk: ScheduledTalk, base: str) -> None:
    event = SubElement(room, "event", id=str(talk.number), guid=talk.guid)
    facts = {
        "room": talk.room,
        "title": talk.title,
        "subtitle": talk.subtitle,
        "type": talk.kind,
        "date": talk.start.isoformat(),
        "start": f"{talk.start:%H:%M}",
        "duration": talk.duration,
        "abstract": talk.abstract,
        "slug": talk.slug,
        "track": talk.track,
        "language": talk.language,
        "url": f"{base}{talk.path}",
    }
    for tag, text in facts.items():
        add(event, tag, text)
    persons = SubElement(event, "persons")
    for person in talk.persons:
        add(persons, "person", person.name, id=str(person.number), guid=person.guid)
    links = SubElement(event, "links")
    for recording in talk.recordings:
        url = urljoin(base, recording)
        add(links, "link", url, href=url, type="media")
