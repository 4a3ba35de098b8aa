"""What stands between a section's heading and its speakers: time, room, day, title, people."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from forum.reader.event_record import EN, ZH
from forum.reader.shapes.record import (
    captions,
    dates,
    headings,
    name_forms,
    names,
    role_labels,
    speeches,
    texts,
    times,
)
from forum.reader.shapes.record.entries import EntryReader
from forum.reader.shapes.record.headings import Heading
from forum.reader.shapes.record.lexicon import Lexicon
from forum.reader.shapes.record.roster import Group
from forum.reader.shapes.record.rows import Row


@dataclass(slots=True)
class Detail:
    """One fact of a session. size: the lines that give it; is_anywhere: it may follow words."""

    size: int = 1
    span: times.Span | None = None
    day: date | None = None
    room: str = ""
    title: str = ""
    group: Group | None = None
    is_anywhere: bool = False


@dataclass(slots=True)
class Details:
    """Facts of one session, the rows that gave them, and a day's heading at its end."""

    span: times.Span | None = None
    spans: list[tuple[Row, times.Span]] = field(default_factory=list)
    day: date | None = None
    next_day: date | None = None
    room: dict[str, str] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    groups: list[Group] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)

    @classmethod
    def of_headings(cls, both: Mapping[str, Heading], day: date | None) -> "Details":
        """Return what the headings themselves say. day: of the programme so far."""
        details = cls(day=day, next_day=day)
        for heading in both.values():
            if heading.span is not None:
                details._add_span(heading.row, heading.span)
            if heading.room:
                code = texts.language(heading.room) or heading.language
                details.room.setdefault(code, heading.room)
        return details

    def add(self, row: Row, detail: Detail, *, is_late: bool) -> None:
        """Take over what a row gives; the first room and title of a language stay.

        is_late: it stands behind the first words, where a day is the next section's.
        """
        if detail.day:
            self.next_day = detail.day
        if detail.day and is_late:
            return
        self.day = detail.day or self.day
        if detail.span:
            self._add_span(row, detail.span)
        for texts_of, text in ((self.room, detail.room), (self.titles, detail.title)):
            if text:
                texts_of.setdefault(texts.language(text) or row.language or ZH, text)
        if detail.group:
            self.groups.append(detail.group)

    def _add_span(self, row: Row, span: times.Span) -> None:
        self.spans.append((row, span))
        self.span = self.span or span


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


def read_details(
    rows: Sequence[Row], place: int, year: int | None, reader: EntryReader, lexicon: Lexicon
) -> Iterator[Detail]:
    """Yield the facts that a row may give, with the rows below it that belong to them."""
    row = rows[place]
    text = row.text
    if len(text) > 160:
        return
    if span := times.stands_alone(text):
        yield Detail(span=span, is_anywhere=True)
    elif day := _day(text, year):
        yield day
    elif match := _FIELD.match(text):
        yield _field(match)
    elif _ROOM_ALONE.match(text) and not name_forms.has_title_word(text, row.language or ZH):
        yield Detail(room=text.strip("（）()"))
    elif group := read_own_list(rows, place, reader, lexicon):
        yield Detail(len(group.rows), group=group)


_DAY_WORDS = re.compile(
    r"(?:\d{4}年)?\d{1,2}月\d{1,2}日|第[一二三四五六七\d]+[天日]|首日|[（(]?(?:星期|周)[一二三四五六日天][)）]?|"
    r"上午|下午|晚上|全天|日期|时间|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|"
    r"\b(?:morning|afternoon|evening|date|time)\b",
    re.IGNORECASE,
)


def _day(text: str, year: int | None) -> Detail | None:
    """Read a line that is a day: 11月5日上午, Day 2: 6 November 2023, with or without a time."""
    if len(text) > 60:
        return None
    text = re.sub(r"^\W*day\s+\w+\b\s*[:：–—-]*", "", text, flags=re.IGNORECASE)
    days = dates.find(text)
    day = days.start if days else dates.short_day(text, year)
    if day is None:
        return None
    rest = text[: days.first] + text[days.last :] if days else text
    rest = _DAY_WORDS.sub("", rest if days else re.sub(r"\d{1,2}\s+[A-Z][a-z]+", "", rest))
    span = times.find(rest)
    if span:
        rest = rest[: span.first] + rest[span.last :]
    if re.search(r"[\w\u4e00-\u9fff]", rest):
        return None
    return Detail(day=day, span=span, is_anywhere=True)


def _field(match: re.Match[str]) -> Detail:
    label, value = match["label"].lower(), texts.clean(match["value"])
    if re.search("时|日期|time|date", label):
        days = dates.find(value)
        return Detail(span=times.find(value), day=days.start if days else None)
    if re.search("主题|题目|议题|topic|theme|title|subject", label):
        return Detail(title=texts.unquoted(value))
    return Detail(room=value)


# A title stands no farther below its heading.
_NEAR = 6


def read_title(row: Row, both: Mapping[str, Heading], lexicon: Lexicon) -> Detail | None:
    """Read the title that stands on a line of its own under the heading."""
    code, text = row.language or ZH, row.text
    below = row.number - max(heading.row.number for heading in both.values())
    if (code in both and both[code].title) or below > _NEAR:
        return None
    quoted = texts.unquoted(text) != text and text[0] in '“"「'
    is_topic = any(heading.opens == "topic" for heading in both.values())
    if not quoted and (
        not is_topic
        or len(text) > (60 if code == ZH else 140)
        or texts.is_prose(text)
        or _names_someone(row, code, lexicon)
        or role_labels.role_label(text, code) is not None
    ):
        return None
    return Detail(title=texts.unquoted(text))


def _names_someone(row: Row, code: str, lexicon: Lexicon) -> bool:
    person = names.head(row.text, code, lexicon)
    return person is not None and (person.name in lexicon or bool(person.title))


def read_own_list(
    rows: Sequence[Row], place: int, reader: EntryReader, lexicon: Lexicon
) -> Group | None:
    """Read 主持人：王芳 某台主持人 or 签约代表： with the people under it."""
    row = rows[place]
    label = role_labels.role_label(row.text, row.language or ZH)
    if label is None or not re.search("[:：]", row.text):
        return None
    group = Group(role=label.role, label=texts.clean(re.split("[:：]", row.text)[0]), rows=[row])
    if label.rest:
        group.entries += reader.read(headings.row_like(row, label.rest))
    for following in range(place + 1, len(rows)):
        if (label.rest and group.entries) or not _is_entry(rows, following, lexicon):
            break
        people = reader.read(rows[following])
        if not people:
            break
        group.entries += people
        group.rows.append(rows[following])
    return group if group.entries else None


def _is_entry(rows: Sequence[Row], place: int, lexicon: Lexicon) -> bool:
    row = rows[place]
    code = row.language or EN
    return (
        len(row.text) <= 160
        and not texts.is_prose(row.text)
        and role_labels.role_label(row.text, code) is None
        and captions.read_caption(rows, place, lexicon) is None
        and speeches.read_opening(row, code, lexicon) is None
    )
