"""What stands in brackets beside a name: title, role, country, other name, or that nobody came."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from forum.reader.attendance_notes import find_absence
from forum.reader.bilingual import language_of
from forum.reader.event_record import EN, ZH
from forum.reader.guest_parts import is_bare_name, outer_brackets
from forum.reader.guests.guest import (
    Guest,
    Printed,
    in_language,
    is_named_surely,
    split_biography,
    with_told,
)
from forum.reader.guests.institutions_beside import HOUSE_END, read_behind_house
from forum.reader.shapes.record import texts
from forum.reader.shapes.record.name_forms import (
    TITLE_END,
    has_title_word,
    is_name_en,
    is_name_zh,
    is_word,
    split_honorific,
)
from forum.reader.shapes.record.placeholders import is_placeholder
from forum.reader.shapes.record.places import is_country_en
from forum.reader.shapes.record.role_labels import role_label
from forum.reader.vocabulary.places import COUNTRIES_ZH

# Anna Berg, Director (Moderator)
_ROLE_BEHIND: Final = re.compile(r"\s*[（(](?P<role>[^（()）]{2,30})[)）]\s*$")
_ROLE_WITHIN: Final = re.compile(
    r"^(?P<name>[^（()）,，:：]{2,40})[（(](?P<role>[^（()）]{2,30})[)）]\s*[,，:：–—-]+\s*(?P<title>\S.*)$"
)
# Ann Berg（贝安，某公司总监）
_NAME_AND_TITLE: Final = re.compile(
    r"^(?P<name>[\u3400-\u9fff·•]{2,12})\s*[，,]\s*(?P<title>\S.*)$"
)
# 王芳（听潮），某公司工程师; 王芳（笔名听潮），某公司工程师: what is told beside the name
_TOLD_THEN_TITLE: Final = re.compile(
    r"^(?P<name>[\u3400-\u9fff]{2,4})\s*[（(](?:(?P<called>笔名|网名|花名|艺名|昵称|别名|又名|曾用名)\s*[:：]?\s*)?"
    r"(?P<told>[\u3400-\u9fff]{2,3})[)）]\s*[，,]\s*(?P<title>\S.*)$"
)
# （待定）某部委领导: somebody is to come of whom no name is told.
_UNNAMED: Final = re.compile(
    r"^\s*[（(【\[]?(?:待定|待确认|TBC|TBD|TBA)\b|[（(](?:待定|待确认|TBC|TBD|TBA)[)）]\s*$|"
    r"^[^\s，,（(|｜—–-]*(?:领导|代表|负责人)\s*(?:[（(][^（()）]*[)）])?\s*$|"
    r"^(?:全体|各位|与会|参会|现场|相关|有关|双方|各方|部分)[^\s，,（(]{0,12}$",
    re.IGNORECASE,
)
# （拟邀）某行行长 林岚
_INVITED: Final = re.compile(r"^\s*[（(【\[](?P<words>拟邀请?|拟请|邀请中|拟定?)[)）】\]]\s*")
# Anna Berg, Director, Coast Office (TBC)
_TO_CONFIRM: Final = re.compile(
    r"\s*[（(【\[](?P<words>TBC|TBD|TBA|to\s+be\s+confirmed|invited|待定|待确认|拟邀请?|拟请)[)）】\]]\s*$",
    re.IGNORECASE,
)
# Anna Berg (track 2), 林岚（第一分会场）: where in the programme, not what she is.
_NUMBERED_PLACE: Final = re.compile(
    r"(?:track|room|hall|stream|session|workshop|panel|stage|day|part|slot)s?\s*(?:\d{1,2}|[A-Z]|[IVX]{1,4})|"
    r"(?:议题|议程|案由)[一二三四五六七八九十\d]{1,2}|"
    r"第?[一二三四五六七八九十\d]{1,2}号?(?:分?会场|分?论坛|会议室|单元|环节)|(?:分会场|分论坛)[一二三四五六七八九十\d]{1,2}",
    re.IGNORECASE,
)

type Read = Callable[[str], Guest | None]


def names_nobody(text: str) -> bool:
    """Tell whether somebody is to come of whom no name is told: 待定, 全体嘉宾."""
    return is_placeholder(texts.clean(text)) or bool(_UNNAMED.search(text))


# Each note returns None where a text is not of its form, else the person whom it names, if any.


def read_unconfirmed(printed: Printed, read: Read) -> list[Guest] | None:
    """Read who may not come: Anna Berg, Director (TBC)."""
    mark = _TO_CONFIRM.search(printed.text)
    guest = read(printed.text[: mark.start()]) if mark else None
    if mark is None or guest is None:
        return None
    if not (printed.has_titles_beside or is_named_surely(guest)):
        return None
    words = mark["words"]
    return [replace(guest, attendance_note=in_language(language_of(words), words))]


def read_role_behind(printed: Printed, read: Read) -> list[Guest] | None:
    """Read what somebody does there: Anna Berg, Director (Moderator)."""
    behind = _ROLE_BEHIND.search(printed.text)
    role = role_label(f"{behind['role']}:", language_of(behind["role"])) if behind else None
    if behind is None or role is None or role.scope:
        return None
    guest = read(printed.text[: behind.start()])
    return [replace(guest, role=guest.role or role.role)] if guest else None


def read_role_within(printed: Printed, read: Read) -> list[Guest] | None:
    """Read what somebody does there, before the title: Anna Berg (moderator), Director."""
    within = _ROLE_WITHIN.match(printed.text)
    if within is None or not is_bare_name(texts.clean(within["name"])):
        return None
    label = role_label(f"{within['role']}:", language_of(within["role"]))
    if label is None or label.scope or label.rest:
        return None
    guest = read(f"{texts.clean(within['name'])}, {within['title']}")
    return [replace(guest, role=guest.role or label.role)] if guest else None


def read_nobody(printed: Printed, _read: Read) -> list[Guest] | None:
    """Read that no name is told: 待定."""
    return [] if names_nobody(printed.text) else None


def read_invited(printed: Printed, read: Read) -> list[Guest] | None:
    """Read who was asked to come: （拟邀）某行行长 林岚."""
    invited = _INVITED.match(printed.text)
    if invited is None:
        return None
    guest = read(printed.text[invited.end() :])
    return [replace(guest, attendance_note=in_language(ZH, invited["words"]))] if guest else []


def read_before_brackets(printed: Printed) -> Guest | None:
    """Read a bare name with anything in brackets behind it: 林岚（滨海大学校长）."""
    before, inner = _with_brackets_behind(printed.text)
    if len(before) > 1 and inner and (ranked := _ranked(before, inner)):
        return ranked
    if len(before) <= 1 or not inner or not is_bare_name(before):
        return None
    language = language_of(before)
    name, honorific = split_honorific(before, language)
    guest = Guest({language: name}, {}, in_language(language, honorific))
    return _named_again(guest, language, inner) or _placed(guest, language, inner) or _titled(
        guest, inner, has_titles_beside=printed.has_titles_beside
    )  # fmt: skip


def _ranked(before: str, inner: str) -> Guest | None:
    """Return whom a rank follows before the house, or a house precedes: 林岚所长（滨海大学）.

    处长林岚（议题二） is there for a part of the programme.
    """
    guest = read_behind_house(Printed(before, ZH)) if language_of(before) == ZH else None
    if guest is None or not guest.title:
        return None
    if _NUMBERED_PLACE.fullmatch(inner):
        return replace(guest, biography=inner)
    name, rank = guest.name[ZH], guest.title[ZH]
    is_rank = before.startswith(name) and before[len(name) :].strip() == rank
    is_house = language_of(inner) == ZH and HOUSE_END.search(inner)
    return replace(guest, title={ZH: f"{inner}{rank}"}) if is_rank and is_house else None


def _named_again(guest: Guest, language: str, inner: str) -> Guest | None:
    """Return a person whose name in the other language stands in the brackets."""
    both = _NAME_AND_TITLE.match(inner) if language == EN else None
    if both and is_name_zh(both["name"]):
        return replace(guest, name={**guest.name, ZH: both["name"]}, title={ZH: both["title"]})
    if language == ZH and is_name_en(inner) and " " in inner:
        return replace(guest, name={**guest.name, EN: inner})
    return None


def _placed(guest: Guest, language: str, inner: str) -> Guest | None:
    """Return a person whose role, country, initials or room stand in the brackets."""
    if role := role_label(f"{inner}:", language_of(inner)):
        return replace(guest, role=role.role)
    if inner in COUNTRIES_ZH or is_country_en(inner):
        return replace(guest, country={language_of(inner): inner})
    if language == EN and _are_initials(inner, guest.name[EN]):
        return replace(guest, other_names=(inner,))
    return replace(guest, biography=inner) if _NUMBERED_PLACE.fullmatch(inner) else None


def _titled(guest: Guest, inner: str, *, has_titles_beside: bool) -> Guest:
    """Return a person whose title stands in the brackets, or another name where it cannot."""
    is_title = has_title_word(inner, language_of(inner)) or HOUSE_END.search(inner)
    if has_titles_beside and not is_title:
        return replace(guest, other_names=(inner,))
    return replace(guest, title={language_of(inner): inner})


def _are_initials(text: str, name: str) -> bool:
    """Tell whether letters are those that a name's words, or its first ones, begin with."""
    capitals = "".join(letter for letter in name if letter.isupper())
    return len(text) > 1 and text.isupper() and capitals.startswith(text)


def _with_brackets_behind(text: str) -> tuple[str, str]:
    """Return a text that ends with brackets as what stands before and within them, else "", ""."""
    spans = outer_brackets(text)
    if len(spans) != 1 or spans[0][1] != len(text):
        return "", ""
    first, last = spans[0]
    return texts.clean(text[:first]), texts.clean(text[first + 1 : last - 1])


def read_told_before_title(printed: Printed) -> Guest | None:
    """Read something in brackets between name and title: 王芳（听潮），某公司工程师.

    Only a word for a pen name and its like makes a name of it: （清华）, （特邀）, （听潮）.
    """
    match = _TOLD_THEN_TITLE.match(printed.text)
    if match is None or not is_name_zh(match["name"]):
        return None
    told = match["told"]
    title, biography = split_biography(match["title"])
    guest = Guest({ZH: match["name"]}, {ZH: title}, biography=biography)
    if match["called"]:
        return replace(guest, other_names=(told,))
    is_elsewhere = is_word(told) or TITLE_END.search(told) or role_label(f"{told}：", ZH)
    return None if is_elsewhere or find_absence([told]) else with_told(guest, f"（{told}）")
