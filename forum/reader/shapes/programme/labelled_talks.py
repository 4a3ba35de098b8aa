"""Talks of which each has a title, and below it labels, with lives of the speakers.

《Tides by the hour》 / （潮位表怎么读） / 时间：2024年5月8日 下午3:00 / 简介：… / 嘉宾：林岚
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from forum.reader.bilingual import language_of
from forum.reader.event_record import Line
from forum.reader.guest_cells import read_guests
from forum.reader.shapes.programme.blocks import plain_heading
from forum.reader.shapes.programme.cells import GuestCell
from forum.reader.shapes.programme.rows import NO_SPAN, AgendaRow
from forum.reader.shapes.programme.talk_lists import lead_title
from forum.reader.shapes.record import dates, times
from forum.reader.shapes.record.name_forms import is_whole_name

_OF_TALK: Final = "(?:分享|演讲|报告|讲座|议题|主题|话题|内容)?"
_LABEL: Final = re.compile(
    rf"^(?:(?P<time>{_OF_TALK}(?:时间|日期)|time|when|date(?:\s+and\s+time)?)|"
    rf"(?P<about>{_OF_TALK}(?:简介|摘要|概要|介绍)|abstract|description|summary)|"
    rf"(?P<who>{_OF_TALK}(?:嘉宾|讲师|讲者|人)|speakers?|presenters?))\s*[:：]\s*(?P<value>.*)$",
    re.IGNORECASE,
)
_MARKED: Final = re.compile(
    r"《(?P<quoted>[^《》]{2,160}?)》?|[（(](?P<bracketed>.{2,160})[)）]|(?P<plain>.{2,120})"
)
_SENTENCE: Final = re.compile(r"[。！!；;:：]$|[。！].|(?<!\b[A-Z])[.]$")
_LIFE_MARK: Final = re.compile(r"^(?:\s*[,，:：（(]\s*|\s*(?:是|现任|任|is)\s*|\s+)")
_VERB: Final = re.compile("[是任]|is")
_FEWEST: Final = 2


@dataclass(slots=True)
class LabelledTalk:
    """A talk by its lines. below: the label above -> its line, and those below it."""

    titles: list[Line]
    below: dict[str, list[Line]] = field(default_factory=dict)

    @property
    def speakers(self) -> dict[str, str]:
        """Those whom the label names -> their titles beside; none where it names anybody else."""
        guests, unread = read_guests(_value(self.below.get("who", ())))
        names = {
            name: next(iter(guest.title.values()), "")
            for guest in guests for name in guest.name.values()
        }  # fmt: skip
        lives = [line.text.strip() for line in self.below.get("who", ())[1:]]
        are_sure = all(
            is_whole_name(name) or any(life.startswith(name) for life in lives) for name in names
        )
        return names if are_sure and not unread else {}

    @property
    def is_whole(self) -> bool:
        """Whether it has a title, speakers, and another label."""
        return bool(self.titles and len(self.below) > 1 and self.speakers)

    def make_row(self) -> AgendaRow:
        """Return its session; lives of the speakers are left to whoever tells of people."""
        when, about = self.below.get("time", ()), self.below.get("about", [])
        printed = _value(when)
        days, span = dates.find(printed), times.find(printed)
        who = self.below["who"]
        used = [*self.titles, *about[:1], who[0]]
        if days or not dates.bare_days(printed):  # of no year: the line stays to be asked for
            used += when[:1]
        topic, *translation = map(_plain_title, reversed(self.titles))
        row = AgendaRow(
            sorted(line.number for line in used), span if span and span.valid else NO_SPAN, topic,
            day=days.start if days and days.start == days.end else None,
            guests=[self._cell(*speaker) for speaker in self.speakers.items()],
        )  # fmt: skip
        row.told = [(about[0].number, text) for text in [_value(about)] if text]
        row.told += [(line.number, line.text.strip()) for line in about[1:]]
        if translation and language_of(translation[0]) != language_of(topic):
            row.translation = AgendaRow(row.lines, row.span, translation[0])
        elif translation:
            row.topic = f"{translation[0]} {topic}"
        return row

    def _cell(self, name: str, beside: str) -> GuestCell:
        """Return a speaker with the post that her or his life begins with; another is asked."""
        label, *lives = self.below["who"]
        for line in lives if not beside else ():
            life = line.text.strip()
            mark = _LIFE_MARK.match(life.removeprefix(name)) if life.startswith(name) else None
            if mark:
                sentence = life.removeprefix(name)[mark.end() :].split("。")[0]
                first = re.split("[，,]", sentence)[0].strip()
                title = lead_title(first if _VERB.search(mark[0]) else sentence)
                numbers = (label.number, line.number)
                return GuestCell(name, title or first, lines=numbers, asks_title=not title)
        return GuestCell(name, beside or None, lines=(label.number,))


def find_labelled_talks(lines: Sequence[Line]) -> list[AgendaRow]:
    """Return the sessions of such talks, none where fewer than two are whole."""
    talks: list[LabelledTalk] = []
    first = label = ""  # the label below each title, the one above a line
    above: list[Line] = []
    for line in lines:
        text = line.text.strip()
        if match := _LABEL.match(text) if line.table is None else None:
            label = _group_of(match)
            first = first or label
            if label == first:
                talks.append(LabelledTalk(_titles_above(above)))
                _drop_titles(talks)
            talks[-1].below.setdefault(label, []).append(line)
        elif talks and text and line.table is None:
            talks[-1].below[label].append(line)
        above = [*above[-1:], line] if text else above
    _bound_last_summary(talks)
    whole = [talk for talk in talks if talk.is_whole]
    return [talk.make_row() for talk in whole] if len(whole) >= _FEWEST else []


def _group_of(match: re.Match[str]) -> str:
    return next(name for name in ("time", "about", "who") if match[name])


def _drop_titles(talks: Sequence[LabelledTalk]) -> None:
    """Take the titles of the last talk from what stands below the labels of the one above."""
    titles = {line.number for line in talks[-1].titles}
    for label, lines in talks[-2].below.items() if len(talks) > 1 else ():
        talks[-2].below[label] = [line for line in lines if line.number not in titles]


def _bound_last_summary(talks: Sequence[LabelledTalk]) -> None:
    """Leave to the last summary as many lines as the longest above: below it no title ends it."""
    most = max((len(talk.below.get("about", ())) for talk in talks[:-1]), default=1)
    for talk in talks[-1:]:
        if next(reversed(talk.below), "") == "about":
            del talk.below["about"][max(most, 1) :]


def _titles_above(above: Sequence[Line]) -> list[Line]:
    """Return the title right above a label, with the one above it that it translates."""
    marks = [_MARKED.fullmatch(line.text.strip()) for line in above]
    if not above or not marks[-1] or _is_told(above[-1], marks[-1]):
        return []
    is_marked = marks[-1]["bracketed"] or marks[-1]["quoted"]
    has_two = len(above) > 1 and is_marked and marks[0] and marks[0]["quoted"]
    return list(above) if has_two else [above[-1]]


def _is_told(line: Line, mark: re.Match[str]) -> bool:
    return bool(mark["plain"] and (_SENTENCE.search(line.text.strip()) or _LABEL.match(line.text)))


def _plain_title(line: Line) -> str:
    text = plain_heading(line.text)
    mark = _MARKED.fullmatch(text)
    return next(filter(None, mark.groups()), text).strip() if mark else text


def _value(lines: Sequence[Line]) -> str:
    """Return what stands behind a label in its own line."""
    match = _LABEL.match(lines[0].text.strip()) if lines else None
    return match["value"].strip() if match else ""
