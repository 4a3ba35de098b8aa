"""The institution within a title, and whether two titles may belong to one institution.

A title is one verbatim phrase (商务部国际贸易谈判代表（正部长级）兼副部长; Director, Harbour
Institute). Only what is certain counts: 商务部 begins
商务部国际贸易经济合作研究院, and they are two.
"""

import re
from collections.abc import Collection
from functools import lru_cache
from itertools import product
from typing import Final

from forum.core.names import fold, is_han
from forum.imports.planning.places import country_names
from forum.reader.event_record import Text
from forum.reader.vocabulary.institutions import FIELD_WORDS_EN, INSTITUTION_WORDS_EN
from forum.reader.vocabulary.places import CITIES_EN
from forum.reader.vocabulary.titles import TITLE_ENDS_ZH, TITLE_WORDS_EN

_BRACKETS = re.compile(r"[（(【\[〔][^（()）】\]〕]*[）)】\]〕]")
_PARTS_ZH = re.compile(r"[兼、，,；;\s\u3000]+")
_RANKS: Final = sorted(TITLE_ENDS_ZH, key=len, reverse=True)
# What stands between an institution and a rank without being either.
_BEFORE_RANK = re.compile(
    r"(?:原|前|副|正|总|首席|常务|执行|高级|资深|名誉|荣誉|代理|候任|时任|第一|党组|党委|著名|知名|特邀|"
    r"特聘|客座|兼职|独立|青年|退休|国家级)+\Z"
)
# What makes no rank another one.
_SAME_RANK_ZH = re.compile(
    r"常务|执行|高级|资深|第一|党组|党委|著名|知名|特邀|独立|青年|正(?=[^式])"
)
_SAME_RANK_EN = re.compile(r"\b(?:executive|senior|the)\s+|\b(chair)(?:man|woman|person)\b")

# A name that ends so is an institution of its own, also within a larger one.
_INSTITUTION: Final = (
    "部|委员会|委|总署|署|院|中心|组织|机构|协会|学会|联合会|联盟|商会|促进会|研究会|理事会|基金会|基金|银行|集团|"
    "公司|研究所|政府|使馆|秘书处|论坛|电视台|总台|电台|出版社|日报社|日报|报社|通讯社|智库|实验室|博物馆|俱乐部|"
    "联合国|欧盟|东盟|非盟"
)
_INSTITUTION_END = re.compile(f"(?:{_INSTITUTION})(?!长|员|士|分)")
# A name that ends so is a unit, unless nothing larger stands before it.
_UNIT_END = re.compile(
    r"(?:局|处|厅|司|办公室|办|园区|开发区|新区|区|市|省|县|社|台|厂|校|所)(?!长|员)"
)
# Schools and chairs of a university are the university's.
_UNIVERSITY = re.compile(r"\A.*?(?:大学|学院)(?!长|生)")

# Subjects of professors, and bodies that each country or institution has one of.
_SUBJECT_ZH = re.compile(r"(?<!大)(?<!中)(?<!小)学\Z|系\Z")
_BODIES = (
    "董事会 监事会 理事会 代表团 议会 国会 参议院 众议院 人大 政协 全国人大 全国政协 政府 国家 "
    "国际 全国 委员会 办公室 部 局 处 司 厅 院 所 省 市 县 区 公司 集团 协会 学会 中心 机构 "
    "组织 企业 项目 技术 产品 市场 运营 研发 学术 特别"
)
_BODIES_ZH: Final = frozenset(_BODIES.split())
_CITIES_ZH: Final = frozenset(CITIES_EN.values())
_HEADS_EN = re.compile(
    r"\A(?:the|ministry|department|bureau|office|government|embassy)\s+(?:of\s+)?(?:the\s+)?",
    re.IGNORECASE,
)
_OF = re.compile(r"\s+(?:of|at|for|from)\s+(?:the\s+)?")
_PARTS_EN = re.compile(r"\s*[,;]\s*|\s+and\s+", re.IGNORECASE)
_HYPHEN = re.compile(r"(?<=\w)[-–](?=\w)")
_COMMAS = re.compile(r"\s*[,;]\s*")
_WORD_EN = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_SMALL_EN: Final = frozenset(["of", "the", "and", "for", "at", "to", "de", "a", "an", "in", "on"])
_AT_EN = re.compile(r"\s+at\s+")
_MINISTRY_EN = re.compile(r"ministry of|minister|secretary", re.IGNORECASE)
_OWN_NAMES = "unesco unido undp unctad unicef wto who fao ilo imf nations"
_BODY_WORDS_EN: Final = (INSTITUTION_WORDS_EN - {*_OWN_NAMES.split()}) | _SMALL_EN | {"state"}
_FURTHER_WORDS = (
    "directors trustees governors supervisors staff states congress senate house representatives "
    "mission faculty party section unit team people's national international public external "
    "internal human general standing executive strategic corporate product products sales design "
    "law mathematics physics chemistry biology medicine history sociology philosophy politics "
    "political computer information social global regional relations region"
)
# Words of which no institution's name is made of alone: Board of Directors, School of Economics.
_COMMON_EN: Final = _BODY_WORDS_EN | FIELD_WORDS_EN | {*_FURTHER_WORDS.split()}


def find_institutions(title: Text) -> frozenset[str]:
    """Return the institutions that a title names, folded, in any of its languages."""
    names: set[str] = set()
    for text in filter(None, title.values()):
        names |= _institutions_zh(text) if is_han(text) else _institutions_en(text)
    return frozenset(names - {""})


@lru_cache(maxsize=4096)
def name_candidates(title: str) -> tuple[str, ...]:
    """Return what may be the whole name of an institution in a title, folded.

    In Chinese what is left of the first part when its rank is cut off; in English what stands
    behind a comma, or before it. Whether it is one, a list of known names must tell.
    """
    if is_han(title):
        first = next((part for part in _PARTS_ZH.split(_without_brackets(title)) if part), "")
        bare = _without_rank(first)
        return (fold(bare),) if bare and bare != first else ()
    parts = [part for part in _COMMAS.split(title.strip()) if part]
    return tuple(fold(part) for part in parts[1:] if not _is_rank_en(part))


def find_ranks(title: Text) -> dict[str, set[str]]:
    """Return language -> ranks of a title, with what makes each a lower or a former one: 副市长."""
    return {
        code: _ranks_zh(text) if is_han(text) else _ranks_en(text)
        for code, text in title.items()
        if text
    }


def _ranks_zh(title: str) -> set[str]:
    parts = [part for part in _PARTS_ZH.split(_without_brackets(title)) if part]
    return {_SAME_RANK_ZH.sub("", part.removeprefix(_without_rank(part))) for part in parts} - {""}


def _ranks_en(title: str) -> set[str]:
    heads = [_OF.split(part, maxsplit=1)[0] for part in _PARTS_EN.split(_HYPHEN.sub(" ", title))]
    ranks = [
        [word.casefold() for word in _WORD_EN.findall(head) if word.casefold() in TITLE_WORDS_EN]
        for head in heads
    ]
    return {_SAME_RANK_EN.sub(r"\1", " ".join(rank)).strip() for rank in ranks} - {""}


def contradict(first: Collection[str], second: Collection[str]) -> bool:
    """Tell whether the institutions of two people are others for certain.

    Names in one script alone can be compared; a shorter form of a name is no other (UNIDO, 中科院).
    """
    pairs = [pair for pair in product(first, second) if is_han(pair[0]) == is_han(pair[1])]
    return bool(pairs) and not any(_is_shortened(*sorted(pair, key=len)) for pair in pairs)


def _is_shortened(short: str, long: str) -> bool:
    """Tell whether a name has the letters of a longer one, in their order."""
    letters = iter(long)
    return short in long or (short[:1] == long[:1] and all(letter in letters for letter in short))


def _institutions_zh(title: str) -> set[str]:
    parts = [part for part in _PARTS_ZH.split(_without_brackets(title)) if part]
    names = {_without_units(_without_rank(part)) for part in parts}
    return {fold(name) for name in names if not _is_common_zh(name)}


def _is_common_zh(name: str) -> bool:
    """Tell whether what is left of a title names no institution: a country, a city, a subject."""
    return (
        name in _BODIES_ZH
        or fold(name) in country_names()
        or name in _CITIES_ZH
        or bool(_SUBJECT_ZH.search(name))
    )


def _without_brackets(title: str) -> str:
    """Return a title without its brackets, which hold a rank or a country."""
    return _BRACKETS.sub("", title)


def _without_rank(part: str) -> str:
    """Cut the ranks off the end of a part: 联合国工业发展组织总干事代表 -> 联合国工业发展组织."""
    while rank := next((rank for rank in _RANKS if part.endswith(rank)), ""):
        part = _BEFORE_RANK.sub("", part.removesuffix(rank))
    return part


def _without_units(part: str) -> str:
    """Return the institution without its inner units; a part that names none is returned whole."""
    if university := _UNIVERSITY.match(part):
        return university.group()
    for ends in (_INSTITUTION_END, _UNIT_END):
        if matches := list(ends.finditer(part)):
            return part[: matches[-1].end()]
    return part


@lru_cache(maxsize=4096)
def _institutions_en(title: str) -> frozenset[str]:
    """Return what stands in a part of its own, else what stands behind a rank and "of".

    Of several parts those that have an institution's word, else the first: the rest is a place.
    """
    parts = [part for part in _COMMAS.split(title.strip()) if part and not _is_rank_en(part)]
    own, behind = [], []
    for part in parts:
        rank, *institution = _split_rank(part)
        if institution:
            behind += [name for name in institution if _is_name_en(name, rank)]
        elif _is_name_en(part) and not _ends_with_rank(part):
            own.append(part)
    worded = [part for part in own if INSTITUTION_WORDS_EN.intersection(_words_en(part))]
    names = worded or own[:1] or behind
    return frozenset(fold(_HEADS_EN.sub("", name)) for name in names) - {""}


def _split_rank(part: str) -> list[str]:
    """Return a rank, and what stands behind it and "of" or "at": Vice Minister of Commerce."""
    rank, *institution = _OF.split(part, maxsplit=1)
    if not (institution and _is_rank_en(rank)):
        return [part]
    return [rank, *_AT_EN.split(institution[0])[-1:]]


def _is_name_en(name: str, rank: str = "") -> bool:
    """Tell whether a piece may name an institution. rank: what stands before it and "of"."""
    if fold(name.removeprefix("the ")) in country_names() or name.casefold() in CITIES_EN:
        return False
    # A ministry is told by its field alone.
    is_ministry = _MINISTRY_EN.search(rank) or _MINISTRY_EN.match(name)
    return not _words_en(name) <= (_BODY_WORDS_EN if is_ministry else _COMMON_EN)


def _ends_with_rank(part: str) -> bool:
    words = _WORD_EN.findall(part)
    return bool(words) and _is_rank_en(words[-1])


def _words_en(text: str) -> set[str]:
    return {word.casefold() for word in _WORD_EN.findall(text)}


def _is_rank_en(part: str) -> bool:
    """Tell whether each word belongs to a rank: Deputy Director-General."""
    words = _words_en(part) - _SMALL_EN
    return bool(words) and all(
        word in TITLE_WORDS_EN or word.split("-")[-1] in TITLE_WORDS_EN for word in words
    )
