"""A long line costs what its length says, whatever it repeats, at every door of the reader."""

from collections.abc import Callable, Sequence
from functools import partial
from time import process_time

import pytest

from forum.reader import classification
from forum.reader.classification import classify
from forum.reader.document import Document
from forum.reader.event_record import Line
from forum.reader.guest_cells import read_guests
from forum.reader.prose.sentences import ProseParagraph, read_paragraphs
from forum.reader.reading import Shape
from forum.reader.shapes.minutes.reader import read_minutes
from forum.reader.shapes.news.headed_talks import read_news
from forum.reader.shapes.news.report import read_report
from forum.reader.shapes.programme.reader import read_programme
from forum.reader.shapes.record.reader import read_record
from forum.reader.shapes.transcript.reader import read_transcript
from forum.reader.tables import typed_tables
from forum.reader.vocabulary.furniture import PRACTICAL
from forum.reader.web_page import without_foot, without_head

DOORS: dict[str, Callable[[Document], object]] = {
    "classify": lambda document: classify(document.lines, document.tables, is_table_file=False),
    "guests": lambda document: [read_guests(line.text) for line in document.lines],
    "minutes": read_minutes,
    "news": read_news,
    "page": lambda document: without_head(without_foot(document)),
    "programme": read_programme,
    "record": read_record,
    "report": read_report,
    "transcript": read_transcript,
}
REPEATED = [
    "一", "a", "A", "Aa ", "Ada Berg ", "1 ", " ", "\u3000", "\t", "，", "、", "(", "（", "“", "《",
    "9:00 ", "A. ", "- ", "—", "：", "林岚、", "局长", "的", "of the ", "and ", "@", ".", "/",
    "一·",
]  # fmt: skip
SHORT, LONG = 400, 1600
# Four times the length costs four times as much; a square of it would cost sixteen times.
MOST = 9
LEAST = 0.02  # seconds of processor that a measurement needs to be one


def measure(act: Callable[[], object]) -> float:
    """Return seconds of processor."""
    start = process_time()
    act()
    return process_time() - start


def grows_by_length(short: Callable[[], object], long: Callable[[], object]) -> bool:
    """Tell whether what is four times as long takes less than ``MOST`` times as long.

    The short is measured twice for the lower, the long, which is dear, again only where it took
    longer than it may.
    """
    seconds = MOST * max(min(measure(short), measure(short)), LEAST)
    return any(measure(long) < seconds for _attempt in range(2))


def paper(size: int) -> Document:
    texts = ["2023年海塘论坛", "议程", *((unit * size)[:size] for unit in REPEATED), "9:30 闭幕"]
    lines = tuple(Line(number, text) for number, text in enumerate(texts, 1))
    return Document("long.txt", "utf-8", "0" * 64, lines, tables=tuple(typed_tables(lines)))


@pytest.mark.parametrize("door", DOORS)
def test_a_long_line_costs_no_more_than_its_length(door: str) -> None:
    short, long = (partial(DOORS[door], paper(size)) for size in (SHORT, LONG))
    assert grows_by_length(short, long)


def test_notices_are_looked_for_in_a_long_line_once() -> None:
    short, long = (partial(PRACTICAL.search, "一" * size) for size in (10 * SHORT, 10 * LONG))
    assert grows_by_length(short, long)


def test_a_paper_is_cut_into_sentences_once(monkeypatch: pytest.MonkeyPatch) -> None:
    cut: list[Sequence[Line]] = []

    def note(lines: Sequence[Line]) -> list[ProseParagraph]:
        cut.append(lines)
        return read_paragraphs(lines)

    monkeypatch.setattr(classification, "read_paragraphs", note)
    texts = ["Board minutes", "Present", "• Dea Falk", "• Tom Li", "The quay was tabled. " * 20]
    lines = tuple(Line(number, text) for number, text in enumerate(texts, 1))
    classify(lines, (), is_table_file=False)
    assert cut == [lines]


def test_a_table_is_cut_into_no_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(classification, "read_paragraphs", None)
    lines = tuple(Line(number, "林岚\t馆长") for number in range(1, 5))
    assert classify(lines, (), is_table_file=True) is Shape.UNKNOWN


def test_each_of_many_parts_of_minutes_looks_at_no_more_than_itself() -> None:
    def minutes(parts: int) -> Document:
        texts = ["Board minutes", *["Decisions", "• The quay was tabled"] * parts]
        lines = tuple(Line(number, text) for number, text in enumerate(texts, 1))
        return Document("minutes.txt", "utf-8", "0" * 64, lines)

    short, long = (partial(read_minutes, minutes(parts)) for parts in (SHORT, LONG))
    assert grows_by_length(short, long)
