"""Chinese text cut into words by the dictionary of readings that pypinyin brings.

Its own cutting wants the readings too, 50 MB in each process that shows a Chinese title.
"""

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from importlib.util import find_spec
from itertools import accumulate
from mmap import ACCESS_READ, mmap
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
def _dictionary() -> "_Words":
    keys = re.findall(rb'"([^"]+)"\s*:', open_dictionary("phrases_dict"))
    return _Words(sorted(key.decode() for key in keys))


@lru_cache
def open_dictionary(name: str) -> mmap:
    """Return a file of readings as it lies on the disk, so that all processes share its memory.

    It is found without importing the library, which loads all at once.
    """
    origin = getattr(find_spec("pypinyin"), "origin", "")
    with Path(origin).with_name(f"{name}.json").open("rb") as file:
        return mmap(file.fileno(), 0, access=ACCESS_READ)


class _Words:
    """Words in their order, as one text: as 47,000 texts they took 3 MB of each process."""

    def __init__(self, words: list[str]) -> None:
        self._ends = array("I", accumulate(map(len, words), initial=0))
        self._text = "".join(words)

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __getitem__(self, place: int) -> str:
        if place >= len(self):
            raise IndexError(place)
        return self._text[self._ends[place] : self._ends[place + 1]]
