"""What stands in the cells of a programme's table belongs to its own row and to nobody else."""

import csv
from datetime import date, time
from pathlib import Path

import pytest

from forum.reader.dispatch import read_document
from forum.reader.document import read
from forum.reader.reading import Certainty, Reading


def read_rows(tmp_path: Path, *rows: tuple[str, ...]) -> Reading:
    path = tmp_path / "programme.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return read_document(read(path))


def quoted(reading: Reading) -> list[str]:
    return [each.subject for each in reading.record.findings if each.kind == "not_understood"]


def test_house_and_post_of_several_guests_are_joined_line_by_line(tmp_path: Path) -> None:
    reading = read_rows(
        tmp_path,
        ("时间", "环节", "嘉宾", "单位", "职务"),
        ("9:00-9:20", "开幕致辞", "张伟\n王芳", "港务管理局\n滨海大学", "局长\n教授"),
        ("9:20-9:40", "主旨演讲", "李强", "海港研究院", "院长"),
    )
    titles = [dict(person.title) for person in reading.record.people]
    assert titles[:2] == [{"zh-hans": "港务管理局 局长"}, {"zh-hans": "滨海大学 教授"}]


def test_a_post_beside_several_guests_is_quoted(tmp_path: Path) -> None:
    reading = read_rows(
        tmp_path,
        ("时间", "环节", "嘉宾", "职务"),
        ("9:00-9:20", "开幕致辞", "张伟、王芳", "港务管理局局长"),
        ("9:20-9:40", "主旨演讲", "李强", "海港研究院院长"),
    )
    assert quoted(reading) == ["港务管理局局长"]


def test_a_row_without_a_time_opens_the_session_that_it_names(tmp_path: Path) -> None:
    reading = read_rows(
        tmp_path,
        ("时间", "环节", "嘉宾"),
        ("9:00-9:20", "开幕致辞", "张伟（滨海市副市长）"),
        ("", "主旨演讲", "李强（滨海大学教授）"),
    )
    assert [each.session for each in reading.record.appearances] == ["opening", "keynote"]
    assert reading.values == ()


def test_whose_topic_has_no_time_may_speak_in_another_session(tmp_path: Path) -> None:
    reading = read_rows(
        tmp_path,
        ("时间", "环节", "嘉宾"),
        ("9:00-9:20", "潮汐的账", "张伟（滨海市副市长）"),
        ("", "码头的灯", "李强（滨海大学教授）"),
    )
    asked = [value.path for value in reading.values if value.certainty is Certainty.GUESS]
    assert asked == ["appearances.li-qiang.session-1.speaker.session"]


_SERIES = (
    ("题目", "主讲与简介", "日期/时间"),
    ("海塘的四百年", "林岚，松川大学教授，海塘研究所所长", ""),
    ("潮位怎么预报", "程砚，海洋台首席工程师", "2031年5月6日周二 19:00-20:00"),
    ("灯塔怎样省电", "高岩，灯塔公司总经理", ""),
    ("石料从哪里来", "苏静，海洋台台长", "2031年6月3日周二 19:00-20:00"),
    ("海塘的明天", "于海，海塘研究所所长", ""),
)


def test_a_talk_of_a_series_needs_no_time_yet(tmp_path: Path) -> None:
    record = read_rows(tmp_path, *_SERIES).record
    times = [(item.title["zh-hans"], item.day, item.start) for item in record.sessions]
    assert times == [
        ("海塘的四百年", None, None),
        ("潮位怎么预报", date(2031, 5, 6), time(19)),
        ("灯塔怎样省电", None, None),
        ("石料从哪里来", date(2031, 6, 3), time(19)),
        ("海塘的明天", None, None),
    ]
    assert len({guest.session for guest in record.appearances}) == len(record.appearances)


def test_the_day_of_one_of_several_talks_is_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "series.txt"
    rows = "\n".join("\t".join(row) for row in _SERIES)
    path.write_text(f"海塘公开课系列\n\n{rows}\n", "utf-8")
    assert "event.start_date" in {value.path for value in read_document(read(path)).guesses}


@pytest.mark.parametrize("heading", ["目的", "活动背景：", "Purpose"])
def test_what_a_series_is_for_stands_below_a_heading(tmp_path: Path, heading: str) -> None:
    path = tmp_path / "series.txt"
    rows = "\n".join("\t".join(row) for row in _SERIES)
    aim = "海塘一代一代修下去，却很少有人讲清楚怎么修，内容包括：\n\n• 潮位怎么预报\n• 石料从哪里来"
    path.write_text(f"海塘公开课系列\n\n{heading}\n\n{aim}\n\n{rows}\n", "utf-8")
    introduction = read_document(read(path)).record.introduction
    assert introduction == {"zh-hans": aim.replace("\n\n", "\n")}


def test_who_stands_below_a_chair_that_is_named_is_asked_and_no_chair(tmp_path: Path) -> None:
    reading = read_rows(
        tmp_path,
        ("Time", "Event"),
        ("9:00-9:20", "Opening"),
        ("9:20-10:20", "Panel: The harbour\nModerator: Ida Lund\nJonas Krug, Tide Office"),
        ("10:20-10:40", "Tides as data\nSpeaker: Anna Berg, Director, Harbour Trust"),
    )
    names = {person.key: person.name["en"] for person in reading.record.people}
    roles = {names[part.person]: part.role for part in reading.record.appearances}
    assert roles == {"Ida Lund": "moderator", "Jonas Krug": "panellist", "Anna Berg": "speaker"}
    assert any("jonas-krug" in value.path for value in reading.guesses)
