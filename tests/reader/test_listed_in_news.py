"""Whom English news list behind what an event featured, and what ends their titles."""

import pytest

from forum.reader.prose.acts_en import read_sentence_en
from forum.reader.prose.mentions import Roster
from tests.reader.test_prose import read_text


def roles_of(sentence: str) -> dict[str, str]:
    """Return the role of each person in a sentence."""
    acts = read_sentence_en(sentence, Roster()).acts
    return {person.name: act.role for act in acts for person in act.people}


def titles_of(sentence: str) -> dict[str, str]:
    """Return the title of each person in a sentence."""
    mentions = read_sentence_en(sentence, Roster()).mentions
    return {mention.name: mention.title for mention in mentions}


@pytest.mark.parametrize(
    ("sentence", "role"),
    [
        (
            "A session titled 'Walls: What's Ahead' featured Dr. Anna Berg, Head of the Tide "
            "Office; and Tom Lind, Founder of TideCo.",
            "speaker",
        ),
        (
            "Another session included Anna Berg, Head of the Tide Office; and Tom Lind, CEO of "
            "TideCo.",
            "speaker",
        ),
        (
            "Anna Berg, Head of the Tide Office; and Tom Lind, CEO of TideCo, took part in this "
            "session.",
            "speaker",
        ),
        (
            "The congress hosted a round table that featured Ms Anna Berg, Head of the Tide "
            "Office; Mr Tom Lind, Minister of Ports.",
            "panellist",
        ),
        ("Keynote speakers, including Anna Berg, Ph.D., and Tom Lind, told of walls.", "speaker"),
        (
            "The guests of honour for the closing session were, Anna Berg, Director of the Tide "
            "Office, and Dr Tom Lind, Minister of Ports.",
            "attendee",
        ),
    ],
)
def test_whom_an_event_featured_took_part(sentence: str, role: str) -> None:
    assert roles_of(sentence) == {"Anna Berg": role, "Tom Lind": role}


@pytest.mark.parametrize(
    ("sentence", "title"),
    [
        (
            "The closing was graced by Ms Anna Berg, the Governor of Ferrow as the chief guest.",
            "Governor of Ferrow",
        ),
        (
            "The lecture will be given by Dr Anna Berg, Chairman of the Tide Council while the "
            "welcome address will be delivered by others.",
            "Chairman of the Tide Council",
        ),
        (
            "The letter was signed by Ms Anna Berg, Director of the Tide Office, on the sidelines "
            "of the talks in Bergen.",
            "Director of the Tide Office",
        ),
        (
            "Under the leadership of Anna Berg, the Chair of the board, the company has grown.",
            "Chair of the board",
        ),
        (
            "Anna Berg, Deputy Officer at the U.S. Embassy in Ferrow, said: “The wall sinks.”",
            "Deputy Officer at the U.S. Embassy in Ferrow",
        ),
        (
            "Executive Director and co-founder of Tide Foundation, Dr. Anna Berg, said: “No.”",
            "Executive Director and co-founder of Tide Foundation",
        ),
        ("Commenting on it, Anna Berg of Ferrow Tide Association said that it sinks.",
         "Ferrow Tide Association"),
    ],
)  # fmt: skip
def test_a_title_is_whole_and_no_longer(sentence: str, title: str) -> None:
    assert titles_of(sentence)["Anna Berg"] == title


def test_a_house_that_says_something_is_nobody() -> None:
    assert titles_of("Coast University of Ferrow Institute said that the wall sinks.") == {}


_NAMED = (
    "Tide Forum opens in Bergen\n\nThe Tide Forum was held in Bergen, Norway on 5 May 2031. "
    "H.E. Salem Omar Al Nur, Minister of Ports, opened it. “The wall has sunk by a hand within ten "
    "years, and nobody has paid for it,” added {name}.\n"
)


def test_whoever_is_called_by_the_last_words_of_a_name_is_no_other() -> None:
    record = read_text(_NAMED.format(name="Al Nur")).record
    assert [person.name["en"] for person in record.people] == ["Salem Omar Al Nur"]


def test_a_name_without_its_last_words_is_asked_for() -> None:
    sentence = "The chair, Mr. Salem Omar, said that it sinks."
    record = read_text(_NAMED.format(name="Al Nur") + sentence).record
    same = [finding for finding in record.findings if finding.kind == "same_name"]
    assert [finding.params["others"] for finding in same] == [["Salem Omar Al Nur"]]


def test_highnesses_are_addressed_so() -> None:
    sentence = "It featured HH Anna Berg, Assistant Minister for Tides, and others."
    assert titles_of(sentence) == {"Anna Berg": "Assistant Minister for Tides"}


@pytest.mark.parametrize("verb", ["have signed", "have today signed", "signed"])
def test_who_have_signed_are_signatories(verb: str) -> None:
    sentence = f"Dr Anna Berg and Mr Tom Lind {verb} a Memorandum of Understanding on ports."
    assert roles_of(sentence) == {"Anna Berg": "signatory", "Tom Lind": "signatory"}
