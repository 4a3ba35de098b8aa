"""Whether a reading is good enough to be imported, and what may be imported of one that is not."""

from dataclasses import replace
from pathlib import PurePath
from typing import Any, Final

from forum.core.names import is_han
from forum.reader.errors import DocumentError
from forum.reader.event_record import EN, ZH, EventRecord, Finding, Level
from forum.reader.reading import Reading, Shape
from forum.reader.table_files import table_formats

LEAST_UNDERSTOOD: Final = 0.5
# Shapes that go into an event which somebody names; they need no title of their own.
_WITHOUT_TITLE: Final = frozenset({Shape.GUEST_LIST})


def check(reading: Reading, *, has_event: bool = False) -> None:
    """Raise DocumentError for a reading below the bar, with what the document seems to be.

    has_event: somebody named the event that it goes into, so that its title need not be found.
    """
    facts: dict[str, Any] = {
        "shape": reading.shape.value,
        "percent": int(100 * reading.understood),
    }
    if not (cells := refused_cells(reading)):
        refuse_empty(reading)
    if not (has_event or reading.shape in _WITHOUT_TITLE or any(reading.record.title.values())):
        raise DocumentError("no_title", **facts)
    if cells:
        raise DocumentError("cells_refused", count=len(cells), cells=", ".join(cells), **facts)
    if reading.understood < LEAST_UNDERSTOOD:
        raise DocumentError("little_understood", **facts)
    guesses = _count_guesses(reading)
    if guesses > _count_values(reading.record) - guesses:
        raise DocumentError("mostly_guesses", count=guesses, **facts)


def is_fit(reading: Reading) -> bool:
    """Tell whether a reading may be imported into an event that somebody names."""
    try:
        check(reading, has_event=True)
    except DocumentError:
        return False
    return True


def weigh(reading: Reading) -> float:
    """Return how much of a document a reading accounts for by what is sure, 0 to 1.

    What names nobody weighs nothing: any text can be taken for an introduction.
    """
    if not reading.record.people:
        return 0.0
    values = _count_values(reading.record)
    return reading.understood * max(0, values - _count_guesses(reading)) / values


def refused_cells(reading: Reading) -> list[str]:
    """Return the cells of a table that nothing can be taken from, as a spreadsheet names them."""
    return [
        f"{finding.params['column']}{finding.params['row']}" for finding in find_refusals(reading)
    ]


def find_refusals(reading: Reading) -> list[Finding]:
    """Return the findings that name such cells."""
    return [finding for finding in reading.record.findings if finding.kind == "cell_refused"]


def refuse_empty(reading: Reading) -> None:
    """Raise DocumentError for a reading of which nothing can be taken, not even a draft."""
    if reading.shape is Shape.UNKNOWN and _is_table(reading):
        headers = " · ".join(reading.unread[0].text.split("\t"))
        raise DocumentError("columns_unknown", line=reading.unread[0].number, headers=headers[:120])
    if reading.shape is Shape.UNKNOWN:
        raise DocumentError("unknown_shape")
    record = reading.record
    if not (record.people or record.sessions or record.organizations or record.title):
        raise DocumentError("shape_not_read", shape=reading.shape.value)


def _is_table(reading: Reading) -> bool:
    """Tell whether a file of tables was read, in which there is something."""
    suffixes = {table_format.suffix for table_format in table_formats()}
    suffix = PurePath(reading.record.source).suffix.lower()
    return bool(reading.unread) and suffix in suffixes


def name_event(reading: Reading, title: str) -> Reading:
    """Return a reading whose event bears a title that somebody gave, where none was found."""
    if not title or any(reading.record.title.values()):
        return reading
    language = ZH if is_han(title) else EN
    return replace(reading, record=replace(reading.record, title={language: title}))


def make_draft(reading: Reading) -> Reading:
    """Return a reading of which a draft can be made: without a title it is called by its file."""
    refuse_empty(reading)
    record = reading.record
    if any(record.title.values()) or reading.shape in _WITHOUT_TITLE:
        return reading
    name = PurePath(record.source).stem
    finding = Finding(Level.WARNING, "field_empty", "title", (), "title", {"name": name})
    language = ZH if is_han(name) else EN
    named = replace(record, title={language: name}, findings=(*record.findings, finding))
    return replace(reading, record=named)


def _count_guesses(reading: Reading) -> int:
    """Return how many values are questions.

    Whether somebody took part, whom the text names and titles, makes no name and title a guess.
    """
    return sum(not value.path.endswith(".part") for value in reading.guesses)


def _count_values(record: EventRecord) -> int:
    """Return how many values a record holds: names, titles, roles, where each was, remarks."""
    texts_of = (
        *(person.name for person in record.people),
        *(person.title for person in record.people),
        *(session.title or session.heading for session in record.sessions),
        *(organization.name for organization in record.organizations),
        *(appearance.remarks for appearance in record.appearances),
        record.title,
    )
    return sum(1 for text in texts_of if any(text.values())) + 2 * len(record.appearances)
