"""Whoever chairs a part of a programme sits in its rows."""

from collections.abc import Sequence

from forum.reader.record_draft import RecordDraft
from forum.reader.shapes.programme.rows import AgendaRow, ProgrammePart


def seat_chairs(
    rows: Sequence[AgendaRow], parts: Sequence[ProgrammePart], draft: RecordDraft
) -> None:
    """Let whoever chairs a part sit in its rows, up to one that has a chair of its own.

    Warn of those who sit in none. The rows of a part have its very list of chairs: another part
    may have equal ones.
    """
    replaced: set[int] = set()
    seated: set[int] = set()
    for row in rows:
        if row.chairs and any(guest.role == "moderator" for guest in row.guests):
            replaced.add(id(row.chairs))
        if id(row.chairs) not in replaced:
            seated.add(id(row.chairs))
            row.guests += row.chairs
    named = {guest.text for row in rows for guest in row.guests if guest.role == "moderator"}
    for part in parts:
        for chair in part.guests if id(part.guests) not in seated else ():
            if chair.text not in named:
                draft.notebook.warn("not_understood", chair.text, part.lines, text=chair.text)
