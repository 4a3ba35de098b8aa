"""Rows whose words name who speaks by their form alone, where several have it."""

import re
from collections.abc import Sequence
from typing import Final

from forum.reader.bilingual import language_of
from forum.reader.guest_cells import read_guests
from forum.reader.guests.institutions_beside import HOUSE_END
from forum.reader.shapes.programme.bare_names import is_known_name, seat_bare_names
from forum.reader.shapes.programme.cells import GuestCell
from forum.reader.shapes.programme.rows import AgendaRow
from forum.reader.shapes.programme.talks import FORMS, Talk, talk_by_form
from forum.reader.shapes.record.name_forms import LATIN_CAPITALS, is_whole_name
from forum.reader.shapes.record.places import names_venue
from forum.reader.shapes.session_topics import SPOKEN, find_kind, names_break
from forum.reader.vocabulary.furniture import LINKED

_FEWEST_NAMES: Final = 3
_GLUED_FORM: Final = re.compile(r"[\w)?](plenary|breakout|workshop|lightning|keynote)$")
_NAME: Final = (
    rf"[{LATIN_CAPITALS}][\w.’'-]*"
    rf"(?: (?:[{LATIN_CAPITALS}][\w.’'-]*|van|von|de|der|da|bin|al)){{1,3}}"
)
_NAME_ZH: Final = "[\u3400-\u9fff]{2,4}"
_BETWEEN: Final = r",\s+(?:and\s+)?|\s+(?:and|with|&)\s+"
# Who Pays for the Tide, Anna Berg, Tom Li, and Eva Falk
_BEHIND_COMMA: Final = re.compile(
    rf"^(?P<topic>\S.+?),\s+(?P<names>{_NAME}(?:(?:{_BETWEEN}){_NAME})*)(?:,?\s+and\s+others)?$"
)


# Who Pays for the Tide (Anna Berg, Tom Li); 潮汐的账（林岚）
_IN_BRACKETS: Final = re.compile(
    rf"^(?P<topic>\S.{{2,}}?)\s*[（(](?P<names>(?:{_NAME}|{_NAME_ZH})"
    rf"(?:(?:{_BETWEEN}|[、，])(?:{_NAME}|{_NAME_ZH}))*)[)）]$"
)
# 潮汐的账 林岚、王芳
_BEHIND_SPACE: Final = re.compile(
    rf"^(?P<topic>\S.{{2,}}?)(?<![—–|｜/:：-])[ \u3000]+(?P<names>{_NAME_ZH}(?:[、，]{_NAME_ZH})+)$"
)
# 潮汐的账 林岚（滨海大学）
_HOUSE_BEHIND: Final = re.compile(
    rf"^(?P<topic>\S.{{2,}}?)(?<![—–|｜/:：-])[ \u3000]+(?P<who>(?P<name>{_NAME_ZH})\s*"
    r"[（(](?P<house>[^（()）]{3,40})[)）])$"
)
_NO_NAME: Final = re.compile("[厅馆楼室店院堂廊层]$")


def _drop_forms(rows: Sequence[AgendaRow]) -> None:
    """Cut from topics the form of each session where a page's marks are glued to them.

    Why the Harbour Mattersplenary: in several rows, which no topic does.
    """
    forms = [match[1] for row in rows if (match := _GLUED_FORM.search(row.topic))]
    for row in rows if len(forms) >= _FEWEST_NAMES else ():
        for form in set(forms):
            row.topic = row.topic.removesuffix(form).rstrip() or row.topic


def read_names_by_form(rows: Sequence[AgendaRow]) -> None:
    """Take the speakers of rows whom only the form of their words names, of whatever form."""
    read_by_form(rows)
    read_names_behind(rows)
    read_lists_behind(rows)
    seat_bare_names(rows)


def read_by_form(rows: Sequence[AgendaRow]) -> None:
    """Take the speakers of rows that name them by their form alone, where several have it."""
    _drop_forms(rows)
    for form in FORMS:
        talks = [
            (row, talk) for row in rows
            if not row.guests and (talk := talk_by_form(row.topic, form)) is not None
        ]  # fmt: skip
        names = {talk.speaker for _row, talk in talks if is_whole_name(talk.speaker)}
        if len(names) >= _FEWEST_NAMES:
            for row, talk in talks:
                row.guests, row.topic = [_cell_by_form(talk), *row.guests], talk.topic


def _cell_by_form(talk: Talk) -> GuestCell:
    """Return who gives a talk: behind the first name stands a title, or further names."""
    printed = f"{talk.speaker}, {talk.title}"
    guests, unread = read_guests(printed) if talk.title else ([], [])
    if len(guests) > 1 and not (unread or any(guest.title for guest in guests)):
        return GuestCell(printed, is_by_form=True)
    return GuestCell(talk.speaker, talk.title, is_by_form=True)


def read_names_behind(rows: Sequence[AgendaRow]) -> None:
    """Take the names behind the topics of rows, where many of a programme's end with such.

    A comma parts the words of many a topic as well, so that most must be of that form; brackets
    seldom hold whole names that are none. A frequent given name in them, or what stands behind
    remarks or the like, is read in a single row, and asked for unless it is both: Welcome (Anna
    Berg).
    """
    for form, least in ((_BEHIND_COMMA, 2 / 3), (_IN_BRACKETS, 1 / 3)):
        spoken = [row for row in rows if not row.guests and _may_be_spoken(row.topic, form)]
        named = [(row, talk) for row in spoken if (talk := _names_behind(row.topic, form))]
        names = {name for _row, (_topic, speakers) in named for name in speakers}
        is_usual = len(names) >= _FEWEST_NAMES and len(named) >= least * len(spoken)
        for row, (topic, people) in named:
            is_known = all(map(is_known_name, people))
            is_spoken = find_kind(topic, language_of(topic)) in SPOKEN
            if not is_usual and (form is _BEHIND_COMMA or not (is_known or is_spoken)):
                continue
            is_asked = not is_usual and not (is_known and is_spoken)
            row.topic = topic
            row.guests = [
                GuestCell(name, is_by_form=is_usual, asks_name=is_asked) for name in people
            ]


def _may_be_spoken(text: str, form: re.Pattern[str]) -> bool:
    """Tell whether a topic may be of somebody behind it; a comma behind a kind parts its words."""
    return not names_break(text) and (form is _IN_BRACKETS or _is_topic(text))


def read_lists_behind(rows: Sequence[AgendaRow]) -> None:
    """Take several names behind a space, where a programme names speakers by their form alone."""
    listed = [
        (row, talk) for row in rows
        if not row.guests and (talk := _names_behind(row.topic, _BEHIND_SPACE))
    ]  # fmt: skip
    names = {name for _row, (_topic, people) in listed for name in people}
    names |= {cell.text for row in rows for cell in row.guests if is_whole_name(cell.text)}
    _read_houses_behind(rows)
    for row, (topic, people) in listed if len(names) >= _FEWEST_NAMES else ():
        row.topic, row.guests = topic, [GuestCell(name, is_by_form=True) for name in people]


def _read_houses_behind(rows: Sequence[AgendaRow]) -> None:
    """Take a name with its house in brackets behind a topic, where several rows have it."""
    housed = [
        (row, match) for row in rows
        if not row.guests and _is_topic(row.topic) and (match := _HOUSE_BEHIND.match(row.topic))
        and is_whole_name(match["name"]) and not _NO_NAME.search(match["name"])
        and HOUSE_END.search(match["house"])
    ]  # fmt: skip
    if len({match["name"] for _row, match in housed}) >= _FEWEST_NAMES:
        for row, match in housed:
            row.topic, row.guests = match["topic"], [GuestCell(match["who"])]


def _is_topic(text: str) -> bool:
    return not (names_break(text) or find_kind(text, language_of(text)))


def _names_behind(text: str, form: re.Pattern[str]) -> tuple[str, list[str]] | None:
    """Return a topic and the whole names behind it."""
    match = form.match(LINKED.sub("", text).strip())
    names = re.split(rf"{_BETWEEN}|[、，]", match["names"]) if match else []
    is_named = all(
        is_whole_name(name) and not find_kind(name, language_of(name)) and not names_venue(name)
        for name in names
    )
    return (match["topic"], names) if match and is_named else None
