"""What differs between two texts, in pieces that suit Han and Latin writing alike.

Han text has no spaces between words, so its pieces are single characters; Latin text is compared
word by word.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import takewhile
from typing import Literal

_PIECES = re.compile(r"[A-Za-zÀ-ɏ0-9]+(?:[’'-][A-Za-zÀ-ɏ0-9]+)*|\s+|.", re.DOTALL)
# Of more pieces the comparison takes seconds; those texts are compared by lines.
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
    return list(_joined(pieces(old), pieces(new)))


def _joined(old: list[str], new: list[str]) -> Iterator[TextPiece]:
    # What both begin and end with need not be compared, piece by piece with everything.
    head = sum(1 for _ in takewhile(_is_pair, zip(old, new, strict=False)))
    tails = zip(reversed(old[head:]), reversed(new[head:]), strict=False)
    tail = sum(1 for _ in takewhile(_is_pair, tails))
    if head:
        yield TextPiece("same", "".join(old[:head]))
    yield from _compared(old[head : len(old) - tail], new[head : len(new) - tail])
    if tail:
        yield TextPiece("same", "".join(old[-tail:]))


def _is_pair(pair: tuple[str, str]) -> bool:
    return pair[0] == pair[1]


def _compared(old: list[str], new: list[str]) -> Iterator[TextPiece]:
    if len(old) + len(new) > _LONGEST:
        old, new = ("".join(part).splitlines(keepends=True) for part in (old, new))
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, first, last, start, end in matcher.get_opcodes():
        if kind == "equal":
            yield TextPiece("same", "".join(old[first:last]))
            continue
        if first < last:
            yield TextPiece("old", "".join(old[first:last]))
        if start < end:
            yield TextPiece("new", "".join(new[start:end]))
