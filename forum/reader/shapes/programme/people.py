"""Whom a line of a programme names: behind a label, with a title, in a list, behind a talk."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import Final

from forum.core.names import is_han
from forum.reader.bilingual import language_of
from forum.reader.event_record import EN, ZH, Line
from forum.reader.guest_cells import Guest, read_guests
from forum.reader.shapes.programme.bare_names import is_known_name, read_people
from forum.reader.shapes.programme.blocks import is_day
from forum.reader.shapes.programme.cells import GuestCell, labelled_guests, may_be_words
from forum.reader.shapes.programme.rows import AgendaRow
from forum.reader.shapes.programme.talks import (
    is_of_house,
    is_person,
    without_open_end,
)
from forum.reader.shapes.record import times
from forum.reader.shapes.record.name_forms import (
    has_house_word,
    has_title_word,
    is_name_en,
    is_name_zh,
    is_whole_name,
    is_word,
    may_be_phrase,
)
from forum.reader.shapes.record.role_labels import role_label
from forum.reader.shapes.session_topics import find_kind
from forum.reader.vocabulary.furniture import LINKED
from forum.reader.vocabulary.institutions import INSTITUTION_EN, INSTITUTION_ENDS_ZH
from forum.reader.vocabulary.list_marks import BULLETS, LIST_MARK
from forum.reader.vocabulary.prose_zh import NO_NAMES
from forum.reader.vocabulary.shapes import TIMED
from forum.reader.vocabulary.titles import HONORIFICS_EN

# 林岚 - 某协会会长; 林岚 王岳 - 某研究院
_DASHED: Final = re.compile(r"^(?P<names>\S.{1,60}?)\s+[-–—]+\s+(?P<title>\S.*)$")
_NAME_AND_MORE: Final = re.compile(
    r"^(?P<name>[A-ZÀ-Þ][\w’'-]+(?: [A-ZÀ-Þ][\w.’'-]*)+),\s+(?P<title>[^()]+)$"
)
# Opening address by Ms. Anna Berg: whoever is named behind it speaks.
_SPOKEN_BY: Final = re.compile(
    r"^(?P<head>(?:[\w’'/&-]+\s+){0,6}?(?:remarks?|address(?:es)?|statements?|speech(?:es)?|messages?|"
    r"presentations?|papers?|keynotes?|lectures?|talks?|greetings?|welcome|introduction|overview|report|briefing|"
    r"toast|item\s+\d{1,2})|(?P<chair>moderated|chaired|facilitated|hosted))\s+by\s*:?\s*(?P<people>\S.*)$",
    re.IGNORECASE,
)
# Songs of the tide – Anna Berg, Tide Office; 潮汐的账——林岚，滨海大学
_TALK_OF_PART: Final = re.compile(
    r"^(?P<topic>\S.{5,160}?)\s*(?:\s[–—-]|[–—]{1,2})\s*"
    r"(?P<name>[A-ZÀ-Þ][\w.’'-]*(?: [A-ZÀ-Þ][\w.’'-]*){1,3}|[\u3400-\u9fff·]{2,12})"
    r"[,，]\s*(?P<title>[^–—]{3,80})$"
)
# Nitrate in wells. Dr. Anna Berg, Tide Office
_TALK_OF_SOMEBODY: Final = re.compile(
    rf"^(?P<topic>\S[^.]{{5,160}}?)[.:]\s+(?P<people>{HONORIFICS_EN}\s+[A-Z][^.]{{3,120}})$"
)
# Workshop leaders: Anna Berg, Tom Li
_LABELLED: Final = re.compile(
    r"^(?P<label>[A-Z][A-Za-z-]+(?: [A-Za-z-]+){0,3}|[\u3400-\u9fff]{2,8})\s*[:：]\s*"
    r"(?P<people>\S.{6,})$"
)
# • 纳林 滨海大学教授; no • 集团 副总裁
_RARE_NAME: Final = re.compile(
    rf"^\s*(?:[{BULLETS}]|\d{{1,2}}\s*[.、．)）])\s*(?!(?:{INSTITUTION_ENDS_ZH})\s)"
    r"(?P<name>[\u3400-\u9fff]{2,3})\s+\S"
)
# What parts a name from the words beside it.
_PARTS: Final = re.compile(r"[:：,，、;；|/(（)）—–]|\s-\s|\bby\b")
_STROKED: Final = re.compile(r"[^|｜]{2,40}\s*[|｜]\s*[^|｜]{2,80}")
_INSTITUTION: Final = re.compile(rf"\b(?:{INSTITUTION_EN})\b", re.IGNORECASE)
# Songs of the tide, Anna Berg (Tide Office)
_NAME_EN: Final = r"[A-ZÀ-Þ][\w.’'-]*(?: [A-ZÀ-Þ][\w.’'-]*){1,3}"
_TALK_IN_LIST: Final = re.compile(
    rf"^(?P<topic>\S.{{5,160}}?),\s+(?P<people>{_NAME_EN}(?:,\s+{_NAME_EN})*)"
    r"(?:\s*[(（](?P<title>[^()（）]{2,80})[)）])?$"
)
_SHORTEST_TOPIC: Final = {ZH: 6, EN: 12}
_FEWEST_LISTED: Final = 2
_FEWEST_BELOW: Final = 3
# Keynote address by, Moderated by, Remarks from the Co-Chairs,
_OPEN_LABEL: Final = re.compile(
    r"(?:\b(?:by|from|with)(?:\s+(?:the\s+)?[\w-]+)?\s*[,:]?|,)$", re.IGNORECASE
)
_CHAIRS: Final = re.compile(
    r"\b(?:by\s+the\s+(?:moderator|chair)|moderated|chaired|facilitated)\b", re.IGNORECASE
)
# Anna M. Berg
_INITIAL: Final = re.compile(r"\s[A-Z]\.\s")
_LONGEST_AFFILIATION: Final = 60
# A line of this length that ends a sentence tells what is to be talked of.
_SHORTEST_TOLD: Final = {ZH: 30, EN: 80}
_LONGEST_POSITION: Final = 80
_LONGEST_SPEECH: Final = 250
_ZONE: Final = re.compile(rf"^[\[(]?(?:{times.ZONE})[\])]?")
_SENTENCE_WITHIN: Final = re.compile(r"[.!?。！？]\s*\S{2}")
_SENTENCE_END: Final = re.compile(r"[.!?。！？…”\"]\s*$")


def is_position(text: str) -> bool:
    """Tell whether a line is a post or an institution, and no sentence."""
    code = language_of(text)
    is_short = len(text) <= _LONGEST_POSITION and not _SENTENCE_END.search(text)
    is_one = has_title_word(text, code) or (code == ZH and is_word(text))
    return is_short and is_one and not TIMED.search(text) and ":" not in text and "：" not in text


def is_affiliation(text: str, following: Line | None) -> bool:
    """Tell whether a line below name and post is the institution.

    A word says so, or somebody else, a label or a time stands below.
    """
    is_short = len(text) <= _LONGEST_AFFILIATION and not _SENTENCE_END.search(text)
    if not is_short or ":" in text or TIMED.search(text) or following is None:
        return False
    below = following.text.strip()
    label = role_label(below, language_of(below))
    heads_others = label and not label.scope and (not label.rest or _INSTITUTION.search(text))
    names_next = language_of(below) == EN and is_whole_name(below)
    if heads_others or TIMED.search(below):
        return True
    is_named = _INSTITUTION.search(text) or names_next
    return bool(is_named) and not find_kind(text, language_of(text)) and not is_whole_name(text)


def labelled_cells(text: str) -> list[GuestCell]:
    """Return whom a label names; a title behind a dash is that of the names before it."""
    if spoken := _SPOKEN_BY.match(LIST_MARK.sub("", text)):
        guests, _unread = read_guests(spoken["people"])
        role = "moderator" if spoken["chair"] else "speaker"
        return [GuestCell(spoken["people"], role=role)] if guests else []
    cell = labelled_guests(without_open_end(text))
    if cell is None:
        return []
    dashed = _DASHED.match(cell.text)
    if dashed is None:
        return [cell]
    names = names_before_dash(dashed["names"])
    return [replace(cell, text=f"{name}（{dashed['title']}）") for name in names] or [cell]


def cell_behind_label(text: str) -> GuestCell | None:
    """Return the people of a list that stands behind a label which no vocabulary has.

    Workshop leaders: Anna Berg, Tom Li, Dr. Jo Falk. What they are there, the label alone says.
    """
    match = _LABELLED.match(LIST_MARK.sub("", text))
    guests, unread = read_guests(match["people"]) if match else ([], [])
    names = [name for guest in guests for name in guest.name.values()]
    if match is None or unread or len(names) < _FEWEST_LISTED or not all(map(is_whole_name, names)):
        return None
    return GuestCell(match["people"], asks_role=True)


def names_before_dash(text: str) -> list[str]:
    names = text.split()
    if names and all(map(is_name_zh, names)):
        return names
    return [text] if is_name_en(text) or is_name_zh(text) else []


def list_entry(text: str) -> GuestCell | None:
    """Return the person of a line in the list below a label."""
    printed = LIST_MARK.sub("", text)
    guests, unread = read_guests(printed)
    if len(guests) == 1 and len(guests[0].name) > 1 and not unread:
        return GuestCell(printed)
    parted = None if guests else _NAME_AND_MORE.match(printed)
    if parted and is_name_en(parted["name"]):
        return GuestCell(f"{parted['name']} ({parted['title']})")  # Anna Berg, Berg Shipping
    is_sure = len(guests) == 1 and not unread and (guests[0].title or LIST_MARK.match(text))
    if not is_sure or (may_be_words(guests[0]) and not _is_rare_name(text, guests[0])):
        return None
    return GuestCell(printed)


def talk_in_list(text: str) -> list[GuestCell]:
    """Return who gives a talk of the list below a label for speakers: Songs, Anna Berg (Office).

    Without an institution behind the names they may be more of the topic, which is asked.
    """
    match = _TALK_IN_LIST.match(LINKED.sub("", LIST_MARK.sub("", text)).strip())
    names = match["people"].split(", ") if match else []
    if match is None or has_title_word(match["topic"], EN) or not all(map(is_name_alone, names)):
        return []
    title, parts = match["title"], match["topic"].split(", ")
    is_office = not title or has_title_word(title, EN)
    if any(is_whole_name(part) or (is_office and has_house_word(part)) for part in parts):
        return []
    return [
        GuestCell(
            f"{name}（{title}）" if title else name, topic=match["topic"], asks_name=not title
        )
        for name in names
    ]


def role_of_open_label(text: str) -> str:
    """Return the role of those whom a label heads that has no end: Keynote address by."""
    if not _OPEN_LABEL.search(text):
        return ""
    return "moderator" if _CHAIRS.search(text) else "speaker"


def chairs_next(guests: Sequence[GuestCell], following: Line | None) -> bool:
    """Tell whether a line between two rows names who chairs the rows below it, and nobody else."""
    is_above = following is not None and TIMED.search(following.text.strip())
    return bool(is_above) and {cell.role for cell in guests} == {"moderator"}


def is_name_alone(text: str) -> bool:
    """Tell whether an entry is a whole name and nothing else but what a page links to."""
    name = LINKED.sub("", text).strip()
    is_word = find_kind(name, language_of(name)) or name in NO_NAMES or has_house_word(name)
    return is_whole_name(name) and not is_word


def find_names_below(written: Sequence[Line]) -> frozenset[int]:
    """Return the lines that are surely names alone below one label: Panel discussion:

    Two words may be a topic as well, Blue Carbon; a surname in Chinese or an initial tells what
    all are that stand below the same label.
    """
    listed: dict[str, dict[int, str]] = {}
    label = ""
    for line in written:
        text = LIST_MARK.sub("", line.text.strip())
        if is_name_alone(text):
            listed.setdefault(label, {})[line.number] = text
        else:
            label = text
    return frozenset(
        number
        for names in listed.values()
        if len(names) >= _FEWEST_BELOW
        and (any(map(_INITIAL.search, names.values())) or all(map(is_han, names.values())))
        for number in names
    )


def find_topics_below(written: Sequence[Line]) -> dict[int, int]:
    """Return lines with a time and whoever speaks then -> the line below, on what.

    10:30 Anna Berg, Tide Office, and below: The harbour after the storm. Where several are so.
    """
    topics = {
        line.number: below.number
        for line, below, following in zip_longest(written, written[1:], written[2:])
        if below and below.number <= line.number + 2 and _names_speaker(line.text)
        and _may_be_speech(below) and not (following and _may_be_speech(following))
    }  # fmt: skip
    return topics if len(topics) >= _FEWEST_BELOW else {}


def _names_speaker(text: str) -> bool:
    """Tell whether behind a time stand names alone, or a person with a title, or an address."""
    span = times.find(text) if TIMED.search(text) else None
    behind = _ZONE.sub("", text[span.last :].strip()).strip(" -–—:：|｜") if span else ""
    return _is_speaker(behind) or any(is_known_name(cell.text) for cell in read_people(behind))


def _is_speaker(text: str) -> bool:
    guests, unread = read_guests(text)
    return len(guests) == 1 and not unread and is_somebody(guests[0])


def speakers_alone(text: str) -> list[GuestCell]:
    """Return who is named by a text that says nothing else."""
    return [GuestCell(text)] if _is_speaker(text) else list(read_people(text)) or [GuestCell(text)]


def _may_be_speech(line: Line) -> bool:
    printed = LIST_MARK.sub("", line.text.strip())
    code = language_of(printed)
    is_labelled = TIMED.search(printed) or role_label(printed, code)
    is_told = tells_of_session(printed) and not (
        len(printed) <= _LONGEST_SPEECH and not _SENTENCE_WITHIN.search(printed)
    )
    is_long = len(printed) >= _SHORTEST_TOPIC[code] and not is_told
    is_other = line.heading or is_position(printed) or is_day(printed)
    return is_long and not (is_labelled or is_other)


def _is_rare_name(text: str, guest: Guest) -> bool:
    """Tell whether an entry is a name of no frequent surname, a space, and a post."""
    entry = _RARE_NAME.match(text)
    is_named = entry and entry["name"] == guest.name[ZH] and not may_be_phrase(entry["name"])
    return bool(is_named) and has_title_word(guest.title.get(ZH, ""), ZH)


def _is_beside_house(text: str) -> bool:
    """Tell whether a line is a name, a stroke and an institution: 林岚 | 滨海大学."""
    return bool(_STROKED.fullmatch(text)) and is_of_house(text)


def is_somebody(guest: Guest) -> bool:
    """Tell whether a name is more than words before a comma: Regions, Objectives and Plans."""
    is_titled = guest.title and (ZH in guest.name or " " in guest.name.get(EN, ""))
    return bool(guest.honorific or is_titled) and not may_be_words(guest)


def tells_of_session(text: str) -> bool:
    """Tell whether a line is running text about a session."""
    return len(text) >= _SHORTEST_TOLD[language_of(text)] and bool(_SENTENCE_END.search(text))


def tells_topic(text: str) -> bool:
    """Tell whether a line is an entry that names nobody: a paper, a point of what is talked of."""
    mark = LIST_MARK.match(text)
    entry = text[mark.end() :].strip() if mark else ""
    parts = [part.strip() for part in _PARTS.split(entry)]
    names_some = any(map(is_whole_name, parts)) or has_title_word(entry, language_of(entry))
    is_long = len(entry) >= _SHORTEST_TOPIC[language_of(entry)]
    return is_long and not names_some and not TIMED.search(entry)


def is_among_guests(row: AgendaRow, line: Line) -> bool:
    """Tell whether a line stands right below one that names people of the same row."""
    return bool(row.guests) and row.lines[-1] == line.number - 1


def cell_before_dash(text: str) -> GuestCell | None:
    """Return who speaks in a part of a session: The songs of tides – Anna Berg, Tide Office."""
    printed = LIST_MARK.sub("", text)
    if (told := _TALK_OF_SOMEBODY.match(printed)) and read_guests(told["people"])[0]:
        return GuestCell(told["people"], topic=told["topic"])
    match = _TALK_OF_PART.match(printed)
    is_named = match and (is_name_en(match["name"]) or is_name_zh(match["name"]))
    if match is None or not is_named or is_whole_name(match["topic"]):
        return None
    return GuestCell(f"{match['name']}（{match['title']}）", topic=match["topic"].strip(' “”"《》'))


def unlabelled_cell(line: Line, text: str, *, is_below: bool) -> GuestCell | None:
    """Return whom an indented line below a time names with a form of address, or a title."""
    printed = text.lstrip(f"{BULLETS} ")
    guests, unread = read_guests(printed)
    is_sure = all(guest.title and (guest.honorific or not may_be_words(guest)) for guest in guests)
    is_below |= len(guests) == 1 and (is_person(printed) or _is_beside_house(printed))
    is_below |= line.text[:1] in " \t\u3000•·-" or any(guest.honorific for guest in guests)
    is_sure |= printed != text and all(guest.honorific for guest in guests)
    if not guests or unread or not is_sure or not is_below:
        return None
    return GuestCell(printed)
