"""People whom one address or one column names: Drs. Anna Berg, Tom Li (room 2)."""

import csv
from pathlib import Path

import pytest

from forum.reader.document import read
from forum.reader.guest_cells import read_guests
from forum.reader.reading import Reading
from forum.reader.shapes.programme.reader import read_programme
from tests.support.documents import titles


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Drs. Anna Berg, Tom Sand", [("Anna Berg", "Dr."), ("Tom Sand", "Dr.")]),
        ("Drs. Anna Berg, Ms. Ida Holm", [("Anna Berg", "Dr."), ("Ida Holm", "Ms.")]),
        ("Profs Anna Berg, Tom Sand", [("Anna Berg", "Prof."), ("Tom Sand", "Prof.")]),
    ],
)
def test_an_address_in_the_plural_is_everybody_s(
    cell: str, expected: list[tuple[str, str]]
) -> None:
    guests, _unread = read_guests(cell)
    assert [(guest.name["en"], guest.honorific["en"]) for guest in guests] == expected


@pytest.mark.parametrize(
    ("cell", "place"),
    [("Dr. Anna Berg (track 1)", "track 1"), ("Anna Berg (Room B)", "Room B"),
     ("林岚（第二分会场）", "第二分会场"), ("林岚（3号会议室）", "3号会议室")],
)  # fmt: skip
def test_a_numbered_place_behind_a_name_is_no_title(cell: str, place: str) -> None:
    guests, _unread = read_guests(cell)
    assert [(guest.title, guest.biography) for guest in guests] == [({}, place)]


def read_rows(tmp_path: Path, *rows: tuple[str, ...]) -> Reading:
    path = tmp_path / "programme.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return read_programme(read(path))


def test_the_only_unknown_column_may_be_what_the_rows_are_about(tmp_path: Path) -> None:
    reading = read_rows(
        tmp_path, ("Time", "Block", "Speaker"), ("9:00-9:30", "Stones and tides", "Dr. Anna Berg"),
        ("9:30-10:00", "Who pays for the wall", "Dr. Tom Sand"), ("10:00-10:20", "Break", ""),
    )  # fmt: skip
    asked = [finding.subject for finding in reading.record.findings if finding.kind == "guess"]
    assert (titles(reading.record), asked) == (
        ["Stones and tides", "Who pays for the wall", "Break"],
        ["Stones and tides", "Who pays for the wall"],
    )
