"""What differs between two texts, in pieces that suit Han and Latin writing alike.

Han text has no spaces between words, so its pieces are single characters; Latin text is compared
word by word.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

_PIECES = re.compile(r"[A-Za-zÀ-ɏ0-9]+(?:[’'-][A-Za-zÀ-ɏ0-9]+)*|\s+|.", re.DOTALL)
# Of longer texts the comparison by pieces takes seconds; they are compared by lines.
_LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class TextPiece:
    """A stretch of text that both texts share, or that only the old or the new one has."""

    kind: Literal["same", "old", "new"]
    text: str


def pieces(text: str) -> list[str]:
    """Cut a text into single Han characters, words, runs of space and single marks."""
    return _PIECES.findall(text)


def differences(old: str, new: str) -> list[TextPiece]:
    """Return both texts as one list of pieces, in reading order, the old before the new."""
    cut = pieces if len(old) + len(new) <= _LONGEST else _lines
    return list(_joined(cut(old), cut(new)))


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)


def _joined(old: list[str], new: list[str]) -> Iterator[TextPiece]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, first, last, start, end in matcher.get_opcodes():
        if kind == "equal":
            yield TextPiece("same", "".join(old[first:last]))
            continue
        if first < last:
            yield TextPiece("old", "".join(old[first:last]))
        if start < end:
            yield TextPiece("new", "".join(new[start:end]))
