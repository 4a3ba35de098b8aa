"""Whoever speaks in a transcript by a handle, or by initials in brackets of full width."""

from pathlib import Path

import pytest

from forum.reader.dispatch import read_document
from forum.reader.document import read
from forum.reader.reading import Reading, Shape
from forum.reader.shapes.transcript.reader import read_transcript
from forum.reader.shapes.transcript.turn_labels import find_handles

CHAT = """Harbour Evening Panel

tidewatch: Let me begin with the wall, which has sunk by a hand since spring.

Anna Berg: We measured it twice, and both times it was a little lower.

low_water: Nobody believed that before the storm came over the pier.

tidewatch: And what do you say of the gates that are to be built?

low_water: That they are dear, and that they are needed all the same.

Anna Berg: I agree with that.
"""
SPOKEN = """海塘对话实录

Anna Berg（AB）：先说石塘，去年修了一里。

Tom Li（TL）：今年修两里，石料已经到了。

AB：明年的事下次再说。

TL：好的，下次再说。
"""


def read_text(tmp_path: Path, text: str) -> Reading:
    path = tmp_path / "transcript.txt"
    path.write_text(text, "utf-8")
    return read_transcript(read(path))


def remarks(reading: Reading) -> dict[str, list[str]]:
    names = {person.key: next(iter(person.name.values())) for person in reading.record.people}
    return {
        names[each.person]: next(iter(each.remarks.values())).split("\n")
        for each in reading.record.appearances
    }


def test_a_handle_begins_a_turn(tmp_path: Path) -> None:
    assert remarks(read_text(tmp_path, CHAT)) == {
        "tidewatch": [
            "Let me begin with the wall, which has sunk by a hand since spring.",
            "And what do you say of the gates that are to be built?",
        ],
        "Anna Berg": [
            "We measured it twice, and both times it was a little lower.", "I agree with that.",
        ],
        "low_water": [
            "Nobody believed that before the storm came over the pier.",
            "That they are dear, and that they are needed all the same.",
        ],
    }  # fmt: skip


def test_who_stands_behind_a_handle_is_asked_for(tmp_path: Path) -> None:
    guesses = [each.subject for each in read_text(tmp_path, CHAT).record.findings
               if each.kind == "guess"]  # fmt: skip
    assert [name for name in guesses if name in {"tidewatch", "low_water"}] == [
        "tidewatch", "low_water",
    ]  # fmt: skip


def test_turns_of_handles_alone_are_a_transcript(tmp_path: Path) -> None:
    path = tmp_path / "chat.txt"
    path.write_text(CHAT.replace("Anna Berg:", "annab:"), "utf-8")
    assert read_document(read(path)).shape is Shape.TRANSCRIPT


@pytest.mark.parametrize(
    "lines",
    [
        ["name: Anna Berg", "title: Mayor", "name: Tom Li", "title: Warden"],
        ["note: the wall has sunk by a hand since spring", "note: and the gate by another"],
        ["tidewatch: the wall has sunk by a hand since spring"],
    ],
)
def test_other_small_words_before_colons_are_no_handles(lines: list[str]) -> None:
    assert find_handles(lines) == {}


def test_initials_in_brackets_of_full_width_explain_turns(tmp_path: Path) -> None:
    assert remarks(read_text(tmp_path, SPOKEN)) == {
        "Anna Berg": ["先说石塘，去年修了一里。", "明年的事下次再说。"],
        "Tom Li": ["今年修两里，石料已经到了。", "好的，下次再说。"],
    }


BETWEEN = """Harbour Evening Panel transcript

Anna Berg: We measured it twice, and both times it was a little lower.
background: The wall was built of stones from the quarry in the north.

Tom Li: And what do you say of the gates that are to be built?
background: The gates were drawn by the office of works a year ago.

Anna Berg: I agree with that.
"""


def test_small_words_within_a_turn_stay_as_they_are_printed(tmp_path: Path) -> None:
    assert remarks(read_text(tmp_path, BETWEEN))["Anna Berg"][1] == (
        "background: The wall was built of stones from the quarry in the north."
    )
