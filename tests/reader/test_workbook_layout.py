"""What a workbook merges reaches as far as it is merged; what it hides is left out and named."""

from pathlib import Path

from openpyxl import Workbook

from forum.reader.dispatch import read_document
from forum.reader.document import read
from forum.reader.reading import Reading

_ROWS = (
    ("姓名", "单位", "职务"),
    ("林岚", "滨海大学", "校长"),
    ("王芳", None, "教授"),
    ("程砚", "海港研究院", "院长"),
)


def make_book() -> Workbook:
    book = Workbook()
    for row in _ROWS:
        book.active.append(row)
    return book


def read_book(tmp_path: Path, book: Workbook) -> Reading:
    path = tmp_path / "guests.xlsx"
    book.save(path)
    return read_document(read(path))


def titles(reading: Reading) -> list[str]:
    return [person.title["zh-hans"] for person in reading.record.people]


def left_out(reading: Reading) -> list[tuple[str, object]]:
    findings = [each for each in reading.record.findings if each.case.startswith("hidden")]
    return [(each.case, each.params.get("count")) for each in findings]


def test_a_merged_cell_is_of_each_of_its_rows(tmp_path: Path) -> None:
    book = make_book()
    book.active.merge_cells("B2:B3")
    assert titles(read_book(tmp_path, book)) == ["滨海大学校长", "滨海大学教授", "海港研究院院长"]


def test_a_merged_cell_reaches_no_farther_than_the_table(tmp_path: Path) -> None:
    book = make_book()
    book.active.merge_cells("C4:AZ400")
    reading = read_book(tmp_path, book)
    assert titles(reading)[2] == "海港研究院院长"


def test_hidden_rows_are_left_out_and_counted(tmp_path: Path) -> None:
    book = make_book()
    book.active.row_dimensions[4].hidden = True
    reading = read_book(tmp_path, book)
    assert (len(titles(reading)), left_out(reading)) == (2, [("hidden_rows", 1)])


def test_hidden_columns_are_left_out_and_counted(tmp_path: Path) -> None:
    book = make_book()
    book.active.column_dimensions["B"].hidden = True
    reading = read_book(tmp_path, book)
    assert (titles(reading), left_out(reading)) == (
        ["校长", "教授", "院长"], [("hidden_columns", 1)]
    )  # fmt: skip


def test_a_heading_merged_from_a_hidden_column_is_read_where_it_is_seen(tmp_path: Path) -> None:
    book = Workbook()
    for row in (("滨海论坛议程",), ("序号", "时间", "内容"), (1, "9:00-9:30", "潮汐的账"),
                (2, "9:30-10:00", "岸电的账")):  # fmt: skip
        book.active.append(row)
    book.active.merge_cells("A1:C1")
    book.active.column_dimensions["A"].hidden = True
    path = tmp_path / "programme.xlsx"
    book.save(path)
    [table] = read(path).tables
    assert (table.rows[0].texts[1:], table.rows[1].texts) == (
        ("滨海论坛议程",) * 2, ("", "时间", "内容")
    )  # fmt: skip


def test_a_hidden_sheet_is_left_out_and_named(tmp_path: Path) -> None:
    book = make_book()
    former = book.create_sheet("往届")
    for row in _ROWS:
        former.append(row)
    former.sheet_state = "hidden"
    reading = read_book(tmp_path, book)
    assert (len(titles(reading)), left_out(reading)) == (3, [("hidden_sheet", None)])


def test_sheet_that_names_an_event_is_asked_for_its_title(tmp_path: Path) -> None:
    book = Workbook()
    book.active.title = "5月8日 上午 潮汐论坛"
    for row in (
        ("时间", "议题", "嘉宾", "职务"),
        ("9:00-9:30", "潮汐的账", "林岚", "潮汐社TideNet CTO"),
        ("9:30-10:00", "海塘的石料", "王芳", "滨海大学教授"),
    ):
        book.active.append(row)
    reading = read_book(tmp_path, book)
    assert reading.record.title == {"zh-hans": "潮汐论坛"}
    assert [value.path for value in reading.guesses] == ["event.title.zh-hans"]
    assert titles(reading) == ["潮汐社TideNet CTO", "滨海大学教授"]
