"""Tables are read as an organizer would type them without a table."""

from pathlib import Path

import pytest

from tests.support.documents import read_bytes, word_lines
from tests.support.docx_factory import (
    HEADING_STYLES,
    cell,
    docx,
    drawing,
    paragraph,
    png,
    row,
    run,
    table,
)

MERGED_ON = "<w:vMerge/>"
MERGED_FROM = '<w:vMerge w:val="restart"/>'


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        pytest.param(
            [("王卉", "中国国际电视台主持人"), ("康博思", "区域首席代表")],
            ["王卉\t中国国际电视台主持人", "康博思\t区域首席代表"],
            id="name and title",
        ),
        pytest.param([("1", "王卉", "", "主持人")], ["1\t王卉\t主持人"], id="empty cell"),
        pytest.param([("", ""), ("王卉", "")], ["王卉"], id="empty row"),
        pytest.param([("一\n\n二\n三",)], ["一", "二", "三"], id="frame around a page"),
        pytest.param(
            [("于佳", "北京大学新结构经济学研究院\n国际发展合作部主任")],
            ["于佳\t北京大学新结构经济学研究院 国际发展合作部主任"],
            id="title broken to fit",
        ),
        pytest.param(
            [("玛丽亚·贝伦·\n阿科斯塔", "发展局主席")],
            ["玛丽亚·贝伦· 阿科斯塔\t发展局主席"],
            id="name broken to fit",
        ),
        pytest.param(
            [("王受文\nWang Shouwen", "商务部副部长\nVice Minister of Commerce")],
            ["王受文\t商务部副部长", "Wang Shouwen\tVice Minister of Commerce"],
            id="two languages across",
        ),
        pytest.param(
            [("张翼\n文思\n熊梦", "副主任\n德方主任\n副会长")],
            ["张翼\t副主任", "文思\t德方主任", "熊梦\t副会长"],
            id="columns of equal length",
        ),
        pytest.param(
            [("主题一", "张翼\n文思", "副主任\n德方主任")],
            ["主题一\t张翼\t副主任", "文思\t德方主任"],
            id="columns beside one label",
        ),
        pytest.param(
            [("王受文\nWang Shouwen", "商务部副部长\n兼国际贸易谈判代表")],
            ["王受文 Wang Shouwen\t商务部副部长 兼国际贸易谈判代表"],
            id="columns of different languages",
        ),
        pytest.param(
            [("09:00–09:30", "致辞环节\n主持人：王卉\n王受文 商务部副部长")],
            ["09:00–09:30\t致辞环节", "主持人：王卉", "王受文 商务部副部长"],
            id="programme of time and session",
        ),
        pytest.param(
            [("09:00", "致辞", "王受文 商务部副部长\n罗伊 副部长")],
            ["09:00\t致辞", "王受文 商务部副部长", "罗伊 副部长"],
            id="programme of time, session and speakers",
        ),
        pytest.param(
            [("主办单位", "商务部\n联合国工业发展组织")],
            ["主办单位\t商务部", "联合国工业发展组织"],
            id="label and list",
        ),
        pytest.param(
            [("王受文", "王受文指出，合作有成效。\n园区是平台。")],
            ["王受文", "王受文指出，合作有成效。", "园区是平台。"],
            id="remarks beside a name",
        ),
        pytest.param(
            [("论坛召开了。\n会议结束了。", "The forum met;\nit closed; all went home;\nend")],
            ["论坛召开了。", "会议结束了。", "The forum met;", "it closed; all went home;", "end"],
            id="two languages of prose side by side",
        ),
    ],
)
def test_rows(tmp_path: Path, rows: list[tuple[str, ...]], lines: list[str]) -> None:
    assert word_lines(tmp_path, table(*rows)) == lines


def test_table_between_paragraphs(tmp_path: Path) -> None:
    assert word_lines(tmp_path, paragraph("上"), table(("甲", "乙")), paragraph("下")) == [
        "上",
        "甲\t乙",
        "下",
    ]


def test_vertically_merged_cell_is_printed_once(tmp_path: Path) -> None:
    merged = (
        row(cell("主题一", properties=MERGED_FROM), "张翼", "副主任"),
        row(cell("主题一", properties=MERGED_ON), "文思", "德方主任"),
    )
    assert word_lines(tmp_path, f"<w:tbl>{''.join(merged)}</w:tbl>") == [
        "主题一\t张翼\t副主任",
        "文思\t德方主任",
    ]


def test_horizontally_merged_cell_is_printed_once(tmp_path: Path) -> None:
    spanning = cell("讨论环节", properties='<w:gridSpan w:val="2"/>')
    older = cell("x", properties='<w:hMerge w:val="restart"/>') + cell(
        "x", properties='<w:hMerge w:val="continue"/>'
    )
    content = f"<w:tbl>{row(spanning)}<w:tr>{older}</w:tr>{row('张翼', '副主任')}</w:tbl>"
    assert word_lines(tmp_path, content) == ["讨论环节", "x", "张翼\t副主任"]


def test_table_in_a_table(tmp_path: Path) -> None:
    inner = table(("张翼", "副主任"), ("文思", "德方主任"))
    assert word_lines(tmp_path, table(("主题一", cell("引擎作用", inner)))) == [
        "主题一\t引擎作用",
        "张翼\t副主任",
        "文思\t德方主任",
    ]


def test_deleted_rows_and_cells_are_left_out(tmp_path: Path) -> None:
    deleted_row = row("旧", "行", properties="<w:del/>")
    deleted_cell = row(cell("旧", properties="<w:cellDel/>"), "新")
    assert word_lines(tmp_path, f"<w:tbl>{deleted_row}{deleted_cell}{row('一', '二')}</w:tbl>") == [
        "新",
        "一\t二",
    ]


def test_last_paragraph_of_a_cell_never_joins_the_next_cell(tmp_path: Path) -> None:
    gone = paragraph("王卉", properties="<w:rPr><w:del/></w:rPr>")
    assert word_lines(tmp_path, table((cell(gone), "主持人"))) == ["王卉\t主持人"]


def test_tracked_insertion_in_a_cell(tmp_path: Path) -> None:
    inserted = cell(paragraph(f"<w:ins>{run('王卉')}</w:ins>"))
    assert word_lines(tmp_path, table((inserted, "主持人"))) == ["王卉\t主持人"]


def test_heading_in_a_table_of_one_cell(tmp_path: Path) -> None:
    content = docx(table((cell(paragraph("基本信息", style="1")),)), styles=HEADING_STYLES)
    assert [line.heading for line in read_bytes(tmp_path, content).lines] == [1]


def test_rows_in_content_controls(tmp_path: Path) -> None:
    controlled = f"<w:tbl><w:sdt><w:sdtContent>{row('甲', '乙')}</w:sdtContent></w:sdt></w:tbl>"
    assert word_lines(tmp_path, controlled) == ["甲\t乙"]


def photo_cell(key: str, *more: str) -> str:
    return cell(paragraph(drawing(key)), *more)


def photos(folder: Path, content: str) -> list[tuple[str, tuple[str, ...]]]:
    """Return each line with the keys of its pictures."""
    document = read_bytes(folder, docx(content, media={"a": png(), "b": png()}))
    return [
        (line.text, tuple(Path(name).stem for name in line.pictures)) for line in document.lines
    ]


def test_photos_above_their_captions(tmp_path: Path) -> None:
    content = table((photo_cell("a"), photo_cell("b")), ("王卉主持", "康博思主持"))
    assert photos(tmp_path, content) == [
        ("", ("a",)),
        ("王卉主持", ()),
        ("", ("b",)),
        ("康博思主持", ()),
    ]


def test_photos_with_captions_in_their_cells(tmp_path: Path) -> None:
    content = table((photo_cell("a", "王卉主持"), photo_cell("b", "康博思主持")))
    assert photos(tmp_path, content) == [
        ("", ("a",)),
        ("王卉主持", ()),
        ("", ("b",)),
        ("康博思主持", ()),
    ]


def test_photos_without_as_many_captions(tmp_path: Path) -> None:
    content = table((photo_cell("a"), photo_cell("b")), ("会场",))
    assert photos(tmp_path, content) == [("", ("a", "b")), ("会场", ())]


def test_photos_in_the_last_row(tmp_path: Path) -> None:
    assert photos(tmp_path, table(("甲", "乙"), (photo_cell("a"), photo_cell("b")))) == [
        ("甲\t乙", ()),
        ("", ("a", "b")),
    ]


def test_portrait_beside_a_person(tmp_path: Path) -> None:
    assert photos(tmp_path, table((photo_cell("a"), "王卉", "主持人"))) == [
        ("王卉\t主持人", ("a",))
    ]
