"""Lists above the turns of a panel: a role in brackets or before a dash, a house behind a comma."""

from pathlib import Path

import pytest

from forum.reader.event_record import EN
from forum.reader.reading import Reading
from tests.reader.test_transcript import read_text

_TURNS = (
    "{0}: Welcome to this panel on harbours. Let us hear first what each of you does all day long.",
    "{1}: I look after pumps, which is more than enough for one person, as all of you will know.",
    "{2}: I count the waves, and the boats between them, on each of the days of the whole year.",
    "{0}: And what do you do when there is none to count, as on a day without any wind at all?",
    "{2}: Then I count the days. There are few of them, and they are fewer with each of the years.",
    "{1}: And I mend what the days with wind have left of my pumps, which is never very much.",
)


def _read(tmp_path: Path, head: list[str], *labels: str) -> Reading:
    turns = [turn.format(*labels) for turn in _TURNS]
    return read_text(tmp_path, "\n\n".join(["Panel on Harbours", "\n".join(head), *turns]))


def _roles(reading: Reading) -> dict[str, str]:
    names = {person.key: person.name[EN] for person in reading.record.people}
    return {names[seat.person]: seat.role for seat in reading.record.appearances}


@pytest.mark.parametrize(
    "moderator", ["• Anna Berg (moderator)", "Moderator- Anna Berg", "Moderator – Anna Berg"]
)
def test_whoever_moderates_is_told_beside_the_name(tmp_path: Path, moderator: str) -> None:
    head = ["• Tom Lind", "• Eva Strand", moderator]
    reading = _read(tmp_path, head, "Anna", "Tom", "Eva")
    assert _roles(reading)["Anna Berg"] == "moderator"


def test_houses_behind_names_are_nobody(tmp_path: Path) -> None:
    head = ["Anna Berg, Tide Capital", "Tom Lind, Harbour Ventures", "Eva Strand, Berg Reuters"]
    reading = _read(tmp_path, head, "AB", "TL", "ES")
    assert sorted(_roles(reading)) == ["Anna Berg", "Eva Strand", "Tom Lind"]
    assert {text for person in reading.record.people for text in person.title.values()} == {
        "Tide Capital", "Harbour Ventures", "Berg Reuters",
    }  # fmt: skip


@pytest.mark.parametrize(
    "greeting",
    [
        "We have three wonderful panelists today.",
        "I would like to welcome the panel.",
        "Thanks guys for joining the panel.",
        "Why not introduce ourselves?",
    ],
)
def test_whoever_introduces_the_panel_chairs_it_which_is_asked(
    tmp_path: Path, greeting: str
) -> None:
    turns = [turn.format("Anna", "Tom", "Eva") for turn in _TURNS[1:]]
    head = ["Panel on Harbours", "Tom Lind, Eva Strand, Anna Berg", f"Anna: {greeting}"]
    reading = read_text(tmp_path, "\n\n".join([*head, *turns]))
    asked = [value.path for value in reading.guesses if value.path.endswith(".moderator")]
    assert (_roles(reading)["Anna Berg"], len(asked)) == ("moderator", 1)
