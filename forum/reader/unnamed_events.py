"""What an event that a paper names nowhere might be called: a panel discussion on tides."""

import re
from collections.abc import Iterable
from typing import Final

from forum.reader.bilingual import language_of
from forum.reader.event_record import EN, Line, Text

_EVENT: Final = (
    r"(?:forum|summit|conference|congress|workshop|seminar|symposium|webinar|colloquium|"
    r"(?:panel\s+)?discussion|round\s?-?table|town\s+hall|(?:business|annual|general|high-level)\s+meeting)"
)
# hosted a business forum here; took part in a panel discussion on tides in the north
_TOLD: Final = re.compile(
    rf"\b(?:an?|its|their|the)\s+(?P<name>(?:[\w’'-]+\s+){{0,4}}?{_EVENT}"
    rf"(?:\s+(?:on|about|entitled|titled|themed)\s+[^,;:]{{3,90}}?)?)"
    rf"(?=[,;:]|\.(?:\s+(?-i:[A-Z])|$)|\s+(?:here|held|hosted|organi[sz]ed|in|at|on|this|last|that|to|for|with)\b|$)",
    re.IGNORECASE,
)
_HELD: Final = re.compile(
    r"\b(?:held|hosted?|organi[sz]ed?|convened?|took\s+part|participated|attended|gathered|launched)\b",
    re.IGNORECASE,
)
_SENTENCES: Final = re.compile(r"(?<=[a-z0-9)”\"][.!?])\s+(?=[A-Z“\"])")
_MOST_LINES: Final = 6


def propose_name(lines: Iterable[Line]) -> tuple[Text, int] | None:
    """Return what one of the first sentences says took place, with its line; None for nothing.

    It is a common noun, so that somebody has to say whether the event bears it.
    """
    written = [line for line in lines if line.text.strip() and line.table is None]
    for line in written[:_MOST_LINES]:
        if language_of(line.text) != EN:
            continue
        for sentence in _SENTENCES.split(line.text.strip()):
            told = _TOLD.search(sentence) if _HELD.search(sentence) else None
            if told:
                name = told["name"].strip()
                return {EN: name[0].upper() + name[1:]}, line.number
    return None
