"""How Chinese labels are read, for their order: the readings of pypinyin without its dictionaries.

These take 50 MB of each process, and a list has few labels: their words are looked up in its files.
"""

import json
import re
import unicodedata
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from forum.core.chinese_words import cut_words

_TONES: Final = re.compile("[\u0300\u0301\u0304\u030c]")


def read_aloud(text: str) -> list[str]:
    """Return the readings of a text's Han characters, without tones: as ``lazy_pinyin`` does."""
    return [_without_tone(reading) for word in cut_words(text) for reading in _read_word(word)]


def _read_word(word: str) -> list[str]:
    name, key = ("phrases_dict", word) if word[1:] else ("pinyin_dict", str(ord(word)))
    readings = _load(name)
    place = readings.find(f'"{key}": ')
    if place < 0:
        return []
    entry, _end = json.JSONDecoder().raw_decode(readings, place + len(key) + 4)
    choices = [entry.split(",")] if isinstance(entry, str) else entry
    return [first for first, *_others in choices]


@lru_cache
def _load(name: str) -> str:
    origin = getattr(find_spec("pypinyin"), "origin", "")
    return Path(origin).with_name(f"{name}.json").read_text("utf-8")


def _without_tone(reading: str) -> str:
    return _TONES.sub("", unicodedata.normalize("NFD", reading)).replace("u\u0308", "v")
