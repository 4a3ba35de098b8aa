"""Tables written as lists of labelled entries, as YAML has them: - time: 9:00 / title: Tides."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Final

from forum.reader.event_record import Line
from forum.reader.tables import Cell, Table, are_headers, covered

_FEWEST_ENTRIES: Final = 3
_FEWEST_FIELDS: Final = 2
_MOSTLY: Final = 0.5  # of the lines
_FIELD: Final = re.compile(
    r"^(?P<indent>\s*)(?P<mark>-\s+)?(?P<key>[A-Za-z][\w -]{0,24}?)\s*:(?:\s+(?P<value>\S.*))?\s*$"
)
_PEOPLE: Final = re.compile(
    r"authors?|speakers?|presenters?|panel(?:l?ists)?|people|moderators?|chairs?|guests?",
    re.IGNORECASE,
)
# What keys are called that columns seldom are.
_HEADERS: Final = {
    "start": "Start time", "from": "Start time", "begin": "Start time", "end": "End time",
    "until": "End time", "to": "End time", "author": "Speaker", "authors": "Speaker",
    "presenters": "Speaker", "people": "Speaker", "where": "Room", "location": "Room",
    "institution": "Affiliation", "company": "Affiliation", "org": "Affiliation",
}  # fmt: skip
_QUOTED: Final = re.compile(r"^([\"'])(.*)\1$")
_NOTE: Final = re.compile(r"\s+#\s.*$")


@dataclass(slots=True)
class ListedEntry:
    """An entry: how far its mark stands in, its lines, and its fields in their order."""

    indent: int
    lines: list[int] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)
    key: str = ""  # of the field above
    heads_entries: bool = False  # whether further entries stand within it


def read_listed_tables(lines: Sequence[Line]) -> tuple[list[Table], dict[int, Line]]:
    """Return the tables that lists of entries are, and what other fields say, by their lines."""
    entries, others = _read_entries(lines)
    rows = [entry for entry in entries if not entry.heads_entries]
    whole = [entry for entry in rows if len(entry.fields) >= _FEWEST_FIELDS]
    written = sum(bool(line.text.strip()) for line in lines)
    listed = sum(len(entry.lines) for entry in entries)
    if len(whole) < _FEWEST_ENTRIES or listed < _MOSTLY * written:
        return [], {}
    heads = [entry for entry in entries if entry.heads_entries]
    texts = {number: value for entry in heads for number, value in _values_of(entry)} | others
    said = {line.number: replace(line, text=texts[line.number])
            for line in lines if line.number in texts}  # fmt: skip
    return list(_tables(entries)), said


def _values_of(entry: ListedEntry) -> Iterator[tuple[int, str]]:
    yield from zip(entry.lines, entry.fields.values(), strict=False)


def _read_entries(lines: Sequence[Line]) -> tuple[list[ListedEntry], dict[int, str]]:
    """Return all entries, and the values of fields that stand in none, by their lines."""
    entries: list[ListedEntry] = []
    above: list[ListedEntry] = []  # those that a line stands within
    others: dict[int, str] = {}
    for line in lines:
        match = _FIELD.match(line.text)
        depth = len(line.text) - len(line.text.lstrip())
        while line.text.strip() and above and depth <= above[-1].indent:
            above.pop()
        if match is None:
            if above and line.text.strip():
                _go_on(above[-1], line)
            continue
        value = _plain(match["value"] or "")
        if match["mark"]:
            is_person = above and _PEOPLE.fullmatch(above[-1].key)
            if not is_person:
                if above:
                    above[-1].heads_entries = True
                entries.append(ListedEntry(depth))
                above.append(entries[-1])
        if above:
            _add(above[-1], line.number, match["key"].strip().lower(), value)
        elif value:
            others[line.number] = value
    return entries, others


def _add(entry: ListedEntry, number: int, key: str, value: str) -> None:
    entry.lines.append(number)
    within = entry.key if _PEOPLE.fullmatch(entry.key) else ""
    if within and key in {"name", "first", "firstname", "given"}:
        entry.fields[within] = f"{entry.fields.get(within, '')}\n{value}".strip()
    elif within and key in {"surname", "last", "lastname", "family"}:
        entry.fields[within] = f"{entry.fields.get(within, '')} {value}".strip()
    elif value:
        known = entry.fields.get(key, "")
        entry.fields[key] = f"{known}\n{value}".strip() if known else value
    if not within or key not in {"name", "surname", "affiliation", "first", "last", "title"}:
        entry.key = key


def _go_on(entry: ListedEntry, line: Line) -> None:
    """Let a line without a key go on with the field above, an entry of a list or more text."""
    entry.lines.append(line.number)
    text = line.text.strip()
    is_entry = text.startswith("- ")
    known = entry.fields.get(entry.key, "")
    mark = "\n" if is_entry else " "
    entry.fields[entry.key] = f"{known}{mark}{_plain(text.removeprefix('- '))}".strip(" \n|>")


def _plain(value: str) -> str:
    text = _NOTE.sub("", value.strip())
    quoted = _QUOTED.match(text)
    return quoted[2] if quoted else text.strip("|>") if text in {"|", ">", "|-", ">-"} else text


def _tables(entries: Sequence[ListedEntry]) -> Iterator[Table]:
    """Yield a table for each run of entries of one depth whose keys head columns that are known."""
    runs = groupby(entries, lambda entry: (entry.heads_entries, entry.indent))
    for (heads, _indent), run in runs:
        listed = list(run)
        keys = list(dict.fromkeys(key for entry in listed for key in entry.fields))
        headers = [_HEADERS.get(key, key.replace("_", " ").capitalize()) for key in keys]
        if any(map(_PEOPLE.fullmatch, keys)):  # what they speak on, and no post of theirs
            headers = ["Talk title" if header == "Title" else header for header in headers]
        if heads or not are_headers(headers):
            continue
        rows = [headers, *([entry.fields.get(key, "") for key in keys] for entry in listed)]
        cells = [
            [Cell(number, column, tuple(text.split("\n"))) for column, text in enumerate(row)]
            for number, row in enumerate(rows)
        ]
        numbers = [tuple(entry.lines) for entry in listed]
        yield covered(cells, [numbers[0][:1], *numbers])
