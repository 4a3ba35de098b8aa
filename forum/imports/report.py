"""The ``--report`` file: what was read from a document, and what would be or was written.

Version 2 of the format, which adds to version 1 and changes nothing of it.

One JSON object in UTF-8. Bilingual text is always ``{"zh-hans": …, "en": …}`` with both keys, null
for a language that the document does not give. Dates are ISO (``2024-03-01``), times ``HH:MM``;
what the document does not give is null. Texts of several paragraphs are plain, one newline between
paragraphs. ``lines`` are the document's line numbers, counted from 1, ascending.

``version``        2
``shape``          what the document is: record, programme, guest_list, release, transcript, report,
                   minutes, unknown
``understood``     the share of its characters that became a field, repeat one, or are furniture of
                   the page (page numbers, running heads), 0 to 1; lines of news in which surely
                   nobody is named, and of which nothing was taken, count on neither side
``unread``         ``line``, ``text`` of each line that is none of these
``certainties``    ``value`` (its path, such as ``people.KEY.title.en``), ``certainty`` (likely,
                   guess), ``lines``, of the values that are not certain
``source``         the file's name
``encoding``       as it was decoded: utf-8, utf-16, gb18030 … or docx
``event``          ``title``, ``subtitle``, ``kind`` (main_forum, sub_forum, event), ``parent``
                   (null, or ``name`` without the edition, ``edition``, ``short``),
                   ``start_date``, ``end_date``, ``city``, ``country``, ``venue``, ``introduction``,
                   ``key_points`` (one a line), ``key_points_clearance`` (sent, declined,
                   changed_since)
``organizations``  ``role`` (guidance, host, organizer, co_organizer, supporter, implementer,
                   media), ``no`` (within the role), ``name``
``sessions``       ``key``, ``no``, ``kind`` (opening, keynote, launch, discussion, roundtable,
                   dialogue, signing, award, break, closing, other), ``heading``, ``topic`` (its
                   label), ``title``, ``day``, ``start``, ``end``, ``room``, ``summary`` (of
                   the session as a whole), ``key_points``, ``key_points_clearance``; each topic
                   is a session of its own
``people``         ``key``, ``name``, ``title``, ``honorific``; one entry for each human being
``appearances``    ``person``, ``session`` (keys), ``role`` (``GUEST_ROLES`` of
                   ``forum.reader.vocabulary.roles``), ``no`` (order among the session's
                   non-moderators; moderators are numbered apart), ``title``, ``speech_title``,
                   ``attendance``
                   (in_person, video, written, null), ``attendance_note``, ``attribution``,
                   ``caption``, ``remarks``, ``clearance``
``products``       ``no``, ``kind`` (course, publication, tool, platform, dataset, agreement,
                   other), ``title``, ``session`` (key or null), ``by`` (keys of people), ``text``
``photos``         ``session``, ``person`` (keys or null), ``caption``
``warnings``       ``level`` (error, warning, note), ``kind``, ``subject``, ``lines``, ``message``
                   (in the active language)
``plan``           what is to be written for each object, see ``RecordPlan.as_json``, with ``note``
                   in the active language; [] without a plan
"""

from collections.abc import Sequence
from dataclasses import fields
from typing import Any, Final

from forum.imports.planning.record_plan import note_sentence
from forum.models.finding_sentences import finding_message
from forum.reader.event_record import (
    AppearanceRecord,
    EventRecord,
    Finding,
    OrganizationRecord,
    ParentRecord,
    PersonRecord,
    PhotoRecord,
    ProductRecord,
    SessionRecord,
)
from forum.reader.reading import Reading
from forum.reader.record_json import shape_value

type Json = dict[str, Any]
type RecordPart = (
    AppearanceRecord
    | OrganizationRecord
    | ParentRecord
    | PersonRecord
    | PhotoRecord
    | ProductRecord
    | SessionRecord
)

VERSION: Final = 2

_OF_EVENT: Final = (
    "title", "subtitle", "kind", "parent", "start_date", "end_date", "city", "country", "venue",
    "introduction", "key_points", "key_points_clearance",
)  # fmt: skip
# ``lines`` stand at the end of each part.
_LEFT_OUT: Final = frozenset({"lines", "other_names", "picture", "printed"})


def build_report(
    record: EventRecord, plan: Sequence[Json] | None = None, reading: Reading | None = None
) -> Json:
    """Return the report on a record as an object for ``json.dumps``.

    plan: the entries of the plan as plain objects; None when nothing was planned.
    """
    return {
        **describe_record(record, reading),
        "warnings": [_warning(finding) for finding in record.findings],
        "plan": [
            {**entry, "note": note_sentence(entry["note"]) if entry["note"] else None}
            for entry in plan or ()
        ],
    }


def describe_record(record: EventRecord, reading: Reading | None = None) -> Json:
    """Return what the report says of a record but warnings and plan.

    reading: what the record came from, None where it came from no document: the four keys of it
    are then absent.
    """
    return {
        "version": VERSION,
        **(_account(reading) if reading else {}),
        "source": record.source,
        "encoding": record.encoding,
        "event": _event(record),
        "organizations": [_part(organization) for organization in record.organizations],
        "sessions": [_part(session) for session in record.sessions],
        "people": [_part(person) for person in record.people],
        "appearances": [_appearance(appearance) for appearance in record.appearances],
        "products": [_part(product) for product in record.products],
        "photos": [_part(photo) for photo in record.photos],
    }


def _account(reading: Reading) -> Json:
    return {
        "shape": reading.shape.value,
        "understood": round(reading.understood, 4),
        "unread": [{"line": line.number, "text": line.text} for line in reading.unread],
        "certainties": [
            {
                "value": value.path,
                "certainty": value.certainty.value,
                "lines": sorted(value.lines),
            }
            for value in reading.values
        ],
    }


def _event(record: EventRecord) -> Json:
    event = {name: shape_value(getattr(record, name)) for name in _OF_EVENT}
    return {**event, "parent": _part(record.parent) if record.parent else None}


def _part(part: RecordPart) -> Json:
    names = [field.name for field in fields(part) if field.name not in _LEFT_OUT]
    return {name: shape_value(getattr(part, name)) for name in names} | {
        "lines": sorted(part.lines)
    }


def _appearance(appearance: AppearanceRecord) -> Json:
    """Return an appearance with the topic of the speech behind the title, where it always stood."""
    values = _part(appearance)
    names = ("person", "session", "role", "no", "title", "speech_title")
    return {name: values[name] for name in names} | values


def _warning(finding: Finding) -> Json:
    return {
        "level": finding.level.value,
        "kind": finding.kind,
        "subject": finding.subject,
        "lines": sorted(finding.lines),
        "message": finding_message(finding),
    }
