"""The sessions: the body's sections and the list's segments, each united with its counterpart."""

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Final

from forum.reader.event_record import LANGUAGES, ZH, SessionRecord
from forum.reader.shapes.record import bounds, texts, times
from forum.reader.shapes.record.details import Details
from forum.reader.shapes.record.headings import Heading
from forum.reader.shapes.record.outline import Section
from forum.reader.shapes.record.roster import Group
from forum.reader.shapes.record.rows import Row, numbers
from forum.reader.shapes.record.segments import Segment
from forum.reader.shapes.record.turns import Stream
from forum.reader.vocabulary.roles import DISCUSSED

if TYPE_CHECKING:
    from forum.reader.shapes.record.cast import ReadPart
    from forum.reader.shapes.record.people import ReadPerson

# Labels may mean many sessions each; past this sum a label means the first of them alone, so that
# a document of labels and headings only stays readable in bounded time.
_MOST_MEANT: Final = 20_000
# A misspelt name is looked for among so many who have not had their turn.
_MOST_AWAITED: Final = 100


@dataclass(slots=True, eq=False)
class Draft:
    """One session while the record is read.

    container: the section whose topics are sessions of their own; None for any other.
    list_headings, body_headings: language -> heading in the list and in the body.
    groups: places of its groups in the list; streams: language -> what its sections hold.
    listed_parts: whom the list gives; parts: whoever takes part, chairs: whoever moderates.
    awaited: those in the list who had no turn yet.
    """

    kind: str
    number: int | None
    container: "Draft | None" = None
    is_topic: bool = False
    list_headings: dict[str, Heading] = field(default_factory=dict)
    body_headings: dict[str, Heading] = field(default_factory=dict)
    sections: list[Section] = field(default_factory=list)
    groups: list[int] = field(default_factory=list)
    topics: list["Draft"] = field(default_factory=list)
    streams: dict[str, Stream] = field(default_factory=dict)
    details: Details = field(default_factory=Details)
    list_span: times.Span | None = None
    listed_parts: list["ReadPart"] = field(default_factory=list)
    parts: list["ReadPart"] = field(default_factory=list)
    chairs: list["ReadPart"] = field(default_factory=list)
    awaited: deque["ReadPerson"] = field(default_factory=deque)
    key: str = ""

    @property
    def listed(self) -> bool:
        """Whether the list names it."""
        return bool(self.list_headings)

    @property
    def in_body(self) -> bool:
        return bool(self.sections)

    @property
    def heading(self) -> Heading | None:
        """The heading that findings name, the body's before the list's, Chinese before English."""
        both = (self.body_headings, self.list_headings)
        return next((forms[code] for forms in both for code in LANGUAGES if code in forms), None)

    @property
    def printed(self) -> str:
        """What findings call the session: its topic's label, else its heading."""
        return self.heading.printed if self.heading else self.kind

    @property
    def rows(self) -> list[Row]:
        """What its sections hold."""
        return [row for section in self.sections for row in section.rows]

    @property
    def lines(self) -> tuple[int, ...]:
        """Lines of its headings and details."""
        forms = (*self.list_headings.values(), *self.body_headings.values())
        return numbers([*(heading.row for heading in forms), *self.details.rows])

    @property
    def has_speakers(self) -> bool:
        """Whether a section with topics holds speakers outside of them."""
        turns = (turn for stream in self.streams.values() for turn in stream.turns)
        return bool(self.parts) or any(not turn.is_moderator for turn in turns)

    def expected_people(self) -> list["ReadPerson"]:
        """Return those who are listed here or under the same heading and had no turn yet."""
        near = (self, *([self.container] if self.container else ()), *self.topics[:_MOST_AWAITED])
        for draft in near:
            while draft.awaited and draft.awaited[0].in_body:
                draft.awaited.popleft()
        people = (person for draft in near for person in draft.awaited if not person.in_body)
        return list(islice(people, _MOST_AWAITED))

    def title(self, code: str) -> str:
        """Return the title: beside the body's heading, else under it, else in the list."""
        body, listed = self.body_headings.get(code), self.list_headings.get(code)
        below = self.details.titles.get(code, "")
        title = (body and (body.title or below)) or (listed and listed.title) or below
        return texts.unquoted(title)

    def record(self, no: int) -> SessionRecord:
        """Return the session's record; the body's words come before the list's."""
        heading: dict[str, str] = {}
        topic: dict[str, str] = {}
        for code in LANGUAGES:
            if form := _form(self.container if self.is_topic else self, code):
                heading[code] = form.text
            if (form := _form(self, code)) and form.label:
                topic[code] = form.label
        title = {code: title for code in LANGUAGES if (title := self.title(code))}
        span = self.details.span or self.list_span
        start, end = (span.start, span.end) if span else (None, None)
        return SessionRecord(
            self.key, no, self.kind, heading, topic, title, self.details.day, start, end,
            self.details.room, self.lines,
        )  # fmt: skip


def _form(draft: Draft | None, code: str) -> Heading | None:
    return (draft.body_headings.get(code) or draft.list_headings.get(code)) if draft else None


class Programme:
    """The sessions in the body's order; what only the list has stands beside its neighbours.

    List and body, Chinese and English meet under a heading's mark: its kind and number, or its
    place among those of its kind in its part of the document and its language.
    """

    def __init__(self) -> None:
        self.drafts: list[Draft] = []
        self._by_mark: dict[tuple[object, ...], Draft] = {}
        self._counts: dict[tuple[str, str, str], int] = {}
        self._body_topics: dict[tuple[int | None, bool], list[Draft]] = {}
        self._meant: dict[Segment, list[Draft]] = {}
        self._left_to_mean = _MOST_MEANT
        self.narrowed = 0

    def add_sections(self, sections: Iterable[Section]) -> None:
        """Take in the body: an English section joins the Chinese one of its kind and place."""
        of_section: dict[int, Draft] = {}
        for section in sections:
            container = of_section.get(id(section.parent)) if section.parent else None
            draft = self._draft(section.headings, container, in_body=True)
            draft.sections.append(section)
            of_section[id(section)] = draft

    def add_groups(self, groups: Iterable[Group]) -> None:
        """Take in the list; the groups of a moderators' label are no sessions."""
        previous: Draft | None = None
        by_line: dict[int, Draft] = {}
        for place, group in enumerate(groups):
            draft: Draft | None = None
            for heading in filter(None, (group.heading, group.topic)):
                if heading.row.number not in by_line:
                    container = draft if heading is group.topic else None
                    by_line[heading.row.number] = self._listed(heading, container)
                draft = by_line[heading.row.number]
            if draft is None:
                continue
            if not draft.in_body and not draft.groups:
                place_behind = self.drafts.index(previous) + 1 if previous in self.drafts else 0
                self.drafts.insert(place_behind, draft)
                bounds.refuse_too_many_sessions(self.drafts)
            draft.groups.append(place)
            if not draft.topics:
                previous = draft

    def _listed(self, heading: Heading, container: Draft | None) -> Draft:
        counterpart = heading.counterpart
        both = {form.language: form for form in (heading, counterpart) if form is not None}
        draft = self._draft(both, container, in_body=False)
        draft.list_span = draft.list_span or heading.span
        return draft

    def _draft(
        self, both: Mapping[str, Heading], container: Draft | None, *, in_body: bool
    ) -> Draft:
        """Return the draft under the headings' mark, a new one when there is none."""
        first = both.get(ZH) or next(iter(both.values()))
        marks = [self._mark(code, form, container, in_body) for code, form in both.items()]
        marked = (self._by_mark.get(mark) for mark in marks)
        free = (draft for draft in marked if draft and both.keys().isdisjoint(
            draft.body_headings if in_body else draft.list_headings))  # fmt: skip
        draft = next(free, None)
        if draft is None and first.opens == "topic" and not in_body:
            draft = self._topic_nested_otherwise(first, container)
        if draft is None:
            kind = (container.kind if container else first.kind) or "discussion"
            draft = Draft(kind, first.number, container, is_topic=first.opens == "topic")
            if container is not None:
                container.topics.append(draft)
            if in_body:
                self.drafts.append(draft)
                nesting = (draft.number, container is not None)
                self._body_topics.setdefault(nesting, []).append(draft)
        for mark in marks:
            self._by_mark.setdefault(mark, draft)
        for code, form in both.items():
            (draft.body_headings if in_body else draft.list_headings).setdefault(code, form)
        return draft

    def _topic_nested_otherwise(self, heading: Heading, container: Draft | None) -> Draft | None:
        """Return the body's topic of that number when list and body nest topics differently."""
        nestings = (True, False) if container is None else (False,)
        same = [
            draft
            for nested in nestings
            for draft in self._body_topics.get((heading.number, nested), [])
            if draft.is_topic and not draft.list_headings
        ]
        if len(same) != 1:
            return None
        draft = same[0]
        if container is not None and draft.container is None:
            draft.container, draft.kind = container, container.kind
            container.topics.append(draft)
        return draft

    def _mark(
        self, code: str, heading: Heading, container: Draft | None, in_body: bool
    ) -> tuple[object, ...]:
        if heading.opens == "topic":
            return "topic", id(container) if container else "", heading.number
        if heading.number is not None:
            return "numbered", heading.kind, heading.number
        key = (str(in_body), code, heading.kind)
        self._counts[key] = self._counts.get(key, 0) + 1
        return "session", heading.kind, self._counts[key]

    def sessions(self) -> list[Draft]:
        """Return the drafts that are sessions: all but containers that hold nobody of their own."""
        return [draft for draft in self.drafts if not draft.topics or draft.has_speakers]

    def find(self, segment: Segment) -> list[Draft]:
        """Return the sessions that a moderator's segment means."""
        if segment not in self._meant:
            self._meant[segment] = self._find(segment)
        return self.meant(self._meant[segment])

    def _find(self, segment: Segment) -> list[Draft]:
        sessions = self.sessions()
        talk = segment.number is not None and segment.kind in DISCUSSED
        if segment.kind == "topic" or talk:
            topics = [draft for draft in sessions if draft.is_topic
                      and draft.number == segment.number
                      and (not talk or draft.kind in DISCUSSED)]  # fmt: skip
            if topics:
                return topics
        same = [draft for draft in sessions if draft.kind == segment.kind]
        if segment.number is None:
            return same
        numbered = [draft for draft in same if draft.number == segment.number]
        return numbered or same[segment.number - 1 : segment.number]

    def meant(self, drafts: list[Draft]) -> list[Draft]:
        """Return the sessions that one mention means; the first alone past the bound."""
        if len(drafts) < 2 or len(drafts) <= self._left_to_mean:
            self._left_to_mean -= len(drafts) if len(drafts) > 1 else 0
            return drafts
        self.narrowed += 1
        return drafts[:1]

    def forget_meanings(self) -> None:
        """Look again for what segments mean: containers now tell whether they hold people."""
        self._meant = {}

    def give_keys(self) -> None:
        """Give each session its key: the kind, with its number; topic-1 for a topic."""
        sessions = self.sessions()
        for draft, key in zip(sessions, texts.unique_keys(map(_base_key, sessions)), strict=True):
            draft.key = key


def _base_key(draft: Draft) -> str:
    kind = "topic" if draft.is_topic else draft.kind
    return kind if draft.number is None and not draft.is_topic else f"{kind}-{draft.number}"
