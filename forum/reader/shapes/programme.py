"""A programme: sessions by their times, from tables or lines, with who speaks in them."""

import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from forum.reader.bilingual import language_of, split_languages
from forum.reader.document import Document
from forum.reader.event_record import EN, ZH, Line, Text
from forum.reader.guest_cells import Guest, read_guests
from forum.reader.people_lists import read_people_lines
from forum.reader.reading import Certainty, Reading, Shape
from forum.reader.record_draft import RecordDraft
from forum.reader.shapes.record import dates, places, segments, texts, times
from forum.reader.shapes.record.name_forms import is_name_zh
from forum.reader.shapes.record.role_labels import role_label
from forum.reader.table_columns import Columns, find_columns
from forum.reader.tables import Table, TableRow
from forum.reader.vocabulary import calendar
from forum.reader.vocabulary.columns import SESSION_IN_LISTS
from forum.reader.vocabulary.shapes import NAMES_EVENT, TIMED

_HEAD_LINES: Final = 4
_LONGEST_TITLE: Final = 100
_LABEL: Final = re.compile(
    r"^(?P<label>会议时间|活动时间|论坛时间|举办时间|时间|日期|会议地点|活动地点|论坛地点|举办地点|地点|会场|"
    r"dates?|time|venue|place|location)\s*[:：]\s*(?P<value>\S.*)$",
    re.IGNORECASE,
)
_PLACE_LABEL: Final = re.compile(r"地点|会场|venue|place|location", re.IGNORECASE)
# What a programme's own title says beside the event's name.
_TITLE_TAIL: Final = re.compile(
    r"[\s·・,，:：|｜—–-]*(?:\bDay\s*\d+\b.*|第[一二三四五\d]天.*|"
    r"(?:会议|活动|详细|具体)?(?:内容及)?(?:议程|日程|流程)(?:安排|表|单)?|"
    r"(?:文字)?(?:实录|文字稿|速记稿?)|\btranscript|"
    r"\d{4}年\d{1,2}月(?:\d{1,2}日)?|(?:tentative\s+|draft\s+|detailed\s+)?(?:agenda|programme|program|schedule))\s*$",
    re.IGNORECASE,
)
# 论坛嘉宾座次及议程
_JOINED_TAIL: Final = re.compile(
    r"(?:(?:参会|会议|活动)?(?:嘉宾)?(?:座次|名单|须知|指南|手册|通知|方案)(?:表|安排)?)[及和与暨]$"
)
_TITLE_LEAD: Final = re.compile(
    r"^(?:(?:panel\s+)?transcript(?:\s+of)?|agenda|programme|program|实录|文字稿|议程|日程)\s*[:：|｜–—-]\s*",
    re.IGNORECASE,
)
# A line that calls the paper a programme, in one language or both.
_PROGRAMME: Final = re.compile(
    r"(?:会议|活动|论坛|大会)?(?:议程|日程|流程)(?:安排|表|单)?|"
    r"(?:(?:(?:会议|活动|论坛|大会)?(?:议程|日程|流程)(?:安排|表|单)?)\s*[/／|｜]?\s*)?"
    r"(?:(?:provisional|tentative|draft|detailed|conference|meeting|event)\s+){0,2}"
    r"(?:agenda|programme|program|schedule)(?:\s*[（(][^（()）]{2,40}[)）])?",
    re.IGNORECASE,
)
_WEEKDAY: Final = re.compile(
    rf"[（(]?(?:{calendar.WEEKDAY_ZH}|\b(?:{calendar.WEEKDAY_EN})\b)[)）]?,?", re.IGNORECASE
)
# What a line prints beside a day that is no place: 第一天, Day 1: 上午.
_BESIDE_DAYS: Final = re.compile(
    r"[\s:：,，·|-]*(?:第[一二三四五六七八九\d]+天|Day\s*\d+|上午|下午|晚上|全天|日期|时间|dates?|am|pm|morning|afternoon)?"
    r"[\s:：,，·|-]*(?:上午|下午)?",
    re.IGNORECASE,
)
_LONGEST_DAY: Final = 60
_CITY_BEHIND: Final = re.compile(
    r"^(?P<name>.*?(?:(?:forum|summit|conference|congress|symposium|workshop|seminar|dialogue|week|meeting)\b.*?|"
    r"[\u3400-\u9fff]))(?:,\s+(?P<city>[A-ZÀ-Þ][\w’-]+(?:\s[A-ZÀ-Þ][\w’-]+){0,2}))?$",
    re.IGNORECASE,
)
# What stands before a comma and a day is a city: Lyon, 21 November 2024.
_CITY: Final = re.compile(
    r"(?!(?:Draft|Final|Version|Updated|Revised|Published|Date|Day|Source|Press|News)\b)"
    r"[A-ZÀ-Þ][a-zà-ÿ’']+(?:[ -][A-ZÀ-Þ]?[a-zà-ÿ’']+){0,2}"
)
_IN_BRACKETS: Final = re.compile(r"\s*[（(][^（()）]{2,30}[)）]\s*$")
_SPEECH_BEHIND: Final = re.compile(
    r"^(?P<people>[^《》“”]+?)\s*[:：]?\s*[《“](?P<title>[^《》“”]{2,120})[》”]$"
)
_SPOKEN: Final = frozenset({"opening", "closing", "keynote"})
# Closing remarks by Ms. Anna Berg
_BY: Final = re.compile(r"^(?P<kind>[^,:]{4,40}?)\s+by\s+(?P<people>\S.*)$", re.IGNORECASE)
# 主题演讲《潮汐》
_CALLED: Final = re.compile(r"^(?P<kind>[\u3400-\u9fff]{2,8})\s*《(?P<title>[^《》]{2,120})》$")
_SPREAD: Final = re.compile(r"(?<=[\u3400-\u9fff])[ \u3000](?=[\u3400-\u9fff](?:[ \u3000]|$))")
_ROOM: Final = re.compile(
    r"^(?P<half>上午|下午|晚上|全天)?\s*(?P<room>(?:主会场|分会场|平行会场|会场|第?[一二三四五六七八九十\dA-Za-z]+(?:号|会议|分会)[厅场室])"
    r".{0,40}|(?:room|hall|track|parallel\s+session)\s.{1,50})$",
    re.IGNORECASE,
)
# Kinds whose guests discuss; in all others they speak.
_DISCUSSED: Final = frozenset({"discussion", "roundtable", "dialogue"})
_HALF_DAY: Final = re.compile(
    r"^\s*(?:上午|下午|晚上|morning|afternoon|evening)\s*$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class GuestCell:
    """A text that names people. titles: the text of the column beside, None where there is none.

    role: as column or label give it, else "". topic: of the speech, where it is not the session's.
    """

    text: str
    titles: str | None = None
    role: str = ""
    topic: str = ""


@dataclass(slots=True)
class AgendaRow:
    """One time of the programme. topic: its words; guests: cells that name people.

    heading: the words of a column of their own for what the topic is part of.
    """

    lines: list[int]
    span: times.Span
    topic: str
    heading: str = ""
    room: str = ""
    day: date | None = None
    guests: list[GuestCell] = field(default_factory=list)


def read_programme(document: Document, known: Collection[Text] = ()) -> Reading:
    """Read a programme before or after the event. known: not needed, no title is cut by it."""
    draft = RecordDraft(document)
    read_head(draft)
    read_agenda(draft)
    read_people_lines(draft)
    return draft.finish(Shape.PROGRAMME)


def read_agenda(draft: RecordDraft) -> None:
    """Add a session for each time, from tables and from lines, in the document's order."""
    rows = [*_table_rows(draft.document, draft), *_line_rows(draft.document, draft)]
    rows.sort(key=lambda row: row.lines[0])
    _set_days_of_rows(draft, rows)
    _set_rooms_of_rows(draft, rows)
    for row in rows:
        _add_row(draft, row)


def _set_days_of_rows(draft: RecordDraft, rows: Sequence[AgendaRow]) -> None:
    """Give the rows below a heading that names a day that day, where there are several."""
    headings = list(_day_headings(draft)) if rows else []
    first = rows[0].lines[0] if rows else 0
    if len({day for number, day in headings if number < first}) > 1:
        return  # the head contradicts itself
    for number, _day in headings:
        draft.account.repetitions.add(number)
    days = sorted({day for _number, day in headings})
    if days and "start_date" not in draft.facts:
        numbers = [number for number, _day in headings]
        draft.set_fact("start_date", days[0], numbers, Certainty.LIKELY)
        draft.set_fact("end_date", days[-1], numbers, Certainty.LIKELY)
    if len(days) > 1:
        _fill_below(rows, dict(headings), _set_day)


def _set_day(row: AgendaRow, day: date | None) -> None:
    row.day = row.day or day


def _fill_below[T](
    rows: Sequence[AgendaRow], headings: Mapping[int, T], fill: Callable[[AgendaRow, T], None]
) -> None:
    """Give each row what the nearest line above it says. headings: number of a line -> what."""
    numbers = sorted(headings)
    for row in rows:
        place = bisect_right(numbers, row.lines[0])
        if place:
            fill(row, headings[numbers[place - 1]])


def _day_headings(draft: RecordDraft) -> Iterator[tuple[int, date]]:
    """Yield the lines that give a day and little else, a year perhaps only in the head."""
    start: date | None = draft.facts.get("start_date")
    for line in draft.document.lines:
        text = " ".join(dict.fromkeys(part for part in re.split(r"[\t\n]", line.text) if part))
        if len(text) <= _LONGEST_DAY and not TIMED.search(text) and not _LABEL.match(text.strip()):
            day = dates.day_in(text, start.year if start else dates.year_in(_title(draft)))
            if day and (start is None or start <= day <= draft.facts["end_date"]):
                yield line.number, day


def _set_rooms_of_rows(draft: RecordDraft, rows: Sequence[AgendaRow]) -> None:
    """Give the rows below a line that names a room, and nothing else, that room."""
    rooms: dict[int, str] = {}
    for line in draft.document.lines if rows else ():
        text = line.text.strip()
        if line.table is not None or line.number in draft.account.read:
            continue
        if room := _ROOM.match(text):
            draft.account.fields.add(line.number)
            rooms[line.number] = room["room"]
        elif rooms and (_HALF_DAY.match(text) or dates.day_in(text, 2000)):
            rooms[line.number] = ""
    _fill_below(rows, rooms, _set_room)


def _set_room(row: AgendaRow, room: str) -> None:
    row.room = row.room or room


def _title(draft: RecordDraft) -> str:
    return " ".join(draft.facts.get("title", {}).values())


def read_head(draft: RecordDraft) -> None:
    """Read title, days and place from what stands before the first time."""
    head = _lines_before_agenda(draft.document)
    written = [line for line in head if line.text.strip()]
    for line in [line for line in written[:_HEAD_LINES] if _may_be_title(line)]:
        _set_title(draft, line, certain=line.heading == 1)
    for line in written:
        _read_label(draft, line)
    short = [line for line in written if len(line.text) <= _LONGEST_TITLE]
    _read_days(draft, [line for line in short if line.number not in draft.account.furniture])
    for line in short:
        _read_place(draft, line)


def _read_place(draft: RecordDraft, line: Line) -> None:
    """Take city and country from a line that gives nothing else, but perhaps the days."""
    days = dates.find(line.text)
    if (days is None and line.number in draft.account.read) or _LABEL.match(line.text.strip()):
        return
    if place := place_beside(line.text, days):
        set_place(draft, place, line)
    elif days and line.number not in draft.account.furniture:
        rest = _beside(line.text, days)
        is_title = any(name in rest for name in draft.facts.get("title", {}).values())
        if not is_title and len(rest) > 1 and not _BESIDE_DAYS.fullmatch(rest):
            draft.notebook.warn("not_understood", rest, [line.number], text=rest)


def _beside(text: str, days: dates.Days | None) -> str:
    rest = text.replace(days.printed, "") if days else text
    return texts.clean(_WEEKDAY.sub("", rest)).strip(" ,，;；|｜·()（）")


def place_beside(text: str, days: dates.Days | None) -> places.Place | None:
    """Return the place that a line gives and nothing else, but perhaps the days."""
    rest = _beside(text, days)
    city = _CITY.fullmatch(rest) if days else None
    return places.read(rest) or (places.Place(rest) if city else None)


def set_place(draft: RecordDraft, place: places.Place, line: Line) -> None:
    """Set city, country and venue, as far as no line above gives them in that language."""
    for name in ("city", "country", "venue"):
        printed = getattr(place, name)
        facts = draft.facts.get(name, {})
        if printed and language_of(printed) not in facts:
            both = {**facts, language_of(printed): printed}
            draft.set_fact(name, both, [line.number], Certainty.LIKELY)


def _lines_before_agenda(document: Document) -> list[Line]:
    head = []
    for line in document.lines:
        if TIMED.search(line.text) or line.table is not None:
            break
        head.append(line)
    return head


def _may_be_title(line: Line) -> bool:
    text = line.text.strip()
    return (
        len(text) <= _LONGEST_TITLE
        and not _LABEL.match(text)
        and not re.search(r"[。！？!?；;]$|^[•·*-]", text)
        and not dates.find(text[:12])
    )


def _set_title(draft: RecordDraft, line: Line, *, certain: bool) -> None:
    """Take the first title, and one in the other language that names an event as well."""
    printed = _SPREAD.sub("", line.text.strip())
    name = _TITLE_TAIL.sub("", _TITLE_LEAD.sub("", printed)).strip()
    name = _JOINED_TAIL.sub("", name)
    if not name or _PROGRAMME.fullmatch(printed):
        draft.account.furniture.add(line.number)
        return
    name = _without_day_and_city(draft, line, name)
    title = draft.facts.get("title")
    if title and not (language_of(name) not in title and NAMES_EVENT.search(name)):
        return
    has_evidence = certain or name != printed or NAMES_EVENT.search(name)
    certainty = Certainty.LIKELY if has_evidence else Certainty.GUESS
    if certain and name == printed:
        certainty = Certainty.CERTAIN
    lines = [line.number]
    draft.set_fact("title", {**(title or {}), language_of(name): name}, lines, certainty)


def _without_day_and_city(draft: RecordDraft, line: Line, name: str) -> str:
    """Return a name without the city and the day that its line prints behind it."""
    days = dates.find(name)
    behind = _CITY_BEHIND.match(name[: days.first].rstrip(" ,，–—-|(（")) if days else None
    if days is None or not days.valid or behind is None:
        return name
    set_days(draft, days, line, Certainty.LIKELY)
    if behind["city"]:
        set_place(draft, places.Place(behind["city"]), line)
    return behind["name"]


def _read_label(draft: RecordDraft, line: Line) -> None:
    label = _LABEL.match(_SPREAD.sub("", line.text.strip().lstrip("•·* ")))
    if not label:
        return
    if _PLACE_LABEL.search(label["label"]):
        if "venue" not in draft.facts:
            draft.set_fact(
                "venue", split_languages(label["value"]), [line.number], Certainty.CERTAIN
            )
    elif days := dates.find(label["value"]):
        set_days(draft, days, line, Certainty.CERTAIN)


def _read_days(draft: RecordDraft, lines: Iterable[Line]) -> None:
    """Take the days of a short line that gives a whole date, if all such lines agree."""
    if "start_date" in draft.facts:
        return
    dated = [(days, line) for line in lines if (days := dates.find(line.text)) and days.valid]
    starts = {days.start for days, _line in dated}
    if not dated:
        return
    if len(starts) == 1:
        for days, line in dated:
            set_days(draft, days, line, Certainty.LIKELY)
        return
    numbers = [line.number for _days, line in dated]
    draft.notebook.warn("not_understood", dated[0][0].printed, numbers,
                        text=" / ".join(days.printed for days, _line in dated))  # fmt: skip


def set_days(draft: RecordDraft, days: dates.Days, line: Line, certainty: Certainty) -> None:
    """Set the days of the event, unless they cannot be or a line above gives them."""
    if not days.valid:
        draft.notebook.warn("date_invalid", days.printed, [line.number])
    elif "start_date" in draft.facts:
        draft.account.repetitions.add(line.number)
    else:
        draft.set_fact("start_date", days.start, [line.number], certainty)
        draft.set_fact("end_date", days.end, [line.number], certainty)


def _table_rows(document: Document, draft: RecordDraft) -> list[AgendaRow]:
    rows: list[AgendaRow] = []
    columns: Columns | None = None
    for table in document.tables:
        last = columns
        columns = find_columns(table, "time", "topic") or find_columns(table, "time", "name")
        columns = columns or (_continued(table, last) if last else None)
        if columns:
            draft.account.furniture.update(columns.header.lines)
            rows += _rows_by_columns(columns, draft)
        else:
            rows += _rows_without_header(table, draft)
    return rows


def _continued(table: Table, last: Columns) -> Columns | None:
    """Return the columns of a table that goes on without a header of its own."""
    first = table.rows[0] if table.rows else None
    if first is None or len(first.cells) != len(last.header.cells):
        return None
    has_time = times.find(last.text(first, "time")) is not None
    return Columns(last.fields, last.header, table.rows, last.languages) if has_time else None


def _rows_by_columns(columns: Columns, draft: RecordDraft) -> list[AgendaRow]:
    rows: list[AgendaRow] = []
    for row in columns.rows:
        span = times.find(columns.text(row, "time"))
        heading, topic = _topic_cells(columns, row)
        if span is None or not span.valid:
            if not _continue_row(rows, row, columns) and span:
                _refuse_time(draft, span, row.lines)
            continue
        room = columns.text(row, "room")
        agenda_row = AgendaRow(list(row.lines), span, topic, heading, room)
        agenda_row.guests += _guest_cells(columns, row)
        rows.append(agenda_row)
    return rows


def _topic_cells(columns: Columns, row: TableRow) -> tuple[str, str]:
    """Return the heading of a column of its own, and the words of the topic."""
    cells = list(dict.fromkeys(columns.texts(row, "topic")))
    if len(cells) == 2 and language_of(cells[0]) == language_of(cells[1]):
        return cells[0], cells[1]
    if len(cells) == 2 and SESSION_IN_LISTS.fullmatch(
        columns.header.texts[columns.fields["topic"][0]]
    ):
        return cells[0], cells[1]
    return "", "\n".join(cells)


def _guest_cells(columns: Columns, row: TableRow) -> list[GuestCell]:
    titles = None
    if "affiliation" in columns or "position" in columns:
        titles = " ".join([*columns.texts(row, "affiliation"), *columns.texts(row, "position")])
    names = [GuestCell(text, titles) for text in columns.texts(row, "name")]
    return names + [GuestCell(text, role="moderator") for text in columns.texts(row, "moderator")]


def _continue_row(rows: list[AgendaRow], row: TableRow, columns: Columns) -> bool:
    """Let a row without a time belong to the one above, where it names people under the header."""
    guests = _guest_cells(columns, row)
    if not rows or not guests or columns.text(row, "time"):
        return False
    topic = "\n".join(columns.texts(row, "topic")).strip()
    if topic == rows[-1].topic.strip():  # one cell beside several rows
        topic = ""
    rows[-1].lines += row.lines
    rows[-1].guests += [replace(guest, topic=topic) for guest in guests]
    return True


def _rows_without_header(table: Table, draft: RecordDraft) -> list[AgendaRow]:
    """Return the rows of a table one of whose columns holds times and nothing else."""
    column = _time_column(table)
    if column is None:
        return []
    rows: list[AgendaRow] = []
    for row in table.rows:
        written = [text.strip() for text in row.texts if text.strip()]
        span = times.find(row.texts[column])
        if len(written) == 1 and _HALF_DAY.match(written[0]):
            draft.account.furniture.update(row.lines)
        elif span and span.valid:
            topic = [text.strip() for text in row.texts[column + 1 :] if text.strip()]
            rows.append(AgendaRow(list(row.lines), span, "\n".join(topic)))
    return rows


def _time_column(table: Table) -> int | None:
    width = max((len(row.texts) for row in table.rows), default=0)
    for column in range(width):
        written = [row.texts[column] for row in table.rows if row.texts[column].strip()]
        timed = [text for text in written if TIMED.search(text)]
        if len(timed) >= 2 and len(timed) * 3 >= len(written) * 2:
            return column
    return None


def _line_rows(document: Document, draft: RecordDraft) -> list[AgendaRow]:
    """Return the rows that lines begin with a time; labels below name who speaks."""
    rows: list[AgendaRow] = []
    for line in document.lines:
        text = line.text.strip()
        if line.table is not None or not text:
            continue
        if TIMED.search(text) and (span := times.find(text)):
            if span.valid:
                rows.append(AgendaRow([line.number], span, text[span.last :].strip(" \t:：—–-|｜")))
            else:
                _refuse_time(draft, span, [line.number])
        elif _HALF_DAY.match(text) or _PROGRAMME.fullmatch(text):
            draft.account.furniture.add(line.number)
        elif rows and (guests := _labelled_guests(text) or _unlabelled_guests(line)):
            rows[-1].guests.append(guests)
            rows[-1].lines.append(line.number)
    return rows


def _unlabelled_guests(line: Line) -> GuestCell | None:
    """Return whom an indented line below a time names with a form of address, or a title."""
    text = line.text.strip()
    guests, unread = read_guests(text.lstrip("•·●▪*–—- "))
    is_sure = all(guest.title and (guest.honorific or not _may_be_words(guest)) for guest in guests)
    is_below = line.text[:1] in " \t\u3000•·-" or any(guest.honorific for guest in guests)
    if not guests or unread or not is_sure or not is_below:
        return None
    return GuestCell(text.lstrip("•·●▪*–—- "))


def _labelled_guests(text: str) -> GuestCell | None:
    """Return whom a line below a time names behind a label: 报告人：林岚（教授）《潮汐》."""
    label = role_label(text, language_of(text))
    head, _colon, people = _first_colon(text)
    role = label.role if label and label.rest else ""
    if label and label.rest:
        people = label.rest
    elif not people or not _kind_of(head, language_of(head)):
        return None
    speech = _SPEECH_BEHIND.match(people)
    return GuestCell(speech["people"], None, role, speech["title"]) if speech else GuestCell(
        people, role=role
    )  # fmt: skip


def _refuse_time(draft: RecordDraft, span: times.Span, lines: Sequence[int]) -> None:
    draft.notebook.warn("not_understood", span.printed, lines, text=span.printed)


def _add_row(draft: RecordDraft, row: AgendaRow) -> None:
    if not row.topic and not row.guests:
        _refuse_time(draft, row.span, row.lines)
        return
    kind, heading, title = read_topic(row.topic)
    if row.heading:
        named = _kind_of(row.heading, language_of(row.heading))
        kind, title = named or kind, title or heading
        heading = split_languages(row.heading)
    elif row.topic and (speaker := _speaker_in_topic(kind, title)):
        row.guests.insert(0, speaker)
        title = {}
    session = draft.add_session(
        kind, lines=row.lines, heading=heading, title=title, day=row.day,
        start=row.span.start, end=row.span.end, room=split_languages(row.room),
    )  # fmt: skip
    for cell in row.guests:
        guests, unread = read_guests(
            cell.text, cell.titles or "", has_titles_beside=cell.titles is not None
        )
        for guest in guests:
            _add_guest(draft, session, kind, guest, cell, row.lines)
        for text in unread if kind != "break" else [cell.text]:
            draft.notebook.warn("not_understood", text, row.lines, text=text)


def _add_guest(
    draft: RecordDraft, session: str, kind: str, guest: Guest, cell: GuestCell, lines: Sequence[int]
) -> None:
    if kind == "break":
        return
    person = draft.add_person(
        guest.name, guest.title, lines, guest.honorific, guest.other_names, guest.country
    )
    role = cell.role or guest.role or "speaker"
    if role == "speaker" and kind in _DISCUSSED:
        role = "panellist"
    draft.add_appearance(
        person, session, role, guest.title, lines,
        speech_title=split_languages(cell.topic),
    )  # fmt: skip


def read_topic(topic: str) -> tuple[str, Text, Text]:
    """Return the kind of session that a topic names, its heading, and its title.

    “圆桌讨论：绿色港口” heads a round table with a title; what names a kind and nothing else is a
    heading; whatever names none is a title.
    """
    topic = topic.strip()
    languages = split_languages(topic)
    kinds = [_kind_of(text, language) for language, text in languages.items()]
    if kinds and all(kinds):
        return kinds[0], languages, {}
    parted = {language: _first_colon(text) for language, text in languages.items()}
    if (called := _CALLED.match(topic)) and (kind := _kind_of(called["kind"], ZH)):
        return kind, {ZH: called["kind"]}, {ZH: called["title"]}
    if (by := _BY.match(topic)) and (kind := _kind_of(by["kind"], EN)) in _SPOKEN:
        return kind, {EN: by["kind"]}, {EN: by["people"]}
    headed = [_kind_of(head, language) for language, (head, _, rest) in parted.items() if rest]
    if headed and headed[0]:
        both = len(headed) == len(languages)
        heading = {language: head for language, (head, _, rest) in parted.items() if rest}
        title = {
            language: texts.unquoted(rest or head) for language, (head, _, rest) in parted.items()
        }
        return headed[0], heading if both else split_languages(parted[next(iter(parted))][0]), title
    return next(filter(None, kinds), "other"), {}, languages


def _speaker_in_topic(kind: str, title: Text) -> GuestCell | None:
    """Return the cell of whoever stands where a title might: 致辞：林岚，某局局长."""
    text = next(iter(title.values()), "")
    if kind not in _SPOKEN or len(title) != 1:
        return None
    guests, unread = read_guests(text)
    is_sure = all(guest.honorific or (guest.title and not _may_be_words(guest)) for guest in guests)
    return GuestCell(text) if guests and not unread and is_sure else None


def _may_be_words(guest: Guest) -> bool:
    """Tell whether a Chinese name may be two words of a title: it has no surname's character."""
    return not is_name_zh(guest.name[ZH]) if ZH in guest.name else False


def _kind_of(text: str, language: str) -> str:
    """Return the kind of session that a text names and nothing else, "" for none."""
    text = _IN_BRACKETS.sub("", text)
    if not segments.covers_only(text, language):
        return ""
    kinds = [segment.kind for segment in segments.find(text, language) if segment.kind != "topic"]
    return kinds[0] if kinds else ""


def _first_colon(text: str) -> tuple[str, str, str]:
    match = re.match(r"^([^:：]{2,24})([:：])\s*(.+)$", text, re.DOTALL)
    return (match[1], match[2], match[3]) if match else (text, "", "")
