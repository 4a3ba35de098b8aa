"""The cover, wherever it stands: titles, larger forum, organizations, dates, places; and the
introduction.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from forum.reader.event_record import ZH
from forum.reader.shapes.record import acts, dates, forums, organizations, places, texts, times
from forum.reader.shapes.record.cover_words import (
    DOCUMENT,
    TELLS_OF_EVENT,
    is_institutional,
    may_be_name,
    plain_parent,
    without_clock_and_weekday,
)
from forum.reader.shapes.record.dates import Days
from forum.reader.shapes.record.forums import ForumName
from forum.reader.shapes.record.organizations import RoleBlock
from forum.reader.shapes.record.places import Place
from forum.reader.shapes.record.rows import Row


@dataclass(frozen=True, slots=True)
class TitleLines:
    """Lines of one language that together may be the event's title; labelled: they stand behind
    论坛名称：.
    """

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
    subtitles: dict[str, str] = field(default_factory=dict)
    parents: list[tuple[Row, ForumName]] = field(default_factory=list)
    blocks: list[RoleBlock] = field(default_factory=list)
    days: list[tuple[Row, Days]] = field(default_factory=list)
    places: list[tuple[Row, Place]] = field(default_factory=list)
    introduction: list[Row] = field(default_factory=list)
    empty: list[tuple[Row, str]] = field(default_factory=list)


_FIELD = re.compile(
    r"^[【\[]?\s*(?P<label>副标题|(?:(?:论坛|会议|活动|分论坛|中文|英文|举办|召开)*(?:名称|主题|题目|标题|时间|日期|地点|地址|会场|场馆|城市|国家|主论坛|上级论坛))|"
    r"subtitle|(?:event|forum|conference|session|english|chinese|sub-forum)?\s*(?:title|name|theme|date|dates|time|date\s+and\s+time|venue|place|location|city|country|part\s+of))"
    r"\s*[】\]]?\s*(?:[:：]|\t|(?:设在|设于|位于)(?=[^，。；]{2,40}。?$))\s*(?P<value>.*)$",
    re.IGNORECASE,
)


# More is prose, whatever it begins with.
_LONGEST_FIELD = 600
# A title takes few lines; a row of more is something else, of which the first may be the title.
_MOST_TITLE_LINES = 12


class CoverReader:
    """Reads the rows one after another; remembers which role's names may go on."""

    def __init__(
        self, rows: Sequence[Row], prose_from: int, introduced: frozenset[int] = frozenset()
    ) -> None:
        """prose_from: number of the row from which on unmarked prose is the introduction.

        introduced: numbers of the rows below a heading that says introduction.
        """
        self._rows = rows
        self._introduced = introduced
        self._prose_from = prose_from
        self._cover = Cover()
        self._block: RoleBlock | None = None
        self._title: list[Row] = []
        self._before: Row | None = None
        self._sub = any(
            forums.is_sub_forum(row.text) for row in rows if not texts.is_prose(row.text)
        )

    def read(self) -> Cover:
        for row in self._rows:
            if row.text:
                self._row(row)
            else:
                self._before = row
        self._close_title()
        return self._cover

    def _row(self, row: Row) -> None:
        if self._labels_picture(row):
            return
        if self._field(row) or self._role(row):
            return
        if self._is_introduction(row):
            self._close_title()
            self._block = None
            if self._introduces(row):
                self._cover.introduction.append(row)
        elif self._when_and_where(row):
            self._close_title()
            self._block = None
        elif self._forum(row):
            self._close_title()
        elif not self._continues_block(row):
            self._block = None
            self._title_line(row)

    def _labels_picture(self, row: Row) -> bool:
        """Tell whether a line is the caption of a picture on the cover or in the introduction."""
        previous_row = self._before
        self._before = row
        pictured = previous_row is not None and previous_row.pictures and not previous_row.text
        return bool(pictured and acts.PICTURE.match(row.text))

    def _is_introduction(self, row: Row) -> bool:
        if texts.is_prose(row.text):
            return True
        last_paragraph = self._cover.introduction[-1] if self._cover.introduction else None
        if last_paragraph is None or self._cover.titles or self._title:
            return False
        return (
            row.number >= self._prose_from
            and len(row.text) > 40
            and row.language == last_paragraph.language
            and not row.text.isupper()
            and not forums.is_sub_forum(row.text[-6:])
            and forums.parent(row.text) is None
        )

    def _introduces(self, row: Row) -> bool:
        """Tell whether prose is the introduction: by its heading, by what it tells, or by going on.

        What merely stands before the sections is none.
        """
        paragraphs = self._cover.introduction
        goes_on = bool(paragraphs) and self._is_next_written(paragraphs[-1], row)
        return row.number in self._introduced or bool(TELLS_OF_EVENT.search(row.text)) or goes_on

    def _is_next_written(self, last: Row, row: Row) -> bool:
        between = (
            other_row for other_row in self._rows if last.number < other_row.number < row.number
        )
        return not any(other_row.text for other_row in between)

    def _field(self, row: Row) -> bool:
        match = _FIELD.match(row.text) if len(row.text) <= _LONGEST_FIELD else None
        if match is None:
            return False
        self._close_title()
        self._block = None
        label, value = match["label"].lower(), texts.clean(match["value"])
        if not value:
            self._cover.empty.append((row, match["label"]))
        elif label in {"副标题", "subtitle"}:
            self._cover.subtitles.setdefault(texts.language(value) or ZH, value)
        elif re.search("时间|日期|date|time", label):
            self._dated(row, value)
        elif re.search("地点|地址|会场|场馆|venue|place|location|城市|city|国家|country", label):
            self._cover.places.append((row, places.with_venue(value.rstrip("。"))))
        elif re.search("主论坛|上级|part", label):
            code = texts.language(value) or ZH
            self._cover.parents.append((row, forums.named(value, code)))
        else:
            self._labelled_title(row, value)
        return True

    def _labelled_title(self, row: Row, value: str) -> None:
        if both := forums.parent_and_title(value):
            self._cover.parents.append((row, both[0]))
            value = both[1]
        code = texts.language(value) or ZH
        self._cover.titles.append(TitleLines(code, (row,), (value,), labelled=True))

    def _dated(self, row: Row, value: str) -> None:
        days = dates.find(value)
        if days is None:
            if times.find(value) is None:
                self._cover.empty.append((row, value))
            return
        self._cover.days.append((row, days))
        rest = (value[: days.first] + " " + value[days.last :]).strip(" ，,；;|（）()")
        if place := places.read(rest):
            self._cover.places.append((row, place))

    def _role(self, row: Row) -> bool:
        line = organizations.role_line(row.text)
        if line is None:
            return False
        self._close_title()
        code = texts.language(line.rest) or line.language
        both = re.match(r"^[/／]?\s*(?P<en>[A-Z][A-Za-z -]+)\s*[:：]\s*(?P<rest>.*)$", line.rest)
        if both and organizations.role_line(f"{both['en']}:") and line.language == ZH:
            line = organizations.RoleLine(line.role, line.label, both["rest"], ZH)
            code = texts.language(line.rest) or ZH
        self._block = RoleBlock(line.role, code if line.rest else line.language, line.label)
        self._block.lines.append((row, line.rest))
        self._cover.blocks.append(self._block)
        return True

    def _continues_block(self, row: Row) -> bool:
        """Tell whether a line goes on with the organizations of the line before it."""
        block = self._block
        if block is None or texts.is_prose(row.text):
            return False
        code = row.language or block.language
        holds = any(text for _, text in block.lines)
        if row.number - block.lines[-1][0].number > 4:
            return False
        if (
            holds
            and row.gap
            and not (
                is_institutional(row.text, code) or (block.is_spaced and may_be_name(row.text))
            )
        ):
            return False
        if code != block.language and holds:
            if not is_institutional(row.text, code) or any(
                sibling.role == block.role and sibling.language == code
                for sibling in self._cover.blocks
            ):
                return False
            self._block = block = RoleBlock(block.role, code, block.label)
            self._cover.blocks.append(block)
        block.language = code
        block.lines.append((row, row.text))
        return True

    def _when_and_where(self, row: Row) -> bool:
        if place := places.read(row.text):
            self._cover.places.append((row, place))
            return True
        days = dates.find(row.text) if len(row.text) <= 120 else None
        if days is None:
            return False
        rest = (row.text[: days.first] + "\t" + row.text[days.last :]).strip(
            " ，,；;|｜（）()\t·—-–　"
        )
        rest = without_clock_and_weekday(rest)
        if rest and (place := places.read(rest)):
            self._cover.places.append((row, place))
            rest = ""
        if rest and len(rest) > 12:
            return False
        self._cover.days.append((row, days))
        return True

    def _forum(self, row: Row) -> bool:
        forum_name = forums.parent(row.text)
        if forum_name is None and self._sub and self._first_forum(row):
            forum_name = plain_parent(row.text)
        if forum_name is None:
            return False
        self._block = None
        self._cover.parents.append((row, forum_name))
        return True

    def _first_forum(self, row: Row) -> bool:
        has_parent = any(
            parent_row.language == row.language for parent_row, _ in self._cover.parents
        )
        return not has_parent and not forums.is_sub_forum(row.text) and not self._title

    def _title_line(self, row: Row) -> None:
        if both := forums.parent_and_title(row.text):
            self._close_title()
            self._cover.parents.append((row, both[0]))
            self._cover.titles.append(TitleLines(ZH, (row,), (both[1],)))
            return
        if forums.is_kind_alone(row.text):
            return
        if DOCUMENT.match(row.text):
            self._close_title()
            return
        if self._title and (self._title[-1].language != row.language or self._parted(row)):
            self._close_title()
        self._title.append(row)

    def _parted(self, row: Row) -> bool:
        """Tell whether a new title begins: the one before is finished by the word for its kind."""
        return forums.is_sub_forum(self._title[-1].text[-6:]) and row.language == ZH

    def _close_title(self) -> None:
        if self._title:
            del self._title[_MOST_TITLE_LINES:]
            code = self._title[0].language or ZH
            self._cover.titles.append(
                TitleLines(code, tuple(self._title), tuple(row.text for row in self._title))
            )
            self._title = []
