"""The institution within a title, and whether two titles belong to one institution.

A title is one verbatim phrase (商务部国际贸易谈判代表（正部长级）兼副部长; Director, Harbour
Institute). Only what is certain counts: 商务部 begins
商务部国际贸易经济合作研究院, and they are two.
"""

import re
from functools import lru_cache
from typing import Final

from forum.core.names import fold, is_han
from forum.reader.event_record import Text
from forum.reader.vocabulary.titles import TITLE_ENDS_ZH, TITLE_WORDS_EN

_BRACKETS = re.compile(r"[（(【\[〔][^（()）】\]〕]*[）)】\]〕]")
_PARTS_ZH = re.compile(r"[兼、，,；;\s\u3000]+")
_RANKS: Final = sorted(TITLE_ENDS_ZH, key=len, reverse=True)
# What stands between an institution and a rank without being either.
_BEFORE_RANK = re.compile(
    r"(?:原|前|副|正|总|首席|常务|执行|高级|资深|名誉|荣誉|代理|候任|时任|第一|党组|党委)+\Z"
)

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

_HEADS_EN = re.compile(
    r"\A(?:the|ministry|department|bureau|office|government|embassy)\s+(?:of\s+)?(?:the\s+)?",
    re.IGNORECASE,
)
_OF = re.compile(r"\s+(?:of|at|for|from)\s+(?:the\s+)?")
_COMMAS = re.compile(r"\s*[,;]\s*")
_WORD_EN = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_SMALL_EN: Final = frozenset(["of", "the", "and", "for", "at", "to", "de", "a", "an", "in", "on"])


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


def _institutions_zh(title: str) -> set[str]:
    parts = [part for part in _PARTS_ZH.split(_without_brackets(title)) if part]
    return {fold(_without_units(_without_rank(part))) for part in parts}


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
    parts = [part for part in _COMMAS.split(title.strip()) if part and not _is_rank_en(part)]
    pieces = {piece for part in parts for piece in _behind_rank(part)}
    return frozenset(fold(_HEADS_EN.sub("", piece)) for piece in pieces) - {""}


def _behind_rank(part: str) -> set[str]:
    """Return a part, and what stands behind a rank and "of" in it: Vice Minister of Commerce."""
    rank, *institution = _OF.split(part, maxsplit=1)
    return set(institution) if institution and _is_rank_en(rank) else {part}


def _is_rank_en(part: str) -> bool:
    """Tell whether each word belongs to a rank: Deputy Director-General."""
    words = {word.casefold() for word in _WORD_EN.findall(part)} - _SMALL_EN
    return bool(words) and all(
        word in TITLE_WORDS_EN or word.split("-")[-1] in TITLE_WORDS_EN for word in words
    )
