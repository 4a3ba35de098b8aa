"""Pages that list guests and tell of their event: above the list, beside labels, below it."""

from pathlib import Path

import pytest

from forum.reader.dispatch import read_document
from forum.reader.document import read
from forum.reader.fitness import check
from forum.reader.reading import Reading, Shape

CHINESE = """2031第二届海塘投资峰会

2031年5月10日 - 12日

大会介绍

海塘是沿海城市的第一道防线，也是工程、金融与社区共同关心的题目，近年来投入逐年增加。本次大会以“堤与滩”为主题，邀请各方人士齐聚海港大厅，讨论海塘的修筑与养护。

{heading}

林岚{gap}滨海研究院 院长
何平{gap}海塘基金 创始合伙人
王芳{gap}港务局 总工程师
周宁{gap}松川大学 教授
李澄{gap}潮汐公司 董事长兼CEO
"""
ENGLISH = """Salt Marsh Workshop

| **{date}** | May 4, 2031 |
|---|---|
| **VENUE:** | Harbour Office, Port Vale |

| **HOST:** | Anna Berg |

#### In Attendance

| Name | Organization | {role} |
|---|---|---|
| Anna Berg | Tide Office | Project Coordinator |
| Tom Li | Coast Fund | Senior Researcher |
| Ida Holm | Port Vale | Executive Director |

## Where we began

We went through the maps of the marsh and agreed on the names of its parts.

## Contact

Write to the office.
"""


def read_text(tmp_path: Path, text: str) -> Reading:
    path = tmp_path / "guests.txt"
    path.write_text(text, "utf-8")
    return read_document(read(path))


@pytest.mark.parametrize("heading", ["演讲嘉宾 | GUESTS", "演讲嘉宾：", "特邀嘉宾 / Speakers"])
@pytest.mark.parametrize("gap", ["\t", " ", "，"])
def test_a_page_of_an_event_with_its_guests(tmp_path: Path, heading: str, gap: str) -> None:
    reading = read_text(tmp_path, CHINESE.format(heading=heading, gap=gap))
    check(reading)
    assert reading.shape is Shape.GUEST_LIST
    assert [person.name["zh-hans"] for person in reading.record.people] == [
        "林岚", "何平", "王芳", "周宁", "李澄",
    ]  # fmt: skip
    assert reading.record.title == {"zh-hans": "2031第二届海塘投资峰会"}
    assert (str(reading.record.start_date), str(reading.record.end_date)) == (
        "2031-05-10", "2031-05-12",
    )  # fmt: skip


@pytest.mark.parametrize("date", ["DATE:", "Date"])
@pytest.mark.parametrize("role", ["Role", "Capacity"])
def test_posts_below_a_role_are_titles_and_labels_are_the_event_s(
    tmp_path: Path, date: str, role: str
) -> None:
    reading = read_text(tmp_path, ENGLISH.format(date=date, role=role))
    check(reading)
    assert [person.title["en"] for person in reading.record.people] == [
        "Project Coordinator, Tide Office", "Senior Researcher, Coast Fund",
        "Executive Director, Port Vale",
    ]  # fmt: skip
    assert str(reading.record.start_date) == "2031-05-04"
    assert reading.record.venue == {"en": "Harbour Office, Port Vale"}
    assert reading.record.organizations == ()


def test_a_role_that_is_known_keeps_the_column_one_of_roles(tmp_path: Path) -> None:
    table = "Name | Role\nAnna Berg | Moderator\nTom Li | Project Coordinator\n"
    rows = "\n".join(f"| {row} |" for row in table.splitlines())
    refused = [each.kind for each in read_text(tmp_path, rows).record.findings]
    assert "cell_refused" in refused


INVITED = """2031海塘投资论坛

论坛时间：2031年5月10日

论坛宗旨：联合沿海各地的工程与金融力量，推动海塘联盟成员之间的合作

海塘是沿海城市的第一道防线，也是工程、金融与社区共同关心的题目，近年来投入逐年增加。

{heading}

林岚：滨海研究院院长，专注海塘研究，长期关注海岸。

何平：海塘基金创始合伙人， 12年从业经验。

王芳：港务局总工程师，拟建一座海塘博物馆。

周宁：松川大学教授

李澄：潮汐公司董事长兼CEO
"""


@pytest.mark.parametrize("heading", ["拟出席嘉宾：", "【演讲嘉宾】", "受邀嘉宾"])
def test_guests_line_by_line_below_whatever_heads_them(tmp_path: Path, heading: str) -> None:
    reading = read_text(tmp_path, INVITED.format(heading=heading))
    check(reading)
    assert reading.shape is Shape.GUEST_LIST
    assert reading.record.title == {"zh-hans": "2031海塘投资论坛"}
    assert [person.title["zh-hans"] for person in reading.record.people] == [
        "滨海研究院院长", "海塘基金创始合伙人", "港务局总工程师", "松川大学教授",
        "潮汐公司董事长兼CEO",
    ]  # fmt: skip


def test_days_and_place_above_a_table_are_the_events(tmp_path: Path) -> None:
    rows = "\n".join(
        f"{number}\t{name}\tTide Office\tOnsite"
        for number, name in enumerate(("Anna Berg", "Tom Li", "Eva Falk"), 1)
    )
    record = read_text(
        tmp_path,
        "TIDES: A Salt Marsh Workshop\n\nCoast University | May 4–8, 2031\n\n"
        f"Workshop Participants\n\nNo.\tParticipant\tAffiliation\tAttendance\n{rows}\n",
    ).record
    days = [str(record.start_date), str(record.end_date)]
    assert (dict(record.title), days, dict(record.venue)) == (
        {"en": "TIDES: A Salt Marsh Workshop"},
        ["2031-05-04", "2031-05-08"],
        {"en": "Coast University"},
    )
