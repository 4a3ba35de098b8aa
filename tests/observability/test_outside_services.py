"""What Sentry and OpenTelemetry are told, by a site that has them, over HTTP to this machine."""

import gzip
import json
import subprocess
import sys
import threading
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple

import brotli
import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from pytest_django import DjangoDbBlocker

from forum.observability.outside_services import shorten_message
from forum.workflow.take_down.pictures import end_of_embargo
from tests.support.serving import ROOT, database_url, environment

TOKEN = "3kDh2PqV9sYtW5bXcR7mLfA1"
# Asks addresses with all that is nobody's business, where an error waits at one; tells the answers'
# ids, and whether the first of them loaded the desk.
ASKING = f"""
import io, sys
from wsgiref.util import setup_testing_defaults
from forum.wsgi import application
from forum.site import probes

def fail(request):
    listener = "Wang Fang"
    raise ValueError(f"No room for fang@example.org in {TOKEN}\\nDETAIL: Wang Fang")

probes.PROBES["/en/preview/{TOKEN}/"] = fail

def ask(address):
    host, _, path = address.partition("/")
    environ = {{
        "PATH_INFO": f"/{{path}}", "QUERY_STRING": "q=Wang+Fang", "REMOTE_ADDR": "203.0.113.9",
        "HTTP_COOKIE": "sessionid=secret-session", "HTTP_USER_AGENT": "Own browser",
        "HTTP_AUTHORIZATION": "Bearer secret-token", "HTTP_HOST": host,
        "REQUEST_METHOD": "POST" if "preview" in path else "GET",
        "CONTENT_TYPE": "application/x-www-form-urlencoded", "CONTENT_LENGTH": "14",
        "wsgi.input": io.BytesIO(b"name=Wang+Fang"),
    }}
    setup_testing_defaults(environ)
    answers = []
    answer = application(environ, lambda status, headers, *rest: answers.append(dict(headers)))
    b"".join(answer)
    answer.close()
    return answers[0].get("X-Request-ID", "-")

names = [ask(sys.argv[1])]
has_desk = "forum.desk.admin" in sys.modules
print(*names, *map(ask, sys.argv[2:]), has_desk)
"""
# Must not be told: who asked, what they sent, and what opens something by being known.
NOBODYS_BUSINESS = (
    TOKEN, "Wang", "fang@", "203.0.113.9", "secret-session", "secret-token", "Own browser", "q=",
)  # fmt: skip
OPENERS = {"gzip": gzip.decompress, "deflate": zlib.decompress, "br": brotli.decompress}


@dataclass
class Listener:
    """A server that takes what it is sent. posts: address and body of each."""

    posts: list[tuple[str, bytes]] = field(default_factory=list)

    def __enter__(self) -> "Listener":
        posts = self.posts

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                opener = OPENERS.get(self.headers.get("Content-Encoding", ""), bytes)
                posts.append((self.path, opener(body)))
                self.send_response(200)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *args: object) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *error: object) -> None:
        self.server.shutdown()
        self.server.server_close()

    @property
    def variables(self) -> dict[str, str]:
        address = f"127.0.0.1:{self.server.server_port}"
        return {
            "SENTRY_DSN": f"http://key@{address}/1",
            "OTEL_EXPORTER_OTLP_ENDPOINT": f"http://{address}",
        }

    def read_errors(self) -> list[dict[str, Any]]:
        """Return the events that Sentry was told."""
        envelopes = [body.splitlines() for path, body in self.posts if path == "/api/1/envelope/"]
        return [
            json.loads(payload)
            for lines in envelopes
            for header, payload in zip(lines[1::2], lines[2::2], strict=True)
            if json.loads(header)["type"] == "event"
        ]

    def read_spans(self) -> list[Any]:
        """Return the spans that OpenTelemetry was told."""
        requests = [
            ExportTraceServiceRequest.FromString(body)
            for path, body in self.posts
            if path == "/v1/traces"
        ]
        return [
            span
            for request in requests
            for of_resource in request.resource_spans
            for of_scope in of_resource.scope_spans
            for span in of_scope.spans
        ]


@pytest.fixture
def listener() -> Iterator[Listener]:
    with Listener() as listener:
        yield listener


def run(command: list[str], listener: Listener) -> str:
    """Run Python beside the tests' own database, with both services; return what it prints."""
    done = subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env=environment(DATABASE_URL=database_url(), **listener.variables),
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


class AskedSite(NamedTuple):
    """A site that was asked for a page and a failing one, under a foreign name, and by a probe.

    names: of the requests for the page and the failing one.
    """

    listener: Listener
    names: list[str]
    has_desk: bool

    def read_texts(self) -> str:
        """Return all that was told of it."""
        bodies = b"".join(body for _path, body in self.listener.posts)
        return bodies.decode("utf-8", "replace")


@pytest.fixture(scope="module")
def asked_site(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> AskedSite:
    pages = ["127.0.0.1/en/", f"127.0.0.1/en/preview/{TOKEN}/"]
    with Listener() as listener, django_db_blocker.unblock():
        told = run(["-c", ASKING, *pages, "evil.example/en/", "127.0.0.1/healthz"], listener)
    *names, has_desk = told.split()
    return AskedSite(listener, names[:2], has_desk == "True")


def test_an_error_is_told(asked_site: AskedSite) -> None:
    """One alone: a request that is refused is none."""
    (event,) = asked_site.listener.read_errors()
    (error,) = event["exception"]["values"]
    assert (error["type"], error["value"]) == (
        "ValueError",
        "No room for [left out] in [left out]",
    )
    assert event["request"] == {
        "method": "POST",
        "url": "http://127.0.0.1:8000/en/preview/[left out]/",
    }
    assert event["tags"] == {"request": asked_site.names[1]}
    assert "vars" not in error["stacktrace"]["frames"][-1]


def test_times_are_told_of_a_request_and_its_statements(asked_site: AskedSite) -> None:
    spans = asked_site.listener.read_spans()
    (request,) = (span for span in spans if span.name == "GET en/")
    attributes = {pair.key: pair.value.string_value for pair in request.attributes}
    assert (attributes["http.route"], attributes["request.id"]) == ("en/", asked_site.names[0])
    assert not asked_site.has_desk
    statements = [span for span in spans if span.parent_span_id == request.span_id]
    assert statements
    keys = {pair.key for span in statements for pair in span.attributes}
    assert keys == {"db.system.name", "db.query.text"}


def test_nothing_is_told_of_whoever_asked(asked_site: AskedSite) -> None:
    text = asked_site.read_texts()
    assert [word for word in NOBODYS_BUSINESS if word in text] == []


def test_probes_are_measured_by_nothing(asked_site: AskedSite) -> None:
    assert "healthz" not in asked_site.read_texts()


@pytest.mark.django_db(transaction=True)
def test_a_task_that_fails_is_told_with_its_time(listener: Listener) -> None:
    end_of_embargo.enqueue("no number")
    run(["manage.py", "db_worker", "--batch", "--no-startup-delay"], listener)
    (event,) = listener.read_errors()
    assert event["exception"]["values"][-1]["type"] == "ValueError"
    assert event["logger"] == "django.tasks"
    tasks = [span for span in listener.read_spans() if not span.parent_span_id]
    assert [span.name for span in tasks] == [end_of_embargo.module_path]


def test_a_message_is_its_first_line_without_addresses_and_keys() -> None:
    message = f"duplicate key of a@b.example, {TOKEN}\nDETAIL:  Key (name)=(Wang Fang) exists."
    assert shorten_message(message) == "duplicate key of [left out], [left out]"
