"""Given names and middle names by which turns begin, and the full names that a paper prints."""

from pathlib import Path

import pytest

from forum.reader.document import read
from forum.reader.reading import Reading
from forum.reader.shapes.transcript.reader import read_transcript
from forum.reader.shapes.transcript.turn_labels import find_called

TURNS = """Anna: The wall comes first today.

Tom: It has sunk by a hand within ten years.

Anna: Who has measured that?

Tom: Two of us have, both in spring.
"""


def read_text(tmp_path: Path, head: str) -> Reading:
    path = tmp_path / "transcript.txt"
    path.write_text(f"Shore Evening\n\n{head}\n\n{TURNS}", "utf-8")
    return read_transcript(read(path))


@pytest.mark.parametrize(
    ("line", "name", "is_sure"),
    [
        ("We met Ada Anna Pond, of the mill.", "Ada Anna Pond", False),
        ("We met Anna Maria Pond.", "Anna Maria Pond", False),
        ("We met Anna Pond.", "Anna Pond", True),
        ("We met Anna Pond and Anna Maria Pond.", None, None),
        ("We met Anna Pond Director.", "Anna Pond", True),
    ],
)
def test_a_name_of_three_words_is_whole_and_asked_for(
    line: str, name: str | None, is_sure: bool | None
) -> None:
    called = find_called({"Anna": 2}, [line])
    guest, sure = called.get("Anna", (None, None))
    assert (guest and guest.name["en"], sure) == (name, is_sure)


@pytest.mark.parametrize(
    "label", ["Participants", "Attending", "On the call", "In the room", "Roll call"]
)
def test_whoever_such_a_line_lists_was_there(tmp_path: Path, label: str) -> None:
    reading = read_text(tmp_path, f"{label}: Anna Maria Pond, Tom Li, Carl Wave")
    assert [person.name["en"] for person in reading.record.people] == [
        "Anna Maria Pond", "Tom Li", "Carl Wave",
    ]  # fmt: skip
