"""The words for what people and organizations are at an event."""

import re
from typing import Final

# Role of a guest -> the word for it in tables, in the order in which it is offered.
GUEST_ROLES: Final = {
    "moderator": "主持人 / Moderator", "speaker": "发言嘉宾 / Speaker",
    "panellist": "讨论嘉宾 / Panellist", "launcher": "发布人 / Launcher",
    "discussant": "点评嘉宾 / Discussant", "signatory": "签约代表 / Signatory",
    "witness": "见证嘉宾 / Witness", "attendee": "出席嘉宾 / Attendee",
}  # fmt: skip
# Role that the session's kind does not give -> what heads its guests in a list.
GUEST_HEADINGS: Final = {
    "discussant": ("点评嘉宾", "Discussants"), "signatory": ("签约代表", "Signatories"),
    "witness": ("见证嘉宾", "Witnesses"), "attendee": ("出席嘉宾", "Attendees"),
}  # fmt: skip
# Kinds of session whose guests discuss; in all others they speak.
DISCUSSED: Final = frozenset({"discussion", "roundtable", "dialogue"})
# Role -> words that may stand before the colon of a list.
PERSON_ROLES_ZH: Final[dict[str, str]] = {
    "moderator": "主持人|主持|主持嘉宾|带领人|引导人|会议主持|论坛主持|对话主持|讨论主持|主持专家",
    "discussant": "点评嘉宾|点评人|评议人|评论员|点评专家|评议嘉宾|点评|与谈人评议",
    "signatory": "签约代表|签约嘉宾|签约人|签署代表|签署人|签约方代表|签字代表|签字人|签约双方",
    "witness": "见证嘉宾|见证人|见证代表|见证领导|见证",
    "attendee": "(?:出席|与会|参会)(?:嘉宾|领导|人员|代表|专家)|出席",
    "launcher": "发布人|发布嘉宾|成果发布人|发布代表|启动嘉宾",
    "panellist": "讨论嘉宾|引导发言嘉宾|引导发言人|引导发言|引言嘉宾|引言人|"
    "对话嘉宾|圆桌嘉宾|参与嘉宾|与谈嘉宾|与谈人|研讨嘉宾|互动嘉宾|访谈嘉宾",
    "speaker": (
        "致[辞词]嘉宾|致[辞词]人|主旨发言嘉宾|主旨发言人|主旨演讲嘉宾|主旨演讲人|演讲嘉宾|演讲人|发言嘉宾"
        "|发言人|主讲人|主讲嘉宾|报告人|颁奖嘉宾|颁[奖发证]人|获奖代表|总结人|总结嘉宾|演讲者|讲者|讲师|分享嘉宾"
        "|分享人|嘉宾"
    ),
}
PERSON_ROLES_EN: Final[dict[str, str]] = {
    "moderator": r"moderators?|moderated\s+by|chair(?:person|s)?|chaired\s+by|facilitators?|"
    r"hosts?|mc|master\s+of\s+ceremon(?:y|ies)|facilitated\s+by|session\s+chair",
    "discussant": r"discussants?|commentators?|respondents?",
    "signatory": r"signator(?:y|ies)|signed\s+by|signing\s+parties",
    "witness": r"witness(?:es)?|witnessed\s+by",
    "attendee": r"attendees?|attended\s+by|in\s+attendance",
    "launcher": r"launchers?|launched\s+by|presented\s+by|presenters?",
    "panellist": r"in\s+(?:dialogue|conversation)(?:\s+with)?|panell?ists?|"
    r"discussion\s+participants?|participants?",
    "speaker": r"(?:opening|keynote|closing|guest|distinguished|lead|featured)?\s*speakers?|"
    r"remarks\s+by|"
    r"(?:lead|keynote)\s+(?:presenters?|contributors?)|contributors?|"
    r"speeches\s+by|rapporteurs?",
}
# Role -> words for what its guests do, that a whole cell below 角色 may say.
ROLE_DEEDS: Final[dict[str, str]] = {
    "speaker": r"(?:开幕|闭幕|欢迎|总结)?致[辞词]|主[旨题](?:发言|演讲|报告)|(?:总结)?发言|"
    r"演讲|讲话|主讲|报告|(?:(?:opening|welcome|closing|keynote)\s+)?(?:remarks|speech|address)|keynote",
    "panellist": r"(?:圆桌)?(?:讨论|对话)|与谈|panel(?:\s+discussion)?",
    "signatory": r"签约|签署|签字|signing",
    "launcher": r"(?:成果)?发布|launch",
}
# Role -> what a caption says that somebody does; the first of these counts.
ROLE_ACTS: Final[dict[str, str]] = {
    "discussant": r"点评|评议|discussant|comments\s+on",
    "witness": "见证|witness",
    "signatory": r"签署|签约(?!仪式)|\bsigns\b|\bsigned\b",
    "launcher": r"发布|启动|\blaunch|unveil",
    "panellist": r"参与[^，。]{0,12}(?:讨论|对话|交流|圆桌|研讨)|讨论$|\bdiscussion|\bpanel",
    "speaker": "致[辞词]|发言|演讲|讲话|报告|remarks|speech|address|keynote|statement",
}

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
