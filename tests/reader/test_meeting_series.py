"""Minutes of several meetings in one paper."""

from datetime import date, time

import pytest

from forum.reader.event_record import ZH
from forum.reader.reading import Reading, Shape
from tests.reader.test_prose import read_text

_MINUTES = """2031-06-20 海塘協作會議 會前紀錄

（第一次工作會議時間：2031/05/06 10:00）

出席人員：

• 潮汐局 林嵐 / 王芳
• TIDE 高岩

會議結論：

一、請潮汐局於會後一個月內盤點海塘。

（會前會會議時間：2031/06/12 14:30）

出席人員：

• 潮汐局 王芳／程硯
• 其他單位代表若干人

會議結論：

一、請確認名單。
"""


@pytest.fixture(name="reading", scope="module")
def _reading() -> Reading:
    return read_text(_MINUTES)


def test_each_meeting_is_a_session_of_its_own_day(reading: Reading) -> None:
    assert reading.shape is Shape.MINUTES
    assert [(s.title[ZH], s.day, s.start) for s in reading.record.sessions] == [
        ("第一次工作會議", date(2031, 5, 6), time(10)),
        ("會前會", date(2031, 6, 12), time(14, 30)),
    ]


def test_whoever_is_listed_attends_that_meeting(reading: Reading) -> None:
    names = {person.key: person.name[ZH] for person in reading.record.people}
    sessions = {session.key: session.title[ZH] for session in reading.record.sessions}
    assert [
        (names[guest.person], sessions[guest.session], guest.role, *guest.title.values())
        for guest in reading.record.appearances
    ] == [
        ("林嵐", "第一次工作會議", "attendee", "潮汐局"),
        ("王芳", "第一次工作會議", "attendee", "潮汐局"),
        ("高岩", "第一次工作會議", "attendee", "TIDE"),
        ("王芳", "會前會", "attendee", "潮汐局"),
        ("程硯", "會前會", "attendee", "潮汐局"),
    ]


def test_what_was_concluded_sums_the_meeting_up(reading: Reading) -> None:
    assert [session.summary[ZH] for session in reading.record.sessions] == [
        "一、請潮汐局於會後一個月內盤點海塘。",
        "一、請確認名單。",
    ]


def test_a_line_of_the_list_that_names_nobody_is_named(reading: Reading) -> None:
    subjects = [f.subject for f in reading.record.findings if f.kind == "not_understood"]
    assert subjects == ["• 其他單位代表若干人"]
