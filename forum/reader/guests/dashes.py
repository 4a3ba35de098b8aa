"""A dash, or an @, between a name and a title, and letters behind a name."""

import re
from dataclasses import replace
from typing import Final

from forum.reader.bilingual import language_of
from forum.reader.event_record import EN, ZH
from forum.reader.guests.guest import Guest, Printed, in_language, with_told
from forum.reader.shapes.record import texts
from forum.reader.shapes.record.name_forms import (
    has_title_word,
    is_loose_name_zh,
    is_name_en,
    split_honorific,
)
from forum.reader.vocabulary.prose_en import LETTERS_BEHIND

# Anna Berg OBE, Director: letters behind a whole name, never a surname in capitals, Wei AO.
_LETTERS: Final = re.compile(
    r"^(?P<name>[^,，(（:：–—]*\w\s[^\s,，(（:：–—]*[a-z])"
    rf"(?P<letters>(?:,?\s+(?:{LETTERS_BEHIND}))+)(?=\s*(?:[-–—,，(（]|$))"
)
# Anna Berg - Director; Anna Berg– Director: a dash with a space on one side at least.
_DASHED: Final = re.compile(
    r"^(?P<name>[^,，(（:：–—]{3,60}?)(?:\s+[-–—]+\s*|\s*[–—]+\s*|-+\s+)(?P<title>\S.*)$"
)
_ADDRESSED_DASHED: Final = re.compile(
    r"^(?P<name>[^,，(（:：–—]{3,60}),\s+(?P<title>[^–—]+\s[–—]\s.+)$"
)
# …, Coast Office Tom Li – Head of Y: a second person in the title of the first.
_SECOND_DASHED: Final = re.compile(r"[a-z] [A-Z][a-z]+ [A-Z][a-z]+\s*[–—-]\s")
# Anna Berg-Director General: what a hyphen joins to a name is a title where it begins with one.
_HYPHENED: Final = re.compile(
    r"^(?P<name>[^,，(（:：–—]{3,60}?[a-z])-(?P<title>(?P<word>[A-Z][a-z]+)\b.*)$"
)


_AT_HOUSE: Final = re.compile(r"^(?P<name>[^@＠]{2,40}?)\s*[@＠]\s*(?P<title>[^\s@＠][^@＠]*)$")


def split_letters(text: str) -> tuple[str, str]:
    """Return a text without the letters behind its name, and these: Anna Berg OBE, Director."""
    match = _LETTERS.search(text)
    if match is None:
        return text, ""
    return text[: match.end("name")] + text[match.end() :], match["letters"].strip(" ,")


def with_letters(guest: Guest, letters: str, *, has_titles_beside: bool) -> Guest:
    """Return a guest with the letters behind the name: the title, where no other is told."""
    if letters and not guest.title and not has_titles_beside:
        return replace(guest, title={EN: letters})
    return with_told(guest, letters) if letters else guest


def names_second(text: str) -> bool:
    """Tell whether a dash stands behind two people, whom nothing parts."""
    dashed = _DASHED.match(text)
    return dashed is not None and bool(_SECOND_DASHED.search(dashed["title"]))


def read_before_dash(printed: Printed) -> Guest | None:
    """Read a title behind a dash: Anna Berg – Director, Coast Office."""
    match = _DASHED.match(printed.text)
    hyphened = _HYPHENED.match(printed.text)
    if hyphened and has_title_word(hyphened["word"], EN):
        match = hyphened
    if match is None:
        return None
    name, honorific = split_honorific(match["name"], EN)
    if " " not in name or not is_name_en(name):
        return None
    title = texts.clean(match["title"])
    return Guest({EN: name}, {language_of(title): title}, in_language(EN, honorific))


def read_before_at(printed: Printed) -> Guest | None:
    """Read at which house somebody is, and as what: 林岚@某社区 负责人."""
    match = _AT_HOUSE.match(printed.text)
    name, honorific = split_honorific(match["name"], printed.language) if match else ("", "")
    is_name = is_loose_name_zh(name) if printed.language == ZH else " " in name and is_name_en(name)
    if match is None or not is_name:
        return None
    title = texts.clean(match["title"])
    titled = {language_of(title): title}
    return Guest({printed.language: name}, titled, in_language(printed.language, honorific))


def read_addressed_before_dash(printed: Printed) -> Guest | None:
    """Read whom a form of address opens: Eng. Anna Berg, Head of Tides — Harbour Office."""
    match = _ADDRESSED_DASHED.match(printed.text)
    name, honorific = split_honorific(match["name"], EN) if match else ("", "")
    if match is None or not honorific or not is_name_en(name):
        return None
    return Guest({EN: name}, {EN: match["title"]}, {EN: honorific})
