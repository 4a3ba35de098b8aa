"""Words that head the columns of programmes and lists, in either language."""

import re
from typing import Final


def _words(chinese: str, english: str) -> re.Pattern[str]:
    return re.compile(rf"{chinese}|\b(?:{english})\b", re.IGNORECASE)


# Field -> what its column is called. The first that matches a header's cell is meant.
COLUMNS: Final[dict[str, re.Pattern[str]]] = {
    "time": _words("时间|时刻|时段|时长", "times?|hours?|slots?"),
    "number": _words("^序号$|^编号$", "no\\.?|number|#|id"),
    "session": _words("所属环节|参加环节|出席环节|^环节名称?$", "session\\s+name|attends?"),
    "attendance": _words("出席方式|参会方式|参与方式", "attendance|mode"),
    "room": _words("地点|会议室|会场|场地|教室", "rooms?|venues?|location|place|hall"),
    "moderator": _words("主持", "moderators?|chairs?|chairperson|facilitators?|hosts?"),
    "role": _words("^角色|身份|参会类型", "roles?|capacity"),
    "position": _words(
        "职务|职位|职称|头衔|职衔|任职", "position|job\\s+title|designation|post|function"
    ),
    "affiliation": _words(
        "单位|机构|公司|所属|组织|院校|学校",
        "affiliations?|organi[sz]ations?|compan(?:y|ies)|institutions?|employer",
    ),
    "country": _words("国家|地区|国别", "countr(?:y|ies)|nationality|economy"),
    "name": _words(
        "姓名|名字|嘉宾|讲者|讲师|演讲人|演讲者|发言人|主讲|报告人|分享人|人员",
        "names?|speakers?|participants?|guests?|attendees?|presenters?|panelli?sts?|lecturers?",
    ),
    "topic": _words(
        "主题|议题|题目|环节|议程|内容|事项|活动|日程|报告|流程",
        "sessions?|topics?|titles?|agenda|items?|activit(?:y|ies)|programmes?|programs?|events?|"
        "talks?|descriptions?|themes?",
    ),
}
