"""What a programme tells of its people beside names and titles: named, and no reason to refuse."""

from pathlib import Path

import pytest

from forum.reader.dispatch import read_document
from forum.reader.document import read
from forum.reader.event_record import ZH
from forum.reader.reading import Reading

_LIFE = (
    "主要研究潮汐的预报、海塘的养护和滩涂的修复，著有多部书，指导学生完成几十项观测，"
    "并在各地的会议上报告。"
)
_PAPER = f"""潮汐开放日

2031年3月16日

日程安排

时段\t讲师\t主题
14:00-14:40\t林岚\t潮水为什么守时
14:45-15:30\t王芳\t海塘怎么修
15:40-16:30\t\t参观验潮站

其中来自松川大学的林岚老师会给大家带来关于潮水的新想法，也会讲讲她怎样在滩上量了二十年的潮位。

嘉宾介绍

程砚

松川大学海洋学博士、松川大学海洋学院副教授。{_LIFE}

高岩

海塘协会首席工程师。{_LIFE}
"""


@pytest.fixture
def reading(tmp_path: Path) -> Reading:
    path = tmp_path / "day.txt"
    path.write_text(_PAPER, "utf-8")
    return read_document(read(path))


def test_a_title_stands_below_a_name_where_blank_lines_part_all(reading: Reading) -> None:
    titles = {person.name[ZH]: person.title.get(ZH, "") for person in reading.record.people}
    assert (titles["程砚"], titles["高岩"]) == (
        "松川大学海洋学博士、松川大学海洋学院副教授",
        "海塘协会首席工程师",
    )


def test_a_life_behind_a_title_is_quoted_and_is_not_unread(reading: Reading) -> None:
    quoted = [
        finding.subject[:6] for finding in reading.record.findings
        if finding.kind == "not_understood"
    ]  # fmt: skip
    assert quoted.count(_LIFE[:6]) == 2
    assert not any(_LIFE in line.text for line in reading.unread)


def test_prose_about_a_speaker_is_quoted_and_is_not_unread(reading: Reading) -> None:
    told = next(
        finding for finding in reading.record.findings if finding.subject.startswith("其中来自")
    )
    assert (told.kind, told.lines[0] in {line.number for line in reading.unread}) == (
        "not_understood",
        False,
    )


_TALKS = f"""看潮的人见面会

分享话题

潮水在滩上的发展

林岚 —— 海潮社区发起人

{_LIFE}

从沙到石的路

王芳 Fang —— 海塘协会理事长

{_LIFE}

海塘等于墙吗？

程砚 —— 灯塔技术有限公司 CTO

{_LIFE}
"""


@pytest.fixture
def talks(tmp_path: Path) -> Reading:
    path = tmp_path / "talks.txt"
    path.write_text(_TALKS, "utf-8")
    return read_document(read(path))


def test_a_name_and_a_dash_below_a_topic_are_its_speaker(talks: Reading) -> None:
    names = {person.key: person.name[ZH] for person in talks.record.people}
    topics = {session.key: session.title[ZH] for session in talks.record.sessions}
    assert {
        names[guest.person]: topics[guest.session or ""] for guest in talks.record.appearances
    } == {"林岚": "潮水在滩上的发展", "王芳": "从沙到石的路", "程砚": "海塘等于墙吗？"}  # fmt: skip


def test_a_life_below_such_a_speaker_is_not_unread(talks: Reading) -> None:
    assert not any(_LIFE in line.text for line in talks.unread)


def test_a_sentence_gives_a_title_to_whom_the_programme_gives_none(tmp_path: Path) -> None:
    path = tmp_path / "programme.txt"
    path.write_text(_PAPER, "utf-8")
    titles = {each.name[ZH]: each.title for each in read_document(read(path)).record.people}
    assert (titles["林岚"], titles["王芳"]) == ({ZH: "松川大学"}, {})
