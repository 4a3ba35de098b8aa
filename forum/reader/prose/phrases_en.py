"""Runs of capitalized words in English text, with the small words that join them."""

import re
from typing import Final

from forum.reader.vocabulary.prose_en import CONNECTORS, FIRST_WORDS

_WORD: Final = re.compile(
    r"\([^()]{1,40}\)|(?<![.\w])[A-Z]\.(?=\s+[A-Z][a-z])|[^\s,;:.()“”]+(?:\.(?=[A-Z]))?|[,;:.()“”]"
)
_LEAD: Final = re.compile(rf"(?:(?:{'|'.join(sorted(CONNECTORS))})\s+)+")
_LONGEST: Final = 200


def start_of_phrase(text: str, end: int) -> int:
    """Return where the capitalized words that end at a place begin, connectors among them."""
    start = end
    for match in reversed([*_WORD.finditer(text, max(0, end - _LONGEST), end)]):
        if not _is_part(match[0]):
            break
        start = match.start()
    lead = _LEAD.match(text, start, end)
    return lead.end() if lead else start


def end_of_phrase(text: str, start: int) -> int:
    """Return where the capitalized words that begin at a place end, connectors among them."""
    end = start
    for match in _WORD.finditer(text, start, start + _LONGEST):
        # Numbers belong to what follows: on 18 November.
        if not _is_part(match[0]) or match[0][0].isdigit():
            break
        if match[0] not in CONNECTORS:
            end = match.end()
    return end


def _is_part(token: str) -> bool:
    is_capital = token[0].isupper() or token[0] in "(0123456789"
    is_capital |= token.startswith("co-found")
    return (is_capital and token not in FIRST_WORDS) or token in CONNECTORS
