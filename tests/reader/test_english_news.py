"""Forms of English news: titles of several parts, surnames behind quotations, days, hosts."""

from datetime import date

import pytest

from forum.reader.event_record import EN, EventRecord
from forum.reader.prose.mentions import Mention, Roster
from forum.reader.prose.people_en import find_mentions_en
from forum.reader.prose.sentences import split_sentences
from forum.reader.reading import Certainty
from tests.reader.test_prose import read_text
from tests.reader.test_wide_prose import subjects

_NEWS = """Harbour Week 2031 Concludes, Attended by More Than 900 Guests

12 September 2031

1. The Harbour Week (HW) 2031 came to a close after a fine run from 28 August to 1 September 2031. \
Organised by the Ministry of Tides (“MinTide”) in collaboration with the Coast Institute (CI), it \
was held in Harbour Chambers, Malta.

2. In her welcome address at the opening, Minister for Ports, Coasts and Youth, and Second \
Minister for Tides, Ms Anna Berg SC said, “The sea has always been here. We have not.”

3. "Tides are prime assets," said Dr. Lindqvist. Tide Office Director, Dr. Tom Lindqvist, also \
presented a copy of the Tide Table to Minister Berg.

4. The Chair also visited the Pavilions at the Coast Fair and hosted a dinner with the press.
"""


@pytest.fixture
def record() -> EventRecord:
    return read_text(_NEWS).record


def _mentions(text: str) -> list[Mention]:
    return find_mentions_en(text, Roster())


@pytest.mark.parametrize(
    ("sentence", "title"),
    [
        (
            "Minister for Ports, Coasts and Youth, and Second Minister for Tides Ms Anna Berg said "
            "that the sea rises.",
            "Minister for Ports, Coasts and Youth, and Second Minister for Tides",
        ),
        (
            "Ms Anna Berg, Chair of the Tide Board (2030 – 2031), opened the forum.",
            "Chair of the Tide Board (2030 – 2031)",
        ),
        (
            "Coast Minister of State, Ministry of Ports and Ministry of Tides, Anna Berg, SC said, "
            "“Welcome.”",
            "Coast Minister of State, Ministry of Ports and Ministry of Tides",
        ),
        ("Tide Chambers Chairman, Anna Berg SC said, “Welcome.”", "Tide Chambers Chairman"),
        (
            "In an exchange with Ms Anna Berg, Director of the Tide Office, the audience voted on "
            "ten needs.",
            "Director of the Tide Office",
        ),
    ],
)
def test_a_title_of_several_parts_is_whole(sentence: str, title: str) -> None:
    (mention,) = _mentions(sentence)
    assert (mention.name, mention.title) == ("Anna Berg", title)


def test_a_title_behind_a_name_is_not_that_of_the_next() -> None:
    titles = [
        (mention.name, mention.title)
        for mention in _mentions(
            "Mr Tom Lindqvist, Minister of Ports, and Second Minister for Tides Ms Anna Berg spoke."
        )
    ]
    assert titles[1] == ("Anna Berg", "Second Minister for Tides")


def test_an_initial_and_a_particle_belong_to_a_name() -> None:
    names = [
        mention.name
        for mention in _mentions(
            "They met Norway’s Secretary of Justice Tom I. Lindqvist, and Dr Issa bin Saad Al "
            "Bahri Al Darwish."
        )
    ]
    assert names == ["Tom I. Lindqvist", "Issa bin Saad Al Bahri Al Darwish"]


def test_a_headlines_verb_is_no_part_of_a_name() -> None:
    names = [mention.name for mention in _mentions("Tide Chief Dr Anna Berg Opens Harbour Forum")]
    assert names == ["Anna Berg"]


def test_a_surname_behind_words_is_nobody_new(record: EventRecord) -> None:
    assert [person.name for person in record.people] == [{EN: "Anna Berg"}, {EN: "Tom Lindqvist"}]


def test_a_lead_in_is_no_part_of_what_was_said(record: EventRecord) -> None:
    (words,) = (item.remarks[EN] for item in record.appearances if "sea" in str(item.remarks))
    assert words == "“The sea has always been here. We have not.”"


def test_days_that_a_sentence_gives_with_the_name_are_the_events(record: EventRecord) -> None:
    assert (record.start_date, record.end_date) == (date(2031, 8, 28), date(2031, 9, 1))


def test_a_house_before_a_country_is_no_city(record: EventRecord) -> None:
    assert (record.venue, record.city, record.country) == (
        {EN: "Harbour Chambers"},
        {},
        {EN: "Malta"},
    )


def test_hosts_have_names_without_what_they_are_called_for_short(record: EventRecord) -> None:
    assert [(item.role, item.name[EN]) for item in record.organizations] == [
        ("organizer", "Ministry of Tides"),
        ("supporter", "Coast Institute"),
    ]


_WEEK = """TideCon31 Concluded

18 November 2031

TideCon31, the 2031 Tide Conference, was successfully concluded on Nov. 2-3, 2031 at the harbour. \
The conference was supported by international foundations including the Coast Foundation (CF), \
Harbour Foundation, and Seawall Foundation. The Director of the Coast Office, Ms Anna Berg, said \
that tides are prompt.

On the evening of the first day of the conference (November 2nd), TideCon31 hosted the Tide Night. \
Mr Tom Lindqvist, Head of the Tide Office, and the Coast Media team conducted talks with guests.
"""


def test_a_point_behind_a_month_ends_no_sentence() -> None:
    record = read_text(_WEEK).record
    assert (record.start_date, record.end_date) == (date(2031, 11, 2), date(2031, 11, 3))


def test_what_kind_hosts_are_is_no_host_and_the_event_hosts_nothing() -> None:
    assert [(item.role, item.name[EN]) for item in read_text(_WEEK).record.organizations] == [
        ("supporter", "Coast Foundation"),
        ("supporter", "Harbour Foundation"),
        ("supporter", "Seawall Foundation"),
    ]


def test_a_title_ends_where_somebody_else_does_something() -> None:
    titles = {item.name: item.title for item in _mentions(_WEEK.rpartition("Night. ")[2])}
    assert titles == {"Tom Lindqvist": "Head of the Tide Office"}


_LETTERED = """Tide Week 2031 Concludes

12 September 2031

1.\tTide Week 2031 was held from 29 August to 2 September 2031.

2.\tJointly organised by the Ports Office and the Coast Fund, the Tide Academy was held in May.

3.\tGuests shared what they took home:

a.\tMs Anna Berg, Director of the Tide Office, said: “The tide waits for nobody who is late.”

b.\tMr Tom Lindqvist, Head of the Harbour Board, said: “I liked the talks, and the sea as well.”

ii.\tMs Ada Holm, Chair of the Seawall Fund, said: “A wall is a promise that others must keep.”
"""


def test_a_letter_and_a_tab_before_a_paragraph_make_no_table() -> None:
    assert [person.name[EN] for person in read_text(_LETTERED).record.people] == [
        "Anna Berg",
        "Tom Lindqvist",
        "Ada Holm",
    ]


def test_what_hosts_held_is_no_host() -> None:
    assert [item.name[EN] for item in read_text(_LETTERED).record.organizations] == [
        "Ports Office",
        "Coast Fund",
    ]


_OPENED_AND_CLOSED = """National Conference on Tides

29 June 2031

The conference was inaugurated by Padmashree Dr. Anna Berg, Head, Tide Office. Eminent speakers \
from the ports were Mr. Tom Lind, Director of the Harbour Board, and Ms. Ada Holm, \
Chair of the Seawall Fund.

On the last day Shri Olav Dahl, Director of the Coast Board, gave the valedictory address.
"""


def test_who_inaugurates_and_who_bids_farewell_speak_at_its_opening_and_closing() -> None:
    record = read_text(_OPENED_AND_CLOSED).record
    kinds = {session.key: session.kind for session in record.sessions}
    assert [(a.person, kinds[a.session], a.role) for a in record.appearances] == [
        ("anna-berg", "opening", "speaker"),
        ("tom-lind", "keynote", "speaker"),
        ("ada-holm", "keynote", "speaker"),
        ("olav-dahl", "closing", "speaker"),
    ]


def test_letters_behind_a_name_do_not_begin_its_title() -> None:
    (mention,) = _mentions("Ms Anna Berg, SC, Maltese Minister of Ports, opened the forum.")
    assert mention.title == "Maltese Minister of Ports"


def test_whoever_spoke_before_a_signing_did_not_speak_at_it() -> None:
    record = read_text(
        "Harbour Week 2031 was held in Malta on 3 September 2031. It drew 900 guests.\n\n"
        "“The sea has always been here,” said Ms Anna Berg, Minister of Ports, on the eve of the "
        "signing of the Tide Table.\n"
    ).record
    assert "signing" not in {session.kind for session in record.sessions}


def test_the_words_of_a_headline_that_tells_of_somebody_are_asked_for() -> None:
    record = read_text(
        "Anna Berg Outlined Steps To Take Malta Convention Further\n\n"
        "Ms Anna Berg, Minister of Ports, said that more countries will have to sign the "
        "convention before it can be used by shipping companies in all of the harbours.\n\n"
        "Ms Berg said that the Harbour Forum was held in Malta last year.\n"
    ).record
    asked = [(each.kind, each.case) for each in record.findings if each.kind == "guess"]
    assert ("guess", "title") in asked


_FORUM = (
    "Harbour Forum 2031 Concludes\n\nThe Harbour Forum 2031 was held in Malta on 3 May 2031.\n\n"
    "The Forum was opened by Ms. Eva Strand, Minister of Ports.\n\n"
)


def _seats(sentence: str) -> set[tuple[str, str, str]]:
    """Return who is in which session but the opening, by its kind, and as what."""
    record = read_text(_FORUM + sentence).record
    kinds = {session.key: session.kind for session in record.sessions}
    names = {person.key: person.name[EN] for person in record.people}
    return {
        (names[seat.person], kinds[seat.session], seat.role) for seat in record.appearances
        if kinds[seat.session] != "opening"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Mr. Tom Lind, Director of the Tide Office, shared his way to the sea in a fireside "
            "chat during the Forum.",
            ("Tom Lind", "dialogue", "speaker"),
        ),
        (
            "Mr. Tom Lind, Director of the Tide Office, explained the new rules for harbours "
            "during a lively panel discussion.",
            ("Tom Lind", "discussion", "speaker"),
        ),
        (
            "Mr. Tom Lind, Director of the Tide Office, who participated as the lead facilitator "
            "of the Reefs, Rocks and Rescue event on 3 May, was glad.",
            ("Tom Lind", "other", "moderator"),
        ),
    ],
)
def test_the_words_behind_a_verb_tell_the_session(
    sentence: str, expected: tuple[str, str, str]
) -> None:
    assert _seats(sentence) == {expected}


def test_people_of_a_country_tell_together() -> None:
    record = read_text(
        f"{_FORUM}Professor Tom Lind, Coast University, and Dr. Ada Weiss, Norway also showcased "
        "their models of the tide."
    ).record
    spoke = {record.people[0].key: "Eva Strand"}
    assert len(record.appearances) == len(spoke) + 2


def test_an_acronym_behind_a_post_is_where_it_is_held() -> None:
    mentions = _mentions(
        "It was attended by Dr. Anna Berg, Director TIDE Bergen who inaugurated the fair."
    )
    assert [(mention.name, mention.title) for mention in mentions] == [
        ("Anna Berg", "Director TIDE Bergen")
    ]


def test_whoever_opened_it_and_did_more_said_nothing_by_it() -> None:
    record = read_text(
        f"{_FORUM}Dr. Anna Berg, Director of the Tide Office, inaugurated the conference and set "
        "the agenda for the coming years."
    ).record
    assert [seat.remarks for seat in record.appearances if seat.remarks] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The harbour silts.Guests came early.", ["The harbour silts.", "Guests came early."]),
        ("It is told on tide.Example, they say.", ["It is told on tide.Example, they say."]),
    ],
)
def test_a_lost_space_ends_a_sentence_all_the_same(text: str, expected: list[str]) -> None:
    assert [sentence.text for sentence in split_sentences(text, EN)] == expected


def test_where_the_next_edition_will_be_held_is_no_place_of_this_one() -> None:
    record = read_text(
        f"{_FORUM}Dr. Anna Berg, Director of the Tide Office, announced that the next edition will "
        "be held in Bergen, Norway, on 4 May 2032."
    ).record
    assert record.city.get(EN) != "Bergen"


@pytest.mark.parametrize(
    "said",
    [
        "The upcoming forum will be held in Bergen on 23 March 2031, hosted by the Tide Fund.",
        "The forthcoming forum takes place on 23 March 2031, hosted by the Tide Fund.",
        "The 5th Tide Forum, the next edition of the series, was held in Bergen on 23 March 2031 "
        "and hosted by the Tide Fund.",
        "The next forum will be held in Bergen on 23 March 2031, hosted by the Tide Fund.",
    ],
)
def test_what_is_announced_has_its_day_and_host(said: str) -> None:
    record = read_text(
        f"Tide Forum\n\n{said} Dr. Anna Berg, Director of the Tide Fund, spoke."
    ).record
    names = [host.name for host in record.organizations]
    assert (record.start_date, names) == (date(2031, 3, 23), [{EN: "Tide Fund"}])


def test_whether_the_next_edition_is_the_event_is_asked_where_no_other_has_a_day() -> None:
    said = "The next forum will be held in Bergen on 23 March 2031, hosted by the Tide Fund."
    record = read_text(
        f"Tide Forum\n\n{said} Dr. Anna Berg, Director of the Tide Fund, spoke."
    ).record
    assert subjects(record, "guess") >= {"2031-03-23", "Bergen", "Tide Fund"}


def test_whoever_wraps_up_an_event_closes_it() -> None:
    said = (
        "Wrapping up the Forum, Captain Anna Berg, Director of the Tide Office, said that tides "
        "turn."
    )
    assert _seats(said) == {("Anna Berg", "closing", "speaker")}


def test_whose_words_echo_others_spoke_where_they_did() -> None:
    sentence = "The Forum was opened by Ms. Eva Strand, Minister of Ports."
    text = _FORUM.replace(
        sentence, f"{sentence} Her words were echoed by Dr. Tom Lind, Director of the Tide Office."
    )
    record = read_text(text).record
    assert {seat.session for seat in record.appearances} == {"opening"}
    assert len(record.appearances) == 2


def test_who_contributed_is_told_of() -> None:
    sentence = (
        "In the second panel, the audience asked for more. It featured contributions from "
        "Lt. Col. Tom Lind (Tide Office), Ada Weiss and Eva Maas."
    )
    assert {name for name, _kind, _role in _seats(sentence)} == {
        "Tom Lind", "Ada Weiss", "Eva Maas"
    }  # fmt: skip


def test_an_institution_behind_an_article_is_nobody() -> None:
    mentions = _mentions(
        "Keynote speakers included Dr. Anna Berg, chief scientist at the Red Reef Observatory, and "
        "Dr. Tom Lind of the Coast Navy."
    )
    assert [mention.name for mention in mentions] == ["Anna Berg", "Tom Lind"]


def test_entries_that_semicolons_part_are_told_with_the_list() -> None:
    sentence = (
        "A panel on tides featured Anna Berg, co-founder of WaveHouse; Tom Lind of TideCo; and Eva "
        "Maas, who left the sea."
    )
    assert _seats(sentence) == {
        (name, "discussion", "panellist") for name in ("Anna Berg", "Tom Lind", "Eva Maas")
    }


def test_the_day_on_which_an_event_concluded_is_asked_for() -> None:
    record = read_text(
        "Harbour Forum Draws a Crowd\n\nThe Harbour Forum concluded on Friday, 11 May 2029, in "
        "Malta.\n\nMs. Eva Strand, Minister of Ports, said that tides turn.\n"
    ).record
    asked = {finding.subject for finding in record.findings if finding.kind == "guess"}
    assert record.start_date == date(2029, 5, 11)
    assert "2029-05-11" in asked


def test_with_whose_support_it_was_held_is_no_part_of_the_hosts_name() -> None:
    record = read_text(
        "Harbour Forum 2031\n\nThe Harbour Forum 2031 was held in Malta on 3 May 2031, convened by "
        "the Coast Alliance with support from the Tide Foundation.\n\n"
        "Ms. Eva Strand, Minister of Ports, said that tides turn.\n"
    ).record
    assert {(host.role, host.name[EN]) for host in record.organizations} == {
        ("host", "Coast Alliance"), ("supporter", "Tide Foundation"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("beside", "asked"),
    [
        ("in conjunction with the Reef Cup, known as the Coral, hosted by the Coast Office", True),
        ("alongside the Reef Cup, organised by the Coast Office", True),
        ("alongside the Reef Cup and organised by the Coast Office", False),
        ("in May. The forum was organised by the Coast Office", False),
    ],
)
def test_whoever_hosts_what_took_place_beside_an_event_is_asked_for(
    beside: str, asked: bool
) -> None:
    text = f"Tide Forum 2031 held\n\n12 September 2031\n\nThe Tide Forum was held {beside}.\n"
    reading = read_text(text)
    assert [house.name[EN] for house in reading.record.organizations] == ["Coast Office"]
    assert any(value.path.startswith("organizations.") for value in reading.guesses) is asked


_DEBATE = """Are the harbours lost?

On Thursday 8 May 2031, three experts came to Coast University for a debate organised by the Tide \
Circle. Joining the debate were Professor Anna Berg, Director of the Tide Office, and Tom Lind, \
Senior Fellow at the Coast Institute.

Although the title was bold, both agreed that walls cost money. Prof. Berg started by stressing \
that the sea rises. She insisted that quays have a future.

Tom Lind took a far darker view, saying that sand does not stay where it is put. He noted that no \
wall lasts.
"""


def test_who_joins_a_debate_sits_on_it_and_speaks_there() -> None:
    record = read_text(_DEBATE).record
    [debate] = record.sessions
    assert (debate.kind, dict(debate.heading)) == ("discussion", {"en": "Debate"})
    assert [(seat.person, seat.role) for seat in record.appearances] == [
        ("anna-berg", "panellist"), ("tom-lind", "panellist"),
    ]  # fmt: skip


def test_words_that_no_verb_of_saying_begins_are_told_whole() -> None:
    remarks = [seat.remarks["en"] for seat in read_text(_DEBATE).record.appearances]
    assert [text.split(" the ")[0] for text in remarks] == [
        "Prof. Berg started by stressing that",
        "Tom Lind took a far darker view, saying that sand does not stay where it is put. He noted "
        "that no wall lasts.",
    ]


_CLUB_DEBATE = """# Are walls a risk?

## Seawall Debate

Colleagues introduced the speakers on the evening. We were lucky enough to have Anna Berg and \
Tom Lind arguing for the walls. Anna is a Coast University doctoral student, and host of a fine \
podcast. Tom is a professor at Tide College. For the other side, was Eva Falk. Eva is the Deputy \
Editor at Harbour Magazine, and writes a letter. Jo Strand, a freelance journalist, who has \
written of sand, was moderating.

Anna opened the debate. She argued that walls hold for a hundred years and that sand does not, so \
that nobody on the coast can do without them. Stones are cheap.

After Anna, came Eva. She eased her way into her argument with a story of a wall. Walls sink, and \
whoever builds them pays twice for it, once now and once in thirty years.

Finally, it was Tom’s turn. The tide waits for nobody, and neither should those who live beside it \
and have seen it rise for thirty years.
"""


def test_speakers_of_a_debate_are_called_by_their_given_names() -> None:
    record = read_text(_CLUB_DEBATE).record
    [debate] = record.sessions
    assert {(seat.person, seat.session, seat.role) for seat in record.appearances} == {
        ("anna-berg", debate.key, "panellist"),
        ("tom-lind", debate.key, "panellist"),
        ("eva-falk", debate.key, "panellist"),
        ("jo-strand", debate.key, "moderator"),
    }


def test_what_a_sentence_says_that_somebody_is_is_the_title() -> None:
    record = read_text(_CLUB_DEBATE).record
    assert {person.key: dict(person.title) for person in record.people} == {
        "anna-berg": {"en": "Coast University doctoral student"},
        "tom-lind": {"en": "professor at Tide College"},
        "eva-falk": {"en": "Deputy Editor at Harbour Magazine"},
        "jo-strand": {"en": "freelance journalist"},
    }


def test_whose_turn_it_is_begins_what_is_said() -> None:
    record = read_text(_CLUB_DEBATE).record
    begun = {seat.person: seat.remarks["en"][:26] for seat in record.appearances if seat.remarks}
    assert begun == {
        "anna-berg": "walls hold for a hundred y",
        "eva-falk": "After Anna, came Eva. She ",
        "tom-lind": "Finally, it was Tom’s turn",
    }


@pytest.mark.parametrize(
    "sentence", ["Rain is a problem.", "After lunch, came Tea.", "Tide is a bank."]
)
def test_a_word_that_is_nobody_s_name_has_no_turn(sentence: str) -> None:
    assert _mentions(sentence) == []


def test_several_of_whom_brackets_tell_whence_they_come_are_people() -> None:
    mentions = _mentions("Eva Falk (Norway), Tom Li (QTD) and Ida Holm (North Quay) presented it.")
    assert [(mention.name, mention.title, mention.certainty) for mention in mentions] == [
        ("Eva Falk", "", Certainty.GUESS), ("Tom Li", "QTD", Certainty.GUESS),
        ("Ida Holm", "North Quay", Certainty.GUESS),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "Blue Harbour (BH) and Red Quay (RQ) were rebuilt.",
        "Eva Falk (Norway) was there.",
        "Tide Office (Norway) and Coast Board (Malta) signed it.",
    ],
)
def test_short_forms_and_houses_beside_brackets_are_nobody(text: str) -> None:
    assert _mentions(text) == []


@pytest.mark.parametrize("letters", ["S.C.", "Q.C.", "K.C."])
@pytest.mark.parametrize(
    "behind", [", Dike Board Member, opened it.", " opened it.", ", said: “It is.”"]
)
def test_letters_with_points_are_no_initials(letters: str, behind: str) -> None:
    (mention,) = _mentions(f"Ms Anna Berg {letters}{behind}")
    assert mention.name == "Anna Berg"


def test_a_deed_of_a_day_is_not_the_event_for_certain() -> None:
    record = read_text(
        "Tide Conference Adopts a New Treaty\n\n18 May 2031\n\nA treaty on tides, called after the "
        "country that hosted the talks, was adopted on April 28, 2031 by the Coast Union.\n\n"
        "Minister of Tides Ms Anna Berg said, “The Tide Conference has done well.”\n"
    ).record
    assert record.start_date == date(2031, 4, 28)
    assert "2031-04-28" in subjects(record, "guess")


def test_whoever_was_there_to_witness_a_signing_is_its_witness() -> None:
    record = read_text(
        "Coast Union and Dike Board Sign a Memorandum\n\n18 May 2031\n\nThe memorandum was signed "
        "by the Minister of Tides, Ms Anna Berg, and the Chairman of the Dike Board, Mr Tom Lind. "
        "Also in attendance to witness the signing of the memorandum were Minister of State "
        "Ms Ada Holm, and Deputy Minister of Ports Mr Olav Dahl.\n"
    ).record
    assert [(seat.person, seat.role) for seat in record.appearances] == [
        ("anna-berg", "signatory"),
        ("tom-lind", "signatory"),
        ("ada-holm", "witness"),
        ("olav-dahl", "witness"),
    ]


def test_houses_behind_a_post_are_none_of_the_people() -> None:
    (mention,) = _mentions(
        "Mr Tom Lind, Co-Founder of Quay Law (Norway) and Dune Law (Malta), opened the forum."
    )
    assert mention.title == "Co-Founder of Quay Law (Norway) and Dune Law (Malta)"
