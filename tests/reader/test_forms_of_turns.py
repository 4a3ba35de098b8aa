"""Turns in the forms that programs write: with the second of the recording, in bold, dashed."""

from pathlib import Path

import pytest

from forum.reader.dispatch import read_document
from forum.reader.document import read
from forum.reader.reading import Reading, Shape
from forum.reader.shapes.transcript.turn_forms import write_turns

WORDS_ZH = [
    ("林岚", "00:00:05", "各位下午好，今天先说石塘，再说闸门的事情。"),
    ("王芳", "00:01:20", "石塘去年修了一里，今年修两里，石料已经到了。"),
    ("林岚", "00:03:10", "谁去量过？"),
    ("王芳", "01:03:40", "我们两个人春天去量过。"),
]
WORDS_EN = [
    ("Anna Berg", "00:05", "Good afternoon everybody. Today we talk about the wall."),
    ("Tom Li", "01:20", "It has sunk by a hand within ten years."),
    ("Anna Berg", "03:10", "Who has measured that?"),
    ("Tom Li", "1:03:40", "Two of us have, both in spring."),
]
FORMS = {
    "above": "{name} {time}\n{words}\n",
    "above in brackets": "{name} ({time})\n{words}\n",
    "time above": "{time} {name}\n{words}\n",
    "before": "[{time}] {name}: {words}\n",
    "behind": "{name} [{time}]: {words}\n",
    "bold": "**{name}:** {words}\n",
    "bold without its colon": "**{name}**: {words}\n",
    "dashed": "{name} - {words}\n",
}


def read_text(tmp_path: Path, text: str) -> Reading:
    path = tmp_path / "transcript.txt"
    path.write_text(text, "utf-8")
    return read_document(read(path))


def remarks(reading: Reading) -> dict[str, list[str]]:
    names = {person.key: next(iter(person.name.values())) for person in reading.record.people}
    return {
        names[each.person]: next(iter(each.remarks.values())).split("\n")
        for each in reading.record.appearances
    }


def write(form: str, turns: list[tuple[str, str, str]]) -> str:
    return "\n".join(
        FORMS[form].format(name=name, time=time, words=words) for name, time, words in turns
    )


@pytest.mark.parametrize("form", FORMS)
def test_english_turns_are_whoever_speaks(tmp_path: Path, form: str) -> None:
    text = f"Shore Forum transcript\n\n{write(form, WORDS_EN)}"
    assert remarks(read_text(tmp_path, text)) == {
        "Anna Berg": [WORDS_EN[0][2], WORDS_EN[2][2]],
        "Tom Li": [WORDS_EN[1][2], WORDS_EN[3][2]],
    }


@pytest.mark.parametrize("form", [form for form in FORMS if form != "dashed"])
def test_chinese_turns_are_whoever_speaks(tmp_path: Path, form: str) -> None:
    text = f"海塘论坛实录\n\n{write(form, WORDS_ZH)}"
    assert remarks(read_text(tmp_path, text)) == {
        "林岚": [WORDS_ZH[0][2], WORDS_ZH[2][2]],
        "王芳": [WORDS_ZH[1][2], WORDS_ZH[3][2]],
    }


def test_the_second_of_the_recording_makes_a_transcript(tmp_path: Path) -> None:
    text = f"海塘工作会\n\n{write('above', WORDS_ZH)}"
    assert read_text(tmp_path, text).shape is Shape.TRANSCRIPT


def test_a_number_is_no_one_s_name(tmp_path: Path) -> None:
    turns = [(f"发言人{place % 2 + 1}", time, words)
             for place, (_name, time, words) in enumerate(WORDS_ZH)]  # fmt: skip
    assert read_text(tmp_path, f"海塘论坛实录\n\n{write('above', turns)}").record.people == ()


def test_what_is_not_read_is_quoted_as_printed(tmp_path: Path) -> None:
    turns = [*WORDS_EN, ("Audience", "1:05:00", "What does it cost?")]
    reading = read_text(tmp_path, f"Shore Forum transcript\n\n{write('before', turns)}")
    printed = "[1:05:00] Audience: What does it cost?"
    quoted = [each.subject for each in reading.record.findings if each.kind == "not_understood"]
    assert ([line.text for line in reading.unread], quoted) == ([printed], [printed])


def test_a_post_behind_a_stroke_is_the_speaker_s(tmp_path: Path) -> None:
    turns = [("林岚/海洋台", *WORDS_ZH[0][1:]), ("王芳／海塘局", *WORDS_ZH[1][1:]), *WORDS_ZH[2:]]
    text = "\n\n".join(f"{name}：{words}" for name, _time, words in turns)
    people = read_text(tmp_path, f"海塘论坛实录\n\n{text}\n").record.people
    assert [(person.name["zh-hans"], person.title["zh-hans"]) for person in people] == [
        ("林岚", "海洋台"), ("王芳", "海塘局"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "lines",
    [
        ["09:00 Anna Berg", "The wall", "10:00 Tom Li", "The gate", "11:00 Ada Pond", "The mill"],
        ["[09:00] Anna Berg: The wall", "[10:00] Tom Li: The gate", "[11:00] Ada Pond: The mill"],
        ["**Venue:** Town Hall", "**Date:** 3 May", "**Venue:** Mill", "**Date:** 4 May"],
        ["Anna Berg - Mayor", "Tom Li - Warden", "Anna Berg - Chair", "Tom Li - Chair"],
        ["林岚 09:00", "石塘怎么修", "王芳 10:00", "闸门怎么建", "程砚 11:00", "石料从哪里来"],
    ],
)
def test_programmes_and_lists_have_no_turns(lines: list[str]) -> None:
    assert write_turns(lines) == lines


ROWS_ZH = [
    ("林岚", "09:00", "潮水守时吗？"), ("王芳", "09:30", "海塘谁来修？"),
    ("林岚", "10:00", "石料从哪里来？"), ("王芳", "10:30", "港口如何恢复？"),
]  # fmt: skip
ROWS_EN = [
    ("Anna Berg", "09:00", "Is the tide on time?"), ("Tom Li", "09:30", "Who mends the wall?"),
    ("Anna Berg", "10:00", "Where is the stone?"), ("Tom Li", "10:30", "How do ports recover?"),
]  # fmt: skip


@pytest.mark.parametrize("form", ["above", "time above"])
@pytest.mark.parametrize("rows", [ROWS_ZH, ROWS_EN])
def test_hours_of_the_day_are_a_programme_s(form: str, rows: list[tuple[str, str, str]]) -> None:
    lines = write(form, rows).split("\n")
    assert write_turns(lines) == lines


def test_rows_of_people_stay_a_programme(tmp_path: Path) -> None:
    reading = read_text(tmp_path, f"海塘论坛\n2031年5月8日\n{write('time above', ROWS_ZH)}")
    assert reading.shape is Shape.PROGRAMME


@pytest.mark.parametrize("form", ["above", "time above"])
def test_the_hour_stamps_what_calls_itself_a_transcript(tmp_path: Path, form: str) -> None:
    text = f"Shore Forum transcript\n\n{write(form, ROWS_EN)}"
    assert list(remarks(read_text(tmp_path, text))) == ["Anna Berg", "Tom Li"]


@pytest.mark.parametrize("time", ["{}", "({})"])
def test_breaks_speak_nowhere(time: str) -> None:
    lines = [
        line for hour in ("10:30", "15:30")
        for line in (f"{time.format(hour)} Coffee", "Coffee is served in the foyer.",
                     f"{time.format('1:12:30')} Lunch", "Lunch is served in the hall.")
    ]  # fmt: skip
    assert write_turns(lines) == lines


def test_a_titled_programme_is_no_transcript(tmp_path: Path) -> None:
    text = f"海塘论坛议程\n\n{write('above in brackets', ROWS_ZH)}"
    assert read_text(tmp_path, text).shape is not Shape.TRANSCRIPT


TASKS = (
    "Anna Berg - Send the plan of the wall to the office.",
    "Tom Li - Ask the quarry about the price of stones.",
    "Anna Berg - Book the hall for the next meeting.",
    "Tom Li - Write to the mayor about the gate.",
)


def test_tasks_of_minutes_are_not_spoken(tmp_path: Path) -> None:
    head = ("Harbour Board Meeting Minutes", "Date: 8 May 2031", "Present: Anna Berg, Tom Li",
            "The board met and agreed to mend the wall.", "Actions")  # fmt: skip
    reading = read_text(tmp_path, "\n".join((*head, *TASKS)))
    assert (reading.shape, remarks(reading)) == (Shape.MINUTES, {})


def test_tasks_of_a_report_are_not_spoken(tmp_path: Path) -> None:
    reading = read_text(tmp_path, "\n".join(("Harbour Workshop Report", "", "Actions", *TASKS)))
    assert reading.shape is Shape.UNKNOWN


PRESS = (
    "Transcript of Press Conference to Announce a Second Grant of the Dike Board to All Schools "
    "of the Town\n"
    """
Anna Berg, Head of the Dike Board

Good afternoon. We have brought a grant for the schools of the harbour.

Hon. Tom Li, Mayor of Binhai

I am glad to be here. The schools have waited long for that.

Question:

How much is it?

Berg

It is a third of what we hoped for. The rest comes in spring.
"""
)


def test_a_name_with_a_title_alone_heads_the_words_below_it(tmp_path: Path) -> None:
    assert remarks(read_text(tmp_path, PRESS)) == {
        "Anna Berg": [
            "Good afternoon. We have brought a grant for the schools of the harbour.",
            "It is a third of what we hoped for. The rest comes in spring.",
        ],
        "Tom Li": ["I am glad to be here. The schools have waited long for that."],
    }


def test_the_event_of_a_transcript_is_named_behind_what_calls_it_one(tmp_path: Path) -> None:
    record = read_text(tmp_path, PRESS).record
    assert record.title["en"].startswith("Press Conference to Announce a Second Grant")


def test_names_alone_of_one_person_are_no_turns() -> None:
    lines = ["Transcript", "Anna Berg, Head of Tides", "It has sunk.", "Berg", "It will."]
    assert write_turns(lines) == lines


def test_who_is_called_by_a_word_and_a_number_is_asked_for(tmp_path: Path) -> None:
    turns = [(name.replace("Tom Li", "Gull 9000"), time, words) for name, time, words in WORDS_EN]
    for form in ("{name}: {time}\n\n{words}\n", "{name} {time}\n{words}\n"):
        printed = "\n".join(
            form.format(name=name, time=time, words=words) for name, time, words in turns
        )
        reading = read_text(tmp_path, f"Shore Forum transcript\n\n{printed}")
        assert remarks(reading) == {
            "Anna Berg": [WORDS_EN[0][2], WORDS_EN[2][2]],
            "Gull 9000": [WORDS_EN[1][2], WORDS_EN[3][2]],
        }
        assert "people.gull-9000.name.en" in [value.path for value in reading.guesses]


def test_nobody_speaks_the_words_of_a_stamped_stranger(tmp_path: Path) -> None:
    turns = [*WORDS_EN, ("Gull 9000", "1:05:00", "It sank by a foot."), WORDS_EN[0]]
    turns.append(("Gull 9000", "1:06:00", "And it rose again."))
    said = remarks(read_text(tmp_path, f"Shore Forum transcript\n\n{write('above', turns)}"))
    assert "It sank by a foot." not in said["Tom Li"] + said["Anna Berg"]


HEARING = [
    "Chairman BERG. The wall has sunk by a hand, and nobody has paid for it so far.",
    "Mr. LI. We measured it twice in spring, and the figures lie before you.",
    "Ms. POND of Ferrow. Who is to pay for the stones that it needs next year?",
    "The CHAIRMAN. That is what we are here for.",
]
SPOKEN_FOR = [
    "The Acting President: I give the floor to His Excellency Mr. Tomas Lind, of Iceland.",
    "Mr. Lind (Iceland): Our harbours are older than this hall, and they are sinking.",
    "The Acting President: I thank the speaker, and give the floor to Ms. Ada Pond.",
    "Ms. Pond (Kingdom of Tides): We share what has been said about the harbours.",
]
CAPTIONS = [
    ">> MODERATOR:  Hello.  I think that we can begin with the first question.",
    ">> ADA POND:  Thank you.  I begin with the stones, which are not paid for.",
    ">> TOM LI:  I disagree.  They are paid for by whoever builds the wall.",
    ">> ADA POND:  Nobody builds it, as everybody in this room knows.",
]
SURNAMES = [
    "Ada Pond, Tom A. Li and Ruth Wave discuss walls.",
    "POND: Good morning, and welcome to the Tide Club, where we talk about the wall.",
    "LI: Thank you, Ada. The wall has sunk by a hand within ten years.",
    "WAVE: Nobody has measured that since spring, as far as I know.",
    "POND: Then let us begin with what was measured in spring.",
]


@pytest.mark.parametrize(
    ("title", "lines", "people"),
    [
        ("Joint Hearing on the Wall", HEARING, {"BERG", "LI", "POND"}),
        ("Tide Assembly", SPOKEN_FOR, {"The Acting President", "Tomas Lind", "Ada Pond"}),
        ("Tide Forum, Day 2", CAPTIONS, {"ADA POND", "TOM LI"}),
        ("Walls: A Conversation", SURNAMES, {"Ada Pond", "Tom A. Li", "Ruth Wave"}),
    ],
)
def test_turns_of_records_and_captions_are_whoever_speaks(
    tmp_path: Path, title: str, lines: list[str], people: set[str]
) -> None:
    reading = read_text(tmp_path, "\n\n".join([title, *lines]))
    assert (reading.shape, people - remarks(reading).keys()) == (Shape.TRANSCRIPT, set())


def test_whom_a_speaker_represents_is_no_title(tmp_path: Path) -> None:
    reading = read_text(tmp_path, "\n\n".join(["Tide Assembly", *SPOKEN_FOR]))
    lind = next(person for person in reading.record.people if person.key == "tomas-lind")
    assert (lind.title, lind.country) == ({}, {"en": "Iceland"})


def test_honorifics_with_words_behind_them_are_turns(tmp_path: Path) -> None:
    lines = [
        "Mr. Tom Li: Good afternoon, and welcome to the wall.",
        "Ms. Ada Pond: And I am here to tell you what the wall costs.",
        "Mr. Tom Li: Take out your telephones, all of you, and vote.",
        "Dr. Ruth Wave: Good afternoon. I open this meeting with pleasure.",
    ]
    reading = read_text(tmp_path, "\n\n".join(["Tide Forum", *lines]))
    assert remarks(reading).keys() == {"Tom Li", "Ada Pond", "Ruth Wave"}


def test_talks_behind_names_with_honorifics_are_no_turns(tmp_path: Path) -> None:
    talks = [
        "Dr. Ruth Wave: The Wall and the Stones of the Northern Harbour",
        "Prof. Tom Li: What the Tide Takes, and What Nobody Pays For",
        "Ms. Ada Pond: Measuring Walls in Spring and in Autumn",
        "Mr. Carl Lund: Who Owns the Stones That Nobody Has Paid",
    ]
    reading = read_text(tmp_path, "\n\n".join(["Tide Forum", *talks]))
    assert reading.shape is not Shape.TRANSCRIPT
