"""Programmes as timetables: the hours down, a day, or a room, in each column."""

from datetime import date
from pathlib import Path

import pytest

from forum.reader.document import read
from forum.reader.event_record import EventRecord
from forum.reader.shapes.programme.reader import read_programme

TABLE = (
    "Time\tMonday 3 June\tTuesday 4 June\tWednesday 5 June",
    "09:00-10:30\tTides and the Moon (Anna Berg)\tHarbour Law (Tom Li)\tExcursion",
    "10:30-11:00\tCoffee break\tCoffee break\tCoffee break",
    "11:00-12:30\tStorm Surges (Eva Falk, Jo van Dam)\tQuay Design (Ruth Amadi)\tExcursion",
)


def read_table(tmp_path: Path, title: str) -> EventRecord:
    path = tmp_path / "timetable.txt"
    path.write_text("\n".join((title, "", *TABLE)), "utf-8")
    return read_programme(read(path)).record


@pytest.fixture
def record(tmp_path: Path) -> EventRecord:
    return read_table(tmp_path, "Tide School 2024 Programme")


def test_each_column_is_a_day(record: EventRecord) -> None:
    days = [session.day.day for session in record.sessions if session.day]
    assert days == [3, 4, 5] * 3


def test_a_day_is_no_heading(record: EventRecord) -> None:
    headings = {heading for session in record.sessions for heading in session.heading.values()}
    assert headings == {"Coffee break"}


def test_the_event_takes_place_on_the_days_of_the_columns(record: EventRecord) -> None:
    assert (record.start_date, record.end_date) == (date(2024, 6, 3), date(2024, 6, 5))


def test_a_day_without_a_year_stays_a_heading(tmp_path: Path) -> None:
    session = read_table(tmp_path, "Tide School Programme").sessions[0]
    assert (session.heading, session.day) == ({"en": "Monday 3 June"}, None)


def test_whole_names_in_brackets_speak(record: EventRecord) -> None:
    names = {person.key: person.name["en"] for person in record.people}
    titles = {session.key: session.title["en"] for session in record.sessions if session.title}
    assert [(titles[a.session], names[a.person]) for a in record.appearances] == [
        ("Tides and the Moon", "Anna Berg"), ("Harbour Law", "Tom Li"),
        ("Storm Surges", "Eva Falk"), ("Storm Surges", "Jo van Dam"),
        ("Quay Design", "Ruth Amadi"),
    ]  # fmt: skip
