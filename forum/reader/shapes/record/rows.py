"""The document's lines as the readers see them: without blanks, each with its language."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from forum.core.names import is_han
from forum.reader.event_record import Finding, Line
from forum.reader.shapes.record import texts


class Source(Protocol):
    """What a document offers to the readers; ``forum.reader.document.Document`` is one."""

    @property
    def source(self) -> str: ...
    @property
    def encoding(self) -> str: ...
    @property
    def sha256(self) -> str: ...
    @property
    def lines(self) -> Sequence[Line]: ...
    @property
    def findings(self) -> Sequence[Finding]: ...


@dataclass(frozen=True, slots=True)
class Row:
    """One line that is not blank.

    text: without the spaces around it; language: "" when it holds digits and punctuation alone.
    gap: whether a blank line, or nothing, stands before it.
    copy_of: number of an earlier, equal paragraph nearby; 0 for none.
    """

    number: int
    text: str
    language: str
    heading: int = 0
    pictures: tuple[str, ...] = ()
    gap: bool = True
    copy_of: int = 0


def rows(lines: Iterable[Line]) -> list[Row]:
    """Return the rows of a document; a line with a picture and no text is a row too."""
    result: list[Row] = []
    gap = True
    first_lines: dict[str, int] = {}
    for line in _in_one_column(list(lines)):
        text = _closed_label(texts.clean(line.text))
        if text or line.pictures:
            copy_of = first_lines.get(text, 0) if len(text) >= LONG else 0
            language = texts.language(text)
            result.append(
                Row(line.number, text, language, line.heading, line.pictures, gap, copy_of)
            )
            first_lines.setdefault(text, line.number)
        gap = not text
    return result


def _in_one_column(lines: list[Line]) -> list[Line]:
    """Put the cells of a table with Chinese beside English below each other.

    Only a document that is written so for the greater part is; a few such lines are entries.
    """
    written = sum(bool(texts.clean(line.text)) for line in lines)
    pairs = {line.number: pair for line in lines if (pair := _column_pair(line.text))}
    if len(pairs) < _FEWEST_PAIRS or len(pairs) * 2 < written:
        return lines
    result: list[Line] = []
    for line in lines:
        cells = pairs.get(line.number, (line.text,))
        if cells != ("中文", "English"):
            result += [replace(line, text=cells[0])]
            result += [replace(line, text=cell, pictures=()) for cell in cells[1:]]
    return result


_FEWEST_PAIRS = 6


def _column_pair(text: str) -> tuple[str, str] | None:
    chinese, _, english = map(texts.clean, text.strip("\t").partition("\t"))
    one_language = texts.has_latin(english) and not is_han(english)
    fits = is_han(chinese) and one_language and "\t" not in english
    return (chinese, english) if fits else None


_SPREAD = re.compile(r"^(?:[\u4e00-\u9fff][ \u3000]+){1,5}[\u4e00-\u9fff](?=[ \u3000]*[:：])")


def _closed_label(text: str) -> str:
    """Close a label that is spread to a column's width: 主 办 单 位： -> 主办单位："""
    match = _SPREAD.match(text)
    return re.sub(r"[ \u3000]", "", match[0]) + text[match.end() :] if match else text


# Shorter lines repeat in sound documents: captions' second lines, headings, names.
LONG = 40


def numbers(document_rows: Iterable[Row]) -> tuple[int, ...]:
    """Return the line numbers of the rows, ascending, each once."""
    return tuple(sorted({row.number for row in document_rows}))
