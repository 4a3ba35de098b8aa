"""Headings of several lines between the turns of a transcript, and notes of whoever wrote it."""

from pathlib import Path

from forum.reader.document import read
from forum.reader.event_record import EN, ZH
from forum.reader.reading import Reading
from forum.reader.shapes.transcript.reader import read_transcript

MEETING = """Harbour Dialogue

Opening

Anna Berg: Good morning. We have two blocks today.

Tom Li: Thank you for having us in this town.

Work on the shore

Sea walls of granite

Threads on the list

Anna Berg: The walls come first. Tom has measured them.

Tom Li: They have sunk by a hand within ten years.

[Clock check, we are late!]

Anna Berg: We shall come back to that.

Gates and their keepers

Threads on the list

Tom Li: Every gate wants somebody who lives beside it.

Anna Berg: Who would do that today?

Work at sea

Buoys that call home

Anna Berg: The last one is about buoys.

Tom Li: They call twice a day.
"""
TALKS = """海塘对话实录

开场

林岚：各位好，今天谈两件事。

王芳：谢谢邀请。

岸上的事

石塘怎么修

林岚：先请王老师讲讲石塘。

王芳：石塘三十年一修，今年轮到东段。

海上的事

浮标怎么放

林岚：再说浮标。

王芳：浮标要放在航道外面。
"""


def read_text(tmp_path: Path, text: str) -> Reading:
    path = tmp_path / "transcript.txt"
    path.write_text(text, "utf-8")
    return read_transcript(read(path))


def headings(reading: Reading, language: str) -> list[tuple[str, str]]:
    return [
        (session.heading.get(language, ""), session.title.get(language, ""))
        for session in reading.record.sessions
    ]


def remarks(reading: Reading) -> list[str]:
    return [text for each in reading.record.appearances for text in each.remarks.values()]


def test_what_is_printed_again_below_headings_names_no_session(tmp_path: Path) -> None:
    assert headings(read_text(tmp_path, MEETING), EN) == [
        ("Opening", ""),
        ("Work on the shore", "Sea walls of granite"),
        ("Gates and their keepers", ""),
        ("Work at sea", "Buoys that call home"),
    ]


def test_a_heading_over_a_heading_is_nobody_s_words(tmp_path: Path) -> None:
    assert remarks(read_text(tmp_path, MEETING))[1::2] == [
        "Thank you for having us in this town.",
        "They have sunk by a hand within ten years.",
        "Who would do that today?",
        "They call twice a day.",
    ]


def test_a_heading_over_a_heading_is_chinese_as_well(tmp_path: Path) -> None:
    text = TALKS.replace("海塘对话实录", "海塘四百年")
    assert headings(read_text(tmp_path, text), ZH)[1:] == [
        ("岸上的事", "石塘怎么修"), ("海上的事", "浮标怎么放"),
    ]  # fmt: skip


def test_the_only_heading_of_two_lines_is_asked_for(tmp_path: Path) -> None:
    text = MEETING.replace("Threads on the list\n\n", "").replace("Work at sea\n\n", "")
    guesses = [each.subject for each in read_text(tmp_path, text).record.findings
               if each.kind == "guess"]  # fmt: skip
    assert "Work on the shore" in guesses


def test_two_headings_of_two_lines_are_no_question(tmp_path: Path) -> None:
    guesses = [each.subject for each in read_text(tmp_path, MEETING).record.findings
               if each.kind == "guess"]  # fmt: skip
    assert "Work on the shore" not in guesses


def test_short_words_without_a_stop_are_no_heading(tmp_path: Path) -> None:
    text = MEETING.replace("They have sunk by a hand within ten years.", "A hand\n\nor two")
    text = text.replace("[Clock check, we are late!]", "Later matters")
    assert headings(read_text(tmp_path, text), EN)[2] == ("Later matters", "")


def test_a_sentence_in_brackets_is_nobody_s_words_and_no_heading(tmp_path: Path) -> None:
    reading = read_text(tmp_path, MEETING)
    assert [line.text for line in reading.unread] == ["[Clock check, we are late!]"]


def test_what_follows_a_sentence_in_brackets_goes_on_in_the_session(tmp_path: Path) -> None:
    assert remarks(read_text(tmp_path, MEETING))[2] == (
        "The walls come first. Tom has measured them.\nWe shall come back to that."
    )


def test_a_question_in_the_infinitive_above_a_turn_is_a_heading(tmp_path: Path) -> None:
    asked = MEETING.replace("Gates and their keepers", "How to get a gate into the plan?")
    said = "\n".join(remarks(read_text(tmp_path, asked)))
    assert "How to get a gate into the plan?" not in said
