"""Text -> numbered lines, and the damage that can be seen in them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from forum.reader.errors import DocumentError
from forum.reader.event_record import Finding, Level, Line

MAX_LINES: Final = 100_000

# A form feed beside a line end is a page break and no line of its own; editors do not count it.
_PAGE_BREAKS = re.compile(r"\f+(?=[\r\n]|\Z)|(?:(?<=[\r\n])|\A)\f+")
_LINE_END = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")

# Invisible and without meaning in running text; they come along when text is copied from web pages.
_UNSEEN = str.maketrans("", "", "\u200b\u2060\ufeff")
# Spaces that keep words together, or are thinner or wider than others; 林　岚 keeps its own.
_OTHER_SPACES = "\xa0\u1680\u202f\u205f" + "".join(map(chr, range(0x2000, 0x200B)))
_SPACES = str.maketrans(dict.fromkeys(_OTHER_SPACES, " "))

# Wider than any gap in print; patterns that look for several blanks would take hours over more.
_WIDE_GAP = re.compile(r"([ \t\xa0\u3000]{80})[ \t\xa0\u3000]+")

_CONTROL = r"\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"
_CONTROLS = re.compile(f"[{_CONTROL}]+")
_UNCLEAN = re.compile(rf"[\u200b\u2060\ufeff{_OTHER_SPACES}{_CONTROL}]|{_WIDE_GAP.pattern}")
_PRIVATE = r"\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff\U000f0000-\U0010ffff"
# U+FFFD written in UTF-8 and read as GBK; uninitialized memory read as GBK; UTF-8 read as GBK (its
# punctuation); UTF-8 read as Latin-1 or Windows-1252 (two characters and more in a row).
_TAIL = (
    r"[\x80-\xbf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013\u2014"
    r"\u2018-\u201e\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122]"
)
_MOJIBAKE = (
    rf"锟斤拷|锟斤|烫烫烫|屯屯屯|锛[屽氱歚]|銆[傘愬]|鈥[斺滄]|(?:[\xc2-\xef]{_TAIL}{{1,2}}){{2,}}"
)

_DAMAGE: Final = (
    (
        re.compile("\ufffd"),
        "unreadable",
    ),
    (
        re.compile(_MOJIBAKE),
        "garbled",
    ),
    (
        re.compile(f"[{_CONTROL}]"),
        "control",
    ),
    (
        re.compile(f"[{_PRIVATE}]"),
        "private_font",
    ),
)
_ANY_DAMAGE = re.compile("|".join(pattern.pattern for pattern, _ in _DAMAGE))
_SAMPLE_AROUND: Final = 8

# Markdown: ## a heading, * ### one in a list; **stressed** words; a line _stressed_ as a whole,
# perhaps on two lines.
_MARKED_HEADING: Final = re.compile(r"^ {0,3}(?:[*+-]\s+)?(#{1,6})[ \t]+(\S[^#]*)#*\s*$")
_STRESSED: Final = re.compile(r"\*\*(?=[^\s*])([^*]{1,500}?)(?<=[^\s*])\*\*")
# * **10:30** Anna Berg, Tide Office **Who Pays for the Wall**: what is stressed stands apart.
_STRESSED_END: Final = re.compile(
    r"^(?P<head>\s*(?:[*+-]\s|\*\*\d).*?[^\s*:：–—.。!?-])[ ]+"
    r"(?P<end>\*\*[^\s*][^*]{5,500}\*\*)\s*$"
)
# __Tides__, *Tides*, _Tides_ within a line; no 2*3, nor a_b
_INLINE: Final = re.compile(
    r"(?<![\w*_\\])(?P<mark>__|\*|_)(?=[^\s*_])(?P<words>[^*_\n]{2,500}?)(?<=[^\s*_])(?P=mark)(?![\w*_])"
)
_BEFORE_MARK: Final = re.compile(r"\w[\w)’'.]*\s?$")
_LETTER: Final = re.compile(r"[^\W\d_]")
_LINE_BREAK: Final = re.compile(r"\\+\s*$")
_STRESSED_LINE: Final = re.compile(r"^\s*(__?|\*)(?=[^\s_*])([^_*]+)(?<=[^\s_*])\1\s*$")
_STRESS_BEGINS: Final = re.compile(r"^_(?=[^\s_])([^_]+)$")
_STRESS_ENDS: Final = re.compile(r"^([^_]+)(?<=[^\s_])_\s*$")


def split(text: str) -> list[str]:
    """Cut at every kind of line end; the last one ends a line and begins none."""
    lines = _LINE_END.split(_PAGE_BREAKS.sub("", text), maxsplit=MAX_LINES + 1)
    if lines and not lines[-1]:
        lines.pop()
    if len(lines) > MAX_LINES:
        raise too_many_lines()
    return lines


def too_many_lines() -> DocumentError:
    return DocumentError("too_many_lines")


def clean(text: str) -> str:
    """Leave out what cannot be seen: control characters, zero-width spaces, gaps without end.

    Spaces of other widths become plain ones.
    """
    if not _UNCLEAN.search(text):
        return text
    return _WIDE_GAP.sub(r"\1", _CONTROLS.sub("", text.translate(_UNSEEN).translate(_SPACES)))


def damage(lines: Iterable[tuple[int, str]]) -> tuple[Finding, ...]:
    """Find bad characters in numbered lines, before they are cleaned: one finding for each sort."""
    suspects = [(number, text) for number, text in lines if _ANY_DAMAGE.search(text)]
    return tuple(
        finding for pattern, case in _DAMAGE if (finding := _bad_character(pattern, case, suspects))
    )


def _bad_character(
    pattern: re.Pattern[str], case: str, suspects: list[tuple[int, str]]
) -> Finding | None:
    hits = [(number, match) for number, line in suspects if (match := pattern.search(line))]
    if not hits:
        return None
    first = hits[0][1]
    return Finding(
        level=Level.WARNING,
        kind="bad_character",
        subject=_shown(first.group()),
        lines=tuple(number for number, _ in hits),
        case=case,
        params={"sample": _sample(first)},
    )


def _sample(match: re.Match[str]) -> str:
    start, end = match.start() - _SAMPLE_AROUND, match.end() + _SAMPLE_AROUND
    return "".join(map(_shown, match.string[max(0, start) : end])).strip()


def _shown(text: str) -> str:
    """Print invisible characters by their code point."""
    hidden = re.compile(f"[{_CONTROL}{_PRIVATE}]")
    return hidden.sub(lambda match: f"U+{ord(match.group()):04X}", text)


def cut_off(line: Line | None) -> Finding:
    """The finding for a file that ends in the middle of a character."""
    return Finding(
        level=Level.ERROR,
        kind="truncated",
        subject=line.text[-20:] if line else "",
        lines=(line.number,) if line else (),
        case="file",
    )


def without_markup(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return lines whose Markdown is read: what it marks as headings and stressed is such a line.

    A lone mark, as of a footnote, stays; so do the marks of lists.
    """
    result: list[Line] = []
    for line in lines:
        begun = _STRESS_BEGINS.match(result[-1].text) if result else None
        if begun and (ended := _STRESS_ENDS.match(line.text)):
            result[-1] = replace(result[-1], text=f"{begun[1].rstrip()} {ended[1].lstrip()}")
            result.append(replace(line, text=""))
        else:
            result.append(_without_marks(line) if re.search(r"[#*_]|\\$", line.text) else line)
    return tuple(result)


def _without_marks(line: Line) -> Line:
    heading = _MARKED_HEADING.match(line.text)
    text = heading[2].rstrip() if heading else _STRESSED_END.sub(r"\g<head>\t\g<end>", line.text)
    text = _without_inline(_LINE_BREAK.sub("", _STRESSED.sub(r"\1", text)))
    is_bold = bool(_STRESSED.fullmatch(line.text.strip()))
    if stressed := _STRESSED_LINE.match(text):
        text = stressed[2]
    look = replace(line.look, bold=True) if is_bold else line.look
    return replace(line, text=text, heading=len(heading[1]) if heading else 0, look=look)


def _without_inline(text: str) -> str:
    """Return a line without the marks of stressed words; at its end these stand apart by a gap."""
    marks = list(_INLINE.finditer(text))
    for match in reversed(marks):
        before, behind = text[: match.start()], text[match.end() :]
        is_last = before.endswith(" ") and not behind.strip() and _BEFORE_MARK.search(before)
        is_first = behind.startswith(" ") and behind.strip() and not _LETTER.search(before)
        first, last = " " * bool(is_first), " " * bool(is_last)
        text = f"{before}{last}{match['words']}{first}{behind}"
    return text
