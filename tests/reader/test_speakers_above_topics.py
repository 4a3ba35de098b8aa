"""Programmes that print who speaks behind the time, and below it on what."""

import re
from pathlib import Path

from forum.reader.dispatch import read_document
from forum.reader.document import read
from forum.reader.event_record import EventRecord
from forum.reader.prose.event_names import event_names_en
from forum.reader.shapes.record.name_forms import is_name_en

PROGRAMME = """# Tide Forum 2031

## Day 1: Thursday, 8 May 2031

* **09:00** Registration

## Morning - Walls and Gates

*Chair: Ms. Ida Holm, Secretary, Dike Board*

* **09:30** Dr. Anna Berg, Coast Office
**Who Pays for the Wall**

* **10:00** Mr. Tom Li General Manager, Tideworks
**The Price of Stone – A Quarry’s View**

* **10:30** Coffee & Networking

*Chair: Mr. Per Strand, Director, Quarry Office*

* **11:00** Prof. Eva Falk, Binhai University
**A Gate That Remembers**

* **11:30** Questions & Answers
"""


def read_programme(folder: Path, text: str) -> EventRecord:
    path = folder / "programme.txt"
    path.write_text(text, "utf-8")
    return read_document(read(path)).record


def list_seats(record: EventRecord) -> set[tuple[str, str, str]]:
    names = {person.key: person.name["en"] for person in record.people}
    titles = {session.key: session.title.get("en", "") for session in record.sessions}
    return {
        (names[seat.person], titles[seat.session or ""], seat.role) for seat in record.appearances
    }


def test_what_stands_below_a_speaker_is_what_she_speaks_on(tmp_path: Path) -> None:
    seats = list_seats(read_programme(tmp_path, PROGRAMME))
    assert {seat for seat in seats if seat[2] == "speaker"} == {
        ("Anna Berg", "Who Pays for the Wall", "speaker"),
        ("Tom Li", "The Price of Stone – A Quarry’s View", "speaker"),
        ("Eva Falk", "A Gate That Remembers", "speaker"),
    }


def test_a_post_behind_somebody_addressed_is_the_title(tmp_path: Path) -> None:
    people = read_programme(tmp_path, PROGRAMME).people
    titles = {person.name["en"]: person.title.get("en") for person in people}
    assert titles["Tom Li"] == "General Manager, Tideworks"


def test_a_chair_below_a_heading_or_a_break_chairs_what_follows(tmp_path: Path) -> None:
    seats = list_seats(read_programme(tmp_path, PROGRAMME))
    assert {seat for seat in seats if seat[2] == "moderator"} == {
        ("Ida Holm", "Who Pays for the Wall", "moderator"),
        ("Ida Holm", "The Price of Stone – A Quarry’s View", "moderator"),
        ("Per Strand", "A Gate That Remembers", "moderator"),
        ("Per Strand", "Questions & Answers", "moderator"),
    }


def test_whether_a_chair_goes_on_after_the_first_talk_is_asked(tmp_path: Path) -> None:
    findings = read_programme(tmp_path, PROGRAMME).findings
    asked = [each.lines for each in findings if each.subject in {"Ida Holm", "Per Strand"}]
    assert asked == [(14, 15), (24,)]


def test_what_is_stressed_behind_a_speaker_is_what_she_speaks_on(tmp_path: Path) -> None:
    text = re.sub(r"\n(?=\*\*)", " ", PROGRAMME)
    record = read_programme(tmp_path, text)
    assert list_seats(record) == list_seats(read_programme(tmp_path, PROGRAMME))
    titles = {person.name["en"]: person.title.get("en") for person in record.people}
    assert (titles["Anna Berg"], titles["Eva Falk"]) == ("Coast Office", "Binhai University")


def test_figures_before_a_weekday_are_a_day_and_no_time(tmp_path: Path) -> None:
    text = (
        "潮汐论坛2031\n\n05.08 (四)\n\n开幕、专题演讲\n\n10:00-11:00　开幕仪式　主持人：林岚\n"
        "11:00-12:00　潮汐的账　主讲人：王芳\n\n05.09 (五)\n\n"
        "10:00-11:00　海塘的来历　主讲人：高岩\n"
    )
    sessions = read_programme(tmp_path, text).sessions
    assert [session.day and session.day.isoformat() for session in sessions] == [
        "2031-05-08", "2031-05-08", "2031-05-09",
    ]  # fmt: skip


def test_what_heads_an_invitation_names_no_event(tmp_path: Path) -> None:
    text = PROGRAMME.replace("# Tide Forum 2031", "# President’s Invitation")
    assert read_programme(tmp_path, text).title == {}


def test_to_what_somebody_is_invited_is_asked_for(tmp_path: Path) -> None:
    head = (
        "# President’s Invitation\n\nI invite you to attend the Dike Board’s Third Tide Conference."
    )
    record = read_programme(tmp_path, PROGRAMME.replace("# Tide Forum 2031", head))
    assert record.title == {"en": "Third Tide Conference"}
    assert "Third Tide Conference" in {each.subject for each in record.findings}


def test_a_part_of_the_programme_is_none_of_the_name(tmp_path: Path) -> None:
    text = PROGRAMME.replace("# Tide Forum 2031", "2031 Tide Forum: Livestream Schedule")
    assert read_programme(tmp_path, text).title == {"en": "2031 Tide Forum"}


def test_a_label_of_two_places_is_no_title(tmp_path: Path) -> None:
    text = (
        "-论坛- 潮汐周论坛\n\n论坛及展览地点：滨海馆南门\n\n5月8日\n"
        "10:00-11:00　开幕仪式　主持人：林岚\n"
        "11:00-12:00　潮汐的账　主讲人：王芳\n13:00-14:00　海塘的来历　主讲人：高岩\n"
    )
    record = read_programme(tmp_path, text)
    assert (record.title, record.venue) == (
        {"zh-hans": "潮汐周论坛"}, {"zh-hans": "滨海馆南门"}
    )  # fmt: skip


def test_two_names_that_nothing_parts_are_nobodys() -> None:
    assert (is_name_en("Anna Berg Tom L. Li"), is_name_en("Anna M. Berg")) == (False, True)


def test_the_heading_of_another_table_is_nobody(tmp_path: Path) -> None:
    text = (
        "Tide Course 2031: Participants\n\nName\tOrganization\nAnna Berg\tCoast University\n"
        "Tom Li\tQuarry Office\n\nHarbour Students\n\nName\tOrganization\n"
        "Eva Falk\tDike Board\nPer Strand\tTide Bank\n"
    )
    people = read_programme(tmp_path, text).people
    assert [person.name["en"] for person in people] == [
        "Anna Berg", "Tom Li", "Eva Falk", "Per Strand",
    ]  # fmt: skip


def test_the_transcript_of_an_event_is_none_of_its_name() -> None:
    text = "Transcript of Harbour Forum on Tides and The Conference"
    assert [text[start:end] for start, end in event_names_en(text)] == ["Harbour Forum on Tides"]
