"""The parts of minutes, and their items: by numbers in one series, or by who presents them."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Final

from forum.reader.bilingual import language_of
from forum.reader.event_record import EN, ZH
from forum.reader.guest_parts import is_bare_name
from forum.reader.prose.sentences import NUMBER, ProseParagraph, read_paragraph
from forum.reader.shapes.record import texts
from forum.reader.shapes.record.name_forms import is_name_zh
from forum.reader.table_columns import SPREAD
from forum.reader.vocabulary import institutions, numerals
from forum.reader.vocabulary.list_marks import BULLET_MARK
from forum.reader.vocabulary.minutes import ATTENDING, PRESENTING, is_part

# 修海塘（林岚、程砚）; 修海塘 —— 林岚建议
_NAMES_BEHIND: Final = re.compile(
    r"^(?P<title>.+?)\s*(?:[（(](?P<names>[^（）()]{2,40})[)）]|"
    rf"(?:[—–]+|\s-+\s)\s*(?P<presenters>[^—–（）()]{{2,40}}?)\s*(?:{PRESENTING})?)\s*$"
)
ORDINAL: Final = re.compile(
    r"^\s*(?P<han>[一二三四五六七八九十]{1,3})、|^\s*(?P<number>\d{1,2})\s*[.、．)）](?!\d)|"
    r"^\s*(?:议题|议程|事项|item\s|topic\s)\s*(?P<item>[一二三四五六七八九十]{1,3}|\d{1,2})\s*[:：.、．]|"
    r"^\s*[（(]\s*(?P<bracket>[一二三四五六七八九十]{1,3}|\d{1,2})\s*[)）]"
)
# 一、关于海塘加固。会议决定…: what heads an item, with its text behind it
_HEADED: Final = re.compile(r"^(?P<title>[^，,。；;：:]{2,24})[。：:]\s*(?P<rest>\S.{6,})$")
_SENTENCE: Final = re.compile(r"[。；;]|[.!?]\s|[.]$")
# 2、修海塘    林岚: who presents an item, behind a space
_PRESENTED: Final = re.compile(
    r"^(?P<title>\S.*?)\s*[:：]?(?P<space>[ \t\u3000]+)(?P<name>[\u4e00-\u9fff]{2,4})$"
)
# —— 滨海局: no person; 林岚建议, 时间：: no item
_HOUSE: Final = re.compile(
    f"[\u3400-\u9fff]{{2,}}(?:部门|单位|小组|{institutions.INSTITUTION_ENDS_ZH})$"
)
_NO_HEADING: Final = re.compile(
    f"[:：]|(?:{PRESENTING})$|^(?:其[它他]|备注|说明)$|[@＠]|以下|如下|需要|^《.*》$|会议记录$"
)
_SAID_BY: Final = re.compile(f"(?:{PRESENTING})$")
# 修海塘 @林岚 @ada; @林岚 介绍修海塘: whom a heading calls
_CALLED: Final = re.compile(
    rf"[@＠]\s*(?P<first>[\u3400-\u9fff]{{2,4}}?|[A-Za-z][\w.-]*)\s*(?:{PRESENTING})\s*(?P<behind>\S.*)|"
    r"(?P<title>[^@＠]*[^@＠\s])\s*(?P<names>(?:[@＠]+[^@＠。；;：:，,]{2,20})+)"
)
_FEWEST_PRESENTED: Final = 2
_FEW_TOLD: Final = 3
_LONGEST_NAME: Final = 4  # in Chinese
LONGEST_TITLE: Final = {ZH: 60, EN: 100}
_FEWEST_NUMBERED: Final = 4
_STEADY: Final = 0.6  # of the steps from one number to the next
_LONGEST_TOLD_TITLE: Final = 60
_NUMBER: Final = re.compile(r"\s*(?P<number>\d{1,2})\s*[.)](?!\d)")
# 3. Health and Safety. Nothing to report
_TOLD: Final = re.compile(r"(?P<title>[^.;:!?–—]{2,80}?)[.:]\s+(?P<rest>\S.*)")
# 10. AGM - Anna will ask for a hall; Financials – Tom
_DASHED: Final = re.compile(r"(?P<title>[^–—]{2,60}?)\s+[–—-]\s+(?P<rest>\S.*)")


@dataclass(slots=True)
class Item:
    """An item of the agenda. title: without its number; names: of those who present it.

    is_asked: whether it is taken for one by its place alone. asks_names: whether its words may only
    speak of those whom they name. is_counted: whether its heading counts it as an item: 议程一：…
    """

    title: str
    line: int
    names: tuple[str, ...] = ()
    is_asked: bool = False
    asks_names: bool = False
    is_counted: bool = False
    content: list[ProseParagraph] = field(default_factory=list)


@dataclass(slots=True)
class MinutesPart:
    """A part of the minutes. heading: None for what stands before the first."""

    heading: ProseParagraph | None
    content: list[ProseParagraph] = field(default_factory=list)


def split_parts(paragraphs: Sequence[ProseParagraph]) -> Iterator[MinutesPart]:
    """Yield the parts; a heading between 议程一：… and the last such item is of an item's text."""
    counted = _numbered_headings(paragraphs, ("item",))
    first, last = min(counted, default=0), max(counted, default=0)
    part = MinutesPart(None)
    for paragraph in paragraphs:
        if first < paragraph.number < last:
            part.content.append(paragraph)
            continue
        if is_part(SPREAD.sub("", paragraph.text)) or is_part(paragraph.text):
            yield part
            part = MinutesPart(paragraph)
            continue
        if part.heading and 0 < paragraph.line.heading < part.heading.line.heading:
            yield part  # a heading of what the part is within
            part = MinutesPart(None)
        part.content.append(paragraph)
    yield part


def find_items(paragraphs: Sequence[ProseParagraph], present: frozenset[str]) -> Iterator[Item]:
    """Yield the items of a part: headings with names behind, else with numbers in one series.

    present: the names of those who were there.
    """
    headings = (
        _numbered_headings(paragraphs, ("item",))
        or _presented_headings(paragraphs, present)
        or _named_headings(paragraphs)
        or _numbered_headings(paragraphs, ("han", "number", "bracket"))
        or find_told_items(paragraphs, present)
        or _styled_headings(paragraphs)
    )
    item: Item | None = None
    for paragraph in paragraphs:
        if paragraph.number in headings:
            if item:
                yield item
            item = headings[paragraph.number]
        elif item and _is_other_heading(item, paragraph):
            yield item
            item = None
        elif item:
            item.content.append(paragraph)
    if item:
        yield item


def titles_below(parts: Sequence[Sequence[Item]]) -> Iterator[frozenset[str]]:
    """Yield for the items of each part the bare titles of those that later parts tell of."""
    for place in range(len(parts)):
        yield frozenset(
            texts.bare(item.title) for items in parts[place + 1 :] for item in items if item.content
        )


def find_announced(items: Sequence[Item], below: Collection[str]) -> set[int]:
    """Return the lines of the items that only announce those that later parts tell of.

    below: the titles of these. Nothing is told of most; what stands below the last may be anything.
    """
    announced = [item for item in items if texts.bare(item.title) in below]
    is_agenda = 2 * sum(not item.content for item in announced) > len(items)
    return {item.line for item in announced if is_agenda or not item.content}


def _is_other_heading(item: Item, paragraph: ProseParagraph) -> bool:
    """Tell whether a line behind a list with marks is no part of it, and begins something else."""
    # 林老师建议: whoever says what stands below, within an item that somebody has to confirm.
    names_somebody = _SAID_BY.search(paragraph.text) or is_bare_name(paragraph.text)
    is_ended = item.names or (item.is_asked and not names_somebody)
    if not is_ended or not item.content or paragraph.text.endswith(("：", ":")):
        return False
    if ORDINAL.match(paragraph.line.text) and item.content[-1].text.endswith(("：", ":")):
        return False
    is_marked = bool(BULLET_MARK.match(paragraph.line.text))
    return not is_marked and bool(BULLET_MARK.match(item.content[-1].line.text))


def _presented_headings(
    paragraphs: Sequence[ProseParagraph], present: frozenset[str]
) -> dict[int, Item]:
    """Return the numbered headings behind which stands who presents them, in whatever order."""
    matches = [
        (paragraph, match) for paragraph in paragraphs
        if ORDINAL.match(paragraph.line.text)
        and (match := _PRESENTED.match(NUMBER.sub("", paragraph.line.text)))
    ]  # fmt: skip
    if sum(match["name"] in present for _paragraph, match in matches) < _FEWEST_PRESENTED:
        return {}
    return {
        paragraph.number: Item(match["title"], paragraph.number, (match["name"],))
        for paragraph, match in matches
        if match["name"] in present or (len(match["space"]) > 1 and is_name_zh(match["name"]))
    }


def _called_item(text: str, line: int) -> Item:
    """Return the item of a heading without those whom it calls: 议题二：修海塘 @林岚."""
    title = _without_word(text)
    if called := _CALLED.fullmatch(title):
        printed, title = called["first"] or called["names"], called["behind"] or called["title"]
        names = [name.strip() for name in re.split("[@＠]+", printed) if name.strip()]
        return Item(title.rstrip("：:"), line, tuple(names))
    behind = _NAMES_BEHIND.match(title)
    names = re.split("[、,，/]", behind["names"] or behind["presenters"]) if behind else []
    if behind and all(is_name_zh(name.strip()) for name in names):
        return Item(behind["title"], line, tuple(name.strip() for name in names))
    return Item(title, line)


def _named_headings(paragraphs: Sequence[ProseParagraph]) -> dict[int, Item]:
    """Return the headings that name behind them who presents an item: 修海塘（林岚、程砚）."""
    headings = {}
    for paragraph in paragraphs:
        is_apart = BULLET_MARK.match(paragraph.line.text) or paragraph.text.startswith(">")
        is_short = _is_short(paragraph.text) and not is_apart
        match = _NAMES_BEHIND.match(paragraph.text) if is_short else None
        if match is None:
            continue
        printed = match["names"] or match["presenters"]
        names = tuple(name.strip() for name in re.split("[、,，/]", printed))
        is_name = is_name_zh if NUMBER.match(paragraph.line.text) else _may_present
        if all(map(is_name, names)) and not ATTENDING.match(match["title"]):
            headings[paragraph.number] = Item(match["title"], paragraph.number, names)
    return headings | _unnamed_headings(paragraphs, headings)


def _may_present(name: str) -> bool:
    is_short = language_of(name) == EN or len(name) <= _LONGEST_NAME or "·" in name
    return is_short and is_bare_name(name) and not _HOUSE.search(name)


def _unnamed_headings(
    paragraphs: Sequence[ProseParagraph], named: Mapping[int, Item]
) -> dict[int, Item]:
    """Return the headings that name nobody, among several that do: lists with marks below them."""
    if len(named) < _FEWEST_PRESENTED:
        return {}
    names = {name for item in named.values() for name in item.names}
    headings = {}
    for place, paragraph in enumerate(paragraphs):
        below = [item for item in paragraphs[place + 1 : place + 3] if item.text not in names]
        lists = bool(below and BULLET_MARK.match(below[0].line.text))
        is_heading = is_title(paragraph.text) and not _NO_HEADING.search(paragraph.text)
        is_own = paragraph.number not in named and paragraph.text not in names
        if lists and is_heading and is_own and not BULLET_MARK.match(paragraph.line.text):
            headings[paragraph.number] = Item(paragraph.text, paragraph.number, is_asked=True)
    return headings


def _styled_headings(paragraphs: Sequence[ProseParagraph]) -> dict[int, Item]:
    """Return the lines in the style of headings above a text in English, or a list of notes."""
    headings = {
        line.number: Item(line.text, line.number)
        for line, below in pairwise(paragraphs)
        if line.line.heading and not below.line.heading and is_title(line.text)
        and (line.language == below.language == EN or BULLET_MARK.match(below.line.text))
    }  # fmt: skip
    return headings if len(headings) >= _FEWEST_PRESENTED else {}


def _numbered_headings(
    paragraphs: Sequence[ProseParagraph], styles: Sequence[str]
) -> dict[int, Item]:
    """Return the short lines that are numbered from one upwards without a second series."""
    for style in styles:
        numbered = [
            (paragraph, match) for paragraph in paragraphs
            if (match := ORDINAL.match(paragraph.line.text)) and match[style]
        ]  # fmt: skip
        numbered = _outermost(numbered)
        figures = [numerals.number(match[style]) for _paragraph, match in numbered]
        is_counted = figures == list(range(1, len(figures) + 1)) or _is_uncounted(
            paragraphs, numbered
        )
        is_series = len(numbered) >= 2 and is_counted
        if is_series and _is_sublist(paragraphs, numbered[0][0]):
            continue
        called = [_called_item(paragraph.text, paragraph.number) for paragraph, _ in numbered]
        if is_series and all(is_title(item.title) for item in called):
            return {item.line: replace(item, is_counted=style == "item") for item in called}
        if is_series and all(_HEADED.match(paragraph.text) for paragraph, _match in numbered):
            return {paragraph.number: _headed_item(paragraph) for paragraph, _match in numbered}
    return {}


type Numbered = tuple[ProseParagraph, re.Match[str]]


def _outermost(numbered: Sequence[Numbered]) -> list[Numbered]:
    """Return the numbered lines that are set in least, where some stand at the margin."""
    margin = [entry for entry in numbered if not entry[0].line.text[:1].isspace()]
    return margin or list(numbered)


def _is_uncounted(paragraphs: Sequence[ProseParagraph], numbered: Sequence[Numbered]) -> bool:
    """Tell whether each entry of Markdown is a first one, with entries set in below it: 1. 1. 1."""
    firsts = {paragraph.number for paragraph, _match in numbered}
    below = {line.number for line, next_line in pairwise(paragraphs)
             if line.number in firsts and next_line.line.text[:1].isspace()}  # fmt: skip
    return below == firsts and {match["number"] for _paragraph, match in numbered} == {"1"}


def _without_word(text: str) -> str:
    """Return the title of an item without what counts it, and its last colon: 议题二：修海塘."""
    ordinal = ORDINAL.match(text)
    counted = ordinal.end() if ordinal and ordinal["item"] else 0
    return text[counted:].strip().rstrip("：:")


def _headed_item(paragraph: ProseParagraph) -> Item:
    """Return the item whose heading and text stand on one line."""
    headed = _HEADED.match(paragraph.text)
    title, rest = (headed["title"], headed["rest"]) if headed else (paragraph.text, "")
    content = [read_paragraph(replace(paragraph.line, text=rest))] if rest else []
    return Item(title, paragraph.number, content=content)


def _is_sublist(paragraphs: Sequence[ProseParagraph], first: ProseParagraph) -> bool:
    """Tell whether a series of numbers lists what an entry with a mark leads into: • 待办："""
    above = [paragraph for paragraph in paragraphs if paragraph.number < first.number]
    return bool(
        above and BULLET_MARK.match(above[-1].line.text) and above[-1].text.endswith((":", "："))
    )


def is_title(text: str) -> bool:
    return _is_short(text) and not _SENTENCE.search(text)


def _is_short(text: str) -> bool:
    return len(text) <= LONGEST_TITLE[language_of(text)]


def tells_of_little(items: Sequence[Item], part: MinutesPart) -> bool:
    """Tell whether the one item of a part was told by the name behind it, and most is of others."""
    told = sum(len(item.content) for item in items)
    return len(items) == 1 and bool(items[0].names) and _FEW_TOLD * told < len(part.content)


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
    is_series = (
        len(numbered) >= _FEWEST_NUMBERED
        and numbered[0][1] == 1
        and all(step > 0 for step in steps)
    )
    if not is_series or steps.count(1) < _STEADY * len(steps):
        return {}
    return {paragraph.number: _read_item(paragraph, present) for paragraph, _number in numbered}


def _read_item(paragraph: ProseParagraph, present: frozenset[str]) -> Item:
    text = paragraph.text
    told = _TOLD.fullmatch(text) or _DASHED.fullmatch(text)
    if told is None:
        is_asked = len(text) > _LONGEST_TOLD_TITLE or text.endswith(".")
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
