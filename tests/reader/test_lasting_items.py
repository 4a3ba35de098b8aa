"""Agendas of numbered items that say how long they last, below sessions with their hours."""

from pathlib import Path

from forum.reader.dispatch import read_document
from forum.reader.document import read
from forum.reader.reading import Reading

TEXT = """Harbour Standards Meeting

Agenda

3 May 2024, Online via Webex

Session 1: May 3, 07:00-08:30 UTC

Times around the world:

May 3, 00:00 PDT
May 3, 03:00 EDT
May 3, 07:00 UTC
May 3, 15:00 CST/HKT

1. Introduction (5 min)

2. Where the gauges are (40 min)

Anna Berg: Gauges of the north (10 min)

Tom Falk, Maria Lind: Reading the tide together (10 min)

Session 2: May 4, 14:00-15:30 UTC

1. What walls need (40 min)

Ruth Cole: Walls and their numbers (10 min)
"""
CHINESE = """海塘数据研讨会议程

2023年6月9日

第一场：6月9日 9:00-10:30

1. 潮位数据现状（40分钟）

林岚：北岸的水尺（10分钟）

2. 小结（15分钟）

第二场：6月10日 14:00-15:00

1. 海塘需要什么（40分钟）

何平：海塘与数字（10分钟）
"""


def read_text(tmp_path: Path, text: str) -> Reading:
    path = tmp_path / "agenda.txt"
    path.write_text(text, "utf-8")
    return read_document(read(path))


def hours(reading: Reading) -> list[str]:
    """Return the sessions that have hours, with their days."""
    return [
        f"{session.day} {session.start:%H:%M}-{session.end:%H:%M}"
        for session in reading.record.sessions
        if session.start and session.end
    ]


def seats(reading: Reading) -> list[tuple[str, str]]:
    """Return session and name of everybody who appears."""
    record = reading.record
    names = {person.key: next(iter(person.name.values())) for person in record.people}
    titles = {
        each.key: next(iter((each.title or each.heading).values())) for each in record.sessions
    }
    return [(titles[seat.session], names[seat.person]) for seat in record.appearances]


def test_each_item_that_lasts_is_a_session(tmp_path: Path) -> None:
    reading = read_text(tmp_path, TEXT)
    assert [
        next(iter((each.title or each.heading).values())) for each in reading.record.sessions
    ] == [
        "Session 1", "Introduction", "Where the gauges are", "Gauges of the north",
        "Reading the tide together", "Session 2", "What walls need", "Walls and their numbers",
    ]  # fmt: skip
    assert seats(reading) == [
        ("Gauges of the north", "Anna Berg"),
        ("Reading the tide together", "Tom Falk"),
        ("Reading the tide together", "Maria Lind"),
        ("Walls and their numbers", "Ruth Cole"),
    ]


def test_hours_behind_a_session_s_number_are_its_own(tmp_path: Path) -> None:
    english = ["2024-05-03 07:00-08:30", "2024-05-04 14:00-15:30"]
    assert hours(read_text(tmp_path, TEXT)) == english
    chinese = ["2023-06-09 09:00-10:30", "2023-06-10 14:00-15:00"]
    assert hours(read_text(tmp_path, CHINESE)) == chinese


def test_hours_of_other_zones_are_told_again(tmp_path: Path) -> None:
    reading = read_text(tmp_path, TEXT)
    assert [line.text for line in reading.unread] == []


def test_zones_without_the_hour_above_stay_unread(tmp_path: Path) -> None:
    reading = read_text(tmp_path, TEXT.replace("May 3, 07:00 UTC\n", ""))
    printed = " ".join(finding.params.get("text", "") for finding in reading.record.findings)
    assert "Times around the world:" in printed


def test_a_way_to_take_part_is_no_city(tmp_path: Path) -> None:
    reading = read_text(tmp_path, TEXT)
    assert dict(reading.record.city) == {}
    asked = [finding.subject for finding in reading.record.findings]
    assert "Online via Webex" in asked
