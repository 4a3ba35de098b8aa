"""A programme told twice: all of its rows in one language, and below them again in the other."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, time
from typing import Final

from forum.reader.bilingual import language_of, split_languages
from forum.reader.event_record import EN, ZH, Text
from forum.reader.guest_cells import Guest, join_guests, read_guests
from forum.reader.shapes.programme.cells import GuestCell
from forum.reader.shapes.programme.rows import AgendaRow
from forum.reader.shapes.record import texts
from forum.reader.shapes.record.sounds import same_person
from forum.reader.shapes.session_topics import read_topic

type _Named = tuple[Guest, GuestCell]
type _Slot = tuple[date | None, time | None, time | None]

_FEWEST: Final = 3  # rows that are told in both languages
_FEWEST_HEARD: Final = 2  # rows in which somebody's two names are the same by their sound
_PURE: Final = 0.8  # the share of a telling's rows that are in its language
_LINE_END: Final = re.compile(r"\s*\n\s*|[^\S\n]{2,}")


def join_translated(rows: Sequence[AgendaRow]) -> list[AgendaRow]:
    """Return the rows, those that a telling in the other language repeats with what it calls them.

    Hours alone may be those of two rooms: names that sound alike in rows of the same hours tell
    that they are one. Where no name tells it, each person of the second telling is asked for.
    """
    first = _find_change_of_language(rows)
    pairs = _pair_by_hours(rows[:first], rows[first:]) if first else []
    if len(pairs) < _FEWEST:
        return list(rows)
    verdicts = Counter(_compare_people(*pair) for pair in pairs)
    is_whole = len(pairs) * 2 == len(rows)
    if verdicts[True] >= _FEWEST_HEARD and verdicts[True] > verdicts[False]:
        # Strangers of the same hours are two sessions all the same.
        same = [pair for pair in pairs if _compare_people(*pair) is not False]
        again = {id(row) for _early, row in same}
        for early, row in same:
            _join(early, row)
        return [row for row in rows if id(row) not in again]
    if is_whole and not verdicts[False]:
        asked: set[str] = set()
        for early, row in pairs:
            row.guests = list(_asked(early, row, asked))
    return list(rows)


def join_people(named: Sequence[_Named], again: Sequence[_Named]) -> list[_Named]:
    """Return a row's people with those whom its other telling names, each of them once.

    Whom nothing but the role pairs is asked for, and so is everybody who might be another's.
    """
    joined = list(named)
    alone: list[_Named] = []
    for guest, cell in again:
        place = next((at for at, pair in enumerate(joined) if _is_same(pair[0], guest)), None)
        if place is None:
            alone.append((guest, cell))
            continue
        early, early_cell = joined[place]
        joined[place] = (join_guests(early, guest), _join_cells(early_cell, cell))
    for guest, cell in alone:
        places = [at for at, pair in enumerate(joined) if _may_be(pair, (guest, cell))]
        is_one = len(places) == 1 and sum(single.role == cell.role for _guest, single in alone) == 1
        if is_one:
            early, early_cell = joined[places[0]]
            joined[places[0]] = (join_guests(early, guest), replace(early_cell, asks_name=True))
        else:
            joined.append((guest, replace(cell, asks_name=cell.asks_name or bool(places))))
    return joined


def _join_cells(cell: GuestCell, again: GuestCell) -> GuestCell:
    """Return a cell with the lines and the topic that its other telling has."""
    topics = [topic for topic in (cell.topic, again.topic) if topic]
    are_two = len({language_of(topic) for topic in topics}) > 1
    topic = "\n".join(topics) if are_two else cell.topic or again.topic
    lines = (*cell.lines, *again.lines) if cell.lines and again.lines else cell.lines
    return replace(cell, topic=topic, lines=lines)


def join_topics(
    topic: tuple[str, Text, Text], again: tuple[str, Text, Text]
) -> tuple[str, Text, Text]:
    """Return kind, heading and title of a session from what two languages call it.

    What is a heading in one of them is no title in the other.
    """
    (kind, heading, title), (kind_again, heading_again, title_again) = topic, again
    if bool(title) != bool(title_again):
        heading, title = heading or title, {}
        heading_again, title_again = heading_again or title_again, {}
    kind = kind_again if kind == "other" else kind
    return kind, {**heading_again, **heading}, {**title_again, **title}


def read_translated_topic(row: AgendaRow, heading: Text) -> tuple[str, Text, Text]:
    """Return what the other telling calls a row; heading: of the row itself.

    Where the row has a heading above its title, the first of two lines is one here, too; a wide
    space stands where the people were, whose brackets parted them.
    """
    kind, own_heading, title = read_topic(row.topic)
    if row.heading:
        return kind, split_languages(row.heading), title or own_heading
    lines = _LINE_END.split(row.topic.strip())
    if heading and not own_heading and len(lines) == 2:
        return kind, split_languages(lines[0]), split_languages(lines[1])
    return kind, own_heading, title


def _find_change_of_language(rows: Sequence[AgendaRow]) -> int:
    """Return the place of the first row of a second telling, 0 where the languages do not part."""
    is_chinese = [language_of(f"{row.heading}{row.topic}") == ZH for row in rows]
    total, above, best = sum(is_chinese), 0, (0.0, 0)
    for place in range(1, len(rows)):
        above += is_chinese[place - 1]
        if is_chinese[place - 1] == is_chinese[place]:
            continue
        shares = above / place, (total - above) / (len(rows) - place)
        purity = min(max(shares), 1 - min(shares))
        best = max(best, (purity, place))
    purity, place = best
    return place if purity >= _PURE else 0


def _pair_by_hours(
    told: Sequence[AgendaRow], retold: Sequence[AgendaRow]
) -> list[tuple[AgendaRow, AgendaRow]]:
    """Return the rows of the same hours of the same day, where both tellings have as many."""
    days, days_again = {row.day for row in told}, {row.day for row in retold}
    has_days = len(days_again) > 1
    if not days_again <= days:
        return []
    slots: dict[_Slot, tuple[list[AgendaRow], list[AgendaRow]]] = {}
    for side, telling in enumerate((told, retold)):
        for row in telling:
            if row.span.start is not None:
                slot = (row.day if has_days else None, row.span.start, row.span.end)
                slots.setdefault(slot, ([], []))[side].append(row)
    return [
        pair for first, second in slots.values() if len(first) == len(second)
        for pair in _pair_rooms(first, second)
    ]  # fmt: skip


def _pair_rooms(
    first: Sequence[AgendaRow], second: Sequence[AgendaRow]
) -> list[tuple[AgendaRow, AgendaRow]]:
    """Return the rows of the same hours by whom they name, in their order where no name tells."""
    rest = list(second)
    pairs: dict[int, AgendaRow] = {}
    for place, early in enumerate(first):
        if named := next((row for row in rest if _compare_people(early, row)), None):
            pairs[place] = named
            rest = [row for row in rest if row is not named]
    unpaired = iter(rest)
    return [
        (early, pairs[place] if place in pairs else next(unpaired))
        for place, early in enumerate(first)
    ]


def _compare_people(early: AgendaRow, row: AgendaRow) -> bool | None:
    """Tell whether two rows name the same people; None where they do not decide."""
    people, again = list(_guests(early)), list(_guests(row))
    pairs = [(guest, namesake) for guest in people for namesake in again]
    if any(_is_same(*pair) for pair in pairs):
        return True
    is_strange = bool(pairs) and all(_sounds(*pair) is False for pair in pairs)
    return False if is_strange else None


def _guests(row: AgendaRow) -> Iterator[Guest]:
    for cell in row.guests:
        yield from read_guests(
            cell.text, cell.titles or "", has_titles_beside=cell.titles is not None
        )[0]


def _is_same(guest: Guest, again: Guest) -> bool:
    """Tell whether two tellings name one person: in letters alike, or by the sound."""
    shared = guest.name.keys() & again.name.keys()
    if shared:
        return all(texts.bare(guest.name[code]) == texts.bare(again.name[code]) for code in shared)
    return bool(_sounds(guest, again))


def _sounds(guest: Guest, again: Guest) -> bool | None:
    """Return what the sound of two names tells; of one language they are two people's."""
    names = {**guest.name, **again.name}
    if guest.name.keys() & again.name.keys() or names.keys() != {ZH, EN}:
        return False
    return same_person(names[ZH], names[EN])


def _may_be(pair: _Named, again: _Named) -> bool:
    (guest, cell), (other, other_cell) = pair, again
    return cell.role == other_cell.role and _sounds(guest, other) is None


def _asked(early: AgendaRow, row: AgendaRow, asked: set[str]) -> Iterator[GuestCell]:
    """Yield the people of a row, asking once for each whom the row of these hours may name."""
    people = list(_guests(early))
    for cell in row.guests:
        guests = list(_guests(replace(row, guests=[cell])))
        is_asked = any(_sounds(first, guest) is None for first in people for guest in guests)
        names = {texts.bare(name) for guest in guests for name in guest.name.values()}
        yield replace(cell, asks_name=cell.asks_name or (is_asked and not names <= asked))
        asked |= names if is_asked else set()


def _join(early: AgendaRow, row: AgendaRow) -> None:
    early.translation = row
    early.told += row.told
    early.lines += row.lines
