"""Hours as programmes print them: the half of the day left out, the same one in several zones."""

import re
from bisect import bisect
from collections.abc import Sequence
from dataclasses import replace
from datetime import time
from itertools import groupby, zip_longest
from typing import Final

from forum.reader.event_record import Line
from forum.reader.reading import Certainty
from forum.reader.shapes.programme.rows import AgendaRow
from forum.reader.shapes.record import times

# An hour of no word for the half of the day. 07:30 is of 24 hours, unless it stands below noon.
_PLAIN_HOUR: Final = re.compile(
    r"(?P<zero>0?)[1-7]\s*[:：.]\s*\d\d(?!.*(?:[ap]\.?\s?m|[ap]$|午|晚|晨)).*", re.IGNORECASE
)
# 11:00-12:00 AM ends at noon, 9:00-24:00 at midnight.
_ENDS_AT_TWELVE: Final = re.compile(r"(?<!\d)12(?:\s*[:：.点时h]\s*(?:\d\d)?)?\D*$")
_FIRST_MORNING: Final = 8
_NO_MORNING: Final = 6  # nobody begins before
_HALF: Final = 12
# June 24, 23:00 PDT; 14:00 CST/HKT: an hour of one zone, and nothing else
_ZONED: Final = re.compile(
    r"[•*-]?\s*(?:[A-Z]\w+\.?\s+\d{1,2},?\s+|\d{1,2}\s+[A-Z]\w+,?\s+|\d{1,2}月\d{1,2}日\s*)?"
    r"\d{1,2}:\d\d\s*(?:[ap]\.?m\.?\s*)?[(（]?[A-Z]{2,5}(?:\s*[/,&]\s*[A-Z]{2,5})*[)）]?",
    re.IGNORECASE,
)
_FEWEST_ZONES: Final = 3
_MOST_ABOVE_ZONES: Final = 2  # lines, from the hours to their list


def find_zoned(lines: Sequence[Line]) -> set[int]:
    """Return the lines that give the hour of a line above again, in several zones."""
    written = [line for line in lines if line.table is None and line.text.strip()]
    zoned: set[int] = set()
    place = 0
    for is_zoned, run in groupby(written, lambda line: bool(_ZONED.fullmatch(line.text.strip()))):
        listed = list(run)
        above = written[max(0, place - _MOST_ABOVE_ZONES) : place]
        spans = [span for line in above if (span := times.find(line.text)) and span.start]
        hours = {span.start for line in listed if is_zoned and (span := times.find(line.text))}
        if spans and len(hours) >= _FEWEST_ZONES and spans[-1].start in hours:
            leads_in = above[-1].text.rstrip().endswith((":", "："))
            zoned |= {line.number for line in (*(above[-1:] if leads_in else ()), *listed)}
        place += len(listed)
    return zoned


def set_afternoons(rows: Sequence[AgendaRow], day_lines: Sequence[int] = ()) -> None:
    """Move the hours that stand below later ones of the same day into the afternoon.

    An hour of the evening amid those of the morning is taken for the morning's, and asked for.
    Where nothing stands above, an hour of the night is asked for; where the next row goes on in
    the morning, the hour may be another day's, so that it stays and is asked for.
    day_lines: numbers of the lines that begin a day, ascending.
    """
    last: time | None = None
    day = rows[0].day if rows else None
    number = 0
    for row, following in zip_longest(rows, rows[1:]):
        start = row.span.start
        if row.day != day or bisect(day_lines, number) < bisect(day_lines, row.lines[0]):
            last, day = None, row.day
        number = row.lines[0]
        if start is None:
            continue
        is_same_day = following is not None and not (
            following.day != day
            or bisect(day_lines, number) < bisect(day_lines, following.lines[0])
        )
        if last and following and is_same_day and _is_slip(last, start, following.span.start):
            start, end = _earlier(start), row.span.end
            row.span = replace(row.span, start=start, end=_earlier(end) if end else None)
            row.certainty = Certainty.GUESS
        plain = _PLAIN_HOUR.match(row.span.printed)
        is_below_noon = last is not None and _HALF <= last.hour <= start.hour + _HALF
        is_plain = plain is not None and (not plain["zero"] or is_below_noon)
        is_later = is_plain and last is not None and start < last
        is_night = is_plain and last is None and start.hour < _NO_MORNING
        is_asked = is_later and following is not None and _is_morning(following.span, start)
        is_moved = not is_asked and (is_later or is_night)
        if is_asked:
            row.certainty = Certainty.GUESS
        elif is_moved:
            row.certainty = Certainty.LIKELY if is_later else Certainty.GUESS
            start = _later(start)
            row.span = replace(row.span, start=start)
        end = row.span.end
        is_midnight = end == time() and not _ENDS_AT_TWELVE.search(row.span.printed)
        if (
            end is not None
            and not is_midnight
            and end.hour < (_HALF if is_moved else _FIRST_MORNING)
            and end < start < _later(end)
        ):
            row.span = replace(row.span, end=_later(end))
        last = start


def _is_morning(span: times.Span, above: time) -> bool:
    """Tell whether a time is of the morning that one above it may begin."""
    start = span.start
    if start is None or above.hour < _NO_MORNING:
        return False
    return above <= start and _FIRST_MORNING <= start.hour < _HALF


def _is_slip(above: time, start: time, below: time | None) -> bool:
    """Tell whether half a day earlier an hour stands between those around it: 10:30 PM at noon."""
    return below is not None and below < start and above <= _earlier(start) <= below


def _earlier(clock: time) -> time:
    return clock.replace(hour=clock.hour % _HALF)


def _later(clock: time) -> time:
    return clock.replace(hour=clock.hour + _HALF)
