"""Tables as they stand in a file: cells by row and column, merged ones wherever they reach."""

import csv
import io
from pathlib import Path

import openpyxl
import pytest

from forum.reader.document import Document, read
from tests.support.documents import read_bytes
from tests.support.docx_factory import docx, paragraph

TEXTS = [["时间", "嘉宾", "职务"], ["09:00", "林晚舟", "松川大学\n教授"], ["09:30", "程砚", ""]]


def texts_of(document: Document) -> list[list[str]]:
    [table] = document.tables
    return [list(row.texts) for row in table.rows]


def cell(*texts: str, properties: str = "") -> str:
    paragraphs = "".join(map(paragraph, texts or ("",)))
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraphs}</w:tc>"


def row(*cells: str) -> str:
    return f"<w:tr>{''.join(cells)}</w:tr>"


def test_cells_of_a_word_table_keep_their_paragraphs(tmp_path: Path) -> None:
    rows = row(cell("时间"), cell("嘉宾")) + row(cell("09:00"), cell("林晚舟", "程砚"))
    document = read_bytes(tmp_path, docx(f"<w:tbl>{rows}</w:tbl>"), "a.docx")
    assert texts_of(document) == [["时间", "嘉宾"], ["09:00", "林晚舟\n程砚"]]
    assert [line.table for line in document.lines] == [0] * len(document.lines)


def test_merged_cells_stand_in_every_row_and_column_that_they_cover(tmp_path: Path) -> None:
    down, across = '<w:vMerge w:val="restart"/>', '<w:gridSpan w:val="2"/>'
    rows = row(cell("上午", properties=down), cell("致辞"), cell("林晚舟"))
    rows += row(cell(properties="<w:vMerge/>"), cell("茶歇", properties=across))
    document = read_bytes(tmp_path, docx(f"<w:tbl>{rows}</w:tbl>"), "a.docx")
    assert texts_of(document) == [["上午", "致辞", "林晚舟"], ["上午", "茶歇", "茶歇"]]


def test_tables_in_sheets_csv_and_text_are_alike(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for texts in TEXTS:
        book.active.append(texts)
    book.save(tmp_path / "a.xlsx")
    buffer = io.StringIO()
    csv.writer(buffer).writerows(TEXTS)
    (tmp_path / "a.csv").write_bytes(buffer.getvalue().encode("gb18030"))
    typed = [[text.replace("\n", "<br>") for text in texts] for texts in TEXTS]
    (tmp_path / "a.txt").write_text("\n".join("\t".join(texts) for texts in typed))
    (tmp_path / "b.txt").write_text("\n".join(f"|{'|'.join(texts)}|" for texts in typed))
    files = ("a.xlsx", "a.csv", "a.txt", "b.txt")
    found = [texts_of(read(tmp_path / name)) for name in files]
    assert found == [TEXTS] * len(files)


@pytest.mark.parametrize(
    ("properties", "bold"), [("<w:b/>", True), ('<w:b w:val="0"/>', False), ("", False)]
)
def test_a_line_says_how_it_is_printed(tmp_path: Path, properties: str, bold: bool) -> None:
    run = f'<w:r><w:rPr>{properties}<w:sz w:val="32"/></w:rPr><w:t>致辞环节</w:t></w:r>'
    body = f'<w:p><w:pPr><w:jc w:val="center"/></w:pPr>{run}</w:p>'
    look = read_bytes(tmp_path, docx(body), "a.docx").lines[0].look
    assert (look.bold, look.size, look.alignment) == (bold, 32, "center")


def test_blank_lines_between_all_rows_part_no_table(tmp_path: Path) -> None:
    rows = [
        ["Time", "Session", "Who", "Moderator"],
        ["09:00", "Welcome", "Dr. Anna Berg", "Assoc. Prof. Tom Li"],
        ["09:30", "Lunch", "All"],
        ["10:00", "Tides", "Dr. Eva Falk", "Dr. Anna Berg"],
    ]
    path = tmp_path / "programme.txt"
    path.write_text("\n\n".join("\t".join(cells) for cells in rows), encoding="utf-8")
    [table] = read(path).tables
    assert [[text for text in row.texts if text] for row in table.rows] == rows
