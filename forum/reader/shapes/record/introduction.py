"""What the introduction says of the event, to fill the cover's gaps and be held against it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from forum.reader.event_record import EN, ZH
from forum.reader.shapes.record import captions, dates, places, texts
from forum.reader.shapes.record.dates import Days
from forum.reader.shapes.record.forums import ForumName, edition, named
from forum.reader.shapes.record.organizations import split_zh
from forum.reader.shapes.record.places import Place
from forum.reader.shapes.record.rows import Row

# The facts stand at the head; what follows speaks of the subject.
_PARAGRAPHS, _REACH, _LONGEST = 3, 8000, 2000


@dataclass(slots=True)
class Facts:
    """The event's facts in the prose of the introduction, each with its row."""

    days: list[tuple[Row, Days]] = field(default_factory=list)
    month_days: list[tuple[Row, str, int, int]] = field(default_factory=list)
    places: list[tuple[Row, Place]] = field(default_factory=list)
    titles: list[tuple[Row, str]] = field(default_factory=list)
    organizations: list[tuple[Row, str, str, list[str]]] = field(default_factory=list)
    parents: list[tuple[Row, ForumName]] = field(default_factory=list)


# What prose says of an event as such.
_TELLS_OF_EVENT = re.compile(
    r"会场|会址|会议地点|举办|举行|召开|开幕|主办|\bheld\b|\btook\s+place|\btakes\s+place|\bconvened\b|\bopened\b|\bhosted\b|\borgani[sz]ed\b"
)


_ROLE_ZH = re.compile(
    r"(?P<names>[^，。；]+?)(?:共同|联合|负责|具体|倾力|参与|提供)*(?P<role>主办|承办|协办|指导|支持|执行)(?=$|[的、，。；]|(?:单位)?$)"
)
_ROLES_ZH = {
    "主办": "host", "承办": "organizer", "协办": "co_organizer", "指导": "guidance",
    "支持": "supporter", "执行": "implementer",
}  # fmt: skip
_ROLE_EN = re.compile(
    r"\b(?P<role>(?:co-?)?hosted|(?:jointly\s+|co-?)?organi[sz]ed|supported|convened)\s+by\s+"
    r"(?P<names>.+?)(?=,?\s+and\s+(?:co-?|jointly\s+)?(?:organi[sz]ed|hosted|supported|convened)\s+by|"
    r",?\s+(?:(?:was|were|is|took|takes|opened|and\s+was)\s|with\s+the\s+support|under\s+the)|[.;]|,\s+the\s|\s+(?:on|at|in)\s|$)",
    re.IGNORECASE,
)
_ROLES_EN = (
    ("host", "host"), ("convened", "host"), ("support", "supporter"),
    ("co-", "co_organizer"), ("coorg", "co_organizer"), ("", "organizer"),
)  # fmt: skip
_PARENT_ZH = re.compile(
    r"(?:首|第[一二三四五六七八九十百\d]{1,4})届[\u3400-\u9fff]{2,20}?(?:论坛|大会|峰会|博览会|年会)(?!召开)"
)
_PARENT_EN = re.compile(
    r"\b(?:[Tt]he\s+)?(?:(?:First|Second|Third|Fourth|Fifth|Sixth|Seventh|Eighth|Ninth|Tenth|Eleventh|Twelfth)|\d{1,3}(?:st|nd|rd|th))\s+"
    r"(?:[A-Z][\w&'’-]*\s+|of\s+|for\s+|and\s+|on\s+){1,8}?(?:Forum|Conference|Summit|Congress|Expo|Assembly)\b(?:\s*\([A-Z][A-Za-z]+\))?"
)


def tells_of_event(text: str) -> bool:
    """Tell whether prose says of an event that it takes place, where, or by whom."""
    return bool(_TELLS_OF_EVENT.search(text))


def facts(rows: Sequence[Row]) -> Facts:
    """Read the facts in the first paragraphs of each language."""
    result = Facts()
    for code in (ZH, EN):
        for row in [row for row in rows if row.language == code][:_PARAGRAPHS]:
            _paragraph(row, result)
    return result


def _paragraph(row: Row, result: Facts) -> None:
    beginning = row.text[:_REACH]
    for sentence in re.split(r"(?<=[。！？])|(?<=[a-z)][.!?])\s+(?=[A-Z])", beginning):
        if len(sentence) > _LONGEST or not tells_of_event(sentence):
            continue
        if days := dates.find(sentence):
            result.days.append((row, days))
        elif match := re.search(r"(?<!\d)(\d{1,2})月(\d{1,2})日", sentence):
            result.month_days.append((row, match[0], int(match[1]), int(match[2])))
        plain = re.sub("“[^”]*”", "", sentence)
        if place := places.held_at(plain):
            result.places.append((row, place))
        result.titles += [(row, title) for title in captions.quoted_titles(sentence)]
        printed = sentence if row.language == EN else plain
        result.organizations += [(row, *mention) for mention in _organizations(printed, row)]
        parents = (_PARENT_EN if row.language == EN else _PARENT_ZH).finditer(sentence)
        result.parents += [
            (row, named(match[0], row.language))
            for match in parents
            if edition(match[0]) is not None
        ]


def _organizations(sentence: str, row: Row) -> Iterator[tuple[str, str, list[str]]]:
    if row.language == EN:
        for match in _ROLE_EN.finditer(sentence):
            word = match["role"].lower()
            role = next(role for part, role in _ROLES_EN if part in word)
            yield role, match["role"], [texts.clean(match["names"])]
        return
    for match in _ROLE_ZH.finditer(sentence):
        names = re.sub(r"^.*?由(?!于)", "", match["names"])
        names = re.sub(r"^(?:并|的|在)", "", texts.clean(names))
        if not re.search(r"\d+[年月日]", names):
            yield _ROLES_ZH[match["role"]], match["role"], split_zh([names])
