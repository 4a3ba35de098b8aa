"""Workbooks are tables of text: read within bounds, written without formulas."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from forum.localization import xlsx_tables
from forum.localization.xlsx_tables import Locked, Sheet, WorkbookError, read, write

ODD = [
    "=1+1",
    "+86 10",
    "-5",
    "@SUM(A1)",
    "  two spaces  ",
    "two\nlines",
    "a\rb\x0bc\x00",
    "_x0041_",
    "王芳 · 𠀋 \ufffe",
    "1-2",
]


def rows(*texts: str) -> list[list[str]]:
    return [list(texts)]


def book(*cells: Any) -> bytes:
    workbook = Workbook()
    workbook.active.append(list(cells))
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def changed(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", 8) as new:
        for entry in old.infolist():
            content = old.read(entry)
            new.writestr(entry.filename, change(content) if entry.filename == part else content)
    return buffer.getvalue()


def refusal(data: bytes) -> str:
    with pytest.raises(WorkbookError) as caught:
        read(data)
    return str(caught.value)


def test_what_is_written_is_read_again() -> None:
    assert read(write([Sheet("One", [ODD, ["a", "", "b"]]), Sheet("二", [["c"]])])) == [
        Sheet("One", [ODD, ["a", "", "b"]]),
        Sheet("二", [["c"]]),
    ]


@pytest.mark.parametrize("text", ODD[:4])
def test_no_cell_is_a_formula_or_becomes_one(text: str) -> None:
    cell = load_workbook(io.BytesIO(write([Sheet("One", rows(text))]))).active["A1"]
    assert (cell.value, cell.data_type, bool(cell.quotePrefix)) == (text, "s", True)


def test_a_locked_cell_protects_its_sheet_and_itself_alone() -> None:
    page = load_workbook(io.BytesIO(write([Sheet("One", [[Locked("key"), "text"]])]))).active
    locks = (page.protection.sheet, page["A1"].protection.locked, page["B1"].protection.locked)
    assert locks == (True, True, False)


def test_a_cell_that_no_spreadsheet_holds_is_refused_when_it_is_written() -> None:
    with pytest.raises(WorkbookError):
        write([Sheet("One", rows("文" * 32_768))])


def test_numbers_and_blanks_are_read_as_text() -> None:
    assert read(book(3, 2.5, None, True, None))[0].rows == rows("3", "2.5", "", "TRUE")


def test_a_formula_is_refused_with_its_place() -> None:
    assert refusal(book("a", "=1+1")) == (
        "Cell B1 of the sheet “Sheet” holds a formula; put its text there."
    )


def test_a_cell_that_would_not_be_read_is_refused_with_its_place() -> None:
    assert refusal(book(*[""] * 40, "far")) == (
        "Cell AO1 of the sheet “Sheet” stands right of the 40 columns that are read; delete it, or "
        "move its text to the left."
    )


def test_a_declared_size_costs_nothing() -> None:
    def claim(part: bytes) -> bytes:
        return part.replace(b'ref="A1:A1"', b'ref="A1:XFD1048576"')

    assert read(changed(book("a"), "xl/worksheets/sheet1.xml", claim))[0].rows == rows("a")


def test_more_rows_than_a_table_of_ours_has_are_refused() -> None:
    def claim(part: bytes) -> bytes:
        return part.replace(b'r="1"', b'r="60000"').replace(b'"A1"', b'"A60000"')

    assert refusal(changed(book("a"), "xl/worksheets/sheet1.xml", claim)) == (
        "The sheet “Sheet” has more than 50000 rows; split it."
    )


def test_a_row_that_no_program_could_number_is_refused_at_once() -> None:
    def claim(part: bytes) -> bytes:
        return part.replace(b'r="1"', b'r="2000000000"').replace(b'"A1"', b'"A2000000000"')

    assert refusal(changed(book("a"), "xl/worksheets/sheet1.xml", claim)) == str(
        xlsx_tables.damaged()
    )


@pytest.mark.parametrize("codec", ["utf-8", "utf-16"])
def test_entities_are_refused(codec: str) -> None:
    bomb = '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'.encode(codec)
    assert refusal(changed(book("a"), "xl/workbook.xml", lambda _part: bomb)) == (
        "The file declares entities, as no spreadsheet program does; open it in one and save it "
        "anew as .xlsx."
    )


def test_a_bomb_is_refused_before_it_is_parsed() -> None:
    assert refusal(changed(book("a"), "xl/styles.xml", lambda part: part + b" " * 9_000_000)) == (
        "The file unpacks to more than any table of ours would; split it."
    )


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK",
        b"kind,en\n",
        book("a")[:-200],
        changed(book("a"), "xl/workbook.xml", lambda _part: b""),
    ],
)
def test_what_is_no_workbook_is_refused(data: bytes) -> None:
    assert refusal(data) == str(xlsx_tables.damaged())


def test_an_old_or_locked_workbook_is_refused() -> None:
    assert "save it as .xlsx" in refusal(b"\xd0\xcf\x11\xe0" + b"\0" * 100)


def test_a_large_file_is_not_looked_at() -> None:
    assert xlsx_tables.too_large(10 * 1024 * 1024 + 1)
