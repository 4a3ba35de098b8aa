"""People in one cell or behind one label: names, titles in brackets or beside, two languages."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Final

from forum.reader.bilingual import language_of, split_languages
from forum.reader.event_record import EN, ZH, Text
from forum.reader.shapes.record import texts
from forum.reader.shapes.record.lexicon import Lexicon
from forum.reader.shapes.record.name_forms import (
    has_title_word,
    is_loose_name_zh,
    is_name_en,
    is_name_zh,
    split_honorific,
)
from forum.reader.shapes.record.names import entry
from forum.reader.shapes.record.role_labels import role_label

_PARTS: Final = re.compile(
    r"\s*\n\s*|\s*[、；;]\s*|\s+[/／|｜&]\s+|[/／|｜]|\s{3,}|\s+(?:and|和|与)\s+"
)
_TITLE_PARTS: Final = re.compile(r"\s*\n\s*|\s+[/／|｜]\s+|\s*[；;]\s*")
_BRACKETED: Final = re.compile(r"^(?P<name>[^（()）]{2,60}?)\s*[（(](?P<inner>[^（()）]+)[)）]$")
# 王芳 Jane: a Chinese name with the one by which its bearer is called.
_CALL_NAME: Final = re.compile(r"^(?P<name>[\u3400-\u9fff]{2,4})\s+(?P<other>[A-Z][a-z]+)$")
_LATIN_NAME_FIRST: Final = re.compile(
    r"^(?P<name>[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*)+)\s+(?P<title>[\u3400-\u9fff].*)$"
)
_NO_KNOWN_NAMES: Final = Lexicon()


@dataclass(frozen=True, slots=True)
class Guest:
    """A person as a cell names her or him. role: "" where no label names one."""

    name: Text
    title: Text = field(default_factory=dict)
    honorific: Text = field(default_factory=dict)
    role: str = ""
    other_names: tuple[str, ...] = ()


def read_guests(
    cell: str, titles_cell: str = "", *, has_titles_beside: bool = False
) -> tuple[list[Guest], list[str]]:
    """Return the people whom a cell names, and the parts of it in which none can be seen.

    titles_cell: the text of the cell with titles; it is parted where it has as many parts as
    people, and a part that begins with a name is a further person's. has_titles_beside: another
    column holds the titles, so that brackets behind a name do not.
    """
    cell, role = _without_label(cell)
    guests: list[Guest] = []
    unread: list[str] = []
    for part in _name_parts(cell):
        guest = read_guest(part, has_titles_beside=has_titles_beside)
        if guest:
            guests.append(guest)
        else:
            unread.append(part)
    if len(guests) == 1 and (further := _guests_among_titles(titles_cell)):
        first_title, further_guests = further
        return [_with_facts(guests[0], first_title, role), *further_guests], unread
    titles = _title_parts(titles_cell, len(guests))
    return [
        _with_facts(guest, title or "", role)
        for guest, title in zip_longest(guests, titles[: len(guests)])
    ], unread


def read_guest(text: str, *, has_titles_beside: bool = False) -> Guest | None:
    """Return the person of a text: 张三（某院院长） Zhang San (Dean), or a bare name."""
    languages = split_languages(text)
    people = [
        person
        for language, part in languages.items()
        if (person := _read_one(language, part, has_titles_beside))
    ]
    if not people or len(people) < len(languages):
        whole = _read_one(language_of(text), text, has_titles_beside)
        people = [whole] if whole else []
    if not people:
        return None
    merged = Guest({}, {}, {})
    for person in people:
        merged = Guest(
            {**merged.name, **person.name},
            {**merged.title, **person.title},
            {**merged.honorific, **person.honorific},
            other_names=(*merged.other_names, *person.other_names),
        )
    return merged


def _guests_among_titles(titles_cell: str) -> tuple[str, list[Guest]] | None:
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


def is_bare_name(text: str) -> bool:
    """Tell whether a text can be nothing but a person's name in either language."""
    text = texts.clean(text)
    if language_of(text) == ZH:
        return is_loose_name_zh(split_honorific(text, ZH)[0])
    return is_name_en(text.replace(",", " "))


def _read_one(language: str, text: str, has_titles_beside: bool) -> Guest | None:
    text = texts.clean(text)
    bracketed = _BRACKETED.match(text)
    if bracketed and is_bare_name(bracketed["name"]):
        name, honorific = split_honorific(bracketed["name"], language)
        inner = texts.clean(bracketed["inner"])
        if language == ZH and is_name_en(inner) and " " in inner:
            return Guest({ZH: name, EN: inner}, {}, _text(language, honorific))
        if has_titles_beside and not has_title_word(inner, language_of(inner)):
            return Guest({language: name}, {}, _text(language, honorific), other_names=(inner,))
        return Guest({language: name}, {language_of(inner): inner}, _text(language, honorific))
    if is_bare_name(text):
        name, honorific = split_honorific(text, language)
        return Guest({language: name}, {}, _text(language, honorific))
    if call_name := _CALL_NAME.match(text):
        name, honorific = split_honorific(call_name["name"], language)
        return Guest({language: name}, {}, _text(language, honorific),
                     other_names=(call_name["other"],))  # fmt: skip
    if guest := _beside_title(text):
        return guest
    person = entry(text, language, _NO_KNOWN_NAMES)
    if person is None or not person.title:
        return None
    if has_titles_beside and not has_title_word(person.title, language):
        return None
    return Guest(
        {language: person.name}, {language: person.title}, _text(language, person.honorific)
    )


def _beside_title(text: str) -> Guest | None:
    """Return the person of a text whose name and title are of different scripts.

    易观 CTO 王芳: a Chinese name behind a title with a Latin word. Anna Berg 某行行长: a Latin name
    before a Chinese title.
    """
    head, _space, name = text.rpartition(" ")
    if is_name_zh(name) and (has_title_word(head, EN) or has_title_word(head, ZH)):
        return Guest({ZH: name}, {ZH: head.strip()})
    match = _LATIN_NAME_FIRST.match(text)
    if match and is_name_en(match["name"]) and has_title_word(match["title"], ZH):
        return Guest({EN: match["name"]}, {ZH: match["title"]})
    return None


def _without_label(cell: str) -> tuple[str, str]:
    label = role_label(cell.strip(), language_of(cell)) if "\n" not in cell.strip() else None
    return (label.rest, label.role) if label and label.rest else (cell, "")


def _name_parts(cell: str) -> list[str]:
    """Return the parts of a cell, one a person; a comma parts names only where all are names."""
    parts = [part for part in _PARTS.split(cell.strip()) if part and part.strip()]
    if len(parts) == 1:
        commas = [part.strip() for part in re.split(r"[,，]", parts[0]) if part.strip()]
        if (
            len(commas) > 1
            and all(map(is_bare_name, commas))
            and (language_of(cell) == ZH or all(" " in part for part in commas))
        ):
            return commas
    return parts


def _title_parts(titles_cell: str, count: int) -> Sequence[str]:
    titles_cell = titles_cell.strip()
    if not titles_cell or count == 0:
        return []
    if count == 1:
        return [texts.clean(titles_cell.replace("\n", " "))]
    parts = [part.strip() for part in _TITLE_PARTS.split(titles_cell) if part.strip()]
    return parts if len(parts) == count else []


def _with_facts(guest: Guest, title: str, role: str) -> Guest:
    column_title = split_languages(title) if title else {}
    return Guest(
        guest.name, {**column_title, **guest.title}, guest.honorific, role, guest.other_names
    )


def _text(language: str, value: str) -> Text:
    return {language: value} if value else {}
