"""Word's own list numbers, which are printed in front of a paragraph and stand nowhere in its text.

Source: ECMA-376 part 1, 17.9 (numbering); the number formats are in ``numerals``.
"""

import re
from dataclasses import dataclass, field
from typing import Final

from forum.reader.word.numerals import numeral
from forum.reader.word.styles import Styles
from forum.reader.word.xmlstream import Attributes, switched_on, whole

LEVELS: Final = 9
# A label stands in the file once and is printed on each paragraph: a long one would be a bomb.
_LONGEST_TEXT: Final = 50
_LONGEST_LABEL: Final = 60
_LONGEST_LINK: Final = 5
_PLACE = re.compile(r"%([1-9])")
_BULLET: Final = "•"
# Bullets of Symbol and Wingdings lie in the private use area; so do those of no known font.
_NO_BULLET = re.compile(r"[\ue000-\uf8ff\ufffd]|^[a-zA-Z§¨]$")
_CLOSED = re.compile(r"[、，。．：；）】〕》」』]$")


@dataclass(slots=True)
class ListLevel:
    """One level of a list, as numbering.xml states it.

    restart: the level from 1 whose use starts this one anew; 0 for none, None for any above.
    """

    start: int = 0
    format: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    style: str = ""
    legal: bool = False
    restart: int | None = None
    hidden: bool = False


@dataclass(slots=True)
class _List:
    """An abstract list: its levels, or the numbering style that has them; counters from its use."""

    levels: dict[int, ListLevel] = field(default_factory=dict)
    link: str = ""
    counters: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class _Number:
    """A list in use. starts: level -> the number with which this use begins it anew."""

    abstract: str = ""
    starts: dict[int, int] = field(default_factory=dict)
    levels: dict[int, ListLevel] = field(default_factory=dict)
    begun: int = 0  # a bit for each level that was used


class Numbering:
    """Counts a document's numbered paragraphs, in their order. Hears numbering.xml."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._lists: dict[str, _List] = {}
        self._numbers: dict[str, _Number] = {}
        self._list: _List | None = None
        self._number: _Number | None = None
        self._level: ListLevel | None = None
        self._override = 0
        self._parents: list[str] = []

    def label(self, number: str, level: int | None, styles: list[str]) -> str:
        """Count one paragraph and return what is printed in front of it, with its space.

        number: id of the list. level: 0 to 8, or None for the one linked to one of the styles.
        """
        used = self._numbers.get(number)
        definition = used and self._resolve(used)
        if not used or not definition:
            return ""
        at = (
            _linked(definition.levels | used.levels, styles)
            if level is None
            else min(level, LEVELS - 1)
        )
        self._count(used, definition, at)
        return self._print(used, definition, at)

    def _resolve(self, used: _Number) -> _List | None:
        """Follow links to numbering styles until a list with levels of its own."""
        for _ in range(_LONGEST_LINK):
            definition = self._lists.get(used.abstract)
            if definition is None or not definition.link:
                return definition
            linked = self._numbers.get(self._styles.number(definition.link))
            if linked is None:
                return None
            used = linked
        return None

    def _count(self, used: _Number, definition: _List, at: int) -> None:
        counters = definition.counters
        for above in range(at):
            counters.setdefault(above, self._start(used, definition, above))
        if at in used.starts and not used.begun & 1 << at:
            counters.pop(at, None)
        used.begun |= 1 << at
        counters[at] = counters[at] + 1 if at in counters else self._start(used, definition, at)
        for below in range(at + 1, LEVELS):
            restart = self._of(used, definition, below).restart
            if restart is None or at < restart:
                counters.pop(below, None)

    def _start(self, used: _Number, definition: _List, at: int) -> int:
        return used.starts.get(at, self._of(used, definition, at).start)

    def _of(self, used: _Number, definition: _List, at: int) -> ListLevel:
        return used.levels.get(at) or definition.levels.get(at) or ListLevel(hidden=True)

    def _print(self, used: _Number, definition: _List, at: int) -> str:
        level = self._of(used, definition, at)
        if level.hidden:
            return ""
        if level.format == "bullet":
            label = _NO_BULLET.sub(_BULLET, level.text.strip())
        else:
            label = _PLACE.sub(
                lambda place: self._figure(used, definition, level, place), level.text
            )
        label = label[:_LONGEST_LABEL]
        close = level.suffix == "nothing" or not label or _CLOSED.search(label)
        return label if close else f"{label.rstrip()} "

    def _figure(
        self, used: _Number, definition: _List, level: ListLevel, place: re.Match[str]
    ) -> str:
        at = int(place[1]) - 1
        if at not in definition.counters:
            return ""
        form = "decimal" if level.legal else self._of(used, definition, at).format
        return numeral(definition.counters[at], form)

    def start(self, tag: str, attributes: Attributes) -> None:
        parent = self._parents[-1] if self._parents else ""
        self._parents.append(tag)
        value = attributes.get("w:val")
        if tag == "w:abstractNum":
            self._list = self._lists[attributes.get("w:abstractNumId", "")] = _List()
        elif tag == "w:num":
            self._number = self._numbers[attributes.get("w:numId", "")] = _Number()
        elif tag == "w:abstractNumId" and self._number:
            self._number.abstract = value or ""
        elif tag == "w:numStyleLink" and self._list:
            self._list.link = value or ""
        elif tag == "w:lvlOverride":
            self._override = whole(attributes.get("w:ilvl"), 0)
        elif tag == "w:startOverride" and self._number:
            self._number.starts[self._override] = whole(value, 0)
        elif tag == "w:lvl":
            self._begin_level(whole(attributes.get("w:ilvl"), 0))
        elif self._level:
            _state(self._level, parent, tag, attributes)

    def _begin_level(self, at: int) -> None:
        self._level = ListLevel()
        owner = self._number or self._list
        if owner and at < LEVELS:
            owner.levels[at] = self._level

    def end(self, tag: str) -> None:
        self._parents.pop()
        if tag == "w:lvl":
            self._level = None
        elif tag == "w:abstractNum":
            self._list = None
        elif tag == "w:num":
            self._number = None

    def data(self, text: str) -> None: ...


def _linked(levels: dict[int, ListLevel], styles: list[str]) -> int:
    by_style = {level.style: at for at, level in levels.items() if level.style}
    return next((by_style[style] for style in styles if style in by_style), 0)


def _state(level: ListLevel, parent: str, tag: str, attributes: Attributes) -> None:
    """Take one property of a level."""
    value = attributes.get("w:val", "")
    if tag == "w:start":
        level.start = whole(value, 0)
    elif tag == "w:numFmt":
        level.format = value or "decimal"
    elif tag == "w:lvlText":
        level.text = value[:_LONGEST_TEXT]
    elif tag == "w:suff":
        level.suffix = value
    elif tag == "w:pStyle":
        level.style = value
    elif tag == "w:isLgl":
        level.legal = switched_on(attributes)
    elif tag == "w:lvlRestart":
        level.restart = whole(value, 0)
    elif tag == "w:vanish" and parent == "w:rPr":
        level.hidden = switched_on(attributes)
