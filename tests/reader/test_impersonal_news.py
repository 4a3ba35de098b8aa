"""What news tell of nobody by name: of the meeting, its crowd, what was before, somebody's life."""

import pytest

from forum.reader.event_record import ZH, Line
from forum.reader.layout import Layout, join_broken
from forum.reader.prose.impersonal_zh import is_of_crowd, is_of_meeting
from tests.reader.test_prose import read_text

LEAD = "第三届海潮论坛召开\n\n5月8日，第三届海潮论坛在滨海大学举行。潮汐局局长林岚致辞。\n\n"


@pytest.mark.parametrize(
    "told",
    [
        "会议指出，海塘是沿海各县的大事，要早修、修好。",
        "会议听取了海塘修复情况的汇报，并审议通过了明年的计划。",
        "与会专家依次对闸门的设计提出了意见，一致认为闸门要先修。",
        "随后，各县负责人分别汇报了各自海塘的情况。",
        "大家一致认为，潮水不等人。",
    ],
)
def test_what_was_agreed_sums_up_the_only_session(told: str) -> None:
    reading = read_text(LEAD + told)
    assert [session.summary for session in reading.record.sessions] == [{ZH: told}]
    assert reading.unread == ()


def test_what_was_agreed_in_none_of_several_sessions_introduces_the_event() -> None:
    told = "会议强调，海塘要早修，港口与海塘要一同规划。"
    panel = "圆桌对话环节，滨海大学教授高岩、潮声大学教授王芳围绕海塘展开讨论。\n\n"
    closing = "闭幕式上，潮汐局副局长乔海作总结发言。\n\n"
    assert read_text(LEAD + panel + closing + told).record.introduction[ZH].endswith(told)


@pytest.mark.parametrize(
    "told",
    [
        "会上，乔海老师向大家讲述了海塘的由来。",
        "紧接着，乔海学长给同学们带来了潮汐表。",
        "乔海为与会人员介绍了海塘。",
        "会议增补林海、王潮为委员。",
    ],
)
def test_somebody_who_tells_a_crowd_is_no_crowd(told: str) -> None:
    assert (is_of_crowd(told), is_of_meeting(told)) == (False, False)


def test_a_life_below_a_label_is_no_news() -> None:
    life = "主讲人简介：林岚，潮汐局局长，二十年来研究海塘，著有《潮水》。"
    assert [line.text for line in read_text(LEAD + life).unread] == []


def test_a_life_of_somebody_whom_the_news_do_not_name_is_asked_for() -> None:
    life = "主讲人简介：乔海，二十年来研究海塘，著有《潮水》。"
    assert life in [line.text for line in read_text(LEAD + life).unread]


@pytest.mark.parametrize(
    ("piece", "rest"),
    [
        ("林岚在", "致辞中指出，海塘要早修。"),
        ("林岚", "在致辞中指出，海塘要早修，闸门也要修。"),
        ("本次会", "议由潮汐局承办，二百人参加。"),
        ("会议认为，海塘与沿", "岸的港口要一同规划。"),
        ("会上，林岚宣读了获奖名", "单，并为获奖者颁奖。"),
        ("5月8日，潮声-", "滨海联合实验室揭牌。"),
        ("会议要求全县上下都", "要。"),
        ("林岚以“海塘早修", "港口同兴”为题作报告。"),
        ("海塘工程将于2032", "年完工。"),
    ],
)
def test_prose_that_was_broken_off_is_joined(piece: str, rest: str) -> None:
    lines = (Line(1, "上一段。"), Line(2, piece), Line(3, ""), Line(4, rest))
    joined = join_broken(Layout(lines)).lines
    assert [line.text for line in joined if line.text] == ["上一段。", piece + rest]


@pytest.mark.parametrize(
    ("heading", "rest"),
    [
        ("执行摘要", "海塘四百年，从未停修。"),
        ("会议现场", "为修好海塘，潮汐局召开会议。"),
        ("目的", "海塘要早修，闸门也要修。"),
        ("今后的方向", "海塘要早修，闸门也要修。"),
        ("附", "潮汐局是管海塘的，设在滨海。"),
        ("潮汐大会", "5月8日，潮汐大会举行。"),
        ("凝心聚力，共修海塘", "近日，海塘修复会议举行。"),
    ],
)
def test_a_heading_above_prose_is_a_line_of_its_own(heading: str, rest: str) -> None:
    lines = (Line(1, heading), Line(2, ""), Line(3, rest))
    assert join_broken(Layout(lines)).lines == lines


def test_a_headline_about_somebody_is_told_below() -> None:
    headline = "【学术】潮汐专家林岚在海潮论坛作报告\n\n"
    told = "5月8日，海潮论坛在滨海大学举行。潮汐局局长林岚作报告。"
    people = read_text(headline + told).record.people
    assert [person.title for person in people] == [{ZH: "潮汐局局长"}]
    assert len(read_text(headline + told).record.appearances) == 1


def test_one_letter_in_a_line_is_the_beginning_of_a_word() -> None:
    told = "第三届海潮论坛召开\n\n中\n\n国海潮学会会长林岚在论坛上致辞，说海塘要早修。"
    assert [person.title for person in read_text(told).record.people] == [{ZH: "中国海潮学会会长"}]
