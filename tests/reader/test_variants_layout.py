"""Each record in another layout: blank lines, indents and heading marks change nothing."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from forum.imports import report
from forum.reader import document
from forum.reader.document import Document
from forum.reader.shapes.record import reader as record
from tests.reader.test_variants_damage import WHOLE
from tests.support.variants_compare import FOLDER

_HEADING = re.compile(r"【\s*([^】/]+?)\s*】\s*(（.*）)?")


def no_blank_lines(lines: list[str]) -> list[str]:
    return [line for line in lines if line.strip()]


def every_other_line_blank(lines: list[str]) -> list[str]:
    return [part for line in lines for part in (line, "")]


def indented(lines: list[str]) -> list[str]:
    return ["\u3000\u3000" + line if line.strip() else line for line in lines]


def trailing_spaces(lines: list[str]) -> list[str]:
    return [line + " \t" for line in lines]


def spaced_headings(lines: list[str]) -> list[str]:
    return [re.sub(r"^【(.*?)】", r"【 \1 】", line) for line in lines]


def numbered_headings(lines: list[str]) -> list[str]:
    """Write 【致辞环节】 as 三、致辞环节."""
    numbers = iter("一二三四五六七八九十")

    def mark(line: str) -> str:
        found = _HEADING.fullmatch(line.strip())
        return f"{next(numbers)}、{found[1]}{found[2] or ''}" if found else line

    return [mark(line) for line in lines]


LAYOUTS = [
    no_blank_lines, every_other_line_blank, indented, trailing_spaces, spaced_headings,
    numbered_headings,
]  # fmt: skip


def relaid(source: Document, layout: Callable[[list[str]], list[str]]) -> Document:
    """Return the document with its lines laid out otherwise and numbered anew."""
    lines = layout([line.text for line in source.lines])
    blank = replace(source.lines[0], text="")
    made = tuple(replace(blank, number=n, text=text) for n, text in enumerate(lines, 1))
    return replace(source, lines=made)


def facts(source: Document) -> Any:
    """Return what is read from the document, line numbers and messages aside."""
    read = report.build_report(record.parse(source))
    found = [(each["level"], each["kind"], each["subject"]) for each in read.pop("warnings")]
    return {**_bare(read), "warnings": sorted(found)}


def _bare(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _bare(part) for key, part in value.items() if key != "lines"}
    return [_bare(part) for part in value] if isinstance(value, list) else value


# A heading without its closing bracket is damaged in one layout and whole in the other.
CASES = [
    (name, layout) for name in WHOLE for layout in LAYOUTS if name != "broken_structure"
]  # fmt: skip


@pytest.mark.parametrize(("name", "layout"), CASES)
def test_layout_changes_nothing(name: str, layout: Callable[[list[str]], list[str]]) -> None:
    source = document.read(FOLDER / f"{name}.txt")
    assert facts(relaid(source, layout)) == facts(source)
