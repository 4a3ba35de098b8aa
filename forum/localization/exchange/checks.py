"""Checks of a returned translation: codes, structure, length, characters."""

import re
from collections import Counter
from html.parser import HTMLParser
from typing import Final

from forum.core.control_characters import CONTROL_CHARACTERS

_TAG: Final = re.compile(r"""<[a-z][a-z0-9]*(?:\s(?:[^<>"]|"[^"]*")*)?>""")
_INLINE: Final = frozenset({"strong", "em", "a", "br", "#text"})
_BLOCKS: Final = frozenset({"p", "h3", "h4", "ul", "ol", "blockquote"})
# HTML's content model, for the tags that the sanitizer allows.
_WITHIN: Final = {
    "": _BLOCKS,
    "ul": frozenset({"li"}),
    "ol": frozenset({"li"}),
    "li": _INLINE | _BLOCKS,
    "blockquote": _BLOCKS,
    "a": _INLINE - {"a"},
    **dict.fromkeys(("p", "h3", "h4", "strong", "em"), _INLINE),
}


def count_tags(value: str) -> Counter[str]:
    """Return the opening tags of rich text, each with its attributes, and how often it stands."""
    return Counter(_TAG.findall(value))


def compare_tags(source: str, present: str, text: str) -> tuple[list[str], list[str]]:
    """Return the tags that a translation lacks, and those that it has too many.

    What the translation has today is right, too: an editor saw it.
    """
    source_tags, present_tags, text_tags = count_tags(source), count_tags(present), count_tags(text)
    lost = (source_tags - text_tags) - (source_tags - present_tags if present else Counter())
    added = (text_tags - source_tags) - (present_tags - source_tags)
    return list(lost.elements()), list(added.elements())


def misplaced_tags(source: str, text: str) -> list[str]:
    """Return the tags of a translation that stand where they may not, nor do in the source."""
    wrong = _pairs(text) - _pairs(source)
    return sorted({name for within, name in wrong if name not in _WITHIN.get(within, _INLINE)})


def control_characters(text: str, source: str) -> set[str]:
    """Return the characters of a translation that no text should hold, nor does the source."""
    return set(CONTROL_CHARACTERS.findall(text)) - set(source)


def remove_characters(text: str, characters: set[str]) -> str:
    """Return a text without some characters."""
    return text.translate({ord(char): None for char in characters})


def join_lines(text: str) -> str:
    """Return a text as a field of one line holds it."""
    return re.sub(r"\s*[\r\n]+\s*", " ", text).strip()


def _pairs(value: str) -> set[tuple[str, str]]:
    return set(_Structure(value).pairs)


class _Structure(HTMLParser):
    """Notes what stands within what. “#text” is text that is not blank."""

    def __init__(self, value: str) -> None:
        super().__init__()
        self.pairs: list[tuple[str, str]] = []
        self._open = [""]
        self.feed(value)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.pairs.append((self._open[-1], tag))
        if tag != "br":
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open[1:]:
            while self._open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.pairs.append((self._open[-1], "#text"))


def shorten_code(code: str) -> str:
    """Return a code as it is shown, cut where it is long."""
    return code if len(code) <= 60 else f"{code[:59]}…"
