"""Numbers as records print them: 三, 十二, 3, ３, III, third, 3rd."""

import re
import unicodedata
from typing import Final

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_ONES = [
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth",
    "eighteenth", "nineteenth",
]  # fmt: skip
_TENS = ("twentieth", "thirtieth", "fortieth", "fiftieth", "sixtieth", "seventieth", "eightieth")
_TENS_STEM = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty")
_CARDINALS = [
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
]  # fmt: skip

ORDINALS: Final[dict[str, int]] = (
    {word: value for value, word in enumerate(_ONES, 1)}
    | {word: value * 10 for value, word in enumerate(_TENS, 2)}
    | {
        f"{stem}-{unit}": tens * 10 + value
        for tens, stem in enumerate(_TENS_STEM, 2)
        for value, unit in enumerate(_ONES[:9], 1)
    }
)
_WORDS = ORDINALS | {word: value for value, word in enumerate(_CARDINALS, 1)}

HAN_NUMBER: Final = "[零〇一二两三四五六七八九十百]+"
ORDINAL_WORD: Final = "|".join(sorted(ORDINALS, key=len, reverse=True))
NUMBER: Final = (
    rf"(?:{HAN_NUMBER}|[0-9０-９]{{1,3}}|[IVXivx]{{1,5}}(?![A-Za-z])|"
    rf"(?:{'|'.join(_CARDINALS)})(?![A-Za-z]))"
)


def number(text: str) -> int | None:
    """Return the number that the text prints, None when it prints none."""
    text = unicodedata.normalize("NFKC", text).strip().replace(" ", "-")
    if text.isdecimal():
        return int(text)
    if ordinal := re.fullmatch(r"(\d+)(?:st|nd|rd|th)", text, re.IGNORECASE):
        return int(ordinal[1])
    if text.lower() in _WORDS:
        return _WORDS[text.lower()]
    if re.fullmatch(HAN_NUMBER, text):
        return _han(text)
    return _roman(text.upper()) if re.fullmatch(r"[IVXLCivxlc]+", text) else None


def _han(text: str) -> int:
    if not set(text) & set("十百"):
        return int("".join(str(_DIGITS[char]) for char in text))
    total, current = 0, 0
    for char in text:
        if char in "十百":
            total += (current or 1) * (10 if char == "十" else 100)
            current = 0
        else:
            current = _DIGITS[char]
    return total + current


def _roman(text: str) -> int:
    values = [_ROMAN[char] for char in text]
    following = [*values[1:], 0]
    return sum(
        -value if value < next_value else value
        for value, next_value in zip(values, following, strict=True)
    )
