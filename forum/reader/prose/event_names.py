"""What a sentence says that an event is called, which took place."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from forum.core.names import is_han
from forum.reader.bilingual import language_of
from forum.reader.event_record import EN, ZH, Line, Text
from forum.reader.prose.organizations import (
    FOR_SHORT,
    SHIELD,
)
from forum.reader.prose.phrases_en import end_of_phrase, start_of_phrase
from forum.reader.shapes.record import texts
from forum.reader.tables import Table
from forum.reader.vocabulary import prose_en, prose_zh
from forum.reader.vocabulary.shapes import CALLED_EVENT

QUOTED_ZH: Final = "“[^“”]{2,60}”"
_QUOTATION: Final = re.compile("“[^“”]*”")
# 潮汐论坛（TF24）, 潮汐年会 2024, 潮汐年会-TF'24
_BEHIND_NOUN: Final = (
    r"(?:[（(][^（）()]{2,40}[)）]|\s?20\d\d(?!年)|\s?(?:[-—–]\s?)?[A-Z][\w'’-]*)?"
)
_LONGEST_HEAD: Final = 40  # of a name, before what it quotes
HELD_ZH: Final = re.compile(
    rf"(?P<name>“[^“”]{{4,80}}”|[^，。；：“”]{{2,60}}暨“[^“”]{{4,80}}”|[^，。；：“”]{{0,{_LONGEST_HEAD}}}{QUOTED_ZH}(?:[\u3400-\u9fff]{{0,12}}(?:{prose_zh.EVENT_NOUNS})|(?=暨))(?:暨[^，。；“”]{{2,80}}?(?:{prose_zh.EVENT_NOUNS}))?|"
    rf"[^，。；：“”]{{2,80}}?(?:{prose_zh.EVENT_NOUNS}){_BEHIND_NOUN})"
    rf"(?:(?:开幕式|启动仪式)?(?:\s*于[^，。；]{{2,40}}?)?(?:{prose_zh.TOOK_PLACE})|{prose_zh.BEGAN})"
)
# 某学院举办“…”论坛: said of the host, with the name behind it.
_HELD_BY_ZH: Final = re.compile(
    rf"(?:举办|召开|举行|主办|承办)(?:了|的)?(?P<name>(?:[\u3400-\u9fff\d]{{0,16}}{QUOTED_ZH})?[^，。；：“”]{{0,60}}?(?:{prose_zh.EVENT_NOUNS}))(?=[。，]|$)"
)
# 第七届青年“潮汐论坛”, 潮汐论坛分论坛二“海塘”: the name begins before the quotation.
_NAME_BEGINS: Final = re.compile(
    rf"(?:首届|第[一二三四五六七八九十百\d]+届|{prose_zh.EVENT_NOUNS})[^“”]{{0,24}}(?<![的在以为行办开了])$"
)
# 潮汐大会暨海塘大赛启动仪式: of two events in one the second is the ceremony.
_CEREMONY: Final = re.compile("(?:启动|颁奖|开幕|签约|揭牌|授牌)(?:仪式|典礼)")
_OWN_HOUSE_ZH: Final = re.compile(
    f"^(?:{prose_zh.DEICTIC})(?=首[届期场次]|第|\\d|“|[\u3400-\u9fff]{{4}})"
)
# “潮汐论坛”通过线上会议: by which way, behind the name
_BY_WAY_OF: Final = re.compile("(?<=[”会坛])(?:(?:通过|采[用取]).*|[（(](?:线上|线下|云端)[)）])$")
_BEFORE_NAME_ZH: Final = re.compile(
    "^【[^】]*】|^预?祝贺|^(?:并|随后)?(?:正式|郑重)?宣布|^(?:[^“”]|“[^“”]*”)*(?:主办|承办|协办|举办|发起|组织|支持|指导)(?:支持|单位|媒体)?的|^(?:近日|日前|今天|今日|昨日|当天|此次|本次|"
    "(?:\\d{4}年)?\\s*\\d{1,2}\\s*月\\s*(?:\\d{1,2}\\s*[日号]?)?(?:[至到—-]\\s*\\d{1,2}\\s*日)?(?:上午|下午|晚)?)[，,]?|"
    "^由[^，。；的]{2,16}?(?:组织|举办|开展)的?|^.*?(?:获悉|了解到)[，,]?|^(?:为期[^，。的]{1,6}|一年一度|备受(?:瞩目|关注))的|^以“[^“”]*”为主?题的|^为主?题的"
)
NAME_ZH: Final = re.compile(rf"(?:{prose_zh.EVENT_NOUNS}){_BEHIND_NOUN}$")
_GENERIC: Final = re.compile(
    rf"(?:本次|此次|本届|该|这次|整个|首场|一[场次个届]|多场)?(?:系列|重要|专题|专门|学术|工作|大型|国际|主题|现场|研讨|相关|新闻|媒体)*"
    rf"(?:{prose_zh.EVENT_NOUNS}|开幕式|闭幕式|仪式)",
    re.IGNORECASE,
)
_NOUN_EN: Final = re.compile(
    rf"\b(?:{prose_en.EVENT_NOUNS})\b(?!\s+(?:{prose_en.EVENT_NOUNS}|Hall|Theat(?:re|er)|Room|Cent(?:re|er)|Series)\b)"
)
# Transcript of Harbour Forum; The Conference, Press Conference: what any is called
_PAPER_ON_EN: Final = re.compile(
    r"(?:Transcript|Minutes|Report|Summary|Notes)\s+(?:of|on|from)\s+(?:[Tt]he\s+|[Aa]\s+)?"
)
_PLAIN_EN: Final = re.compile(
    rf"(?:(?:The|An?|This|Our|Press|News)\s+)*(?:{prose_en.EVENT_NOUNS})", re.IGNORECASE
)
# on the Sidelines of the Tide Forum, as headlines write it
_BESIDE_EN: Final = re.compile(r"\b(?:Side(?:lines?)?|Margins)\s+[Oo]f\s+(?:[Tt]he\s+)?")
_YEAR_BEHIND: Final = re.compile(r"\s+(?:19|20)\d\d\b")
_SUBJECT_BEHIND: Final = re.compile(r"\s+(?:on|of|for)\s+(?:the\s+)?(?=[A-Z])")
# Tide Convention Signing Ceremony and Conference
_CEREMONY_BEHIND: Final = re.compile(
    rf"\s+(?:Signing|Opening|Launch)\s+Ceremony(?:\s+and\s+(?:{prose_en.EVENT_NOUNS})\b)?"
)
# a centre that was announced at the Third Tide Summit: where else
_ANNOUNCED_AT: Final = re.compile(
    r"\b(?:(?:that|which)\s+(?:was|were|had\s+been)|first)\s+(?:announced|proposed|introduced|unveiled)\b[^.;“”]{0,100}$"
)
# Forum on “Tides: What Comes”
_QUOTED_BEHIND: Final = re.compile(r"\s+(?:on|for)\s+“[^“”]{4,120}”")
# its two-day course entitled “Reading Tide Tables”
_ENTITLED_EN: Final = re.compile(
    rf"\b(?:opened|held|hosted|organi[sz]ed|convened|launched|concluded|conducted)\s+(?:the|its|an?|their)\s+(?:[\w-]+\s+){{0,5}}?"
    rf"(?i:{prose_en.EVENT_NOUNS}|{prose_en.OCCASIONS})\s+(?:entitled|titled|called|themed|on)\s+“(?P<name>[^“”]{{4,120}}?)[,︐.]?”"
)
BEFORE_NAME_EN: Final = re.compile(
    r"\b[Oo]n\s+the\s+(?:[Ss]ide(?:lines?)?|[Mm]argins?)\s+of\s+(?:the\s+)?|"
    r"[’']s?\s+(?:\([^()]*\)\s+)?|\b(?:for|at|in|to|of|and|on|with)\s+(?:the|its|an?)\s+|"
    r"\b[Pp]articipation\s+(?:in|at)\s+|"
    # Harbour Town Hosts Second Forum, in a headline
    r"\b(?:Holds?|(?:Co-)?Hosts?|Convenes?|(?:Co-)?Organi[sz]es?|Opens?|Launches|Welcomes)\s+(?:(?:[Tt]he|[Ii]ts|[Aa]n?|[Tt]heir)\s+)?"
)
_HELD_BEFORE_EN: Final = re.compile(
    rf"\b(?:hosted|co-hosted|held|organi[sz]ed|co-organi[sz]ed|convened|opened|launched|concluded|at|for|"
    rf"will\s+(?:\w+ly\s+)?{prose_en.WILL_HOLD}|"
    r"(?:opening|closing|day|session|start|end|conclusion|margins|sidelines|edition)\s+of)\s+"
    rf"(?:(?:the|its|an?)\s+)?(?:(?:{prose_en.EDITIONS})\s+)*“?$"
)
_HELD_BEHIND_EN: Final = re.compile(
    rf"”?\s*(?:\([^()]{{2,20}}\))?,?\s+(?:[^.;“”]{{0,80}},\s+|(?<=,\s)[^.;“”]{{0,200}}?,\s+)?(?:{prose_en.TOOK_PLACE})\b"
)
HELD_WORD_EN: Final = re.compile(
    rf"\b(?:will\s+(?:also\s+)?(?:take\s+place|open|gather|meet|(?:\w+ly\s+)?{prose_en.WILL_HOLD})|"
    rf"{prose_en.HELD}|Held|Organi[sz]ed|started|met)\b"
)
_EVENT_EN: Final = (
    r"(?:forum|summit|conference|congress|workshop|seminar|symposium|webinar|colloquium|"
    r"(?:panel\s+)?discussion|round\s?-?table|town\s+hall|(?:business|annual|general|high-level)\s+meeting)"
)
# hosted a business forum here; took part in a panel discussion on tides in the north
_TOLD_EN: Final = re.compile(
    rf"\b(?:an?|its|their|the)\s+(?P<name>(?:[\w’'-]+\s+){{0,4}}?{_EVENT_EN}"
    rf"(?:\s+(?:on|about|entitled|titled|themed)\s+[^,;:]{{3,90}}?)?)"
    rf"(?=[,;:]|\.(?:\s+(?-i:[A-Z])|$)|\s+(?:here|held|hosted|organi[sz]ed|in|at|on|this|last|that|to|for|with)\b|$)",
    re.IGNORECASE,
)
# Conference “Tides” was held; its “Tides” conference was held
_QUOTED_EN: Final = re.compile(
    rf"\b{_EVENT_EN}\s+[“\"](?P<behind>[^“”\"]{{4,120}})[”\"]|[“\"](?P<before>[^“”\"]{{4,120}})[”\"]\s+{_EVENT_EN}",
    re.IGNORECASE,
)
_HELD_EN: Final = re.compile(
    r"\b(?:held|hosted?|organi[sz]ed?|convened?|took\s+part|participated|attended|gathered|launched)\b",
    re.IGNORECASE,
)
# 第三届潮汐年会（TF27），将于5月8日在滨海市举行: announced, with a comma behind the name
_ANNOUNCED_ZH: Final = re.compile(
    rf"^(?P<name>[^，。；：“”]{{4,80}}?(?:{prose_zh.EVENT_NOUNS})(?:[（(][^（）()]{{2,40}}[)）])?)，?"
    r"(?:谨?[将订定拟]于|将在)[^。；]{4,80}?(?:举行|举办|召开|开幕)"
)
# I invite you to attend the Harbour Society’s 35th Annual Conference
_INVITED_EN: Final = re.compile(
    r"\b(?:invites?|inviting|welcomes?|welcoming)\s+you\s+(?:all\s+)?to\s+(?:(?:attend|join)\s+)?"
)
_SENTENCES: Final = re.compile(r"(?<=[a-z0-9)”\"][.!?])\s+(?=[A-Z“\"])")
_MOST_LINES: Final = 6


def name_in_sentence(text: str, language: str) -> str:
    """Return the name of the event that a sentence says took place, "" for none."""
    return _name_zh(text) if language == ZH else _name_en(text)


def _name_zh(text: str) -> str:
    return next(names_zh(text), "")


def names_zh(text: str) -> Iterator[str]:
    """Yield the names of events that a Chinese sentence says took place."""
    matches = (*HELD_ZH.finditer(text), *_HELD_BY_ZH.finditer(text))
    yield from filter(None, map(clean_name_zh, matches))


def clean_name_zh(match: re.Match[str]) -> str:
    """Return the name that is said to take place, without day and hosts; "" if it names none."""
    name = match["name"].lstrip("•·●■◆▶* ")
    ahead = re.split("[，。；：]", match.string[: match.start("name")])[-1]
    if name.find("“") == _LONGEST_HEAD and is_han(ahead[-1:]):
        return ""  # begun within a word
    is_begun = name.startswith("“") and _NAME_BEGINS.search(ahead)
    if is_begun or match.string[: match.start("name")].endswith("”"):
        # 甲省“十四五”项目启动会: the name begins before the quotation.
        shielded = _QUOTATION.sub(lambda quoted: SHIELD * len(quoted[0]), match.string)
        begin = max(shielded.rfind(mark, 0, match.start("name")) for mark in "，。；：")
        name = match.string[begin + 1 : match.end("name")].strip()
    previous = ""
    while name != previous:
        previous = name
        name = _OWN_HOUSE_ZH.sub("", _BEFORE_NAME_ZH.sub("", name).strip())
    if "暨" in name and (ceremony := _CEREMONY.match(match.string, match.end("name"))):
        name += ceremony[0]
    name = texts.unquoted(_BY_WAY_OF.sub("", FOR_SHORT.sub("", name)))
    is_quoted = match["name"].startswith("“") and len(name) >= 4 and not _GENERIC.fullmatch(name)
    return name if is_quoted or (len(name) >= 5 and _is_event_name(name)) else ""


def _is_event_name(name: str) -> bool:
    return (
        bool(NAME_ZH.search(name.rstrip("”")))
        and not name.startswith(("暨", "以下简称"))
        and name.count("（") == name.count("）")
        and not _GENERIC.fullmatch(name)
        and not re.search(
            "[，。；]|了|在[^，。]{2,16}(?:大讲堂|讲坛|沙龙)$|^(?:这[是次届]|那[次届]|[今明去每]年|每[次届]|是|自|作为|继|当|据|在|对|一[场次个届])|[景势持导]下的|与会|认为|表示|指出|一系列|系列(?:活动|学术|国际)|多场|出席|参加|主持|莅临|致[辞词]|对(?:会议|论坛|大会)|我们|多个|场次|(?<![第届\\d一二三四五六七八九十])(?:\\d+|[两三四五六七八九十几数]+)余?[个场项次]|一批",
            name,
        )
    )


def _name_en(text: str) -> str:
    if not HELD_WORD_EN.search(text):
        return ""
    for start, end in event_names_en(text):
        is_held = _HELD_BEHIND_EN.match(text, end) or _HELD_BEFORE_EN.search(text[:start])
        is_other = _ANNOUNCED_AT.search(text[:start])
        if is_held and not is_other and len(text[start:end].split()) >= 2:
            return re.sub("[,︐.]”$", "”", text[start:end])
    entitled = _ENTITLED_EN.search(text)
    return entitled["name"] if entitled else ""


def event_names_en(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the capitalized names of events stand: Third Harbour Forum on Tides 2024."""
    for noun in _NOUN_EN.finditer(text):
        start, end = start_of_phrase(text, noun.start()), noun.end()
        if ceremony := _CEREMONY_BEHIND.match(text, end):
            end = ceremony.end()
        subject = _SUBJECT_BEHIND.match(text, end)
        if subject and (last := end_of_phrase(text, subject.end())) > subject.end():
            end = last
        elif quoted := _QUOTED_BEHIND.match(text, end):
            end = quoted.end()
        if year := _YEAR_BEHIND.match(text, end):
            end = year.end()
        owner = [match.end() for match in BEFORE_NAME_EN.finditer(text, start, noun.start())]
        owner += [match.end() for match in _BESIDE_EN.finditer(text, start, noun.start())]
        start = owner[-1] if owner else start
        paper = _PAPER_ON_EN.match(text, start)
        start = paper.end() if paper else start
        if not _PLAIN_EN.fullmatch(text, start, end):
            yield start, end


# 5月8日 上午 潮汐论坛: what a sheet says of the day
_DAY_OF_SHEET: Final = re.compile(
    r"^\s*(?:(?:\d{4}年)?\d{1,2}月\d{1,2}日|\d{1,2}[.]\d{1,2}|day\s*\d+)?\s*(?:[上下]午|晚上|全天)?\s*",
    re.IGNORECASE,
)
_PART_OF_EVENT: Final = re.compile(
    r"[分平行主][论会][坛场]|^(?:会议|活动|论坛|大会)?(?:日程|议程)?$|\b(?:sessions?|panel)\b",
    re.IGNORECASE,
)


def propose_name(lines: Iterable[Line]) -> tuple[Text, int] | None:
    """Return what one of the first sentences says took place, with its line; None for nothing.

    It is a common noun, or one of several names, so that somebody has to say if the event bears it.
    """
    written = [line for line in lines if line.text.strip() and line.table is None]
    for line in written[:_MOST_LINES]:
        if language_of(line.text) != EN:
            if announced := _ANNOUNCED_ZH.match(line.text.strip()):
                return {ZH: announced["name"]}, line.number
            continue
        for sentence in _SENTENCES.split(line.text.strip()):
            is_held = _HELD_EN.search(sentence)
            if is_held and (quoted := _QUOTED_EN.search(sentence)):
                return {EN: quoted["behind"] or quoted["before"]}, line.number
            if is_held and (told := _TOLD_EN.search(sentence)):
                name = told["name"].strip()
                return {EN: name[0].upper() + name[1:]}, line.number
            if name := _name_of_invitation(sentence):
                return {EN: name}, line.number
    return None


def _name_of_invitation(sentence: str) -> str:
    """Return to what somebody is invited, "" for nothing that has a name."""
    invited = _INVITED_EN.search(sentence)
    names = event_names_en(sentence) if invited else ()
    start, end = next((name for name in names if invited and name[0] >= invited.end()), (0, 0))
    return sentence[start:end] if len(sentence[start:end].split()) > 1 else ""


def name_of_sheets(tables: Iterable[Table]) -> tuple[Text, int] | None:
    """Return what a workbook's first sheet that names an event calls it, and its first line."""
    for table in tables:
        name = _DAY_OF_SHEET.sub("", table.sheet).strip()
        if table.rows and CALLED_EVENT.search(name) and not _PART_OF_EVENT.search(name):
            return {language_of(name): name}, table.lines[0]
    return None
