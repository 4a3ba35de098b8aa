"""Whom English news name, by whatever words stand beside; whom nothing tells of is asked for."""

from pathlib import Path

import pytest

from forum.reader.fitness import check
from forum.reader.prose.mentions import Roster
from forum.reader.prose.people_en import find_mentions_en
from forum.reader.reading import Shape
from forum.reader.shapes.record.name_forms import is_name_en
from forum.reader.tables import typed_tables
from tests.reader.test_prose import read_text
from tests.reader.test_shapes import lines_of, shape_of


@pytest.mark.parametrize(
    ("sentence", "people"),
    [
        (
            "She was joined by tide studies professor Paul Holm and politics professor Rona Lind.",
            [("Paul Holm", "tide studies professor"), ("Rona Lind", "politics professor")],
        ),
        (
            "Harbour provost and associate history professor Ty Lund noted that tides are low.",
            [("Ty Lund", "Harbour provost and associate history professor")],
        ),
        (
            "“We knew,” said tide professor Anna “Nan” Berg.",
            [("Anna “Nan” Berg", "tide professor")],
        ),
        (
            "They met Minister of Justice Oleg Holm, Lao Minister of Trade Xay Sant, and others.",
            [("Oleg Holm", "Minister of Justice"), ("Xay Sant", "Lao Minister of Trade")],
        ),
        (
            "The forum was opened by Head of the Tide Office Yuki Sato.",
            [("Yuki Sato", "Head of the Tide Office")],
        ),
        (
            "“It rises,” said Mayor of Tide Authority Ada Holm. “It falls.”",
            [("Ada Holm", "Mayor of Tide Authority")],
        ),
        (
            "It will feature Shirley Ann Lund, president of Tide Institute, leading a discussion.",
            [("Shirley Ann Lund", "president of Tide Institute")],
        ),
    ],
)
def test_a_title_right_beside_a_name_is_read(sentence: str, people: list[tuple[str, str]]) -> None:
    mentions = find_mentions_en(sentence, Roster(calls_by_surname=True))
    assert [(mention.name, mention.title) for mention in mentions] == people


@pytest.mark.parametrize(
    "words", ["Harbour’s Visual", "Tide Studies", "Green Street", "Tide Award"]
)
def test_a_thing_is_no_person(words: str) -> None:
    assert not is_name_en(words)


NEWS = """Town College hosts tide symposium

Best-selling author Molly Lund will be a keynote speaker at the tide symposium, which the college \
holds in its great hall.

A round table on dykes and harbours is to follow, and Chancellor Carol Keen of the college and \
harbour historian Tom Falk are expected to be among those who come.

Other speakers at the symposium will include:

• Ada Holm, tide studies, Town College
• Rona Lind, harbours, Bay College
"""


def test_news_without_a_day_are_told_by_event_and_people() -> None:
    assert shape_of(NEWS) is Shape.RELEASE


def test_whom_nothing_tells_of_is_proposed_and_asked_for() -> None:
    reading = read_text(NEWS)
    check(reading)
    names = {person.name["en"] for person in reading.record.people}
    asked = {finding.subject for finding in reading.record.findings if finding.kind == "guess"}
    assert (names >= {"Molly Lund", "Tom Falk", "Ada Holm", "Rona Lind"}, "Tom Falk" in asked) == (
        True, True,
    )  # fmt: skip


@pytest.mark.parametrize("mark", ["6.", "•", "b)"])
def test_a_tab_behind_a_list_mark_parts_no_cells(mark: str) -> None:
    lines = lines_of(f"{mark}\tAda Holm, Head of Tides\n{mark}\tTom Falk, Head of Ports\n")
    assert list(typed_tables(lines)) == []


def test_a_name_that_says_something_may_be_a_house(tmp_path: Path) -> None:
    text = "Tide Forum concludes\n\nThe Tide Forum was held in Bergen on 6 May 2023.\n\n"
    reading = read_text(f"{text}Nordic Salmon said that the sea is getting warmer every year.\n")
    assert [value.path for value in reading.guesses] == [
        "people.nordic-salmon.name.en", "appearances.nordic-salmon.opening.speaker.session",
    ]  # fmt: skip
