"""Mechanical changes of a record's text that must not change what is read in it."""

import re
from collections.abc import Callable, Iterable, Mapping
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


def _headings(*forms: str) -> Variation:
    """Return what prints the headings of a text in one of some forms, and of others in others."""

    def change(text: str) -> str:
        form = forms[len(text) % len(forms)]
        return _HEADING.sub(lambda match: form.format(match[1]), text)

    return change


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


def _sections(text: str) -> tuple[str, list[str]]:
    """Return what stands before the first heading in brackets, and the sections."""
    starts = [match.start() for match in _HEADING.finditer(text)]
    if not starts:
        return text, []
    ends = [*starts[1:], len(text)]
    return text[: starts[0]], [text[start:end] for start, end in zip(starts, ends, strict=True)]


def _cover_last(text: str) -> str:
    """Put the cover behind the list and the introduction."""
    cover, sections = _sections(text)
    named = [section for section in sections if section.startswith(("【基本信息", "【简要介绍"))]
    if not cover.strip() or not named:
        return text
    rest = [section for section in sections if section not in named]
    return "".join(
        section.rstrip("\n") + "\n\n" for section in [*named, "【封面】\n" + cover, *rest]
    )


def _introduction_first(text: str) -> str:
    """Put the introduction before the list."""
    cover, sections = _sections(text)
    introduction = [section for section in sections if section.startswith("【简要介绍")]
    listed = [section for section in sections if section.startswith("【基本信息")]
    if not introduction or not listed:
        return text
    rest = [section for section in sections if section not in (*introduction, *listed)]
    parts = [cover, *introduction, *listed, *rest]
    return "".join(part.rstrip("\n") + "\n\n" for part in parts)


def _front_matter(text: str) -> str:
    return "会议材料之三\n（内部使用，请勿外传）\n\n" + text


def _trailing_note(text: str) -> str:
    return text.rstrip("\n") + "\n\n（本材料由会务组整理，未经发言人审阅）\n"


def _captions_in_two(text: str) -> str:
    """Break each caption after the speaker's name, before the words for taking part."""
    return re.sub(
        r"^([^，。：\n\t]{4,40}?)(在[^，。\n]{1,12}出席|以视频方式出席)(?=[^。\n]*$)",
        r"\1\n\2",
        text,
        flags=re.MULTILINE,
    )


def _captions_in_brackets(text: str) -> str:
    """Mark each caption as a picture's."""
    return re.sub(
        r"^(?=[^，。：\n\t]{4,40}?(?:在[^，。\n]{1,12}出席|以视频方式出席)[^。\n]*$)",
        "图：",
        text,
        flags=re.MULTILINE,
    )


def _indented(text: str) -> str:
    """Indent each paragraph by two wide spaces, as Chinese print does."""
    return re.sub(r"^(?=[^\n【]{30,})", "　　", text, flags=re.MULTILINE)


def _comma_in_quotation(text: str) -> str:
    """Put a comma into the event's title wherever it stands in quotation marks."""
    match = re.search(r"“([^”]{4,20})”", text)
    return text.replace(match[1], f"{match[1][:2]}，{match[1][2:]}") if match else text


_SINGLE: Final[Mapping[str, Variation]] = {
    "brackets": _headings("[{}]", "〔{}〕", "〖{}〗", "〈{}〉", "「{}」"),
    "markers": _headings("◆ {}", "■{}", "● {}", "▶ {}"),
    "marker_and_brackets": _headings("◆【{}】"),
    "numbered": _numbered,
    "bare": _headings("{}"),
    "traditional": lambda text: _traditional().convert(text),
    "half_width_marks": _replaced({"：": ":", "，": ",", "（": "(", "）": ")"}),
    "full_width_digits": _replaced({digit: _FULL[digit] for digit in "0123456789"}),
    "dots": lambda text: text.replace("·", "•・"[len(text) % 2]),
    "dots_spaced": _spaced_dots,
    "quotes_corner": _replaced({"“": "「", "”": "」"}),
    "quotes_straight": _replaced({"“": '"', "”": '"'}),
    "dashes": _replaced({"—": "–"}),
    "wide_spaces": _tabs_for_spaces,
    "wrapped": _wrapped,
    "pages": _paged,
    "blanks_missing": _without_blanks,
    "blanks_doubled": _doubled_blanks,
    "cover_last": _cover_last,
    "introduction_first": _introduction_first,
    "front_matter": _front_matter,
    "trailing_note": _trailing_note,
    "captions_in_two": _captions_in_two,
    "captions_in_brackets": _captions_in_brackets,
    "indented": _indented,
    "comma_in_quotation": _comma_in_quotation,
}

# Several at once.
_COMBINED: Final = (
    ("markers", "blanks_missing"),
    ("captions_in_brackets", "brackets", "front_matter"),
    ("dots_spaced", "indented", "brackets"),
    ("front_matter", "markers", "wrapped"),
)


def _combined(names: Iterable[str]) -> Variation:
    def change(text: str) -> str:
        for name in names:
            text = _SINGLE[name](text)
        return text

    return change


VARIATIONS: Final = {
    **_SINGLE, **{"+".join(names): _combined(names) for names in _COMBINED},
}  # fmt: skip
