"""The number of an edition in words, as covers print it: 第六届, Sixth edition."""

import re
from datetime import date

from django.utils.translation import get_language, gettext

from forum.core.languages import is_chinese

_HAN = "零一二三四五六七八九"
_ONES = (
    "", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
    "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth",
    "seventeenth", "eighteenth", "nineteenth",
)  # fmt: skip
_TENS = ("twent", "thirt", "fort", "fift", "sixt", "sevent", "eight", "ninet")


def edition(number: int) -> str:
    """Return the words for an edition in the active language."""
    language = get_language() or ""
    if is_chinese(language):
        return f"第{han_number(number)}届"
    if language.startswith("en"):
        return f"{english_ordinal(number).capitalize()} edition"
    return gettext("Edition %(number)d") % {"number": number}


def numeral(number: int) -> str:
    """Return the number alone, in the active language: 六, 6."""
    return han_number(number) if is_chinese(get_language()) else str(number)


def cover_numeral(edition: int | None, first_day: date | None) -> str:
    """Return what stands large on a cover: the number of the edition, else the year."""
    if edition is None:
        return f"{first_day:%Y}" if first_day else ""
    return numeral(edition)


def han_number(number: int) -> str:
    """Return a number below a hundred in Chinese numerals, a larger one in figures: 12 -> 十二."""
    tens, ones = divmod(number, 10)
    if tens > 9:
        return str(number)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_HAN[tens]}十"
    return head + (_HAN[ones] if ones or not tens else "")


def english_ordinal(number: int) -> str:
    """Return an ordinal below a hundred in words, a larger one in figures: 21 -> twenty-first."""
    if number < len(_ONES):
        return _ONES[number] or "0th"
    tens, ones = divmod(number, 10)
    if tens > 9:
        return f"{number}{_ending(number)}"
    stem = _TENS[tens - 2]
    return f"{stem}y-{_ONES[ones]}" if ones else f"{stem}ieth"


def _ending(number: int) -> str:
    if 10 < number % 100 < 20:
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


_HAN_ORDINAL = re.compile(r"第([一二三四五六七八九十]{1,3}|\d{1,3})(?=[届期次回])")
_FIGURE_ORDINAL = re.compile(r"\b(\d{1,3})(?:st|nd|rd|th)\b(?!\s+century)", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_WORDS = {english_ordinal(number): number for number in range(1, 100)}
_WORD_ORDINAL = re.compile(
    rf"\b({'|'.join(sorted(_WORDS, key=len, reverse=True))})\b(?!\s+century)", re.IGNORECASE
)


def raised(text: str) -> str:
    """Return the title of the next edition: 第六届 -> 第七届, Sixth -> Seventh.

    The first ordinal of each kind and every year are raised; a title without either is the same.
    """
    text = _HAN_ORDINAL.sub(lambda match: f"第{_next_han(match[1])}", text, count=1)
    text = _FIGURE_ORDINAL.sub(lambda match: _next_figure(match[1]), text, count=1)
    text = _WORD_ORDINAL.sub(lambda match: _next_word(match[1]), text, count=1)
    return _YEAR.sub(lambda match: str(int(match[0]) + 1), text)


def _next_han(numeral: str) -> str:
    if numeral.isdecimal():
        return str(int(numeral) + 1)
    numbers = {han_number(number): number for number in range(1, 100)}
    return han_number(numbers[numeral] + 1) if numeral in numbers else numeral


def _next_figure(number: str) -> str:
    following = int(number) + 1
    return f"{following}{_ending(following)}"


def _next_word(word: str) -> str:
    following = english_ordinal(_WORDS[word.lower()] + 1)
    if word.isupper():
        return following.upper()
    # Sixth, Twenty-first and Twenty-First.
    cased = following.title() if "-" in word and word.istitle() else following.capitalize()
    return cased if word[0].isupper() else following
