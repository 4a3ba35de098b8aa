"""Who was at a meeting, listed below a label that stands alone: Present, 参会人员：."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from forum.reader.bilingual import language_of
from forum.reader.event_record import EN, ZH
from forum.reader.guest_cells import Guest, read_guests
from forum.reader.guest_parts import is_bare_name
from forum.reader.prose.sentences import ProseParagraph
from forum.reader.shapes.minutes.names import find_called_within, read_named
from forum.reader.shapes.record.name_forms import is_name_zh, is_whole_name
from forum.reader.shapes.record.texts import ends_sentence
from forum.reader.vocabulary.list_marks import BULLETS
from forum.reader.vocabulary.minutes import ATTENDANCE_ALONE, GROUP
from forum.reader.vocabulary.shapes import TIMED

_MARK: Final = re.compile(rf"^\s*(?:[{BULLETS}]|(?P<number>\d{{1,3}})\s*[.、．)）](?!\d))\s*")
# Anna Berg @aberg, Anna Berg (@aberg): what she is called elsewhere
_HANDLE: Final = re.compile(r"\s*[（(]?[@＠][\w-]+[)）]?")
_HANDLE_ALONE: Final = re.compile(r"[@＠](?P<name>[A-Za-z][\w-]{1,38})")
# Anna Berg - (Secretary)
_DASHED_BRACKET: Final = re.compile(r"\s*[–—-]+\s*(?=[（(])")
_ROLE_IN_BRACKETS: Final = re.compile(r"[（(]\s*(?P<role>[^（()）]{2,40})\s*[)）]\s*$")
# (whoever is late, add yourself), between the label and the list
_NOTE: Final = re.compile(r"\s*[（(][^（()）]*[)）]\s*")
# Whoever is called by one word: tidewatch, 小潮; Tom H, where two are called Tom
_ONE_WORD: Final = re.compile(r"[A-Za-z][\w.-]{1,19}(?: [A-Z]\.?)?|[\u3400-\u9fff]{2,4}")
_BETWEEN: Final = re.compile(r"\s*[、，,]\s*")
# Board members: Anna Berg, Tom Li
_GROUP_LABEL: Final = re.compile(r"[A-Z][A-Za-z /-]{2,40}:\s+")
_FEWEST_MARKED: Final = 2
_FEWEST_BARE: Final = 3
_MOSTLY: Final = 0.75  # of the entries


@dataclass(frozen=True, slots=True)
class AttendanceEntry:
    """An entry of such a list. guest: None where nobody can be seen; is_asked: by one word.

    is_called: of a list of whom others, or these, are called by such words: @小潮.
    """

    paragraph: ProseParagraph
    guest: Guest | None
    is_asked: bool = False
    is_called: bool = False


@dataclass(frozen=True, slots=True)
class AttendanceList:
    """A label and the entries below it; is_absent: of those who sent their apologies."""

    heading: ProseParagraph
    entries: tuple[AttendanceEntry, ...]
    is_absent: bool


def find_attendance_lists(paragraphs: Sequence[ProseParagraph]) -> Iterator[AttendanceList]:
    """Yield the lists below labels of who was there, or was not; most of each are people."""
    for place, heading in enumerate(paragraphs):
        label = ATTENDANCE_ALONE.fullmatch(heading.line.text.strip())
        if label is None:
            continue
        first = place + 1
        if first < len(paragraphs) and _NOTE.fullmatch(paragraphs[first].line.text):
            first += 1
        entries = (
            _marked_entries(paragraphs, first, 1 if label["absent"] else _FEWEST_MARKED)
            or _bare_entries(paragraphs, first)
            or _line_of_people(paragraphs, first)
        )
        if entries:
            yield AttendanceList(heading, tuple(entries), bool(label["absent"]))


def _marked_entries(
    paragraphs: Sequence[ProseParagraph], first: int, fewest: int
) -> list[AttendanceEntry]:
    entries: list[AttendanceEntry] = []
    is_numbered: bool | None = None  # below a list with dots the first item has a number
    for place in range(first, len(paragraphs)):
        paragraph = paragraphs[place]
        mark = _MARK.match(paragraph.line.text)
        if mark is None or is_numbered not in {None, bool(mark["number"])}:
            break
        is_numbered = bool(mark["number"])
        entries += _read_entries(paragraph, paragraph.line.text[mark.end() :])
    people = sum(entry.guest is not None for entry in entries)
    is_timed = any(TIMED.search(entry.paragraph.line.text) for entry in entries)
    is_list = people >= fewest and people >= _MOSTLY * len(entries)
    return entries if is_list and not is_timed else []


def _bare_entries(paragraphs: Sequence[ProseParagraph], first: int) -> list[AttendanceEntry]:
    """Return the people of lines without marks, up to the first that is nobody surely.

    The list ends where more lines lie empty than between its first two; an entry right above a
    sentence may be its heading.
    """
    entries: list[AttendanceEntry] = []
    first_step = 0
    for place in range(first, len(paragraphs)):
        paragraph = paragraphs[place]
        entry = _read_entry(paragraph, paragraph.line.text)
        if entry.guest is None or not all(map(is_whole_name, entry.guest.name.values())):
            if entries and ends_sentence(paragraph.line.text):
                entries[-1] = replace(entries[-1], is_asked=True)
            break
        entries.append(entry)
        step = paragraphs[place + 1].number - paragraph.number if place + 1 < len(paragraphs) else 0
        first_step = first_step or step
        if step > first_step:
            break
    return entries if len(entries) >= _FEWEST_BARE else []


def _line_of_people(paragraphs: Sequence[ProseParagraph], place: int) -> list[AttendanceEntry]:
    """Return the people of one line that names several and says nothing else."""
    first = next(iter(paragraphs[place : place + 1]), None)
    guests, unread = read_guests(_HANDLE.sub("", first.line.text)) if first else ([], [])
    is_list = len(guests) >= _FEWEST_BARE and not unread and all(map(_is_surely_named, guests))
    if first and is_list:
        return [AttendanceEntry(first, guest) for guest in guests]
    return _line_of_words(first, paragraphs[place + 1 :]) if first else []


def _line_of_words(
    paragraph: ProseParagraph, below: Sequence[ProseParagraph]
) -> list[AttendanceEntry]:
    """Return the people of a line that is nothing but short names, of whom some are handles.

    These are asked for, but where the words below call one of them: @小潮.
    """
    printed = _HANDLE.sub("", paragraph.line.text)
    names = [name for name in _BETWEEN.split(printed.strip(" .,")) if name]
    is_list = len(names) >= _FEWEST_BARE and not any(map(GROUP.fullmatch, names))
    if not is_list or not all(_ONE_WORD.fullmatch(name) or is_whole_name(name) for name in names):
        return []
    guests = [Guest({language_of(name): name}, {}) for name in names]
    is_called = calls_some(below, paragraph, guests)
    return [
        AttendanceEntry(paragraph, guest, not (is_called or is_whole_name(name)), is_called)
        for name, guest in zip(names, guests, strict=True)
    ]


def calls_some(
    paragraphs: Sequence[ProseParagraph], aside: ProseParagraph, guests: Sequence[Guest]
) -> bool:
    """Tell whether the lines, but for one, call some of the people by their names: @小潮."""
    names = {name for guest in guests for name in guest.name.values()}
    return any(
        not names.isdisjoint(guest.name.values())
        for paragraph in paragraphs if paragraph is not aside
        for guest in find_called_within(paragraph.line.text)
    )  # fmt: skip


def _read_entries(paragraph: ProseParagraph, printed: str) -> list[AttendanceEntry]:
    """Return whom an entry names: several behind a label that says what they are, else one."""
    label = _GROUP_LABEL.match(printed)
    guests, unread = read_named(printed[label.end() :]) if label else ([], [])
    if not guests or unread or not all(map(_is_surely_named, guests)):
        return [_read_entry(paragraph, printed)]
    return [AttendanceEntry(paragraph, guest) for guest in guests]


def _read_entry(paragraph: ProseParagraph, printed: str) -> AttendanceEntry:
    if alone := _HANDLE_ALONE.fullmatch(printed.strip()):
        return AttendanceEntry(paragraph, Guest({EN: alone["name"]}), is_asked=True)
    text = _DASHED_BRACKET.sub(" ", _HANDLE.sub("", printed)).strip()
    guests, unread = read_guests(text)
    if len(guests) == 1 and not unread and _is_surely_named(guests[0]):
        return AttendanceEntry(paragraph, _titled(guests[0], text))
    if _ONE_WORD.fullmatch(text):
        return AttendanceEntry(paragraph, Guest({language_of(text): text}), is_asked=True)
    return AttendanceEntry(paragraph, None)


def _is_surely_named(guest: Guest) -> bool:
    """Tell whether a name is a whole one, or is all that stands there but for a title."""
    name = guest.name.get(ZH, "")
    return is_name_zh(name) if name else is_bare_name(guest.name[EN]) and " " in guest.name[EN]


def _titled(guest: Guest, text: str) -> Guest:
    """Return somebody with the post that brackets name, where it is a role as well: (Chair)."""
    role = _ROLE_IN_BRACKETS.search(text)
    if guest.title or not guest.role or role is None:
        return guest
    return replace(guest, title={language_of(role["role"]): role["role"]})
