"""News of somebody's visit: its days, and the talks that are part of it."""

import pytest

from forum.reader.prose.acts_en import read_sentence_en
from forum.reader.prose.mentions import Roster
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
