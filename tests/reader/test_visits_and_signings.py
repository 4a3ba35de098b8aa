"""News of visits and signings: who met whom, who signed for which house, what it was part of."""

import pytest

from forum.reader.event_record import EN
from forum.reader.prose.acts_en import read_sentence_en
from forum.reader.prose.event_names import name_in_sentence
from forum.reader.prose.mentions import Mention, Roster
from forum.reader.prose.people_en import find_mentions_en
from tests.reader.test_prose import read_text


def _mentions(text: str) -> list[Mention]:
    return find_mentions_en(text, Roster())


@pytest.mark.parametrize(
    ("sentence", "people"),
    [
        (
            "Talks were held with Malta’s Minister of Trade Carl Maria Lund de Vries, Norway "
            "Minister of Tides Dr Eva Strand, and others.",
            [
                ("Carl Maria Lund de Vries", "Malta’s Minister of Trade"),
                ("Eva Strand", "Norway Minister of Tides"),
            ],
        ),
        (
            "She will call on Minister for Ports Anna Berg and Senior Minister of State for Tides "
            "and Health Tom Lind.",
            [
                ("Anna Berg", "Minister for Ports"),
                ("Tom Lind", "Senior Minister of State for Tides and Health"),
            ],
        ),
        (
            "The group will comprise Ambassador for Coastal Law Eva Strand and officials.",
            [("Eva Strand", "Ambassador for Coastal Law")],
        ),
        (
            "Minister for Ports Ms Anna Berg, SC met with the crews.",
            [("Anna Berg", "Minister for Ports")],
        ),
        (
            "It is chaired by Justice Anna Berg, Justice of the Tide Court, and comprises members "
            "from the Harbour Police Force, the Tide Office, and the Bar.",
            [("Anna Berg", "Justice of the Tide Court")],
        ),
        (
            "Minister of Ports Ms Anna Berg (“Minister Berg”) led the visit.",
            [("Anna Berg", "Minister of Ports")],
        ),
        (
            "It was signed by Minister of Justice Mr Park Min Ho during a ceremony.",
            [("Park Min Ho", "Minister of Justice")],
        ),
    ],
)
def test_people_of_visits_and_signings_have_their_whole_names_and_titles(
    sentence: str, people: list[tuple[str, str]]
) -> None:
    assert [(mention.name, mention.title) for mention in _mentions(sentence)] == people


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        (
            "They met at the side of the Tide Convention Signing Ceremony and Conference, held "
            "in Bergen.",
            "Tide Convention Signing Ceremony and Conference",
        ),
        (
            "The crews gathered to see the Tide School, that was announced by the Minister, at the "
            "32nd Tide Summit on 2 May.",
            "",
        ),
    ],
)
def test_a_ceremony_belongs_to_a_name_and_what_was_announced_elsewhere_does_not(
    sentence: str, name: str
) -> None:
    assert name_in_sentence(sentence, EN) == name


def test_events_of_a_quotation_and_countries_in_a_row_are_no_event_and_no_place() -> None:
    record = read_text(
        "Forty Harbours Sign Tide Charter\n\n7 May 2027\n\n"
        "Forty harbours, among them the largest in Asia, China, India and Malta, met in Bergen "
        "today and signed the charter.\n\n"
        "Minister for Ports Ms Anna Berg said, “This is a great week for us: the Harbour Society "
        "held its Third Coastal Arbitration Conference yesterday, and more is to come.”\n"
    ).record
    assert record.title == {EN: "Forty Harbours Sign Tide Charter"}
    assert record.country == {}


def test_whoever_represents_a_house_signs_for_it() -> None:
    reading = read_sentence_en(
        "Norway, represented by Minister for Ports Anna Berg, was the first signatory.", Roster()
    )
    assert [(act.role, [person.name for person in act.people]) for act in reading.acts] == [
        ("signatory", ["Anna Berg"])
    ]


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("Surge International, a federation of 40 members, opened its office.", []),
        ("We met Dr Tun Mei and U Tun Tun Mei.", ["Tun Mei"]),
        ("Tun Abdul Lund opened it.", ["Abdul Lund"]),
    ],
)
def test_a_federation_is_nobody_and_a_name_may_begin_as_an_honour_does(
    sentence: str, names: list[str]
) -> None:
    assert [mention.name for mention in _mentions(sentence)] == names


def test_letters_before_a_surname_that_was_met_are_an_office() -> None:
    roster = Roster(calls_by_surname=True)
    roster.add_name({EN: "Anna Berg"})
    mentions = find_mentions_en("SMS Berg will speak at the quay.", roster)
    assert [mention.name for mention in mentions] == ["Anna Berg"]


def test_whoever_was_met_says_nothing() -> None:
    reading = read_sentence_en(
        "Minister Anna Berg met with Malta Minister of Trade Tom Lind and discussed the surge.",
        Roster(),
    )
    assert reading.saying is None
