"""Memory of the server's two processes and their master, with production settings.

    uv run python -m benchmarks.memory [--data FOLDER]

The demo's records are served by granian on loopback. Every kind of public page is asked for in both
languages until each process has made it, then the desk: its start, lists and the largest event's
form; importers, glossary and readers of tables load later still. What processes share counts once
(PSS, of /proc, so on Linux alone). Exit code 1: above the goal, which is of public pages.
"""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from http.client import HTTPConnection
from pathlib import Path

from benchmarks.figures import Figure, run
from benchmarks.production import HOST, choose_pages, list_processes, prepare, serve, sign_in

# Megabytes of all processes together.
GOAL = 220
# Two processes take what comes in turns that nobody rules.
TIMES = 12


def measure(data: Path) -> Iterator[Figure]:
    with ExitStack() as stack:
        environment = prepare(data, stack)
        public, desk, cookie = list_public_pages(), list_desk_pages(), sign_in(environment)
        server = stack.enter_context(serve(environment))
        walk(server.port, ["/robots.txt"])
        yield Figure("memory of two processes: started", weigh(server.process), "MB")
        walk(server.port, public)
        name = "memory of two processes: every kind of page"
        yield Figure(name, weigh(server.process), "MB", GOAL)
        walk(server.port, desk, Cookie=cookie)
        yield Figure("memory of two processes: and the desk", weigh(server.process), "MB")


def list_public_pages() -> list[str]:
    paths = [*choose_pages().values(), "/en/events/", "/en/organizations/", "/en/knowledge/"]
    paths += ["/en/news/", "/en/topics/", "/en/search/?q=park", "/api/v1/events", "/en/feed.xml"]
    return [*paths, *(path.replace("/en/", "/zh-hans/") for path in paths if "/en/" in path)]


def list_desk_pages() -> list[str]:
    from django.db.models import Count
    from django.urls import reverse

    from sessions_app.models import Event

    event = Event.objects.annotate(guests=Count("sessions__appearances")).latest("guests")
    lists = ["sessions_app_event", "people_person", "people_organization"]
    names = ["index", *(f"{name}_changelist" for name in lists)]
    paths = [reverse(f"admin:{name}") for name in names]
    return [*paths, reverse("admin:sessions_app_event_change", args=[event.pk])]


def walk(port: int, paths: list[str], **headers: str) -> None:
    """Ask for pages, each over connections of its own: so each process gets its turn."""
    for path in paths * TIMES:
        connection = HTTPConnection(HOST, port, timeout=60)
        connection.request("GET", path, headers=headers)
        response = connection.getresponse()
        response.read()
        connection.close()
        if response.status != 200:
            sys.exit(f"{path} answers {response.status}.")


def weigh(server: "subprocess.Popen[bytes]") -> float:
    """Return the megabytes of a server and its processes, what they share counted once."""
    return sum(map(read_share, list_processes(server.pid))) / 1024


def read_share(process_id: int) -> int:
    """Return the kilobytes of a process: its own, and its share of what others use too."""
    lines = Path(f"/proc/{process_id}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


if __name__ == "__main__":
    run(__doc__, measure)
