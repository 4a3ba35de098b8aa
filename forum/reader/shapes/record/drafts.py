"""One session while the record is read, and finding those that are meant."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from forum.reader.event_record import LANGUAGES
from forum.reader.shapes.record import details, times
from forum.reader.shapes.record.headings import Heading
from forum.reader.shapes.record.outline import Section
from forum.reader.shapes.record.rows import numbers
from forum.reader.shapes.record.segments import Segment
from forum.reader.shapes.record.turns import Stream

_TALK = frozenset(["discussion", "roundtable", "dialogue"])


@dataclass(slots=True, eq=False)
class Draft:
    """One session while the record is read.

    container: the section whose topics are sessions of their own; None for any other.
    peopled: whether people were put into it, None while they are not read.
    list_headings, body_headings: language -> heading in the list and in the body.
    groups: places of its groups in the list; streams: language -> what its section holds.
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
    details: "details.Details" = field(default_factory=lambda: details.Details())
    list_span: times.Span | None = None
    listed: bool = False
    peopled: bool | None = None
    key: str = ""

    @property
    def heading(self) -> Heading | None:
        """The heading that findings name, the body's before the list's, Chinese before English."""
        both = [self.body_headings, self.list_headings]
        return next(
            (headings[code] for headings in both for code in LANGUAGES if code in headings), None
        )

    @property
    def printed(self) -> str:
        """What findings call the session: its topic's label, else its heading."""
        return self.heading.printed if self.heading else self.kind

    @property
    def in_body(self) -> bool:
        return bool(self.sections)

    @property
    def lines(self) -> tuple[int, ...]:
        """Lines of its headings and details."""
        rows = [
            heading.row
            for headings in (self.list_headings, self.body_headings)
            for heading in headings.values()
        ]
        return numbers([*rows, *self.details.rows])


class Finder:
    """Finds the sessions that a segment means; looks through all of them once."""

    def __init__(self, sessions: Iterable[Draft]) -> None:
        self._kinds: dict[str, list[Draft]] = {}
        self._numbered: dict[tuple[str, int | None], list[Draft]] = {}
        self._topics: dict[tuple[int | None, bool], list[Draft]] = {}
        for draft in sessions:
            self._kinds.setdefault(draft.kind, []).append(draft)
            self._numbered.setdefault((draft.kind, draft.number), []).append(draft)
            if draft.is_topic:
                self._topics.setdefault((draft.number, False), []).append(draft)
            if draft.is_topic and draft.kind in _TALK:
                self._topics.setdefault((draft.number, True), []).append(draft)

    def find(self, segment: Segment) -> list[Draft]:
        talk = segment.number is not None and segment.kind in _TALK
        topics = self._topics.get((segment.number, talk))
        if topics and (segment.kind == "topic" or talk):
            return topics
        same = self._kinds.get(segment.kind, [])
        if segment.number is None:
            return same
        numbered = self._numbered.get((segment.kind, segment.number), [])
        return numbered or same[segment.number - 1 : segment.number]
