"""Mechanical changes of a record's text that must not change what is read in it."""

import random
import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Final

import opencc

type Variation = Callable[[str], str]

_HEADING = re.compile(r"^【(.+?)】$", re.MULTILINE)
_FULL = {chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)}
_WRAP: Final = 76


@lru_cache(maxsize=1)
def _traditional() -> opencc.OpenCC:
    return opencc.OpenCC("s2t")


def _headings(form: str) -> Variation:
    return lambda text: _HEADING.sub(lambda match: form.format(match[1]), text)


def _numbered(text: str) -> str:
    numerals = iter("一二三四五六七八九十")
    return _HEADING.sub(lambda match: f"{next(numerals, '十')}、{match[1]}", text)


def _replaced(pairs: Mapping[str, str]) -> Variation:
    table = str.maketrans(dict(pairs))
    return lambda text: text.translate(table)


def _wrapped(text: str) -> str:
    """Break each line at 76 columns, as a fixed-width export does; Han letters take two."""
    return "\n".join(piece for line in text.split("\n") for piece in _pieces(line))


def _pieces(line: str) -> list[str]:
    """Cut a line between Han letters and at spaces, never within a word or before a mark."""
    pieces, width = [""], 0
    for unit in re.findall(r"[A-Za-z0-9À-ɏ'’.,;:()-]+ ?|[\s\S][，。、；：！？”』」）》]*", line):
        size = sum(2 if ord(char) > 0x2E7F else 1 for char in unit)
        if width + size > _WRAP and pieces[-1].strip():
            pieces.append("")
            width = 0
        pieces[-1] += unit
        width += size
    return [piece.rstrip() if number else piece for number, piece in enumerate(pieces)]


def _paged(text: str) -> str:
    """Put a running head and a page number after every twelfth line."""
    lines: list[str] = []
    if text.count("\n") < 3 * 12:  # one page shows no head that runs
        return text
    for number, line in enumerate(text.split("\n"), 1):
        lines.append(line)
        if number % 12 == 0:
            lines += ["", f"— {number // 12} —", "内部资料　注意保存", ""]
    return "\n".join(lines)


def _without_blanks(text: str) -> str:
    return re.sub(r"\n\s*\n+", "\n", text)


def _doubled_blanks(text: str) -> str:
    return re.sub(r"\n\s*\n", "\n\n\n", text)


def _tabs_for_spaces(text: str) -> str:
    return re.sub(r"(?<=[\u3400-\u9fff]) (?=[\u3400-\u9fff])", "\u3000", text)


def _spaced_dots(text: str) -> str:
    return re.sub(r"(?<=[\u3400-\u9fff])·(?=[\u3400-\u9fff])", " · ", text)


VARIATIONS: Final[Mapping[str, Variation]] = {
    "brackets_square": _headings("[{}]"),
    "brackets_tortoise": _headings("〔{}〕"),
    "brackets_white": _headings("〖{}〗"),
    "brackets_angle": _headings("〈{}〉"),
    "brackets_lenticular_double": _headings("「{}」"),
    "marker_diamond": _headings("◆ {}"),
    "marker_square": _headings("■{}"),
    "marker_circle": _headings("● {}"),
    "marker_triangle": _headings("▶ {}"),
    "marker_and_brackets": _headings("◆【{}】"),
    "numbered": _numbered,
    "bare": _headings("{}"),
    "traditional": lambda text: _traditional().convert(text),
    "half_width_marks": _replaced({"：": ":", "，": ",", "（": "(", "）": ")"}),
    "full_width_digits": _replaced({digit: _FULL[digit] for digit in "0123456789"}),
    "dots": _replaced({"·": "•"}),
    "dots_katakana": _replaced({"·": "・"}),
    "dots_spaced": _spaced_dots,
    "quotes_corner": _replaced({"“": "「", "”": "」"}),
    "quotes_straight": _replaced({"“": '"', "”": '"'}),
    "dashes": _replaced({"—": "–"}),
    "wide_spaces": _tabs_for_spaces,
    "wrapped": _wrapped,
    "pages": _paged,
    "blanks_missing": _without_blanks,
    "blanks_doubled": _doubled_blanks,
}


def shuffled(seed: int) -> Variation:
    """Return a change of several of them at once."""
    chosen = random.Random(seed).sample(sorted(VARIATIONS), 3)

    def change(text: str) -> str:
        for name in chosen:
            text = VARIATIONS[name](text)
        return text

    return change
