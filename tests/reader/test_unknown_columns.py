"""Columns of a programme whose header no vocabulary knows: names in them, and what is not read."""

from pathlib import Path

import pytest

from forum.reader.dispatch import read_document
from forum.reader.document import read
from forum.reader.event_record import EventRecord

CHINESE = ("9:00\t潮汐的账\t林岚", "9:20\t岸电与电价\t王芳、陈远", "9:40\t泊位的算法\t周禾")
ENGLISH = ("9:00\tWhat the tide owes\tAnna Berg", "9:20\tStones for a wall\tTom Li / Ida Holm",
           "9:40\tHow harbours recover\tBo Ek")  # fmt: skip


def read_rows(tmp_path: Path, *rows: str) -> EventRecord:
    path = tmp_path / "programme.txt"
    path.write_text("\n".join(("海潮年会议程", "2024年5月8日", "", *rows)), "utf-8")
    return read_document(read(path)).record


def names(record: EventRecord) -> list[str]:
    return [name for person in record.people for name in person.name.values()]


def said(record: EventRecord, kind: str) -> list[str]:
    subjects = [finding.subject for finding in record.findings if finding.kind == kind]
    return [subject for subject in subjects if not subject.startswith("2024")]


@pytest.mark.parametrize("header", ["汇报人", "授课教师", "Instructor", "宣讲人"])
def test_who_speaks_by_whatever_word(tmp_path: Path, header: str) -> None:
    record = read_rows(tmp_path, f"时间\t议题\t{header}", *CHINESE)
    assert (names(record), said(record, "guess")) == (["林岚", "王芳", "陈远", "周禾"], [])


@pytest.mark.parametrize("header", ["授课内容", "授课题目", "授课主题"])
def test_what_is_taught_is_nobody(tmp_path: Path, header: str) -> None:
    record = read_rows(tmp_path, f"时间\t{header}\t授课教师", *CHINESE)
    titles = [session.title.get("zh-hans") for session in record.sessions]
    assert (names(record), titles) == (
        ["林岚", "王芳", "陈远", "周禾"], ["潮汐的账", "岸电与电价", "泊位的算法"]
    )  # fmt: skip


@pytest.mark.parametrize("header", ["负责人", "牵头", "Person in charge", "Lead"])
def test_what_those_do_whom_an_unknown_header_names_is_asked(tmp_path: Path, header: str) -> None:
    record = read_rows(tmp_path, f"时间 Time\t议题 Topic\t{header}", *CHINESE)
    assert said(record, "guess") == names(record) == ["林岚", "王芳", "陈远", "周禾"]


def test_english_names_below_an_unknown_header(tmp_path: Path) -> None:
    record = read_rows(tmp_path, "Time\tTopic\tPerson in charge", *ENGLISH)
    assert said(record, "guess") == ["Anna Berg", "Tom Li", "Ida Holm", "Bo Ek"]


@pytest.mark.parametrize("header", ["联系人", "记录", "Contact person"])
def test_whom_one_turns_to_is_no_guest(tmp_path: Path, header: str) -> None:
    record = read_rows(tmp_path, f"时间\t议题\t{header}", *CHINESE)
    assert (names(record), said(record, "not_understood")) == ([], [header])


def test_a_column_that_is_not_read_is_named(tmp_path: Path) -> None:
    rows = [f"{row}\t{form}" for row, form in zip(CHINESE, ("线上", "实操", "线上"), strict=True)]
    record = read_rows(tmp_path, "时间\t议题\t嘉宾\t形式", *rows)
    assert said(record, "not_understood") == ["形式"]


def test_a_column_of_days_is_read_with_its_lines(tmp_path: Path) -> None:
    rows = ["5月8日\t9:00\t潮汐的账\t林岚", "\t9:20\t岸电\t王芳", "5月9日\t9:00\t泊位\t陈远"]
    record = read_rows(tmp_path, "日期\t时间\t议题\t嘉宾", *rows)
    assert said(record, "not_understood") == []


def test_a_column_of_halves_of_days_loses_nothing(tmp_path: Path) -> None:
    rows = [f"{half}\t{row}" for half, row in zip(("上午", "", "下午"), CHINESE, strict=True)]
    assert said(read_rows(tmp_path, "时段分组\t时间\t议题\t嘉宾", *rows), "not_understood") == []
