"""Word's styles: headings, list numbers and how text looks, as a paragraph inherits it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from forum.reader.word.xmlstream import Attributes, switched_on, whole

_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
# A cover's title has an outline level in Chinese templates and is no heading all the same.
_TITLE = re.compile(r"title|subtitle|标题|副标题", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|目录)\s*(?:[1-9]|heading|标题)", re.IGNORECASE)
_LONGEST_CHAIN: Final = 20
_BODY_TEXT: Final = 9  # the outline level of text that is no heading


@dataclass(slots=True)
class Style:
    """One style as its part states it; None where it says nothing and its base decides.

    outline: 0 to 8 for headings, 9 for body text. number: a list's id, "0" for none. size: of
    letters, in half points.
    """

    id: str
    name: str
    base: str = ""
    outline: int | None = None
    number: str | None = None
    level: int | None = None
    hidden: bool | None = None
    bold: bool | None = None
    size: int = 0
    alignment: str = ""


class Styles:
    """The styles by id. Hears styles.xml; an empty one answers by the ids alone."""

    def __init__(self) -> None:
        self.paragraph = ""  # the style of paragraphs that name none
        self._styles: dict[str, Style] = {}
        self._chains: dict[str, Sequence[Style]] = {}
        self._open: Style | None = None
        self._path: list[str] = []

    def has_all(self, names: Iterable[str]) -> bool:
        """Tell whether there are styles of these names, used or not."""
        return set(names) <= {style.name for style in self._styles.values()}

    def heading(self, style: str) -> int:
        """Return 1 to 9 for a heading's style, else 0."""
        for ancestor in self._chain(style):
            if match := _HEADING.fullmatch(ancestor.name.strip()):
                return int(match[1])
            if _TITLE.fullmatch(ancestor.name.strip()):
                return 0
            if ancestor.outline is not None:
                return outline_heading(ancestor.outline)
        return 0

    def is_contents(self, style: str) -> bool:
        """Tell the lines of a table of contents, which print the document's headings once more."""
        return any(_CONTENTS.fullmatch(ancestor.name.strip()) for ancestor in self._chain(style))

    def hidden(self, style: str) -> bool:
        """Tell whether text in this style is not printed."""
        stated = (ancestor.hidden for ancestor in self._chain(style) if ancestor.hidden is not None)
        return next(stated, False)

    def bold(self, style: str) -> bool:
        """Tell whether text in this style is bold."""
        stated = (ancestor.bold for ancestor in self._chain(style) if ancestor.bold is not None)
        return next(stated, False)

    def size(self, style: str) -> int:
        """Return the size of letters in this style, in half points, 0 if it states none."""
        return next((ancestor.size for ancestor in self._chain(style) if ancestor.size), 0)

    def alignment(self, style: str) -> str:
        """Return how this style's paragraphs are aligned, "" if it does not say."""
        return next(
            (ancestor.alignment for ancestor in self._chain(style) if ancestor.alignment), ""
        )

    def name(self, style: str) -> str:
        """Return the name of a style as Word shows it."""
        return next((ancestor.name for ancestor in self._chain(style)), "")

    def number(self, style: str) -> str:
        """Return the id of the list that numbers this style's paragraphs, or nothing."""
        stated = (ancestor.number for ancestor in self._chain(style) if ancestor.number is not None)
        return next(stated, "")

    def level(self, style: str) -> int | None:
        """Return the level in that list, or None: the list itself may then name the style."""
        stated = (ancestor.level for ancestor in self._chain(style) if ancestor.level is not None)
        return next(stated, None)

    def lineage(self, style: str) -> list[str]:
        """Return a style and those that it is based on, nearest first."""
        return [ancestor.id for ancestor in self._chain(style)]

    def _chain(self, style: str) -> Sequence[Style]:
        """Return a style and those that it is based on, nearest first."""
        if style and style not in self._styles:
            return (Style(style, style),)
        if style not in self._chains:
            self._chains[style] = tuple(self._climb(style))
        return self._chains[style]

    def _climb(self, style: str) -> Iterator[Style]:
        for _ in range(_LONGEST_CHAIN):
            ancestor = self._styles.get(style)
            if ancestor is None:
                return
            yield ancestor
            style = ancestor.base

    def start(self, tag: str, attributes: Attributes) -> None:
        self._path.append(tag)
        value = attributes.get("w:val")
        if tag == "w:style":
            self._begin(attributes)
        elif self._open is None or "w:tblStylePr" in self._path:
            return
        elif tag == "w:name":
            self._open.name = value or self._open.name
        elif tag == "w:basedOn":
            self._open.base = value or ""
        elif tag == "w:outlineLvl":
            self._open.outline = whole(value, _BODY_TEXT)
        elif tag == "w:numId":
            self._open.number = value or "0"
        elif tag == "w:ilvl":
            self._open.level = whole(value, 0)
        elif tag == "w:vanish" and self._path[-2] == "w:rPr":
            self._open.hidden = switched_on(attributes)
        elif tag == "w:b" and self._path[-2] == "w:rPr":
            self._open.bold = switched_on(attributes)
        elif tag == "w:sz" and self._path[-2] == "w:rPr":
            self._open.size = whole(value, 0)
        elif tag == "w:jc" and self._path[-2] == "w:pPr":
            self._open.alignment = value or ""

    def _begin(self, attributes: Attributes) -> None:
        name = attributes.get("w:styleId", "")
        self._open = self._styles[name] = Style(name, name)
        by_default = attributes.get("w:default") in {"1", "true", "on"}
        if by_default and attributes.get("w:type") == "paragraph":
            self.paragraph = name

    def end(self, tag: str) -> None:
        self._path.pop()
        if tag == "w:style":
            self._open = None

    def data(self, text: str) -> None: ...


def outline_heading(outline: int) -> int:
    """Return the heading's level, 1 to 9, of an outline level from 0; 0 for body text."""
    return outline + 1 if outline < _BODY_TEXT else 0
