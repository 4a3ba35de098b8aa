"""A hostile or damaged Word file is refused in one sentence, before it costs memory."""

import copy
import random
import struct
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from forum.models.finding_sentences import error_message
from forum.reader.document import Document, DocumentError, read
from tests.support.documents import read_bytes, refusal, texts, written
from tests.support.docx_factory import (
    abstract_list,
    document_xml,
    docx,
    docx_from_text,
    drawing,
    list_level,
    package,
    paragraph,
    png,
    relationship,
    relationships_xml,
    table,
    text_box,
    used_list,
)

MB = 1024 * 1024
DAMAGED = (
    "record.docx: the Word file is damaged or incomplete; get it again, or open it in Word and "
    "save it anew as .docx."
)
BROKEN = "record.docx: the Word file's XML is broken; open it in Word and save it anew as .docx."
UNNATURAL = (
    "record.docx: the Word file holds what no word processor writes (a document type, entities, "
    "or elements nested or named without end); copy its text into a new document and save that "
    "as .docx."
)
TOO_MUCH_XML = (
    "record.docx: the text parts have more than 8 MB unpacked; split the document, or save it as "
    "plain text (.txt)."
)
TOO_MANY = (
    "record.docx: the file holds more than 2,000 parts, as no document does; copy its text into a "
    "new document and save that as .docx."
)
TOO_LARGE = (
    "record.docx: the file has more than 60 MB unpacked; import it without photos and upload "
    "them in the desk."
)


def noise(size: int) -> bytes:
    """Return bytes that do not pack."""
    return random.Random(1).randbytes(size)


def refused(folder: Path, content: bytes) -> str:
    return refusal(folder, content, "record.docx")


def with_main(xml: str | bytes) -> bytes:
    return docx(parts={"word/document.xml": xml})


def patched(content: bytes, edit: Callable[[zipfile.ZipInfo], None], name: str) -> bytes:
    """Return an archive whose directory was edited, as ``zipfile`` would not write it."""
    source, buffer = zipfile.ZipFile(BytesIO(content)), BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in source.infolist():
            archive.writestr(part.filename, source.read(part))
        edit(archive.getinfo(name))
    return buffer.getvalue()


# Damage


def test_truncated_archive(tmp_path: Path) -> None:
    assert refused(tmp_path, docx_from_text("一")[:-30]) == DAMAGED


def test_damaged_part(tmp_path: Path) -> None:
    content = package({"word/document.xml": document_xml(paragraph("一"))}, packing=0)
    assert refused(tmp_path, content.replace("一".encode(), "二".encode())) == DAMAGED


def test_main_part_missing(tmp_path: Path) -> None:
    related = relationships_xml(relationship("x", "officeDocument", "word/document.xml"))
    assert refused(tmp_path, package({"_rels/.rels": related})) == (
        "record.docx: this is an archive but no Word document; open its document and save it as "
        ".docx."
    )


@pytest.mark.parametrize(
    "xml",
    [
        document_xml(paragraph("一"))[:-9],
        document_xml(paragraph("一")).replace("一", "\x01"),
        document_xml(paragraph("一")).replace("一", "&nbsp;"),
        document_xml(paragraph("分论坛")).encode("gb18030"),
        '<?xml version="1.0" encoding="gb18030"?><w:document/>',
        "",
    ],
    ids=["cut", "control character", "entity", "encoding", "declared encoding", "empty"],
)
def test_broken_xml(tmp_path: Path, xml: str | bytes) -> None:
    assert refused(tmp_path, with_main(xml)) == BROKEN


@pytest.mark.parametrize("name", ["word/styles.xml", "_rels/.rels", "word/_rels/document.xml.rels"])
def test_broken_xml_beside_the_text(tmp_path: Path, name: str) -> None:
    assert refused(tmp_path, docx(paragraph("一"), parts={name: "<w:"})) == BROKEN


def test_locked_part(tmp_path: Path) -> None:
    def lock(part: zipfile.ZipInfo) -> None:
        part.flag_bits |= 0x1

    content = patched(docx_from_text("一"), lock, "word/document.xml")
    assert refused(tmp_path, content) == (
        "record.docx: the file is locked by a password; save it without one as .docx."
    )


def test_unusual_packing(tmp_path: Path) -> None:
    content = package({"word/document.xml": document_xml()}, packing=zipfile.ZIP_LZMA)
    assert refused(tmp_path, content) == DAMAGED


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("twin", ["word/document.xml", "Word/DOCUMENT.xml"])
def test_two_parts_of_one_name(tmp_path: Path, twin: str) -> None:
    buffer = BytesIO(docx_from_text("一"))
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr(twin, document_xml(paragraph("二")))
    assert refused(tmp_path, buffer.getvalue()) == DAMAGED


def test_two_parts_in_one_place(tmp_path: Path) -> None:
    buffer = BytesIO(docx_from_text("一"))
    with zipfile.ZipFile(buffer, "a") as archive:
        twin = copy.copy(archive.getinfo("word/document.xml"))
        twin.filename = twin.orig_filename = "word/document.bin"
        archive.filelist.append(twin)
        archive.comment = b"rewritten"
    assert refused(tmp_path, buffer.getvalue()) == DAMAGED


# Bombs


def test_xml_above_8_mb(tmp_path: Path) -> None:
    parts = {f"customXml/item{number}.xml": noise(3 * MB) for number in range(3)}
    assert refused(tmp_path, docx(paragraph("一"), parts=parts)) == TOO_MUCH_XML


def test_whole_above_60_mb(tmp_path: Path) -> None:
    photo = noise(MB)
    content = docx(paragraph("一"), media={f"p{number}": photo for number in range(60)})
    assert refused(tmp_path, content) == TOO_LARGE


def test_file_above_60_mb_is_not_even_opened(tmp_path: Path) -> None:
    path = written(tmp_path, docx_from_text("一"), "record.docx")
    with path.open("ab") as file:
        file.truncate(61 * MB)
    with pytest.raises(DocumentError) as caught:
        read(path)
    assert error_message(caught.value) == TOO_LARGE


@pytest.mark.parametrize(
    ("name", "remedy"),
    [
        ("word/media/white.bmp", "import it without photos and upload them in the desk"),
        ("word/comments.xml", "copy its text into a new document and save that as .docx"),
    ],
)
def test_part_that_unpacks_by_more_than_100(tmp_path: Path, name: str, remedy: str) -> None:
    content = docx(paragraph("一"), parts={name: b" " * MB})
    assert refused(tmp_path, content) == (
        f'record.docx: "{name}" unpacks to more than 100 times its size; {remedy}.'
    )


def test_small_part_of_one_repeated_line_is_no_bomb(tmp_path: Path) -> None:
    content = docx(*["<w:p/>"] * 20_000, paragraph("一"))
    assert len(read_bytes(tmp_path, content).lines) == 20_001


@pytest.mark.parametrize("declared", [10, 5 * MB])
def test_sizes_that_lie(tmp_path: Path, declared: int) -> None:
    def lie(part: zipfile.ZipInfo) -> None:
        part.file_size = declared

    content = patched(docx(paragraph("一"), media={"a": noise(1000)}), lie, "word/media/a.png")
    bomb = 'record.docx: "word/media/a.png" unpacks to more than 100 times its size; '
    assert refused(tmp_path, content).startswith((DAMAGED, bomb))


def test_bomb_behind_a_size_that_lies(tmp_path: Path) -> None:
    def lie(part: zipfile.ZipInfo) -> None:
        part.file_size = 1000

    content = patched(
        docx(paragraph("一"), parts={"word/media/a.bmp": bytes(30 * MB)}), lie, "word/media/a.bmp"
    )
    assert refused(tmp_path, content) == (
        'record.docx: "word/media/a.bmp" unpacks to more than 100 times its size; import it '
        "without photos and upload them in the desk."
    )


def test_thousands_of_parts(tmp_path: Path) -> None:
    parts = {f"word/media/{number}.png": b"" for number in range(2_001)}
    assert refused(tmp_path, docx(paragraph("一"), parts=parts)) == TOO_MANY


def test_directory_of_a_million_parts(tmp_path: Path) -> None:
    entry = struct.pack("<4s42s", b"PK\x01\x02", bytes(42))
    end = struct.pack("<4s4HIIH", b"PK\x05\x06", 0, 0, 0, 0, 46 * 1_000_000, 4, 0)
    assert refused(tmp_path, b"PK\x03\x04" + entry * 1_000_000 + end) == TOO_MANY


def test_picture_above_20_mb(tmp_path: Path) -> None:
    content = docx(paragraph("一", drawing("a")), media={"a": noise(20 * MB + 1)})
    document = read_bytes(tmp_path, content, "record.docx")
    with pytest.raises(DocumentError) as caught:
        document.picture("word/media/a.png")
    assert error_message(caught.value) == (
        'record.docx: the picture "word/media/a.png" has more than 20 MB; upload a smaller one '
        "in the desk."
    )


def test_more_than_100_000_lines(tmp_path: Path) -> None:
    content = package({"word/document.xml": document_xml("<w:p/>" * 100_001)}, packing=0)
    assert refused(tmp_path, content) == (
        "record.docx: the document has more than 100,000 lines; split it and import the parts."
    )


def test_long_labels_are_cut(tmp_path: Path) -> None:
    numbering = abstract_list("0", list_level(0, "decimal", "长" * 10_000)) + used_list("1", "0")
    document = read_bytes(tmp_path, docx(paragraph("项", number=("1", 0)), numbering=numbering))
    assert texts(document) == ["长" * 50 + "项"]


# XML


@pytest.mark.parametrize(
    "declaration",
    [
        "<!DOCTYPE w:document>",
        '<!DOCTYPE d [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>',
        '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE d SYSTEM "http://127.0.0.1/d.dtd">',
    ],
)
@pytest.mark.parametrize("name", ["word/document.xml", "word/styles.xml", "_rels/.rels"])
def test_document_type(tmp_path: Path, name: str, declaration: str) -> None:
    content = docx(parts={name: declaration + document_xml(paragraph("&x;"))})
    assert refused(tmp_path, content) == UNNATURAL


@pytest.mark.parametrize("element", ["w:p", "w:tbl", "w:txbxContent", "w:x"])
def test_deep_nesting(tmp_path: Path, element: str) -> None:
    nested = f"<{element}>" * 300 + f"</{element}>" * 300
    assert refused(tmp_path, with_main(document_xml(nested))) == UNNATURAL


def test_names_without_end(tmp_path: Path) -> None:
    names = "".join(f"<n{number}/>" for number in range(30_000))
    assert refused(tmp_path, with_main(document_xml(names))) == UNNATURAL


def test_tag_without_end(tmp_path: Path) -> None:
    attributes = " ".join(f'a{number}="{number}"' for number in range(150_000))
    content = package({"word/document.xml": document_xml(f"<w:p {attributes}/>")}, packing=0)
    assert refused(tmp_path, content) == UNNATURAL


@pytest.mark.parametrize(
    "xml",
    [
        "<w:tc><w:tr><w:tc>一</w:tc></w:tr></w:tc>",
        f"<w:txbxContent>{paragraph('一')}</w:txbxContent>",
        f"<w:tr><w:trPr><w:del/></w:trPr>{table(('甲', '乙'))}</w:tr>",
        "<mc:Fallback/><mc:Choice/><w:vMerge/><w:cellDel/><w:del/><w:t>一</w:t><w:br/>",
        "<w:p><w:p><w:r><w:t>一<w:t>二</w:t></w:t></w:r></w:p></w:p>",
        f"<w:tbl>{paragraph('一')}<w:tr>{paragraph('二')}</w:tr></w:tbl>",
    ],
)
def test_elements_in_wrong_places(tmp_path: Path, xml: str) -> None:
    document = read_bytes(tmp_path, with_main(document_xml(xml, paragraph("末"))))
    assert texts(document)[-1] == "末"


# Anything at all


def rich() -> bytes:
    """Return a small file with something of everything."""
    return docx(
        paragraph("基本信息", style="1", number=("1", 0)),
        table(("王卉", "主持人"), ("文思", "德方\n主任")),
        paragraph(drawing("a"), text_box(paragraph("框"))),
        media={"a": png()},
        numbering=abstract_list("0", list_level(0, "chineseCounting", "%1、"))
        + used_list("1", "0"),
    )


def outcome(folder: Path, content: bytes, name: str = "fuzz.docx") -> type:
    """Return the class of what comes of a file: a document or a refusal, else it raises."""
    try:
        document = read_bytes(folder, content, name)
        for line in document.lines:
            for key in line.pictures:
                document.picture(key)
    except DocumentError:
        return DocumentError
    return Document


def test_every_truncation_is_refused(tmp_path: Path) -> None:
    content = rich()
    outcomes = {outcome(tmp_path, content[:length]) for length in range(len(content))}
    assert (outcome(tmp_path, content), outcomes) == (Document, {DocumentError})


@pytest.mark.parametrize("packing", [zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED])
def test_flipped_bytes_are_read_or_refused(tmp_path: Path, packing: int) -> None:
    source = zipfile.ZipFile(BytesIO(rich()))
    content = package({name: source.read(name) for name in source.namelist()}, packing=packing)
    chance = random.Random(packing)
    for _ in range(500):
        flipped = bytearray(content)
        for _ in range(chance.randint(1, 4)):
            flipped[chance.randrange(len(flipped))] = chance.randrange(256)
        assert outcome(tmp_path, bytes(flipped)) in {Document, DocumentError}


@pytest.mark.parametrize("name", ["word/document.xml", "word/numbering.xml", "word/styles.xml"])
def test_shuffled_xml_is_read_or_refused(tmp_path: Path, name: str) -> None:
    parts = {part: zipfile.ZipFile(BytesIO(rich())).read(part) for part in [name]}
    tags = parts[name].decode().replace("><", ">\0<").split("\0")
    chance = random.Random(name)
    for _ in range(150):
        start, end = sorted(chance.sample(range(len(tags)), 2))
        mixed = [*tags[:start], *chance.sample(tags[start:end], end - start), *tags[end:]]
        content = docx(paragraph("一"), parts={name: "".join(mixed)})
        assert outcome(tmp_path, content) in {Document, DocumentError}


def test_random_text_files_are_read_or_refused(tmp_path: Path) -> None:
    chance = random.Random(3)
    sound = "【基本信息】\r\n主持人：王卉\t主持人\n".encode()
    for _ in range(500):
        content = bytearray(sound * chance.randint(1, 3))
        for _ in range(chance.randint(1, 30)):
            content[chance.randrange(len(content))] = chance.randrange(256)
        assert outcome(tmp_path, bytes(content), "fuzz.txt") in {Document, DocumentError}


def test_a_gap_without_end_is_no_wider_than_print(tmp_path: Path) -> None:
    path = tmp_path / "gap.txt"
    path.write_text(f"09:00{' ' * 20_000}致辞\u3000\u3000林岚\n", "utf-8")
    [line] = read(path).lines
    assert line.text == f"09:00{' ' * 80}致辞\u3000\u3000林岚"
