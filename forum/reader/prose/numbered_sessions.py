"""Sessions of one kind that sentences tell apart by number: 第二场专题会; the third panel, on ….

Which of them somebody sat in, the clause that numbers it says, or the paragraph that begins so.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from forum.reader.event_record import EN, ZH
from forum.reader.prose.acts import ToldSession
from forum.reader.shapes.record import segments

_ORDINAL_ZH: Final = "(?:第(?:[一二三四五六七八九十]{1,3}|\\d{1,2})|首(?=场))"
_SPECIAL_ZH: Final = (
    "(?:专题|主题|平行|学术|大会|分组|小组|特邀|主旨|圆桌|嘉宾|互动|闭门|青年|高端|技术|讨论|研讨)*"
)
_TALKS_ZH: Final = "报告|演讲|讲座|发言|分享"
_NAME_ZH: Final = (
    f"(?P<name>{_ORDINAL_ZH}(?:[场节组轮]|单元|时段)?(?:的)?{_SPECIAL_ZH}"
    f"(?:分?会场|分?论坛|研讨|讨论|对话|对谈|会议|交流|沙龙|座谈|圆桌|专题|单元|环节|{_TALKS_ZH})"
    "(?:会议|会|环节|单元)?|"
    # no more than its number: 第一组由…主持
    f"{_ORDINAL_ZH}[场组](?=由|主持|的?(?:主持|主讲|报告)人)|"
    # 上半场报告由…主持
    f"[上下]半场(?:{_SPECIAL_ZH}(?:论坛|会议|研讨会|{_TALKS_ZH}))*|"
    # one talk is the first talk, and no session
    f"{_ORDINAL_ZH}个(?:{_SPECIAL_ZH}(?:分?会场|分?论坛|圆桌|单元|环节|专题))|"
    f"{_SPECIAL_ZH}(?:分?会场|分?论坛|专题|专场|单元|板块|圆桌|沙龙)(?:[一二三四五六七八九十]{{1,2}}|\\d{{1,2}}|[A-F])"
    "(?![个位项届年月日场名人家余多\\d]))"
)
_IN_ZH: Final = re.compile(
    rf"(?:^|(?<=[，。；]))(?:随后|接着|接下来|紧接着|首先|其中|最后|上午|下午|当[天日]|会议|论坛)?，?[在于]?{_NAME_ZH}"
    "(?=的?(?:主题|议题|题目)?(?:的?(?:主讲|报告|主持|评议|点评|召集)人|[中上里，：:由为是以就在“《]|期间|分别|围绕|聚焦|针对|着重|重点|关注|探讨|讨论|主持|主席|报告人|评议|召集|则|也))"
)
_HELD_ZH: Final = re.compile(
    rf"(?:展开|进行|开展|举行|举办|开启|进入|迎来|召开)了?{_NAME_ZH}(?=[，。；！]|$)"
)
# 主持第一场报告; 第一场报告由…
_CHAIRED_ZH: Final = re.compile(f"了?(?:本次|此次|论坛|会议|大会|的)*{_NAME_ZH}")
_ENDS_ZH: Final = re.compile(f"(?:^|(?<=[，。；在])){_NAME_ZH}(?:分别|均|则)?由?$")
_QUOTED_ZH: Final = "[“《](?P<quoted>[^“”《》]{2,80})[”》]"
_TITLE_BEHIND_ZH: Final = re.compile(
    "(?:的?(?:主题|议题|题目))?(?:[中上里]|期间)?[，,：:]?(?:与会[^，。；“”]{1,8})?"
    f"(?:围绕|聚焦|针对|关注|[以就为是])?(?:{_QUOTED_ZH}|"
    "(?<=[绕焦对])(?P<plain>[^，。；“”《》]{4,30}?)(?:这一)?(?:主题|议题|话题)?(?:展开|进行|[。；]|$)|"
    "(?<=[题][为是])(?P<called>[^，。；“”《》]{4,30})(?=[，。；]|$)|"
    "(?<=[：:])(?P<behind>[^，。；：“”《》]{4,30}?)(?=[，。；]|由|$))"
)
_TITLE_BEFORE_ZH: Final = re.compile(
    rf"(?:围绕|聚焦|针对|[以就])(?:{_QUOTED_ZH}|(?P<plain>[^，。；“”《》]{{4,30}}?))"
    "(?:这一)?(?:为?主题|为题|议题|话题)?，?$"
)
# What any session may be said to be about.
_ANY_TOPIC: Final = re.compile(
    "相关|有关|上述|以上|这[一些]|各自|自己|大家|共同关心|(?:问题|话题|议题|主题|内容|方面|领域|情况|工作)$"
)

_ORDINAL_EN: Final = r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|final|last)"
_KIND_EN: Final = (
    r"(?:(?:technical|plenary|parallel|thematic|panel|break-?out|working|discussion)\s+)?"
    r"(?:sessions?|panels?(?:\s+discussions?)?|round\s?-?tables?|workshops?|dialogues?)(?!\s+of\s+(?:the\s+)?(?:talks|negotiations))"
)
_NAME_EN: Final = (
    rf"(?P<name>(?i:{_ORDINAL_EN}\s+{_KIND_EN})|"
    r"(?:session|panel|workshop|round\s?-?table)\s+on\s+[a-z][^,.;:“”]{2,60}?(?=,|\s+(?:was|were|heard|featured|brought)\b)|"
    rf"(?:Session|Panel|Workshop|Round\s?table)\s+(?:No\.?\s*)?(?:\d{{1,2}}|[IVX]{{1,4}}|One|Two|Three|Four|Five|Six)\b)"
)
_IN_EN: Final = re.compile(
    rf"^(?:[A-Z][a-z]*(?:\s[\w’]+){{0,4}},\s+)?(?:(?:[Ii]n|[Dd]uring|[Aa]t|[Ff]or)\s+)?(?:[Tt]he\s+|[Oo]ur\s+)?{_NAME_EN}(?=,|:|\s+(?:was|were|on|titled|entitled|themed|focus(?:ed|es)|"
    r"explor(?:ed|es)|discuss(?:ed|es)|examin(?:ed|es)|look(?:ed|s)|address(?:ed|es)|featur(?:ed|es)|moderated|chaired|brought|"
    r"cover(?:ed|s)|dealt|began|opened|saw|includ(?:ed|es)|consider(?:ed|s)|highlight(?:ed|s)|of\s+the\s+day|which|heard)\b)"
)
_TITLE_EN: Final = re.compile(
    r",?\s+(?:(?:was|which\s+was)\s+)?(?:(?:titled|entitled|themed|on|on\s+the\s+(?:theme|topic)\s+of|called)\s+)?"
    r"(?:“(?P<quoted>[^“”]{4,120})”|(?<=,\son\s)(?P<plain>[A-Z][^.;:“”]{3,90}?)(?=,\s+(?:was|were|which|moderated|chaired|featured|had)\b))"
)
_QUOTED_EN: Final = "[‘“](?P<title>[^‘“”]{4,120}?)[’”]"
# In the ‘Walls and marshes’ panel, …; During the Coast Survey Workshop, …
_CALLED_EN: Final = re.compile(
    rf"^(?:[A-Z][a-z]+,\s+)?(?:In|During|At)\s+(?:the|an?)\s+(?:{_QUOTED_EN}\s+(?P<kind>{_KIND_EN})(?=,)|"
    r"(?P<name>(?:[A-Z][\w’'-]*\s+){2,7}(?:Workshop|Panel|Session|Round\s?table|Debate|Dialogue))(?=,))"
)
_ENTITLED_EN: Final = re.compile(rf"\b(?:titled|entitled|themed|called)\s+{_QUOTED_EN}(?=,)")
# … ended with a lively debate on the motion ‘Walls are better than marshes’
_WITH_EN: Final = re.compile(
    r"\b(?:ended|concluded|closed|began|opened|kicked\s+off|wrapped\s+up|continued)\s+with\s+an?\s+(?:[\w-]+\s+){0,3}?"
    r"(?P<kind>debate|panel(?:\s+discussion)?|round\s?-?table(?:\s+discussion)?|dialogue|fireside\s+chat)\s+"
    rf"(?:on|titled|entitled|themed)\s+(?:the\s+(?:motion|topic|theme|question|subject)\s+(?:of\s+)?)?{_QUOTED_EN}"
)
_IS_TALK: Final = re.compile(f"(?:{_TALKS_ZH})(?:会|环节)?$")
_IS_APART: Final = re.compile("会场|论坛")
_MONTH: Final = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|March|April|May|June|July|Aug(?:ust)?|Sept?(?:ember)?|"
    r"Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
# The first of several: 3月23日至24日, from 23 to 24 March.
_DAY: Final = re.compile(
    r"(?:\d{1,2}月|(?<![\d月]))(?P<zh>\d{1,2})(?:日|(?=[-—–至到~～]\d{1,2}日))(?![内前后])|"
    r"次日|翌日|第[二三四五][天日]|"
    rf"\b(?P<en>\d{{1,2}})(?:st|nd|rd|th)?(?:\s*(?:to|and|-|–)\s*\d{{1,2}})?\s+(?:of\s+)?{_MONTH}\b|"
    rf"\b{_MONTH}\s+(?P<us>\d{{1,2}})\b(?!\d)|\b(?:second|third|fourth|fifth|next|following|last|final)\s+day\b|"
    r"\b[Dd]ay\s+(?:two|three|four|[2-5])\b"
)


def read_numbered_zh(text: str) -> Iterator[ToldSession]:
    """Yield the sessions that a Chinese sentence numbers and tells of."""
    told = sorted((*_IN_ZH.finditer(text), *_HELD_ZH.finditer(text)), key=re.Match.end)
    starts = [match.start() for match in told]
    for place, match in enumerate(told):
        end = starts[place + 1] if place + 1 < len(told) else len(text)
        start = told[place - 1].end() if place else 0
        behind = _TITLE_BEHIND_ZH.match(text[:end], match.end("name"))
        before = _TITLE_BEFORE_ZH.search(text[start : match.start()])
        title = _title_in(before if match.re is _HELD_ZH else behind)
        kind = _kind_of(match["name"], ZH)
        yield ToldSession(kind, {ZH: title} if title else {}, match["name"], True)


def read_numbered_en(text: str) -> Iterator[ToldSession]:
    """Yield the session that an English sentence begins with, by its number or name."""
    yield from _read_called_en(text)
    if match := _IN_EN.match(text):
        title = _title_in(_TITLE_EN.match(text, match.end("name")))
        name = match["name"][0].upper() + match["name"][1:]
        kind = _kind_of(name, EN)
        yield ToldSession(kind, {EN: title} if title else {}, name, True)


def _read_called_en(text: str) -> Iterator[ToldSession]:
    """Yield the session that a sentence begins with by a name, or says something ended with."""
    if (called := _CALLED_EN.match(text)) and called["title"]:
        name = f"{called['title']} {called['kind']}"
        yield ToldSession(_kind_of(called["kind"], EN), heading=name, is_numbered=True)
    elif called:
        entitled = _ENTITLED_EN.search(text, called.end())
        title = {EN: entitled["title"]} if entitled else {}
        yield ToldSession(_kind_of(called["name"], EN), title, called["name"], is_numbered=True)
    elif ended := _WITH_EN.search(text):
        kind, name = _kind_of(ended["kind"], EN), ended["kind"].capitalize()
        yield ToldSession(kind, {EN: ended["title"]}, name, is_numbered=True)


def _kind_of(name: str, language: str) -> str:
    """Return the kind of session that a numbered name tells, ``other`` for none."""
    kinds = [segment.kind for segment in segments.find(name, language)]
    named = (kind for kind in reversed(kinds) if kind not in {"topic", "break"})
    return next(named, "discussion" if kinds and language == EN else "other")


def _title_in(match: re.Match[str] | None) -> str:
    """Return what a session is said to be about, "" where any session might be."""
    if match is None:
        return ""
    parts = match.groupdict()
    plain = parts["plain"] or parts.get("called") or parts.get("behind") or ""
    return parts["quoted"] or ("" if _ANY_TOPIC.search(plain) else plain)


def name_numbered(before: str, behind: str) -> str:
    """Return in which numbered session something is done, by the words around its verb."""
    names = [*_IN_ZH.finditer(before), *_ENDS_ZH.finditer(before)]
    chaired = _CHAIRED_ZH.match(behind)
    return chaired["name"] if chaired else (names[-1]["name"] if names else "")


@dataclass(frozen=True, slots=True)
class NumberedSeries:
    """What a numbered session is known by: 第二场专题会 and 第二场会议 are the same, 第二组 is not.

    number: for any other name, all of it. counter: 场, "" for none. kind: "" where the name tells
    none, and it may be that of any kind. day: on which the text was when it told of it.
    is_ordinal: each day may have a first.
    """

    number: str
    counter: str = ""
    kind: str = ""
    day: str = ""
    is_ordinal: bool = False

    def may_be(self, other: "NumberedSeries") -> bool:
        """Tell whether two names may be the same session's, whatever the day."""
        is_of_kind = not (self.kind and other.kind) or self.kind == other.kind
        is_counted = self.counter == other.counter or (
            not (self.counter and other.counter) and self.kind == other.kind != ""
        )
        return self.number == other.number and is_of_kind and is_counted


def series_of(name: str, day: str = "") -> NumberedSeries:
    """Return what a session that is told apart by its name is known by."""
    if match := re.match(f"(?P<number>{_ORDINAL_ZH})(?P<counter>[场节组轮个]|单元|时段)?", name):
        kind = _kind_of(name, ZH)
        is_talks = kind == "keynote" or _IS_TALK.search(name)
        kind = "talks" if is_talks else "apart" if _IS_APART.search(name) else kind
        number = match["number"].replace("首", "第一")
        return NumberedSeries(number, match["counter"] or "", kind.replace("other", ""), day, True)
    if half := re.match("[上下]半场", name):
        return NumberedSeries(half[0], day=day)
    is_ordinal = re.match(f"{_ORDINAL_EN}\\b", name, re.IGNORECASE) is not None
    return NumberedSeries(name.casefold(), day=day, is_ordinal=is_ordinal)


def day_in(text: str) -> str:
    """Return the day that a sentence names, "" for none: its number, else the words for it."""
    match = _DAY.search(text)
    if match is None:
        return ""
    numbers = (match["zh"], match["en"], match["us"])
    return next((number.lstrip("0") for number in numbers if number), match[0].casefold())
