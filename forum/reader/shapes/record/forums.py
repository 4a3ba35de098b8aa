"""Titles of events: the kind's word, edition, abbreviation, the forum that it is part of."""

import re
from dataclasses import dataclass

from forum.core.names import is_han
from forum.reader.event_record import EN, ZH
from forum.reader.shapes.record import texts
from forum.reader.vocabulary import numerals

_KIND_SUFFIX_ZH = re.compile(r"(?:(?:平行|主题|专题)?分论坛|(?:平行|专题)论坛|边会)$")
_KIND_PREFIX_ZH = re.compile(
    rf"^(?:(?:平行|主题|专题)*分论坛|平行论坛|边会)(?:{numerals.HAN_NUMBER}|\d{{1,2}})?\s*(?:[:：—–]+\s*|(?=“))"
)
_KIND_EN = re.compile(
    r"^(?:the\s+)?(?:sub-?\s?forum|parallel\s+(?:forum|session)|side\s+event)(?:\s+\d{1,2})?"
    r"(?:\s+on\s+|\s*[:：–—]+\s*|\s+-\s+|\s+(?=[“\"‘]))|"
    r"(?<![\s,:—–-])[\s,:—–-]+(?:sub-?\s?forum|parallel\s+forum|side\s+event)$",
    re.IGNORECASE,
)
_SUB = re.compile(
    r"分论坛|平行论坛|(?<=[”\s])专题论坛|边会|sub-?\s?forum|parallel\s+(?:forum|session)|side\s+event",
    re.IGNORECASE,
)
_FORUM_ZH = (
    "论坛|大会|峰会|博览会|年会|会议|研讨会|对话会|展览会|进博会|服贸会|洽谈会|高峰会|博览会|交易会"
)
_FORUM_EN = (
    r"forum|conference|summit|congress|expo|exposition|fair|dialogue|meeting|symposium|assembly|"
    r"convention|week"
)
_EDITION_ZH = re.compile(rf"(?:首届|第\s*(?P<n>{numerals.HAN_NUMBER}|\d{{1,3}})\s*[届次])\s*")
_EDITION_EN = re.compile(
    rf"\b(?:the\s+)?(?P<n>{numerals.ORDINAL_WORD}|\d{{1,3}}\s?(?:st|nd|rd|th))\s+(?:session\s+of\s+the\s+|edition\s+of\s+the\s+|annual\s+)?",
    re.IGNORECASE,
)
_YEAR_ZH = re.compile(r"^(?:19|20)\d{2}\s*年?(?:度)?\s*|\s*[（(]?(?:19|20)\d{2}年?[)）]?$")
_YEAR_EN = re.compile(r"^(?:19|20)\d{2}\s+|,?\s*[(（]?(?:19|20)\d{2}[)）]?$")
_SHORT = re.compile(
    r"\s*[（(]\s*(?:简称|以下简称|hereinafter|abbreviated as)?\s*[:：]?\s*[“\"]?(?P<short>[A-Z][A"
    r"-Za-z0-9&-]{1,11})[”\"]?\s*(?:20\d\d)?\s*[)）]"
)


@dataclass(frozen=True, slots=True)
class ForumName:
    """One printed form of a forum: its name without the edition, the edition, its abbreviation."""

    name: str
    edition: int | None
    short: str
    printed: str


def with_edition(name: ForumName) -> str:
    """Return the printed form without its abbreviation: THE SIXTH SOME FORUM (SF) -> THE SIXTH …"""
    return texts.unquoted(texts.clean(_SHORT.sub("", name.printed)))


def is_sub_forum(text: str) -> bool:
    """Tell whether the text calls an event a part of a larger one."""
    return bool(_SUB.search(text))


def names_event(text: str) -> bool:
    """Tell whether a word for an event ends the text: …研讨会, … Summit."""
    return bool(re.search(rf"(?:{_FORUM_ZH})$|\b(?:{_FORUM_EN})$", text, re.IGNORECASE))


def is_kind_alone(text: str) -> bool:
    """Tell whether a line names the kind of an event and nothing else: 分论坛, Parallel Session."""
    return bool(re.fullmatch(rf"[（(]?(?:{_SUB.pattern})[)）]?", texts.clean(text), re.IGNORECASE))


def without_kind(title: str) -> str:
    """Return the title as it is stored: “…”分论坛 -> …, the author's spaces inside kept."""
    title = texts.clean(title)
    if is_han(title):
        suffix = _KIND_SUFFIX_ZH.search(title)
        shorter = title[: suffix.start()].rstrip("-—–").rstrip() if suffix else title
        shorter = _KIND_PREFIX_ZH.sub("", shorter)
    else:
        shorter = _KIND_EN.sub("", title)
    return texts.unquoted(shorter or title)


def edition(text: str) -> int | None:
    """Return the edition that a forum's name prints: 第六届 -> 6, 6th -> 6, 首届 -> 1."""
    match = _EDITION_ZH.search(text) or _EDITION_EN.search(text)
    if match is None:
        return None
    return numerals.number(match["n"]) if match["n"] else 1


def parent(text: str) -> ForumName | None:
    """Return the larger forum that a cover line names, None when it names none."""
    text = texts.clean(text)
    code = ZH if is_han(text) else EN
    kinds = _FORUM_ZH if code == ZH else _FORUM_EN
    if len(text) > 160 or not re.search(kinds, text, re.IGNORECASE) or is_sub_forum(text):
        return None
    number = (_EDITION_ZH if code == ZH else _EDITION_EN).search(text)
    if number is None and not (_YEAR_ZH if code == ZH else _YEAR_EN).search(text):
        return None
    return named(text, code) if number is None or code == ZH or number.start() <= 12 else None


_PLAIN = {
    ZH: re.compile(r"(?:论坛|大会|峰会|年会|博览会)\s*(?:[（(][^（）()]+[)）])?$"),
    EN: re.compile(
        r"\b(?:forum|conference|summit|congress|expo)\s*(?:\([a-z0-9]+\))?$", re.IGNORECASE
    ),
}


def plain_parent(text: str) -> ForumName | None:
    """Read the larger forum's name where it prints no edition: 某某国际论坛, SOME FORUM (SF)."""
    text = texts.clean(text)
    code = ZH if is_han(text) else EN
    return named(text, code) if len(text) <= 80 and _PLAIN[code].search(text) else None


_PARENT_AND_TITLE = re.compile(
    rf"^(?P<parent>[^“”《》]*?(?:{_FORUM_ZH})(?:[（(][A-Za-z0-9]+[)）])?)[\s\u3000]*(?P<title>“.+”\s*(?:\S{{0,4}}分论坛|平行论坛|边会))$"
)


def parent_and_title(text: str) -> tuple[ForumName, str] | None:
    """Split 第二届某某论坛“…”分论坛 into the larger forum and the event's title."""
    match = _PARENT_AND_TITLE.match(texts.clean(text))
    return (named(match["parent"], ZH), match["title"]) if match else None


def named(text: str, code: str) -> ForumName:
    """Split a forum's printed name into name, edition and abbreviation."""
    short = _SHORT.search(text)
    name = _SHORT.sub("", text) if short else text
    name = (_EDITION_ZH if code == ZH else _EDITION_EN).sub("", name, count=1)
    name = (_YEAR_ZH if code == ZH else _YEAR_EN).sub("", texts.clean(name))
    name = re.sub(r"[（(]\s*[)）]", "", name)
    return ForumName(
        texts.unquoted(texts.clean(name.strip("—–-:： ,，"))), edition(text),
        short["short"] if short else "", text,
    )  # fmt: skip


def is_edition(title: str) -> bool:
    """Tell whether a title is a whole forum's: 第六届某某论坛, … 主论坛, The Sixth … Forum."""
    title = texts.unquoted(texts.clean(_SHORT.sub("", title)))
    whole = re.search(r"论坛$" if is_han(title) else r"\bforum$", title, re.IGNORECASE)
    numbered = bool(whole) and edition(title) is not None and not is_sub_forum(title)
    return numbered or title.endswith("主论坛")


_PART = re.compile(r"\s*(?:[—–－―─]+|\s-\s|[:：])\s*")


def parts(title: str) -> int:
    """Count the parts of a title that dashes or colons separate."""
    return len([part for part in _PART.split(title) if part])


def figures(title: str) -> list[str]:
    """Return the numbers that a title prints."""
    return sorted(re.findall(r"\d+", title))
