"""The organizations that a sentence enumerates, and where one name ends and the next begins."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from forum.reader.shapes.record import texts
from forum.reader.shapes.record.english_names import Cutter
from forum.reader.shapes.record.organizations import split_zh
from forum.reader.vocabulary import institutions, prose_zh
from forum.reader.vocabulary.places import CITIES_EN, COUNTRIES_EN

# For a quotation within a name, while the names beside it are told apart.
SHIELD: Final = "\ue000"
FOR_SHORT: Final = re.compile("[（(](?:以下)?(?:简|统)?称[^（）()]*[)）]")
_BEFORE_HOSTS_ZH: Final = re.compile(
    r"^.*?(?:报道|聚焦|走进|参加)(?!者)|^.*?(?<!自)(?<!经)由(?!于)|^.*?在(?=[^，。；]*指导)|^(?:并|的|在|和)"
)
# 某某联盟发起成立的研究院: who founded it is another.
_FOUNDED_ZH: Final = re.compile("^.*(?:发起|成立|设立|创办|创立|组建|建立)的")
_BEHIND_HOSTS_ZH: Final = re.compile(
    r"(?:等(?:\d+|[一二三四五六七八九十多]+)?(?:余|多)?(?:家|个)?(?:单位|机构|企业|部门|组织|高校)?|"
    r"为(?:学术|媒体|技术|战略|特别)?(?:期刊|单位|机构|方)?|的?大力|的)$"
)
_INSTITUTION_ZH: Final = re.compile(
    f"(?:{institutions.INSTITUTION_ENDS_ZH}|校|编辑部|编委会|基地|(?:科技|产业|软件|创业)园区?|[A-Za-z])(?:[（(][^（）()]+[)）])?$"
)
# 潮汐农信（滨海）, 潮汐实验室（试点）“…”: no name goes on behind these, whatever it is
_ENDS_NAME: Final = re.compile(f"[\u3400-\u9fff]{{2}}[）)]$|{SHIELD}$")
_TWO_ZH: Final = re.compile(
    f"(?P<first>.{{2,30}}(?:{institutions.INSTITUTION_ENDS_ZH})(?:[（(][^（）()]+[)）])?)(?:[和与及]|联合(?![国会社]))(?P<second>.{{2,40}}(?:{institutions.INSTITUTION_ENDS_ZH}))"
)
_INSTITUTION_EN: Final = re.compile(
    rf"\b(?i:{institutions.INSTITUTION_EN})\b|^[A-Z]{{2,}}(?:-[A-Z]+)?$|\([A-Z]{{2,}}[\w-]*\)$"
)
# (see annex), (ABC), (“CoastNet”): what it is called for short is no part of its name.
_SHORT_FORM_EN: Final = re.compile(
    r"\s*[（(](?:see\s[^)）]*|[“‘]?(?:[A-Z][A-Z-]{1,11}[a-z]?|[A-Z][a-z]+[A-Z][A-Za-z]{0,8})[”’]?)[)）]"
)
# by international foundations including the Coast Fund: whose kind stands before them
_INCLUDING_EN: Final = re.compile(r"^[^A-Z,;]*\bincluding\s+(?:the\s+)?")
_TWO_CAPITALS: Final = re.compile(r"[A-Z][\w’-]+\s+[A-Z]")
# No name of an institution holds a verb: the Week has grown into; X and Y and will be.
CLAUSE_EN: Final = re.compile(
    r"\b(?:has|have|had|was|were|is|are|be|been|will|would|can|which|that|who|today|it|this|comprises?|"
    r"he|she|they|having|expressed|thanked|"
    r"includes?|features?|brings?|brought|gathers?|gathered|attracts?|attracted|"
    r"[a-z]{4,}s(?=\s+(?:the|that|an?)\b))\b"
)


def split_organizations_zh(printed: str) -> Iterator[tuple[str, bool]]:
    """Yield the organizations of a Chinese enumeration, each with whether it surely is one."""
    printed = texts.clean(_BEFORE_HOSTS_ZH.sub("", texts.clean(printed)))
    printed = _FOUNDED_ZH.sub("", printed)
    printed = _BEHIND_HOSTS_ZH.sub("", FOR_SHORT.sub("", printed))
    if re.search(r"\d+[年月日]|[：“”]", printed):
        return
    own_house = re.match(f"(?P<own>{prose_zh.DEICTIC})(?:以及|[和与及、])", printed)
    if own_house:
        yield own_house["own"], True
        printed = printed[own_house.end() :]
    own_house = re.search(
        f"(?<=[\u3400-\u9fff）])(?:以及|[和与及、])(?P<own>{prose_zh.DEICTIC})$", printed
    )
    behind = own_house["own"] if own_house else ""
    printed = printed[: own_house.start()] if own_house else printed
    parts = re.split("[、；]", printed) if " " in printed else split_zh([printed])
    parts = [piece for part in parts for piece in _at_conjunction(part)]
    for part in (*_whole_names(parts), *filter(None, [behind])):
        name = _BEHIND_HOSTS_ZH.sub("", part).strip()
        is_sure = bool(_INSTITUTION_ZH.search(name))
        is_name = is_sure or _ENDS_NAME.search(name) or _stands_alone(name, printed)
        if 2 <= len(name) <= 60 and is_name:
            yield name, is_sure


def _stands_alone(name: str, printed: str) -> bool:
    """Tell whether a name without a word for institutions is one, by the place behind its mark."""
    return bool(re.match("[、；]", behind := printed.partition(name)[2])) and behind[1:].startswith(
        institutions.INSTITUTION_STARTS_ZH
    )


def _whole_names(parts: Sequence[str]) -> Iterator[str]:
    """Yield names, those together again that were cut at a mark within: 制导、导航与控制分会.

    What begins with a place, or with the world, begins a name: 潮汐之友、浙江省科学院.
    """
    begun = ""
    for part in parts:
        starts = institutions.INSTITUTION_STARTS_ZH
        if begun and part.startswith(starts) and not begun.startswith(starts):
            yield begun
            begun = ""
        whole = f"{begun}、{part}" if begun else part
        ending = _BEHIND_HOSTS_ZH.sub("", part).strip()
        is_whole = _INSTITUTION_ZH.search(ending) or _ENDS_NAME.search(ending)
        begun = "" if is_whole else whole
        if is_whole:
            yield whole


def _at_conjunction(text: str) -> list[str]:
    """Return the two institutions that 和 joins, where a space is within one of them."""
    is_joint = " " in text or re.search("(?<=[^、])联合(?![国会社体])", text)
    match = _TWO_ZH.fullmatch(text) if is_joint else None
    return [match["first"], match["second"]] if match else [text]


def split_organizations_en(printed: str) -> Iterator[tuple[str, bool]]:
    """Yield the organizations of an enumeration, each with whether its borders are certain.

    A place behind a comma belongs to the name.
    """
    printed = _INCLUDING_EN.sub("", _SHORT_FORM_EN.sub("", printed))
    if clause := CLAUSE_EN.search(printed):
        # By A and B and will be held; by A, the Week has grown: its subject is no organizer.
        printed = re.sub(r",[^,]*$|\s+and\s*$", "", printed[: clause.start()].rstrip())
    names: list[str] = []
    uncertain: set[str] = set()
    for part in re.split(r",\s+(?:and\s+)?|;\s+|\s+and\s+(?=the\s)", printed):
        part = re.sub(r"^(?:and\s+)?(?:the|The)\s+", "", part).strip(" .")
        if names and part.casefold() in {*COUNTRIES_EN, *CITIES_EN}:
            is_uncertain = names[-1] in uncertain
            names[-1] += f", {part}"
            uncertain.update(names[-1:] if is_uncertain else ())
        elif part:
            pieces, is_sure = _at_and(part)
            cuts = [Cutter().cut([piece], 0) for piece in pieces]
            if "United Nations" not in [name for cut in cuts for name in cut.names]:
                pieces = [name for cut in cuts for name in cut.names]
                is_sure &= all(cut.certain for cut in cuts)
            names += pieces
            uncertain.update(() if is_sure else pieces)
    for name in names:
        if name[:1].isupper() and len(name) <= 120 and not re.search(r"\bpartner\b", name):
            yield name, name not in uncertain


def _at_and(text: str) -> tuple[list[str], bool]:
    """Return the institutions that “and” joins, and whether it surely joins two of them."""
    joints = list(re.finditer(r"\s+and\s+", text))
    for joint in joints:
        both = text[: joint.start()], text[joint.end() :]
        if all(_INSTITUTION_EN.search(name) and name[:1].isupper() for name in both):
            return list(both), len(joints) == 1
    # Ministry of Law and Tide Chambers: one name, or two, nothing tells.
    is_open = any(
        _INSTITUTION_EN.search(text[: joint.start()]) and _TWO_CAPITALS.match(text, joint.end())
        for joint in joints
    )
    return [text], not is_open
