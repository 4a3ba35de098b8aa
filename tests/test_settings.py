"""Production refuses to start with one sentence that names what is missing or unsafe."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SAFE = {
    "DEBUG": "0",
    "SECRET_KEY": "p7h2v9x4k1m8q3w6z5t0b7n2c9r4y1u8j3s6d5f0g7a2e9l4o1",
    "ALLOWED_HOSTS": "forum.example.org",
    "DATABASE_URL": "postgresql://forum:secret@localhost:5432/forum",
}


def start(load: str = "from forum import settings", **changes: str | None) -> str:
    """Load the settings in a new process; return its last line of complaint, "" if it starts."""
    environment = {key: value for key, value in os.environ.items() if key in ("PATH", "HOME")}
    values = {key: value for key, value in {**SAFE, **changes}.items() if value is not None}
    done = subprocess.run(
        [sys.executable, "-c", load],
        cwd=ROOT,
        env={**environment, **values},
        capture_output=True,
        text=True,
        check=False,
    )
    stderr = done.stderr.strip().splitlines()
    return stderr[-1].partition("ImproperlyConfigured: ")[2] if stderr else ""


@pytest.mark.parametrize("door", ["forum.wsgi", "forum.asgi"])
def test_a_server_that_lost_its_environment_does_not_start(door: str) -> None:
    command = [sys.executable, "-c", f"import {door}"]
    environment = {key: value for key, value in os.environ.items() if key in ("PATH", "HOME")}
    process = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert process.stderr.strip().splitlines()[-1] == (
        "django.core.exceptions.ImproperlyConfigured: DEBUG is not set. A server is told what it "
        "serves: set DEBUG=0 and the variables of .env.example for production, or DEBUG=1 for "
        "development."
    )


def test_safe_production_starts() -> None:
    assert start() == ""


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            {"SECRET_KEY": None},
            "SECRET_KEY is not set. With DEBUG=0 set it to a random text of at least 50 "
            "characters that you keep secret.",
        ),
        (
            {"SECRET_KEY": "short"},
            "SECRET_KEY is too short or too simple: set a random text of at least 50 characters.",
        ),
        (
            {"SECRET_KEY": "ab" * 40},
            "SECRET_KEY is too short or too simple: set a random text of at least 50 characters.",
        ),
        (
            {"ALLOWED_HOSTS": None},
            "ALLOWED_HOSTS is not set. With DEBUG=0 name the host names that visitors use, "
            "parted by commas.",
        ),
        (
            {"ALLOWED_HOSTS": "*"},
            "ALLOWED_HOSTS is “*”: name the host names that visitors use.",
        ),
        (
            {"DATABASE_URL": None},
            "DATABASE_URL is not set. With DEBUG=0 set it to "
            "postgresql://user:password@host:5432/name.",
        ),
        (
            {"DATABASE_URL": "sqlite:///forum.db"},
            "DATABASE_URL must read postgresql://user:password@host:5432/name; other databases "
            "are not supported.",
        ),
        (
            {"DATABASE_URL": "postgresql://forum:pass/word@localhost:5432/forum"},
            "DATABASE_URL names no port that exists; write %2F for a slash in the password.",
        ),
        (
            {"TIME_ZONE": "Peking"},
            "TIME_ZONE is “Peking”, which is no time zone; write one as Europe/Vienna.",
        ),
        (
            {"NOTICE_HOOK": "http://robot.example.org/send?key=abc"},
            "NOTICE_HOOK is no address with https: write https://…",
        ),
        ({"DEBUG": "yes"}, "DEBUG is “yes”; write 1 or 0."),
        ({"SERVER_THREADS": "0"}, "SERVER_THREADS is “0”; write a whole number from 1 up."),
        (
            {"SENTRY_DSN": "https://sentry.example.org/1"},
            "SENTRY_DSN is no address of a project: copy it from there, https://KEY@HOST/NUMBER.",
        ),
        (
            {"OTEL_EXPORTER_OTLP_ENDPOINT": "127.0.0.1:4318"},
            "OTEL_EXPORTER_OTLP_ENDPOINT is “127.0.0.1:4318”; write an address with http or https, "
            "as http://127.0.0.1:4318.",
        ),
        (
            {"OTEL_EXPORTER_OTLP_PROTOCOL": "grpc"},
            "OTEL_EXPORTER_OTLP_PROTOCOL is “grpc”; write http/protobuf.",
        ),
        (
            {"STATEMENT_TIMEOUT": "10s"},
            "STATEMENT_TIMEOUT is “10s”; write a whole number from 0 up.",
        ),
    ],
)
def test_unsafe_production_says_why(change: dict[str, str | None], sentence: str) -> None:
    assert start(**change) == sentence


def test_a_pooler_is_the_server_s_alone() -> None:
    load = "import sys, manage; sys.argv = ['manage.py', 'db_worker']; manage.main()"
    assert start(load, DATABASE_POOLER="1") == (
        "DATABASE_POOLER is 1, which is for the server alone: commands and db_worker take the "
        "database's own address (docs/growing.md)."
    )


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            {"SECRET_KEY": ""},
            "ImproperlyConfigured: SECRET_KEY is not set. With DEBUG=0 set it to a random text of "
            "at least 50 characters that you keep secret.",
        ),
        (
            {"DATABASE_URL": "postgresql://a@/b?host=/nowhere"},
            "OperationalError: The database does not answer as it should (connection is bad: "
            'connection to server on socket "/nowhere/.s.PGSQL.5432" failed: No such file or '
            "directory Is the server running locally and accepting connections on that socket?). "
            "See that it runs, and that DATABASE_URL names it; --traceback shows where it was "
            "asked.",
        ),
    ],
)
def test_a_command_says_in_a_sentence_what_its_operator_mends(
    change: dict[str, str], sentence: str, tmp_path: Path
) -> None:
    environment = {key: value for key, value in os.environ.items() if key in ("PATH", "HOME")}
    process = subprocess.run(
        [sys.executable, "manage.py", "erase_person", "somebody"],
        cwd=ROOT,
        env={**environment, **SAFE, "DATA_DIR": str(tmp_path), **change},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (process.returncode, process.stderr) == (1, f"{sentence}\n")


def test_development_needs_nothing() -> None:
    nothing = dict.fromkeys(SAFE)
    assert start(**nothing) == ""


@pytest.mark.parametrize(
    ("variable", "value", "package"),
    [
        ("SENTRY_DSN", "https://key@sentry.example.org/1", "sentry_sdk"),
        ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:4318", "opentelemetry"),
    ],
)
def test_a_service_whose_library_is_missing_is_refused(
    variable: str, value: str, package: str
) -> None:
    load = f"import sys; sys.modules['{package}'] = None; from forum import settings"
    assert start(load, **{variable: value}) == (
        f"{variable} is set, and what it needs is not installed: run uv sync with --extra observe, "
        "or take it away."
    )
