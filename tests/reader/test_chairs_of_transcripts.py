"""Who leads a talk that is written down, where no line says so."""

from pathlib import Path

from forum.reader.document import read
from forum.reader.reading import Reading
from forum.reader.shapes.transcript.reader import read_transcript

ASKED = """Whose Harbour Is It

Anna Berg, Tide Watch
Tom Li, Harbour Office
Mary Chen, Pier Union

AB: Tom, the wall has sunk since spring. How much of it can be saved?

TL: Two thirds of it, if the stones come before the first storm of the year.

AB: And who is to pay for the stones?

MC: The town will, as it always has, and the boats will pay their part.

AB: Mary, you have said that before. What has changed?

MC: The boats are fewer, and each of them pays more than it did. Is that fair to them?

AB: I see. Tom, what does the office say?

TL: That it is fair, and that there is no other way.
"""


def read_text(tmp_path: Path, text: str) -> Reading:
    path = tmp_path / "talk.txt"
    path.write_text(text)
    return read_transcript(read(path))


def list_roles(reading: Reading) -> list[tuple[str, str]]:
    return [(appearance.person, appearance.role) for appearance in reading.record.appearances]


def test_whoever_asks_nearly_all_questions_leads(tmp_path: Path) -> None:
    roles = list_roles(read_text(tmp_path, ASKED))
    assert roles == [
        ("anna-berg", "moderator"), ("tom-li", "speaker"), ("mary-chen", "speaker"),
    ]  # fmt: skip


def test_that_somebody_leads_who_asks_is_asked_for(tmp_path: Path) -> None:
    reading = read_text(tmp_path, ASKED)
    assert "appearances.anna-berg.discussion.moderator" in [value.path for value in reading.guesses]


def test_nobody_leads_where_several_ask(tmp_path: Path) -> None:
    text = ASKED.replace("no other way.", "no other way?").replace("their part.", "their part?")
    assert {role for _person, role in list_roles(read_text(tmp_path, text))} == {"speaker"}
