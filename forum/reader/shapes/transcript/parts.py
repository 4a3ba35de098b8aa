"""The parts of a transcript: headings between its turns, and where each turn was said."""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Final, Self

from forum.reader.bilingual import language_of
from forum.reader.event_record import Line, SessionRecord, Text
from forum.reader.reading import Certainty
from forum.reader.record_draft import RecordDraft
from forum.reader.shapes.record import texts
from forum.reader.shapes.session_topics import find_kind, read_topic
from forum.reader.shapes.transcript.headings import (
    PartHeading,
    find_counted_headings,
    find_headings,
)
from forum.reader.shapes.transcript.turns import SUMMED_UP, SpokenTurn, is_link, is_stage
from forum.reader.vocabulary import sections
from forum.reader.vocabulary.roles import usual_role

_LONGEST_HEADING: Final = 60
# Of a title that a line prints in part, without spaces and marks.
_SHORTEST_KEY: Final = 4
_LONGEST_KEY: Final = 240
# 二、主题分享: a part of what was said.
_PART: Final = re.compile(
    r"^(?:[一二三四五六七八九十]{1,2}\s*、|第[一二三四五六]部分\s*[:：]?|Part\s+(?:[IVX]+|\d+)\s*[.:–—-]?)\s*(?P<title>[^，。；：:？！?!]{2,24})$|"
    r"^[【\[〖]\s*(?:(?:[一二三四五六七八九十]{1,2}\s*、|第[一二三四五六七八九]部分\s*[:：]?|Part\s+(?:[IVX]+|\d+)\s*[.:–—-]?)\s*)?"
    r"(?=[^】\]〗]*[\u3400-\u9fffA-Za-z]{2})(?P<bracketed>[^，。；？！?!【】\[\]]{2,60}?)\s*[】\]〗]$"
)
_WIDE: Final = re.compile(r"\s{2,}|\u3000+|\s*[|｜]\s*|\s+[—–-]+\s+")
_CLAUSES: Final = re.compile(rf"{_WIDE.pattern}|[：:，,]\s*")
# Harbour Panel; 海塘圆桌对话实录: one sitting, whatever its words are about
_SITTINGS: Final = ("roundtable", "dialogue", "discussion")
_SITTING: Final = {
    kind: re.compile(
        rf"\b(?:{sections.KIND_WORDS_EN[kind]})(?:\s+transcript)?$|"
        rf"^(?:{sections.KIND_WORDS_EN[kind]})\b|"
        rf"(?:{sections.KIND_WORDS_ZH[kind]})(?:环节)?(?:文字|会议)?(?:实录|文字稿|速记)?$",
        re.IGNORECASE,
    )
    for kind in _SITTINGS
}
_FEWEST_PARTS: Final = 2
_FEWEST_NESTED: Final = 2  # of headings of more than one line


def read_parts(draft: RecordDraft, listed: Collection[int]) -> frozenset[int]:
    """Add a session for each heading between the turns, where there is no agenda.

    Return the headings' lines: those that are numbered, else those right above a turn.
    listed: the numbers of the lines that say who speaks.
    """
    lines = [
        line for line in draft.document.lines
        if line.table is None and (text := line.text.strip()) and line.number not in listed
        and not is_link(text)
    ]  # fmt: skip
    printed = Counter(line.text.strip() for line in lines)
    numbered = [
        line for line in lines
        if _PART.match(text := line.text.strip()) and printed[text] == 1 and not is_stage(text)
    ]  # fmt: skip
    is_numbered = len(numbered) >= _FEWEST_PARTS
    counted = find_counted_headings(lines)
    headings = (
        [PartHeading(line) for line in numbered] if is_numbered
        else counted or find_headings(draft, lines)
    )  # fmt: skip
    if len(headings) < _FEWEST_PARTS:
        return frozenset()
    places = frozenset(number for heading in headings for number in heading.places)
    draft.account.repetitions.update(places if headings is counted else ())
    if not is_numbered and (kind := _sitting(lines, [heading.line for heading in headings])):
        named = lines[0].text.strip()
        draft.add_session(kind, lines=[lines[0].number], title={language_of(named): named})
        return places
    headings = [heading for heading in headings if not heading.line.text.strip(" .、").isdecimal()]
    is_usual = sum(len(heading.places) > 1 for heading in headings) >= _FEWEST_NESTED
    for heading in headings:
        _add_part(draft, heading, is_asked=not is_usual)
    return places


def _add_part(draft: RecordDraft, part: PartHeading, *, is_asked: bool) -> None:
    """Add the session that a heading names; what stands right above it heads the session."""
    text = part.line.text.strip()
    printed = _PART.match(text)
    kind, heading, title = _read_part(_printed(printed) if printed else text)
    above = part.above.text.strip() if part.above else ""
    if above and not (heading and title):
        kind = kind if kind != "other" else read_topic(above)[0]
        heading, title = {language_of(above): above}, heading or title
    elif above:
        heading = {**heading, language_of(above): above}
    key = draft.add_session(kind, lines=part.places, heading=heading, title=title)
    if (above and is_asked) or part.doubtful:
        printed_above = above or text
        path = f"sessions.{key}.heading.{language_of(printed_above)}"
        places = [*part.places, *(line.number for line in part.doubtful)]
        draft.rate(path, Certainty.GUESS, places, printed_above)


def _sitting(lines: Sequence[Line], headings: Sequence[Line]) -> str:
    """Return what kind of sitting the whole paper is of, by its title, "" for none.

    Its headings then say what is spoken of; none names a kind of session, or sums up.
    """
    title = lines[0].text.strip()
    if len(title) > _LONGEST_HEADING or any(SUMMED_UP.match(line.text.strip()) for line in lines):
        return ""
    kinds = Counter(read_topic(line.text.strip())[0] for line in headings)
    sitting = next((kind for kind in _SITTINGS for part in _CLAUSES.split(title)
                    if _SITTING[kind].search(part)), "")  # fmt: skip
    # Panel Introductions is of the panel; two headings of panels are panels of their own.
    is_divided = kinds[sitting] > 1 or not kinds.keys() <= {"other", sitting}
    return "" if is_divided else sitting


def _printed(part: re.Match[str]) -> str:
    """Return what a heading between the turns prints, without number and brackets."""
    return str(part["title"] or part["bracketed"]).strip()


def _read_part(printed: str) -> tuple[str, Text, Text]:
    """Return kind, heading and title of a part: 圆桌讨论  潮汐与港口."""
    kind, heading, title = read_topic(printed)
    if kind != "other" or not _WIDE.search(printed):
        return kind, heading or title, title if heading else {}
    head, rest = _WIDE.split(printed, maxsplit=1)
    named = find_kind(head, language_of(head))
    if not named:
        return kind, title, {}
    return named, {language_of(head): head}, {language_of(rest): rest}


@dataclass(slots=True)
class Headings:
    """The lines that print a session's heading or title, or its beginning.

    sessions: line number -> session. parts: those lines that stand between the turns.
    """

    sessions: dict[int, SessionRecord] = field(default_factory=dict)
    parts: frozenset[int] = frozenset()

    @classmethod
    def of(cls, draft: RecordDraft, parts: frozenset[int]) -> Self:
        """Look every short line up among the sessions: whole, or by its first characters."""
        called: dict[str, SessionRecord] = {}
        for session in draft.sessions:
            for printed in (*session.title.values(), *session.heading.values()):
                value = texts.bare(printed)
                longest = min(len(value), _LONGEST_KEY)
                for size in filter(None, (*range(_SHORTEST_KEY, longest), len(value))):
                    called.setdefault(value[:size], session)
        headings = cls(parts=parts)
        # Of two that are called the same each line is its own.
        own = {
            number: session
            for session in draft.sessions if headings.is_part(session)
            for number in session.lines
        }  # fmt: skip
        for line in draft.document.lines:
            text = line.text.strip()
            if line.number in own:
                headings.sessions[line.number] = own[line.number]
            elif 0 < len(text) <= _LONGEST_HEADING and (key := _key_of(text)) in called:
                headings.sessions[line.number] = called[key]
            elif line.number in parts and len(draft.sessions) == 1:
                headings.sessions[line.number] = draft.sessions[0]
        return headings

    def is_part(self, session: SessionRecord) -> bool:
        """Tell whether a session is what a heading between the turns names."""
        return bool(session.lines) and session.lines[0] in self.parts

    def account(self, draft: RecordDraft) -> None:
        """Note the lines that print a session's title again, above what was said in it."""
        unread = self.sessions.keys() - draft.account.read
        draft.account.repetitions.update(unread)


def _key_of(text: str) -> str:
    """Return by what a line is looked up among the sessions' headings."""
    part = _PART.match(text)
    heading, title = _read_part(_printed(part))[1:] if part else ({}, {})
    return texts.bare(next(iter((*title.values(), *heading.values())), text))


@dataclass(slots=True)
class Seating:
    """Puts what is said in turns into sessions.

    above: line number -> number of the nearest heading above it, outside tables.
    parts: the keys of the sessions that a numbered heading between the turns names.
    """

    draft: RecordDraft
    headings: Headings
    above: dict[int, int] = field(default_factory=dict)
    parts: dict[str, SessionRecord] = field(default_factory=dict)
    asked: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.parts = {part.key: part for part in self.draft.sessions if self.headings.is_part(part)}
        last = 0
        for line in self.draft.document.lines:
            self.above[line.number] = last
            if line.table is None and line.number in self.headings.sessions:
                last = line.number

    def add_turn(self, turn: SpokenTurn, person: str, *, is_moderator: bool) -> None:
        """Add what somebody says in a turn to what she or he has said in its session."""
        draft = self.draft
        lines = [line.number for line in turn.lines]
        role = "moderator" if is_moderator else "speaker"
        session = self._session_of(person, role, lines[0])
        if not is_moderator and session in self.parts:
            role = usual_role(self.parts[session].kind)
        remarks = "\n".join(turn.paragraphs)
        draft.account.fields.update(lines)
        words = {texts.language(remarks) or language_of(remarks): remarks}
        if draft.append_remarks(person, session, words, lines, is_moderator=is_moderator):
            return
        draft.add_appearance(
            person, session, role, draft.person_of(person).title, lines, remarks=words,
            attendance=turn.attendance, attendance_note=turn.attendance_note,
        )  # fmt: skip

    def add_summary(self, passage: SpokenTurn) -> None:
        """Add what the paper sums up below the turns of a session to that session."""
        session = self._last_heading(passage.lines[0].number)
        if not session and len(self.draft.sessions) == 1:
            session = self.draft.sessions[0].key
        if session:
            self.draft.add_summary(
                session, [(line.number, line.text.strip()) for line in passage.lines]
            )

    def _session_of(self, person: str, role: str, line: int) -> str:
        """Return where somebody speaks: below a heading that seats her or him, else in a seat.

        Where the heading names no seat, or of several none, the first is asked for.
        """
        heading = self._last_heading(line)
        seats = self.draft.seats(person)
        if heading and (heading in self.parts or heading in seats or not seats):
            return heading
        if seats:
            if heading or len(seats) > 1:
                self._ask_session(person, seats[0], role, line)
            return seats[0]
        if not self.draft.sessions:
            above = self._name_above(line)
            places = [*(named.number for named in above), line]
            name = {language_of(text): text for named in above if (text := named.text.strip())}
            return self.draft.add_session("discussion", lines=places, heading=name)
        last = self.draft.sessions[-1].key
        if len(self.draft.sessions) > 1:
            self._ask_session(person, last, role, line)
        return last

    def _name_above(self, line: int) -> list[Line]:
        """Return the line right above the first turn, if it says which discussion this is."""
        written = [above for above in self.draft.document.lines
                   if above.number < line and above.text.strip()][-1:]  # fmt: skip
        return [
            above
            for above in written
            if above.number not in self.draft.account
            and len(text := above.text.strip()) <= _LONGEST_HEADING
            and not texts.ends_sentence(text)
            and read_topic(text)[0] in {"closing", "discussion", "roundtable", "dialogue"}
        ]

    def _ask_session(self, person: str, session: str, role: str, line: int) -> None:
        """Ask once whether somebody speaks in a session."""
        path = f"appearances.{person}.{session}.{role}.session"
        if path not in self.asked:
            self.asked.add(path)
            self.draft.rate(path, Certainty.GUESS, [line], self.draft.person_of(person).name)

    def _last_heading(self, line: int) -> str:
        """Return the session that the nearest heading above a line names, "" for none."""
        number = self.above[line]
        if not number:
            return ""
        self.draft.account.repetitions.add(number)
        return self.headings.sessions[number].key
