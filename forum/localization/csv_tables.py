"""CSV files: tables of text, written so that no spreadsheet program computes a cell.

Format: RFC 4180, with a byte order mark, by which spreadsheet programs know UTF-8. A text that
begins like a formula stands behind an apostrophe (OWASP, CSV injection), which reading takes off.
"""

import codecs
import csv
import io
from collections.abc import Iterable, Sequence
from typing import Final

from django.utils.translation import gettext

from forum.core.delimited_text import guard_cell, is_cut_off, unguard_cell

SUFFIX: Final = ".csv"
CONTENT_TYPE: Final = "text/csv; charset=utf-8"
MAX_FILE: Final = 10 * 1024 * 1024
MAX_ROWS: Final = 50_000
MAX_COLUMNS: Final = 40
MAX_CELL: Final = 32_767


class DelimitedError(Exception):
    """The file is refused; ``str`` is one sentence with place and remedy."""


def read(data: bytes) -> list[tuple[int, list[str]]]:
    """Return the rows with the lines on which they begin, counted from 1; raise DelimitedError.

    Commas, semicolons and tabs are understood; UTF-8, UTF-16 with its mark, and GB18030.
    """
    if len(data) > MAX_FILE:
        raise DelimitedError(
            gettext("The file has more than %(most)d MB; split it.") % {"most": MAX_FILE >> 20}
        )
    text = _decoded(data)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    rows: list[tuple[int, list[str]]] = []
    line = 1
    try:
        for cells in lines:
            if any(cells):
                rows.append((line, [unguard_cell(cell) for cell in cells]))
            if (
                len(rows) > MAX_ROWS
                or len(cells) > MAX_COLUMNS
                or max(map(len, cells), default=0) > MAX_CELL
            ):
                raise DelimitedError(_excess(line))
            line = lines.line_num + 1
    except csv.Error as error:
        raise DelimitedError(
            gettext("Line %(line)d cannot be read: a quotation mark is missing or one too many.")
            % {"line": line}
        ) from error
    if is_cut_off(text, [len(cells) for _line, cells in rows]):
        raise DelimitedError(
            gettext("The file ends within line %(line)d; have it sent again, or complete the row.")
            % {"line": rows[-1][0]}
        )
    return rows


def write(rows: Iterable[Sequence[str]]) -> bytes:
    """Return a file with the rows, for spreadsheet programs."""
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerows([guard_cell(cell) for cell in row] for row in rows)
    return codecs.BOM_UTF8 + buffer.getvalue().encode()


def _decoded(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        names = ["utf-16"]
    else:
        # Spreadsheet programs in China write GBK, which GB18030 contains.
        names = ["utf-8-sig", "gb18030"]
    for name in names:
        try:
            text = data.decode(name)
        except UnicodeError:
            continue
        if "\0" not in text:
            return text
    raise DelimitedError(
        gettext("The file is no text in UTF-8 or GB18030; save it as CSV in UTF-8, or as .xlsx.")
    )


def _delimiter(text: str) -> str:
    head = text.partition("\n")[0]
    return max(",;\t", key=head.count)


def _excess(line: int) -> str:
    return gettext(
        "Line %(line)d passes a limit: %(rows)d rows, %(columns)d columns, %(cell)d characters in "
        "a cell; split the file."
    ) % {"line": line, "rows": MAX_ROWS, "columns": MAX_COLUMNS, "cell": MAX_CELL}
