"""Whom minutes name behind a label, or in a cell: @林岚, 程砚（记录）."""

import re
from dataclasses import replace
from typing import Final

from forum.reader.event_record import EN, ZH, Text
from forum.reader.guest_cells import Guest, read_guests
from forum.reader.shapes.record.name_forms import is_name_zh
from forum.reader.vocabulary.minutes import RECORDING

# The secretary @Lin: who is called by a single name.
_CALLED: Final = re.compile(
    r"^(?P<title>[\u4e00-\u9fff]{0,20})\s*[@＠]\s*(?P<name>[A-Z][A-Za-z]+)$"
)
_AT: Final = re.compile(r"[@＠]\s*")


def read_named(value: str) -> tuple[list[Guest], list[str]]:
    """Return the people behind a label, and the parts of it in which none can be seen."""
    called = _CALLED.match(value.strip())
    if called:
        return [Guest({EN: called["name"]}, {ZH: called["title"]} if called["title"] else {})], []
    guests, unread = read_guests(_AT.sub("", value))
    guests = [replace(guest, title=_without_task(guest.title)) for guest in guests]
    sure = [guest for guest in guests if not guest.title or is_sure_of_name(guest)]
    return sure, [
        *unread,
        *(" ".join(guest.name.values()) for guest in guests if guest not in sure),
    ]


def called_names(text: str) -> list[str]:
    """Return the names that a line of nothing else calls: @林岚 @王芳."""
    return [name.strip() for name in _AT.split(text) if name.strip()]


def _without_task(title: Text) -> Text:
    """Leave out what somebody did at the meeting: (note-taker)."""
    return {language: text for language, text in title.items() if not RECORDING.fullmatch(text)}


def is_sure_of_name(guest: Guest) -> bool:
    """Tell whether a name that was cut from its title is one by its surname."""
    return EN in guest.name or is_name_zh(guest.name.get(ZH, ""))
