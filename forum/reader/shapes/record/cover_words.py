"""What the words of a cover's line say it is."""

import re

from forum.reader.event_record import EN, ZH
from forum.reader.shapes.record import forums, texts, times
from forum.reader.shapes.record.forums import ForumName
from forum.reader.vocabulary.institutions import INSTITUTION_ENDS_ZH, INSTITUTION_WORDS_EN


def without_clock_and_weekday(rest: str) -> str:
    span = times.find(rest)
    if span:
        rest = rest[: span.first] + rest[span.last :]
    rest = re.sub(
        r"[（(]?(?:星期|周)[一二三四五六日天][)）]?|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b",
        "",
        rest,
    )
    return rest.strip(" ，,；;|｜（）()\t·—-–　")


# What kind of paper it is says nothing about the event.
DOCUMENT = re.compile(
    r"^[（(]?(?:summary\s+(?:record|report)|meeting\s+(?:minutes|report|summary)|minutes|会议纪要|"
    r"会议简报|简报|纪要|会议实录)[)）]?$",
    re.IGNORECASE,
)
_ENDS = re.compile(rf"(?:{INSTITUTION_ENDS_ZH}|[）)])(?:[、，,；;\s]|$)")


def is_institutional(text: str, code: str) -> bool:
    if code == ZH:
        return bool(_ENDS.search(text)) and not forums.is_sub_forum(text)
    words = {word.strip("(),.;'’").casefold() for word in text.split()}
    return bool(
        words
        & (INSTITUTION_WORDS_EN - {"forum", "park", "zone", "initiative", "exchange", "platform"})
    ) or bool(re.search(r"\b[A-Z]{3,}\b", text) and not text.isupper())


def may_be_name(text: str) -> bool:
    """Tell whether a line that no institutional word ends may name an organization all the same."""
    return not (
        forums.is_sub_forum(text)
        or forums.parent(text)
        or plain_parent(text)
        or texts.unquoted(text) != text
    )


def plain_parent(text: str) -> ForumName | None:
    """Read the larger forum's name where it prints no edition: 某某国际论坛, SOME FORUM (SF)."""
    text = texts.clean(text)
    code = ZH if texts.has_han(text) else EN
    ends = (
        r"(?:论坛|大会|峰会|年会|博览会)\s*(?:[（(][^（）()]+[)）])?$"
        if code == ZH
        else r"\b(?:forum|conference|summit|congress|expo)\s*(?:\([A-Za-z0-9]+\))?$"
    )
    if len(text) > 80 or not re.search(ends, text, re.IGNORECASE):
        return None
    return forums.named(text, code)


# What prose says of an event as such.
TELLS_OF_EVENT = re.compile(
    r"会场|会址|会议地点|举办|举行|召开|开幕|主办|\bheld\b|\btook\s+place|\btakes\s+place|\bconvened\b|\bopened\b|\bhosted\b|\borgani[sz]ed\b"
)
