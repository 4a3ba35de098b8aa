"""Each record with one thing taken out: the rest is read as before, and the gap is named."""

from dataclasses import replace

import pytest

from forum.reader import document
from forum.reader.document import Document
from forum.reader.event_record import AppearanceRecord, EventRecord
from forum.reader.shapes.record import reader as record
from tests.support.variants_compare import FOLDER, squash

# In one language; every speaker is listed and has a caption and a speech of their own.
WHOLE = [
    "all_roles", "broken_structure", "clean_chinese", "cover_labels", "damaged_end",
    "dates_places_editions", "english_contradictions", "english_only", "english_programme",
    "gb18030_spaces", "list_against_captions", "list_styles", "moderators_in_body",
    "numbered_headings", "numbered_products", "organizations_run_together", "points",
    "quotations_inside", "round_table_dialogues", "same_name", "seed_layout", "speech_heads",
    "spread_letters", "three_products", "times_and_impossible_date", "two_days",
    "two_moderators_cr", "utf16_crlf",
]  # fmt: skip

type Place = tuple[str, str, str]


def without(source: Document, lost: list[int]) -> Document:
    """Return the document without the lines of these numbers."""
    kept = [line for line in source.lines if line.number not in lost]
    return replace(
        source, lines=tuple(replace(line, number=n) for n, line in enumerate(kept, 1)), findings=()
    )


def text(words: object) -> str:
    return "\n".join(dict(words).values())  # type: ignore[call-overload]


def said(parsed: EventRecord) -> dict[Place, str]:
    """Return who said what: (folded name, session, role) -> remarks."""
    names = {person.key: squash(text(person.name)) for person in parsed.people}
    return {(names[a.person], a.session, a.role): text(a.remarks) for a in parsed.appearances}


def lines_of(source: Document, each: AppearanceRecord, printed: str) -> list[int]:
    """Return the appearance's lines that stand in, or end with a paragraph of, the printed text."""
    parts = [squash(part) for part in printed.split("\n")]
    return [
        line.number
        for line in source.lines
        if (words := squash(line.text))
        and min(each.lines) <= line.number <= max(each.lines)
        and any(words in part or words.endswith(part) for part in parts)
    ]


def speakers(name: str) -> tuple[Document, EventRecord, list[AppearanceRecord]]:
    source = document.read(FOLDER / f"{name}.txt")
    parsed = record.parse(source)
    return source, parsed, [a for a in parsed.appearances if text(a.remarks) and text(a.caption)]


@pytest.mark.parametrize("name", WHOLE)
def test_a_lost_caption_changes_nobodys_words(name: str) -> None:
    source, parsed, found = speakers(name)
    assert found
    for each in found:
        read = record.parse(without(source, lines_of(source, each, text(each.caption))))
        assert said(read) == said(parsed), text(each.caption)
        assert "caption_missing" in {finding.kind for finding in read.findings}, text(each.caption)


@pytest.mark.parametrize("name", WHOLE)
def test_lost_remarks_leave_the_others_alone(name: str) -> None:
    source, parsed, found = speakers(name)
    for each in found:
        read = record.parse(without(source, lines_of(source, each, text(each.remarks))))
        lost = {place: words for place, words in said(read).items() if words}
        kept = {place: words for place, words in said(parsed).items() if words}
        assert lost == {
            place: words for place, words in kept.items() if words != text(each.remarks)
        }
        assert "no_remarks" in {finding.kind for finding in read.findings}, text(each.caption)


@pytest.mark.parametrize("name", WHOLE)
def test_a_record_cut_after_any_line_is_read(name: str) -> None:
    """What stood before the cut is read; nothing is invented for what follows it."""
    source, _parsed, _found = speakers(name)
    whole = squash("".join(line.text for line in source.lines))
    for last in range(1, len(source.lines), 3):
        read = record.parse(without(source, [line.number for line in source.lines[last:]]))
        assert all(squash(part) in whole for t in said(read).values() for part in t.split("\n"))
