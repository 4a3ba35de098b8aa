"""An event's agenda: its sessions by day, and as a grid where a day has times and several rooms."""

from dataclasses import dataclass
from datetime import date, time
from itertools import groupby, pairwise

from forum.core.translated import translated
from forum.delivery.programme import PageProgramme, PageSegment
from sessions_app.models import Session

# Fewer sessions stand on a screen or two: what would filter them takes a third of that.
FILTERED_FROM = 8


@dataclass(frozen=True, slots=True)
class Room:
    """A room of the agenda. number: from 1, as the programme first names it; session: one there."""

    number: int
    session: Session


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """A session in the agenda. room: None where the record names none; day: as for ``Day``."""

    segment: PageSegment
    room: Room | None
    day: date | None

    @property
    def session(self) -> Session:
        """The session itself."""
        return self.segment.session


@dataclass(frozen=True, slots=True)
class AgendaCell:
    """A cell of the grid. item: None for a room that is empty then; the spans count cells."""

    item: AgendaItem | None
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class GridRow:
    """A stretch of the day. start: when its sessions begin, None where none does."""

    start: time | None
    cells: list[AgendaCell]


@dataclass(frozen=True, slots=True)
class Grid:
    """A day as a table: a column a room, a row from each beginning or end to the next."""

    rooms: list[Room]
    rows: list[GridRow]


@dataclass(frozen=True, slots=True)
class Day:
    """The sessions of a day in their order. day: None where the record does not say."""

    day: date | None
    items: list[AgendaItem]

    @property
    def grid(self) -> Grid | None:
        """The day and room grid; None where times, rooms or an order without overlap are missing.

        A session without a room, such as a break, spans all rooms.
        """
        rooms = sorted(
            {item.room for item in self.items if item.room}, key=lambda room: room.number
        )
        spans = list_spans(self.items)
        if len(rooms) < 2 or len(spans) < len(self.items) or has_collisions(spans):
            return None
        return Grid(rooms, make_rows(rooms, spans))


@dataclass(frozen=True, slots=True)
class Agenda:
    """The whole agenda, with what it can be filtered by."""

    days: list[Day]
    rooms: list[Room]

    @property
    def items(self) -> list[AgendaItem]:
        """Every session of every day."""
        return [item for day in self.days for item in day.items]

    @property
    def timed(self) -> bool:
        """Whether a session says when it begins."""
        return any(item.session.start for item in self.items)

    @property
    def dated(self) -> list[Day]:
        """The days that have a date; a single one is nothing to choose from."""
        days = [day for day in self.days if day.day]
        return days if len(days) > 1 else []

    @property
    def kinds(self) -> list[Session]:
        """One session of each kind, for its name."""
        first: dict[str, Session] = {}
        for item in self.items:
            first.setdefault(item.session.kind, item.session)
        return list(first.values())

    @property
    def can_be_filtered(self) -> bool:
        """Whether there is a choice, and enough to choose from."""
        choices = len(self.dated) > 1 or len(self.rooms) > 1 or len(self.kinds) > 1
        return choices and len(self.items) >= FILTERED_FROM


def lay_out_agenda(programme: PageProgramme) -> Agenda:
    """Lay out the sessions of a programme, day by day."""
    rooms: dict[str, Room] = {}
    items = [make_item(segment, rooms) for segment in programme.segments]
    days = groupby(items, key=lambda item: item.day)
    return Agenda([Day(day, list(day_items)) for day, day_items in days], list(rooms.values()))


def make_item(segment: PageSegment, rooms: dict[str, Room]) -> AgendaItem:
    session = segment.session
    name = translated(session, "room").value
    room = rooms.setdefault(name, Room(len(rooms) + 1, session)) if name else None
    return AgendaItem(segment, room, session.day_held)


type Span = tuple[AgendaItem, time, time]


def list_spans(items: list[AgendaItem]) -> list[Span]:
    """Return the sessions that begin at a known time, each with its end or the next beginning."""
    starts = sorted({item.session.start for item in items if item.session.start})
    return [
        (item, start, item.session.end or next_start(starts, start))
        for item in items
        if (start := item.session.start)
    ]


def next_start(starts: list[time], start: time) -> time:
    return next((later for later in starts if later > start), time.max)


def has_collisions(spans: list[Span]) -> bool:
    """Tell whether two sessions want one cell: in the same room, or one of them in all rooms."""
    return any(
        first is not second
        and (first[0].room is None or second[0].room is None or first[0].room == second[0].room)
        and first[1] < second[2]
        and second[1] < first[2]
        for first in spans
        for second in spans
    )


def make_rows(rooms: list[Room], spans: list[Span]) -> list[GridRow]:
    edges = sorted({edge for _item, start, end in spans for edge in (start, end)})
    # A stretch in which nothing happens is no row: lunch is not half of the table.
    lines = [
        start
        for start, end in pairwise(edges)
        if any(first <= start and end <= last for _item, first, last in spans)
    ]
    return [make_row(line, lines, rooms, spans) for line in lines]


def make_row(line: time, lines: list[time], rooms: list[Room], spans: list[Span]) -> GridRow:
    starting = {item.room: (item, end) for item, start, end in spans if start == line}
    occupied = {item.room for item, start, end in spans if start < line < end}

    def cell(item: AgendaItem, end: time, columns: int = 1) -> AgendaCell:
        return AgendaCell(item, columns, sum(1 for begin in lines if line <= begin < end))

    if None in starting:
        return GridRow(line, [cell(*starting[None], columns=len(rooms))])
    if None in occupied:
        return GridRow(None, [])
    free = (room for room in rooms if room not in occupied)
    cells = [cell(*starting[room]) if room in starting else AgendaCell(None) for room in free]
    return GridRow(line if starting else None, cells)
