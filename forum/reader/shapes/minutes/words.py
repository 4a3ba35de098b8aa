"""Whose words the lists of minutes are: 林老师建议, above what was said."""

import re
from collections.abc import Sequence
from typing import Final

from forum.reader.bilingual import language_of
from forum.reader.event_record import EN, ZH
from forum.reader.guest_cells import Guest
from forum.reader.guest_parts import is_bare_name
from forum.reader.prose.sentences import ProseParagraph
from forum.reader.reading import Certainty
from forum.reader.record_draft import RecordDraft
from forum.reader.shapes.minutes.names import find_called_within, lists_handles, read_named
from forum.reader.shapes.record.name_forms import is_name_zh
from forum.reader.vocabulary.list_marks import BULLET_MARK, BULLETS
from forum.reader.vocabulary.minutes import (
    GROUP,
    NAMED_MARK,
    NO_SPEAKER,
    PRESENTED_BY,
    PRESENTED_BY_NOBODY,
)

# 林岚建议, 林老师意见：, Anna, above a list of what was said
_WORDS_OF: Final = re.compile(
    r"(?P<name>[A-Z][A-Za-z.’-]{1,20}|[\u4e00-\u9fff]{1,4}?)(?P<honorific>老师|总)?\s*"
    r"(?P<verb>建议|提议|意见|发言|观点|补充|汇报)?\s*[:：]?"
)

# 涨潮前关闸。———— 林岚，王芳: whose words a line is
_SIGNED: Final = re.compile(r"(?<![—–-])[—–-]{2,}\s*(?P<names>[^—–。；;：:]{2,40})$")
_SHORTEST_GIVEN: Final = 3
# • 林老师：先修闸。 anna: gates first; tom/ada: gates first: words of people who are known
_ENTRY_TURN: Final = re.compile(
    rf"^\s*(?:[{BULLETS}]\s*)?"
    r"(?P<name>(?:[A-Za-z][A-Za-z.’-]{1,20}|[\u4e00-\u9fff]{1,4}?)(?:[/／、][^\s/／、:：]{1,20})*?)"
    r"(?P<honorific>老师|总)?\s*[:：]\s*(?P<words>\S.{5,})$"
)
_NAME: Final = r"(?P<name>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,2})"
_NEXT: Final = _NAME.replace("name", "next")
# Anna moved that …; Tom Li has offered to …; Anna and Tom to ask …; Tom as Chair: what somebody
# does at an item, or is to do, at a sentence's start
_BEGINS: Final = re.compile(
    rf"\W*{_NAME}(?:\s+(?:and|&)\s+{_NEXT})?\s+(?:to\s+[a-z]{{2,}}|as\s+[A-Z]|"
    r"(?:also\s+|then\s+)?(?:(?:has|had|will|would)\s+)?"
    r"(?:[a-z]{2,}(?<!ne)ed|[a-z]{3,}(?<!s)s|made|gave|said|brought|told|spoke|led|put|took|has|had|will|"
    r"(?:(?:is|was)\s+)?(?:happy|prepared|willing|ready|keen)\s+to)\b)|"
    rf"\s*[{BULLETS}]\s*{_NAME.replace('name', 'alone')}\s*$"
)
# … Anna moved that …, seconded by Tom Li: wherever it stands
_MOVES: Final = re.compile(rf"\b{_NAME}\s+(?:moved|motioned|seconded|proposed)\b")
_MOVED_BY: Final = re.compile(
    rf"\b(?i:moved|proposed|seconded|presented|raised)\s+by\s+{_NAME}(?:\s+and\s+{_NEXT})?"
)


def find_actors(draft: RecordDraft, paragraph: ProseParagraph) -> list[str]:
    """Return those who are known of whom a paragraph tells that they moved, asked or offered."""
    begun = [_BEGINS.match(sentence.text) for sentence in paragraph.sentences]
    moving = [match for form in (_MOVES, _MOVED_BY) for match in form.finditer(paragraph.text)]
    named = [match.groupdict() for match in (*begun, *moving) if match]
    called = [name for match in named for name in match.values() if name]
    actors = [who_is_called(draft, name, "") for name in called]
    actors += [_marked(draft, mark["name"].strip(), paragraph)
               for mark in NAMED_MARK.finditer(paragraph.text)]  # fmt: skip
    return list(dict.fromkeys(filter(None, actors)))


def _marked(draft: RecordDraft, name: str, paragraph: ProseParagraph) -> str:
    """Return whom a mark names as whose words a line is; who is not known is asked for."""
    if known := who_is_called(draft, name, ""):
        return known
    language = language_of(name)
    key = draft.add_person({language: name}, {}, [paragraph.number])
    draft.rate(f"people.{key}.name.{language}", Certainty.GUESS, [paragraph.number], name)
    return key


def find_called(draft: RecordDraft, paragraph: ProseParagraph) -> list[str]:
    """Return those whom a line calls: @林岚."""
    called = [_called(draft, guest, paragraph) for guest in find_called_within(paragraph.text)]
    return list(filter(None, called))


def _called(draft: RecordDraft, guest: Guest, paragraph: ProseParagraph) -> str:
    """Return whom a line calls; who is not known is asked for, a handle is nobody."""
    known = next(filter(None, (who_is_called(draft, name, "") for name in guest.name.values())), "")
    name = guest.name.get(ZH, "")
    return known or (_marked(draft, name, paragraph) if name and not GROUP.fullmatch(name) else "")


def seat_actors(
    draft: RecordDraft, people: Sequence[str], paragraph: ProseParagraph, session: str
) -> None:
    """Let those appear at an item of whom a paragraph tells what they do, unless they do."""
    for person in people:
        if not draft.appears(person, session):
            draft.add_appearance(
                person, session, "attendee", draft.person_of(person).title, [paragraph.number],
                is_role_stated=False,
            )  # fmt: skip


def find_speakers(draft: RecordDraft, paragraph: ProseParagraph) -> tuple[list[str], str]:
    """Return whose words a line is, all of whom are known, and the words: • 林岚：先修闸。"""
    turn = _ENTRY_TURN.match(paragraph.line.text)
    if turn is None:
        return [], ""
    people = [
        who_is_called(draft, name, turn["honorific"] or "")
        for name in re.split("[/／、]", turn["name"])
    ]
    return (people, turn["words"].strip()) if all(people) else ([], "")


def find_speaker_of_list(
    draft: RecordDraft, paragraph: ProseParagraph, following: ProseParagraph | None
) -> str:
    """Return whose words the list below a line is, "" for no such line: 林岚建议.

    A name alone is somebody's who is known.
    """
    match = _WORDS_OF.fullmatch(paragraph.line.text.strip())
    is_above = following is not None and BULLET_MARK.match(following.line.text)
    if match is None or not is_above:
        return ""
    name, honorific = match["name"].strip(), match["honorific"] or ""
    if key := who_is_called(draft, name, honorific):
        draft.account.fields.add(paragraph.number)
        draft.person_of(key).lines.add(paragraph.number)
        return key
    may_be = is_bare_name(name) if language_of(name) == EN else is_name_zh(name) or honorific
    if not match["verb"] or not may_be or NO_SPEAKER.fullmatch(name):
        return ""
    language, printed = language_of(name), f"{name}{honorific}"
    key = draft.add_person({language: printed}, {}, [paragraph.number])
    draft.rate(f"people.{key}.name.{language}", Certainty.GUESS, [paragraph.number], printed)
    return key


def seat_presenters(draft: RecordDraft, paragraph: ProseParagraph, session: str) -> bool:
    """Let those speak whom a label below the heading of an item names: 汇报人：林岚.

    Tell whether the line has such a label; it may name nobody.
    """
    if PRESENTED_BY_NOBODY.fullmatch(paragraph.text.strip()):
        draft.account.furniture.add(paragraph.number)
        return True
    presented = PRESENTED_BY.match(paragraph.text)
    guests, unread = read_named(presented["names"]) if presented else ([], [])
    for guest in guests:
        key = draft.add_guest(guest, [paragraph.number])
        draft.add_appearance(key, session, "speaker", guest.title, [paragraph.number])
    for text in unread:
        draft.notebook.warn_of_words(text, [paragraph.number])
    return presented is not None


def seat_signed(draft: RecordDraft, paragraph: ProseParagraph, session: str) -> None:
    """Let those appear whose words a line is: of those who were there, behind dashes."""
    signed = _SIGNED.search(paragraph.text)
    printed = re.split("[、，,/]", signed["names"]) if signed else []
    people = [draft.find_person({language_of(name): name}) for name in map(str.strip, printed)]
    for person in people if all(people) else ():
        if person:
            draft.add_appearance(person.key, session, "speaker", {}, [paragraph.number])


def may_speak(draft: RecordDraft, name: str, head: Sequence[ProseParagraph]) -> bool:
    """Tell whether a label alone on its line is somebody's name.

    head: the first lines. In a paper in Chinese one word in Latin letters may be a name; where it
    lists handles, of those who were there.
    """
    is_foreign = any(paragraph.language == ZH for paragraph in head)
    is_name = is_bare_name(name) and not NO_SPEAKER.fullmatch(name)
    if language_of(name) == ZH:
        return is_name and (is_name_zh(name) or draft.find_person({ZH: name}) is not None)
    is_known = not lists_handles(draft.people) or who_is_called(draft, name, "")
    return is_name and bool((is_foreign and is_known) or " " in name)


def who_is_called(draft: RecordDraft, name: str, honorific: str) -> str:
    """Return the only person of a name, of a surname with a form of address, or of a first name.

    Whoever notes what is said writes names as they come: revy, for Revy; Felix, for Felix Yan.
    """
    if person := draft.find_person({language_of(name): name}):
        return person.key
    by_name, by_part = [], []
    for person in draft.people:
        latin = person.name.get(EN, "").casefold()
        if latin == name.casefold():
            by_name.append(person.key)
        is_first = latin.split(" ")[0] == name.casefold()
        if (
            is_first
            or _is_short_for(name.casefold(), latin)
            or (honorific and person.name.get(ZH, "").startswith(name))
        ):
            by_part.append(person.key)
    called = by_name or by_part
    return called[0] if len(called) == 1 else ""


def _is_short_for(name: str, whole: str) -> bool:
    """Tell whether a name is a longer one with the given name cut short: Rob Berg, Robert Berg."""
    given, _space, surname = name.rpartition(" ")
    whole_given, _space, whole_surname = whole.rpartition(" ")
    is_cut = whole_given.startswith(given) and len(given) >= _SHORTEST_GIVEN
    return is_cut and surname == whole_surname
