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
                   the page (page numbers, running heads), 0 to 1
``unread``         ``line``, ``text`` of each line that is none of these
``certainties``    ``value`` (its path, such as ``people.KEY.title.en``), ``certainty`` (likely,
                   guess), ``lines``, of the values that are not certain
``source``         the file's name
``encoding``       as it was decoded: utf-8, utf-16, gb18030 … or docx
``event``          ``title``, ``kind`` (main_forum, sub_forum, event), ``parent`` (null, or ``name``
                   without the edition, ``edition``, ``short``), ``start_date``, ``end_date``,
                   ``city``, ``country``, ``venue``, ``introduction``,
                   ``key_points`` (one a line)
``organizations``  ``role`` (guidance, host, organizer, co_organizer, supporter, implementer,
                   media), ``no`` (within the role), ``name``
``sessions``       ``key``, ``no``, ``kind`` (opening, keynote, launch, discussion, roundtable,
                   dialogue, signing, award, break, closing, other), ``heading``, ``topic`` (its
                   label), ``title``, ``day``, ``start``, ``end``, ``room``, ``summary`` (of
                   the session as a whole), ``key_points``; each topic is a session of its own
``people``         ``key``, ``name``, ``title``, ``honorific``; one entry for each human being
``appearances``    ``person``, ``session`` (keys), ``role`` (moderator, speaker, panellist,
                   launcher, discussant, signatory, witness), ``no`` (order among the session's
                   non-moderators; moderators are numbered apart), ``title``, ``speech_title``,
                   ``attendance``
                   (in_person, video, written, null), ``attendance_note``, ``attribution``,
                   ``caption``, ``remarks``
``products``       ``no``, ``kind`` (course, publication, tool, platform, dataset, agreement,
                   other), ``title``, ``session`` (key or null), ``by`` (keys of people), ``text``
``photos``         ``session``, ``person`` (keys or null), ``caption``
``warnings``       ``level`` (error, warning, note), ``kind``, ``subject``, ``lines``, ``message``
                   (in the active language)
``plan``           what is to be written for each object, see ``forum.imports.planning``; []
                   without a plan
"""

from collections.abc import Sequence
from datetime import date, time
from typing import Any, Final

from forum.models.finding_sentences import finding_message
from forum.reader.event_record import (
    LANGUAGES,
    AppearanceRecord,
    EventRecord,
    Finding,
    OrganizationRecord,
    ParentRecord,
    PersonRecord,
    PhotoRecord,
    ProductRecord,
    SessionRecord,
    Text,
)
from forum.reader.reading import Reading

type Json = dict[str, Any]


VERSION: Final = 2


def build_report(
    record: EventRecord, plan: Sequence[Json] | None = None, reading: Reading | None = None
) -> Json:
    """Return the report on a record as an object for ``json.dumps``.

    plan: the entries of the plan as plain objects; None when nothing was planned. reading: what the
    record came from, None where it came from no document: the four keys of it are then absent.
    """
    return {
        "version": VERSION,
        **(_account(reading) if reading else {}),
        "source": record.source,
        "encoding": record.encoding,
        "event": _event(record),
        "organizations": [_organization(organization) for organization in record.organizations],
        "sessions": [_session(session) for session in record.sessions],
        "people": [_person(person) for person in record.people],
        "appearances": [_appearance(appearance) for appearance in record.appearances],
        "products": [_product(product) for product in record.products],
        "photos": [_photo(photo) for photo in record.photos],
        "warnings": [_warning(finding) for finding in record.findings],
        "plan": list(plan or ()),
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


def _both(text: Text) -> Json:
    """Return a bilingual text with both keys."""
    return {code: text.get(code) or None for code in LANGUAGES}


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None


def _time(value: time | None) -> str | None:
    return value.strftime("%H:%M") if value else None


def _event(record: EventRecord) -> Json:
    return {
        "title": _both(record.title),
        "kind": record.kind,
        "parent": _parent(record.parent) if record.parent else None,
        "start_date": _day(record.start_date),
        "end_date": _day(record.end_date),
        "city": _both(record.city),
        "country": _both(record.country),
        "venue": _both(record.venue),
        "introduction": _both(record.introduction),
        "key_points": _both(record.key_points),
    }


def _parent(parent: ParentRecord) -> Json:
    return {
        "name": _both(parent.name),
        "edition": parent.edition,
        "short": parent.short,
        "lines": sorted(parent.lines),
    }


def _organization(organization: OrganizationRecord) -> Json:
    return {
        "role": organization.role,
        "no": organization.no,
        "name": _both(organization.name),
        "lines": sorted(organization.lines),
    }


def _session(session: SessionRecord) -> Json:
    return {
        "key": session.key,
        "no": session.no,
        "kind": session.kind,
        "heading": _both(session.heading),
        "topic": _both(session.topic),
        "title": _both(session.title),
        "day": _day(session.day),
        "start": _time(session.start),
        "end": _time(session.end),
        "room": _both(session.room),
        "summary": _both(session.summary),
        "key_points": _both(session.key_points),
        "lines": sorted(session.lines),
    }


def _person(person: PersonRecord) -> Json:
    return {
        "key": person.key,
        "name": _both(person.name),
        "title": _both(person.title),
        "honorific": _both(person.honorific),
        "country": _both(person.country),
        "lines": sorted(person.lines),
    }


def _appearance(appearance: AppearanceRecord) -> Json:
    return {
        "person": appearance.person,
        "session": appearance.session,
        "role": appearance.role,
        "no": appearance.no,
        "title": _both(appearance.title),
        "speech_title": _both(appearance.speech_title),
        "attendance": appearance.attendance,
        "attendance_note": _both(appearance.attendance_note),
        "attribution": _both(appearance.attribution),
        "caption": _both(appearance.caption),
        "remarks": _both(appearance.remarks),
        "lines": sorted(appearance.lines),
    }


def _product(product: ProductRecord) -> Json:
    return {
        "no": product.no,
        "kind": product.kind,
        "title": _both(product.title),
        "session": product.session,
        "by": list(product.by),
        "text": _both(product.text),
        "lines": sorted(product.lines),
    }


def _photo(photo: PhotoRecord) -> Json:
    return {
        "session": photo.session,
        "person": photo.person,
        "caption": _both(photo.caption),
        "lines": sorted(photo.lines),
    }


def _warning(finding: Finding) -> Json:
    return {
        "level": finding.level.value,
        "kind": finding.kind,
        "subject": finding.subject,
        "lines": sorted(finding.lines),
        "message": finding_message(finding),
    }
