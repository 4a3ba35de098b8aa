"""The record's sessions and people, looked at as the writer of a document needs them."""

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import Final

from forum.exports.house_style import labels
from forum.reader.event_record import (
    EN,
    ZH,
    AppearanceRecord,
    EventRecord,
    PersonRecord,
    SessionRecord,
)
from forum.reader.shapes.record import captions, headings
from forum.reader.shapes.record.captions import Caption
from forum.reader.shapes.record.entries import EntryReader
from forum.reader.shapes.record.known_names import KnownNames
from forum.reader.shapes.record.rows import Row
from forum.reader.shapes.record.segments import Segment

MODERATOR: Final = "moderator"
_TALK: Final = frozenset(["discussion", "roundtable", "dialogue"])


class Programme:
    """Looks things up in one record. codes: the languages that are written.

    beside: a language in which names stand in brackets, for the record says nothing else in it.
    """

    def __init__(self, record: EventRecord, codes: Sequence[str], beside: str = "") -> None:
        self.record = record
        self.beside = beside
        self.codes = codes
        self.people = {one.key: one for one in record.people}
        self.sessions = {one.key: one for one in record.sessions}

    @cached_property
    def speaking(self) -> dict[str, list[AppearanceRecord]]:
        """Session -> everybody but its moderators, in protocol order."""
        return self._by(lambda one: one.session, moderators=False)

    @cached_property
    def moderating(self) -> dict[str, list[AppearanceRecord]]:
        """Session -> its moderators, in order."""
        return self._by(lambda one: one.session, moderators=True)

    @cached_property
    def chairs(self) -> dict[str, list[AppearanceRecord]]:
        """Person -> the appearances as moderator, in the programme's order."""
        return self._by(lambda one: one.person, moderators=True)

    def _by(
        self, key: Callable[[AppearanceRecord], str], *, moderators: bool
    ) -> dict[str, list[AppearanceRecord]]:
        order = {one.key: place for place, one in enumerate(self.record.sessions)}
        chosen = [
            one
            for one in self.record.appearances
            if (one.role == MODERATOR) == moderators and one.session in order
        ]
        found: dict[str, list[AppearanceRecord]] = {}
        for one in sorted(chosen, key=lambda one: (order[one.session], one.no)):
            found.setdefault(key(one), []).append(one)
        return found

    def name(self, person: PersonRecord, code: str) -> str:
        """Return the name; in a document of one language the other's where there is none."""
        if name := person.name.get(code):
            return name
        return next(filter(None, person.name.values()), "") if len(self.codes) == 1 else ""

    def heading(self, session: SessionRecord, code: str) -> str:
        """Return the heading; the kind's word where the document would have none otherwise."""
        given = self.codes if len(self.codes) == 1 else (ZH, EN)
        if any(session.heading.get(each) for each in given):
            return session.heading.get(code) or ""
        return "" if is_topic(session) else labels.KINDS[session.kind][code]

    def opens_section(self, session: SessionRecord) -> bool:
        """Tell whether the session's heading is printed, not the one under which it stands."""
        before = self._before(session)
        if before is None or not is_topic(session) or before.heading != session.heading:
            return True
        return is_topic(before) and (number(before) or 0) >= (number(session) or 0)

    def _before(self, session: SessionRecord) -> SessionRecord | None:
        place = self.record.sessions.index(session)
        return self.record.sessions[place - 1] if place else None

    @cached_property
    def moderated(self) -> set[str]:
        """The sessions that a moderator of the whole event leads: all but the breaks."""
        return {one.key for one in self.record.sessions if one.kind != "break"}

    @cached_property
    def known(self) -> KnownNames:
        """Everybody's names and titles, as the importer knows them from the list."""
        known = KnownNames()
        for one in self.record.appearances:
            person = self.people[one.person]
            for code in self.codes:
                if name := person.name.get(code):
                    known.add(name, one.title.get(code) or "")
        return known

    @cached_property
    def reader(self) -> EntryReader:
        """What the importer reads in a line of the list."""
        return EntryReader(self.known, frozenset())

    def caption(self, text: str, code: str) -> Caption | None:
        """Return what a caption says, None when it speaks of nobody."""
        return captions.read([a_row(text, code)], 0, self.known)

    def meant(self, segments: Iterable[Segment]) -> list[str]:
        """Return the keys of the sessions that names of segments mean, as the importer does."""
        found = [key for each in segments for key in self._of_segment(each)]
        return list(dict.fromkeys(found))

    def _of_segment(self, segment: Segment) -> list[str]:
        talk = segment.number is not None and segment.kind in _TALK
        sessions = self.record.sessions
        topics = [
            one.key
            for one in sessions
            if is_topic(one) and number(one) == segment.number and (not talk or one.kind in _TALK)
        ]
        if topics and (segment.kind == "topic" or talk):
            return topics
        same = [one for one in sessions if one.kind == segment.kind]
        if segment.number is None:
            return [one.key for one in same]
        own = [one for one in same if number(one) == segment.number]
        return [one.key for one in own or same[segment.number - 1 : segment.number]]


def is_topic(session: SessionRecord) -> bool:
    """Tell whether the session is a topic under a heading."""
    return any(session.topic.values())


def number(session: SessionRecord) -> int | None:
    """Return the number that a topic's label or a session's heading prints."""
    printed = session.topic if is_topic(session) else session.heading
    for code, text in printed.items():
        heading = headings.read(a_row(text, code)) if text else None
        if heading and heading.number is not None:
            return heading.number
    return None


def a_row(text: str, code: str) -> Row:
    """Return a line for the importer's readers."""
    return Row(1, text, code)
