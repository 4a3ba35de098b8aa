"""A Word document's text is read as it is printed."""

from io import BytesIO
from pathlib import Path

import docx as python_docx
import pytest

from forum.reader.event_record import Line
from tests.support.documents import read_bytes, texts, word_lines
from tests.support.docx_factory import (
    NAMESPACES,
    document_xml,
    docx_from_text,
    package,
    paragraph,
    png,
    relationship,
    relationships_xml,
    run,
    text_box,
)


def test_runs_are_joined(tmp_path: Path) -> None:
    assert word_lines(tmp_path, paragraph("联合国工", "业发", "展组织")) == ["联合国工业发展组织"]


def test_soft_break_starts_a_line(tmp_path: Path) -> None:
    assert word_lines(tmp_path, paragraph("上\n下"), paragraph("a", "<w:r><w:cr/></w:r>", "b")) == [
        "上",
        "下",
        "a",
        "b",
    ]


@pytest.mark.parametrize("kind", ["page", "column"])
def test_page_break_makes_no_line_of_its_own(tmp_path: Path, kind: str) -> None:
    page = f'<w:r><w:br w:type="{kind}"/></w:r>'
    assert word_lines(tmp_path, paragraph("一", page), paragraph(page, "二"), paragraph(page)) == [
        "一",
        "二",
        "",
    ]


def test_page_break_within_a_paragraph_parts_its_text(tmp_path: Path) -> None:
    page = '<w:r><w:br w:type="page"/></w:r>'
    assert word_lines(tmp_path, paragraph("一", page, "二")) == ["一", "二"]


def test_printed_page_break_is_nothing(tmp_path: Path) -> None:
    assert word_lines(tmp_path, paragraph("一", "<w:r><w:lastRenderedPageBreak/></w:r>", "二")) == [
        "一二"
    ]


def test_tabs(tmp_path: Path) -> None:
    stops = '<w:tabs><w:tab w:val="left" w:pos="720"/></w:tabs>'
    content = paragraph("王卉\t主持人", "<w:r><w:ptab/></w:r>", "!", properties=stops)
    assert word_lines(tmp_path, content) == ["王卉\t主持人\t!"]


def test_special_characters(tmp_path: Path) -> None:
    content = paragraph(
        "co", "<w:r><w:noBreakHyphen/></w:r>", "ope", "<w:r><w:softHyphen/></w:r>", "ration"
    )
    assert word_lines(tmp_path, content) == ["co-operation"]


@pytest.mark.parametrize(
    ("font", "code", "char"),
    [
        ("Wingdings", "F0FC", "✓"),
        ("Wingdings", "F06C", "●"),
        ("Symbol", "F0B7", "•"),
        ("SimSun", "2116", "№"),
        ("Wingdings", "F021", "\uf021"),
        ("Symbol", "rubbish", ""),
        ("Symbol", "FFFFFFFF", ""),
    ],
)
def test_symbols(tmp_path: Path, font: str, code: str, char: str) -> None:
    sign = f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>'
    assert word_lines(tmp_path, paragraph(sign, "项")) == [f"{char}项"]


def test_line_ends_in_the_xml_are_spaces(tmp_path: Path) -> None:
    assert word_lines(tmp_path, paragraph("<w:r><w:t>a\r\nb\u2028c</w:t></w:r>")) == ["a b c"]


def test_white_space_between_elements_is_nothing(tmp_path: Path) -> None:
    spaced = paragraph("一").replace("><", ">\n  <")
    assert word_lines(tmp_path, f"\n  {spaced}\n") == ["一"]


def test_phonetic_guide_is_left_out(tmp_path: Path) -> None:
    ruby = (
        f"<w:r><w:ruby><w:rt>{run('wáng')}</w:rt><w:rubyBase>{run('王')}</w:rubyBase>"
        "</w:ruby></w:r>"
    )
    assert word_lines(tmp_path, paragraph(ruby, "卉")) == ["王卉"]


# Text boxes


def test_text_box_is_read_once(tmp_path: Path) -> None:
    box = text_box(paragraph("第六届论坛"), paragraph("分论坛"))
    assert word_lines(tmp_path, paragraph(box, "下文")) == ["第六届论坛", "分论坛", "下文"]


def test_text_box_after_text(tmp_path: Path) -> None:
    box = text_box(paragraph("框"))
    assert word_lines(tmp_path, paragraph("上", box, "文"), paragraph("下")) == ["上文", "框", "下"]


def test_text_box_of_older_word_processors(tmp_path: Path) -> None:
    content = f"<w:txbxContent>{paragraph('框')}</w:txbxContent>"
    box = f"<w:r><w:pict><v:textbox>{content}</v:textbox></w:pict></w:r>"
    assert word_lines(tmp_path, paragraph(box, "文")) == ["框", "文"]


def test_fallback_without_a_choice_is_read(tmp_path: Path) -> None:
    fallback = f"<mc:AlternateContent><mc:Fallback>{run('备')}</mc:Fallback></mc:AlternateContent>"
    assert word_lines(tmp_path, paragraph(fallback)) == ["备"]


def test_word_art(tmp_path: Path) -> None:
    art = '<w:r><w:pict><v:textpath string="第六届论坛"/></w:pict></w:r>'
    assert word_lines(tmp_path, paragraph(art, "文")) == ["第六届论坛", "文"]


# Other writers' packages


def test_main_part_by_its_relationship(tmp_path: Path) -> None:
    content = package(
        {
            "_rels/.rels": relationships_xml(
                relationship("x", "officeDocument", "/word/document2.xml")
            ),
            "word/document2.xml": document_xml(paragraph("修复")),
        }
    )
    assert texts(read_bytes(tmp_path, content)) == ["修复"]


def test_main_part_by_its_name(tmp_path: Path) -> None:
    content = package({"word/document.xml": document_xml(paragraph("一"))})
    assert texts(read_bytes(tmp_path, content)) == ["一"]


def test_strict_document(tmp_path: Path) -> None:
    strict = document_xml(paragraph("严格", style="1")).replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    assert texts(read_bytes(tmp_path, package({"word/document.xml": strict}))) == ["严格"]


def test_main_part_in_utf16(tmp_path: Path) -> None:
    xml = f'<?xml version="1.0" encoding="UTF-16"?>{document_xml(paragraph("宽"))}'
    content = package({"word/document.xml": xml.encode("utf-16")})
    assert texts(read_bytes(tmp_path, content)) == ["宽"]


def test_other_prefixes(tmp_path: Path) -> None:
    xml = document_xml(paragraph("一\t二")).replace("w:", "q:").replace("xmlnq:", "xmlns:q=")
    xml = xml.replace('xmlns:w="', 'xmlns:q="')
    assert NAMESPACES.startswith('xmlns:w="')
    assert texts(read_bytes(tmp_path, package({"word/document.xml": xml}))) == ["一\t二"]


def test_file_of_python_docx(tmp_path: Path) -> None:
    document = python_docx.Document()
    document.add_heading("基本信息", 1)
    document.add_paragraph("王卉\t主持人")
    document.sections[0].header.paragraphs[0].text = "内部材料"
    document.add_paragraph().add_run().add_picture(BytesIO(png()))
    document.add_paragraph("第一", style="List Number")
    document.add_paragraph("第二", style="List Number")
    buffer = BytesIO()
    document.save(buffer)
    lines = read_bytes(tmp_path, buffer.getvalue()).lines
    assert lines == (
        Line(1, "基本信息", heading=1),
        Line(2, "王卉\t主持人"),
        Line(3, "", pictures=("word/media/image1.png",)),
        Line(4, "1. 第一"),
        Line(5, "2. 第二"),
    )


def test_python_docx_reads_what_the_factory_writes() -> None:
    document = python_docx.Document(BytesIO(docx_from_text("一\n\n二\t三")))
    assert [item.text for item in document.paragraphs] == ["一", "", "二\t三"]
