"""What editors wait for in the desk of a site of 10,000 people, with production settings.

    uv run python -m benchmarks.desk [--data FOLDER]

The site is invented once, by benchmarks.generate, in FOLDER-large: some minutes. The editor is that
of the event with the most guests, the list that of all people. Beside each time stands how long the
processors worked for it, the site's and the database's together. Exit code 1: a goal was missed.
"""

import sys
from collections.abc import Iterator
from contextlib import ExitStack
from http import HTTPStatus
from pathlib import Path

from benchmarks.figures import Figure, run
from benchmarks.production import HOST, LARGE, prepare_generated, serve, sign_in

# Milliseconds; statements; kilobytes.
EDITOR, LIST, DASHBOARD = 150.0, 60.0, 100.0
STATEMENTS, WEIGHT = 25, 100


def measure(data: Path) -> Iterator[Figure]:
    with ExitStack() as stack:
        environment = prepare_generated(data.with_name(f"{data.name}-large"), LARGE, stack)
        cookie, (editor, people, dashboard) = sign_in(environment), list_pages()
        server = stack.enter_context(serve(environment))
        yield server.measure_floor()
        visit = server.time_alone(editor, cookie=cookie)
        yield visit.describe("desk: editor of an event", EDITOR)
        yield Figure("desk: editor of an event", count_statements(editor), "statements", STATEMENTS)
        visit = server.time_alone(people, cookie=cookie)
        yield visit.describe("desk: list of 10,000 people", LIST)
        yield Figure("desk: list of 10,000 people", len(visit.content) / 1000, "kB", WEIGHT)
        visit = server.time_alone(dashboard, cookie=cookie)
        yield visit.describe("desk: dashboard", DASHBOARD)


def list_pages() -> tuple[str, str, str]:
    """Return the addresses of the largest event's editor, of the list of people, of the start."""
    from django.db.models import Count
    from django.urls import reverse

    from sessions_app.models import Event

    event = Event.objects.annotate(guests=Count("sessions__appearances")).latest("guests")
    editor = reverse("admin:sessions_app_event_change", args=[event.pk])
    return editor, reverse("admin:people_person_changelist"), reverse("admin:index")


def count_statements(path: str) -> int:
    """Return how many statements a page of the desk asks of the database."""
    from django.contrib.auth import get_user_model
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(SERVER_NAME=HOST)
    client.force_login(get_user_model().objects.filter(is_superuser=True)[0])
    # What a process looks up once.
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(path)
    if response.status_code != HTTPStatus.OK:
        sys.exit(f"{path} answered {response.status_code}: its statements are no page's.")
    return len(queries)


if __name__ == "__main__":
    run(__doc__, measure)
