"""Minutes whose agenda lists the items that are told below it, with headings in both languages."""

from pathlib import Path

import pytest

from forum.reader import fitness
from forum.reader.document import read
from forum.reader.event_record import EN, ZH
from forum.reader.reading import Reading
from forum.reader.shapes.minutes.reader import read_minutes
from forum.reader.vocabulary.minutes import is_part

MINUTES = """海塘工作组例会 2024-03-05

议题(Agenda)

议题1、修石塘

议题2、建新闸

参会人(Attendees)

• @annab
• @tide-watch
• linlan

会议纪要(Minutes)

议题1、修石塘

汇报人：林岚

会议结论：

1、石塘今年先修东段。

遗留问题：

无。

议题2、建新闸

汇报人：

会议结论：

1、闸址下次再议。
"""
ENGLISH = """Minutes of the Shore Board

Present: Anna Berg, Tom Li

Agenda / 议程

1. The wall
2. The gate

Discussion / 讨论

1. The wall

Presenter: Anna Berg

The wall has sunk by a hand since spring.

2. The gate

Presenter: Tom Li

The gate is to be built next to the mill.
"""


def read_text(tmp_path: Path, text: str) -> Reading:
    path = tmp_path / "minutes.txt"
    path.write_text(text, "utf-8")
    return read_minutes(read(path))


def items(reading: Reading, language: str) -> list[str]:
    return [session.title.get(language, "") for session in reading.record.sessions]


def guesses(reading: Reading) -> list[str]:
    return [each.subject for each in reading.record.findings if each.kind == "guess"]


def test_an_item_that_the_agenda_announces_is_one(tmp_path: Path) -> None:
    assert items(read_text(tmp_path, MINUTES), ZH) == ["修石塘", "建新闸"]


def test_an_english_agenda_announces_items_as_well(tmp_path: Path) -> None:
    assert items(read_text(tmp_path, ENGLISH), EN) == ["The wall", "The gate"]


def test_an_item_of_the_agenda_alone_stays(tmp_path: Path) -> None:
    text = MINUTES.replace("议题2、建新闸\n\n参会人", "议题2、建新闸\n\n议题3、种树\n\n参会人")
    assert items(read_text(tmp_path, text), ZH) == ["种树", "修石塘", "建新闸"]


def test_who_presents_an_item_speaks_there_for_certain(tmp_path: Path) -> None:
    reading = read_text(tmp_path, MINUTES)
    assert (
        [(each.person, each.session, each.role) for each in reading.record.appearances],
        "林岚" in guesses(reading),
    ) == ([("lin-lan", "session-1", "speaker")], False)


def test_a_label_without_a_presenter_is_no_text(tmp_path: Path) -> None:
    assert read_text(tmp_path, MINUTES).record.sessions[1].summary == {
        ZH: "会议结论：\n1、闸址下次再议。"
    }


def test_handles_in_a_list_of_those_present_are_asked_for(tmp_path: Path) -> None:
    assert guesses(read_text(tmp_path, MINUTES)) == ["annab", "tide-watch", "linlan"]


def test_such_minutes_may_be_imported(tmp_path: Path) -> None:
    assert fitness.is_fit(read_text(tmp_path, MINUTES))


@pytest.mark.parametrize(
    "heading", ["议题(Agenda)", "会议纪要（Minutes）", "Decisions / 决议", "议程 Agenda"]
)
def test_a_heading_in_both_languages_heads_a_part(heading: str) -> None:
    assert is_part(heading)


@pytest.mark.parametrize("heading", ["议题一", "会议地点(Venue)", "Decisions we regret"])
def test_other_lines_head_no_part(heading: str) -> None:
    assert not is_part(heading)
