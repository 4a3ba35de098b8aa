"""The list of participants: who is named under which segment, in which role."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from forum.reader.shapes.record import entries, headings, segments, texts, times
from forum.reader.shapes.record.entries import Entry, EntryReader
from forum.reader.shapes.record.headings import Heading
from forum.reader.shapes.record.notebook import Notebook
from forum.reader.shapes.record.placeholders import is_placeholder, placeholder
from forum.reader.shapes.record.role_labels import RoleLabel, label_of, role_label
from forum.reader.shapes.record.rows import Row
from forum.reader.shapes.record.segments import Segment
from forum.reader.vocabulary.places import COUNTRY_LIST_ZH


@dataclass(slots=True)
class Group:
    """The entries under one label of the list.

    heading: of the segment; None for a list without segments. topic: of the topic under it.
    role: a person's role, "" when the segment's kind decides.
    segments: whom a moderators' label names; empty when it names none.
    label: the label as printed; rows: the rows that make up the group, the label's first.
    """

    heading: Heading | None = None
    topic: Heading | None = None
    role: str = ""
    segments: tuple[Segment, ...] = ()
    label: str = ""
    entries: list[Entry] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)


class RosterReader:
    """Reads the rows of a list into groups; what belongs to the cover or introduction is set aside.

    moderates: tells whether the body names a person as moderator; it decides whether a segment's
    label right after 主持人： belongs to the moderators or begins the speakers.
    """

    def __init__(
        self, reader: EntryReader, moderates: Callable[[str], bool], notebook: Notebook
    ) -> None:
        self._reader = reader
        self._moderates = moderates
        self._notebook = notebook
        self.groups: list[Group] = []
        self.aside: list[Row] = []
        self._moderators: set[str] = set()
        self._begin()

    def _begin(self) -> None:
        self._heading: Heading | None = None
        self._topic: Heading | None = None
        self._in_moderators = False
        self._group: Group | None = None
        self._labelled: tuple[str, Group] | None = None  # the language of the label just read

    def read(self, items: Sequence[Heading | Row]) -> None:
        """Read one list from its heading to its end."""
        self._begin()
        first = len(self.groups)
        labels = Counter(_key(item) for item in items if isinstance(item, Heading))
        previous: Heading | Row | None = None
        for place, item in enumerate(items):
            labelled = self._labelled
            if isinstance(item, Heading):
                self._head(item, previous, items[place + 1 : place + 4], labels)
            else:
                self._row(item)
            if self._labelled is labelled:
                self._labelled = None
            previous = item
        for group in self.groups[first:]:
            group.entries = entries.paired(group.entries)

    def _head(
        self,
        heading: Heading,
        previous: Heading | Row | None,
        following: Sequence[Heading | Row],
        labels: Counter[tuple[str, str, int | None, str]],
    ) -> None:
        group = self._group
        twin = isinstance(previous, Heading) and previous.language != heading.language
        if group and twin and isinstance(previous, Heading) and previous.opens == heading.opens:
            self._second(group, heading)
        elif self._in_moderators and self._is_moderators(heading, following, labels):
            scope = heading.scope or tuple(segments.find(heading.text, heading.language))
            self._open("moderator", heading.row, scope, heading.text)
            labels[_key(heading)] -= 1
        else:
            self._in_moderators = False
            if heading.opens == "topic":
                self._topic = heading
                if self._heading and not headings.holds_topics(self._heading):
                    self._heading = None
            else:
                self._heading, self._topic = heading, None
            self._open("", heading.row, (), heading.printed)

    def _second(self, group: Group, heading: Heading) -> None:
        """Keep the other language's form of the label just read."""
        group.rows.append(heading.row)
        if heading.opens == "topic" and group.topic is not None:
            self._topic = group.topic = headings.with_other(group.topic, heading)
        elif group.heading is not None:
            self._heading = group.heading = headings.with_other(group.heading, heading)

    def _is_moderators(
        self,
        heading: Heading,
        following: Sequence[Heading | Row],
        labels: Counter[tuple[str, str, int | None, str]],
    ) -> bool:
        """Tell whether a segment's label below 主持人： says what they moderate."""
        if heading.scope or labels[_key(heading)] > 1:
            return True
        row = next((item for item in following if isinstance(item, Row)), None)
        names = _names(self._reader.read(row)) if row and not heading.title else []
        is_new = bool(names) and self._moderators.isdisjoint(names)
        return is_new and all(map(self._moderates, names))

    def _open(self, role: str, row: Row, scope: tuple[Segment, ...], label: str) -> None:
        heading, topic = (None, None) if self._in_moderators else (self._heading, self._topic)
        self._group = Group(heading, topic, role, scope, label, rows=[row])
        self.groups.append(self._group)

    def _row(self, row: Row) -> None:
        row = without_country(row)
        if SIDE.match(row.text) or ("\t" in row.text and is_table_head(row.text)):
            return
        for line in table_rows(row):
            if label := role_label(line.text, line.language):
                self._role(label, line)
            elif not self._inline_segment(line) and not self._take(line):
                self.aside.append(line)
        heading = self._heading
        if (span := leading_time(row)) and heading and heading.row.number == row.number:
            # An agenda's row: the time is that of the session that it opened.
            self._heading = timed = replace(heading, span=span)
            for group in self.groups[-3:]:  # the session's own, its role's, and what follows that
                if group.heading is heading:
                    group.heading = timed

    def _role(self, label: RoleLabel, row: Row) -> None:
        language, group = self._labelled or ("", None)
        if group and group.role == label.role and language != row.language:
            self._group = group  # the same label in the other language
            group.rows.append(row)
        else:
            self._new_role(label, row)
            group = self._group
        if label.rest and group is not None:
            if not self._take(row, label.rest):
                self._notebook.warn("heading_malformed", label.rest[:40], [row.number], "list")
            if self._heading is not None and not self._in_moderators:
                self._open("", row, (), group.label)
        if group is not None:
            self._labelled = (row.language, group)

    def _new_role(self, label: RoleLabel, row: Row) -> None:
        scope = tuple(segments.find(label.scope, row.language)) if label.scope else ()
        printed = texts.clean(re.split("[:：]", row.text)[0])
        self._in_moderators = label.role == "moderator" and (self._heading is None or bool(scope))
        if self._in_moderators:
            self._heading = self._topic = None
        elif self._heading is None:
            scope = scope or tuple(segments.find(printed, row.language))
        else:
            scope = ()
        self._open(label.role, row, scope, printed)

    def _inline_segment(self, row: Row) -> bool:
        """Read 致辞环节：王芳 某某部部长, or 高端对话：湿地的价值, on one line."""
        match = label_of(row.text)
        if match is None or not match["rest"]:
            return False
        heading = headings.read_heading(headings.row_like(row, match["label"] + "："))
        if heading is None or heading.opens != "session" or heading.kind == "other":
            return False
        names = _names(self._reader.read(headings.row_like(row, match["rest"])))
        if not names:
            titled = headings.holds_topics(heading) and not texts.is_prose(match["rest"])
            if not titled or self._in_moderators:
                return False
            title = texts.unquoted(match["rest"])
            self._heading = replace(heading, row=row, title=title, style="colon")
            self._topic = None
            self._open("", row, (), heading.text)
            return True
        if self._in_moderators and (heading.scope or all(map(self._moderates, names))):
            scope = heading.scope or tuple(segments.find(heading.text, heading.language))
            self._open("moderator", row, scope, heading.text)
        else:
            self._in_moderators = False
            self._heading, self._topic = heading, None
            self._open("", row, (), heading.text)
        return self._take(row, match["rest"])

    def _take(self, row: Row, text: str | None = None) -> bool:
        """Add the people of a row to the open group; tell whether the row belonged to it."""
        group = self._group
        if group is None:
            return False
        line = headings.row_like(row, text) if text is not None else row
        if group.rows[-1] != row:
            group.rows.append(row)
        if texts.is_prose(line.text) and len(line.text) > 60:
            return False
        if group.entries and entries.continues(line.text, group.entries[-1]):
            group.entries[-1] = entries.extended(group.entries[-1], line)
            return True
        people = [] if is_placeholder(line.text) else self._reader.read(line)
        if not people and (printed := placeholder(line.text)):
            subject = group.label or line.text
            self._notebook.warn("placeholder", subject, [line.number], "name", text=printed)
            return True
        group.entries += people
        if group.role == "moderator":
            self._moderators.update(_names(people))
        return bool(people)


def _names(people: Iterable[Entry]) -> list[str]:
    return [named.name for entry in people for named in entry.printed.values()]


def _key(heading: Heading) -> tuple[str, str, int | None, str]:
    return heading.opens, heading.kind, heading.number, heading.language


# 中方：, 肯尼亚： part a list of people by side and say nothing about sessions.
SIDE = re.compile(
    rf"^(?:中方|外方|[甲乙]方|国内|国外|国际|{COUNTRY_LIST_ZH})(?:嘉宾|代表)?\s*[:：]$"
)
_COUNTRY_BEFORE = re.compile(rf"^[（(\[［](?:{COUNTRY_LIST_ZH})[)）\]］]\s*(?=\S)")


def without_country(row: Row) -> Row:
    """Return （肯尼亚）约瑟夫 … without the country that stands before the name."""
    match = _COUNTRY_BEFORE.match(row.text)
    return headings.row_like(row, row.text[match.end() :]) if match else row


_COLUMNS = re.compile(
    r"(?:环节|姓名|名字|嘉宾|职务|职位|单位|机构|角色|身份|序号|时间|议程|议题|主题|内容|备注|出席方式|"
    r"no\.?|name|title|position|organi[sz]ation|affiliation|role|session|time|topic|attendance|remarks)(?:[/／及和]\w+)?",
    re.IGNORECASE,
)


def is_table_head(text: str) -> bool:
    """Tell whether every cell is the name of a column."""
    return all(_COLUMNS.fullmatch(texts.clean(cell)) for cell in text.split("\t") if cell.strip())


def heads_people(text: str) -> bool:
    """Tell whether a table's first row says that the rows below name people."""
    return is_table_head(text) and bool(_PEOPLE.search(text))


_PEOPLE = re.compile(r"嘉宾|姓名|名字|\bname|\bspeaker", re.IGNORECASE)


def leading_time(row: Row) -> times.Span | None:
    """Return the time in the first cell of a table's row."""
    return times.stands_alone(row.text.split("\t", 1)[0]) if "\t" in row.text else None


def table_rows(row: Row) -> list[Row]:
    """Return a table's row as lines with a label where a cell is one: 主持人 | 王芳 | 主任.

    Numbers and times before it go; an agenda's 讨论：议题 | 主持人：王芳 主任 is two lines.
    """
    if "\t" not in row.text:
        return [row]
    first, rest = row.text.split("\t", 1)
    first = texts.clean(first)
    if re.fullmatch(r"\d{1,3}\.?", first) or times.stands_alone(first):
        return table_rows(headings.row_like(row, rest))
    if label_of(first) and role_label(rest, row.language):
        return [headings.row_like(row, part) for part in (first, rest)]
    named = headings.read_heading(headings.row_like(row, f"{first}："))
    if role_label(f"{first}：", texts.language(first)) or (named and named.opens == "session"):
        return [headings.row_like(row, f"{first}：{rest}")]
    return [row]
