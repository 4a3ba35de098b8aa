"""Forms of programmes: French hours, broken lines, guests apart from the rows, offices."""

from datetime import date, time
from pathlib import Path

import pytest

from forum.reader.dispatch import read_document
from forum.reader.document import read
from forum.reader.event_record import EN, ZH
from forum.reader.guest_cells import read_guests
from forum.reader.layout import lay_out
from forum.reader.reading import Reading, Shape
from forum.reader.shapes.programme.reader import read_programme
from forum.reader.shapes.programme.talks import read_talk

_APART = """滨海技术沙龙 - 潮汐与代码

很多人以为潮水只是潮水，其实它是最守时的程序，每天两次，从不迟到，也从不请假。

本期滨海海岸沙龙，将邀请三位看潮的人来聊聊，希望能给正在看海的朋友一些启发。

【分享嘉宾】
海潮科技 - 最大的潮汐平台 CTO 林岚
浪花网 创始人    王芳

主持：灯塔网络 创始人 程砚

活动流程：
14:00 - 14:10    主持人开场
14:10 - 14:40    嘉宾每人十分钟分享
14:40 - 15:40    潮水话题讨论
报名条件：本期沙龙开放一百个名额，三十个给创始人
"""

_HOURS = """Programme for the Coast Ministers conference, 16 to 18
May

Harbour Union - Coast Ministers conference,
Lisbon, Portugal

13 April 2031

Programme: 16 to 18 May 2031

1. Opening session (open to the media)
Chair: Ms Ada Holm, Director, Harbour Union

14h30 to 14h40: Welcoming remarks by Minister Anna Maria Berg (Minister of Tides
of Lisbon)

14h40 to 15:00: Statement by Mr Tom Lindqvist (Assistant
Secretary General) Tidewatch

15h00 to 15h10: The harbour plan: Dr Eva Strand, Harbour Institute

2. Closed session (not open to the media)
Chair: President Jon Falk

17h00 to 17h20: Introduction of the guests from the islands of the South
Sea: Ms Ada Holm

17h20 to 17h30: Respondent Mr Per Dahl (Director of Tides at the Institute)
"""


def _read(tmp_path: Path, text: str) -> Reading:
    path = tmp_path / "programme.txt"
    path.write_text(text, "utf-8")
    return read_document(read(path))


@pytest.fixture
def apart(tmp_path: Path) -> Reading:
    return _read(tmp_path, _APART)


@pytest.fixture
def hours(tmp_path: Path) -> Reading:
    return _read(tmp_path, _HOURS)


def test_those_of_a_list_are_seated_where_a_row_means_guests(apart: Reading) -> None:
    assert [
        (seat.person, seat.session, seat.role) for seat in apart.record.appearances
    ] == [
        ("cheng-yan", "session-1", "moderator"),
        ("lin-lan", "session-2", "speaker"), ("wang-fang", "session-2", "speaker"),
    ]  # fmt: skip


def test_seats_that_only_a_word_of_the_row_gives_are_questions(apart: Reading) -> None:
    guesses = {value.path.rpartition(".")[0] for value in apart.guesses}
    assert guesses == {
        f"appearances.{seat.person}.{seat.session}.{seat.role}" for seat in apart.record.appearances
    }


def test_a_list_ends_where_the_rows_begin(apart: Reading) -> None:
    assert [person.name[ZH] for person in apart.record.people] == ["林岚", "王芳", "程砚"]


def test_this_issue_of_a_series_introduces_the_event(apart: Reading) -> None:
    introduction = apart.record.introduction[ZH]
    assert introduction.split("\n")[1].startswith("本期滨海海岸沙龙")


def test_guests_whom_two_rows_may_mean_stay_without_a_seat(tmp_path: Path) -> None:
    text = _APART.replace("潮水话题讨论", "嘉宾对谈潮水")
    seats = _read(tmp_path, text).record.appearances
    assert [(seat.person, seat.role) for seat in seats] == [("cheng-yan", "moderator")]


def test_hours_may_be_parted_by_the_letter_h(hours: Reading) -> None:
    assert hours.shape is Shape.PROGRAMME
    timed = [session.start for session in hours.record.sessions if session.start]
    assert timed == [time(14, 30), time(14, 40), time(15), time(17), time(17, 20)]


def test_an_event_is_named_without_what_calls_the_paper_and_open_days(hours: Reading) -> None:
    assert hours.record.title == {EN: "Coast Ministers conference"}


def test_a_range_of_days_is_the_events_before_a_day_alone(hours: Reading) -> None:
    assert (hours.record.start_date, hours.record.end_date) == (
        date(2031, 5, 16),
        date(2031, 5, 18),
    )


def test_a_numbered_heading_above_times_is_a_session_that_is_moderated(hours: Reading) -> None:
    moderated = [
        (seat.person, seat.session) for seat in hours.record.appearances if seat.role == "moderator"
    ]
    assert moderated == [("ada-holm", "opening"), ("jon-falk", "session-3")]


def test_whoever_stands_behind_a_topic_gives_the_talk(hours: Reading) -> None:
    titles = {session.key: session.title or session.heading for session in hours.record.sessions}
    talks = [
        (titles[seat.session][EN], seat.person, seat.role)
        for seat in hours.record.appearances
        if seat.role != "moderator"
    ]
    assert talks == [
        ("Welcoming remarks", "anna-maria-berg", "speaker"),
        ("Statement", "tom-lindqvist", "speaker"),
        ("The harbour plan", "eva-strand", "speaker"),
        ("Introduction of the guests from the islands of the South Sea", "ada-holm", "speaker"),
        ("Respondent", "per-dahl", "discussant"),
    ]


@pytest.mark.parametrize(
    ("text", "name", "title"),
    [
        ("President Jon Falk", "Jon Falk", "President"),
        ("Minister Anna Berg (Minister of Tides)", "Anna Berg", "Minister of Tides"),
        ("Mr Tom Li (Deputy Director) Coast Union", "Tom Li", "Deputy Director, Coast Union"),
        ("Professor Ada Holm: Chairperson of the Union", "Ada Holm", "Chairperson of the Union"),
    ],
)  # fmt: skip
def test_an_office_before_a_name(text: str, name: str, title: str) -> None:
    guests, unread = read_guests(text)
    assert [(guest.name, guest.title) for guest in guests] == [({EN: name}, {EN: title})]
    assert unread == []


def test_a_line_that_ends_within_a_name_goes_on_in_what_seems_a_label(tmp_path: Path) -> None:
    path = tmp_path / "document.txt"
    path.write_text(_HOURS, "utf-8")
    texts = [line.text for line in lay_out(read(path).lines).lines]
    assert any("islands of the South Sea: Ms Ada Holm" in text for text in texts)


def test_a_time_alone_below_a_numbered_heading_is_its_own(tmp_path: Path) -> None:
    text = (
        "Coast forum agenda\n\n1. Opening session\n09:00-09:30\n\n2. Harbour plan\n09:30-10:00\n\n"
        "3. Closing session\n10:00-10:30\n"
    )
    sessions = _read(tmp_path, text).record.sessions
    assert [(session.kind, session.start) for session in sessions] == [
        ("opening", time(9)), ("other", time(9, 30)), ("closing", time(10)),
    ]  # fmt: skip


def test_a_moderator_of_no_row_is_asked_for_at_the_first_that_is_no_break(tmp_path: Path) -> None:
    text = _APART.replace("主持人开场", "茶歇")
    seats = _read(tmp_path, text).record.appearances
    assert [seat.session for seat in seats if seat.role == "moderator"] == ["session-1"]


@pytest.mark.parametrize(
    "text",
    [
        "Fireside chat: President Falk Remembered",
        "Trust by Default: Governance of Harbour Data",
        "Remarks by Representatives of Coast States",
        "Report of the Working Group by its Chair, Ms Ada Holm",
    ],
)
def test_a_topic_that_only_looks_as_if_it_named_somebody(text: str) -> None:
    assert read_talk(text) is None


def test_a_document_called_a_programme_is_none_of_the_house_style(tmp_path: Path) -> None:
    text = """海塘灯塔论坛议程

【参会嘉宾】
林岚 海潮局局长
王芳 滨海大学教授

主持人：程砚（海潮学会秘书长）

09:00-09:30 签到
09:30-10:00 嘉宾致辞
10:00-10:30 主题演讲：潮汐的账  周宁（滨海大学教授）
10:30-11:00 自由交流
"""
    reading = _read(tmp_path, text)
    assert reading.shape is Shape.PROGRAMME
    assert reading.record.title == {ZH: "海塘灯塔论坛"}
    assert [(seat.person, seat.session) for seat in reading.record.appearances] == [
        ("zhou-ning", "keynote"), ("cheng-yan", "opening"),
    ]  # fmt: skip


def test_an_abstract_stands_behind_what_the_row_tells(tmp_path: Path) -> None:
    told = "这个报告从四百年前的第一道海塘说起，讲怎样选石料、怎样用工、怎样记账，怎样守潮。"
    abstract = f"海塘修了四百年，每一代人都留下了自己的账本。{told}"
    path = tmp_path / "programme.txt"
    path.write_text(
        f"2031年海塘论坛议程\n2031年4月10日\n\n9:00-9:30 海塘的四百年\n{told}\n"
        "9:30-10:00 潮位怎么预报\n\n"
        f"海塘的四百年\n摘要：\n{abstract}\n潮位怎么预报\n摘要：不等人。\n",
        "utf-8",
    )
    assert [session.summary for session in read_programme(read(path)).record.sessions] == [
        {ZH: f"{told}\n{abstract}"}, {ZH: "不等人。"},
    ]  # fmt: skip


def test_whoever_is_named_above_an_abstract_is_not_seated_in_the_last_row(tmp_path: Path) -> None:
    path = tmp_path / "programme.txt"
    path.write_text(
        "2031年海塘论坛议程\n2031年4月10日\n\n9:00-9:30 海塘的四百年\n林岚，松川大学教授\n"
        "9:30-10:00 潮位怎么预报\n王芳，某局局长\n\n"
        "海塘的四百年\n演讲人：林岚，松川大学教授\n摘要：海塘修了四百年。\n"
        "潮位怎么预报\n演讲人：王芳\n摘要：不等人。\n",
        "utf-8",
    )
    record = read_programme(read(path)).record
    assert [(seat.person, seat.session) for seat in record.appearances] == [
        ("lin-lan", "session-1"), ("wang-fang", "session-2"),
    ]  # fmt: skip


@pytest.mark.parametrize("gap", ["\t", "    ", " | ", "｜"])
def test_cells_may_be_parted_by_tabs_gaps_or_strokes(tmp_path: Path, gap: str) -> None:
    rows = (
        ("主题", "讲者", "职务"),
        ("潮汐的账", "林岚", "滨海大学教授"),
        ("海塘多高", "王芳", "海塘局局长"),
        ("潮水何时来", "陈海", "潮汐局工程师"),
    )
    table = "\n".join(gap.join(cells) for cells in rows)
    path = tmp_path / "programme.txt"
    path.write_text(f"潮汐论坛议程\n\n2031年5月3日\n\n分论坛 9:00-12:00\n\n{table}\n", "utf-8")
    people = read_document(read(path)).record.people
    assert [(person.name["zh-hans"], person.title["zh-hans"]) for person in people] == [
        (name, title) for _topic, name, title in rows[1:]
    ]
