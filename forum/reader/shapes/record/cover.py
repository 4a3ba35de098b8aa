"""The cover, wherever it stands: titles, larger forum, organizations, dates, places, introduction.

Each line is read in every way that it may be meant, a role's label together with the names below
it; the best whole is taken. What nothing speaks for is a line, and may be a part of the title.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from forum.reader.event_record import LANGUAGES, ZH
from forum.reader.shapes.record import (
    acts,
    dates,
    forums,
    introduction,
    organizations,
    places,
    texts,
    times,
)
from forum.reader.shapes.record.dates import Days
from forum.reader.shapes.record.decode import Stretch, decode
from forum.reader.shapes.record.forums import ForumName
from forum.reader.shapes.record.organizations import RoleBlock
from forum.reader.shapes.record.places import Place
from forum.reader.shapes.record.rows import Row
from forum.reader.vocabulary.institutions import INSTITUTION_ENDS_ZH, INSTITUTION_WORDS_EN

# What a line of the cover costs, read so.
COST: Final[Mapping[str, float]] = {
    "nothing": 0.0,  # a picture, the caption of one
    "field": 0.0,  # 时间：…, Venue: …
    "block": 0.1,  # 主办单位：… with the names below it
    "paragraph": 0.2,  # of the introduction
    "when_where": 0.3,
    "forum": 0.4,  # the larger forum
    "forum_title": 0.4,  # the larger forum and the title in one line
    "line": 1.0,
}
# A paragraph without a full stop, and one that follows a title.
UNFINISHED, ASTRAY = 0.2, 2.0
_MOST_NAMES: Final = 200
# A name stands no farther below the label or the name before it.
_NEAR: Final = 4


@dataclass(frozen=True, slots=True)
class TitleLines:
    """Lines of one language that may be the title together; labelled: behind 论坛名称：."""

    language: str
    rows: tuple[Row, ...]
    lines: tuple[str, ...]
    labelled: bool = False

    @property
    def text(self) -> str:
        """The lines as one: a space between English lines, nothing between Chinese ones."""
        return texts.joined(self.lines, self.language)


@dataclass(slots=True)
class Cover:
    """What the rows outside lists and sections hold, unjudged, each value with its row."""

    titles: list[TitleLines] = field(default_factory=list)
    subtitles: dict[str, tuple[Row, str]] = field(default_factory=dict)
    parents: list[tuple[Row, ForumName]] = field(default_factory=list)
    blocks: list[RoleBlock] = field(default_factory=list)
    days: list[tuple[Row, Days]] = field(default_factory=list)
    places: list[tuple[Row, Place]] = field(default_factory=list)
    introduction: list[Row] = field(default_factory=list)
    empty: list[tuple[Row, str]] = field(default_factory=list)

    @property
    def rows(self) -> list[Row]:
        """The rows that its values stand in, titles aside."""
        values = (
            *self.parents, *self.days, *self.places, *self.empty, *self.subtitles.values(),
        )  # fmt: skip
        blocks = (row for block in self.blocks for row, _text in block.lines)
        return [*(row for row, _value in values), *blocks, *self.introduction]

    @property
    def introduction_text(self) -> dict[str, str]:
        """The introduction's paragraphs by language, each once."""
        paragraphs: dict[str, dict[str, None]] = {}
        for row in self.introduction:
            paragraphs.setdefault(row.language or ZH, {})[row.text] = None
        return {code: "\n".join(paragraphs[code]) for code in LANGUAGES if code in paragraphs}


_FIELD = re.compile(
    r"^[【\[]?\s*(?P<label>副标题|(?:(?:论坛|会议|活动|分论坛|中文|英文|举办|召开)*(?:名称|主题|题目|标题|时间|日期|地点|地址|会场|场馆|城市|国家|主论坛|上级论坛))|"
    r"subtitle|(?:event|forum|conference|session|english|chinese|sub-forum)?\s*(?:title|name|theme|date|dates|time|date\s+and\s+time|venue|place|location|city|country|part\s+of))"
    r"(?:\s+(?:title|name|theme|dates?|time|venue|place|location|city|country))?\s*[】\]]?\s*(?:[:：]|\t|(?:设在|设于|位于)(?=[^，。；]{2,40}。?$))\s*(?P<value>.*)$",
    re.IGNORECASE,
)


# More is prose, whatever it begins with.
_LONGEST_FIELD = 600
# A title takes few lines; a row of more is something else, of which the first may be the title.
_MOST_TITLE_LINES = 12


class _CoverState(NamedTuple):
    """What stands before a line: its kind, its language, whether there were lines of a title."""

    kind: str
    language: str
    has_line: bool


def read_cover(
    rows: Sequence[Row], prose_from: int, introduced: frozenset[int] = frozenset()
) -> Cover:
    """Read the rows outside lists and sections.

    prose_from: number of the row from which on unmarked prose is the introduction.
    introduced: numbers of the rows below a heading that says introduction.
    """
    reader = _CoverReader(rows, prose_from)
    start = _CoverState("", "", False)
    place = 0
    builder = _CoverBuilder(introduced)
    for stretch in decode(len(rows), start, reader.stretches, reader.advance):
        builder.add(rows[place], stretch)
        place += stretch.size
    builder.close_title()
    return builder.cover


class _CoverReader:
    def __init__(self, rows: Sequence[Row], prose_from: int) -> None:
        self._rows = rows
        self._prose_from = prose_from
        self._role_lines = [organizations.role_line(row.text) for row in rows]
        self._labels = {(line.role, line.language) for line in self._role_lines if line}
        self._is_sub_forum = any(
            forums.is_sub_forum(row.text) for row in rows if not texts.is_prose(row.text)
        )

    def stretches(self, place: int) -> Iterator[Stretch]:
        """Yield the ways to read what begins at a line."""
        row = self._rows[place]
        previous = self._rows[place - 1] if place else None
        pictured = previous is not None and previous.pictures and not previous.text
        if not row.text or (pictured and acts.PICTURE.match(row.text)):
            yield Stretch("nothing", 1, COST["nothing"])
            return
        yield Stretch("line", 1, COST["line"])
        match = _FIELD.match(row.text) if len(row.text) <= _LONGEST_FIELD else None
        if match:
            yield Stretch("field", 1, COST["field"], match)
        if blocks := self._read_blocks(place):
            size = sum(len(block.lines) for block in blocks)
            yield Stretch("block", size, COST["block"], blocks)
        if texts.is_prose(row.text):
            yield Stretch("paragraph", 1, COST["paragraph"], row)
        elif self._may_be_paragraph(row):
            yield Stretch("paragraph", 1, COST["paragraph"] + UNFINISHED, row)
        if facts := _when_and_where(row.text):
            yield Stretch("when_where", 1, COST["when_where"], facts)
        if forum := forums.parent(row.text) or (self._is_sub_forum and self._plain_forum(place)):
            yield Stretch("forum", 1, COST["forum"], forum)
        if both := forums.parent_and_title(row.text):
            yield Stretch("forum_title", 1, COST["forum_title"], both)

    def advance(self, state: _CoverState, stretch: Stretch) -> tuple[float, _CoverState]:
        """Return what a stretch costs behind others, and what stands then before the next."""
        kind = stretch.kind
        if kind == "nothing":
            return 0.0, state
        code = stretch.content.language if kind == "paragraph" else ""
        unfinished = kind == "paragraph" and not texts.is_prose(stretch.content.text)
        follows = state.kind == "paragraph" and state.language == code and not state.has_line
        has_line = state.has_line or kind == "line"
        return ASTRAY * (unfinished and not follows), _CoverState(kind, code, has_line)

    def _may_be_paragraph(self, row: Row) -> bool:
        return (
            row.number >= self._prose_from
            and len(row.text) > 40
            and not row.text.isupper()
            and not forums.is_sub_forum(row.text[-6:])
        )

    def _plain_forum(self, place: int) -> ForumName | None:
        """Return the larger forum without an edition, where it is the language's first."""
        row = self._rows[place]
        if forums.is_sub_forum(row.text) or (forum := forums.plain_parent(row.text)) is None:
            return None
        above = (above for above in self._rows[:place] if above.language == row.language)
        named = any(forums.parent(line.text) or forums.plain_parent(line.text) for line in above)
        return None if named else forum

    def _read_blocks(self, place: int) -> list[RoleBlock]:
        """Return the organizations of the role that a line begins with, one block a language."""
        line = self._role_lines[place]
        if line is None:
            return []
        row, rest = self._rows[place], line.rest
        code = texts.language(rest) or line.language
        both = re.match(r"^[/／]?\s*(?P<en>[A-Z][A-Za-z -]+)\s*[:：]\s*(?P<rest>.*)$", rest)
        if both and organizations.role_line(f"{both['en']}:") and line.language == ZH:
            rest = both["rest"]
            code = texts.language(rest) or ZH
        blocks = [RoleBlock(line.role, code if rest else line.language, line.label, [(row, rest)])]
        for below in range(place + 1, min(place + _MOST_NAMES, len(self._rows))):
            if not self._goes_on(below, blocks):
                break
            name = self._rows[below]
            code = name.language or blocks[-1].language
            if code != blocks[-1].language and any(text for _row, text in blocks[-1].lines):
                blocks.append(RoleBlock(line.role, code, line.label))
            blocks[-1].language = code
            blocks[-1].lines.append((name, name.text))
        return blocks

    def _goes_on(self, place: int, blocks: Sequence[RoleBlock]) -> bool:
        """Tell whether a line goes on with the organizations of the lines before it."""
        block, row = blocks[-1], self._rows[place]
        text, code = row.text, row.language or block.language
        is_near = row.number - block.lines[-1][0].number <= _NEAR
        if not text or not is_near or texts.is_prose(text) or self._role_lines[place]:
            return False
        if _FIELD.match(text) or _when_and_where(text) or forums.parent(text):
            return False
        if not any(printed for _row, printed in block.lines):
            return True
        institutional = _is_institutional(text, code)
        if row.gap and not institutional and not (block.is_spaced and _may_be_name(text)):
            return False
        return code == block.language or (institutional and (block.role, code) not in self._labels)


class _Facts(NamedTuple):
    days: Days | None
    place: Place | None


def _when_and_where(text: str) -> _Facts | None:
    """Read a line that gives a place, or a date with or without one, and nothing else."""
    if place := places.read_place(text):
        return _Facts(None, place)
    days = dates.find(text) if len(text) <= 120 else None
    if days is None:
        return None
    rest = (text[: days.first] + "\t" + text[days.last :]).strip(_AROUND_DATE)
    if span := times.find(rest):
        rest = rest[: span.first] + rest[span.last :]
    rest = _WEEKDAY.sub("", rest).strip(_AROUND_DATE)
    place = places.read_place(rest) if rest else None
    return None if len(rest) > 12 and not place else _Facts(days, place)


_AROUND_DATE: Final = " ，,；;|｜（）()\t·—-–　"
_WEEKDAY = re.compile(
    r"[（(]?(?:星期|周)[一二三四五六日天][)）]?|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
)


class _CoverBuilder:
    """Puts the stretches together."""

    def __init__(self, introduced: frozenset[int]) -> None:
        self.cover = Cover()
        self._introduced = introduced
        self._goes_on = False
        self._title: list[Row] = []

    def add(self, row: Row, stretch: Stretch) -> None:
        cover, content = self.cover, stretch.content
        if stretch.kind not in {"line", "nothing"}:
            self.close_title()
        if stretch.kind not in {"paragraph", "nothing"}:
            self._goes_on = False
        match stretch.kind:
            case "field":
                self._field(row, content)
            case "block":
                cover.blocks += content
            case "paragraph":
                cover.introduction += [row] if self._introduces(row) else []
            case "when_where":
                cover.days += [(row, content.days)] if content.days else []
                cover.places += [(row, content.place)] if content.place else []
            case "forum":
                cover.parents.append((row, content))
            case "forum_title":
                cover.parents.append((row, content[0]))
                cover.titles.append(TitleLines(ZH, (row,), (content[1],)))
            case "line" if not forums.is_kind_alone(row.text):
                self._line(row)

    def _introduces(self, row: Row) -> bool:
        """Tell whether prose is the introduction: by its heading, by what it tells, or by going on.

        What merely stands before the sections is none.
        """
        self._goes_on |= row.number in self._introduced or introduction.tells_of_event(row.text)
        return self._goes_on

    def _line(self, row: Row) -> None:
        last = self._title[-1] if self._title else row
        # The word for its kind finishes a title.
        finished = row.language == ZH and last is not row and forums.is_sub_forum(last.text[-6:])
        document = _DOCUMENT.match(row.text)
        labelled = _IN_BOTH.match(row.text)
        if finished or document or labelled or last.language != row.language:
            self.close_title()
        if not document and not labelled:
            self._title.append(row)

    def close_title(self) -> None:
        """End the lines that may be a title together."""
        if rows := tuple(self._title[:_MOST_TITLE_LINES]):
            lines = tuple(row.text for row in rows)
            self.cover.titles.append(TitleLines(rows[0].language or ZH, rows, lines))
        self._title = []

    def _field(self, row: Row, match: re.Match[str]) -> None:
        cover, label, value = self.cover, match["label"].lower(), texts.clean(match["value"])
        code = texts.language(value) or ZH
        if not value:
            cover.empty.append((row, match["label"]))
        elif label in {"副标题", "subtitle"}:
            cover.subtitles.setdefault(code, (row, value))
        elif re.search("时间|日期|date|time", label):
            self._dated(row, value)
        elif re.search("地点|地址|会场|场馆|venue|place|location|城市|city|国家|country", label):
            for part in re.split(r"\s*[|｜]\s*", value.rstrip("。")):
                cover.places.append((row, places.with_venue(part)))
        elif re.search("主论坛|上级|part", label):
            cover.parents.append((row, forums.named(value, code)))
        else:
            if both := forums.parent_and_title(value):
                cover.parents.append((row, both[0]))
                value = both[1]
            cover.titles.append(TitleLines(code, (row,), (value,), labelled=True))

    def _dated(self, row: Row, value: str) -> None:
        days = dates.find(value)
        if days is not None:
            self.cover.days.append((row, days))
            rest = (value[: days.first] + " " + value[days.last :]).strip(" ，,；;|（）()")
            if place := places.read_place(rest):
                self.cover.places.append((row, place))
        elif times.find(value) is None:
            self.cover.empty.append((row, value))


# 主办 Hosted by：: what such a line states is no title, even where its label is not known.
_IN_BOTH: Final = re.compile(r"^[\u3400-\u9fff]{2,8}\s+[A-Z][A-Za-z ]{2,20}\s*[:：]")
# What kind of paper it is says nothing about the event.
_DOCUMENT = re.compile(
    r"^[（(]?(?:summary\s+(?:record|report)|meeting\s+(?:minutes|report|summary)|minutes|会议纪要|"
    r"会议简报|简报|纪要|会议实录|会议记录)(?:\s*[|｜/]?\s*(?:summary|minutes|report|(?:summary\s+)?record)"
    r"(?:\s+of\s+[\w\s]{3,30})?)?[)）]?$",
    re.IGNORECASE,
)
_ENDS = re.compile(rf"(?:{INSTITUTION_ENDS_ZH}|[）)])(?:[、，,；;\s]|$)")
_OF_EVENTS_TOO = frozenset(["forum", "park", "zone", "initiative", "exchange", "platform"])


def _is_institutional(text: str, code: str) -> bool:
    if code == ZH:
        return bool(_ENDS.search(text)) and not forums.is_sub_forum(text)
    words = {word.strip("(),.;'’").casefold() for word in text.split()}
    acronym = re.search(r"\b[A-Z]{3,}\b", text) and not text.isupper()
    return bool(words & (INSTITUTION_WORDS_EN - _OF_EVENTS_TOO) or acronym)


def _may_be_name(text: str) -> bool:
    """Tell whether a line that no institutional word ends may name an organization all the same."""
    is_forum = forums.is_sub_forum(text) or forums.parent(text) or forums.plain_parent(text)
    return not is_forum and texts.unquoted(text) == text
