"""The titles that stand before, or behind, the people of a Chinese sentence."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from forum.reader.prose.mentions import Mention
from forum.reader.shapes.record.name_forms import (
    TITLE_END,
)
from forum.reader.vocabulary import prose_zh as words
from forum.reader.vocabulary.institutions import INSTITUTION_STARTS_ZH

_WRITER: Final = re.compile(rf"(?:^|[（(，。、\s])(?:{words.WRITERS})[\s:：/]*$")
_ENDS_TITLE: Final = re.compile(
    rf"(?:{TITLE_END.pattern}|[员长师官]|[A-Za-z])(?:[（(][^（）()]{{1,20}}[)）])?$"
)
# 有代表开玩笑说: of whom no name is told.
_SOMEBODY: Final = re.compile(
    "(?:有|某|一位|几位|多位|不少|许多|部分|与会)的?(?:代表|专家|学者|记者|观众|嘉宾|网友|听众)$"
)
_COUNT: Final = re.compile(
    r"(?:\d+|[一二三四五六七八九十两几多数]+)\s*(?:余|多)?(?:位|名)[^，。；]{0,16}$"
)
CUTS: Final = re.compile(f"{words.BEFORE_TITLE}|{words.NO_TITLE}|作为|身为")
_DATE: Final = re.compile(r"^(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日)?(?:上午|下午|晚)?")
# …，与某院院长林岚、某局局长王芳展开对话
_WITH: Final = re.compile("并?(?:与(?!会)|携手|会同|连同|偕同|同来自)(?=[\u3400-\u9fffA-Z])")
# No title goes over these: a sentence's end, a work, who wrote the news.
BYLINE: Final = r"[（(]\s*(?:(?:学生)?记者|通讯员|摄影|供稿)[\s：:/][^（()）]*[)）]"
_BEFORE_ANY: Final = re.compile(rf"[。！？：；\n]|[，︐。！？]”|》\s|{BYLINE}")
# 组长和全体成员，; 优秀学生代表及其家长，: of many, before somebody's own title
_OF_ALL: Final = re.compile("全体|及其|各[^，。]{0,8}代表")
_PURE_TITLE: Final = re.compile(rf"(?:^|.*[^在于])(?:{TITLE_END.pattern})$")
INSTITUTION: Final = re.compile(
    "(?:大学|学院|公司|集团|中心|研究所|研究院|协会|学会|联合会|商会|委员会|银行|基金会|实验室|医院|法院|学校|"
    "政府|委|部|局|厅|署|所|院|处|校|系|厂|办|司|科|室|馆|站|社|网|台|报|杂志|党委|支部|工会|分会|总会|理事会|促进会|研究会|"
    "工程院|科学院|联盟|中学|小学|附中|附小|[一二三四五六七八九十]中|医科大|使馆|法庭|律所|事务所|俱乐部|工作室|团队|课题组|专委会|编辑部|秘书处|智库|"
    "[\u4e00-\u9fff]{2}[省市县区州镇乡村])(?:[（(][^（）()]{1,20}[)）])?$"
)
# 某大学海洋学林岚教授: the field that somebody is professor of
_FIELD: Final = re.compile("(?:大学|学院|医院|研究所|研究院)[\u3400-\u9fff]{2,10}(?:学|学科|专业)$")
_SHARED: Final = re.compile(
    "(?:副[^、，副]{1,8}|教授|研究员|院士|教师|讲师|委员|常委|理事|董事|专家|学者|博士生?|硕士生|本科生|研究生|工程师|"
    "(?:共同|联合|联席)[^、，]{2,6}|合伙人|律师|记者|代表|勋贤|太平绅士)$"
)
_HONOUR: Final = re.compile("(?:奖|奖章|勋章|称号|人才|学者|计划|工程|项目)[”》]?$")
LONGEST_TITLE: Final = 160


def _is_represented(text: str, mention: Mention, before: Mention | None) -> bool:
    """Tell whether another speaks for a person, who is not there: 甲教授代乙院士作…, 受乙委托."""
    if mention.title.startswith("已故"):
        return True
    if mention.title.startswith("受") and re.match("的?(?:委托|指派|委派)", text[mention.end :]):
        return True
    if (
        before
        and mention.title == "代表"
        and mention.honorific
        and re.search("[，并后先]代表$", text[: mention.name_start])
    ):
        return True  # 林岚致辞，代表王芳书记向…
    between = text[before.end : mention.name_start] if before else ""
    return bool(re.match("代(?!表[处团])|替", between)) and not re.search("[，。；、]", between)


def with_titles(text: str, names: list[Mention]) -> list[Mention]:
    mentions: list[Mention] = []
    border = 0
    for name in names:
        if name.title:
            mentions.append(name)
        elif _WRITER.search(text[: name.name_start]):
            continue
        else:
            start = _start_of_title(text, border, name.name_start)
            title = text[start : name.name_start].strip().removesuffix("的").strip()
            if _SOMEBODY.search(text[: name.name_start]):
                continue
            mention = _titled(name, start, title)
            if not title and mentions and _is_shared(text, mentions[-1], name):
                mention = replace(mention, title=mentions[-1].title)
            if not _is_represented(text, mention, mentions[-1] if mentions else None):
                mentions.append(mention)
        border = name.end
    return mentions


def _is_shared(text: str, before: Mention, name: Mention) -> bool:
    """Tell whether several hold a post that stands before the first of them: 副会长甲、乙、丙."""
    is_next = text[before.end : name.start] in {"、", "和", "与", "及", "以及"}
    is_alike = bool(before.honorific) == bool(name.honorific)
    return is_next and is_alike and bool(_SHARED.search(before.title))


def _titled(name: Mention, start: int, title: str) -> Mention:
    parts = title.split("、")
    while parts and not (
        all(map(is_title_zh, parts)) or _is_cut_within(parts) or _names_honours(parts)
    ):
        start += len(parts.pop(0)) + 1
    title = "、".join(parts)
    is_title = 0 < len(title) <= LONGEST_TITLE
    return Mention(
        start if title else name.name_start, name.end, name.name, name.language,
        title if is_title else "", name.honorific, name.name_start, name.certainty, name.latin,
    )  # fmt: skip


def _names_honours(parts: Sequence[str]) -> bool:
    """Tell whether between titles nothing but honours stands: 国家一级作家、海燕奖、潮汐奖得主."""
    first, *between, last = parts if len(parts) > 1 else ("", "")
    return is_title_zh(first) and is_title_zh(last) and all(map(_HONOUR.search, between))


def _is_cut_within(parts: Sequence[str]) -> bool:
    """Tell whether a mark stands within an institution's name: 江苏潮汐、海浪研究中心主任."""
    first, *rest = parts
    starts = [start for start in INSTITUTION_STARTS_ZH if first.startswith(start)]
    return bool(starts and first not in starts and rest and all(map(is_title_zh, rest)))


def is_told_zh(text: str) -> bool:
    """Tell whether a text holds what a title never does: a verb, a circumstance."""
    return bool(CUTS.search(text))


def is_title_zh(title: str) -> bool:
    """Tell whether a text ends like a title or an institution."""
    return any(end.search(title) for end in (_ENDS_TITLE, INSTITUTION, _FIELD))


def _start_of_title(text: str, border: int, end: int) -> int:
    """Return where the title before a name begins: behind marks, people and what tells of it."""
    piece = text[border:end]
    joint = re.match(r"(?:等[^，。；、]{0,10}(?=，))?\s*(?:[、，；和及]|与(?!会)|以及)+\s*", piece)
    start = border + (joint.end() if joint else 0)
    start += max(
        (match.end() for match in _BEFORE_ANY.finditer(text[start:end])),
        default=0,
    )
    while (comma := text.find("，", start, end)) >= 0:
        head = text[start:comma]
        rest = text[comma + 1 : end]
        is_listed = start > border > 0 and re.search("(?:负责人|代表|成员)$", head)
        is_of_nobody = is_listed or _OF_ALL.search(head)
        if _is_pure_title(head) and rest and not is_of_nobody:
            break
        start = comma + 1
    cuts = [match.end() for match in CUTS.finditer(text[start:end])]
    cuts += [_end_of_count(match) for match in _COUNT.finditer(text[start:end])]
    start += max((cut for cut in cuts if cut <= end - start), default=0)
    dated = _DATE.match(text[start:end])
    start += dated.end() if dated else 0
    withal = _WITH.match(text[start:end]) if text[start - 1 : start] in "，,、；" else None
    start += withal.end() if withal else 0
    # 林岚向副局长高岩授牌, 林岚率副局长高岩: what she does to him
    start += len("向") if 0 < border == start and text.startswith(("向", "为", "率"), start) else 0
    return start + len(text[start:end]) - len(text[start:end].lstrip())


def _end_of_count(count: re.Match[str]) -> int:
    """Return where a count of people ends: 等六位高校校长和 of …高校校长和某大学副校长."""
    joints = [match.end() for match in re.finditer("[和与及、]", count[0])]
    return count.start() + joints[-1] if joints else count.end()


def _is_pure_title(text: str) -> bool:
    is_told = text.startswith(("为", "任")) or CUTS.search(text)  # 甲为主任，某大学乙为顾问
    return bool(_PURE_TITLE.match(text)) and not is_told and len(text) >= 4
