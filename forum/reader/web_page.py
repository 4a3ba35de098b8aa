"""What a web page prints around a text: navigation, share bar, own name, day, further articles."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from forum.reader.document import Document
from forum.reader.event_record import Finding, Level, Line
from forum.reader.shapes.record import dates
from forum.reader.vocabulary.furniture import FURTHER_ARTICLES, NAVIGATION, PAGE_FOOT, PUBLISHED

_HEAD_LINES: Final = 12
_FOOT_LINES: Final = 8
_LONGEST_QUOTE: Final = 60
# What stands below the heading of further articles is no more of a page than this.
_MOST_FURTHER: Final = 0.4


def without_foot(document: Document) -> Document:
    """Return a document without what its page has below the text."""
    written = _written(document)
    further = set(_further_articles(written, sum(len(line.text) for line in document.lines)))
    document = _without(document, further, Level.WARNING)  # they may be of the event after all
    return _without(document, _matching(written[-_FOOT_LINES:], PAGE_FOOT) - further, Level.NOTE)


def without_head(document: Document) -> Document:
    """Return a document without what its page has above the text."""
    head = _written(document)[:_HEAD_LINES]
    dated = _matching(head, PUBLISHED)
    days = (dates.find(line.text) for line in head if line.number in dated)
    published = tuple(day.start for day in days if day and day.start)
    document = _without(document, _matching(head, NAVIGATION) | dated, Level.NOTE)
    return replace(document, published=published)


def _written(document: Document) -> list[Line]:
    return [line for line in document.lines if line.text.strip() and line.table is None]


def _without(document: Document, numbers: set[int], level: Level) -> Document:
    """Return a document without some lines, and with a finding that says so."""
    if not numbers:
        return document
    places = tuple(sorted(numbers))
    text = " ".join(line.text.strip() for line in document.lines if line.number in numbers)
    quote = text if len(text) <= _LONGEST_QUOTE else f"{text[:_LONGEST_QUOTE]}…"
    finding = Finding(level, "not_understood", quote, places, "page", {"text": quote})
    lines = tuple(
        replace(line, text="") if line.number in numbers else line for line in document.lines
    )
    findings = (*document.findings, finding)
    return replace(document, lines=lines, findings=findings, is_web_page=True)


def _matching(lines: Sequence[Line], pattern: re.Pattern[str]) -> set[int]:
    """Return the numbers of lines of a form; one letter of Han alone is a piece of a sentence."""
    matches = [line for line in lines if pattern.fullmatch(line.text.strip("•· \t\u3000"))]
    letters = [line for line in matches if len(line.text.strip()) == 1]
    return {line.number for line in matches if len(letters) > 1 or line not in letters}


def _further_articles(written: Sequence[Line], whole: int) -> Iterator[int]:
    """Yield the numbers of the lines from the heading of further articles to the end.

    whole: how many characters the document has.
    """
    below = first = 0
    for line in reversed(written):
        below += len(line.text)
        if below > _MOST_FURTHER * whole:
            break
        if FURTHER_ARTICLES.fullmatch(line.text.strip()):
            first = line.number
    if first:
        yield from (line.number for line in written if line.number >= first)
