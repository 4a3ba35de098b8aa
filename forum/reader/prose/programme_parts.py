"""Parts of a programme that Chinese news name at the head of a sentence: 在青年代表交流环节，….

Whoever such a sentence tells of takes part there, whatever session the verbs are of elsewhere.
"""

import re
from dataclasses import dataclass, replace
from typing import Final

from forum.reader.event_record import ZH
from forum.reader.prose.acts import Act, Saying, SentenceReading, ToldSession
from forum.reader.prose.numbered_sessions import read_numbered_zh
from forum.reader.shapes.record import segments
from forum.reader.vocabulary import numerals, sections
from forum.reader.vocabulary.roles import DISCUSSED

_HEAD: Final = re.compile(
    "(?:(?:随后|接着|接下来|紧接着|最后|其中|此外|[上下]午|当[天日]|会上|会议期间|活动中)的?[，,]?)?"
    "(?P<in>在|进入)?(?:(?:随后|接下来|紧接着|最后|(?P<half>[上下]午)|当[天日]|会议|大会|论坛|活动)的)?"
    "(?P<name>(?P<stem>(?:[^，。；：、“”《》]|“[^“”]*”){2,30}?)(?P<noun>环节|阶段|单元|板块|部分))"
    "(?:中|上|里|期间)?(?:[，,]|(?=(?:则|分别)?由(?!于)))"
)
# 在这一环节; 各环节: no name. 在去年的交流环节: of another time.
_NO_NAME: Final = re.compile(
    "^[此这该本各每某下上整多全现新初首几两三四五六七八九十个]|^第|的$|[和与及]$|去年|[前历往]届|以来|[了着过]|将"
)
# 主旨报告环节, 专题论坛环节: any programme may have it, and its kind says all.
_OF_KIND: Final = re.compile(
    f"(?:{'|'.join(sections.KIND_WORDS_ZH.values())})(?:{sections.SUFFIX_ZH})*|"
    "(?:专题|主题|平行|主|分|大会|嘉宾|互动|现场|自由)*(?:论坛|报告|演讲|讲座|发言|分享|交流)会?"
)
# What a programme has parts for; of 设计 and 生产 there are parts as well, and no sessions.
_PROGRAMME: Final = re.compile(
    "报告|演讲|讲座|宣讲|授课|讲评|点评|交流|讨论|研讨|座谈|分享|发言|致辞|总结|汇报|展示|答辩|路演|互动|问答|"
    "对话|推介|领学|沙龙|辩论|朗诵|诵读|演示|评审|提问|答疑|论坛|解读"
)
# 工作总结 is a report on a year's work, and no closing.
_OF_WORK: Final = re.compile("(?:工作|年度|年终|季度|学期|项目|总结)(?:总结|报告|汇报)$")
# 主题报告环节和主题发言环节: two of them
_JOINED: Final = re.compile("(?:环节|阶段|单元|板块|部分)[和与及、]")
_TALKS: Final = re.compile("(?:报告|演讲|讲座|宣讲|授课|讲评|讲学)$")
# The kinds whose parts are told apart by name; an opening, or a signing, is held once.
_NAMED_APART: Final = frozenset({"", "keynote", "discussion", "other"})
# Kinds that what is done in a part may seem to have, and that say nothing against it.
_OF_PART: Final = frozenset({"", "whole", "keynote", "discussion"})


# 分为四个环节：开场致辞、经验分享、提问交流、赠礼留念。
_COUNTED: Final = re.compile(
    rf"(?P<count>{numerals.HAN_NUMBER})(?:个|大)?(?:环节|部分|板块|阶段|单元|议程)[：:]"
    r"(?P<names>[^，。；：、“”]{2,16}(?:、[^，。；：、“”]{2,16})+?)(?:等)?(?=[。；]|$)"
)
# 接下来是提问交流的环节。
_TURNS_TO: Final = re.compile(
    "(?:随后|接着|接下来|紧接着|然后|最后)?[，,]?(?:便?是|进入|来到)了?(?P<name>[^，。；：“”]{2,16}?)的?"
    "(?:环节|部分|板块|阶段|单元)[，。]"
)


def list_parts(text: str) -> list[str]:
    """Return the parts of an event that a text counts and names, [] where the count is another."""
    counted = _COUNTED.search(text)
    names = counted["names"].split("、") if counted else []
    return names if counted and numerals.number(counted["count"]) == len(names) else []


def part_turned_to(text: str) -> str:
    """Return the name of the part that a paragraph begins to tell of, "" for none."""
    turns = _TURNS_TO.match(text)
    return turns["name"] if turns else ""


@dataclass(frozen=True, slots=True)
class NamedPart:
    """A part of a programme. end: of the words for it, which the sentence begins with."""

    name: str
    kind: str
    end: int
    is_certain: bool


def find_part_zh(text: str) -> NamedPart | None:
    """Return the part of the programme that a sentence begins with, if its name is its own."""
    head = _HEAD.match(text)
    if head is None or _NO_NAME.search(head["stem"]):
        return None
    kind = _kind_of(head["stem"])
    is_of_kind = (kind or head["stem"].endswith("论坛")) and _OF_KIND.fullmatch(head["stem"])
    if is_of_kind and not (head["half"] and kind == "keynote"):
        return None  # 上午的主旨报告环节 may be followed by 下午的主题发言环节
    if kind not in _NAMED_APART or any(read_numbered_zh(text)):
        return None
    is_certain = _PROGRAMME.search(head["stem"]) is not None
    if not is_certain and (not head["in"] or head["noun"] == "部分"):
        return None
    return NamedPart(head["name"], kind or "other", head.end(), is_certain)


def find_held_part(words: str) -> ToldSession | None:
    """Return the part that words for what was held are, None for any other: 学生作品汇报环节."""
    part = find_part_zh(f"在{words}，")
    if part is None or not part.is_certain or part.end != len(words) + 2:
        return None
    if _JOINED.search(part.name):
        return None
    return ToldSession(part.kind, heading=part.name, is_numbered=True)


def _kind_of(stem: str) -> str:
    """Return the kind of session that the words before 环节 name, "" for none."""
    if _OF_WORK.search(stem):
        return ""
    if _TALKS.search(stem):
        return "keynote"
    kinds = [segment.kind for segment in segments.find(stem, ZH)]
    return next((kind for kind in reversed(kinds) if kind != "topic"), "")


def behind_part(text: str, part: NamedPart) -> str:
    """Return a sentence without the part that it begins with, its places as they were."""
    return "，" * part.end + text[part.end :]


def seat_in_part(reading: SentenceReading, part: NamedPart) -> SentenceReading | None:
    """Return what a sentence says with everybody in its part, None where nobody does anything.

    A part whose words may as well be no programme's is one where somebody speaks or chairs.
    """
    acts = tuple(_act_in(act, part) for act in reading.acts)
    # An act of another kind stays elsewhere: 在人才培养环节，林岚致辞.
    acts_there = any(
        act.role not in {"", "attendee"} and _is_of_part(act.kind, part) for act in reading.acts
    )
    says = reading.saying is not None and reading.saying.person is not None
    if not (acts_there or (part.is_certain and (says or reading.tells))):
        return None
    told = ToldSession(
        part.kind,
        heading=part.name,
        is_numbered=True,
        is_part=True,
        is_asked=not part.is_certain,
    )
    saying = reading.saying and _saying_in(reading.saying, part)
    return replace(reading, acts=acts, saying=saying, sessions=(told,))


def _act_in(act: Act, part: NamedPart) -> Act:
    if not _is_of_part(act.kind, part):
        return act
    is_said = act.role == "speaker" and act.kind != "keynote"  # a talk, amid a discussion too
    role = "panellist" if is_said and part.kind in DISCUSSED else act.role
    return replace(act, role=role, kind="", forum="", heading="")


def _saying_in(saying: Saying, part: NamedPart) -> Saying:
    return replace(saying, kind="") if _is_of_part(saying.kind, part) else saying


def _is_of_part(kind: str, part: NamedPart) -> bool:
    """Tell whether what is done in a session of a kind may be done in a part."""
    return kind in {*_OF_PART, part.kind}
