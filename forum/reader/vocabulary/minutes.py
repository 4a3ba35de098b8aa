"""Words of minutes: labels of their head, headings of their parts."""

import re
from typing import Final

_WHO: Final = r"(?:会议)?(?:人员|人|单位|领导|代表)?(?:名单)?"
# A line of the head: its label, and what stands behind the colon.
LABEL: Final = re.compile(
    r"^(?P<label>(?:会议)?(?:时间|日期)(?:[/／](?:时间|日期))?|(?:会议)?地点|"
    r"(?:会议)?(?:时间|地点)\s?(?:time|location|place)|(?:参与|与会|出席)者?\s?participants|"
    rf"下次(?:会议|轮值)?主持{_WHO}|会议人员|(?:会议|轮值|本次)?(?:出席|参会|参加|参与|到会|与会|列席|缺席|请假|未出席|主持|[记纪]录|整理|抄送|签发|审核){_WHO}|"
    r"date(?:\s+and\s+time)?|time|venue|place|location|(?:[a-z-]+\s+){0,3}present|attendees|participants|attending|"
    r"in\s+attendance|late(?:r)?\s+arrivals?|(?:on\s+the\s+call|in\s+the\s+room|roll\s+call)|"
    r"apologies|regrets|absent|chair(?:person|man|woman)?|chaired\s+by|minutes(?:(?:\s+taken)?\s+by)?|"
    r"note[- ]?takers?|scribes?|secretary|recorder)\s*[:：]\s*(?P<value>.*)$",
    re.IGNORECASE,
)
# 会议主题：潮汐社区会议第三期, in the head
NAMING: Final = re.compile("会议(?:主题|名称)\\s*[:：]\\s*(?P<name>\\S.*)")
TIME: Final = re.compile(r"(?:会议)?(?:时间|日期)|date|time", re.IGNORECASE)
PLACE: Final = re.compile(r"(?:会议)?地点|venue|place|location", re.IGNORECASE)
ABSENT: Final = re.compile(
    r"下次|(?:会议)?(?:缺席|请假|未出席|抄送|签发|审核)|apologies|regrets|absent", re.IGNORECASE
)
CHAIRING: Final = re.compile(r"(?:会议|轮值|本次)?主持|chair", re.IGNORECASE)
ATTENDING: Final = re.compile(
    r"会议人员|(?:会议)?(?:出席|参会|参加|参与|到会|与会|列席)|(?:[a-z-]+\s+){0,3}present|attend|participants|in\s+attendance|late|"
    r"on\s+the\s+call|in\s+the\s+room|roll\s+call",
    re.IGNORECASE,
)
RECORDING: Final = re.compile(
    r"(?:会议)?(?:[记纪]录|整理)|minutes|note(?:[- ]?takers?)?|scribes?|secretary|recorder",
    re.IGNORECASE,
)
# Present: Ann Berg, Tom Li: what the head says of who was there, and no turn of a speaker
ATTENDANCE_LABEL: Final = re.compile(
    r"(?:present|in\s+attendance|attendees|attendance|regrets|apologies|absent|scribes?|"
    r"note[- ]?takers?|minutes\s+(?:taken\s+)?by)\s*:|"
    r"(?:participants|attending|on\s+the\s+call|in\s+the\s+room|roll\s+call)\s*:(?=[^.!?]*,[^.!?]*$)|"
    r"(?:会议)?(?:出席|参会|参加|参与|到会|与会|列席|缺席|请假|[记纪]录|整理)(?:人员|人|者)?(?:名单)?\s*[:：]",
    re.IGNORECASE,
)
# Gates first [name=anna]: whose words a line of shared notes is
NAMED_MARK: Final = re.compile(r"\[name=(?P<name>[^\[\]]{1,40})\]")
# Such a label alone on its line, with the names below it.
ATTENDANCE_ALONE: Final = re.compile(
    r"(?:(?:会议|本次(?:会议)?)?(?:出席|参会|参加|与会|列席|到会)(?:人员|人|成员|名单|者)?(?:名单)?|会议人员|与会者|"
    r"(?:[a-z-]+\s+(?:(?:and|&)\s+)?){0,3}(?:present|in\s+attendance)|attendance|"
    r"(?:introduction\s+of\s+|list\s+of\s+)?attendees|attending|participants|invited\s+guests|observers|guests|"
    r"(?P<absent>(?:会议|已)?(?:缺席|请假|未出席|未到会)(?:人员|人|成员|名单|者)?|apologies(?:\s+(?:received|(?:for|of)\s+absence))?|regrets|absent|absentees))"
    r"\s*(?:[（(][^（()）]{1,30}[)）])?\s*[:：]?",
    re.IGNORECASE,
)
# What heads a part: its text is decisions, or what was said at the items.
PART: Final = re.compile(
    r"会议内容|本[次期][议话]题|本次议程|(?:会议)?议程[及和与](?:会议)?(?:记录|纪要)|议题(?:申报|收集|列表|清单)|(?:会议)?(?:纪要|记录|议程|议题|决定|决议|议定事项|(?:讨论|报告|选举)事项|临时动议|主要内容|要点|议决事项|审议事项)|会议(?:形成|达成)?(?:以下)?(?:决议|决定|共识)|"
    r"(?:会议)?(?:议定|决定|讨论|审议)?(?:以下)?事项(?:如下)?|下一步工作(?:安排)?|待办事项|相关文档|附件|"
    r"minutes|agenda(?:\s+items)?|items?|discussion|decisions?|resolutions?|action\s+(?:items|points)|"
    r"actions?|next\s+steps|matters\s+arising",
    re.IGNORECASE,
)
# 议题 (Agenda), Decisions / 决议: the same in the other language behind a heading
_TRANSLATION: Final = re.compile(
    r"(?<=[\u3400-\u9fff])\s*[（(/／|]?\s*[A-Za-z][A-Za-z &-]{2,30}[)）]?$|"
    r"(?<=[A-Za-z])\s*[（(/／|]?\s*[\u3400-\u9fff]{2,10}[)）]?$"
)


def is_part(text: str) -> bool:
    """Tell whether a line heads a part, perhaps in both languages."""
    heading = text.strip(" :：")
    return bool(PART.fullmatch(heading) or PART.fullmatch(_TRANSLATION.sub("", heading)))


# A sentence that the decisions follow, and what it calls them.
DECIDED: Final = re.compile(
    r"(?P<heading>议定事项|会议(?:决定|精神|内容|纪要)|有关事项|纪要)(?:纪要|纪录|记录|明确|汇总)?如下[：:。]?$"
)
# Nothing but whom a line calls: @林岚 @王芳
CALLED: Final = re.compile(r"(?:[@＠][^@＠\s，。：:]{1,20}\s*){2,}")
# Parts that tell nothing of the meeting.
ASIDE: Final = re.compile(
    r"相关文档|附件|待办事项|下一步工作(?:安排)?|matters\s+arising", re.IGNORECASE
)
# Labels alone on their line that are nobody's name.
NO_SPEAKER: Final = re.compile(
    r"[\u3400-\u9fff]{0,4}(?:建议|内容|问题|意见|结论|决定|决议|背景|说明|备注|讨论|要求|方案|安排|目标|原则|措施|"
    r"确认|动议|时间|地点|分工|进展|要点|事项|提示|名称|名单|议题|议程|流程|步骤|计划|任务|成果|现状|情况|简介|摘要)|(?:业务|工作|专题|会务)报告|"
    r"decisions?|actions?|notes?|background|discussion|summary|agenda|conclusion|issues?|next|status|update|"
    r"titles?|abstract|topic|bio(?:graphy)?|keywords",
    re.IGNORECASE,
)
# Behind the name of whoever presents an item: —— 林岚建议
PRESENTING: Final = "建议|提议|提出|汇报|报告|介绍|说明|分享|负责|主讲|发言"
# Below the heading of an item: who presents it
PRESENTED_BY: Final = re.compile(
    r"^(?:汇报|报告|提议|提案|主讲|发言|presenter|presented\s+by|reporter)人?\s*[:：]\s*(?P<names>\S.{0,80})$",
    re.IGNORECASE,
)
# The same label where nobody is named behind it: 汇报人：
PRESENTED_BY_NOBODY: Final = re.compile(
    r"(?:汇报|报告|提议|提案|主讲|发言|presenter|presented\s+by|reporter)人?\s*[:：]",
    re.IGNORECASE,
)
# Who was there, and no names: 全体理事会成员
GROUP: Final = re.compile(
    r"[^、，,]{0,30}(?:全体|成员|委员|理事|同事|员工|人员)(?:[^、，,]{0,4}(?:成员|委员|人员))?|所有人|大家|"
    r"(?:all|the)\s+(?:[\w’'-]+\s+){0,4}(?:members|staff|delegates|partners)",
    re.IGNORECASE,
)
