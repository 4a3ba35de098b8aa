"""The sessions that a Chinese sentence tells of: their kinds, names and titles."""

import re
from collections.abc import Iterator
from typing import Final

from forum.reader.event_record import ZH, Text
from forum.reader.prose.acts import ToldSession
from forum.reader.prose.numbered_sessions import read_numbered_zh
from forum.reader.prose.programme_parts import find_held_part
from forum.reader.shapes.record import segments
from forum.reader.vocabulary import prose_zh as words
from forum.reader.vocabulary import sections
from forum.reader.vocabulary.roles import DISCUSSED

# What is said at the opening, where nothing else is told: 讲话, 代表学员发言, 宣读了决定.
_OPENING_WORDS: Final = re.compile("讲话$|代表[^，。；]{1,16}(?<!大会)发言$|宣读")
QUOTED: Final = re.compile("“[^“”]*”|《[^《》]*》")
TITLE: Final = "(?:“(?P<a>[^“”]{2,80})”|《(?P<b>[^《》]{2,80})》)"
_SESSION_TITLE: Final = re.compile(
    rf"(?:以|围绕|主题为|题为){TITLE}(?:为主?题)?的?(?=[^，。；]{{0,16}}?(?:圆桌|对话|讨论|沙龙|论坛|座谈|研讨))"
)
_HELD: Final = re.compile(
    "(?:开展|举行|举办|进行|召开|设置|设有|组织|展开|主持)了?(?P<what>[^，。；]{2,60}|.{0,60}?“[^”]*”[^，。；]{2,30})"
)
# …的圆桌对话。: the session that the sentences behind it tell of.
_CALLED: Final = re.compile(
    r"以“(?P<title>[^“”]{2,80})”为主?题的(?P<what>[^，。；“”]{2,16})[。！]?$"
)
# Discussions that are called by a name of their own.
_PARALLEL: Final = re.compile(words.PARALLEL)
# 26日下午，闭幕式举行。: what is told next was said there
_CLOSES: Final = re.compile(
    "^[^，。；]{0,12}，?(?:闭幕(?:式|会|大会)(?:在[^，。；]{2,12})?举[行办]|举[行办]了?[^，。；]{0,6}闭幕(?:式|会|大会))"
)
# 林岚发言: by itself of whichever session the news tell of
_ADDRESSES_MEETING: Final = re.compile(
    "(?:等[^，。；]{0,8})?(?:先后|依次|分别|相继|也|还)?(?:作了?|做了?)?(?:交流|表态|重点|典型)?发言"
)
# 在青年论坛上; 青年论坛由…主持
_FORUM: Final = re.compile(
    r"(?:^|[，。；])(?:随后|其中|下午|上午|当天|同日)?在?(?P<name>[\u3400-\u9fffA-Za-z0-9·]{2,24}?"
    r"(?:论坛|分会场|专场|研讨会|沙龙|座谈会|工作坊|会场))(?:上|中|期间|环节)?(?:[，,]|(?:分别|均|则)?由|$)"
)
# 欢迎晚宴由…致辞; 在招待会上: what is said there, is said at no session of the programme
_DINNER: Final = re.compile(
    "(?:^|[，。；])(?:随后|当晚|晚上|当天晚上)?，?在?(?P<name>[\u3400-\u9fff]{0,10}(?:晚宴|午宴|宴会|酒会|招待会))"
    "(?:上|中|期间|环节)?(?:[，,]|由|$)"
)
_ANY_FORUM: Final = re.compile(
    "(?:本次|此次|本届|该|这次|整个|主|大会|上午|下午|上午的|下午的|当天|高峰|首届|第.{1,3}届)*"
    "(?:论坛|分会场|专场|研讨会|沙龙|座谈会|工作坊|会场|分论坛|平行论坛|学术研讨会)|.*主会场"
)
# 部分师生参加了论坛，: what is told, and no name
_TOLD: Final = re.compile("了|参[加与]|出席|举[行办]|召开|做客|作客")
# 作专场报告; 专场报告由…主持, 学术报告上半场由…主持
_TALKS_APART: Final = re.compile(
    "(?P<name>(?:专场|分会场)(?:学术)?报告(?=会?(?:$|(?:分别|均|则)?由))|"
    "(?:学术|大会|专题)报告(?:会|[上下]半场)?(?=(?:分别|均|则)?由))"
)
_NAMED_TALKS: Final = re.compile(
    "(?P<name>(?:大会)?(?:特邀|大会|主旨|主题)(?:主旨|主题|学术)?(?:报告|演讲|发言)|"
    "专题(?:报告|演讲|发言|分享))(?!厅|人|会)"
)
_OF_A_FIELD: Final = "专题"
# 作交流发言: contributions to an exchange, which news call by these words
_CONTRIBUTIONS: Final = re.compile(
    "(?<=[作做])了?(?P<name>(?:大会|经验)?交流发言|经验交流)(?=[，。；]|$)"
)
# What is told of earlier editions: 历届研讨会
_EARLIER: Final = re.compile("[历往前上]届[^，。；]{0,10}?(?:研讨会|座谈会|交流会|论坛|峰会)")
# 出席研讨会并讲话: the whole meeting, and no discussion
_ATTENDED: Final = re.compile(
    "(?:出席|参加|莅临)(?:了|本次|此次)*(?:研讨会|座谈会|交流会|恳谈会)|"
    "(?:本次|此次|本届|该)[^，。；“”]{0,8}?(?:研讨会|座谈会|交流会|恳谈会)"
)
# 开幕式后，…: what is told is no part of it
_BEHIND_IT: Final = re.compile("(?:式|会|环节|论坛|演讲|报告|致辞|活动)(?:结束)?(?:之?后|以后)$")
# 主题报告会上，与会专家…: which session the text goes on with.
_TURNS_TO: Final = re.compile(
    "(?:随后|接着|下午|上午|当天|最后)?[，,]?在?(?P<what>[^，。；“”]{2,16}?|(?:[^，。；“”]|“[^“”]*”){2,30}?(?:圆桌|对话)(?:会议|论坛|会)?)(?:上|中|期间|阶段|环节)[，,]"
)
_TURNED_TO: Final = frozenset({"keynote", "roundtable", "dialogue"})
# 四场主题对话; 多轮圆桌对话: which of them, nobody says
_SEVERAL: Final = re.compile("(?:[两二三四五六七八九十多数几]|\\d{1,2})\\s*(?:场|个|轮|组)(?!小时)")
# What took place before, or elsewhere, or may: 去年的今天，我们举行了表彰大会; 以供各地举行圆桌会
_ELSEWHEN: Final = re.compile(
    "我们|[去前明]年|曾(?:经|在|于|举)|历[届年]|以来|每年|多次|[上下]一?[届次]|即将|以供|以便|可供|将(?:[^，。；]{0,6})$"
)
# Where a sentence begins to tell of what was: 联谊会自成立以来，先后在…举办…，进行高峰对话
_BEFORE_IT: Final = re.compile("^(?:此前|[^。；]{0,40}(?:以来|至今)，)")


def usual_kind(printed: str) -> str:
    """Return of which session words are for the most part, ``current`` for the one told of."""
    if _OPENING_WORDS.search(printed):
        return "opening"
    return "current" if _ADDRESSES_MEETING.fullmatch(printed) else ""


def name_forum(text: str) -> str:
    """Return what the meeting is called in which, or by whom, something is said to be done."""
    called = _FORUM.search(text)
    is_named = called and not (_ANY_FORUM.fullmatch(called["name"]) or _TOLD.search(called["name"]))
    return called["name"] if called and is_named else ""


def name_dinner(text: str) -> str:
    """Return what the dinner or reception is called at which something is said to be done."""
    dinner = _DINNER.search(text)
    return dinner["name"] if dinner else ""


def name_talks_apart(text: str) -> str:
    """Return what talks beside the main ones are called: 专场报告, "" where nothing says so."""
    return _name_in(_TALKS_APART, last_clause(QUOTED.sub("", text)))


def name_talks(text: str) -> str:
    """Return what the talks of the whole meeting are called, "" where they are any such talks."""
    return _name_in(_NAMED_TALKS, text)


def are_apart(talks: str, others: str) -> bool:
    """Tell whether talks of one name follow those of the other: 主旨演讲, then 专题报告."""
    return bool(others) and talks.startswith(_OF_A_FIELD) and not others.startswith(_OF_A_FIELD)


def name_contributions(text: str) -> str:
    """Return what news call an exchange by what is contributed: 交流发言, "" for nothing."""
    return _name_in(_CONTRIBUTIONS, text)


def _name_in(pattern: re.Pattern[str], text: str) -> str:
    named = pattern.search(QUOTED.sub("", text))
    return named["name"] if named else ""


def last_clause(text: str) -> str:
    """Return the clause that a text ends with, a circumstance before a comma with it."""
    clauses = re.split("[，；。]", text)[-2:]
    return "，".join(clause for clause in clauses if not _BEHIND_IT.search(clause))


def kind_zh(text: str) -> str:
    """Return the kind of session that a phrase names last, "" for none."""
    text = _EARLIER.sub("", _ATTENDED.sub("", QUOTED.sub("", text)))
    kinds = [segment.kind for segment in segments.find(text, ZH)]
    named = next((kind for kind in reversed(kinds) if kind not in {"topic", "other", "break"}), "")
    return named or ("discussion" if _PARALLEL.search(text) else "")


def session_title(text: str) -> Text:
    match = _SESSION_TITLE.search(text)
    return {ZH: match["a"] or match["b"]} if match else {}


def _kind_turned_to(text: str) -> str:
    """Return the kind of session that a text goes on with: 圆桌论坛 of 圆桌论坛讨论."""
    kinds = [segment.kind for segment in segments.find(QUOTED.sub("", text), ZH)]
    return next((kind for kind in reversed(kinds) if kind in _TURNED_TO), "")


def _start_of_clause(text: str, end: int) -> int:
    """Return where the clause begins that a place stands in, with the clause before it."""
    before = [match.end() for match in re.finditer("[，。；]", text[:end])]
    return before[-2] if len(before) > 1 else 0


def read_sessions(text: str) -> Iterator[ToldSession]:
    """Yield the sessions that a sentence says took place: 开展了以“…”为主题的圆桌论坛."""
    if numbered := list(read_numbered_zh(text)):
        yield from numbered
        return
    turned = ""
    if (called := _CALLED.search(text)) and (kind := kind_zh(called["what"])) in DISCUSSED:
        yield ToldSession(kind, {ZH: called["title"]})
    elif _CLOSES.search(text):
        yield ToldSession("closing")
    elif (turn := _TURNS_TO.match(text)) and (turned := _kind_turned_to(turn["what"])):
        yield ToldSession(turned)
    for match in _HELD.finditer(text):
        printed = match["what"]
        kind = kind_zh(printed)
        if kind == "dialogue" and kind_zh(QUOTED.sub("", text[: match.start()])) == "roundtable":
            continue  # 甲主持圆桌论坛，与乙展开对话
        start = _start_of_clause(text, match.start())
        if _BEFORE_IT.match(text) or _ELSEWHEN.search(text, start, match.start()):
            continue
        if part := find_held_part(printed):
            yield part
        elif kind == "keynote" and turned in DISCUSSED:
            continue  # 在圆桌会议上，甲进行主题发言
        elif kind in {"roundtable", "dialogue", "keynote", "launch", "signing", "award"}:
            title = session_title(printed) if len(QUOTED.findall(printed)) == 1 else {}
            names = _names_of(printed, kind) if kind in _TURNED_TO else []
            is_several = len(names) > 1 or _SEVERAL.search(QUOTED.sub("", printed)) is not None
            heading = names[0] if len(names) == 1 else ""
            yield ToldSession(kind, title, heading, is_several=is_several)


def _names_of(printed: str, kind: str) -> list[str]:
    """Return what sessions of a kind are called in the words that tell of them: 四场主题对话.

    颁奖仪式暨专题报告会 is a meeting of its own, and no name of this one's talks.
    """
    if "暨" in printed:
        return []
    pattern = f"(?:{sections.KIND_WORDS_ZH[kind]})(?:论坛|沙龙|会|环节)?"
    return list(dict.fromkeys(re.findall(pattern, QUOTED.sub("", printed))))
