"""Programmes without times: parts above who takes the chair, topics above or below who speaks."""

from pathlib import Path

from forum.reader.dispatch import read_document
from forum.reader.document import read
from forum.reader.reading import Reading, Shape

CHAIRED = """# Seawall Forum 2031

### Agenda

- Welcome: Ida Holm (Coast University)

Paying for the Wall

Chair: Anna Berg (Coast University)

Who Pays for the Tide: A Short History:

Tom Li and Eva Falk (Harbour House)

[Slides]

Stones and Prices: Per Strand

(Quarry Office) [Paper]

Discussants: Nils Moen (Tide Bank);

Ulla Dahl (Dike Board); Jon Vik (IOP)

Questions from the Quay

Moderator: Ida Holm (Coast University)
"""

LISTED = """# Tide Symposium 2031

## Schedule

### Day 1: Thursday, 8 May 2031
10:00 AM - 12:30 PM

Keynote: What the Sea Remembers
Professor Anna Berg, Coast University

Panel 1: Harbours in Pictures

1. Tom Li, University of Binhai
**Photographs of a Quay**

2. Eva Falk and Per Strand, Quarry Office, Norway
**Stones**

### Day 2: Friday, 9 May 2031

Panel 2: Harbours in Sound

1. Ida Holm, Dike Board
**Foghorns**

2. Jon Vik, Tide Bank
**Bells**
"""


def read_text(tmp_path: Path, text: str) -> Reading:
    path = tmp_path / "agenda.txt"
    path.write_text(text, "utf-8")
    return read_document(read(path))


def seats(reading: Reading) -> list[tuple[str, str, str, str]]:
    """Return session, name, role and topic of everybody who appears."""
    record = reading.record
    names = {person.key: person.name["en"] for person in record.people}
    titles = {each.key: (each.title or each.heading)["en"] for each in record.sessions}
    return [
        (titles[seat.session], names[seat.person], seat.role, seat.speech_title.get("en", ""))
        for seat in record.appearances
    ]


def test_whoever_stands_below_a_part_is_in_it(tmp_path: Path) -> None:
    wall, history = "Paying for the Wall", "Who Pays for the Tide: A Short History"
    assert seats(read_text(tmp_path, CHAIRED)) == [
        ("Welcome", "Ida Holm", "speaker", ""),
        (wall, "Anna Berg", "moderator", ""),
        (wall, "Tom Li", "speaker", history),
        (wall, "Eva Falk", "speaker", history),
        (wall, "Per Strand", "speaker", "Stones and Prices"),
        (wall, "Nils Moen", "discussant", ""),
        (wall, "Ulla Dahl", "discussant", ""),
        (wall, "Jon Vik", "discussant", ""),
        ("Questions from the Quay", "Ida Holm", "moderator", ""),
    ]


def test_house_of_the_last_is_asked_for_of_those_before(tmp_path: Path) -> None:
    reading = read_text(tmp_path, CHAIRED)
    titles = {person.name["en"]: person.title["en"] for person in reading.record.people}
    assert (titles["Tom Li"], titles["Eva Falk"]) == ("Harbour House", "Harbour House")
    asked = [value.path for value in reading.guesses if value.path.startswith("people.")]
    assert asked == ["people.tom-li.title.en"]


def test_numbered_speaker_speaks_on_the_line_below(tmp_path: Path) -> None:
    reading = read_text(tmp_path, LISTED)
    assert seats(reading) == [
        ("What the Sea Remembers", "Anna Berg", "speaker", ""),
        ("Harbours in Pictures", "Tom Li", "speaker", "Photographs of a Quay"),
        ("Harbours in Pictures", "Eva Falk", "speaker", "Stones"),
        ("Harbours in Pictures", "Per Strand", "speaker", "Stones"),
        ("Harbours in Sound", "Ida Holm", "speaker", "Foghorns"),
        ("Harbours in Sound", "Jon Vik", "speaker", "Bells"),
    ]
    days = [f"{session.day:%d}" if session.day else "" for session in reading.record.sessions]
    assert days == ["08", "08", "09"]


def test_line_that_may_head_a_part_makes_seats_below_doubtful(tmp_path: Path) -> None:
    text = CHAIRED.replace("Stones and Prices:", "Building the Wall\n\nStones and Prices:")
    paths = [value.path for value in read_text(tmp_path, text).guesses]
    assert "appearances.per-strand.session-1.speaker.session" in paths
    assert "appearances.tom-li.session-1.speaker.session" not in paths


def test_people_without_a_programmes_heading_are_none(tmp_path: Path) -> None:
    assert read_text(tmp_path, CHAIRED.replace("### Agenda", "")).shape is not Shape.PROGRAMME
