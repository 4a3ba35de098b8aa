"""XLSX: each row of a sheet a line and a row of the sheet's table (ECMA-376 part 1, 18)."""

import datetime
import re
import warnings
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import reduce
from pathlib import Path
from typing import Any, Final

from forum.core import archives
from forum.core.cell_values import LAST_ROW, FarCellError, cell_text, iterate_rows
from forum.reader.errors import DocumentError
from forum.reader.event_record import Finding, Level, Line
from forum.reader.formats import WORD
from forum.reader.lines import MAX_LINES, clean, too_many_lines
from forum.reader.table_files import SourceFile, TableFormat, TableText
from forum.reader.tables import Cell, Table, covered
from forum.reader.word.xmlstream import Attributes, parse, whole

# A column of equal cells packs better than 100:1 and harms nobody; a bomb needs volume.
BOUNDS: Final = archives.Bounds(parts=1_000, unpacked=48 * archives.MB, floor=archives.MB)
SUFFIX: Final = ".xlsx"
MAX_COLUMNS: Final = 200
MAX_SHEETS: Final = 20
_BOOK: Final = "xl/workbook.xml"
_PIECE: Final = 65_536  # bytes
_CELL: Final = re.compile(r"\$?(?P<column>[A-Z]{1,3})\$?(?P<row>\d{1,7})")


def is_workbook(file: SourceFile) -> bool:
    """Tell whether a file is a workbook; of a damaged archive its name tells what it was."""
    if not file.head.startswith(WORD):
        return False
    try:
        with (
            file.path.open("rb") as stream,
            archives.BoundedArchive(stream, BOUNDS) as archive,
        ):
            return _BOOK in archive.parts
    except archives.ArchiveError:
        return file.suffix == SUFFIX


def read_workbook(file: SourceFile) -> TableText:
    """Return the rows of every sheet; each sheet is a table."""
    # With the first workbook: the desk, which may be given one, does without its 7 MB until then.
    from openpyxl import DEFUSEDXML, load_workbook

    # The parser must be the one that refuses entities.
    assert DEFUSEDXML  # noqa: S101
    _check(file.path)
    lines: list[Line] = []
    tables: list[Table] = []
    findings: list[Finding] = []
    with _parsing():
        book = load_workbook(file.path, read_only=True, keep_links=False)
        sheets = [sheet for sheet in book.worksheets if hasattr(sheet, "iter_rows")]
        if len(sheets) > MAX_SHEETS:
            raise DocumentError("too_many_sheets", most=MAX_SHEETS)
        for sheet in sheets:
            name = str(sheet.title)
            if sheet.sheet_state != "visible":
                findings.append(_left_out("hidden_sheet", name, {"sheet": name}))
                continue
            layout = _read_layout(sheet)
            rows = _read_rows(sheet, MAX_LINES - len(lines), layout)
            counts = {
                "hidden_rows": sum(number <= layout.last for number in layout.hidden),
                "hidden_columns": len(layout.left_out),
            }
            for case, count in counts.items():
                if count:
                    findings.append(_left_out(case, name, {"sheet": name, "count": count}))
            first = len(lines) + 1
            lines += [
                Line(first + number, "\t".join(" ".join(cell.text.split()) for cell in row))
                for number, row in enumerate(rows)
            ]
            numbers = [(first + number,) for number in range(len(rows))]
            tables.append(covered(rows, numbers, name))
        book.close()
    return TableText(tuple(lines), tuple(tables), tuple(findings))


@dataclass(slots=True)
class _Layout:
    """What a sheet's part says of its rows and columns beside their cells, counted from 1.

    hidden, columns: numbers of rows and of columns that are hidden; left_out: those of these
    columns that have texts; merged: (row, column) of the first cell -> how many rows and columns
    it takes; last: the last row with a text, hidden or not.
    """

    hidden: set[int] = field(default_factory=set)
    columns: set[int] = field(default_factory=set)
    left_out: set[int] = field(default_factory=set)
    merged: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    last: int = 0
    _number: int = 0

    def start(self, tag: str, attributes: Attributes) -> None:
        """Take a row's number, or the reach of a merged cell."""
        name = tag.rpartition(":")[2]
        if name == "row":
            self._number = whole(attributes.get("r"), self._number + 1, limit=LAST_ROW)
            if attributes.get("hidden") in {"1", "true"} and self._number <= MAX_LINES:
                self.hidden.add(self._number)
        elif name == "col" and attributes.get("hidden") in {"1", "true"}:
            first = whole(attributes.get("min"), 1, limit=MAX_COLUMNS)
            last = whole(attributes.get("max"), MAX_COLUMNS, limit=MAX_COLUMNS)
            self.columns.update(range(first, last + 1))
        elif name == "mergeCell" and len(self.merged) < MAX_LINES:
            corner, _colon, other_corner = attributes.get("ref", "").partition(":")
            if (begin := _CELL.fullmatch(corner)) and (end := _CELL.fullmatch(other_corner)):
                top, left = int(begin["row"]), _column(begin["column"])
                down, across = int(end["row"]) - top + 1, _column(end["column"]) - left + 1
                self.merged[top, left] = (max(down, 1), max(across, 1))

    def end(self, tag: str) -> None:
        """Nothing is taken at the end of an element."""

    def data(self, text: str) -> None:
        """The cells' texts are read by openpyxl."""


def _column(letters: str) -> int:
    """Return the number of a column by its letters: A 1, Z 26, AA 27."""
    return reduce(lambda number, letter: 26 * number + ord(letter) - ord("A") + 1, letters, 0)


def _read_layout(sheet: Any) -> _Layout:
    """Return the rows and columns that a sheet hides, and the cells that it merges."""
    layout = _Layout()
    try:
        with sheet._get_source() as source:
            parse(iter(lambda: source.read(_PIECE), b""), layout)
    except DocumentError as error:
        raise DocumentError("sheet_damaged") from error
    return layout


def _left_out(case: str, subject: str, params: Mapping[str, object]) -> Finding:
    return Finding(Level.WARNING, "not_understood", subject, (), case, params)


def _check(path: Path) -> None:
    try:
        with path.open("rb") as file, archives.BoundedArchive(file, BOUNDS) as archive:
            if any(archives.holds_macros(name) for name in archive.parts):
                raise DocumentError("macros")
            archive.check()
    except archives.OversizedError as error:
        raise DocumentError("sheet_too_large") from error
    except archives.ArchiveError as error:
        raise DocumentError("sheet_damaged") from error


@contextmanager
def _parsing() -> Iterator[None]:
    """Turn whatever a broken workbook makes the parser raise into one refusal."""
    try:
        with warnings.catch_warnings():
            # Of features that a table of text does not have.
            warnings.simplefilter("ignore")
            yield
    except DocumentError:
        raise
    # The parser raises whatever a wrong value makes it stumble over.
    except Exception as error:
        raise DocumentError("sheet_damaged") from error


def _read_rows(sheet: Any, most: int, layout: _Layout) -> list[list[Cell]]:
    try:
        return _merge_cells(list(_filled(sheet, most, layout)), layout)
    except FarCellError as error:
        raise DocumentError(
            "cell_too_far", sheet=str(sheet.title), cell=error.cell, most=MAX_COLUMNS
        ) from error


def _merge_cells(rows: list[list[Cell]], layout: _Layout) -> list[list[Cell]]:
    """Return the rows with cells that reach as far as they are merged, within what has texts."""
    width = max((cell.column + 1 for row in rows for cell in row), default=0)
    room = len(rows) * width  # merged cells do not lie upon each other
    for cells in rows:
        for place, cell in enumerate(cells):
            down, across = layout.merged.get((cell.row + 1, cell.column + 1), (1, 1))
            down, across = min(down, len(rows) - cell.row), min(across, width - cell.column)
            room -= down * across
            if room >= 0 and down * across > 1:
                cells[place] = replace(cell, rows=down, columns=across)
    return rows


def _filled(sheet: Any, most: int, layout: _Layout) -> Iterator[list[Cell]]:
    """Yield the rows up to the last that has text; a sheet may claim a million."""
    count = 0
    for number, cells in iterate_rows(sheet, MAX_COLUMNS):
        row = [_in_view(cell, layout) for cell in _row(number - 1, cells)]
        layout.left_out |= {cell.column + 1 for cell in row} & layout.columns
        row = [cell for cell in row if cell.column + 1 not in layout.columns]
        if not row:
            continue
        layout.last = number
        if number in layout.hidden:
            continue
        if number > most:
            raise too_many_lines()
        yield from ([] for _blank in range(count, number - 1))
        yield row
        count = number


def _in_view(cell: Cell, layout: _Layout) -> Cell:
    """Return a cell of a hidden column at the first visible one over which it is merged, if any."""
    row, column = cell.row + 1, cell.column + 1
    if column not in layout.columns:
        return cell
    down, across = layout.merged.get((row, column), (1, 1))
    reach = range(column, min(column + across, MAX_COLUMNS + 1))
    visible = next((place for place in reach if place not in layout.columns), None)
    if visible is None:
        return cell
    layout.merged[row, visible] = (down, column + across - visible)
    return replace(cell, column=visible - 1)


def _row(number: int, cells: Iterable[Any]) -> Iterator[Cell]:
    for column, cell in enumerate(cells):
        text = clean(cell_text(cell.value))
        if text.strip():
            yield Cell(number, column, tuple(text.splitlines()), kind=_kind(cell))


def _kind(cell: Any) -> str:
    if cell.data_type == "f":
        return "formula"
    if isinstance(cell.value, datetime.date | datetime.time):
        return "date"
    return "number" if isinstance(cell.value, int | float) else "text"


FORMAT: Final = TableFormat("xlsx", SUFFIX, is_workbook, read_workbook)
