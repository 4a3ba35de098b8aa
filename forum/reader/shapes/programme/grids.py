"""Tables without a header of a programme: parallel tracks side by side, and talks without times."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from forum.reader.document import Document
from forum.reader.guest_cells import read_guests
from forum.reader.reading import Certainty
from forum.reader.record_draft import RecordDraft
from forum.reader.shapes.programme.bare_names import is_known_name, read_people
from forum.reader.shapes.programme.cells import GuestCell, people_in_cell
from forum.reader.shapes.programme.name_columns import find_places
from forum.reader.shapes.programme.rows import (
    NO_SPAN,
    AgendaRow,
    continue_columns,
    find_agenda_columns,
    rows_by_columns,
    warn_of_unread_columns,
)
from forum.reader.shapes.programme.talks import read_talk
from forum.reader.shapes.programme.unheaded import (
    cells_behind_times,
    rows_without_header,
    time_column,
)
from forum.reader.shapes.record import dates, times
from forum.reader.shapes.session_topics import names_break, split_numbered
from forum.reader.table_columns import Columns, find_columns, read_header
from forum.reader.tables import Table, TableRow
from forum.reader.vocabulary.shapes import TIMED

_LONGEST_TRACK: Final = 60
_FEWEST_TRACKS: Final = 2
_ROOM: Final = re.compile(r"会场|厅|会议室|教室|\b(?:room|hall|auditorium)\b", re.IGNORECASE)
_NO_TRACKS: Final = frozenset({"name", "position", "moderator"})


def read_table_rows(document: Document, draft: RecordDraft) -> list[AgendaRow]:
    """Return the rows of all tables that have times, or name talks."""
    rows: list[AgendaRow] = []
    columns: Columns | None = None
    for table in document.tables:
        columns = find_agenda_columns(table) or (
            continue_columns(table, columns) if columns else None
        )
        if columns:
            draft.account.furniture.update(columns.header.lines)
            rows += rows_by_columns(columns, draft)
            warn_of_unread_columns(columns, draft)
        elif (column := time_column(table)) is not None:
            tracks = _find_tracks(table, column)
            if tracks:
                draft.account.furniture.update(tracks.lines)
                rows += _read_tracks(table, column, tracks, draft)
            else:
                alike = _cells_of_alike(table, column, document.tables)
                rows += rows_without_header(table, column, find_places(alike), draft)
        elif talks := find_talk_columns(table):
            rows += _talk_rows(talks, draft)
    return rows


def _cells_of_alike(table: Table, column: int, tables: Sequence[Table]) -> list[list[str]]:
    """Return the cells behind the times of all tables as wide that have no header either.

    What a column holds the few rows of one day may not tell.
    """
    return [
        cells
        for similar in tables
        if _width(similar) == _width(table)
        and time_column(similar) == column
        and find_agenda_columns(similar) is None
        for cells in cells_behind_times(similar, column)
    ]


def _width(table: Table) -> int:
    return max((len(row.cells) for row in table.rows), default=0)


def _find_tracks(table: Table, column: int) -> TableRow | None:
    """Return the row that names what runs side by side. column: of the times, from 0."""
    for row in table.rows:
        if TIMED.search(row.texts[column]):
            return None
        tracks = _beside(row, column)
        are_short = all(len(text) <= _LONGEST_TRACK for text in tracks.values())
        is_header = not _NO_TRACKS.isdisjoint(read_header(row.texts))
        if len(set(tracks.values())) >= _FEWEST_TRACKS and are_short and not is_header:
            return row
    return None


def _read_tracks(
    table: Table, column: int, header: TableRow, draft: RecordDraft
) -> Iterator[AgendaRow]:
    """Yield a row for each track of each time; the row below may name who speaks in them."""
    tracks = {place: " ".join(text.split("\n")) for place, text in _beside(header, column).items()}
    days = _find_days(tracks, header, draft)
    open_rows: dict[int, AgendaRow] = {}
    above: TableRow | None = None
    for row in table.rows[table.rows.index(header) + 1 :]:
        cells = _beside(row, column)
        span = times.find(row.texts[column])
        is_same_time = above and (
            row.cells[column] is above.cells[column] or not row.texts[column].strip()
        )
        if is_same_time and open_rows.keys() >= cells.keys():
            for place, text in cells.items():
                _add_people(open_rows[place], text, row, draft)
        elif span and span.valid:
            open_rows = {}
            is_shared = len(set(cells.values())) == 1 and not days
            for place, text in list(cells.items())[: 1 if is_shared else None]:
                track = "" if is_shared or place in days else tracks.get(place, "")
                open_rows[place] = _cell_row(row, span, text, track, draft)
                open_rows[place].day = days.get(place)
            yield from open_rows.values()
        above = row


def _find_days(tracks: Mapping[int, str], header: TableRow, draft: RecordDraft) -> dict[int, date]:
    """Return the days that all columns are of, by their places; the event takes place on them.

    Where no year is told, or a column is of something else, there are none.
    """
    start: date | None = draft.facts.get("start_date")
    year = start.year if start else dates.year_in(" ".join(draft.facts.get("title", {}).values()))
    days = {place: day for place, text in tracks.items() if (day := dates.day_in(text, year))}
    if len(days) < len(tracks) or len(set(days.values())) < len(days):
        return {}
    if start is None:
        printed = " / ".join(tracks.values())
        span = dates.Days(min(days.values()), max(days.values()), printed, 0, 0)
        draft.set_days(span, header.lines, Certainty.LIKELY)
    return days


def _beside(row: TableRow, column: int) -> dict[int, str]:
    """Return the texts of the cells right of the times, one that is merged at its first place."""
    cells: dict[int, str] = {}
    for place in range(column + 1, len(row.cells)):
        cell = row.cells[place]
        if cell and (place == column + 1 or row.cells[place - 1] is not cell):
            cells[place] = cell.text.strip()
    return cells


def _cell_row(
    row: TableRow, span: times.Span, text: str, track: str, draft: RecordDraft
) -> AgendaRow:
    topic, _end, people = text.partition("\n")
    is_room = bool(_ROOM.search(track)) and ":" not in track and "：" not in track
    agenda_row = AgendaRow(
        list(row.lines), span, topic, heading="" if is_room or names_break(topic) else track,
        room=track if is_room else "",
    )  # fmt: skip
    if people.strip():
        _add_people(agenda_row, people, row, draft)
    elif talk := read_talk(topic):
        agenda_row.topic, agenda_row.guests = talk.topic, [GuestCell(talk.speaker, talk.title)]
    return agenda_row


def _add_people(agenda_row: AgendaRow, text: str, row: TableRow, draft: RecordDraft) -> None:
    """Add whom a cell names below a topic, or say that it names nobody surely."""
    agenda_row.lines += [number for number in row.lines if number not in agenda_row.lines]
    if cell := people_in_cell(text):
        agenda_row.guests.append(cell)
    elif any(is_known_name(named.text) for named in read_people(text)):
        agenda_row.guests += [replace(named, is_by_form=True) for named in read_people(text)]
    else:
        draft.notebook.warn("not_understood", text, row.lines, text=text)


def find_talk_columns(table: Table) -> Columns | None:
    """Return the columns of a table of talks: what each is on, who gives it, and no time."""
    columns = find_columns(table, "name", "topic")
    return columns if columns and "time" not in columns else None


def _talk_rows(columns: Columns, draft: RecordDraft) -> Iterator[AgendaRow]:
    """Yield the rows of talks.

    A row of the table's whole width heads the talks below it, which are held in it; where none
    does each talk is a session.
    """
    draft.account.furniture.update(columns.header.lines)
    part: AgendaRow | None = None
    last_topic = ""
    for row in columns.rows:
        topic, name = columns.text(row, "topic"), columns.text(row, "name")
        if heading := _heading(row):
            if part:
                yield part
            part = _part_row(row, heading, draft)
            continue
        last_topic = topic or last_topic
        titles = " ".join([*columns.texts(row, "affiliation"), *columns.texts(row, "position")])
        beside = titles if {"affiliation", "position"} & columns.fields.keys() else None
        if not name or not read_guests(name, has_titles_beside=beside is not None)[0]:
            continue
        guest = GuestCell(name, beside, lines=tuple(row.lines))
        if part is None:
            yield AgendaRow(list(row.lines), NO_SPAN, last_topic, guests=[guest])
        else:
            part.guests.append(replace(guest, topic=last_topic))
            part.lines += row.lines
    if part:
        yield part


def _heading(row: TableRow) -> str:
    """Return the words of a row that is one cell over the table's whole width, "" of another."""
    cell = row.cells[0]
    is_whole = cell and len(row.cells) > 1 and all(covered is cell for covered in row.cells)
    text = cell.text.strip() if cell and is_whole else ""
    return "" if dates.day_in(text, 2000) else text


def _part_row(row: TableRow, heading: str, draft: RecordDraft) -> AgendaRow:
    """Return the session that a row heads; what stands below its title in the cell is no title."""
    first, *further = heading.split("\n")
    for text in further:
        draft.notebook.warn("not_understood", text, row.lines, text=text)
    numbered, title = split_numbered(first.strip())
    return AgendaRow(list(row.lines), NO_SPAN, title, numbered)


def is_talk_table(table: Table) -> bool:
    """Tell whether a table lists talks below headings of their own."""
    columns = find_talk_columns(table)
    if columns is None:
        return False
    count = sum(1 for row in columns.rows if _heading(row))
    return 0 < count < len(columns.rows)
