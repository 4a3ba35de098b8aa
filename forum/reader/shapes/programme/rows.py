"""The rows of a programme: each time with its words and those who are named beside or below."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from forum.reader.bilingual import language_of, split_languages
from forum.reader.event_record import Line
from forum.reader.guest_cells import join_title_cells, read_guests
from forum.reader.reading import Certainty
from forum.reader.record_draft import RecordDraft
from forum.reader.shapes.programme.cells import (
    BEFORE_LABEL,
    LABEL_IN_BRACKETS,
    GuestCell,
    labelled_guests,
    list_labelled,
    people_in_cell,
    split_told,
    split_topic,
)
from forum.reader.shapes.programme.name_columns import are_people
from forum.reader.shapes.record import dates, times
from forum.reader.shapes.record.name_forms import is_whole_name
from forum.reader.shapes.record.role_labels import role_label
from forum.reader.shapes.session_topics import find_kind, names_break
from forum.reader.table_columns import Columns, read_header, read_header_languages
from forum.reader.tables import Table, TableRow
from forum.reader.vocabulary.columns import SESSION_IN_LISTS
from forum.reader.vocabulary.list_marks import LIST_MARK
from forum.reader.vocabulary.shapes import TIMED

# （一）6月18日上午　开幕式: when the part is
PART_LEAD: Final = re.compile(
    r"^(?:[（(]?[一二三四五六七八九十]{1,2}[)）、.．]\s*)?(?:(?:\d{4}年)?\d{1,2}月\d{1,2}日)?\s*"
    r"(?:[（(]?(?:星期|周)[一二三四五六日天][)）]?)?\s*(?:上午|下午|晚上)?[\s:：]*"
)
_ENDS_COLUMN: Final = re.compile(
    r"结束|终止|截止|止$|\b(?:end|ends|until|finish|to)\b", re.IGNORECASE
)
# Of a row that gives no time.
NO_SPAN: Final = times.Span(None, None, "", 0, 0)
# What no column of people is, whatever its cells look like.
_NO_PEOPLE: Final = ("time", "topic", "room", "number")
_OF_DAYS: Final = re.compile(r"日期|星期|[周天]$|\b(?:dates?|days?)\b", re.IGNORECASE)
# Whom one turns to, and who is not there as a guest.
_NO_GUESTS: Final = re.compile(
    r"联系|电话|翻译|司机|记录|接待|保障|工作人员|contact|interpret|driver|minutes|staff|support",
    re.IGNORECASE,
)
_FEWEST_TRACKS: Final = 2
_PARALLEL: Final = re.compile(r"平行|并行|同期|parallel|concurrent", re.IGNORECASE)
# What a cell says of its time, and not of what takes place.
_NO_WORDS: Final = re.compile(
    r"\d|[上下中]午|晚上|全天|分钟|小时|[周日月]|星期|^(?:[ap]\.?m\.?|min(?:utes?)?|h(?:ours?|rs?)?|\w*day)\b",
    re.IGNORECASE,
)
# A cell that is left empty on purpose.
_NOBODY: Final = re.compile(r"[-—–/\s]*")
HALF_DAY: Final = re.compile(
    r"^\s*(?:(?:上午|下午|晚上|晚间)[场段]?|[上下]半场|(?:morning|afternoon|evening)(?:\s+session)?)\s*[:：]?\s*$",
    re.IGNORECASE,
)


@dataclass(slots=True)
class AgendaRow:
    """One time of the programme. topic: its words; guests: cells that name people.

    heading: the words of a column of their own for what the topic is part of. part_kind: what the
    row above, which fills the table's whole width, calls the part that it stands in. told: lines
    of running text about it, with their numbers.
    """

    lines: list[int]
    span: times.Span
    topic: str
    heading: str = ""
    room: str = ""
    day: date | None = None
    part_kind: str = ""
    guests: list[GuestCell] = field(default_factory=list)
    told: list[tuple[int, str]] = field(default_factory=list)
    # What is told of those who speak.
    lives: list[Line] = field(default_factory=list)
    # Who chairs the part that it stands in.
    chairs: list[GuestCell] = field(default_factory=list)
    # How sure the time is, where the paper leaves out the half of the day.
    certainty: Certainty = Certainty.CERTAIN
    # Whether its words may be the house of who speaks.
    asks_topic: bool = False
    # Whether its room may be who speaks.
    asks_room: bool = False
    # Whether its words stand in a column that nothing but its place calls the topics'.
    is_topic_guessed: bool = False
    # The same row as the programme's telling in the other language has it.
    translation: "AgendaRow | None" = None


def _time_text(columns: Columns, row: TableRow) -> str:
    """Return the cell that gives the time; others below the header may say 上午, or the end."""
    texts = columns.texts(row, "time")
    timed = list(filter(TIMED.search, texts))
    headers = [columns.header.texts[column] for column in columns.filled(row, "time")]
    if len(timed) == len(headers) == 2 and _ENDS_COLUMN.search(headers[1]):
        return f"{timed[0]} – {timed[1]}"
    return next(iter((*timed, *texts)), "")


def find_agenda_columns(table: Table) -> Columns | None:
    """Return the columns of a programme; a day and its rows may stand above the row of headers."""
    for row in table.rows:
        fields = read_header(row.texts)
        if "time" in fields and not fields.keys().isdisjoint({"topic", "name"}):
            rows = [content for content in table.rows if content is not row]
            fields["time"] += tuple(_times_beside(row, rows, fields["time"][-1] + 1))
            if "name" not in fields and (column := _find_people(row, rows, fields)):
                fields = _without_column(fields, column) | {"name": (column,)}
            bare = None if "name" in fields else _find_bare_names(row, rows, fields)
            if bare is not None:
                fields["name"] = (bare,)
            topics = None if "topic" in fields else _find_topics(row, rows, fields)
            if topics is not None:
                fields["topic"] = (topics,)
            if (beside := _find_unnamed(row, rows, fields)) is not None:
                fields["topic"] += (beside,)
            languages = read_header_languages(row.texts)
            return Columns(
                fields, row, rows, languages,
                is_topic_guessed=topics is not None, is_role_guessed=bare is not None,
            )  # fmt: skip
    return None


def _find_topics(
    header: TableRow, rows: Sequence[TableRow], fields: Mapping[str, tuple[int, ...]]
) -> int | None:
    """Return the only column of which no field is known, if most of the timed rows fill it.

    It may be what the rows are about, whatever its header says, which is asked:
    Time | Block | Speaker.
    """
    taken = {column for columns in fields.values() for column in columns}
    unknown = [
        column for column, text in enumerate(header.texts) if text.strip() and column not in taken
    ]
    timed = [row for row in rows if any(times.find(row.text(at)) for at in fields["time"])]
    written = [row for row in timed if unknown and row.text(unknown[0])]
    is_topic = len(unknown) == 1 and len(timed) > 1 and 2 * len(written) > len(timed)
    return unknown[0] if is_topic else None


def _find_unnamed(
    header: TableRow, rows: Sequence[TableRow], fields: Mapping[str, tuple[int, ...]]
) -> int | None:
    """Return the only column without a header, right behind the topics, that most rows fill."""
    unnamed = [column for column, text in enumerate(header.texts) if not text.strip()]
    timed = [row for row in rows if any(times.find(row.text(at)) for at in fields["time"])]
    written = [row for row in timed if unnamed and row.text(unnamed[0])]
    is_beside = len(unnamed) == 1 and fields.get("topic", ())[-1:] == (unnamed[0] - 1,)
    return unnamed[0] if is_beside and 2 * len(written) > len(timed) else None


def _find_people(
    header: TableRow, rows: Sequence[TableRow], fields: Mapping[str, tuple[int, ...]]
) -> int | None:
    """Return the column in which most cells name people surely, whatever its header says."""
    taken = {column for name in _NO_PEOPLE for column in fields.get(name, ())}
    for column in sorted(set(range(len(header.texts))) - taken):
        cells = {text for row in rows if (text := row.text(column).strip())} - {""}
        # What a label says of whom it names is read whatever the column is.
        named = [text for text in cells if (cell := people_in_cell(text)) and not cell.role]
        if len(named) > 1 and 2 * len(named) > len(cells):
            return column
    return None


def _find_bare_names(
    header: TableRow, rows: Sequence[TableRow], fields: Mapping[str, tuple[int, ...]]
) -> int | None:
    """Return the column of whose header no field is known and in which most cells are names.

    What these do in the session is asked: Person in charge; of whom to call there is none.
    """
    taken = {column for columns in fields.values() for column in columns}
    for column, text in enumerate(header.texts):
        is_open = text.strip() and column not in taken and not _NO_GUESTS.search(text)
        if is_open and are_people(list(filter(None, (row.text(column) for row in rows)))):
            return column
    return None


def _without_column(
    fields: Mapping[str, tuple[int, ...]], column: int
) -> dict[str, tuple[int, ...]]:
    without = {
        name: tuple(number for number in columns if number != column)
        for name, columns in fields.items()
    }
    return {name: columns for name, columns in without.items() if columns}


def _times_beside(header: TableRow, rows: Sequence[TableRow], column: int) -> Iterator[int]:
    """Yield the column beside that of the times where it has no header, and has the times."""
    is_unnamed = column < len(header.texts) and not header.texts[column].strip()
    if is_unnamed and any(TIMED.search(row.text(column)) for row in rows):
        yield column


def continue_columns(table: Table, last: Columns) -> Columns | None:
    """Return the columns of a table that goes on without a header of its own."""
    columns = last.continued(table)
    return columns if columns and times.find(_time_text(last, table.rows[0])) else None


@dataclass(slots=True)
class ProgrammePart:
    """What a row of the table's whole width heads: 开幕式　主持人：林岚. lines: its own."""

    kind: str = ""
    lines: tuple[int, ...] = ()
    guests: list[GuestCell] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class LineBelow:
    """A line below a time. text: without what decorates it.

    was_named: who stands alone in the line above; is_listed: whether that was in a list.
    """

    line: Line
    following: Line | None
    row: AgendaRow
    text: str
    was_named: str
    is_listed: bool

    @property
    def lines(self) -> tuple[int, ...]:
        """Its number."""
        return (self.line.number,)

    @property
    def entry(self) -> str:
        """The text without the mark of a list."""
        return LIST_MARK.sub("", self.text)

    @property
    def next_text(self) -> str:
        """The text of the next line, "" at the end."""
        return self.following.text.strip() if self.following else ""


def warn_of_unread_columns(columns: Columns, draft: RecordDraft) -> None:
    """Name each column of whose header no field is known, but labels that name people in it.

    Days are read with the lines that give them.
    """
    for column in columns.unread():
        if _OF_DAYS.search(columns.header.texts[column]):
            continue
        written = [row for row in columns.rows if row.text(column) and row is not columns.header]
        unread = [row for row in written if not _is_read(row.text(column))]
        if unread:
            header = " ".join(columns.header.texts[column].split())
            lines = [number for row in unread for number in row.lines]
            draft.notebook.warn("not_understood", header, lines, text=header)


def _is_read(text: str) -> bool:
    """Tell whether a cell below an unknown header says nothing that is lost: 上午, 主持人：林岚."""
    return bool(HALF_DAY.match(text) or _NOBODY.fullmatch(text) or _labelled_in(text))


def rows_by_columns(columns: Columns, draft: RecordDraft) -> list[AgendaRow]:
    rows: list[AgendaRow] = []
    part = ProgrammePart()
    chaired: AgendaRow | None = None  # a time at which somebody only takes the chair
    for row in columns.rows:
        span = times.find(_time_text(columns, row))
        if (span is None or not span.valid) and _is_whole_width(columns, row):
            part = read_part(next(text for text in row.texts if text.strip()), row.lines)
            continue
        if row.texts == columns.header.texts:
            draft.account.furniture.update(row.lines)
            continue
        heading, topic, guests = _topic_cells(columns, row)
        if (span is None or not span.valid) and (chairs := _chairs_below(columns, row, topic)):
            part = ProgrammePart(part.kind, tuple(row.lines), chairs)
            continue
        if span is None and _is_parallel(rows, columns, row, topic):
            span = rows[-1].span
        if span is None and _opens_session(rows, columns, row, topic):
            span = NO_SPAN
        if span is None or not span.valid:
            if not _continue_row(rows, row, columns) and span:
                refuse_time(draft, span, row.lines)
            continue
        beside = _parallel_cells(columns, row)
        if beside:
            heading = ""
        elif words := words_of_time(_time_text(columns, row), span):
            topic, heading = (words, heading) if _is_time_again(topic, span) else (topic, words)
        room = columns.text(row, "room")
        started = [
            AgendaRow(
                list(row.lines), span, title, heading, room, _day_of_time(_time_text(columns, row)),
                guests=list(named),
                is_topic_guessed=columns.is_topic_guessed,
            )
            for title, named in beside or [(topic, guests)]
        ]  # fmt: skip
        started[-1].guests += _guest_cells(columns, row)
        _part_told(started[-1])
        for agenda_row in started:
            if not names_break(agenda_row.topic):
                agenda_row.part_kind = part.kind
                agenda_row.guests += part.guests
                agenda_row.lines += part.lines
        if not topic and _is_chair_alone(started[-1]):
            chaired = started[-1]
            continue
        if chaired:
            for agenda_row in started:
                agenda_row.guests += chaired.guests
                agenda_row.lines += chaired.lines
            chaired = None
        rows += started
    return rows


def _part_told(row: AgendaRow) -> None:
    """Let the sentences behind the names of cells, and below them, sum the session up."""
    for place, cell in enumerate(row.guests):
        names, told = split_told(cell.text) if cell.titles is None else (cell.text, [])
        if told:
            row.guests[place] = replace(cell, text=names)
            row.told += [(row.lines[0], text) for text in told]


def _parallel_cells(columns: Columns, row: TableRow) -> list[tuple[str, list[GuestCell]]]:
    """Return topic and people of each cell below one header where each has people of its own.

    What stands side by side so takes place at the same time; below a header that says so as well.
    """
    places = columns.fields.get("topic", ())
    headers = {id(columns.header.cells[place]) for place in places}
    cells = {id(row.cells[place]): row.text(place) for place in places if row.text(place)}
    is_said = any(_PARALLEL.search(columns.header.texts[place]) for place in places)
    if (len(headers) > 1 and not is_said) or len(cells) < _FEWEST_TRACKS:
        return []
    parted = [split_topic(text) for text in cells.values()]
    return parted if is_said or are_parallel(parted) else []


def are_parallel(cells: Sequence[tuple[str, list[GuestCell]]]) -> bool:
    """Tell whether each cell has people of its own; in two languages they are one session."""
    texts = ["".join((topic, *(guest.text for guest in guests))) for topic, guests in cells]
    is_one_language = len(set(map(language_of, texts))) == 1
    return is_one_language and all(topic and guests for topic, guests in cells)


def words_of_time(text: str, span: times.Span) -> str:
    """Return what the cell of a time says beside it: 9:00-9:20 开幕式; "" for a day or so."""
    lines = text.replace(span.printed, "", 1).split("\n")
    words = next(filter(None, (line.strip(" :：,，|｜()（）") for line in lines)), "")
    first = words.split(" ", 1)[0]
    words = first if find_kind(first, language_of(first)) else words
    is_said = len(words) > 1 and not _NO_WORDS.search(words) and not HALF_DAY.match(words)
    return words if is_said else ""


def _is_time_again(topic: str, span: times.Span) -> bool:
    """Tell whether a topic is missing, or is the cell of the time, merged with its own."""
    return not topic or topic.strip().startswith(span.printed)


def _chairs_below(columns: Columns, row: TableRow, topic: str) -> list[GuestCell]:
    """Return who chairs the rows below one that has no time: Session moderator | Anna Berg."""
    label = role_label(f"{topic}:", language_of(topic)) if topic else None
    if label is None or label.role != "moderator" or label.rest:
        return []
    return [replace(guest, role="moderator") for guest in _guest_cells(columns, row)]


def _is_parallel(rows: Sequence[AgendaRow], columns: Columns, row: TableRow, topic: str) -> bool:
    """Tell whether a row without a time is a session beside the one above: it has its own chair."""
    chairs = [text for text in columns.texts(row, "moderator") if not _NOBODY.fullmatch(text)]
    is_timed = bool(columns.text(row, "time"))
    is_beside = bool(rows) and rows[-1].topic.strip() != topic.strip()
    return bool(topic.strip() and chairs) and is_beside and not is_timed


def _opens_session(rows: Sequence[AgendaRow], columns: Columns, row: TableRow, topic: str) -> bool:
    """Tell whether a row without a time is a session of its own by what it is called: 主旨演讲.

    So is a talk above all times, or one in a table of which each time is of another day.
    """
    if columns.text(row, "time"):
        return False
    is_talk = topic and columns.text(row, "name")
    if is_talk and (not rows or all(above.day for above in rows if above.span is not NO_SPAN)):
        return True
    is_beside = bool(rows) and rows[-1].topic.strip() != topic.strip()
    return is_beside and bool(find_kind(topic, language_of(topic)))


def _day_of_time(text: str) -> date | None:
    """Return the day that the cell of a time gives as well: 2031年5月6日 9:00."""
    days = dates.find(text)
    return days.start if days and days.start == days.end else None


def _is_chair_alone(row: AgendaRow) -> bool:
    return bool(row.guests) and all(guest.role == "moderator" for guest in row.guests)


def _is_whole_width(columns: Columns, row: TableRow) -> bool:
    """Tell whether one cell is all that a row has, and does not stand alone among the people."""
    written = [column for column, cell in enumerate(row.cells) if cell]
    people = {*columns.fields.get("name", ()), *columns.fields.get("moderator", ())}
    is_one = len({row.cells[column] for column in written}) == 1
    return is_one and (len(written) > 1 or written[0] not in people)


def read_part(text: str, lines: tuple[int, ...]) -> ProgrammePart:
    """Read what heads rows below it; what says nothing of its own ends the part above."""
    text = LABEL_IN_BRACKETS.sub(r" \g<label>", " ".join(text.split("\n")).strip())
    head, *labels = BEFORE_LABEL.split(PART_LEAD.sub("", text))
    kinds = {find_kind(part, language) for language, part in split_languages(head).items()}
    guests = [
        cell for label in labels if (cell := labelled_guests(label)) and cell.role == "moderator"
    ]
    # 午餐 heads nothing that follows it.
    is_read = len(kinds) == 1 and kinds.isdisjoint({"", "break"}) and len(guests) == len(labels)
    return ProgrammePart(kinds.pop(), lines, guests) if is_read else ProgrammePart()


def _topic_cells(columns: Columns, row: TableRow) -> tuple[str, str, list[GuestCell]]:
    """Return the heading of a column of its own, the words of the topic, and whom they name."""
    topics: list[str] = []
    guests: list[GuestCell] = []
    for place, cell in enumerate(dict.fromkeys(columns.texts(row, "topic"))):
        topic, named = split_topic(cell)
        # A column beside that of the topic may hold people alone.
        topics += [topic] if topic or not (topics and named) else []
        guests += [replace(guest, column=place) for guest in named]
    if len(topics) == 2:
        is_one_language = language_of(topics[0]) == language_of(topics[1])
        header = columns.header.texts[columns.fields["topic"][0]]
        if is_one_language or SESSION_IN_LISTS.fullmatch(header):
            return topics[0], topics[1], guests
    return "", "\n".join(topics), guests


def _guest_cells(columns: Columns, row: TableRow) -> list[GuestCell]:
    titles = None
    if "affiliation" in columns or "position" in columns:
        cells = [*columns.texts(row, "affiliation"), *columns.texts(row, "position")]
        count = sum(len(text.split("\n")) for text in columns.texts(row, "name"))
        titles = join_title_cells(cells, count)
    names = [cell for text in columns.texts(row, "name") for cell in _split_names(text, titles)]
    moderators = [text for text in columns.texts(row, "moderator") if not _NOBODY.fullmatch(text)]
    # A label says who somebody is, whatever the column is called: 备注, 说明.
    labelled = [cell for column in columns.unread() for cell in _labelled_in(row.text(column))]
    if columns.is_role_guessed:
        names = [replace(cell, asks_role=True) for cell in names]
    return names + labelled + [GuestCell(text, role="moderator") for text in moderators]


def _labelled_in(text: str) -> list[GuestCell]:
    """Return whom the labels of a cell name, or its first one where it says more.

    Without a label only several whole names are people, each with a title: notes name them so.
    """
    labelled = labelled_guests(text)
    if labels := list_labelled(text) or ([labelled] if labelled and labelled.role else []):
        return labels
    guests = read_guests(text)[0] if people_in_cell(text) else []
    names = [name for guest in guests for name in guest.name.values()]
    return [GuestCell(text)] if len(names) > 1 and all(map(is_whole_name, names)) else []


def _split_names(cell: str, titles: str | None) -> list[GuestCell]:
    """Return a cell, and apart from it its lines that begin with what is done: 圆桌：林岚、王岳."""
    rest: list[str] = []
    apart: list[GuestCell] = []
    for line in cell.split("\n"):
        guests = labelled_guests(line) if titles is None else None
        if guests and not guests.role:
            apart.append(guests)
        else:
            rest.append(line)
    return [GuestCell("\n".join(rest), titles), *apart]


def _continue_row(rows: list[AgendaRow], row: TableRow, columns: Columns) -> bool:
    """Let a row without a time belong to the one above, where it names people under the header.

    Whether somebody with another topic speaks in that session is asked.
    """
    guests = _guest_cells(columns, row)
    if not rows or not guests or columns.text(row, "time"):
        return False
    topic = "\n".join(columns.texts(row, "topic")).strip()
    if topic == rows[-1].topic.strip():  # one cell beside several rows
        topic = ""
    rows[-1].lines += row.lines
    rows[-1].guests += [replace(guest, topic=topic, asks_session=bool(topic)) for guest in guests]
    return True


def refuse_time(draft: RecordDraft, span: times.Span, lines: Sequence[int]) -> None:
    draft.notebook.warn("not_understood", span.printed, lines, text=span.printed)
