"""Talks listed line by line without times: 潮汐的账（林岚，滨海大学）, 林岚：潮汐的账."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise, takewhile, zip_longest
from typing import Final

from forum.core.names import fold
from forum.reader.bilingual import language_of
from forum.reader.event_record import EN, ZH, Line
from forum.reader.guest_cells import read_guest, read_guests
from forum.reader.padding import close_label
from forum.reader.shapes.programme.bare_names import is_known_name
from forum.reader.shapes.programme.cells import GuestCell
from forum.reader.shapes.programme.rows import NO_SPAN, AgendaRow
from forum.reader.shapes.programme.talks import LASTS, without_duration
from forum.reader.shapes.programme.times import BLOCK
from forum.reader.shapes.record.name_forms import (
    LATIN_CAPITALS,
    has_title_word,
    is_name_en,
    is_name_zh,
    is_post_or_house,
    is_whole_name,
)
from forum.reader.shapes.record.role_labels import role_label
from forum.reader.shapes.session_topics import find_kind, names_break
from forum.reader.vocabulary.furniture import LINKED, PRACTICAL
from forum.reader.vocabulary.institutions import INSTITUTION_ENDS_ZH
from forum.reader.vocabulary.list_marks import LIST_MARK
from forum.reader.vocabulary.shapes import FACT_LABEL, TIMED

_FEWEST: Final = 3
_FEWEST_LABELLED: Final = 2
_LONGEST_TOPIC: Final = 120
_SHORTEST_HOUSE: Final = 4
_LONGEST_HEADING: Final = 60
# Lines that may stand between two talks: what somebody said, a picture's caption.
_MOST_BETWEEN: Final = 2
_MOST_TOLD: Final = {"labels": 6, "headed": 12}  # where each is told of at length
_NAME: Final = (
    rf"(?:[\u3400-\u9fff·]{{2,12}}|"
    rf"[{LATIN_CAPITALS}][\w.’'-]*(?: [{LATIN_CAPITALS}][\w.’'-]*){{1,3}})"
)
_AND: Final = r"\s*(?:[、,，/&;；]|\band\b)\s*"
_SEVERAL: Final = rf"{_NAME}(?:{_AND}{_NAME})*"
# Neueda & Petra Selmer, Neo4j: who else speaks, behind the institution of the first
_FURTHER: Final = re.compile(rf"\s*(?:[&;；]|\band\b)\s*(?={_NAME}[,，])")
# [Slides] [Video], below a talk
_LINKS: Final = re.compile(
    r"(?:[\[【(（]?\s*(?:slides?|video|recording|paper|abstract|pdf|ppt|audio|poster|demo|code|幻灯片|视频|录像|回放|讲稿|课件)\s*"
    r"[\]】)）]?[\s,，|/·、]*)+",
    re.IGNORECASE,
)
# 林岚（滨海大学）：潮汐的账
_NAME_FIRST: Final = re.compile(
    rf"^(?P<names>{_SEVERAL})\s*(?:[（(](?P<title>[^（()）]{{1,60}})[)）])?\s*[:：]\s*(?P<topic>\S.*)$"
)
# 潮汐的账（林岚，滨海大学）
_NAME_LAST: Final = re.compile(
    rf"^(?P<topic>\S.{{2,}}?)\s*[（(](?P<names>{_SEVERAL}?)(?:[，,]\s*(?P<title>[^（()）]{{0,100}}))?[)）]\s*[；;。]?$"
)
# 潮汐的账 by 滨海科技首席架构师林岚; not Lunch sponsored by …
_BY: Final = re.compile(
    r"^(?P<topic>\S.{3,}?)(?<!ed)(?<!\s)(?:\s+by\s+|(?<=[\u3400-\u9fff])by\s*)(?P<people>\S.{1,80})$"
)
_NUMBERED: Final = re.compile(r"^\s*\d{1,2}\s*[.)、．]\s*(?=\D)")
# 滨海科技（TT）林岚, 滨海科技 Tom: a house before a name
_HOUSE_THEN_NAME: Final = re.compile(
    rf"^(?P<title>\S.{{1,60}}?)(?:(?<=[)）])\s*|\s+)"
    rf"(?P<names>[\u3400-\u9fff·]{{2,4}}|[{LATIN_CAPITALS}][\w’'-]+)$"
)
# (Anna Berg, Tide Office), below what she speaks on
_BRACKETS_BELOW: Final = re.compile(
    rf"^[（(](?P<names>{_SEVERAL}?)[，,]\s*(?P<title>[^（()）]{{2,100}})[)）]$"
)
# What stands below is talks, however few: Talks; We had the following two talks:
_HEADS_TALKS: Final = re.compile(
    r"(?:(?:lightning|invited|contributed|short)\s+)?(?:talks?|presentations?)|(?:报告|演讲|分享)|"
    r".{0,60}\b(?:talks?|presentations?)\s*:|.{0,30}(?:报告|演讲|分享)[:：]",
    re.IGNORECASE,
)
# 分享话题, which says of what kind the lines below are
_HEADS_TOPICS: Final = re.compile(
    r"(?:本次|本期|活动)?(?:分享|演讲|报告|交流|活动)?(?:话题|议题|主题|题目)"
    r"(?P<people>(?:与|和|及|、|&)?(?:讲师|嘉宾|讲者|演讲者|分享人))?|"
    r"(?:the\s+)?(?:topics?|talks?)(?P<speakers>\s+(?:and|&)\s+speakers?)?",
    re.IGNORECASE,
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
# 林岚，滨海大学教授，长期研究潮汐。, below a label alone
_TOLD_SPEAKER: Final = re.compile(
    rf"(?P<names>{_NAME})(?:\s*[（(](?P<alias>[^（()）]{{1,12}})[)）](?=[，,]))?"
    r"(?:\s*[，,（(]\s*|\s+)(?P<title>(?:[^。（()）]|[（(][^（()）]{1,30}[)）]){2,})"
)
# 林岚是某公司的工程师，
_IS_OF: Final = re.compile(
    r"(?P<name>[\u3400-\u9fff]{2,3})是(?=[^，。]{2,60}的[^，。]{2,20}[，。])"
)
_BELOW: Final = re.compile(
    r"^(?P<names>[\u3400-\u9fff·]{2,6})\s*[（(](?P<title>[^（()）]{2,60})[)）]$"
)
# 林岚 Lan —— 海潮科技创始人, below a line that is what she speaks on
_DASHED_BELOW: Final = re.compile(
    rf"^(?P<names>{_NAME})(?:\s+[A-Z][a-z]+)?\s*(?:——|—|–|\s-\s)\s*(?P<title>\S[^。！？!?]{{2,60}})$"
)
# 嘉宾介绍, alone between the topic and who speaks on it; 议题简介, above what it is about
_SPEAKER_ALONE: Final = re.compile(
    r"(?:(?:分享|演讲|报告|主讲|授课)?(?:讲师|嘉宾|讲者|专家)(?:简介|介绍)?|speakers?|presenters?|about\s+the\s+speaker)"
    r"\s*[:：]?",
    re.IGNORECASE,
)
_ABSTRACT_ALONE: Final = re.compile(
    r"(?:(?:议题|内容|报告|演讲|分享|主题|topic)\s*(?:简介|介绍|摘要|内容|概要)|摘要|abstract|summary|description)\s*[:：]?",
    re.IGNORECASE,
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
    is_asked: bool = False

    @property
    def is_sure(self) -> bool:
        """Tell whether the first name can be nothing but one."""
        return is_whole_name(_names_of(self.names)[0])

    def list_guests(self) -> list[GuestCell]:
        """Return a cell for each of those who give it."""
        first, *further = _FURTHER.split(self.title)
        people = [(name, first) for name in _names_of(self.names)]
        for person in further:
            name, _comma, title = re.split("([,，])", person, maxsplit=1)
            people.append((name, title.strip()))
        asks_name = self.is_asked or (self.form == "by" and not self.is_sure)
        return [
            GuestCell(name, title, lines=self.lines, is_by_form=True, asks_name=asks_name)
            for name, title in people
        ]


def _names_of(printed: str) -> list[str]:
    return re.split(_AND, printed)


def find_talks(lines: Sequence[Line]) -> list[ListedTalk]:
    """Return the talks that lists of one form name; a line alone is one below their heading.

    A line that might be of two forms is of that which more lines have.
    """
    written = [line for line in lines if line.table is None and line.text.strip()]
    headed = {
        below.number
        for line, below in pairwise(written) if _HEADS_TALKS.fullmatch(line.text.strip())
    }  # fmt: skip
    by_form: dict[str, list[tuple[int, ListedTalk]]] = {}
    for place, talk in _candidates(written):
        by_form.setdefault(talk.form, []).append((place, talk))
    lists = [
        [talk for run in _with_shorter_runs(list(_runs(pairs)), headed) for talk in run]
        for pairs in by_form.values()
    ]
    talks: dict[int, ListedTalk] = {}
    for listed in sorted(lists, key=len, reverse=True):
        for talk in listed:
            if talks.keys().isdisjoint(talk.lines):
                talks |= dict.fromkeys(talk.lines, talk)
    return sorted(dict.fromkeys(talks.values()), key=lambda talk: talk.lines)


def _with_shorter_runs(
    runs: Sequence[list[ListedTalk]], headed: Collection[int]
) -> Iterator[list[ListedTalk]]:
    """Yield the runs that are lists of talks; beside one of speakers in brackets, shorter ones too.

    Whom these name is asked.
    """
    lists = [run for run in runs if _is_list(run, headed)]
    yield from lists
    if any(run[0].form == "last" for run in lists):
        yield from (
            [replace(talk, is_asked=True) for talk in run]
            for run in runs
            if run not in lists and all(talk.is_sure for talk in run)
        )


def find_lasting_items(lines: Sequence[Line]) -> dict[int, AgendaRow]:
    """Return the rows of lines that say how long they last, where numbered ones do.

    2. Where the tide goes (30 min), and below it Anna Berg: Gauges (5 min).
    """
    lasting = [
        line for line in lines
        if LASTS.search(line.text.strip()) and not TIMED.search(line.text.strip())
    ]  # fmt: skip
    numbered = [line for line in lasting if _NUMBERED.match(line.text)]
    if len(numbered) < _FEWEST or len(lasting) == len(numbered):
        return {}
    talks = {
        line.number: talk for line in lasting if line not in numbered
        for talk in _in_one_line(line, without_duration(LIST_MARK.sub("", line.text.strip())))
        if talk.is_sure
    }  # fmt: skip
    rows = {}
    for line in lasting:
        talk = talks.get(line.number)
        topic = without_duration(_NUMBERED.sub("", LIST_MARK.sub("", line.text.strip())))
        guests = talk.list_guests() if talk else []
        rows[line.number] = AgendaRow(
            [line.number], NO_SPAN, talk.topic if talk else topic, guests=guests
        )
    return rows


def guests_in_brackets(line: Line) -> list[GuestCell]:
    """Return who gives the talk of an entry by what stands in brackets at its end, to be asked."""
    mark = LIST_MARK.match(line.text)
    talks = _in_one_line(line, close_label(line.text[mark.end() :].strip())) if mark else ()
    return [
        replace(cell, topic=talk.topic, asks_name=True)
        for talk in talks if talk.form == "last" and talk.is_sure and talk.title
        for cell in talk.list_guests()
    ]  # fmt: skip


def find_talks_within(lines: Sequence[Line]) -> list[ListedTalk]:
    """Return the listed talks that are of the times of a programme."""
    timed = [line.number for line in lines if TIMED.search(line.text)]
    return [talk for talk in find_talks(lines) if stands_within(talk, timed)]


def stands_within(talk: ListedTalk, times: Sequence[int]) -> bool:
    """Tell whether a talk is of the time above it: it names its speaker behind the topic, or
    further times stand below. times: the numbers of the lines with times.
    """
    is_between = bool(times) and min(times) < talk.lines[0] < max(times)
    return talk.form in {"last", "by"} or (is_between and talk.form in {"labels", "above"})


def _is_list(run: Sequence[ListedTalk], headed: Collection[int]) -> bool:
    """Tell whether lines of one form list talks: enough of them, most by names that are sure.

    headed: the lines right below a heading of talks, where one is enough.
    """
    sure = sum(talk.is_sure for talk in run)
    distinct = {fold(talk.names) for talk in run}
    fewest = _FEWEST_LABELLED if run[0].form in {"labels", "headed"} else _FEWEST
    fewest = 1 if any(talk.lines[0] in headed for talk in run) else fewest
    # Behind a dash most have a post: a word and what explains it look the same.
    is_titled = run[0].form != "dashed" or 2 * sum(map(_is_titled, run)) >= len(run)
    is_list = len(run) >= fewest and 2 * sure >= len(run) and len(distinct) > len(run) / 2
    return is_list and is_titled


def _is_titled(talk: ListedTalk) -> bool:
    return has_title_word(talk.title, language_of(talk.title))


def _runs(found: Sequence[tuple[int, ListedTalk]]) -> Iterator[list[ListedTalk]]:
    """Yield the talks between which only a few lines stand."""
    run: list[ListedTalk] = []
    last = 0
    for place, talk in found:
        between = _MOST_TOLD.get(talk.form, _MOST_BETWEEN)
        if run and place - last > between + len(talk.lines):
            yield run
            run = []
        run.append(talk)
        last = place
    yield run


def _candidates(written: Sequence[Line]) -> Iterator[tuple[int, ListedTalk]]:
    """Yield each line that may be a talk, with its place; entries below a talk count for none."""
    place = 0
    for line, following, third in zip_longest(written, written[1:], written[2:]):
        text = close_label(LIST_MARK.sub("", line.text.strip()))
        two = None
        if following:
            two = _in_two_lines(line, text, following) or _above_entry(line, text, following)
        if following and third:
            two = two or _below_heading(line, text, following, third)
        talks = [two] if two else [*_in_one_line(line, text), *_behind_by(line, text)]
        yield from ((place, talk) for talk in talks)
        place += bool(talks) or not LIST_MARK.match(line.text)


def _in_one_line(line: Line, text: str) -> Iterator[ListedTalk]:
    for form, pattern in (("first", _NAME_FIRST), ("last", _NAME_LAST)):
        match = pattern.match(text)
        if match is None:
            continue
        topic = LINKED.sub("", match["topic"]).strip() or match["topic"]
        names = match["names"]
        is_topic = len(topic) <= _LONGEST_TOPIC and not _SENTENCE.search(topic)
        is_topic = is_topic and not TIMED.match(text)
        is_topic &= form != "first" or not _SPOKEN.search(topic)
        language = language_of(topic)
        last = topic[-4:] if language == ZH else topic.split()[-1]
        is_post = has_title_word(last, language) or find_kind(names, language_of(names))
        labels = (_TOPIC, _SPEAKER, _DETAIL, FACT_LABEL, PRACTICAL)
        is_topic = is_topic and not _labels_people(text)
        if is_topic and not is_post and not any(label.match(text) for label in labels):
            title = (match["title"] or "").strip()
            name, *house = re.split(r"\s*[,，]\s*", names)
            if not title and len(house) == 1 and is_post_or_house(house[0], language_of(house[0])):
                names, title = name, house[0]  # Anna Berg, Coast University: Tides
            if _names_another(title):
                names, title = f"{names}, {title}", ""
            yield ListedTalk((line.number,), topic, names, title, form)


def _names_another(text: str) -> bool:
    """Tell whether what stands behind a name is who speaks beside her: Anna Berg, Tom Lind."""
    is_house = is_post_or_house(text, EN) or has_title_word(text, EN)
    return is_name_en(text) and not is_house and is_known_name(text)


def _behind_by(line: Line, text: str) -> Iterator[ListedTalk]:
    """Yield the talk of an entry that names somebody with a house or post behind “by”."""
    match = _BY.match(text)
    if match is None or TIMED.search(text) or _SENTENCE.search(match["topic"]):
        return
    people, guest = match["people"], read_guest(match["people"])
    # 松川石业 Tom is no 林岚 Tom
    if guest and (not guest.other_names or len(guest.name.get(ZH, "")) < _SHORTEST_HOUSE):
        name, title = (next(iter(texts.values()), "") for texts in (guest.name, guest.title))
    elif behind := _HOUSE_THEN_NAME.match(people):
        name, title = behind["names"], behind["title"]
    else:
        return
    if is_whole_name(name) or title:
        yield ListedTalk((line.number,), match["topic"].strip(), name, title.strip(), "by")


def _labels_people(text: str) -> bool:
    """Tell whether a line is roles and whom they name: Chair: Anna Berg (Coast U) | …"""
    label = role_label(text, language_of(text))
    guests, unread = read_guests(text) if label and label.rest else ([], [])
    return bool(guests) and not unread


def _in_two_lines(line: Line, text: str, following: Line) -> ListedTalk | None:
    """Return the talk that a label names, and whose speaker the next line names."""
    topic = _TOPIC.match(text)
    below = close_label(LIST_MARK.sub("", following.text.strip()))
    bracketed = _BRACKETS_BELOW.match(below)
    if bracketed and _may_be_topic(text) and not _is_of_people(line, text):
        lines, numbered = (line.number, following.number), BLOCK.match(text)
        text = numbered["title"] if numbered else text
        return ListedTalk(lines, text, bracketed["names"], bracketed["title"].strip(), "last")
    dashed = _DASHED_BELOW.match(below)
    if topic is None and dashed and _may_be_topic(text) and not _is_of_people(line, text):
        lines = (line.number, following.number)
        return ListedTalk(lines, text, dashed["names"], dashed["title"].strip(), "dashed")
    speaker = (_SPEAKER.match(below) or _BELOW.match(below)) if topic else None
    if topic is None or speaker is None:
        return None
    return ListedTalk(
        (line.number, following.number), topic["topic"] or topic["quoted"], speaker["names"],
        lead_title(speaker["title"] or ""), "labels",
    )  # fmt: skip


def _below_heading(line: Line, text: str, heading: Line, below: Line) -> ListedTalk | None:
    """Return the talk that a title in quotation marks names, and a label alone, the speaker."""
    topic = _TOPIC.match(text)
    told = LIST_MARK.sub("", below.text.strip())
    if (named := _IS_OF.match(told)) and is_name_zh(named["name"]):
        told = f"{named['name']}，{told[named.end() :]}"
    speaker = _TOLD_SPEAKER.match(told)
    is_headed = _SPEAKER_ALONE.fullmatch(LIST_MARK.sub("", heading.text.strip()))
    if topic is None or speaker is None or not is_headed:
        return None
    lines = (line.number, heading.number, below.number)
    title = lead_title(speaker["title"] or "") or lead_title(speaker["alias"] or "")
    called = topic["topic"] or topic["quoted"]
    return ListedTalk(lines, called, speaker["names"], title, "headed")


def _is_of_people(line: Line, text: str) -> bool:
    """Tell whether a line names people, their house or a list of them, and no topic of a talk."""
    is_house = bool(_INSTITUTION_END.search(text))
    in_one_line = _NAME_FIRST.match(text) or _NAME_LAST.match(text)
    marked = LIST_MARK.match(line.text)
    return bool(marked or is_house or _DASHED_BELOW.match(text) or in_one_line)


def _may_be_topic(text: str) -> bool:
    """Tell whether a line may be what somebody speaks on, whom the next line names."""
    is_short = len(text) <= _LONGEST_TOPIC and not _SENTENCE.search(text)
    return is_short and not (TIMED.search(text) or _SPOKEN.search(text) or FACT_LABEL.match(text))


def _above_entry(line: Line, text: str, following: Line) -> ListedTalk | None:
    """Return the talk of somebody on a line without a mark, the topic an entry below it."""
    mark = LIST_MARK.match(following.text)
    if mark is None or LIST_MARK.match(line.text) or TIMED.search(text):
        return None
    guest = read_guest(text)
    topic = following.text[mark.end() :].strip()
    if guest is None or not guest.title or guest.role or not topic or len(topic) > _LONGEST_TOPIC:
        return None
    name, title = next(iter(guest.name.values())), next(iter(guest.title.values()))
    is_person = read_guest(topic) or has_title_word(topic, language_of(topic))
    lines = (line.number, following.number)
    return None if is_person else ListedTalk(lines, topic, name, title, "above")


def lead_title(text: str) -> str:
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
    written = [line for line in lines if line.text.strip()]
    talks = find_talks(written)
    first = {talk.lines[0] for talk in talks}
    last = {talk.lines[-1] for talk in talks}
    is_told = any(
        line.number in last and below.number not in first and _is_told(below)
        for line, below in pairwise(written)
    ) or any(talk.form == "headed" for talk in talks)
    lives = sum(
        line.number in last and below.number not in first and bool(_SENTENCE.search(below.text))
        for line, below in pairwise(written)
    )
    is_told |= len(talks) >= _FEWEST and 2 * lives > len(talks)
    reader = TalkLists(talks, rows, is_told)
    for line in written:
        reader.read(line)
    return reader.listed


def _is_told(line: Line) -> bool:
    """Tell whether a line is an entry that says more of the talk above it."""
    mark = LIST_MARK.match(line.text)
    text = line.text[mark.end() :].strip() if mark else ""
    return bool(mark) and not _LINKS.fullmatch(text) and not TIMED.match(text)


@dataclass(slots=True)
class TalkLists:
    """Reads lines in their order. listed: sessions of talks below no time, or of several.

    is_told: whether there is more to say of a talk than who gives it; each is a session then.
    """

    talks: Sequence[ListedTalk]
    rows: Sequence[AgendaRow]
    is_told: bool
    listed: list[AgendaRow] = field(default_factory=list)
    part: AgendaRow | None = None
    heading: Line | None = None
    last: AgendaRow | None = None  # the row of the talk above
    is_abstract: bool = False  # below the heading of what its talk is about
    is_apart: bool = False  # below a heading of talks and their speakers: each is a session
    by_line: dict[int, ListedTalk] = field(init=False)
    by_topic: dict[str, AgendaRow] = field(init=False)

    def __post_init__(self) -> None:
        self.by_line = {number: talk for talk in self.talks for number in talk.lines}
        self.by_topic = {_topic_key(row.topic): row for row in self.rows if row.topic}

    def read(self, line: Line) -> None:
        """Read a talk, what is said below one, or the heading of the next."""
        talk = self.by_line.get(line.number)
        text = LIST_MARK.sub("", line.text.strip())
        heads = _HEADS_TOPICS.fullmatch(text.strip(" :："))
        self.is_apart |= bool(heads and (heads["people"] or heads["speakers"]))
        self.is_apart &= not TIMED.search(text)
        if talk and talk.lines[0] == line.number:
            self.last, self.is_abstract = self._add(talk), False
        elif talk:
            return
        elif self.last and _ABSTRACT_ALONE.fullmatch(text):
            self.last.lines.append(line.number)
            self.is_abstract = True
        elif self.last and self.is_abstract and (_is_told(line) or _SENTENCE.search(text)):
            self.last.told.append((line.number, text))
        elif self.last and _LINKS.fullmatch(text):
            self.last.lines.append(line.number)
        elif self.last and _is_told(line):
            self.last.told.append((line.number, line.text.strip()))
        else:
            self.last = None
            self.heading, self.part = (line, None) if _is_heading(line) else (None, self.part)

    def _add(self, talk: ListedTalk) -> AgendaRow | None:
        """Put a talk into the row of its topic, or above it, or into a session of its own."""
        guests = talk.list_guests()
        if any(talk.lines[0] in row.lines for row in self.rows):
            return None
        if row := self.by_topic.get(_topic_key(talk.topic)):
            row.guests += guests
            row.lines += talk.lines
            return row
        above = [row for row in self.rows if row.lines[0] < talk.lines[0]]
        if self.rows and not stands_within(talk, [row.lines[0] for row in self.rows]):
            return None  # 第一位分享 may be any of them
        if above and not self.is_apart and not names_break(above[-1].topic):
            above[-1].guests += [replace(guest, topic=talk.topic) for guest in guests]
            above[-1].lines += talk.lines
            return above[-1]
        heading = _heading_text(self.heading) if self.heading else ""
        if talk.form == "headed" or self.is_apart:
            row = AgendaRow(list(talk.lines), NO_SPAN, talk.topic, guests=guests)
            self.listed.append(row)
            return row
        if self.is_told:
            heading = "" if _HEADS_TOPICS.fullmatch(heading) else heading
            row = AgendaRow(list(talk.lines), NO_SPAN, talk.topic, heading, guests=guests)
            row.lines += [self.heading.number] if self.heading else []
            self.listed.append(row)
            return row
        if self.heading and self.part is None:
            numbers = [self.heading.number]
            self.part = AgendaRow(numbers, NO_SPAN, heading)
            self.listed.append(self.part)
        if self.part:
            self.part.guests += [replace(guest, topic=talk.topic) for guest in guests]
            self.part.lines += talk.lines
            return self.part
        row = AgendaRow(list(talk.lines), NO_SPAN, talk.topic, guests=guests)
        self.listed.append(row)
        return row


def _topic_key(topic: str) -> str:
    return fold(topic.strip("《》“”"))


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
