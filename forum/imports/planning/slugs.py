"""Addresses of new records. An import never changes one that exists."""

import re
import unicodedata
from collections.abc import Callable
from typing import Final

from forum.core.content import SLUG_LENGTH, Content
from forum.core.names import MIDDLE_DOTS, is_chinese_name, sort_key
from forum.reader.event_record import EN, ZH, Text

EVENT_LENGTH: Final = 60
_NUMBER_ROOM: Final = 5  # "-9999"

_APOSTROPHES = re.compile(r"['’]")
_NAME_PARTS = re.compile(rf"[\s{MIDDLE_DOTS}]+")
_NOT_ASCII = re.compile(r"[^a-z0-9]+")


def address_words(text: Text) -> list[str]:
    """Return the words for an address: of the English text, else the Chinese one's pinyin."""
    return _ascii_words(text.get(EN, "")) or _ascii_words(sort_key(text.get(ZH, "")))


def join_words(words: list[str], length: int) -> str:
    """Join words with hyphens, cut at a word before the length."""
    slug = words[0][:length] if words else ""
    for word in words[1:]:
        if len(slug) + 1 + len(word) > length:
            break
        slug += f"-{word}"
    return slug


def event_slug(year: int | None, title: Text) -> str:
    """Return the year and the title's words, cut before 60 characters."""
    words = address_words(title)
    if words[:1] == ["the"]:
        words = words[1:]
    year_first = [str(year)] if year and str(year) not in words[:1] else []
    return join_words([*year_first, *words], EVENT_LENGTH)


def person_slug(name: Text) -> str:
    """Return the address of a person: wang-shouwen for 王受文, fatu-haidala for 法图·海达拉."""
    chinese = name.get(ZH, "")
    if _ascii_words(name.get(EN, "")) or not chinese:
        return name_slug(name)
    if is_chinese_name(chinese):
        surname, *given_name = sort_key(chinese).split(" ")
        parts = [surname, "".join(given_name)]
    else:
        parts = [sort_key(part).replace(" ", "") for part in _NAME_PARTS.split(chinese)]
    return join_words(
        [word for part in parts for word in _ascii_words(part)], SLUG_LENGTH - _NUMBER_ROOM
    )


def name_slug(name: Text) -> str:
    """Return the address of an organization, a series or a product."""
    return join_words(address_words(name), SLUG_LENGTH - _NUMBER_ROOM)


class Slugs:
    """Hands out addresses that nothing stored and nothing planned has.

    read: model -> its slugs, those included that redirect to where a record has gone.
    """

    def __init__(self, read: Callable[[type[Content]], set[str]]) -> None:
        self._read = read
        self._used: dict[type[Content], set[str]] = {}
        self._next: dict[tuple[type[Content], str], int] = {}

    def claim(self, model: type[Content], slug: str) -> str:
        """Return the slug, or with -2, -3 … behind it; it is used from now on."""
        if model not in self._used:
            self._used[model] = self._read(model)
        used = self._used[model]
        base = slug or str(model._meta.model_name)
        number = self._next.get((model, base), 1)
        unique = base if number == 1 else f"{base}-{number}"
        while unique in used:
            number += 1
            unique = f"{base}-{number}"
        self._next[model, base] = number
        used.add(unique)
        return unique


def _ascii_words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", text))
    latin = "".join(char for char in plain if not unicodedata.combining(char)).casefold()
    return [word for word in _NOT_ASCII.split(latin) if word]
