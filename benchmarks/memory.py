"""Memory of the server's two processes and their master, with production settings.

    uv run python -m benchmarks.memory [--data FOLDER]

The demo's records are served by granian on loopback. Every kind of public page is asked for in both
languages until each process has made it, then the desk: its start, lists and the largest event's
form; importers, glossary and readers of tables load later still. What processes share counts once
(PSS, of /proc, so on Linux alone). Exit code 1: above the goal, which is of public pages.
"""

import argparse
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from http.client import HTTPConnection
from pathlib import Path

from benchmarks.serving import HOST, ROOT, choose_pages, free_port, prepare, process

# Megabytes of all processes together.
GOAL = 220
# Two processes take what comes in turns that nobody rules.
TIMES = 12


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=ROOT / ".data" / "bench")
    arguments = parser.parse_args()
    with ExitStack() as stack:
        environment = prepare(arguments.data.absolute(), stack)
        public, desk, cookie = list_public_pages(), list_desk_pages(), sign_in(environment)
        port = free_port()
        command = [sys.executable, "manage.py", "serve", "--port", str(port), "--workers", "2"]
        server = stack.enter_context(process(command, port, environment))
        walk(port, ["/robots.txt"])
        print(f"started              {measure(server):5.0f} MB")
        walk(port, public)
        total = measure(server)
        missed = "  < missed" if total > GOAL else ""
        print(f"every kind of page   {total:5.0f} MB   <= {GOAL}{missed}")
        walk(port, desk, Cookie=cookie)
        print(f"and the desk         {measure(server):5.0f} MB")
    sys.exit(total > GOAL)


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


def sign_in(environment: dict[str, str]) -> str:
    """Return the cookie of somebody with all rights. environment: of the server."""
    from django.conf import settings
    from django.contrib.auth import (
        BACKEND_SESSION_KEY,
        HASH_SESSION_KEY,
        SESSION_KEY,
        get_user_model,
    )
    from django.contrib.sessions.backends.db import SessionStore

    settings.SECRET_KEY = environment["SECRET_KEY"]
    user = get_user_model().objects.filter(is_superuser=True)[0]
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


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


def measure(server: "subprocess.Popen[bytes]") -> float:
    """Return the megabytes of a server and its processes, what they share counted once."""
    return sum(map(read_share, list_processes(server.pid))) / 1024


def list_processes(parent: int) -> Iterator[int]:
    yield parent
    for thread in Path(f"/proc/{parent}/task").iterdir():
        for child in (thread / "children").read_text().split():
            yield from list_processes(int(child))


def read_share(process_id: int) -> int:
    """Return the kilobytes of a process: its own, and its share of what others use too."""
    lines = Path(f"/proc/{process_id}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


if __name__ == "__main__":
    main()
