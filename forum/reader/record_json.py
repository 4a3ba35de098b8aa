"""Values of records as JSON has them, for reports and exports."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time

from forum.reader.event_record import LANGUAGES, Text


def shape_value(value: object, codes: Iterable[str] = LANGUAGES) -> object:
    """Return a field's value: a text with each of the languages, a tuple as a list, a date ISO."""
    if isinstance(value, Mapping):
        return shape_text(value, codes)
    if isinstance(value, tuple):
        return list(value)
    return shape_moment(value) if isinstance(value, date | time) else value


def shape_text(text: Text, codes: Iterable[str] = LANGUAGES) -> dict[str, str | None]:
    """Return a text with each of the languages, None where it has none in one."""
    return {code: text.get(code) or None for code in codes}


def shape_moment(value: date | datetime | time | None) -> str | None:
    """Return a date as 2024-03-01, a time as 09:30, a moment with its offset; None for none."""
    if isinstance(value, time):
        return value.strftime("%H:%M")
    return value.isoformat() if value else None
