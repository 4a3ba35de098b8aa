"""People in one cell or behind one label: its lines, its lists, and whose the titles beside are.

The door of ``guests/``, where each module reads what one kind of form says.
"""

import re
from dataclasses import replace
from itertools import zip_longest
from typing import Final

from forum.reader.bilingual import language_of, split_languages
from forum.reader.event_record import EN, ZH
from forum.reader.guest_parts import SEMICOLON, name_parts
from forum.reader.guests.both_languages import join_in_order, join_languages
from forum.reader.guests.brackets import names_nobody
from forum.reader.guests.forms import read_guest
from forum.reader.guests.guest import (
    Guest,
    contacts_in,
    in_language,
    is_named_surely,
    join_guests,
    split_biography,
    with_told,
)
from forum.reader.guests.lists import (
    doubt_posts,
    names_another,
    with_further_titles,
    without_full_stop,
)
from forum.reader.guests.titles_beside import (
    guests_among_titles,
    join_title,
    join_title_cells,
    part_titles,
    with_title,
)
from forum.reader.shapes.record import texts
from forum.reader.shapes.record.name_forms import HONORIFIC_EN, is_name_zh, split_honorific
from forum.reader.shapes.record.placeholders import is_placeholder
from forum.reader.shapes.record.role_labels import role_label
from forum.reader.stroked_people import split_stroked
from forum.reader.vocabulary.furniture import CONTACT
from forum.reader.vocabulary.list_marks import LIST_MARK
from forum.reader.vocabulary.roles import NOUNS_ZH

__all__ = [
    "Guest", "join_guests", "join_in_order", "join_languages", "join_title", "join_title_cells",
    "names_nobody", "part_titles", "plain_guest", "read_guest", "read_guests", "split_biography",
    "stated_guest", "with_title",
]  # fmt: skip

# H.E., Anna Berg: a comma behind a form of address parts nothing.
_ADDRESS_COMMA: Final = re.compile(r"^(H\.\s?E\.|Hon\.|Dr\.?|Prof\.?),\s+(?=[A-Z])")
# Drs. Anna Berg, Tom Li: how each of several is addressed whom nothing else addresses.
_PLURAL_ADDRESS: Final = re.compile(r"^(?:(?P<address>Dr|Prof)s\b\.?\s+)+(?=[A-Z])")
# …, Coast Office and: somebody else stands on the next line.
_OPEN_END: Final = re.compile(r"(?:\s+and|[,，]\s*and|\s+&|[,，、])\s*$")
_SEVERAL: Final = re.compile("[\u3400-\u9fff]、[\u3400-\u9fff]")
# Moderator: Anna Berg. Panellists: …; 主持人 Moderator: 林岚；嘉宾 Panellists: …
_FURTHER_LABEL: Final = re.compile(
    r"(?:[.。;；|｜]|(?<=\S)[ \u3000]+(?=[\u3400-\u9fff]))\s*"
    r"(?P<label>[A-Z][A-Za-z ]{3,24}|[\u3400-\u9fff]{2,6}(?:\s*[/／]?\s*[A-Z][A-Za-z ]{3,24})?)"
    r"\s*[:：]"
)
# 主持人 某报总编辑 林岚
_ROLE_BEFORE_SPACE: Final = re.compile(
    rf"^(?P<role>{NOUNS_ZH})[ \u3000]+(?![A-Za-z ]{{4,24}}[:：])(?=\S+[ \u3000]+\S)",
    re.MULTILINE,
)
# Anna Berg (with Tom Li): who worked on it too, and may not be there
_JOINT: Final = re.compile(
    r"\s*[（(]\s*(?P<words>(?:joint(?:ly)?\s+(?:work\s+)?|together\s+)?with\s+[A-ZÀ-Þ][^（()）]+)[)）]"
)
# Anna Berg, and on the line below: (Tide Office)
_BRACKETS_BELOW: Final = re.compile(r"(?<![:：\s])\s*\n\s*(?=[（(][^（()）\n]*[)）]\s*(?:\n|$))")
# Whatever stands in the name's column, this is no name: a sentence, a note in brackets, a number.
_NO_NAME: Final = re.compile(r"\d|[。！？!?；;：:*]|^[（(\[]|[a-z]\.$|(?:\b[a-z]+\b.*){3}")
# A label whose role nobody knows is no title of whom it names, nor is it a name.
UNKNOWN_LABEL: Final = re.compile(r"^(?:[\u3400-\u9fff]{2,8}|[A-Za-z][A-Za-z ]{2,24})\s*[:：]")
# Speakers: / 1. Anna Berg, Tide Office / 2. Tom Li
_BEFORE_NUMBER: Final = re.compile(r"(?:^|\s)[/／|｜]\s+(?=\d{1,2}[.、．)）]\s*\D)")


def read_guests(
    cell: str, titles_cell: str = "", *, has_titles_beside: bool = False
) -> tuple[list[Guest], list[str]]:
    """Return the people whom a cell names, and the parts of it in which none can be seen.

    titles_cell: the text of the cell with titles; it is parted where it has as many parts as
    people, and a part that begins with a name is a further person's. has_titles_beside: another
    column holds the titles, so that brackets behind a name do not. A label on a line of its own
    (Panellists:) is that of the lines below it.
    """
    guests: list[Guest] = []
    unread: list[str] = []
    heading = ""  # the role of the label that the lines stand below
    for line in lines_with_labels(_BEFORE_NUMBER.sub("\n", cell)):
        label = role_label(line.strip(), language_of(line))
        if label:
            heading = "" if label.rest else label.role
        named, rest = _read_line(label.rest if label else line, has_titles_beside)
        role = label.role if label else heading
        guests += [replace(guest, role=guest.role or role) for guest in named]
        unread += rest
    guests = join_languages(guests)
    if len(guests) == 1 and (further := guests_among_titles(titles_cell)):
        first_title, further_guests = further
        return [with_title(guests[0], first_title), *further_guests], unread
    titles = part_titles(titles_cell, len(guests))
    if guests and not titles and titles_cell.strip():
        unread.append(texts.clean(titles_cell.replace("\n", " ")))  # whose, nothing tells
    return [with_title(guest, title or "") for guest, title in zip_longest(guests, titles)], unread


def _read_line(text: str, has_titles_beside: bool) -> tuple[list[Guest], list[str]]:
    """Return the people of one line, and its parts in which none can be seen."""
    if contacts := contacts_in(text):
        named, unread = _read_line(CONTACT.sub("", text), has_titles_beside)
        if not named:
            return [], [*unread, contacts]
        return [*named[:-1], with_told(named[-1], contacts)], unread
    if joint := _JOINT.search(text):
        named, unread = _read_line(_JOINT.sub("", text), has_titles_beside)
        return named, [*unread, joint["words"]]
    text = _ADDRESS_COMMA.sub(r"\1 ", _OPEN_END.sub("", LIST_MARK.sub("", text)))
    text = without_full_stop(text)
    if UNKNOWN_LABEL.match(text) and not HONORIFIC_EN.match(text):
        return [], [text]
    if plural := _PLURAL_ADDRESS.match(text):
        address = {EN: f"{plural['address']}."}
        text = text[plural.end() :]
        named, unread = _read_line(text, has_titles_beside)
        if unread:  # Drs. Anna Berg, Ms. Ida Holm
            named, unread = _read_line(f"{address[EN]} {text}", has_titles_beside)
        return [
            replace(guest, honorific=guest.honorific or address) if EN in guest.name else guest
            for guest in named
        ], unread
    if stroked := split_stroked(text):
        return [_stroked_guest(name, title) for name, title in stroked], []
    if both := _read_in_both(text, has_titles_beside):
        return both, []
    parts = with_further_titles(name_parts(text))
    read = [read_guest(part, has_titles_beside=has_titles_beside) for part in parts]
    if len(parts) > 1 and None in read:
        whole = read_guest(text, has_titles_beside=has_titles_beside)
        if (
            whole
            and whole.title
            and is_name_zh(whole.name.get(ZH, ""))
            and not SEMICOLON.search(text)
        ):
            others = [part for part in parts if whole.name[ZH] not in part]
            if not any(names_another(part) or is_placeholder(part) for part in others):
                return [doubt_posts(whole, text)], []  # 某市常委、副市长 林岚
        is_one_title = "/" in text and read[0] and not any(read[1:])
        if whole and whole.title and EN in whole.name and is_one_title:
            return [whole], []  # Anna Berg, Director, Coast Office / Harbour Office
        # Beside what is nobody a word without a surname is nobody either.
        read = [guest if guest and is_named_surely(guest) else None for guest in read]
    unread = [part for part, guest in zip(parts, read, strict=True) if guest is None]
    named = [doubt_posts(guest, part) for part, guest in zip(parts, read, strict=True) if guest]
    return named, unread


def _read_in_both(text: str, has_titles_beside: bool) -> list[Guest]:
    """Return several people whom a line names in Chinese, and behind that in English.

    林岚、王芳（潮汐所） Lan Lin, Fang Wang (Tide Office)
    """
    languages = split_languages(text)
    if len(languages) != 2 or not _SEVERAL.search(languages[ZH]):
        return []
    guests, unread = _read_line(languages[ZH], has_titles_beside)
    again, unread_again = _read_line(languages[EN], has_titles_beside)
    if unread or unread_again or len(guests) != len(again):
        return []
    joined = join_languages([*guests, *again])
    return joined if len(joined) == len(guests) else []


def _stroked_guest(printed: str, title: str) -> Guest:
    language = language_of(printed)
    name, honorific = split_honorific(printed, language)
    return Guest(
        {language: name},
        {language_of(title): title},
        in_language(language, honorific),
        is_parted=True,
    )


def lines_with_labels(cell: str) -> list[str]:
    """Return the lines of a cell, each label of a role at the beginning of one.

    Brackets on a line of their own belong to the line above.
    """
    parted = _FURTHER_LABEL.sub(_on_its_own_line, _BRACKETS_BELOW.sub(" ", cell.strip()))
    return _ROLE_BEFORE_SPACE.sub(r"\g<role>：", parted).splitlines()


def _on_its_own_line(label: re.Match[str]) -> str:
    """Return what stands before a label, which begins a line if it names a role."""
    is_role = role_label(f"{label['label']}:", language_of(label["label"])) is not None
    return f"\n{label['label']}:" if is_role else label[0]


def stated_guest(names: dict[str, str]) -> list[Guest]:
    """Return the person whose name is in columns that state their language: taken at its word."""
    guests = [
        (language, read_guest(name, has_titles_beside=True)) for language, name in names.items()
    ]
    honorific = {
        language: words for language, guest in guests if guest for words in guest.honorific.values()
    }
    plain = {
        language: next(iter(guest.name.values())) if guest and guest.honorific else names[language]
        for language, guest in guests
    }
    return [Guest(plain, {}, honorific)]


def plain_guest(text: str) -> list[Guest]:
    """Take a cell of the name column at its word: the header says that it holds a name."""
    text = " ".join(text.split())
    if is_placeholder(text):
        return []
    is_name = any(map(str.isalpha, text)) and not _NO_NAME.search(text)
    return [Guest({language_of(text): text})] if is_name else []
