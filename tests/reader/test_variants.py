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


@pytest.mark.parametrize("name", NAMES)
def test_parts(read: Read, name: str) -> None:
    differences = [
        f"{part}: {difference}"
        for part in compare.SECTIONS
        if part in EXPECTED[name]
        for difference in compare.SECTIONS[part](read(name).report, EXPECTED[name][part])
    ]
    assert not differences, "\n".join(["", *differences])


def test_warnings(read: Read) -> None:
    differences = {
        name: compare.warnings(
            read(name).report, expected["warnings"], expected.get("tolerated", [])
        )
        for name, expected in EXPECTED.items()
    }
    assert without_empty(differences) == {}


def without_empty[T](faults: dict[str, list[T]]) -> dict[str, list[T]]:
    """Return the faults of variants that have any."""
    return {name: in_variant for name, in_variant in faults.items() if in_variant}


def test_photos(read: Read) -> None:
    expected = {name: it["photos"] for name, it in EXPECTED.items() if "photos" in it}
    shown = {}
    for name in expected:
        parsed = read(name).record
        names = {person.key: person.name["zh-hans"] for person in parsed.people}
        shown[name] = [names.get(photo.person or "") for photo in parsed.photos]
    assert shown == expected


def test_nothing_is_invented(read: Read) -> None:
    """Each text of the record stands in the document, white space aside."""
    invented = {}
    for name in NAMES:
        reading = read(name)
        printed = compare.squash("".join(line.text for line in reading.document.lines))
        texts = compare.texts(reading.record)
        invented[name] = [text for text in texts if compare.squash(text) not in printed]
    assert without_empty(invented) == {}


def test_nothing_is_lost(read: Read) -> None:
    readings = {name: read(name) for name in NAMES}
    lost = {
        name: compare.unaccounted_lines(it.document, it.record) for name, it in readings.items()
    }
    assert without_empty(lost) == {}


def test_order_has_no_gaps(read: Read) -> None:
    """Moderators are numbered apart; both series of a session count from 1."""
    numbers: dict[tuple[str, str, bool], list[int]] = {}
    for name in NAMES:
        for row in read(name).report["appearances"]:
            place = name, row["session"], row["role"] == "moderator"
            numbers.setdefault(place, []).append(row["no"])
    assert [
        place for place, order in numbers.items() if sorted(order) != [*range(1, len(order) + 1)]
    ] == []


def test_warnings_are_well_formed(read: Read) -> None:
    """Each has a known kind and level, a message, and lines that exist in the document."""
    wrong = {}
    for name in NAMES:
        reading = read(name)
        last = len(reading.document.lines)
        wrong[name] = [
            row
            for row in reading.report["warnings"]
            if row["kind"] not in KINDS
            or row["level"] not in ("error", "warning", "note")
            or not row["message"]
            or any(not 1 <= number <= last for number in row["lines"])
        ]
    assert without_empty(wrong) == {}


def test_report_is_json(read: Read) -> None:
    reports = {name: read(name).report for name in NAMES}
    assert json.loads(json.dumps(reports, ensure_ascii=False)) == reports
