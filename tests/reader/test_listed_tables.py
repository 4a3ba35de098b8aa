"""Programmes and lists of people written as lists of labelled entries, as YAML has them."""

from pathlib import Path

from forum.reader.dispatch import read_document
from forum.reader.document import read
from forum.reader.event_record import EventRecord


def read_text(tmp_path: Path, text: str) -> EventRecord:
    path = tmp_path / "schedule.txt"
    path.write_text(text, "utf-8")
    return read_document(read(path)).record


def test_entries_with_times_are_sessions(tmp_path: Path) -> None:
    record = read_text(
        tmp_path,
        'title: Tide Conference 2031\ndate: 5 May 2031\nslots:\n  - time: "9:00"\n'
        "    title: Registration\n"
        '  - time: "9:30"\n    title: "Keynote: How the tide turns"  # to be confirmed\n'
        "    speaker: Anna Berg\n    room: Hall 2\n"
        '  - time: "10:30"\n    title: What a gauge can tell\n    speakers:\n      - Tom Li\n'
        "      - Eva Falk\n",
    )
    names = {person.key: person.name["en"] for person in record.people}
    assert record.title == {"en": "Tide Conference 2031"}
    assert [
        (f"{session.start:%H:%M}", (session.title or session.heading)["en"])
        for session in record.sessions
    ] == [
        ("09:00", "Registration"), ("09:30", "How the tide turns"),
        ("10:30", "What a gauge can tell"),
    ]  # fmt: skip
    assert [names[a.person] for a in record.appearances] == ["Anna Berg", "Tom Li", "Eva Falk"]


def test_people_within_entries_have_their_houses(tmp_path: Path) -> None:
    entries = "".join(
        f"- author:\n    name: {given}\n    surname: {surname}\n    affiliation: {house}\n"
        f"  title: {title}\n"
        for given, surname, house, title in (
            ("Anna", "Berg", "Tide University", "How the tide turns"),
            ("Tom", "Li", "Harbour Institute", "What a gauge can tell"),
            ("Eva", "Falk", "Coast College", "Who pays for the quay"),
        )
    )
    people = read_text(tmp_path, f"accepted:\n{entries}").people
    assert [(person.name["en"], person.title["en"]) for person in people] == [
        ("Anna Berg", "Tide University"), ("Tom Li", "Harbour Institute"),
        ("Eva Falk", "Coast College"),
    ]  # fmt: skip


def test_labels_below_bullets_of_prose_are_no_tables(tmp_path: Path) -> None:
    text = "Notes\n\n" + "".join(
        f"- Anna: We met at the quay {at}.\n- Tom: So we did, and it rained.\n" for at in range(3)
    )
    assert read(_written(tmp_path, text)).tables == ()


def _written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "notes.txt"
    path.write_text(text, "utf-8")
    return path
