"""Markdown in a text file says what is a heading and what is stressed; its marks are no text."""

from pathlib import Path

import pytest

from forum.reader.dispatch import read_document
from forum.reader.document import read
from forum.reader.event_record import Line
from forum.reader.guest_cells import read_guest
from forum.reader.lines import without_markup
from forum.reader.reading import Reading

AGENDA = """{archived}## Tides and Towns Summit

## Date and Time:
March 4, 2031
9:00 am - 12:00 pm {zone}

## Venue:
Harbour Hall

## Agenda:
**9:00 am - 9:20 am** Welcome Remarks
{mark} **Anna Berg**, Director, Tide Office

**9:20 am - 10:20 am** Panel Discussion: Walls and marshes
{mark} **Tom Li** (moderator), Senior Advisor, Coast Fund
{mark} **Ida Holm**, Chief Engineer, Port Vale Authority

**10:20 am - 10:40 am** Coffee Break
"""
AGENDA_ZH = """## 潮汐与城市论坛

**地点：** 海港大厅
9:00—12:00（北京时间）

### 议程
**9:00—9:20** 开幕致辞
{mark} **林岚**，滨海研究院院长

**9:20—10:20** 圆桌讨论：堤与滩
{mark} **何平**（主持人），海塘基金高级顾问
{mark} **王芳**，港务局总工程师

**10:20—10:40** 茶歇
"""


def read_text(tmp_path: Path, text: str) -> Reading:
    path = tmp_path / "page.txt"
    path.write_text(text, "utf-8")
    return read_document(read(path))


def seats(reading: Reading) -> list[tuple[str, str]]:
    return [(seat.person, seat.role) for seat in reading.record.appearances]


def sessions(reading: Reading) -> list[str]:
    return [f"{session.start:%H:%M}" for session in reading.record.sessions if session.start]


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("**Anna Berg**, Director", "Anna Berg, Director"),
        ("_Anna Berg, Tide Office_", "Anna Berg, Tide Office"),
        ("*10:00 - 12:30*", "10:00 - 12:30"),
        ("### 第一天 ###", "第一天"),
        ("* Anna Berg", "* Anna Berg"),
        ("Anna Berg*", "Anna Berg*"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("**** to be told", "**** to be told"),
        ("tide_gauge_north", "tide_gauge_north"),
        ("#tides", "#tides"),
    ],
)
def test_marks_are_no_text(printed: str, text: str) -> None:
    assert [line.text for line in without_markup([Line(1, printed)])] == [text]


def test_a_heading_has_its_level_and_a_stressed_line_is_bold() -> None:
    heading, stressed = without_markup([Line(1, "### Day one"), Line(2, "**Panel 1**")])
    assert (heading.heading, heading.look.bold) == (3, False)
    assert (stressed.heading, stressed.look.bold) == (0, True)


def test_words_stressed_on_two_lines_are_one_text() -> None:
    lines = without_markup([Line(1, "_Anna Berg, School of"), Line(2, "Tides_")])
    assert [line.text for line in lines] == ["Anna Berg, School of Tides", ""]


@pytest.mark.parametrize("mark", ["-", "*", "•"])
@pytest.mark.parametrize("zone", ["ET", "(UTC+8)", "US Central Time"])
def test_stressed_times_and_names_make_a_programme(tmp_path: Path, mark: str, zone: str) -> None:
    reading = read_text(tmp_path, AGENDA.format(mark=mark, zone=zone, archived=""))
    assert sessions(reading) == ["09:00", "09:20", "10:20"]
    assert seats(reading) == [
        ("anna-berg", "speaker"), ("tom-li", "moderator"), ("ida-holm", "panellist"),
    ]  # fmt: skip
    assert reading.record.venue == {"en": "Harbour Hall"}


@pytest.mark.parametrize("mark", ["-", "*", "●"])
def test_the_same_in_chinese(tmp_path: Path, mark: str) -> None:
    reading = read_text(tmp_path, AGENDA_ZH.format(mark=mark))
    assert sessions(reading) == ["09:00", "09:20", "10:20"]
    assert [role for _person, role in seats(reading)] == ["speaker", "moderator", "panellist"]
    assert reading.record.venue == {"zh-hans": "海港大厅"}


@pytest.mark.parametrize(
    "archived",
    ["## Archived Content\nThis page is archived and no longer kept up to date.\n\n",
     "Archived page\nThis website has been archived.\n\n"],
)  # fmt: skip
def test_what_says_that_a_page_is_archived_names_no_event(tmp_path: Path, archived: str) -> None:
    reading = read_text(tmp_path, AGENDA.format(mark="-", zone="ET", archived=archived))
    assert reading.record.title == {"en": "Tides and Towns Summit"}


@pytest.mark.parametrize("printed", ["Anna Berg (moderator), Director", "Anna Berg (chair) – Head"])
def test_a_role_before_the_title_is_a_role(printed: str) -> None:
    guest = read_guest(printed)
    assert guest is not None
    assert (guest.name["en"], guest.role) == ("Anna Berg", "moderator")


def test_a_role_in_wide_brackets_is_one_too() -> None:
    guest = read_guest("林岚（主持人），海塘基金高级顾问")
    assert guest is not None
    assert (guest.role, guest.title) == ("moderator", {"zh-hans": "海塘基金高级顾问"})
