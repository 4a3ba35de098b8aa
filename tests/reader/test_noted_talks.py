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
