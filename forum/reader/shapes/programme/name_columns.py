"""Names and rooms in a table without a header: known by standing at one place, row after row."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from forum.reader.bilingual import language_of
from forum.reader.event_record import EN, ZH
from forum.reader.guest_cells import Guest, names_nobody, read_guests
from forum.reader.guest_parts import is_bare_name
from forum.reader.reading import Certainty
from forum.reader.shapes.record import places as record_places
from forum.reader.shapes.record.name_forms import (
    has_title_word,
    is_name_zh,
    is_post_or_house,
    is_whole_name,
)
from forum.reader.shapes.record.role_labels import role_label
from forum.reader.shapes.session_topics import NUMBER_ALONE

_FEWEST_NAMES: Final = 3
_FEWEST_BESIDE: Final = 2
# Time, topic, name, title; or time, name, house, topic.
_PLACES: Final = (1, 0)
_BEHIND_NAME: Final = (1, 2)
NAME_FIRST: Final = 0
TOPIC_FIRST: Final = 2  # the place of houses behind names and topics
_MANY_NAMES: Final = 5
_LONGEST_ROOM: Final = 60
# 三层报告厅, B2会议室; no 研究室
_ROOM: Final = re.compile(
    r"(?:(?<!办公)厅|(?<!办公)(?<!研究)(?<!实验)室|会场)(?:[A-Z]|[A-Z]?\d{1,4}|[一二三四五六七八九十]{1,2})?$|"
    r"\b(?:room|hall|auditorium|ballroom|theat(?:re|er)|studio)(?:\s+(?:[A-Z]|[A-Z]?\d{1,4}|[IVX]{1,4}))?$",
    re.IGNORECASE,
)
# 参观展厅, Tour of the Old Hall: what is done there
_VISIT: Final = re.compile(
    r"参观|考察|走访|游览|观摩|调研|(?:(?:guided|study|site|field)\s+)?(?:tours?|visits?|excursions?|walks?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Places:
    """Where the cells behind the times have what, counted from 0 without the rooms; None: nowhere.

    name: a bare name, with more than a topic beside it; house: what the person is, behind such a
    name; people: all who speak on the topic before them; room: counted with the rooms.
    asks_people: whether that column's words may be topics.
    """

    name: int | None = None
    house: int | None = None
    people: int | None = None
    room: int | None = None
    asks_people: bool = False


def find_places(rows: Sequence[Sequence[str]]) -> Places:
    """Return what the columns of a table hold. rows: of each time the cells behind it."""
    room = _find_room_place(rows)
    rows = [take_room(cells, room)[1] for cells in rows]
    name = find_name_place(rows)
    people = _find_people_place(rows) if name is None else None
    asks = people is not None and not _are_surely_people(_column(rows, people))
    return Places(name, find_house_place(rows), people, room, asks)


def _column(rows: Sequence[Sequence[str]], place: int) -> list[str]:
    return [cells[place] for cells in rows if len(cells) > place and cells[place]]


def _find_room_place(rows: Sequence[Sequence[str]]) -> int | None:
    """Return where most cells are rooms, or the houses with them, beside other cells.

    The first cells are, only where others are left for the topics.
    """
    several = [cells for cells in rows if len(list(filter(None, cells))) > 1]
    for place in range(max(map(len, several), default=0)):
        cells = _column(several, place)
        rooms = list(filter(_is_room, cells))
        is_sure = len(rooms) >= _FEWEST_BESIDE and any(map(_ROOM.search, rooms))
        are_rooms = is_sure and len(rooms) * 3 >= len(cells) * 2 and all(map(_may_be_room, cells))
        if are_rooms and (place or _has_topics_behind(several)):
            return place
    return None


def _is_room(text: str) -> bool:
    return bool(_ROOM.search(text)) or record_places.names_venue(text)


def _may_be_room(text: str) -> bool:
    is_labelled = bool(role_label(text, language_of(text)))
    return len(text) <= _LONGEST_ROOM and not is_labelled and not _VISIT.match(text)


def _has_topics_behind(rows: Sequence[Sequence[str]]) -> bool:
    """Tell whether most cells of some column behind the first are no rooms and of no guest."""
    columns = [_column(rows, place) for place in range(1, max(map(len, rows), default=0))]
    return any(
        2 * len([text for text in cells if _is_of_guest(text) or _is_room(text)]) < len(cells)
        for cells in columns
    )


def _is_of_guest(text: str) -> bool:
    return is_plainly_name(text) or bool(_people_of(text)) or _is_of_person(text)


def take_room(cells: Sequence[str], place: int | None) -> tuple[str, list[str]]:
    """Return the room among the cells of a row, "" for none, and the other cells."""
    if place is None or place >= len(cells):
        return "", list(cells)
    return " ".join(cells[place].split("\n")), [*cells[:place], *cells[place + 1 :]]


def weigh_room(text: str) -> Certainty | None:
    """Return how sure it is that a cell among rooms is one, None of one that names people.

    Nothing tells Latin rooms of two words from names: Quay Nine.
    """
    named = [] if _is_room(text) else _people_of(text)
    if not named:
        return Certainty.CERTAIN
    are_told = any(ZH in guest.name or guest.title or guest.honorific for guest in named)
    return None if are_told else Certainty.GUESS


def _find_people_place(rows: Sequence[Sequence[str]]) -> int | None:
    """Return where, behind topics, most cells name people and nothing else, None for nowhere.

    Where the first cells do so as well, or only number the sessions, these may be the topics.
    """
    places = [
        place for place in range(max(map(len, rows), default=0)) if are_people(_column(rows, place))
    ]
    topics = _column(rows, 0)
    numbered = list(filter(NUMBER_ALONE.fullmatch, topics))
    if len(places) != 1 or not places[0] or 2 * len(numbered) > len(topics):
        return None
    return places[0]


def are_people(cells: Sequence[str]) -> bool:
    """Tell whether most cells of a column name people, but those that name nobody yet."""
    told = [
        text for text in cells if not (role_label(text, language_of(text)) or names_nobody(text))
    ]
    named = [text for text in told if _people_of(text)]
    return len(set(named)) >= _FEWEST_NAMES and len(named) * 3 >= len(told) * 2


def _people_of(text: str) -> list[Guest]:
    """Return the people of a cell that says nothing else, each of whom a name is told surely."""
    guests, unread = read_guests(text)
    is_sure = all(
        guest.honorific or any(map(is_whole_name, guest.name.values())) for guest in guests
    )
    return guests if is_sure and not unread else []


def _are_surely_people(cells: Sequence[str]) -> bool:
    """Tell whether names are none of topics: Blue Carbon. A Chinese one has a surname."""
    named = [people for text in cells if (people := _people_of(text))]
    guests = [guest for people in named for guest in people]
    are_titled = any(
        guest.honorific or has_title_word(guest.title.get(EN, ""), EN) for guest in guests
    )
    return are_titled or len(named) >= _MANY_NAMES or all(ZH in guest.name for guest in guests)


def find_name_place(rows: Sequence[Sequence[str]]) -> int | None:
    """Return where the rows of a table have a bare name, None where they have none.

    rows: of each time the cells behind it, "" for an empty one. One cell may be a word that looks
    like a name; two thirds of a column, three at least, are names, with two more cells beside
    them, and no two of them the same room.
    """
    full_rows = [cells for cells in rows if len(list(filter(None, cells))) > _FEWEST_BESIDE]
    for place in _PLACES:
        cells = [cells[place] for cells in full_rows if cells[place]]
        names = {text for text in cells if is_plainly_name(text)}
        if len(names) >= _FEWEST_NAMES and len(names) * 3 >= len(cells) * 2:
            return place
    return None


def find_house_place(rows: Sequence[Sequence[str]]) -> int | None:
    """Return where, behind names that stand first, houses or posts stand, None for no telling.

    rows: as above; of the two cells behind a name one says what the person is, one the topic.
    """
    named = [cells for cells in rows if cells and is_plainly_name(cells[0])]
    votes = [
        sum(_is_of_person(cells[place]) for cells in named if len(cells) > place)
        for place in _BEHIND_NAME
    ]
    if votes[0] == votes[1]:
        return None
    return _BEHIND_NAME[votes.index(max(votes))]


def _is_of_person(text: str) -> bool:
    """Tell whether a cell is a post or ends with a word for a house."""
    return is_post_or_house(text, language_of(text))


def is_plainly_name(text: str) -> bool:
    """Tell whether a text is a name whatever stands around it: a Chinese one has a surname.

    A cell may have one on each of its lines.
    """
    return all(
        is_name_zh(line) if language_of(line) == ZH else is_bare_name(line)
        for line in text.split("\n")
    )


def split_pairs(cells: Sequence[str]) -> tuple[list[tuple[str, str | None]], list[str]]:
    """Part cells into names, each with the title in the very next cell, and what is neither."""
    pairs: list[tuple[str, str | None]] = []
    rest = []
    waits = False
    for text in cells:
        if is_plainly_name(text):
            pairs.append((text, None))
            waits = True
            continue
        if waits and text:
            pairs[-1] = (pairs[-1][0], text)
        elif text:
            rest.append(text)
        waits = False
    return pairs, rest
