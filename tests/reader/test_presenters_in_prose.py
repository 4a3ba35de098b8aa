"""Whose presentations a report tells of in running text takes part in it."""

import pytest

from forum.reader.event_record import EN
from forum.reader.prose.mentions import Roster
from forum.reader.prose.people_en import find_mentions_en
from forum.reader.reading import Certainty, Reading
from tests.reader.test_prose import read_text

_REPORT = """Workshop on Tides and Walls

4-5 May 2027; Bergen, Norway

Workshop report

The workshop was about walls that the sea may pass. See the overview given by Anna Berg for what \
that means for a harbour.

Many ideas were heard on pumps. The presentations of Tom Lind, Eva Strand, or Satsuki Ume gave a \
glimpse of some (see also the talks of, e.g., Peter Holm, or Maria Vinter).

A wall alone is not enough in the long run, as the sand behind it is washed away with each tide.

Next steps

Ways to tell more harbours of these ideas will be looked for in the coming months.
"""


@pytest.fixture
def reading() -> Reading:
    return read_text(_REPORT)


def test_presenters_are_people(reading: Reading) -> None:
    assert [person.name[EN] for person in reading.record.people] == [
        "Anna Berg", "Tom Lind", "Eva Strand", "Satsuki Ume", "Peter Holm", "Maria Vinter",
    ]  # fmt: skip


def test_presenters_speak_in_the_session_of_the_presentations(reading: Reading) -> None:
    record = reading.record
    assert [session.heading for session in record.sessions] == [{EN: "Presentations"}]
    assert {appearance.role for appearance in record.appearances} == {"speaker"}
    assert len(record.appearances) == len(record.people)


@pytest.mark.parametrize(
    ("sentence", "people"),
    [
        ("It began with an introduction to tides by Anna Berg.", ["Anna Berg"]),
        ("Some of the talks (e.g., Tom Lind, or Eva Strand) were new.", ["Tom Lind", "Eva Strand"]),
        ("The talk on pumps by Tom Lind and Eva Strand was long.", ["Tom Lind", "Eva Strand"]),
        ("She gave an overview of Tidal Wall Patterns.", []),
        ("The presentation of TWP Wall Patterns was long.", []),
        ("There were talks by the Tide Office and by Surge Labs.", []),
    ],
)
def test_whose_talks_they_were_is_told_from_what_they_were_of(
    sentence: str, people: list[str]
) -> None:
    assert [mention.name for mention in find_mentions_en(sentence, Roster())] == people


def test_whether_a_talk_is_somebodys_or_of_something_is_asked() -> None:
    mentions = find_mentions_en("See the presentation of Ume Hana.", Roster())
    assert [(mention.name, mention.certainty) for mention in mentions] == [
        ("Ume Hana", Certainty.GUESS)
    ]


def test_what_their_session_is_called_is_asked(reading: Reading) -> None:
    assert "sessions.session-1.heading.en" in {value.path for value in reading.guesses}
