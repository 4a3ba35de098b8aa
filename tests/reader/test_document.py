"""A file becomes numbered lines, or is refused in one sentence."""

import hashlib
from pathlib import Path

import pytest

from forum.models.finding_sentences import error_message
from forum.reader.document import DocumentError, read
from forum.reader.event_record import Line
from tests.support.documents import read_bytes, refusal, texts, written
from tests.support.docx_factory import docx, docx_from_text, drawing, package, paragraph, png

WORD_SUFFIXES = [".docx", ".docm", ".dotx"]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
OLDER = (
    "this is a file of an older kind (.doc, .wps, .rtf) or locked by a password; "
    "save it as .docx without a password."
)
NO_TEXT = "this is not a text; give a plain text (.txt) or a Word document (.docx)."


def test_lines_are_numbered_from_one(tmp_path: Path) -> None:
    document = read_bytes(tmp_path, "标题\n\n正文\n".encode())
    assert document.lines == (Line(1, "标题"), Line(2, ""), Line(3, "正文"))


def test_source_is_the_name_without_its_folder(tmp_path: Path) -> None:
    assert read_bytes(tmp_path, b"text", "2023 记录.txt").source == "2023 记录.txt"


@pytest.mark.parametrize("content", [b"text", docx_from_text("text")])
def test_sha256_is_of_the_bytes(tmp_path: Path, content: bytes) -> None:
    assert read_bytes(tmp_path, content).sha256 == hashlib.sha256(content).hexdigest()


def test_word_document_from_text(tmp_path: Path) -> None:
    document = read_bytes(tmp_path, docx_from_text("标题\n\n王卉\t主持人"), "record.docx")
    assert (document.encoding, texts(document)) == ("docx", ["标题", "", "王卉\t主持人"])


@pytest.mark.parametrize("name", ["record.txt", "record", "record.DOCX", "record.zip"])
def test_word_document_is_known_by_its_bytes(tmp_path: Path, name: str) -> None:
    assert read_bytes(tmp_path, docx_from_text("标题"), name).encoding == "docx"


@pytest.mark.parametrize("suffix", [".doc", ".wps", ".rtf", ".DOC"])
def test_older_formats_are_refused_by_their_name(tmp_path: Path, suffix: str) -> None:
    assert refusal(tmp_path, b"text", f"record{suffix}") == f"record{suffix}: {OLDER}"


@pytest.mark.parametrize("content", [OLE, rb"{\rtf1\ansi text}"])
@pytest.mark.parametrize("name", ["record.docx", "record.txt"])
def test_older_formats_are_refused_by_their_bytes(
    tmp_path: Path, name: str, content: bytes
) -> None:
    assert refusal(tmp_path, content, name) == f"{name}: {OLDER}"


@pytest.mark.parametrize(
    ("name", "content"), [("a.pdf", b"text"), ("a.txt", b"%PDF-1.7"), ("a.docx", b"%PDF-1.4")]
)
def test_pdf_is_refused(tmp_path: Path, name: str, content: bytes) -> None:
    assert refusal(tmp_path, content, name) == (
        f"{name}: this is a PDF; open its original and save it as .docx."
    )


@pytest.mark.parametrize("content", [b"<!DOCTYPE html><p>", b"<html>", b"MIME-Version: 1.0"])
def test_web_pages_are_refused(tmp_path: Path, content: bytes) -> None:
    assert refusal(tmp_path, content) == (
        "record.txt: this is a web page; open it in Word and save it as .docx."
    )


@pytest.mark.parametrize("content", [png(), b"\xff\xd8\xff\xe0rest"])
@pytest.mark.parametrize("name", ["record.txt", "record.docx"])
def test_a_picture_is_refused_whatever_its_name_says(
    tmp_path: Path, name: str, content: bytes
) -> None:
    assert refusal(tmp_path, content, name).startswith(f"{name}: this is a picture and no document")


@pytest.mark.parametrize("content", [b"7z\xbc\xaf'\x1c", bytes(range(32)), bytes(99)])
def test_other_bytes_are_no_text(tmp_path: Path, content: bytes) -> None:
    assert refusal(tmp_path, content) == f"record.txt: {NO_TEXT}"


@pytest.mark.parametrize("suffix", WORD_SUFFIXES)
def test_word_name_without_word_content(tmp_path: Path, suffix: str) -> None:
    assert refusal(tmp_path, b"text", f"record{suffix}") == (
        f"record{suffix}: this is no Word document, though its name says so; get it again, or "
        "save it as .docx, or as .txt if it is plain text."
    )


@pytest.mark.parametrize(
    "parts",
    [
        {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<office/>"},
        {"word/document.xml": "<workbook/>"},
    ],
)
def test_archives_of_other_kinds_are_refused(tmp_path: Path, parts: dict[str, str]) -> None:
    assert refusal(tmp_path, package(parts), "record.docx") == (
        "record.docx: this is an archive but no Word document; open its document and save it as "
        ".docx."
    )


def test_a_damaged_workbook_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path, package({"xl/workbook.xml": "<workbook/>"}), "guests.xlsx") == (
        "guests.xlsx: the workbook is damaged or of another kind; open it in a spreadsheet program "
        "and save it as .xlsx."
    )


@pytest.mark.parametrize(
    "content", [b"", b" \r\n\t\n", "\ufeff\u3000\n".encode(), docx_from_text("")]
)
def test_empty_files_are_refused(tmp_path: Path, content: bytes) -> None:
    assert refusal(tmp_path, content) == (
        "record.txt: the file is empty; save the record anew and import it again."
    )


def test_pictures_alone_are_refused(tmp_path: Path) -> None:
    content = docx(paragraph(drawing("photo")), media={"photo": png()})
    assert refusal(tmp_path, content, "scan.docx") == (
        "scan.docx: the document holds pictures and no text; type the text, or import another."
    )


def test_missing_file() -> None:
    with pytest.raises(DocumentError) as caught:
        read(Path("/nowhere/record.docx"))
    assert error_message(caught.value) == "record.docx: there is no such file; check its path."


@pytest.mark.parametrize("path", ["/dev/null/x.txt", "a" * 5000 + ".txt"])
def test_impossible_paths(path: str) -> None:
    with pytest.raises(DocumentError) as caught:
        read(Path(path))
    assert caught.value.case == "unreadable"


def test_path_with_a_nul() -> None:
    with pytest.raises(DocumentError) as caught:
        read(Path("a\0b"))
    assert error_message(caught.value) == "a?b: there is no such file; check its path."


def test_folder(tmp_path: Path) -> None:
    with pytest.raises(DocumentError) as caught:
        read(tmp_path)
    assert error_message(caught.value) == (
        f"{tmp_path.name}: this is no file; give the path of a file."
    )


def test_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path, b"text", "record.txt")

    def forbidden(*arguments: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "open", forbidden)
    with pytest.raises(DocumentError) as caught:
        read(path)
    assert error_message(caught.value) == (
        "record.txt: you may not read this file; ask for permission, or copy it."
    )


def test_names_that_are_no_text_are_printable(tmp_path: Path) -> None:
    path = Path(f"{tmp_path}/a\udcffb\n.txt")
    path.write_bytes(b"text")
    assert read(path).source == "a?b?.txt"


def test_text_above_5_mb_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path, b"a\n" * (5 * 512 * 1024 + 1)) == (
        "record.txt: the text has more than 5 MB; split it and import the parts."
    )


@pytest.mark.parametrize(("count", "refused"), [(100_000, False), (100_001, True)])
def test_text_above_100_000_lines_is_refused(tmp_path: Path, count: int, refused: bool) -> None:
    content = b"a\n" * count
    if not refused:
        assert len(read_bytes(tmp_path, content).lines) == count
        return
    assert refusal(tmp_path, content) == (
        "record.txt: the document has more than 100,000 lines; split it and import the parts."
    )


def test_picture_is_read_from_the_file(tmp_path: Path) -> None:
    content = docx(paragraph("图", drawing("photo")), media={"photo": png()})
    document = read_bytes(tmp_path, content, "record.docx")
    assert document.picture(document.lines[0].pictures[0]) == png()


def test_picture_that_is_not_there(tmp_path: Path) -> None:
    document = read_bytes(tmp_path, docx_from_text("text"), "record.docx")
    with pytest.raises(DocumentError) as caught:
        document.picture("word/media/none.png")
    assert error_message(caught.value) == (
        'record.docx: the picture "word/media/none.png" is missing in the file.'
    )


def test_picture_of_a_file_that_is_gone(tmp_path: Path) -> None:
    content = docx(paragraph("图", drawing("photo")), media={"photo": png()})
    document = read_bytes(tmp_path, content, "record.docx")
    document.path.unlink()
    with pytest.raises(DocumentError) as caught:
        document.picture(document.lines[0].pictures[0])
    assert error_message(caught.value) == "record.docx: there is no such file; check its path."
