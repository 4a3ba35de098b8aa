"""A list that is pasted from Excel or Word, read as an imported list of guests is."""

import csv
import io
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Final

from django.db.models import QuerySet
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
from forum.reader.shapes.guest_list import (
    ColumnDescription,
    describe_columns,
    find_guest_columns,
    read_guest_list,
)
from forum.reader.table_columns import column_letter
from people.models import Person
from sessions_app.models import Appearance, Event

MOST_CHARACTERS: Final = 500_000
# The session that a list is pasted into, stored or not.
_TARGET: Final = "pasted-into"
# What is said of a list as a whole; who has a session none the less needs no telling.
_UNSAID: Final = ("guests_without_session",)


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
    columns: tuple[ColumnDescription, ...] = ()


class _TableRows(HTMLParser):
    """Collects the cells of the tables in pasted HTML. A cell over several columns counts so."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self._is_in_cell = False
        self._span = 1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th") and self.rows:
            self.rows[-1].append("")
            self._is_in_cell = True
            span = dict(attrs).get("colspan") or "1"
            self._span = min(key_in(span) or 1, 50)
        elif tag in ("br", "p", "div") and self._is_in_cell and self.rows[-1][-1].strip():
            self.rows[-1][-1] += "\n"

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th") and self._is_in_cell:
            self._is_in_cell = False
            self.rows[-1] += [""] * (self._span - 1)

    def handle_data(self, data: str) -> None:
        if self._is_in_cell:
            self.rows[-1][-1] += " ".join(data.split()) if data.strip() else ""


def pasted_rows(text: str, html: str = "") -> list[list[str]]:
    """Return the cells of a table from the clipboard: of its HTML, else of its tabbed text."""
    if "<table" in html.lower():
        parser = _TableRows()
        parser.feed(html)
        rows = parser.rows
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
    pasted = PastedList()
    if not rows:
        pasted.notes.append(gettext("There is no table in what was pasted."))
        return pasted
    try:
        document = _document_of(rows)
        context = _context(event, rows[0] if stated is None else (), stated)
        letters = [column_letter(place) for place in range(len(rows[0]))]
        is_headed = find_guest_columns(document.tables[0], context) is not None
        if not is_headed and (not stated or [*stated] == letters):
            # Without a header the first row is a guest already.
            document = _document_of([letters, *rows])
            context = _context(event, letters, stated)
        pasted.columns = describe_columns(document, context)
        reading = read_guest_list(document, context)
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
    there = {(guest.person_id, guest.role) for guest in present}
    appearing = {appearance.person for appearance in record.appearances}
    guests, names_there = [], []
    for person, appearance in [
        *((people[appearance.person], appearance) for appearance in record.appearances),
        *((person, None) for person in record.people if person.key not in appearing),
    ]:
        found = {stored.pk: stored for name in folded[person.key] for stored in bearers[name]}
        role = appearance.role if appearance else Appearance.Role.SPEAKER
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
