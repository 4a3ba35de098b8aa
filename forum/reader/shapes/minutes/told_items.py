"""Items of English minutes that are numbered, with what was said of each on the same line."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from forum.reader.event_record import EN
from forum.reader.prose.sentences import ProseParagraph, read_paragraph
from forum.reader.shapes.minutes.item import Item

_FEWEST: Final = 4
_STEADY: Final = 0.6  # of the steps from one number to the next
_LONGEST_TITLE: Final = 60
_NUMBER: Final = re.compile(r"\s*(?P<number>\d{1,2})\s*[.)](?!\d)")
# 3. Health and Safety. Nothing to report
_SENTENCE: Final = re.compile(r"(?P<title>[^.;:!?–—]{2,80}?)[.:]\s+(?P<rest>\S.*)")
# 10. AGM - Anna will ask for a hall; Financials – Tom
_DASHED: Final = re.compile(r"(?P<title>[^–—]{2,60}?)\s+[–—-]\s+(?P<rest>\S.*)")


def find_told_items(
    paragraphs: Sequence[ProseParagraph], present: frozenset[str]
) -> dict[int, Item]:
    """Return the items of a series that begins with one; a number may be missing from it.

    present: the names of those who were there.
    """
    numbered = [
        (paragraph, int(number["number"]))
        for paragraph in paragraphs
        if paragraph.language == EN and (number := _NUMBER.match(paragraph.line.text))
    ]
    steps = [after - before for (_line, before), (_next, after) in pairwise(numbered)]
    is_series = len(numbered) >= _FEWEST and numbered[0][1] == 1 and all(step > 0 for step in steps)
    if not is_series or steps.count(1) < _STEADY * len(steps):
        return {}
    return {paragraph.number: _read_item(paragraph, present) for paragraph, _number in numbered}


def _read_item(paragraph: ProseParagraph, present: frozenset[str]) -> Item:
    text = paragraph.text
    told = _SENTENCE.fullmatch(text) or _DASHED.fullmatch(text)
    if told is None:
        is_asked = len(text) > _LONGEST_TITLE or text.endswith(".")
        return Item(text.rstrip(". :"), paragraph.number, is_asked=is_asked)
    rest = told["rest"]
    first, *others = rest.split()
    names = _called(first.strip(",.;:"), present) if told.re is _DASHED else ()
    content = [read_paragraph(replace(paragraph.line, text=rest))] if others or not names else []
    return Item(told["title"], paragraph.number, names, asks_names=bool(others), content=content)


def _called(word: str, present: frozenset[str]) -> tuple[str, ...]:
    """Return the only one of those who were there whom a given name calls."""
    bearers = [name for name in present if " " in name and name.split()[0] == word]
    return tuple(bearers) if len(bearers) == 1 else ()
