"""CSV files are tables of text, whatever program wrote them, and no program computes ours."""

import codecs

import pytest

from forum.localization.csv_tables import DelimitedError, read, write

ODD = ["=1+1", "+86", "-5", "@a", "'=1", "''-", "it's", 'a "b", c', "two\nlines", "\ttab", "王芳"]


def test_what_is_written_is_read_again() -> None:
    assert read(write([ODD, ["a", ""]])) == [(1, ODD), (3, ["a", ""])]


@pytest.mark.parametrize("text", ODD[:4])
def test_no_cell_begins_like_a_formula(text: str) -> None:
    assert write([[text]]) == codecs.BOM_UTF8 + f"'{text}\r\n".encode()


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_what_other_programs_write_is_read(codec: str, mark: str) -> None:
    assert read(f"类别{mark}en\n人名{mark}Lin\n".encode(codec)) == [
        (1, ["类别", "en"]),
        (2, ["人名", "Lin"]),
    ]


def test_blank_rows_are_left_out_and_lines_still_count() -> None:
    assert read(b"a,b\n\n,\nc,d\n") == [(1, ["a", "b"]), (4, ["c", "d"])]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b'a\n"b\n', "Line 2 cannot be read: a quotation mark is missing or one too many."),
        (b"a\0b", "The file is no text in UTF-8 or GB18030; save it as CSV in UTF-8, or as .xlsx."),
        (b"\xff", "The file is no text in UTF-8 or GB18030; save it as CSV in UTF-8, or as .xlsx."),
        (b"a" * (10 * 1024 * 1024 + 1), "The file has more than 10 MB; split it."),
    ],
)
def test_what_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(DelimitedError) as caught:
        read(data)
    assert str(caught.value) == said


@pytest.mark.parametrize("data", [b"a\n" * 50_001, b"," * 40, b"a" * 40_000])
def test_bounds(data: bytes) -> None:
    with pytest.raises(DelimitedError) as caught:
        read(data)
    assert "passes a limit" in str(caught.value)
