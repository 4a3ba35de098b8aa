"""Panels below headings of their own, and lists behind a colon, in English news."""

import pytest

from forum.reader.prose.acts_en import read_sentence_en
from forum.reader.prose.mentions import Mention, Roster
from forum.reader.prose.sentences import read_paragraphs
from forum.reader.reading import Reading
from forum.reader.tables import typed_tables
from tests.reader.test_prose import read_text
from tests.reader.test_shapes import lines_of

TOLD = "The Tide Forum was held in Bergen on 6 May 2023 and brought 80 guests together."
PANELS = f"""Tide Forum looks ahead

{TOLD}

Walls and Marshes

Moderator: Ada Holm, Head of Tides, Coast Office

Panelists: Tom Falk, Editor, Sea News; Rona Lind, Chair, Dike Board and Eva Strand, Head, Marsh Aid

Tom Falk, Editor of Sea News, said that walls are dear.

Who Pays?

Moderated by Nils Berg, Head of Ports, Coast Office

Panelists: Ida Moe, Minister of Ports; Per Dahl, Mayor of Bergen

Ida Moe said that the state pays.
"""
LISTED = f"""Tide Forum looks ahead

{TOLD}

Moderator Ada Holm (Head of the Coast Office) led a panel discussion among these guests:

* Tom Falk, Editor, Sea Weekly
* Rona Lind, Chair, Dike Board
"""


def seats_of(reading: Reading) -> dict[str, tuple[str, str]]:
    """Return of each person the title of the session, and the role in it."""
    names = {person.key: person.name["en"] for person in reading.record.people}
    titles = {
        session.key: session.title.get("en", session.kind) for session in reading.record.sessions
    }
    return {
        names[appearance.person]: (titles[appearance.session], appearance.role)
        for appearance in reading.record.appearances
    }


def test_each_heading_above_labels_is_a_panel_of_its_own() -> None:
    assert seats_of(read_text(PANELS)) == {
        "Ada Holm": ("Walls and Marshes", "moderator"),
        "Tom Falk": ("Walls and Marshes", "panellist"),
        "Rona Lind": ("Walls and Marshes", "panellist"),
        "Eva Strand": ("Walls and Marshes", "panellist"),
        "Nils Berg": ("Who Pays?", "moderator"),
        "Ida Moe": ("Who Pays?", "panellist"),
        "Per Dahl": ("Who Pays?", "panellist"),
    }


def test_the_last_of_a_list_is_parted_from_the_one_before() -> None:
    titles = {person.name["en"]: person.title["en"] for person in read_text(PANELS).record.people}
    assert (titles["Rona Lind"], titles["Eva Strand"]) == (
        "Chair, Dike Board", "Head, Marsh Aid",
    )  # fmt: skip


def test_what_is_said_below_a_panels_labels_is_of_the_panel() -> None:
    reading = read_text(PANELS)
    said = {
        appearance.session: appearance.remarks["en"]
        for appearance in reading.record.appearances if appearance.remarks
    }  # fmt: skip
    assert said == {"discussion": "walls are dear.", "discussion-2": "the state pays."}


def test_those_behind_a_sentences_colon_are_of_its_session() -> None:
    assert seats_of(read_text(LISTED)) == {
        "Ada Holm": ("discussion", "moderator"),
        "Tom Falk": ("discussion", "panellist"),
        "Rona Lind": ("discussion", "panellist"),
    }


@pytest.mark.parametrize(
    ("sentence", "seats"),
    [
        (
            "She was joined by other old hands like Tom Falk of Sea Weekly, Rona Lind from "
            "Dike Watch and Eva Strand of Marsh Aid, in the same discussion.",
            {"Tom Falk": "panellist", "Rona Lind": "panellist", "Eva Strand": "panellist"},
        ),
        (
            "Head of Tides Ada Holm will speak on a featured panel, moderated by SeaTrade’s "
            "Tom Falk.",
            {"Ada Holm": "panellist", "Tom Falk": "moderator"},
        ),
        (
            "Ms Ada Holm attended the Tide Forum in Bergen at the invitation of Mr Tom Falk, and "
            "delivered an address at the Opening Ceremony.",
            {"Ada Holm": "speaker"},
        ),
    ],
)
def test_whom_a_sentence_seats(sentence: str, seats: dict[str, str]) -> None:
    acts = read_sentence_en(sentence, Roster()).acts
    roles = [(person.name, act.role) for act in acts for person in act.people]
    assert {name: role for name, role in roles if role != "attendee"} == seats


@pytest.mark.parametrize(
    "crowd",
    [
        ", and Norwegian officials from the ports",
        " and officials from the ports",
        ", together with partners from the coast",
    ],
)
def test_a_crowd_is_no_part_of_a_title(crowd: str) -> None:
    sentence = f"It was witnessed by Mr Tom Falk, Head of the Tide Office{crowd}."
    assert [
        (mention.name, mention.title) for mention in read_sentence_en(sentence, Roster()).mentions
    ] == [("Tom Falk", "Head of the Tide Office")]


def test_a_surname_behind_any_verb_of_saying_is_whose_words_they_are() -> None:
    roster = Roster(calls_by_surname=True)
    roster.add([Mention(0, 0, "Ada Holm", "en", "Head of Tides")])
    saying = read_sentence_en("“The sea is here to stay,” states Holm.", roster).saying
    assert saying is not None
    assert saying.person is not None
    assert saying.person.name == "Ada Holm"


NUMBERED = "\n\n".join(
    f"{figure}\tThe harbour board met in the old town hall on the coast and spoke of its {word}."
    for figure, word in ((2, "walls"), (3, "gates"), (4, "pumps"))
)


def test_a_tab_behind_a_figure_parts_no_cells_of_a_sentence() -> None:
    assert list(typed_tables(lines_of(NUMBERED))) == []


def test_a_figure_that_counts_paragraphs_is_no_part_of_them() -> None:
    paragraphs = read_paragraphs(lines_of(NUMBERED.replace("\t", " ")))
    assert [paragraph.text.split()[0] for paragraph in paragraphs] == ["The", "The", "The"]


def test_a_figure_that_counts_nothing_is_part_of_its_sentence() -> None:
    sentence = "50 Students of the coast schools met in the old town hall and spoke of the sea."
    assert [paragraph.text for paragraph in read_paragraphs(lines_of(sentence))] == [sentence]


CAPTIONED = f"""Tide Forum looks ahead

{TOLD}

Ms Ada Holm, Head of the Coast Office, revealed in her keynote speech that walls are dear.

Mr Tom Falk, Editor of Sea News, expounded on the ten skills of a harbour pilot.

The speakers (from left): Ms Holm and Mr Falk during the panel discussion.
"""


def test_those_of_a_picture_of_a_panel_were_in_it() -> None:
    seats = {
        (appearance.person, appearance.session, appearance.role)
        for appearance in read_text(CAPTIONED).record.appearances
    }
    assert seats >= {
        ("ada-holm", "discussion", "panellist"), ("tom-falk", "discussion", "panellist"),
    }  # fmt: skip
