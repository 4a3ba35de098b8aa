"""A programme as ``schedule.json``. Of persons it says role and title too, which the format allows.

``links`` may not be left out, and a zone is written only if the schema's pattern takes it.
"""

import json
import re
from typing import Any, Final
from urllib.parse import urljoin

from forum.exports.schedules.schedule_records import Schedule, ScheduledPerson, ScheduledTalk
from forum.exports.schedules.schedule_xml import list_tracks

type Json = dict[str, Any]

SCHEMA: Final = "https://c3voc.de/schedule/schema.json"
_ZONE: Final = re.compile(r"[A-Z][a-z]+/[A-Z][a-z]+|UTC\Z")


def write_schedule_json(schedule: Schedule, base: str, path: str) -> bytes:
    """Return the file. base: scheme and host of the site; path: of the file on it."""
    content = {
        "$schema": SCHEMA,
        "generator": {"name": "forum-record", "url": f"{base}/"},
        "schedule": {
            "url": f"{base}{path}",
            "version": schedule.version,
            "base_url": f"{base}{schedule.path}",
            "conference": describe_conference(schedule, base),
        },
    }
    return json.dumps(content, ensure_ascii=False, indent=2).encode() + b"\n"


def describe_conference(schedule: Schedule, base: str) -> Json:
    rooms = {talk.room: talk.room_guid for talk in schedule.talks}
    zone = {"time_zone_name": schedule.time_zone} if _ZONE.match(schedule.time_zone) else {}
    return {
        "acronym": schedule.acronym,
        "title": schedule.title,
        "start": schedule.days[0].day.isoformat(),
        "end": schedule.days[-1].day.isoformat(),
        "daysCount": len(schedule.days),
        "timeslot_duration": "00:05",
        **zone,
        "colors": {"primary": schedule.color},
        "url": f"{base}{schedule.path}",
        "rooms": [{"name": name, "guid": guid} for name, guid in rooms.items()],
        "tracks": [{"name": name, "slug": slug} for name, slug in list_tracks(schedule).items()],
        "days": [
            {
                "index": day.index,
                "date": day.day.isoformat(),
                "day_start": day.start.isoformat(),
                "day_end": day.end.isoformat(),
                "rooms": {
                    name: [describe_talk(talk, base) for talk in talks]
                    for name, talks in day.by_room().items()
                },
            }
            for day in schedule.days
        ],
    }


def describe_talk(talk: ScheduledTalk, base: str) -> Json:
    return {
        "id": talk.number,
        "guid": talk.guid,
        "date": talk.start.isoformat(),
        "start": f"{talk.start:%H:%M}",
        "end": talk.end.isoformat(),
        "duration": talk.duration,
        "room": talk.room,
        "slug": talk.slug,
        "url": f"{base}{talk.path}",
        "title": talk.title,
        "subtitle": talk.subtitle,
        "track": talk.track,
        "type": talk.kind,
        "language": talk.language,
        "abstract": talk.abstract,
        "persons": [describe_person(person, base) for person in talk.persons],
        "links": [{"url": urljoin(base, url), "type": "media"} for url in talk.recordings],
    }


def describe_person(person: ScheduledPerson, base: str) -> Json:
    url = {"url": f"{base}{person.path}"} if person.path else {}
    return {
        "guid": person.guid,
        "name": person.name,
        "role": person.role,
        "title": person.title,
        **url,
    }
