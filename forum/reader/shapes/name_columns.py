"""Names in a table without a header: known by standing at the same place, row after row."""

import re
from collections.abc import Sequence
from typing import Final

from forum.reader.bilingual import language_of
from forum.reader.event_record import ZH
from forum.reader.guest_parts import is_bare_name
from forum.reader.shapes.record.name_forms import (
    TITLE_END,
    has_title_word,
    is_name_zh,
    is_word,
)
from forum.reader.vocabulary.institutions import INSTITUTION_WORDS_EN

_FEWEST_NAMES: Final = 3
_FEWEST_BESIDE: Final = 2
# Time, topic, name, title; or time, name, house, topic.
_PLACES: Final = (1, 0)
_BEHIND_NAME: Final = (1, 2)


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
    code = language_of(text)
    if code == ZH:
        return is_word(text) or any(post.end() == len(text) for post in TITLE_END.finditer(text))
    words = {word.casefold() for word in re.findall(r"[^\W\d_]+", text)}
    return has_title_word(text, code) or not INSTITUTION_WORDS_EN.isdisjoint(words)


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
