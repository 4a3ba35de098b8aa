"""What a web page prints around a text is never taken for the event's without being asked."""

from pathlib import Path

import pytest

from forum.reader.dispatch import read_document
from forum.reader.document import read
from forum.reader.reading import Reading
from forum.reader.shapes.news.report import read_report

PROGRAMME = """海塘论坛
会议日程
时间：2023年4月10日
地点：松川大学

9:00-9:10\t开幕致辞\t松川大学校长 林岚
9:10-9:30\t海塘的四百年\t松川大学教授 何平
9:30-9:50\t潮位怎么预报\t海洋台首席工程师 王芳
"""
UNDATED = PROGRAMME.replace("时间：2023年4月10日\n地点：松川大学\n", "")
REPORT = """Report of the Harbour Forum

Opening

The forum was opened by Ms. Lin Lan, Mayor of Port Vale.

Panel discussion

Moderator: Ms. Anna Berg, Tide Office

Speakers:

Mr. Carl Holm, Director of the Harbour School

Lunch

Panel discussion

Moderator: Mr. Omar Diaz, Dock Company

Speakers:

Ms. Ruth Cole, Professor of the Sea College
"""


def read_text(tmp_path: Path, text: str) -> Reading:
    path = tmp_path / "page.txt"
    path.write_text(text, "utf-8")
    return read_document(read(path))


def asked(reading: Reading) -> set[str]:
    return {value.path for value in reading.guesses}


@pytest.mark.parametrize(
    "head",
    ["滨海新闻网\n首页 > 新闻中心 > 会议动态\n", "发布时间：2025-01-15\n浏览次数：233\n",
     "2025-01-15 10:22:33  来源：滨海日报\n分享到：微信 微博\n", "Posted on 15 January 2025\n"],
)  # fmt: skip
def test_a_page_s_head_changes_nothing(tmp_path: Path, head: str) -> None:
    record = read_text(tmp_path, head + PROGRAMME).record
    plain = read_text(tmp_path, PROGRAMME).record
    assert (record.title, record.start_date) == (plain.title, plain.start_date)


def test_further_articles_name_nobody(tmp_path: Path) -> None:
    further = "相关阅读\n第三届潮汐论坛在天津举行，市长李建国致辞\n"
    record = read_text(tmp_path, PROGRAMME + further).record
    assert [person.name["zh-hans"] for person in record.people] == ["林岚", "何平", "王芳"]


@pytest.mark.parametrize("day", ["2025-01-15", "2025年1月15日", "时间：2025-01-15 10:40:31"])
def test_a_day_alone_is_asked_for(tmp_path: Path, day: str) -> None:
    assert asked(read_text(tmp_path, f"{day}\n{UNDATED}")) == {"event.start_date"}


def test_a_day_of_another_year_than_the_name_s_is_asked_for(tmp_path: Path) -> None:
    text = UNDATED.replace("海塘论坛", "2023年海塘论坛\n2025年1月15日至16日")
    assert "event.start_date" in asked(read_text(tmp_path, text))


def test_two_labels_that_disagree_are_named(tmp_path: Path) -> None:
    reading = read_text(tmp_path, PROGRAMME.replace("地点", "日期：2025年1月15日\n地点"))
    assert "date_conflict" in {finding.kind for finding in reading.record.findings}


def test_two_panels_of_one_heading_are_two_sessions(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(REPORT, "utf-8")
    record = read_report(read(path)).record
    panels = [session.key for session in record.sessions if session.kind == "discussion"]
    seats = {(seat.session, seat.role) for seat in record.appearances if seat.session in panels}
    assert (len(panels), len({session for session, _role in seats})) == (2, 2)
