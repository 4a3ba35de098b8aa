"""Labels alone below the times of agendas, above their lines: Speakers, Chair, Panel, Scribe."""

from datetime import time
from pathlib import Path

from forum.reader.dispatch import read_document
from forum.reader.document import read
from forum.reader.event_record import EN, EventRecord
from forum.reader.reading import Reading

_AGENDA = """Harbours for All: a workshop

Agenda

Day 1: Tuesday, May 6, 2031

09:00-09:10 AM Opening words by Anna Berg-Moe (Tide Institute)

09:10-10:00 AM What a quay owes its neighboursplenary

Speakers

Counting the gulls of the quay, Tom Li (Coast Office) [PDF]

Subtitles for the Media, Eva Falk (Harbour University)

Ropes and knots, Per Moe, Lars Vik

Scribe

Ole Dahl

12:00-01:00 PMLunch

01:00-02:00 PM Living with stormsplenary

Scribe

02:00-03:00 PM Walls of the northbreakout

Chair

Jo Strand (Wall Trust)

Panel

Eva Falk (Harbour University)

Tom Li (Coast Office)

Scribe

03:00-03:15 PM Lunch sponsored by Harbour Blue (HB)
"""


def _read(tmp_path: Path, text: str = _AGENDA) -> Reading:
    path = tmp_path / "agenda.txt"
    path.write_text(text, "utf-8")
    return read_document(read(path))


def _appearances(record: EventRecord) -> list[tuple[str, str, str, str]]:
    """Return when, who, as what and on what of each appearance."""
    names = {person.key: person.name[EN] for person in record.people}
    starts = {session.key: session.start for session in record.sessions}
    return [
        (f"{starts[guest.session]:%H:%M}", names[guest.person], guest.role,
         guest.speech_title.get(EN, ""))
        for guest in record.appearances
    ]  # fmt: skip


def test_entries_below_speakers_are_talks_with_names_behind_a_comma(tmp_path: Path) -> None:
    assert _appearances(_read(tmp_path).record)[1:5] == [
        ("09:10", "Tom Li", "speaker", "Counting the gulls of the quay"),
        ("09:10", "Eva Falk", "speaker", "Subtitles for the Media"),
        ("09:10", "Per Moe", "speaker", "Ropes and knots"),
        ("09:10", "Lars Vik", "speaker", "Ropes and knots"),
    ]


def test_names_behind_a_topic_without_an_institution_are_asked_for(tmp_path: Path) -> None:
    paths = {value.path for value in _read(tmp_path).guesses}
    assert {"people.per-moe.name.en", "people.lars-vik.name.en"} <= paths
    assert "people.tom-li.name.en" not in paths


def test_a_panel_below_its_chair_is_of_the_same_session(tmp_path: Path) -> None:
    assert _appearances(_read(tmp_path).record)[5:] == [
        ("14:00", "Jo Strand", "moderator", ""),
        ("14:00", "Eva Falk", "panellist", ""),
        ("14:00", "Tom Li", "panellist", ""),
    ]


def test_whoever_opens_may_stand_with_an_institution_behind_by(tmp_path: Path) -> None:
    record = _read(tmp_path).record
    assert (record.sessions[0].title, _appearances(record)[0][:3]) == (
        {EN: "Opening words"},
        ("09:00", "Anna Berg-Moe", "speaker"),
    )


def test_what_a_lunch_is_sponsored_by_is_nobody(tmp_path: Path) -> None:
    assert "Harbour Blue" not in {person.name[EN] for person in _read(tmp_path).record.people}


def test_half_a_day_may_be_glued_to_the_topic(tmp_path: Path) -> None:
    lunch = next(item for item in _read(tmp_path).record.sessions if item.start == time(12))
    assert (lunch.kind, lunch.heading, lunch.end) == ("break", {EN: "Lunch"}, time(13))


def test_forms_glued_to_several_topics_are_none_of_them(tmp_path: Path) -> None:
    titles = [session.title.get(EN) for session in _read(tmp_path).record.sessions]
    assert titles[1::2] == ["What a quay owes its neighbours", "Living with storms",
                            "Lunch sponsored by Harbour Blue (HB)"]  # fmt: skip


def test_a_scribe_is_neither_speaker_nor_room(tmp_path: Path) -> None:
    record = _read(tmp_path).record
    assert "Ole Dahl" not in {person.name[EN] for person in record.people}
    assert [session.room for session in record.sessions] == [{}] * len(record.sessions)
