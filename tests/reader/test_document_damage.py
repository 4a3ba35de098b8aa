"""What is damaged is named with its line, and what is sound is kept."""

from pathlib import Path

import pytest

from forum.models.finding_sentences import finding_message
from forum.reader.document import Document
from forum.reader.event_record import Level
from tests.support.documents import read_bytes, refusal, texts
from tests.support.docx_factory import docx, drawing, paragraph, png, relationship

TEXT = "第一行：南南合作\n第二行：工业园区\n第三行：可持续发展的新突破\n"


def found(document: Document) -> list[tuple[str, str, tuple[int, ...]]]:
    """Return kind, subject and lines of each finding."""
    return [(finding.kind, finding.subject, finding.lines) for finding in document.findings]


@pytest.mark.parametrize("missing", [1, 2])
def test_utf8_cut_in_its_last_character(tmp_path: Path, missing: int) -> None:
    document = read_bytes(tmp_path, TEXT.rstrip().encode()[:-missing])
    assert (document.encoding, texts(document)[-1], found(document)) == (
        "utf-8",
        "第三行：可持续发展的新突",
        [("truncated", "第三行：可持续发展的新突", (3,))],
    )


def test_gb18030_cut_in_its_last_character(tmp_path: Path) -> None:
    document = read_bytes(tmp_path, TEXT.rstrip().encode("gb18030")[:-1])
    assert (document.encoding, found(document)) == (
        "gb18030",
        [("truncated", "第三行：可持续发展的新突", (3,))],
    )


def test_utf16_cut_in_its_last_character(tmp_path: Path) -> None:
    document = read_bytes(tmp_path, TEXT.rstrip().encode("utf-16")[:-1])
    assert (document.encoding, found(document)) == (
        "utf-16",
        [("truncated", "第三行：可持续发展的新突", (3,))],
    )


def test_cut_file_is_an_error(tmp_path: Path) -> None:
    document = read_bytes(tmp_path, TEXT.rstrip().encode()[:-1])
    assert (document.findings[0].level, finding_message(document.findings[0])) == (
        Level.ERROR,
        "The file ends in the middle of a character: its end is missing. What stands before was "
        "kept; get the whole file again.",
    )


def test_broken_bytes_in_utf8(tmp_path: Path) -> None:
    content = TEXT.encode().replace("工业".encode(), b"\xe5\xb7\xa5\xe4\xb8")
    document = read_bytes(tmp_path, content)
    assert (document.encoding, texts(document)[1], found(document)) == (
        "utf-8",
        "第二行：工\ufffd园区",
        [("bad_character", "\ufffd", (2,))],
    )


def test_broken_bytes_are_told_with_their_place(tmp_path: Path) -> None:
    document = read_bytes(tmp_path, TEXT.encode().replace("业".encode(), b"\xe4"))
    assert (document.findings[0].level, finding_message(document.findings[0])) == (
        Level.WARNING,
        'Characters are unreadable or were lost, as in "第二行：工\ufffd园区"; the rest was kept. '
        "Correct them in the document, or name its encoding with --encoding.",
    )


def test_paragraph_in_another_encoding_spoils_no_other(tmp_path: Path) -> None:
    content = TEXT.encode() * 3 + "主持人：王卉\n".encode("gb18030") + "结束".encode()
    document = read_bytes(tmp_path, content)
    assert (texts(document)[:9], texts(document)[-1], found(document)[0][2]) == (
        TEXT.splitlines() * 3,
        "结束",
        (10,),
    )


def test_broken_bytes_in_gb18030(tmp_path: Path) -> None:
    content = (TEXT * 9).encode("gb18030").replace(b"\n", b"\xff\n", 1)
    document = read_bytes(tmp_path, content)
    assert (document.encoding, texts(document)[0], found(document)) == (
        "gb18030",
        "第一行：南南合作\ufffd",
        [("bad_character", "\ufffd", (1,))],
    )


def test_one_broken_byte_in_ascii(tmp_path: Path) -> None:
    content = b"The Sixth Forum\nCaf\xe9 break at 10:00\n" + b"Round table\n" * 9
    document = read_bytes(tmp_path, content)
    assert (document.encoding, found(document)) == (
        "utf-8",
        [("bad_character", "\ufffd", (2,))],
    )


def test_broken_utf16(tmp_path: Path) -> None:
    content = TEXT.encode("utf-16").replace("业".encode("utf-16-le"), b"\x00\xd8")
    assert found(read_bytes(tmp_path, content)) == [("bad_character", "\ufffd", (2,))]


def test_mark_of_utf16_before_rubbish(tmp_path: Path) -> None:
    assert refusal(tmp_path, b"\xff\xfe" + b"\x00\xdc" * 50).startswith(
        "record.txt: the text is neither UTF-8 nor GB18030;"
    )


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("联合国\ufffd业发展组织", "\ufffd"),
        ("锟斤拷锟斤拷发展", "锟斤拷"),
        ("会议烫烫烫结束", "烫烫烫"),
        ("ä¸­å›½", "ä¸­å›½"),
        ("å·¥ä¸šå›\xad区", "å·¥ä¸šå›\xad"),
        ("王\ue5d2卉", "U+E5D2"),
    ],
)
def test_lost_and_garbled_characters(tmp_path: Path, text: str, subject: str) -> None:
    document = read_bytes(tmp_path, f"开头\n{text}\n".encode())
    assert (texts(document)[1], found(document)) == (text, [("bad_character", subject, (2,))])


def test_control_characters_are_left_out(tmp_path: Path) -> None:
    document = read_bytes(tmp_path, f"{TEXT}王\0卉\x07，主持\x1b人\n".encode())
    assert (texts(document)[3], found(document)) == (
        "王卉，主持人",
        [("bad_character", "U+0000", (4,))],
    )


def test_one_finding_for_each_sort_of_damage(tmp_path: Path) -> None:
    document = read_bytes(tmp_path, f"\ufffd\n{TEXT}\ufffd\n\x01\n".encode())
    assert found(document) == [
        ("bad_character", "\ufffd", (1, 5)),
        ("bad_character", "U+0001", (6,)),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "法图·海达拉 • Maria Belén Sunga — “São Tomé”, naïve façade, Ærø, Übersetzung",
        "２０２３年１１月５日　①②③ ㈠ Ⅳ ℃ € 🙂 𠮷 ﷺ",
        "锛是一种工具；滚烫烫手；王铜锟",
    ],
)
def test_sound_text_has_no_findings(tmp_path: Path, text: str) -> None:
    document = read_bytes(tmp_path, text.encode())
    assert (texts(document), document.findings) == ([text], ())


def test_bad_characters_in_word(tmp_path: Path) -> None:
    content = docx(paragraph("开头"), paragraph("联合国\ufffd业"))
    assert found(read_bytes(tmp_path, content)) == [("bad_character", "\ufffd", (2,))]


def test_picture_that_the_file_lacks(tmp_path: Path) -> None:
    lost = relationship("lost", "image", "media/lost.png")
    content = docx(
        paragraph(drawing("lost"), drawing("held"), "图"),
        media={"held": png()},
        relationships=lost,
    )
    document = read_bytes(tmp_path, content)
    assert (document.lines[0].pictures, found(document)) == (
        ("word/media/held.png",),
        [("truncated", "word/media/lost.png", (1,))],
    )
