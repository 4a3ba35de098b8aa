"""A programme in one language, and below it the same one in the other."""

from pathlib import Path

import pytest

from forum.reader.bilingual import split_prose
from forum.reader.document import read
from forum.reader.event_record import EventRecord
from forum.reader.guest_cells import read_guests
from forum.reader.shapes.programme.reader import read_programme

CHINESE = (
    "会议议程",
    "时间\t内容\t主持人",
    "9:00-9:30\t主题报告一（中文）（林岚教授） 潮汐的账\t王芳",
    "9:30-10:00\t主题报告二（中文）（陈远副教授） 海塘的石料\t王芳",
    "10:00-10:20\t中场休息\t--",
    "10:20-11:00\t平行分论坛一\t周禾",
    "10:20-11:00\t平行分论坛二\t黄志明",
)
ENGLISH = (
    "Program",
    "Time\tActivity\tHost",
    "9:00-9:30\tKeynote speech 1 in Chinese (Prof. LIN Lan) What the tide owes\tWANG Fang",
    "9:30-10:00\tKeynote speech 2 in Chinese (Prof. Yuan Tschen) Stones for the wall\tWANG Fang",
    "10:00-10:20\tBreak\t--",
    "10:20-11:00\tParallel Session 1\tZHOU He",
    "10:20-11:00\tParallel Session 2\tChi-Ming Wong",
)
STRANGERS = tuple(
    line.replace("LIN Lan", "Ida Holm").replace("WANG Fang", "Per Lund").replace("ZHOU He", "Bo Ek")
    for line in ENGLISH
)


def read_lines(tmp_path: Path, *lines: str) -> EventRecord:
    path = tmp_path / "programme.txt"
    head = ("海塘与港口国际研讨会", "International Seminar on Sea Walls and Harbours")
    path.write_text("\n\n".join((*head, "中国滨海, 2024年5月10日", *lines)), "utf-8")
    return read_programme(read(path)).record


def names(record: EventRecord) -> list[tuple[str, ...]]:
    return [tuple(person.name.values()) for person in record.people]


def asked(record: EventRecord) -> list[str]:
    return [finding.subject for finding in record.findings if finding.kind == "guess"]


@pytest.mark.parametrize("lines", [(*CHINESE, *ENGLISH), (*ENGLISH, *CHINESE)])
def test_each_row_is_a_session_once(tmp_path: Path, lines: tuple[str, ...]) -> None:
    assert len(read_lines(tmp_path, *lines).sessions) == 5


def test_a_person_has_both_names(tmp_path: Path) -> None:
    assert names(read_lines(tmp_path, *CHINESE, *ENGLISH)) == [
        ("林岚", "LIN Lan"), ("王芳", "WANG Fang"), ("陈远", "Yuan Tschen"), ("周禾", "ZHOU He"),
        ("黄志明", "Chi-Ming Wong"),
    ]  # fmt: skip


def test_whom_only_the_place_pairs_is_asked_for(tmp_path: Path) -> None:
    assert asked(read_lines(tmp_path, *CHINESE, *ENGLISH)) == ["Yuan Tschen", "Chi-Ming Wong"]


def test_a_session_has_both_titles(tmp_path: Path) -> None:
    session = read_lines(tmp_path, *CHINESE, *ENGLISH).sessions[0]
    assert session.title == {"zh-hans": "潮汐的账", "en": "What the tide owes"}


def test_what_is_called_above_a_title_is_a_heading_in_both(tmp_path: Path) -> None:
    session = read_lines(tmp_path, *CHINESE, *ENGLISH).sessions[0]
    assert session.heading == {"zh-hans": "主题报告一（中文）", "en": "Keynote speech 1 in Chinese"}


def test_a_session_is_of_the_kind_that_either_tells(tmp_path: Path) -> None:
    session = read_lines(tmp_path, *CHINESE, *ENGLISH).sessions[2]
    assert (session.kind, session.heading) == ("break", {"zh-hans": "中场休息", "en": "Break"})


def test_people_whom_no_name_pairs_are_asked_for_one_by_one(tmp_path: Path) -> None:
    record = read_lines(tmp_path, *CHINESE, *STRANGERS)
    assert (len(record.sessions), asked(record)) == (
        10, ["Ida Holm", "Per Lund", "Yuan Tschen", "Bo Ek", "Chi-Ming Wong"],
    )  # fmt: skip


def test_rooms_in_another_order_are_paired_by_whom_they_name(tmp_path: Path) -> None:
    english = (*ENGLISH[:-2], ENGLISH[-1], ENGLISH[-2].replace("ession 1", "ession A"))
    sessions = read_lines(tmp_path, *CHINESE, *english).sessions
    assert [session.heading or session.title for session in sessions[3:]] == [
        {"zh-hans": "平行分论坛一", "en": "Parallel Session A"},
        {"zh-hans": "平行分论坛二", "en": "Parallel Session 2"},
    ]


def test_strangers_among_rows_told_twice_stay_a_session_of_their_own(tmp_path: Path) -> None:
    english = [line.replace("ZHOU He", "MA Li") for line in ENGLISH]
    record = read_lines(tmp_path, *CHINESE, *english)
    assert (len(record.sessions), ("MA Li",) in names(record)) == (6, True)


def test_two_rooms_of_the_same_hours_are_no_two_tellings(tmp_path: Path) -> None:
    other = [
        line.replace("LIN Lan", "SUN Bo").replace("WANG Fang", "HE Jun").replace("ZHOU He", "MA Li")
        for line in ENGLISH
    ]
    record = read_lines(tmp_path, *CHINESE, *other)
    assert (len(record.sessions), asked(record)) == (10, [])


@pytest.mark.parametrize(
    ("text", "languages"),
    [
        ("潮汐守时吗？ Does the tide keep time?", ["zh-hans", "en"]),
        ("本场由某公司承办 Coast Shipping Ltd.", ["zh-hans"]),
        ("Does the tide keep time?", ["en"]),
    ],
)
def test_running_text_is_parted_behind_a_sentence_alone(text: str, languages: list[str]) -> None:
    assert list(split_prose(text)) == languages


BOTH = (
    "时间 Time\t议程 Agenda\t嘉宾 Speaker",
    "9:00-9:30\t开幕致辞 Opening Remarks\t林岚 Lin Lan 滨海大学校长 President, Binhai University",
    "9:30-10:00\t主旨演讲 Keynote Speech\t安娜·贝格 Anna Berg 海潮局局长 Director, Tide Office",
    "10:00-11:00\t圆桌讨论 Panel Discussion\t"
    "主持人 Moderator: 王芳 Wang Fang; 嘉宾 Panelists: 陈远 Chen Yuan, 周禾 Zhou He",
)


def test_names_and_titles_of_both_languages_stand_in_one_cell(tmp_path: Path) -> None:
    record = read_lines(tmp_path, *BOTH)
    assert [(names(record)[place], record.appearances[place].title) for place in (0, 1)] == [
        (("林岚", "Lin Lan"), {"zh-hans": "滨海大学校长", "en": "President, Binhai University"}),
        (("安娜·贝格", "Anna Berg"), {"zh-hans": "海潮局局长", "en": "Director, Tide Office"}),
    ]


def test_labels_of_both_languages_stand_in_one_cell(tmp_path: Path) -> None:
    record = read_lines(tmp_path, *BOTH)
    assert [(item.role, names(record)[place]) for place, item in enumerate(record.appearances)][
        2:
    ] == [
        ("moderator", ("王芳", "Wang Fang")),
        ("panellist", ("陈远", "Chen Yuan")),
        ("panellist", ("周禾", "Zhou He")),
    ]


def test_letters_of_another_sound_are_no_name_before_a_title() -> None:
    guests, _unread = read_guests("王芳 Tide 某公司总监 Director")
    assert [guest.name for guest in guests] == [{"zh-hans": "王芳"}]
