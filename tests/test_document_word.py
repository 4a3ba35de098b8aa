"""A Word document's text is read as it is printed."""

from io import BytesIO
from pathlib import Path

import docx as python_docx
import pytest

from forum.importing.records import Line
from tests.documents import read_bytes, texts, word_lines
from tests.docx_factory import (
    NAMESPACES,
    document_xml,
    docx,
    docx_from_text,
    drawing,
    package,
    paragraph,
    png,
    relationship,
    relationships_xml,
    run,
    text_box,
)


def style(identity: str, name: str, inside: str = "", *, kind: str = "paragraph") -> str:
    return (
        f'<w:style w:type="{kind}" w:styleId="{identity}"><w:name w:val="{name}"/>{inside}'
        "</w:style>"
    )


def based_on(identity: str) -> str:
    return f'<w:basedOn w:val="{identity}"/>'


def outline(level: int) -> str:
    return f'<w:outlineLvl w:val="{level}"/>'


def field_mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


# Runs


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


# Hidden text and tracked changes


@pytest.mark.parametrize(
    ("properties", "line"),
    [
        ("<w:vanish/>", "见"),
        ('<w:vanish w:val="1"/>', "见"),
        ('<w:vanish w:val="false"/>', "不见见"),
        ("<w:webHidden/>", "不见见"),
    ],
)
def test_hidden_text_is_left_out(tmp_path: Path, properties: str, line: str) -> None:
    assert word_lines(tmp_path, paragraph(run("不见", properties), "见")) == [line]


def test_text_hidden_by_a_style(tmp_path: Path) -> None:
    styles = style("Ghost", "ghost", "<w:rPr><w:vanish/></w:rPr>") + style(
        "Unseen", "unseen", based_on("Ghost"), kind="character"
    )
    assert word_lines(
        tmp_path,
        paragraph("a", run("b", '<w:rStyle w:val="Unseen"/>'), "c"),
        paragraph("d", run("e", '<w:vanish w:val="0"/>'), style="Ghost"),
        styles=styles,
    ) == ["ac", "e"]


@pytest.mark.parametrize(("deleting", "inserting"), [("del", "ins"), ("moveFrom", "moveTo")])
def test_tracked_changes_are_accepted(tmp_path: Path, deleting: str, inserting: str) -> None:
    content = paragraph(
        "共",
        f"<w:{deleting}>{run('九').replace('w:t', 'w:delText')}{run('旧')}</w:{deleting}>",
        f"<w:{inserting}>{run('十')}</w:{inserting}>",
        "家",
    )
    assert word_lines(tmp_path, content) == ["共十家"]


def test_deletion_within_an_insertion(tmp_path: Path) -> None:
    inside = f"<w:ins>{run('一')}<w:del>{run('二')}</w:del>{run('三')}</w:ins>"
    assert word_lines(tmp_path, paragraph(inside)) == ["一三"]


def test_deleted_paragraph_end_joins_two_lines(tmp_path: Path) -> None:
    gone = "<w:rPr><w:del/></w:rPr>"
    assert word_lines(
        tmp_path, paragraph("前", properties=gone), paragraph("后"), paragraph("另")
    ) == ["前后", "另"]


def test_deleted_paragraph_leaves_no_line(tmp_path: Path) -> None:
    gone = paragraph(f"<w:del>{run('旧')}</w:del>", properties="<w:rPr><w:del/></w:rPr>")
    assert word_lines(tmp_path, paragraph("一"), gone, paragraph("二"), gone) == ["一", "二"]


def test_inserted_paragraph_end_is_kept(tmp_path: Path) -> None:
    new = "<w:rPr><w:ins/></w:rPr>"
    assert word_lines(tmp_path, paragraph("一", properties=new), paragraph("二")) == ["一", "二"]


def test_former_properties_are_ignored(tmp_path: Path) -> None:
    former = (
        '<w:pPrChange><w:pPr><w:pStyle w:val="1"/><w:rPr><w:del/></w:rPr></w:pPr></w:pPrChange>'
    )
    document = read_bytes(
        tmp_path,
        docx(
            paragraph(
                run("正文", "<w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange>"),
                properties=former,
            ),
            paragraph("下"),
        ),
    )
    assert document.lines == (Line(1, "正文"), Line(2, "下"))


def test_dropped_capital_belongs_to_the_next_paragraph(tmp_path: Path) -> None:
    frame = '<w:framePr w:dropCap="drop" w:lines="2"/>'
    assert word_lines(tmp_path, paragraph("本", properties=frame), paragraph("次论坛")) == [
        "本次论坛"
    ]


# Fields, links, content controls


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


# Pictures


def pictures(folder: Path, content: bytes) -> list[tuple[str, tuple[str, ...]]]:
    return [(line.text, line.pictures) for line in read_bytes(folder, content).lines]


def test_pictures_stand_on_their_line(tmp_path: Path) -> None:
    content = docx(
        paragraph(drawing("a")),
        paragraph("说明"),
        paragraph(drawing("b"), drawing("a"), "两张\n下行"),
        media={"a": png(), "b": png()},
    )
    assert pictures(tmp_path, content) == [
        ("", ("word/media/a.png",)),
        ("说明", ()),
        ("两张", ("word/media/b.png", "word/media/a.png")),
        ("下行", ()),
    ]


def test_picture_of_older_word_processors(tmp_path: Path) -> None:
    image = '<w:r><w:pict><v:imagedata r:id="a"/></w:pict></w:r>'
    content = docx(paragraph(image, "图"), media={"a": png()})
    assert pictures(tmp_path, content) == [("图", ("word/media/a.png",))]


def test_picture_with_a_second_copy_is_taken_once(tmp_path: Path) -> None:
    twice = (
        f"<w:r><mc:AlternateContent><mc:Choice>{drawing('a')}</mc:Choice>"
        '<mc:Fallback><w:pict><v:imagedata r:id="a"/></w:pict></mc:Fallback>'
        "</mc:AlternateContent></w:r>"
    )
    content = docx(paragraph(twice, "图"), media={"a": png()})
    assert pictures(tmp_path, content) == [("图", ("word/media/a.png",))]


def test_pictures_elsewhere_are_ignored(tmp_path: Path) -> None:
    linked = '<w:r><w:drawing><a:blip r:link="web"/></w:drawing></w:r>'
    outside = relationship("web", "image", "http://127.0.0.1/x.png", external=True)
    content = docx(paragraph(linked, drawing("web"), drawing("none"), "图"), relationships=outside)
    assert pictures(tmp_path, content) == [("图", ())]


@pytest.mark.parametrize("target", ["/word/media/a.png", "../word/media/a.png", "MEDIA/A.PNG"])
def test_picture_by_any_spelling_of_its_name(tmp_path: Path, target: str) -> None:
    content = docx(
        paragraph(drawing("other"), "图"),
        media={"a": png()},
        relationships=relationship("other", "image", target),
    )
    document = read_bytes(tmp_path, content)
    assert document.picture(document.lines[0].pictures[0]) == png()


def test_picture_in_a_table(tmp_path: Path) -> None:
    content = docx(
        f"<w:tbl><w:tr><w:tc>{paragraph(drawing('a'))}</w:tc><w:tc>{paragraph('王卉')}</w:tc>"
        "</w:tr></w:tbl>",
        media={"a": png()},
    )
    assert pictures(tmp_path, content) == [("王卉", ("word/media/a.png",))]


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
