"""The half of the day that a programme leaves out: 11:30, 12:30, 1:30."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import time
from typing import Final

from forum.reader.reading import Certainty
from forum.reader.shapes.agenda_rows import AgendaRow

# An hour of no word for the half of the day. 07:30 is of 24 hours, unless it stands below noon.
_PLAIN_HOUR: Final = re.compile(
    r"(?P<zero>0?)[1-7]\s*[:：.]\s*\d\d(?!.*(?:[ap]\.?\s?m|[ap]$|午|晚|晨)).*", re.IGNORECASE
)
_FIRST_MORNING: Final = 8
_NO_MORNING: Final = 6  # nobody begins before
_HALF: Final = 12


def set_afternoons(rows: Sequence[AgendaRow]) -> None:
    """Move the hours that stand below later ones of the same day into the afternoon.

    Where nothing stands above, an hour of the night is asked for.
    """
    last: time | None = None
    day = rows[0].day if rows else None
    for row in rows:
        start = row.span.start
        if row.day != day:
            last, day = None, row.day
        if start is None:
            continue
        plain = _PLAIN_HOUR.match(row.span.printed)
        is_below_noon = last is not None and _HALF <= last.hour <= start.hour + _HALF
        is_plain = plain is not None and (not plain["zero"] or is_below_noon)
        is_later = is_plain and last is not None and start < last
        is_night = is_plain and last is None and start.hour < _NO_MORNING
        if is_later or is_night:
            row.certainty = Certainty.LIKELY if is_later else Certainty.GUESS
            start = _later(start)
            row.span = replace(row.span, start=start)
        end = row.span.end
        if end and end < start < _later(end) and end.hour < _FIRST_MORNING:
            row.span = replace(row.span, end=_later(end))
        last = start


def _later(clock: time) -> time:
    return clock.replace(hour=clock.hour + _HALF)
