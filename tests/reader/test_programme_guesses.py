"""What a programme does not say outright is asked for, or told to be unread; never certain."""

from datetime import time
from pathlib import Path

import pytest

from forum.reader.dispatch import read_document
from forum.reader.document import read
from forum.reader.event_record import EN, ZH
from forum.reader.guest_cells import read_guests
from forum.reader.reading import Certainty, Reading

_BARE_HOURS = """Programme of the Harbour Forum
12 May 2031, Lisbon
9h - 9h30 Registration
9h30 - 10h Opening
10h to 11h Tides and ports
14h Registration of the groups
9-10 Registration of late guests
Please register at the door before lunch
"""
_BARE_HOURS_ZH = """海港论坛议程
2031年5月12日
9时-9时30分 报名签到
9时30分-10时 开幕式
10点至11点半 潮汐与港口
14时 报名参观
"""
_LISTED = """滨海论坛议程
2031年5月12日
分享安排
林岚（滨海大学）：潮汐的账
王芳（海港研究院）：港口的灯
程砚（灯塔网络）：码头的人
码头：漫长的归途
费用：全部免费
报名：现场签到即可
"""
_DASHED = """海港论坛议程
2031年5月12日
9:00 - 9:30 林岚 - 潮汐与时钟的故事
9:30 - 10:00 王芳 - 风暴之后的港口
10:00 - 10:30 程砚 - 谁来为码头付钱
11:00 - 11:30 惊喜 - 幸运观众十名
"""
_LATE = """海港论坛议程
2031年5月12日
11:30 - 1:00 午餐
18:00 - 22:00 晚宴
22:00 - 1:00 篝火
"""
_HOSTS = """Harbour Forum Programme
12 May 2031
Host: Ministry of Tides
Organizers: Coast Office and Harbour Institute and Bank of Lisbon
9:00 - 9:30 Opening
9:30 - 10:00 Ports
10:00 - 10:30 Quays
"""


def _read(tmp_path: Path, text: str) -> Reading:
    path = tmp_path / "programme.txt"
    path.write_text(text)
    return read_document(read(path))


def _guessed(reading: Reading) -> list[str]:
    return [
        value.path for value in reading.values
        if value.certainty is Certainty.GUESS and not value.path.startswith("event.")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "starts", "unread"),
    [
        (_BARE_HOURS, [time(9), time(9, 30), time(10)], (6, 7)),
        (_BARE_HOURS_ZH, [time(9), time(9, 30), time(10)], (6,)),
    ],
)
def test_bare_hours_are_times_in_a_range_and_unread_alone(
    tmp_path: Path, text: str, starts: list[time], unread: tuple[int, ...]
) -> None:
    reading = _read(tmp_path, text)

    assert [session.start for session in reading.record.sessions] == starts
    assert reading.record.sessions[-1].end in {time(11), time(11, 30)}
    assert tuple(line.number for line in reading.unread) == unread
    assert [
        finding.lines for finding in reading.record.findings if finding.kind == "not_understood"
    ] == [unread]


@pytest.mark.parametrize("printed", ["President Hotel Lisbon", "Mr Hotel Lisbon"])
def test_hotels_are_nobody(printed: str) -> None:
    assert read_guests(printed) == ([], [printed])


def test_whoever_stands_beside_somebody_to_come_is_no_title() -> None:
    guests, unread = read_guests("程砚、周宁、待定")

    assert [(guest.name, guest.title) for guest in guests] == [
        ({ZH: "程砚"}, {}),
        ({ZH: "周宁"}, {}),
    ]
    assert unread == ["待定"]


def test_listed_speakers_have_their_own_lines_and_odd_names_are_asked_for(tmp_path: Path) -> None:
    reading = _read(tmp_path, _LISTED)

    lines = {person.name[ZH]: person.lines for person in reading.record.people}
    assert lines == {"林岚": (4,), "王芳": (5,), "程砚": (6,), "码头": (7,)}
    assert _guessed(reading) == ["people.ma-tou.name.zh-hans"]


def test_what_only_a_dash_makes_a_speaker_is_asked_for(tmp_path: Path) -> None:
    assert _guessed(_read(tmp_path, _DASHED)) == ["people.jing-xi.name.zh-hans"]


def test_an_end_after_midnight_stays_where_it_is(tmp_path: Path) -> None:
    ends = [session.end for session in _read(tmp_path, _LATE).record.sessions]

    assert ends == [time(13), time(22), time(1)]


def test_hosts_that_may_be_parted_otherwise_are_asked_for(tmp_path: Path) -> None:
    reading = _read(tmp_path, _HOSTS)

    assert [organization.name[EN] for organization in reading.record.organizations] == [
        "Ministry of Tides", "Coast Office", "Harbour Institute", "Bank of Lisbon",
    ]  # fmt: skip
    assert _guessed(reading) == [f"organizations.organizer.{place}.name.en" for place in (1, 2, 3)]


def test_what_begins_like_a_word_is_asked_for_as_a_name(tmp_path: Path) -> None:
    path = tmp_path / "programme.txt"
    path.write_text(
        "海港论坛议程\n2031年5月12日\n14:00-14:10 开幕式\n14:10 趋势发布：\n"
        "• 海洋能：从示范到规模\n• 石油业：转型之路\n• 林岚：港口的灯\n15:00-15:30 茶歇\n",
        "utf-8",
    )
    asked = [value.path for value in read_document(read(path)).values if "people" in value.path]
    assert asked == [
        "people.hai-yang-neng.name.zh-hans", "people.shi-you-ye.name.zh-hans"
    ]  # fmt: skip
