"""Nothing of a record is filled by elimination: without evidence it is a question, or unread."""

from pathlib import Path

import pytest

from forum.reader.dispatch import read_document
from forum.reader.document import read
from forum.reader.reading import Reading, Shape

LIST = "【基本信息】\n致辞环节：\n程砚 松川市副市长\n秦牧野 松川大学教授\n"
SPEECH = "【致辞环节】\n程砚在松川出席论坛并致辞\n松川市副市长程砚指出，海塘护着四个村子。\n"


def reading_of(tmp_path: Path, text: str) -> Reading:
    path = tmp_path / "record.txt"
    path.write_text(text, "utf-8")
    return read_document(read(path))


def test_a_line_that_only_stands_first_is_asked_about(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, f"群山之间的来信\n\n{LIST}\n{SPEECH}")
    assert [(value.path, value.certainty) for value in reading.guesses] == [
        ("event.title.zh-hans", "guess")
    ]


def test_a_line_that_names_an_event_is_its_title(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, f"海塘与湿地论坛\n\n{LIST}\n{SPEECH}")
    assert (reading.record.title, reading.guesses) == ({"zh-hans": "海塘与湿地论坛"}, ())


@pytest.mark.parametrize(
    ("prose", "is_introduction"),
    [
        ("4月10日，海塘论坛在松川举行，来自十个国家的代表讨论了海塘的养护。", True),
        ("春天来的时候，滩上留下许多贝壳，孩子们在那里追逐，谁也不觉得冷。", False),
    ],
)
def test_prose_before_the_sections_must_tell_of_the_event(
    tmp_path: Path, prose: str, *, is_introduction: bool
) -> None:
    reading = reading_of(tmp_path, f"海塘论坛\n\n{prose}\n\n{LIST}\n{SPEECH}")
    unread = [finding.subject for finding in reading.record.findings
              if finding.kind == "not_understood"]  # fmt: skip
    expected = ({"zh-hans": prose}, []) if is_introduction else ({}, [prose])
    assert (reading.record.introduction, unread) == expected


def test_paragraphs_of_news_below_bare_headings_are_no_captions(tmp_path: Path) -> None:
    text = (
        "海塘协会走进松川大学\n\n活动概况\n\n2031年4月20日，海塘协会在松川大学举办开放日活动，三十多人参加。\n\n"
        "讨论\n\n在讨论环节，海塘协会理事程砚老师担任嘉宾，和同学们一起展开了热烈的讨论。同学们抱着种种疑惑，"
        "提出了海塘怎样修、由谁来修、修好以后谁来看护等问题，几位老师分别从自己的观点出发，做出了详细的解答，"
        "现场气氛热烈，以至于拖堂了一个多小时，仍有多位同学没有来得及提出自己的问题，留下了一点遗憾。\n"
    )
    assert reading_of(tmp_path, text).shape is not Shape.RECORD
