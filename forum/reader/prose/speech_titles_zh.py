"""What the talks that a Chinese sentence tells of are called."""

import re
from collections.abc import Sequence
from itertools import takewhile
from typing import Final

from forum.reader.event_record import ZH, Text
from forum.reader.prose.mentions import Mention
from forum.reader.prose.sessions_zh import QUOTED, TITLE

SPEECH_TITLE: Final = re.compile(
    rf"(?:以|题为|主题为|题目为|围绕|就){TITLE}(?:为题|为主题|主题|为题目|作|做|的|发表)?"
)
_BEFORE_TALK: Final = re.compile(
    r"《(?P<b>[^《》]{2,80})》的?[^，。；“”《》]{0,6}?(?:演讲|报告|发言|讲座|分享)"
)
# 甲以“…”为题，乙以“…”为题作报告: each has a topic, and all of them the verb; 甲作了题为“…”、乙….
OWN_TOPIC: Final = re.compile(
    "(?:则|分别)?(?:(?:[以就]|围绕)|[作做]了?题为)(?P<title>“[^“”]{2,80}”|《[^《》]{2,80}》)"
    "(?:为(?:主|报告)?题(?:目)?|等?主题)?的?(?=[、，；进作做发和]|以及|等)"
)
RESPECTIVELY: Final = re.compile("分别|依次|先后|相继|各自|轮流")


def speech_titles_zh(text: str, group: Sequence[Mention], act: re.Match[str]) -> tuple[Text, ...]:
    """Return what the speech of each is called: 甲以“…”为题, or as many titles as people."""
    between = text[group[-1].end : act.start()] + act[0]
    if len(group) == 1:
        title = _speech_title(between)
        return (title,) if title else ()
    quoted = [match[0][1:-1] for match in QUOTED.finditer(between)]
    if len(quoted) == len(group) and RESPECTIVELY.search(between):
        return tuple({ZH: title} for title in quoted)
    titles = _own_topics(text, group, act.end())
    return titles if any(titles) else ()


def topics_in_turn(text: str, group: Sequence[Mention]) -> tuple[Text, ...]:
    """Return the topics of the first of several people, up to the first who has none."""
    return tuple(takewhile(bool, _own_topics(text, group, len(text))))


def _own_topics(text: str, group: Sequence[Mention], end: int) -> tuple[Text, ...]:
    """Return the topic right behind each of several people, {} where none is. end: of the last."""
    ends = [*(mention.start for mention in group[1:]), end]
    own = [
        OWN_TOPIC.match(text, mention.end, end) for mention, end in zip(group, ends, strict=True)
    ]
    return tuple({ZH: topic["title"][1:-1]} if topic else {} for topic in own)


def _speech_title(text: str) -> Text:
    text = re.sub("[做作]客[^，。；]{2,30}，", "", text)
    matches = [*SPEECH_TITLE.finditer(text), *_BEFORE_TALK.finditer(text)]
    titles = {match["b"] or match.groupdict().get("a") for match in matches}
    quoted = {match[0][1:-1] for match in QUOTED.finditer(text)}
    title = next(iter(titles)) if len(titles) == 1 and len(quoted) == 1 else None
    return {ZH: title} if title else {}
