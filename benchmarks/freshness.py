"""How soon visitors see what was changed, on an event of 60 sessions and 200 guests: 522 pages.

    uv run python -m benchmarks.freshness

Each round edits the event's title, which its own, its sessions' and its guests' pages print. Forty
visitors, each at a page of its own, ask for it until it shows the new title; the worker makes all
pages anew meanwhile, and what else follows from them. Then fifty visitors ask for one page at once
after an edit. Times are counted from before the edit is saved. Exit code 1: seen after more than
1 s in the median, or 2 s at most.
"""

import random
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from statistics import median

from benchmarks.figures import Figure, run
from deploy.drills.shell import StandingShell
from deploy.drills.stage import DrillStage

ROUNDS, VISITORS, STAMPEDE = 4, 40, 50
# Seconds.
MEDIAN, MOST, PATIENCE = 1.0, 2.0, 60.0
_FILL = """
from django.db import transaction
from django.utils import timezone
from people.models import Person
from sessions_app.models import Appearance, Event, Session
now = timezone.now()
public = {"status": "published", "published_at": now, "published_at_en": now,
          "published_at_zh_hans": now, "ready_languages": ["en", "zh-hans"]}
with transaction.atomic():
    event = Event.objects.create(slug="fresh", title_en="Round", title_zh_hans="轮次", **public)
    people = [Person.objects.create(slug=f"guest-{n}", name_en=f"Guest {n}",
              name_zh_hans=f"嘉宾{n}", **public) for n in range(200)]
    for n in range(60):
        session = Session.objects.create(event=event, slug=f"session-{n}", kind="keynote",
            position=n, title_en=f"Session {n}", title_zh_hans=f"环节{n}")
        for position in range(10):
            Appearance.objects.create(session=session, person=people[(n * 10 + position) % 200],
                role="speaker", position=position, title_en="Director", title_zh_hans="主任",
                remarks_en="<p>" + "A remark. " * 40 + "</p>", remarks_zh_hans="<p>发言。</p>")
"""
_PUBLISH = """
from forum.delivery.publishing import publisher
for path in %r:
    publisher.publish_page(path)
"""
_EDIT = """
from sessions_app.models import Event
event = Event.objects.get(slug="fresh")
event.title_en = event.title_zh_hans = %r
answer = time.time()
event.save()
"""
_MISSING = """
from forum.models import PageFile
answer = PageFile.objects.filter(path__in=%r, is_current=False).count()
"""


def measure(_data: Path) -> Iterator[Figure]:
    with DrillStage(with_records=False) as stage:
        stage.manage("migrate", "-v0")
        stage.serve()
        with StandingShell(stage) as shell:
            shell.run(_FILL)
            shell.run(_PUBLISH % pages())
            yield_to_visitors(stage.start("publish_pages", "--watch").pid)
            rounds = [watch_edit(stage, shell, f"Round {number}") for number in range(ROUNDS)]
            crowd, _last = watch_edit(stage, shell, "Many", ["/en/events/fresh/"] * STAMPEDE)
    seen = [moment for moments, _last in rounds for moment in moments]
    spread = min(seen), max(seen)
    yield Figure("freshness: an edit seen, median", median(seen), "s", MEDIAN, spread=spread)
    yield Figure("freshness: an edit seen, at most", max(seen), "s", MOST)
    yield Figure(f"freshness: {STAMPEDE} at one page, at most", max(crowd), "s", MOST)
    whole = median(last for _moments, last in rounds)
    yield Figure(f"freshness: all {len(pages())} pages made anew", whole, "s")


def yield_to_visitors(process: int) -> None:
    """Give the worker a third of a visitor's share of the processor, as deploy/ does."""
    with suppress(OSError):
        Path(f"/proc/{process}/autogroup").write_text("5")


def pages() -> list[str]:
    names = ["events/fresh/", *(f"events/fresh/session-{number}/" for number in range(60))]
    names += [f"people/guest-{number}/" for number in range(200)]
    return [f"/{language}/{name}" for language in ("en", "zh-hans") for name in names]


def watch_edit(
    stage: DrillStage, shell: StandingShell, title: str, paths: list[str] | None = None
) -> tuple[list[float], float]:
    """Return in seconds when visitors saw an edit, and when all pages were made anew."""
    paths = paths or random.sample(pages(), VISITORS)
    moments: list[float] = []

    def visit(path: str) -> None:
        end = time.monotonic() + PATIENCE
        while title.encode() not in stage.get(path)[1] and time.monotonic() < end:
            time.sleep(0.05)
        moments.append(time.time())

    visitors = [threading.Thread(target=visit, args=(path,)) for path in paths]
    for visitor in visitors:
        visitor.start()
    edited = shell.run(_EDIT % title)
    for visitor in visitors:
        visitor.join()
    while shell.run(_MISSING % pages()):
        time.sleep(0.1)
    return [moment - edited for moment in moments], time.time() - edited


if __name__ == "__main__":
    run(__doc__, measure)
