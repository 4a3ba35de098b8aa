"""What the cells of a workbook say, for those who read tables and those who read records."""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

# What a spreadsheet program can number at all.
LAST_ROW: Final = 1_048_576


class FarCellError(Exception):
    """Something stands right of the last column that is read. cell: as spreadsheets name it."""

    def __init__(self, cell: str) -> None:
        super().__init__(cell)
        self.cell = cell


def column_letters(number: int) -> str:
    """Return the name of a column that is counted from 1: A, Z, AA."""
    letters = ""
    while number:
        number, place = divmod(number - 1, 26)
        letters = chr(ord("A") + place) + letters
    return letters


def iterate_rows(sheet: Any, most_columns: int) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """Yield the rows of a sheet that hold anything, with their numbers; blank ones take no time.

    sheet: of openpyxl, read only. Raises FarCellError where something stands right of
    most_columns, ValueError at a row that no spreadsheet program could have numbered.
    """
    # A sheet may say that it has a million rows of sixteen thousand cells.
    sheet.reset_dimensions()
    _refuse_far_cells(sheet)
    gap: tuple[Any, ...] | None = None
    for number, cells in enumerate(sheet.iter_rows(max_col=most_columns), 1):
        if number > LAST_ROW:
            raise ValueError(number)
        if cells is gap:
            continue
        if all(cell.value is None for cell in cells):
            # The same tuple stands for all rows that are left out between two.
            gap = cells
            continue
        yield number, cells


def _refuse_far_cells(sheet: Any) -> None:
    """Have a sheet look at the cells that it leaves out of a row, of which it fills in none."""
    get_row = sheet._get_row

    def get_checked_row(
        cells: Sequence[Mapping[str, Any]], min_col: int, max_col: int, values_only: bool
    ) -> tuple[Any, ...]:
        for cell in cells:
            if cell["column"] > max_col and cell_text(cell["value"]).strip():
                raise FarCellError(f"{column_letters(cell['column'])}{cell['row']}")
        return tuple(get_row(cells, min_col, max_col, values_only))

    sheet._get_row = get_checked_row


def cell_text(value: object) -> str:
    """Return a cell's value as its sheet shows it: 1.0 -> 1, true -> TRUE, a day in ISO 8601."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).upper()
        case float() if value.is_integer():
            return str(int(value))
        case datetime.datetime() if value.time() == datetime.time():
            return value.date().isoformat()
        case datetime.date() | datetime.time():
            return value.isoformat()
    return str(value)
