"""Minutes whose items have neither numbers nor names: headings between lists with marks."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from forum.reader.guest_parts import is_bare_name
from forum.reader.prose.sentences import ProseParagraph
from forum.reader.shapes.minutes.items import Item, is_title
from forum.reader.shapes.record import texts
from forum.reader.vocabulary.list_marks import BULLET_MARK

_NO_HEADING: Final = re.compile(
    r"[:：，]|[?？]$|^(?:其[它他]|备注|说明)$|以下|如下|^《.*》$|^[\W\d]+$|^[（(].*[)）]$|^>"
)
# 账目@林岚
_CALLED_BEHIND: Final = re.compile(r"^(?P<title>[^@＠]{2,60}?)\s*[@＠]\s*(?P<name>[^@＠\s]{2,12})$")
# July 8th 2024; June 3rd, 8PM UTC
_DAY: Final = re.compile(
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?(?:\d{1,2}\s+)?"
    r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?,?\s+\d{1,4}(?:st|nd|rd|th)?\b.{0,20}"
)
_FEWEST_LISTS: Final = 3


def find_agenda(paragraphs: Sequence[ProseParagraph]) -> frozenset[str]:
    """Return what the entries of all lists say, of which headings below may repeat some."""
    return frozenset(
        BULLET_MARK.sub("", paragraph.line.text).strip().casefold()
        for paragraph in paragraphs
        if BULLET_MARK.match(paragraph.line.text)
    )


def find_listed_items(
    paragraphs: Sequence[ProseParagraph], agenda: frozenset[str], spoken: Collection[int]
) -> Iterator[Item]:
    """Yield the items that short lines without a mark head, where most is lists with marks.

    agenda: what the entries of the paper's lists say; whatever repeats one is a heading.
    spoken: the lines that are words of those who were there, which need no marks to be a list.
    """
    is_marked = [bool(BULLET_MARK.match(paragraph.line.text)) for paragraph in paragraphs]
    is_told = [
        mark or paragraph.number in spoken
        for paragraph, mark in zip(paragraphs, is_marked, strict=True)
    ]
    headings: dict[int, Item] = {}
    for place, paragraph in enumerate(paragraphs):
        heading = None if is_told[place] else _read_heading(paragraph, agenda)
        above = paragraphs[place - 1] if place else None
        if heading and above and above.number in headings and _is_announced(above, agenda):
            heading = None  # what is told of the item that the agenda announces
        # Beside words without marks many short lines are no headings.
        if heading and is_told != is_marked:
            leads_to_words = any(is_told[place + 1 : place + 2])
            below = paragraphs[place + 1 : place + 2]
            if not leads_to_words and not (below and texts.ends_sentence(below[0].text)):
                continue
            heading.is_asked = not leads_to_words
        if heading:
            headings[paragraph.number] = heading
    lists = sum(above < below for above, below in pairwise(is_told))
    # Sentences beside what people say tell what was agreed.
    others = len(headings) if is_told != is_marked else len(paragraphs) - sum(is_told)
    is_begun = is_told != is_marked and min(spoken) < min(headings, default=min(spoken) + 1)
    if is_begun or lists < _FEWEST_LISTS or sum(is_told) < others:
        return  # what is said above every heading is itself what heads an item
    yield from _with_content(paragraphs, headings)


def _with_content(
    paragraphs: Sequence[ProseParagraph], headings: Mapping[int, Item]
) -> Iterator[Item]:
    item: Item | None = None
    for paragraph in paragraphs:
        if paragraph.number in headings:
            if item:
                yield item
            item = headings[paragraph.number]
        elif item:
            item.content.append(paragraph)
    if item:
        yield item


def _is_announced(paragraph: ProseParagraph, agenda: frozenset[str]) -> bool:
    return paragraph.line.text.strip().casefold() in agenda


def _read_heading(paragraph: ProseParagraph, agenda: frozenset[str]) -> Item | None:
    if _is_announced(paragraph, agenda):
        return Item(paragraph.text, paragraph.number)
    called = _CALLED_BEHIND.match(paragraph.text)
    title = called["title"] if called else paragraph.text
    if not is_title(title) or _NO_HEADING.search(title) or _DAY.fullmatch(title):
        return None
    names = (called["name"],) if called and is_bare_name(called["name"]) else ()
    return Item(title, paragraph.number, names)
