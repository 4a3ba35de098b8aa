"""Fields, links, content controls and headings of a Word document."""

from pathlib import Path

import pytest

from tests.support.documents import read_bytes, texts, word_lines
from tests.support.docx_factory import based_on, document_xml, docx, outline, paragraph, run, style


def field_mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def test_field_code_is_left_out_and_its_result_kept(tmp_path: Path) -> None:
    content = paragraph(
        "第",
        field_mark("begin"),
        '<w:r><w:instrText> HYPERLINK "x" </w:instrText></w:r>',
        run("code"),
        field_mark("separate"),
        run("六"),
        field_mark("end"),
        "届",
    )
    assert word_lines(tmp_path, content) == ["第六届"]


def test_field_within_a_field(tmp_path: Path) -> None:
    inner = field_mark("begin") + field_mark("separate") + run("内") + field_mark("end")
    content = paragraph(
        field_mark("begin"), inner, field_mark("separate"), run("外"), field_mark("end")
    )
    assert word_lines(tmp_path, content) == ["外"]


def test_field_that_never_ends_swallows_one_paragraph_at_most(tmp_path: Path) -> None:
    assert word_lines(tmp_path, paragraph("一", field_mark("begin"), "二"), paragraph("三")) == [
        "一",
        "三",
    ]


@pytest.mark.parametrize(
    "wrapper",
    [
        '<w:hyperlink r:id="x">{}</w:hyperlink>',
        "<w:smartTag>{}</w:smartTag>",
        '<w:fldSimple w:instr=" DATE ">{}</w:fldSimple>',
        "<w:sdt><w:sdtPr><w:alias/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>",
        "<w:customXml>{}</w:customXml>",
        "<w:bdo>{}</w:bdo>",
    ],
)
def test_text_in_wrappers_is_kept(tmp_path: Path, wrapper: str) -> None:
    assert word_lines(tmp_path, paragraph("前", wrapper.format(run("中")), "后")) == ["前中后"]


def test_paragraphs_in_content_controls_are_kept(tmp_path: Path) -> None:
    control = f"<w:sdt><w:sdtContent>{paragraph('一')}{paragraph('二')}</w:sdtContent></w:sdt>"
    assert word_lines(tmp_path, control, paragraph("三")) == ["一", "二", "三"]


def test_table_of_contents_is_left_out(tmp_path: Path) -> None:
    styles = style("TOC1", "toc 1") + style("11", "TOC Heading")
    assert word_lines(
        tmp_path,
        paragraph("目录", style="11"),
        paragraph("基本信息\t1", style="TOC1"),
        paragraph("基本信息"),
        styles=styles,
    ) == ["基本信息"]


def test_notes_and_comments_leave_no_trace(tmp_path: Path) -> None:
    marks = (
        '<w:commentRangeStart w:id="0"/><w:r><w:footnoteReference w:id="2"/></w:r>'
        '<w:r><w:commentReference w:id="0"/></w:r>'
    )
    parts = {
        f"word/{name}.xml": document_xml(paragraph(name))
        for name in ("footnotes", "comments", "header1", "footer1", "endnotes")
    }
    content = docx(paragraph("一", marks, "二"), parts=parts)
    assert texts(read_bytes(tmp_path, content)) == ["一二"]


# Headings


def headings(folder: Path, *blocks: str, styles: str) -> list[int]:
    return [line.heading for line in read_bytes(folder, docx(*blocks, styles=styles)).lines]


@pytest.mark.parametrize(
    ("styles", "expected"),
    [
        (style("S", "heading 1"), 1),
        (style("S", "Heading 3"), 3),
        (style("S", "标题 2"), 2),
        (style("S", "own", outline(3)), 4),
        (style("S", "own", outline(9)), 0),
        (style("S", "own", based_on("B")) + style("B", "heading 2"), 2),
        (style("S", "own", based_on("B") + outline(9)) + style("B", "heading 2"), 0),
        (style("S", "Title", outline(0)), 0),
        (style("S", "标题", outline(0)), 0),
        (style("S", "own", based_on("S")), 0),
        (style("S", "heading 12"), 0),
        ("", 0),
    ],
)
def test_heading_by_style(tmp_path: Path, styles: str, expected: int) -> None:
    assert headings(tmp_path, paragraph("一", style="S"), styles=styles) == [expected]


def test_heading_by_the_style_s_id_alone(tmp_path: Path) -> None:
    assert headings(tmp_path, paragraph("一", style="Heading2"), styles="") == [2]


def test_heading_by_the_paragraph_itself(tmp_path: Path) -> None:
    assert headings(
        tmp_path,
        paragraph("一", properties=outline(0)),
        paragraph("二", style="S", properties=outline(9)),
        styles=style("S", "heading 1"),
    ) == [1, 0]


def test_heading_of_two_lines(tmp_path: Path) -> None:
    assert headings(tmp_path, paragraph("一\n二", style="1"), styles=style("1", "heading 1")) == [
        1,
        1,
    ]


def test_default_style(tmp_path: Path) -> None:
    default = '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/>'
    styles = f"{default}{outline(1)}</w:style>"
    assert headings(tmp_path, paragraph("一"), styles=styles) == [2]
