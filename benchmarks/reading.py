"""Score the reading of a folder of documents against gold.

    uv run python -m benchmarks.reading FOLDER [-v] [--only TEXT]

FOLDER holds ``documents/`` and ``gold/NAME.json``, or documents with a NAME.json beside each; for
the format of gold see ``benchmarks.reading_score``. Nothing is written, no database is needed.
Prints a line for each document and the means: people, appearances, titles, sessions and remarks
that were found, precision, silent errors, warnings, seconds of processor. -v names what is wrong
and what is missing.
"""

import argparse
import json
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.reading_score import KINDS, Score, score
from forum.reader import fitness
from forum.reader.dispatch import read_document
from forum.reader.document import DocumentError, read
from forum.reader.event_record import EventRecord
from forum.reader.reading import Reading, Shape

_SUFFIXES = (".txt", ".docx", ".xlsx", ".csv")


def documents(folder: Path) -> Iterator[tuple[Path, Path]]:
    """Yield each document with the path where its gold would stand."""
    home = folder / "documents" if (folder / "documents").is_dir() else folder
    gold = folder / "gold" if (folder / "gold").is_dir() else folder
    for path in sorted(home.iterdir()):
        if path.suffix in _SUFFIXES:
            yield path, gold / f"{path.stem}.json"


def attempt(path: Path) -> tuple[Reading, str]:
    """Return what is read of a document, and why it is refused; nothing is taken of a refused."""
    nothing = Reading(Shape.UNKNOWN, EventRecord(path.name, "", "", {}), 0.0)
    try:
        reading = read_document(read(path))
    except DocumentError as error:
        return nothing, error.case
    try:
        fitness.check(reading)
    except DocumentError as error:
        return Reading(reading.shape, nothing.record, reading.understood), error.case
    return reading, ""


def share(found: int, expected: int) -> str:
    """Return a fraction as it is printed."""
    return f"{found}/{expected}"


def mean(scores: Sequence[Score], kind: str) -> float:
    """Return the mean share found, each document counting the same."""
    shares = [each.found[kind] / each.expected[kind] for each in scores if each.expected[kind]]
    return 100 * sum(shares) / len(shares) if shares else 0.0


def print_score(name: str, reading: Reading, refusal: str, result: Score | None) -> None:
    """Print one document's line."""
    head = f"{name:32.32} {reading.shape:10} {100 * reading.understood:3.0f}%"
    if result is None:
        people = len(reading.record.people)
        print(f"{head} no gold; people {people} {refusal}")
        return
    counts = " ".join(
        f"{kind} {share(result.found[kind], result.expected[kind])}" for kind in KINDS
    )
    precise = f"{100 * result.precision:.0f}%" if result.precision is not None else "-"
    wrong = f"silent {len(result.silent)} warned {len(result.warned)} warnings {result.warnings}"
    print(f"{head} {counts} precision {precise} {wrong} {refusal}")


def print_summary(scores: Sequence[Score], seconds: float) -> None:
    """Print the means."""
    counts = " ".join(f"{kind} {mean(scores, kind):.1f}%" for kind in KINDS)
    precise = [each.precision for each in scores if each.precision is not None]
    precision = 100 * sum(precise) / len(precise) if precise else 0.0
    silent = sum(len(each.silent) for each in scores)
    warnings = sum(each.warnings for each in scores)
    print(
        f"{len(scores)} documents: {counts} precision {precision:.1f}% silent errors {silent} "
        f"warnings {warnings} {seconds:.1f} s"
    )


def main() -> None:
    """Read the arguments and score."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", type=Path)
    parser.add_argument("-v", "--verbose", action="store_true")
    parser.add_argument("--only", default="", help="Documents whose names hold it.")
    options = parser.parse_args()
    scores: list[Score] = []
    start = time.process_time()
    for path, gold in documents(options.folder):
        if options.only not in path.name:
            continue
        reading, refusal = attempt(path)
        result = score(json.loads(gold.read_text("utf-8")), reading) if gold.exists() else None
        print_score(path.name, reading, refusal, result)
        if result is None:
            continue
        scores.append(result)
        if options.verbose:
            for mark in ("silent", "warned", "missed"):
                for what in getattr(result, mark):
                    print(f"    {mark}: {what}")
    print_summary(scores, time.process_time() - start)


if __name__ == "__main__":
    main()
