"""Reports that head each talk with who gave it, from where and on what, above a list of notes."""

from pathlib import Path

import pytest

from forum.reader.dispatch import read_document
from forum.reader.document import read
from forum.reader.event_record import AppearanceRecord
from forum.reader.reading import Reading, Shape

ENGLISH = """Walls and Marshes

Summary of the talks

Anna Berg, Tide Office{colon} Walls of four centuries

{mark} Walls were raised after each great flood.

{mark} Two projects:

{mark} The northern wall: what the archive tells of its builders

Tom Li, Port Vale College{colon} Marshes against waves

{mark} Marshes halve the height of waves, as gauges show.

{mark} Led with Ida Holm at the Coast Fund

Ruth Cole, University of Norwick{colon} What gauges tell

{mark} Gauges are read by the hour and compared over decades.
"""
CHINESE = """堤与滩

报告摘要

林岚，滨海大学{colon}四百年的海塘

{mark} 每次大潮之后，海塘都加高一次。

{mark} 北塘：档案里的筑塘人

何平，松川学院{colon}以滩消浪

{mark} 滩地可以把浪高减去一半，水尺为证。

王芳，海洋台{colon}水尺说了什么

{mark} 水尺每小时读一次，可与几十年前相比。
"""


def read_text(tmp_path: Path, text: str) -> Reading:
    path = tmp_path / "report.txt"
    path.write_text(text, "utf-8")
    return read_document(read(path))


def seat(reading: Reading, person: str) -> AppearanceRecord:
    return next(each for each in reading.record.appearances if each.person == person)


@pytest.mark.parametrize("colon", [":", ";", " :"])
@pytest.mark.parametrize("mark", ["•", "-", "*"])
def test_what_is_noted_below_a_talk_is_its_speaker_s(tmp_path: Path, colon: str, mark: str) -> None:
    reading = read_text(tmp_path, ENGLISH.format(colon=colon, mark=mark))
    assert reading.shape is Shape.RELEASE
    assert [dict(session.title) for session in reading.record.sessions] == [
        {"en": "Walls of four centuries"}, {"en": "Marshes against waves"},
        {"en": "What gauges tell"},
    ]  # fmt: skip
    talk = seat(reading, "tom-li")
    assert dict(talk.title) == {"en": "Port Vale College"}
    assert talk.remarks["en"] == (
        f"{mark} Marshes halve the height of waves, as gauges show.\n"
        f"{mark} Led with Ida Holm at the Coast Fund"
    )


@pytest.mark.parametrize("colon", ["：", "；"])
@pytest.mark.parametrize("mark", ["•", "●"])
def test_the_same_in_chinese(tmp_path: Path, colon: str, mark: str) -> None:
    reading = read_text(tmp_path, CHINESE.format(colon=colon, mark=mark))
    assert [dict(session.title) for session in reading.record.sessions] == [
        {"zh-hans": "四百年的海塘"}, {"zh-hans": "以滩消浪"}, {"zh-hans": "水尺说了什么"},
    ]  # fmt: skip
    assert [dict(person.title) for person in reading.record.people] == [
        {"zh-hans": "滨海大学"}, {"zh-hans": "松川学院"}, {"zh-hans": "海洋台"},
    ]  # fmt: skip


def test_what_stands_below_the_last_list_is_not_said_in_the_talk(tmp_path: Path) -> None:
    text = ENGLISH.format(colon=":", mark="•")
    reading = read_text(tmp_path, f"{text}\nThe slides will be sent to all who ask for them.\n")
    assert seat(reading, "ruth-cole").remarks["en"].endswith("over decades.")


def test_people_with_their_houses_above_no_list_are_no_talks(tmp_path: Path) -> None:
    text = "\n\n".join(
        [
            "Members",
            "Anna Berg, Tide Office: north",
            "Tom Li, College: east",
            "Ruth Cole, Fund: west",
        ]
    )
    assert read_text(tmp_path, text).record.sessions == ()


_NAMED = """潮汐社进校园

活动概况

2031年4月20日下午，潮汐社在松川大学举办了潮汐主题活动。活动由海洋学院的程砚和高岩同学共同主持。

林岚《潮水为什么守时》

首先来自海洋中心的林岚老师向大家作了《潮水为什么守时》的报告，从月亮说起，讲到了滩上的水尺：

• 水尺要有人守

• 风大的日子要多看两次

左图 林岚，右图 王芳

王芳《海塘怎么修》

随后，王芳老师与大家分享了《海塘怎么修》，她说石塘要分三段修，每段都要留一个口子。

讨论

在讨论环节，潮汐社理事苏静老师担当了重要嘉宾，和两位老师一起展开了热烈的讨论。

实测

接下来是实测课，由验潮站成员于海主持，同学们分成四组下滩，各自量了一次潮位。
"""


def test_a_heading_may_be_a_name_and_the_topic_in_its_marks(tmp_path: Path) -> None:
    record = read_text(tmp_path, _NAMED).record
    assert [
        (session.title or session.heading)["zh-hans"] for session in record.sessions
        if session.kind != "opening"
    ] == ["《潮水为什么守时》", "《海塘怎么修》", "讨论", "实测"]  # fmt: skip
    assert [(seat.person, seat.role) for seat in record.appearances if seat.person != "cheng-yan"][
        -4:
    ] == [
        ("lin-lan", "speaker"), ("wang-fang", "speaker"), ("su-jing", "panellist"),
        ("yu-hai", "moderator"),
    ]  # fmt: skip


def test_what_stands_below_pictures_is_not_said_in_a_talk(tmp_path: Path) -> None:
    said = seat(read_text(tmp_path, _NAMED), "lin-lan").remarks["zh-hans"]
    assert said.endswith("• 风大的日子要多看两次")


def test_whence_a_speaker_comes_is_told_below_the_heading(tmp_path: Path) -> None:
    people = read_text(tmp_path, _NAMED).record.people
    assert {"zh-hans": "海洋中心"} in [person.title for person in people]
