"""Who speaks on what, in the lines of programmes that strangers send."""

from datetime import time
from pathlib import Path

import pytest

from forum.reader.document import read
from forum.reader.event_record import EventRecord
from forum.reader.shapes.programme import read_programme


def read_lines(tmp_path: Path, *lines: str) -> EventRecord:
    path = tmp_path / "programme.txt"
    path.write_text("\n".join(lines), "utf-8")
    return read_programme(read(path)).record


def appearances(record: EventRecord) -> list[tuple[str, str, str]]:
    """Return name, role and title of each appearance."""
    names = {person.key: next(iter(person.name.values())) for person in record.people}
    return [
        (names[part.person], part.role, next(iter(part.title.values()), ""))
        for part in record.appearances
    ]


def titles(record: EventRecord) -> list[str]:
    return [
        next(iter((session.title or session.heading).values()), "") for session in record.sessions
    ]


@pytest.mark.parametrize(
    ("line", "person", "topic"),
    [
        ("9:00-9:30 演讲主题：潮汐的账     林岚   滨海科技总经理",
         ("林岚", "speaker", "滨海科技总经理"), "潮汐的账"),
        ("9:00-9:30 三号厅 潮汐的账 林岚 滨海科技 / 首席架构师",
         ("林岚", "speaker", "滨海科技 首席架构师"), "潮汐的账"),
        ("9:00-9:30 潮汐的账 Anna Berg Harbour Lab / 研究主任",
         ("Anna Berg", "speaker", "Harbour Lab 研究主任"), "潮汐的账"),
        ("9:00-9:30 潮汐的账 林岚 / 独立顾问", ("林岚", "speaker", "独立顾问"), "潮汐的账"),
        ("9:00-9:30 滨海科技 首席工程师 林岚 潮汐的账",
         ("林岚", "speaker", "滨海科技 首席工程师"), "潮汐的账"),
    ],
)  # fmt: skip
def test_a_line_names_speaker_and_topic_in_any_order(
    tmp_path: Path, line: str, person: tuple[str, str, str], topic: str
) -> None:
    record = read_lines(tmp_path, "第三届潮汐论坛议程", line)
    assert (appearances(record), titles(record)) == ([person], [topic])


def test_a_room_stands_before_the_topic(tmp_path: Path) -> None:
    record = read_lines(tmp_path, "第三届潮汐论坛议程", "9:00-9:30 三号厅 岸电怎么算账")
    assert [(session.room, session.title) for session in record.sessions] == [
        ({"zh-hans": "三号厅"}, {"zh-hans": "岸电怎么算账"})
    ]


def test_a_dash_parts_name_and_topic_where_the_whole_programme_does_so(tmp_path: Path) -> None:
    record = read_lines(
        tmp_path,
        "第三届潮汐论坛议程",
        "9:00-9:30 林岚,滨海科技- 潮汐的账",
        "9:30-10:00 王芳，海潮实验室- 岸电的账",
        "10:00-10:30 李明- 航道的账",
        "10:30-11:00 石雨- 港口的账",
        "11:00-11:30 茶歇- 二层大厅",
    )
    assert [name for name, _role, _title in appearances(record)] == ["林岚", "王芳", "李明", "石雨"]


def test_one_dash_alone_tells_nobody(tmp_path: Path) -> None:
    record = read_lines(tmp_path, "第三届潮汐论坛议程", "9:00-9:30 绿色港口- 潮汐的账")
    assert (appearances(record), titles(record)) == ([], ["绿色港口- 潮汐的账"])


@pytest.mark.parametrize(
    ("line", "people"),
    [
        ("Opening address by Ms. Anna Berg, Mayor of Westport",
         [("Anna Berg", "speaker", "Mayor of Westport")]),
        ("Introduction of item 4 by Mr. Paul Stone, Director, Harbour Office",
         [("Paul Stone", "speaker", "Director, Harbour Office")]),
        ("Moderators: Ms. Anna Berg, Director, Tides and Mr. Paul Stone, Editor, The Quay",
         [("Anna Berg", "moderator", "Director, Tides"),
          ("Paul Stone", "moderator", "Editor, The Quay")]),
        ("In dialogue with: Anna Berg, Mayor of Westport & Paul Stone, Chief Pilot, Westport",
         [("Anna Berg", "panellist", "Mayor of Westport"),
          ("Paul Stone", "panellist", "Chief Pilot, Westport")]),
        ("- Speaker 2: Dr. Anna Berg", [("Anna Berg", "speaker", "")]),
        ("- A/Prof. Anna Berg", [("Anna Berg", "speaker", "")]),
        ("• H.E., Anna Berg, Ambassador of Norland (TBC)",
         [("Anna Berg", "speaker", "Ambassador of Norland")]),
        ("Wrap-up by the Chairperson of the Conference", []),
    ],
)  # fmt: skip
def test_lines_below_a_time_name_who_speaks(
    tmp_path: Path, line: str, people: list[tuple[str, str, str]]
) -> None:
    record = read_lines(tmp_path, "Harbour Forum – Programme", "9:30 – 10:30 The tide table", line)
    assert appearances(record) == people


def test_name_post_and_institution_stand_on_lines_of_their_own(tmp_path: Path) -> None:
    record = read_lines(
        tmp_path,
        "Harbour Forum – Programme",
        "09:00 - 10:00",
        "Session 2: What next for harbours?",
        "Speaker",
        "Anna Berg",
        "Secretary-General",
        "Tides International",
        "Moderator",
        "Paul Stone",
        "Editor",
        "The Quay",
        "10:00 - 10:30",
        "Coffee break",
    )
    assert appearances(record) == [
        ("Anna Berg", "speaker", "Secretary-General, Tides International"),
        ("Paul Stone", "moderator", "Editor, The Quay"),
    ]


def test_the_title_of_a_numbered_session_stands_on_the_line_below(tmp_path: Path) -> None:
    record = read_lines(
        tmp_path,
        "Harbour Forum – Programme",
        "9:30 - 12:30  Session I",
        "",
        "Regions, Tides and Trade",
    )
    assert [(session.heading, session.title) for session in record.sessions] == [
        ({"en": "Session I"}, {"en": "Regions, Tides and Trade"})
    ]


def test_a_numbered_title_may_stand_above_its_time(tmp_path: Path) -> None:
    record = read_lines(
        tmp_path,
        "滨海开放日",
        "第一项 潮汐的账",
        "09:30 - 10:30",
        "第二项 岸电的账",
        "10:30 - 11:30",
    )
    assert titles(record) == ["第一项 潮汐的账", "第二项 岸电的账"]


@pytest.mark.parametrize(
    ("printed", "start", "end"),
    [
        ("9:00 - 9:10a  Welcome", time(9), time(9, 10)),
        ("12:30 - 1:30p  Lunch", time(12, 30), time(13, 30)),
        ("11:30a - 12:30p  Talks", time(11, 30), time(12, 30)),
        ("2–3 p.m. Talks", time(14), time(15)),
        ("9:30 - 10:30 hours Opening", time(9, 30), time(10, 30)),
        ("周六 9:30-10:30 报到", time(9, 30), time(10, 30)),
    ],
)
def test_times_of_every_notation(tmp_path: Path, printed: str, start: time, end: time) -> None:
    (session,) = read_lines(tmp_path, "Harbour Forum – Programme", printed).sessions
    assert (session.start, session.end, "hours" in str(session.title)) == (start, end, False)


def test_labels_name_hosts_and_organizers(tmp_path: Path) -> None:
    record = read_lines(
        tmp_path,
        "第三届潮汐论坛议程",
        "- 主办单位：滨海市人民政府、滨海大学",
        "承办：海潮研究院",
        "支持：Chrome 90",
        "9:00-9:30 岸电怎么算账",
    )
    assert [(part.role, part.name["zh-hans"]) for part in record.organizations] == [
        ("host", "滨海市人民政府"),
        ("host", "滨海大学"),
        ("organizer", "海潮研究院"),
    ]


def test_organizers_line_by_line_below_their_heading(tmp_path: Path) -> None:
    record = read_lines(
        tmp_path,
        "Harbour Forum – Programme",
        "Organizers:",
        "Ministry of Tides of Norland",
        "Westport University",
        "Room 4 is on the second floor.",
        "9:30 - 10:30 The tide table",
    )
    assert [(part.role, part.name["en"]) for part in record.organizations] == [
        ("organizer", "Ministry of Tides of Norland"),
        ("organizer", "Westport University"),
    ]


def test_a_biography_below_a_name_is_no_title(tmp_path: Path) -> None:
    record = read_lines(
        tmp_path,
        "第三届潮汐论坛议程",
        "9:00-9:30 岸电怎么算账",
        "嘉宾介绍",
        "林岚",
        "滨海大学教授。主要研究潮汐，承担过二十余项课题，发表论文六十多篇。",
        "主办方",
        "滨海大学海潮协会",
    )
    assert [(person.name, person.title) for person in record.people] == [
        ({"zh-hans": "林岚"}, {"zh-hans": "滨海大学教授"})
    ]
