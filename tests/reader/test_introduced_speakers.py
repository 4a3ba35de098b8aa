"""Titles by which people are introduced in the English words of a transcript."""

from pathlib import Path

import pytest

from forum.reader.document import read
from forum.reader.reading import Reading
from forum.reader.shapes.transcript.reader import read_transcript

TURNS = """Shore Evening

Ada Pond: {chair}

Anna Berg: {anna}

Tom Li: It has sunk by a hand within ten years.

Ada Pond: Who has measured that?

Anna Berg: Two of us have, both in spring.

Tom Li: That was in spring.
"""


def read_text(tmp_path: Path, chair: str = "Let us begin.", anna: str = "Gladly.") -> Reading:
    path = tmp_path / "transcript.txt"
    path.write_text(TURNS.format(chair=chair, anna=anna), "utf-8")
    return read_transcript(read(path))


def titles(reading: Reading) -> dict[str, str]:
    return {
        person.name["en"]: person.title["en"] for person in reading.record.people if person.title
    }


@pytest.mark.parametrize(
    ("chair", "held"),
    [
        ("We have Anna Berg, a warden of the eastern gates.", "warden of the eastern gates"),
        ("I am joined by Anna Berg, Director of the Tide Board, who came by boat.",
         "Director of the Tide Board"),
        ("On my left is Anna, the keeper of the mill.", "keeper of the mill"),
        ("Please welcome Anna Berg, our own master of locks, and give her a hand.",
         "master of locks"),
    ],
)  # fmt: skip
def test_a_chair_introduces_by_a_title(tmp_path: Path, chair: str, held: str) -> None:
    assert titles(read_text(tmp_path, chair)) == {"Anna Berg": held}


def test_a_title_ends_before_the_next_person(tmp_path: Path) -> None:
    chair = "We have Anna Berg, a warden of the gates, and Tom Li, the mayor of Tidetown."
    assert titles(read_text(tmp_path, chair)) == {
        "Anna Berg": "warden of the gates", "Tom Li": "mayor of Tidetown",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("anna", "held"),
    [
        ("I’m Anna from Shore Watch, and I live here.", "Shore Watch"),
        ("My name is Anna Berg and I am the warden of the gates.", "warden of the gates"),
    ],
)
def test_somebody_tells_her_own_title(tmp_path: Path, anna: str, held: str) -> None:
    assert titles(read_text(tmp_path, anna=anna)) == {"Anna Berg": held}


def test_such_a_title_is_asked_for(tmp_path: Path) -> None:
    chair = "We have Anna Berg, a warden of the gates."
    guesses = [each.subject for each in read_text(tmp_path, chair).record.findings
               if each.kind == "guess"]  # fmt: skip
    assert "warden of the gates" in guesses


@pytest.mark.parametrize(
    "chair",
    [
        "We have Anna Berg, Tom Li, and the wall today.",
        "We have a few minutes, Anna, so tell us of the wall.",
        "I wonder, Anna Berg, a warden may know.",
        "We have Anna Berg, who measured it.",
        "I am Anna, the warden says, and laughs.",
    ],
)
def test_other_words_behind_a_name_are_no_title(tmp_path: Path, chair: str) -> None:
    assert titles(read_text(tmp_path, chair)) == {}
