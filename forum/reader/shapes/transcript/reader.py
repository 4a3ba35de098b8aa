"""A transcript: an agenda, if there is one, then turns that begin with who speaks and a colon."""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from itertools import takewhile
from typing import Final

from forum.reader.document import Document
from forum.reader.event_record import Line
from forum.reader.finished_draft import finish_draft
from forum.reader.folded_text import shadow
from forum.reader.guest_cells import Guest
from forum.reader.prose.event_facts import read_event
from forum.reader.prose.event_names import name_in_sentence
from forum.reader.prose.sentences import ProseParagraph, read_paragraphs
from forum.reader.reading import Certainty, Reading, Shape
from forum.reader.record_draft import RecordDraft
from forum.reader.shapes import event_head
from forum.reader.shapes.event_hosts import read_hosts
from forum.reader.shapes.programme.reader import read_agenda
from forum.reader.shapes.programme.rows import refuse_time
from forum.reader.shapes.record import texts, times
from forum.reader.shapes.transcript.announcements import (
    add_announced_session,
    announced_moderators,
    read_announcements,
    take_titles,
)
from forum.reader.shapes.transcript.attendance import read_attendance
from forum.reader.shapes.transcript.cast import Speakers
from forum.reader.shapes.transcript.introductions import take_introductions
from forum.reader.shapes.transcript.names import find_listed
from forum.reader.shapes.transcript.parts import Headings, Seating, read_parts
from forum.reader.shapes.transcript.turns import (
    SpokenTurn,
    begins_turn,
    is_label,
    plain_label,
    read_turns,
    write_labels_plainly,
)
from forum.reader.vocabulary.shapes import CALLED_EVENT, TURN

_LONGEST_PREFACE: Final = 40  # lines
_SHORTEST_PREFACE: Final = 24
# 各位下午好，欢迎来到…; Welcome to …; We have three wonderful panellists: how a chair begins
_GREETING: Final = re.compile(
    "(?:各位|大家)[^，。！]{0,12}好|(?:热烈)?欢迎(?:各位|大家|来到|参加|收看|收听)|"
    r"^(?:good\s+(?:morning|afternoon|evening)|welcome|hello\s+(?:everyone|and\s+welcome))\b|"
    r"\b(?:we|I)\s+have\s+(?:[\w’'-]+\s+){0,4}(?:panell?ists?|guests|speakers)\b|"
    r"\bwelcome\s+(?:(?:to\s+)?(?:the|our|this)\s+panel|everyone|everybody|you\s+all)\b|"
    r"\bthank(?:s|\s+you)\s+(?:\w+\s+){0,3}for\s+joining\s+(?:the|this|our)\s+panel\b|"
    r"\bintroduce\s+(?:yourselves|ourselves|(?:the|our)\s+panel(?:l?ists)?)\b",
    re.IGNORECASE,
)
_GREETED: Final = 80  # characters
_FEWEST_GREETED: Final = 2  # people
_ASKING: Final = ("?", "？", "?”", "？”", '?"')
_FEWEST_ASKED: Final = 4  # turns
# END 3:15 P.M.
_END: Final = re.compile(
    r"^\s*[(（]?\s*(?:end(?:ed|s)?|begin|began|begins|start(?:ed|s)?)\s*(?:at\b)?\s*:?",
    re.IGNORECASE,
)


def read_transcript(document: Document) -> Reading:
    """Read a transcript: each speaker's turns are remarks, whole."""
    plain_document, labels = write_labels_plainly(document)
    draft = RecordDraft(plain_document)
    attendees = read_attendance(draft)
    preface = _preface(draft)
    listed = _find_listed(draft)
    lines_of_people = {line.number for _guest, line in listed}
    _read_event(draft, preface, lines_of_people)
    parts = _read_sessions(draft, lines_of_people)
    cast = Speakers(draft)
    cast.add_present(attendees)
    cast.read_head()
    cast.add_those_of_preface(preface)
    cast.add_listed(listed)
    headings = Headings.of(draft, parts)
    passages = list(read_turns(draft, headings.sessions, labels))
    speakers = cast.meet_speakers([turn for turn in passages if turn.speaker], labels.marked)
    chair = "" if cast.moderators() else _find_chair(passages, speakers)
    if chair:
        cast.roles[chair] = "moderator"
    announcements = list(read_announcements(draft))
    for name in announced_moderators(announcements) & speakers.keys():
        cast.roles.setdefault(speakers[name], "moderator")
    if not draft.sessions:
        add_announced_session(draft, set(speakers.values()) - cast.moderators())
    _seat_passages(cast, Seating(draft, headings), passages, speakers)
    if not draft.sessions and cast.roles:
        draft.add_session("discussion", lines=[])
    cast.seat(draft.sessions[-1].key if len(draft.sessions) == 1 else "")
    _ask_for_chair(draft, chair)
    take_titles(draft, announcements)
    _take_introductions(draft, preface, passages, speakers)
    headings.account(draft)
    read_hosts(draft)
    return finish_draft(draft, Shape.TRANSCRIPT, printed=document.lines)


def _find_chair(passages: Sequence[SpokenTurn], speakers: Mapping[str, str]) -> str:
    """Return who welcomes the others or asks them, turn by turn; "" for nobody."""
    turns = [
        (speakers[turn.speaker], turn.paragraphs)
        for turn in passages if turn.speaker in speakers and turn.paragraphs
    ]  # fmt: skip
    people = Counter(person for person, _paragraphs in turns)
    if len(people) <= _FEWEST_GREETED:
        return ""
    (first, paragraphs), *_others = turns
    if people[first] > 1 and _GREETING.search(paragraphs[0][:_GREETED]):
        return first
    asked = Counter(person for person, spoken in turns if spoken[-1].endswith(_ASKING))
    [(asker, count)] = asked.most_common(1) or [("", 0)]
    is_asker = (
        count >= _FEWEST_ASKED and count > people[asker] / 2 and count > 2 * (asked.total() - count)
    )
    return asker if is_asker else ""


def _ask_for_chair(draft: RecordDraft, person: str) -> None:
    """Ask whether somebody took the chair who is said to by no word but her or his own."""
    for appearance in draft.appearances if person else ():
        if appearance.person == person and appearance.role == "moderator":
            path = f"appearances.{person}.{appearance.session}.moderator"
            name = draft.person_of(person).name
            draft.rate(path, Certainty.GUESS, appearance.lines[:1], name)


def _take_introductions(
    draft: RecordDraft,
    preface: Sequence[ProseParagraph],
    passages: Sequence[SpokenTurn],
    speakers: Mapping[str, str],
) -> None:
    """Give speakers the titles by which the preface, or somebody in a turn, introduces them."""
    spoken = {
        line.number: speakers[turn.speaker]
        for turn in passages if turn.speaker in speakers
        for line in turn.lines
    }  # fmt: skip
    words = [(paragraph.text, paragraph.line) for paragraph in preface]
    words += [(line.text, line) for turn in passages for line in turn.lines]
    take_introductions(draft, words, spoken)


def _read_event(
    draft: RecordDraft, preface: Sequence[ProseParagraph], listed: Collection[int]
) -> None:
    """Read what took place, where the preface says so, and the head."""
    if _names_event(preface) and not _calls_event(draft):
        read_event(draft, preface)
        # It may tell of what was announced or took place elsewhere.
        draft.doubt("title")
        draft.doubt("start_date")
    event_head.read_head(draft, listed)


def _read_sessions(draft: RecordDraft, listed: Collection[int]) -> frozenset[int]:
    """Add the sessions of an agenda, else of headings between the turns; return their lines.

    listed: the numbers of the lines that say who speaks.
    """
    clocks = _find_clocks(draft)
    read_agenda(draft, has_turns=True)
    parts = frozenset[int]() if draft.sessions else read_parts(draft, listed)
    if not draft.sessions and clocks:
        _add_timed_session(draft, clocks)
    return parts


def _seat_passages(
    cast: Speakers, seating: Seating, passages: Sequence[SpokenTurn], speakers: Mapping[str, str]
) -> None:
    """Put what each speaker says, and then what the paper sums up, into sessions."""
    moderators = cast.moderators()
    for turn in passages:
        if turn.speaker in speakers and turn.paragraphs:
            person = speakers[turn.speaker]
            seating.add_turn(turn, person, is_moderator=person in moderators)
    for passage in passages:
        if not passage.speaker:
            seating.add_summary(passage)


def _find_clocks(draft: RecordDraft) -> list[tuple[Line, times.Span]]:
    """Return the lines right above the first turn and at the end that give the hour alone."""
    written = [line for line in draft.document.lines if line.text.strip()]
    turns = [place for place, line in enumerate(written) if begins_turn(line)]
    places = {turns[0] - 1, len(written) - 1} if turns else set()
    clocks = [
        (written[place], span) for place in sorted(places)
        if place >= 0 and (span := times.stands_alone(_END.sub("", written[place].text)))
    ]  # fmt: skip
    draft.account.furniture.update(line.number for line, _span in clocks)
    return clocks


def _add_timed_session(draft: RecordDraft, clocks: Sequence[tuple[Line, times.Span]]) -> None:
    """Add the only session, which begins and ends at the hours that the paper gives."""
    hours = [hour for _line, span in clocks for hour in (span.start, span.end) if hour]
    lines = [line.number for line, _span in clocks]
    is_order = hours[0] < hours[-1]
    if len(hours) > 1 and not is_order:
        refuse_time(draft, clocks[-1][1], lines[-1:])
    draft.add_session(
        "discussion", lines=lines, start=hours[0], end=hours[-1] if is_order else None
    )


def _preface(draft: RecordDraft) -> list[ProseParagraph]:
    """Return the running text above the first turn: what took place, and who sat there."""
    lines = takewhile(lambda line: not begins_turn(line), draft.document.lines[:_LONGEST_PREFACE])
    twins = [replace(line, text=shadow(line.text)) for line in lines]
    return [
        paragraph
        for paragraph in read_paragraphs(twins)
        if len(paragraph.text) >= _SHORTEST_PREFACE and texts.ends_sentence(paragraph.text)
    ]


def _find_listed(draft: RecordDraft) -> list[tuple[Guest, Line]]:
    """Return those whom the lines above the first turn list, as far as turns begin by them."""
    lines = draft.document.lines
    head = list(takewhile(lambda line: not begins_turn(line), lines))
    turns = (TURN.match(line.text.strip()) for line in lines if is_label(line))
    unread = [line for line in head if line.number not in draft.account]
    return list(find_listed(unread, {plain_label(turn["who"]) for turn in turns if turn}))


def _calls_event(draft: RecordDraft) -> bool:
    """Tell whether the first line is what the event is called."""
    written = (line.text for line in draft.document.lines if line.text.strip())
    return bool(CALLED_EVENT.search(next(written, "")))


def _names_event(preface: Sequence[ProseParagraph]) -> bool:
    """Tell whether one of its sentences says what took place."""
    return any(
        name_in_sentence(sentence.text, paragraph.language)
        for paragraph in preface
        for sentence in paragraph.sentences
    )
