"""What each line of a record ended as."""

import re
from collections.abc import Iterator
from typing import Final

from forum.reader.event_record import EventRecord, Line
from forum.reader.reading import Account, lines_of
from forum.reader.shapes.record import texts
from forum.reader.shapes.record.cover import Cover
from forum.reader.shapes.record.headings import Heading
from forum.reader.shapes.record.list_rows import heads_people
from forum.reader.shapes.record.outline import Outline
from forum.reader.shapes.record.role_labels import role_label
from forum.reader.shapes.record.rows import Row

# How alike two printings of one title are, from 0 to 1.
# 中方：, 外方： above the guests of one side.
_SIDE: Final = re.compile(r"(?:[中外我双]方|[\u3400-\u9fff]{2,6}方)(?:代表|嘉宾|人员)?\s*[:：]")
# Labels of days above sections that name their own.
_DAY_LABEL: Final = re.compile(r"\s*(?:第[一二三四五六七\d]天|day\s+\d)\s*[:：]?\s*", re.IGNORECASE)
_SAME_TITLE: Final = 0.6


def account(
    lines: tuple[Line, ...], outline: Outline, sheet: Cover, record: EventRecord
) -> Account:
    """Return the account of a document that was read as a record."""
    result = Account(lines_of(record))
    result.fields |= {heading.row.number for heading in (*outline.headings, *outline.metas)}
    result.fields |= {row.number for row in outline.days}
    result.fields |= set(_cover_lines(sheet))
    result.fields |= set(_title_lines(sheet, record))
    result.fields |= {row.number for row in _labels(outline)}
    for finding in record.findings:
        if finding.kind == "duplicate_paragraph":
            result.repetitions |= set(finding.lines)
    _note_repetitions(lines, record, result)
    result.furniture |= {line.number for line in lines if _DAY_LABEL.fullmatch(line.text)}
    return result


def _cover_lines(sheet: Cover) -> Iterator[int]:
    for row, _value in (*sheet.parents, *sheet.days, *sheet.places, *sheet.empty):
        yield row.number
    for block in sheet.blocks:
        yield from (row.number for row, _text in block.lines)
    yield from (row.number for row in sheet.introduction)


def _title_lines(sheet: Cover, record: EventRecord) -> Iterator[int]:
    for title in sheet.titles:
        chosen = record.title.get(title.language, "")
        if texts.similarity(title.text, chosen) >= _SAME_TITLE:
            yield from (row.number for row in title.rows)


def _labels(outline: Outline) -> Iterator[Row]:
    """Yield the labels of the lists, which stand above people who name their own lines."""
    for items in outline.lists:
        for item in items:
            if isinstance(item, Heading):
                yield item.row
            elif heads_people(item.text) or _is_bare_label(item) or _SIDE.fullmatch(item.text):
                yield item


def _is_bare_label(row: Row) -> bool:
    label = role_label(row.text, row.language)
    return label is not None and not label.rest


def _note_repetitions(lines: tuple[Line, ...], record: EventRecord, result: Account) -> None:
    """Note lines that say nothing but what a value of the record says."""
    record_text = texts.bare("\n".join(_texts(record)))
    for line in lines:
        if (
            line.number not in result.read
            and (plain := texts.bare(line.text))
            and plain in record_text
        ):
            result.repetitions.add(line.number)


def _texts(record: EventRecord) -> Iterator[str]:
    yield from record.title.values()
    yield from record.subtitle.values()
    for session in record.sessions:
        yield from (*session.heading.values(), *session.topic.values(), *session.title.values())
    for appearance in record.appearances:
        yield from (*appearance.caption.values(), *appearance.title.values())
