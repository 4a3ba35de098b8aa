"""The number of an edition in words, as covers print it: 第六届, Sixth edition."""

from django.utils.translation import get_language, gettext

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
    if language.startswith("zh"):
        return f"第{han_number(number)}届"
    if language.startswith("en"):
        return f"{english_ordinal(number).capitalize()} edition"
    return gettext("Edition %(number)d") % {"number": number}


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
