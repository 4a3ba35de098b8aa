"""Word's own list numbers stand in front of their paragraphs, as printed."""

from pathlib import Path

import pytest

from forum.reader.word.numerals import numeral
from tests.support.documents import word_lines
from tests.support.docx_factory import abstract_list, list_level, paragraph, used_list

ONE_USE = used_list("1", "0")


def numbered(count: int, *, level: int = 0, number: str = "1") -> list[str]:
    return [paragraph("项", number=(number, level)) for _ in range(count)]


@pytest.mark.parametrize(
    ("form", "text", "labels"),
    [
        ("chineseCounting", "%1、", ["一、项", "二、项"]),
        ("chineseCountingThousand", "（%1）", ["（一）项", "（二）项"]),
        ("japaneseCounting", "第%1章", ["第一章项", "第二章项"]),
        ("decimal", "%1.", ["1.项", "2.项"]),
        ("decimal", "主题%1：", ["主题1：项", "主题2：项"]),
        ("upperRoman", "%1.", ["I.项", "II.项"]),
        ("lowerLetter", "%1)", ["a)项", "b)项"]),
        ("decimalEnclosedCircle", "%1", ["①项", "②项"]),
        ("none", "%1", ["项", "项"]),
        ("klingon", "%1.", ["1.项", "2.项"]),
    ],
)
def test_labels(tmp_path: Path, form: str, text: str, labels: list[str]) -> None:
    numbering = abstract_list("0", list_level(0, form, text)) + ONE_USE
    assert word_lines(tmp_path, *numbered(2), numbering=numbering) == labels


@pytest.mark.parametrize(
    ("suffix", "text", "line"),
    [
        ("", "%1.", "1. 项"),
        ('<w:suff w:val="tab"/>', "%1.", "1. 项"),
        ('<w:suff w:val="space"/>', "%1.", "1. 项"),
        ('<w:suff w:val="nothing"/>', "%1.", "1.项"),
        ('<w:suff w:val="tab"/>', "%1、", "1、项"),
        ('<w:suff w:val="tab"/>', "（%1）", "（1）项"),
        ('<w:suff w:val="space"/>', "", "项"),
    ],
)
def test_what_follows_a_label(tmp_path: Path, suffix: str, text: str, line: str) -> None:
    numbering = abstract_list("0", list_level(0, "decimal", text, more=suffix)) + ONE_USE
    assert word_lines(tmp_path, *numbered(1), numbering=numbering) == [line]


@pytest.mark.parametrize(
    ("sign", "label"), [("\uf0b7", "•"), ("\uf0d8", "•"), ("o", "•"), ("–", "–"), ("●", "●")]
)
def test_bullets(tmp_path: Path, sign: str, label: str) -> None:
    numbering = abstract_list("0", list_level(0, "bullet", sign, more="")) + ONE_USE
    assert word_lines(tmp_path, *numbered(2), numbering=numbering) == [f"{label} 项"] * 2


def test_levels(tmp_path: Path) -> None:
    levels = (
        list_level(0, "chineseCounting", "%1、"),
        list_level(1, "decimal", "%1.%2 "),
        list_level(2, "lowerLetter", "%1.%2.%3 ", more='<w:suff w:val="nothing"/><w:isLgl/>'),
    )
    blocks = [
        *numbered(1),
        *numbered(2, level=1),
        *numbered(2, level=2),
        *numbered(1),
        *numbered(1, level=1),
    ]
    numbering = abstract_list("0", *levels) + ONE_USE
    assert word_lines(tmp_path, *blocks, numbering=numbering) == [
        "一、项",
        "一.1 项",
        "一.2 项",
        "1.2.1 项",
        "1.2.2 项",
        "二、项",
        "二.1 项",
    ]


def test_level_without_one_above(tmp_path: Path) -> None:
    levels = list_level(0, "decimal", "%1."), list_level(1, "decimal", "%1.%2 ")
    numbering = abstract_list("0", *levels) + ONE_USE
    assert word_lines(tmp_path, *numbered(2, level=1), numbering=numbering) == ["1.1 项", "1.2 项"]


@pytest.mark.parametrize(("restart", "last"), [("", "1.项"), ('<w:lvlRestart w:val="0"/>', "2.项")])
def test_restart_below_a_new_number(tmp_path: Path, restart: str, last: str) -> None:
    more = f'<w:suff w:val="nothing"/>{restart}'
    levels = list_level(0, "decimal", "%1."), list_level(1, "decimal", "%2.", more=more)
    blocks = [*numbered(1), *numbered(1, level=1), *numbered(1), *numbered(1, level=1)]
    numbering = abstract_list("0", *levels) + ONE_USE
    assert word_lines(tmp_path, *blocks, numbering=numbering)[-1] == last


def test_start(tmp_path: Path) -> None:
    numbering = abstract_list("0", list_level(0, "decimal", "%1.", start=5)) + ONE_USE
    assert word_lines(tmp_path, *numbered(2), numbering=numbering) == ["5.项", "6.项"]


def test_two_uses_of_a_list_count_on(tmp_path: Path) -> None:
    uses = ONE_USE + used_list("2", "0")
    numbering = abstract_list("0", list_level(0, "decimal", "%1.")) + uses
    blocks = [*numbered(2), *numbered(1, number="2")]
    assert word_lines(tmp_path, *blocks, numbering=numbering) == ["1.项", "2.项", "3.项"]


def test_use_that_starts_anew(tmp_path: Path) -> None:
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    uses = ONE_USE + used_list("2", "0", override)
    numbering = abstract_list("0", list_level(0, "decimal", "%1.")) + uses
    blocks = [*numbered(2), *numbered(2, number="2")]
    assert word_lines(tmp_path, *blocks, numbering=numbering) == ["1.项", "2.项", "1.项", "2.项"]


def test_use_with_a_level_of_its_own(tmp_path: Path) -> None:
    own = f'<w:lvlOverride w:ilvl="0">{list_level(0, "upperLetter", "%1. ")}</w:lvlOverride>'
    numbering = abstract_list("0", list_level(0, "decimal", "%1.")) + used_list("1", "0", own)
    assert word_lines(tmp_path, *numbered(1), numbering=numbering) == ["A. 项"]


def test_number_by_style(tmp_path: Path) -> None:
    number = '<w:numPr><w:numId w:val="1"/></w:numPr>'
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="heading {key}"/>'
        f"<w:pPr>{number}</w:pPr></w:style>"
        for key in "12"
    )
    levels = [
        list_level(at, "decimal", text, more=f'<w:pStyle w:val="{at + 1}"/><w:suff w:val="space"/>')
        for at, text in enumerate(("%1", "%1.%2"))
    ]
    assert word_lines(
        tmp_path,
        paragraph("章", style="1"),
        paragraph("节", style="2"),
        paragraph("无", style="2", properties='<w:numPr><w:numId w:val="0"/></w:numPr>'),
        paragraph("节", style="2"),
        styles=styles,
        numbering=abstract_list("0", *levels) + ONE_USE,
    ) == ["1 章", "1.1 节", "无", "1.2 节"]


def test_level_by_the_style_that_another_is_based_on(tmp_path: Path) -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="B"><w:pPr><w:numPr><w:ilvl w:val="1"/>'
        '<w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="S"><w:basedOn w:val="B"/></w:style>'
    )
    levels = list_level(0, "decimal", "%1."), list_level(1, "decimal", "(%2)")
    numbering = abstract_list("0", *levels) + ONE_USE
    assert word_lines(tmp_path, paragraph("项", style="S"), styles=styles, numbering=numbering) == [
        "(1)项"
    ]


def test_list_by_its_numbering_style(tmp_path: Path) -> None:
    styles = (
        '<w:style w:type="numbering" w:styleId="L"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr>'
        "</w:pPr></w:style>"
    )
    linked = abstract_list("0", '<w:numStyleLink w:val="L"/>')
    real = abstract_list("9", '<w:styleLink w:val="L"/>', list_level(0, "decimal", "%1."))
    numbering = linked + real + ONE_USE + used_list("2", "9")
    assert word_lines(tmp_path, *numbered(2), styles=styles, numbering=numbering) == [
        "1.项",
        "2.项",
    ]


def test_numbering_style_that_links_to_itself(tmp_path: Path) -> None:
    styles = (
        '<w:style w:type="numbering" w:styleId="L"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
        "</w:pPr></w:style>"
    )
    numbering = abstract_list("0", '<w:numStyleLink w:val="L"/>') + ONE_USE
    assert word_lines(tmp_path, *numbered(1), styles=styles, numbering=numbering) == ["项"]


def test_empty_paragraphs_count_and_print_nothing(tmp_path: Path) -> None:
    numbering = abstract_list("0", list_level(0, "decimal", "%1.")) + ONE_USE
    blocks = [*numbered(1), paragraph(number=("1", 0)), *numbered(1)]
    assert word_lines(tmp_path, *blocks, numbering=numbering) == ["1.项", "", "3.项"]


def test_deleted_paragraphs_do_not_count(tmp_path: Path) -> None:
    gone = paragraph(
        "<w:del><w:r><w:t>旧</w:t></w:r></w:del>",
        number=("1", 0),
        properties="<w:rPr><w:del/></w:rPr>",
    )
    numbering = abstract_list("0", list_level(0, "decimal", "%1.")) + ONE_USE
    assert word_lines(tmp_path, gone, *numbered(1), numbering=numbering) == ["1.项"]


def test_hidden_label(tmp_path: Path) -> None:
    level = list_level(0, "decimal", "%1.").replace(
        "</w:lvl>", "<w:rPr><w:vanish/></w:rPr></w:lvl>"
    )
    numbering = abstract_list("0", level) + ONE_USE
    assert word_lines(tmp_path, *numbered(1), numbering=numbering) == ["项"]


@pytest.mark.parametrize("number", ["7", "", "x"])
def test_list_that_is_not_there(tmp_path: Path, number: str) -> None:
    numbering = abstract_list("0", list_level(0, "decimal", "%1.")) + used_list("x", "9")
    assert word_lines(tmp_path, *numbered(1, number=number), numbering=numbering) == ["项"]


def test_label_stands_on_the_first_line_alone(tmp_path: Path) -> None:
    numbering = abstract_list("0", list_level(0, "decimal", "%1.")) + ONE_USE
    block = paragraph("上\n下", number=("1", 0))
    assert word_lines(tmp_path, block, numbering=numbering) == ["1.上", "下"]


def test_garbled_figures(tmp_path: Path) -> None:
    level = list_level(0, "decimal", "%1.%9.").replace('w:val="1"', f'w:val="{"9" * 5000}"', 1)
    numbering = abstract_list("0", level) + ONE_USE
    block = paragraph("项", number=("1", 0)).replace('w:ilvl w:val="0"', 'w:ilvl w:val="-7"')
    assert word_lines(tmp_path, block, numbering=numbering) == ["0..项"]


@pytest.mark.parametrize(
    ("form", "number", "printed"),
    [
        ("chineseCounting", 10, "十"),
        ("chineseCounting", 21, "二十一"),
        ("chineseCounting", 105, "一〇五"),
        ("chineseCountingThousand", 11, "十一"),
        ("chineseCountingThousand", 105, "一百零五"),
        ("chineseCountingThousand", 110, "一百一十"),
        ("chineseCountingThousand", 2001, "二千零一"),
        ("chineseCountingThousand", 30_040, "三万零四十"),
        ("ideographDigital", 11, "一一"),
        ("ideographDigital", 20, "二〇"),
        ("chineseLegalSimplified", 12, "壹拾贰"),
        ("ideographTraditional", 11, "甲"),
        ("ideographZodiac", 12, "亥"),
        ("decimalZero", 7, "07"),
        ("decimalFullWidth", 12, "１２"),
        ("decimalEnclosedParen", 3, "⑶"),
        ("decimalEnclosedFullstop", 3, "⒊"),
        ("decimalEnclosedCircle", 21, "㉑"),
        ("decimalEnclosedCircle", 51, "51"),
        ("upperRoman", 1994, "MCMXCIV"),
        ("lowerRoman", 0, "0"),
        ("upperLetter", 28, "BB"),
        ("ordinal", 22, "22nd"),
        ("ordinal", 112, "112th"),
        ("numberInDash", 3, "- 3 -"),
    ],
)
def test_numerals(form: str, number: int, printed: str) -> None:
    assert numeral(number, form) == printed
