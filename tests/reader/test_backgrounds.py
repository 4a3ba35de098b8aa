"""In news of people the lines that surely name nobody are background, and not weighed."""

from pathlib import Path

import pytest

from forum.reader import fitness
from forum.reader.dispatch import read_document
from forum.reader.document import read
from forum.reader.errors import DocumentError
from forum.reader.event_record import EN, Level, Line
from forum.reader.prose.backgrounds import names_nobody_new
from forum.reader.prose.mentions import Roster
from forum.reader.reading import Reading

_HEAD = ("Norway and Malta Sign Surge Charter", "12 May 2027 Posted in Press releases")
_SIGNED = (
    "2. The Charter was signed by Norway’s Minister for Ports, Ms Anna Berg, and Malta’s Minister "
    "of Trade, Mr Tom Lind, at a ceremony in Bergen. Minister Berg said, “Our coasts are one.”"
)
_BACKGROUND = (
    "3. The Charter provides a framework within which harbours tell each other of surges, lend "
    "each other pumps and staff, and train their crews together. It builds on the Tidal Rules, "
    "under which the harbours of both coasts have helped each other for thirty years.",
    "4. With this framework a harbour need no longer ask each of the others in turn: one call is "
    "enough, whatever the hour and whatever the language, and the nearest pump will be on its way "
    "before the water is over the quay. Costs are shared by a key that both sides have agreed.",
)


def _read(tmp_path: Path, *lines: str) -> Reading:
    path = tmp_path / "paper.txt"
    path.write_text("\n\n".join((*_HEAD, *lines)), "utf-8")
    return read_document(read(path))


def test_background_is_not_weighed_where_people_take_part(tmp_path: Path) -> None:
    reading = _read(tmp_path, _SIGNED, *_BACKGROUND)
    fitness.check(reading)
    assert reading.understood == 1.0


def test_background_is_quoted(tmp_path: Path) -> None:
    reading = _read(tmp_path, _SIGNED, *_BACKGROUND)
    quoted = [finding.lines for finding in reading.record.findings
              if finding.kind == "not_understood" and finding.level is Level.WARNING]  # fmt: skip
    assert quoted == [(7, 9)]


def test_background_alone_is_nothing_that_was_understood(tmp_path: Path) -> None:
    with pytest.raises(DocumentError):
        fitness.check(_read(tmp_path, *_BACKGROUND))


@pytest.mark.parametrize(
    "text",
    [
        "The Charter provides a framework for the Tide Office and the Harbour Board.",
        "Under the Surge Rules both coasts share what they know.",
        "Benefits of the charter",
    ],
)
def test_things_with_an_article_are_nobody(text: str) -> None:
    assert names_nobody_new(Line(1, text), Roster())


@pytest.mark.parametrize(
    "text",
    [
        "See the drawings of Eva Strand, or Li Lund.",
        "Mdm Strand thanked all.",
        "本章程为各港提供了合作框架。",
    ],
)
def test_what_may_name_somebody_is_no_background(text: str) -> None:
    assert not names_nobody_new(Line(1, text), Roster())


def test_whom_the_record_has_is_nobody_new() -> None:
    roster = Roster(calls_by_surname=True)
    roster.add_name({EN: "Anna Berg"})
    assert names_nobody_new(Line(1, "Minister Berg saw the quay. She also saw a pump."), roster)
    assert not names_nobody_new(Line(1, "Minister Berg saw the quay with Mr Lund."), roster)


_VISIT = (
    "Minister for Ports Ms Anna Berg met Malta Minister of Trade Tom Lind on the first day.",
    *(f"On the {day} day Minister Berg saw the pumps and quays of the port, and its walls. The "
      "port is one of the oldest of this coast, and the pumps are among the largest ever built."
      for day in ("second", "third")),
)  # fmt: skip


def test_a_visit_whose_guests_are_known_is_understood(tmp_path: Path) -> None:
    reading = _read(tmp_path, *_VISIT)
    fitness.check(reading)
    assert [person.name[EN] for person in reading.record.people] == ["Anna Berg", "Tom Lind"]


def test_further_days_of_a_visit_are_quoted(tmp_path: Path) -> None:
    quoted = [finding.lines for finding in _read(tmp_path, *_VISIT).record.findings
              if finding.kind == "not_understood" and finding.level is Level.WARNING]  # fmt: skip
    assert quoted == [(7, 9)]
