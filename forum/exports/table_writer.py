"""Events, people and organizations as tables: XLSX with a sheet each, or one table as CSV.

Headers and the words in cells are those of ``forum.reader.vocabulary.table_sheets``, which the
reader knows again: what is exported and read unchanged changes nothing. No cell is computed by a
spreadsheet that opens it.
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, time
from pathlib import PurePath
from typing import Any, Final

from forum.core.columns import field_texts
from forum.core.delimited_text import guard_cell
from forum.core.lazy_sentences import labelled
from forum.exports.errors import ExportError
from forum.exports.event_data import gather_event
from forum.exports.export_records import EventExport
from forum.exports.printed_countries import country_names
from forum.localization import xlsx_tables
from forum.reader.event_record import EventRecord
from forum.reader.vocabulary import table_sheets
from forum.reader.vocabulary.table_sheets import SheetColumn, SheetWords
from people.models import Organization, Person
from sessions_app.models import Event

_WIDTHS: Final = (24,)
# Spreadsheet programs take a table without it for the machine's own encoding.
_BOM: Final = "\ufeff"

type Row = Mapping[str, Any]
type Track = Callable[[Iterable[Row]], Iterable[Row]]


def event_workbook(event: Event, *, withheld: bool = False) -> bytes:
    """Return an event as a workbook: itself, who and what it holds, its captions.

    Raises ExportError where a text is longer than a cell can be.
    """
    tables = event_tables(event, withheld=withheld)
    sheets = ((sheet.title, tables[sheet.name]) for sheet in table_sheets.SHEETS)
    try:
        return _write_workbook(*sheets)
    except ExportError as error:
        raise ExportError(labelled(event, error)) from error


def event_tables(event: Event, *, withheld: bool = False) -> dict[str, list[list[str]]]:
    """Return the tables of an event by the names of their sheets."""
    export = gather_event(event, withheld=withheld)
    record = export.record
    rows: dict[str, Iterable[object]] = {
        "event": [_event_row(export)],
        "organizations": record.organizations,
        "sessions": record.sessions,
        "people": record.people,
        "appearances": record.appearances,
        "photos": [
            {"picture": PurePath(photo.picture).name, "caption": photo.caption}
            for photo in record.photos
        ],
    }
    return {sheet.name: _table(sheet, rows[sheet.name]) for sheet in table_sheets.SHEETS}


def people_table(track: Track = iter) -> list[list[str]]:
    """Return everybody who is stored, drafts included, by address. track: sees each row pass."""
    people = Person.objects.order_by("slug").iterator(chunk_size=1_000)
    return _table(table_sheets.PEOPLE, track(map(_person_row, people)))


def organizations_table(track: Track = iter) -> list[list[str]]:
    """Return all organizations that are stored, by address. track: sees each row pass."""
    organizations = Organization.objects.order_by("slug").iterator(chunk_size=1_000)
    rows = ({"name": field_texts(organization, "name")} for organization in organizations)
    return _table(table_sheets.ORGANIZATIONS, track(rows))


def as_workbook(title: str, table: list[list[str]]) -> bytes:
    """Return one table as a workbook; raise ExportError where a text is too long for a cell."""
    return _write_workbook((title, table))


def _write_workbook(*tables: tuple[str, list[list[str]]]) -> bytes:
    try:
        return xlsx_tables.write(xlsx_tables.Sheet(*table, _WIDTHS) for table in tables)
    except xlsx_tables.WorkbookError as error:
        raise ExportError(str(error)) from error


def as_csv(table: Iterable[Iterable[str]]) -> bytes:
    """Return one table as CSV in UTF-8 with a byte order mark (RFC 4180)."""
    file = io.StringIO(newline="")
    csv.writer(file).writerows([guard_cell(cell) for cell in row] for row in table)
    return (_BOM + file.getvalue()).encode()


def _table(sheet: SheetWords, rows: Iterable[object]) -> list[list[str]]:
    """Return the header and a row of texts for each row."""
    header = [column.header for column in sheet.columns]
    return [header, *([_cell(column, row) for column in sheet.columns] for row in rows)]


def _cell(column: SheetColumn, row: object) -> str:
    value = row.get(column.name) if isinstance(row, Mapping) else getattr(row, column.name)
    if column.language:
        value = (value or {}).get(column.language)
    if column.words is not None:
        return column.words.get(str(value or ""), "")
    match value:
        case None:
            return ""
        case time():
            return value.isoformat("minutes")
        case date():
            return value.isoformat()
        case tuple() | list():
            return table_sheets.join_list(value)
    return str(value)


def _event_row(export: EventExport) -> Row:
    record: EventRecord = export.record
    fields = {**dict(_fields(record)), "notice": " / ".join(export.notice.values())}
    if parent := record.parent:
        fields |= {
            "parent_name": parent.name,
            "parent_printed": parent.printed,
            "parent_edition": parent.edition,
            "parent_short": parent.short,
        }
    return fields


def _fields(record: EventRecord) -> Iterator[tuple[str, Any]]:
    for column in table_sheets.EVENT.columns:
        if not column.name.startswith(("parent_", "notice")):
            yield column.name, getattr(record, column.name)


def _person_row(person: Person) -> Row:
    return {
        "key": person.slug,
        "name": field_texts(person, "name"),
        "honorific": field_texts(person, "honorific"),
        "other_names": person.aliases,
        "country": country_names(person.country.code or ""),
    }
