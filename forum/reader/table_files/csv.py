"""CSV: each record a line and a row of one table (RFC 4180; commas, semicolons or TABs)."""

import csv
import io
from collections.abc import Sequence
from typing import Final

from forum.core.cell_values import column_letters
from forum.core.delimited_text import is_cut_off, unguard_cell
from forum.reader.errors import DocumentError
from forum.reader.event_record import Line
from forum.reader.formats import WORD
from forum.reader.lines import MAX_LINES, clean, too_many_lines
from forum.reader.plain_text import read_plain_text
from forum.reader.table_files import SourceFile, TableFormat, TableText
from forum.reader.tables import Cell, Table, covered

SUFFIX: Final = ".csv"
MAX_COLUMNS: Final = 200
_DELIMITERS: Final = (",", "\t", ";")
_PROBE: Final = 20
_LONGEST_FIELD: Final = 1 << 20


def is_csv(file: SourceFile) -> bool:
    """Tell whether a file is called CSV and is no archive."""
    return file.suffix == SUFFIX and not file.head.startswith(WORD)


def read_csv(file: SourceFile) -> TableText:
    """Return the records as rows of one table."""
    return read_delimited(file, _DELIMITERS)


def read_delimited(file: SourceFile, delimiters: Sequence[str]) -> TableText:
    """Return the records of a text as rows of one table.

    delimiters: what may part the cells; one of them parts all.
    """
    plain = read_plain_text(file.path, file.encoding)
    return TableText(*_lay_out(plain.text, delimiters), plain.findings, plain.encoding)


def _lay_out(text: str, delimiters: Sequence[str]) -> tuple[tuple[Line, ...], tuple[Table, ...]]:
    """Return the records as lines, cells parted by TABs, and as a table."""
    csv.field_size_limit(_LONGEST_FIELD)
    text = text.removeprefix("\ufeff")
    delimiter = _find_delimiter(text, delimiters)
    reader = csv.reader(io.StringIO(text), delimiter=delimiter)
    lines: list[Line] = []
    rows: list[list[Cell]] = []
    try:
        for number, record in enumerate(reader):
            if number >= MAX_LINES:
                raise too_many_lines()
            _refuse_far_cells(record, number + 1)
            cells = [unguard_cell(clean(field).strip()) for field in record[:MAX_COLUMNS]]
            lines.append(Line(number + 1, "\t".join(" ".join(cell.split()) for cell in cells)))
            rows.append(
                [Cell(number, at, tuple(cell.splitlines())) for at, cell in enumerate(cells)]
            )
    except csv.Error as error:
        raise DocumentError("csv_broken", line=reader.line_num, reason=str(error)) from error
    _refuse_without_end(text, delimiter, [len(row) for row in rows])
    return tuple(lines), (covered(rows, [(line.number,) for line in lines]),)


def _refuse_far_cells(record: Sequence[str], row: int) -> None:
    for column, text in enumerate(record[MAX_COLUMNS:], MAX_COLUMNS + 1):
        if text.strip():
            cell = f"{column_letters(column)}{row}"
            raise DocumentError("csv_cell_too_far", cell=cell, most=MAX_COLUMNS)


def _refuse_without_end(text: str, delimiter: str, widths: list[int]) -> None:
    """Raise DocumentError where the last row, or a quotation in it, does not end."""
    if is_cut_off(text, widths):
        raise DocumentError("csv_cut", line=len(widths), found=widths[-1], whole=widths[0])
    try:
        for _record in csv.reader(io.StringIO(text), delimiter=delimiter, strict=True):
            pass
    except csv.Error as error:
        # Other marks out of place are read as they stand.
        if "end of data" in str(error):
            raise DocumentError("csv_unclosed", line=len(widths)) from error


def _find_delimiter(text: str, delimiters: Sequence[str]) -> str:
    """Return what parts the cells: whatever the first lines have most of, quotations aside."""
    head = text.splitlines()[:_PROBE]
    plain = ["".join(line.split('"')[::2]) for line in head]
    return max(delimiters, key=lambda mark: sum(line.count(mark) for line in plain))


FORMAT: Final = TableFormat("csv", SUFFIX, is_csv, read_csv)
