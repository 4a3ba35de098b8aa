"""Talks below their titles as labels tell of them: when, on what, who, with lives below."""

from datetime import date, time
from pathlib import Path

import pytest

from forum.reader.dispatch import read_document
from forum.reader.document import read
from forum.reader.reading import Reading, Shape

TEXT = """海塘开源大会来了

本次大会在线上举办，欢迎各位朋友。

话题详情

《Reading the tide by the hour》
（潮位表怎么读）

分享时间：2024年5月8日，星期三，下午3:30（北京时间）

话题简介：潮位表看似简单，里面却有许多假设。本次分享从一张表讲起，讲到误差怎样一步一步传到海塘的设计里。
误差从哪里来，又怎样改，也会讲到。

分享嘉宾：林岚
林岚，滨海大学教授，开源项目水尺创始人，长期研究潮汐。她写过很多关于潮位的文章，在各地讲过课。

《Stones of the old wall
（老海塘的石料）

分享时间：2024年5月9日，星期四，下午5:00（北京时间）

话题简介：
石料从哪里来，价钱怎么定，这是老海塘留下来的账，也是今天修塘的人常常要问的问题。

分享嘉宾：王芳，琚远
王芳是松川石业的总经理，负责石料采购。
琚远，多年石匠，参与过北塘的修缮。
"""
ENGLISH = """Tide Software Days

Two talks about tides and code for whoever likes the sea.

Reading the tide by the hour

Speaker: Anna Berg

When: 8 May 2024, 3:30 pm

Abstract: A tide table looks simple, but a lot is assumed in it, and this talk starts with one.

Stones of the old wall

Speaker: Tom Falk

When: 9 May 2024, 5:00 pm

Abstract: Where the stones come from and what they cost is an account that the old wall left us.
"""


def read_text(tmp_path: Path, text: str) -> Reading:
    path = tmp_path / "talks.txt"
    path.write_text(text, "utf-8")
    return read_document(read(path))


def seats(reading: Reading) -> list[tuple[str, dict[str, str]]]:
    """Return name and title of everybody who appears."""
    people = {person.key: person for person in reading.record.people}
    return [
        (next(iter(people[seat.person].name.values())), dict(people[seat.person].title))
        for seat in reading.record.appearances
    ]


def test_each_talk_is_a_session_in_both_languages(tmp_path: Path) -> None:
    reading = read_text(tmp_path, TEXT)
    assert reading.shape is Shape.PROGRAMME
    assert [dict(session.title) for session in reading.record.sessions] == [
        {"en": "Reading the tide by the hour", "zh-hans": "潮位表怎么读"},
        {"en": "Stones of the old wall", "zh-hans": "老海塘的石料"},
    ]


@pytest.mark.parametrize("text", [TEXT, ENGLISH])
def test_its_label_tells_when_it_is(tmp_path: Path, text: str) -> None:
    sessions = read_text(tmp_path, text).record.sessions
    assert [(session.day, session.start) for session in sessions] == [
        (date(2024, 5, 8), time(15, 30)),
        (date(2024, 5, 9), time(17)),
    ]


def test_post_that_a_life_begins_with_is_the_title(tmp_path: Path) -> None:
    assert seats(read_text(tmp_path, TEXT)) == [
        ("林岚", {"zh-hans": "滨海大学教授，开源项目水尺创始人"}),
        ("王芳", {"zh-hans": "松川石业的总经理"}),
        ("琚远", {"zh-hans": "多年石匠"}),
    ]


def test_what_may_be_no_post_is_asked(tmp_path: Path) -> None:
    asked = [value.path for value in read_text(tmp_path, TEXT).guesses]
    assert [path for path in asked if path.endswith(".title.zh-hans")][-1:] == [
        "people.ju-yuan.title.zh-hans"
    ]


def test_what_a_talk_is_about_sums_its_session_up(tmp_path: Path) -> None:
    first, second = read_text(tmp_path, TEXT).record.sessions
    assert first.summary["zh-hans"].endswith("误差从哪里来，又怎样改，也会讲到。")
    assert second.summary["zh-hans"].startswith("石料从哪里来")


def test_speakers_of_english_talks_are_named(tmp_path: Path) -> None:
    assert seats(read_text(tmp_path, ENGLISH)) == [("Anna Berg", {}), ("Tom Falk", {})]


def test_one_talk_alone_is_no_list(tmp_path: Path) -> None:
    assert read_text(tmp_path, TEXT.split("《Stones")[0]).shape is not Shape.PROGRAMME


def test_a_day_without_a_year_stays_to_be_asked_for(tmp_path: Path) -> None:
    reading = read_text(tmp_path, TEXT.replace("2024年", ""))
    unread = [line.text for line in reading.unread if "时间" in line.text]
    assert [text.partition("，")[0] for text in unread] == ["分享时间：5月8日", "分享时间：5月9日"]
    assert [session.day for session in reading.record.sessions] == [None, None]


def test_notes_at_the_foot_are_no_summary_of_the_last_talk(tmp_path: Path) -> None:
    foot = "\nSeats are few, so come early. Dogs stay outside.\n\nTea is served in the yard.\n"
    reading = read_text(tmp_path, ENGLISH + foot)
    plain = read_text(tmp_path, ENGLISH).record
    assert reading.record.sessions[-1].summary == plain.sessions[-1].summary


TABLED = """潮汐周末 动手营

带上电脑，一起来动手。

从零写一张潮位表

类别	难度	语言
数据	入门	汉语

这一场带大家从一行记录写到一整张表，午饭前就能画出第一条曲线。

林岚

https://example.org/linlan

潮汐网 - 工程师
听潮社 - 志愿者、讲师

她目前住在海边，养了两只猫。

A hands-on look at harbour maps

类别	难度	语言
地图	进阶	英语

Bring a compass. We draw the whole harbour by noon.

• Paper comes from us.

Anna Berg

Chief Pilot of the Harbour Office.

• Anna has drawn maps since she was nine.
"""
SIGNED = """海塘沙龙（2031.4）报名

• 时间：2031年4月26日，下午
• 地点：滨海市海塘路1号

主讲主题

一块石头能用多久
——林岚，海塘研究所，所长

嘉宾简介

• 修过三十里海塘，写过两本书。

听风的人怎么听潮
——王芳，潮汐网，总编辑

嘉宾简介

• 爱走路。
"""


def test_a_small_table_and_a_name_alone_tell_of_a_talk(tmp_path: Path) -> None:
    reading = read_text(tmp_path, TABLED)
    assert [next(iter(session.title.values())) for session in reading.record.sessions] == [
        "从零写一张潮位表", "A hands-on look at harbour maps",
    ]  # fmt: skip
    assert seats(reading) == [
        ("林岚", {"zh-hans": "潮汐网 - 工程师、听潮社 - 志愿者、讲师"}),
        ("Anna Berg", {"en": "Chief Pilot of the Harbour Office"}),
    ]


def test_the_lives_below_such_names_are_quoted(tmp_path: Path) -> None:
    reading = read_text(tmp_path, TABLED)
    quoted = [finding.lines for finding in reading.record.findings]
    assert {(14, 19), (34,)} <= set(quoted)


def test_who_signs_a_topic_speaks_on_it(tmp_path: Path) -> None:
    reading = read_text(tmp_path, SIGNED)
    assert [dict(session.title) for session in reading.record.sessions] == [
        {"zh-hans": "一块石头能用多久"}, {"zh-hans": "听风的人怎么听潮"},
    ]  # fmt: skip
    assert seats(reading) == [
        ("林岚", {"zh-hans": "海塘研究所，所长"}), ("王芳", {"zh-hans": "潮汐网，总编辑"}),
    ]  # fmt: skip


def test_a_title_may_name_who_speaks_and_the_time_below_the_last_is_the_events(
    tmp_path: Path,
) -> None:
    text = """海塘沙龙报名

本期主题

《石头的账》 - 林岚

简介：

从一块石头讲起。

《风的账》- 王芳

简介：

讲风怎样推着潮走。

时间：2031年4月26日 14:00—17:00
地点：滨海市海塘路1号
"""
    reading = read_text(tmp_path, text)
    assert seats(reading) == [("林岚", {}), ("王芳", {})]
    assert [session.start for session in reading.record.sessions] == [None, None]
