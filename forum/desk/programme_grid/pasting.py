"""A list that is pasted from Excel or Word, read as an imported list of guests is."""

import csv
import io
import re
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Final

from django.db.models import QuerySet
from django.utils.formats import number_format
from django.utils.translation import gettext, ngettext

from forum.core.content import column, language_codes
from forum.core.names import fold
from forum.desk.base_admin import Choices, key_in
from forum.desk.programme_grid.row_forms import candidate_choices
from forum.imports.column_mappings import remember_columns, remembered_columns
from forum.imports.reading_context import reading_context
from forum.models.finding_sentences import error_reason, finding_message
from forum.reader import document as documents
from forum.reader.context import EventSession, ReadingContext
from forum.reader.errors import DocumentError
from forum.reader.event_record import AppearanceRecord, EventRecord, Level, PersonRecord
from forum.reader.table_columns import column_letter
from people.models import Person
from sessions_app.models import Appearance, Event

if TYPE_CHECKING:
    from forum.reader.shapes.lists.guest_list import ColumnDescription

MOST_CHARACTERS: Final = 500_000
# The session that a list is pasted into, stored or not.
_TARGET: Final = "pasted-into"
# What is said of a list as a whole; who has a session none the less needs no telling.
_UNSAID: Final = ("guests_without_session",)


class PastedTooLong(Exception):
    """A list is longer than what is read at once; its words say so."""

    def __str__(self) -> str:
        words = gettext(
            "The list is too long: at most %(count)s characters are read at once, and nothing of "
            "it was. Paste it in parts."
        )
        return words % {"count": number_format(MOST_CHARACTERS, force_grouping=True)}


@dataclass(frozen=True, slots=True)
class PastedGuest:
    """A row of the list. session: slug, "" for the one that it was pasted into.

    mark: a key of ``MARKS``; candidates: who may be meant.
    """

    session: str
    initial: Mapping[str, object]
    mark: str
    candidates: Choices


@dataclass(slots=True)
class PastedList:
    """notes: what was not taken, in sentences; columns: as they were read."""

    guests: list[PastedGuest] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    columns: "tuple[ColumnDescription, ...]" = ()


class _TableRows(HTMLParser):
    """Collects the cells of the tables in pasted HTML.

    A cell that is merged over several rows counts in each with its text; one over several columns
    stands in the first, the others are empty.
    """

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self._row: list[str] = []
        # Of the open row: whether there is one, and whether a cell of its own holds a text.
        self._is_in_row = self._has_text = False
        # What is read of the cell that is open: its text in pieces, None between cells.
        self._pieces: list[str] | None = None
        self._spans = (1, 1)
        # Column -> its text, and in how many rows more it stands: of the rows above, of this one.
        self._above: dict[int, tuple[str, int]] = {}
        self._below: dict[int, tuple[str, int]] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("table", "tr"):
            self._end_row()
            self._is_in_row = tag == "tr"
        elif tag in ("td", "th"):
            self._end_cell()
            self._is_in_row = True
            self._pieces = []
            sent = dict(attrs)
            self._spans = (_span(sent.get("colspan")), _span(sent.get("rowspan")))
        elif tag in ("br", "p", "div"):
            self._add("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self._end_cell()
        elif tag in ("tr", "table"):
            self._end_row()
        if tag == "table":
            self._above = {}

    def handle_data(self, data: str) -> None:
        # A line's end in the source is a space in what is read.
        self._add(re.sub(r"\s+", " ", data))

    def close(self) -> None:
        super().close()
        self._end_row()

    def _add(self, text: str) -> None:
        if self._pieces is not None:
            self._pieces.append(text)

    def _end_cell(self) -> None:
        if self._pieces is None:
            return
        lines = (" ".join(line.split()) for line in "".join(self._pieces).split("\n"))
        text = "\n".join(filter(None, lines))
        self._pieces = None
        self._has_text |= bool(text)
        self._fill_from_above()
        width, height = self._spans
        for cell in (text, *[""] * (width - 1)):
            self._below[len(self._row)] = (cell, height - 1)
            self._row.append(cell)

    def _end_row(self) -> None:
        self._end_cell()
        if not self._is_in_row:
            return
        for column_number in sorted(self._above):
            if column_number >= len(self._row):
                self._row += [""] * (column_number - len(self._row))
                self._fill_from_above()
        if self._has_text:
            self.rows.append(self._row)
        self._above = {place: span for place, span in self._below.items() if span[1]}
        self._row, self._below = [], {}
        self._is_in_row = self._has_text = False

    def _fill_from_above(self) -> None:
        """Repeat what is merged from the rows above into the columns that come next."""
        while span := self._above.pop(len(self._row), None):
            text, rows = span
            self._below[len(self._row)] = (text, rows - 1)
            self._row.append(text)


def _span(sent: str | None) -> int:
    """Return over how many columns or rows a cell goes, as far as that is credible."""
    return min(key_in(sent or "") or 1, 200)


def pasted_rows(text: str, html: str = "") -> list[list[str]]:
    """Return the cells of a table from the clipboard: of its HTML, else of its tabbed text.

    The HTML, most of it the looks of the table, may be too long; the text is read then. Raises
    PastedTooLong.
    """
    if "<table" in html.lower() and len(html) <= MOST_CHARACTERS:
        parser = _TableRows()
        parser.feed(html)
        parser.close()
        rows = parser.rows
    elif len(text) > MOST_CHARACTERS:
        raise PastedTooLong
    else:
        rows = list(csv.reader(io.StringIO(text), delimiter="\t"))
    filled = [[cell.strip() for cell in row] for row in rows if any(map(str.strip, row))]
    width = max(map(len, filled), default=0)
    return [[*row, *[""] * (width - len(row))] for row in filled]


def read_pasted(
    rows: list[list[str]],
    event: Event,
    present: list[Appearance],
    people: QuerySet[Person],
    stated: Mapping[str, str] | None = None,
) -> PastedList:
    """Read a list of guests, and find out who of them is known.

    present: the guests of the session that it is pasted into; people: who may be meant.
    stated: header -> field, where somebody said what the columns hold; that is remembered.
    """
    # What knows lists takes a third of a process's start.
    from forum.reader.shapes.lists import guest_list

    pasted = PastedList()
    if not rows:
        pasted.notes.append(gettext("There is no table in what was pasted."))
        return pasted
    try:
        document = _document_of(rows)
        context = _context(event, rows[0] if stated is None else (), stated)
        letters = [column_letter(place) for place in range(len(rows[0]))]
        is_headed = guest_list.find_guest_columns(document.tables[0], context) is not None
        if not is_headed and (not stated or [*stated] == letters):
            # Without a header the first row is a guest already.
            document = _document_of([letters, *rows])
            context = _context(event, letters, stated)
        pasted.columns = guest_list.describe_columns(document, context)
        reading = guest_list.read_guest_list(document, context)
    except DocumentError as error:
        pasted.notes.append(error_reason(error))
        return pasted
    if stated:
        remember_columns(stated, stated)
    pasted.guests = _find_guests(reading.record, present, people, pasted.notes)
    pasted.notes += [
        finding_message(finding)
        for finding in reading.record.findings
        if finding.kind not in _UNSAID and finding.level is not Level.NOTE
    ]
    if not any(described.field.startswith("name") for described in pasted.columns):
        pasted.notes.append(gettext("Say which column holds the names."))
    return pasted


def _document_of(rows: list[list[str]]) -> documents.Document:
    """Return a table as the reader of files knows it."""
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pasted.csv"
        path.write_text(text.getvalue(), "utf-8")
        return documents.read(path)


def _context(
    event: Event, header: list[str] | tuple[str, ...], stated: Mapping[str, str] | None
) -> ReadingContext:
    names = stated if stated is not None else remembered_columns(header)
    context = reading_context(event.slug, columns=names)
    target = EventSession(_TARGET, "other", ())
    return replace(context, sessions=(*(context.sessions or ()), target), session=_TARGET)


def _find_guests(
    record: EventRecord,
    present: list[Appearance],
    stored_people: QuerySet[Person],
    notes: list[str],
) -> list[PastedGuest]:
    people = {person.key: person for person in record.people}
    folded = {key: _folded_names(person) for key, person in people.items()}
    bearers = _bearers({name for names in folded.values() for name in names}, stored_people)
    # Of whom the list says no role, each that somebody has there is meant.
    there = {seat for guest in present
             for seat in ((guest.person_id, guest.role), (guest.person_id, ""))}  # fmt: skip
    appearing = {appearance.person for appearance in record.appearances}
    guests, names_there = [], []
    for person, appearance in [
        *((people[appearance.person], appearance) for appearance in record.appearances),
        *((person, None) for person in record.people if person.key not in appearing),
    ]:
        found = {stored.pk: stored for name in folded[person.key] for stored in bearers[name]}
        role = appearance.role if appearance and appearance.is_role_stated else ""
        session = appearance.session if appearance and appearance.session != _TARGET else ""
        if not session and len(found) == 1 and (next(iter(found)), role) in there:
            names_there.append(next(iter(person.name.values())))
            continue
        guests.append(_guest(person, appearance, list(found.values()), session))
    if names_there:
        words = ngettext(
            "In this session already, and left as it is: %(names)s",
            "In this session already, and left as they are: %(names)s",
            len(names_there),
        )
        notes.append(words % {"names": gettext(", ").join(names_there)})
    return guests


def _folded_names(person: PersonRecord) -> set[str]:
    return {fold(name) for name in (*person.name.values(), *person.other_names)} - {""}


def _bearers(names: set[str], people: QuerySet[Person]) -> dict[str, list[Person]]:
    """Return who bears each folded name."""
    bearers: dict[str, list[Person]] = {name: [] for name in names}
    named = people.filter(match_keys__overlap=sorted(names))
    for person in named.select_related("organization").order_by("pk"):
        for key in person.match_keys:
            if key in bearers:
                bearers[key].append(person)
    return bearers


def _guest(
    person: PersonRecord, appearance: AppearanceRecord | None, found: list[Person], session: str
) -> PastedGuest:
    initial: dict[str, object] = dict(_texts("name", person.name))
    initial |= _texts("title", appearance.title if appearance else person.title)
    if appearance:
        initial |= _texts("speech_title", appearance.speech_title)
        initial |= {"role": appearance.role, "attendance": appearance.attendance or ""}
    mark = ("new", "matched", "uncertain")[min(len(found), 2)]
    if mark == "matched":
        initial["person"] = str(found[0].pk)
    choices = candidate_choices(found) if found else []
    return PastedGuest(session, initial, mark, choices)


def _texts(name: str, texts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for code in language_codes():
        if text := texts.get(code):
            yield column(name, code), text


def stated_columns(headers: list[str], fields: list[str]) -> dict[str, str] | None:
    """Return what somebody says of the columns, None where nobody does."""
    return (
        dict(zip(headers, fields, strict=True)) if headers and len(headers) == len(fields) else None
    )
