"""Hours and days as they are printed: none invented, none dropped without a word."""

from datetime import date, time
from pathlib import Path

import pytest

from forum.reader.dispatch import read_document
from forum.reader.document import read
from forum.reader.reading import Certainty, Reading
from forum.reader.shapes.record import dates, times
from forum.reader.vocabulary.shapes import TIMED


def read_lines(tmp_path: Path, *lines: str, name: str = "programme.txt") -> Reading:
    path = tmp_path / name
    path.write_text("\n".join(lines), "utf-8")
    return read_document(read(path))


def starts(reading: Reading) -> list[time | None]:
    return [session.start for session in reading.record.sessions]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("晚上12:00", time(0), None), ("凌晨12:30", time(0, 30), None),
        ("下午12:30", time(12, 30), None), ("中午12:00", time(12), None),
        ("晚上10:00-12:00", time(22), time(0)), ("9.30-10.00", time(9, 30), time(10)),
    ],
)  # fmt: skip
def test_an_hour_of_midnight_is_no_noon(text: str, start: time, end: time | None) -> None:
    span = times.find(text)
    assert span
    assert (span.start, span.end) == (start, end)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("18.05.2031", date(2031, 5, 18), date(2031, 5, 18)),
        ("18.–20.05.2031", date(2031, 5, 18), date(2031, 5, 20)),
        ("30.05.–02.06.2031", date(2031, 5, 30), date(2031, 6, 2)),
    ],
)
def test_a_dotted_day_is_a_day_and_no_hour(text: str, first: date, last: date) -> None:
    days = dates.find(text)
    assert days
    assert (days.start, days.end) == (first, last)
    assert (times.find(text), TIMED.search(text)) == (None, None)


def test_a_day_s_line_begins_the_hours_anew(tmp_path: Path) -> None:
    reading = read_lines(
        tmp_path, "Harbour Forum Programme", "12 May 2031", "Day 1", "9:00 Opening",
        "16:30 Quays", "Day 2", "7:30 Breakfast talk", "9:00 Tides",
    )  # fmt: skip
    assert starts(reading) == [time(9), time(16, 30), time(7, 30), time(9)]


def test_an_hour_that_may_begin_another_day_is_asked_for(tmp_path: Path) -> None:
    reading = read_lines(
        tmp_path, "Harbour Forum Programme", "12 May 2031", "9:00 Opening", "16:30 Quays",
        "7:30 Breakfast talk", "9:00 Tides",
    )  # fmt: skip
    assert starts(reading)[2] == time(7, 30)
    asked = [each.path for each in reading.values if each.certainty is Certainty.GUESS]
    assert "sessions.session-2.start" in asked


def test_a_column_of_ends_is_read_beside_that_of_beginnings(tmp_path: Path) -> None:
    reading = read_lines(
        tmp_path, "开始时间,结束时间,环节,嘉宾", "9:00,9:20,开幕致辞,张伟（滨海市副市长）",
        "9:20,9:40,主旨演讲,李强（滨海大学教授）", name="programme.csv",
    )  # fmt: skip
    ends = [(session.start, session.end) for session in reading.record.sessions]
    assert ends == [(time(9), time(9, 20)), (time(9, 20), time(9, 40))]


def test_an_end_past_midnight_is_named(tmp_path: Path) -> None:
    reading = read_lines(
        tmp_path, "Harbour Forum Programme", "12 May 2031", "9:00 - 9:30 Opening",
        "9:30 - 10:00 Tides", "20:00 - 1:00 Dinner on the quay",
    )  # fmt: skip
    conflicts = [each for each in reading.record.findings if each.kind == "time_conflict"]
    assert [(each.case, each.params["one"]) for each in conflicts] == [("reversed", "20:00–01:00")]


def test_an_evening_without_its_half_of_the_day_ends_in_the_evening(tmp_path: Path) -> None:
    lines = ("Tide Forum 2031 Agenda", "9:00-9:30 Opening", "2:00-3:00 Talks",
             "7:00-10:00 Dinner at the quay")  # fmt: skip
    ends = [session.end for session in read_lines(tmp_path, *lines).record.sessions]
    assert ends == [time(9, 30), time(15), time(22)]


def test_an_hour_of_the_evening_amid_the_morning_is_the_mornings_and_asked_for(
    tmp_path: Path,
) -> None:
    reading = read_lines(
        tmp_path, "Programme of the Tide Forum", "10:00–10:30 AM Coffee",
        "10:30–11:45 PM Walls and marshes", "11:45–12:15 PM Buoys that call home",
        "08:00–09:30 PM Dinner",
    )  # fmt: skip
    assert starts(reading) == [time(10), time(10, 30), time(11, 45), time(20)]
    assert [value.path for value in reading.guesses if value.path.endswith("start")] == [
        "sessions.session-1.start"
    ]


@pytest.mark.parametrize("mark", ["|", "-", "｜"])
def test_a_mark_between_lines_of_a_cell_makes_a_range(mark: str) -> None:
    span = times.find(f"09:20\n{mark}\n15:00")
    assert span is not None
    assert (span.start, span.end) == (time(9, 20), time(15, 0))
