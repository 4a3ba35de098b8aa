"""The whole document, from cover to the last caption."""

from collections.abc import Iterator, Sequence

from forum.exports.house_style.blocks import Block
from forum.exports.house_style.body import body
from forum.exports.house_style.cover import cover, introduction
from forum.exports.house_style.pictures import Pictures, labelled
from forum.exports.house_style.programme import Programme
from forum.exports.house_style.roster import roster
from forum.reader.event_record import EventRecord


def document(record: EventRecord, codes: Sequence[str]) -> Iterator[Block]:
    """Yield the lines of a record in these languages, Chinese before English."""
    given = [code for code in codes if is_given(record, code)] or codes
    beside = next((code for code in codes if code not in given), "")
    programme = Programme(record, given, beside)
    pictures = Pictures(programme)
    yield from cover(record, given)
    yield from roster(programme)
    yield from introduction(record, given)
    for each in pictures.loose(None):
        yield from labelled(each, programme)
    yield from body(programme, pictures)


def is_given(record: EventRecord, code: str) -> bool:
    """Tell whether the record says anything in a language beyond names of people."""
    return bool(
        record.title.get(code)
        or record.introduction.get(code)
        or any(one.name.get(code) for one in record.organizations)
        or any(one.heading.get(code) or one.title.get(code) for one in record.sessions)
        or any(one.remarks.get(code) or one.caption.get(code) for one in record.appearances)
    )
