"""What a page links behind talks and speakers, slots whose hours have no minutes, further talks."""

from tests.reader.test_prose import read_text

_PAGE = """# Harbour Days 2031

Programme

09:00-09:45 Walls and gates

Speakers

Anna Berg, Coast Office: slides [PDF]

Tom Li, Tide Fund: video

09:45-10:30 Charts for everybody

Speakers

Eva Holm, Harbour College: slides, video

Per Strand, Seawall Ltd 🛈
"""
_SLOTS = """Harbour Days 2031: Programme

9:00 - 9:30
Walls, Anna Berg

10 - 10:45
Gates in winter, Tom Li
How the harbour hears, Eva Holm and Per Strand

11:30 - noon
Charts, Ida Dal

12:00 - 1:00
Lunch
"""


def test_what_a_page_links_is_no_part_of_a_post() -> None:
    people = read_text(_PAGE).record.people
    assert [(person.name["en"], person.title["en"]) for person in people] == [
        ("Anna Berg", "Coast Office"), ("Tom Li", "Tide Fund"),
        ("Eva Holm", "Harbour College"), ("Per Strand", "Seawall Ltd"),
    ]  # fmt: skip


def test_of_one_line_such_words_may_be_the_topic() -> None:
    text = _SLOTS.replace("Charts, Ida Dal", "Audio, video")
    titles = [session.title.get("en") for session in read_text(text).record.sessions]
    assert "Audio, video" in titles


def test_hours_of_a_slot_may_lack_their_minutes() -> None:
    spans = [(session.start, session.end) for session in read_text(_SLOTS).record.sessions]
    assert [tuple(f"{moment:%H:%M}" for moment in span if moment) for span in spans] == [
        ("09:00", "09:30"), ("10:00", "10:45"), ("11:30", "12:00"), ("12:00", "13:00"),
    ]  # fmt: skip


def test_a_further_talk_below_that_of_a_slot_is_in_it() -> None:
    record = read_text(_SLOTS).record
    names = {person.key: person.name["en"] for person in record.people}
    second = record.sessions[1].key
    assert [
        (names[seat.person], seat.speech_title.get("en", ""))
        for seat in record.appearances if seat.session == second
    ] == [
        ("Tom Li", ""), ("Eva Holm", "How the harbour hears"),
        ("Per Strand", "How the harbour hears"),
    ]  # fmt: skip
