"""What stands between a section's heading and its speakers: time, room, day, title, its own
list.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from forum.reader.event_record import EN, ZH
from forum.reader.shapes.record import (
    captions,
    dates,
    headings,
    name_forms,
    names,
    remarks,
    role_labels,
    texts,
    times,
)
from forum.reader.shapes.record.entries import EntryReader
from forum.reader.shapes.record.headings import Heading
from forum.reader.shapes.record.lexicon import Lexicon
from forum.reader.shapes.record.roster import Group
from forum.reader.shapes.record.rows import Row


@dataclass(slots=True)
class Details:
    """Facts of one session. rows: those that gave them; next_day: a day's heading at the
    section's end.
    """

    span: times.Span | None = None
    spans: list[tuple[Row, times.Span]] = field(default_factory=list)
    day: date | None = None
    next_day: date | None = None
    room: dict[str, str] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    groups: list[Group] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)


_FIELD = re.compile(
    r"^[（(【]?\s*(?P<label>(?:会议|环节|举办)?(?:时间|时段|日期)|会议室|会场|地点|场地|会议地点|主题|题目|议题|环节主题|讨论主题|对话主题|"
    r"time|room|venue|place|location|hall|topic|theme|title|subject|date)\s*[:：]\s*(?P<value>.+?)\s*[)）】]?$",
    re.IGNORECASE,
)
_ROOM_ALONE = re.compile(
    r"^[（(]?(?:[\u4e00-\u9fffA-Za-z0-9·\- ]{1,24}(?:会议室|厅|会议厅|报告厅|宴会厅|多功能厅|馆|"
    r"室)[\w\-]{0,8}|(?:Room|Hall|Conference Room|Meeting Room)\s+[\w\- ]{1,24}|[\w "
    r"]{1,24}\s(?:Hall|Room|Ballroom|Auditorium))[)）]?$"
)


def read(
    rows: Sequence[Row],
    both: dict[str, Heading],
    day: date | None,
    year: int | None,
    reader: EntryReader,
    lexicon: Lexicon,
) -> tuple[Details, list[Row]]:
    """Return the details of a section and the rows that are left for its turns.

    day: of the programme so far, for documents with a heading for each day.
    """
    details = Details(day=day, next_day=day)
    for heading in both.values():
        if heading.span is not None:
            details.spans.append((heading.row, heading.span))
        if heading.room:
            details.room.setdefault(texts.language(heading.room) or heading.language, heading.room)
    rest: list[Row] = []
    started = False
    place = 0
    while place < len(rows):
        used = _detail(rows, place, details, both, year, reader, lexicon, started, bool(rest))
        if used:
            details.rows += rows[place : place + used]
            place += used
            continue
        started = (
            started or len(rows[place].text) > 60 or captions.read(rows, place, lexicon) is not None
        )
        rest.append(rows[place])
        place += 1
    details.span = details.spans[0][1] if details.spans else None
    return details, rest


def _detail(
    rows: Sequence[Row],
    place: int,
    details: Details,
    both: dict[str, Heading],
    year: int | None,
    reader: EntryReader,
    lexicon: Lexicon,
    started: bool,
    rest: bool,
) -> int:
    """Take in one detail; return how many rows it took, 0 when the row is none."""
    row = rows[place]
    if not row.text or len(row.text) > 160:
        return 0
    if span := times.stands_alone(row.text):
        details.spans.append((row, span))
        return 1
    if _day(row, details, year, started):
        return 1
    if started:
        return 0
    if match := _FIELD.match(row.text):
        return _field(row, match, details)
    if _ROOM_ALONE.match(row.text) and not name_forms.has_title_word(row.text, row.language or ZH):
        details.room.setdefault(row.language or ZH, row.text.strip("（）()"))
        return 1
    if not rest and _title(rows, place, details, both, lexicon):
        return 1
    return _own_list(rows, place, details, reader, lexicon)


_DAY_WORDS = re.compile(
    r"(?:\d{4}年)?\d{1,2}月\d{1,2}日|第[一二三四五六七\d]+[天日]|首日|[（(]?(?:星期|周)[一二三四五六日天][)）]?|"
    r"上午|下午|晚上|全天|日期|时间|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|"
    r"\b(?:morning|afternoon|evening|date|time)\b",
    re.IGNORECASE,
)


def _day(row: Row, details: Details, year: int | None, started: bool) -> bool:
    """Read a line that is a day: 11月5日上午, Day 2: 6 November 2023, with or without a time."""
    if len(row.text) > 60:
        return False
    text = re.sub(r"^\W*day\s+\w+\b\s*[:：–—-]*", "", row.text, flags=re.IGNORECASE)
    days_printed = dates.find(text)
    day = (
        days_printed.start
        if days_printed
        else dates.short_day(text, details.day.year if details.day else year)
    )
    if day is None:
        return False
    rest = text[: days_printed.first] + text[days_printed.last :] if days_printed else text
    rest = _DAY_WORDS.sub(
        "", re.sub(r"\d{1,2}\s+[A-Z][a-z]+", "", rest) if not days_printed else rest
    )
    span = times.find(rest)
    if span:
        rest = rest[: span.first] + rest[span.last :]
    if re.search(r"[\w\u4e00-\u9fff]", rest):
        return False
    details.next_day = day
    if not started:
        details.day = day
        if span:
            details.spans.append((row, span))
    return True


def _field(row: Row, match: re.Match[str], details: Details) -> int:
    label, value = match["label"].lower(), texts.clean(match["value"])
    if re.search("时|日期|time|date", label):
        if span := times.find(value):
            details.spans.append((row, span))
        if days := dates.find(value):
            details.day = days.start
        return 1
    code = texts.language(value) or row.language or ZH
    if re.search("主题|题目|议题|topic|theme|title|subject", label):
        details.titles.setdefault(code, texts.unquoted(value))
    else:
        details.room.setdefault(code, value)
    return 1


def _title(
    rows: Sequence[Row], place: int, details: Details, both: dict[str, Heading], lexicon: Lexicon
) -> bool:
    """Read the title that stands on a line of its own under the heading."""
    row = rows[place]
    code = row.language or ZH
    heading = both.get(code)
    if (heading is not None and heading.title) or code in details.titles:
        return False
    quoted = texts.unquoted(row.text) != row.text and row.text[0] in '“"「'
    is_topic = any(heading_form.opens == "topic" for heading_form in both.values())
    if not quoted and not is_topic:
        return False
    if not quoted and (
        len(row.text) > (60 if code == ZH else 140)
        or texts.is_prose(row.text)
        or captions.read(rows, place, lexicon) is not None
        or _names_someone(row, code, lexicon)
        or role_labels.role_label(row.text, code) is not None
        or remarks.read(row.text, code, lexicon) is not None
    ):
        return False
    details.titles[code] = texts.unquoted(row.text)
    return True


def _names_someone(row: Row, code: str, lexicon: Lexicon) -> bool:
    person = names.head(row.text, code, lexicon)
    return person is not None and (person.name in lexicon or bool(person.title))


def _own_list(
    rows: Sequence[Row], place: int, details: Details, reader: EntryReader, lexicon: Lexicon
) -> int:
    """Read 主持人：王芳 某台主持人 or 签约代表： with the people under it."""
    row = rows[place]
    label = role_labels.role_label(row.text, row.language or ZH)
    if label is None or not re.search("[:：]", row.text):
        return 0
    group = Group(role=label.role, label=texts.clean(re.split("[:：]", row.text)[0]), rows=[row])
    used = 1
    if label.rest:
        group.entries += reader.read(headings.row_like(row, label.rest))
    while place + used < len(rows) and (not label.rest or not group.entries):
        following = rows[place + used]
        if not _is_entry(rows, place + used, lexicon):
            break
        people = reader.read(following)
        if not people:
            break
        group.entries += people
        group.rows.append(following)
        used += 1
    if not group.entries:
        return 0
    details.groups.append(group)
    return used


def _is_entry(rows: Sequence[Row], place: int, lexicon: Lexicon) -> bool:
    row = rows[place]
    code = row.language or EN
    return (
        len(row.text) <= 160
        and not texts.is_prose(row.text)
        and role_labels.role_label(row.text, code) is None
        and captions.read(rows, place, lexicon) is None
        and remarks.read(row.text, code, lexicon) is None
    )
