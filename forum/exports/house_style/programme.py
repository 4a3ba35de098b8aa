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
from forum.reader.shapes.record.lexicon import Lexicon
from forum.reader.shapes.record.rows import Row
from forum.reader.shapes.record.segments import Segment

MODERATOR: Final = "moderator"
_TALK: Final = frozenset(["discussion", "roundtable", "dialogue"])


class RecordProgramme:
    """Looks things up in one record. codes: the languages that are written.

    in_brackets: a language in which names stand in brackets: the record says nothing else in it.
    """

    def __init__(self, record: EventRecord, codes: Sequence[str], in_brackets: str = "") -> None:
        self.record = record
        self.in_brackets = in_brackets
        self.codes = codes
        self.people = {person.key: person for person in record.people}
        self.sessions = {session.key: session for session in record.sessions}

    @cached_property
    def speaking(self) -> dict[str, list[AppearanceRecord]]:
        """Session -> everybody but its moderators, in protocol order."""
        return self._by(lambda appearance: appearance.session, moderators=False)

    @cached_property
    def moderating(self) -> dict[str, list[AppearanceRecord]]:
        """Session -> its moderators, in order."""
        return self._by(lambda appearance: appearance.session, moderators=True)

    @cached_property
    def chairs(self) -> dict[str, list[AppearanceRecord]]:
        """Person -> the appearances as moderator, in the programme's order."""
        return self._by(lambda appearance: appearance.person, moderators=True)

    def _by(
        self, key: Callable[[AppearanceRecord], str], *, moderators: bool
    ) -> dict[str, list[AppearanceRecord]]:
        order = {session.key: place for place, session in enumerate(self.record.sessions)}
        chosen = [
            appearance
            for appearance in self.record.appearances
            if (appearance.role == MODERATOR) == moderators and appearance.session in order
        ]
        chosen.sort(key=lambda appearance: (order[appearance.session], appearance.no))
        groups: dict[str, list[AppearanceRecord]] = {}
        for appearance in chosen:
            groups.setdefault(key(appearance), []).append(appearance)
        return groups

    def name(self, person: PersonRecord, code: str) -> str:
        """Return the name; in a document of one language the other's where there is none."""
        if name := person.name.get(code):
            return name
        return next(filter(None, person.name.values()), "") if len(self.codes) == 1 else ""

    def heading(self, session: SessionRecord, code: str) -> str:
        """Return the heading; the kind's word where the document would have none otherwise."""
        written = self.codes if len(self.codes) == 1 else (ZH, EN)
        if any(session.heading.get(language) for language in written):
            return session.heading.get(code) or ""
        return "" if is_topic(session) else labels.KINDS[session.kind][code]

    def opens_section(self, session: SessionRecord) -> bool:
        """Tell whether the session's heading is printed, not the one under which it stands."""
        previous = self._before(session)
        if previous is None or not is_topic(session) or previous.heading != session.heading:
            return True
        return is_topic(previous) and (printed_number(previous) or 0) >= (
            printed_number(session) or 0
        )

    def _before(self, session: SessionRecord) -> SessionRecord | None:
        place = self.record.sessions.index(session)
        return self.record.sessions[place - 1] if place else None

    @cached_property
    def moderated(self) -> set[str]:
        """The sessions that a moderator of the whole event leads: all but the breaks."""
        return {session.key for session in self.record.sessions if session.kind != "break"}

    @cached_property
    def known_names(self) -> Lexicon:
        """Everybody's names and titles, as the importer knows them from the list."""
        names = Lexicon()
        for appearance in self.record.appearances:
            person = self.people[appearance.person]
            for code in self.codes:
                if name := person.name.get(code):
                    names.add(name, appearance.title.get(code) or "")
        return names

    @cached_property
    def reader(self) -> EntryReader:
        """What the importer reads in a line of the list."""
        return EntryReader(self.known_names, frozenset())

    def caption(self, text: str, code: str) -> Caption | None:
        """Return what a caption says, None when it speaks of nobody."""
        return captions.read_caption([make_row(text, code)], 0, self.known_names)

    def meant(self, segments: Iterable[Segment]) -> list[str]:
        """Return the keys of the sessions that names of segments mean, as the importer does."""
        keys = [key for segment in segments for key in self._of_segment(segment)]
        return list(dict.fromkeys(keys))

    def _of_segment(self, segment: Segment) -> list[str]:
        talk = segment.number is not None and segment.kind in _TALK
        sessions = self.record.sessions
        topics = [
            session.key
            for session in sessions
            if is_topic(session)
            and printed_number(session) == segment.number
            and (not talk or session.kind in _TALK)
        ]
        if topics and (segment.kind == "topic" or talk):
            return topics
        same = [session for session in sessions if session.kind == segment.kind]
        if segment.number is None:
            return [session.key for session in same]
        numbered = [session for session in same if printed_number(session) == segment.number]
        return [session.key for session in numbered or same[segment.number - 1 : segment.number]]


def is_topic(session: SessionRecord) -> bool:
    """Tell whether the session is a topic under a heading."""
    return any(session.topic.values())


def printed_number(session: SessionRecord) -> int | None:
    """Return the number that a topic's label or a session's heading prints."""
    printed = session.topic if is_topic(session) else session.heading
    for code, text in printed.items():
        heading = headings.read_heading(make_row(text, code)) if text else None
        if heading and heading.number is not None:
            return heading.number
    return None


def make_row(text: str, code: str) -> Row:
    """Return a line for the importer's readers."""
    return Row(1, text, code)
