"""A post or a house before a name, amid it, or beside it in the other script."""

import re
from typing import Final

from forum.core.names import simplified
from forum.reader.event_record import EN, ZH
from forum.reader.guest_parts import RANK_BEHIND
from forum.reader.guests.guest import Guest, Printed, in_language
from forum.reader.shapes.record.name_forms import (
    HONORIFIC_ZH,
    TITLE_END,
    has_title_word,
    is_loose_name_zh,
    is_name_en,
    is_name_zh,
    is_word,
    split_honorific,
)
from forum.reader.vocabulary.institutions import INSTITUTION_ENDS_ZH

HOUSE_END: Final = re.compile(rf"(?:{INSTITUTION_ENDS_ZH})$")
# Minister Anna Berg (Minister of Harbours): the office before the name, with the post behind it.
_OFFICE_FIRST: Final = re.compile(
    r"^(?P<office>(?:(?:Deputy|Vice|Prime|First|Chief|State)[ -])?(?:President|Minister|Premier|"
    r"Chancellor|Governor|Mayor|Senator|Commissioner|Justice|Judge))\s+"
    r"(?!Emeritus|Elect|Designate)(?P<name>[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*)+)"
    r"(?:\s*[（(](?P<post>[^（()）]{3,120})[)）]|,\s+(?P<behind>[^（()）]{3,200}))?$"
)
# Mr. Tom Li (Assistant Secretary General) Coast Union
_POST_WITHIN: Final = re.compile(
    r"^(?P<name>[^（()）]{3,60}?)\s*[（(](?P<post>[^（()）]{3,80})[)）]\s+"
    r"(?P<institution>[A-Z][\w.&’' -]{1,60})$"
)
_LATIN_NAME_FIRST: Final = re.compile(
    r"^(?P<name>[A-Z][A-Za-zÀ-ɏ.’'-]*(?: [A-Z][A-Za-zÀ-ɏ.’'-]*)+)"
    r"(?:\s*[，,]\s*(?=.*[\u3400-\u9fff])|\s+(?=(?:[A-Z]{2,8}|[A-Z][a-z]+)?[\u3400-\u9fff]))(?P<title>\S.*)$"
)
# 某大学校长助理 Jane Roe
_LATIN_NAME_LAST: Final = re.compile(
    r"^(?P<title>[^A-Za-z]*[\u3400-\u9fff])\s*"
    r"(?P<name>[A-Z][A-Za-zÀ-ɏ.’'-]*(?: [A-Z][A-Za-zÀ-ɏ.’'-]*)+)$"
)
_SHORTEST_HOUSE: Final = 2
_NO_FIRST: Final = " 区司党"  # of 社区, 公司, 政党, more often than surnames right behind a house
_MARKS_ZH: Final = re.compile("[、，；。：]")


def read_office_first(printed: Printed) -> Guest | None:
    """Read an English office before the name: Minister Anna Berg (Minister of Harbours)."""
    office = _OFFICE_FIRST.match(printed.text)
    if office is None or not is_name_en(office["name"]):
        return None
    post = office["post"] or office["behind"]
    if not post or not (office["post"] or has_title_word(post, EN)):
        return Guest({EN: office["name"]}, {EN: ", ".join(filter(None, (office["office"], post)))})
    return Guest({EN: office["name"]}, {EN: post}, {EN: office["office"]})


def read_post_within(printed: Printed) -> Guest | None:
    """Read a post between name and house: Mr. Tom Li (Assistant Secretary General) Coast Union."""
    within = _POST_WITHIN.match(printed.text)
    if within is None or not has_title_word(within["post"], EN):
        return None
    name, honorific = split_honorific(within["name"], EN)
    if not honorific or not is_name_en(name):
        return None
    title = f"{within['post']}, {within['institution']}"
    return Guest({EN: name}, {EN: title}, {EN: honorific})


def read_behind_house(printed: Printed) -> Guest | None:
    """Read a text that ends with the name, or with the rank behind it.

    滨海大学林岚; 滨海大学 林岚副教授; 潮汐局高岩局长; 高岩局长
    """
    text = printed.text
    twin = simplified(text)
    if printed.language != ZH or len(twin) != len(text):
        return None
    rank = RANK_BEHIND.search(twin)
    end = len(twin[: rank.start()].rstrip()) if rank else len(twin)
    for length in (4, 3, 2):
        name, before = twin[end - length : end], twin[: max(0, end - length)]
        house = before.strip()
        is_named = len(name) == length and name[0] not in _NO_FIRST and is_name_zh(name)
        # 某校电机 林岚副教授: between a space and a rank stands a name, whatever is before.
        is_apart = bool(rank) and before != house and not _MARKS_ZH.search(house)
        if house and _stands_first(house):
            return None
        if is_named and (_is_house(house) or is_apart if house else rank):
            break
    else:
        return None
    name, house = text[end - length : end], text[: end - length].strip()
    rank_printed = text[rank.start() :].strip() if rank else ""
    if HONORIFIC_ZH.fullmatch(rank_printed):
        # 林岚教授 is read as any bare name is.
        return Guest({ZH: name}, {ZH: house}, {ZH: rank_printed}) if house else None
    return Guest({ZH: name}, {ZH: f"{house}{rank_printed}"})


def _stands_first(text: str) -> bool:
    """Tell whether a text begins with a name, so that none ends it: 林岚 潮汐 before 云台工程师."""
    name, *rest = text.split(maxsplit=1)
    return bool(rest) and is_name_zh(name)


def _is_house(text: str) -> bool:
    """Tell whether a text is one institution's name, and no place alone."""
    return is_word(text) and len(text) > _SHORTEST_HOUSE and not _MARKS_ZH.search(text)


def read_beside_title(printed: Printed) -> Guest | None:
    """Read a name and a title of different scripts, or a name behind a space.

    易观 CTO 王芳: a Chinese name behind a title with a Latin word. Anna Berg 某行行长: a Latin name
    before a Chinese title.
    """
    text = printed.text
    head, _space, name = text.rpartition(" ")
    if is_name_zh(name) and (has_title_word(head, EN) or has_title_word(head, ZH)):
        return Guest({ZH: name}, {ZH: head.strip()})
    if re.fullmatch("[\u3400-\u9fff]{2,3}", name) and is_loose_name_zh(name) and is_word(head):
        return Guest({ZH: name}, {ZH: head.strip()})  # of a rare surname, behind an institution
    behind = _LATIN_NAME_LAST.match(text)
    if behind and is_name_en(behind["name"]) and TITLE_END.search(behind["title"][-6:]):
        return Guest({EN: behind["name"]}, {ZH: behind["title"]})
    match = _LATIN_NAME_FIRST.match(text)
    if match is None or not is_name_en(match["name"]):
        return None
    if has_title_word(match["title"], ZH) or is_word(match["title"]):
        name, honorific = split_honorific(match["name"], EN)
        return Guest({EN: name}, {ZH: match["title"]}, in_language(EN, honorific))
    return None
