"""Where an English list names its further people, whose entries semicolons part.

It featured Anna Berg, chair of the Tide Fund; Tom Lind of CoastNet; and Eva Maas, who left the sea.
"""

import re
from collections.abc import Iterator
from typing import Final

from forum.reader.shapes.record.name_forms import LATIN_CAPITALS, is_name_en

_WORD: Final = rf"[{LATIN_CAPITALS}][\w’'-]+"
_ENTRY: Final = re.compile(
    rf";\s+(?:and\s+)?(?P<name>{_WORD}(?:\s+(?:de|da|van|von|bin|al|el))?\s+{_WORD}(?:\s+{_WORD})?)"
    r"(?=\s+of\s+(?:the\s+)?[A-Z]|,\s+(?:who|an?|the)\s|,\s+[a-z]|[.;]|$)"
)
# Nobody's name follows an article: a scientist at the Red Sea Observatory.
_ARTICLE: Final = re.compile(r"\b(?:at|of|for|with|from|in|by)\s+the\s+$")


def listed_names(text: str, start: int) -> Iterator[tuple[int, int]]:
    """Yield where the names stand that go on with a list which begins at a place of a text."""
    for match in _ENTRY.finditer(text, start):
        if is_name_en(match["name"]):
            yield match.span("name")


def is_behind_article(text: str, start: int) -> bool:
    """Tell whether what begins at a place has an article before it, as no person's name has."""
    return bool(_ARTICLE.search(text[:start]))
