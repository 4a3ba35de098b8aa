"""Changes that must not matter: each over all samples, held against the unchanged reading."""

import re
import unicodedata
from collections import Counter
from functools import cache, lru_cache
from pathlib import Path

import opencc
import pytest

from forum.demo.sample_documents import RECORDS
from forum.reader.dispatch import read_document
from forum.reader.document import Document
from forum.reader.encoding import decode
from forum.reader.event_record import EventRecord, Level, Line, Text
from forum.reader.lines import clean, split
from tests.support.variants_compare import FOLDER
from tests.support.variations import VARIATIONS, Variation, shuffled

SAMPLES = [*sorted(FOLDER.glob("*.txt")), *sorted(RECORDS.glob("*.txt"))]
# The least mean likeness over all samples, and the most new warnings for each in the mean.
LEAST_LIKENESS = 0.99
MOST_NEW_WARNINGS = 0.3
_MARKS = re.compile(r"[\s·•・‧“”\"「」『』'‘’\-–—―─\[\]【】〔〕〖〗()（）,，.。]")


@cache
def converter(direction: str) -> opencc.OpenCC:
    return opencc.OpenCC(direction)


@lru_cache(maxsize=65_536)
def plain(text: str) -> str:
    """Return a text without whatever the variations change."""
    both_ways = converter("t2s").convert(converter("s2t").convert(text))
    return _MARKS.sub("", unicodedata.normalize("NFKC", both_ways)).casefold()


def forms(text: Text) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((code, plain(value)) for code, value in text.items() if value))


def values(record: EventRecord) -> Counter[tuple[object, ...]]:
    """Return everything that a record says, one entry for each value."""
    names = {person.key: plain(next(iter(person.name.values()))) for person in record.people}
    return Counter(
        [
            ("title", forms(record.title)),
            ("introduction", forms(record.introduction)),
            ("days", record.start_date, record.end_date),
            ("place", forms(record.city), forms(record.country)),
            *(("organization", each.role, forms(each.name)) for each in record.organizations),
            *(("session", each.key, each.kind, forms(each.title)) for each in record.sessions),
            *(("person", forms(each.name), forms(each.title)) for each in record.people),
            *(("product", forms(each.title), forms(each.text)) for each in record.products),
            *(
                (
                    "appearance", names[each.person], each.session, each.role, each.no,
                    each.attendance, forms(each.title), forms(each.caption), forms(each.remarks),
                )
                for each in record.appearances
            ),
        ]
    )  # fmt: skip


def warnings(record: EventRecord) -> Counter[str]:
    return Counter(each.kind for each in record.findings if each.level is not Level.NOTE)


def read_text(text: str, name: str) -> EventRecord:
    lines = tuple(Line(number, clean(line)) for number, line in enumerate(split(text), 1))
    return read_document(Document(name, "utf-8", "0" * 64, lines)).record


@cache
def original(path: Path) -> tuple[str, EventRecord]:
    text = decode(path.read_bytes()).text.replace("\r\n", "\n").replace("\r", "\n")
    return text, read_text(text, path.name)


def likeness(one: Counter[tuple[object, ...]], other: Counter[tuple[object, ...]]) -> float:
    return 2 * (one & other).total() / (one.total() + other.total())


@pytest.mark.parametrize(
    "variation",
    [*VARIATIONS.values(), *map(shuffled, range(6))],
    ids=[*VARIATIONS, *(f"shuffled{seed}" for seed in range(6))],
)
def test_a_variation_changes_nothing(variation: Variation) -> None:
    shares: list[float] = []
    new_warnings = 0
    for path in SAMPLES:
        text, record = original(path)
        changed = variation(text)
        if changed != text:
            varied = read_text(changed, path.name)
            shares.append(likeness(values(record), values(varied)))
            new_warnings += (warnings(varied) - warnings(record)).total()
    assert sum(shares) / len(shares) >= LEAST_LIKENESS
    assert new_warnings / len(shares) <= MOST_NEW_WARNINGS


@pytest.mark.parametrize(
    ("word", "unknown"),
    [
        ("局长", "督办"),
        ("院长", "领航人"),
        ("副市长", "副城守"),
        ("教授", "讲席"),
        ("主席", "召集者"),
    ],
)
def test_a_title_that_no_vocabulary_has_is_read(word: str, unknown: str) -> None:
    shares = []
    for path in SAMPLES:
        text, record = original(path)
        if word in text:
            varied = read_text(text.replace(word, unknown), path.name)
            printed = {str(value).replace(plain(unknown), plain(word)) for value in values(varied)}
            expected = set(map(str, values(record)))
            shares.append(2 * len(printed & expected) / (len(printed) + len(expected)))
    assert sum(shares) / len(shares) >= LEAST_LIKENESS
