"""Words that a page links behind a talk, or behind who speaks: [PDF], : slides, video."""

import re
from collections.abc import Iterable
from typing import Final

from forum.reader.vocabulary.furniture import MATERIAL

_WORDS: Final = rf"{MATERIAL}(?:\s*[,&/]\s*{MATERIAL})*"
# Behind these stands nothing else, or whoever speaks, in brackets.
_END: Final = r"(?=\s*$|\s*[(（][^()（）]{4,120}[)）]\s*$)"
_IN_BRACKETS: Final = re.compile(
    rf"\s*[\[(（]\s*{_WORDS}\s*[\])）]{_END}|"
    r"\s*[\U0001F6C8\u2139\U0001F5CE]\uFE0F?(?=\s*[)）]?\s*$)",
    re.IGNORECASE,
)
_BARE: Final = re.compile(rf"\s*[:,]\s*{_WORDS}{_END}")
_FEWEST: Final = 3  # lines that end so: of one alone such a word may be what is spoken on


def without_links(texts: Iterable[str]) -> list[str]:
    """Return lines of text without such words at their ends; bare ones where many lines have some.

    Audio, video: of a single line they may be its own.
    """
    plain = [_without(_IN_BRACKETS, text) for text in texts]
    linked = [_without(_BARE, text) for text in plain]
    many = sum(text != shorter for text, shorter in zip(plain, linked, strict=True))
    return linked if many >= _FEWEST else plain


def _without(pattern: re.Pattern[str], text: str) -> str:
    shorter = pattern.sub("", text)
    return shorter if shorter.strip(" •*-") else text
