"""What stands in a paragraph: its properties, and its runs' text beside w:t (ECMA-376-1, 17.3)."""

from collections.abc import Callable, Mapping
from typing import Final

from forum.reader.word.paragraph import Paragraph
from forum.reader.word.symbols import symbol
from forum.reader.word.xmlstream import Attributes, switched_on, whole

type Reader = Callable[[Paragraph, Attributes], None]

_BODY_TEXT: Final = 9


def reader(path: list[str], tag: str) -> Reader | None:
    """Return what reads an element into its paragraph.

    path: the elements around it, outermost first: a run's properties and those of a paragraph's
    end have the same names.
    """
    parent = path[-1] if path else ""
    if parent == "w:rPr":
        return _RUN.get(tag) if path[-2:-1] == ["w:r"] else _END.get(tag)
    return _READERS.get((parent, tag)) or _ANYWHERE.get(tag)


def _run(paragraph: Paragraph, attributes: Attributes) -> None:
    paragraph.begin_run()


def _style(paragraph: Paragraph, attributes: Attributes) -> None:
    paragraph.set_style(attributes.get("w:val", ""))


def _number(paragraph: Paragraph, attributes: Attributes) -> None:
    paragraph.number = attributes.get("w:val", "")


def _level(paragraph: Paragraph, attributes: Attributes) -> None:
    paragraph.level = whole(attributes.get("w:val"), 0)


def _outline(paragraph: Paragraph, attributes: Attributes) -> None:
    paragraph.outline = whole(attributes.get("w:val"), _BODY_TEXT)


def _frame(paragraph: Paragraph, attributes: Attributes) -> None:
    # A dropped capital is a paragraph of its own in the file, and a letter of the next in print.
    paragraph.joined |= attributes.get("w:dropCap") in {"drop", "margin"}


def _hide_run(paragraph: Paragraph, attributes: Attributes) -> None:
    paragraph.run_hidden = switched_on(attributes)


def _strike_run(paragraph: Paragraph, attributes: Attributes) -> None:
    paragraph.run_struck |= switched_on(attributes)


def _bold_run(paragraph: Paragraph, attributes: Attributes) -> None:
    paragraph.run_bold = switched_on(attributes)


def _size_run(paragraph: Paragraph, attributes: Attributes) -> None:
    paragraph.run_size = whole(attributes.get("w:val"), 0)


def _alignment(paragraph: Paragraph, attributes: Attributes) -> None:
    paragraph.alignment = attributes.get("w:val", "")


def _hide_end(paragraph: Paragraph, attributes: Attributes) -> None:
    paragraph.joined |= switched_on(attributes)


def _run_style(paragraph: Paragraph, attributes: Attributes) -> None:
    paragraph.set_run_style(attributes.get("w:val", ""))


def _tab(paragraph: Paragraph, attributes: Attributes) -> None:
    paragraph.say("\t")


def _hyphen(paragraph: Paragraph, attributes: Attributes) -> None:
    paragraph.say("-")


def _symbol(paragraph: Paragraph, attributes: Attributes) -> None:
    paragraph.say(symbol(attributes.get("w:font", ""), attributes.get("w:char", "")))


def _break(paragraph: Paragraph, attributes: Attributes) -> None:
    if attributes.get("w:type", "textWrapping") == "textWrapping":
        paragraph.break_line()
    else:
        paragraph.break_page()


def _field(paragraph: Paragraph, attributes: Attributes) -> None:
    paragraph.field(attributes.get("w:fldCharType", ""))


_ANYWHERE: Final[Mapping[str, Reader]] = {"w:r": _run}
_RUN: Final[Mapping[str, Reader]] = {
    "w:vanish": _hide_run,
    "w:rStyle": _run_style,
    "w:strike": _strike_run,
    "w:dstrike": _strike_run,
    "w:b": _bold_run,
    "w:sz": _size_run,
}
_END: Final[Mapping[str, Reader]] = {"w:vanish": _hide_end}
_READERS: Final[Mapping[tuple[str, str], Reader]] = {
    ("w:pPr", "w:pStyle"): _style,
    ("w:pPr", "w:outlineLvl"): _outline,
    ("w:pPr", "w:jc"): _alignment,
    ("w:pPr", "w:framePr"): _frame,
    ("w:numPr", "w:numId"): _number,
    ("w:numPr", "w:ilvl"): _level,
    ("w:r", "w:tab"): _tab,
    ("w:r", "w:ptab"): _tab,
    ("w:r", "w:br"): _break,
    ("w:r", "w:cr"): _break,
    ("w:r", "w:noBreakHyphen"): _hyphen,
    ("w:r", "w:sym"): _symbol,
    ("w:r", "w:fldChar"): _field,
}
