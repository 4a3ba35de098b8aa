"""Rich text as text with protected codes, and back: the very same HTML.

A pair of tags becomes a span, whatever stands alone a placeholder; each keeps the markup that it
stands for and has a number within its text. A character that XML cannot hold is a placeholder too,
in plain text as well.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Final

from forum.core.control_characters import NOT_XML

_TOKEN: Final = re.compile(
    r"""<(?P<close>/?)(?P<name>[a-z][a-z0-9]*)(?P<rest>(?:\s(?:[^<>"]|"[^"]*")*)?)>"""
    r"|&(?P<entity>amp|lt|gt|nbsp);"
    rf"|(?P<run>[^<>&\xa0{NOT_XML}]+)|(?P<char>.)",
    re.DOTALL,
)
_ENTITIES: Final = {"amp": "&", "lt": "<", "gt": ">", "nbsp": "\xa0"}
# NUL and lone surrogates are in no stored text.
UNCARRIED: Final = re.compile(f"[{NOT_XML}]")
_PARTED: Final = re.compile(f"({UNCARRIED.pattern})")
_ESCAPED: Final = re.compile(r"\\(?:u([0-9a-f]{4})|(\\))")

type Content = Sequence["str | Placeholder | CodeSpan"]


@dataclass(frozen=True, slots=True)
class Placeholder:
    """Something that stands alone. raw: the markup or character; is_break: a line break."""

    number: int
    raw: str

    @property
    def is_break(self) -> bool:
        return self.raw == "<br>"


@dataclass(frozen=True, slots=True)
class CodeSpan:
    """A pair of tags around something. raw: the opening tag; name: of the element."""

    number: int
    name: str
    raw: str
    content: "list[str | Placeholder | CodeSpan]" = field(default_factory=list)


def encode_text(value: str, rich: bool) -> Content:
    """Return a text with codes. rich: it is HTML."""
    return _Coding().of_html(value) if rich else _Coding().of_plain(value)


def decode_text(content: Content, rich: bool) -> str:
    """Return what a text with codes stands for: ``encode_text`` reversed."""
    return "".join(_plain(piece, rich) for piece in content)


def escape_markup(raw: str) -> str:
    """Return markup as an attribute of XML can carry it."""
    doubled = raw.replace("\\", "\\\\")
    return UNCARRIED.sub(lambda match: f"\\u{ord(match[0]):04x}", doubled)


def unescape_markup(text: str) -> str:
    """Reverse ``escaped``."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)) if match[1] else "\\", text)


def opened_element(raw: str) -> str:
    """Return the name of the element that a tag opens, "" for anything else."""
    match = _TOKEN.fullmatch(raw)
    return match["name"] if match and match["name"] and not match["close"] else ""


def _plain(piece: "str | Placeholder | CodeSpan", rich: bool) -> str:
    match piece:
        case Placeholder():
            return piece.raw
        case CodeSpan():
            return f"{piece.raw}{decode_text(piece.content, rich)}</{piece.name}>"
    return _as_html(piece) if rich else piece


def _as_html(text: str) -> str:
    # As the sanitizer writes it.
    return escape(text, quote=False).replace("\xa0", "&nbsp;")


class _Coding:
    """Reads one text; numbers its codes from 1."""

    def __init__(self) -> None:
        self._count = 0
        # Each list of contents that is open, with the span that it belongs to, the outermost none.
        self._open: list[CodeSpan] = [CodeSpan(0, "", "")]
        self._text: list[str] = []

    def of_plain(self, value: str) -> Content:
        for number, piece in enumerate(_PARTED.split(value)):
            if number % 2:
                self._stand_alone(piece)
            else:
                self._text.append(piece)
        return self._closed()

    def of_html(self, value: str) -> Content:
        closing = _closed_by(value)
        ends = set(closing.values())
        for match in _TOKEN.finditer(value):
            if match["name"]:
                self._tag(match, closing, ends)
            elif match["entity"]:
                self._text.append(_ENTITIES[match["entity"]])
            elif match["run"]:
                self._text.append(match["run"])
            else:
                # The sanitizer would have written it otherwise, or XML cannot hold it.
                self._stand_alone(match["char"])
        return self._closed()

    def _tag(self, match: re.Match[str], starts: Collection[int], ends: Collection[int]) -> None:
        if match["close"]:
            if match.start() in ends:
                self._flush()
                self._open.pop()
            else:
                self._stand_alone(match[0])
        elif match.start() in starts:
            self._flush()
            span = CodeSpan(self._next(), match["name"], match[0])
            self._open[-1].content.append(span)
            self._open.append(span)
        else:
            self._stand_alone(match[0])

    def _stand_alone(self, raw: str) -> None:
        self._flush()
        self._open[-1].content.append(Placeholder(self._next(), raw))

    def _next(self) -> int:
        self._count += 1
        return self._count

    def _flush(self) -> None:
        if text := "".join(self._text):
            self._open[-1].content.append(text)
        self._text.clear()

    def _closed(self) -> Content:
        self._flush()
        return self._open[0].content


def _closed_by(value: str) -> dict[int, int]:
    """Return where each element that is closed begins -> where its closing tag stands."""
    closing: dict[int, int] = {}
    opened: list[re.Match[str]] = []
    for match in _TOKEN.finditer(value):
        if match["name"] and not match["close"]:
            opened.append(match)
        elif match["name"] and match["rest"] == "":
            _close(opened, match, closing)
    return closing


def _close(opened: list[re.Match[str]], match: re.Match[str], closing: dict[int, int]) -> None:
    names = [opening["name"] for opening in opened]
    if match["name"] not in names:
        return
    # What was opened within and not closed stands alone, as <br> does.
    while (last := opened.pop())["name"] != match["name"]:
        pass
    closing[last.start()] = match.start()


def list_codes(content: Content) -> Iterator[Placeholder | CodeSpan]:
    """Yield the codes of a text in the order in which they begin."""
    for piece in content:
        if not isinstance(piece, str):
            yield piece
        if isinstance(piece, CodeSpan):
            yield from list_codes(piece.content)
