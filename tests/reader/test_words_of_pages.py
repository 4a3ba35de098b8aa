"""Where somebody's words end, and what of a page or a list is no introduction of an event."""

import pytest

from tests.reader.test_prose import read_news, read_text
from tests.reader.test_wide_prose import appearances, remarks

_SAID = "Ms. Eva Strand, Director of the Tide Office, said that seawalls matter to all of us"
_HEAD = "Tide Forum 2031\n\nThe Tide Forum 2031 was held in Bergen on 3 March 2031.\n\n"


_BRACKETS = [
    "(Key points of the speech are available here (0.13MB).)",
    "(The full text can be downloaded here.)",
    "(Click here to view the slides.)",
]


@pytest.mark.parametrize("bracket", _BRACKETS)
def test_words_end_before_a_bracket_of_the_page(bracket: str) -> None:
    record = read_text(f"{_HEAD}In her opening speech, {_SAID} {bracket}\n").record
    assert remarks(record, "Eva Strand") == "seawalls matter to all of us"


@pytest.mark.parametrize("bracket", _BRACKETS)
def test_whether_words_go_on_behind_such_a_bracket_is_asked(bracket: str) -> None:
    behind = "During the panel discussions, experts answered questions of the audience."
    reading = read_text(f"{_HEAD}In her opening speech, {_SAID} {bracket} {behind}\n")
    assert any(value.path.endswith(".remarks") for value in reading.guesses)


@pytest.mark.parametrize(
    "bracket", ["（讲话全文见附件）", "（点击此处下载全文）", "（视频链接：见文末）"]
)
def test_chinese_words_end_before_a_bracket_of_the_page(bracket: str) -> None:
    record = read_news(f"海塘协会会长高岩致辞。他表示，海塘要修，港口要建{bracket}。")
    assert remarks(record, "高岩").endswith("港口要建")


def test_a_bracket_of_the_speaker_is_words() -> None:
    record = read_news("海塘协会会长高岩致辞。他表示，海塘要修（包括旧的），港口要建（共三处）。")
    assert remarks(record, "高岩").endswith("港口要建（共三处）。")


@pytest.mark.parametrize(
    "bracket",
    ["（视频资料显示：三年降了两寸）", "（原文：海不等人）", "（旧附件里的图见过的人都知道）"],
)
def test_a_bracket_that_only_speaks_of_documents_is_words(bracket: str) -> None:
    record = read_news(f"海塘协会会长高岩致辞。他表示，海塘要修，港口要建{bracket}。")
    assert remarks(record, "高岩").endswith(f"{bracket}。")


@pytest.mark.parametrize(
    "bracket",
    [
        "(as whoever has read from old logbooks knows)",
        "(mussels can be found below.)",
        "(the papers found at the quay)",
    ],
)
def test_a_bracket_of_what_is_found_or_read_is_words(bracket: str) -> None:
    record = read_text(f"{_HEAD}In her opening speech, {_SAID} {bracket}.\n").record
    assert remarks(record, "Eva Strand").endswith(f"{bracket}.")


@pytest.mark.parametrize(
    "source",
    [
        "Coast Channel (4 Mar 2031) - Report on the Tide Forum 2031",
        "Watch the recording of the Tide Forum 2031",
    ],
)
def test_a_line_of_the_page_is_no_introduction(source: str) -> None:
    told = "The Tide Forum 2031 brought engineers and fishers of ten coasts together."
    record = read_text(
        f"Engineers meet at the Tide Forum 2031\n\n3 Mar 2031\n\n{source}\n\n{told}\n\n{_SAID}.\n"
    ).record
    assert record.introduction == {"en": told}


def test_an_item_is_not_torn_from_its_list() -> None:
    items = (
        "a. Walls: Engineers explored how walls age and what they cost.\n\n"
        "b. The Tide Forum on Law: The Tide Forum is where it began, and it goes on.\n\n"
    )
    record = read_text(
        f"{_HEAD}{_SAID}.\n\nLively talks were heard of the following topics:\n\n{items}"
    ).record
    assert "it goes on" not in record.introduction.get("en", "")


def test_a_list_of_letters_goes_with_the_introduction_that_begins_it() -> None:
    items = "a. Walls and what they cost\n\nb. Harbours and who may use them\n"
    record = read_text(
        f"{_HEAD}{_SAID}.\n\nThe Tide Forum 2031 covered topics such as:\n\n{items}"
    ).record
    assert record.introduction["en"].endswith("Harbours and who may use them")


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("在会员沙龙环节，苏静教授以《潮水》为题做主旨演讲。", ("苏静", "discussion", "speaker")),
        ("在圆桌对话环节，苏静教授作主题报告。", ("苏静", "roundtable", "speaker")),
        ("在专题论坛环节，苏静教授作主旨演讲。", ("苏静", "keynote", "speaker")),
        ("在开幕式环节，苏静教授作主旨演讲。", ("苏静", "keynote", "speaker")),
    ],
)
def test_the_session_at_the_head_of_a_clause_decides(
    sentence: str, expected: tuple[str, str, str]
) -> None:
    assert expected in appearances(read_news(sentence))
