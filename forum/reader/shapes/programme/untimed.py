"""A programme without times: topics above or below who speaks, parts above who takes the chair.

Budget Talks / Chair: Anna Berg (Coast University) / Who Pays for the Tide: / Tom Li (Harbour House)
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Final

from forum.reader.bilingual import language_of
from forum.reader.event_record import Line
from forum.reader.guest_cells import read_guests
from forum.reader.shapes.event_head import PROGRAMME_LINE
from forum.reader.shapes.programme.bare_talks import find_bare_talks
from forum.reader.shapes.programme.cells import GuestCell
from forum.reader.shapes.programme.rows import NO_SPAN, AgendaRow
from forum.reader.shapes.record.name_forms import has_title_word, is_whole_name, split_honorific
from forum.reader.shapes.record.role_labels import role_label
from forum.reader.shapes.session_topics import find_kind, split_at_colon
from forum.reader.vocabulary.list_marks import LIST_MARK
from forum.reader.vocabulary.shapes import DAY_LINE, TIMED

_LONGEST_TOPIC: Final = 200
_FEWEST_SPEAKERS: Final = 4  # lines
_MOSTLY: Final = 0.6  # of the lines below the programme's heading
# [Slides] [Paper], what a page links to behind a talk, or below it
_LINKS: Final = re.compile(
    r"(?:\s*\[(?:presentation|slides?|paper|video|recording|poster|abstract|pdf)\b[^\[\]]{0,40}\])+\s*$",
    re.IGNORECASE,
)
_HOUSE_ALONE: Final = re.compile(r"[（(][^（()）]{2,120}[)）]\s*[;；]?")
_GROUP_END: Final = re.compile(r"(?<=[)）])\s*[,;，；]?\s*(?:and\s+|&\s+)?(?=\S)|\s*[;；]\s*")
_IN_BRACKETS: Final = re.compile(r"(?P<names>[^（()）]{3,160}?)\s*[（(](?P<house>[^（()）]+)[)）]")
_BEHIND_COMMA: Final = re.compile(r"(?P<names>[^,，]{3,80}),\s+(?P<house>[^.;]{2,100})")
_NAME_MARK: Final = re.compile(r"\s*,\s+(?:and\s+)?|\s+(?:and|&)\s+|、")
_SENTENCE: Final = re.compile(r"[.。！!；;]$|[.!?]\s+[A-Z]")
_RULE: Final = re.compile(r"[\W_]+")
# Discussants: whom further lines may name
_PLURAL: Final = re.compile(r"[^:：]*(?:s|们)\s*[:：]|[\u3400-\u9fff]+[:：]", re.IGNORECASE)
_FULL_STOP: Final = re.compile(r"(?<=[a-z]{3})\.$")


@dataclass(slots=True)
class PrintedLine:
    """A line without list mark and links. people: whom it names, if it names them and no more."""

    text: str
    lines: list[int]
    is_marked: bool
    people: list[GuestCell] = field(default_factory=list)
    label: str = ""  # the role that stands before these, or alone
    heads_several: bool = False  # whether those on the lines below may be of that role as well

    @property
    def is_topic(self) -> bool:
        """Whether it may be what somebody speaks on, or the heading of a part."""
        is_short = len(self.text) <= _LONGEST_TOPIC and not _SENTENCE.search(self.text)
        return is_short and not (self.people or self.label or TIMED.search(self.text))


def read_untimed_rows(lines: Sequence[Line]) -> list[AgendaRow]:
    """Return the sessions of a programme without times, none where it is no such programme.

    lines: those of the document; what stands above the programme's own heading is no part of it.
    """
    written = [line for line in lines if line.table is None and line.text.strip()]
    first = next(
        (
            at
            for at, line in enumerate(written)
            if PROGRAMME_LINE.fullmatch(line.text.strip(" :："))
        ),
        len(written),
    )
    if len(find_bare_talks(written[first + 1 :])) >= _FEWEST_SPEAKERS:
        return []
    printed = list(_printed(written[first + 1 :]))
    reader = UntimedRows()
    for place, line in enumerate(printed):
        reader.read(line, printed[place + 1 :])
    rows = reader.rows
    speaking = sum(len({cell.lines for cell in row.guests}) for row in rows)
    taken = {number for row in rows for number in row.lines}
    below = [line for line in written[first + 1 :] if not _RULE.fullmatch(line.text)]
    is_timed = any(TIMED.search(line.text) and not _is_of_day(line, written) for line in below)
    is_timed |= any(line.table is not None and TIMED.search(line.text) for line in lines)
    is_read = sum(line.number in taken for line in below) >= _MOSTLY * len(below)
    return rows if speaking >= _FEWEST_SPEAKERS and is_read and not is_timed else []


def heads_programme(line: Line) -> bool:
    """Tell whether a line says that a programme stands below it, and nothing else."""
    return bool(PROGRAMME_LINE.fullmatch(line.text.strip(" :：")))


def _is_of_day(line: Line, written: Sequence[Line]) -> bool:
    """Tell whether a line stands right below that of a day."""
    return any(below is line and DAY_LINE.match(above.text) for above, below in pairwise(written))


def _printed(written: Sequence[Line]) -> Iterator[PrintedLine]:
    """Yield the lines, with a house that stands alone joined to the line above."""
    last: PrintedLine | None = None
    for line in written:
        text = _LINKS.sub("", line.text.strip())
        if last and (not text or _HOUSE_ALONE.fullmatch(text)):
            last.text = f"{last.text} {text}".strip()
            last.lines.append(line.number)
        elif not _RULE.fullmatch(text):
            if last:
                yield _with_people(last)
            bare = LIST_MARK.sub("", text)
            last = PrintedLine(bare, [line.number], is_marked=bare != text)
    if last:
        yield _with_people(last)


def _with_people(printed: PrintedLine) -> PrintedLine:
    label = role_label(printed.text, language_of(printed.text))
    if label and not label.scope:
        people = _people_of(label.rest.rstrip(" :：")) if label.rest else []
        if people or not label.rest:
            role = "speaker" if label.role == "launcher" else label.role
            several = bool(_PLURAL.match(printed.text))
            return replace(printed, people=people, label=role, heads_several=several)
    return replace(printed, people=_people_of(printed.text))


def _people_of(text: str) -> list[GuestCell]:
    """Return whom a text names with their houses, if it says nothing else."""
    text = _FULL_STOP.sub("", text)
    guests, unread = read_guests(text)
    titles = [title for guest in guests for title in guest.title.values()]
    if guests and not unread and len(titles) == len(guests) and not any(map(is_whole_name, titles)):
        names = [name for guest in guests for name in guest.name.values()]
        return [GuestCell(text)] if all(map(_is_name, names)) else []
    groups = [_BEHIND_COMMA.fullmatch(text)] if not _IN_BRACKETS.match(text) else []
    groups = groups or [_IN_BRACKETS.fullmatch(group) for group in _GROUP_END.split(text)]
    cells: list[GuestCell] = []
    for group in groups:
        names = _NAME_MARK.split(group["names"].strip()) if group else []
        if group is None or not all(map(_is_name, names)):
            return []
        cells += [
            GuestCell(name, group["house"].strip(), asks_title=name is not names[-1])
            for name in names
        ]
    return cells


def _is_name(text: str) -> bool:
    language = language_of(text)
    name = split_honorific(text.strip(), language)[0]
    return (
        is_whole_name(name) and not find_kind(name, language) and not has_title_word(name, language)
    )


@dataclass(slots=True)
class UntimedRows:
    """Reads lines in their order. part: the row that those below its heading are put into.

    topic: the line above, which may be what somebody speaks on. role: of the label above; is_list:
    whether it heads several lines. is_doubtful: a line in the part may head another one.
    """

    rows: list[AgendaRow] = field(default_factory=list)
    part: AgendaRow | None = None
    topic: PrintedLine | None = None
    role: str = ""
    is_list: bool = False
    is_doubtful: bool = False

    def read(self, line: PrintedLine, following: Sequence[PrintedLine]) -> None:
        """Read a line. following: those below it."""
        if self.part and line.lines[0] in self.part.lines:
            return  # what whoever stands above speaks on
        if DAY_LINE.match(line.text):
            self.part, self.topic, self.role = None, None, ""
        elif line.label and not line.people:
            self.role, self.is_list, self.topic = line.label, line.heads_several, None
            if self.part:
                self.part.lines += line.lines
        elif line.is_topic and _heads(line, following):
            self.part, self.role, self.is_doubtful = self._begin(line), "", False
        elif line.people and self.part and (line.label or self.role or not self.topic):
            self._seat_in_part(line, following)
        elif line.people and self.topic:
            self._seat(line, self.topic)
        elif talk := _talk_of(line):
            self._doubt_part()
            self._seat(talk[1], talk[0])
        elif line.is_topic:
            self._doubt_part()
            self.topic, self.role = line, ""

    def _doubt_part(self) -> None:
        """Note that the line above, on which nobody speaks, may head a part."""
        self.is_doubtful |= bool(self.topic and not _may_be_spoken_on(self.topic))

    def _begin(self, line: PrintedLine) -> AgendaRow:
        self.rows.append(AgendaRow(list(line.lines), NO_SPAN, line.text.rstrip(" :：")))
        self.topic = None
        return self.rows[-1]

    def _seat_in_part(self, line: PrintedLine, following: Sequence[PrintedLine]) -> None:
        if line.label:
            self.role, self.is_list = line.label, line.heads_several
        self._put(self.part, line, self.role, _topic_below(line, following))
        self.topic, self.role = None, self.role if self.is_list else ""

    def _seat(self, line: PrintedLine, topic: PrintedLine) -> None:
        """Let people speak on a topic, in the part above or in a session of their own."""
        head = split_at_colon(topic.text)[0]
        self.part = None if find_kind(head, language_of(head)) else self.part
        if self.part:
            self._put(self.part, line, "", topic)
        else:
            self._put(self._begin(topic), line, "", None)
        self.topic, self.role = None, ""

    def _put(
        self, row: AgendaRow | None, line: PrintedLine, role: str, topic: PrintedLine | None
    ) -> None:
        if row is None:
            return
        lines = sorted({*line.lines, *(topic.lines if topic else ())})
        spoken = topic.text.rstrip(" :：") if topic else ""
        row.lines += lines
        row.guests += [
            replace(
                cell, role=role, topic=spoken, lines=tuple(lines),
                asks_session=self.is_doubtful and row is self.part,
            )
            for cell in line.people
        ]  # fmt: skip


def _heads(line: PrintedLine, following: Sequence[PrintedLine]) -> bool:
    """Tell whether a line heads a part: above who takes the chair, or people with topics below."""
    if not following or _talk_of(line):
        return False
    below, further = following[0], next(iter(following[1:]), line)
    is_listed = below.is_marked and below.people and further.is_topic and not line.is_marked
    return bool((below.label and (below.people or further.people)) or is_listed)


def _topic_below(line: PrintedLine, following: Sequence[PrintedLine]) -> PrintedLine | None:
    """Return what an entry of people speaks on, where it stands in the line below."""
    if not line.is_marked or line.label or not following:
        return None
    return following[0] if following[0].is_topic and not following[0].is_marked else None


def _may_be_spoken_on(line: PrintedLine) -> bool:
    """Tell whether a line is a topic, or somebody who is not known, and so heads no part."""
    return line.text.endswith((":", "：")) or bool(_IN_BRACKETS.fullmatch(line.text))


def _talk_of(line: PrintedLine) -> tuple[PrintedLine, PrintedLine] | None:
    """Return the topic of a line and the people behind its last colon."""
    topic, colon, people = line.text.rpartition(":")
    cells = _people_of(people.strip()) if colon and len(line.text) <= 2 * _LONGEST_TOPIC else []
    if not cells or not topic.strip():
        return None
    return replace(line, text=topic.strip()), replace(line, people=cells)
