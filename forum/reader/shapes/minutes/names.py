"""Whom minutes name behind a label, or in a cell: @林岚, 程砚（记录）."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from forum.reader.bilingual import language_of
from forum.reader.draft_parts import PersonDraft
from forum.reader.event_record import EN, ZH, Text
from forum.reader.guest_cells import Guest, read_guests
from forum.reader.guest_parts import is_bare_name
from forum.reader.shapes.record.name_forms import has_title_word, is_name_zh, is_whole_name
from forum.reader.vocabulary.minutes import RECORDING

# The secretary @Lin: who is called by a single name.
_CALLED: Final = re.compile(
    r"^(?P<title>[\u4e00-\u9fff]{0,20})\s*[@＠]\s*(?P<name>[A-Z][A-Za-z]+)$"
)
_AT: Final = re.compile(r"[@＠]+\s*")
# ada (王芳), 王芳（ada）: what somebody is called beside the name
_ALIAS: Final = re.compile(
    r"(?P<handle>[A-Za-z][\w.-]*)\s*[（(]\s*(?P<name>[\u3400-\u9fff·]{2,6})\s*[)）]|"
    r"(?P<first>[\u3400-\u9fff·]{2,6})\s*[（(]\s*(?P<called>[A-Za-z][\w.-]*)\s*[)）]"
)
# @小潮 今天去看闸: whom the words of an item call; no address, no @harbour/tide
_CALLED_WITHIN: Final = re.compile(
    r"(?<![\w.])[@＠]+\s?(?P<name>(?:[A-Za-z][\w.-]{0,37}\w|[\u3400-\u9fff]{2,4}(?![\u3400-\u9fff]))"
    r"(?:\s*[（(][^（()）]{2,20}[)）])?)(?![\w/])"
)
# tide-watch, ada77, seaWall: how nobody is called but by others
_ODD_HANDLE: Final = re.compile(r"(?=[a-z]|.*(?:\d|-|[a-z][A-Z]))[A-Za-z][\w.-]+")
_NAME_CALLED: Final = re.compile(r"[\u3400-\u9fff·]{2,6}|[A-Za-z][\w.-]*(?: [A-Za-z][\w.-]*){0,2}")
_COMMA: Final = re.compile(r"\s*[,，]\s*(?![^（(]*[)）])(?:and\s+)?|\s+and\s+")
_BRACKET_BEHIND: Final = re.compile(r"\s*[（(][^（()）]*[)）]$")
# Ida & Per Holm: couples share a surname
_COUPLE: Final = re.compile(
    r"\b(?P<first>[A-Z][\w’'-]+) (?:&|and) (?P<other>[A-Z][\w’'-]+) "
    r"(?P<last>[A-Z][\w’'-]+)\b(?=\s*(?:[,.(]|$))"
)
# Harbour members Anna Berg
_GROUP_BEFORE: Final = re.compile(
    r"^(?:[\w-]+\s+){0,2}(?:members?|residents?|homeowners?|guests?)\s+(?=[A-Z])"
)
_TITLED: Final = re.compile(r"(?P<name>[A-Z][^,()]{2,40}?)(?:\s*\((?P<title>[^()]{2,60})\))?")
# anna, T: what those who know each other call one another
_HANDLE: Final = re.compile(r"[A-Za-z][\w.-]{0,38}")
_FEWEST_BEHIND: Final = 2
_LONGEST_POST: Final = 8
_FEWEST_ODD: Final = 3
_MOSTLY: Final = 0.8
_FEWEST_WORDS: Final = 3  # where all are single words
_FEWEST_MIXED: Final = 4  # where some are


def read_named(value: str) -> tuple[list[Guest], list[str]]:
    """Return the people behind a label, and the parts of it in which none can be seen."""
    called = _CALLED.match(value.strip())
    if called:
        return [Guest({EN: called["name"]}, {ZH: called["title"]} if called["title"] else {})], []
    if named := _read_called(value) or _read_handles(value):
        return named
    if len(parts := _names_of_words(value)) > 1:
        are_handles = all(map(_HANDLE.fullmatch, parts))
        people = [([Guest({EN: part})], []) if are_handles else read_named(part) for part in parts]
        return [guest for guests, _ in people for guest in guests], [
            text for _, texts in people for text in texts
        ]
    value = _COUPLE.sub(r"\g<first> \g<last>, \g<other> \g<last>", value.strip().rstrip("."))
    if posts := _named_behind_posts(value):
        return posts, []
    guests, unread = read_guests(_AT.sub("", value))
    if unread and (posts := _named_before_posts(value)):
        return posts, []
    guests = [replace(guest, title=_without_task(guest.title)) for guest in guests]
    sure = [guest for guest in guests if not guest.title or is_sure_of_name(guest)]
    return sure, [
        *unread,
        *(" ".join(guest.name.values()) for guest in guests if guest not in sure),
    ]


def _read_called(value: str) -> tuple[list[Guest], list[str]] | None:
    """Return whom a text calls that calls several and says nothing else: @林岚 @ada (王芳)."""
    first, *called = _AT.split(value.strip())
    if first or len(called) < _FEWEST_BEHIND:
        return None
    return _read_parts(called)


def _read_handles(value: str) -> tuple[list[Guest], list[str]] | None:
    """Return the people of a list of handles, among which whole names may stand: ada77, Tom Li."""
    parts = re.split(r"\s*[,，、]\s*", value.strip().rstrip(".。"))
    odd = sum(bool(_ODD_HANDLE.fullmatch(part)) for part in parts)
    guests, unread = _read_parts(parts)
    return (guests, unread) if odd >= _FEWEST_ODD and len(guests) >= _MOSTLY * len(parts) else None


def _read_parts(parts: Sequence[str]) -> tuple[list[Guest], list[str]]:
    stripped = [" ".join(part.strip(" \t、，,;；").split()) for part in parts]
    guests = [(part, called_guest(part)) for part in stripped if part]
    return [guest for _part, guest in guests if guest], [
        part for part, guest in guests if not guest
    ]


def find_called_within(text: str) -> list[Guest]:
    """Return whom a line of running text calls: @林岚, @ada (王芳)."""
    guests = (called_guest(match["name"]) for match in _CALLED_WITHIN.finditer(text))
    return [guest for guest in guests if guest]


def are_handles(value: str) -> bool:
    """Tell whether a list of people is of such handles, so that a single word is a name."""
    return _read_called(value) is not None or _read_handles(value) is not None


def called_guest(text: str) -> Guest | None:
    """Return somebody as others call her or him, with the name beside it: ada (王芳)."""
    if alias := _ALIAS.fullmatch(text):
        return Guest({ZH: alias["name"] or alias["first"], EN: alias["handle"] or alias["called"]})
    return Guest({language_of(text): text}) if _NAME_CALLED.fullmatch(text) else None


def _named_before_posts(value: str) -> list[Guest]:
    """Return the people of a list of whole names, of which brackets title some, and of no other.

    Anna Berg (Chair), Tom Li, and Ida Holm (Treasurer)
    """
    matches = [_TITLED.fullmatch(part) for part in _COMMA.split(value)]
    guests = [
        Guest({EN: match["name"]}, {EN: match["title"]} if match["title"] else {})
        for match in matches
        if match and is_whole_name(match["name"])
    ]
    is_list = len(guests) == len(matches) >= _FEWEST_BEHIND
    return guests if is_list and any(guest.title for guest in guests) else []


def _named_behind_posts(value: str) -> list[Guest]:
    """Return the people of a list in which some stand behind their posts, none of any other.

    President Anna Berg, Secretary Tom Li
    """
    parts = _COMMA.split(value)
    guests = [_behind_post(part) for part in parts]
    named = [guest for guest in guests if guest]
    is_other = len(parts) == value.count(",") + 1 and not any(guest.title for guest in named)
    return [] if is_other or len(named) < len(parts) or len(parts) < _FEWEST_BEHIND else named


def _behind_post(text: str) -> Guest | None:
    words = _GROUP_BEFORE.sub("", text).split()
    if len(words) == 1 and _HANDLE.fullmatch(words[0]) and is_bare_name(words[0]):
        return Guest({EN: words[0]})
    for count in range(len(words) - 1):
        name, post = " ".join(words[count:]), words[:count]
        if is_whole_name(name) and all(has_title_word(word, EN) for word in post):
            return Guest({EN: name}, {EN: " ".join(post)} if post else {})
    return None


def _names_of_words(value: str) -> list[str]:
    """Return the parts of a list of names at its commas where some are single words: Anna, Tom Li.

    None of a list of whole names, and none where a part may be what the name before it does.
    """
    parts = [part for part in _COMMA.split(_AT.sub("", value).strip()) if part]
    bare = [_BRACKET_BEHIND.sub("", part) for part in parts]
    words = sum(" " not in name for name in bare)
    fewest = _FEWEST_WORDS if words == len(parts) else _FEWEST_MIXED
    is_list = words > 0 and (words == len(parts) or 2 * words <= len(parts))
    are_handles = words == len(parts) and all(map(_HANDLE.fullmatch, bare))
    are_names = are_handles or all(
        language_of(name) == EN and is_bare_name(name) and not has_title_word(name, EN)
        for name in bare
    )
    return parts if len(parts) >= fewest and is_list and are_names else []


def lists_handles(people: Sequence[PersonDraft]) -> bool:
    """Tell whether several are called as nobody is but by others: tide-watch, ada77."""
    names = (person.name.get(EN, "") for person in people)
    return sum(bool(_ODD_HANDLE.fullmatch(name)) for name in names) >= _FEWEST_ODD


def is_word_alone(guest: Guest) -> bool:
    """Tell whether somebody is called by a single word in Latin letters."""
    return EN in guest.name and " " not in guest.name[EN] and ZH not in guest.name


def called_names(text: str) -> list[str]:
    """Return the names that a line of nothing else calls: @林岚 @王芳."""
    return [name.strip() for name in _AT.split(text) if name.strip()]


def _without_task(title: Text) -> Text:
    """Leave out what somebody did at the meeting: (note-taker)."""
    return {language: text for language, text in title.items() if not RECORDING.fullmatch(text)}


def is_sure_of_name(guest: Guest) -> bool:
    """Tell whether a name that was cut from its title is one by its surname."""
    return EN in guest.name or is_name_zh(guest.name.get(ZH, ""))


def is_present(guest: Guest) -> bool:
    """Tell whether nothing but a name, and perhaps a post, stands behind the label of an office."""
    are_posts = all(
        len(title) <= _LONGEST_POST or has_title_word(title, code)
        for code, title in guest.title.items()
    )
    return is_sure_of_name(guest) and are_posts
