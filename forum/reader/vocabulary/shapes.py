"""Words by which a document says what it is. Each pattern is evidence for its shape alone."""

import re
from typing import Final

from forum.reader.vocabulary.calendar import WEEKDAY_BEHIND
from forum.reader.vocabulary.list_marks import BULLETS
from forum.reader.vocabulary.prose_en import HELD

_CLOCK: Final = (
    r"(?:(?:[01]?\d|2[0-3])(?:\s*[:：.点时]\s*|h)[0-5]\d(?:\s*[ap]\.?m\b\.?|[ap](?=[\s–—-]|$))?|"
    r"(?:1[0-2]|\d)(?:\s*[-–—]\s*(?:1[0-2]|\d))?\s*[ap]\.?m\b\.?)"
)
# 9h, 9时: how long something lasts as often, so a time only in a range.
_BARE_HOUR: Final = r"(?:[01]?\d|2[0-3])(?:h(?!\w)|\s*[时点](?:整|半)?)"
_TO: Final = r"\s*(?:[-–—―~～〜至到]+|to)\s*"
# 0930-1000; both may be years only where they begin with 19 or 20.
_RANGE: Final = (
    r"(?!(?:19|20)\d\d\s*[-–—]\s*(?:19|20)\d\d)(?:[01]\d|2[0-3])[0-5]\d\s*[-–—]\s*"
    r"(?:[01]\d|2[0-3])[0-5]\d"
)
# A line that begins with a time of day or a range of them.
TIMED: Final = re.compile(
    rf"^\s*(?:[{BULLETS}]\s*)?(?:[\[【(（|]\s*)?(?:(?:周|星期|礼拜)[一二三四五六日天]\s*)?"
    rf"(?:(?:上午|下午|晚上|AM|PM)\s*)?(?:{_CLOCK}(?:{_TO}{_CLOCK})?|"
    rf"{_BARE_HOUR}{_TO}(?:{_CLOCK}|{_BARE_HOUR})|{_RANGE}(?=\s))(?!\d|\.\s?[\d–—-])"
    rf"(?!\s*{WEEKDAY_BEHIND})",
    re.IGNORECASE,
)
# 三、领导致辞（14:05—14:20）: a heading with its time behind it, in brackets or not.
_TIME_BEHIND: Final = re.compile(
    rf"^\s{{0,8}}(?:[一二三四五六七八九十]{{1,2}}、|[（(][一二三四五六七八九十]{{1,2}}[)）]|"
    rf"\d{{1,2}}[.、．](?!\s*\d))?\s{{0,8}}"
    rf"(?!.*(?:\d{{4}}|\d\s*[月日号]|时间|日期|\b(?:time|date|when)\b))(?P<topic>[^（()）]{{1,80}}?[^（()）:：\s])"
    rf"(?:\s{{0,8}}[（(]\s{{0,8}}(?P<half>[上下]午|晚上|晚间)?\s{{0,8}}[:：]?\s{{0,8}}"
    rf"(?P<time>{_CLOCK}{_TO}{_CLOCK})\s{{0,8}}[)）]|"
    rf"\s{{1,8}}(?P<bare>{_CLOCK}{_TO}{_CLOCK}))\s{{0,8}}$",
    re.IGNORECASE,
)


# 10 - 10:45, 11:30 - noon: what stands for an hour with its minutes
_HOUR_TO: Final = re.compile(
    r"^(?P<lead>\s*)(?P<hour>[01]?\d|2[0-3])(?=\s*[-–—]\s*(?P<to>[01]?\d|2[0-3])[:：][0-5]\d(?!\d))"
)
_TO_NOON: Final = re.compile(r"^(\s*\d{1,2}[:：][0-5]\d\s*[-–—]\s*)noon\b", re.IGNORECASE)
_LONGEST_SLOT: Final = 4  # hours


def _with_minutes(text: str) -> str:
    """Return a line whose time has minutes, at both ends."""
    text = _TO_NOON.sub(r"\g<1>12:00", text)
    match = _HOUR_TO.match(text)
    if match is None or (int(match["to"]) - int(match["hour"])) % 12 > _LONGEST_SLOT:
        return text
    return f"{match['lead']}{match['hour']}:00{text[match.end() :]}"


def put_time_first(text: str) -> str:
    """Return a heading with its time before it, and hours with minutes; any other line as it is."""
    text = _with_minutes(text)
    behind = None if TIMED.search(text) else _TIME_BEHIND.match(text.strip())
    if behind is None or DAY_LINE.match(behind["topic"]):
        return text
    return f"{behind['half'] or ''}{behind['time'] or behind['bare']} {behind['topic']}"


# What parts the rows of one day from those of the next.
DAY_LINE: Final = re.compile(
    r"^\s*[【\[（(]?\s*(?:day\s*(?:\d|one|two|three|four|five)|第[一二三四五六七\d]天|(?:星期|周)[一二三四五六日天]|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day)(?!\w)",
    re.IGNORECASE,
)
# A line that begins with what may be a time: 14h, 14时, 9-10; or how long something lasts.
MAYBE_TIMED: Final = re.compile(
    rf"^\s*(?:[{BULLETS}]\s*)?\d{{1,2}}(?:h(?!\w)|\s*[时点]|{_TO}\d)", re.IGNORECASE
)

# What heads the columns of tables; a header names at least two.
TIME_COLUMN: Final = re.compile(r"时间|时刻|时段|时长|\btime\b|\bhours?\b|\bslot\b", re.IGNORECASE)
TOPIC_COLUMN: Final = re.compile(
    r"环节|议程|议题|主题|题目|内容|事项|活动|日程|安排|\b(?:session|topic|title|agenda|item|activity|"
    r"programme|program|event|talk)s?\b",
    re.IGNORECASE,
)
NAME_COLUMN: Final = re.compile(
    r"姓名|嘉宾|专家|讲者|讲师|演讲人|发言人|主讲|名字|\b(?:name|speaker|participant|guest|attendee)s?\b",
    re.IGNORECASE,
)
ABOUT_COLUMN: Final = re.compile(
    r"职务|职位|职称|单位|机构|公司|所属|国家|地区|角色|邮箱|电话|参会|备注|"
    r"\b(?:title|position|affiliation|organi[sz]ation|company|institution|country|role|email|"
    r"remarks?)s?\b",
    re.IGNORECASE,
)

PROGRAMME_TITLE: Final = re.compile(
    r"(?:议程|日程|流程|节目单)(?:安排|表|单)?\s*$|\b(?:programme|program|agenda|schedule)\b",
    re.IGNORECASE,
)
GUESTS_TITLE: Final = re.compile(
    r"(?:嘉宾|参会|与会|出席|代表|人员|专家)[^，。]{0,6}(?:名单|名录|一览)|"
    r"\b(?:list\s+of\s+(?:participants|guests|attendees|delegates)|participants?|guest\s+list|"
    r"attendees?)\s*$",
    re.IGNORECASE,
)
# The same with the event behind it.
GUESTS_OF: Final = re.compile(
    r"^(?:(?:confirmed|provisional|final|registered)\s+)?(?:list\s+of\s+)?"
    r"(?:participants?|guests?|attendees?|delegates?|speakers?)\s*[:–—|,-]\s*(?P<name>\S.*)$",
    re.IGNORECASE,
)
# Which guests a list holds; no part of the event's name.
INVITED: Final = re.compile(r"(?:拟?邀请?|受邀|特邀|应邀|拟请?|重要|主要|部分|正式|演讲|发言)$")
INVITED_TO: Final = re.compile(r"^(?:应邀)?(?:参加|出席)")
TRANSCRIPT_TITLE: Final = re.compile(r"实录|文字稿|速记|逐字稿|\btranscripts?\b", re.IGNORECASE)
# What news print below their own words: 以下为对话实录：
TRANSCRIBED_BELOW: Final = re.compile(
    r"^\s*以下[为是][^，。；]{0,20}(?:实录|概要|摘要|摘编|节选|全文|文字|内容|整理)\s*[:：]?\s*$"
)
MINUTES_TITLE: Final = re.compile(
    r"纪要|议事录|(?:会议?|会前|评审|讨论|座谈|研讨|洽谈)[记纪]录|例会|\bminutes\b", re.IGNORECASE
)
# Notes from the Board Meeting; Tide Committee (TC) Meeting 2023-05-31
MEETING_TITLE: Final = re.compile(
    r"\b(?:notes|record)(?:\s+(?:from|of|for)\b|\s*[,:–—-]).{0,60}\bmeeting\b|\bmeeting\s+notes\b|"
    r"\b(?:meeting|call|telecon(?:ference)?)\b.{0,20}(?:\b\d{4}\b|\d{1,2}[-./]\d{1,2}[-./]\d{2,4})|"
    r"(?:例会|会议|理事会|委员会)(?:会议)?(?:记录|纪要)?\s*[（(]?\d{4}|\d{4}[-./年].{0,20}(?:例会|会议)$",
    re.IGNORECASE,
)

REPORT_TITLE: Final = re.compile(
    r"报告\s*$|(?<!摘)总结\s*$|(?:会议?|论坛|年会|沙龙)(?:学术)?综述\s*$|\b(?:summary|report|proceedings|readout)\b",
    re.IGNORECASE,
)
# A line that is the title of a report, wherever in its head it stands.
REPORT_LINE: Final = re.compile(
    r"^\s*(?:(?:summary|final|draft|meeting|workshop|conference|forum|event|symposium|seminar)\s+)*"
    r"(?:report|summary|proceedings)"
    r"(?:\s+(?:of|on|from)\s+(?:the\s+)?[\w\s’'-]{3,60})?\s*[*†]?\s*$",
    re.IGNORECASE,
)

# Labels that only minutes have.
MINUTES_LABEL: Final = re.compile(
    r"^\s*(?:[>•·*-]\s*)?(?:(?:\d{1,2}\s*[.、．)）]|[一二三四五六七八九十]{1,2}[、.．])\s*)?(?:会议|轮值|本次|下次)*(?:出席|列席|缺席|请假|参会|与会|主持|记录|人员|抄送|签发)"
    r"(?:人员?|人|单位)?\s*[:：]|"
    r"^\s*(?:会议)?(?:出席|参会|与会|列席)人员\s*(?:[（(][^（()）]{2,20}[)）])?\s*[:：]?\s*$|"
    r"^\s*(?:汇报人|提议人|会议结论|结论|决议|遗留问题|待办事项)\s*[:：]|"
    r"^\s*(?:(?:[a-z-]+\s+){0,3}present|in\s+attendance|apologies|absent|minutes\s+taken\s+by|"
    r"note[- ]taker|chair)\s*[:：]",
    re.IGNORECASE,
)
# A line of the head that states something of the event, or who stayed away.
FACT_LABEL: Final = re.compile(
    rf"^\s*(?:[{BULLETS}]\s+)?(?:(?:会议|活动|论坛|大会|沙龙|举办)?(?:(?:时间|日期)(?:[/／](?:时间|日期))?|地点|地址|主题)|会场|(?:联合|共同)?(?:主办|承办|协办|支持|指导|媒体支持)(?:单位|方)?|"
    r"(?:请假|缺席|未出席|联系人?|整理|记录|校对|翻译)(?:人员|人)?|(?:meeting\s+|event\s+)?(?:date|time|duration)(?:\s*[/&]\s*time)?|venue|place|location|sponsors?|hosts?|hosted\s+by|organi[sz]ers?|"
    r"organi[sz]ed\s+by|apologies|absent)\s*[:：]",
    re.IGNORECASE,
)
# A turn of a transcript: who speaks, shortly, and a colon.
TURN: Final = re.compile(
    r"^\s*(?P<who>[A-Z]{1,3}\d?|[A-Z][\w.’'-]+(?:\s+[\w.’'()-]+){0,4}(?:\s*（[^（()）:：]{1,80}）)?|"
    r"[\u3400-\u9fff·•・.\s（）()]{1,24}"
    r"(?:[（(][^（()）:：]{1,40}[)）])?)"
    r"\s*[:：](?!\s*(?:https?://|www\.)\S+\s*$)\s*(?P<words>\S.*)?$"
)
# Anna Berg: 00:01:20, with the words behind it or on the line below
_TIME_CODE: Final = re.compile(
    r"^\s*(?:[\[(]\s*(?:\d{1,2}:)?\d{1,2}:\d{2}\s*[\])]|\d{1,2}:\d{2}:\d{1,2})(?:\s+|$)"
)


def without_time_code(text: str) -> str:
    """Return the words of a turn without the second of the recording before them."""
    return _TIME_CODE.sub("", text)


# What news begin with: the agency's or author's line.
DATELINE: Final = re.compile(
    r"^.{0,24}?(?:讯|电|报道)\s*[（(]?|(?:发布时间|发布日期|信息来源|本报|本网|通讯员|记者|供稿|来源|撰稿|摄影)[\s:：]|"
    r"^\s*\d{1,2}\s+[A-Z][a-z]{2,8}\s+\d{4},\s+[A-Z][^.;:]{2,60}?\s[-–—]+\s|"
    r"^\s*[A-Z][A-Za-z. ]+,\s+[A-Z]?[a-z]*\.?\s*\d{1,2}.{0,30}?\s[-–—]+\s"
)
# A line that calls the paper news.
RELEASE_LINE: Final = re.compile(
    r"\b(?:press|media|news)\s+(?:releases?|statements?|notes?)\b|新闻(?:通)?稿|通稿", re.IGNORECASE
)
# A line that is nothing but the day of the news.
DATE_LINE: Final = re.compile(
    r"\s*(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?(?:(?:19|20)\d\d[-./年]\d{1,2}[-./月]\d{1,2}日?(?:\s+\d{1,2}:\d\d(?::\d\d)?)?|\d{1,2}(?:st|nd|rd|th)?\s+[A-Z][a-z]{2,8},?\s+(?:19|20)\d\d|"
    r"[A-Z][a-z]{2,8}\s+\d{1,2}(?:st|nd|rd|th)?,?\s+(?:19|20)\d\d)\s*"
)
# A paragraph of prose with a number.
NUMBERED_PROSE: Final = re.compile(r"^\s*\d{1,3}[.、．]\s*\S.{40,}[.。”\"]\s*$")
# The heading of a section, with its number: 二、数据权利保护.
SECTION: Final = re.compile(r"^\s*[一二三四五六七八九十]{1,2}、[^，。；：]{2,30}$")
# Parts that reports have.
REPORT_PART: Final = re.compile(
    r"^\s*(?:[一二三四五六七八九]、|\d+[.、]\s*)?(?:执行摘要|内容摘要|摘要|会议概况|简介|概述|总体情况|会议背景|结论(?:与建议)?|主要结论|后续步骤|下一步工作|"
    r"executive\s+summary|background|introduction|conclusions?(?:\s+and\s+(?:recommendations?|next\s+steps|way\s+forward))?|recommendations?|"
    r"next\s+steps|way\s+forward|key\s+(?:messages|findings|takeaways)|attendance|"
    r"(?:summary\s+of\s+(?:the\s+)?)?(?:proceedings|discussions|presentations|panels|sessions))\s*$",
    re.IGNORECASE,
)
# What news tell of an event.
TOOK_PLACE: Final = re.compile(rf"(?:主办|承办|举行|举办|召开|开幕|闭幕|落幕)|\b(?:{HELD})\b")
# The day of an event within a sentence of the news, and that it took place.
TOLD_DAY: Final = re.compile(
    r"^.{0,40}?(?:\d{4}\s*年)?\d{1,2}\s*月\s*\d{1,2}\s*日?(?:\s*[—–~-]+\s*\d{1,2}\s*日|(?<=日)).{8,200}?(?:举行|举办|召开|开幕|闭幕|落幕|启幕|开启|圆满成功)|"
    r"^The\s[^.;]{4,120}\b(?:was|were)\s+held\b[^.;]{2,80}\b(?:19|20)\d\d\b|"
    r"^(?:\d{1,2}[.)]\s*)?On\s+(?:\w+day,?\s+)?(?:\d{1,2}\s+[A-Z][a-z]+|[A-Z][a-z]+\s+\d{1,2})(?:,?\s+\d{4})?,?\s.{8,200}?\b(?:held|hosted|organi[sz]ed|convened)\b"
)
# What news say that people did.
ACTED_ZH: Final = re.compile(
    r"致(?:欢迎|开幕|闭幕)?[辞词]|主持[^，。：:]{0,24}(?:开幕式|论坛|会议|仪式|研讨会|大会)|(?:出席|参加)[^，。：:]{0,24}(?:开幕式|论坛|会议|仪式|研讨会|大会|活动)|"
    r"(?:作|做|发表|带来)[^，。：:]{0,30}(?:报告|演讲|发言|讲话)|由[^，。：:]{2,40}主持(?=[。，])"
)
# What English news say that people did at an event, or are to do.
ACTED_EN: Final = re.compile(
    r"\b(?:addressed|opened|moderated|chaired|led|delivered|made)\s+by\s+(?:the\s+)?(?:[A-Z]|H\.E\.)|"
    r"\b(?:will\s+(?:also\s+)?(?:deliver|open|moderate|chair|address|convene|gather)|"
    r"(?:delivered|gave)\s+(?:the|an?|his|her)\s+(?:\w+\s+)?(?:address|remarks|speech|keynote)|"
    r"(?:then\s+spoke|spoke\s+(?:next|first|last|then)))\b"
)
# What only reports of panels say.
PANEL: Final = re.compile(
    r"^\s*(?:\d+[.)]\s*)?panel\s+\d+\b|^\s*session\s+(?:\d+|[ivx]{1,4})\s*[:–—-]|\bpanel(?:\s+\d+)?\s+comprised\b|\bmoderated\s+by\b|"
    r"\bsession\s+was\s+(?:opened|chaired|moderated|officiated)\b|\bpanelli?sts?\b",
    re.IGNORECASE,
)
# Session A: The Harbour at Night
COUNTED_PART: Final = re.compile(
    r"(?:session|track|block|part|panel)\s+(?:[A-Z]|\d{1,2}|[IVX]{1,4})\s*[:–—-]\s*\S",
    re.IGNORECASE,
)
# Session IV - The Sluice, as reports number what they tell of
SESSION_HEAD: Final = re.compile(r"^\s*(?:Session|Panel)\s+(?:[IVX]{1,4}|\d{1,2})\s*[–—-]")
SAID_ZH: Final = re.compile(
    r"(?:表示|指出|认为|强调|介绍|谈[到道]|致辞|提出|说|称|表达|希望|呼吁|建议|分享|讲到)(?:[，,：:“]|了)"
)
SAID_EN: Final = re.compile(
    r"\b(?:said|stated|argued|told\s+(?:the\s+)?\w+|noted|stressed|emphasi[sz]ed|remarked|highlighted|added|explained|observed|shared|"
    r"commented|opined|cautioned|urged|reiterated|(?:re)?affirmed|underlined|underscored|acknowledged|declared|warned|replied|asserted)\b"
)
# Words for a meeting that are the last of a name, or of its first part: 潮汐论坛：…, not 论坛资讯.
CALLED_EVENT: Final = re.compile(
    r"(?:(?:论坛|峰会|大会|会议|研讨|圆桌|座谈|交流|推介|边会|沙龙|讲座|仪式|发布|年会|对话)会?|"
    r"(?:推进|协调|工作|动员|评审|论证|总结|部署|启动|调度|专题|恳谈|洽谈|对接|分享|培训|联席|办公|报告|见面|双选|理事|代表)会)"
    r"(?=$|[\s\d（(：:—–·・|｜“”》」』暨及&,，.。！!？?-]|[之第]|实录|纪要|主论坛|分论坛|主会场|分会场|现场|"
    r"开幕|闭幕|开源|专场|记录|文字|[A-Z])|"
    r"\b(?:forum|summit|conference|congress|meeting|dialogue|workshop|seminar|symposium|session|"
    r"round\s*-?table|side\s+event|week|assembly|launch|meet-?up|hackathon)\b",
    re.IGNORECASE,
)
# What a title says that an event bears.
NAMES_EVENT: Final = re.compile(
    r"论坛|峰会|大会|会议|研讨|对话|圆桌|座谈|交流|年会|推介|边会|沙龙|讲座|仪式|发布会|[推协恳洽对论评][进调谈接证审]会|"
    r"\b(?:forum|summit|conference|congress|meeting|dialogue|workshop|seminar|symposium|session|"
    r"round\s*-?table|side\s+event|week|assembly|launch)\b",
    re.IGNORECASE,
)
