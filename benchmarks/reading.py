"""Score the reading of a folder of documents against gold.

    uv run python -m benchmarks.reading FOLDER [-v] [--only TEXT]

FOLDER holds ``documents/`` and ``gold/NAME.json``, or documents with a NAME.json beside each; for
the format of gold see ``benchmarks.reading_score``. Nothing is written, no database is needed.
Prints a line for each document and the means: people, appearances, titles, sessions and remarks
that were found, precision, silent errors, warnings, seconds of processor. Of a refused document
nothing is found; a second line gives the means with what --partial would take of such as a draft,
for somebody to check. -v names what is wrong and what is missing.
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


def attempt(path: Path) -> tuple[Reading, Reading, str]:
    """Return what is read of a document, what --partial takes of it, and why it is refused.

    Nothing is taken of a refused one, but perhaps for a draft.
    """
    nothing = Reading(Shape.UNKNOWN, EventRecord(path.name, "", "", {}), 0.0)
    try:
        reading = read_document(read(path))
    except DocumentError as error:
        return nothing, nothing, error.case
    try:
        fitness.check(reading)
    except DocumentError as error:
        refused = Reading(reading.shape, nothing.record, reading.understood)
        return refused, _draft(reading) or refused, error.case
    return reading, reading, ""


def _draft(reading: Reading) -> Reading | None:
    """Return the draft that can be made of a refused reading, None where nothing was read."""
    try:
        fitness.refuse_empty(reading)
    except DocumentError:
        return None
    return reading  # what a draft is called by its file is no reading


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


def print_summary(scores: Sequence[Score], what: str) -> None:
    """Print the means. what: of which reading they are, and how long it took."""
    counts = " ".join(f"{kind} {mean(scores, kind):.1f}%" for kind in KINDS)
    precise = [each.precision for each in scores if each.precision is not None]
    precision = 100 * sum(precise) / len(precise) if precise else 0.0
    silent = sum(len(each.silent) for each in scores)
    warnings = sum(each.warnings for each in scores)
    print(
        f"{len(scores)} documents: {counts} precision {precision:.1f}% silent errors {silent} "
        f"warnings {warnings} {what}"
    )


def print_errors(result: Score) -> None:
    """Print what is wrong in a reading, or in the draft of a refused one, and what is missing."""
    for mark in ("silent", "warned", "missed"):
        for what in getattr(result, mark):
            print(f"    {mark}: {what}")


def main() -> None:
    """Read the arguments and score."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", type=Path)
    parser.add_argument("-v", "--verbose", action="store_true")
    parser.add_argument("--only", default="", help="Documents whose names hold it.")
    options = parser.parse_args()
    scores: list[Score] = []
    drafts: list[Score] = []
    start = time.process_time()
    for path, gold in documents(options.folder):
        if options.only not in path.name:
            continue
        reading, draft, refusal = attempt(path)
        truth = json.loads(gold.read_text("utf-8")) if gold.exists() else None
        result = score(truth, reading) if truth else None
        print_score(path.name, reading, refusal, result)
        if truth is None or result is None:
            continue
        scores.append(result)
        drafts.append(score(truth, draft) if refusal else result)
        if options.verbose:
            print_errors(drafts[-1])
    print_summary(scores, f"{time.process_time() - start:.1f} s")
    print_summary(drafts, "with the drafts of refused ones (--partial)")


if __name__ == "__main__":
    main()
