"""Talks of which each has a title, and below it labels, with lives of the speakers.

《Tides by the hour》 / （潮位表怎么读） / 时间：2024年5月8日 下午3:00 / 简介：… / 嘉宾：林岚. The
labels may be a small table and a name alone as well, or a name behind a dash: ——林岚，潮汐局，局长
"""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Final

from forum.reader.bilingual import language_of
from forum.reader.event_record import ZH, Line
from forum.reader.guest_cells import read_guests
from forum.reader.shapes.programme.blocks import plain_heading
from forum.reader.shapes.programme.cells import GuestCell
from forum.reader.shapes.programme.rows import NO_SPAN, AgendaRow
from forum.reader.shapes.programme.talk_lists import lead_title
from forum.reader.shapes.record import dates, times
from forum.reader.shapes.record.name_forms import has_title_word, is_whole_name
from forum.reader.vocabulary.list_marks import LIST_MARK

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
# 《潮汐的账》 - 林岚
_SIGNED_TITLE: Final = re.compile(r"《(?P<quoted>[^《》]{2,160})》\s*[—–-]+\s*(?P<who>[^—–]{2,40})")
# ——林岚，滨海大学，教授
_SIGNED: Final = re.compile(r"[—–-]{2,}\s*(?P<value>[^—–]{2,100})")
_LINK: Final = re.compile(r"https?://\S+|[@＠]\S+", re.IGNORECASE)
_MOST_FACTS: Final = 3  # rows of the table that each talk has
_LONGEST_POST: Final = 100
# 潮汐网 - 工程师
_DASHED_POST: Final = re.compile(r"\S\s+[-–—]\s+\S")
# 她目前…: what somebody does, told in a sentence
_TOLD: Final = re.compile(r"[她他]|目前|曾|s?he\b|is\b|has\b", re.IGNORECASE)
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
        guests, unread = read_guests(_value(self.below.get("who", ())) or _signed_by(self.titles))
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
        """Whether it has a title, speakers, and another label, or is signed by them."""
        is_told = len(self.below) > 1 or _is_signed(self.below.get("who", ()))
        return bool(self.titles and self.speakers and (is_told or _signed_by(self.titles)))

    def make_row(self) -> AgendaRow:
        """Return its session; lives of the speakers are left to whoever tells of people."""
        when, about = self.below.get("time", ()), self.below.get("about", [])
        printed = _value(when)
        days, span = dates.find(printed), times.find(printed)
        facts = [line for line in self.below.get("facts", ()) if line.table is not None]
        posts = self._posts()
        used = [*self.titles, *facts, *about[:1], *self.below.get("who", ())[:1], *posts]
        if days or not dates.bare_days(printed):  # of no year: the line stays to be asked for
            used += when[:1]
        topic, *translation = map(_plain_title, reversed(self.titles))
        row = AgendaRow(
            sorted(line.number for line in used), span if span and span.valid else NO_SPAN, topic,
            day=days.start if days and days.start == days.end else None,
            guests=[self._cell(*speaker) for speaker in self.speakers.items()],
        )  # fmt: skip
        row.told = [(about[0].number, text) for text in [_value(about)] if text]
        told = [*about[1:], *(line for line in self.below.get("facts", ()) if line not in facts)]
        row.told += [(line.number, line.text.strip()) for line in told]
        if facts or _is_signed(self.below.get("who", ())):
            row.lives = [line for line in self.below["who"][1:] if line not in posts]
        if translation and language_of(translation[0]) != language_of(topic):
            row.translation = AgendaRow(row.lines, row.span, translation[0])
        elif translation:
            row.topic = f"{translation[0]} {topic}"
        return row

    def _cell(self, name: str, beside: str) -> GuestCell:
        """Return a speaker with the post that her or his life begins with; another is asked."""
        if "who" not in self.below:
            return GuestCell(name, lines=(self.titles[-1].number,))
        label, *lives = self.below["who"]
        if posts := self._posts():
            texts = [line.text.strip(" .。") for line in posts]
            title = ("、" if language_of(texts[0]) == ZH else "; ").join(texts)
            return GuestCell(name, title, lines=(label.number, *(line.number for line in posts)))
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

    def _posts(self) -> list[Line]:
        """Return the lines right below a name alone, and below its links, that are posts."""
        who = self.below.get("who", [])
        if len(self.speakers) != 1 or not who or who[0].text.strip() not in self.speakers:
            return []
        written = [line for line in who[1:] if not _LINK.fullmatch(line.text.strip())]
        is_dashed = bool(written and _is_post(written[0]) and _DASHED_POST.search(written[0].text))
        return list(takewhile(lambda line: _is_post(line, is_dashed=is_dashed), written))


def find_labelled_talks(lines: Sequence[Line]) -> list[AgendaRow]:
    """Return the sessions of such talks, none where fewer than two are whole."""
    talks: list[LabelledTalk] = []
    first = label = ""  # the label below each title, the one above a line
    above: list[Line] = []
    facts = _repeated_heads(lines)
    for line in lines:
        text = line.text.strip()
        if begun := _label_of(line, facts, talks):
            label = begun
            first = first or label
            if label == first:
                talks.append(LabelledTalk(_titles_above(above)))
                _drop_titles(talks)
            talks[-1].below.setdefault(label, []).append(line)
        elif talks and text and (line.table is None or label == "facts"):
            talks[-1].below[label].append(line)
        above = [*above[-1:], line] if text else above
    _bound_last(talks)
    whole = [talk for talk in talks if talk.is_whole]
    return [talk.make_row() for talk in whole] if len(whole) >= _FEWEST else []


def _label_of(line: Line, facts: Collection[int], talks: Sequence[LabelledTalk]) -> str:
    """Return what a line says of a talk: of which label it is, "" for none."""
    text = line.text.strip()
    if line.table is not None:
        return "facts" if line.number in facts else ""
    if match := _LABEL.match(text):
        return next(name for name in ("time", "about", "who") if match[name])
    if talks and "facts" in talks[-1].below and "who" not in talks[-1].below:
        return "who" if is_whole_name(text) else ""
    signed = _SIGNED.fullmatch(text)
    guests, unread = read_guests(signed["value"]) if signed else ([], [])
    return "who" if guests and not unread and all(guest.title for guest in guests) else ""


def _repeated_heads(lines: Sequence[Line]) -> set[int]:
    """Return the first lines of small tables that have the same header as others."""
    tables: dict[int, list[Line]] = {}
    for line in lines:
        if line.table is not None:
            tables.setdefault(line.table, []).append(line)
    small = [rows[0] for rows in tables.values() if len(rows) <= _MOST_FACTS]
    counted = Counter(head.text for head in small)
    return {head.number for head in small if counted[head.text] > 1}


def _is_post(line: Line, *, is_dashed: bool = False) -> bool:
    """Tell whether a line is a post; is_dashed: whether the one above parts it from the house."""
    text = line.text.strip()
    is_short = len(text) <= _LONGEST_POST and not _SENTENCE.search(text.rstrip(" .。"))
    is_told = LIST_MARK.match(text) or _TOLD.match(text)
    has_word = has_title_word(text, language_of(text)) or (is_dashed and _DASHED_POST.search(text))
    return bool(is_short and has_word and not is_told)


def _is_signed(who: Sequence[Line]) -> bool:
    return bool(who and _SIGNED.fullmatch(who[0].text.strip()))


def _signed_by(titles: Sequence[Line]) -> str:
    """Return whom a title names behind a dash."""
    signed = _SIGNED_TITLE.fullmatch(titles[-1].text.strip()) if titles else None
    return signed["who"] if signed else ""


def _drop_titles(talks: Sequence[LabelledTalk]) -> None:
    """Take the titles of the last talk from what stands below the labels of the one above."""
    titles = {line.number for line in talks[-1].titles}
    for label, lines in talks[-2].below.items() if len(talks) > 1 else ():
        talks[-2].below[label] = [line for line in lines if line.number not in titles]


def _bound_last(talks: Sequence[LabelledTalk]) -> None:
    """Leave to the last talk what others have: below it no title ends it.

    No label of which there is only this one, and as many lines as the longest above has.
    """
    for label in [*talks[-1].below] if len(talks) > 1 else ():
        if not any(label in talk.below for talk in talks[:-1]):
            del talks[-1].below[label]
    label = next(reversed(talks[-1].below), "") if talks else ""
    is_marked = talks and ("facts" in talks[-1].below or _is_signed(talks[-1].below.get("who", ())))
    if label == "about" or (label == "who" and is_marked):
        most = max((len(talk.below.get(label, ())) for talk in talks[:-1]), default=1)
        del talks[-1].below[label][max(most, 1) :]


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
    signed = _SIGNED_TITLE.fullmatch(line.text.strip())
    text = f"《{signed['quoted']}》" if signed else plain_heading(line.text)
    mark = _MARKED.fullmatch(text)
    return next(filter(None, mark.groups()), text).strip() if mark else text


def _value(lines: Sequence[Line]) -> str:
    """Return what stands behind a label in its own line."""
    text = lines[0].text.strip() if lines else ""
    match = _LABEL.match(text) or _SIGNED.fullmatch(text)
    return match["value"].strip() if match else text
