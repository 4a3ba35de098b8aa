"""Hidden text is left out of a Word document, and tracked changes are accepted."""

from pathlib import Path

import pytest

from forum.reader.event_record import Line
from tests.support.documents import read_bytes, word_lines
from tests.support.docx_factory import based_on, docx, paragraph, run, style


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
