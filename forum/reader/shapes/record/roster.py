"""The list of participants: who is named under which segment, in which role."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from forum.reader.shapes.record import entries, headings, segments, texts
from forum.reader.shapes.record.entries import Entry
from forum.reader.shapes.record.headings import Heading
from forum.reader.shapes.record.list_rows import (
    SIDE,
    is_table_head,
    leading_time,
    table_rows,
    without_country,
)
from forum.reader.shapes.record.notebook import Notebook
from forum.reader.shapes.record.placeholders import is_placeholder, placeholder
from forum.reader.shapes.record.role_labels import RoleLabel, label_of, role_label
from forum.reader.shapes.record.rows import Row
from forum.reader.shapes.record.segments import Segment
from forum.reader.shapes.record.times import Span


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


@dataclass(slots=True)
class _State:
    """Where the reader of a list stands."""

    heading: Heading | None = None
    topic: Heading | None = None
    moderators: bool = False
    group: Group | None = None
    labelled: tuple[str, str, Group] | None = None


class RosterReader:
    """Reads the rows of a list into groups; what belongs to the cover or introduction is set aside.

    moderates: tells whether the body names a person as moderator; it decides whether a segment's
    label right after 主持人： belongs to the moderators or begins the speakers.
    """

    def __init__(
        self, reader: "entries.EntryReader", moderates: Callable[[str], bool], notebook: Notebook
    ) -> None:
        self._entries = reader
        self._moderates = moderates
        self._notebook = notebook
        self._state = _State()
        self.groups: list[Group] = []
        self.aside: list[Row] = []
        self._moderators: set[str] = set()

    def read(self, items: Sequence[Heading | Row]) -> None:
        """Read one list from its heading to its end."""
        self._state = _State()
        first = len(self.groups)
        labels = Counter(_key(item) for item in items if isinstance(item, Heading))
        for place, item in enumerate(items):
            labelled = self._state.labelled
            if isinstance(item, Heading):
                self._heading(item, items, place, labels)
            else:
                self._row(item)
            if self._state.labelled is labelled:
                self._state.labelled = None
        for group in self.groups[first:]:
            group.entries = entries.paired(group.entries)

    def _heading(
        self,
        heading: Heading,
        items: Sequence[Heading | Row],
        place: int,
        labels: Counter[tuple[str, str, int | None, str]],
    ) -> None:
        state = self._state
        previous_item = items[place - 1] if place else None
        twin = isinstance(previous_item, Heading) and previous_item.language != heading.language
        if (
            twin
            and state.group
            and isinstance(previous_item, Heading)
            and previous_item.opens == heading.opens
        ):
            state.group.rows.append(heading.row)
            self._second(heading)
            return
        if state.moderators and self._is_moderators(heading, items, place, labels):
            scope = heading.scope or tuple(segments.find(heading.text, heading.language))
            self._open("moderator", heading.row, scope, heading.text)
            labels[_key(heading)] -= 1
            return
        state.moderators = False
        if heading.opens == "topic":
            state.topic = heading
            if state.heading is not None and not headings.holds_topics(state.heading):
                state.heading = None
        else:
            state.heading, state.topic = heading, None
        self._open("", heading.row, (), heading.printed)

    def _second(self, heading: Heading) -> None:
        """Keep the other language's form of the label just read."""
        group = self._state.group
        if group is None:
            return
        if heading.opens == "topic" and group.topic is not None:
            group.topic = headings.with_other(group.topic, heading)
            self._state.topic = group.topic
        elif group.heading is not None:
            group.heading = headings.with_other(group.heading, heading)
            self._state.heading = group.heading

    def _is_moderators(
        self,
        heading: Heading,
        items: Sequence[Heading | Row],
        place: int,
        labels: Counter[tuple[str, str, int | None, str]],
    ) -> bool:
        if heading.scope:
            return True
        if labels[_key(heading)] > 1:
            return True
        following = next(
            (item for item in items[place + 1 : place + 4] if not isinstance(item, Heading)), None
        )
        if following is None or heading.title:
            return False
        people = self._entries.read(following)
        named = [printed_name.name for entry in people for printed_name in entry.printed.values()]
        if not named or not self._moderators.isdisjoint(named):
            return False
        return all(self._moderates(name) for name in named)

    def _open(self, role: str, row: Row, scope: tuple[Segment, ...], label: str) -> Group:
        state = self._state
        group = Group(
            None if state.moderators else state.heading,
            None if state.moderators else state.topic,
            role,
            scope,
            label,
        )
        group.rows.append(row)
        self.groups.append(group)
        state.group = group
        return group

    def _row(self, row: Row) -> None:
        if SIDE.match(row.text):
            return
        row = without_country(row)
        if "\t" in row.text and is_table_head(row.text):
            return
        for line in table_rows(row):
            self._line(line)
        if span := leading_time(row):
            self._timed(row, span)

    def _timed(self, row: Row, span: Span) -> None:
        """Give the time of an agenda's row to the session that it opened."""
        heading = self._state.heading
        if heading is None or heading.row.number != row.number:
            return
        self._state.heading = timed = replace(heading, span=span)
        for group in self.groups[-3:]:  # the session's own, its role's, and what follows that
            if group.heading is heading:
                group.heading = timed

    def _line(self, row: Row) -> None:
        label = role_label(row.text, row.language)
        if label is not None:
            self._role(label, row)
            return
        if self._inline_segment(row):
            return
        if self._state.group is None or not self._take(row):
            self.aside.append(row)

    def _role(self, label: RoleLabel, row: Row) -> None:
        state = self._state
        twin = state.labelled
        if (
            twin
            and twin[0] == label.role
            and twin[1] != row.language
            and twin[2].role == label.role
        ):
            state.group = twin[2]  # the same label in the other language
            state.group.rows.append(row)
        else:
            self._new_role(label, row)
        group = state.group
        if label.rest and group is not None:
            if not self._take(row, label.rest):
                self._unread(row, label.rest)
            if state.heading is not None and not state.moderators:
                self._open("", row, (), group.label)
        if group is not None:
            state.labelled = (label.role, row.language, group)

    def _new_role(self, label: RoleLabel, row: Row) -> None:
        state = self._state
        scope = tuple(segments.find(label.scope, row.language)) if label.scope else ()
        printed = texts.clean(re.split("[:：]", row.text)[0])
        if label.role == "moderator" and (state.heading is None or scope):
            state.moderators = True
            state.heading, state.topic = None, None
            self._open("moderator", row, scope, printed)
        elif state.heading is None:
            meant = scope or tuple(segments.find(printed, row.language))
            self._open_scoped(label.role, row, meant, printed)
        else:
            state.moderators = False
            self._open(label.role, row, (), printed)

    def _open_scoped(self, role: str, row: Row, scope: tuple[Segment, ...], printed: str) -> None:
        self._state.moderators = False
        self._open(role, row, scope, printed)

    def _inline_segment(self, row: Row) -> bool:
        """Read 致辞环节：王芳 某某部部长 on one line."""
        match = label_of(row.text)
        if match is None or not match["rest"]:
            return False
        heading = headings.read(headings.row_like(row, match["label"] + "："))
        if heading is None or heading.opens != "session" or heading.kind == "other":
            return False
        if not self._entries.read(headings.row_like(row, match["rest"])):
            return self._titled_segment(heading, row, match["rest"])
        state = self._state
        if state.moderators and (heading.scope or self._all_moderate(row, match["rest"])):
            scope = heading.scope or tuple(segments.find(heading.text, heading.language))
            self._open("moderator", row, scope, heading.text)
        else:
            state.moderators = False
            state.heading, state.topic = heading, None
            self._open("", row, (), heading.text)
        return self._take(row, match["rest"])

    def _titled_segment(self, heading: Heading, row: Row, title: str) -> bool:
        """Read 高端对话：湿地的价值, a segment with its title."""
        if not headings.holds_topics(heading) or texts.is_prose(title) or self._state.moderators:
            return False
        self._state.heading, self._state.topic = headings.titled(heading, row, title), None
        self._open("", row, (), heading.text)
        return True

    def _all_moderate(self, row: Row, text: str) -> bool:
        return all(
            self._moderates(named.name)
            for entry in self._entries.read(headings.row_like(row, text))
            for named in entry.printed.values()
        )

    def _take(self, row: Row, text: str | None = None) -> bool:
        """Add the people of a row to the open group; tell whether the row belonged to it."""
        group = self._state.group
        if group is None:
            return False
        line = headings.row_like(row, text) if text is not None else row
        if not group.rows or group.rows[-1] != row:
            group.rows.append(row)
        if texts.is_prose(line.text) and len(line.text) > 60:
            return False
        if is_placeholder(line.text):
            self._placeholder(group, line)
            return True
        if group.entries and entries.continues(line.text, group.entries[-1]):
            group.entries[-1] = entries.extended(group.entries[-1], line)
            return True
        people = self._entries.read(line)
        if not people and placeholder(line.text):
            self._placeholder(group, line)
            return True
        group.entries += people
        if group.role == "moderator":
            self._moderators.update(
                printed_name.name for entry in people for printed_name in entry.printed.values()
            )
        return bool(people)

    def _unread(self, row: Row, text: str) -> None:
        self._notebook.warn(
            "heading_malformed", text[:40], [row.number],
            "list",
        )  # fmt: skip

    def _placeholder(self, group: Group, row: Row) -> None:
        self._notebook.warn(
            "placeholder", group.label or row.text, [row.number],
            "name",
            text=placeholder(row.text),
        )  # fmt: skip


def _key(heading: Heading) -> tuple[str, str, int | None, str]:
    return heading.opens, heading.kind, heading.number, heading.language
