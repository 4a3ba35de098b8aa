"""What Chinese news tell without naming who: the crowd, what was agreed, what was before."""

import re
from collections.abc import Sequence
from typing import Final

from forum.reader.vocabulary import prose_zh

_SENTENCE_END: Final = re.compile("[。.][”’」』\"')）)]*$")
# Where or when it was: no clause that may name somebody.
_LEAD: Final = (
    "(?:(?:[^，。；：]{0,24}(?:[上中后前时里下]|期间|环节|阶段|[上下]午|当[天晚日]|\\d日)|随后|最后|同时|此外|接着|紧接着|首先|其次|接下来|其间|"
    "据悉|据了解|来自[^，。；：]{2,30})[，,]){0,2}?"
)
_OF_MANY: Final = (
    "嘉宾|专家|学者|代表|企业家|同学|同志|人员|媒体人|委员|教师|老师|学生|学员|负责人|领导|成员|"
    "干部|党员|评委|校友|员工|家长|志愿者|毕业生|理事|会员|青年|单位|支部|学院|高校|学校|部门|小组|公司"
)
_HOW: Final = (
    "还|也|则|均|都|在[^，。；]{2,16}?[上中时后]|充分|热烈|认真|集体|进一步|随后|最后|现场|亲切|详细|简要|"
    "通过[^，。；]{2,24}?"
)
_EACH: Final = "先后|分别|纷纷|普遍|一致|共同|踊跃|积极|依次|逐一"
# What many do at a meeting.
_DOES: Final = (
    "围绕|就|针对|聚焦|结合|表示|认为|指出|建议|提出|展开|进行|开展|分享|讨论|交流|深入|发言|畅谈|探讨|对|汇报|介绍|学习|观看|"
    "参观|肯定|听取|参[加与会]|出席|列席|讲述|回顾|通报|谈[了到]|审议|研讨|互动|提问|强调|希望|从[^，。；]{2,30}?(?:方面|角度|层面)"
)
_ANY: Final = "(?:(?!指出|表示|强调|认为|介绍|主持|代表|[向为给带对让请])[^，。；：])"
_SEVERAL: Final = (
    "与会|参会|到会|现场|各|多[位名个家]|几[位名]|全体|[有相]关|来自|部分|所有|"
    "[两三四五六七八九十百\\d]+余?[位名家个所]|受邀|主办方|师生"
)
# 与会专家围绕…展开讨论; 各学院负责人分别汇报了…; 大家一致认为
_OF_CROWD: Final = re.compile(
    f"{_LEAD}(?:"
    f"{_ANY}{{0,8}}(?<![向为给与和带对让请])(?:双方|大家|与会者|与会人员|师生|观众|听众)(?:代表|们)*|"
    f"(?:{_SEVERAL}){_ANY}{{0,60}}?(?:{_OF_MANY})(?:学者|代表|嘉宾|们|等)*|"
    f"{_ANY}{{1,60}}?(?:{_OF_MANY})(?:(?:学者|代表|嘉宾)*们|(?=(?:{_HOW})*(?:{_EACH})))"
    f")(?:{_HOW}|{_EACH})*(?:{_DOES})"
)
# 会议指出，…; 大会审议通过了…
_OF_MEETING: Final = re.compile(
    rf"{_LEAD}(?:全体|整个|本次|此次|常委|理事)?(?:会议|大会|全会|{prose_zh.EVENT_NOUNS})(?:最后|首先|还|随后|同时|上|期间|结束时)*"
    "(?:(?:特别|再次|进一步)?(?:指出|强调|认为|要求|提出|决定|明确|号召|希望|听取|审议|传达|研究|通报|部署|讨论|回顾|总结|"
    "表决|通过了?|集中学习|学习了|安排|布置|肯定))"
)
# What the house has done, or the event is for, in news: 据悉，…; 近年来，….
_OF_BACKGROUND: Final = re.compile(
    "(?:据悉|据了解|据介绍|近年来|多年来|一直以来|长期以来|目前|今后|未来|下一步|近期|"
    "自[^，。；]{2,20}?(?:以来|起))[，,](?![^。]{0,40}(?:下一?届|将[于在]))"
)
# The event, as a closing paragraph calls it: 本次座谈凝聚了…; 通过此次培训，….
_OF_OCCASION: Final = re.compile(
    f"{_LEAD}(?:通过|随着|借助)?(?:本次|此次|这次|这场|该|本场)[^，。；]{{0,16}}?"
    f"(?:{prose_zh.EVENT_NOUNS}|座谈|交流|报告会?|培训|学习|比赛|竞赛|招聘会|双选会|访问|来访|洽谈|宣讲|分享|评审|路演|答辩|研讨|调研|参访|"
    "考察|仪式|典礼|论坛|授课)|"
    "(?:报告|讲座|会议|论坛|座谈会|研讨会|活动|现场)(?:会)?(?:内容|现场|过程|气氛|采[取用]|通过|设)"
)
# 报告人简介：, 【嘉宾介绍】: a life, told beside the news; 林岚，某大学教授。现任…
_BIOGRAPHY: Final = re.compile(
    "\\s*[【\\[（(]?(?:主讲|报告|演讲|讲座|发言)?(?:人|者|嘉宾|专家|教授|人物|讲师|学者|个人|补充)(?:个人)?(?:简介|介绍|简历)"
    "\\s*[】\\]）)]?\\s*[:：]?\\s*(?P<name>[\\u3400-\\u9fff·]{2,12}|[A-Z][\\w.’-]+(?:\\s[A-Z][\\w.’-]+){0,3})?(?=[，,。：:\\s]|$)"
)


def is_of_crowd(text: str) -> bool:
    """Tell whether a paragraph begins with what a crowd did or said there."""
    return bool(_OF_CROWD.match(text))


def is_of_meeting(text: str) -> bool:
    """Tell whether a paragraph begins with what the meeting as a whole heard, said or agreed."""
    return bool(_OF_MEETING.match(text))


def is_of_occasion(text: str) -> bool:
    """Tell whether a Chinese paragraph begins with the event as a whole, by any word for it."""
    return bool(_OF_OCCASION.match(text))


def is_of_background(text: str) -> bool:
    """Tell whether a Chinese paragraph says itself that it tells what was before or is to come."""
    return bool(_OF_BACKGROUND.match(text))


def tells_life(paragraphs: Sequence[str], place: int) -> bool:
    """Tell whether a label says that a life is told, there or below, of somebody named above."""
    label = _BIOGRAPHY.match(paragraphs[place])
    name = (label["name"] or "") if label else ""
    if label and not name and place + 1 < len(paragraphs):
        name = re.split("[，,。：:\\s（(]", paragraphs[place + 1].strip())[0]
    return any(name and name in text for text in paragraphs[:place])


def repeats_names(paragraphs: Sequence[str], names: Sequence[str]) -> bool:
    """Tell whether the first line is a headline, and whom it names is told of below."""
    return (
        bool(names)
        and not _SENTENCE_END.search(paragraphs[0])
        and all(any(name in text for text in paragraphs[1:]) for name in names)
    )
