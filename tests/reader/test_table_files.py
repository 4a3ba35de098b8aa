"""A format of tables is one module in ``forum/reader/table_files`` and nothing else."""

from collections.abc import Iterator
from pathlib import Path
from time import process_time

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from openpyxl import Workbook

from forum.models.finding_sentences import error_message
from forum.reader import table_files
from forum.reader.dispatch import read_document
from forum.reader.document import read
from forum.reader.errors import DocumentError
from forum.reader.fitness import check
from forum.reader.reading import Shape

JSON_LINES = """
import json

from forum.reader.event_record import Line
from forum.reader.table_files import SourceFile, TableFormat, TableText
from forum.reader.tables import Cell, covered


def is_json_lines(file: SourceFile) -> bool:
    return file.suffix == ".jsonl"


def read_json_lines(file: SourceFile) -> TableText:
    records = [json.loads(line) for line in file.path.read_text().splitlines()]
    lines = tuple(Line(number, "\\t".join(record)) for number, record in enumerate(records, 1))
    rows = [
        [Cell(row, at, (text,)) for at, text in enumerate(record)]
        for row, record in enumerate(records)
    ]
    return TableText(lines, (covered(rows, [(line.number,) for line in lines]),))


FORMAT = TableFormat("jsonl", ".jsonl", is_json_lines, read_json_lines)
"""
GUESTS = """["Name", "Title", "Organization"]
["Lin Lan", "Director", "Institute of Tides"]
["Anna Berg", "Chair", "Harbour Forum"]
"""


@pytest.fixture
def json_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Add a format of tables for the time of a test; return a file of it."""
    (tmp_path / "json_lines.py").write_text(JSON_LINES)
    monkeypatch.setattr(table_files, "__path__", [*table_files.__path__, str(tmp_path)])
    table_files.table_formats.cache_clear()
    guests = tmp_path / "guests.jsonl"
    guests.write_text(GUESTS)
    yield guests
    table_files.table_formats.cache_clear()


def test_document_has_the_format(json_lines: Path) -> None:
    document = read(json_lines)
    assert (document.format, document.suffix, document.is_table_file) == ("jsonl", ".jsonl", True)


def test_two_formats_of_one_ending_are_refused(json_lines: Path, tmp_path: Path) -> None:
    (tmp_path / "again.py").write_text(JSON_LINES)
    with pytest.raises(ValueError, match="have one ending"):
        table_files.table_formats()


def test_guests_are_read(json_lines: Path) -> None:
    reading = read_document(read(json_lines))
    assert (reading.shape, [person.name["en"] for person in reading.record.people]) == (
        Shape.GUEST_LIST,
        ["Lin Lan", "Anna Berg"],
    )


def test_the_desk_offers_to_upload_it(json_lines: Path, admin_client: Client) -> None:
    page = admin_client.get(reverse("admin:forum_importupload_changelist")).text
    suffixes = ", ".join(sorted(format.suffix for format in table_files.table_formats()))
    assert (".jsonl" in suffixes, f"tables of guests ({suffixes})" in page) == (True, True)


def test_a_cell_in_the_last_row_is_found_at_once(tmp_path: Path) -> None:
    """Without a look at each cell between: two hundred of a million rows."""
    book = Workbook()
    book.active.append(["Name", "Title"])
    book.active.cell(1_048_576, 1, "Lin Lan")
    book.save(tmp_path / "guests.xlsx")
    began = process_time()
    with pytest.raises(DocumentError) as refused:
        read(tmp_path / "guests.xlsx")
    assert (refused.value.case, process_time() - began < 10) == ("too_many_lines", True)


def test_a_cell_that_would_not_be_read_is_refused(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["Name", "Title"])
    book.active.cell(2, 201, "Chair")
    book.save(tmp_path / "guests.xlsx")
    with pytest.raises(DocumentError) as refused:
        read(tmp_path / "guests.xlsx")
    with translation.override("en"):
        assert error_message(refused.value) == (
            "guests.xlsx: cell GS2 of the sheet “Sheet” stands right of the 200 columns that are "
            "read; delete it, or move what it says to the left."
        )


def test_blank_cells_far_right_are_passed_over(tmp_path: Path) -> None:
    """Programs write cells that are coloured only."""
    book = Workbook()
    book.active.append(["Name", "Title"])
    for row in range(2, 200):
        book.active.cell(row, 16_384).number_format = "0.00"
    book.save(tmp_path / "guests.xlsx")
    began = process_time()
    assert len(read(tmp_path / "guests.xlsx").tables[0].rows) == 1
    assert process_time() - began < 2


WHOLE = "Name,Title\nLin Lan,Director\n"


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.csv", f"{WHOLE}Anna Berg".encode(), "a.csv line 3: the file ends within this row, "
         "which has 1 of 2 cells; get the whole file again, or complete the row."),
        ("a.csv", f'{WHOLE}"Anna Berg,Chair\n'.encode(), "a.csv line 3: a quotation mark that is "
         "opened in this row, or before it, is never closed; save the table anew as .csv or "
         ".xlsx."),
        ("a.csv", f"{WHOLE}Anna Berg,Chair{',' * 199}Harbour\n".encode(), "a.csv: cell GS3 stands "
         "right of the 200 columns that are read; delete it, or move what it says to the left."),
        ("a.csv", b"foo,bar\n1,2\n", "a.csv line 1: none of these columns is known: foo · bar. "
         "Call them Name, Title, Organization and so on, as a table does that this site exports."),
        ("a.xlsx", b"PK\x03\x04 cut", "a.xlsx: the workbook is damaged or of another kind; open it "
         "in a spreadsheet program and save it as .xlsx."),
    ],
    ids=["cut", "quotation", "far", "columns", "workbook"],
)  # fmt: skip
def test_what_is_broken_is_one_sentence(
    tmp_path: Path, name: str, content: bytes, sentence: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(DocumentError) as refused:
        check(read_document(read(path)))
    with translation.override("en"):
        assert error_message(refused.value.about(name)) == sentence


def test_a_file_called_tsv_is_parted_by_tabs_alone(tmp_path: Path) -> None:
    path = tmp_path / "guests.tsv"
    path.write_text("姓名 | Name\t职务, Title\n林岚\t馆长, 研究员, 顾问\n", "utf-8")
    document = read(path)
    assert (document.format, [row.texts for row in document.tables[0].rows]) == (
        "tsv",
        [("姓名 | Name", "职务, Title"), ("林岚", "馆长, 研究员, 顾问")],
    )


def test_guests_of_a_tsv_are_read(tmp_path: Path) -> None:
    path = tmp_path / "guests.tsv"
    path.write_text(WHOLE.replace(",", "\t"))
    reading = read_document(read(path))
    assert (reading.shape, [person.name["en"] for person in reading.record.people]) == (
        Shape.GUEST_LIST,
        ["Lin Lan"],
    )


@pytest.mark.parametrize("end", ["Anna Berg\n", "Anna Berg,"])
def test_a_short_row_that_ends_is_read(tmp_path: Path, end: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(WHOLE + end)
    assert len(read_document(read(path)).record.people) == 2
