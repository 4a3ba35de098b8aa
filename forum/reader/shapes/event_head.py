"""Title, days and place of an event, from the lines above a programme or what was said."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Final

from forum.reader.bilingual import language_of, split_languages
from forum.reader.document import Document
from forum.reader.event_record import EN, Line
from forum.reader.folded_text import shadow
from forum.reader.guest_parts import is_bare_name
from forum.reader.padding import close_padding
from forum.reader.people_lists import is_list_heading
from forum.reader.prose.event_days import (
    is_by_when,
    read_moments,
    read_told_days,
    set_place,
    warn_of_days_without_year,
)
from forum.reader.reading import Certainty
from forum.reader.record_draft import RecordDraft
from forum.reader.shapes.programme.blocks import names_part
from forum.reader.shapes.programme.labelled_talks import find_labelled_talks
from forum.reader.shapes.record import dates, places, texts, times
from forum.reader.shapes.record.role_labels import label_of, role_label
from forum.reader.vocabulary import calendar
from forum.reader.vocabulary.furniture import PAGE_PART, PUBLISHED
from forum.reader.vocabulary.institutions import INSTITUTION_EN
from forum.reader.vocabulary.list_marks import BULLETS
from forum.reader.vocabulary.shapes import (
    CALLED_EVENT,
    COUNTED_PART,
    FACT_LABEL,
    NAMES_EVENT,
    TIMED,
    TOOK_PLACE,
)

_FEW_TIMES: Final = 3
_HEAD_LINES: Final = 4  # but paragraphs
_MOST_WORDS_BEFORE_STOP: Final = 8
_LONGEST_TITLE: Final = 100
DAY_OR_PLACE: Final = re.compile(
    rf"^(?:[{BULLETS}]\s+|[一二三四五六七八九十\d]{{1,2}}\s*[、.．]\s*)?(?P<label>(?:会议|活动|论坛|举办|大会|沙龙|召开)?(?:[及和与暨][\u3400-\u9fff]{{2,4}})?(?:时间|日期|地点|地址)|会场|"
    r"dates?|time|when|venue|place|location|where)\s*[:：]\s*(?P<value>\S.*)$",
    re.IGNORECASE,
)
_LABEL_ALONE: Final = re.compile(
    r"(?:[一二三四五六七八九十]{1,2}、\s*)?(?:会议|活动|论坛|举办|大会|沙龙|召开)?(?:时间|日期|地点|地址)\s*[:：]|"
    r"[一二三四五六七八九十]{1,2}、\s*(?:会议|活动|论坛|举办|大会|沙龙|召开)?(?:时间|日期|地点|地址)|"
    r"(?:会议|活动|论坛|举办|大会|沙龙|召开)(?:时间|日期|地点|地址)|"
    r"(?:dates?|venue|place|location)\s*[:：]",
    re.IGNORECASE,
)
# 会议地点, 三、地点: a label that is the event's wherever it stands.
_OF_EVENT: Final = re.compile(
    r"[一二三四五六七八九十\d]{1,2}\s*[、.．]|会议|活动|论坛|举办|大会|沙龙|召开"
)
# 活动名称：潮汐论坛; 活动主题：…, which is the name where no line above may be one
_TITLE_LABEL: Final = re.compile(
    rf"(?:[{BULLETS}]\s+)?(?:会议|活动|论坛|大会|沙龙|研讨会|讲座|赛事)(?P<kind>名称|主题)\s*[:：]\s*(?P<value>\S.{{3,}})"
)
_PLACE_LABEL: Final = re.compile(r"地点|地址|会场|venue|place|location|where", re.IGNORECASE)
# -论坛- 潮汐周: what an event is, between dashes
_KIND_BETWEEN_DASHES: Final = re.compile(r"^-[\u3400-\u9fff]{2,6}-\s*(?=\S)")
# What a programme's own title says beside the event's name.
_TITLE_TAIL: Final = re.compile(
    r"[\s·・,，:：|｜—–-]*(?:\bDay\s*\d{1,2}\b.*|第[一二三四五\d]天.*|"
    r"(?:(?<=[会坛周展赛》”\s·—–-])(?:会议|大会)|活动|详细|具体)?(?:内容及)?(?:议程|日程|流程)(?:安排|表|单)?|(?<=[会坛周展赛》”\s])(?:会议|大会|参会)?(?:手册|指南)|"
    r"(?:文字)?(?:实录|文字稿|速记稿?)|\btranscript|"
    r"\d{4}年\d{1,2}月(?:\d{1,2}日)?|(?:(?:tentative|draft|detailed|conference|final|provisional|full)\s+)*(?:agenda|programme|program|schedule))\s*$",
    re.IGNORECASE,
)
# Harbour Forum: Livestream Schedule
_PART_OF_PROGRAMME: Final = re.compile(
    r"(?<=\w)\s*[:：]\s*[\w-]+(?:\s[\w-]+)?\s(?:agenda|programme|program|schedule)$", re.IGNORECASE
)
# A month behind a name says nothing of what it names: 城市化杂志 2014年3月.
_ONLY_MONTH: Final = re.compile(r"[\s·・,，:：|｜—–-]*\d{4}年\d{1,2}月(?:\d{1,2}日)?\s*")
# 编者按：…, said of the text and not of the event.
_LEAD_IN: Final = re.compile(
    r"[【\[（(]?(?:编者按|编者的话|导语|导读|引言|按语|摘要|核心提示|内容提要|主持人语|前言|小编|"
    r"editor[’']s\s+note|abstract|summary|about\s+this)[】\]）)]?\s*[:：]",
    re.IGNORECASE,
)
# 会议报名: what a notice begins with, and no name.
_HEADS_NOTICE: Final = re.compile(
    r"(?:[一二三四五六七八九十\d]{1,2}[、.．]\s*)?(?:会议|活动|论坛|大会|沙龙)?(?:报名|注册|事宜|须知|介绍|简介|概况|概要|概述|概览|背景|详情|信息|时间|地点)|"
    r"the\s+(?:event|conference|workshop|meeting|forum|seminar|program(?:me)?)|"
    r"(?:the\s+)?(?:event|conference|workshop|meeting|forum|seminar)?\s*(?:summary|details|overview|information|description|background)|"
    r"(?:(?:the\s+)?[\w.]+(?:\s[\w.]+)?[’']s\s+)?(?:invitation|welcome|greetings?|message|foreword|preface|letter)",
    re.IGNORECASE,
)
# To the second, as no programme and every page says it.
_TIMESTAMP: Final = re.compile(r"\d{1,2}:\d{2}:\d{2}")
# 论坛嘉宾座次及议程
_JOINED_TAIL: Final = re.compile(
    r"(?:(?:参会|会议|活动)?(?:嘉宾)?(?:座次|名单|须知|指南|手册|通知|方案)(?:表|安排)?)[及和与暨]$"
)
# 关于召开某论坛的通知
_NOTICE_OF: Final = re.compile(
    r"^.{0,30}?关于(?:召开|举办|举行|组织|参加)(?P<name>.{4,}?)的(?:\S{0,4}通知|邀请函|函|公告)(?:[（(].{1,10}[)）])?$"
)
# Remarks by President Berg and Chair Li at the Seawall Forum: of which event they are.
_WORDS_AT: Final = re.compile(
    r"^(?:(?:opening|closing|welcome|welcoming|joint|keynote)\s+)?(?:remarks|address|statements?|speech(?:es)?)\s+"
    r"(?:by|of|from)\s.{2,240}?\s(?:at|before|during|to|following|after)\s+(?:the\s+)?"
    rf"(?P<name>[A-Z0-9][^;:]{{2,90}}?(?:{CALLED_EVENT.pattern}).*)$",
    re.IGNORECASE,
)
_TITLE_LEAD: Final = re.compile(
    r"^(?:agenda|programme|program|schedule)\s+(?:for|of)\s+(?:the\s+)?"
    r"(?=.*\b(?:forum|summit|conference|congress|meeting|workshop|seminar|symposium|assembly)\b)|"
    r"^transcript\s+of\s+(?:the\s+|an?\s+)?(?=[A-Z])|"
    r"^(?:(?:panel\s+)?transcript(?:\s+of)?|agenda|programme|program|实录|文字稿|议程|日程)\s*[:：|｜–—-]\s*",
    re.IGNORECASE,
)
# …, 16 to 18: days whose month stands on the next line.
_DAYS_BEHIND: Final = re.compile(
    r"\s*[,，]\s*\d{1,2}(?:st|nd|rd|th)?\s*(?:to|-|–|and)\s*\d{1,2}(?:st|nd|rd|th)?$"
)
# A line that calls the paper a programme, in one language or both.
PROGRAMME_LINE: Final = re.compile(
    r"(?:[一二三四五六七八九十]{1,2}、\s*)?(?:会议|活动|论坛|大会)?(?:(?:议程|日程|流程)(?:安排|表|单)?|程序表)|"
    r"(?:(?:(?:会议|活动|论坛|大会)?(?:议程|日程|流程)(?:安排|表|单)?)\s*[/／|｜]?\s*)?"
    r"(?:(?:provisional|tentative|draft|detailed|conference|meeting|event)\s+){0,2}"
    r"(?:agenda|programme|program|schedule)(?:\s*[（(][^（()）]{2,40}[)）])?",
    re.IGNORECASE,
)
_WEEKDAY: Final = re.compile(
    rf"[（(]?(?:{calendar.WEEKDAY_ZH}|\b(?:{calendar.WEEKDAY_EN})\b)[)）]?,?", re.IGNORECASE
)
# What a line prints beside a day that is no place: 第一天, Day 1: 上午.
_BESIDE_DAYS: Final = re.compile(
    r"[\s:：,，·|-]*(?:(?:programme|program|agenda|schedule)\s*:)?\s*(?:第[一二三四五六七八九\d]+天|Day\s*\d+|上午|下午|晚上|全天|日期|时间|dates?|am|pm|morning|afternoon)?"
    r"[\s:：,，·|-]*(?:上午|下午)?",
    re.IGNORECASE,
)
_CITY_BEHIND: Final = re.compile(
    r"^(?P<name>.*?(?:(?:forum|summit|conference|congress|symposium|workshop|seminar|dialogue|week|meeting)\b.*?|"
    r"[\u3400-\u9fff]))(?:,\s+(?P<city>[A-ZÀ-Þ][\w’-]+(?:\s[A-ZÀ-Þ][\w’-]+){0,2}))?$",
    re.IGNORECASE,
)
_AND_ONLINE: Final = re.compile(
    r"(?:\s+(?:and|&)\s+|\s*[/／|+、和及]\s*)(?:online|virtual(?:ly)?|线上|在线)\b", re.IGNORECASE
)
# Virtual on Zoom, a way and no city
_ONLINE_ALONE: Final = re.compile(
    r"(?:fully\s+|an?\s+)?(?:online|virtual(?:ly)?|webinar|zoom)\b|线上|在线", re.IGNORECASE
)
# What stands before a comma and a day is a city: Lyon, 21 November 2024.
_CITY: Final = re.compile(
    r"(?!(?:Draft|Final|Version|Updated|Revised|Published|Date|Day|Source|Press|News)\b)"
    r"[A-ZÀ-Þ][a-zà-ÿ’']+(?:[ -][A-ZÀ-Þ]?[a-zà-ÿ’']+){0,2}"
)
# Whose paper it is: 2025年1月15日 滨海日报.
_PAPER: Final = re.compile(r"[报网社刊号]$|\b(?:News|Times|Daily|Post)\b|\d:\d\d")
# What is issued then, or the minute at which it was: 7 May 2031, 2:02 pm.
_ISSUED: Final = re.compile(
    r"新闻稿|\b(?:media|press)\s+(?:statement|release)\b|^\d{1,2}:\d[1-46-9]\b", re.IGNORECASE
)
_INSTITUTION: Final = re.compile(rf"\b(?:{INSTITUTION_EN}|hall|hotel)\b", re.IGNORECASE)
_ISO_DAY: Final = re.compile(r"\d{4}[-./]\d{1,2}[-./]\d{1,2}\s*")
# 2024-05-18 Panel on Tides: the day before what took place, as minutes and transcripts have it.
_DATED_TITLE: Final = re.compile(
    rf"{_ISO_DAY.pattern}[\s:：–—-]*(?=.*(?:{NAMES_EVENT.pattern}|\b(?:panel|talk|lecture|webinar|hearing)\b))",
    re.IGNORECASE,
)
_DAY_AND_NAME: Final = re.compile(rf"{_ISO_DAY.pattern}[\s:：–—-]*(?=\S{{4}})")
_CLOCK: Final = re.compile(r"\d{1,2}\s*[:：]\s*[0-5]\d")
_SPREAD: Final = re.compile(r"(?<=[\u3400-\u9fff])[ \u3000](?=[\u3400-\u9fff](?:[ \u3000]|$))")


def read_head(draft: RecordDraft, people: Collection[int] = ()) -> None:
    """Read title, days and place from what stands before the first time.

    people: the numbers of the lines that say who takes part.
    """
    head = _lines_before_agenda(draft.document)
    written = _with_values([line for line in head if line.text.strip()])
    below = _facts_below(draft.document, len(head))
    written += below
    draft.account.furniture.update(
        line.number for line in written if _HEADS_NOTICE.fullmatch(line.text.strip("# "))
    )
    _read_title_label(draft, written)
    is_told = False  # below a sentence a deeper heading is of a part
    places_left = _HEAD_LINES
    for line in written:
        is_part = line.heading > 1 and is_told
        if line.number not in people and not is_part and places_left and _may_be_title(line):
            _set_title(draft, line)
        is_told = is_told or texts.ends_sentence(line.text)
        places_left -= bool(places_left) and not _is_paragraph(line)
    labelled = {line.number for line in written if FACT_LABEL.match(close_padding(line.text))}
    for line in sorted(written, key=lambda line: bool(_TIMESTAMP.search(line.text))):
        _read_label(draft, line, is_alone=labelled <= {line.number}, is_below=line in below)
    # The day in an address of the web is that of another page.
    short = [
        line for line in written if len(line.text) <= _LONGEST_TITLE and "://" not in line.text
    ]
    read_moments(draft, short)
    read_told_days(draft, written)
    _read_days(draft, short)
    for line in short:
        _read_place(draft, line)
    warn_of_days_without_year(draft, written)


def read_labels(draft: RecordDraft) -> None:
    """Read a label of days and one of a place (时间：2024年5月8日) where nothing else told.

    Several that differ tell nothing; those below the head may be another's.
    """
    written = [line for line in draft.document.lines if line.table is None and line.text.strip()]
    labelled: dict[str, list[tuple[str, Line, bool]]] = {"venue": [], "start_date": []}
    for place, line in enumerate(_with_values(written)):
        label = DAY_OR_PLACE.match(close_padding(line.text.strip()))
        if label and len(line.text) <= _LONGEST_TITLE:
            fact = "venue" if _PLACE_LABEL.search(label["label"]) else "start_date"
            labelled[fact].append((label["value"], line, place >= _HEAD_LINES))
    for fact, labels in labelled.items():
        values = {value for value, _line, _is_below in labels}
        if fact not in draft.facts and len(values) == 1:
            _value, line, is_below = labels[0]
            _read_label(draft, line, is_alone=False, is_below=is_below)


def _read_title_label(draft: RecordDraft, written: Sequence[Line]) -> None:
    """Take the name that a label states, or what an event is about where nothing above names it."""
    for place, line in enumerate(written):
        label = _TITLE_LABEL.fullmatch(line.text.strip())
        if label and (label["kind"] == "名称" or not any(map(_may_be_title, written[:place]))):
            value = label["value"]
            is_sure = label["kind"] == "名称" or CALLED_EVENT.search(value)
            certainty = Certainty.LIKELY if is_sure else Certainty.GUESS
            draft.set_fact("title", {language_of(value): value}, [line.number], certainty)
            return


def _facts_below(document: Document, place: int) -> list[Line]:
    """Return the lines behind the head that give the day or the place of the event by a label.

    The label names the event, or is numbered. Where several do, they are of its parts, and so is
    an entry of a list.
    """
    written = [
        line for line in document.lines[place:]
        if line.table is None and line.text.strip() and line.text.strip()[0] not in BULLETS
    ]  # fmt: skip
    labelled: dict[str, list[Line]] = {"day": [], "place": []}
    for line in _with_values(written):
        label = DAY_OR_PLACE.match(close_padding(line.text.strip()))
        if label and _OF_EVENT.match(line.text.strip()):
            is_place = _PLACE_LABEL.search(label["label"])
            labelled["place" if is_place else "day"].append(line)
    return [line for lines in labelled.values() if len(lines) == 1 for line in lines]


def _with_values(written: Sequence[Line]) -> list[Line]:
    """Return lines of which a label that stands alone (时间：) holds what the next line gives."""
    lines: list[Line] = []
    for line in written:
        label = lines[-1].text.strip() if lines else ""
        if _LABEL_ALONE.fullmatch(label) and not FACT_LABEL.match(line.text):
            line = replace(line, text=f"{label.rstrip(':： ')}：{line.text.strip()}")
        lines.append(line)
    return lines


def _read_place(draft: RecordDraft, line: Line) -> None:
    """Take city and country from a line that gives nothing else, but perhaps the days."""
    days = dates.find(line.text)
    if (days is None and line.number in draft.account) or DAY_OR_PLACE.match(line.text.strip()):
        return
    if place := place_beside(line.text, days):
        set_place(draft, place, line)
    elif days and line.number not in draft.account.furniture:
        rest = _beside(line.text, days)
        is_title = any(name in rest for name in draft.facts.get("title", {}).values())
        if not is_title and len(rest) > 1 and not _BESIDE_DAYS.fullmatch(rest):
            draft.notebook.warn("not_understood", rest, [line.number], text=rest)


def _beside(text: str, days: dates.Days | None) -> str:
    rest = _AND_ONLINE.sub("", text.replace(days.printed, "") if days else text)
    return texts.clean(_WEEKDAY.sub("", rest)).strip(" ,，;；|｜·()（）")


def place_beside(text: str, days: dates.Days | None) -> places.Place | None:
    """Return the place that a line gives and nothing else, but perhaps the days."""
    rest = _beside(text, days)
    if place := places.read_place(rest):
        return place
    if days is None or not _CITY.fullmatch(rest) or _ONLINE_ALONE.match(rest):
        return None
    return places.Place(venue=rest) if _INSTITUTION.search(rest) else places.Place(rest)


def find_whole_times(lines: Sequence[Line]) -> set[int]:
    """Return the lines with nothing but hours above the one that calls the paper a programme.

    Where the rows of the programme stand below that line they are those of the whole event.
    """
    places = [place for place, line in enumerate(lines) if _calls_programme(line.text)]
    if (
        not places
        or sum(bool(TIMED.search(line.text)) for line in lines[places[-1] :]) < _FEW_TIMES
    ):
        return set()
    above = lines[: places[-1]]
    return {line.number for line in above if line.table is None and times.stands_alone(line.text)}


def _calls_programme(text: str) -> bool:
    return bool(PROGRAMME_LINE.fullmatch(text.strip("-•*●■◆ :：【】[]（）()")))


def _lines_before_agenda(document: Document) -> list[Line]:
    head: list[Line] = []
    whole_times = find_whole_times(document.lines)
    talks = {number for row in find_labelled_talks(document.lines) for number in row.lines}
    for line in document.lines:
        if line.number in whole_times:
            continue
        if (
            line.number in talks
            or TIMED.search(line.text)
            or line.table is not None
            or (head and names_part(line.text))
        ):
            break
        head.append(line)
    return head


def _is_paragraph(line: Line) -> bool:
    """Tell whether a line tells something in whole sentences."""
    text = line.text.strip()
    return texts.ends_sentence(text) and len(text.split()) > _MOST_WORDS_BEFORE_STOP


def _may_be_title(line: Line) -> bool:
    text = line.text.strip()
    return (
        not _is_paragraph(line)
        and (len(text) <= _LONGEST_TITLE or bool(_tells_of_which(shadow(text))))
        and not (label_of(text) and role_label(text, language_of(text)))
        and not DAY_OR_PLACE.match(text)
        and not _CLOCK.search(text)
        and not _LEAD_IN.match(text)
        and (line.heading == 1 or not COUNTED_PART.match(text))
        and not _HEADS_NOTICE.fullmatch(text.lstrip("# "))
        and not re.search(r"[。！？!?；;]$|^[•·*-]", _KIND_BETWEEN_DASHES.sub("", text))
        and not (text.endswith((":", "：")) and is_bare_name(text.rstrip(":： ")))
        and not (
            (days := dates.find(text)) and days.first == 0 and not _day_before_title(line, text)
        )
    )


def _day_before_title(line: Line, text: str) -> re.Match[str] | None:
    """Match the day before what took place, or before whatever the first heading calls it."""
    return _DATED_TITLE.match(shadow(text)) or (
        _DAY_AND_NAME.match(text) if line.heading == 1 else None
    )


def _tells_of_which(text: str) -> re.Match[str] | None:
    """Match a line that says of which event the paper is."""
    return _WORDS_AT.match(text) or _TITLE_LEAD.match(text)


def _set_title(draft: RecordDraft, line: Line) -> None:
    """Take the first title, and one in the other language that names an event as well."""
    printed = _SPREAD.sub("", line.text.strip().lstrip("# ").rstrip(":： "))
    printed = _KIND_BETWEEN_DASHES.sub("", printed)
    if (words := _WORDS_AT.match(shadow(printed))) and len(shadow(printed)) == len(printed):
        printed = printed[words.start("name") :]
    if dated := _day_before_title(line, printed):
        printed = printed[dated.end() :]
    name = _NOTICE_OF.sub(r"\g<name>", printed)
    name = _DAYS_BEHIND.sub("", _TITLE_LEAD.sub("", name))
    name = _JOINED_TAIL.sub("", _without_tail(name))
    if not name or PROGRAMME_LINE.fullmatch(printed):
        draft.account.furniture.add(line.number)
        return
    certainty = _title_certainty(line, printed, name)
    name = _without_day_and_city(draft, line, name, certainty)
    both = split_languages(name)
    if not all(map(NAMES_EVENT.search, both.values())):
        both = {language_of(name): name}  # a Latin name within Chinese
    title = draft.facts.get("title", {})
    if title and not (language_of(name) not in title and NAMES_EVENT.search(name)):
        return
    draft.set_fact("title", {**title, **both, **title}, [line.number], certainty)


def _without_tail(text: str) -> str:
    """Return a title without what it says of the paper; a single word left over names no event."""
    name = text.strip()
    head = _PART_OF_PROGRAMME.sub("", name)
    if " " in head and NAMES_EVENT.search(head):
        name = head
    while (shorter := _TITLE_TAIL.sub("", name).strip()) != name:
        name = shorter
    is_word = language_of(text) == EN and " " not in name and not NAMES_EVENT.search(name)
    return text.strip() if name and is_word else name


def _title_certainty(line: Line, printed: str, name: str) -> Certainty:
    """Return how sure a line is the title: by its style, what it calls the paper, or an event."""
    if line.heading == 1:
        return Certainty.CERTAIN if name == printed else Certainty.LIKELY
    calls_paper = name != printed and not _ONLY_MONTH.fullmatch(printed.replace(name, "", 1))
    names_event = NAMES_EVENT.search(name) and CALLED_EVENT.search(name)
    return Certainty.LIKELY if calls_paper or names_event else Certainty.GUESS


def _without_day_and_city(draft: RecordDraft, line: Line, name: str, certainty: Certainty) -> str:
    """Return a name without the city and the day that its line prints behind it."""
    days = dates.find(name)
    behind = _CITY_BEHIND.match(name[: days.first].rstrip(" ,，–—-|(（")) if days else None
    if days is None or not days.valid or behind is None:
        return name
    is_told = certainty is not Certainty.GUESS or days.start != days.end
    is_told = is_told or place_beside(line.text, days) is not None
    draft.set_days(days, [line.number], Certainty.LIKELY if is_told else Certainty.GUESS)
    if behind["city"]:
        set_place(draft, places.Place(behind["city"]), line)
    return behind["name"]


def _read_label(draft: RecordDraft, line: Line, *, is_alone: bool, is_below: bool) -> None:
    """Read a line that states days or place.

    is_alone: no other line of the head has a label. is_below: it stands behind the head.
    """
    printed = close_padding(line.text.strip().lstrip("•·* "))
    label = DAY_OR_PLACE.match(_SPREAD.sub("", printed))
    if is_list_heading(line.text):
        return
    if PAGE_PART.fullmatch(line.text) or PUBLISHED.fullmatch(line.text.strip()):
        draft.account.furniture.add(line.number)
        return
    if not label:
        if _LABEL_ALONE.fullmatch(printed):
            draft.account.furniture.add(line.number)
        return
    if _PLACE_LABEL.search(label["label"]):
        if "venue" not in draft.facts:
            certainty = Certainty.GUESS if is_below else Certainty.CERTAIN
            venue = label["value"].rstrip(" 。.；;，,")
            draft.set_fact("venue", split_languages(venue), [line.number], certainty)
    elif days := dates.find(label["value"]):
        is_of_page = is_alone and _ISO_DAY.fullmatch(label["value"])
        is_doubtful = is_below or is_of_page or _TIMESTAMP.search(label["value"])
        draft.set_days(days, [line.number], Certainty.GUESS if is_doubtful else Certainty.CERTAIN)


def _read_days(draft: RecordDraft, lines: Sequence[Line]) -> None:
    """Take the days of a short line that gives a whole date, if all such lines agree."""
    if "start_date" in draft.facts:
        return
    aside = draft.account.furniture
    dated = [
        (days, line)
        for line in lines
        if line.number not in aside
        and (days := dates.find(line.text))
        and days.valid
        and not is_by_when(line.text, days)
    ]
    issued = find_issue_lines([line for _days, line in dated])
    if len(issued) == len(dated):
        draft.account.furniture.update(issued)
        return
    if ranges := [pair for pair in dated if pair[0].start != pair[0].end]:
        # A day alone is the paper's, or of a part of the event.
        first, last = ranges[0][0].start, ranges[0][0].end
        is_one = all((days.start, days.end) == (first, last) for days, _line in ranges)
        dated = ranges if is_one else dated
    starts = {days.start for days, _line in dated}
    if not dated:
        return
    if len(starts) == 1:
        is_told = any(_is_of_event(draft, lines, days, line) for days, line in dated)
        for days, line in dated:
            draft.set_days(days, [line.number], Certainty.LIKELY if is_told else Certainty.GUESS)
        return
    numbers = [line.number for _days, line in dated]
    draft.notebook.warn("not_understood", dated[0][0].printed, numbers,
                        text=" / ".join(days.printed for days, _line in dated))  # fmt: skip


def find_issue_lines(lines: Sequence[Line]) -> set[int]:
    """Return the lines that say when a statement or a release was issued, by their numbers."""
    return {
        line.number for line in lines
        if (days := dates.find(line.text)) and days.start == days.end
        and _ISSUED.search(_beside(line.text, days))
    }  # fmt: skip


def _is_of_event(draft: RecordDraft, lines: Sequence[Line], days: dates.Days, line: Line) -> bool:
    """Tell whether a day is the event's: a range, beside its place or name, a weekday below it.

    A day alone on its line may as well be that of the paper, the more so on a web page.
    """
    if days.start != days.end or place_beside(line.text, days) or TOOK_PLACE.search(line.text):
        return True
    names = draft.facts.get("title", {}).values()
    if any(name in line.text for name in names):
        return True
    if draft.document.is_web_page or _ISO_DAY.match(days.printed):
        return False
    place = lines.index(line)
    above = lines[place - 1].text if place else ""
    below = lines[place + 1].text if place + 1 < len(lines) else ""
    is_headed = any(name in above for name in names) or PROGRAMME_LINE.fullmatch(above.strip())
    rest = _beside(line.text, days)
    is_specific = (days.weekday is not None or len(rest) > 1) and not _PAPER.search(rest)
    return bool((is_headed and is_specific) or place_beside(below, None))
