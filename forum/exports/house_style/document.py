"""The whole document, from cover to the last caption."""

from collections.abc import Iterator, Sequence

from forum.exports.house_style.blocks import HouseLine, LineLook
from forum.exports.house_style.body import compose_body
from forum.exports.house_style.cover import compose_cover, compose_introduction, compose_key_points
from forum.exports.house_style.pictures import PlacedPictures, compose_labelled_picture
from forum.exports.house_style.programme import RecordProgramme
from forum.exports.house_style.roster import compose_roster
from forum.reader.event_record import EventRecord


def compose_document(record: EventRecord, codes: Sequence[str]) -> Iterator[HouseLine]:
    """Yield the lines of a record in these languages, Chinese before English."""
    written = list_written(record, codes)
    in_brackets = next((code for code in codes if code not in written), "")
    programme = RecordProgramme(record, written, in_brackets)
    pictures = PlacedPictures(programme)
    yield from compose_cover(record, written)
    yield from compose_roster(programme)
    yield from compose_key_points(record, written, LineLook.SECTION)
    yield from compose_introduction(record, written)
    for placed in pictures.loose(None):
        yield from compose_labelled_picture(placed, programme)
    yield from compose_body(programme, pictures)


def list_written(record: EventRecord, codes: Sequence[str]) -> Sequence[str]:
    """Return those of some languages in which a document has lines; all where none has."""
    return [code for code in codes if has_language(record, code)] or codes


def has_language(record: EventRecord, code: str) -> bool:
    """Tell whether the record says anything in a language beyond names of people."""
    return bool(
        record.title.get(code)
        or record.introduction.get(code)
        or any(organization.name.get(code) for organization in record.organizations)
        or any(session.heading.get(code) or session.title.get(code) for session in record.sessions)
        or any(guest.remarks.get(code) or guest.caption.get(code) for guest in record.appearances)
    )
