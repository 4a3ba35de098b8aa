"""The passage of the document that a warning speaks of: its lines, the words marked."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from forum.imports.stored_plan import LINES_PER_FINDING

_BEFORE: Final = 60
_LONGEST: Final = 240


@dataclass(frozen=True, slots=True)
class PassagePiece:
    """A stretch of a line; marked: one of the words that the warning is about."""

    text: str
    marked: bool = False


@dataclass(frozen=True, slots=True)
class PassageLine:
    """A line of the document. named: the warning names it; else it stands around one it names."""

    number: int
    pieces: tuple[PassagePiece, ...]
    named: bool


def cut_passage(
    stored_lines: Mapping[str, str], lines: Iterable[int], words: Iterable[str], around: int = 1
) -> list[PassageLine]:
    """Return the lines that are named and those around them, as far as they are stored.

    around: how many on either side.
    """
    named = sorted(lines)[:LINES_PER_FINDING]
    pattern = _pattern(words)
    near = sorted({number for line in named for number in range(line - around, line + around + 1)})
    return [
        PassageLine(number, tuple(_pieces(stored_lines[str(number)], pattern)), number in named)
        for number in near
        if stored_lines.get(str(number), "").strip()
    ]


def finding_words(warning: Mapping[str, Any]) -> list[str]:
    """Return the words that a warning is about: its subject and what fills its message."""
    words = [warning["subject"]]
    for value in warning["params"].values():
        words += value if isinstance(value, list) else [value]
    return [str(word) for word in words]


def _pattern(words: Iterable[str]) -> re.Pattern[str] | None:
    """Return a pattern for the words, the longest first; one letter alone is no word."""
    parts = {part.strip() for word in words for part in (word, *word.split(" / "))}
    worth = sorted((part for part in parts if len(part) > 1), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, worth))) if worth else None


def _pieces(text: str, pattern: re.Pattern[str] | None) -> Iterator[PassagePiece]:
    text = _excerpt(" ".join(text.split()), pattern)
    place = 0
    for match in pattern.finditer(text) if pattern else ():
        if match.start() > place:
            yield PassagePiece(text[place : match.start()])
        yield PassagePiece(match.group(), marked=True)
        place = match.end()
    if place < len(text):
        yield PassagePiece(text[place:])


def _excerpt(text: str, pattern: re.Pattern[str] | None) -> str:
    """Return a long line around the first word that is marked."""
    if len(text) <= _LONGEST:
        return text
    match = pattern.search(text) if pattern else None
    start = max(0, match.start() - _BEFORE) if match else 0
    end = start + _LONGEST
    return f"{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}"
