"""Plain text in every usual encoding, with every kind of line end."""

import codecs
from pathlib import Path

import pytest

from tests.support.documents import read_bytes, refusal, texts

TEXT = "【基本信息】\n主持人：\n王卉\t中国国际电视台主持人\nFatou Haidara, UNIDO\n"
LINES = TEXT.splitlines()
NEITHER = (
    "record.txt: the text is neither UTF-8 nor GB18030; save it as UTF-8, or name its encoding "
    "with --encoding."
)


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (codecs.BOM_UTF8 + TEXT.encode(), "utf-8"),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), "utf-16"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16"),
        (codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"), "utf-32"),
        (TEXT.encode("gb18030"), "gb18030"),
        (TEXT.encode("gbk"), "gb18030"),
    ],
)
def test_encoding_is_told_from_the_bytes(tmp_path: Path, content: bytes, encoding: str) -> None:
    document = read_bytes(tmp_path, content)
    assert (document.encoding, texts(document), document.findings) == (encoding, LINES, ())


@pytest.mark.parametrize("text", ["王卉", "致辞环节", "联合国工业发展组织", "产业园区国际合作"])
def test_short_gb18030(tmp_path: Path, text: str) -> None:
    document = read_bytes(tmp_path, text.encode("gb18030"))
    assert (document.encoding, texts(document)) == ("gb18030", [text])


def test_traditional_characters_in_gb18030(tmp_path: Path) -> None:
    text = "國際經濟論壇與產業園區發展"
    assert texts(read_bytes(tmp_path, text.encode("gb18030"))) == [text]


def test_gb18030_beyond_two_bytes(tmp_path: Path) -> None:
    text = "刘䶮、𠮷田、Ǖ：园区"
    assert texts(read_bytes(tmp_path, text.encode("gb18030"))) == [text]


def test_gb18030_names_outside_the_private_area(tmp_path: Path) -> None:
    document = read_bytes(tmp_path, b"\xcd\xf5\xfe\x59\xcd\xf5")
    assert (texts(document), document.findings) == (["王\u9fb4王"], ())


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\v", "\u2028", "\u2029", "\x85"], ids=ascii)
def test_line_ends(tmp_path: Path, end: str) -> None:
    assert texts(read_bytes(tmp_path, f"一{end}二{end}{end}三{end}".encode())) == [
        "一",
        "二",
        "",
        "三",
    ]


def test_mixed_line_ends(tmp_path: Path) -> None:
    assert texts(read_bytes(tmp_path, b"a\r\nb\rc\nd")) == ["a", "b", "c", "d"]


def test_page_break_beside_a_line_end_is_no_line(tmp_path: Path) -> None:
    assert texts(read_bytes(tmp_path, b"a\n\fb\f\nc\fd\f")) == ["a", "b", "c", "d"]


def test_tabs_and_full_width_spaces_are_kept(tmp_path: Path) -> None:
    assert texts(read_bytes(tmp_path, "　王卉\t\t主持人 ".encode())) == ["　王卉\t\t主持人 "]


def test_invisible_characters_are_left_out(tmp_path: Path) -> None:
    document = read_bytes(tmp_path, "【\u200b基本\ufeff信息\u2060】".encode())
    assert (texts(document), document.findings) == (["【基本信息】"], ())


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_named(tmp_path: Path, codec: str) -> None:
    assert refusal(tmp_path, TEXT.encode(codec)) == (
        "record.txt: the text seems to be UTF-16 without a byte order mark; save it as UTF-8, or "
        f"give --encoding {codec}."
    )


@pytest.mark.parametrize(
    ("codec", "name", "told"),
    [
        ("utf-16-le", "utf-16-le", "utf-16-le"),
        ("utf-16-be", "UTF-16BE", "utf-16-be"),
        ("gb18030", "gb2312", "gb18030"),
        ("gb18030", "GBK", "gb18030"),
        ("utf-8", "utf8", "utf-8"),
        ("utf-8-sig", "utf-8", "utf-8"),
        ("utf-16", "utf-16", "utf-16"),
    ],
)
def test_named_encoding(tmp_path: Path, codec: str, name: str, told: str) -> None:
    document = read_bytes(tmp_path, TEXT.encode(codec), encoding=name)
    assert (document.encoding, texts(document)) == (told, LINES)


def test_big5_by_name(tmp_path: Path) -> None:
    content = "國際論壇".encode("big5")
    assert texts(read_bytes(tmp_path, content, encoding="big5")) == ["國際論壇"]


def test_latin_letters_by_name(tmp_path: Path) -> None:
    content = "Résumé – “Açores”".encode("cp1252")
    assert texts(read_bytes(tmp_path, content, encoding="latin-1")) == ["Résumé – “Açores”"]


@pytest.mark.parametrize("name", ["klingon", "rot13", "unicode_escape", "", "utf\0"])
def test_unknown_encoding(tmp_path: Path, name: str) -> None:
    assert refusal(tmp_path, TEXT.encode(), encoding=name) == (
        f'record.txt: the encoding "{name}" is not known; choose one of big5hkscs, cp1251, '
        "cp1252, cp1256, cp932, cp949, cp950, gb18030, utf-16, utf-16-be, utf-16-le, utf-32, "
        "utf-8."
    )


def test_wrong_encoding_by_name(tmp_path: Path) -> None:
    content = "first\r\nsecond\r\n第三行".encode("gb18030")
    assert refusal(tmp_path, content, encoding="utf-8") == (
        "record.txt line 3: bytes here are no utf-8; leave --encoding away, or name the encoding "
        "in which the file was saved."
    )


@pytest.mark.parametrize("codec", ["cp1252", "cp1251"])
def test_other_encodings_are_refused(tmp_path: Path, codec: str) -> None:
    text = {"cp1252": "Où étés, été à été né", "cp1251": "Международный форум, секция"}[codec]
    assert refusal(tmp_path, text.encode(codec)) == NEITHER
