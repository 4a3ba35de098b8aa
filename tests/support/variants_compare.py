"""How a variant's expected parts are held against the importer's report.

An expected file states only what the record leaves no doubt about. Every key in it must be equal in
the report; keys that it leaves out are not compared; lists have equal length and order.
Further forms: ``{"$any": [...]}`` one of these; ``{"$contains": "…"}`` a part of the text.
Captions are compared without white space, since a printed line end is no word. A person is named,
not keyed; an ``int`` for a session is its ``no``. Warnings are compared as a set of (level, kind,
subject): ``null`` is any value, a list is one of these, ``lines`` must be among the report's;
``tolerated`` ones may stand or be missing.
"""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from forum.reader.document import Document
from forum.reader.event_record import EventRecord, Text

type Json = Any

FOLDER = Path(__file__).parents[1] / "data" / "variants"

_HEADING = re.compile(r"[【\[].*(基本信息|简要介绍|Information|Introduction)")
_ROLES = ("guidance", "host", "organizer", "co_organizer", "supporter", "implementer", "media")


def squash(text: str) -> str:
    """Return the text without white space."""
    return re.sub(r"[\s\u3000]+", "", text)


def same_person(text: str) -> str:
    """Return a name without spaces and middle dots, whatever the printer took for one."""
    return re.sub(r"[\s\u3000·•・‧∙⋅･]+", "", text)


def differences(expected: Json, actual: Json, place: str = "") -> list[str]:
    """List where the report departs from what is expected, one line each."""
    if isinstance(expected, dict) and "$any" in expected:
        found = any(not differences(choice, actual) for choice in expected["$any"])
        return [] if found else [f"{place}: expected one of {expected['$any']}, got {actual!r}"]
    if isinstance(expected, dict) and "$contains" in expected:
        found = isinstance(actual, str) and expected["$contains"] in actual
        return [] if found else [f"{place}: expected …{expected['$contains']}…, got {actual!r}"]
    if isinstance(expected, dict) and isinstance(actual, dict):
        return [
            line
            for key, value in expected.items()
            for line in differences(value, actual.get(key, "<no key>"), f"{place}.{key}")
        ]
    if isinstance(expected, list) and isinstance(actual, list) and len(expected) == len(actual):
        return [
            line
            for number, (left, right) in enumerate(zip(expected, actual, strict=True))
            for line in differences(left, right, f"{place}[{number}]")
        ]
    if isinstance(expected, list) and isinstance(actual, list):
        return [f"{place}: expected", *map(_row, expected), "got", *map(_row, actual)]
    if place.split(".")[-2:-1] == ["caption"] and isinstance(expected, str) and actual:
        expected, actual = squash(expected), squash(actual)
    return (
        [] if expected == actual else [f"{place}:\n  expected {expected!r}\n  got      {actual!r}"]
    )


def _row(value: Json) -> str:
    """Return one entry of a list on one line, short enough to compare by eye."""
    keys = ("no", "role", "kind", "heading", "topic", "title", "name")
    kept = [value[key] for key in keys if key in value] if isinstance(value, dict) else value
    return f"  {json.dumps(kept, ensure_ascii=False)}"


def event(report: Json, expected: Json) -> list[str]:
    return differences(expected, report["event"], "event")


def encoding(report: Json, expected: Json) -> list[str]:
    return differences(expected, report["encoding"], "encoding")


def sessions(report: Json, expected: Json) -> list[str]:
    return differences(expected, report["sessions"], "sessions")


def organizations(report: Json, expected: Json) -> list[str]:
    organizations = sorted(
        report["organizations"], key=lambda row: (_ROLES.index(row["role"]), row["no"])
    )
    return differences(expected, organizations, "organizations")


def people(report: Json, expected: Json) -> list[str]:
    """Compare human beings whatever their order: each expected one must find its own entry."""
    rest = [{"name": row["name"], "title": row["title"]} for row in report["people"]]
    missing = []
    for person in expected:
        match = next((row for row in rest if not differences(person, row)), None)
        if match is None:
            missing.append(f"people: missing {person}")
        else:
            rest.remove(match)
    return missing + [f"people: not expected {row}" for row in rest]


def appearances(report: Json, expected: Json) -> list[str]:
    """Compare by session, moderators first, in protocol order."""
    numbers = {row["key"]: row["no"] for row in report["sessions"]}
    names = {row["key"]: row["name"]["zh-hans"] or row["name"]["en"] for row in report["people"]}

    def named(row: Json) -> Json:
        name, session = same_person(names[row["person"]]), row["session"]
        return {**row, "person": name, "session": numbers[session], "session_key": session}

    found = sorted(map(named, report["appearances"]), key=_place)
    wanted = sorted((_wanted(row, numbers) for row in expected), key=_place)
    if len(found) != len(wanted):
        return ["appearances: expected", *map(_brief, wanted), "got", *map(_brief, found)]
    return differences(wanted, found, "appearances")


def _wanted(row: Json, numbers: dict[str, int]) -> Json:
    session = row["session"]
    number = session if isinstance(session, int) else numbers.get(session, session)
    return {**row, "person": same_person(row["person"]), "session": number}


def _place(row: Json) -> tuple[str, bool, int]:
    number = row["no"] if isinstance(row["no"], int) else min(row["no"]["$any"])
    return str(row["session"]), row.get("role") != "moderator", number


def _brief(row: Json) -> str:
    return f"  {row['session']} {row.get('role')} {row['no']} {row['person']}"


def products(report: Json, expected: Json) -> list[str]:
    numbers = {row["key"]: row["no"] for row in report["sessions"]}
    found = [{**row, "session": numbers.get(row["session"])} for row in report["products"]]
    return differences(expected, found, "products")


def warnings(report: Json, expected: Json, tolerated: Json = ()) -> list[str]:
    """Compare findings: the most specific expectation takes its finding first."""
    rest = list(report["warnings"])
    missing = []
    for want in sorted(expected, key=lambda row: (row["subject"] is None, "lines" not in row)):
        match = next((row for row in rest if _meets(row, want)), None)
        if match is None:
            missing.append(f"warnings: missing {want}")
        else:
            rest.remove(match)
    extra = [row for row in rest if not any(_meets(row, want) for want in tolerated)]
    return missing + [f"warnings: not expected {row}" for row in extra]


def _meets(row: Json, want: Json) -> bool:
    return all(_one_of(row[key], want[key]) for key in ("level", "kind", "subject")) and set(
        want.get("lines", [])
    ) <= set(row["lines"])


def _one_of(value: Json, wanted: Json) -> bool:
    return wanted is None or (value in wanted if isinstance(wanted, list) else value == wanted)


SECTIONS: dict[str, Callable[[Json, Json], list[str]]] = {
    "encoding": encoding,
    "event": event,
    "organizations": organizations,
    "sessions": sessions,
    "people": people,
    "appearances": appearances,
    "products": products,
}


def texts(record: EventRecord) -> list[str]:
    """Return every text that the record took from its document, paragraph by paragraph."""
    texts: list[Text] = [record.title, record.subtitle, record.city, record.country, record.venue]
    texts.append(record.introduction)
    texts += [record.parent.name] if record.parent else []
    texts += [row.name for row in record.organizations]
    for session in record.sessions:
        texts += [session.heading, session.topic, session.title, session.room]
    for person in record.people:
        texts += [person.name, person.title, dict(enumerate(person.other_names))]  # type: ignore[list-item]
    for row in record.appearances:
        texts += [row.title, row.attendance_note, row.attribution, row.caption, row.remarks]
    for product in record.products:
        texts += [product.title, product.text]
    texts += [row.caption for row in record.photos]
    return [part for text in texts for value in text.values() for part in value.split("\n") if part]


def unaccounted_lines(document: Document, record: EventRecord) -> list[tuple[int, str]]:
    """List the long lines of which the record keeps too little: (number, lost words).

    What a record rightly leaves out is short: a head before the remarks that repeats name, title
    and verb (all kept elsewhere), a colon, a label such as 主办单位. A line named in a finding is
    accounted for by it. Lines under 16 characters are labels, dates or names: not looked at.
    """
    squashed_texts = sorted({squash(text) for text in texts(record)}, key=len, reverse=True)
    numbers = {number for finding in record.findings for number in finding.lines}
    lost = []
    for line in document.lines:
        words = squash(line.text)
        if (
            len(words) < 16
            or _HEADING.match(words)
            or line.number in numbers
            or any(words in text for text in squashed_texts)
        ):
            continue
        for text in squashed_texts:
            if len(text) > 1:
                words = words.replace(text, "|")
        words = re.sub(r"\d{4}年[\d年月日至—–-]+|[\W_]+", "", words)
        if len(words) > (12 if re.search(r"[\u3400-\u9fff]", words) else 45):
            lost.append((line.number, words))
    return lost
