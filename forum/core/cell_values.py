"""What the cells of a workbook say, for those who read tables and those who read records."""

import datetime
from collections.abc import Iterator
from typing import Any, Final

# What a spreadsheet program can number at all.
LAST_ROW: Final = 1_048_576


def iterate_rows(sheet: Any, most_columns: int) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """Yield the rows of a sheet that hold anything, with their numbers; blank ones take no time.

    sheet: of openpyxl, read only; what stands right of most_columns is left out. Raises ValueError
    at a row that no spreadsheet program could have numbered.
    """
    # A sheet may say that it has a million rows of sixteen thousand cells.
    sheet.reset_dimensions()
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
