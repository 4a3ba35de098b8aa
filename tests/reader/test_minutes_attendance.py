"""Minutes that list who was there below a label that stands alone."""

from pathlib import Path

import pytest

from forum.reader.dispatch import read_document
from forum.reader.document import read
from forum.reader.prose.sentences import read_paragraph
from forum.reader.reading import Reading, Shape
from forum.reader.shapes.minutes.attendance import find_attendance_lists

BOARD = """Notes from Harbour Board Meeting Oct 11th 2022

DATE: Oct 11 2022 TIME: 7.30pm

Present:

• Dea Falk (Chair)
• Tom Li - (Secretary)
• Eva Berg @evab (voting member)

Apologies:

• Ruth Amadi
• Jo van Dam

1. Open meeting

2. Health and Safety. Nothing to report

3. Financials - Eva Reports were sent in advance.

5. The quay was looked at and tabled.

6. Next meeting date. The board may meet in May.
"""
COMMITTEE = """海塘社区例会

参会人员：

• tidewatch
• 林岚
• 程砚

会议内容

石料采购

• 先看样石
• 下周定价

闸门检修

• 等潮退

巡堤排班

• 按月轮换
"""


def read_text(tmp_path: Path, text: str) -> Reading:
    path = tmp_path / "minutes.txt"
    path.write_text(text, "utf-8")
    return read_document(read(path))


def people(reading: Reading) -> list[tuple[str, str]]:
    return [
        (next(iter(person.name.values())), next(iter(person.title.values()), ""))
        for person in reading.record.people
    ]


def titles(reading: Reading) -> list[str]:
    return [next(iter(session.title.values()), "") for session in reading.record.sessions]


def questions(reading: Reading) -> list[str]:
    return [finding.subject for finding in reading.record.findings if finding.kind == "guess"]


@pytest.mark.parametrize("text", [BOARD, COMMITTEE])
def test_a_list_of_who_was_there_makes_minutes(tmp_path: Path, text: str) -> None:
    assert read_text(tmp_path, text).shape is Shape.MINUTES


def test_those_present_have_the_titles_beside_them(tmp_path: Path) -> None:
    assert people(read_text(tmp_path, BOARD)) == [
        ("Dea Falk", "Chair"), ("Tom Li", "Secretary"), ("Eva Berg", "voting member"),
    ]  # fmt: skip


def test_numbered_items_have_what_was_said_of_them_behind(tmp_path: Path) -> None:
    assert titles(read_text(tmp_path, BOARD)) == [
        "Open meeting", "Health and Safety", "Financials",
        "The quay was looked at and tabled", "Next meeting date",
    ]  # fmt: skip


def test_whoever_an_item_calls_by_the_given_name_speaks_there(tmp_path: Path) -> None:
    record = read_text(tmp_path, BOARD).record
    speaking = [(a.person, a.session) for a in record.appearances if a.role == "speaker"]
    assert speaking == [("eva-berg", "session-3")]


def test_whoever_an_item_may_only_speak_of_is_asked_for(tmp_path: Path) -> None:
    alone = BOARD.replace("Eva Reports were sent in advance.", "Eva")
    asked = [
        [subject for subject in questions(read_text(tmp_path, text)) if subject == "Eva Berg"]
        for text in (BOARD, alone)
    ]
    assert asked == [["Eva Berg"], []]


BARE = "Harbour board\n\nPresent\nDea Falk\nTom Lind\nEva Berg\n{gap}Harbour Lamps\n{told}\n"


@pytest.mark.parametrize(
    ("gap", "told", "names", "asked"),
    [
        ("\n", "They were looked at.", ["Dea Falk", "Tom Lind", "Eva Berg"], []),
        ("", "They were looked at.", ["Dea Falk", "Tom Lind", "Eva Berg", "Harbour Lamps"],
         ["Harbour Lamps"]),
    ],
)  # fmt: skip
def test_a_heading_below_bare_names_is_nobody_unasked(
    tmp_path: Path, gap: str, told: str, names: list[str], asked: list[str]
) -> None:
    path = tmp_path / "minutes.txt"
    path.write_text(BARE.format(gap=gap, told=told), encoding="utf-8")
    [listed] = find_attendance_lists([read_paragraph(line) for line in read(path).lines])
    entries = [(next(iter(e.guest.name.values())), e.is_asked) for e in listed.entries if e.guest]
    assert entries == [(name, name in asked) for name in names]


def test_an_item_that_is_a_sentence_is_asked_for(tmp_path: Path) -> None:
    assert "The quay was looked at and tabled" in questions(read_text(tmp_path, BOARD))


def test_a_list_in_chinese_may_call_somebody_by_one_word(tmp_path: Path) -> None:
    reading = read_text(tmp_path, COMMITTEE)
    assert (people(reading), questions(reading)) == (
        [("tidewatch", ""), ("林岚", ""), ("程砚", "")], ["tidewatch"],
    )  # fmt: skip


def test_headings_without_words_are_no_items(tmp_path: Path) -> None:
    text = COMMITTEE.replace("闸门检修", "326").replace("巡堤排班", "（见下）")
    assert titles(read_text(tmp_path, text)) == ["石料采购"]


def test_names_without_marks_are_listed_too(tmp_path: Path) -> None:
    text = BOARD.replace("• ", "").replace(" - (Secretary)", ", Secretary")
    assert [name for name, _title in people(read_text(tmp_path, text))] == [
        "Dea Falk", "Tom Li", "Eva Berg",
    ]  # fmt: skip


def test_a_list_of_participants_alone_is_no_minutes(tmp_path: Path) -> None:
    text = "Harbour Workshop\n\nParticipants\n\n• Dea Falk\n• Tom Li\n• Eva Berg\n"
    assert read_text(tmp_path, text).shape is not Shape.MINUTES


@pytest.mark.parametrize(
    ("listed", "names"),
    [
        ("Present\n\nDea Falk, Tom Li, Eva Berg\n", ["Dea Falk", "Tom Li", "Eva Berg"]),
        ("Present:\n\n(add yourself)\n\n• Dea Falk\n• Tom Li\n", ["Dea Falk", "Tom Li"]),
    ],
)
def test_a_line_of_names_and_a_note_are_of_the_list(
    tmp_path: Path, listed: str, names: list[str]
) -> None:
    text = f"Tide Committee Meeting 2023-05-31\n\n{listed}\nAgenda\n\nQuay\n\n• It stands.\n"
    assert [name for name, _title in people(read_text(tmp_path, text))] == names


def test_a_link_to_minutes_is_no_title_of_the_meeting(tmp_path: Path) -> None:
    text = "Tide Committee Meeting 2023-05-31\n\n• Minutes Doc: https://tides.example/1\n\n"
    text += "Present\n\n• Dea Falk\n• Tom Li\n\nAgenda\n\nQuay\n\n• It stands.\n"
    assert read_text(tmp_path, text).record.title == {"en": "Tide Committee Meeting 2023-05-31"}


@pytest.mark.parametrize(
    "label", ["Officers and Trustees Present", "Board members present:", "Trustees & Staff Present"]
)
def test_a_label_may_say_of_whom_those_present_are(tmp_path: Path, label: str) -> None:
    text = f"Tide Committee Meeting 2023-05-31\n\n{label}\n\n* Dea Falk\n* Tom Li\n\n"
    text += "Agenda\n\nQuay\n\n• It stands.\n"
    names = [name for name, _title in people(read_text(tmp_path, text))]
    assert names == ["Dea Falk", "Tom Li"]


@pytest.mark.parametrize("label", ["Apologies:", "Apologies for Absence", "Apologies received"])
def test_one_apology_is_of_somebody_who_was_not_there(tmp_path: Path, label: str) -> None:
    text = BOARD.replace(
        "Apologies:\n\n• Ruth Amadi\n• Jo van Dam", f"{label}\n\n• Ruth Amadi (Clerk)"
    )
    names = [name for name, _title in people(read_text(tmp_path, text))]
    assert names == ["Dea Falk", "Tom Li", "Eva Berg"]


def notes_of_nobody(reading: Reading) -> list[tuple[str, tuple[int, ...]]]:
    return [
        (finding.subject, finding.lines)
        for finding in reading.record.findings
        if finding.case == "nobody"
    ]


HEAD = """海塘理事会 2027-03-04 例会

日期/时间：2027 年 3 月 4 日，20:00-21:00（理事会），21:00-22:00（执委会）

参会人员：2027 年理事会成员

请假人员：乜青、高岩

会议记录：林岚

会议纪要

海塘修缮（林岚）

• 先看样石
"""


def test_who_stayed_away_and_which_group_was_there_is_noted(tmp_path: Path) -> None:
    assert notes_of_nobody(read_text(tmp_path, HEAD)) == [
        ("参会人员：2027 年理事会成员", (5,)), ("请假人员：乜青、高岩", (7,)),
    ]  # fmt: skip


def test_no_apologies_are_no_note(tmp_path: Path) -> None:
    text = HEAD.replace("请假人员：乜青、高岩", "请假人员：无")
    assert notes_of_nobody(read_text(tmp_path, text)) == [("参会人员：2027 年理事会成员", (5,))]


def test_all_hours_beside_the_day_of_minutes_are_quoted(tmp_path: Path) -> None:
    quoted = [
        finding.subject
        for finding in read_text(tmp_path, HEAD).record.findings
        if finding.kind == "not_understood" and finding.lines == (3,)
    ]
    assert quoted == ["20:00-21:00（理事会），21:00-22:00（执委会）"]


def test_notes_before_a_comma_are_of_the_meeting(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text(
        "# Summary Notes, Harbour Board Meeting\n\nDate: 2031-05-08\n\n## Attendees\n"
        "* Anna Berg (Tide Office)\n* Tom Li (Quarry Office)\n\n## Resolutions\n"
        "1. Elections proceeded\n1. Budget discussed\n",
        "utf-8",
    )
    assert read_document(read(path)).shape is Shape.MINUTES


def test_a_page_called_minutes_titles_its_board_in_brackets(tmp_path: Path) -> None:
    path = tmp_path / "board.txt"
    path.write_text(
        "2031 Annual Harbour Meeting\n\nMinutes\n\n"
        "Board members present: Anna Berg (President), Tom Stone (Secretary), "
        "and Per & Ida Holm (co-Treasurer).\n\n"
        "The meeting was called to order at 7:08 p.m. on the old quay of the northern harbour.\n\n"
        "The budget of the quay was reviewed, and its changes since the spring were explained.\n\n"
        "A vote was held about the dues, and everybody agreed to leave them as they are.\n",
        "utf-8",
    )
    reading = read_document(read(path))
    people = {person.name["en"]: person.title.get("en", "") for person in reading.record.people}
    assert (reading.shape, people) == (
        Shape.MINUTES,
        {
            "Anna Berg": "President", "Tom Stone": "Secretary", "Per Holm": "",
            "Ida Holm": "co-Treasurer",
        },
    )  # fmt: skip


def test_a_group_and_first_names_stand_among_those_with_posts(tmp_path: Path) -> None:
    path = tmp_path / "board.txt"
    path.write_text(
        "# Q3 Harbour Board Meeting\n\n## Minutes\n\n"
        "In attendance: President Anna Berg, Treasurer Tom Stone, "
        "harbour members Ida Holm, Per Holm, Kora and Jon\n\n"
        "### Lights\n\nThe lights of the pier were discussed at length and left as they are.\n\n"
        "### Ropes\n\nTom Stone will ask what new ropes cost before the next meeting.\n",
        "utf-8",
    )
    record = read_document(read(path)).record
    people = {person.name["en"]: person.title.get("en", "") for person in record.people}
    assert people == {
        "Anna Berg": "President", "Tom Stone": "Treasurer", "Ida Holm": "", "Per Holm": "",
        "Kora": "", "Jon": "",
    }  # fmt: skip


def test_headings_below_a_title_that_says_minutes_are_its_items(tmp_path: Path) -> None:
    path = tmp_path / "minutes.txt"
    path.write_text(
        "# Minutes from the harbour community meeting 26th February 2031\n\n"
        "Attendees:\n\nAnna (@annab), Tom H (@tomh), Kora (@kora), Jon-Per (@jp)\n\n"
        "## Lights of the pier\n\n- The lights were discussed\n\n"
        "## Ropes and chains\n\n> Moored (QA)\n> Sunk (UX)\n\n- Ropes are worn\n\n"
        "## Any other business\n\n- None\n",
        "utf-8",
    )
    reading = read_document(read(path))
    names = [person.name["en"] for person in reading.record.people]
    titles = [session.title.get("en") for session in reading.record.sessions]
    assert (reading.shape, names, titles) == (
        Shape.MINUTES,
        ["Anna", "Tom H", "Kora", "Jon-Per"],
        ["Lights of the pier", "Ropes and chains", "Any other business"],
    )
