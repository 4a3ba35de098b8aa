"""Names of segments inside a text: 致辞、主旨发言及讨论环节主题一 -> opening, keynote, topic 1."""

import re
from dataclasses import dataclass

from forum.reader.vocabulary import numerals, sections
from forum.reader.vocabulary.roles import DISCUSSED


@dataclass(frozen=True, slots=True)
class Segment:
    """A reference to one or more sessions.

    kind: a session kind, or "topic" for a number alone. number: None for every such session.
    """

    kind: str
    number: int | None = None


_N = numerals.HAN_NUMBER
_KIND_ZH = "|".join(f"(?P<{kind}>{words})" for kind, words in sections.KIND_WORDS_ZH.items())
_ZH = re.compile(
    rf"(?:(?:{_KIND_ZH})(?:{sections.SUFFIX_ZH})*\s*(?:的)?\s*(?:(?:主题|议题|专题|话题|单元|第)?\s*"
    rf"(?P<n>{_N}|\d{{1,2}})(?![个位项届年月]))?|"
    rf"(?P<topic>主题|议题|专题|话题|单元)\s*(?P<tn>{_N}|\d{{1,2}}))"
)
_MORE_ZH = re.compile(
    rf"\s*(?:[、，,和及与]|以及)\s*(?:主题|议题)?(?P<n>{_N}|\d{{1,2}})(?![\w一-龥])|"
    rf"\s*(?:[、，,和及与]|以及)\s*(?P<m>{_N})(?=[、，,和及与。]|$)"
)
_TO_ZH = re.compile(rf"\s*(?:至|到|-|—)\s*(?:主题|议题)?(?P<n>{_N}|\d{{1,2}})")
_KIND_EN = "|".join(f"(?P<{kind}>{words})" for kind, words in sections.KIND_WORDS_EN.items())
_EN = re.compile(
    r"\b(?:(?P<topic>topics?|themes?|panels?|sessions?(?=\s+(?:\d|[IVX]+\b|one|two|three|four|five)))"
    rf"\s+(?P<tn>{numerals.NUMBER})(?:\s+(?:of|in)\s+(?:the\s+)?(?:{sections.KIND_WORDS_EN['discussion']}|"
    rf"{sections.KIND_WORDS_EN['roundtable']}|{sections.KIND_WORDS_EN['dialogue']})\b)?|"
    rf"(?:{_KIND_EN})(?:\s+(?:sessions?|segment|ceremony))?"
    rf"(?:\s+(?:on\s+)?(?:topic\s+|theme\s+)?(?P<n>{numerals.NUMBER}))?)\b",
    re.IGNORECASE,
)
_MORE_EN = re.compile(r"\s*(?:,|and|&)\s*(?:topic\s+)?(?P<n>\d{1,2}|[IVX]+)(?P<m>)\b(?!\s*[a-z])")
_TO_EN = re.compile("(?!)(?P<n>)")
_PATTERNS = {"zh-hans": (_ZH, _MORE_ZH, _TO_ZH), "en": (_EN, _MORE_EN, _TO_EN)}
_MOST_IN_RANGE = 30


def find(text: str, code: str) -> list[Segment]:
    """Return the segments that a text names, in its order, each once."""
    pattern, further, to = _PATTERNS["en" if code == "en" else "zh-hans"]
    result: list[Segment] = []
    position = last_end = 0
    while match := pattern.search(text, position):
        position = max(match.end(), match.start() + 1)
        kind = "topic" if match["topic"] else kind_of(match)
        _narrow(result, kind, text[last_end : match.start()])
        last_end = position
        printed = match["tn"] or match["n"]
        first = numerals.number(printed) if printed else None
        result.append(Segment(kind, first))
        if first is not None and (through := to.match(text, position)):
            last = min(numerals.number(through["n"]) or first, first + _MOST_IN_RANGE)
            result += [Segment(kind, number) for number in range(first + 1, last + 1)]
            position = through.end()
        while printed and (more := further.match(text, position)):
            result.append(Segment(kind, numerals.number(more["n"] or more["m"])))
            position = more.end()
    return list(dict.fromkeys(result))


def _narrow(segments: list[Segment], kind: str, between: str) -> None:
    """Take the discussion out that a topic behind it narrows: the panel discussion (Topic 1)."""
    whole = segments[-1:] and segments[-1].number is None and segments[-1].kind in DISCUSSED
    if whole and kind == "topic" and re.fullmatch(r"[\s,，(（:：—–-]*(?:on\s+)?", between):
        segments.pop()


def kind_of(match: re.Match[str]) -> str:
    """Return the kind of session of a match of the words for sessions."""
    return next(kind for kind in sections.KIND_WORDS_ZH if match[kind])


_BETWEEN = re.compile(
    r"环节|部分|阶段|以及|[、，,和及与\s：:()（）/&.;；]|\b(?:and|the|of|sessions?|segments?)\b"
)


def covers_only(text: str, code: str) -> bool:
    """Tell whether nothing but names of segments stands in the text."""
    pattern, further, _to = _PATTERNS["en" if code == "en" else "zh-hans"]
    rest = _BETWEEN.sub("", further.sub("", pattern.sub("", text)))
    return not rest and bool(pattern.search(text))
