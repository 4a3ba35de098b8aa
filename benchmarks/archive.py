"""Measure ``export_site``: seconds and peak memory for 5, 50 and 500 events of a large site.

Run ``uv run python -m benchmarks.archive /tmp/large`` after benchmarks/generate.py. Each size is a
process of its own; the pages of people and organizations stay on the site, so that the sizes are to
each other as their events are. Every page has to be made, unless the worker has published them, as
where a site is in use: ``manage.py publish_all`` before. The seconds of the processor are those of
all processes that make pages, without the database's; the memory is that of the largest.
"""

import argparse
import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryFile

SIZES = (5, 50, 500)
ADDRESS = "http://127.0.0.1"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("data_dir", type=Path, help="the folder that benchmarks/generate.py filled")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="Numbers of events.")
    parser.add_argument("--only", type=int, help="Measure this number of events in this process.")
    parser.add_argument("--settle", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    os.environ["DATA_DIR"] = str(arguments.data_dir.absolute())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "forum.settings")
    os.environ["PUBLISH_ADDRESS"] = ADDRESS
    if arguments.settle:
        settle()
        return
    if arguments.only:
        measure(arguments.only)
        return
    sys.stdout.write(" events   pages      files  seconds  processor  a file (ms)  peak (MB)\n")
    sys.stdout.flush()
    command = [sys.executable, "-m", "benchmarks.archive", str(arguments.data_dir)]
    # The changes of a site that was just generated are the worker's to deal with, and its memory.
    subprocess.run([*command, "--settle"], check=True)
    for size in arguments.sizes:
        subprocess.run([*command, "--only", str(size)], check=True)


def settle() -> None:
    """Deal with what changed since the site's worker last did."""
    import django

    django.setup()
    from forum.delivery.publishing import settling

    settling.settle_changes()


def measure(events: int) -> None:
    """Write the zip of some events and say what it took."""
    import django

    django.setup()
    from forum.delivery.publishing import publisher
    from forum.delivery.publishing.files import list_paths
    from forum.site.archive.ledger import Ledger
    from forum.site.archive.making import find_last_change
    from forum.site.archive.scope import PROCEEDINGS, QUOTE_CARDS, ArchiveScope, whole_site
    from forum.site.archive.walk import SiteWalk
    from forum.site.archive.zip_file import write_zip

    records = whole_site().records
    chosen = records["events"].filter(slug__startswith="bench-")[:events]
    keys = list(chosen.values_list("pk", flat=True))
    of_events = {
        "events": records["events"].filter(pk__in=keys),
        "sessions": records["sessions"].filter(event__in=keys),
        "appearances": records["appearances"].filter(session__event__in=keys),
    }
    own = frozenset(f"/events/{slug}/" for slug in chosen.values_list("slug", flat=True))
    drawn = (PROCEEDINGS, QUOTE_CARDS, r".*/record\.docx", r".*/share\.png")
    publisher.begin_release()
    present = len(list_paths())
    began, busy = time.monotonic(), time.process_time()
    with TemporaryFile() as target, Ledger() as ledger:
        scope = ArchiveScope(of_events, own, drawn)
        walk = SiteWalk(ADDRESS, scope, ledger, lambda *_: None, os.cpu_count() or 1)
        count = write_zip(target, walk, find_last_change(), "")
    seconds, busy = time.monotonic() - began, time.process_time() - busy
    made = resource.getrusage(resource.RUSAGE_CHILDREN)
    busy += made.ru_utime + made.ru_stime
    # Of this process, and of the largest that made pages.
    peak = max(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, made.ru_maxrss) / 1024
    per_file = seconds / count * 1000
    pages = "there" if present >= count / 2 else "to make"
    sys.stdout.write(
        f"{events:7} {pages:>7} {count:10} {seconds:8.1f} {busy:10.1f} "
        f"{per_file:12.1f} {peak:10.0f}\n"
    )
    sys.stdout.flush()


if __name__ == "__main__":
    main()
