"""Talks that no time parts: entries of lists below headings, and several within a table's cell."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final

from forum.reader.event_record import Line
from forum.reader.shapes.programme.bare_names import (
    NamedTalk,
    TitledPair,
    find_sure_forms,
    find_titled_pairs,
    read_forms,
)
from forum.reader.shapes.programme.cells import GuestCell, find_nested_times, split_topic
from forum.reader.shapes.programme.rows import NO_SPAN, AgendaRow
from forum.reader.shapes.record import times
from forum.reader.shapes.record.name_forms import LATIN_CAPITALS, is_whole_name
from forum.reader.shapes.record.role_labels import role_label
from forum.reader.vocabulary.list_marks import LIST_MARK
from forum.reader.vocabulary.shapes import TIMED

_FEWEST_TALKS: Final = 3
_FEWEST_WORDS: Final = 4  # of most topics, where only a mark within the line parts them from houses
_ENTRY: Final = re.compile(rf"{LIST_MARK.pattern}|^\s*>\s*")
_NAMES: Final = rf"[{LATIN_CAPITALS}][\w.’'-]*(?: [{LATIN_CAPITALS}][\w.’'-]*){{1,3}}"
_BEHIND_COMMA: Final = re.compile(
    rf"(?P<topic>[^,]\S.*?),\s+(?P<names>{_NAMES}(?:(?:,? and |, ){_NAMES})*)"
)
_AND_NAMES: Final = re.compile(r",? and |, ")
# Behind these marks stands what somebody is, as often as a topic.
_WEAK: Final = frozenset({"before comma", "before dash", "before colon", "before stroke"})


def list_bare_talks(
    lines: Sequence[Line], open_lines: Sequence[Line], taken: Collection[int]
) -> list[AgendaRow]:
    """Return the sessions of listed talks whose speakers only the form of their names shows.

    One for each heading, in which everybody has a topic; a talk below none is a session of its own.
    lines: of the document; taken: the lines of other rows.
    """
    written = [
        line for line in open_lines
        if line.text.strip() and line.table is None and line.number not in taken
        and not TIMED.search(line.text)
    ]  # fmt: skip
    entries = sorted(find_bare_talks(written).values(), key=lambda entry: entry[0])
    rows: list[AgendaRow] = []
    headed = groupby(entries, lambda entry: _heading_above(lines, entry[0][0]))
    for heading, listed in headed if len(entries) >= _FEWEST_TALKS else ():
        rows += _rows_below(heading, list(listed))
    return rows


def find_bare_talks(written: Sequence[Line]) -> dict[int, TitledPair]:
    """Return talks of one line, entries of a list, or of two, by their first lines' numbers."""
    pairs = find_titled_pairs(written)
    return {**pairs, **{entry[0][0]: entry for entry in _read_entries(written, pairs)}}


def _rows_below(heading: Line | None, entries: Sequence[TitledPair]) -> Iterator[AgendaRow]:
    if heading:
        numbers = [heading.number, *(number for lines, _people in entries for number in lines)]
        guests = [replace(cell, lines=lines) for lines, people in entries for cell in people]
        yield AgendaRow(numbers, NO_SPAN, heading.text.strip(" :："), guests=guests)
        return
    for lines, people in entries:
        guests = [replace(cell, topic="") for cell in people]
        yield AgendaRow(list(lines), NO_SPAN, people[0].topic, guests=guests)


def _heading_above(lines: Sequence[Line], number: int) -> Line | None:
    """Return the marked heading right above an entry, but the document's own."""
    above = [line for line in lines if line.text.strip() and line.number < number]
    return next((line for line in reversed(above[1:]) if line.heading), None)


def part_headed_talks(
    written: Sequence[Line], heads: Collection[int]
) -> tuple[Mapping[int, TitledPair], list[Line]]:
    """Return the talks of lines, and the lines without those of talks below a heading.

    These are not of the time above it. heads: the numbers of headings that are rows themselves.
    """
    talks = find_bare_talks(written)
    apart: set[int] = set()
    is_headed = False
    for line in written:
        if line.heading or TIMED.search(line.text):
            is_headed = bool(line.heading) and line.number not in heads
        if is_headed and line.number in talks:
            apart.update(talks[line.number][0])
    return talks, [line for line in written if line.number not in apart]


def _read_entries(written: Sequence[Line], pairs: Collection[int]) -> Iterator[TitledPair]:
    """Yield the entries of lists that name people and their topic in one line."""
    read = [
        (line, list(read_forms(_ENTRY.sub("", line.text))))
        for line in written if _ENTRY.match(line.text) and line.number not in pairs
        and not TIMED.search(line.text)
        and not role_label(_ENTRY.sub("", line.text), "en")
    ]  # fmt: skip
    talks = [talk for _line, forms in read for talk in forms if talk.topic]
    sure = {form for form in find_sure_forms(talks) if _are_of_topics(form, talks)}
    for line, forms in read:
        talk = next((talk for talk in forms if talk.form in sure and talk.topic), None)
        if talk:
            people = tuple(replace(cell, topic=talk.topic, is_by_form=True) for cell in talk.people)
            yield (line.number,), people


def _are_of_topics(form: str, talks: Sequence[NamedTalk]) -> bool:
    """Tell whether what stands beside the names are topics, and not what the people are."""
    topics = [talk.topic for talk in talks if talk.form == form]
    long = [topic for topic in topics if len(topic.split()) >= _FEWEST_WORDS]
    return form not in _WEAK or 2 * len(long) > len(topics)


def seat_further(rows: Sequence[AgendaRow], open_lines: Sequence[Line]) -> None:
    """Let whoever a line below a row names behind a comma speak in it, as in the row's own words.

    Walls, Anna Berg / Gates, Tom Li and Eva Holm
    """
    numbers = {line.number: line for line in open_lines if line.text.strip()}
    firsts = [row.lines[0] for row in rows[1:]]
    for row, end in zip(rows, [*firsts, float("inf")], strict=False):
        if not row.topic or not row.guests or any(cell.topic for cell in row.guests[:1]):
            continue
        for number in sorted(place for place in numbers if max(row.lines) < place < end):
            if not (people := _named_behind_comma(numbers[number].text)):
                break
            row.guests += [replace(cell, lines=(number,)) for cell in people]


def _named_behind_comma(text: str) -> list[GuestCell]:
    """Return whom a text names behind its topic, none where it names anybody before them."""
    talk = _BEHIND_COMMA.fullmatch(text.strip())
    names = _AND_NAMES.split(talk["names"]) if talk else []
    if talk is None or is_whole_name(talk["topic"]) or not all(map(is_whole_name, names)):
        return []
    return [GuestCell(name, topic=talk["topic"]) for name in names]


def part_nested_rows(rows: Sequence[AgendaRow]) -> list[AgendaRow]:
    """Return rows, behind each a row for every time that stands within its words."""
    parted: list[AgendaRow] = []
    for row in rows:
        lines = row.topic.split("\n")
        starts = find_nested_times(row.topic)
        parted.append(row)
        if not starts:
            continue
        row.topic, guests = split_topic("\n".join(lines[: starts[0]]))
        row.guests += guests
        for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
            span = times.find(lines[start])
            topic = "\n".join(lines[start + 1 : end])
            if span and span.valid and topic:
                parted.append(AgendaRow(list(row.lines), span, topic, day=row.day))
    return parted
