"""Who was there, above the turns of a transcript; their turns begin by a part of the name."""

from pathlib import Path

import pytest

from forum.reader.document import read
from forum.reader.reading import Reading
from forum.reader.shapes.minutes.names import read_named
from forum.reader.shapes.minutes.reader import read_minutes
from forum.reader.shapes.transcript.reader import read_transcript

MEETING = """Shore Working Group Meeting

Present: Dominika Harbour-Lund, Renée Wahl, Ada Maria Pond, Tom Li, Jo Berg, Sam Berg, Mirza
Regrets: Carl Wave
Scribe: Renée Wahl

Tom: Good morning. The walls come first today.

Domi: They have sunk by a hand within ten years.

Maria: Who has measured them so far?

Renee: Nobody has done that since spring.

Berg: That was asked twice before.

Domi: https://example.org/walls

Tom: Thank you. We meet again in June.
"""
TALK = """海塘例会

参会人员：林岚、王芳、程砚
记录：王芳

林岚：先说石塘，去年修了一里。

程老师：今年修两里，石料已经到了。

王芳：明年的事下次再说。

程老师：好的，下次再说。
"""


def read_text(tmp_path: Path, text: str) -> Reading:
    path = tmp_path / "transcript.txt"
    path.write_text(text, "utf-8")
    return read_transcript(read(path))


def remarks(reading: Reading) -> dict[str, str]:
    names = {person.key: next(iter(person.name.values())) for person in reading.record.people}
    return {
        names[each.person]: next(iter(each.remarks.values())).split("\n")[0]
        for each in reading.record.appearances
    }


def guesses(reading: Reading) -> list[str]:
    return [each.subject for each in reading.record.findings if each.kind == "guess"]


def test_turns_begin_by_a_part_of_a_name(tmp_path: Path) -> None:
    assert remarks(read_text(tmp_path, MEETING)) == {
        "Tom Li": "Good morning. The walls come first today.",
        "Dominika Harbour-Lund": "They have sunk by a hand within ten years.",
        "Ada Maria Pond": "Who has measured them so far?",
        "Renée Wahl": "Nobody has done that since spring.",
    }


def test_everybody_present_is_somebody(tmp_path: Path) -> None:
    names = [person.name["en"] for person in read_text(tmp_path, MEETING).record.people]
    assert names == [
        "Dominika Harbour-Lund", "Renée Wahl", "Ada Maria Pond", "Tom Li", "Jo Berg", "Sam Berg",
        "Mirza",
    ]  # fmt: skip


def test_a_short_form_and_a_single_word_are_asked_for(tmp_path: Path) -> None:
    text = MEETING.replace("Shore Working Group Meeting", "Shore Forum")
    text = text.replace("Good morning. ", "")
    assert guesses(read_text(tmp_path, text)) == ["Mirza", "Dominika Harbour-Lund"]


def test_a_surname_that_two_share_is_nobody(tmp_path: Path) -> None:
    unread = [line.text for line in read_text(tmp_path, MEETING).unread]
    assert "Berg: That was asked twice before." in unread


def test_an_address_is_of_whoever_speaks_elsewhere(tmp_path: Path) -> None:
    said = [text for each in read_text(tmp_path, MEETING).record.appearances
            for text in each.remarks.values()]  # fmt: skip
    assert said[1] == "They have sunk by a hand within ten years.\nhttps://example.org/walls"


def test_an_address_behind_another_word_is_nobody_s_turn(tmp_path: Path) -> None:
    text = MEETING.replace("Domi: https://example.org/walls", "Slides: https://example.org/walls")
    assert "Slides: https://example.org/walls" in remarks_of_all(read_text(tmp_path, text))


def remarks_of_all(reading: Reading) -> str:
    return "\n".join(
        text for each in reading.record.appearances for text in each.remarks.values()
    ) + "\n".join(line.text for line in reading.unread)


def test_lines_stand_for_the_spaces_of_a_name(tmp_path: Path) -> None:
    text = MEETING.replace("Tom: Good", "Tom_Li: Good")
    assert remarks(read_text(tmp_path, text))["Tom Li"].startswith("Good morning.")


def test_a_surname_with_a_form_of_address_is_asked_for(tmp_path: Path) -> None:
    reading = read_text(tmp_path, TALK)
    assert (remarks(reading)["程砚"], "程砚" in guesses(reading)) == (
        "今年修两里，石料已经到了。", True,
    )  # fmt: skip


def test_a_role_behind_a_name_is_certain(tmp_path: Path) -> None:
    text = MEETING.replace("Tom Li, Jo", "Tom Li (Moderator), Jo")
    roles = {each.person: each.role for each in read_text(tmp_path, text).record.appearances}
    assert (roles["tom-li"], "Tom Li" in guesses(read_text(tmp_path, text))) == ("moderator", False)


def test_who_is_present_is_no_turn(tmp_path: Path) -> None:
    assert set(remarks(read_text(tmp_path, TALK))) == {"林岚", "程砚", "王芳"}


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("Anna Berg, Tom, Ada Pond, Mirza", ["Anna Berg", "Tom", "Ada Pond", "Mirza"]),
        ("Anna, Tom, Ada", ["Anna", "Tom", "Ada"]),
        ("Anna Berg, Tom Li (Coast Office), Ada Pond, Mirza",
         ["Anna Berg", "Tom Li", "Ada Pond", "Mirza"]),
        ("Anna Berg, Director", ["Anna Berg"]),
    ],
)  # fmt: skip
def test_single_words_in_a_list_of_names_are_names(printed: str, names: list[str]) -> None:
    assert [guest.name["en"] for guest in read_named(printed)[0]] == names


def test_a_single_word_is_asked_for_in_minutes(tmp_path: Path) -> None:
    path = tmp_path / "minutes.txt"
    path.write_text(
        "Minutes of the Shore Board\n\nPresent: Anna Berg, Tom, Ada Pond, Mirza\n\n"
        "1. Walls\n\nThe wall is mended.\n\n2. Gates\n\nThe gate is shut.\n",
        "utf-8",
    )
    assert guesses(read_minutes(read(path))) == ["Tom", "Mirza"]


INITIALED = """Shore Call, 3 May 2031

Attendees:
| Name            | Abbreviation | Organization |
| --------------- | ------------ | ------------ |
| Tomas de Lind   | TDL          | Tide Office  |
| Ada Pond        | ADP          | Harbour Club |
|                 |              |              |

## The wall

TDL: The wall has sunk by a hand within ten years, all of it.

ADP: Nobody has measured it since spring, as far as I know.

TDL: Then we measure it again in June, before the next call.

DE: I was there in spring, and so were two of the others.

DE: The figures lie in the harbour, where you can see them.
"""


def test_a_table_explains_by_what_turns_begin(tmp_path: Path) -> None:
    reading = read_text(tmp_path, INITIALED)
    people = {person.name["en"]: person.title for person in reading.record.people}
    assert people == {"Tomas de Lind": {"en": "Tide Office"}, "Ada Pond": {"en": "Harbour Club"}}


def test_initials_mean_whoever_is_introduced(tmp_path: Path) -> None:
    text = INITIALED.split("## The wall")[1].replace("TDL", "TL").replace("ADP", "AP")
    listed = "Shore Call\n\n### Introduction of attendees\n\n- Tom Li\n- Ada Pond\n- Ruth Wave\n"
    assert remarks(read_text(tmp_path, listed + text)).keys() == {"Tom Li", "Ada Pond"}


def test_whole_names_that_speak_once_are_asked(tmp_path: Path) -> None:
    turns = ["Tom Li: The wall has sunk by a hand.", "Ada Pond: Nobody has measured it."] * 7
    once = "Ruth Wave (via chat): I have, twice in spring."
    text = "\n\n".join(["Shore Call", "Meeting Duration: 1:30 hrs", *turns, once])
    reading = read_text(tmp_path, text)
    questions = [value.path for value in reading.guesses if value.path.startswith("people.")]
    names = {person.name["en"] for person in reading.record.people}
    assert (names, questions) == ({"Tom Li", "Ada Pond", "Ruth Wave"}, ["people.ruth-wave.name.en"])


def test_a_given_name_is_of_whoever_speaks_by_her_whole_one(tmp_path: Path) -> None:
    turns = ["Ada Pond: The wall has sunk by a hand.", "Ada: Nobody has measured it."]
    text = "\n\n".join(
        ["Shore Call transcript", *turns, "Tom Li: Regarding Ada’s question, we did.", *turns]
    )
    assert remarks(read_text(tmp_path, text)).keys() == {"Ada Pond", "Tom Li"}
