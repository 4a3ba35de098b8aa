"""The days of a programme's rows: what the heading above them says, a date or the day's number."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from forum.reader.reading import Certainty
from forum.reader.record_draft import RecordDraft
from forum.reader.shapes.event_head import DAY_OR_PLACE, find_issue_lines
from forum.reader.shapes.programme.rows import NO_SPAN, AgendaRow
from forum.reader.shapes.record import dates, times
from forum.reader.vocabulary import calendar, numerals
from forum.reader.vocabulary.shapes import TIMED

_LONGEST_DAY: Final = 60
_LONGEST_EVENT: Final = 9  # days
_BARE_DAY: Final = re.compile(
    r"\s*(?P<day>\d{1,2})[日号]\s*(?:[（(]?(?:周|星期)[一二三四五六日天][)）]?)?\s*"
    r"(?:上午|下午|晚上|中午|全天)?\s*(?:\t|$)"
)
# Day 2 Schedule; 第二天上午; Day 2: Harbours
_NUMBERED_DAY: Final = re.compile(
    rf"[\s【\[（(]*(?:day\s*(?P<en>{numerals.NUMBER})|第(?P<zh>{numerals.HAN_NUMBER}|\d{{1,2}})[天日])\s*"
    r"(?:上午|下午|晚上|全天|morning|afternoon|evening)?\s*"
    r"(?:(?:会议|活动|论坛)?(?:日程|议程|安排)+|schedules?|programmes?|programs?|agenda)?[\s】\]）):：]*"
    r"(?P<more>(?<=[:：\s])(?:[–—|｜-]\s*)?\S[^。！？!?]{1,50}(?<![.。]))?",
    re.IGNORECASE,
)
# 8 and 15 May; 5月8日、15日
_LISTED_DAYS: Final = re.compile(
    rf"(?<!\d)(?P<day>\d{{1,2}})(?:(?:st|nd|rd|th)\b)?\s*(?:{calendar.MONTH})?\s*(?:&|\band\b)"
    rf"(?=\s*(?:(?:{calendar.MONTH})\s+)?(?P<next>\d{{1,2}})(?![\d:.]))|"
    r"(?<!\d)(?P<day_zh>\d{1,2})[日号]?\s*(?:[（(]?(?:周|星期)[一二三四五六日天][)）]?)?\s*[、，,和及与]"
    r"(?=\s*(?:\d{1,2}月)?(?P<next_zh>\d{1,2})[日号])",
    re.IGNORECASE,
)


def set_days_of_rows(draft: RecordDraft, rows: Sequence[AgendaRow]) -> None:
    """Give the rows below a heading that names a day that day, where there are several."""
    last = max((number for row in rows for number in row.lines), default=0)
    # Below its rows a programme says of what day the paper is.
    first = rows[0].lines[0] if rows else 0
    issued = find_issue_lines(draft.document.lines)
    told = [
        (number, day) for number, day in _day_headings(draft, first)
        if rows and number <= last and number not in issued
    ]  # fmt: skip
    headings = [(number, day) for number, day in told if day]
    if rows and not headings and any(_printed_days(draft)):
        draft.doubt("start_date")  # its rows are of other days
    if len({day for number, day in headings if number < first}) > 1:
        return  # the head contradicts itself
    dated = dict(_printed_days(draft))  # Day 2: 9 May
    titled = {
        number for number, printed in _numbered_lines(draft) if printed["more"]
    } - dated.keys()
    draft.account.repetitions.update({number for number, _day in headings} - titled)
    days = sorted({day for _number, day in headings})
    if days and "start_date" not in draft.facts:
        numbers = [number for number, _day in headings]
        draft.set_fact("start_date", days[0], numbers, Certainty.LIKELY)
        draft.set_fact("end_date", days[-1], numbers, Certainty.LIKELY)
    elif days and days[-1] > draft.facts["end_date"]:
        numbers = [number for number, _day in headings]
        draft.set_fact("end_date", days[-1], numbers, Certainty.LIKELY)
    timed = rows if not any(row.day for row in rows) else [
        row for row in rows if row.span is not NO_SPAN
    ]  # fmt: skip
    if len(timed) < len(rows):
        draft.doubt("start_date")  # of a series, and perhaps not of its first talk
    if len(days) > 1 or (days and days[0] > draft.facts["start_date"]):
        fill_below(timed, dict(told), _set_day)


def _set_day(row: AgendaRow, day: date | None) -> None:
    row.day = row.day or day


def fill_below[T](
    rows: Sequence[AgendaRow], headings: Mapping[int, T], fill: Callable[[AgendaRow, T], None]
) -> None:
    """Give each row what the nearest line above it says. headings: number of a line -> what."""
    numbers = sorted(headings)
    for row in rows:
        place = bisect_right(numbers, row.lines[0])
        if place:
            fill(row, headings[numbers[place - 1]])


def _day_headings(draft: RecordDraft, first: int) -> list[tuple[int, date | None]]:
    """Return the lines that give a day of the event and little else, in their order.

    A number beyond the event's days gives None: the rows below it are not of the day above.
    first: where the rows begin.
    """
    start: date | None = draft.facts.get("start_date")
    numbered = _numbered_days(draft, first)
    listed = _listed_days({number: day for number, day in numbered.items() if number < first})
    headings = {
        number: day if start and start <= day <= _last_day(draft) else None
        for number, day in numbered.items()
        if number not in listed
    }
    printed = {
        number: day
        for number, day in _printed_days(draft)
        if start is None or start <= day <= _last_day(draft)
    }
    return sorted((headings | printed).items())


def _listed_days(above: Mapping[int, date]) -> list[int]:
    """Return the lines of days above all rows that head none: they tell what each day is about.

    The last of several is such a heading only where it begins the count anew.
    """
    numbers = sorted(above)
    if len(numbers) > 1 and above[numbers[-1]] <= above[numbers[-2]]:
        return numbers[:-1]
    return numbers if len(numbers) > 1 else []


def _numbered_days(draft: RecordDraft, first: int) -> dict[int, date]:
    """Return the lines that say which day of the event it is: Day 2, 第二天.

    Where no first day stands anywhere, nor rows above the second, a head with one date may give
    that of the second: none is counted then, nor where the head lists days that are not next to
    each other.
    """
    start: date | None = draft.facts.get("start_date")
    counts = {
        line_number: numerals.number(printed["en"] or printed["zh"])
        for line_number, printed in _numbered_lines(draft)
    }
    if start is None or not counts or _lists_days_apart(draft, first):
        return {}
    has_first = 1 in counts.values() or min(counts) > first
    if not has_first and start == draft.facts["end_date"]:
        return {}
    return {
        line_number: start + timedelta(days=count - 1)
        for line_number, count in counts.items()
        if count and count <= _LONGEST_EVENT
    }


def _lists_days_apart(draft: RecordDraft, first: int) -> bool:
    """Tell whether the lines above the rows, which begin at ``first``, list days with a gap."""
    for line in draft.document.lines:
        if line.number >= first or not dates.find(line.text):
            continue
        for printed in _LISTED_DAYS.finditer(line.text):
            day = int(printed["day"] or printed["day_zh"])
            if int(printed["next"] or printed["next_zh"]) not in {day + 1, 1}:
                return True
    return False


def _numbered_lines(draft: RecordDraft) -> Iterator[tuple[int, re.Match[str]]]:
    for line in draft.document.lines:
        printed = _NUMBERED_DAY.fullmatch(line.text)
        if printed and not (printed["more"] and times.find(line.text)):
            yield line.number, printed


def _printed_days(draft: RecordDraft) -> Iterator[tuple[int, date]]:
    """Yield the lines that give a day and little else, a year perhaps only in the head.

    The label of a day stands above the rows of a further one: 时间：9月18日上午9时.
    """
    start: date | None = draft.facts.get("start_date")
    labelled = _labelled_days(draft)
    has_further = start is not None and any(day > start for day in labelled.values())
    for line in draft.document.lines:
        if start and (labelled_day := labelled.get(line.number)):
            yield from [(line.number, labelled_day)] if has_further else []
            continue
        if day := _bare_day(draft, line.text):
            yield line.number, day
            continue
        text = " ".join(dict.fromkeys(part for part in re.split(r"[\t\n]", line.text) if part))
        if (
            len(text) <= _LONGEST_DAY
            and not TIMED.search(text)
            and not DAY_OR_PLACE.match(text.strip())
        ):
            day = dates.day_in(text, start.year if start else dates.year_in(title_of(draft)))
            if day:
                yield line.number, day


def _labelled_days(draft: RecordDraft) -> dict[int, date]:
    """Return the days that lines give behind a label: When: Friday 26 September 2031."""
    labels = ((line.number, DAY_OR_PLACE.match(line.text.strip())) for line in draft.document.lines)
    days = ((number, dates.find(label["value"])) for number, label in labels if label)
    return {number: printed.start for number, printed in days if printed and printed.start}


def _bare_day(draft: RecordDraft, text: str) -> date | None:
    """Return the day of the event that a line begins with, its month left out: 23日上午."""
    printed = _BARE_DAY.match(text)
    start: date | None = draft.facts.get("start_date")
    if printed is None or start is None:
        return None
    length = (_last_day(draft) - start).days
    days = [start + timedelta(days=place) for place in range(length + 1)]
    return next((day for day in days if day.day == int(printed["day"])), None)


def _last_day(draft: RecordDraft) -> date:
    """Return the last day that rows may be of: the head may give the first day alone."""
    start: date = draft.facts["start_date"]
    end: date = draft.facts["end_date"]
    return start + timedelta(days=_LONGEST_EVENT) if start == end else end


def title_of(draft: RecordDraft) -> str:
    return " ".join(draft.facts.get("title", {}).values())
