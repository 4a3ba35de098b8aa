"""Records as organizers write them, each with what a careful secretary would read in it."""

import json
from collections.abc import Callable
from typing import NamedTuple

import pytest

from forum.imports import report
from forum.reader import document
from forum.reader.document import Document
from forum.reader.event_record import EventRecord
from forum.reader.findings import KINDS
from forum.reader.shapes.record import reader as record
from tests.support import variants_compare as compare
from tests.support import variants_docx

FOLDER = compare.FOLDER
NAMES = sorted(path.stem for path in FOLDER.glob("*.json"))
EXPECTED = {name: json.loads((FOLDER / f"{name}.json").read_text("utf-8")) for name in NAMES}
CASES = [(name, part) for name in NAMES for part in compare.SECTIONS if part in EXPECTED[name]]

type Read = Callable[[str], Reading]


class Reading(NamedTuple):
    document: Document
    record: EventRecord
    report: compare.Json


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Read:
    """Read each variant once, as the command does, and keep what came of it."""
    kept: dict[str, Reading] = {}
    folder = tmp_path_factory.mktemp("variants")

    def read(name: str) -> Reading:
        if name not in kept:
            word = name in variants_docx.BUILDERS
            path = variants_docx.build(name, folder) if word else FOLDER / f"{name}.txt"
            source = document.read(path)
            parsed = record.parse(source)
            kept[name] = Reading(source, parsed, report.build_report(parsed))
        return kept[name]

    return read


@pytest.mark.parametrize(("name", "part"), CASES)
def test_part(read: Read, name: str, part: str) -> None:
    found = compare.SECTIONS[part](read(name).report, EXPECTED[name][part])
    assert not found, "\n".join(["", *found])


@pytest.mark.parametrize("name", NAMES)
def test_warnings(read: Read, name: str) -> None:
    expected = EXPECTED[name]
    found = compare.warnings(read(name).report, expected["warnings"], expected.get("tolerated", []))
    assert not found, "\n".join(["", *found])


@pytest.mark.parametrize("name", [name for name in NAMES if "photos" in EXPECTED[name]])
def test_photos(read: Read, name: str) -> None:
    parsed = read(name).record
    names = {person.key: person.name["zh-hans"] for person in parsed.people}
    assert [names.get(photo.person or "") for photo in parsed.photos] == EXPECTED[name]["photos"]


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_invented(read: Read, name: str) -> None:
    """Each text of the record stands in the document, white space aside."""
    reading = read(name)
    printed = compare.squash("".join(line.text for line in reading.document.lines))
    texts = compare.texts(reading.record)
    assert [text for text in texts if compare.squash(text) not in printed] == []


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_lost(read: Read, name: str) -> None:
    reading = read(name)
    assert compare.unaccounted_lines(reading.document, reading.record) == []


@pytest.mark.parametrize("name", NAMES)
def test_order_has_no_gaps(read: Read, name: str) -> None:
    """Moderators are numbered apart; both series of a session count from 1."""
    found: dict[tuple[str, bool], list[int]] = {}
    for row in read(name).report["appearances"]:
        found.setdefault((row["session"], row["role"] == "moderator"), []).append(row["no"])
    assert [
        key for key, numbers in found.items() if sorted(numbers) != [*range(1, len(numbers) + 1)]
    ] == []


@pytest.mark.parametrize("name", NAMES)
def test_warnings_are_well_formed(read: Read, name: str) -> None:
    """Each has a known kind and level, a message, and lines that exist in the document."""
    reading = read(name)
    last = len(reading.document.lines)
    wrong = [
        row
        for row in reading.report["warnings"]
        if row["kind"] not in KINDS
        or row["level"] not in ("error", "warning", "note")
        or not row["message"]
        or any(not 1 <= number <= last for number in row["lines"])
    ]
    assert wrong == []


@pytest.mark.parametrize("name", NAMES)
def test_report_is_json(read: Read, name: str) -> None:
    report = read(name).report
    assert json.loads(json.dumps(report, ensure_ascii=False)) == report
