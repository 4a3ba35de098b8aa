"""Chinese text cut into words by the dictionary of readings that pypinyin brings.

Its own cutting wants the readings too, 50 MB in each process that shows a Chinese title.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path


def cut_words(text: str) -> Iterator[str]:
    """Yield from the left the longest words that the dictionary lists, else single characters."""
    start = 0
    while start < len(text):
        end = _end_of_word(text, start)
        yield text[start:end]
        start = end


def _end_of_word(text: str, start: int) -> int:
    words, longest = _dictionary(), start + 1
    for end in range(start + 1, len(text) + 1):
        place = bisect_left(words, text[start:end])
        if place == len(words) or not words[place].startswith(text[start:end]):
            break
        if words[place] == text[start:end]:
            longest = end
    return longest


@lru_cache(maxsize=1)
def _dictionary() -> list[str]:
    """Return the words in order; found without importing the library, which loads all at once."""
    origin = getattr(find_spec("pypinyin"), "origin", "")
    readings = Path(origin).with_name("phrases_dict.json").read_text("utf-8")
    return sorted(re.findall(r'"([^"]+)"\s*:', readings))
