"""What a programme's words for a session are: its kind, heading and title."""

import re
from collections.abc import Sequence
from typing import Final

from forum.reader.bilingual import language_of, split_languages
from forum.reader.event_record import EN, ZH, Text
from forum.reader.prose.sentences import ProseParagraph
from forum.reader.shapes.record import segments, texts
from forum.reader.shapes.record.name_forms import is_name_en
from forum.reader.table_columns import SPREAD
from forum.reader.vocabulary import numerals
from forum.reader.vocabulary.list_marks import LIST_MARK

_IN_BRACKETS: Final = re.compile(r"\s*[（(][^（()）]{2,30}[)）]\s*$")
# Closing remarks by Ms. Anna Berg
_BY: Final = re.compile(r"^(?P<kind>[^,:]{4,40}?)\s+by\s+(?P<people>\S.*)$", re.IGNORECASE)
# 主题演讲《潮汐》; 圆桌环节-《潮汐》
_CALLED: Final = re.compile(
    r"^(?P<kind>[\u3400-\u9fff]{2,8})\s*(?:[–—-]{1,2}\s*)?《(?P<title>[^《》]{2,120})》$"
)
# FIRESIDE CHAT – Harbours after the storm
_DASHED_KIND: Final = re.compile(r"^([^:：–—-]{4,32}?)\s+([–—-])\s+(.+)$")
_ADJECTIVES: Final = (
    r"(?:(?:high[- ]level|joint|parallel|opening|closing|plenary|technical|working|special)\s+)*"
)
# Session II: Bridges; High Level Session I – Bridges; EST 3A: Bridges
_NUMBERED: Final = re.compile(
    rf"^(?P<heading>{_ADJECTIVES}(?:session|panel|workshop|round\s?-?table|dialogue|plenary)\s+"
    rf"{numerals.NUMBER}[A-Z]?(?:\s*[（(]continued[)）])?|(?-i:[A-Z]{{2,6}})\s?\d{{1,2}}[A-Z]?)\s*[:：.–—-]+\s*(?P<title>\S.*)$",
    re.IGNORECASE,
)
# 第一单元 开幕式; 环节二：主旨报告
_NUMBERED_ZH: Final = re.compile(
    rf"^(?P<heading>第{numerals.NUMBER}(?:单元|部分|环节|板块|阶段|篇章|场次?)|(?:环节|单元|板块|阶段|场次){numerals.NUMBER})"
    r"\s*(?:[:：.—–-]+\s*|\s)(?P<title>\S.*)$"
)
# Session II: its title stands in the line below
NUMBER_ALONE: Final = re.compile(
    rf"{_ADJECTIVES}(?:session|panel|workshop|part|round\s?-?table|plenary)\s+{numerals.NUMBER}",
    re.IGNORECASE,
)
# Panel 2: a panel discusses, whatever it is numbered.
_PANEL: Final = re.compile(r"\bpanels?\b", re.IGNORECASE)
_NUMBERED_KIND: Final = re.compile(
    rf"^(?P<head>[\u3400-\u9fff]{{2,8}}{numerals.NUMBER}(?:[（(][^（()）]*[)）])?)\s+(?P<title>\S.+)$"
)
# 午餐 学苑2F餐厅; 茶歇 学苑、海楼1F; 参观 海洋馆 is what takes place
_LETTER: Final = "[^\\s，。：:、《》“”（()）]"
_ROOM_LAST: Final = re.compile(
    rf"^(?P<topic>.*\S)[ \u3000\n]+(?P<room>(?:{_LETTER}{{1,8}}[、及])*"
    rf"{_LETTER}{{1,16}}?(?:馆|楼|厅|堂|廊|会场|酒店|教室|会议室)"
    rf"(?:[A-Z]?\d{{1,4}}[F层楼室]?)?(?:{_LETTER}{{0,6}}(?:馆|楼|厅|堂|廊|室))?(?:[（(][^（()）]{{1,12}}[)）])?)$",
    re.DOTALL,
)
_VISIT: Final = re.compile(r"(?:参观|考察|走进|前往|抵达|探访|返回|集合|[在至往]|(?<!报)到)$")
SPOKEN: Final = frozenset({"opening", "closing", "keynote"})
# Walls and marshes; Anna Berg, Eva Maas and Tom Lind. Where several are so, a comma does as well.
_SPOKEN_ON: Final = re.compile(
    r"(?P<topic>[A-Z][^;]{2,90}?);\s+(?P<names>[^;.:]{5,120})|"
    r"(?P<subject>[A-Z][^;]{9,90}),\s+(?P<name>[A-Z][^;,.:]{4,40})"
)
_BETWEEN_NAMES: Final = re.compile(r",?\s+and\s+|,\s+")
_FEWEST_SPOKEN: Final = 3


def read_topic(topic: str) -> tuple[str, Text, Text]:
    """Return the kind of session that a topic names, its heading, and its title.

    “圆桌讨论：绿色港口” heads a round table with a title; what names a kind and nothing else is a
    heading; whatever names none is a title.
    """
    topic = topic.strip()
    languages = split_languages(topic)
    kinds = [find_kind(text, language) for language, text in languages.items()]
    if kinds and all(kinds):
        return kinds[0], languages, {}
    parted = {language: split_at_colon(text) for language, text in languages.items()}
    if (called := _CALLED.match(topic)) and (kind := find_kind(called["kind"], ZH)):
        return kind, {ZH: called["kind"]}, {ZH: called["title"]}
    if (in_two_lines := _headed_by_kind(topic)) is not None:
        return in_two_lines
    if (by := _BY.match(topic)) and (kind := find_kind(by["kind"], EN)) in SPOKEN:
        return kind, {EN: by["kind"]}, {EN: by["people"]}
    headed = [find_kind(head, language) for language, (head, _, rest) in parted.items() if rest]
    if headed and headed[0]:
        both = len(headed) == len(languages)
        heading = {language: head for language, (head, _, rest) in parted.items() if rest}
        title = {
            language: texts.unquoted(rest or head) for language, (head, _, rest) in parted.items()
        }
        return headed[0], heading if both else split_languages(parted[next(iter(parted))][0]), title
    return next(filter(None, kinds), "other"), {}, languages


def _headed_by_kind(topic: str) -> tuple[str, Text, Text] | None:
    """Return a topic whose first line names its kind and whose second one is its title.

    Where a line end became a space the kind has its number: 主题报告一 潮汐的账.
    """
    head, line_end, title = topic.partition("\n")
    if not line_end and (numbered := _NUMBERED_KIND.match(topic)):
        head, line_end, title = numbered["head"], " ", numbered["title"]
    kind = find_kind(head, ZH) if line_end and language_of(head) == language_of(title) == ZH else ""
    is_title = kind and "\n" not in title and not find_kind(title, ZH)
    return (kind, {ZH: head}, {ZH: title.strip()}) if is_title else None


def split_room(text: str) -> tuple[str, str]:
    """Return a topic and the room that stands behind it, "" for none: 午餐 学苑2F餐厅."""
    behind = _ROOM_LAST.match(text)
    is_room = behind and not _VISIT.search(behind["topic"])
    return (behind["topic"], behind["room"]) if behind and is_room else (text, "")


def split_numbered(text: str) -> tuple[str, str]:
    """Return the number by which a session is called, "" for none, and its title."""
    numbered = _NUMBERED.match(text) or _NUMBERED_ZH.match(text)
    return (numbered["heading"], numbered["title"]) if numbered else ("", text)


def names_break(text: str) -> bool:
    """Tell whether a break or a meal is among what a text names."""
    text = SPREAD.sub("", text)
    return any(segment.kind == "break" for segment in segments.find(text, language_of(text)))


def find_kind(text: str, language: str) -> str:
    """Return the kind of session that a text names and nothing else, "" for none."""
    text = SPREAD.sub("", _IN_BRACKETS.sub("", text))
    if not segments.covers_only(text, language):
        return ""
    kinds = [segment.kind for segment in segments.find(text, language) if segment.kind != "topic"]
    return kinds[0] if kinds else "discussion" if _PANEL.search(text) else ""


def split_at_colon(text: str) -> tuple[str, str, str]:
    match = re.match(r"^([^:：]{2,24})([:：])\s*(.+)$", text, re.DOTALL)
    dashed = _DASHED_KIND.match(text) if match is None else None
    if dashed and find_kind(dashed[1], language_of(dashed[1])):
        match = dashed
    return (match[1], match[2], match[3]) if match else (text, "", "")


def find_spoken_headings(
    paragraphs: Sequence[ProseParagraph],
) -> dict[int, tuple[str, tuple[str, ...], bool]]:
    """Return the headings of a topic and who spoke on it, by their lines.

    With each whether it is sure: of those with a comma the last words may be no name. Few headings
    of the form are none.
    """
    spoken: dict[int, tuple[str, tuple[str, ...], bool]] = {}
    for paragraph in paragraphs:
        text = paragraph.line.text.strip()
        match = None if LIST_MARK.match(text) else _SPOKEN_ON.fullmatch(text)
        names = _BETWEEN_NAMES.split(match["names"] or match["name"]) if match else []
        if match and all(" " in name and is_name_en(name) for name in names):
            topic = match["topic"] or match["subject"]
            spoken[paragraph.number] = topic, tuple(names), match["names"] is not None
    count = sum(is_sure for *_told, is_sure in spoken.values())
    return spoken if count >= _FEWEST_SPOKEN else {}
