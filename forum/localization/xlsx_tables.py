"""XLSX workbooks: tables of text, opened safely and written so that nothing in them is a formula.

Source of the format: ECMA-376, part 1, chapter 18; of ``_x000B_`` for a character that XML cannot
hold: the same, 22.9.2.19. A cell holds at most 32,767 characters (Microsoft's specification).
"""

import io
import re
import warnings
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING, Final

from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext

from forum.core import archives
from forum.core.cell_values import FarCellError, cell_text, iterate_rows
from forum.core.control_characters import NOT_XML

if TYPE_CHECKING:
    import openpyxl
    from openpyxl.worksheet.worksheet import Worksheet
else:
    # Loads with the first workbook: it takes 7 MB of a process.
    openpyxl = SimpleLazyObject(lambda: import_module("openpyxl"))

SUFFIX: Final = ".xlsx"
CONTENT_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MAX_FILE: Final = 10 * archives.MB
# A column of equal cells packs better than 100:1 and harms nobody; a bomb needs volume.
BOUNDS: Final = archives.Bounds(parts=1_000, unpacked=48 * archives.MB, floor=archives.MB)
MAX_ROWS: Final = 50_000
MAX_COLUMNS: Final = 40
MAX_SHEETS: Final = 20
MAX_CELL: Final = 32_767
_OLD_FORMAT: Final = b"\xd0\xcf\x11\xe0"
_DECLARATIONS: Final = tuple(
    mark.encode(codec)
    for mark in ("<!DOCTYPE", "<!ENTITY")
    for codec in ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
)
# A carriage return is read as a line feed.
_UNWRITABLE = re.compile(rf"[\r{NOT_XML}]")
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPED = re.compile(r"_x(00(?:0[0-8BCDEFbcdef]|1[0-9A-Fa-f])|[Ff]{3}[EFef])_")


class WorkbookError(Exception):
    """The workbook is refused; ``str`` is one sentence with place and remedy."""


class Locked(str):
    """A cell's text that is not to be typed over; its sheet is protected, without a password."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of text.

    rows: the headings first; blank rows and cells at the end are left out when it is read.
    widths: of the columns, in characters, when it is written; the last holds for the rest.
    """

    title: str
    rows: Sequence[Sequence[str]] = field(default_factory=list)
    widths: Sequence[int] = (30,)


def read(data: bytes) -> list[Sheet]:
    """Return the sheets of a workbook as text; raise WorkbookError.

    Formulas are refused: what they show is not what they say, and nothing is computed here.
    """
    _check(data)
    with _parsing():
        assert openpyxl.DEFUSEDXML  # noqa: S101 - its parser is the one that refuses entities
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
        sheets = [sheet for sheet in book.worksheets if hasattr(sheet, "iter_rows")]
        if len(sheets) > MAX_SHEETS:
            raise WorkbookError(
                gettext("The workbook has more than %(most)d sheets; split it.")
                % {"most": MAX_SHEETS}
            )
        return [Sheet(str(sheet.title), _rows(sheet)) for sheet in sheets]


def write(sheets: Iterable[Sheet]) -> bytes:
    """Return a workbook whose cells are all text; raise WorkbookError at one that is too long."""
    # Before any sheet is begun: one that is left unfinished cannot be closed.
    written = [(sheet, _written(sheet)) for sheet in sheets]
    book = openpyxl.Workbook(write_only=True)
    for sheet, rows in written:
        _write_sheet(book, sheet, rows)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def too_large(size: int) -> bool:
    """Tell whether a file is not even looked at, by its size in bytes."""
    return size > MAX_FILE


def _check(data: bytes) -> None:
    if too_large(len(data)):
        raise WorkbookError(
            gettext("The file has more than %(most)d MB; split it.")
            % {"most": MAX_FILE // archives.MB}
        )
    if data.startswith(_OLD_FORMAT):
        raise WorkbookError(
            gettext(
                "The file is an old .xls, or locked by a password; save it as .xlsx without one."
            )
        )
    try:
        with archives.BoundedArchive(io.BytesIO(data), BOUNDS) as archive:
            archive.check(_Declarations().look)
    except archives.OversizedError as error:
        message = gettext("The file unpacks to more than any table of ours would; split it.")
        raise WorkbookError(message) from error
    except archives.LockedArchiveError as error:
        message = gettext("The file is locked by a password; save it without one.")
        raise WorkbookError(message) from error
    except archives.ArchiveError as error:
        raise damaged() from error


def damaged() -> WorkbookError:
    """Return the refusal of what is not the file that it should be."""
    return WorkbookError(
        gettext(
            "The file is damaged or of another kind; open it in a spreadsheet program and "
            "save it as .xlsx."
        )
    )


class _Declarations:
    """Looks for document types and entities, which no Office format knows, in any encoding."""

    def __init__(self) -> None:
        self._part: object = None
        self._tail = b""

    def look(self, part: object, piece: bytes) -> None:
        """Refuse a piece of a part that declares something, if only the end of the word."""
        bytes_at_hand = self._tail + piece if part is self._part else piece
        if any(mark in bytes_at_hand for mark in _DECLARATIONS):
            raise WorkbookError(
                gettext(
                    "The file declares entities, as no spreadsheet program does; open it in one "
                    "and save it anew as .xlsx."
                )
            )
        self._part, self._tail = part, bytes_at_hand[-max(map(len, _DECLARATIONS)) :]


@contextmanager
def _parsing() -> Iterator[None]:
    """Turn whatever a broken workbook makes the parser raise into one sentence."""
    try:
        with warnings.catch_warnings():
            # Of features that a table of text does not have.
            warnings.simplefilter("ignore")
            yield
    except WorkbookError:
        raise
    # The parser raises whatever a wrong value makes it stumble over.
    except Exception as error:
        raise damaged() from error


def _rows(sheet: "Worksheet") -> list[list[str]]:
    """Return the rows of a sheet up to the last that has text."""
    try:
        return _read_rows(sheet)
    except FarCellError as error:
        raise WorkbookError(
            gettext(
                "Cell %(cell)s of the sheet “%(sheet)s” stands right of the %(most)d columns that "
                "are read; delete it, or move its text to the left."
            )
            % {"cell": error.cell, "sheet": sheet.title, "most": MAX_COLUMNS}
        ) from error


def _read_rows(sheet: "Worksheet") -> list[list[str]]:
    rows: list[list[str]] = []
    for number, cells in iterate_rows(sheet, MAX_COLUMNS):
        row = _row(sheet.title, number, cells)
        if not row:
            continue
        if number > MAX_ROWS:
            raise WorkbookError(
                gettext("The sheet “%(sheet)s” has more than %(most)d rows; split it.")
                % {"sheet": sheet.title, "most": MAX_ROWS}
            )
        rows += ([] for _blank in range(len(rows), number - 1))
        rows.append(row)
    return rows


def _row(sheet: str, number: int, cells: "Iterable[openpyxl.cell.Cell]") -> list[str]:
    row: list[str] = []
    filled = 0
    for place, cell in enumerate(cells, 1):
        if cell.data_type == "f":
            raise WorkbookError(
                gettext(
                    "Cell %(cell)s of the sheet “%(sheet)s” holds a formula; put its text there."
                )
                % {"cell": f"{openpyxl.utils.get_column_letter(place)}{number}", "sheet": sheet}
            )
        row.append(_unescaped(cell_text(cell.value)))
        filled = place if row[-1] else filled
    return row[:filled]


def _unescaped(text: str) -> str:
    # Shared strings come with the first of these undone already, cells' own strings with neither.
    plain = text.replace("_x005F_x", "_x").replace("_x005f_x", "_x")
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), plain)


def _escaped(text: str) -> str:
    plain = _LOOKS_ESCAPED.sub("_x005F_", text)
    return _UNWRITABLE.sub(lambda match: f"_x{ord(match[0]):04X}_", plain)


def _written(sheet: Sheet) -> list[list[str]]:
    """Return the cells of a sheet as they are written."""
    return [
        [_writable(text, sheet.title, number) for text in row]
        for number, row in enumerate(sheet.rows, 1)
    ]


def _write_sheet(book: "openpyxl.Workbook", sheet: Sheet, written: list[list[str]]) -> None:
    page: Worksheet = book.create_sheet(_sheet_title(sheet.title))
    page.freeze_panes = "A2"
    for place in range(1, max(map(len, sheet.rows), default=1) + 1):
        width = sheet.widths[min(place, len(sheet.widths)) - 1]
        page.column_dimensions[openpyxl.utils.get_column_letter(place)].width = width
    styles = {(head, locked): _style(page, head, locked) for head in _BOTH for locked in _BOTH}
    for number, (row, texts) in enumerate(zip(sheet.rows, written, strict=True), 1):
        kinds = (styles[number == 1, isinstance(text, Locked)] for text in row)
        page.append(
            [_cell(page, *text_and_style) for text_and_style in zip(texts, kinds, strict=True)]
        )
    if any(isinstance(text, Locked) for row in sheet.rows for text in row):
        page.protection.enable()
        page.protection.formatColumns = page.protection.formatRows = False


def _sheet_title(title: str) -> str:
    return re.sub(r"[\\*?:/\[\]]", " ", title)[:31]


def _writable(text: str, sheet: str, number: int) -> str:
    written = _escaped(text)
    # Otherwise it would be cut without a word.
    if len(written) > MAX_CELL:
        raise WorkbookError(
            gettext(
                "A text in row %(row)d of the sheet “%(sheet)s” has more than %(most)d characters, "
                "which no spreadsheet holds; choose another format."
            )
            % {"row": number, "sheet": sheet, "most": MAX_CELL}
        )
    return written


def _cell(page: "Worksheet", text: str, style: object) -> "openpyxl.cell.Cell":
    cell: openpyxl.cell.Cell = openpyxl.cell.WriteOnlyCell(page, value=text)
    # Text whatever it begins with: “=1+1” is no formula.
    cell.data_type = "s"
    cell._style = style
    return cell


def _style(page: "Worksheet", head: bool, locked: bool) -> object:
    """Return a style of the workbook: made once, for styling each cell takes most of the time."""
    cell: openpyxl.cell.Cell = openpyxl.cell.WriteOnlyCell(page)
    # Text also when it is edited: “1-2” becomes no date.
    cell.number_format = "@"
    cell.quotePrefix = True
    cell.alignment = openpyxl.styles.Alignment(wrap_text=True, vertical="top")
    cell.protection = openpyxl.styles.Protection(locked=locked)
    cell.font = openpyxl.styles.Font(bold=head)
    if head or locked:
        cell.fill = openpyxl.styles.PatternFill("solid", fgColor="FFEDEDED")
    return cell._style


_BOTH: Final = (False, True)
