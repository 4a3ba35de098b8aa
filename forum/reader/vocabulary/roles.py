"""The words for what people and organizations are at an event."""

import re
from dataclasses import dataclass
from typing import Final

EVENT_NOUNS_EN: Final = (
    r"Forum|Conference|Summit|Congress|Workshop|Symposium|Dialogue|Week|Meeting|Seminar|"
    r"Round\s?-?[Tt]able|"
    r"Convention|Expo|Exposition|Assembly|Colloquium|Festival|Lecture|Retreat|Hackathon"
)
PRESENTATIONS_EN: Final = (
    r"(?:keynotes?|presentations?|talks?|overviews?|demos?|demonstrations?|lectures?|"
    r"introductions?)"
)
# The overview of tides by Anna Berg; talks of, e.g., Anna Berg; presentations (e.g., Anna Berg)
PRESENTED_BY_EN: Final = (
    rf"(?:{PRESENTATIONS_EN}(?:(?:\s+(?:on|about|to|of)\s[^,.;:()“”]{{2,60}}?|\s+(?:given|presented|shown|made))?\s+by|\s+from)|"
    r"(?:presentations?|talks?|lectures?|keynotes?),?\s+of(?=,?\s+(?:e\.g\.|[A-Z]))|"
    rf"{PRESENTATIONS_EN}\s*\((?=e\.g\.|by\s))(?:(?:,\s*|\s+)?(?:by|e\.g\.,?|for\s+example,|such\s+as|including)(?=\s))?"
)
# Behind a verb that says of other things as well that somebody was there: joined the company.
AT_EVENT: Final = (
    r"(?=\s+(?:(?!(?:to|before|after|in|at|for|of|by|where|when)\b)[\w’'-]+\s+){0,6}?"
    rf"(?i:{EVENT_NOUNS_EN}|ceremony|session|reception|opening|closing|launch|event|occasion|"
    r"program(?:me)?|gathering|celebration|panel|discussion|talk|dinner|gala)|\s*(?:[.,;]|$)|"
    r"\s+(?:in\s+person|online|virtually|remotely|by|via|from)\b)"
)
# Between what was done and by whom: launched during the Conference by, signed today by.
AMID: Final = (
    r"(?:\s+(?:today|yesterday|jointly|officially))?(?:\s+(?:at|during|in|on)\s[^,.;]{2,60}?)?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class GuestWords:
    """The words that tell a guest's role, each a pattern, by the place where they stand.

    table: what tables offer and hold.
    nouns_zh, nouns_en: what such a guest is called, before a colon, a space or a form of address.
    label_zh, label_en: what else heads such guests in a list, before a colon.
    begins_zh, begins_en: in a caption, where the person ends and what she does begins.
    makes: what in a caption gives its person this role.
    prose_zh, prose_en: in news and minutes, what such guests did, behind them.
    prose_by: what was done, before them.
    heading: what heads them in an exported list, where the session's kind does not tell their role.
    cell: words for what they do that a whole cell below 角色 may say.
    """

    table: str
    nouns_zh: str
    label_zh: str
    nouns_en: str
    label_en: str
    begins_zh: str
    begins_en: str
    prose_zh: str
    prose_en: str
    prose_by: str
    makes: str = ""
    heading: tuple[str, str] | None = None
    cell: str = ""


# Role of a guest -> its words, in the order in which roles are offered. Of two roles whose words
# stand in one label or caption the later counts: it is the more particular.
GUEST_WORDS: Final = {
    "moderator": GuestWords(
        table="主持人 / Moderator",
        nouns_zh="主持人|主持",
        label_zh="(?:分论坛|分会场|分会|专题|单元|环节|场次)主席|(?<![会坛])主席|主持嘉宾|带领人|引导人|会议主持|论坛主持|对话主持|讨论主持|主持专家",
        nouns_en=r"moderators?|chair(?:person|s)?|facilitators?",
        label_en=r"moderated\s+by|chaired\s+by|hosts?|mc|master\s+of\s+ceremon(?:y|ies)|facilitated\s+by|session\s+chair",
        begins_zh="(?:共同|联合)?主持(?!人|词|嘉宾|单位)",
        begins_en=(r"(?:co-)?moderat(?:es|ed|ing)|(?:co-)?chair(?:s|ed|ing)|hosts|hosted|hosting|"
        r"facilitat(?:es|ed|ing)|presid(?:es|ed|ing)"),
        prose_zh=("(?:共同|联合|担任)?主持(?!人|词|嘉宾|单位|工作|编)(?:了|会议)?|"
        "担任[^，。；]{0,20}?(?:主持人?|召集人|(?:分会|分会场)主席)(?=[，。；]|$)"),
        prose_en=(r"(?:co-)?(?:moderat(?:ed|es)|chair(?:ed|s)|facilitat(?:ed|es))|"
    r"will\s+(?:co-)?(?:moderate|chair|facilitate|preside\s+over)|"
    r"presid(?:ed|es)\s+over|"
    r"(?:will\s+)?(?:serv(?:ed?|es)|act(?:ed|s)?|participat(?:ed?|es))\s+as\s+(?:the\s+|an?\s+)?(?:lead\s+|main\s+|co-?)?"
    r"(?:moderator|chair|facilitator)|(?:was|"
    r"were|is|will\s+be)\s+(?:the\s+(?:moderator|chair)|(?:moderating|chairing|facilitating))"),
        prose_by=(rf"(?:co-)?(?:moderated|chaired|facilitated|presided\s+over|hosted){AMID}\s+by|"
    r"(?:moderators?|chairs?(?:person)?|facilitators?)\s*:|"
    r"(?:moderators|facilitators)\s+(?:were|included|includes)"),
    ),
    "speaker": GuestWords(
        table="发言嘉宾 / Speaker",
        nouns_zh="(?:致[辞词]|演讲|发言)嘉宾|(?:致[辞词]|主讲|报告|演讲|发言)人|嘉宾",
        label_zh=("主旨发言嘉宾|主旨发言人|主旨演讲嘉宾|主旨演讲人|主讲嘉宾|颁奖嘉宾|颁[奖发证]人|获奖代表|总结人|总结嘉宾|"
        "演讲者|讲者|讲师|分享嘉宾|分享人|发表人"),
        nouns_en=r"speakers?",
        label_en=(r"(?:opening|keynote|closing|guest|distinguished|lead|featured)\s*speakers?|remarks\s+by|"
        r"(?:lead|keynote)\s+(?:presenters?|contributors?)|contributors?|speeches\s+by|rapporteurs?"),
        cell=(r"(?:开幕|闭幕|欢迎|总结)?致[辞词]|主[旨题](?:发言|演讲|报告)|(?:总结)?发言|"
    r"演讲|讲话|主讲|报告|(?:(?:opening|welcome|closing|keynote)\s+)?(?:remarks|speech|address)|keynote"),
        begins_zh="主讲",
        begins_en=r"deliver(?:s|ed|ing)?|address(?:es|ed|ing)|speak(?:s|ing)|spoke",
        makes="致[辞词]|发言|演讲|讲话|报告|remarks|speech|address|keynote|statement",
        prose_zh="",  # told by the verbs of saying, and by ``prose_zh.ACTS``
        prose_en=(r"(?:was|were|is|are|will\s+be)\s+"
    r"(?:(?:the|an?|among\s+the|one\s+of\s+the)\s+)?"
    r"(?:(?:invited|featured|distinguished|main|guest|special|principal)\s+)*"
    r"(?:keynote|plenary|opening|closing|featured|guest|invited)\s+speakers?\b|(?:deliver(?:ed|s)|gave|gives|made|makes|present(?:ed|s)|offered|provided|"
    r"will\s+(?:also\s+)?(?:deliver|give|make|present|offer))\s+"
    r"(?:[a-z’-]+\s+){0,3}?"
    r"(?:(?:opening|inaugural|welcome|welcoming|closing|concluding|valedictory|keynote|introductory|special|"
    r"congratulatory)\s+(?:and\s+(?=closing))?){0,2}"
    r"(?:remarks|address(?:es)?|speech(?:es)?|keynotes?|statements?|presentations?|lectures?|"
    r"talks?|"
    r"message)|(?:(?:will|to)\s+(?:also\s+)?officiate|officiat(?:ed|es))\s+(?:at\s+)?the\s+(?:official\s+)?(?:launch|opening)\b|presented\s+(?:this|the)\s+session|(?:opened|closed|concluded|inaugurat(?:ed|es)|will\s+(?:open|close|conclude|inaugurate))\s+(?:the|an?|this)\s+(?:[\w-]+\s+){0,7}?"
    r"(?:forum|conference|session|meeting|event|day|workshop|seminar|summit|symposium|"
    r"consultation|dialogue|round\s?-?table|congress)|(?:address(?:ed|es)|will\s+address)\s+the\s+\w+|"
    r"(?:took\s+part|participated|spoke)\s+(?:in|at|during)\s+(?:the|this|that)\s+(?:[\w-]+\s+){0,3}?session|"
    r"(?:start(?:ed|s)\s+off|kick(?:ed|s)\s+off|began|begins|will\s+(?:start|begin|kick\s+off))\s+the\s+"
    r"(?:first|second|third|fourth|fifth|next|final|last|morning|afternoon)\s+session"),
        prose_by=(r"(?:opened|closed|addressed|delivered|given|made|presented|introduced|"
    r"inaugurated|officiated)"
    rf"{AMID}\s+by|"
    r"officiat(?:e|ed|es|ing)\s+(?:at\s+)?the\s+(?:official\s+)?(?:launch|opening)\b[^.;:“”]{0,120}?,?\s+(?:together|along|jointly)\s+with|"
    r"opened\s+with\s+(?:[a-z]+\s+){0,3}?(?:introductions?|remarks|words|statements?),?\s+(?:(?:led|delivered|given|made)\s+)?by|"
    rf"(?:keynote\s+)?speakers?\s+will\s+(?:include|be)|(?:{EVENT_NOUNS_EN.lower()}|event)\s+(?:(?:will\s+)?features?|featured)|"
    r"(?:opening|welcome|welcoming|closing|concluding|keynote|introductory)\s+(?:remarks|"
    r"address(?:es)?|"
    r"speech(?:es)?|statements?)\s+(?:by|from|were\s+(?:delivered|made|given)\s+by)|"
    r"[Aa]lso\s+speaking\s+(?:were|was)|(?:keynote\s+)?speakers?,?\s+(?:included|includes|were|including|such\s+as)|"
    r"\bsession\b(?:,?\s+(?:en)?titled\s+[‘'“][^“”;]{4,120}?[’'”],?(?=\s))?[^.;:“”]{0,140}?\s(?:featur(?:es|ed|ing)|included|hosted|welcomed|heard\s+from)|"
    r"speakers\s+(?:from|of|at|in)\s[^,.;:“”]{3,60}?\s(?:included|were)|speakers?\s*:|"
    rf"(?:remarks|speeches|statements|contributions|interventions|{PRESENTATIONS_EN})\s+(?:by|from)|{PRESENTED_BY_EN}|"
    r"(?:words|remarks|views|call|sentiments?)\s+(?:was|were)\s+(?:echoed|seconded|shared)\s+by"),
    ),
    "panellist": GuestWords(
        table="讨论嘉宾 / Panellist",
        nouns_zh="(?:讨论|对话|圆桌)嘉宾|与谈人",
        label_zh="引导发言嘉宾|引导发言人|引导发言|引言嘉宾|引言人|参与嘉宾|与谈嘉宾|研讨嘉宾|互动嘉宾|访谈嘉宾",
        nouns_en=r"panell?ists?|participants?",
        label_en=r"in\s+(?:dialogue|conversation)(?:\s+with)?|discussion\s+participants?",
        cell=r"(?:圆桌)?(?:讨论|对话)|与谈|panel(?:\s+discussion)?",
        begins_zh="参与(?:了)?",
        begins_en=r"participat(?:es|ed|ing)|(?:took|takes|taking)\s+part",
        makes=r"参与[^，。]{0,12}(?:讨论|对话|交流|圆桌|研讨)|讨论$|\bdiscussion|\bpanel",
        prose_zh=("(?:参加|参与)了?[^，。；]{0,20}?(?:圆桌|讨论|对话|座谈|沙龙|访谈)(?:论坛|会议|环节|会)?|"
        "(?:展开|进行|开展)了?[^，。；]{0,14}?(?:讨论|对话|研讨|交流|座谈|探讨|对谈)|"
        "担[任当]了?(?!主持|主礼|特邀|主讲|致辞|颁奖|点评|评[议论]|与谈|开场|演讲|报告|分享|表演|发言)[\u3400-\u9fff]{2,4}嘉宾|"
        "(?:圆桌|炉边|高端)(?:对话|对谈|讨论)|同[场台](?:对话|对谈)|(?:圆桌|同台)?论道|思想碰撞|各[抒舒]己见|"
    "(?:充分|深入|坦诚)*交换了?(?:意见|看法)|"
    "(?:深入|广泛|充分|热烈)+(?:交流|探讨|研讨|讨论)了?[^，。；]{2,60}?(?:问题|话题|议题|经验)|"
    "交流了[^，。；]{0,30}?(?:体会|思考|看法|经验|意见)"),
        prose_en=(r"(?:led|leads|will\s+lead)\s+(?:the|an?)\s+(?:\w+\s+)?(?:panel(?:\s+discussion)?|round\s?-?table|discussion)\b|(?:helm(?:ed|s)|anchor(?:ed|s)|will\s+(?:helm|anchor))\s+an?\s+(?:\w+\s+)?"
    r"(?:dialogue|discussion|conversation|panel)|"
    r"(?:joined|took\s+part\s+in|participated\s+in|sat\s+on|spoke\s+(?:on|in|at)|appeared\s+(?:on|in)|"
    r"(?<=\sand\s)(?:join|take\s+part\s+in|participate\s+in|speak\s+(?:on|in|at))|"
    r"will\s+(?:also\s+)?(?:join|take\s+part\s+in|participate\s+in|sit\s+on|speak\s+(?:on|in|at)|appear\s+(?:on|in)))\s+(?:the|an?|this|that)\s+"
    r"(?:[\w-]+\s+){0,3}?"
    r"(?:panel|discussion|round\s*-?table|dialogue|debate|fireside\s+chat)|"
    r"(?:opened|started|began|kicked\s+off|closed)\s+(?:the|this)\s+(?:panel\s+)?(?:debate|discussion)|"
    r"(?:during|at)\s+the\s+panel(?:\s+discussion)?\b"),
        prose_by=(r"panell?(?:ists?)?\s+(?:members?\s+)?"
    r"(?:included|includes|were|comprised|consisted\s+of|"
    r"featured|featuring|comprising|including|made\s+up\s+of)|panell?ists?\s*:|"
    r"[Ww]e\s+(?:were\s+(?:\w+\s+){1,3}to\s+have|had\s+the\s+(?:\w+\s+){1,2}of\s+hosting|hosted|welcomed|heard\s+from)|"
    r"(?:[Ff]or|[Oo]n)\s+the\s+[^.;“”]{3,60}?\b(?:side|team)\b[^.;A-Z]{0,50}?,?\s+(?:was|were)|"
    r"(?:[Jj]oining|[Tt]aking\s+part\s+in)\s+(?:the|this)\s+(?:\w+\s+)?(?:debate|discussion|panel|dialogue)\s+(?:were|was)|"
    r"brought\s+together|,\s+(?:comprised|included|featured|was\s+made\s+up\s+of)(?=\s+(?:[A-Z]|the\s[A-Z]))|"
    r"(?:panel|discussion|dialogue|conversation)\b[^.;]{0,120}?,\s+joined\s+by|(?:panel|discussion)(?:\s+discussion)?(?:\s+\w+)?\s+(?:(?:will\s+)?features?|featured|featuring|comprising|comprised|with|of)|"
    r"(?:helm(?:ed|s)?|join(?:ed)?|had|held|hold|(?:take|took)\s+part\s+in|participated?\s+in|spoke\s+(?:at|in))\s+an?\s+(?:\w+\s+)?"
    r"(?:dialogue|discussion|conversation|fireside\s+chat|round\s?-?table)\b[^.;:“”]{0,140}?,?\s+with|"
    r"(?:panel|discussion|round\s?-?table|dialogue)\b(?!\s+discussion)[^.;:“”]{0,120}?\s+(?:featur(?:es?|ed|ing)|comprised|included|hosted|gathered)\b|"
    r"panell?ists?\s+will\s+(?:include|be|comprise)|"
    r"[Pp]anel\s+\d+\s+comprised:?|discussion\s+(?:featuring|among|between)"),
    ),
    "launcher": GuestWords(
        table="发布人 / Launcher",
        nouns_zh="发布人|发布嘉宾",
        label_zh="成果发布人|发布代表|启动嘉宾",
        nouns_en=r"launchers?",
        label_en=r"launched\s+by|presented\s+by|presenters?",
        cell=r"(?:成果)?发布|launch",
        begins_zh="发布(?!人|嘉宾|代表|会|司|厅|处|中心|局)|(?:共同|联合)?启动(?!嘉宾)",
        begins_en=r"launch(?:es|ed|ing)|unveil(?:s|ed)",
        makes=r"发布|启动|\blaunch|unveil",
        prose_zh="(?:正式|集中|现场|重磅)?发布了?(?!会|人|嘉宾|仪式|环节|的)",
        prose_en=r"(?:officially\s+|jointly\s+)?(?:launch(?:ed|es)|unveil(?:ed|s))",
        prose_by=rf"(?:launched|unveiled){AMID}\s+by",
    ),
    "discussant": GuestWords(
        table="点评嘉宾 / Discussant",
        heading=("点评嘉宾", "Discussants"),
        nouns_zh="点评嘉宾|点评人|评议人",
        label_zh="评论员|点评专家|评议嘉宾|点评|与谈人评议",
        nouns_en=r"discussants?|respondents?",
        label_en=r"commentators?",
        begins_zh="点评(?!嘉宾|人|专家)|评议(?!嘉宾|人|专家)",
        begins_en=r"comment(?:s|ed|ing)\s+on",
        makes=r"点评|评议|discussant|comment(?:s|ed|ing)\s+on",
        prose_zh=("(?:(?:作|做|进行)了?[^，。；]{0,6})?(?:点评|评议)(?!人|嘉宾|专家)|"
    "担任[^，。；]{0,16}?(?:点评|评议|评论|与谈)(?:人|嘉宾|专家)|组成[^，。；]{0,6}?(?:点评|评议|评审)团"),
        prose_en=(r"(?:served\s+as|was|were)\s+(?:the\s+)?discussants?|"
    r"commented\s+on\s+the\s+(?:paper|presentation)s?"),
        prose_by=r"discussants?\s*:|discussants?\s+(?:were|included)",
    ),
    "signatory": GuestWords(
        table="签约代表 / Signatory",
        heading=("签约代表", "Signatories"),
        nouns_zh="签约代表|签约嘉宾|签约人",
        label_zh="签署代表|签署人|签约方代表|签字代表|签字人|签约双方",
        nouns_en=r"signator(?:y|ies)",
        label_en=r"signed\s+by|signing\s+parties",
        cell=r"签约|签署|签字|signing",
        begins_zh="签署|签约(?!代表|嘉宾|人|仪式)",
        begins_en=r"signs|signed|signing",
        makes=r"签署|签约(?!仪式)|\bsigns\b|\bsigned\b",
        prose_zh="(?:代表[^，。；]{2,30})?(?:共同)?(?:签署|签订|签约|签字)了?(?!仪式|代表|嘉宾|环节)",
        prose_en=r"(?:ha(?:s|ve)\s+(?:today\s+)?)?(?:jointly\s+)?signed",
        prose_by=rf"signed{AMID}\s+by|signatories\s*:",
    ),
    "witness": GuestWords(
        table="见证嘉宾 / Witness",
        heading=("见证嘉宾", "Witnesses"),
        nouns_zh="见证嘉宾|见证人",
        label_zh="见证代表|见证领导|见证",
        nouns_en=r"witness(?:es)?",
        label_en=r"witnessed\s+by",
        begins_zh="见证(?!嘉宾|人|代表)",
        begins_en=r"witness(?:es|ed|ing)",
        makes="见证|witness",
        prose_zh="的?(?:共同|现场)?见证了?",
        prose_en=r"witnessed|(?:were|was)\s+(?:also\s+)?present\s+to\s+witness",
        prose_by=(r"witnessed\s+by|in\s+the\s+presence\s+of|"
                  r"(?:in\s+attendance|present)\s+to\s+witness\s+[^.;,]{3,60}?\s(?:were|was)"),
    ),
    "attendee": GuestWords(
        table="出席嘉宾 / Attendee",
        heading=("出席嘉宾", "Attendees"),
        nouns_zh="(?:出席|与会|参会)嘉宾",
        label_zh="(?:出席|与会|参会)(?:领导|人员|代表|专家)|出席",
        nouns_en=r"attendees?",
        label_en=r"attended\s+by|in\s+attendance",
        begins_zh="(?:应邀|受邀)?(?:出席|参加)(?!嘉宾|人员|领导)|亲临|莅临",
        begins_en=r"attend(?:s|ed|ing)?",
        # 参与起草标准, 参加科学考察 are done elsewhere.
        prose_zh=("出席|(?:共|齐|欢|相)聚(?:一堂|[^，。；]{0,12})|"
    "莅临|(?:担任|出任)[^，。；]{0,8}主礼(?:嘉宾)?|(?:到会|与会|参会)(?!的?(?:嘉宾|代表|人员|专家|领导|学者|师生|来宾|者|同行|教师|学生|同学|青年|观众|企业|单位))|应邀到场|列席|参[加与](?=[，。；、]|$|"
    "[^，。；]{0,40}?(?:(?<![社员])会|论坛|[仪幕班]式|典礼|环节|活动|讲[座坛]|班|沙龙|周|对话|对谈|圆桌|讨论|研讨|座谈|交流|互动|学习(?=[，。；]|并|$)|会见|调研|洽谈|签约))|"
    "(?:被?邀请)?[于在]?主席台就[座坐]"),
        prose_en=(r"(?:attended|joined|will\s+(?:also\s+)?"
    r"(?:attend|join|participate\s+in|be\s+(?:attending|participating\s+in)))"
    rf"{AT_EVENT}|(?:were|was)\s+(?:also\s+)?present(?!\s+to\s+witness)|graced|"
    r"officiated(?!\s+(?:at\s+)?the\s+(?:official\s+)?(?:launch|opening)\b)"),
        prose_by=(r"(?:attended|graced|joined)\s+by|"
    r"guests?\s+of\s+honou?r(?:\s+(?:for|at|of)\s+[^,.;:]{3,60}?(?=\s+(?:was|were|included)))?(?:\s+(?:was|were|included))?|"
    r"[Aa]lso\s+(?:present|in\s+attendance|attending)\s+(?:were|was)|"
    r"[Aa]mong\s+those\s+(?:present|attending)\s+were|[Aa]ttendees\s+included"),
    ),
}  # fmt: skip
_PARTICULAR_FIRST: Final = dict(reversed(GUEST_WORDS.items()))

# Role -> the word for it in tables.
GUEST_ROLES: Final = {role: words.table for role, words in GUEST_WORDS.items()}
# Role that the session's kind does not give -> what heads its guests in a list.
GUEST_HEADINGS: Final = {
    role: words.heading for role, words in GUEST_WORDS.items() if words.heading
}
# Kinds of session whose guests discuss; in all others they speak.
DISCUSSED: Final = frozenset({"discussion", "roundtable", "dialogue"})
# Role -> words that may stand before the colon of a list.
PERSON_ROLES_ZH: Final = {
    role: f"{words.nouns_zh}|{words.label_zh}" for role, words in _PARTICULAR_FIRST.items()
}
PERSON_ROLES_EN: Final = {
    role: f"{words.nouns_en}|{words.label_en}" for role, words in _PARTICULAR_FIRST.items()
}
# Role -> words for what its guests do, that a whole cell below 角色 may say.
ROLE_DEEDS: Final = {role: words.cell for role, words in GUEST_WORDS.items() if words.cell}
# Role -> what a caption says that somebody does; the first of these counts.
ROLE_ACTS: Final = {role: words.makes for role, words in _PARTICULAR_FIRST.items() if words.makes}
NOUNS_ZH: Final = "|".join(words.nouns_zh for words in _PARTICULAR_FIRST.values())
NOUNS_EN: Final = "|".join(words.nouns_en for words in _PARTICULAR_FIRST.values())
MODERATORS_ZH: Final = GUEST_WORDS["moderator"].nouns_zh
MODERATORS_EN: Final = GUEST_WORDS["moderator"].nouns_en
ACTS_BEGIN_ZH: Final = "|".join(words.begins_zh for words in GUEST_WORDS.values())
ACTS_BEGIN_EN: Final = "|".join(words.begins_en for words in GUEST_WORDS.values())


def role_called(noun: str) -> str:
    """Return the role of a guest who is called by one of the nouns."""
    return next(
        role
        for role, words in _PARTICULAR_FIRST.items()
        if re.fullmatch(f"{words.nouns_zh}|{words.nouns_en}", noun, re.IGNORECASE)
    )


# Role -> words on the cover.
ORGANIZATION_ROLES_ZH: Final[dict[str, str]] = {
    "guidance": "指导|业务指导|特别指导",
    "co_organizer": "协办|联合协办|共同协办|协同举办",
    "implementer": "执行|执行承办|承办执行|实施|具体执行",
    "media": (
        "支持媒体|媒体支持|合作媒体|媒体合作|媒体合作伙伴|战略合作媒体|战略媒体|特约媒体|独家媒体|媒体伙伴|媒体"
    ),
    "supporter": "支持|特别支持|合作|战略合作|学术支持|技术支持|赞助|智力支持|合作伙伴|支持与合作",
    "host": "主办|联合主办|共同主办|举办",
    "organizer": "承办|联合承办|共同承办|组织",
}
ORGANIZATION_SUFFIX_ZH: Final = "单位|机构|方|组织|伙伴"
ORGANIZATION_ROLES_EN: Final[dict[str, str]] = {
    "guidance": r"under\s+the\s+(?:guidance|auspices|patronage)\s+of|guided\s+by|guiding\s+"
    r"(?:organi[sz]ations?|units?|body|bodies)|guidance",
    "co_organizer": r"(?:jointly\s+)?co-?\s?organi[sz](?:ed\s+by|ers?|ing\s+organi[sz]ations?)|"
    r"in\s+collaboration\s+with|assisted\s+by",
    "implementer": r"(?:implemented|executed|delivered)\s+by|implement(?:ers?|ing\s+"
    r"(?:agency|agencies|partners?|organi[sz]ations?|units?))|executing\s+(?:agency|agencies|"
    r"organi[sz]ations?|units?)|executors?",
    "media": r"(?:official\s+|strategic\s+)?media\s+(?:partners?|support(?:ed\s+by|ers?)?|"
    r"cooperation)|supporting\s+media|supported\s+by\s+media",
    "supporter": r"(?:strongly\s+)?supported\s+by|with\s+(?:the\s+)?support\s+(?:of|from)|"
    r"support(?:ers?|ing\s+(?:organi[sz]ations?|units?|partners?))|in\s+(?:partnership|cooperation)\s+"
    r"with|partners?|sponsor(?:s|ed\s+by)?",
    "host": r"(?:jointly\s+|co-?\s?)?host(?:ed\s+by|s|ing\s+organi[sz]ations?)?|"
    r"(?:jointly\s+)?convened\s+by",
    "organizer": r"(?:jointly\s+)?organi[sz](?:ed\s+by|ers?|ing\s+organi[sz]ations?|"
    r"ing\s+committee)",
}  # fmt: skip

# Role -> the subject under which a finding names the whole line.
ORGANIZATION_SUBJECTS: Final[dict[str, str]] = {
    "guidance": "guidance", "host": "hosts", "organizer": "organizers",
    "co_organizer": "co_organizers", "supporter": "supporters", "implementer": "implementers",
    "media": "media",
}  # fmt: skip


def usual_role(kind: str) -> str:
    """Return the role of guests of whom nothing else is said, by the session's kind."""
    return "panellist" if kind in DISCUSSED else "speaker"


# 专题分享：林岚（馆长）: where somebody with a title is named behind it.
NAMES_REMARKS_ZH: Final = re.compile(
    r"(?:专题|主题|主旨|特邀|大会|嘉宾|开幕|闭幕|欢迎)?(?:分享|演讲|报告|发言|致[辞词]|讲话)"
)
# Special Remarks: whoever is named behind it speaks.
NAMES_REMARKS: Final = re.compile(
    r"^(?:(?:special|opening|welcome|closing|goodwill|key\s?note|introductory|congratulatory|video|official|"
    r"ceremony|address|remarks|and|the)\s+)*(?:remarks|address(?:es)?|speech(?:es)?|statements?|message|presentation|vote\s+of\s+thanks|"
    r"ceremony)(?:\s+(?:by|from))?$",
    re.IGNORECASE,
)
