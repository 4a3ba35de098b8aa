"""Tables of a programme without headers: what a column holds its cells tell, row by row."""

from collections.abc import Sequence

from forum.reader.bilingual import language_of
from forum.reader.guest_cells import read_guests
from forum.reader.reading import Certainty
from forum.reader.record_draft import RecordDraft
from forum.reader.shapes.programme.cells import (
    ADDRESS,
    GuestCell,
    is_role_alone,
    people_in_cell,
    split_labelled,
    split_topic,
    tells_of_nobody,
)
from forum.reader.shapes.programme.name_columns import (
    NAME_FIRST,
    TOPIC_FIRST,
    Places,
    is_plainly_name,
    split_pairs,
    take_room,
    weigh_room,
)
from forum.reader.shapes.programme.rows import (
    HALF_DAY,
    AgendaRow,
    are_parallel,
    words_of_time,
)
from forum.reader.shapes.record import times
from forum.reader.shapes.record.placeholders import is_placeholder
from forum.reader.shapes.session_topics import find_kind
from forum.reader.tables import Table, TableRow
from forum.reader.vocabulary.shapes import TIMED


def cells_behind_times(table: Table, column: int) -> list[list[str]]:
    """Return the cells behind each time of a table, "" for an empty one."""
    return [row.texts_behind(column) for row in table.rows if row.texts[column].strip()]


def rows_without_header(
    table: Table, column: int, places: Places, draft: RecordDraft
) -> list[AgendaRow]:
    """Return the rows of a table one of whose columns holds times and nothing else."""
    rows: list[AgendaRow] = []
    for row in table.rows:
        written = [text.strip() for text in row.texts if text.strip()]
        span = times.find(row.texts[column])
        if len(written) == 1 and HALF_DAY.match(written[0]):
            draft.account.furniture.update(row.lines)
        elif span and span.valid:
            rows += _timed_rows(row, span, column, places, draft)
        elif rows and written and not row.texts[column].strip():
            guests = _guests_below(written, places)
            rows[-1].guests += guests
            rows[-1].lines += row.lines if guests else ()
    return rows


def _guests_below(written: Sequence[str], places: Places) -> list[GuestCell]:
    """Return whom a row without a time names, [] where it says anything else."""
    guests = [cell for text in written if (cell := people_in_cell(text))]
    if len(guests) == len(written):
        return guests
    pairs, rest = split_pairs(written) if places.name is not None else ([], [])
    return [] if rest else [GuestCell(name, title) for name, title in pairs]


def _timed_rows(
    row: TableRow, span: times.Span, column: int, places: Places, draft: RecordDraft
) -> list[AgendaRow]:
    room, cells = take_room(row.texts_behind(column), places.room)
    certainty = weigh_room(room)
    if certainty is None:
        draft.notebook.warn("not_understood", room, row.lines, text=room)
        room = ""
    if named := _row_of_names(row, span, cells, places, draft):
        rows = [named]
    else:
        people, cells = _take_people(cells, places)
        rows = _rows_of_cells(row, span, cells, column, draft)
        rows[-1].guests += people
    for agenda_row in rows:
        agenda_row.room = room
        agenda_row.asks_room = certainty is Certainty.GUESS
    return rows


def _take_people(cells: Sequence[str], places: Places) -> tuple[list[GuestCell], list[str]]:
    """Return whom the cell behind the topic names, and the other cells."""
    place = places.people
    if place is None or place >= len(cells) or split_labelled(cells[place])[0]:
        return [], list(cells)
    text, others = cells[place], [*cells[:place], *cells[place + 1 :]]
    if not text or is_placeholder(text):
        return [], others
    is_titled = any(guest.title or guest.honorific for guest in read_guests(text)[0])
    is_asked = places.asks_people and not is_titled
    return [GuestCell(text, is_by_form=True, asks_name=is_asked)], others


def _row_of_names(
    row: TableRow,
    span: times.Span,
    cells: Sequence[str],
    places: Places,
    draft: RecordDraft,
) -> AgendaRow | None:
    """Return the row of a time whose table has a place for names, None of one that has none there.

    Where nothing tells house and topic apart, the house is taken to stand first, and it is asked.
    """
    is_named = places.name is not None and is_plainly_name(
        "".join(cells[places.name : places.name + 1])
    )
    if not is_named:
        return None
    if places.name != NAME_FIRST:
        topic, (pairs, rest) = cells[0], split_pairs(cells[1:])
    else:
        house, topic, *rest = [*cells[1:], "", ""]
        if places.house == TOPIC_FIRST:
            house, topic = topic, house
        pairs = [(cells[0], house or None)]
    agenda_row = AgendaRow(list(row.lines), span, topic)
    agenda_row.asks_topic = places.name == NAME_FIRST and places.house is None
    agenda_row.guests = [GuestCell(name, title) for name, title in pairs]
    for text in filter(None, rest):
        draft.notebook.warn("not_understood", text, row.lines, text=text)
    return agenda_row


def _rows_of_cells(
    row: TableRow, span: times.Span, cells: Sequence[str], column: int, draft: RecordDraft
) -> list[AgendaRow]:
    """Return the row of a time, or one for each of its cells where each has people of its own."""
    written = [text for text in cells if text]
    parted = [split_topic(text) for text in written]
    if len(parted) > 1 and are_parallel(parted):
        return [
            AgendaRow(list(row.lines), span, topic, guests=list(guests)) for topic, guests in parted
        ]
    words = words_of_time(row.texts[column], span)
    if words and (not written or (len(written) == 1 and not parted[0][0])):
        guests = parted[0][1] if parted else []
        return [AgendaRow(list(row.lines), span, words, guests=guests)]
    return [_row_of_cells(row, span, written, draft)]


def _row_of_cells(
    row: TableRow, span: times.Span, cells: Sequence[str], draft: RecordDraft
) -> AgendaRow:
    """Return the row of a time and its cells: a title, perhaps in both languages, and people.

    What else stands behind the title sums the session up, unless it might name somebody.
    """
    topic, guests = split_topic(cells[0]) if cells else ("", [])
    agenda_row = AgendaRow(list(row.lines), span, topic, guests=guests)
    # Keynote, somebody, Inaugural Address, somebody else: two in one cell
    head, *further = topic.split("\n")
    agenda_row.is_topic_guessed = bool(
        len(guests) > 1 and further and find_kind(head, language_of(head))
    )
    for text in cells[1:]:
        named, _unread = read_guests(text)
        labelled, told = split_labelled(text)
        if labelled:
            agenda_row.guests += labelled
            _add_told(agenda_row, told, row, draft)
        elif cell := people_in_cell(text):
            agenda_row.guests.append(cell)
        elif not named and language_of(text) != language_of(agenda_row.topic):
            agenda_row.topic += f"\n{text}"
        elif named or is_role_alone(text) or ADDRESS.search(text):
            draft.notebook.warn("not_understood", text, row.lines, text=text)
        else:
            agenda_row.told.append((row.lines[0], text))
    return agenda_row


def _add_told(
    agenda_row: AgendaRow, told: Sequence[str], row: TableRow, draft: RecordDraft
) -> None:
    """Let sentences behind the people of a cell sum the session up; name what else is told."""
    for text in told:
        if tells_of_nobody(text):
            agenda_row.told.append((row.lines[0], text))
        else:
            draft.notebook.warn("not_understood", text, row.lines, text=text)


def time_column(table: Table) -> int | None:
    width = max((len(row.texts) for row in table.rows), default=0)
    for column in range(width):
        written = [row.texts[column] for row in table.rows if row.texts[column].strip()]
        timed = [text for text in written if TIMED.search(text)]
        if len(timed) >= 2 and len(timed) * 3 >= len(written) * 2:
            return column
    return None
