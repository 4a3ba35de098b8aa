"""Which day a row of a programme is of, where headings number the days, and midnight."""

from datetime import date, time
from pathlib import Path

import pytest

from forum.reader.dispatch import read_document
from forum.reader.document import read
from forum.reader.event_record import EventRecord

FIRST, SECOND = date(2024, 5, 8), date(2024, 5, 9)
MORNING, EVENING = ("9:00-9:30 潮汐的账", "9:30-10:00 岸电与电价"), ("9:00-10:00 海塘的石料",)


def read_rows(tmp_path: Path, *lines: str, when: str = "2024年5月8日-9日") -> EventRecord:
    path = tmp_path / "programme.txt"
    path.write_text("\n".join(("港口数据大会议程", when, "", *lines)), "utf-8")
    return read_document(read(path)).record


def days(record: EventRecord) -> list[date | None]:
    return [session.day for session in record.sessions]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("第一天", "第二天"),
        ("Day 1", "Day 2"),
        ("【第一天上午】", "【第二天上午】"),
        ("Day One Schedule", "Day Two Schedule"),
        ("第1天会议日程：", "第2天会议日程："),
        ("Day 1: Tides", "Day 2: Stones"),
    ],
)
def test_the_number_of_a_day_says_which_it_is(tmp_path: Path, first: str, second: str) -> None:
    record = read_rows(tmp_path, first, *MORNING, second, *EVENING)
    assert days(record) == [FIRST, FIRST, SECOND]


def test_only_the_second_day_may_have_a_heading(tmp_path: Path) -> None:
    assert days(read_rows(tmp_path, *MORNING, "第二天", *EVENING))[-1] == SECOND


@pytest.mark.parametrize("heading", ["第二天", "Day 2: Stones"])
def test_the_date_above_a_later_day_alone_may_be_its_own(tmp_path: Path, heading: str) -> None:
    record = read_rows(tmp_path, heading, *MORNING, *EVENING, when="时间：2024年5月9日")
    assert (days(record), record.end_date) == ([None] * 3, SECOND)


def test_rows_above_the_second_day_are_of_the_date_in_the_head(tmp_path: Path) -> None:
    record = read_rows(tmp_path, *MORNING, "第二天", *EVENING, when="2024年5月8日")
    assert (days(record)[-1], record.end_date) == (SECOND, SECOND)


def test_a_later_day_alone_is_counted_from_a_head_of_several(tmp_path: Path) -> None:
    assert days(read_rows(tmp_path, "第二天", *MORNING, *EVENING)) == [SECOND] * 3


def test_a_further_day_ends_an_event_of_which_the_head_tells_the_first(tmp_path: Path) -> None:
    lines = ("第一天", *MORNING, "第二天", *EVENING)
    record = read_rows(tmp_path, *lines, when="2024年5月8日")
    assert (record.start_date, record.end_date) == (FIRST, SECOND)


def test_what_a_day_is_called_beside_its_number_is_not_understood(tmp_path: Path) -> None:
    record = read_rows(tmp_path, "Day 1", *MORNING, "Day 2: Stones", *EVENING)
    asked = [finding.subject for finding in record.findings if finding.kind == "not_understood"]
    assert asked == ["Day 2: Stones"]


def test_a_date_beside_the_number_of_a_day_is_read(tmp_path: Path) -> None:
    lines = ("Day 1: 8 May 2024", *MORNING, "Day 2: 9 May 2024", *EVENING)
    record = read_rows(tmp_path, *lines)
    asked = [finding.subject for finding in record.findings if finding.kind == "not_understood"]
    assert (days(record), asked) == ([FIRST, FIRST, SECOND], [])


def test_a_day_after_the_last_one_is_none_of_the_event(tmp_path: Path) -> None:
    assert days(read_rows(tmp_path, *MORNING, "第五天", *EVENING)) == [None, None, None]


def test_rows_below_a_day_after_the_last_one_are_not_of_the_day_above(tmp_path: Path) -> None:
    lines = ("第一天", *MORNING, "第二天", *EVENING, "第三天", "9:00-10:00 参观海塘")
    record = read_rows(tmp_path, *lines)
    asked = [finding.subject for finding in record.findings if finding.kind == "not_understood"]
    assert (days(record), asked) == ([FIRST, FIRST, SECOND, None], ["第三天"])


@pytest.mark.parametrize(
    "when",
    [
        "2024年5月8日、15日",
        "时间：2024年5月8日（周三）和15日",
        "8 and 15 May 2024",
        "May 8 & 15, 2024",
    ],
)
def test_days_apart_are_not_counted(tmp_path: Path, when: str) -> None:
    lines = ("第一天", *MORNING, "第二天", *EVENING)
    record = read_rows(tmp_path, *lines, when=when)
    assert (days(record), record.end_date == SECOND) == ([None] * 3, False)


@pytest.mark.parametrize("when", ["2024年5月8日、9日", "8 and 9 May 2024"])
def test_days_listed_next_to_each_other_are_counted(tmp_path: Path, when: str) -> None:
    lines = ("第一天", *MORNING, "第二天", *EVENING)
    assert days(read_rows(tmp_path, *lines, when=when)) == [FIRST, FIRST, SECOND]


def test_a_paper_without_a_date_numbers_no_days(tmp_path: Path) -> None:
    lines = ("第一天", *MORNING, "第二天", *EVENING)
    assert days(read_rows(tmp_path, *lines, when="滨海会展中心")) == [None, None, None]


def test_a_list_of_days_above_the_rows_heads_none(tmp_path: Path) -> None:
    record = read_rows(tmp_path, "第一天", "第二天", "", "第一天", *MORNING, "第二天", *EVENING)
    assert days(record) == [FIRST, FIRST, SECOND]


@pytest.mark.parametrize(
    "listed", [("第一天：主论坛", "第二天：分论坛"), ("Day 1: Plenary", "Day 2: Workshops")]
)
def test_what_each_day_is_about_leaves_the_printed_days(
    tmp_path: Path, listed: tuple[str, str]
) -> None:
    record = read_rows(tmp_path, *listed, "5月8日", *MORNING, "5月9日", *EVENING)
    assert days(record) == [FIRST, FIRST, SECOND]


def test_what_each_day_is_about_heads_no_rows(tmp_path: Path) -> None:
    lines = ("第一天：主论坛", "第二天：分论坛", "主论坛", *MORNING, "分论坛", *EVENING)
    assert days(read_rows(tmp_path, *lines)) == [None, None, None]


@pytest.mark.parametrize("printed", ["21:30-24:00", "21:30 – 24:00", "21:30-00:00"])
def test_a_session_may_end_at_midnight(tmp_path: Path, printed: str) -> None:
    session = read_rows(tmp_path, *MORNING, f"{printed} 晚会").sessions[-1]
    assert (session.start, session.end) == (time(21, 30), time(0, 0))


@pytest.mark.parametrize(
    ("printed", "end"),
    [
        ("11:00-12:00 AM", time(12)), ("11 – 12 a.m.", time(12)), ("上午11:00-12:00", time(12)),
        ("11:00-24:00", time()), ("11:00-00:00", time()),
    ],
)  # fmt: skip
def test_the_twelfth_hour_of_a_morning_is_noon(tmp_path: Path, printed: str, end: time) -> None:
    session = read_rows(tmp_path, *MORNING, f"{printed} 海塘的石料").sessions[-1]
    assert (session.start, session.end) == (time(11), end)


def test_no_session_begins_at_the_end_of_a_day(tmp_path: Path) -> None:
    record = read_rows(tmp_path, *MORNING, *EVENING, "24:00-25:00 晚会")
    assert len(record.sessions) == 3
