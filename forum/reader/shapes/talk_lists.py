"""Talks listed line by line without times: 潮汐的账（林岚，滨海大学）, 林岚：潮汐的账."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, takewhile
from typing import Final

from forum.core.names import fold
from forum.reader.bilingual import language_of
from forum.reader.event_record import Line
from forum.reader.shapes.agenda_grids import NO_SPAN
from forum.reader.shapes.agenda_rows import LIST_MARK, AgendaRow, GuestCell
from forum.reader.shapes.record.name_forms import has_title_word, is_whole_name
from forum.reader.shapes.session_topics import find_kind
from forum.reader.vocabulary.furniture import PRACTICAL
from forum.reader.vocabulary.institutions import INSTITUTION_ENDS_ZH
from forum.reader.vocabulary.shapes import FACT_LABEL

_FEWEST: Final = 3
_FEWEST_LABELLED: Final = 2
_LONGEST_TOPIC: Final = 120
_LONGEST_HEADING: Final = 60
# Lines that may stand between two talks: what somebody said, a picture's caption.
_MOST_BETWEEN: Final = 2
_NAME: Final = r"(?:[\u3400-\u9fff·]{2,12}|[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){1,3})"
_SEVERAL: Final = rf"{_NAME}(?:\s*[、,，/]\s*{_NAME})*"
# 林岚（滨海大学）：潮汐的账
_NAME_FIRST: Final = re.compile(
    rf"^(?P<names>{_SEVERAL})\s*(?:[（(](?P<title>[^（()）]{{1,60}})[)）])?\s*[:：]\s*(?P<topic>\S.*)$"
)
# 潮汐的账（林岚，滨海大学）
_NAME_LAST: Final = re.compile(
    rf"^(?P<topic>\S.{{2,}}?)\s*[（(](?P<names>{_SEVERAL}?)(?:[，,]\s*(?P<title>[^（()）]{{0,60}}))?[)）]\s*[；;。]?$"
)
# 报告题目：潮汐的账, and below it who speaks
_TOPIC: Final = re.compile(
    r"^(?:(?:演讲|报告|分享|发言|讲座|交流)?(?:主题|题目|议题)\s*[一二三四五六七八九十\d]{0,2}|(?:talk|topic|title)\s*\d{0,2})\s*[:：]\s*(?P<topic>\S.*)$|"
    r"^《(?P<quoted>[^《》]{2,120})》$",
    re.IGNORECASE,
)
_SPEAKER: Final = re.compile(
    r"^(?:(?:分享|演讲|报告|主讲|授课)?(?:讲师|嘉宾|讲者|人)(?:介绍)?|speaker|presenter)\s*[:：]\s*"
    r"(?P<names>[^\s，,（(:：]{2,24}(?: [A-Z][a-z]+)?)"
    r"(?:[\s，,（(]+(?P<title>[^。]{2,80}?))?(?:[)）]|[。；].*)?$",
    re.IGNORECASE,
)
_BELOW: Final = re.compile(
    r"^(?P<names>[\u3400-\u9fff·]{2,6})\s*[（(](?P<title>[^（()）]{2,60})[)）]$"
)
# 应用专场：; what else ends with a colon above a list leads into it: 报告题目如下：
_PART: Final = re.compile(
    r"专场|专题|单元|板块|分会场|论坛|主会场|\b(?:session|track|panel)\b", re.IGNORECASE
)
_SENTENCE: Final = re.compile(r"[。！!；;]$|[。！].|(?<!\b[A-Z])[.]$|[.?!]\s+[A-Z]")
# What somebody says to others, and no topic.
_SPOKEN: Final = re.compile(
    r"谢谢|感谢|大家|各位|您|^[^，]*[你我](?!国)[^，]*，|\b(?:I|me|you|your|us|thank|please)\b",
    re.IGNORECASE,
)
_INSTITUTION_END: Final = re.compile(f"(?:{INSTITUTION_ENDS_ZH})$")
# 内容简介：, 费用：, of which 费 and 方 are surnames too
_DETAIL: Final = re.compile(
    r"^(?:(?:主题|内容|分享|演讲)?(?:简介|介绍|内容|摘要)[^:：]{0,6}|"
    r"(?:参会|活动|会议)?(?:费用|门票|名额|对象|形式|方式|语言))\s*[:：]"
)


@dataclass(frozen=True, slots=True)
class ListedTalk:
    """A talk of a list: its lines, what it is on, who gives it, and how the line is built."""

    lines: tuple[int, ...]
    topic: str
    names: str
    title: str
    form: str

    @property
    def is_sure(self) -> bool:
        """Tell whether the first name can be nothing but one."""
        return is_whole_name(re.split(r"\s*[、,，/]\s*", self.names)[0])


def find_talks(lines: Sequence[Line]) -> list[ListedTalk]:
    """Return the talks that lists of one form name; a line alone of that form is none."""
    written = [line for line in lines if line.table is None and line.text.strip()]
    talks: list[ListedTalk] = []
    for _form, group in groupby(_candidates(written), key=lambda pair: pair[1].form):
        for run in _runs([(place, talk) for place, talk in group]):
            sure = sum(talk.is_sure for talk in run)
            distinct = {fold(talk.names) for talk in run}
            fewest = _FEWEST_LABELLED if run[0].form == "labels" else _FEWEST
            if len(run) >= fewest and 2 * sure >= len(run) and len(distinct) > len(run) / 2:
                talks += run
    return talks


def _runs(found: Sequence[tuple[int, ListedTalk]]) -> Iterator[list[ListedTalk]]:
    """Yield the talks between which only a few lines stand."""
    run: list[ListedTalk] = []
    last = 0
    for place, talk in found:
        between = 6 if talk.form == "labels" else _MOST_BETWEEN
        if run and place - last > between + len(talk.lines):
            yield run
            run = []
        run.append(talk)
        last = place
    yield run


def _candidates(written: Sequence[Line]) -> Iterator[tuple[int, ListedTalk]]:
    """Yield each line that may be a talk, with its place."""
    for place, line in enumerate(written):
        text = LIST_MARK.sub("", line.text.strip())
        following = written[place + 1] if place + 1 < len(written) else None
        two = _in_two_lines(line, text, following) if following else None
        if talk := two or _in_one_line(line, text):
            yield place, talk


def _in_one_line(line: Line, text: str) -> ListedTalk | None:
    for form, pattern in (("first", _NAME_FIRST), ("last", _NAME_LAST)):
        match = pattern.match(text)
        if match is None:
            continue
        topic, names = match["topic"].strip(), match["names"]
        is_topic = len(topic) <= _LONGEST_TOPIC and not _SENTENCE.search(topic)
        is_topic &= form != "first" or not _SPOKEN.search(topic)
        is_post = has_title_word(topic[-4:], language_of(topic)) or find_kind(
            names, language_of(names)
        )
        labels = (_TOPIC, _SPEAKER, _DETAIL, FACT_LABEL, PRACTICAL)
        if is_topic and not is_post and not any(label.match(text) for label in labels):
            return ListedTalk((line.number,), topic, names, (match["title"] or "").strip(), form)
    return None


def _in_two_lines(line: Line, text: str, following: Line) -> ListedTalk | None:
    """Return the talk that a label names, and whose speaker the next line names."""
    topic = _TOPIC.match(text)
    below = LIST_MARK.sub("", following.text.strip())
    speaker = (_SPEAKER.match(below) or _BELOW.match(below)) if topic else None
    if topic is None or speaker is None:
        return None
    return ListedTalk(
        (line.number, following.number), topic["topic"] or topic["quoted"], speaker["names"],
        _title(speaker["title"] or ""), "labels",
    )  # fmt: skip


def _title(text: str) -> str:
    """Return the clauses that a title is made of, without what somebody's life is told in."""
    clauses = list(takewhile(_is_title, re.split("[，,]", text.strip())))
    return "，".join(clauses).strip()


def _is_title(clause: str) -> bool:
    is_institution = bool(_INSTITUTION_END.search(clause.strip()))
    return has_title_word(clause, language_of(clause)) or is_institution


def read_talk_lists(lines: Sequence[Line], rows: Sequence[AgendaRow]) -> list[AgendaRow]:
    """Return the sessions of listed talks; who speaks on the topic of a row is put into it.

    rows: those with times, which lists of talks explain. A short line above a list heads it.
    """
    by_topic = {fold(row.topic.strip("《》“”")): row for row in rows if row.topic}
    talks = find_talks(lines)
    listed: list[AgendaRow] = []
    numbers = {number for talk in talks for number in talk.lines}
    part: AgendaRow | None = None
    heading: Line | None = None
    by_line = {talk.lines[0]: talk for talk in talks}
    for line in lines:
        talk = by_line.get(line.number)
        if talk is None:
            if line.text.strip() and line.number not in numbers:
                heading, part = (line, None) if _is_heading(line) else (None, part)
            continue
        names = talk.names.replace("/", "、")
        guest = GuestCell(names, talk.title, lines=talk.lines, is_by_form=True)
        if row := by_topic.get(fold(talk.topic.strip("《》“”"))):
            row.guests.append(guest)
            row.lines += talk.lines
        elif rows:
            continue  # 第一位分享 may be any of them
        elif heading and part is None:
            part = AgendaRow([heading.number, *talk.lines], NO_SPAN, _heading_text(heading))
            part.guests.append(replace(guest, topic=talk.topic))
            listed.append(part)
        elif part:
            part.guests.append(replace(guest, topic=talk.topic))
            part.lines += talk.lines
        else:
            listed.append(AgendaRow(list(talk.lines), NO_SPAN, talk.topic, guests=[guest]))
    return listed


def _is_heading(line: Line) -> bool:
    text = line.text.strip()
    is_short = len(text) <= _LONGEST_HEADING and not _SENTENCE.search(text) and "，" not in text
    is_lead_in = text.endswith((":", "：")) and not _PART.search(text)
    return is_short and not is_lead_in and line.table is None


def _heading_text(line: Line) -> str:
    """Return a heading without its number and what is said in brackets behind it."""
    text = re.sub(
        r"^\s*(?:[（(]?[一二三四五六七八九十\d]{1,2}[)）、.．]\s*)+", "", line.text.strip()
    )
    return re.sub(r"\s*[（(][^（()）]*[)）]\s*[:：]?\s*$", "", text).strip(" :：") or text
