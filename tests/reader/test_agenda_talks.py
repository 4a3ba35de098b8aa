"""Who speaks on what, in the lines of programmes that strangers send."""

from datetime import time
from pathlib import Path
from time import process_time

import docx
import pytest

from forum.reader.dispatch import read_document
from forum.reader.document import read
from forum.reader.event_record import EventRecord
from forum.reader.shapes.programme.blocks import plain_label
from forum.reader.shapes.programme.reader import read_programme
from forum.reader.vocabulary.shapes import put_time_first
from tests.support.documents import titles


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
        ("9:00-9:30 潮汐的账 林岚，滨海副市长", ("林岚", "speaker", "滨海副市长"), "潮汐的账"),
        ("9:00-9:30 潮汐的账（林岚，某院教授）", ("林岚", "speaker", "某院教授"), "潮汐的账"),
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


GRID = (
    "第三届潮汐论坛议程\n"
    "时段\t会场一\t会场二\n"
    "9:00-9:30\t潮汐的账\t岸电的账\n"
    "9:30-10:00\t航道的账     林岚   滨海科技总经理\t港口的账\n"
    "10:00-10:10\t茶歇\t\n"
)


def test_tracks_side_by_side_are_sessions_of_their_own(tmp_path: Path) -> None:
    record = read_lines(tmp_path, GRID)
    rooms = [next(iter(session.room.values()), "") for session in record.sessions]
    assert list(zip(rooms, titles(record), strict=True)) == [
        ("会场一", "潮汐的账"), ("会场二", "岸电的账"),
        ("会场一", "航道的账"), ("会场二", "港口的账"), ("", "茶歇"),
    ]  # fmt: skip


def test_a_track_s_speaker_is_told_apart_from_its_topic(tmp_path: Path) -> None:
    assert appearances(read_lines(tmp_path, GRID)) == [("林岚", "speaker", "滨海科技总经理")]


def test_the_half_of_the_day_may_have_a_column_of_its_own(tmp_path: Path) -> None:
    record = read_lines(
        tmp_path,
        "第三届潮汐论坛议程",
        "时间\t时间\t会议内容",
        "上午\t9:00-9:30\t潮汐的账",
        "下午\t14:00-14:30\t岸电的账",
    )
    assert [session.start for session in record.sessions] == [time(9), time(14)]


def test_talks_without_times_are_held_in_the_session_that_heads_them(tmp_path: Path) -> None:
    path = tmp_path / "talks.docx"
    document = docx.Document()
    document.add_paragraph("Harbour Forum")
    table = document.add_table(rows=4, cols=3)
    rows = (
        ("Presentation", "Name", "Affiliation"),
        ("PLENARY SESSION 2: TIDES AND TRADE", "", ""),
        ("Shore power for small harbours", "Ms. Anna Berg", "Director, Harbour Office"),
        ("What a tide table costs", "Mr. Paul Stone", "Editor, The Quay,"),
    )
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    table.cell(1, 0).merge(table.cell(1, 2))
    document.save(str(path))
    record = read_document(read(path)).record
    assert ([session.heading for session in record.sessions], appearances(record)) == (
        [{"en": "PLENARY SESSION 2"}],
        [("Anna Berg", "speaker", "Director, Harbour Office"),
         ("Paul Stone", "speaker", "Editor, The Quay")],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "starts"),
    [
        (("11:00-12:30 Tides", "12:30-1:30 Lunch", "1:30-2:30 Piers", "2:30-3:00 Quays"),
         [time(11), time(12, 30), time(13, 30), time(14, 30)]),
        (("7:30-8:00 Registration", "8:00-9:00 Tides"), [time(7, 30), time(8)]),
        (("11:00-12:00 Tides", "07:30-08:00 Registration"), [time(11), time(7, 30)]),
    ],
)  # fmt: skip
def test_the_half_of_the_day_follows_from_the_hours_above(
    tmp_path: Path, lines: tuple[str, ...], starts: list[time]
) -> None:
    record = read_lines(tmp_path, "Harbour Forum – Programme", *lines)
    assert [session.start for session in record.sessions] == starts


def test_an_hour_of_the_night_is_asked_for(tmp_path: Path) -> None:
    record = read_lines(tmp_path, "Harbour Forum – Programme", "3:00-3:30 Tides")
    assert ([session.start for session in record.sessions], "15:00") == (
        [time(15)],
        next(finding.params["value"] for finding in record.findings if finding.kind == "guess"),
    )


def speeches(record: EventRecord) -> list[tuple[str, str]]:
    names = {person.key: next(iter(person.name.values())) for person in record.people}
    return [
        (names[part.person], next(iter(part.speech_title.values()), ""))
        for part in record.appearances
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ("• 林岚（滨海大学）：潮汐的账", "• 王芳：岸电的账", "• 李明：航道的账"),
        ("* 潮汐的账（林岚，滨海大学）", "* 岸电的账（王芳）", "* 航道的账（李明，海潮学院）"),
        ("报告题目：潮汐的账", "林岚（滨海大学）", "报告题目：岸电的账", "王芳（海潮学院）",
         "报告题目：航道的账", "李明（海潮学院）"),
    ],
)  # fmt: skip
def test_talks_of_a_list_are_sessions(tmp_path: Path, lines: tuple[str, ...]) -> None:
    record = read_lines(tmp_path, "第三届潮汐论坛通知", "报告题目如下：", *lines)
    assert (titles(record), [name for name, _role, _title in appearances(record)]) == (
        ["潮汐的账", "岸电的账", "航道的账"],
        ["林岚", "王芳", "李明"],
    )


def test_a_heading_above_a_list_is_the_session_of_its_talks(tmp_path: Path) -> None:
    record = read_lines(
        tmp_path,
        "第三届潮汐论坛",
        "",
        "海潮与港口专场",
        "林岚（滨海大学）：潮汐的账",
        "王芳（海潮学院）：岸电的账",
        "李明（海潮学院）：航道的账",
    )
    assert (titles(record), speeches(record)) == (
        ["海潮与港口专场"],
        [("林岚", "潮汐的账"), ("王芳", "岸电的账"), ("李明", "航道的账")],
    )


def test_a_list_of_posts_is_no_list_of_talks(tmp_path: Path) -> None:
    record = read_lines(
        tmp_path, "第三届潮汐论坛", "林岚：某局局长", "王芳：某司司长", "李明：某院院长"
    )
    assert record.sessions == ()


def test_a_talk_told_apart_from_its_time_is_joined_to_it(tmp_path: Path) -> None:
    record = read_lines(
        tmp_path,
        "第三届潮汐沙龙",
        "分享主题一：潮汐的账",
        "嘉宾：林岚，滨海科技总监，爱好远足",
        "分享主题二：岸电的账",
        "嘉宾：王芳，海潮学院教授",
        "活动安排",
        "14:00 - 14:30 分享主题：潮汐的账",
        "14:30 - 15:00 分享主题：岸电的账",
    )
    assert (titles(record), appearances(record)) == (
        ["潮汐的账", "岸电的账"],
        [("林岚", "speaker", "滨海科技总监"), ("王芳", "speaker", "海潮学院教授")],
    )


def test_a_list_of_participants_does_not_hide_the_agenda(tmp_path: Path) -> None:
    path = tmp_path / "meeting.txt"
    path.write_text(
        "\n".join([
            "潮汐线上研讨会",
            "潮汐线上研讨会将于2024年5月18日举行，请于5月10日前注册参会。",
            "议程安排 Agenda",
            "* 14:00-14:10 开场",
            "* 14:10-14:30 潮汐的账（讲者：林岚 - 滨海大学）",
            "* 14:30-14:50 岸电的账（讲者：王芳 - 海潮学院）",
            "参会人员 Attendees",
            "本次会议向各港开放。",
            "请把姓名与单位写在下面。",
            "名单每周更新一次。",
            "名单不含工作人员。",
            *(f"1. 李{name}（{name}港务局）" for name in "明华强伟杰涛磊军洋勇"),
            "2024-06-01",
        ]),
        "utf-8",
    )  # fmt: skip
    reading = read_document(read(path))
    record = reading.record
    assert (reading.shape.value, str(record.start_date)) == ("programme", "2024-05-18")
    assert (len(record.sessions), len(record.people)) == (3, 12)


def asked(record: EventRecord) -> list[tuple[str, str]]:
    """Return kind and subject of what is asked for, or was not understood."""
    return [(finding.kind, finding.subject) for finding in record.findings]


@pytest.mark.parametrize(
    ("line", "person"),
    [
        ("高岩 | 局长 | 滨海市潮汐局", ("高岩", "moderator", "局长 滨海市潮汐局")),
        ("Nora Lind – Director – Quay Office", ("Nora Lind", "moderator", "Director, Quay Office")),
    ],
)
def test_an_institution_behind_a_post_is_no_talk(
    tmp_path: Path, line: str, person: tuple[str, str, str]
) -> None:
    record = read_lines(tmp_path, "潮汐论坛议程", "9:00-9:30 圆桌论坛", "主持人：", line)
    assert (appearances(record), record.appearances[0].speech_title) == ([person], {})


def test_an_institution_below_a_person_is_no_topic(tmp_path: Path) -> None:
    record = read_lines(
        tmp_path, "Quay Forum – Programme", "9:00 – 10:00 Opening",
        "Mr Ole Lind, Secretary General", "Pilots Union", "Ms Nora Falk, Director", "Quay Office",
    )  # fmt: skip
    assert [part.speech_title for part in record.appearances] == [{}, {}]


def test_a_chair_of_a_part_who_sits_in_no_row_is_told(tmp_path: Path) -> None:
    record = read_lines(
        tmp_path, "潮汐论坛议程", "开幕式（主持人：高岩，滨海市潮汐局局长）",
        "9:00-9:10 发布仪式", "9:10-9:20 圆桌对话",
    )  # fmt: skip
    assert asked(record) == [("not_understood", "高岩，滨海市潮汐局局长")]


def test_of_several_people_in_a_line_none_is_the_topic(tmp_path: Path) -> None:
    line = "9:00-9:30 高岩，滨海市潮汐局局长 | 苏静，海塘研究院院长 | 海塘的账"
    record = read_lines(tmp_path, "潮汐论坛议程", line, "9:30-10:00 茶歇")
    assert appearances(record) == []


def test_who_follows_the_chair_of_a_list_is_asked_for(tmp_path: Path) -> None:
    record = read_lines(
        tmp_path, "潮汐论坛议程", "9:00-9:30 圆桌论坛", "主持人：",
        "高岩，滨海市潮汐局局长", "苏静，海塘研究院院长",
    )  # fmt: skip
    assert asked(record) == [("guess", "苏静")]


@pytest.mark.parametrize(
    ("line", "is_asked"),
    [("市港口局局长、市财政局副局长苏静", True), ("中国科学院院士、滨海大学校长苏静", False)],
)
def test_posts_of_two_houses_before_one_name_are_asked_for(
    tmp_path: Path, line: str, is_asked: bool
) -> None:
    record = read_lines(tmp_path, "潮汐论坛议程", "9:00-9:30 致辞", line)
    assert bool(asked(record)) is is_asked


def test_spaces_without_end_are_read_in_a_moment() -> None:
    start = process_time()
    plain_label(f"Panel{' ' * 4_000}(35{' ' * 4_000}x")
    put_time_first(f"{' ' * 4_000}x{' ' * 4_000}")
    assert process_time() - start < 0.5


def test_every_pair_of_hours_is_read(tmp_path: Path) -> None:
    clocks = [f"{hour:02}:30" for hour in range(24)]
    for start in clocks:
        lines = [f"{start}–{end} Panel {number}" for number, end in enumerate(clocks)]
        record = read_lines(tmp_path, "Harbour Forum", "12 May 2025", *lines)
        assert len(record.sessions) == len(clocks), start


SALON = (
    "14:15 岸电与电价 沈一帆",
    "14:45 潮汐的账 王芳",
    "15:15 海塘的石料 陈远",
    "16:05 港口的算法 周禾、黄志明",
)


def test_several_names_stand_behind_a_topic_where_names_alone_do(tmp_path: Path) -> None:
    record = read_lines(tmp_path, "潮汐沙龙议程", "2024年5月8日", "", *SALON)
    assert (record.sessions[-1].title, [person.name for person in record.people[3:]]) == (
        {"zh-hans": "港口的算法"}, [{"zh-hans": "周禾"}, {"zh-hans": "黄志明"}],
    )  # fmt: skip


def test_names_behind_a_topic_are_asked_for_where_nobody_else_is_named_so(tmp_path: Path) -> None:
    rows = ("14:45 潮汐的账", "15:15 海塘的石料", "16:05 港口的算法 周禾、黄志明")
    record = read_lines(tmp_path, "潮汐沙龙议程", "2024年5月8日", "", *rows)
    guesses = [finding.subject for finding in record.findings if finding.kind == "guess"]
    assert (record.people, "港口的算法 周禾、黄志明" in guesses) == ((), True)


PAPERS = (
    "9:00-10:30: Session 1 - The Price of Tides",
    "  Chair: Anna Berg (Coast U) | Discussant: Tom Lind (Harbour Tech)",
    "  - Sand and its price: what dredging costs",
    "  - Who owns the shoreline?",
    "10:30-12:00: Session 2 - Salt Marshes",
    "  Chair: Ida Holm (Tide U) | Discussant: Paul Strand (Port Vale U)",
    "  - Counting reeds from the air (Rona Maas, Reed Survey Office)",
    "12:00-13:00: Session 3 - Dykes",
    "  Chair: Jo Falk (Marsh U) | Discussant: Mia Lund (Fen U)",
    "  - How old is the oldest dyke",
)


def test_roles_and_whom_they_name_are_no_talk_of_a_house(tmp_path: Path) -> None:
    people = appearances(read_lines(tmp_path, *PAPERS))
    assert [(name, role) for name, role, _title in people] == [
        ("Anna Berg", "moderator"), ("Tom Lind", "discussant"),
        ("Ida Holm", "moderator"), ("Paul Strand", "discussant"), ("Rona Maas", "speaker"),
        ("Jo Falk", "moderator"), ("Mia Lund", "discussant"),
    ]  # fmt: skip


def test_papers_of_which_nobody_is_named_sum_their_session_up(tmp_path: Path) -> None:
    session = read_lines(tmp_path, *PAPERS).sessions[0]
    assert session.summary == {
        "en": "Sand and its price: what dredging costs\nWho owns the shoreline?"
    }


def test_who_alone_stands_behind_a_topic_in_brackets_is_asked_for(tmp_path: Path) -> None:
    record = read_lines(tmp_path, *PAPERS)
    asked = [finding.subject for finding in record.findings if finding.kind == "guess"]
    assert "Rona Maas" in asked


def test_houses_below_a_post_belong_to_it_until_somebody_else_is_named(tmp_path: Path) -> None:
    people = appearances(
        read_lines(
            tmp_path, "10.30-12.00", "Plenary 1: Tides Without Maps", "Anna Berg",
            "Senior Adviser, Board of Trustees", "Asian Institute of Tides (AIT)", "Tom Lind",
            "Head, Department of Marshes", "Coastal Media Support", "Ida Holm",
            "Professor, Harbour University", "12.00-13.00", "Lunch", "13.00-14.00", "Closing",
        )
    )  # fmt: skip
    assert [(name, title) for name, _role, title in people] == [
        ("Anna Berg", "Senior Adviser, Board of Trustees, Asian Institute of Tides (AIT)"),
        ("Tom Lind", "Head, Department of Marshes, Coastal Media Support"),
        ("Ida Holm", "Professor, Harbour University"),
    ]


def test_a_further_address_below_a_post_is_no_house(tmp_path: Path) -> None:
    people = appearances(
        read_lines(
            tmp_path, "9.30-10.30", "Keynote Address", "Anna Berg", "Director, Tide Office",
            "Inaugural Address", "Tom Lind", "President, Coast Fund", "10.30-11.00", "Break",
        )
    )  # fmt: skip
    assert people[0] == ("Anna Berg", "speaker", "Director, Tide Office")


_TALKS = """Workshop on Tides

27-28 June 2031; Tromso, TR, Norway

Day 1: Friday 27 June 2031
08:45–09:00 AM Opening remarks by Anna Berg (Tide Office) and Tom Li (Ports Fund) plenary
09:00–09:30 AM Walls and marshes discussion
Talk
Who pays for walls? (PDF, video) (Eva Falk, Coast University)
10:00–10:30 AM Coffee
10:30–11:30 AM Breakout sessions breakout
Session 1: Buoys
Buoys that call home (Ada Holm, Buoy Works)
Session 2: Gate keepers
(Ida Lund, Gate House)
Session 3: Charts
(Jon Dahl, Chart Room)
11:30–12:00 AM Lunch"""


def test_a_talk_below_a_heading_of_talks_is_given_in_the_session_above(tmp_path: Path) -> None:
    record = read_lines(tmp_path, *_TALKS.split("\n"))
    named = {person.key: person.name["en"] for person in record.people}
    assert [
        (named[seat.person], seat.session, seat.speech_title.get("en", ""))
        for seat in record.appearances if seat.session != "opening"
    ] == [
        ("Eva Falk", "session-1", "Who pays for walls?"),
        ("Ada Holm", "session-2", "Buoys that call home"),
        ("Ida Lund", "session-2", "Gate keepers"),
        ("Jon Dahl", "session-2", "Charts"),
    ]  # fmt: skip


def test_the_form_of_a_session_behind_who_speaks_is_no_title(tmp_path: Path) -> None:
    record = read_lines(tmp_path, *_TALKS.split("\n"))
    assert appearances(record)[:2] == [
        ("Anna Berg", "speaker", "Tide Office"), ("Tom Li", "speaker", "Ports Fund")
    ]  # fmt: skip
    assert record.sessions[0].title == {}


def test_letters_for_a_state_are_no_city(tmp_path: Path) -> None:
    record = read_lines(tmp_path, *_TALKS.split("\n"))
    assert (record.city, record.country, record.venue) == (
        {"en": "Tromso"}, {"en": "Norway"}, {}
    )  # fmt: skip


def test_a_stroke_parts_a_speaker_from_the_house_and_a_chair_from_the_label(
    tmp_path: Path,
) -> None:
    record = read_lines(
        tmp_path,
        "第三届潮汐数据大会",
        "日程",
        "9:00-9:30 潮汐的账",
        "林岚 | 滨海大学潮汐研究院",
        "9:30-10:00 船闸怎么修",
        "王芳 | 南港大学教授",
        "10:00-11:00 圆桌讨论",
        "主席 | 程砚",
    )
    assert appearances(record) == [
        ("林岚", "speaker", "滨海大学潮汐研究院"), ("王芳", "speaker", "南港大学教授"),
        ("程砚", "moderator", ""),
    ]  # fmt: skip
