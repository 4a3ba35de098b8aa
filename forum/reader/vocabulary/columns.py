"""Words that head the columns of programmes and lists, in either language."""

import re
from typing import Final


def _words(chinese: str, english: str) -> re.Pattern[str]:
    return re.compile(rf"{chinese}|\b(?:{english})\b", re.IGNORECASE)


# What a column may be said to hold. Of texts the language follows: ``name_zh_hans``, ``title_en``.
# title: the title with the affiliation, in one phrase; ignore: nothing that is taken.
TEXT_FIELDS: Final = ("name", "title", "affiliation", "honorific", "speech_title")
COLUMN_FIELDS: Final = (
    *TEXT_FIELDS, "role", "session", "attendance", "country", "number", "ignore",
)  # fmt: skip
LANGUAGE_SUFFIXES: Final[dict[str, str]] = {"zh_hans": "zh-hans", "en": "en"}

# A word of a column's header -> the language of what stands below it.
HEADER_LANGUAGES: Final[dict[str, re.Pattern[str]]] = {
    "zh-hans": re.compile(r"中文|汉语|\bchinese\b|\bzh\b|[（(]中[)）]", re.IGNORECASE),
    "en": re.compile(r"英文|英语|外文|\benglish\b|\ben\b|[（(]英[)）]", re.IGNORECASE),
}
# In a list of guests these name a session, and a guest's title or form of address; in a programme
# the first is what a row is about.
SESSION_IN_LISTS: Final = re.compile(r"\s*(?:sessions?|panels?|环节)\s*", re.IGNORECASE)
TITLE_IN_LISTS: Final = re.compile(r"\s*(?:job\s+)?titles?\b(?!.*\bspeech).*", re.IGNORECASE)

SPEECH_IN_LISTS: Final = re.compile(
    r"演讲|发言|报告|主题|议题|题目|\b(?:speech|talk|topic|presentation|lecture)", re.IGNORECASE
)

# What is said of a guest beside what the columns hold.
REMARKS: Final = re.compile(r"备注|说明|附注|\b(?:remarks?|notes?|comments?)\b", re.IGNORECASE)

# A name in two columns.
GIVEN_NAME: Final = re.compile(r"\s*(?:(?:first|given)\s+names?|forenames?|名)\s*", re.IGNORECASE)
SURNAME: Final = re.compile(r"\s*(?:surnames?|(?:last|family)\s+names?|姓氏?)\s*", re.IGNORECASE)
# What begins the row that counts the others.
TOTAL: Final = re.compile(
    r"\s*(?:合\s*计|总\s*计|共\s*计|小\s*计|总人数|(?:sub)?total)\s*[:：]?.*", re.IGNORECASE
)

# A form of address that fills a cell.
HONORIFIC: Final = re.compile(
    r"(?:Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Sir|Mx|H\.?\s?E|Hon|Capt|Col|Gen|Rev|Amb|Eng)\.?(?:\s+(?:Mr|Mrs|Ms|Dr)\.?)?|先生|女士|博士|教授|阁下",
    re.IGNORECASE,
)

# Field -> what its column is called. The first that matches a header's cell is meant.
COLUMNS: Final[dict[str, re.Pattern[str]]] = {
    "time": _words("时间|时刻|时段|时长", "times?|hours?|slots?"),
    "number": _words(
        "^序号$|^编号$|^(?:议题|议程|事项|项目|场次)(?:序号|编号)$", "no\\.?|number|#|id"
    ),
    "session": _words(
        "(?:所属|所在|参加|参与|参会|出席|出场|发言)环节|^环节名称?$", "session\\s+name|attends?"
    ),
    "attendance": _words(
        "(?:出席|参会|参与|参加|与会|到会|到场)(?:方式|形式|情况)", "attendance|attending|mode"
    ),
    "room": _words("地点|会议室|会场|场地|教室", "rooms?|venues?|location|place|hall"),
    "moderator": _words("主持", "moderators?|chairs?|chairperson|facilitators?|hosts?"),
    "role": _words("^角色|身份|参会类型", "roles?|capacity"),
    "position": _words(
        "职务|职位|职称|头衔|职衔|任职(?!单位|机构)",
        "position|job\\s+title|designation|post|function",
    ),
    "affiliation": _words(
        "单位|机构|公司|所属|组织|院校|学校",
        "affiliations?|organi[sz]ations?|compan(?:y|ies)|institutions?|employer",
    ),
    "country": _words("国家|地区|国[别籍]", "countr(?:y|ies)|nationality|economy"),
    "honorific": _words("^称谓|^尊称", "honorifics?|salutation|form\\s+of\\s+address|prefix"),
    "name": _words(
        "姓名|名字|[中英外]文名|专家|嘉宾|讲者|讲师|演讲人|演讲者|发言人|主讲|报告人|汇报人|分享人|宣讲人|授课(?:人|教师|老师|专家|嘉宾|者)|^授课$|引言人|人员",
        "names?|surname|forename|speakers?|participants?|guests?|attendees?|presenters?|panelli?sts?|lecturers?|"
        "instructors?|tutors?|trainers?",
    ),
    "topic": _words(
        "主题|议题|题目|环节|议程|内容|事项|活动|日程|报告|流程|安排",
        "sessions?|topics?|titles?|agenda|items?|activit(?:y|ies)|programmes?|programs?|events?|"
        "talks?|descriptions?|themes?|presentations?|papers?|lectures?",
    ),
}
