"""Values that have the form of another kind of value are questions."""

from pathlib import Path

import pytest

from forum.reader.dispatch import read_document
from forum.reader.document import read
from forum.reader.event_record import EN, ZH
from forum.reader.plausibility import is_doubtful_title, is_doubtful_topic


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("潮汐大学院长马青滩涂学会教授", ZH),
        ("滩涂学会会长；罗学军海联集团总工程师", ZH),
        ("滩涂学会会长演讲题目：潮汐的账", ZH),
        ("滩涂学会会长09:20-09:40", ZH),
        ("，滩涂学会会长", ZH),
        ("滩涂学会会长（北方", ZH),
        ("滩涂学会会长    田以宁  海联集团总监", ZH),
        ("Chair, Mudflat Society – Anna Berg, Partner, Coast Bank", EN),
        ("Chair, Mudflat Society Ms Anna Berg", EN),
        ("Chair, Mudflat Society, How Eels Find Home", EN),
        ("Chair, Mudflat Society <br/>", EN),
    ],
)
def test_a_title_that_holds_more_than_a_post_is_doubtful(title: str, code: str) -> None:
    assert is_doubtful_title(title, code)


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("潮汐大学教授、博士生导师", ZH),
        ("海联集团副总经理兼总工程师", ZH),
        ("龙湾俱乐部创始人", ZH),
        ("Chair, Mudflat Society (North)", EN),
        ("Minister of Trade, Industry and Harbours", EN),
    ],
)
def test_a_post_with_its_house_is_not(title: str, code: str) -> None:
    assert not is_doubtful_title(title, code)


@pytest.mark.parametrize(
    ("topic", "code"),
    [
        ("主持人", ZH),
        ("潮汐的账    马青  滩涂学会会长", ZH),
        ("潮汐的账（主席：马青，滩涂学会）", ZH),
        ("滩涂学会会长", ZH),
        ("09:20", EN),
        ("How Eels Find Home, Anna Berg, Chair, Mudflat Society", EN),
        ("How Eels Find Home by Ms Anna Berg", EN),
        ("Senior Adviser, Mudflat University", EN),
    ],
)
def test_a_topic_that_names_people_or_a_time_is_doubtful(topic: str, code: str) -> None:
    assert is_doubtful_topic(topic, code)


@pytest.mark.parametrize(
    ("topic", "code"),
    [
        ("潮汐的账：一本写了百年的书", ZH),
        ("Session 2: How Eels Find Home", EN),
        ("Green Harbours, Blue Finance", EN),
    ],
)
def test_words_on_something_are_not(topic: str, code: str) -> None:
    assert not is_doubtful_topic(topic, code)


def ask(tmp_path: Path, *lines: str) -> dict[str, tuple[int, ...]]:
    """Return the paths of the values that are asked for, each with its lines."""
    path = tmp_path / "document.txt"
    path.write_text("\n".join(lines), "utf-8")
    return {value.path: value.lines for value in read_document(read(path)).guesses}


def test_whoever_stands_behind_a_label_that_nobody_knows_has_a_doubtful_role(
    tmp_path: Path,
) -> None:
    asked = ask(
        tmp_path,
        "潮间带论坛议程", "2024年5月6日",
        "09:00-10:00 泥滩上的生命", "执灯人：马青，滩涂学会会长",
        "10:00-11:00 鳗鱼怎样回家", "主持人：罗学军，海联集团总监",
        "11:00-12:00 午餐",
    )  # fmt: skip
    assert [path for path in asked if path.endswith(".role")] == [
        "appearances.ma-qing.session-1.speaker.role"
    ]


def test_two_people_in_one_entry_of_a_list_are_a_question(tmp_path: Path) -> None:
    asked = ask(
        tmp_path,
        "潮间带论坛参会嘉宾名单",
        "马青  滩涂学会会长        田以宁  海联集团总监",
        "罗学军  北方海关教授        唐以宁  潮汐中心主任",
        "宋璐  潮汐社区负责人        白与安  船舶设计院副教授",
    )  # fmt: skip
    assert sorted(asked.values()) == [(2,), (3,), (4,)]


def test_words_before_a_colon_that_several_sessions_are_called_are_a_label(tmp_path: Path) -> None:
    asked = ask(
        tmp_path,
        "潮间带论坛议程", "2024年5月6日",
        "09:00-10:00 潮语者：马青 滩涂学会会长", "10:00-11:00 潮语者：罗学军 海联集团总监",
        "11:00-12:00 午餐",
    )  # fmt: skip
    assert [path for path in asked if path.endswith(".title.zh-hans")] == [
        "sessions.session-1.title.zh-hans",
        "sessions.session-2.title.zh-hans",
    ]
