"""Who speaks, and on what, where names or houses stand in brackets, and on which day."""

from pathlib import Path

import pytest

from tests.reader.test_agenda_talks import appearances, read_lines


@pytest.mark.parametrize("mark", ["◦", "•", "○", "-"])
def test_an_entry_names_who_speaks_the_house_in_brackets_and_the_topic(
    tmp_path: Path, mark: str
) -> None:
    record = read_lines(
        tmp_path,
        "第一届潮汐数据大会",
        "时间：2031年7月19日",
        "",
        "• 08:50-10:10 第一场：观测 (主持人: 汪砚 北港大学)",
        f"{mark} 林岚 (滨海大学) 潮汐的采集与清洗",
        f"{mark} 王 芳 (国立海洋大学) Drifting Buoys: A Field Guide",
        f"{mark} 程砚 (东港大学/南港大学) 船与岸之间",
    )
    assert [
        (*seat, part.speech_title)
        for seat, part in zip(appearances(record), record.appearances, strict=True)
    ] == [
        ("汪砚", "moderator", "北港大学", {}),
        ("林岚", "speaker", "滨海大学", {"zh-hans": "潮汐的采集与清洗"}),
        ("王芳", "speaker", "国立海洋大学", {"en": "Drifting Buoys: A Field Guide"}),
        ("程砚", "speaker", "东港大学/南港大学", {"zh-hans": "船与岸之间"}),
    ]


_ASKED_DAYS = """\
Workshop on Tides

26-27 September 2031, Westport

Live session 1: Gauges

When: Friday 26 September 2031 - 15:00 UTC - 2h (see local time)

15:00–15:10 Introduction

15:10–16:00 Papers

A Bill of Materials for Gauges (Jan Kowal)

Support for Open Tide Data (Anna Berg)

Who Writes the Tables (Joe Holm, Ben Strand)

Live session 2: Tables

When: Saturday 27 September 2031 - 15:00 UTC - 2h (see local time)

15:00–15:10 Introduction

15:10–16:00 Papers

Applying Hardened Tables (Zbysz Tener)

16:00–16:10 Next steps
"""


def test_a_label_above_further_rows_gives_their_day(tmp_path: Path) -> None:
    record = read_lines(tmp_path, _ASKED_DAYS)
    assert [
        (session.title["en"], session.day and session.day.day) for session in record.sessions
    ] == [
        ("Introduction", 26), ("Papers", 26),
        ("Introduction", 27), ("Papers", 27), ("Next steps", 27),
    ]  # fmt: skip


def test_two_names_in_brackets_are_two_people_without_titles(tmp_path: Path) -> None:
    assert [
        (name, title) for name, _role, title in appearances(read_lines(tmp_path, _ASKED_DAYS))
    ] == [
        ("Jan Kowal", ""), ("Anna Berg", ""), ("Joe Holm", ""), ("Ben Strand", ""),
        ("Zbysz Tener", ""),
    ]  # fmt: skip


def test_a_talk_beside_a_list_of_such_talks_is_one_and_asked_for(tmp_path: Path) -> None:
    record = read_lines(tmp_path, _ASKED_DAYS)
    guesses = [finding.params["value"] for finding in record.findings if finding.kind == "guess"]
    assert guesses == ["Zbysz Tener"]


def test_remarks_name_who_gives_them_in_brackets(tmp_path: Path) -> None:
    record = read_lines(
        tmp_path,
        "Harbour Workshop 2031",
        "Programme",
        "12:00 – 12:10 Opening Remarks (Anna Berg)",
        "12:10 – 13:00 Tides as data (Main Hall)",
        "13:00 – 13:10 Lunch (Blue Carbon)",
        "13:10 – 13:20 Closing Remarks (Vorena Quist)",
    )
    assert appearances(record) == [
        ("Anna Berg", "speaker", ""), ("Vorena Quist", "speaker", ""),
    ]  # fmt: skip
    assert [each.subject for each in record.findings if each.kind == "guess"] == ["Vorena Quist"]


def test_many_names_behind_a_stroke_all_speak(tmp_path: Path) -> None:
    authors = "Per Holm, Ida Lund, Karl Falk, Eva Strand, Jonas Krug, Maria Stein, Olaf Brandt"
    record = read_lines(
        tmp_path,
        "Harbour Workshop 2031",
        "Programme",
        f"13:00 – 13:30 Tides as data / Anna Berg, {authors}",
        "13:30 – 14:00 The harbour at night / Tom Stone, Lena Moor",
        "14:00 – 14:30 Gates and dykes / Hans Graf",
    )
    speakers = [name for name, _role, _title in appearances(record)]
    assert speakers == ["Anna Berg", *authors.split(", "), "Tom Stone", "Lena Moor", "Hans Graf"]


def test_a_counted_part_is_named_above_its_time_and_names_no_event(tmp_path: Path) -> None:
    record = read_lines(
        tmp_path,
        "Program",
        "Session A: The Harbour at Night",
        "> 9:00 - 10:30",
        "* (09:00 - 09:30) Introduction",
        "* (09:30 - 10:30) Tides as data",
        "Session B: The Harbour by Day",
        "> 11:00 - 12:00",
        "* (11:00 - 12:00) Gates and dykes",
    )
    assert record.title == {}
    assert [next(iter((each.title or each.heading).values())) for each in record.sessions] == [
        "Session A: The Harbour at Night", "Introduction", "Tides as data",
        "Session B: The Harbour by Day", "Gates and dykes",
    ]  # fmt: skip
