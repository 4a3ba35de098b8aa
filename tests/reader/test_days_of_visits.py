"""News of somebody's visit: its days, and the talks that are part of it."""

import pytest

from forum.reader.prose.acts_en import read_sentence_en
from forum.reader.prose.mentions import Roster
from forum.reader.prose.sentences import split_sentences
from forum.reader.shapes.record.name_forms import is_name_en
from tests.reader.test_prose import read_text

VISIT = """Official Visit to Norland by Minister of Ports

4 March 2031 Posted in News

1. Minister of Ports Ms Ada Holm will be on an official visit to Norland from 4 to 7 March 2031.

2. Minister Holm will deliver a keynote address at an event of the Tide Office on 7 March 2031.
"""


def test_the_days_of_a_visit_are_those_that_somebody_is_on_it() -> None:
    record = read_text(VISIT).record
    assert (str(record.start_date), str(record.end_date)) == ("2031-03-04", "2031-03-07")


def test_whoever_takes_part_in_a_chat_and_those_beside_her_discuss() -> None:
    acts = read_sentence_en(
        "Minister of Ports Ms Ada Holm will attend the Tide Conference and take part in a fireside "
        "chat with Tom Falk, President of the Dike Court, together with Rona Lind, Member of the "
        "Dike Court, to discuss walls.",
        Roster(),
    ).acts
    roles = {(person.name, act.role, act.kind) for act in acts for person in act.people}
    assert {role for role in roles if role[1] != "attendee"} == {
        ("Ada Holm", "panellist", "dialogue"), ("Tom Falk", "panellist", "dialogue"),
        ("Rona Lind", "panellist", "dialogue"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("sentence", "people"),
    [
        (
            "It will be moderated by Ada Holm, Member of the Tide Board and Managing Partner of "
            "Falk Lindgren Moe.",
            [("Ada Holm", "Member of the Tide Board and Managing Partner of Falk Lindgren Moe")],
        ),
        (
            "She will be joined by Mr Tom Falk, Minister of Justice; Dr Hab. Rona Lind, Head of "
            "the Dike Court.",
            [("Tom Falk", "Minister of Justice"), ("Rona Lind", "Head of the Dike Court")],
        ),
        (
            "It includes a chat with Minister of Ports, Ms Ada Holm, a speech by Dike Secretary Mr "
            "Tom Falk, and the launch.",
            [("Ada Holm", "Minister of Ports"), ("Tom Falk", "Dike Secretary")],
        ),
    ],
)
def test_titles_end_where_they_end(sentence: str, people: list[tuple[str, str]]) -> None:
    mentions = read_sentence_en(sentence, Roster()).mentions
    assert [(mention.name, mention.title) for mention in mentions] == people


def test_what_something_is_beside_is_no_part_of_its_name() -> None:
    headline = "Coast Office Strengthens Ties on the Side Of Norland Tide Conference"
    told = "Ms Ada Holm met Mr Tom Falk at the Tide Office on 6 May 2031."
    text = f"{headline}\n\n7 May 2031\n\n{told}\n"
    assert read_text(text).record.title == {"en": "Norland Tide Conference"}


def test_a_first_name_cut_short_ends_no_sentence() -> None:
    parts = ["She called on Ms Ma. Teresa P. Falk.", "We thanked Ms Ma.", "The sea rose."]
    assert [sentence.text for sentence in split_sentences(" ".join(parts), "en")] == parts


def test_two_people_whom_nothing_parts_are_not_one() -> None:
    assert is_name_en("Ada Holm Dr. Ada Holm") is False


def test_something_launched_today_is_launched_by_whom_it_says() -> None:
    acts = read_sentence_en("The fund was launched today by Minister Ms Ada Holm.", Roster()).acts
    assert [(act.role, [person.name for person in act.people]) for act in acts] == [
        ("launcher", ["Ada Holm"])
    ]


def test_a_name_may_hold_a_word_that_topics_begin_with() -> None:
    text = "Mr Li How Tan, Permanent Secretary, said that the tide is early."
    assert [person.name for person in read_sentence_en(text, Roster()).mentions] == ["Li How Tan"]
