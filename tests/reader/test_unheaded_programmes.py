"""Programmes whose tables have no row of headers: what a column holds, its cells tell together."""

from pathlib import Path

import pytest

from forum.reader.dispatch import read_document
from forum.reader.document import read
from forum.reader.event_record import EventRecord, SessionRecord

SALON = (
    "14:00\t签到",
    "14:30\t潮汐的账\t林岚",
    "15:00\t岸电与电价\t王芳、陈远",
    "15:30\t茶歇",
    "15:40\t海塘的石料\t待定",
    "16:00\t泊位的算法\t滨海大学 周禾教授",
    "16:20\t自由交流\t全体嘉宾",
)
WORKSHOP = (
    "9:00-10:00\tHall A\tOpening of the year\tAnna Berg",
    "10:00-11:00\tHall B\tHow harbours recover\tTom Li and Ida Holm",
    "11:00-11:20\tFoyer\tCoffee",
    "11:20-12:00\tHall A\tWhat the tide owes\tProf. Per Lund, Tide Office",
)
CONGRESS = (
    "13:00-14:00\t签到 Registration\tHarbour Center\t请在大厅领取资料。 Please collect your badge.",
    "14:00-15:00\t开幕式 Opening Ceremony\tTide Auditorium\t嘉宾：Amb. Ida Holm, 林岚，Tom Li",
    "15:00-16:00\t港口论坛\tQuay Nine\t"
    "嘉宾：王芳，陈远，Anna Berg 港口能在风暴之后恢复吗？ How do harbours recover?",
    "16:00-17:00\t招聘会\tHarbour Center\t嘉宾：周禾 华港集团来到校园招聘 Meet the recruiters",
)  # fmt: skip


def read_rows(tmp_path: Path, title: str, *rows: str) -> EventRecord:
    path = tmp_path / "programme.txt"
    path.write_text("\n".join((title, "2024年5月8日", "", *rows)), "utf-8")
    return read_document(read(path)).record


def salon(tmp_path: Path, *rows: str) -> EventRecord:
    return read_rows(tmp_path, "潮汐沙龙议程", *rows)


def workshop(tmp_path: Path, *rows: str) -> EventRecord:
    return read_rows(tmp_path, "Tides Annual Workshop", *rows)


def seats(record: EventRecord) -> dict[str, list[str]]:
    """Return the names of those who are seated, by the first words for their session."""
    names = {person.key: next(iter(person.name.values())) for person in record.people}
    called = {session.key: called_by(session) for session in record.sessions}
    seated: dict[str, list[str]] = {}
    for appearance in record.appearances:
        seated.setdefault(called[appearance.session], []).append(names[appearance.person])
    return seated


def called_by(session: SessionRecord) -> str:
    return next(iter((*session.title.values(), *session.heading.values())), session.kind)


def said(record: EventRecord, kind: str) -> list[str]:
    return [finding.subject for finding in record.findings if finding.kind == kind]


def test_names_alone_stand_behind_topics(tmp_path: Path) -> None:
    assert seats(salon(tmp_path, *SALON)) == {
        "潮汐的账": ["林岚"],
        "岸电与电价": ["王芳", "陈远"],
        "泊位的算法": ["周禾"],
    }


def test_who_is_to_come_sums_no_session_up(tmp_path: Path) -> None:
    record = salon(tmp_path, *SALON)
    assert [session.summary for session in record.sessions if session.summary] == []


def test_a_crowd_in_the_column_of_names_is_not_understood(tmp_path: Path) -> None:
    assert said(salon(tmp_path, *SALON), "not_understood") == ["全体嘉宾"]


def test_a_rare_name_in_the_column_of_names_is_asked_for(tmp_path: Path) -> None:
    record = salon(tmp_path, *SALON, "16:40\t海带的产量\t纳林")
    assert (seats(record)["海带的产量"], "纳林" in said(record, "guess")) == (["纳林"], True)


def test_a_column_of_rooms_before_the_topics(tmp_path: Path) -> None:
    record = workshop(tmp_path, *WORKSHOP)
    assert [session.room["en"] for session in record.sessions] == [
        "Hall A", "Hall B", "Foyer", "Hall A",
    ]  # fmt: skip


def test_rooms_aside_the_names_stand_behind_the_topics(tmp_path: Path) -> None:
    assert seats(workshop(tmp_path, *WORKSHOP)) == {
        "Opening of the year": ["Anna Berg"],
        "How harbours recover": ["Tom Li", "Ida Holm"],
        "What the tide owes": ["Per Lund"],
    }


BARE = (
    "9:00-10:00\tOpening of the year\tAnna Berg",
    "10:00-11:00\tHow harbours recover\tTom Li",
    "11:20-12:00\tWhat the tide owes\tPer Lund",
)


def test_few_bare_names_in_english_are_asked_for(tmp_path: Path) -> None:
    record = workshop(tmp_path, *BARE)
    asked = [subject for subject in said(record, "guess") if not subject.startswith("2024")]
    assert asked == ["Anna Berg", "Tom Li", "Per Lund"]


def test_a_form_of_address_among_them_tells_that_they_are_names(tmp_path: Path) -> None:
    record = workshop(tmp_path, *BARE, "12:00-12:30\tStones for a wall\tDr. Bo Ek")
    assert [text for text in said(record, "guess") if not text.startswith("2024")] == []


def test_what_numbered_sessions_are_on_is_nobody(tmp_path: Path) -> None:
    rows = [row.replace("Opening of the year\tAnna Berg", "Session 1\tBlue Carbon") for row in BARE]
    rows = [row.replace("How harbours recover\tTom Li", "Session 2\tGreen Ports") for row in rows]
    rows = [row.replace("What the tide owes\tPer Lund", "Session 3\tRed Tides") for row in rows]
    assert workshop(tmp_path, *rows).people == ()


def test_of_two_columns_of_what_may_be_names_neither_is_taken(tmp_path: Path) -> None:
    rows = ("9:00\tOrsi Berg\tBlue Carbon", "9:30\tZuma Li\tGreen Ports", "10:00\tBo Ek\tRed Tides")
    assert workshop(tmp_path, *rows).people == ()


def test_houses_are_no_rooms(tmp_path: Path) -> None:
    rows = (
        "9:00\t潮汐的账\t滨海研究中心",
        "9:30\t岸电与电价\t海潮实验室",
        "10:00\t泊位\t南岸研究室",
    )
    assert [session.room for session in salon(tmp_path, *rows).sessions] == [{}, {}, {}]


def test_a_room_is_known_by_its_column(tmp_path: Path) -> None:
    record = read_rows(tmp_path, "潮汐大会 Tide Congress", *CONGRESS)
    assert [session.room["en"] for session in record.sessions] == [
        "Harbour Center", "Tide Auditorium", "Quay Nine", "Harbour Center",
    ]  # fmt: skip


def test_the_rows_of_another_day_tell_what_a_column_holds(tmp_path: Path) -> None:
    rows = (*CONGRESS[1:3], "", "第二天", "", CONGRESS[0], CONGRESS[3])
    record = read_rows(tmp_path, "潮汐大会 Tide Congress", *rows)
    assert record.sessions[1].room == {"en": "Quay Nine"}


def test_names_of_both_languages_stand_behind_one_label(tmp_path: Path) -> None:
    record = read_rows(tmp_path, "潮汐大会 Tide Congress", *CONGRESS)
    assert seats(record)["开幕式"] == ["Ida Holm", "林岚", "Tom Li"]


def test_a_question_behind_the_last_name_sums_the_session_up(tmp_path: Path) -> None:
    record = read_rows(tmp_path, "潮汐大会 Tide Congress", *CONGRESS)
    assert (seats(record)["港口论坛"], record.sessions[2].summary) == (
        ["王芳", "陈远", "Anna Berg"],
        {"zh-hans": "港口能在风暴之后恢复吗？", "en": "How do harbours recover?"},
    )


def test_what_is_neither_title_nor_sentence_is_not_understood(tmp_path: Path) -> None:
    record = read_rows(tmp_path, "潮汐大会 Tide Congress", *CONGRESS)
    assert (record.appearances[-1].title, said(record, "not_understood")) == (
        {}, ["华港集团来到校园招聘 Meet the recruiters"],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "title"),
    [("嘉宾：林岚，王芳 滨海大学教授", "滨海大学教授"), ("嘉宾：林岚，王芳 滨海大学", "滨海大学")],
)
def test_a_title_behind_the_last_name_is_no_sentence(tmp_path: Path, cell: str, title: str) -> None:
    record = salon(tmp_path, f"9:00\t潮汐的账\t{cell}", "9:30\t岸电与电价", "10:00\t合影")
    summaries = [session.summary for session in record.sessions if session.summary]
    assert (summaries, title in str(record)) == ([], True)


HEADED = (
    "时间\t论坛\t地点\t嘉宾",
    "9:00-10:00\t开幕式\t一层大厅\t嘉宾：林岚，王芳，陈远",
    "10:00-11:00\t港口论坛\t船厂\t主持人：赵平 嘉宾：沈一帆，高岩 潮汐会带来什么？",
)


def test_a_headed_cell_of_guests_may_tell_what_they_discuss(tmp_path: Path) -> None:
    record = salon(tmp_path, *HEADED)
    assert (seats(record)["港口论坛"], record.sessions[1].summary) == (
        ["赵平", "沈一帆", "高岩"], {"zh-hans": "潮汐会带来什么？"},
    )  # fmt: skip


def test_a_second_guest_below_a_time_has_the_columns_of_the_first(tmp_path: Path) -> None:
    record = salon(
        tmp_path,
        "14:00\t开场致辞\t林岚\t滨海大学教授",
        "\t\t王芳\tTide AI & DATA 基金会理事",
        "14:30\t岸电与电价\t陈远\t电网公司经理",
        "15:00\t海塘的石料\t周禾\t石料公司总经理",
        "15:30\t泊位的算法\t何平\t松川大学教授",
    )
    assert [(each.session, each.person) for each in record.appearances][:2] == [
        ("opening", "lin-lan"), ("opening", "wang-fang"),
    ]  # fmt: skip
    assert dict(record.people[1].title) == {"zh-hans": "Tide AI & DATA 基金会理事"}
