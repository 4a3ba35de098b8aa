"""A person as a text names her or him, and what two texts say of one."""

import re
from dataclasses import dataclass, field, replace
from typing import Final

from forum.reader.event_record import EN, ZH, Text
from forum.reader.shapes.record.name_forms import is_name_zh
from forum.reader.vocabulary.furniture import CONTACT

# 某院教授，长期研究潮汐: what somebody has done is no title.
_BIOGRAPHY: Final = re.compile(
    r"。|[，,；;]\s*(?=(?:有着?|从[业教])?\s*\d+(?:多|余)?年|拟(?!任)|长期|主要从|主要研|曾|先后|毕业于|擅长|负责|从事|专注|深耕|致力|研究方向|拥有|具有)"
)


@dataclass(frozen=True, slots=True)
class Guest:
    """A person as a cell names her or him. role: "" where no label names one.

    attendance, attendance_note: as in an appearance. biography: what the text told behind the
    title, which no field takes, and where the person can be reached. asks_title: some of its
    posts may be those of somebody unnamed. is_parted: a stroke parts the name from the title.
    """

    name: Text
    title: Text = field(default_factory=dict)
    honorific: Text = field(default_factory=dict)
    role: str = ""
    other_names: tuple[str, ...] = ()
    country: Text = field(default_factory=dict)
    attendance: str | None = None
    attendance_note: Text = field(default_factory=dict)
    biography: str = ""
    asks_title: bool = False
    is_parted: bool = False


@dataclass(frozen=True, slots=True)
class Printed:
    """A text that may name a person.

    has_titles_beside: another column holds the titles, so that brackets behind a name do not.
    """

    text: str
    language: str
    has_titles_beside: bool = False


def is_named_surely(guest: Guest) -> bool:
    """Tell whether a name is more than a word without a surname."""
    return bool(guest.title or guest.honorific or EN in guest.name or is_name_zh(guest.name[ZH]))


def join_guests(guest: Guest, again: Guest) -> Guest:
    """Return what two texts say of one person."""
    return Guest(
        {**guest.name, **again.name}, {**guest.title, **again.title},
        {**guest.honorific, **again.honorific}, guest.role or again.role,
        (*guest.other_names, *again.other_names), {**guest.country, **again.country},
        guest.attendance or again.attendance, {**guest.attendance_note, **again.attendance_note},
        " ".join(filter(None, (guest.biography, again.biography))),
        guest.asks_title or again.asks_title,
    )  # fmt: skip


def in_language(language: str, value: str) -> Text:
    """Return a text in one language, an empty one for nothing."""
    return {language: value} if value else {}


def contacts_in(text: str) -> str:
    """Return the addresses and numbers in a text by which somebody can be reached."""
    return " ".join(match.group().strip(" ,，;；") for match in CONTACT.finditer(text))


def with_told(guest: Guest, told: str) -> Guest:
    """Return a guest with what else a text tells of her or him."""
    return replace(guest, biography=f"{guest.biography} {told}".strip())


def split_biography(text: str) -> tuple[str, str]:
    """Return the title that a text begins with, and what it tells behind it, "" for nothing."""
    title, *told = _BIOGRAPHY.split(text, maxsplit=1)
    return title, told[0].strip() if told else ""
