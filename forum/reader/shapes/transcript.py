"""A transcript: an agenda, if there is one, then turns that begin with who speaks and a colon."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from forum.reader.bilingual import language_of
from forum.reader.document import Document
from forum.reader.event_record import Line, SessionRecord, Text
from forum.reader.guest_cells import is_bare_name
from forum.reader.reading import Certainty, Reading, Shape
from forum.reader.record_draft import RecordDraft
from forum.reader.shapes import programme
from forum.reader.shapes.record import texts
from forum.reader.shapes.record.role_labels import role_label
from forum.reader.vocabulary.shapes import TRANSCRIPT_TITLE, TURN

_LONGEST_HEADING: Final = 60
# Who asks from the floor, or is somebody whom the document does not name.
_NO_PERSON: Final = re.compile(
    r"^(?:问|提问|提问者|观众|嘉宾|记者|现场提问|答|Q|A|audience|question|answer)\d*$",
    re.IGNORECASE,
)
_FEWEST_TURNS: Final = 2


@dataclass(slots=True)
class Turn:
    """What somebody says until the next speaker. speaker: as the line begins, without its colon."""

    speaker: str
    lines: list[Line] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)


def read_transcript(document: Document, known: Collection[Text] = ()) -> Reading:
    """Read a transcript: each speaker's turns are remarks, whole. known: not needed."""
    draft = RecordDraft(document)
    programme.read_head(draft)
    programme.read_agenda(draft)
    turns = list(_turns(draft))
    speakers = _speakers(draft, turns)
    for turn in turns:
        if turn.speaker in speakers:
            _add_turn(draft, turn)
    _account_for_headings(draft)
    return draft.finish(Shape.TRANSCRIPT)


def _account_for_headings(draft: RecordDraft) -> None:
    """Note the lines that print a session's title again, above what was said in it."""
    for line in draft.document.lines:
        text = line.text.strip()
        if line.number in draft.account.read or not 0 < len(text) <= _LONGEST_HEADING:
            continue
        if _session_called(draft, text):
            draft.account.repetitions.add(line.number)


def _turns(draft: RecordDraft) -> Iterator[Turn]:
    """Yield the turns behind the agenda; a heading or a session's title ends one."""
    turn: Turn | None = None
    for line in draft.document.lines:
        text = line.text.strip()
        if not text or line.table is not None or line.number in draft.account.read:
            continue
        match = TURN.match(text)
        if match and match["words"]:
            if turn:
                yield turn
            turn = Turn(match["who"].strip(), [line], [match["words"].strip()])
        elif turn and _ends_turn(draft, line):
            yield turn
            turn = None
        elif turn:
            turn.lines.append(line)
            turn.paragraphs.append(text)
    if turn:
        yield turn


def _ends_turn(draft: RecordDraft, line: Line) -> bool:
    text = line.text.strip()
    if line.heading:
        return True
    return len(text) <= _LONGEST_HEADING and _session_called(draft, text) is not None


def _session_called(draft: RecordDraft, text: str) -> SessionRecord | None:
    """Return the session whose heading or title a line prints, or its beginning."""
    key = texts.bare(text)
    for session in draft.sessions:
        printed = [
            texts.bare(value) for value in (*session.title.values(), *session.heading.values())
        ]
        if key and any(
            value == key or (len(key) >= 4 and value.startswith(key)) for value in printed
        ):
            return session
    return None


def _speakers(draft: RecordDraft, turns: Sequence[Turn]) -> set[str]:
    """Return the labels of turns that are people: named above, or bare names that speak often."""
    counted = Counter(turn.speaker for turn in turns)
    speakers = set()
    for label, count in counted.items():
        is_role = role_label(f"{label}：", language_of(label)) is not None
        if is_role or _NO_PERSON.match(label):
            continue
        named = draft.find_person({language_of(label): label}) is not None
        whole = is_bare_name(label) and (language_of(label) != "en" or " " in label)
        if named or (whole and count >= _FEWEST_TURNS) or (whole and _is_titled(draft, label)):
            speakers.add(label)
    return speakers


def _is_titled(draft: RecordDraft, label: str) -> bool:
    """Tell whether the document calls itself a transcript, so that a single turn is one."""
    return is_bare_name(label) and any(
        TRANSCRIPT_TITLE.search(line.text) for line in draft.document.lines if len(line.text) <= 40
    )


def _add_turn(draft: RecordDraft, turn: Turn) -> None:
    lines = [line.number for line in turn.lines]
    language = language_of(turn.speaker)
    person = draft.add_person({language: turn.speaker}, {}, lines[:1])
    session = _session_of(draft, person, lines[0])
    remarks = "\n".join(turn.paragraphs)
    remarks_language = language_of(remarks)
    draft.account.fields.update(lines)
    if draft.append_remarks(person, session, {remarks_language: remarks}, lines):
        return
    draft.add_appearance(person, session, "speaker", {}, lines, remarks={remarks_language: remarks})


def _session_of(draft: RecordDraft, person: str, line: int) -> str:
    """Return where somebody speaks: in the session of the agenda, else of the last heading."""
    for appearance in draft.appearances:
        if appearance.person == person and appearance.role != "moderator":
            return appearance.session
    heading = _last_heading(draft, line)
    if heading is not None:
        return heading.key
    if draft.sessions:
        last = draft.sessions[-1].key
        draft.rate(f"appearances.{person}.{last}.speaker", Certainty.GUESS, [line], person)
        return last
    return draft.add_session("discussion", lines=[line])


def _last_heading(draft: RecordDraft, number: int) -> SessionRecord | None:
    """Return the session that the nearest heading above a line names."""
    for line in reversed(draft.document.lines[: number - 1]):
        text = line.text.strip()
        if line.table is None and text and len(text) <= _LONGEST_HEADING:
            session = _session_called(draft, text)
            if session is not None:
                draft.account.repetitions.add(line.number)
                return session
    return None
