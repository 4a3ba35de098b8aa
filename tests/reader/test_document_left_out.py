"""What stands in a Word file beside its text is named, and what is struck through is left out."""

from pathlib import Path

import pytest

from forum.reader.document import Document, read
from forum.reader.event_record import Level
from tests.support.docx_factory import NAMESPACES, docx, paragraph, relationship, run


def read_docx(tmp_path: Path, content: bytes) -> Document:
    path = tmp_path / "record.docx"
    path.write_bytes(content)
    return read(path)


def left_out(document: Document) -> list[tuple[str, object]]:
    return [(each.case, each.params["text"]) for each in document.findings]


@pytest.mark.parametrize("mark", ["<w:strike/>", "<w:dstrike/>"])
def test_struck_text_is_left_out_and_quoted(tmp_path: Path, mark: str) -> None:
    content = docx(paragraph(run("Anna Berg, "), run("Minister", mark), run("Director")))
    document = read_docx(tmp_path, content)
    assert [line.text for line in document.lines] == ["Anna Berg, Director"]
    assert left_out(document) == [("struck", "Minister")]


def test_a_strike_that_is_off_strikes_nothing(tmp_path: Path) -> None:
    document = read_docx(tmp_path, docx(paragraph(run("Minister", '<w:strike w:val="0"/>'))))
    assert (document.lines[0].text, left_out(document)) == ("Minister", [])


def test_tracked_changes_are_named_once(tmp_path: Path) -> None:
    inserted = f'<w:ins w:id="1">{run("Director")}</w:ins>'
    deleted = f'<w:del w:id="2">{run("Minister")}</w:del>'
    document = read_docx(tmp_path, docx(paragraph(run("Anna Berg, "), deleted, inserted)))
    assert (document.lines[0].text, left_out(document)) == (
        "Anna Berg, Director", [("tracked", "")]
    )  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "case", "level"),
    [
        ("footnotes", "footnotes", Level.WARNING), ("endnotes", "footnotes", Level.WARNING),
        ("comments", "comments", Level.WARNING), ("header", "headers", Level.NOTE),
        ("footer", "headers", Level.NOTE),
    ],
)  # fmt: skip
def test_a_part_beside_the_text_is_quoted(
    tmp_path: Path, kind: str, case: str, level: Level
) -> None:
    part = f"<w:part {NAMESPACES}>{paragraph('She read it for him.')}</w:part>"
    content = docx(
        paragraph("Anna Berg"), relationships=relationship("beside", kind, "beside.xml"),
        parts={"word/beside.xml": part},
    )  # fmt: skip
    findings = read_docx(tmp_path, content).findings
    assert [(each.case, each.level, each.params["text"]) for each in findings] == [
        (case, level, "She read it for him.")
    ]


def test_a_foot_with_the_page_s_number_alone_is_not_named(tmp_path: Path) -> None:
    part = f"<w:ftr {NAMESPACES}>{paragraph('– 3 –')}</w:ftr>"
    content = docx(
        paragraph("Anna Berg"), relationships=relationship("foot", "footer", "foot.xml"),
        parts={"word/foot.xml": part},
    )  # fmt: skip
    assert left_out(read_docx(tmp_path, content)) == []


def test_a_file_within_the_file_is_named(tmp_path: Path) -> None:
    content = docx(
        paragraph("Anna Berg"), relationships=relationship("part", "aFChunk", "part.html"),
        parts={"word/part.html": "<p>Tom Reed</p>"},
    )  # fmt: skip
    assert left_out(read_docx(tmp_path, content)) == [("inserted", "")]
