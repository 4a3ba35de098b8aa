"""Addresses for machines that look after the site: is the process alive, is the site ready.

They stand before everything else, so that they need no host name, no https and no session:
``/healthz`` says that this process answers, and nothing about the database, without which the site
goes on showing its pages; ``/readyz`` says whether a new process may be given visitors: its
database answers and has every migration. ``/metrics`` is for Prometheus, behind ``METRICS_TOKEN``.
"""

import hmac
import threading
import time
from collections.abc import Callable
from http import HTTPStatus
from typing import Final

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from forum.site import metrics

# Migrations are not unapplied while a process runs, and looking again is as slow as a page.
_is_migrated: Final = threading.Event()


class ProbeMiddleware:
    """Answer the probes, and measure every other request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if probe := PROBES.get(request.path_info):
            answer = probe(request)
            answer.headers["Cache-Control"] = "no-store"
            return answer
        began = time.perf_counter()
        response = self.get_response(request)
        metrics.note_request(request, response.status_code, time.perf_counter() - began)
        return response


def health(request: HttpRequest) -> HttpResponse:
    return _plain("alive")


def readiness(request: HttpRequest) -> HttpResponse:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        missing = 0 if _is_migrated.is_set() else count_missing_migrations()
    except (DatabaseError, InterfaceError):
        return _plain("The database does not answer.", HTTPStatus.SERVICE_UNAVAILABLE)
    if missing:
        sentence = f"{missing} migrations are missing: run manage.py upgrade."
        return _plain(sentence, HTTPStatus.SERVICE_UNAVAILABLE)
    _is_migrated.set()
    return _plain("ready")


def measurements(request: HttpRequest) -> HttpResponse:
    token = request.headers.get("Authorization", "").removeprefix("Bearer ")
    is_known = hmac.compare_digest(token.encode(), settings.METRICS_TOKEN.encode())
    if not settings.METRICS_TOKEN or not is_known:
        return _plain("Not found.", HTTPStatus.NOT_FOUND)
    return HttpResponse(metrics.write_metrics(), content_type=metrics.CONTENT_TYPE)


def count_missing_migrations() -> int:
    """Return how many migrations of this release the database lacks."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _plain(text: str, status: HTTPStatus = HTTPStatus.OK) -> HttpResponse:
    return HttpResponse(f"{text}\n", status=status, content_type="text/plain; charset=utf-8")


PROBES: Final = {"/healthz": health, "/readyz": readiness, "/metrics": measurements}
