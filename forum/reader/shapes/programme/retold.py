"""A programme told twice: its rows, and below them each of them again with what it is about."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from forum.reader.bilingual import language_of
from forum.reader.guest_cells import read_guests
from forum.reader.record_draft import RecordDraft
from forum.reader.shapes.programme.cells import GuestCell
from forum.reader.shapes.programme.rows import AgendaRow
from forum.reader.shapes.record import texts, times
from forum.reader.shapes.session_topics import find_kind

_FEWEST: Final = 2  # rows that are told again
_SHORTEST_TOPIC: Final = 4


def join_retold(rows: Sequence[AgendaRow], draft: RecordDraft) -> list[AgendaRow]:
    """Return the rows, those that a second telling repeats with what it adds to them.

    Where it gives another time, or other people, a question asks for it.
    """
    rows = _join_untimed(rows)
    first = _find_second_telling(rows)
    if first is None:
        return list(rows)
    told, retold = rows[:first], rows[first:]
    # Headings of days that stand above the first telling alone say nothing of the second.
    has_days = len({row.day for row in retold}) > 1
    alone = []
    for row in retold:
        of_day = [early for early in told if early.day == row.day or not has_days]
        early = _find_same(row, of_day)
        if early is None:
            is_doubtful = any(_is_same_time(row.span, early.span) for early in of_day)
            row.asks_topic |= is_doubtful and bool(row.topic)
            alone.append(row)
        else:
            _compare_times(early, row, draft)
            join_telling(early, row)
    return [*told, *alone]


def _join_untimed(rows: Sequence[AgendaRow]) -> list[AgendaRow]:
    """Return the rows, those without a time joined to the one above that they call by its words.

    Words for a kind of session alone may be another's: whom they name is asked for then.
    """
    timed: dict[str, list[AgendaRow]] = {}
    joined: list[AgendaRow] = []
    for row in rows:
        same = timed.get(_key(row), []) if row.span.start is None else []
        if len(same) == 1:
            is_told = _is_title(row.topic) or _names(same[0].guests) & _names(row.guests)
            row.guests = [replace(cell, asks_session=not is_told) for cell in row.guests]
            join_telling(same[0], row)
            continue
        joined.append(row)
        if row.span.start is not None and _key(row):
            timed.setdefault(_key(row), []).append(row)
    return joined


def _find_second_telling(rows: Sequence[AgendaRow]) -> int | None:
    """Return the place of the first row that repeats one, None where fewer than two do.

    What is repeated stands above it altogether, rows of every day there; words for a kind of
    session say nothing.
    """
    seen: dict[tuple[object, str], int] = {}
    repeated: list[tuple[int, int]] = []
    for place, row in enumerate(rows):
        if row.span.start is None or not _is_title(row.topic):
            continue
        early = seen.setdefault((row.span.start, _key(row)), place)
        if early < place:
            repeated.append((early, place))
    first = min((place for _early, place in repeated), default=0)
    again = [early for early, _place in repeated if early < first]
    return first if len(again) >= _FEWEST and _may_be_told_again(rows, first, again) else None


def _may_be_told_again(rows: Sequence[AgendaRow], first: int, again: Sequence[int]) -> bool:
    """Tell whether a second telling may begin there, and not one more day of the same hours.

    It goes through every day anew, from the first heading on or, without any, below the last.
    """
    days = [row.day for row in rows[:first]]
    return {rows[early].day for early in again} == set(days) and rows[first].day in {
        days[0], days[-1],
    }  # fmt: skip


def _is_title(topic: str) -> bool:
    return len(_bare(topic)) >= _SHORTEST_TOPIC and not find_kind(topic, language_of(topic))


def _key(row: AgendaRow) -> str:
    return _bare(f"{row.heading}{row.topic}")


def _bare(text: str) -> str:
    return texts.bare(text).replace(":", "")


def _is_same_time(span: times.Span, early: times.Span) -> bool:
    return span.start is not None and (span.start, span.end) == (early.start, early.end)


def _find_same(row: AgendaRow, told: Sequence[AgendaRow]) -> AgendaRow | None:
    """Return the row of the first telling that a row repeats, as far as only one may be it.

    The same words at the same hour, words of which they are a part, a bare kind of session, at
    last the same title at another hour.
    """
    at_once = [early for early in told if early.span.start == row.span.start]
    rules = (
        [early for early in at_once if _key(early) == _key(row)],
        [early for early in at_once if _holds(early, row)],
        [early for early in at_once if _names_kind_of(early, row)],
        [early for early in told if _is_title(row.topic) and _key(early) == _key(row)],
    )
    return next((same[0] for same in rules if len(same) == 1), None)


def _holds(early: AgendaRow, row: AgendaRow) -> bool:
    """Tell whether the words of one row are a part of the other's."""
    short, long = sorted((_key(early), _key(row)), key=len)
    return len(short) >= _SHORTEST_TOPIC and short in long


def _names_kind_of(early: AgendaRow, row: AgendaRow) -> bool:
    """Tell whether the first telling has the kind of a session of which the second has the title.

    They end at the same time.
    """
    kind = find_kind(early.topic, language_of(early.topic))
    is_kind = kind not in {"", "break"} and not early.heading
    return is_kind and _is_title(row.topic) and _is_same_time(row.span, early.span)


def _compare_times(early: AgendaRow, row: AgendaRow, draft: RecordDraft) -> None:
    """Warn where the tellings give different hours."""
    ends = {early.span.end, row.span.end} - {None}
    if early.span.start != row.span.start or len(ends) > 1:
        draft.notebook.warn(
            "time_conflict", early.topic, [*early.lines, *row.lines], "other",
            one=early.span.printed, other=row.span.printed,
        )  # fmt: skip


def join_telling(early: AgendaRow, row: AgendaRow) -> None:
    """Give a row what its second telling adds; a role that only that one tells holds."""
    if _names_kind_of(early, row):
        early.heading, early.topic = early.topic, row.topic
    if early.span.end is None and early.span.start == row.span.start:
        early.span = replace(early.span, end=row.span.end)
    asked = {is_chair: _are_others(early, row, is_chair=is_chair) for is_chair in (True, False)}
    roles = {name: cell.role for cell in row.guests if cell.role for name in _names([cell])}
    early.guests = [acting for cell in early.guests for acting in _acting(cell, roles)]
    early.guests += [
        replace(
            cell,
            lines=cell.lines or tuple(row.lines),
            asks_session=cell.asks_session or asked[cell.role == "moderator"],
        )
        for cell in row.guests
    ]
    early.room = early.room or row.room
    early.told += row.told
    early.lines += row.lines


def _are_others(early: AgendaRow, row: AgendaRow, *, is_chair: bool) -> bool:
    """Tell whether both tellings name people who chair, or who do not, and nobody in common."""
    names, again = (
        _names([cell for cell in telling.guests if (cell.role == "moderator") == is_chair])
        for telling in (early, row)
    )
    return bool(names) and bool(again) and names.isdisjoint(again | _names(row.guests))


def _acting(cell: GuestCell, roles: Mapping[str, str]) -> list[GuestCell]:
    """Return a cell that gives no role with what the second telling says its people are.

    Where these have several roles that telling names them all, each for itself.
    """
    told = {roles.get(name, "") for name in _names([cell])}
    if cell.role or not told or "" in told:
        return [cell]
    return [replace(cell, role=told.pop())] if len(told) == 1 else []


def _names(cells: Sequence[GuestCell]) -> set[str]:
    """Return the names of the cells' people, as they are compared."""
    return {
        texts.bare(name)
        for cell in cells
        for guest in read_guests(
            cell.text, cell.titles or "", has_titles_beside=cell.titles is not None
        )[0]
        for name in guest.name.values()
    }
