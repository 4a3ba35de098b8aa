"""Who was there, listed above the first turn of a transcript: Present: …, 参会人员：…, Scribe: …"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Final

from forum.core.names import fold
from forum.reader.bilingual import language_of
from forum.reader.event_record import EN, Line
from forum.reader.guest_cells import Guest, join_title, with_title
from forum.reader.prose.sentences import read_paragraphs
from forum.reader.record_draft import RecordDraft
from forum.reader.shapes.minutes.attendance import find_attendance_lists
from forum.reader.shapes.minutes.names import is_word_alone, read_named
from forum.reader.shapes.transcript.turns import begins_turn
from forum.reader.table_columns import Columns, find_columns
from forum.reader.vocabulary.minutes import ABSENT, ATTENDING, GROUP, LABEL, RECORDING
from forum.reader.vocabulary.titles import HONORIFICS_ZH

_INITIALS: Final = re.compile("[A-ZÀ-Þ]{2,4}")
# Dom, for Dominique
_SHORT_NAME: Final = re.compile(r"[A-ZÀ-Þ][a-zà-ÿ]{2,}")
# 林老师, 欧阳总
_ADDRESSED: Final = re.compile(
    rf"(?P<surname>[\u3400-\u9fff]{{1,2}})(?:{HONORIFICS_ZH}|总|工|主任|院长|处长|局长|所长|主席|经理)"
)


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody of such a list. is_asked: whether a single word calls her or him.

    initials: by which a table says that turns begin, "" for none.
    """

    guest: Guest
    line: Line
    is_asked: bool
    initials: str = ""


def read_attendance(draft: RecordDraft) -> list[Attendee]:
    """Return who was there by the lines above the first turn; account for those of the absent."""
    head = list(takewhile(lambda line: not begins_turn(line), draft.document.lines))
    return [*_read_tables(draft), *_read_labels(draft, head), *_read_lists(draft, head)]


def _read_tables(draft: RecordDraft) -> Iterator[Attendee]:
    """Yield those whom a table names beside initials, which it explains."""
    lines = {line.number: line for line in draft.document.lines}
    for table in draft.document.tables:
        columns = find_columns(table, "name")
        if columns is None or "time" in columns:
            continue
        column = next((place for place in columns.unread() if _holds_initials(columns, place)), -1)
        if column < 0:
            continue
        draft.account.furniture.update(columns.header.lines)
        for row in columns.rows:
            house, post = columns.text(row, "affiliation"), columns.text(row, "position")
            guests, unread = read_named(columns.text(row, "name"))
            if len(guests) == 1 and not unread:
                title = join_title(house, post, language_of(house or post))
                guest, line = with_title(guests[0], title), lines[row.lines[0]]
                yield Attendee(guest, line, is_word_alone(guest), row.text(column))


def _holds_initials(columns: Columns, column: int) -> bool:
    cells = [text for row in columns.rows if (text := row.text(column))]
    return len(cells) > 1 and all(map(_INITIALS.fullmatch, cells))


def _read_labels(draft: RecordDraft, head: Sequence[Line]) -> Iterator[Attendee]:
    for line in head:
        label = LABEL.match(line.text.strip()) if line.table is None else None
        if label is None or not label["value"].strip():
            continue
        if ABSENT.match(label["label"]):
            draft.account.furniture.add(line.number)
        elif ATTENDING.match(label["label"]) or RECORDING.match(label["label"]):
            draft.account.furniture.add(line.number)
            guests, unread = read_named(label["value"].strip().rstrip(",，、"))
            yield from (Attendee(guest, line, is_word_alone(guest)) for guest in guests)
            for text in unread:
                if not GROUP.fullmatch(text):
                    draft.notebook.warn_of_words(text, [line.number])


def _read_lists(draft: RecordDraft, head: Sequence[Line]) -> Iterator[Attendee]:
    for attendance in find_attendance_lists(read_paragraphs(head)):
        draft.account.furniture.add(attendance.heading.number)
        for entry in attendance.entries:
            paragraph, guest = entry.paragraph, entry.guest
            if guest is None:
                draft.notebook.warn_of_words(paragraph.line.text, [paragraph.number])
            elif attendance.is_absent:
                draft.account.furniture.add(paragraph.number)
            else:
                yield Attendee(guest, paragraph.line, entry.is_asked)


def may_be_called(label: str, name: str, language: str) -> bool:
    """Tell whether a label can be short for a name, which is asked: Dom, 林老师."""
    if language == EN:
        is_short = _SHORT_NAME.fullmatch(label) and len(label) < len(name.split()[0])
        return bool(is_short) and fold(name).startswith(fold(label))
    addressed = _ADDRESSED.fullmatch(label)
    return addressed is not None and name.startswith(addressed["surname"])
