"""Sessions printed again below a programme: name, house and topic on lines of their own."""

from pathlib import Path

import pytest

from forum.reader.document import read
from forum.reader.reading import Reading
from forum.reader.shapes.programme.reader import read_programme

TABLE_ZH = (
    "时间\t内容",
    "09:00-09:40\t分论坛一：潮位预报（主席：林岚，滨海大学）",
    "09:40-10:20\t分论坛二：海塘修复",
    "10:20-10:40\t茶歇",
    "10:40-11:20\t圆桌讨论（主持人：王岳，江海大学）",
)
STACKS_ZH = (
    "分论坛一：潮位预报", "分论坛主席", "林岚", "滨海大学",
    "王芳", "松川大学", "提前十天的潮位", "张宁", "北岸研究院", "报告题目待定",
    "分论坛二：海塘修复", "召集人", "李明", "江海大学", "陈晓", "海塘研究所", "石料从哪里来",
    "圆桌讨论", "主持人", "王岳", "江海大学", "讨论嘉宾", "王芳", "松川大学", "陈晓", "海塘研究所",
)  # fmt: skip
SEATS_ZH = [
    ("林岚", "潮位预报", "moderator", ""), ("王芳", "潮位预报", "speaker", "提前十天的潮位"),
    ("张宁", "潮位预报", "speaker", ""), ("李明", "海塘修复", "moderator", ""),
    ("陈晓", "海塘修复", "speaker", "石料从哪里来"), ("王岳", "圆桌讨论", "moderator", ""),
    ("王芳", "圆桌讨论", "panellist", ""), ("陈晓", "圆桌讨论", "panellist", ""),
]  # fmt: skip
TABLE_EN = (
    "Time\tProgram",
    "09:00-09:40\tTrack A: Tide forecasts (Chair: Anna Berg, Harbour University)",
    "09:40-10:20\tTrack B: Repairing the sea wall",
    "10:20-11:00\tPanel Discussion (Chair: Tom Hill, The Coast Institute)",
)
STACKS_EN = (
    "Track A: Tide forecasts", "Track Chair", "Anna Berg", "Harbour University",
    "Lena Holm", "Northern University", "Ten days ahead", "Paul Stern", "Coast Institute",
    "Talk title to be announced",
    "Track B: Repairing the sea wall", "Invited Speakers", "Mary Lind", "Bridge Institute",
    "Where the stones come from", "Otto Falk", "Harbour University", "Walls that give way",
    "Panel Discussion", "Panelists", "Lena Holm", "Northern University", "Mary Lind",
    "Bridge Institute",
)  # fmt: skip
SEATS_EN = [
    ("Anna Berg", "Track A: Tide forecasts", "moderator", ""),
    ("Lena Holm", "Track A: Tide forecasts", "speaker", "Ten days ahead"),
    ("Paul Stern", "Track A: Tide forecasts", "speaker", ""),
    ("Mary Lind", "Track B: Repairing the sea wall", "speaker", "Where the stones come from"),
    ("Otto Falk", "Track B: Repairing the sea wall", "speaker", "Walls that give way"),
    ("Tom Hill", "Panel Discussion", "moderator", ""),
    ("Lena Holm", "Panel Discussion", "panellist", ""),
    ("Mary Lind", "Panel Discussion", "panellist", ""),
]


def read_lines(tmp_path: Path, *lines: str) -> Reading:
    path = tmp_path / "programme.txt"
    path.write_text("\n\n".join(lines).replace("\n\n09:", "\n09:").replace("\n\n10:", "\n10:"))
    return read_programme(read(path))


def seats(reading: Reading) -> list[tuple[str, str, str, str]]:
    """Return name, session, role and topic of each appearance, in the order of the sessions."""
    record = reading.record
    names = {person.key: next(iter(person.name.values())) for person in record.people}
    called = {
        session.key: next(iter((*session.title.values(), *session.heading.values())))
        for session in record.sessions
    }
    return [
        (names[seat.person], called[seat.session].split("：")[-1], seat.role,
         next(iter(seat.speech_title.values()), ""))
        for seat in record.appearances
    ]  # fmt: skip


def test_people_below_a_sessions_heading_are_of_that_session(tmp_path: Path) -> None:
    reading = read_lines(tmp_path, "海塘论坛", "会议议程", *TABLE_ZH, *STACKS_ZH)
    assert seats(reading) == SEATS_ZH


def test_people_below_an_english_heading_are_of_that_session(tmp_path: Path) -> None:
    reading = read_lines(tmp_path, "Sea Wall Forum", "Programme", *TABLE_EN, *STACKS_EN)
    assert seats(reading) == SEATS_EN


def test_hours_in_lines_are_told_again_as_those_of_a_table(tmp_path: Path) -> None:
    lines = [line.replace("\t", " ").replace("（主席", "（主持人") for line in TABLE_ZH[1:]]
    reading = read_lines(tmp_path, "海塘论坛", "会议议程", *lines, *STACKS_ZH)
    assert seats(reading) == SEATS_ZH


def test_each_session_stands_once(tmp_path: Path) -> None:
    reading = read_lines(tmp_path, "Sea Wall Forum", "Programme", *TABLE_EN, *STACKS_EN)
    assert len(reading.record.sessions) == 3


def test_what_stands_behind_the_last_guest_is_no_topic(tmp_path: Path) -> None:
    lines = (*TABLE_EN, *STACKS_EN[:-6], "Second Sea Wall Forum", "Information")
    reading = read_lines(tmp_path, "Sea Wall Forum", "Programme", *lines)
    assert "Second Sea Wall Forum" in [line.text for line in reading.unread]


@pytest.mark.parametrize(("label", "asked"), [("分论坛主席", 2), ("共同主席", 0)])
def test_who_follows_a_chair_without_topic_is_asked(tmp_path: Path, label: str, asked: int) -> None:
    people = ("李明", "江海大学", "陈晓", "海塘研究所", "王芳", "松川大学")
    lines = (*TABLE_ZH, "分论坛二：海塘修复", label, *people)
    reading = read_lines(tmp_path, "海塘论坛", "会议议程", *lines)
    assert sum(guess.path.endswith(".role") for guess in reading.guesses) == asked


def test_a_chair_other_than_the_tables_is_asked(tmp_path: Path) -> None:
    stack = ("分论坛一：潮位预报", "分论坛主席", "李明", "江海大学")
    reading = read_lines(tmp_path, "海塘论坛", "会议议程", *TABLE_ZH, *stack)
    asked = [finding.subject for finding in reading.record.findings if finding.case == "session"]
    assert asked == ["李明"]


def test_a_label_within_brackets_is_none_of_what_stands_before_them(tmp_path: Path) -> None:
    reading = read_lines(tmp_path, "Sea Wall Forum", "Programme", *TABLE_EN)
    assert [person.title for person in reading.record.people] == [
        {"en": "Harbour University"}, {"en": "The Coast Institute"},
    ]  # fmt: skip


LAST_GUEST = ("分论坛二：海塘修复", "召集人", "李明", "江海大学", "陈晓", "海塘研究所")


@pytest.mark.parametrize(
    ("last", "asked"),
    [
        ("返回首页", "speech_title"),
        ("石料从哪里来", "speech_title"),
        ("海塘论坛组委会秘书处", "title"),
    ],
)
def test_what_the_last_line_says_of_the_last_guest_is_asked(
    tmp_path: Path, last: str, asked: str
) -> None:
    reading = read_lines(tmp_path, "海塘论坛", "会议议程", *TABLE_ZH, *LAST_GUEST, last)
    assert [guess.path.split(".")[-2] for guess in reading.guesses if "title" in guess.path] == [
        asked
    ]


def test_a_topic_above_the_next_heading_is_not_asked(tmp_path: Path) -> None:
    lines = (*LAST_GUEST, "石料从哪里来", "圆桌讨论", "主持人", "王岳", "江海大学")
    reading = read_lines(tmp_path, "海塘论坛", "会议议程", *TABLE_ZH, *lines)
    assert [guess.path for guess in reading.guesses if "speech_title" in guess.path] == []


LIFE_EN = (
    "Anna Berg is professor of sea walls at Harbour University and leads its institute of tides.",
    "Walls and tides of the north have been the matter of all that she has written for ten years.",
)
OF_TRACK_EN = "We ask how tides are told ten days ahead, and who needs them to be told so early."
OF_TRACK_ZH = "本场讨论怎样提前十天报出潮位，误差从哪里来，谁又要用这些数，" * 2 + "各方先说再议。"


def summaries(reading: Reading) -> list[dict[str, str]]:
    return [dict(session.summary) for session in reading.record.sessions if session.summary]


def not_understood(reading: Reading) -> list[str]:
    """Return how the texts begin that the reading says nobody understood."""
    return [
        finding.subject[:16] for finding in reading.record.findings
        if finding.kind == "not_understood"
    ]  # fmt: skip


@pytest.mark.parametrize("second", [LIFE_EN[1], LIFE_EN[1].replace("Walls and", "Her walls and")])
def test_what_goes_on_behind_a_biography_is_not_the_session_s(tmp_path: Path, second: str) -> None:
    lines = (*STACKS_EN[:4], LIFE_EN[0], second, *STACKS_EN[4:10])
    reading = read_lines(tmp_path, "Sea Wall Forum", "Programme", *TABLE_EN, *lines)
    assert (summaries(reading), not_understood(reading)) == (
        [], [LIFE_EN[0][:16], second[:16]],
    )  # fmt: skip


def test_research_below_a_guest_is_not_the_session_s(tmp_path: Path) -> None:
    life = "主要研究方向为海塘的沉降，" + "测过滨海与松川两地的石塘，" * 5 + "写过两本书。"
    lines = (*STACKS_ZH[:4], life, *STACKS_ZH[4:10])
    reading = read_lines(tmp_path, "海塘论坛", "会议议程", *TABLE_ZH, *lines)
    assert (summaries(reading), not_understood(reading)) == ([], [life[:16]])


def test_running_text_between_guests_without_topics_is_not_the_session_s(tmp_path: Path) -> None:
    lines = (*STACKS_EN[:4], OF_TRACK_EN, *STACKS_EN[4:10])
    reading = read_lines(tmp_path, "Sea Wall Forum", "Programme", *TABLE_EN, *lines)
    assert (summaries(reading), not_understood(reading)) == ([], [OF_TRACK_EN[:16]])


@pytest.mark.parametrize("place", [7, 10])
def test_running_text_below_topics_and_guests_is_the_session_s(tmp_path: Path, place: int) -> None:
    english = (*STACKS_EN[:place], OF_TRACK_EN, *STACKS_EN[place:10])
    chinese = (*STACKS_ZH[:place], OF_TRACK_ZH, *STACKS_ZH[place:10])
    read_english = read_lines(tmp_path, "Sea Wall Forum", "Programme", *TABLE_EN, *english)
    read_chinese = read_lines(tmp_path, "海塘论坛", "会议议程", *TABLE_ZH, *chinese)
    assert (summaries(read_english), summaries(read_chinese)) == (
        [{"en": OF_TRACK_EN}], [{"zh-hans": OF_TRACK_ZH}],
    )  # fmt: skip
