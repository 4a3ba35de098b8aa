"""The turns of a transcript: who speaks, and what is said until the next speaker."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final

from forum.core.names import MIDDLE_DOTS, simplified
from forum.reader.attendance_notes import split_note
from forum.reader.bilingual import language_of
from forum.reader.document import Document
from forum.reader.event_record import EN, ZH, Line, Text
from forum.reader.guest_cells import Guest, read_guest
from forum.reader.guest_parts import is_bare_name
from forum.reader.record_draft import RecordDraft
from forum.reader.shapes.record import texts
from forum.reader.shapes.record.name_forms import is_name_en, is_name_zh
from forum.reader.shapes.record.role_labels import role_label
from forum.reader.shapes.transcript.names import is_explained
from forum.reader.shapes.transcript.turn_forms import write_turns
from forum.reader.shapes.transcript.turn_labels import (
    find_handles,
    find_heads_alone,
    has_bracketed_labels,
    is_called,
    without_brackets,
    write_handle,
)
from forum.reader.vocabulary.furniture import CAPTION, REFERENCES
from forum.reader.vocabulary.list_marks import LIST_MARK
from forum.reader.vocabulary.minutes import ATTENDANCE_LABEL, NO_SPEAKER
from forum.reader.vocabulary.shapes import TURN, without_time_code

# Who asks from the floor, or is somebody whom the document does not name.
NO_PERSON: Final = re.compile(
    r"^(?:(?:问|提问|提问者|(?:现场)?(?:观众|听众|嘉宾|记者|网友|学员)|现场提问|答|audience(?:\s+(?:members?|questions?|responses?))?|question|answer)"
    r"[甲乙丙丁戊己\dA-D]*|[QA]\d*)$",
    re.IGNORECASE,
)
# A label that somebody speaks behind, whoever it is.
_FLOOR: Final = re.compile(
    r"提问|观众|听众|记者|网友|学员|嘉宾|主持|答复|回答|翻译|^[问答QA]\d*$|"
    r"\b(?:question|answer|audience|floor|reporter|moderator|interpreter|voice|speaker)\b",
    re.IGNORECASE,
)
# A turn that begins on the line below who speaks, with the title beside the name.
_HEAD: Final = re.compile(r"^(?P<who>[^。！？!?；;:：]{2,60})\s*[:：]\s*(?P<words>)$")
_BRACKET_BEHIND: Final = re.compile(r"\s*[（(][^（()）]*[)）]$")
# Who wrote it down, below the last turn.
_CREDITS: Final = re.compile(
    r"[（(](?:整理|校对|记录|速记|责编|编辑|摄影|翻译|全文完|完|transcribed|transcript|end)[^（()）]*[)）]",
    re.IGNORECASE,
)
# （根据现场录音整理，未经本人审阅）
_NOTED_BELOW: Final = re.compile(
    r"[（(][^（()）]{0,30}(?:录音|速记)[^（()）]{0,10}整理[^（()）]{0,30}[)）]|"
    r"[（(][^（()）]{0,30}未经[^（()）]{0,10}(?:审[阅定核校]|确认)[^（()）]{0,10}[)）]"
)
_LONGEST_NAME: Final = 5
_FEWEST_HEADINGS: Final = 2  # between what is said in a turn
# TIDES: What comes, T1: The wall
_RULE: Final = re.compile(r"[\s*＊_=~#—–-]{3,}")  # *  *  *
_STAMP_BEHIND: Final = re.compile(r"[|｜\s]\d{1,2}:\d{2}(?::\d{2})?$")  # Recording | 4:12
_LETTERS: Final = re.compile(r"[A-Z]{1,8}\d{0,2}")
# DR, MS: nobody is addressed so without a name, in capitals they are the initials of one.
_ADDRESS_OR_INITIALS: Final = re.compile("[A-Z]{2}")
# Q    How much; Q - How much: a question from the floor, whose label has no colon.
_ASKED: Final = re.compile(r"^(?P<who>Q)(?:\t|\s{2,}|\s+[–—-]\s+)(?P<words>\S.*)$")
# （茶歇）, between the turns
_HEARD: Final = (
    "茶歇|休息|播放|掌声|视频|合影|coffee|break|applause|laugh|cross-?talk|inaudible|video|music|"
    "noise|silence|audience|unclear"
)
_STAGE: Final = re.compile(
    rf"[（(【\[](?:part\s+\d|第[一二三四五六七八九十\d]+(?:部分|节|场)|{_HEARD})[^（()）]{{0,40}}[)）】\]]",
    re.IGNORECASE,
)
# The same without headings of parts: 【第一部分：致辞】
_SOUND: Final = re.compile(rf"[（(【\[](?:{_HEARD})[^（()）]{{0,40}}[)）】\]]", re.IGNORECASE)
# [Time is up, sorry!]: a sentence of whoever writes, and no heading
_NOTED: Final = re.compile(r"[\[【〔][^\[\]【】〔〕]*[,，。!！?？][^\[\]【】〔〕]*[\]】〕]")
# 以下为本次活动的实录：
_LEADS_IN: Final = re.compile(r"^(?:以下|下面)[为是][^。；]{0,30}(?:实录|文字稿|速记)[:：]?$")
_LONGEST_NOTE: Final = 40
_LONGEST_PART: Final = {ZH: 40, EN: 80}
_ENDS_WORDS: Final = re.compile(r"[。！!，,；;.…：:”\"’）)]$")
# Harbour demo (Ann Berg): a heading with whose part it is
_WHOSE_PART: Final = re.compile(
    r"^(?P<part>[^()（）]*[^()（）\W])\s*[(（](?P<name>[^()（）]+)[)）]$"
)
# Slides: https://…, below a heading
_LINK: Final = re.compile(r"^(?:[^:：]{1,30}[:：]\s*)?https?://\S+$")
# Ann Berg: https://…, what somebody shows who speaks as well
_LINK_OF: Final = re.compile(r"^(?P<who>[^:：]{1,30}?)\s*[:：]\s*(?P<words>https?://\S+)$")
# 总结：修海塘的要点, below what was said; the speaker's label is no such word
SUMMED_UP: Final = re.compile(
    r"(?:编者|本节|本场)?(?:总结|小结|要点(?:总结|回顾)?)\s*[:：]\s*[^。！？]{0,40}$|"
    r"(?:summary|key\s+(?:points|takeaways)|takeaways)\s*[:：]?\s*[^.!?]{0,60}$",
    re.IGNORECASE,
)
_ROLE_FIRST: Final = re.compile(
    r"^(?:主持人?(?P<apart>[\s\u3000]+)|主持人(?=[\u3400-\u9fff]))(?P<rest>\S.*)$"
)


@dataclass(slots=True)
class SpokenTurn:
    """What somebody says until the next speaker.

    speaker: as the line begins, without its colon; "" for what the paper itself sums up.
    """

    speaker: str
    lines: list[Line] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)
    attendance: str | None = None
    attendance_note: Text = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Labels:
    """By what the turns of a document begin.

    marked: the lines whose labels are of whoever it is: they had brackets, or stand alone as most
    do. handles: those that a document prints without a capital, under their forms with one.
    """

    marked: frozenset[int]
    handles: Mapping[str, str]


def write_labels_plainly(document: Document) -> tuple[Document, Labels]:
    """Return a document whose turns begin by a capital and a colon, not with brackets."""
    turns = write_turns([line.text if line.table is None else "" for line in document.lines])
    stamped = {
        line.number for line, text in zip(document.lines, turns, strict=True)
        if text != line.text and TURN.match(text)
    }  # fmt: skip
    handles = find_handles(turns)
    written = [
        line if line.table is not None else replace(line, text=write_handle(text, handles))
        for line, text in zip(document.lines, turns, strict=True)
    ]
    document = replace(document, lines=tuple(written))
    plain_document, marked = _write_without_brackets(document)
    # Whoever a program stamps is a speaker, whatever the name looks like.
    return plain_document, Labels(marked | stamped, handles)


def _write_without_brackets(document: Document) -> tuple[Document, frozenset[int]]:
    heads = find_heads_alone(line.text for line in document.lines)
    marked = {line.number for line in document.lines if line.text.strip(" \t:：") in heads}
    if not has_bracketed_labels(line.text for line in document.lines):
        return document, frozenset(marked)
    lines = tuple(replace(line, text=without_brackets(line.text)) for line in document.lines)
    marked |= {
        line.number
        for line, printed in zip(lines, document.lines, strict=True)
        if line.text != printed.text
    }
    return replace(document, lines=lines), frozenset(marked)


def read_turns(
    draft: RecordDraft, headings: Collection[int], labels: Labels
) -> Iterator[SpokenTurn]:
    """Yield the turns behind the agenda; a heading or a session's title ends one.

    headings: lines that name a session.
    """
    turn: SpokenTurn | None = None
    headed = _find_headings_with_colons(draft.document.lines)
    links = _find_links_of_speakers(draft.document.lines)
    listed = _find_listed_labels(draft.document.lines)
    for line in draft.document.lines:
        text = line.text.strip()
        if not text or line.table is not None or line.number in draft.account:
            if turn and line.number in headings:
                yield turn
                turn = None
            continue
        summary = SUMMED_UP.match(text)
        is_silent = summary or (is_link(text) and line.number not in links)
        match = None if is_silent else links.get(line.number) or _match_turn(text)
        is_marked = line.number in labels.marked
        if turn and (line.number in listed or REFERENCES.fullmatch(text)):
            yield turn
            turn = None
        is_words = turn and match and not is_marked and _is_sentence(match["who"])
        is_words = is_words or line.number in headed or line.number in listed
        is_label = match and (match["words"] or is_marked or _heads_words(match["who"]))
        if match and is_label and not is_words:
            if turn:
                yield _without_heading_below(turn)
            words = without_time_code(match["words"] or "").strip()
            who = split_note(plain_label(match["who"], labels.handles))
            turn = SpokenTurn(who.text, [line], [words] if words else [], who.kind, who.words)
        elif summary:
            if turn:
                yield turn
            turn = SpokenTurn("", [line], [text])
        elif turn is None and is_link(text):
            draft.account.furniture.add(line.number)
        elif turn and not turn.speaker and is_heading(line):
            yield turn
            turn = None
        elif _RULE.fullmatch(text) or _is_aside(text, is_in_turn=turn is not None):
            draft.account.furniture.add(line.number)
        elif turn and (_CREDITS.fullmatch(text) or _NOTED_BELOW.fullmatch(text)):
            draft.account.furniture.add(line.number)
            yield turn
            turn = None
        elif turn and (line.heading or line.number in headings):
            yield turn
            turn = None
        elif turn and not _is_note(text):
            turn.lines.append(line)
            turn.paragraphs.append(_with_handle(text, labels.handles))
    if turn:
        yield turn


def _match_turn(text: str) -> re.Match[str] | None:
    return TURN.match(text) or _HEAD.match(text) or _ASKED.match(text)


def _find_links_of_speakers(lines: Sequence[Line]) -> dict[int, re.Match[str]]:
    """Return the lines that are an address behind a label by which turns begin: Ann: https://…"""
    labels = {
        match["who"].strip() for line in lines
        if begins_turn(line) and (match := TURN.match(line.text.strip()))
    }  # fmt: skip
    linked = {line.number: _LINK_OF.match(line.text.strip()) for line in lines}
    return {
        number: match for number, match in linked.items()
        if match and match["who"].strip() in labels
    }  # fmt: skip


def _without_heading_below(turn: SpokenTurn) -> SpokenTurn:
    """Return a turn without the heading of the next one: a last line that is no sentence.

    Others of that kind stand between the sentences above it.
    """
    *said, last = turn.paragraphs or [""]
    if not last or not is_heading(turn.lines[-1]) or not said or not texts.ends_sentence(said[-1]):
        return turn
    headings = [
        line for above, line, below in zip(said, turn.lines[-len(said) :], said[2:], strict=False)
        if _may_head(line) and texts.ends_sentence(above) and texts.ends_sentence(below)
    ]  # fmt: skip
    is_headed = len(headings) >= _FEWEST_HEADINGS and 2 * len(headings) < len(said)
    return replace(turn, lines=turn.lines[:-1], paragraphs=said) if is_headed else turn


def _find_headings_with_colons(lines: Iterable[Line]) -> frozenset[int]:
    """Return the lines that head a part of somebody's words and begin as turns do: TIDES: The wall.

    Nobody speaks behind letters of which no line goes on with a sentence, nor behind a word
    without a surname that stands there once.
    """
    labels = [
        (line, match["who"].strip()) for line in lines
        if line.table is None and (match := TURN.match(line.text.strip())) and is_label(line)
    ]  # fmt: skip
    lettered = [line for line, who in labels if _LETTERS.fullmatch(who)]
    headings = lettered if all(map(_may_head, lettered)) else []
    counted = Counter(who for _line, who in labels)
    headings += [
        line for line, who in labels
        if counted[who] == 1 and _may_head(line) and language_of(who) == ZH
        and is_bare_name(who) and not is_name_zh(who) and not _FLOOR.search(who)
    ]  # fmt: skip
    return frozenset(line.number for line in headings)


def _may_head(line: Line) -> bool:
    text = line.text.strip()
    is_said = _ENDS_WORDS.search(text) or text.endswith(("?", "？"))
    return len(text) <= _LONGEST_PART[language_of(text)] and not is_said


def _find_listed_labels(lines: Iterable[Line]) -> frozenset[int]:
    """Return the entries of lists that begin with a name, where the turns have no such mark."""
    labels = [line for line in lines if line.table is None and begins_turn(line)]
    marked = [line for line in labels if LIST_MARK.match(line.text)]
    is_few = len(marked) < len(labels) - len(marked)
    return frozenset(line.number for line in marked if is_few)


def _with_handle(text: str, handles: Mapping[str, str]) -> str:
    """Return a line of somebody's words with a handle that it begins with as it is printed."""
    match = _match_turn(text)
    who = match["who"] if match else ""
    return f"{handles[who]}{text[len(who) :]}" if who in handles else text


def _is_note(text: str) -> bool:
    """Tell whether a line is of whoever writes, and not of what an interpreter or a film says."""
    is_short = len(text) <= _LONGEST_NOTE and not re.search("[:：]", text)
    return is_short and bool(_NOTED.fullmatch(text))


def _is_aside(text: str, *, is_in_turn: bool) -> bool:
    """Tell whether a line is nobody's words: （掌声）, above the first turn captions as well."""
    if is_in_turn:
        return is_stage(text)
    return bool(_LEADS_IN.match(text) or CAPTION.fullmatch(text))


def plain_label(label: str, handles: Mapping[str, str] = MappingProxyType({})) -> str:
    """Return who speaks with the spaces that a handle writes as lines: Ann_Berg."""
    return handles.get(label.strip(), label.replace("_", " ").strip())


def is_stage(text: str) -> bool:
    """Tell whether a line says what is heard in the room, and is nobody's words: （掌声）."""
    return bool(_STAGE.fullmatch(text))


def begins_turn(line: Line) -> bool:
    """Tell whether a line is who speaks, and words behind it."""
    turn = TURN.match(line.text.strip()) or _ASKED.match(line.text.strip())
    return bool(turn and without_time_code(turn["words"] or "")) and is_label(line)


def is_label(line: Line) -> bool:
    """Tell whether a line begins with who speaks, and with no clause that ends in a colon."""
    text = line.text.strip()
    if SUMMED_UP.match(text) or ATTENDANCE_LABEL.match(text):
        return False
    match = TURN.match(text) or _ASKED.match(text)
    return match is not None and not _is_sentence(match["who"])


def is_heading(line: Line) -> bool:
    """Tell whether a line is short and no sentence, but perhaps a question."""
    text = _without_name(line.text.strip())
    is_short = (
        len(text) <= _LONGEST_PART[language_of(text)]
        and not _ENDS_WORDS.search(text)
        and "://" not in text
    )
    is_aside = _SOUND.fullmatch(text) or _NOTED.fullmatch(text) or LIST_MARK.match(line.text)
    is_aside = is_aside or _RULE.fullmatch(text) or _STAMP_BEHIND.search(text)
    return is_short and not is_label(line) and not is_aside


def is_link(text: str) -> bool:
    """Tell whether a line is an address, perhaps with what it leads to before it."""
    return bool(_LINK.match(text))


def _without_name(text: str) -> str:
    """Return a line without the person in brackets whose part it heads."""
    whose = _WHOSE_PART.match(text)
    is_name = whose and (is_name_zh(whose["name"]) or _is_full_name(whose["name"]))
    return whose["part"] if whose and is_name else text


def _is_full_name(text: str) -> bool:
    return " " in text and is_name_en(text)


def _is_sentence(label: str) -> bool:
    """Tell whether what stands before a colon can be nobody: 我们的办法很笨：邮递员."""
    bare = split_note(plain_label(label)).text
    if NO_SPEAKER.fullmatch(simplified(bare)):
        return True
    if is_explained(bare) or _ADDRESS_OR_INITIALS.fullmatch(bare):
        return False
    is_role = role_label(f"{bare}：", language_of(bare)) is not None
    is_floor = bool(_FLOOR.search(bare))
    if language_of(bare) == ZH and len(bare) > _LONGEST_NAME and not set(bare) & set(MIDDLE_DOTS):
        return not (is_role or is_floor or _is_head(label))
    return not (is_role or is_floor or is_called(bare) or is_bare_name(bare) or _is_head(label))


def _is_head(label: str) -> bool:
    """Tell whether a label alone on its line is a person: 林岚（某报主编）：, or a bare name."""
    guest = guest_of_label(label)
    return bool(guest and (guest.title or guest.role)) or (
        is_name_zh(label) or _is_full_name(label)
    )


def _heads_words(label: str) -> bool:
    """Tell whether whoever a label alone on its line means speaks below it: Question:"""
    return _is_head(label) or bool(NO_PERSON.fullmatch(label))


def guest_of_label(label: str) -> Guest | None:
    """Return the person of a label with a title: 林岚（某报主编）, 主持人 某报主编 林岚."""
    role = _ROLE_FIRST.match(label)
    guest = read_guest(role["rest"] if role else label)
    if (
        role
        and role["apart"] is None
        and not (guest and guest.title)
        and not is_name_zh(role["rest"])
    ):
        return None  # 主持人介绍：
    if NO_PERSON.match(_BRACKET_BEHIND.sub("", label)):
        return None
    if guest is None or not (guest.title or role):
        return None
    return replace(guest, role="moderator") if role else guest
