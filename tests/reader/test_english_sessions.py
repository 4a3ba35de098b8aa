"""The sessions of English news and reports, by number, name and deed, and who is of them."""

from datetime import date

import pytest

from forum.reader.event_record import EN
from forum.reader.prose.acts_en import read_sentence_en
from forum.reader.prose.mentions import Mention, Roster
from forum.reader.prose.people_en import find_mentions_en
from forum.reader.reading import Shape
from forum.reader.vocabulary.shapes import DATE_LINE
from tests.reader.test_prose import read_text


def _mentions(text: str) -> list[Mention]:
    return find_mentions_en(text, Roster())


_SESSIONS = """A CONFERENCE OF DIKE BOARDS

February 8 - 9, 2031

Session I - Three Walls

Directors Eva Falk (Maine), Tom Li (Utah) and Ida Holm (Kansas) spoke of walls that they had built.

Session II - Stone

Anna Berg (North Quay) and Per Strand (Old Town) facilitated this discussion of stone.

III -The Sluice

Eva Falk (Maine) and Jo Moen (Coast Office) presented this session on the sluice.

Session IV - Money

Co-facilitated by Anna Berg (North Quay) and Tom Li (Utah), this discussion was on money.

Session V - Law

Mr. Tom Li, Director, provided opening and closing remarks for those who were there.
"""


def test_numbered_sessions_of_a_report_have_those_whom_their_paragraphs_name() -> None:
    record = read_text(_SESSIONS).record
    titles = {session.key: session.title.get(EN, "") for session in record.sessions}
    names = {person.key: person.name[EN] for person in record.people}
    assert [
        (titles[each.session or ""], names[each.person], each.role) for each in record.appearances
    ] == [
        ("Three Walls", "Eva Falk", "speaker"), ("Three Walls", "Tom Li", "speaker"),
        ("Three Walls", "Ida Holm", "speaker"), ("Stone", "Anna Berg", "moderator"),
        ("Stone", "Per Strand", "moderator"), ("The Sluice", "Eva Falk", "speaker"),
        ("The Sluice", "Jo Moen", "speaker"), ("Money", "Anna Berg", "moderator"),
        ("Money", "Tom Li", "moderator"), ("", "Tom Li", "speaker"),
    ]  # fmt: skip


def test_days_alone_below_the_title_of_a_report_are_the_event_s() -> None:
    record = read_text(_SESSIONS).record
    assert (record.start_date, record.end_date) == (date(2031, 2, 8), date(2031, 2, 9))


def test_what_an_article_begins_a_sentence_before_is_nobody() -> None:
    assert _mentions("At the Bergen Tide Spring, Minister Holm gave a welcome speech.") == []


_SIGNING = """Tide Office and Harbour Fund sign a plan

12 May 2031

1. The Tide Office of Norway and the Harbour Fund announced today that they will look after \
the old sea walls of the coast together for the next ten years.

2. The plan was signed by Ms Ada Eva Holm, Director of the Tide Office, and Mr Tom Lind, \
President of the Harbour Fund at the 3rd Coast Conference held in Bergen today.

3. Ms Ada Holm has welcomed the plan of the two houses and said: “The sea was here before us.”
"""


def test_a_name_without_its_middle_part_is_the_longer_one() -> None:
    record = read_text(_SIGNING).record
    assert [person.name["en"] for person in record.people] == ["Ada Eva Holm", "Tom Lind"]
    assert [seat.person for seat in record.appearances if seat.remarks] == ["ada-eva-holm"]


def test_whoever_was_called_by_the_shorter_name_before_is_another() -> None:
    first = "At the 3rd Coast Conference Mr Tom Berg, Minister of Ports, opened the talks."
    later = "Mr Tom Eric Berg, President of the Harbour Fund, spoke of walls."
    record = read_text(
        f"Coast Conference ends\n\n{first}\n\n{later}\n\nTom Berg said: “Go.”\n"
    ).record
    said = [seat.person for seat in record.appearances if "Go." in seat.remarks.get("en", "")]
    assert ([person.name["en"] for person in record.people], said) == (
        ["Tom Berg", "Tom Eric Berg"], ["tom-berg"],
    )  # fmt: skip


def test_where_somebody_holds_a_post_is_not_the_event_at_which_she_is() -> None:
    titles = {person.name["en"]: person.title["en"] for person in read_text(_SIGNING).record.people}
    assert titles["Tom Lind"] == "President of the Harbour Fund"


def test_what_is_announced_today_introduces_the_event() -> None:
    introduction = read_text(_SIGNING).record.introduction["en"]
    assert introduction.startswith("The Tide Office of Norway and the Harbour Fund announced today")


_PANEL = """Flood Panel 2031

The Flood Panel 2031 was held in Bergen on 8 May 2031. Self-closing gates were shown there.

Moderators were Ms. Anna Berg, Director of the Coast Office and Dr. Tom Li, Head of the Tide Bank.

Ms. Eva Falk, Warden of the Old Gate, said that the wall was too low. She asked for three new gates.
"""


def test_an_event_that_is_called_a_panel_is_one() -> None:
    reading = read_text(_PANEL)
    record = reading.record
    assert [session.kind for session in record.sessions] == ["discussion"]
    assert [(each.person, each.role) for each in record.appearances] == [
        ("anna-berg", "moderator"), ("tom-li", "moderator"), ("eva-falk", "speaker"),
    ]  # fmt: skip
    assert [value.path for value in reading.guesses if value.path.endswith(".session")] == []


_NAMED_SESSIONS = """Harbour Week 2031 concludes

The Harbour Week 2031 was held from 3 to 5 May 2031 in Malta.

Ms Eva Strand, Minister of Ports, gave a welcome speech and participated in a panel discussion \
on the topic of “Walls or marshes”.

In the ‘Who pays for buoys’ panel, panellists shared what they had learned on the coast.

“Nobody pays who does not see the sea, and those who see it have paid for long enough,” Dr Tom \
Lind, Professor, Coast University; Chair, Buoy Board said.

During the Coast Survey Workshop, supported by the Chart Fund and titled ‘Lines that move’, the \
trainers discussed how to read old charts.

The Week ended with a lively debate on the motion ‘Marshes are better than walls’, which was won \
by the marshes.
"""


def test_sessions_that_sentences_name_are_sessions() -> None:
    record = read_text(_NAMED_SESSIONS).record
    assert [
        (session.kind, session.heading.get(EN, ""), session.title.get(EN, ""))
        for session in record.sessions
    ] == [
        ("opening", "", ""),
        ("discussion", "", "Walls or marshes"),
        ("discussion", "Who pays for buoys panel", ""),
        ("other", "Coast Survey Workshop", "Lines that move"),
        ("discussion", "Debate", "Marshes are better than walls"),
    ]
    assert [organization.name[EN] for organization in record.organizations] == ["Chart Fund"]


def test_whoever_gave_a_speech_and_did_more_did_both() -> None:
    record = read_text(_NAMED_SESSIONS).record
    seats = [
        (seat.session, seat.role) for seat in record.appearances if seat.person == "eva-strand"
    ]
    assert seats == [("opening", "speaker"), ("discussion", "panellist")]


def test_a_further_post_behind_a_semicolon_is_of_the_title() -> None:
    titles = {
        person.key: person.title.get(EN) for person in read_text(_NAMED_SESSIONS).record.people
    }
    assert titles["tom-lind"] == "Professor, Coast University; Chair, Buoy Board"


@pytest.mark.parametrize(
    ("called", "speaker"), [("TBN Director", "anna-berg"), ("Fund Director", None)]
)
def test_a_post_is_somebodys_whose_title_has_all_of_its_words(
    called: str, speaker: str | None
) -> None:
    record = read_text(
        "The Harbour Forum 2031 was held in Malta on 3 May 2031.\n\n"
        "Ms Anna Berg, Director, Tide Board of Norway (TBN), the oldest house on the "
        f"coast, gave a talk. The {called} said that “all of the walls have to be raised soon”."
    ).record
    said = [seat.person for seat in record.appearances if seat.remarks]
    assert said == [speaker] * bool(speaker)


def test_what_a_house_is_does_not_belong_to_a_title() -> None:
    mention = _mentions("Ms Anna Berg, Director, Tide Board, the oldest house on the coast, spoke.")
    assert [person.title for person in mention] == ["Director, Tide Board"]


_TIDES = """\
Tide Lab Days

Workshop Report

Executive Summary

The lab held a workshop of two days in Bergen on 5 and 6 May 2031, hosted by the Coast Office \
and with the generous sponsorship of Quay Works, Mole Press and Pier House.

What the harbour needs

The talks of the morning gave all of those who came a first view of the harbour and its walls.

Anna Berg (Tide Lab), the workshop chair, reminded everyone of the walls that stand.

Several ways to raise walls that stand in the sea were presented:

• Tom Li (Coast Office of Bergen) showed how a wall is raised
• Eva Strand (QW2) shed light on the cost of it
"""


@pytest.mark.parametrize("bullet", "•*-")
def test_a_section_without_a_word_for_a_session_holds_all_that_stands_below_it(
    bullet: str,
) -> None:
    reading = read_text(_TIDES.replace("•", bullet))
    (session,) = reading.record.sessions
    assert (reading.shape, session.title) == (Shape.REPORT, {"en": "What the harbour needs"})
    assert [line.split()[0] for line in session.summary["en"].split("\n")] == ["The", "Several"]
    assert [(person.name["en"], person.title["en"]) for person in reading.record.people] == [
        ("Anna Berg", "Tide Lab"), ("Tom Li", "Coast Office of Bergen"), ("Eva Strand", "QW2"),
    ]  # fmt: skip
    assert [organization.name["en"] for organization in reading.record.organizations] == [
        "Coast Office"
    ]
    assert "two days in Bergen" in reading.record.introduction["en"]


def test_spaces_that_keep_words_together_part_them_as_others_do() -> None:
    spaced = "Anna\xa0Berg, Director of the Tide\u202fOffice, said that walls hold."
    text = "Harbour Forum Opens\n\nBERGEN, 5 May 2031 – The Harbour Forum was held here.\n\n"
    plain = spaced.replace("\xa0", " ").replace("\u202f", " ")
    readings = [read_text(text + told).record.people for told in (spaced, plain)]
    assert readings[0] == readings[1]
    assert [dict(person.name) for person in readings[0]] == [{"en": "Anna Berg"}]


@pytest.mark.parametrize(
    "day", ["3 June 2031", "3rd June 2031", "3rd June, 2031", "June 3rd, 2031"]
)
def test_a_line_that_is_the_day_of_news_may_number_it_in_words(day: str) -> None:
    assert DATE_LINE.fullmatch(day)


@pytest.mark.parametrize("verb", ["opined", "commented"])
def test_a_verb_of_saying_ends_a_title(verb: str) -> None:
    (mention,) = _mentions(f"Director of the Tide Office Anna Berg {verb} that walls hold.")
    assert (mention.name, mention.title) == ("Anna Berg", "Director of the Tide Office")


@pytest.mark.parametrize(
    ("sentence", "acts"),
    [
        (
            "Ms Anna Berg will officiate at the launch of the Tide Centre, along with Dr Tom Li.",
            [(["Tom Li"], "speaker", "launch"), (["Anna Berg"], "speaker", "launch")],
        ),
        (
            "Dr Tom Li and Ms Eva Falk – the authors of the atlas – led a lively panel discussion.",
            [(["Tom Li", "Eva Falk"], "panellist", "discussion")],
        ),
        (
            "The editors of the atlas – Dr Tom Li and Ms Eva Falk – led a discussion on its maps.",
            [(["Tom Li", "Eva Falk"], "panellist", "discussion")],
        ),
        ("Dr Tom Li led a panel on storms.", [(["Tom Li"], "moderator", "discussion")]),
        (
            "Dr Tom Li will attend the Harbour Forum, where he will deliver the keynote address.",
            [(["Tom Li"], "speaker", "keynote"), (["Tom Li"], "attendee", "")],
        ),
    ],
)
def test_who_launches_or_leads_what(sentence: str, acts: list[tuple[list[str], str, str]]) -> None:
    reading = read_sentence_en(sentence, Roster())
    assert [
        ([mention.name for mention in act.people], act.role, act.kind) for act in reading.acts
    ] == acts


@pytest.mark.parametrize(
    ("sentence", "people"),
    [
        (
            "The launch was officiated by Chief Judge of Norland Honourable Justice Anna Berg, "
            "Norland’s Minister of State (Special Duties) for Law and Justice H.E. Tom Li, and "
            "Attorney-General for Norland P. Moen.",
            [
                ("Anna Berg", "Chief Judge of Norland"),
                ("Tom Li", "Norland’s Minister of State (Special Duties) for Law and Justice"),
                ("P. Moen", "Attorney-General for Norland"),
            ],
        ),
        (
            "Mr Per Moe, Head of Tides, Dr Ola Vik and Ms Mia Lund spoke.",
            [("Per Moe", "Head of Tides"), ("Ola Vik", ""), ("Mia Lund", "")],
        ),
    ],
)
def test_each_of_a_list_has_her_own_title(sentence: str, people: list[tuple[str, str]]) -> None:
    mentions = find_mentions_en(sentence, Roster())
    assert [(mention.name, mention.title) for mention in mentions] == people


def test_what_somebody_will_do_is_no_word_of_hers() -> None:
    record = read_text(
        "Harbour Forum opens on 4 March 2031\n\n3 March 2031\n\nMinister for Ports Anna Berg will "
        "attend the Harbour Forum on 4 March 2031, where she will deliver the keynote address. She "
        "will also visit the quay and the old lighthouse with the pilots of the town.\n"
    ).record
    assert [(guest.role, guest.remarks) for guest in record.appearances] == [("speaker", {})]
