"""The days of an event that no line gives alone: with hours, in a sentence, without a year."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from forum.reader.bilingual import language_of
from forum.reader.event_record import Line
from forum.reader.reading import Certainty
from forum.reader.record_draft import RecordDraft
from forum.reader.shapes.record import dates, places
from forum.reader.vocabulary import prose_en, prose_zh
from forum.reader.vocabulary.shapes import NAMES_EVENT, TOOK_PLACE

# 2031-10-30 09:00: when something begins or ends. At an hour that nobody sets, 08:31, a page was
# written, unless it is said to be a beginning or an end; to the odd second it always is the page's.
_MOMENT: Final = re.compile(
    r"(?:(?P<label>(?:start|end|begin)s?|from|to|until|开始|结束|起|止)(?:时间)?|时间)?\s*[:：]?\s*"
    r"(?P<day>(?:19|20)\d\d\s*[-./年]\s*\d{1,2}\s*[-./月]\s*\d{1,2}\s*[日号]?)\s*[T ]?\s*"
    r"\d{1,2}\s*[:：]\s*(?:(?P<set>(?:00|15|30|45)(?:[:：]00)?)|[0-5]\d)(?!\s*[:：]?\d)",
    re.IGNORECASE,
)
_TO: Final = re.compile(r"\s*(?:[-‐–—―~～至到]+|to|until)\s*", re.IGNORECASE)
_HEAD: Final = 6
_BOTH: Final = 2
_LONGEST_EVENT: Final = timedelta(days=31)
# 潮汐研讨会 2031年3月23日 松川，请于…: behind a day, up to the clause's end.
_PLACE_BEHIND_ZH: Final = re.compile(
    r"[\s,，|｜·]*(?P<place>[^\s，。,.；;]{2,12})(?=[，。,；;]|\s*$)"
)
# The meeting in Bergen, Norway on 23 March 2031.
_PLACE_BEFORE_EN: Final = re.compile(
    r"\bin\s+(?P<place>[A-Z][\w’-]+(?:\s[A-Z][\w’-]+){0,2}(?:,\s[A-Z][\w’-]+(?:\s[A-Z][\w’-]+)?)?),?\s+"
    r"(?:on|from)\s+(?:the\s+)?$"
)
_NEAR: Final = 40
# What tells a sentence from a line that gives a day.
_GOES_ON: Final = re.compile(r"[，。；;]|\.(?=\s|$)")
_SENTENCE_END: Final = re.compile(r"[。！？!?；;]|(?<=[a-z\d)])\.(?=\s|$)")
# By when something is to be done is no day of the event.
_BY_WHEN: Final = re.compile(
    r"(?:[前止]|截止|以前|之前)$|\b(?:before|by|until|deadline)\s*$", re.IGNORECASE
)
_NOT_THEN: Final = re.compile(r"\s*(?:[（(]\S{1,4}[)）])?\s*(?:[之以]?前|止|截止)")
# The letters were signed in a ceremony held today: on the day of the paper.
HELD_TODAY: Final = re.compile(
    rf"\b(?:{prose_en.HELD}|signed|launched)\b[^,;.“”]{{0,60}}?\stoday\b(?![’'])|"
    rf"\btoday\s+(?:\w+ly\s+)?(?:{prose_en.HELD}|signed|launched)\b"
)
# 今天上午，某论坛在…; 某基金会今日（13日）举行…: in a sentence that says what took place
HELD_TODAY_ZH: Final = re.compile(
    r"[^，。；“”]{0,40}?，?今(?:[天日](?:[（(]\d{1,2}日?[)）])?|[（(]\d{1,2}[)）]日)(?=[上下]午|晚|在|于|[举召开]|，)"
)
# 本次论坛于5月8日至9日
_OF_THIS_EVENT: Final = re.compile(
    rf"(?:本|此|该|这)[次届期场]?(?:{prose_zh.EVENT_NOUNS}|活动)[^，。；]{{0,4}}$"
)


@dataclass(frozen=True)
class _Moment:
    """A day with an hour. is_labelled: as beginning or end; is_set: at an hour that people set."""

    day: date
    line: Line
    is_labelled: bool
    is_set: bool


def extend_days(draft: RecordDraft, text: str, line: int) -> None:
    """Take the last day of an event of which only the first was told so far: 本次论坛于8日至9日."""
    start = draft.facts.get("start_date")
    if start is None or draft.facts.get("end_date") != start:
        return
    printed = dates.bare_days(text)
    days = dates.find_without_year(printed, start.year, None) if printed else dates.find(text)
    is_of_event = days and _OF_THIS_EVENT.search(text.partition(printed or days.printed)[0])
    if days and is_of_event and days.start == start and days.end and days.end > start:
        draft.set_fact("end_date", days.end, [line], Certainty.LIKELY)


def read_moments(draft: RecordDraft, lines: Sequence[Line]) -> None:
    """Take the days of two moments that a page's head gives: when the event begins, and ends.

    A page may as well say so when it was published and changed: where no word tells, it is asked.
    """
    told = draft.facts.get("start_date")
    is_asked = any(
        value.path == "event.start_date" and value.certainty is Certainty.GUESS
        for value in draft.values
    )
    if told and not is_asked:
        return
    written = [line for line in lines if line.text.strip()][:_HEAD]
    moments = [moment for line in written for moment in _moments(line)]
    if len(moments) != _BOTH:
        return
    first, last = moments
    if told and told != last.day:
        return  # of a text that tells the last day alone they may give the first
    is_labelled = first.is_labelled and last.is_labelled
    is_near = written.index(last.line) - written.index(first.line) <= 1
    is_event = timedelta() <= last.day - first.day <= _LONGEST_EVENT
    if is_near and is_event and (is_labelled or (first.is_set and last.is_set)):
        numbers = sorted({first.line.number, last.line.number})
        certainty = Certainty.LIKELY if is_labelled else Certainty.GUESS
        draft.set_fact("start_date", first.day, numbers, certainty)
        draft.set_fact("end_date", last.day, numbers, certainty)


def _moments(line: Line) -> list[_Moment]:
    """Return the moments of a line that holds one, or two, and nothing else."""
    rest = line.text.strip()
    moments: list[_Moment] = []
    while rest and (moment := _MOMENT.match(rest)):
        days = dates.find(moment["day"])
        if days is None or days.start is None:
            return []
        moments.append(_Moment(days.start, line, bool(moment["label"]), bool(moment["set"])))
        rest = rest[moment.end() :]
        rest = rest[to.end() :] if (to := _TO.match(rest)) else rest
    return [] if rest.strip() else moments


def read_told_days(draft: RecordDraft, lines: Sequence[Line]) -> None:
    """Take days and place of a sentence above a programme, where a name of the event stands beside.

    What was to be done by a day, in the same sentence, is none of the event's.
    """
    for line in lines:
        sentence = _SENTENCE_END.split(line.text.strip())[0]
        days = dates.find(sentence)
        if days is None or not days.valid or not _GOES_ON.search(line.text.strip(), days.last):
            continue
        if not _is_of_event(draft, sentence, days):
            continue
        if place := _place_at(sentence, days):
            set_place(draft, place, line)
        draft.set_days(days, [line.number], Certainty.LIKELY)


def _is_of_event(draft: RecordDraft, sentence: str, days: dates.Days) -> bool:
    before = sentence[: days.first].rstrip(" ,，（(")
    if is_by_when(sentence, days):
        return False
    names = draft.facts.get("title", {}).values()
    beside = _PLACE_BEFORE_EN.sub("", sentence[: days.first]).rstrip()[-_NEAR:]
    is_named = any(before.endswith(name) for name in names)
    return is_named or bool(
        re.search(rf"(?:{NAMES_EVENT.pattern})[会式]?$", before, re.IGNORECASE)
        or (_PLACE_BEFORE_EN.search(sentence[: days.first]) and NAMES_EVENT.search(beside))
    )


def is_by_when(text: str, days: dates.Days) -> bool:
    """Tell whether a text says that something is to be done by a day: 3月18日前报名."""
    return bool(_BY_WHEN.search(text[: days.first].rstrip()) or _NOT_THEN.match(text, days.last))


def _place_at(sentence: str, days: dates.Days) -> places.Place | None:
    before = _PLACE_BEFORE_EN.search(sentence[: days.first])
    behind = _PLACE_BEHIND_ZH.match(sentence, days.last)
    printed = before["place"] if before else behind["place"] if behind else ""
    return places.read_place(printed) if printed else None


def is_of_earlier_year(text: str, start: date | None) -> bool:
    """Tell whether a sentence gives years, all of them before that of the event.

    Where its first edition was held in 2029, it need not be today; where it has been since, it is.
    """
    years = [int(year) for year in re.findall(r"(?<!since\s)\b((?:19|20)\d\d)\b", text)]
    return start is not None and bool(years) and max(years) < start.year


def warn_of_days_without_year(draft: RecordDraft, lines: Sequence[Line]) -> None:
    """Name the first day on which a text says that something took place, if in no known year."""
    if "start_date" in draft.facts:
        return
    for line in lines:
        for sentence in _SENTENCE_END.split(line.text):
            printed = dates.bare_days(sentence)
            if printed and (TOOK_PLACE.search(sentence) or _names_event(draft, sentence)):
                draft.notebook.warn(
                    "not_understood", printed, [line.number], "no_year", date=printed
                )
                return


def _names_event(draft: RecordDraft, sentence: str) -> bool:
    return any(name in sentence for name in draft.facts.get("title", {}).values())


def set_place(draft: RecordDraft, place: places.Place, line: Line) -> None:
    """Set city, country and venue, as far as no line above gives them in that language."""
    for name in ("city", "country", "venue"):
        printed = getattr(place, name)
        facts = draft.facts.get(name, {})
        if printed and language_of(printed) not in facts:
            both = {**facts, language_of(printed): printed}
            draft.set_fact(name, both, [line.number], Certainty.LIKELY)
