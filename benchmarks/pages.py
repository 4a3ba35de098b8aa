"""Server time of every kind of page on a small site against a large one.

    uv run python manage.py demo --no-serve                        # the small site, in .data
    uv run python benchmarks/generate.py /tmp/large                # the large one
    uv run python benchmarks/pages.py .data /tmp/large

The same records are shown on both, and lists at the same page size (``--page-size``), so that what
differs is how much lies beside them. Each page is asked for until it is warm and then ``--times``
times; the two sites take turns, so that a busy machine slows both. Medians in milliseconds,
queries included, sockets excluded. Exit code 1: a page takes more than twice the small site's time.
What a search takes depends on what is asked: benchmarks/search.py measures that.
"""

import argparse
import gc
import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any, Self

ROOT = Path(__file__).resolve().parent.parent
WARM_UP = 3
RATIO = 2.0
SLUG = "bench-"


def main() -> None:
    arguments = read_arguments()
    if arguments.serve:
        serve(arguments.serve, arguments.page_size)
        return
    with Site(arguments.small, arguments) as small, Site(arguments.large, arguments) as large:
        sys.exit(compare(small, large, arguments.times))


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("small", type=Path, nargs="?", default=ROOT / ".data")
    # Made by benchmarks.generate, on a machine of one's own.
    parser.add_argument("large", type=Path, nargs="?", default=Path("/tmp/large"))  # noqa: S108
    parser.add_argument("--times", type=int, default=21)
    parser.add_argument("--page-size", type=int, default=3)
    parser.add_argument("--serve", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args()


@dataclass
class Site:
    """A process that answers for a data folder: a path a line, its milliseconds a line."""

    data_dir: Path
    arguments: argparse.Namespace

    def __enter__(self) -> Self:
        size = str(self.arguments.page_size)
        self.process = subprocess.Popen(
            [sys.executable, __file__, "--serve", str(self.data_dir), "--page-size", size],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.pages: dict[str, str] = json.loads(self._line())
        return self

    def __exit__(self, *error: object) -> None:
        assert self.process.stdin  # noqa: S101
        self.process.stdin.close()
        self.process.wait()

    def _line(self) -> str:
        assert self.process.stdout  # noqa: S101
        line = self.process.stdout.readline()
        if not line:
            sys.exit(f"The site in {self.data_dir} does not answer.")
        return line

    def ask(self, path: str) -> float:
        assert self.process.stdin  # noqa: S101
        self.process.stdin.write(f"{path}\n")
        self.process.stdin.flush()
        return float(self._line())


def compare(small: Site, large: Site, times: int) -> int:
    """Print the table; return the exit code."""
    failed = 0
    sys.stdout.write(f"{'page':<22}{'small':>9}{'large':>9}{'ratio':>8}\n")
    for name in (name for name in small.pages if name in large.pages):
        pairs = [(small.ask(small.pages[name]), large.ask(large.pages[name]))
                 for _ in range(WARM_UP + times)][WARM_UP:]  # fmt: skip
        small_time, large_time = (median(column) for column in zip(*pairs, strict=True))
        bad = large_time > RATIO * small_time
        failed += bad
        mark = "  <" if bad else ""
        sys.stdout.write(
            f"{name:<22}{small_time:>9.1f}{large_time:>9.1f}{large_time / small_time:>8.2f}{mark}\n"
        )
        sys.stdout.flush()
    return 1 if failed else 0


def serve(data_dir: Path, page_size: int) -> None:
    """Answer paths from standard input."""
    sys.path.insert(0, str(ROOT))
    os.environ["DATA_DIR"] = str(data_dir.absolute())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "forum.settings")
    import django

    django.setup()
    if page_size:
        shorten(page_size)
    from django.conf import settings
    from django.test import Client

    # Otherwise every query is remembered.
    settings.DEBUG = False
    # As the server does with what it has loaded.
    gc.freeze()
    gc.set_threshold(10_000)
    client = Client(SERVER_NAME="127.0.0.1")
    sys.stdout.write(json.dumps(pages()) + "\n")
    sys.stdout.flush()
    for line in sys.stdin:
        began = time.perf_counter()
        response = client.get(line.strip())
        b"".join(response)
        spent = (time.perf_counter() - began) * 1000
        if response.status_code != 200:
            sys.exit(f"{line.strip()} answers {response.status_code}.")
        sys.stdout.write(f"{spent}\n")
        sys.stdout.flush()


def shorten(size: int) -> None:
    """Let every list show as much as the small site has."""
    from forum.delivery import home_statement, lists, search_results
    from forum.site import feeds

    for module, name in (
        (lists, "PER_PAGE"), (home_statement, "RECENT"),
        (feeds, "NEWEST"),
        (search_results, "PER_PAGE"), (search_results, "FIRST"),
    ):  # fmt: skip
        assert hasattr(module, name), name  # noqa: S101 - a renamed one would be set to no effect
        setattr(module, name, size)


def pages() -> dict[str, str]:
    """Return what is measured, as kind of page -> path: records of the sample, on both sites."""
    from django.db.models import Count

    from forum.models import KnowledgeProduct, Page
    from people.models import Organization, Person
    from sessions_app.models import Event, Series

    def slug(model: Any, *most: str) -> Any:
        records = model.objects.exclude(slug__startswith=SLUG)
        counted = records.annotate(n=Count(most[0], distinct=True)) if most else records
        return counted.order_by(*(["-n"] if most else []), "slug").first().slug

    event = slug(Event, "sessions__appearances")
    session = Event.objects.get(slug=event).sessions.order_by("position").first()
    news = Page.objects.filter(kind="news").exclude(slug__startswith=SLUG).order_by("slug").first()
    paths = {
        "home": "",
        "events": "events/",
        "series": f"series/{slug(Series, 'events')}/",
        "event": f"events/{event}/",
        "session": f"events/{event}/{session.slug}/",
        "event, side by side": f"events/{event}/parallel/",
        "people": "people/",
        "person": f"people/{slug(Person, 'appearances')}/",
        "organizations": "organizations/",
        "organization": f"organizations/{slug(Organization, 'event_roles')}/",
        "knowledge": "knowledge/",
        "product": f"knowledge/{slug(KnowledgeProduct)}/",
        "news": "news/",
        **({"news item": f"news/{news.slug}/"} if news else {}),
        "feed": "feed.xml",
        "news feed": "news/feed.xml",
        "agenda.ics": f"events/{event}/agenda.ics",
        "search, empty": "search/",
    }
    return {**{name: f"/zh-hans/{path}" for name, path in paths.items()}, "sitemap": "/sitemap.xml"}


if __name__ == "__main__":
    main()
