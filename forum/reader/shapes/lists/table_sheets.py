"""A whole event, or people or organizations alone, in the tables that the site exports.

The sheets are known by their headers (``vocabulary/table_sheets.py``), in any order, with or
without some of them. A cell that says none of what it may say is refused by its place.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any, Final

from forum.core.names import fold
from forum.reader.document import Document
from forum.reader.event_record import (
    AppearanceRecord,
    EventRecord,
    OrganizationRecord,
    ParentRecord,
    PersonRecord,
    PhotoRecord,
    Scope,
    SessionRecord,
)
from forum.reader.reading import Account, Reading, Shape
from forum.reader.shapes.record.notebook import Notebook
from forum.reader.table_columns import column_letter
from forum.reader.tables import Cell, Table, TableRow
from forum.reader.vocabulary.table_sheets import (
    SHEETS,
    SheetColumn,
    SheetWords,
    find_code,
    split_list,
)

_FEWEST_COLUMNS: Final = 2
_HEADER_ROWS: Final = 3
_DATES: Final = frozenset({"start_date", "end_date", "day"})
_TIMES: Final = frozenset({"start", "end"})
_LISTS: Final = frozenset({"other_names"})
# An address, at most 80 characters; those of an event's other pages are taken.
_KEY: Final = re.compile(r"(?!(?:parallel|agenda|overview|schedule)$)[a-z0-9][a-z0-9-]{0,79}")
_NUMBERS: Final = frozenset({"parent_edition"})

type SheetFields = dict[str, Any]
type SheetRow = Mapping[str, Any]
"""A row: field -> text, day, time, number, list, or language -> text."""


@dataclass(frozen=True, slots=True)
class NamedTable:
    """A table whose header is that of a sheet. columns: number of a column -> what it holds."""

    sheet: SheetWords
    table: Table
    header: int
    columns: Mapping[int, SheetColumn]

    def number_of(self, name: str) -> int:
        """Return the number of the first column that holds a field, 0 where none does."""
        return next((at for at, column in self.columns.items() if column.name == name), 0)

    @property
    def rows(self) -> Sequence[TableRow]:
        """The rows below the header that say anything."""
        rows = self.table.rows[self.header + 1 :]
        return [row for row in rows if any(text.strip() for text in row.texts)]


def find_named_tables(tables: Iterable[Table]) -> list[NamedTable]:
    """Return the tables that have the header of a sheet, in the document's order."""
    named = (_name_table(table) for table in tables)
    return [table for table in named if table]


def read_table_sheets(document: Document) -> Reading:
    """Read the tables of an event; without that of the event itself, of people or organizations."""
    reader = _SheetReader(document)
    return reader.read(find_named_tables(document.tables))


def _name_table(table: Table) -> NamedTable | None:
    for number, row in enumerate(table.rows[:_HEADER_ROWS]):
        named = [NamedTable(sheet, table, number, _columns(sheet, row)) for sheet in SHEETS]
        best = max(named, key=lambda candidate: len(candidate.columns))
        if len(best.columns) >= _FEWEST_COLUMNS:
            return best
    return None


def _columns(sheet: SheetWords, row: TableRow) -> dict[int, SheetColumn]:
    headers = {fold(column.header): column for column in sheet.columns}
    return {
        number: headers[fold(text)]
        for number, text in enumerate(row.texts)
        if text.strip() and fold(text) in headers
    }


class _SheetReader:
    """Reads the sheets of one document, each once its forerunners are read."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._account = Account()
        self._notebook = Notebook(document.findings)
        self._sheet = ""
        self._with_roles = {"appearances"}

    def read(self, tables: Sequence[NamedTable]) -> Reading:
        """Return the reading of all tables."""
        rows: dict[str, list[tuple[TableRow, SheetRow]]] = {sheet.name: [] for sheet in SHEETS}
        if any(table.sheet.name == "event" for table in tables):
            # Alone, a table of organizations says nothing of what they are at an event.
            self._with_roles |= {"organizations"}
        for table in tables:
            rows[table.sheet.name] += self._rows(table)
        sessions = tuple(
            SessionRecord(**_session(number, row), lines=place.lines)
            for number, (place, row) in enumerate(rows["sessions"], 1)
        )
        people = tuple(
            PersonRecord(**_person(row), lines=place.lines) for place, row in rows["people"]
        )
        photos = tuple(
            PhotoRecord(row["picture"], None, None, row.get("caption", {}), place.lines)
            for place, row in rows["photos"]
        )
        self._notebook.warn_of_reversed_times(sessions)
        event = rows["event"][0][1] if rows["event"] else {}
        for place, _row in rows["event"][1:]:
            text = " ".join(filter(None, place.texts))
            self._notebook.warn("not_understood", text, place.lines, text=text)
        record = EventRecord(
            self._document.source, self._document.encoding, self._document.sha256,
            **_event(event), parent=_parent(event),
            organizations=_organizations(rows["organizations"]), sessions=sessions, people=people,
            appearances=self._appearances(rows["appearances"], sessions, people, tables),
            photos=photos,
            findings=self._notebook.findings(), scope=Scope.TABLES,
        )  # fmt: skip
        understood, unread = self._account.close(self._document.lines)
        shape = Shape.RECORD if event else Shape.GUEST_LIST
        return Reading(shape, record, understood, unread)

    def _note_unnamed_columns(self, header: TableRow, rows: Iterable[TableRow]) -> None:
        """Say of a column without a heading that nothing is taken of what stands in it."""
        unnamed = [number for number, text in enumerate(header.texts) if not text.strip()]
        for number in unnamed:
            if text := next((row.text(number) for row in rows if row.text(number)), ""):
                letter = column_letter(number)
                self._notebook.note(
                    "not_understood", text, header.lines, "unnamed", text=text, column=letter
                )

    def _rows(self, table: NamedTable) -> list[tuple[TableRow, SheetRow]]:
        header = table.table.rows[table.header]
        self._sheet = table.table.sheet
        self._account.furniture.update(header.lines)
        for number, text in enumerate(header.texts):
            if text.strip() and number not in table.columns:
                self._notebook.note("not_understood", text, header.lines, "column", text=text)
        self._note_unnamed_columns(header, table.rows)
        read: list[tuple[TableRow, SheetRow]] = []
        identity = "picture" if table.sheet.name == "photos" else "key"
        keys: set[str] = set()
        for row in table.rows:
            fields = self._fields(table, row)
            if fields is None:
                continue
            key = fields.get(identity, "")
            if key in keys:
                self._refuse(row, table.number_of(identity), "key_repeated", key)
                continue
            keys |= {key} - {""}
            self._account.fields.update(row.lines)
            read.append((row, fields))
        return read

    def _fields(self, table: NamedTable, row: TableRow) -> SheetFields | None:
        """Return the fields of a row; None where one of its cells is refused."""
        fields: SheetFields = {}
        is_sound = True
        for number, column in table.columns.items():
            cell = row.cells[number]
            if not cell:
                continue
            try:
                value = _value(column, cell)
            except ValueError as error:
                self._refuse(row, number, str(error), cell.text, column)
                is_sound = False
                continue
            if column.language:
                fields.setdefault(column.name, {})[column.language] = value
            else:
                fields[column.name] = value
        return fields if is_sound and self._has_name(table, row, fields) else None

    def _has_name(self, table: NamedTable, row: TableRow, fields: SheetRow) -> bool:
        needed = {
            "people": "name", "organizations": "name", "event": "title", "photos": "picture",
        }  # fmt: skip
        name = needed.get(table.sheet.name, "")
        if table.sheet.name in self._with_roles and not fields.get("role"):
            number = table.number_of("role")
            self._refuse(row, number, "word", "", table.columns.get(number))
            return False
        if not name or fields.get(name):
            return True
        number = table.number_of(name)
        self._refuse(row, number, "name_missing", " ".join(filter(None, row.texts)))
        return False

    def _appearances(
        self,
        rows: Sequence[tuple[TableRow, SheetRow]],
        sessions: Sequence[SessionRecord],
        people: Sequence[PersonRecord],
        tables: Sequence[NamedTable],
    ) -> tuple[AppearanceRecord, ...]:
        find_session = _finder(
            (session.key, session.title, session.heading) for session in sessions
        )
        find_person = _finder((person.key, person.name, {}) for person in people)
        columns = next((table for table in tables if table.sheet.name == "appearances"), None)
        self._sheet = columns.table.sheet if columns else ""
        counts: dict[tuple[str, bool], int] = {}
        seated: set[tuple[str, str, str]] = set()
        appearances = []
        for place, row in rows:
            session, person = find_session(row.get("session")), find_person(row.get("person"))
            for name, key in (("session", session), ("person", person)):
                if key is None and columns:
                    number = columns.number_of(name)
                    self._refuse(place, number, f"{name}_unknown", str(row.get(name) or ""))
            if session is None or person is None:
                continue
            role = row["role"]
            if (session, person, role) in seated and columns:
                self._refuse(
                    place, columns.number_of("person"), "person_repeated", str(row["person"])
                )
                continue
            seated.add((session, person, role))
            series = (session, role == "moderator")
            counts[series] = counts.get(series, 0) + 1
            texts = {name: value for name, value in row.items() if isinstance(value, Mapping)}
            appearances.append(
                AppearanceRecord(
                    person, session, role, counts[series], texts.pop("title", {}),
                    attendance=row.get("attendance"), lines=place.lines, is_role_stated=True,
                    **texts,
                )
            )  # fmt: skip
        return tuple(appearances)

    def _refuse(
        self, row: TableRow, number: int, case: str, value: str, column: SheetColumn | None = None
    ) -> None:
        letter = column_letter(number)
        words = list((column.words or {}).values()) if column else []
        self._notebook.error(
            "cell_refused", value, row.lines, case, sheet=self._sheet, row=row.number,
            column=f"{self._sheet}!{letter}" if self._sheet else letter, value=value,
            **({"words": words} if words else {}),
        )  # fmt: skip


def _value(column: SheetColumn, cell: Cell) -> Any:
    """Return what a cell says; raise ValueError with the case by which it is refused."""
    text = cell.text.strip()
    if cell.kind == "formula":
        raise ValueError("formula")
    if column.words is not None:
        return find_code(column.words, text)
    if column.name in _DATES:
        return _parse(date.fromisoformat, text, "date_format")
    if column.name in _TIMES:
        return _parse(time.fromisoformat, text, "time_format")
    if column.name in _NUMBERS:
        return _parse(int, text, "number_format")
    if cell.kind != "text":
        raise ValueError(cell.kind)
    if column.name == "key" and not _KEY.fullmatch(text):
        raise ValueError("key_format")
    if column.name in _LISTS:
        return split_list(text)
    return text


def _parse[V](parse: Callable[[str], V], text: str, case: str) -> V:
    try:
        return parse(text)
    except ValueError:
        raise ValueError(case) from None


def _finder(
    rows: Iterable[tuple[str, Mapping[str, str], Mapping[str, str]]],
) -> Callable[[object], str | None]:
    """Return what finds the key of a row by the key itself, or by a name that one row bears."""
    keys: set[str] = set()
    bearers: dict[str, set[str]] = {}
    for key, *names in rows:
        keys.add(key)
        for text in (text for texts in names for text in texts.values() if text):
            bearers.setdefault(fold(text), set()).add(key)

    def find(text: object) -> str | None:
        if text in keys:
            return str(text)
        named = bearers.get(fold(str(text or "")), set())
        return next(iter(named)) if len(named) == 1 else None

    return find


def _event(row: SheetRow) -> SheetFields:
    return {
        "title": {},
        **{
            name: value for name, value in row.items() if not name.startswith(("parent_", "notice"))
        },
    }


def _parent(row: SheetRow) -> ParentRecord | None:
    name = row.get("parent_name", {})
    if not name:
        return None
    return ParentRecord(
        name, row.get("parent_edition"), row.get("parent_short"),
        printed=row.get("parent_printed", {}),
    )  # fmt: skip


def _organizations(
    rows: Sequence[tuple[TableRow, SheetRow]],
) -> tuple[OrganizationRecord, ...]:
    counts: dict[str, int] = {}
    organizations = []
    for place, row in rows:
        role = row.get("role", "")
        counts[role] = counts.get(role, 0) + 1
        organizations.append(OrganizationRecord(role, counts[role], row["name"], place.lines))
    return tuple(organizations)


def _session(number: int, row: SheetRow) -> SheetFields:
    return {
        "heading": {}, "topic": {}, "title": {}, "kind": "other", **row,
        "key": row.get("key") or f"session-{number}", "no": number,
    }  # fmt: skip


def _person(row: SheetRow) -> SheetFields:
    name = row["name"]
    return {"title": {}, **row, "key": row.get("key") or fold(next(iter(name.values())))}
