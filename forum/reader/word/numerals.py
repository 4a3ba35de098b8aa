"""Numbers as Word's list formats print them (ECMA-376 part 1, 17.18.59, ST_NumberFormat)."""

from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Final

_ROMAN: Final = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_PLAIN: Final = "〇一二三四五六七八九"
_LEGAL: Final = "零壹贰叁肆伍陆柒捌玖"
_LEGAL_TRADITIONAL: Final = "零壹貳參肆伍陸柒捌玖"
_STEMS: Final = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES: Final = "子丑寅卯辰巳午未申酉戌亥"
_MOST_LETTERS: Final = 26 * 30  # thirty times Z, where Word starts again
_MOST_ROMAN: Final = 3999


def numeral(number: int, form: str) -> str:
    """Print a number from 0 to 32,767; as digits where the format is unknown or has none for it."""
    if form == "none":
        return ""
    printer = _FORMS.get(form)
    return (printer(number) if printer else "") or str(number)


def _letters(number: int) -> str:
    """A to Z, then AA, BB: not the columns of a spreadsheet."""
    if not 1 <= number <= _MOST_LETTERS:
        return ""
    times, letter = divmod(number - 1, 26)
    return chr(ord("a") + letter) * (times + 1)


def _roman(number: int) -> str:
    if not 1 <= number <= _MOST_ROMAN:
        return ""
    parts = []
    for value, sign in _ROMAN:
        times, number = divmod(number, value)
        parts.append(sign * times)
    return "".join(parts)


def _counting(digits: str, units: tuple[str, str, str], zero: str) -> Callable[[int], str]:
    """Printer of 二十三, 一百零五: digits with their units, below a hundred thousand."""

    def below_ten_thousand(number: int) -> str:
        figures = f"{number:d}"
        places = ("", *units)[: len(figures)][::-1]
        parts = [
            digits[int(figure)] + unit if figure != "0" else zero
            for figure, unit in zip(figures, places, strict=True)
        ]
        figures_printed = [
            part
            for part, next_part in pairwise([*parts, zero])
            if part != zero or next_part != zero
        ]
        return "".join(figures_printed)

    def printed(number: int) -> str:
        if number == 0:
            return digits[0]
        myriads, rest = divmod(number, 10_000)
        if not myriads:
            return below_ten_thousand(number)
        gap = zero if 0 < rest < 1_000 else ""
        tail = below_ten_thousand(rest) if rest else ""
        return f"{below_ten_thousand(myriads)}万{gap}{tail}"

    return printed


_thousands = _counting(_PLAIN, ("十", "百", "千"), "零")
_legal = _counting(_LEGAL, ("拾", "佰", "仟"), "零")
_legal_traditional = _counting(_LEGAL_TRADITIONAL, ("拾", "佰", "仟"), "零")


def _spoken(number: int) -> str:
    """十一, not 一十一."""
    return _thousands(number).removeprefix("一") if 10 <= number < 20 else _thousands(number)


def _digits(number: int) -> str:
    return "".join(_PLAIN[int(figure)] for figure in str(number))


def _short(number: int) -> str:
    return _spoken(number) if number < 100 else _digits(number)


def _cycle(signs: str) -> Callable[[int], str]:
    return lambda number: signs[(number - 1) % len(signs)] if number else ""


def _block(*ranges: tuple[int, int, int]) -> Callable[[int], str]:
    """Printer of signs that stand in a row in Unicode: (first number, last number, first sign)."""

    def printed(number: int) -> str:
        signs = (
            chr(sign + number - first) for first, last, sign in ranges if first <= number <= last
        )
        return next(signs, "")

    return printed


def _ordinal(number: int) -> str:
    teen = number // 10 % 10 == 1
    ending = "th" if teen else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _full_width(number: int) -> str:
    return "".join(chr(ord("０") + int(figure)) for figure in str(number))


_circled = _block((1, 20, 0x2460), (21, 35, 0x3251), (36, 50, 0x32B1))

_FORMS: Final[Mapping[str, Callable[[int], str]]] = {
    "decimalZero": "{:02d}".format,
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerRoman": _roman,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerLetter": _letters,
    "ordinal": _ordinal,
    "chineseCounting": _short,
    "taiwaneseCounting": _short,
    "japaneseCounting": _spoken,
    "koreanDigital2": _digits,
    "chineseCountingThousand": _spoken,
    "taiwaneseCountingThousand": _spoken,
    "ideographDigital": _digits,
    "japaneseDigitalTenThousand": _digits,
    "taiwaneseDigital": _digits,
    "chineseLegalSimplified": _legal,
    "ideographLegalTraditional": _legal_traditional,
    "japaneseLegal": _legal_traditional,
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedFullstop": _block((1, 20, 0x2488)),
    "decimalEnclosedParen": _block((1, 20, 0x2474)),
    "ideographEnclosedCircle": _block((1, 10, 0x3280)),
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "numberInDash": "- {} -".format,
}
