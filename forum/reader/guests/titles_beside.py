"""The titles of people that stand in the column beside their names."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from forum.reader.bilingual import language_of, split_languages
from forum.reader.event_record import EN, ZH, Text
from forum.reader.guests.guest import Guest
from forum.reader.guests.institutions_beside import HOUSE_END
from forum.reader.shapes.record import texts
from forum.reader.shapes.record.lexicon import Lexicon
from forum.reader.shapes.record.name_forms import TITLE_END, has_house_word, has_title_word, is_word
from forum.reader.shapes.record.names import entry

_TITLE_PARTS: Final = re.compile(r"\s*\n\s*|\s+[/／|｜]\s+|\s*[；;]\s*")
_NO_KNOWN_NAMES: Final = Lexicon()


def part_titles(titles_cell: str, count: int) -> Sequence[str]:
    """Return the title of each of so many people, none where a cell does not say whose it is."""
    titles_cell = titles_cell.strip(" \t\n,，;；")
    if not titles_cell or count == 0:
        return []
    if count == 1:
        return [texts.clean(titles_cell.replace("\n", " "))]
    parts = [part.strip() for part in _TITLE_PARTS.split(titles_cell) if part.strip()]
    if len(parts) == 1 and _is_institution(parts[0]):
        return parts * count  # all of them are of it
    if any(map(TITLE_END.fullmatch, parts)) and any(map(HOUSE_END.search, parts)):
        return []  # 滨海大学 / 教授: may be of one of them
    return parts if len(parts) == count else []


def join_title_cells(cells: Sequence[str], count: int) -> str:
    """Return the cells of house and post as one, line by line where each has one for each guest."""
    lines = [cell.split("\n") for cell in cells if cell.strip()]
    if count > 1 and {len(parts) for parts in lines} == {count}:
        return "\n".join(" ".join(parts) for parts in zip(*lines, strict=True))
    return " ".join(cells)


def guests_among_titles(titles_cell: str) -> tuple[str, list[Guest]] | None:
    """Return the first title and the people of the others: 某所所长 / 李四 某行行长."""
    first_title, *further_parts = [part.strip() for part in _TITLE_PARTS.split(titles_cell.strip())]
    guests = [entry(part, language_of(part), _NO_KNOWN_NAMES) for part in further_parts]
    if not guests or not all(guest and guest.title for guest in guests):
        return None
    languages = [language_of(part) for part in further_parts]
    return first_title, [
        Guest({language: guest.name}, {language: guest.title})
        for guest, language in zip(guests, languages, strict=True)
        if guest
    ]


def with_title(guest: Guest, title: Text | str) -> Guest:
    """Return a guest with the title of the cell beside; a rank behind the name stands behind it.

    Where the two say different things, which one holds is asked.
    """
    beside = dict(split_languages(title) if isinstance(title, str) and title else title or {})
    asks_title = guest.asks_title
    for language, own in guest.title.items():
        text = beside.get(language, "")
        if own in text:
            continue
        if HOUSE_END.search(own) and TITLE_END.fullmatch(text):
            beside[language] = f"{own}{text}"
            continue
        if text and TITLE_END.fullmatch(own):
            beside[language] = f"{text}{'' if _is_institution(text) else '、'}{own}"
            continue
        asks_title |= bool(text) and text not in own
        beside[language] = own
    return replace(guest, title=beside, asks_title=asks_title)


def _is_institution(text: str) -> bool:
    """Tell whether a cell is the name of a single institution."""
    is_english = has_house_word(text) and not has_title_word(text, EN)
    return not re.search("[,，、]", text) and (is_word(text) or is_english)


def join_title(affiliation: str, position: str, language: str) -> str:
    """Return one phrase; of cells with as many lines each line has the one beside it."""
    affiliations, positions = affiliation.split("\n"), position.split("\n")
    pairs = (
        list(zip(affiliations, positions, strict=True))
        if len(affiliations) == len(positions)
        else [(" ".join(affiliations), " ".join(positions))]
    )
    if language == ZH:
        return "、".join("".join(pair) for pair in pairs)
    return "; ".join(", ".join(filter(None, reversed(pair))) for pair in pairs)
