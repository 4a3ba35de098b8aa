"""What people do and say in a Chinese sentence."""

import re
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Final

from forum.reader.event_record import ZH
from forum.reader.prose.acts import Act, Saying, SentenceReading
from forum.reader.prose.mentions import Mention, Roster, group_before, group_mentions
from forum.reader.prose.numbered_sessions import name_numbered
from forum.reader.prose.people_zh import find_mentions_zh, is_joint_zh
from forum.reader.prose.plain_names_zh import find_awarded
from forum.reader.prose.programme_parts import behind_part, find_part_zh, seat_in_part
from forum.reader.prose.sessions_zh import (
    QUOTED,
    kind_zh,
    last_clause,
    name_contributions,
    name_dinner,
    name_forum,
    name_talks,
    name_talks_apart,
    read_sessions,
    session_title,
    usual_kind,
)
from forum.reader.prose.speech_titles_zh import (
    OWN_TOPIC,
    RESPECTIVELY,
    SPEECH_TITLE,
    speech_titles_zh,
    topics_in_turn,
)
from forum.reader.prose.titles_zh import is_title_zh, is_told_zh
from forum.reader.reading import Certainty
from forum.reader.shapes.record import segments
from forum.reader.shapes.record.name_forms import is_name_zh
from forum.reader.vocabulary import attendance, saying
from forum.reader.vocabulary import prose_zh as words
from forum.reader.vocabulary.roles import DISCUSSED

_ACT: Final = re.compile("|".join(f"(?P<{role}>{verbs})" for role, verbs in words.ACTS.items()))
_BEFORE_PEOPLE: Final = re.compile(
    rf"(?:{'|'.join(f'(?P<{role}>{lead})' for role, lead in words.BEFORE_PEOPLE.items())})"
    r"(?:来自|(?:有着|具有|拥有)[^，。；]{2,24}的)?[：\s]*$"
)
_BRIDGES: Final = tuple(map(re.compile, words.BRIDGES))
_CHAIN: Final = re.compile(r"[^。；！？]{0,24}?(?:，?并|，|、|后|和|及)(?:[为向]大会|作|先后|再)?")
# 林岚主持论坛，并与王芳作主旨演讲: both speak
_WITH: Final = re.compile("[^，。；]{0,16}，?(?:还|并|随后)+[与和同]")
_STRONG: Final = "|".join(sorted(saying.STRONG_ZH.split("|"), key=len, reverse=True))
# 他指，: in papers of Hong Kong and Taiwan
_VERBS: Final = f"{_STRONG}|认同|续[说称指]|指(?=[，：])"
_SAYS: Final = re.compile(
    rf"(?P<verb>(?:{_VERBS}|汇报|发来(?:视频)?(?:感谢信|贺信|贺词|寄语|视频))(?:(?:并|、|和|，并)?(?:{_VERBS}))?)道?(?P<mark>\s*[，：:]|(?=[“「]))?"
)
# Whom nobody is told to have conferred with.
_ONE_EXPLORES: Final = re.compile(
    "^(?!.*[与同和跟][^，。]{0,10}(?:[人者家们员生众方]|嘉宾|代表|老师)(?:进行|展开|开展)).*探讨$"
)
# Verbs that are as often nouns, or the act itself.
_NO_SAYING: Final = re.compile("致辞|发言|总结|点评|发布|报告")
_PRONOUN: Final = re.compile(rf"(?:^|[，。；])(?P<pronoun>{words.PRONOUNS})(?!们)")
# 甲等三位院士，乙: not 甲等8人报告论文，乙; nor 甲等的见证下，乙
_AND_OTHERS: Final = re.compile(
    r"^等\s*\d*(?:余|多)?[位名]?(?:(?!报告|宣读|交流|作|做|发[言表]|讲|主持|参[加与]|出席|进行|展开|围绕|分别|先后|依次|致|见证|介绍|讨论|签|[上中下]，)"
    r"[^，。；、]){0,30}(?=[，、；]|以及|和)"
)
# An entry of a list whose title is too long, or too odd, to be taken for one.
_ENTRY: Final = re.compile("(?:[、，；]|以及|和|与|及)(?P<title>[^，。；：、“”]{2,40})")
# 林岚教授（Ada d. Lan）、
_CALLED_BEHIND: Final = re.compile("^\\s*[（(][A-Za-zÀ-ɏ .’'-]{2,60}[)）]")
_SEVERAL: Final = re.compile(
    f"{RESPECTIVELY.pattern}|[两三四五六七八九十\\d]\\s*[位名]|(?<!同)等(?!人?[^，。；]{{0,12}}[中上时])"
)
# Whoever sums up a discussion does not close the event; 在总结发言中 is said of a closing.
_SUMMING_UP: Final = re.compile("(?<!闭幕)总结(?!致|讲话|(?<=在总结)发言)(?:发言)?")
_VIDEO: Final = re.compile(
    rf"{attendance.VIDEO_ZH}|连线|录播|录制|[（(](?:视频|线上|远程|在线)[)）]|"
    "(?:线上|远程|在线|云端|视频)(?=[以为作做，]|发表|进行|分享|主持|开展|$)"
)
# 在现场或以视频形式: who of them how, nobody says
_EITHER_WAY: Final = re.compile(
    "(?:现场|线下)(?:或者?|以及|[和与及、])?(?:以|通过)?(?:线上|视频|远程|连线|云端)|"
    "(?:线上|视频|远程|连线|云端)[^，。；]{0,6}?(?:或者?|以及|[和与及、])?(?:在)?(?:现场|线下)"
)
_WRITTEN: Final = re.compile(f"{attendance.WRITTEN_ZH}|(?:通过|致|发)贺[信词电]")
_TOPIC: Final = re.compile(attendance.TOPIC_ZH)
_CHAIRED_WHOLE: Final = re.compile(  # 研讨会由甲主持
    "(?:^|，)(?:本次|此次|本届|该|整个|会议)*(?:学术)?(?:研讨会|座谈会|交流会|恳谈会)(?:分别|均)?由?$"
)
_WHOLE: Final = re.compile("论坛|会议|大会|峰会|活动|研讨会|年会|仪式")
_NARRATES: Final = re.compile(
    "^(?:据悉|据了解|会上|会后|随后|期间|会议期间|论坛期间|当天|当日|活动现场|此外，?(?:论坛|会议|活动)|本届论坛(?!将)|"
    "(?:论坛|会议|活动|大会|峰会|研讨会|年会)(?:还|期间|现场|同期|由|共|设|分为|开幕|闭幕|结束|旨在|吸引|汇聚|邀请)|"
    "在[^，。]{1,16}(?:论坛|环节|阶段|单元|仪式|报告会)[^，。]{0,6}，|(?:开幕式|主旨演讲|主旨报告|致辞|签约仪式)(?:后|结束后|环节|之后)|"
    "(?:与会|参会|现场)?的?(?:嘉宾|代表|专家|学者|企业家|师生|观众|校友)们?(?:在[^，。]{1,10}|纷纷|一致|普遍)*(?:表示|认为|指出|提出)|"
    "(?:来自|参会|出席|参加)[^，。]{2,40}(?:专家|学者|嘉宾|代表|教授|讲师|人员)|"
    "(?:与会|参会|现场)的?(?:嘉宾|代表|专家|学者|师生|人员)+们?(?:围绕|就|针对|还|分别|先后|共同|一同|合影|参观|从|结合|听取|认真|积极|踊跃)|"
    "(?:开幕式|闭幕式|仪式|论坛|会议|大会|活动|研讨会|年会)的?(?:最后|结束时|伊始)，|"
    "[^，。；“”]{2,40}(?:负责人|负责同志|有关领导)(?:则|还|也)?(?:表示|指出|认为|鼓励|强调|希望|介绍|建议|说|主持|宣读)|"
    "(?:经(?:过)?(?:讨论|研究|审议|协商)|与会者)|(?:此外|同时|随后)?，?(?:他们|双方|[两三四五六七几各]位(?:专家|嘉宾|代表|校长|教授|老师))|"
    "会议(?:决定|同意|原则|要求|认为|强调|听取|审议|通过|明确|形成|决议))"
)
_FOLLOWS: Final = re.compile(
    "^(?:报告|演讲|发言|讲座|致辞|讲话|研究|论文)(?:中|从|围绕|指出|认为|介绍|内容)?"
)
_TELLING: Final = re.compile(words.TELLING)
_NO_TELLING: Final = re.compile(words.NO_TELLING)
_SHORTEST_TOLD: Final = 24
_STRANGER: Final = re.compile(
    rf"^(?!{words.NOBODY})(?P<name>[\u4e00-\u9fff]{{2,4}}?)(?<![中上时后里来是话地])"
    r"(?:则|还|也|进一步)?(?:在(?:《[^《》]{2,60}》|发言|报告|交流|演讲|致[辞词])中[，,]?)?"
    r"(?:表示|认为|指出|强调|建议|提出|介绍|笑?说|笑[言称]|坦言)[，：:“]"
)
_EACH_SPEAKS: Final = re.compile(
    r"(?:^|(?<=[。；]))(?P<name>[\u4e00-\u9fff]{2,3}?)(?:则|还|也)?"
    r"(?:表示|认为|指出|强调|建议|提出|希望|提议|谈到)"
)
# 圆桌环节，苏静作为主持人，与高岩展开讨论: named without a title.
_BARE: Final = re.compile(
    r"(?:^|(?<=[，、；：与和由]))(?P<name>[\u4e00-\u9fff]{2,4}?)"
    r"(?=[、与和及等]|作为|担任|主持|围绕|就|分别|展开)"
)
# Who is to be invited has done nothing yet: 拟邀请某行行长林岚致辞.
_PLANNED: Final = re.compile(
    "(?:拟|计划|打算|建议|争取|准备|考虑|商请)(?:再|继续|重点)?(?:邀请?|请)"
)
# A crowd behind the last who is named: 等专家，以及各学院师生代表共300余人参加.
_CROWD: Final = re.compile(
    r"(?:(?:等|以及|及|和|与|，|被)[^。；]{0,160}|，[^。；]{0,120}负责(?:同志|人)|、[^。；]{0,80}(?:等|全体|各)[^。；]{0,60})"
)
_WITH_OTHERS: Final = re.compile(
    "、[^，。；：“”]{2,24}等(?=围绕|就|分别|先后|参与|出席|参加)|"
    "，?(?:以及|及|和|与|、)[^。；：，]{2,60}(?:负责人|代表|领导|嘉宾|专家|学者|同学|老师)"
    "(?:作为[^，。；]{2,12})?(?:分别|先后|依次|相继|共同|一同|一起|积极|热烈|踊跃|纷纷)"
)
# 宣布大会开幕: done rather than said
_PROCLAIMS: Final = re.compile("宣布[^，。；]{0,20}(?:开幕|闭幕|开始|启动|成立|结束)")
_MANY: Final = re.compile(
    "等|被|全体|各|人员|负责同志|余[人名位]|[人名]$|代表|嘉宾|师生|专家|学者|人士|学员|观众"
)
# What is expressed is no word of a speech: 表示热烈欢迎.
_COURTESY: Final = re.compile(
    "(?:表示|表达|致以)了?[^，：。]{0,16}?(?:欢迎|祝贺|感谢|慰问|敬意|谢意|赞赏|肯定|问候|祝愿|支持|慰问|"
    "赞同|认可|期待)|祝贺|感谢|欢迎|肯定"
)
# No word of a speech: 林岚代表学校对高教授表示感谢; 林岚做客大讲堂，
_GREETS: Final = re.compile(
    "(?:代表[^，。；]{1,16}?)?[对向][^，。；]{1,16}?(?:教授|先生|女士|院士|主任|[校院会馆局]长|书记)"
    "(?:[^，。；]{0,8})(?:表示|表达|致以)了?[^，。；]{0,8}(?:感谢|问候|谢意|祝贺|慰问|敬意)|[^。；]{0,40}?[做作]客[^，。；]{2,30}，"
)
_DIRECTS: Final = re.compile(words.DIRECTS)
# 在发言中感谢: thanks that were a speech
_IN_SPEECH: Final = re.compile("在(?:发言|致[辞词]|讲话|演讲|报告)(?:中|时)")
_DONE: Final = re.compile("(?:进行|作|做|给予|予以|展开)了?[^，。；]{0,8}$")
# Whom, or for what, somebody thanks or welcomes; no words for where it is said.
_ADDRESSED: Final = re.compile(
    "(?:(?<![面应相核])对(?![话谈接])|向)[^，。；]*|为[^，。；]{2,40}(?:授牌|揭牌|颁[奖发]|授[奖予])"
)
_EXACT: Final = frozenset({"roundtable", "dialogue"})
# 在会员沙龙环节，; 在“听潮”圆桌会议上，: where all took place that the sentence tells.
_SECTION_HEAD: Final = (
    "(?:随后|接着|最后)?，?在(?P<name>[^，。；“”]{2,16}?(?=环节|板块|单元)|(?:[^，。；“”]|“[^“”]*”){0,30}?(?:圆桌|对话)(?:会议|论坛|会)?)"
    "(?:环节|板块|单元)?[中上里]?，"
)
_SECTION: Final = re.compile(f"(?:^|[，。；]){_SECTION_HEAD}$")
_BEGINS_SECTION: Final = re.compile(_SECTION_HEAD)
_HOLDS_TALKS: Final = frozenset({"", "opening", "closing", "keynote"})  # told as talks
_LONGEST_BRIDGE: Final = 400
_NEAR: Final = 16
# Act -> the role and the kind of session that it means where its own words do not say; any other
# act is a role in a session of no certain kind.
_MEANING: Final = {
    "closing": ("speaker", "closing"),
    "opening": ("speaker", "opening"),
    "talk": ("speaker", ""),
    "panellist": ("panellist", "discussion"),
    "signatory": ("signatory", "signing"),
    "witness": ("witness", "signing"),
    "launcher": ("launcher", "launch"),
    "presenter": ("speaker", "award"),
    "reader": ("speaker", ""),
    "attendee": ("attendee", ""),
}


# 担任思辨嘉宾: of what part of the programme they are the guests
_SEATED_AS: Final = re.compile("担任(?!重要|特别)(?P<part>[\u3400-\u9fff]{2,4})嘉宾")


def read_sentence_zh(text: str, roster: Roster) -> SentenceReading:
    """Return what a Chinese sentence says, in the part of the programme that it begins with."""
    part = find_part_zh(text)
    reading = seat_in_part(_read_sentence(behind_part(text, part), roster), part) if part else None
    return reading or _read_sentence(text, roster)


def _read_sentence(text: str, roster: Roster) -> SentenceReading:
    mentions = find_mentions_zh(text, roster)
    groups = group_mentions(text, mentions, _is_joint)
    topic, topic_kind = _topic(text, groups)
    acts = (*_read_acts(text, groups), *_read_awards(text, mentions))
    sessions = tuple(read_sessions(text))
    words_of = _own_words(_read_saying(text, groups), acts)
    return SentenceReading(
        tuple(mentions),
        acts,
        words_of,
        sessions,
        topic,
        topic_kind,
        bool(_FOLLOWS.match(text) or _PRONOUN.match(text)),
        bool(_NARRATES.match(text)),
        _tells(text, topic) if topic and not acts else None,
        "" if mentions else _find_stranger(text, is_of_session=bool(sessions)),
        () if acts or words_of else _subjects(text, groups),
    )


def _read_awards(text: str, mentions: Sequence[Mention]) -> Iterator[Act]:
    """Yield those to whom something is awarded: people of the paper, in no session's role."""
    starts = {start for start, _end in find_awarded(text)}
    awarded = tuple(mention for mention in mentions if mention.name_start in starts)
    if awarded:
        yield Act(awarded, "")


def _subjects(text: str, groups: Sequence[Sequence[Mention]]) -> tuple[Mention, ...]:
    """Return those whom a sentence begins with, unless it says that they do what is no speech."""
    if not groups or not is_circumstance_zh(text[: groups[0][0].start]):
        return ()
    behind = text[groups[0][-1].end :].lstrip()
    return () if _NO_TELLING.match(behind) else tuple(groups[0])


def _own_words(saying: Saying | None, acts: Sequence[Act]) -> Saying | None:
    """Return whose words begin, None where right there somebody else does something.

    林岚总结致辞，王芳致感谢辞。
    """
    starts = {act.people[0].start for act in acts if saying and act.people[0] is not saying.person}
    return None if saying and saying.is_cut and saying.words in starts else saying


def _find_stranger(text: str, *, is_of_session: bool) -> str:
    """Return somebody whom a sentence tells of and nothing makes a person, "" for nobody.

    is_of_session: it names a session, for which its line counts as read.
    """
    if stranger := _STRANGER.match(text):
        return stranger["name"]
    names = (match["name"] for match in _BARE.finditer(text)) if is_of_session else ()
    return next((name for name in names if is_name_zh(name) and name not in words.NO_NAMES), "")


def find_speaking_zh(text: str) -> list[str]:
    """Return who speaks in a sentence of several such clauses: 甲认为…；乙建议…."""
    names = [
        match["name"] for match in _EACH_SPEAKS.finditer(text)
        if is_name_zh(match["name"]) and not re.match(words.NOBODY, match["name"])
    ]  # fmt: skip
    return names if len(names) > 1 else []


def _topic(text: str, groups: Sequence[Sequence[Mention]]) -> tuple[Mention | None, str]:
    """Return the single person whom a sentence begins with, and the session named beside."""
    if not groups or len(groups[0]) != 1 or not is_circumstance_zh(text[: groups[0][0].start]):
        return None, ""
    person = groups[0][0]
    circumstance = re.match(r"在[^，。；]{1,20}?(?:中|上|时)", text[person.end :])
    return person, kind_zh(_SUMMING_UP.sub("", circumstance[0])) if circumstance else ""


def _tells(text: str, topic: Mention) -> Certainty | None:
    """Tell how surely what stands behind a person is what she or he said."""
    behind = text[topic.end :].removeprefix("同志").lstrip()
    behind = re.sub(
        "^(?:(?:首先|接着|随后|最后|还|也|则|会上)[，,]?|在[^，。；]{2,20}?(?:会上|中|时)[，,]?|"
        "在[^，。；]{2,60}?的?(?:基础上|背景下|框架下)[，,]?(?:进一步)?)+",
        "",
        behind,
    )
    if _TELLING.match(behind):
        return Certainty.GUESS if _GREETS.match(behind) else Certainty.LIKELY
    is_told = len(behind) > _SHORTEST_TOLD and not _NO_TELLING.match(behind)
    return Certainty.GUESS if is_told else None


def _is_joint(text: str) -> bool:
    """Tell whether a text between two people joins them: 甲以“…”为题，乙; 甲等3人，乙."""
    text = OWN_TOPIC.sub("", _AND_OTHERS.sub("", _CALLED_BEHIND.sub("", text)))
    entry = _ENTRY.fullmatch(text)
    if is_joint_zh(text) or entry is None or is_told_zh(entry["title"]):
        return is_joint_zh(text)
    # What somebody is called that no vocabulary has: 和云溪县种粮大户林岚.
    is_word = text[0] != "，" and not (_ACT.search(text) or _SAYS.search(text))
    return is_title_zh(entry["title"]) or is_word


def _read_acts(text: str, groups: Sequence[Sequence[Mention]]) -> Iterator[Act]:
    quoted = [match.span() for match in QUOTED.finditer(text)]
    people = [(mention.start, mention.end) for group in groups for mention in group]
    last: tuple[Sequence[Mention], int] | None = None  # who acted, and where the act ends
    spoke = False
    acting: set[int] = set()  # where those are named who do something
    for match in _ACT.finditer(text):
        if any(start < match.start() < end for start, end in (*quoted, *people)):
            continue
        group = group_before(text, groups, match.start(), partial(_leads_to, match.lastgroup))
        if group is None and last and _goes_on(text, groups, last, match.start()):
            group = last[0]
        if group is None or (last and last[0] is group and _is_told_twice(match, spoke)):
            continue
        if _PLANNED.search(last_clause(text[: group[0].start])):
            continue
        if last and match.lastgroup == "talk" and _WITH.fullmatch(text[last[1] : group[0].start]):
            group = [*last[0], *group]
        spoke = match.lastgroup in {"talk", "opening", "closing"}
        last = group, match.end()
        yield _act(text, group, match)
        acting.update(mention.name_start for mention in group)
    for group in groups:
        if group[0].name_start not in acting:
            yield from _read_listed(text, group, is_alone=len(groups) == 1)
    for group in groups if last is None else ():
        clause = last_clause(text[: group[0].start])
        if re.search("(?<!项目|课题|专案|计划|计画)主持人\\s*$", text[: group[0].name_start]):
            yield Act(tuple(group[:1]), "moderator", kind_zh(re.split("[，。；]", clause)[-1]))
        elif (
            kind_zh(clause) in DISCUSSED  # 圆桌环节，甲、乙分享了…
            and (verb := _SAYS.search(text, group[-1].end))
            and _is_bridge(text[group[-1].end : verb.start()])
        ):
            yield Act(tuple(group), "panellist", kind_zh(clause), verb.end())


def _read_listed(text: str, group: Sequence[Mention], *, is_alone: bool) -> Iterator[Act]:
    """Yield what is said of people before they are listed, or of several with a verb of saying."""
    lead = text[: group[0].start]
    if before := _BEFORE_PEOPLE.search(lead):
        role, kind = _meaning(before)
        kind = kind or kind_zh(last_clause(lead))
        # Who was at a round table sat at it.
        role = "panellist" if role == "attendee" and kind in _EXACT else role
        yield Act(tuple(group), role, kind, group[-1].end)
        return
    verb = _verb_of_several(text, group, is_alone=is_alone)
    topics = topics_in_turn(text, group) if verb is None else ()
    if len(topics) > 1:  # 甲以“…”为题、乙以“…”为题，…: whatever is told behind
        people = tuple(group[: len(topics)])
        yield Act(people, "speaker", kind_zh(last_clause(lead)), speech_titles=topics)
    if verb is None:
        return
    between = text[group[-1].end : verb.start()]
    kind = kind_zh(between) or kind_zh(last_clause(lead))
    role = "panellist" if kind in DISCUSSED else "speaker"
    is_courtesy = _COURTESY.match(text, verb.start()) and not _IN_SPEECH.search(between)
    usual = "current" if verb.re is _DIRECTS else ""
    yield Act(tuple(group), "" if is_courtesy else role, kind, verb.end(), usual=usual)


def _verb_of_several(
    text: str, group: Sequence[Mention], *, is_alone: bool
) -> re.Match[str] | None:
    """Return the verb of saying, or of directing others, that is said of people, None for none.

    is_alone: whether the sentence names nobody else; of one person alone it tells the words.
    """
    is_several = len(group) > 1
    says = _SAYS.finditer(text, group[-1].end) if is_several else ()
    spoken = (verb for verb in says if not _NO_SAYING.fullmatch(verb["verb"]))
    directs = _DIRECTS.finditer(text, group[-1].end) if is_several or not is_alone else ()
    first = filter(None, (next(iter(spoken), None), next(iter(directs), None)))
    return next((verb for verb in first if _is_bridge(text[group[-1].end : verb.start()])), None)


def _is_told_twice(act: re.Match[str], spoke: bool) -> bool:
    """Tell whether whoever spoke is said to exchange views by it: 作报告，开展学术交流."""
    is_exchange = act.lastgroup == "panellist" or act[0].endswith("交流")
    return spoke and is_exchange and kind_zh(act[0]) not in _EXACT


def _leads_to(act: str | None, between: str) -> bool:
    """Tell whether nothing parts people from their act but circumstances, or others of no name.

    甲、乙以及…负责人分别; a crowd that attends with them.
    """
    others = _WITH_OTHERS.match(between)
    is_crowd = _CROWD.fullmatch(between) and _MANY.search(between) and not _ACT.search(between)
    return (
        _is_bridge(between)
        or bool(others and _is_bridge(between[others.end() :]))
        or bool(act == "attendee" and is_crowd)
    )


def _is_bridge(text: str) -> bool:
    """Tell whether a text is nothing but circumstances, wherever one of them may end."""
    if len(text) > _LONGEST_BRIDGE:
        return False
    reached = {0}
    for place in range(len(text)):
        if place in reached:
            reached |= {match.end() for bridge in _BRIDGES if (match := bridge.match(text, place))}
            reached |= {place + 1} if text[place] in "，, " else set()
    return len(text) in reached


def _goes_on(
    text: str, groups: Sequence[Sequence[Mention]], last: tuple[Sequence[Mention], int], place: int
) -> bool:
    """Tell whether an act goes on with the one before: 出席开幕式并致辞."""
    people, end = last
    if any(end <= group[0].name_start < place for group in groups):
        return False
    return bool(_CHAIN.fullmatch(text[end:place])) and people[-1].end <= end


def _meaning(match: re.Match[str]) -> tuple[str, str]:
    """Return the role and the kind of session that the words of an act mean."""
    act = match.lastgroup or "attendee"
    return _MEANING.get(act, (act, ""))


def _act(text: str, group: Sequence[Mention], match: re.Match[str]) -> Act:
    role, kind = _meaning(match)
    between = text[group[-1].end : match.start()]
    printed = match[0]
    prefix = text[: group[0].start]
    if match.lastgroup == "talk":
        kind = kind_zh(printed) or kind_zh(between) or kind_zh(last_clause(prefix))
        kind = _kind_of_section(prefix, kind)
    elif match.lastgroup == "opening":
        kind = "closing" if re.search("闭幕", prefix + between + printed) else kind
    elif match.lastgroup == "attendee":
        behind = re.split("[，。；]", text[match.end() : match.end() + _NEAR])[0]
        kind = kind_zh(printed + behind)
    elif match.lastgroup == "moderator":
        kind = _moderated(text, match, prefix, between)
        # 在圆桌论坛环节，甲、乙发言，丙主持论坛
        head = _BEGINS_SECTION.match(text) if kind in {"", "whole"} else None
        kind = (head and kind_zh(head["name"])) or kind
    elif match.lastgroup in {"panellist", "discussant"}:
        kinds = [kind_zh(printed), kind_zh(last_clause(prefix)), kind_zh(between), kind]
        # 甲主持圆桌论坛，与乙展开对话: how they conferred, not another session.
        kinds.insert(0, kind_zh(last_clause(prefix + between)) if kinds[0] == "dialogue" else "")
        kind = next((name for name in kinds if name in _EXACT), next(filter(None, kinds), ""))
        section = _SECTION.search(prefix)
        if role == "panellist" and section and kind_zh(section["name"]) == "keynote":
            role, kind = "speaker", "keynote"  # 在主旨报告环节，甲、乙深入交流了潮汐问题
    if kind == "dialogue" and kind_zh(prefix) == "roundtable":
        kind = "roundtable"  # 圆桌对话由甲主持，乙、丙参与对话
    if role == "launcher" and SPEECH_TITLE.search(between):
        role, kind = "speaker", ""  # 以“…”为题，发布了《…》: a talk that presents a work
    is_talk = match.lastgroup == "panellist" and _ONE_EXPLORES.search(between + printed)
    if is_talk and len(group) == 1 and kind_zh(last_clause(prefix)) not in DISCUSSED:
        role, kind = "speaker", ""  # 林岚针对潮汐能进行了深入探讨
    forum = name_numbered(last_clause(prefix) + between, text[match.end() :])
    if (part := _SEATED_AS.search(printed)) and not kind_zh(part["part"]):
        forum = forum or part["part"]
    forum = forum or name_dinner(last_clause(prefix) + between.strip())
    if not forum and kind in {"", "whole"}:
        forum = name_forum(last_clause(prefix) + between) or name_talks_apart(
            prefix + between + printed
        )
    return Act(
        tuple(group), role, kind, match.end(),
        session_title(text[: match.end()]) if role in {"panellist", "moderator"} else {},
        speech_titles_zh(text, group, match) if role == "speaker" else (),
        attendance_zh(between + printed), forum,
        usual_kind(between + printed),
        _heading(last_clause(prefix) + between + printed, printed, kind),
        has_words=match.lastgroup not in {"presenter", "reader"},
    )  # fmt: skip


def _kind_of_section(prefix: str, kind: str) -> str:
    """Return the kind of the session that a talk's sentence begins with, "" for one by its name.

    kind: what the talk itself is called, which decides where the sentence begins with none.
    """
    section = _SECTION.search(prefix)
    named = kind_zh(section["name"]) if section else ""
    is_any = section and re.fullmatch(words.PARALLEL, section["name"])
    if section is None or is_any or named in _HOLDS_TALKS:
        return kind
    return "" if named not in _EXACT and name_forum(section[0].strip("，。；")) else named


def _heading(text: str, printed: str, kind: str) -> str:
    """Return what a sentence calls the session of a kind by what is done in it, "" for nothing."""
    if kind == "keynote":
        return name_talks(text)
    return name_contributions(printed) if kind == "discussion" else ""


def _moderated(text: str, match: re.Match[str], prefix: str, between: str) -> str:
    """Return the kind of session that somebody moderates, ``whole`` for the event."""
    behind = re.match(r"[^，。；]{0,24}", text[match.end() :])
    if behind and not kind_zh(behind[0]) and _WHOLE.match(behind[0]):
        return "whole"
    clause = last_clause(prefix)
    if _CHAIRED_WHOLE.search(clause):
        return "whole"
    kinds = {segment.kind for segment in segments.find(clause, ZH)}
    if len(kinds) > 1 and RESPECTIVELY.search(clause):
        return ""  # 开幕式、报告、闭幕式分别由…主持: who which, nobody says
    for part in (behind[0] if behind else "", clause, between):
        if kind := kind_zh(part):
            return kind
    is_of_meeting = match[0].endswith("会议")
    whole = is_of_meeting or _WHOLE.search(clause) or (behind and _WHOLE.search(behind[0]))
    return "whole" if whole else ""


def attendance_zh(text: str) -> str | None:
    """Return how somebody takes part, by the words between name and verb."""
    text = _TOPIC.sub("", text)
    if _EITHER_WAY.search(text):
        return None
    if _WRITTEN.search(text):
        return "written"
    return "video" if _VIDEO.search(text) else None


def _read_saying(text: str, groups: Sequence[Sequence[Mention]]) -> Saying | None:
    """Return where the sentence's first saying begins, by a single person or a pronoun."""
    quoted = [match.span() for match in QUOTED.finditer(text)]
    people = [(mention.start, mention.end) for group in groups for mention in group]
    for match in _SAYS.finditer(text):
        place = match.start()
        inside = any(start < place < end for start, end in (*quoted, *people))
        if inside or _NO_SAYING.fullmatch(match["verb"]) or _PROCLAIMS.match(text, place):
            continue
        person = _single_subject(text, groups, place)
        if person and _GREETS.match(text, person.end, match.end() + _NEAR):
            continue
        if person and text[: person.start].endswith(("、", "由于", "包括")):
            continue  # 自甲发布《…》、代表乙提出“…”以来
        if person:
            between = text[person.end : place]
            pure = is_circumstance_zh(text[: person.start])
            kind = kind_zh(_ADDRESSED.sub("", _SUMMING_UP.sub("", between))) or kind_zh(
                last_clause(text[: person.start])
            )
            is_courtesy = _COURTESY.match(text, place)
            is_announced = not text[match.end() :].strip(" ，：:")
            is_done = _DONE.search(between)  # 就海塘进行了解读，强调…
            is_cut = pure and (match["mark"] is not None or is_announced)
            is_cut = is_cut and not (is_courtesy or is_done)
            begin = match.end() if is_cut else _begin(text, groups, person)
            return Saying(person, begin, match["verb"], is_cut, kind, attendance_zh(between))
        if pronoun := _pronoun(text, place):
            is_cut = pronoun.start("pronoun") == 0 and match["mark"] is not None
            if (named := _topic(text, groups)[0]) and named.end <= pronoun.start("pronoun"):
                # 林岚对此作了回应，她强调…: whom the sentence itself names.
                return Saying(named, _begin(text, groups, named), match["verb"], False)
            return Saying(None, match.end() if is_cut else 0, match["verb"], is_cut)
    return None


def _single_subject(text: str, groups: Sequence[Sequence[Mention]], place: int) -> Mention | None:
    group = group_before(text, groups, place, _is_bridge)
    is_single = group and len(group) == 1 and not _SEVERAL.search(text[group[0].end : place])
    return group[0] if group and is_single else None


def _pronoun(text: str, place: int) -> re.Match[str] | None:
    """Return the pronoun of which a verb is said."""
    pronouns = list(_PRONOUN.finditer(text, 0, place))
    if pronouns and _is_bridge(text[pronouns[-1].end("pronoun") : place]):
        return pronouns[-1]
    return None


def _begin(text: str, groups: Sequence[Sequence[Mention]], person: Mention) -> int:
    """Return where a sentence begins to be about a person: at its start, if nothing precedes."""
    lead = text[: person.start]
    is_pure = is_circumstance_zh(lead) or re.fullmatch(
        f"{words.BEFORE_TITLE}|[\u4e00-\u9fff]{{2,10}}的", lead
    )
    return 0 if groups[0][0] is person and is_pure else person.start


def is_circumstance_zh(text: str) -> bool:
    """Tell whether what stands before a person is no more than a circumstance: 在致辞中，"""
    return (
        not text
        or _is_bridge(text)
        or bool(
            re.fullmatch(
                "(?:据|随后|其中|最后|会上|首先|此次|其后|之后|接着|接下来|"
                "[^，。；“”]{0,8}(?:式|论坛|会|活动|环节)的?(?:上|最后|结束时|伊始)|"
                "(?:演讲|报告|发言|致[辞词]|讲话|交流|对话)中|[^，。；]{0,4}毕业于[^，。；]{2,20}的)[，,]?",
                text,
            )
        )
    )
