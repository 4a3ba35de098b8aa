"""A programme: sessions by their times, from tables or lines, with who speaks in them."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from forum.reader.bilingual import language_of, split_languages
from forum.reader.document import Document
from forum.reader.event_record import Line, Text
from forum.reader.guest_cells import Guest, read_guests
from forum.reader.people_lists import read_people_lines
from forum.reader.reading import Certainty, Reading, Shape
from forum.reader.record_draft import RecordDraft
from forum.reader.shapes.record import dates, segments, times
from forum.reader.shapes.record.role_labels import role_label
from forum.reader.table_columns import Columns, find_columns
from forum.reader.tables import Table, TableRow
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
    r"\d{4}年\d{1,2}月(?:\d{1,2}日)?|(?:tentative\s+|draft\s+|detailed\s+)?(?:agenda|programme|program|schedule))\s*$",
    re.IGNORECASE,
)
_DAY_HEADING: Final = re.compile(
    r"^\D{0,12}\d{1,2}\s*月\s*\d{1,2}\s*日|^(?:Day|第)\s*", re.IGNORECASE
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
    """One time of the programme. topic: its words; guests: cells that name people."""

    lines: list[int]
    span: times.Span
    topic: str
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
    for row in sorted(rows, key=lambda row: row.lines[0]):
        _add_row(draft, row)


def read_head(draft: RecordDraft) -> None:
    """Read title, days and place from what stands before the first time."""
    head = _lines_before_agenda(draft.document)
    written = [line for line in head if line.text.strip()]
    title = next((line for line in written[:_HEAD_LINES] if _may_be_title(line)), None)
    if title:
        _set_title(draft, title, certain=title.heading == 1)
    for line in written:
        _read_label(draft, line)
    _read_days(draft, [line for line in written if len(line.text) <= _LONGEST_TITLE])


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
    printed = line.text.strip()
    name = _TITLE_TAIL.sub("", printed).strip()
    if not name:
        return
    has_evidence = certain or name != printed or NAMES_EVENT.search(name)
    certainty = Certainty.LIKELY if has_evidence else Certainty.GUESS
    if certain and name == printed:
        certainty = Certainty.CERTAIN
    draft.set_fact("title", {language_of(name): name}, [line.number], certainty)


def _read_label(draft: RecordDraft, line: Line) -> None:
    label = _LABEL.match(line.text.strip().lstrip("•·* "))
    if not label:
        return
    if _PLACE_LABEL.search(label["label"]):
        if "venue" not in draft.facts:
            draft.set_fact(
                "venue", split_languages(label["value"]), [line.number], Certainty.CERTAIN
            )
    elif days := dates.find(label["value"]):
        _set_days(draft, days, line, Certainty.CERTAIN)


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
            _set_days(draft, days, line, Certainty.LIKELY)
        return
    numbers = [line.number for _days, line in dated]
    draft.notebook.warn("not_understood", dated[0][0].printed, numbers,
                        text=" / ".join(days.printed for days, _line in dated))  # fmt: skip


def _set_days(draft: RecordDraft, days: dates.Days, line: Line, certainty: Certainty) -> None:
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
        columns = find_columns(table, "time", "topic") or find_columns(table, "time", "name")
        if columns:
            draft.account.furniture.update(columns.header.lines)
            rows += _rows_by_columns(columns, draft)
        else:
            rows += _rows_without_header(table, draft)
    return rows


def _rows_by_columns(columns: Columns, draft: RecordDraft) -> list[AgendaRow]:
    rows: list[AgendaRow] = []
    for row in columns.rows:
        span = times.find(columns.text(row, "time"))
        topic = "\n".join(columns.texts(row, "topic"))
        if span is None or not span.valid:
            if not _continue_row(rows, row, columns) and span:
                _refuse_time(draft, span, row.lines)
            continue
        agenda_row = AgendaRow(list(row.lines), span, topic, columns.text(row, "room"))
        agenda_row.guests += _guest_cells(columns, row)
        rows.append(agenda_row)
    return rows


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
        elif rows and (label := role_label(text, language_of(text))) and label.rest:
            rows[-1].guests.append(GuestCell(label.rest, role=label.role))
            rows[-1].lines.append(line.number)
    return rows


def _refuse_time(draft: RecordDraft, span: times.Span, lines: Sequence[int]) -> None:
    draft.notebook.warn("not_understood", span.printed, lines, text=span.printed)


def _add_row(draft: RecordDraft, row: AgendaRow) -> None:
    if not row.topic and not row.guests:
        _refuse_time(draft, row.span, row.lines)
        return
    kind, heading, title = read_topic(row.topic)
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
    person = draft.add_person(guest.name, guest.title, lines, guest.honorific, guest.other_names)
    spoken = "panellist" if kind in _DISCUSSED else "speaker"
    draft.add_appearance(
        person, session, cell.role or guest.role or spoken, guest.title, lines,
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
    head, colon, rest = _first_colon(topic)
    if colon and rest and (kind := _kind_of(head, language_of(head))):
        return kind, split_languages(head), split_languages(rest)
    return next(filter(None, kinds), "other"), {}, languages


def _kind_of(text: str, language: str) -> str:
    """Return the kind of session that a text names and nothing else, "" for none."""
    if not segments.covers_only(text, language):
        return ""
    kinds = [segment.kind for segment in segments.find(text, language) if segment.kind != "topic"]
    return kinds[0] if kinds else ""


def _first_colon(text: str) -> tuple[str, str, str]:
    match = re.match(r"^([^:：]{2,24})([:：])\s*(.+)$", text, re.DOTALL)
    return (match[1], match[2], match[3]) if match else (text, "", "")
