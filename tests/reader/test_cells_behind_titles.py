"""What stands behind the title in a row: people, a second language, what the session is about."""

from datetime import time
from pathlib import Path

import pytest

from forum.reader.dispatch import read_document
from forum.reader.document import read
from forum.reader.event_record import EN, ZH, AppearanceRecord, SessionRecord
from forum.reader.guest_cells import read_guests
from forum.reader.reading import Reading

_PROGRAMME = """Harbour Women Summit 2031

Programme

6 May 2031

09:00 – 09:15	Welcome	Festival Chair: Dr. Anna Berg
09:15 – 09:30	Remarks from the islands	Dr. Tom R. Li
09:30 – 10:30	Panel Discussion: "Tides at Work"	Moderator: Dr. Eva Strand. Panelists: \
Eng. Ada Holm, Prof. Jon Falk.
10:30 – 11:30	Panel Discussion: "Nets and Ropes"	Panelists: \
Eng. Ida Noor, Prof. Ole Dahl. Moderator: Dr. Mia Lund.
11:30 – 12:00	Keynote: "Wider Docks, Deeper Ports: Pilots of Tomorrow"	\
Eng. Rita Sand, Head of Tides — Greater Harbour Office
12:00 – 13:00	Lunch on the quay	Cooked by the crew of the lightship
13:00 – 15:00	Walk around the old port	Guided by a local expert
15:00 – 16:00	Return by boat	Reflection & Networking Session
"""

_PARALLEL = """潮汐与教育研讨会

会议议程

	时间	内容	主持人
上午	9:00-9:30	开幕式	林岚
	9:30-10:30	平行分论坛一	王芳
		平行分论坛二	程砚
		平行分论坛三	高岩
	10:30-10:40	茶歇	--
"""


def _read(text: str, folder: Path) -> Reading:
    path = folder / "programme.txt"
    path.write_text(text, encoding="utf-8")
    return read_document(read(path))


@pytest.fixture(name="reading")
def _reading(tmp_path: Path) -> Reading:
    return _read(_PROGRAMME, tmp_path)


def _session(reading: Reading, start: time) -> SessionRecord:
    return next(session for session in reading.record.sessions if session.start == start)


def _appearances(reading: Reading, start: time) -> list[AppearanceRecord]:
    key = _session(reading, start).key
    return [guest for guest in reading.record.appearances if guest.session == key]


def _guests(reading: Reading, start: time) -> list[tuple[str, str]]:
    names = {person.key: person.name[EN] for person in reading.record.people}
    return [(names[guest.person], guest.role) for guest in _appearances(reading, start)]


def test_what_is_nobodys_name_sums_a_session_up(reading: Reading) -> None:
    session = _session(reading, time(13))
    assert (session.title[EN], session.summary[EN]) == (
        "Walk around the old port",
        "Guided by a local expert",
    )


def test_no_title_holds_two_cells(reading: Reading) -> None:
    assert [s.key for s in reading.record.sessions if "\n" in s.title.get(EN, "")] == []


def test_an_honorific_makes_a_cell_a_guests(reading: Reading) -> None:
    assert _guests(reading, time(9, 15)) == [("Tom R. Li", "speaker")]


def test_an_office_before_a_name_is_the_title(reading: Reading) -> None:
    assert [guest.title for guest in _appearances(reading, time(9))] == [{EN: "Festival Chair"}]


@pytest.mark.parametrize(
    ("start", "guests"),
    [
        (time(9, 30), {("Eva Strand", "moderator"), ("Ada Holm", "panellist"),
                       ("Jon Falk", "panellist")}),
        (time(10, 30), {("Mia Lund", "moderator"), ("Ida Noor", "panellist"),
                        ("Ole Dahl", "panellist")}),
    ],
)  # fmt: skip
def test_labels_follow_each_other_in_one_cell(
    reading: Reading, start: time, guests: set[tuple[str, str]]
) -> None:
    assert set(_guests(reading, start)) == guests


def test_a_title_in_quotation_marks_is_nobody(reading: Reading) -> None:
    assert _guests(reading, time(11, 30)) == [("Rita Sand", "speaker")]


def test_a_house_behind_a_dash_belongs_to_the_title() -> None:
    guests, _unread = read_guests("Eng. Rita Sand, Head of Tides — Greater Harbour Office")
    assert [(guest.name, guest.title) for guest in guests] == [
        ({EN: "Rita Sand"}, {EN: "Head of Tides — Greater Harbour Office"})
    ]


@pytest.mark.parametrize(
    ("cell", "last"),
    [
        ("Dr. Anna Berg, Prof. Tom Li, Eng. Ada Holm.", {EN: "Ada Holm"}),
        ("Dr. Rula Al-Sand.", {EN: "Rula Al-Sand"}),
    ],
)
def test_a_full_stop_is_no_part_of_a_name(cell: str, last: dict[str, str]) -> None:
    guests, _unread = read_guests(cell)
    assert guests[-1].name == last


def test_an_abbreviation_keeps_its_full_stop() -> None:
    guests, _unread = read_guests("Anna Berg, Coast Ltd.")
    assert guests[0].title == {EN: "Coast Ltd."}


def test_a_row_with_a_chair_of_its_own_is_held_at_the_time_above(tmp_path: Path) -> None:
    record = _read(_PARALLEL, tmp_path).record
    names = {person.key: person.name[ZH] for person in record.people}
    chairs = {guest.session: names[guest.person] for guest in record.appearances}
    beside = [session for session in record.sessions if session.start == time(9, 30)]
    assert [chairs[session.key] for session in beside] == ["王芳", "程砚", "高岩"]


def test_brackets_behind_a_title_name_who_takes_the_chair(tmp_path: Path) -> None:
    text = (
        "潮汐论坛\n\n论坛议程\n\n时间\t议程\n09:00-09:30\t分论坛1：海塘报告（主席：林岚，滨海大学）\n"
        "09:30-10:00\t分论坛2：港口报告（主席：Tom Berg，潮汐大学）\n10:00-10:30\t茶歇\n"
    )
    record = _read(text, tmp_path).record
    names = {person.key: (dict(person.name), dict(person.title)) for person in record.people}
    assert [(names[guest.person], guest.role) for guest in record.appearances] == [
        (({ZH: "林岚"}, {ZH: "滨海大学"}), "moderator"),
        (({EN: "Tom Berg"}, {ZH: "潮汐大学"}), "moderator"),
    ]


@pytest.mark.parametrize(
    ("text", "name", "title"),
    [
        ("王岳 潮汐网云台 架构师", "王岳", "潮汐网云台 架构师"),
        ("王岳\u00a0松石 容器化负责人", "王岳", "松石 容器化负责人"),
        ("纳林 松石海塘 技术专家", "纳林", "松石海塘 技术专家"),
        ("蒂娜 贝克 松石局局长", "蒂娜 贝克", "松石局局长"),
    ],
)
def test_house_and_post_behind_a_name_hold_no_other(text: str, name: str, title: str) -> None:
    guests, unread = read_guests(text)
    assert (guests[0].name, guests[0].title, len(guests), unread) == (
        {"zh-hans": name}, {"zh-hans": title}, 1, [],
    )  # fmt: skip


@pytest.mark.parametrize(
    "title",
    [
        "滨海科技Tidewell CTO",
        "滨海科技 Tidewell CEO",
        "潮汐集团 Cloud Lab VP",
        "滨海科技 Co-founder",
        "Tide Guild, Coordinator; 滨海科技 Senior Engineer",
    ],
)
def test_letters_that_end_a_chinese_title_are_no_title_in_english(title: str) -> None:
    guests, _unread = read_guests("林岚", title)
    assert [dict(guest.title) for guest in guests] == [{"zh-hans": title}]


def test_a_title_in_letters_behind_a_chinese_one_is_in_english() -> None:
    guests, _unread = read_guests("林岚", "滨海科技首席技术官 Tidewell CTO")
    assert [set(guest.title) for guest in guests] == [{"zh-hans", "en"}]


def test_an_associate_professor_is_one_person() -> None:
    guests, unread = read_guests("Assoc. Prof. Anna Berg")
    assert ([guest.name["en"] for guest in guests], unread) == (["Anna Berg"], [])
