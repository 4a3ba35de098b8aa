"""The people of a Chinese sentence: 某大学副院长林岚教授, 主席安娜·贝克, 某公司的副总裁 Jane Doe.

Names are looked for where a title ends, before a rank, around a middle dot, and where the document
has named somebody already; what follows a name decides where it ends.
"""

import re
from collections.abc import Collection, Iterator
from typing import Final

from forum.core.names import is_han
from forum.reader.event_record import EN, ZH
from forum.reader.prose.foreign_names_zh import (
    DOT,
    HOUSE_IN_LETTERS,
    LATIN,
    dotted_spans,
    foreign_spans,
    length_of_latin,
)
from forum.reader.prose.mentions import Mention, Roster, without_overlaps
from forum.reader.prose.plain_names_zh import CONJUNCTIONS, find_awarded, is_plain_name
from forum.reader.prose.titles_zh import (
    BYLINE,
    INSTITUTION,
    LONGEST_TITLE,
    is_title_zh,
    with_titles,
)
from forum.reader.reading import Certainty
from forum.reader.shapes.record.name_forms import (
    PHRASE_WITHIN,
    TITLE_END,
    VERB_WITHIN,
    is_loose_name_zh,
    is_name_en,
    is_name_zh,
    may_be_phrase,
)
from forum.reader.vocabulary import prose_zh as words
from forum.reader.vocabulary import surnames, titles
from forum.reader.vocabulary.places import CITIES, COUNTRIES_ZH

_TITLE_RUN: Final = re.compile(f"(?:{TITLE_END.pattern})+")
# Behind a name: 林岚高级工程师, 高岩技术总监
_OF_RANK: Final = "(?:正?高级|特聘|常务|执行|技术|首席)"
_RANK: Final = re.compile(f"{_OF_RANK}?{_TITLE_RUN.pattern}")
_ENDS_OF_RANK: Final = re.compile(f"{_OF_RANK}$")
_BRACKET: Final = re.compile(r"[（(][\u4e00-\u9fff]{2,8}[)）]")  # 副校长（科研）林岚
# A title that no vocabulary has ends like one: 二级巡视员, 总船长.
_SOFT_TITLE: Final = re.compile(
    r"[\u4e00-\u9fff](?![成增生延擅特索]长|[人全动]员)[\u4e00-\u9fff][员长师官](?!范|周期|时间|期)"
    r"(?=[\u4e00-\u9fff]{2})"
)
_BEHIND: Final = re.compile(
    rf"$|[，。；：、！？…（）()“”《》「」\s]|{titles.HONORIFICS_ZH}|同学|{words.BEHIND_NAME}"
)
# 海伦娜·布兰科（Helena Blanco）
_AS_A_NAME: Final = re.compile("[，、；。]|等|出席|主持|致[辞词]|表示|指出|作")
_LATIN_BEHIND: Final = re.compile(
    r"\s*[（(](?P<name>[A-Z][\w.’'-]+(?: (?:[A-Z][\w.’'-]*|de|da|van|von|bin|al|el|la|le))*)[)）]"
)
# Behind a name, whatever follows; of nobody's team or laboratory is it the whole.
_ACADEMIC: Final = re.compile(
    "(?:副?教授|副?研究员|院士|博士|讲师)(?!团队?|课题组|实验室|工作室|工作站|后|生|点|级|委员|论坛)"
)
_ACTS_FOR: Final = re.compile("(?<=[长任记授])代表$")
_BOTH_SCRIPTS: Final = re.compile(
    r"(?<![A-Za-z])(?P<latin>[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){1,3})\s?"
    r"[（(](?P<name>[\u4e00-\u9fff]{2,4})[)）]"
)
_ADDRESS: Final = re.compile(titles.HONORIFICS_ZH)
_NO_RANK: Final = re.compile(titles.NO_RANK_ZH)
_OF_SCHOOL: Final = re.compile("校友(?:[总分会]|企业家|代表|们)|师生|学子|学人")
_OF_MANY: Final = re.compile("(?:代表、|(?<![自经])由(?!于))[^、，。；]{2,30}$")
_INSTITUTION_BEFORE: Final = re.compile(
    "(?:大学|学院|公司|集团|中心|研究所|研究院|协会|学会|联合会|委员会|银行|基金会|实验室|医院|法院|政府|出版社|电视台|"
    "科学院|工程院|社科院|中学|附中|[一二三四五六七八九十]中|联盟|商会|党校|学校|[\u4e00-\u9fff]{2}(?:[部局厅署所]|(?<!关|体|联|派)系)|"
    f"{words.DEICTIC})(?:[（(][^（）()]{{1,20}}[)）])?$"
)
# 林校长说, at the beginning of a clause
_CALLED: Final = re.compile(
    rf"(?:^|(?<=[，。；：、])|(?<=同时|随后|最后|对此))(?P<surname>[\u4e00-\u9fff])(?P<rank>{TITLE_END.pattern})"
    rf"(?={words.BEHIND_NAME})"
)
# Posts that several hold at one place; of 校长 there is one.
_OF_JAPAN: Final = re.compile("日本[^，。；、]{0,24}$")
_ADDRESSED: Final = re.compile(
    "(?:^|(?<=[，。；：、的由]))(?P<name>[\u4e00-\u9fff]{2,3})(?:(?:先生|女士|博士)(?=代表|作为|在|表示|认为|指出|发言|介绍|[，。；、])|"
    "(?:老师|同学|同志|学长|学姐|师兄|师姐)(?=代表|作为|在|从|以|就|对|围绕|结合|根据|针对|通过|表示|认为|指出|建议|提[出议到]|分享|发言|介绍|讲|说|则|也|还|作|做|带来|进行|主持|致|[向为给]|首先|分别|重点|详细|[，。；、]))"
)
# 论坛由林岚主持: of whom nothing else is told; 林岚代表学院, with whom a sentence begins
_CHAIRING: Final = re.compile(
    "(?P<name>(?<=由)[\u4e00-\u9fff]{2,3}(?=主持(?!人))|"
    f"^[\u4e00-\u9fff]{{2,3}}(?=代表(?:{words.DEICTIC}|主办方|承办方|[校院]方)))"
)
_TAUGHT: Final = re.compile(
    "(?P<name>[\u4e00-\u9fff]{2,3})(?:老师|同学|女士|先生)(?=[，。；、]|代表|从|以|就|对|围绕|结合|针对|作|做|带来|分享|介绍|表示|认为|指出|分别|主持|致|发言|[向为给]|[都均也还则在])"
)
_BEHIND_LETTERS: Final = re.compile(
    r"(?<=[A-Za-z])\s?(?P<name>[\u4e00-\u9fff]{2,3})(?=[在以][《“]|，?(?:分享|带来|介绍|讲解|解读)了?)"
)
_BRACKETED: Final = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{2,4})[（(](?P<title>[^（）()]{3,60})[)）]"
)
# What is quoted; and who wrote the news: （记者 林岚 通讯员 王芳）
_QUOTED: Final = re.compile(rf"“[^“”]*”|《[^《》]*》|{BYLINE}")
_NEXT: Final = re.compile(r"\s*(?:、{1,2}|，|和|与|以及|及)\s*")
_BARE_LIST: Final = re.compile(
    "(?:^|[，。；：]|领导|嘉宾|专家|教师|老师|同学|同志|委员|常委|代表|学者|毕业生|学生|教授|校友|选手)"
    "(?![向为][^，。；]*(?:颁|授予|赠送))(?P<names>(?:[\u4e00-\u9fff]{2,3}、){2,}[\u4e00-\u9fff]{2,4})|"
    "(?:(?:报告|主讲|主持|评议|点评|发言|演讲|召集)人|嘉宾)(?:分别)?[有为是](?P<told>(?:[\u4e00-\u9fff]{2,3}、)+[\u4e00-\u9fff]{2,4})"
)
_FEWEST_IN_LIST: Final = 4
_MARK: Final = re.compile("[、，。；：）)]|$")
_LISTED: Final = re.compile(r"([\u4e00-\u9fff]{2,4})、")
_LONG_NAME: Final = 4  # 高林美子: of a frequent surname
_MARKED: Final = re.compile(r"\s?([\u4e00-\u9fff]{2,5})(?=[、，；])")
# 特聘教授 and 首席研究员 are ranks of one word.
_RANKED: Final = re.compile(
    "(?!特聘|讲席|客座|兼职|名誉|荣誉|终身|首席|助理|资深|高级|执行|长江|杰出|访问|[一二三]级|外籍|青年|优秀|著名|学科|领军|退休|在职|"
    "全职|双聘|荣休|正高|教授|研究|副|原|前|兼)"
    "([\u4e00-\u9fff]{2,3}?)(?=(?:副?教授|副?研究员|院士|博士|先生|女士|同志|老师|(?:正?高级|总)(?:工程师|农艺师|经济师|会计师|编辑|记者|实验师|畜牧师|兽医师|政工师))"
    "(?:[，。；、等和与及]|以|作|做|在|围|从|就|致|主持|表示|指出|认为|出席|分别|为|$))"
)
_SPEAKING: Final = re.compile(
    rf"\s?((?!{words.BEHIND_NAME})[\u4e00-\u9fff]{{2,4}}?)(?=(?:则|还|也)?(?:(?:表示|认为|指出|强调|建议|提出|介绍|笑?说|"
    r"笑[言称])[，：:“]|出席|参加|主持|致(?:[辞词]|欢|开|闭|贺)|作了?(?:主旨|主题|专题)|发表))"
)
# An area, in which 区 is no surname: 社区发展副总裁, 园区建设主任
_AREA: Final = re.compile("[社园街郊城校院库特景灾湾港林矿片辖地]区")
_ADVERB: Final = re.compile(f"一[同起道行]|共同|{words.ADVERBS}")
_NO_PERSON_END: Final = re.compile(rf"{words.NO_PERSON_END}|(?:{words.ADVERBS})$")
_PART_END: Final = re.compile(words.PART_END)
_OF_MEETING: Final = re.compile("仪式|典礼|论坛|会议|活动|环节")
_LIST_ENDS: Final = re.compile(
    r"[、，；。）)]|$|和(?=[\u4e00-\u9fff])|与|以及|及|等|共同(?=主持|出席|参加)|分别|先后|依次|[应受]邀|出席|参加|主持|"
    "作|致|发言|分享|带来|发表|做了?|进行|围绕|就|聚焦"
)
_BETWEEN: Final = re.compile(r"\s*(?:[、，；;]{1,2}|和|与|以及|及|暨|[、，]\s*(?:以及|和))\s*")
_LISTED_BEFORE: Final = re.compile("(?:[、，]|以及|[和与及])(?P<entry>[^、，；。]*)$")
_LENGTHS: Final = (3, 2)
# A known name of so many characters is one whatever follows.
_WHOLE_NAME: Final = 3
_FEWEST_ENTRIES: Final = 2
_ENTRY_OF_NAME: Final = re.compile(
    "(?<![^、，；。])[^、，。；：“”]{2,40}?[员长师官人](?P<name>[\u4e00-\u9fff]{2,3})(?=[、，；]|和|以及|等)"
)
_JOINS: Final = re.compile("以及|[及和与等]")  # 林海和以及…: the name ends with 和
# With the last character of what might be a longer name: 于海陪同, 高岩关注, 张强带队.
_BEGINS_VERB: Final = re.compile(
    rf"{VERB_WITHIN.pattern}|陪[同伴]|关[注心于]|会[见谈]|指导|希望|感谢|提[出到]|宣[布读]|代表|现场|首先|带队|一行|强烈|前来"
)
_JAPANESE: Final = re.compile(f"(?:{surnames.JAPANESE})(?=[\u4e00-\u9fff])")
_JAPANESE_WHOLE: Final = re.compile(f"(?:{surnames.JAPANESE})[\u4e00-\u9fff]{{1,2}}$")
_COMPOUND: Final = tuple(surnames.COMPOUND.split("|"))


def find_mentions_zh(text: str, roster: Roster) -> list[Mention]:
    """Return the people whom a sentence names, from left to right."""
    names = without_overlaps(
        [
            *(_name(text, *span) for span in dotted_spans(text, _is_behind_name)),
            *_names_behind_titles(text),
            *_names_between_title_and_rank(text),
            *_names_in_brackets(text),
            *_names_before_ranks(text),
            *_names_before_honorifics(text),
            *_names_behind_letters(text),
            *_names_in_both_scripts(text),
            *_latin_names(text),
            *(_name(text, *span) for span in foreign_spans(text, _is_behind_name)),
            *_names_met_before(text, roster),
            *_bare_lists(text),
            *(_name(text, *span) for span in find_awarded(text)),
            *_surnames_with_ranks(text, roster),
        ]
    )
    names = without_overlaps([*names, *_names_behind_institutions(text, names)])
    names = without_overlaps([*names, *_names_in_entries(text, names)])
    names = without_overlaps([*names, *_names_in_lists(text, names)])
    names = without_overlaps([*names, *_names_between_marks(text, names)])
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    return with_titles(
        text,
        [name for name in names
         if not any(start < name.name_start < end for start, end in quoted)],
    )  # fmt: skip


def is_joint_zh(text: str) -> bool:
    """Tell whether a text between two people joins them into one list."""
    return bool(_BETWEEN.fullmatch(text))


def _name(text: str, start: int, end: int, certainty: Certainty = Certainty.LIKELY) -> Mention:
    """Return a name with the rank behind it; its title is looked for later."""
    if text[start:end] in words.NAMES_TOO or _may_go_on(text, start, end):
        certainty = Certainty.GUESS
    begin = end + (text[start:end].isascii() and text.startswith(" ", end))  # Ada Berg 先生
    rank = _RANK.match(text, begin) or _ADDRESS.match(text, begin)
    if rank and rank[0].endswith("代表") and is_han(text[rank.end() : rank.end() + 1]):
        rank = _TITLE_RUN.match(text, end, rank.end() - 2)  # 林岚教授代表学校: a verb
    if rank and (_NO_RANK.match(rank[0]) or _name_length(text, rank.end())):
        rank = None
    name = re.sub(rf"\s*({DOT})\s*", r"\1", text[start:end]) if "·" in text else text[start:end]
    language = EN if name[:1].isascii() else ZH
    last = rank.end() if rank else end
    latin = _LATIN_BEHIND.match(text, last) if language == ZH else None
    if latin and not is_name_en(latin["name"]):
        latin = None
    return Mention(
        start, latin.end() if latin else last, name if name in text else text[start:end], language,
        "", rank[0] if rank else "", start, certainty, latin["name"] if latin else "",
    )  # fmt: skip


def _may_go_on(text: str, start: int, end: int) -> bool:
    """Tell whether a Chinese name may as well end with the character behind it: 周子亦作报告."""
    longer = text[start : end + 1]
    return (
        longer[-1] in words.ENDS_NAMES_TOO
        and end - start < _WHOLE_NAME
        and is_plain_name(longer, end + 1 - start)
        and _is_behind_name(text, end + 1)
    )


def _name_length(text: str, start: int) -> int:
    """Return how long the Chinese name is that begins there, 0 where none does."""
    if japanese := _JAPANESE.match(text, start):
        ends = [
            end for end in (japanese.end() + 2, japanese.end() + 1) if _is_behind_name(text, end)
        ]
        return ends[0] - start if ends else 0
    compound = text.startswith(_COMPOUND, start)
    fitting = [
        length
        for length in ((4, 3) if compound else _LENGTHS)
        if is_plain_name(text[start : start + length], length)
        and _is_behind_name(text, start + length)
    ]
    if len(fitting) > 1 and _ADVERB.match(text, start + fitting[1]):
        return fitting[1]  # 林岚一同, 林岚一向: no part of the name
    if len(fitting) > 1 and (
        _BEGINS_VERB.match(text, start + fitting[1]) or _comes_invited(text, start, fitting[1])
    ):
        return fitting[1]  # 林海认为, 慕容海认为: the verb begins with what might end the name
    if len(fitting) > 1 and _begins_rank(text, start + fitting[1], start + fitting[0]):
        return fitting[1]  # 林岚总经理: 总 is the rank's
    if len(fitting) > 1 and text[start + fitting[0] - 1] in words.FUNCTION_CHARACTERS:
        end = start + fitting[0]
        is_closed = text[end - 1] not in "说称谈讲" and _MARK.match(text, end)
        is_joined = text[end - 1] in CONJUNCTIONS and _JOINS.match(text, end)
        is_ranked = text[end - 1] not in "向对" and _has_rank_behind(text, end)
        if is_closed or is_joined or is_ranked:
            # 马大为，: nothing would follow 为; 卜言和院士: whom 和 joined would be named there.
            return fitting[0]
        # 尚可为参与讨论: before a verb 为 is the name's, for it would need a noun.
        is_part = text[start + fitting[0] - 1] in words.BEFORE_NOUNS
        return fitting[0] if is_part and VERB_WITHIN.match(text, start + fitting[0]) else fitting[1]
    return fitting[0] if fitting else 0


def _begins_rank(text: str, place: int, behind: int) -> bool:
    """Tell whether a rank that stands behind a place begins at an earlier one: 总经理, not 经理."""
    whole, part = _TITLE_RUN.match(text, place), _TITLE_RUN.match(text, behind)
    is_general = whole is not None and whole[0].endswith("将")  # 将 is a word behind any name
    return is_general or bool(whole and part and whole.end() == part.end())


def _comes_invited(text: str, start: int, length: int) -> bool:
    """Tell whether 来 behind a name is what somebody was asked to do: 请到了林岚来作报告."""
    clause = re.split("[。；]", text[:start])[-1]
    return "请" in clause and bool(re.match("来(?=[作做发讲分进主致])", text[start + length :]))


def _length_of_japanese(text: str, start: int) -> int:
    """Return the length of a name of three to five characters behind a Japanese title."""
    return next(
        (
            length
            for length in (4, 3, 5)
            if len(text) >= start + length
            and (_is_rare_name(name := text[start : start + length]) or name.endswith("司"))
            and _is_behind_name(text, start + length)
        ),
        0,
    )


def _has_rank_behind(text: str, place: int) -> bool:
    """Tell whether a rank stands there with nobody's name behind it."""
    rank = _TITLE_RUN.match(text, place)
    return bool(rank and not _NO_RANK.match(rank[0]) and not _name_length(text, rank.end()))


def _length_like_city(text: str, start: int) -> int:
    """Return the length of a name that a city bears as well, behind a title: 董事长黄山."""
    name = text[start : start + 2]
    is_name = name in CITIES and name[0] in surnames.SURNAMES
    return 2 if is_name and _AS_A_NAME.match(text, start + 2) else 0


def _is_behind_name(text: str, place: int) -> bool:
    if _OF_SCHOOL.match(text, place):
        return False  # 代表滨海校友会: the name of a place
    return bool(_BEHIND.match(text, place) or _RANK.match(text, place))


def _names_behind_titles(text: str) -> Iterator[Mention]:
    for pattern, certainty in ((_TITLE_RUN, Certainty.CERTAIN), (_SOFT_TITLE, Certainty.LIKELY)):
        for match in pattern.finditer(text):
            end = (_BRACKET.match(text, match.end()) or match).end()
            start = end + (text[end : end + 1] == " ")
            length = _length_like_city(text, start) or _name_length(text, start)
            if not length and _OF_JAPAN.search(text, 0, match.end()):
                length = _length_of_japanese(text, start)
            # Where no vocabulary has the title, a verb must follow the name.
            if length and (
                pattern is _TITLE_RUN or re.match(r"[\u4e00-\u9fff]", text[start + length :])
            ):
                yield _name(text, start, start + length, certainty)


def _names_before_ranks(text: str) -> Iterator[Mention]:
    for match in _TITLE_RUN.finditer(text):
        is_title = _name_length(text, match.end()) or re.match(r"\s?[A-Z]", text[match.end() :])
        is_academic = _ACADEMIC.match(text, match.start())  # 林岚教授立足海塘，
        is_acting = _ACTS_FOR.search(match[0])  # 林岚副校长代表学校致辞
        is_within = not (is_academic or is_acting or _is_behind_name(text, match.end()))
        is_next = re.match("[和与][^，。；]*、$", text[match.start() - 1 : match.end() + 1])
        if is_title or is_within or is_next or _NO_RANK.match(match[0]):
            continue  # 林岚和校长、书记高岩: the post is of the next one
        whole = _JAPANESE_WHOLE.search(text, max(0, match.start() - 5), match.start())
        if whole and INSTITUTION.search(text[: whole.start()]):
            yield _name(text, whole.start(), match.start())
            continue
        modifier = _ENDS_OF_RANK.search(text, 0, match.start())
        end = modifier.start() if modifier else match.start()
        for length in _LENGTHS:
            start = end - length
            if start >= 0 and is_plain_name(text[start:end], length):
                if _AREA.match(text, max(0, start - 1)):
                    continue
                prefix = text[:start].rstrip()
                if (
                    not prefix
                    or prefix[-1] in "，。；：、的“”和与由及为是有请"
                    or INSTITUTION.search(prefix)
                ):
                    yield _name(text, start, end)
                    break


def _names_between_title_and_rank(text: str) -> Iterator[Mention]:
    """Yield those of rare surnames whom a title stands before and a rank behind: 院长乜云教授."""
    for match in _TITLE_RUN.finditer(text):
        between = _RANKED.match(text, match.end())
        is_addressed = between and re.match("先生|女士", text[between.end(1) :])
        if between and (is_addressed or _is_rare_name(between[1])):
            yield _name(text, between.start(1), between.end(1))


def _names_before_honorifics(text: str) -> Iterator[Mention]:
    """Yield those of whom a clause says no more than whence they come: 甲国的林岚女士."""
    for match in _ADDRESSED.finditer(text):
        start = match.start("name")
        if is_plain_name(match["name"], len(match["name"])):
            yield _name(text, start, match.end("name"))
    for match in _CHAIRING.finditer(text):
        if is_plain_name(match["name"], len(match["name"])):
            yield _name(text, *match.span("name"), Certainty.GUESS)
    for match in _TAUGHT.finditer(text):
        for length in _LENGTHS:
            start = match.end("name") - length
            is_name = is_plain_name(text[start : match.end("name")], length)
            if is_name and _INSTITUTION_BEFORE.search(text, 0, start):
                yield _name(text, start, match.end("name"))  # 滨海大学林岚老师
                break


def _names_behind_letters(text: str) -> Iterator[Mention]:
    """Yield those whose titles end in letters, before what they spoke on: CTO 林岚在《…》."""
    for match in _BEHIND_LETTERS.finditer(text):
        if is_plain_name(match["name"], len(match["name"])):
            yield _name(text, *match.span("name"))


def _names_in_brackets(text: str) -> Iterator[Mention]:
    for match in _BRACKETED.finditer(text):
        if not TITLE_END.search(match["title"]):
            continue
        for length in _LENGTHS:
            start = match.end("name") - length
            prefix = text[max(0, start - 1) : start]
            if (
                is_plain_name(text[start : match.end("name")], length)
                and prefix in "，。；：、和与由"
            ):
                name = text[start : match.end("name")]
                yield Mention(
                    start, match.end(), name, ZH, match["title"], "", start, Certainty.CERTAIN
                )
                break


def _names_in_both_scripts(text: str) -> Iterator[Mention]:
    """Yield Latin names with a Chinese one in brackets, and a rank behind: Ada Lan（蓝云）教授."""
    for match in _BOTH_SCRIPTS.finditer(text):
        rank = _TITLE_RUN.match(text, match.end())
        if rank and is_name_en(match["latin"]) and is_plain_name(match["name"], len(match["name"])):
            yield Mention(
                match.start(), rank.end(), match["name"], ZH, "", rank[0], match.start(),
                Certainty.LIKELY, match["latin"],
            )  # fmt: skip


def _latin_names(text: str) -> Iterator[Mention]:
    """Yield Latin names that a title, or 的 before a verb, stands beside."""
    for match in LATIN.finditer(text):
        tokens = match[0].split()
        first = next(
            (at + 1 for at in reversed(range(len(tokens) - 1))
             if tokens[at].strip(".,").casefold() in titles.TITLE_WORDS_EN), 0,
        )  # fmt: skip
        name = " ".join(tokens[first:])
        start = match.end() - len(name)
        prefix = re.sub(f"{_BRACKET.pattern}$", "", text[:start].rstrip())
        titled = first > 0 or bool(re.search(f"(?:{TITLE_END.pattern}|的)$", prefix))
        is_of_house = _INSTITUTION_BEFORE.search(prefix) and _TITLE_RUN.match(text, match.end())
        titled |= bool(is_of_house)  # 某大学 Jane Doe 教授
        rank = _ACADEMIC.match(text, match.end())  # 海洋学 Jane Doe 教授, no MIT 教授林岚
        titled |= bool(rank and not _name_length(text, rank.end()))
        is_listed = _TITLE_RUN.match(text, match.end()) or re.match(
            "[、，]|等", text[match.end() :]
        )
        titled |= bool(is_listed) and prefix.endswith(tuple(COUNTRIES_ZH))  # 某国 Jane Doe 教授
        if (
            titled
            and len(tokens) - first >= 2
            and is_name_en(name)
            and _BEHIND.match(text, match.end())
        ):
            yield _name(text, start, match.end())


def _names_met_before(text: str, roster: Roster) -> Iterator[Mention]:
    for start, name in roster.find_in(text):
        if len(name) >= _WHOLE_NAME or _is_behind_name(text, start + len(name)):
            yield _name(text, start, start + len(name))


def _surnames_with_ranks(text: str, roster: Roster) -> Iterator[Mention]:
    """Yield those whom a sentence calls by surname and rank, where the document has named them."""
    for match in _CALLED.finditer(text):
        if name := roster.with_rank(match["surname"], match["rank"]):
            yield Mention(
                match.start("surname"), match.end(), name, ZH, "", "", match.start("surname")
            )


def _bare_lists(text: str) -> Iterator[Mention]:
    """Yield the names of a list that is nothing but names: 市领导林岚、高岩、于海参加."""
    for match in _BARE_LIST.finditer(text):
        group = "names" if match["names"] else "told"
        parts = list(re.finditer("[^、]+", match[group]))
        starts = [match.start(group) + part.start() for part in parts]
        lengths = [*(len(part[0]) for part in parts[:-1]), _name_length(text, starts[-1])]
        spans = list(zip(starts, lengths, strict=True))
        sure = {at for at, length in spans if is_plain_name(text[at : at + length], length)}
        if len(sure) == len(spans):
            yield from (_name(text, at, at + length) for at, length in spans)
        elif len(sure) >= _FEWEST_IN_LIST and len(sure) > len(spans) / 2:
            # Rare surnames among frequent ones are asked for.
            yield from (
                _name(text, at, at + length, Certainty.LIKELY if at in sure else Certainty.GUESS)
                for at, length in spans
                if _is_rare_name(text[at : at + length])
            )


def _names_in_lists(text: str, names: list[Mention]) -> Iterator[Mention]:
    """Yield the bare names that go on with a list: 共同主席周达、吕滋立、安红军."""
    starts = {name.name_start for name in names}  # each goes on from its own end
    for name in names:
        end = name.end
        while (separator := _NEXT.match(text, end)) and separator.end() not in starts:
            length = (
                _name_length(text, separator.end())
                or _length_between_names(text, separator.end())
                or length_of_latin(text, separator.end())
            )
            is_last = not length or not re.match(
                r"$|[、，。；和与及等（]|以及", text[separator.end() + length :]
            )
            start = separator.end()
            is_house = HOUSE_IN_LETTERS.match(text, start + length)
            if not length or is_house or (is_last and separator[0].strip() in "，"):
                break
            yield (listed := _name(text, start, start + length))
            end = listed.end


def _is_rare_name(text: str) -> bool:
    """Tell whether a text may be a name of a rare surname: no verb, and no group of people."""
    is_word = (
        _NO_PERSON_END.search(text)
        or PHRASE_WITHIN.search(text)
        or text in words.NO_NAMES
        or text[0] == "会"  # 理事会开幕致辞
        or _OF_MEETING.search(text)  # 新教师入职仪式上，
        or text[-1] in "对向与"  # 代表学校对参加的来宾
        or (re.match(words.BEHIND_NAME, text) and not is_name_zh(text))
    )
    return is_loose_name_zh(text) and not is_word


def _names_between_marks(text: str, names: list[Mention]) -> Iterator[Mention]:
    """Yield those of rare names behind a title, before a verb of saying or a list's next name."""
    ends = {name.end for name in names}
    starts = sorted(name.name_start for name in names)
    for match in _TITLE_RUN.finditer(text):
        part = _SPEAKING.match(text, match.end())
        if part and _is_rare_name(part[1]):
            yield _name(text, part.start(1), part.end(1))
            continue
        part = _MARKED.match(text, match.end())
        if part is None or not _is_rare_name(part[1]):
            continue
        following = next((start for start in starts if start > part.end()), None)
        goes_on = following is not None and not re.search(
            "[、，。；]", text[part.end(1) + 1 : following]
        )
        before = text.rfind("、", 0, match.start())
        if goes_on or before in ends:
            yield _name(text, part.start(1), part.end(1))


def _names_behind_institutions(text: str, names: list[Mention]) -> Iterator[Mention]:
    """Yield those of whom a list says no more than whence they come: 某大学校长林岚、某大学王芳."""
    entries = list(_entries_of_institutions(text))
    if not names and len(entries) < _FEWEST_ENTRIES:
        # 学员代表、滨海大学林岚发言; 由滨海大学林岚主持
        yield from (_name(text, *span) for span in entries if _OF_MANY.search(text, 0, span[0]))
        return
    ends = {name.end for name in names} | {end for _start, end in entries}
    for start, end in entries:
        if _is_in_list(text, start, end, ends - {end}):
            yield _name(text, start, end)


def _entries_of_institutions(text: str) -> Iterator[tuple[int, int]]:
    """Yield where an entry of a list ends with a name right behind an institution."""
    for match in _LIST_ENDS.finditer(text):
        for length in (4, *_LENGTHS):
            start = match.start() - length
            name = text[max(start, 0) : match.start()]
            is_long = length == 4 and not name.startswith(_COMPOUND)
            if start < 1 or is_long or not is_plain_name(name, length) or _PART_END.search(name):
                continue
            above = text[max(0, start - LONGEST_TITLE) : start]
            head = re.split("[、，；。：]|以及", above)[-1]
            if _INSTITUTION_BEFORE.search(head.removesuffix("的")):
                yield start, match.start()
            break


def _names_in_entries(text: str, names: list[Mention]) -> Iterator[Mention]:
    """Yield those between names whose titles no vocabulary has: 某学院组训员林岚，某院长王芳."""
    ends = {name.end for name in names}
    for match in _ENTRY_OF_NAME.finditer(text):
        start, end = match.span("name")
        is_name = is_plain_name(match["name"], end - start)
        if is_name and _is_in_list(text, start, end, ends):
            yield _name(text, start, end)


def _is_in_list(text: str, start: int, end: int, ends: Collection[int]) -> bool:
    """Tell whether the entry of a list right before, or right behind, ends with a name.

    ends: where names end.
    """
    first = max(0, start - LONGEST_TITLE)
    before = _LISTED_BEFORE.search(text[first:start])
    while before and first + before.start() not in ends and is_title_zh(before["entry"]):
        before = _LISTED_BEFORE.search(text[first : first + before.start()])  # 院士、某大学林岚
    behind = re.match("(?:[、，]|以及|[和与及])([^，；。]{2,160})", text[end : end + LONGEST_TITLE])
    is_behind = behind and any(end < last <= end + behind.end() for last in ends)
    return bool(is_behind or (before and first + before.start() in ends))


def _length_between_names(text: str, start: int) -> int:
    """Return the length of a name of a rare surname, within a list whose next entry is a name."""
    part = _LISTED.match(text, start)
    if part is None or not is_loose_name_zh(part[1]) or part[1] in words.NO_NAMES:
        return 0
    if len(part[1]) == _LONG_NAME and (
        part[1][0] not in surnames.SURNAMES or may_be_phrase(part[1]) or is_title_zh(part[1])
    ):
        return 0
    return len(part[1]) if _name_length(text, part.end()) else 0
