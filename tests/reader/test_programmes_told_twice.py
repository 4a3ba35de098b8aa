"""A programme told twice: a table of times and titles, then each talk again with who speaks."""

from datetime import time
from pathlib import Path

import pytest

from forum.reader.document import read
from forum.reader.event_record import EventRecord
from forum.reader.shapes.programme.reader import read_programme
from tests.support.documents import titles

TABLE = (
    "时间\t环节（分享主题）\t分享嘉宾",
    "13:00-13:30\t签到",
    "13:30-14:15\t《潮位预报的账》\t林岚 潮汐所 高级工程师",
    "14:15-15:00\t《海塘的石料》\t王芳 松川石业 采购负责人",
    "15:00-15:20\t茶歇",
    "15:20-16:00\t圆桌环节-《港口往哪里去》\t王岳",
)
DETAILS = (
    "本期议题以及嘉宾详解",
    "13:30-14:15《潮位预报的账》",
    "• 讲师：林岚 潮汐所 高级工程师",
    "• Topic 介绍：潮位要提前十天报，本次分享讲讲账怎么算，误差从哪里来，又怎么改。",
    "14:15-15:00《海塘的石料》",
    "• 讲师：王芳 松川石业 采购负责人",
    "15:20-16:00 圆桌环节《港口往哪里去》",
    "• 主持人：王岳 港务局总工程师",
    "• 嘉宾：",
    "• 纳林 潮汐所高级工程师",
    "• 王芳 松川石业采购负责人",
)


def read_lines(tmp_path: Path, *lines: str) -> EventRecord:
    path = tmp_path / "programme.txt"
    path.write_text("\n\n".join(("海塘沙龙第三期", "活动议程", *lines)), "utf-8")
    return read_programme(read(path)).record


def seats(record: EventRecord) -> list[tuple[str, str, str]]:
    """Return name, hour of the session and role of each appearance."""
    names = {person.key: next(iter(person.name.values())) for person in record.people}
    hours = {session.key: f"{session.start:%H:%M}" for session in record.sessions}
    return [(names[each.person], hours[each.session], each.role) for each in record.appearances]


def questions(record: EventRecord) -> list[tuple[str, str, str]]:
    return [
        (finding.kind, finding.subject, finding.case) for finding in record.findings
        if finding.kind in {"time_conflict", "same_name"} or finding.case == "session"
    ]  # fmt: skip


def test_each_session_is_told_once(tmp_path: Path) -> None:
    record = read_lines(tmp_path, *TABLE, *DETAILS)
    assert titles(record) == [
        "签到", "《潮位预报的账》", "《海塘的石料》", "茶歇", "港口往哪里去",
    ]  # fmt: skip


def test_a_session_has_the_lines_of_both_tellings(tmp_path: Path) -> None:
    session = read_lines(tmp_path, *TABLE, *DETAILS).sessions[2]
    assert session.lines == (11, 25, 27)


def test_the_details_say_what_those_of_the_table_do(tmp_path: Path) -> None:
    assert seats(read_lines(tmp_path, *TABLE, *DETAILS)) == [
        ("林岚", "13:30", "speaker"), ("王芳", "14:15", "speaker"), ("王岳", "15:20", "moderator"),
        ("纳林", "15:20", "panellist"), ("王芳", "15:20", "panellist"),
    ]  # fmt: skip


def test_tellings_that_agree_ask_nothing(tmp_path: Path) -> None:
    assert questions(read_lines(tmp_path, *TABLE, *DETAILS)) == []


def test_another_hour_of_the_same_title_is_named(tmp_path: Path) -> None:
    details = [line.replace("15:20-16:00", "15:30-16:10") for line in DETAILS]
    record = read_lines(tmp_path, *TABLE, *details)
    assert (record.sessions[-1].start, questions(record)) == (
        time(15, 20), [("time_conflict", "圆桌环节-《港口往哪里去》", "other")],
    )  # fmt: skip


def test_another_speaker_in_the_details_is_asked_for(tmp_path: Path) -> None:
    details = [line.replace("王芳 松川石业 采购", "陈远 松川石业 采购") for line in DETAILS]
    record = read_lines(tmp_path, *TABLE, *details)
    assert questions(record) == [("guess", "陈远", "session")]


def test_a_kind_in_the_table_is_the_heading_of_the_title_below(tmp_path: Path) -> None:
    table = [line.replace("圆桌环节-《港口往哪里去》", "圆桌讨论") for line in TABLE]
    details = [line.replace("圆桌环节《港口往哪里去》", "港口往哪里去") for line in DETAILS]
    session = read_lines(tmp_path, *table, *details).sessions[-1]
    assert (session.kind, session.heading, session.title) == (
        "roundtable", {"zh-hans": "圆桌讨论"}, {"zh-hans": "港口往哪里去"},
    )  # fmt: skip


def test_what_runs_side_by_side_is_no_second_telling(tmp_path: Path) -> None:
    record = read_lines(
        tmp_path, "9:00-9:30 开场", "9:30-10:00 潮位预报的账", "9:30-10:00 海塘的石料",
        "10:00-10:30 茶歇", "9:00-9:30 开场", "10:00-10:30 茶歇", "10:30-11:00 港口往哪里去",
    )  # fmt: skip
    assert len(record.sessions) == 7


FIRST_DAY = (
    "2024年5月10日", "9:00-10:00 潮位预报的账 林岚 潮汐所工程师",
    "10:00-11:00 海塘的石料 王芳 松川石业总经理",
)  # fmt: skip
SECOND_DAY = ("2024年5月11日", *FIRST_DAY[1:])


@pytest.mark.parametrize(
    ("second_day", "hours"),
    [
        (SECOND_DAY, ["09:00", "10:00", "09:00", "10:00"]),
        (("2024年5月11日", "8:30-9:00 开场的话", *FIRST_DAY[1:]),
         ["09:00", "10:00", "08:30", "09:00", "10:00"]),
    ],
)  # fmt: skip
def test_a_day_of_the_same_hours_and_words_is_no_second_telling(
    tmp_path: Path, second_day: tuple[str, ...], hours: list[str]
) -> None:
    record = read_lines(tmp_path, *FIRST_DAY, *second_day)
    assert [f"{session.start:%H:%M}" for session in record.sessions] == hours


@pytest.mark.parametrize("headings", [(), ("2024年5月10日", "2024年5月11日")])
def test_two_days_may_be_told_twice(tmp_path: Path, headings: tuple[str, ...]) -> None:
    further = ("9:00-10:00 港口往哪里去", "10:00-11:00 闸门的检修")
    again = [*headings[:1], *FIRST_DAY[1:], *headings[1:], *further]
    record = read_lines(tmp_path, *FIRST_DAY, "2024年5月11日", *further, *again)
    assert len(record.sessions) == 4
