"""XLSX: each row of a sheet a line and a row of the sheet's table (ECMA-376 part 1, 18)."""

import datetime
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from forum.core import archives
from forum.core.cell_values import FarCellError, cell_text, iterate_rows
from forum.reader.errors import DocumentError
from forum.reader.event_record import Line
from forum.reader.formats import WORD
from forum.reader.lines import MAX_LINES, clean, too_many_lines
from forum.reader.table_files import SourceFile, TableFormat, TableText
from forum.reader.tables import Cell, Table, covered

# A column of equal cells packs better than 100:1 and harms nobody; a bomb needs volume.
BOUNDS: Final = archives.Bounds(parts=1_000, unpacked=48 * archives.MB, floor=archives.MB)
SUFFIX: Final = ".xlsx"
MAX_COLUMNS: Final = 200
MAX_SHEETS: Final = 20
_BOOK: Final = "xl/workbook.xml"


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
    with _parsing():
        book = load_workbook(file.path, read_only=True, keep_links=False)
        sheets = [sheet for sheet in book.worksheets if hasattr(sheet, "iter_rows")]
        if len(sheets) > MAX_SHEETS:
            raise DocumentError("too_many_sheets", most=MAX_SHEETS)
        for sheet in sheets:
            rows = _read_rows(sheet, MAX_LINES - len(lines))
            first = len(lines) + 1
            lines += [
                Line(first + number, "\t".join(" ".join(cell.text.split()) for cell in row))
                for number, row in enumerate(rows)
            ]
            numbers = [(first + number,) for number in range(len(rows))]
            tables.append(covered(rows, numbers, str(sheet.title)))
        book.close()
    return TableText(tuple(lines), tuple(tables))


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


def _read_rows(sheet: Any, most: int) -> list[list[Cell]]:
    try:
        return list(_filled(sheet, most))
    except FarCellError as error:
        raise DocumentError(
            "cell_too_far", sheet=str(sheet.title), cell=error.cell, most=MAX_COLUMNS
        ) from error


def _filled(sheet: Any, most: int) -> Iterator[list[Cell]]:
    """Yield the rows up to the last that has text; a sheet may claim a million."""
    count = 0
    for number, cells in iterate_rows(sheet, MAX_COLUMNS):
        row = list(_row(number - 1, cells))
        if not row:
            continue
        if number > most:
            raise too_many_lines()
        yield from ([] for _blank in range(count, number - 1))
        yield row
        count = number


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
