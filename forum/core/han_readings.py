"""How Chinese names and labels are read: the readings of pypinyin without its dictionaries.

These take 50 MB of each process and half a second; a word's reading is looked up in its files.
"""

import json
import re
import unicodedata
from functools import lru_cache
from typing import Final

from forum.core.chinese_words import cut_words, open_dictionary

# Bytes of an entry at most: those of the longest phrase are a tenth of it.
_LONGEST: Final = 4000
_TONES: Final = re.compile("[\u0300\u0301\u0304\u030c]")


def read_aloud(text: str) -> list[str]:
    """Return the readings of a text's Han characters, without tones: as ``lazy_pinyin`` does."""
    return [first for word in cut_words(text) for first, *_others in _read_word(word)]


def list_character_readings(character: str) -> list[str]:
    """Return all readings of a Han character, without tones, the likeliest first: 若 -> ruo, re."""
    return [reading for readings in _read_word(character) for reading in readings]


@lru_cache(maxsize=4096)
def _read_word(word: str) -> list[list[str]]:
    """Return the readings of each character, those of one without repetition; [] if unknown."""
    name, key = ("phrases_dict", word) if word[1:] else ("pinyin_dict", str(ord(word)))
    dictionary, head = open_dictionary(name), f'"{key}": '.encode()
    place = dictionary.find(head)
    if place < 0:
        return []
    start = place + len(head)
    beginning = dictionary[start : start + _LONGEST].decode("utf-8", "ignore")
    entry, _end = json.JSONDecoder().raw_decode(beginning)
    characters = [entry.split(",")] if isinstance(entry, str) else entry
    return [list(dict.fromkeys(map(_without_tone, readings))) for readings in characters]


def _without_tone(reading: str) -> str:
    return _TONES.sub("", unicodedata.normalize("NFD", reading)).replace("u\u0308", "v")
