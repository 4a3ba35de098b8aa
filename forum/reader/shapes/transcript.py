"""A transcript: an agenda, if there is one, then turns that begin with who speaks and a colon."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile, zip_longest
from typing import Final, Self

from forum.core.names import MIDDLE_DOTS
from forum.reader.attendance_notes import split_note
from forum.reader.bilingual import language_of
from forum.reader.document import Document
from forum.reader.event_record import EN, ZH, Line, SessionRecord, Text
from forum.reader.guest_cells import Guest, is_bare_name, read_guest, read_guests
from forum.reader.padding import close_padding
from forum.reader.prose.acts import SentenceReading
from forum.reader.prose.acts_zh import read_sentence_zh
from forum.reader.prose.event_facts import name_in_sentence, read_event
from forum.reader.prose.mentions import Roster
from forum.reader.prose.sentences import ProseParagraph, read_paragraphs, split_sentences
from forum.reader.reading import Certainty, Reading, Shape
from forum.reader.record_draft import RecordDraft
from forum.reader.shadow import shadow
from forum.reader.shapes import event_head
from forum.reader.shapes.agenda_rows import LIST_MARK
from forum.reader.shapes.event_hosts import read_hosts
from forum.reader.shapes.programme import read_agenda
from forum.reader.shapes.record import texts, times
from forum.reader.shapes.record.name_forms import (
    HONORIFIC_EN,
    has_title_word,
    is_name_en,
    is_name_zh,
)
from forum.reader.shapes.record.role_labels import RoleLabel, role_label
from forum.reader.shapes.session_topics import find_kind, read_topic
from forum.reader.shapes.turn_labels import (
    find_called,
    has_bracketed_labels,
    is_called,
    without_brackets,
)
from forum.reader.table_columns import SPREAD
from forum.reader.vocabulary.furniture import CAPTION
from forum.reader.vocabulary.prose_zh import NO_NAMES
from forum.reader.vocabulary.roles import usual_role
from forum.reader.vocabulary.shapes import CALLED_EVENT, FACT_LABEL, TRANSCRIPT_TITLE, TURN

_LONGEST_HEADING: Final = 60
_LONGEST_PREFACE: Final = 40  # lines
_SHORTEST_PREFACE: Final = 24
_SEATED: Final = frozenset({"panellist", "moderator", "speaker"})
# Of a title that a line prints in part, without spaces and marks.
_SHORTEST_KEY: Final = 4
_LONGEST_KEY: Final = 240
# Who asks from the floor, or is somebody whom the document does not name.
_NO_PERSON: Final = re.compile(
    r"^(?:问|提问|提问者|(?:现场)?(?:观众|听众|嘉宾|记者|网友|学员)|现场提问|答|Q|A|audience(?:\s+member)?|question|answer)"
    r"[甲乙丙丁戊己\dA-D]*$",
    re.IGNORECASE,
)
_FEWEST_TURNS: Final = 2
# A label that somebody speaks behind, whoever it is.
_FLOOR: Final = re.compile(
    r"提问|观众|听众|记者|网友|学员|嘉宾|主持|答复|回答|翻译|^[问答QA]\d*$|"
    r"\b(?:question|answer|audience|floor|reporter|moderator|interpreter|voice|speaker)\b",
    re.IGNORECASE,
)
# A turn that begins on the line below who speaks, with the title beside the name.
_HEAD: Final = re.compile(r"^(?P<who>[^。！？!?；;:：]{2,60})\s*[:：]\s*(?P<words>)$")
_BRACKET_BEHIND: Final = re.compile(r"\s*[（(][^（()）]*[)）]$")
# 二、主题分享: a part of what was said.
_PART: Final = re.compile(
    r"^(?:[一二三四五六七八九十]{1,2}\s*、|第[一二三四五六]部分\s*[:：]?|Part\s+(?:[IVX]+|\d+)\s*[.:–—-]?)\s*(?P<title>[^，。；：:？！?!]{2,24})$|"
    r"^[【\[〖]\s*(?:(?:[一二三四五六七八九十]{1,2}\s*、|第[一二三四五六七八九]部分\s*[:：]?|Part\s+(?:[IVX]+|\d+)\s*[.:–—-]?)\s*)?"
    r"(?=[^】\]〗]*[\u3400-\u9fffA-Za-z]{2})(?P<bracketed>[^，。；？！?!【】\[\]]{2,60}?)\s*[】\]〗]$"
)
# Who wrote it down, below the last turn.
_PANEL: Final = re.compile(r"^Panel\s*:", re.IGNORECASE)
_CREDITS: Final = re.compile(
    r"[（(](?:整理|校对|记录|速记|责编|编辑|摄影|翻译|全文完|完|transcribed|transcript|end)[^（()）]*[)）]",
    re.IGNORECASE,
)
_LONGEST_NAME: Final = 5
_WIDE: Final = re.compile(r"\s{2,}|\u3000+|\s*[|｜]\s*|\s+[—–-]+\s+")
# Q    How much: a question from the floor, whose label has no colon.
_ASKED: Final = re.compile(r"^(?P<who>Q)(?:\t|\s{2,})(?P<words>\S.*)$")
# END 3:15 P.M.
_END: Final = re.compile(
    r"^\s*[(（]?\s*(?:end(?:ed|s)?|begin|began|begins|start(?:ed|s)?)\s*(?:at\b)?\s*:?",
    re.IGNORECASE,
)
# What is said before a title when somebody is announced, and what no title holds.
_ANNOUNCES: Final = re.compile(r"^.*(?:是|有请|请|由|邀请|欢迎|介绍|来自|感谢|谢谢|[：:])")
_SPOKEN: Final = re.compile("[我你他她您这那]|们")
# （茶歇）, between the turns
_STAGE: Final = re.compile(
    r"[（(【\[](?:茶歇|休息|播放|掌声|视频|合影|coffee|break|applause|laugh|cross-?talk|inaudible|video)[^（()）]{0,40}[)）】\]]",
    re.IGNORECASE,
)
# 大家好，我是主持人林岚: who says so in a turn of the moderator, whom no other line names.
_OWN_NAME: Final = re.compile(
    r"(?:主持人|我是)\s*(?P<name>[\u3400-\u9fff]{2,3}?)(?=[，。！!,、]|代表|在此|为您|为大家|欢迎)"
)
# 有请某局局长林岚为我们致辞
_ANNOUNCED: Final = (
    r"请[^，。；！!]{{0,40}}?{name}(?:[\u3400-\u9fff]{{0,2}}(?:先生|女士|教授|博士|同志))?"
    r"(?:为|给|来|上台|我们|大家|作|做|发表|进行)*(?P<what>致[辞词]|(?:主旨|主题)?(?:演讲|发言|报告|讲话))"
)
# 以下为本次活动的实录：
_LEADS_IN: Final = re.compile(r"^(?:以下|下面)[为是][^。；]{0,30}(?:实录|文字稿|速记)[:：]?$")
_FEWEST_PARTS: Final = 2
_LONGEST_PART: Final = 40
_MOST_OPEN: Final = 0.1  # of the lines
_ENDS_WORDS: Final = re.compile(r"[。！!，,；;.…：:”\"’）)]$")
# 总结：修海塘的要点, below what was said; the speaker's label is no such word
_SUMMED_UP: Final = re.compile(
    r"(?:编者|本节|本场)?(?:总结|小结|要点(?:总结|回顾)?)\s*[:：]\s*[^。！？]{0,40}$|"
    r"(?:summary|key\s+(?:points|takeaways)|takeaways)\s*[:：]?\s*[^.!?]{0,60}$",
    re.IGNORECASE,
)
_ROLE_FIRST: Final = re.compile(r"^主持人?[\s\u3000]+(?P<rest>\S.*)$")
_SENTENCE: Final = re.compile("[。！？!?]|，.*，")
# What somebody says, and no title: a sentence, or who speaks and to whom.
_WORDS: Final = re.compile(
    r"[。！？!?]|[.]\s|[.]$|谢谢|各位|大家|[我你您]|\b(?:I|we|you|my|our|thank)\b"
)
# Ann Berg (AB), deputy mayor: initials that are explained once.
_INITIALLED: Final = re.compile(
    r"^(?:[•·*–-]\s*)?(?P<name>[A-ZÀ-Þ][^,:()]{3,40}?)\s*[(\[](?P<initials>[A-Z]{1,4})[)\]]\s*[,:–—-]?\s*(?P<title>.*)$"
)


@dataclass(slots=True)
class Turn:
    """What somebody says until the next speaker.

    speaker: as the line begins, without its colon; "" for what the paper itself sums up.
    """

    speaker: str
    lines: list[Line] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)
    attendance: str | None = None
    attendance_note: Text = field(default_factory=dict)


def read_transcript(document: Document) -> Reading:
    """Read a transcript: each speaker's turns are remarks, whole."""
    draft = RecordDraft(_with_plain_labels(document))
    # Whatever stands in brackets that names begin lines in is a label, of whoever it is.
    marked = frozenset(
        line.number
        for line, printed in zip(draft.document.lines, document.lines, strict=True)
        if line.text != printed.text
    )
    preface = _preface(draft)
    if _names_event(preface) and not _calls_event(draft):
        read_event(draft, preface)
        # It may tell of what was announced or took place elsewhere.
        draft.doubt("title")
        draft.doubt("start_date")
    event_head.read_head(draft)
    clocks = _find_clocks(draft)
    read_agenda(draft, has_turns=True)
    parts = _read_parts(draft) if not draft.sessions else frozenset()
    if not draft.sessions and clocks:
        _add_timed_session(draft, clocks)
    cast = Cast(draft)
    cast.read()
    _seat_those_of_preface(cast, preface)
    headings = Headings.of(draft, parts)
    passages = list(_turns(draft, headings, marked))
    turns = [turn for turn in passages if turn.speaker]
    if not draft.sessions:  # else nobody says of which of them a moderator is
        _read_own_name(cast, turns)
    for turn in turns:
        if not cast.find(turn.speaker) and (guest := _guest_of(turn.speaker)):
            cast.add(guest, guest.role or "speaker", turn.lines[0], turn.speaker)
    _add_called(cast, turns, marked)
    speakers = {label: key for turn in turns if (key := cast.find(label := turn.speaker))}
    named = _speakers(draft, turns)
    speakers |= {
        label: draft.add_person({language_of(label): label}, {}, [turn.lines[0].number])
        for turn in turns
        if (label := turn.speaker) in named and label not in speakers
    }
    for name in _announced_moderators(draft):
        if name in speakers:
            cast.roles.setdefault(speakers[name], "moderator")
    if not draft.sessions:
        _read_announced_speeches(cast, set(speakers.values()))
    seating = Seating(draft, headings)
    for turn in turns:
        if turn.speaker in speakers and turn.paragraphs:
            person = speakers[turn.speaker]
            seating.add_turn(turn, person, is_moderator=cast.roles.get(person) == "moderator")
    for passage in passages:
        if not passage.speaker:
            seating.add_summary(passage)
    if not draft.sessions and cast.roles:
        draft.add_session("discussion", lines=[])
    cast.seat(draft.sessions[-1].key if len(draft.sessions) == 1 else "")
    _take_titles(draft)
    headings.account(draft)
    read_hosts(draft)
    return draft.finish(Shape.TRANSCRIPT)


def _with_plain_labels(document: Document) -> Document:
    """Return a document whose turns begin with a colon behind the label, not with brackets."""
    if not has_bracketed_labels(line.text for line in document.lines):
        return document
    lines = (replace(line, text=without_brackets(line.text)) for line in document.lines)
    return replace(document, lines=tuple(lines))


def _find_clocks(draft: RecordDraft) -> list[tuple[Line, times.Span]]:
    """Return the lines right above the first turn and at the end that give the hour alone."""
    written = [line for line in draft.document.lines if line.text.strip()]
    turns = [place for place, line in enumerate(written) if _begins_turn(line)]
    places = {turns[0] - 1, len(written) - 1} if turns else set()
    clocks = [
        (written[place], span) for place in sorted(places)
        if place >= 0 and (span := times.stands_alone(_END.sub("", written[place].text)))
    ]  # fmt: skip
    draft.account.furniture.update(line.number for line, _span in clocks)
    return clocks


def _begins_turn(line: Line) -> bool:
    turn = TURN.match(line.text.strip())
    return bool(turn and turn["words"])


def _add_timed_session(draft: RecordDraft, clocks: Sequence[tuple[Line, times.Span]]) -> None:
    """Add the only session, which begins and ends at the hours that the paper gives."""
    hours = [hour for _line, span in clocks for hour in (span.start, span.end) if hour]
    lines = [line.number for line, _span in clocks]
    is_order = len(hours) > 1 and hours[0] < hours[-1]
    draft.add_session(
        "discussion", lines=lines, start=hours[0], end=hours[-1] if is_order else None
    )


def _add_called(cast: "Cast", turns: Sequence[Turn], marked: frozenset[int]) -> None:
    """Add those whom a form of address or an office calls; an office alone is asked for."""
    lines = {turn.speaker: turn.lines[0] for turn in reversed(turns) if not cast.find(turn.speaker)}
    counted = Counter(turn.speaker for turn in turns if turn.speaker in lines)
    counted.update(label for label, line in lines.items() if line.number in marked)
    called = find_called(counted, [line.text for line in cast.draft.document.lines])
    for label, (guest, is_named) in called.items():
        key = cast.add(guest, guest.role or "speaker", lines[label], label)
        if not is_named:
            path = f"people.{key}.name.{EN}"
            cast.draft.rate(path, Certainty.GUESS, [lines[label].number], guest.name)


def _preface(draft: RecordDraft) -> list[ProseParagraph]:
    """Return the running text above the first turn: what took place, and who sat there."""
    lines = takewhile(
        lambda line: not ((turn := TURN.match(line.text.strip())) and turn["words"]),
        draft.document.lines[:_LONGEST_PREFACE],
    )
    twins = [replace(line, text=shadow(line.text)) for line in lines]
    return [
        paragraph
        for paragraph in read_paragraphs(twins)
        if len(paragraph.text) >= _SHORTEST_PREFACE and texts.ends_sentence(paragraph.text)
    ]


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


def _seat_those_of_preface(cast: "Cast", preface: Sequence[ProseParagraph]) -> None:
    """Add those of whom the preface says that they discussed, spoke or moderated."""
    for paragraph in preface:
        for sentence in paragraph.sentences if paragraph.language == ZH else ():
            for act in read_sentence_zh(sentence.text, Roster()).acts:
                for mention in act.people if act.role in _SEATED else ():
                    guest = Guest(mention.name_text, mention.title_text, mention.honorific_text)
                    cast.add(guest, act.role, paragraph.line)


def _announced(draft: RecordDraft) -> Iterator[tuple[Line, SentenceReading]]:
    """Yield what the Chinese sentences of the turns say of people."""
    for line in draft.document.lines:
        if line.table is None and language_of(line.text) == ZH:
            for sentence in split_sentences(shadow(line.text), ZH):
                yield line, read_sentence_zh(sentence.text, Roster())


def _take_titles(draft: RecordDraft) -> None:
    """Give speakers without a title the one by which somebody announces them: 有请某局局长林岚."""
    for line, reading in _announced(draft):
        for mention in reading.mentions:
            title = _ANNOUNCES.sub("", mention.title)
            person = draft.find_person({mention.language: mention.name}) if title else None
            if person and not person.title and not _SPOKEN.search(title):
                draft.retitle(person, {ZH: title}, line.number)


def _read_own_name(cast: "Cast", turns: Sequence[Turn]) -> None:
    """Add the moderator whom only her or his own words name; that it is her or him is asked for."""
    own = [turn for turn in turns if _is_moderators(turn.speaker) and not cast.find(turn.speaker)]
    names = {
        match["name"]: line
        for turn in reversed(own)
        for line in reversed(turn.lines)
        for match in _OWN_NAME.finditer(line.text)
        if is_name_zh(match["name"])
    }
    if len(names) == 1:
        name, line = next(iter(names.items()))
        cast.add(Guest({ZH: name}), "moderator", line)
        key = next(iter(cast.labels[name]))
        cast.draft.rate(f"people.{key}.name.{ZH}", Certainty.GUESS, [line.number], name)


def _is_moderators(label: str) -> bool:
    role = role_label(f"{label}：", language_of(label))
    return role is not None and role.role == "moderator"


def _read_announced_speeches(cast: "Cast", speakers: set[str]) -> None:
    """Add the session of what the moderator announces all speakers for: 有请…致辞."""
    draft = cast.draft
    spoken: dict[str, int] = {}
    for key in speakers:
        if cast.roles.get(key) == "moderator":
            continue
        name = re.escape(draft.person_of(key).name.get(ZH, ""))
        announced = [
            (match["what"], line.number)
            for line in draft.document.lines
            if name and (match := re.search(_ANNOUNCED.format(name=name), line.text))
        ]
        if not announced:
            return
        what, number = announced[0]
        spoken[what] = min(number, spoken.get(what, number))
    if len(spoken) == 1:
        what, number = next(iter(spoken.items()))
        draft.add_session(find_kind(what, ZH) or "other", lines=[number], heading={ZH: what})


def _announced_moderators(draft: RecordDraft) -> set[str]:
    """Return the names of those of whom somebody says that they will moderate: 下半场由…主持."""
    return {
        mention.name
        for _line, reading in _announced(draft)
        for act in reading.acts
        for mention in act.people
        if act.role == "moderator"
    }


def _read_parts(draft: RecordDraft) -> frozenset[int]:
    """Add a session for each heading between the turns, where there is no agenda.

    Return the headings' lines: those that are numbered, else those right above a turn.
    """
    lines = [line for line in draft.document.lines if line.table is None and line.text.strip()]
    numbered = [line for line in lines if _PART.match(line.text.strip())]
    headings = numbered if len(numbered) >= _FEWEST_PARTS else _headings_of_turns(draft, lines)
    for line in headings if len(headings) >= _FEWEST_PARTS else ():
        part = _PART.match(line.text.strip())
        kind, heading, title = _read_part(_printed(part) if part else line.text.strip())
        draft.add_session(kind, lines=[line.number], heading=heading, title=title)
    return frozenset(line.number for line in headings)


def _headings_of_turns(draft: RecordDraft, lines: Sequence[Line]) -> list[Line]:
    """Return the short lines right above turns, where whatever is said ends its sentences.

    A question is a heading only where nobody speaks: above the first turn, below a summary.
    """
    first = next((place for place, line in enumerate(lines) if _is_label(line)), len(lines))
    headings: list[Line] = []
    open_ends = 0
    is_spoken = False
    for line, following in zip_longest(lines[max(0, first - 1) :], lines[first:]):
        text = line.text.strip()
        if _SUMMED_UP.match(text) or _is_label(line):
            is_spoken = _is_label(line)
        elif _is_heading(line) and not (is_spoken and text.endswith(("？", "?"))):
            if following and _is_label(following) and line.number not in draft.account:
                headings.append(line)
            else:
                open_ends += 1
    return headings if open_ends <= _MOST_OPEN * len(lines) else []


def _is_label(line: Line) -> bool:
    text = line.text.strip()
    match = None if _SUMMED_UP.match(text) else TURN.match(text)
    return match is not None and not _is_sentence(match["who"])


def _is_heading(line: Line) -> bool:
    """Tell whether a line is short and no sentence, but perhaps a question."""
    text = line.text.strip()
    is_short = len(text) <= _LONGEST_PART and not _ENDS_WORDS.search(text)
    return is_short and not _is_label(line) and not LIST_MARK.match(line.text)


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
        own = {session.lines[0]: session for session in draft.sessions if headings.is_part(session)}
        for line in draft.document.lines:
            text = line.text.strip()
            if line.number in own:
                headings.sessions[line.number] = own[line.number]
            elif 0 < len(text) <= _LONGEST_HEADING and (key := _key_of(text)) in called:
                headings.sessions[line.number] = called[key]
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
class Cast:
    """Those whom the lines above the first turn name, and by what their turns may begin.

    roles: person -> role. labels: initials, surname, role or whole name, folded -> persons.
    """

    draft: RecordDraft
    roles: dict[str, str] = field(default_factory=dict)
    labels: dict[str, set[str]] = field(default_factory=dict)

    def read(self) -> None:
        """Read labels (主持人：林岚（某报主编）) and lists with initials (Ann Berg (AB), mayor)."""
        heading: Line | None = None
        listed = ""  # the role of those below a label that stands alone
        for line in self.draft.document.lines:
            text = _PANEL.sub("Panellists:", SPREAD.sub("", close_padding(line.text.strip())))
            if line.table is not None or not text or line.number in self.draft.account:
                continue
            initialled = _INITIALLED.match(text)
            label = role_label(text, language_of(text))
            if initialled and is_name_en(initialled["name"]):
                self._add_initialled(initialled, line)
                if heading:
                    self.draft.account.furniture.add(heading.number)
            elif label and label.rest:
                listed = ""
                if not self._add_labelled(label, line):
                    return
            elif label and text.endswith((":", "：")):
                listed, heading = label.role, line
                continue
            elif listed and (guest := _listed_guest(text)):
                self.add(guest, guest.role or listed, line)
                if heading:
                    self.draft.account.furniture.add(heading.number)
                continue
            elif FACT_LABEL.match(text):
                listed = ""
                continue
            elif (turn := TURN.match(text)) and turn["words"]:
                return
            heading = line

    def _add_initialled(self, match: re.Match[str], line: Line, listed: str = "speaker") -> None:
        name, title = match["name"], match["title"].strip()
        guest = read_guest(name) or Guest({EN: name})
        role = role_label(f"{title.split(',')[0]}:", EN)
        guest = replace(guest, title={EN: title} if title else {})
        self.add(guest, role.role if role else listed, line, match["initials"])

    def _add_labelled(self, label: RoleLabel, line: Line) -> bool:
        if _SENTENCE.search(label.rest):
            return False
        parts = [_INITIALLED.match(part.strip()) for part in label.rest.split(";")]
        if all(part and is_name_en(part["name"]) for part in parts):
            for part in filter(None, parts):
                self._add_initialled(part, line, label.role)
            return True
        guests, unread = read_guests(label.rest)
        sure = [guest for guest in guests if EN in guest.name or is_name_zh(guest.name[ZH])]
        if unread or len(sure) != len(guests) or not guests:
            return False
        for guest in guests:
            self.add(guest, label.role, line)
        return True

    def add(self, guest: Guest, role: str, line: Line, label: str = "") -> str:
        """Add a person; return the key. label: by which turns begin, beside the name's words."""
        key = self.draft.add_guest(guest, [line.number])
        self.roles.setdefault(key, role)
        names = guest.name.values()
        for word in (label, *names, *(word for name in names for word in name.split())):
            if word:
                self.labels.setdefault(word.casefold(), set()).add(key)
        return key

    def find(self, label: str) -> str:
        """Return whom the label of a turn means, "" where nobody or several."""
        bare = HONORIFIC_EN.sub("", label).strip()
        keys = self.labels.get(label.casefold()) or self.labels.get(bare.casefold(), set())
        if not keys and (role := role_label(f"{label}:", language_of(label))):
            keys = {key for key, known in self.roles.items() if known == role.role == "moderator"}
        return next(iter(keys)) if len(keys) == 1 else ""

    def seat(self, session: str) -> None:
        """Let those appear in the only session who have said nothing, and its moderator."""
        appearing = {appearance.person for appearance in self.draft.appearances}
        for key, role in self.roles.items():
            if session and key not in appearing:
                person = self.draft.person_of(key)
                self.draft.add_appearance(key, session, role, person.title, person.lines)


def _listed_guest(text: str) -> Guest | None:
    """Return the person of a line below a label; behind a colon may stand a title, or words."""
    if (turn := TURN.match(text)) and (words := turn["words"]):
        is_title = has_title_word(words, language_of(words)) and not _WORDS.search(words)
        text = f"{turn['who'].strip()}（{words}）" if is_title else ""
    guest = read_guest(text) if text else None
    return guest if guest and guest.title else None


def _turns(draft: RecordDraft, headings: Headings, marked: frozenset[int]) -> Iterator[Turn]:
    """Yield the turns behind the agenda; a heading or a session's title ends one.

    marked: lines whose labels stood in brackets.
    """
    turn: Turn | None = None
    for line in draft.document.lines:
        text = line.text.strip()
        if not text or line.table is not None or line.number in draft.account:
            continue
        summary = _SUMMED_UP.match(text)
        match = None if summary else TURN.match(text) or _HEAD.match(text) or _ASKED.match(text)
        is_marked = line.number in marked
        is_words = turn and match and not is_marked and _is_sentence(match["who"])
        is_label = match and (match["words"] or is_marked or _is_head(match["who"]))
        if match and is_label and not is_words:
            if turn:
                yield turn
            words = (match["words"] or "").strip()
            who = split_note(match["who"].strip())
            turn = Turn(who.text, [line], [words] if words else [], who.kind, who.words)
        elif summary:
            if turn:
                yield turn
            turn = Turn("", [line], [text])
        elif turn and not turn.speaker and _is_heading(line):
            yield turn
            turn = None
        elif _is_aside(text, is_in_turn=turn is not None):
            draft.account.furniture.add(line.number)
        elif turn and _CREDITS.fullmatch(text):
            draft.account.furniture.add(line.number)
            yield turn
            turn = None
        elif turn and (line.heading or line.number in headings.sessions):
            yield turn
            turn = None
        elif turn:
            turn.lines.append(line)
            turn.paragraphs.append(text)
    if turn:
        yield turn


def _is_aside(text: str, *, is_in_turn: bool) -> bool:
    """Tell whether a line is nobody's words: （掌声）, above the first turn captions as well."""
    if is_in_turn:
        return bool(_STAGE.fullmatch(text))
    return bool(_LEADS_IN.match(text) or CAPTION.fullmatch(text))


def _is_sentence(label: str) -> bool:
    """Tell whether what stands before a colon can be nobody: 我们的办法很笨：邮递员."""
    bare = split_note(label.strip()).text
    is_role = role_label(f"{bare}：", language_of(bare)) is not None
    is_floor = bool(_FLOOR.search(bare))
    if language_of(bare) == ZH and len(bare) > _LONGEST_NAME and not set(bare) & set(MIDDLE_DOTS):
        return not (is_role or is_floor or _is_head(label))
    return not (is_role or is_floor or is_called(bare) or is_bare_name(bare) or _is_head(label))


def _is_head(label: str) -> bool:
    """Tell whether a label alone on its line is a person: 林岚（某报主编）：, or a bare name."""
    guest = _guest_of(label)
    return bool(guest and (guest.title or guest.role)) or (
        is_name_zh(label) or (is_name_en(label) and " " in label)
    )


def _guest_of(label: str) -> Guest | None:
    """Return the person of a label with a title: 林岚（某报主编）, 主持人 某报主编 林岚."""
    role = _ROLE_FIRST.match(label)
    guest = read_guest(role["rest"] if role else label)
    if _NO_PERSON.match(_BRACKET_BEHIND.sub("", label)):
        return None
    if guest is None or not (guest.title or role):
        return None
    return replace(guest, role="moderator") if role else guest


def _speakers(draft: RecordDraft, turns: Sequence[Turn]) -> set[str]:
    """Return the labels of turns that are people: named above, or bare names that speak often."""
    counted = Counter(turn.speaker for turn in turns)
    speakers = set()
    for label, count in counted.items():
        is_role = role_label(f"{label}：", language_of(label)) is not None
        if is_role or _NO_PERSON.match(label):
            continue
        named = draft.find_person({language_of(label): label}) is not None
        is_sure = " " in label if language_of(label) == EN else is_name_zh(label)
        is_sure = is_sure and label not in NO_NAMES
        whole = is_bare_name(label) and (is_sure or (count > 1 and language_of(label) == ZH))
        if named or (whole and count >= _FEWEST_TURNS) or (whole and _is_titled(draft, label)):
            speakers.add(label)
    return speakers


def _is_titled(draft: RecordDraft, label: str) -> bool:
    """Tell whether the document calls itself a transcript, so that a single turn is one."""
    return is_bare_name(label) and any(
        TRANSCRIPT_TITLE.search(line.text) for line in draft.document.lines if len(line.text) <= 40
    )


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

    def __post_init__(self) -> None:
        self.parts = {part.key: part for part in self.draft.sessions if self.headings.is_part(part)}
        last = 0
        for line in self.draft.document.lines:
            self.above[line.number] = last
            if line.table is None and line.number in self.headings.sessions:
                last = line.number

    def add_turn(self, turn: Turn, person: str, *, is_moderator: bool) -> None:
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

    def add_summary(self, passage: Turn) -> None:
        """Add what the paper sums up below the turns of a session to that session."""
        session = self._last_heading(passage.lines[0].number)
        if not session and len(self.draft.sessions) == 1:
            session = self.draft.sessions[0].key
        if session:
            self.draft.add_summary(
                session, [(line.number, line.text.strip()) for line in passage.lines]
            )

    def _session_of(self, person: str, role: str, line: int) -> str:
        """Return where somebody speaks: in the session of the agenda, else of the last heading."""
        heading = self._last_heading(line)
        if heading in self.parts:
            return heading
        session = self.draft.first_session(person) or heading
        if session:
            return session
        if not self.draft.sessions:
            return self.draft.add_session("discussion", lines=[line])
        last = self.draft.sessions[-1].key
        if len(self.draft.sessions) > 1:
            path = f"appearances.{person}.{last}.{role}.session"
            self.draft.rate(path, Certainty.GUESS, [line], self.draft.person_of(person).name)
        return last

    def _last_heading(self, line: int) -> str:
        """Return the session that the nearest heading above a line names, "" for none."""
        number = self.above[line]
        if not number:
            return ""
        self.draft.account.repetitions.add(number)
        return self.headings.sessions[number].key
