"""Rows of a programme whose words end with who speaks, parted from the topic by a comma alone."""

from pathlib import Path

import pytest

from forum.reader.document import read
from forum.reader.event_record import EventRecord
from forum.reader.shapes.programme.reader import read_programme

ROWS = (
    "9:00 - 9:30\tIntroductions, Anna Berg",
    "9:30 - 10:20\tHarbours, Tides and Law, Tom Li",
    "10:20 - 10:40\tBreak",
    "10:40 - 11:20\tWho Pays for the Quay (slides), Eva Falk with Ruth Amadi and others",
    "11:20 - 12:00\tTide Tables, Jo van Dam, Tom Li, and Anna Berg",
    "12:00 - 12:20\tConsolidation, Programme Committee",
)


def read_rows(tmp_path: Path, *rows: str) -> EventRecord:
    path = tmp_path / "programme.txt"
    path.write_text("\n".join(("Harbour Workshop", "", "Programme", "", *rows)), "utf-8")
    return read_programme(read(path)).record


def told(record: EventRecord) -> list[tuple[str, tuple[str, ...]]]:
    """Return what each session is called and who speaks in it."""
    names = {person.key: person.name["en"] for person in record.people}
    return [
        (
            (session.title or session.heading)["en"],
            tuple(names[a.person] for a in record.appearances if a.session == session.key),
        )
        for session in record.sessions
    ]


@pytest.mark.parametrize("mark", ["\t", " "])
def test_names_behind_a_comma_speak(tmp_path: Path, mark: str) -> None:
    rows = [row.replace("\t", mark) for row in ROWS]
    assert told(read_rows(tmp_path, *rows)) == [
        ("Introductions", ("Anna Berg",)),
        ("Harbours, Tides and Law", ("Tom Li",)),
        ("Break", ()),
        ("Who Pays for the Quay", ("Eva Falk", "Ruth Amadi")),
        ("Tide Tables", ("Jo van Dam", "Tom Li", "Anna Berg")),
        ("Consolidation, Programme Committee", ()),
    ]


def test_commas_of_few_topics_part_no_names(tmp_path: Path) -> None:
    further = (
        "13:00 - 13:30\tThe Moon", "13:30 - 14:00\tThe Sun", "14:00 - 14:30\tThe Wind",
        "14:30 - 15:00\tThe Rain",
    )  # fmt: skip
    words = {"Anna Berg": "Green Ports", "Tom Li": "Blue Quays", "Eva Falk": "Grey Gates",
             "Ruth Amadi": "Red Walls", "Jo van Dam": "Dry Docks"}  # fmt: skip
    rows = "\n".join((*ROWS, *further))
    for name, topic in words.items():
        rows = rows.replace(name, topic)
    assert read_rows(tmp_path, *rows.split("\n")).people == ()


def test_groups_of_names_are_people_and_no_names_with_houses(tmp_path: Path) -> None:
    table = (
        "Time\tSession\tSpeakers",
        "9:00 - 9:30\tGates / Walls\tAnna Berg, Tom Li, Eva Falk / Ruth Amadi, Ida Holm",
        "9:30 - 10:00\tQuays\tJo van Dam, Blue Harbour / Per Strand, Red Quay",
    )
    people = read_rows(tmp_path, *table).people
    assert {person.name["en"]: person.title.get("en", "") for person in people} == {
        "Anna Berg": "", "Tom Li": "", "Eva Falk": "", "Ruth Amadi": "", "Ida Holm": "",
        "Jo van Dam": "Blue Harbour", "Per Strand": "Red Quay",
    }  # fmt: skip
