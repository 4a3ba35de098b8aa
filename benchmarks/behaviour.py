"""What the site shows and says, stored, so that a restructuring can show that nothing changed.

    uv run python -m benchmarks.behaviour store /tmp/before      # on the commit before
    uv run python -m benchmarks.behaviour store /tmp/after       # on yours
    uv run python -m benchmarks.behaviour compare /tmp/before /tmp/after

``store`` sets the demo up in a scratch database and scratch folders of its own, and writes one text
file for each public page, feed, calendar, style sheet, error page and search, for each page of the
desk as a superuser sees it in both languages, for each export, and for the report of importing
every sample (see benchmarks/behaviour_walk.py). Docx, XLSX and ZIP are stored part by part. What is
different in two runs of the same code (tokens, names of pictures) is masked; the site's clock
stands still. It knows the
site by its addresses and its commands alone, so modules may move. It takes some minutes.

``compare`` prints what differs, each difference once with the files that it is in; a page of the
site is compared by its tags and words, however its template breaks lines. Exit code 1: something
differs.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from difflib import unified_diff
from itertools import groupby
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
# In the past for the database, which has a clock of its own; no sample speaks of that day.
CLOCK: Final = datetime(2025, 2, 3, 2, 0, tzinfo=UTC)
BEGAN: Final = time.monotonic()
MOST_LINES: Final = 60
MOST_FILES: Final = 6


def main() -> None:
    arguments = read_arguments()
    match arguments.command:
        case "store":
            sys.exit(store(arguments.folder))
        case "walk":
            walk(arguments.folder)
        case "compare":
            sys.exit(compare(arguments.before, arguments.after))


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="store|compare")
    commands.add_parser("store").add_argument("folder", type=Path, help="a new folder")
    commands.add_parser("walk").add_argument("folder", type=Path)
    comparison = commands.add_parser("compare")
    comparison.add_argument("before", type=Path)
    comparison.add_argument("after", type=Path)
    return parser.parse_args()


def store(folder: Path) -> int:
    """Store the behaviour of this checkout, in a process with data of its own."""
    if folder.exists() and any(folder.iterdir()):
        sys.exit(f"{folder} is not empty: name a new folder.")
    data_dir = Path(tempfile.mkdtemp(prefix="forum-behaviour-"))
    # As root the server runs as somebody else, who is to enter this folder.
    data_dir.chmod(0o755)
    environment = {
        **os.environ,
        "DATA_DIR": str(data_dir),
        "DJANGO_SETTINGS_MODULE": "forum.settings",
        "DEBUG": "1",
        "PYTHONHASHSEED": "0",
    }
    environment.pop("DATABASE_URL", None)
    command = [sys.executable, "-m", "benchmarks.behaviour", "walk", str(folder.absolute())]
    try:
        return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
    finally:
        shutil.rmtree(data_dir, ignore_errors=True)


def walk(folder: Path) -> None:
    import django
    from django.utils import timezone

    # Whoever imports the function later gets this one.
    timezone.now = slow_clock
    django.setup()
    from benchmarks.behaviour_walk import Walk

    Walk(folder).store_all()


def slow_clock() -> datetime:
    """Return a time of one and the same second: later calls differ in microseconds only."""
    return CLOCK + timedelta(seconds=time.monotonic() - BEGAN) / 10_000


def compare(before: Path, after: Path) -> int:
    """Print what differs, each difference once with the files that show it; return 1 if any."""
    for folder in (before, after):
        if not folder.is_dir():
            sys.exit(f"{folder} is no folder: store a behaviour there first.")
    names_before, names_after = stored_files(before), stored_files(after)
    gone, new = sorted(names_before - names_after), sorted(names_after - names_before)
    for folder, names in ((before, gone), (after, new)):
        if names:
            print("\n  ".join([f"=== only in {folder}:", *names, ""]))
    places = defaultdict(list)
    for name in sorted(names_before & names_after):
        for lines in differences((before / name).read_text(), (after / name).read_text()):
            places[lines].append(name)
    for lines, names in sorted(places.items(), key=lambda item: -len(item[1])):
        print_place(lines, names)
    changed = {name for names in places.values() for name in names}
    print(
        f"{len(changed)} of {len(names_before & names_after)} files differ in {len(places)} ways, "
        f"{len(gone)} are gone, {len(new)} are new."
    )
    return 1 if changed or gone or new else 0


def print_place(lines: tuple[str, ...], names: list[str]) -> None:
    """Print a difference and the files that it is in."""
    more = f" and {len(names) - MOST_FILES} more files" if len(names) > MOST_FILES else ""
    print(f"=== {', '.join(names[:MOST_FILES])}{more}")
    print("\n".join(lines[:MOST_LINES]))
    if len(lines) > MOST_LINES:
        print(f"... {len(lines) - MOST_LINES} more lines")
    print()


def differences(before: str, after: str) -> Iterator[tuple[str, ...]]:
    """Yield the places at which two texts differ, each as the lines of its difference."""
    lines = list(unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=0))[2:]
    for is_heading, place in groupby(lines, key=lambda line: line.startswith("@@ ")):
        if not is_heading:
            yield tuple(place)


def stored_files(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*.txt")}


if __name__ == "__main__":
    main()
