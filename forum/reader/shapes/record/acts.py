"""What a caption says that somebody does: 在上海出席…并致辞, delivers opening remarks by video."""

import re
from collections.abc import Iterator

from forum.reader.event_record import EN, ZH
from forum.reader.vocabulary import saying
from forum.reader.vocabulary.roles import ACTS_BEGIN_EN, ACTS_BEGIN_ZH, ROLE_ACTS

_WAY_ZH = "视频|线上|远程|在线|现场|书面|线下|云端|网络|录制视频"
ACT_ZH = re.compile(
    rf"(?:(?:应邀|受邀|专程)?(?:以|通过)(?:{_WAY_ZH}|电视电话)|"
    rf"(?:{_WAY_ZH})(?:连线|致[辞词]|发言|出席|参加|参会|参与|演讲|接入)|"
    r"(?:应邀|受邀)?在[^，。；“”]{1,40}?(?:出席|参加|致[辞词]|发言|主持|作主旨|发表|参会)|"
    rf"{ACTS_BEGIN_ZH}|应邀|受邀|"
    r"[作做]了?题为(?=[“《])|以(?=[“《][^”》]{1,60}[”》]为题)|"
    r"(?:作了?|做了?)(?:主旨|主题|总结|开幕|闭幕|专题|特邀|大会|精彩)?(?:发言|演讲|报告|致[辞词]|讲话|点评|总结|分享|介绍)|"
    r"发表(?:了)?(?:主旨|主题|书面|视频|开幕|闭幕|专题|讲话|演讲|致|观点)|致(?:欢迎|开幕|闭幕|开场)?[辞词](?!嘉宾|人|环节)|"
    r"发来|向(?=[^，。；]{1,60}?(?:作|致|发来|发表|提交|介绍))|提交(?:了)?书面|"
    r"为(?=[^，。；]{1,60}?(?:颁奖|授牌|揭牌|颁发|提交|作书面|致辞))|宣读|委托|代表(?=[^，。；]{2,40}?(?:致[辞词]|签署|签约|发言|发布)))"
)
_STARTS_ZH = re.compile(
    rf"^(?:{ACT_ZH.pattern}|并(?=[\u4e00-\u9fff])|同时|（?由[^，。；]{{1,40}}(?:宣读|代读))"
)
ACT_EN = re.compile(
    rf"\b(?:{ACTS_BEGIN_EN}|join(?:s|ed|ing)|gives|gave|giving|makes|made|making|"
    r"present(?:s|ed|ing)|contribut(?:es|ed|ing)|sends|sent|sending|opens|opened|closes|closed|"
    r"introduc(?:es|ed)|takes\s+the\s+floor|took\s+the\s+floor|at\s+the\s+(?:podium|opening))\b"
)
_STARTS_EN = re.compile(rf"^(?:and\s+|also\s+)?(?:{ACT_EN.pattern})", re.IGNORECASE)
PICTURE = re.compile(
    r"^(?:[▲△▼▽◆↑↓]\s*)?(?:(?:图|照片|图片|上图|下图|左图|右图)(?:\d{0,3}|[一二三四五六七八九十])?\s*(?:为|[:：，、])\s*|"
    r"[（(](?:图|照片|图片)[）)]\s*|(?:Photo|Picture|Image|Caption|Fig(?:ure)?)\.?\s*\d*\s*[:：.]\s*)|^[▲△]\s*",
    re.IGNORECASE,
)


def matches(text: str, code: str) -> Iterator[re.Match[str]]:
    """Yield the places where a text says that somebody takes part, from left to right."""
    return (ACT_EN if code == EN else ACT_ZH).finditer(text)


def starts(text: str, code: str) -> bool:
    """Tell whether a line goes on with a caption: 在上海出席…, and moderates …"""
    return bool((_STARTS_EN if code == EN else _STARTS_ZH).match(text))


_EVENT_EN = re.compile(
    r"\b(?:forum|session|remarks|speech|discussion|event|keynote|statement|panel|launch|ceremony|"
    r"dialogue|table|conference)\b",
    re.IGNORECASE,
)
_EVENT_ZH = re.compile(
    "分论坛|论坛|会议|大会|活动|研讨|峰会|讨论|对话|致[辞词]|发言|演讲|发布|环节|签约|主持|仪式|圆桌|座谈"
)


def is_caption_like(text: str, code: str) -> bool:
    """Tell whether a line, read alone, is a part of a caption rather than an entry of a list."""
    if PICTURE.match(text):
        return True
    if code == EN:
        return bool(ACT_EN.search(text) and _EVENT_EN.search(text))
    act = ACT_ZH.search(text)
    event = _EVENT_ZH.search(text, act.end() - 2) if act else None
    return event is not None and not text.endswith((":", "："))


# "Opened the session" is a chair's; "opened the session with remarks" is a speaker's.
_OPENS_EN = (
    r"\bopen(?:s|ed)\s+(?:and\s+clos(?:es|ed)\s+)?the\s+(?:session|discussion|panel|round|dialogue)"
    r"(?!.*\b(?:with|by|remarks|speech|address|statement)\b)"
)
MODERATES = re.compile(
    r"主持(?!人)|\b(?:co-)?moderat|\b(?:co-)?chair(?:s|ed|ing)\b|\bfacilitat|\bpresid(?:es|ed|ing)\b|"
    + _OPENS_EN,
    re.IGNORECASE,
)
# Where the head of a caption or speech ends, roughly; it is only used to look entries up.
HEAD_END = re.compile(r"以视频|在[^，。]{1,12}出席|出席|主持(?!人)|指出|表示|认为|强调|介绍|说")
# 某部部长王芳视频致辞。她指出，…: a caption and the words behind it in one line.
CAPTION_FIRST = {
    ZH: re.compile(
        r"^(?P<caption>[^。！？]{8,90}(?:致[辞词]|发言|演讲|讲话|讨论|对话|主持))。(?P<speech>\S.*)$"
    ),
    EN: re.compile(
        r"^(?P<caption>.{12,260}?)\.\s+"
        r"(?P<speech>(?:He|She|They|(?:Mr|Ms|Mrs|Dr)\.\s+[A-Z]\S+)\s+(?:also\s+)?"
        rf"(?:{'|'.join(saying.EN)})\b.+)$"
    ),
}
# Words to a speech of the moderator's own: 并致辞, and delivers remarks.
SPEAKS_TOO = {
    ZH: re.compile(
        r"[，,]?(?:并|同时|以及)?(?:致[辞词]|(?:作|做|发表)[^，。、]{0,6}(?:发言|演讲|致[辞词]|讲话|总结))(?!环节|、|及|和|与|阶段)(?=$|[，。])"
    ),
    EN: re.compile(r"\b(?:and\s+)?(?:delivers|delivered|gives|gave|makes|made)\b.*"),
}
_ROLES = {role: re.compile(words) for role, words in ROLE_ACTS.items()}


def role(act: str) -> str:
    """Return the role that an act makes somebody, "" for none."""
    return next((role for role, pattern in _ROLES.items() if pattern.search(act)), "")
