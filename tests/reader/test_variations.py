"""Changes that must not matter, held against the unchanged reading."""

import re
import unicodedata
from collections import Counter
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

import opencc
import pytest

from forum.demo.sample_documents import RECORDS
from forum.reader.dispatch import read_document
from forum.reader.document import Document
from forum.reader.encoding import decode
from forum.reader.event_record import EventRecord, Level, Line, Text
from forum.reader.lines import clean, split
from tests.support.variants_compare import FOLDER
from tests.support.variations import VARIATIONS

SHORT_SAMPLES, LONG_SAMPLES = (sorted(folder.glob("*.txt")) for folder in (FOLDER, RECORDS))
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


class Sample(NamedTuple):
    """A text and what is read in it unchanged."""

    text: str
    values: Counter[tuple[object, ...]]
    warnings: Counter[str]


@cache
def read_sample(path: Path) -> Sample:
    text = decode(path.read_bytes()).text.replace("\r\n", "\n").replace("\r", "\n")
    record = read_text(text, path.name)
    return Sample(text, values(record), warnings(record))


def likeness(one: Counter[tuple[object, ...]], other: Counter[tuple[object, ...]]) -> float:
    return 2 * (one & other).total() / (one.total() + other.total())


@pytest.mark.parametrize("name", VARIATIONS)
def test_a_variation_changes_nothing(name: str) -> None:
    """In all short samples, and in one of the long ones, which are as long as a third of them."""
    long_sample = LONG_SAMPLES[list(VARIATIONS).index(name) % len(LONG_SAMPLES)]
    shares: list[float] = []
    new_warnings = 0
    for path in (*SHORT_SAMPLES, long_sample):
        sample = read_sample(path)
        changed = VARIATIONS[name](sample.text)
        if changed != sample.text:
            varied = read_text(changed, path.name)
            shares.append(likeness(sample.values, values(varied)))
            new_warnings += (warnings(varied) - sample.warnings).total()
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
    for path in (*SHORT_SAMPLES, *LONG_SAMPLES):
        sample = read_sample(path)
        if word in sample.text:
            varied = read_text(sample.text.replace(word, unknown), path.name)
            printed = {str(value).replace(plain(unknown), plain(word)) for value in values(varied)}
            expected = set(map(str, sample.values))
            shares.append(2 * len(printed & expected) / (len(printed) + len(expected)))
    assert sum(shares) / len(shares) >= LEAST_LIKENESS
