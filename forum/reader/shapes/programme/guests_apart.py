"""Who is named apart from the rows of a programme, and the row that means them: 主持人开场."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from forum.core.names import fold
from forum.reader.bilingual import language_of
from forum.reader.draft_parts import PersonDraft
from forum.reader.event_record import EN, Line, SessionRecord
from forum.reader.guest_cells import Guest, read_guests
from forum.reader.padding import close_padding
from forum.reader.people_lists import is_list_heading
from forum.reader.reading import Certainty
from forum.reader.record_draft import RecordDraft
from forum.reader.shapes.programme.cells import may_be_words
from forum.reader.shapes.programme.rows import AgendaRow
from forum.reader.shapes.record.role_labels import role_label
from forum.reader.shapes.session_topics import names_break
from forum.reader.vocabulary.list_marks import LIST_MARK
from forum.reader.vocabulary.roles import MODERATORS_EN, usual_role
from forum.reader.vocabulary.shapes import TIMED

# What a row calls those who act in it without naming them.
_MODERATOR_ROW: Final = re.compile(rf"主持人|\b(?:{MODERATORS_EN})\b", re.IGNORECASE)
_ARRIVAL: Final = re.compile(
    r"签到|报到|入场|\b(?:registration|arrivals?|check-?in)\b", re.IGNORECASE
)
_GUESTS_ROW: Final = re.compile(
    r"嘉宾|讲者|讲师|演讲人|\b(?:speakers?|presenters?|panell?ists?)\b", re.IGNORECASE
)

# What parts a topic from whoever speaks on it.
_BEHIND_NAME: Final = re.compile(r"\s*(?:[—–|｜/:：-]+|\s)\s*(?=\S{3})|(?=[《“])")
# 林岚 和王芳 潮汐的账: the next of several
_FURTHER: Final = re.compile(r"[和与及、]|(?:and|&)\s", re.IGNORECASE)
_PART_MARK: Final = re.compile(r"\s*[—–-]{2,}\s*|\s+[—–|｜/-]\s+|\s*[:：]\s*|\s+")


def read_labelled_apart(draft: RecordDraft, rows: Sequence[AgendaRow]) -> dict[str, str]:
    """Add those whom a label above the rows names; return their roles by their keys."""
    lines = _lines_above(draft, rows) if rows else []
    return dict(pair for line in lines for pair in _labelled(draft, line))


def seat_guests_apart(
    draft: RecordDraft, rows: Sequence[AgendaRow], labelled: Mapping[str, str]
) -> None:
    """Seat the labelled, and those of a list, in the row that means them.

    rows: in the order of the draft's sessions. Which row means them only a word in it tells, and
    of a moderator perhaps none does: every such seat is asked for.
    """
    if not rows:
        return
    is_named = any(row.guests for row in rows)
    guests_row = None if is_named else _only_row(rows, _GUESTS_ROW)
    for key, role in {**_listed_roles(draft), **labelled}.items():
        place = _moderated_row(rows) if role == "moderator" else guests_row
        if place is not None:
            _seat(draft, key, role, place)


def seat_listed_in_topics(draft: RecordDraft) -> None:
    """Seat whom a list names where the words of a session end with their names.

    潮汐的账 —— 林岚、王芳. What begins the title of the list, as 滨海科技 does, is
    no part of the topic before it: 潮汐的账 滨海科技 林岚.
    """
    named = {name: person for person in draft.people for name in person.name.values()}
    seated = {appearance.session for appearance in draft.appearances}
    for session in draft.sessions:
        if session.kind == "break" or session.key in seated or len(session.title) != 1:
            continue
        ((language, words),) = session.title.items()
        ending = next((name for name in named if words.endswith(name) and words != name), "")
        parted = _part_topic(words, named, ending) if ending else _behind_name(words, named)
        if parted is not None:
            topic, people, is_sure = parted
            draft.change_session(session.key, title={language: topic})
            for person in people:
                _appear(draft, person, session, is_sure=is_sure)


def _part_topic(
    words: str, named: Mapping[str, PersonDraft], ending: str
) -> tuple[str, list[PersonDraft], bool] | None:
    """Return a topic, whom the words name behind it, and whether a mark or affiliation parts them.

    named: the listed, by their names. ending: the name with which the words end.
    """
    before = words.removesuffix(ending)
    titles = [fold(text) for text in named[ending].title.values()]
    for space in re.finditer(r"\s+(?=\S)", before):
        if any(text.startswith(fold(before[space.end() :])) for text in titles):
            return before[: space.start()].strip(" ,，"), [named[ending]], True
    for mark in _PART_MARK.finditer(words):
        guests, unread = read_guests(words[mark.end() :])
        people = [named.get(name) for guest in guests for name in guest.name.values()]
        is_told = not mark[0].isspace()
        if people and not unread and all(people) and (is_told or not any(map(_has_title, guests))):
            topic = words[: mark.start()].strip(" ,，")
            return topic, [person for person in people if person], is_told
    return None


def _behind_name(
    words: str, named: Mapping[str, PersonDraft]
) -> tuple[str, list[PersonDraft], bool] | None:
    """Return the topic behind the name of somebody listed: 林岚 潮汐的账."""
    for name, person in named.items():
        mark = _BEHIND_NAME.match(words, len(name)) if words.startswith(name) else None
        if mark:
            topic = words[mark.end() :].strip()
            is_list = _FURTHER.match(topic) or topic.startswith(tuple(named))
            return None if is_list else (topic, [person], True)
    return None


def _has_title(guest: Guest) -> bool:
    return bool(guest.title)


def _lines_above(draft: RecordDraft, rows: Sequence[AgendaRow]) -> list[Line]:
    first = rows[0].lines[0]
    return [
        line for line in draft.document.lines
        if line.number < first and line.table is None and line.number not in draft.account
    ]  # fmt: skip


def _listed_roles(draft: RecordDraft) -> dict[str, str]:
    """Return the people of lists whose heading says what they do (分享嘉宾), with their role."""
    headings = {
        line.number: label.role
        for line in draft.document.lines
        if is_list_heading(line.text)
        and (label := role_label(f"{line.text.strip(' 【】[]:：')}：", language_of(line.text)))
    }
    above = {
        person.key: max((number for number in headings if number < min(person.lines)), default=0)
        for person in draft.people
    }
    return {key: headings[number] for key, number in above.items() if number}


def _labelled(draft: RecordDraft, line: Line) -> list[tuple[str, str]]:
    """Add the people behind a label such as 主持：, if all are sure; return their roles."""
    text = LIST_MARK.sub("", close_padding(line.text.strip()))
    label = role_label(text, language_of(text))
    if label is None or label.scope or not label.rest or TIMED.search(text):
        return []
    guests, unread = read_guests(label.rest)
    if unread or not guests or not all(map(_is_sure, guests)):
        return []
    return [(draft.add_guest(guest, [line.number]), label.role) for guest in guests]


def _is_sure(guest: Guest) -> bool:
    is_whole = EN not in guest.name or " " in guest.name[EN]
    return is_whole and not may_be_words(guest)


def _only_row(rows: Sequence[AgendaRow], pattern: re.Pattern[str]) -> int | None:
    """Return the place of the row with such a word, None where there are several, or none."""
    places = [place for place, row in enumerate(rows) if pattern.search(row.topic)]
    return places[0] if len(places) == 1 else None


def _moderated_row(rows: Sequence[AgendaRow]) -> int | None:
    """Return the first row in which a moderator is told to act, or the first that is no break."""
    told = [place for place, row in enumerate(rows) if _MODERATOR_ROW.search(row.topic)]
    places = told or [
        place for place, row in enumerate(rows)
        if not (names_break(row.topic) or _ARRIVAL.search(row.topic))
    ]  # fmt: skip
    return places[0] if places else None


def _seat(draft: RecordDraft, person: str, role: str, place: int) -> None:
    session, guest = draft.sessions[place], draft.person_of(person)
    if session.kind == "break":
        return
    role = usual_role(session.kind) if role == "speaker" else role
    _appear(draft, guest, session, role, is_sure=False)


def _appear(
    draft: RecordDraft, guest: PersonDraft, session: SessionRecord, role: str = "", *, is_sure: bool
) -> None:
    """Let somebody appear in a session, in the usual role; ask where that is not sure."""
    role = role or usual_role(session.kind)
    lines = sorted(guest.lines)
    draft.add_appearance(guest.key, session.key, role, dict(guest.title), lines)
    path = f"appearances.{guest.key}.{session.key}.{role}.session"
    draft.rate(path, Certainty.LIKELY if is_sure else Certainty.GUESS, lines, dict(guest.name))
