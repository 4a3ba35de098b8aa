"""What a person's name, a title and an honorific look like in either language."""

import re
from functools import lru_cache
from typing import Final

from forum.core.names import MIDDLE_DOTS, simplified
from forum.reader.event_record import ZH
from forum.reader.shapes.record import texts
from forum.reader.vocabulary import institutions as institution_words
from forum.reader.vocabulary import places, surnames, titles
from forum.reader.vocabulary.prose_zh import NO_NAMES, SESSION_WORDS

_DOT = f"[{re.escape(MIDDLE_DOTS)}．.]"
DOTTED = re.compile(
    rf"[\u4e00-\u9fffA-Za-z\-]{{1,16}}(?:\s*{_DOT}+\s*[\u4e00-\u9fffA-Z\-]{{1,16}}\.?)+"
)
TITLE_END = re.compile("|".join(sorted(titles.TITLE_ENDS_ZH, key=len, reverse=True)))
_INSTITUTION_END = re.compile(f"(?:{institution_words.INSTITUTION_ENDS_ZH})$")
# 副教授 and 助理教授 are ranks of their own.
HONORIFIC_ZH = re.compile(rf"\s*(?<![副理])(?:{titles.HONORIFICS_ZH})$")
HONORIFIC_EN = re.compile(rf"^(?:{titles.HONORIFICS_EN}\s*)+(?=\S)", re.IGNORECASE)


# What holds one of these is a phrase, whatever it begins with: 部门主要, 会议上, 向全体.
PHRASE_WITHIN = re.compile(
    "[的了们着及并或等]|首席|^向(?:退|全|各|广|获)|大会|^曾(?:先后|经|任|在|多|于|获|参|担|赴)|^[会暨]|"
    "^应[多该当加在用对有从把将积主尽及]|^应(?:坚持|推动|注重|立足|深入|努力|发挥|致力|继续|强化|提升|关注|秉持|围绕|结合|依托)|"
    "^和|[是被把将就在]$|全体|各位|学生|老师|大家|学员|团队|主要|有关|相关|分管|单位|"
    "领导|驻|执行|科级|党政|部门|行政|业务|工作|第[一二三四五]|会[上议]"
)
VERB_WITHIN = re.compile("参[与加]|出席|主持|表示|认为|指出|强调|介绍|发表|致[辞词]|建议")
_BLANKS = re.compile(r"[\s\u3000]+")
_COMPOUND = tuple(surnames.COMPOUND.split("|"))


@lru_cache(maxsize=4096)
def is_name_zh(text: str) -> bool:
    """Tell whether a Chinese text can be a person's name: 王芳, 欧阳娜, 安娜·贝克."""
    text = HONORIFIC_ZH.sub("", simplified(texts.clean(text)))
    if DOTTED.fullmatch(text):
        return not TITLE_END.search(text)
    plain = _BLANKS.sub("", text)
    if not re.fullmatch(r"[\u4e00-\u9fff]{2,4}", plain) or TITLE_END.search(plain):
        return False
    if plain.startswith(_COMPOUND):
        return len(plain) >= 3
    is_short = plain[0] in surnames.SURNAMES and len(plain) <= 3
    return is_short and not is_word(plain) and plain not in NO_NAMES


def may_be_phrase(text: str) -> bool:
    """Tell whether a Chinese name begins or goes on like a phrase: 海洋能, 石油业, 王国强.

    Only a title, or a form of address, makes it somebody's.
    """
    plain = _BLANKS.sub("", text)
    if DOTTED.fullmatch(plain):
        return False
    return bool(
        {plain, plain[:2]} & NO_NAMES or PHRASE_WITHIN.search(plain) or VERB_WITHIN.search(plain)
    )


def is_loose_name_zh(text: str) -> bool:
    """Tell whether a short Han text may be a name without being of a frequent surname: 纳林."""
    plain = _BLANKS.sub("", text)
    if len(plain) == 2 and plain[0] in "小老阿":
        return False  # 小王 is called so by whoever knows the name
    loose = re.fullmatch(r"[\u4e00-\u9fff]{2,7}", plain) and not TITLE_END.search(plain)
    is_party = len(plain) > 2 and plain.endswith("方")  # 主办方
    is_no_name = is_word(plain) or is_party or plain in SESSION_WORDS
    return is_name_zh(text) or (bool(loose) and not is_no_name)


def is_word(text: str) -> bool:
    """Tell whether a short Han text is a place or an institution rather than a name."""
    ends = len(text) > 2 and bool(_INSTITUTION_END.search(text))
    return ends or text in places.CITIES or text in places.COUNTRIES_ZH


# Capitals of every Latin alphabet, within a class of characters: Đ, Ł, Ş, Ế.
LATIN_CAPITALS = "A-Z" + "".join(
    chr(code) for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)) if chr(code).isupper()
)
# Gull 9000, who is called so where the label stands again; Part 2 does not
NAME_AND_NUMBER = re.compile(rf"[{LATIN_CAPITALS}][\w’'-]+ \d{{2,4}}")
_NO_NAME_WORDS = (
    titles.TITLE_WORDS_EN
    | institution_words.INSTITUTION_WORDS_EN
    | institution_words.FIELD_WORDS_EN
    | institution_words.TOPIC_WORDS_EN
    | {"and", "of", "for", "the", "all", "chairs", "participants", "organizers", "organisers"}
)
_ADDRESS: Final = re.compile(r"(?:Mr|Mrs|Ms|Dr|Prof)\.?")
# Berg Shipping AS: of two letters, as initials are
_CORPORATE = frozenset({"AS", "AG", "SA", "AB", "BV", "NV", "OY", "Oy", "SE", "KK", "SL"})
# Option II
_NUMERALS: Final = frozenset({"II", "III", "IV", "VI", "VII", "VIII", "IX", "XI", "XII"})
# Anna “Nan” Berg, Anna (Nan) Berg
_NICKNAME = re.compile(r"(?<=\w)\s+(?:[“\"‘][A-Z][a-z]+[”\"’]|\([A-Z][a-z]+\))\s+(?=[A-Z])")
_POSSESSIVE = re.compile(r"[a-zA-Z][’']s$")
# Helen Park, MinJun Park, Park Min-jun: a surname that is a word for a place as well
_KOREAN = re.compile(
    r"(?!(?:Science|Industrial|Business|Technology|Tech|National|Central|Hyde|Olympic|City|Ocean|Eco|Forest|"
    r"Theme|Software|Port|Harbou?r|Innovation|Victoria|Regent|Water|Wetland|Country|State|Car)\b)"
    r"[A-Z][a-z]+(?:-?[A-Za-z][a-z]+)? Park|Park [A-Z][a-z]+"
    r"(?:-[a-z]+| (?!Hotel|Hyatt|Cent|Place|Road|Street|View|Side|Suite|Hall|Tower)[A-Z][a-z]{1,4})"
)
_INITIAL = re.compile(r"[A-Z]\.")
_NAME_TOKEN = re.compile(
    rf"[{LATIN_CAPITALS}][\w\u0300-\u036f’'.‘\-]*|[A-Z]\.|al-[A-Z]\w+|el-[A-Z]\w+|d[’'][A-Z]\w+|"
    "de|da|di|dos?|la|le|du|des|van|von|der|den|bin|ibn|al|el|y|e|bint|abu|ul|af"
)


@lru_cache(maxsize=4096)
def is_name_en(text: str, *, is_addressed: bool = False) -> bool:
    """Tell whether an English text can be a person's name: Jane van Doe, LI Wei, A. B. Smith.

    is_addressed: whether an honorific stands before it; then one of several words may be a topic's
    too: Mr Li How Tan.
    """
    tokens = _NICKNAME.sub(" ", HONORIFIC_EN.sub("", texts.clean(text))).split()
    if not 1 <= len(tokens) <= 7:
        return False
    if any(map(_ADDRESS.fullmatch, tokens[1:])):
        return False  # Anna Berg Dr. Tom Li
    if any(map(_INITIAL.fullmatch, tokens[3:-1])):
        return False  # Anna Berg Tom L. Li: two that nothing parts
    words = {token.strip(".,").casefold() for token in tokens}
    if len(tokens) > 1 and tokens[-1] in _CORPORATE | (_NUMERALS if len(tokens) == 2 else set()):
        return False
    if any(_POSSESSIVE.search(token) for token in tokens[:-1]):
        return False  # Harbour’s Visual
    if is_addressed and len(tokens) > 1:
        words -= institution_words.TOPIC_WORDS_EN
    if not words.isdisjoint(_NO_NAME_WORDS) and not _KOREAN.fullmatch(" ".join(tokens)):
        return False
    return bool(re.search(r"[a-zÀ-ɏ]|^[A-Z]{2,}", text)) and all(map(_NAME_TOKEN.fullmatch, tokens))


def is_whole_name(text: str) -> bool:
    """Tell whether a text can be nothing but a name: of a frequent surname, or of two words."""
    return is_name_zh(text) or (" " in text and is_name_en(text))


def has_title_word(text: str, code: str) -> bool:
    """Tell whether a word for a position stands in the text."""
    if code == ZH:
        return bool(TITLE_END.search(text))
    words = {word.strip(".,;()").casefold() for word in re.split(r"[\s/-]+", text)}
    return not titles.TITLE_WORDS_EN.isdisjoint(words)


def ends_with_post(text: str) -> bool:
    """Tell whether a Chinese text ends with the word for a post."""
    return any(post.end() == len(text) for post in TITLE_END.finditer(text))


def has_house_word(text: str) -> bool:
    """Tell whether a word for an institution stands in an English text."""
    words = {word.casefold() for word in re.findall(r"[^\W\d_]+", text)}
    return not words.isdisjoint(institution_words.INSTITUTION_WORDS_EN)


def is_post_or_house(text: str, code: str) -> bool:
    """Tell whether a text is, in English holds, what a post or an institution is called."""
    if code == ZH:
        return is_word(text) or ends_with_post(text)
    return has_title_word(text, code) or has_house_word(text)


def split_honorific(name: str, code: str) -> tuple[str, str]:
    """Return name and honorific: 王芳女士 -> 王芳, 女士; H.E. Mr. Doe -> Doe, H.E. Mr."""
    name = texts.clean(name)
    if code == ZH:
        match = HONORIFIC_ZH.search(name)
        if match and len(name[: match.start()].strip()) >= 2:
            return unpadded(name[: match.start()]), match[0].strip()
        prefix = re.match(rf"^(?:(?:{titles.HONORIFICS_ZH})\s+)?", name)
        printed = prefix[0] if prefix else ""
        return unpadded(name[len(printed) :]), printed.strip()
    match = HONORIFIC_EN.match(name)
    if match and match.end() < len(name):
        return texts.clean(name[match.end() :]), match[0].strip()
    return name, ""


def unpadded(name: str) -> str:
    """Close the space that pads a name of two characters in a column: 王　芳 -> 王芳."""
    plain = _BLANKS.sub("", name)
    is_compound = plain.startswith(_COMPOUND) and re.fullmatch(r"[\u4e00-\u9fff]{4}", plain)
    is_padded = is_compound or re.fullmatch(r"[\u4e00-\u9fff]{2,3}", plain)
    return plain if is_padded else texts.spaced(name)
