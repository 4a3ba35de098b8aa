"""How the reader's time grows with a line, whatever it repeats, and with the parts of minutes.

    uv run python -m benchmarks.long_lines

Each door of the reader is given lines of one length and of four times that. Exit code 1: one took
longer than its length says.
"""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from time import process_time
from typing import Final

from benchmarks.figures import Figure, run
from forum.reader.classification import classify
from forum.reader.document import Document
from forum.reader.event_record import Line
from forum.reader.guest_cells import read_guests
from forum.reader.shapes.minutes.reader import read_minutes
from forum.reader.shapes.news.headed_talks import read_news
from forum.reader.shapes.news.report import read_report
from forum.reader.shapes.programme.reader import read_programme
from forum.reader.shapes.record.reader import read_record
from forum.reader.shapes.transcript.reader import read_transcript
from forum.reader.tables import typed_tables
from forum.reader.vocabulary.furniture import PRACTICAL
from forum.reader.web_page import without_foot, without_head

DOORS: Final[dict[str, Callable[[Document], object]]] = {
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
REPEATED: Final = [
    "一", "a", "A", "Aa ", "Ada Berg ", "1 ", " ", "\u3000", "\t", "，", "、", "(", "（", "“", "《",
    "9:00 ", "A. ", "- ", "—", "：", "林岚、", "局长", "的", "of the ", "and ", "@", ".", "/",
    "一·",
]  # fmt: skip
SHORT, LONG = 400, 1600
# Four times the length costs four times as much; a square of it would cost sixteen times.
MOST: Final = 9
LEAST: Final = 0.02  # seconds of processor that a measurement needs to be one


def measure_growth(short: Callable[[], object], long: Callable[[], object]) -> float:
    """Return how many times as long what is four times as long takes.

    The short is measured twice for the lower, the long again only where it took too long.
    """
    first, second = max(min(_time(short), _time(short)), LEAST), _time(long)
    if second > MOST * first:
        second = min(second, _time(long))
    return second / first


def _time(act: Callable[[], object]) -> float:
    """Return seconds of processor."""
    start = process_time()
    act()
    return process_time() - start


def make_paper(size: int) -> Document:
    """Return a paper of lines that repeat something up to a length."""
    return _make_document(
        ["2023年海塘论坛", "议程", *((unit * size)[:size] for unit in REPEATED), "9:30 闭幕"]
    )


def make_minutes(parts: int) -> Document:
    return _make_document(["Board minutes", *["Decisions", "• The quay was tabled"] * parts])


def _make_document(texts: list[str]) -> Document:
    lines = tuple(Line(number, text) for number, text in enumerate(texts, 1))
    return Document("long.txt", "utf-8", "0" * 64, lines, tables=tuple(typed_tables(lines)))


def measure(_data: Path) -> Iterator[Figure]:
    acts: dict[str, Callable[[int], object]] = {
        **{f"lines, {name}": partial(_read_lines, act) for name, act in DOORS.items()},
        "parts of minutes": lambda size: read_minutes(make_minutes(size)),
        "notices in a line": lambda size: PRACTICAL.search("一" * 10 * size),
    }
    for name, act in acts.items():
        growth = measure_growth(partial(act, SHORT), partial(act, LONG))
        yield Figure(f"four times as long: {name}", growth, "times", MOST)


def _read_lines(read: Callable[[Document], object], size: int) -> object:
    return read(make_paper(size))


if __name__ == "__main__":
    run(__doc__, measure)
