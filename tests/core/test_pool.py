"""Requests share a pool of connections and are bounded; commands are not."""

import subprocess
import sys
from pathlib import Path

import pytest

from forum.core.database import for_requests, from_url
from tests.support.serving import ROOT, Server, database_url, environment

URL = "postgresql://forum:secret@db.example.org:5432/forum"
ASK = (
    "from django.db import connection; cursor = connection.cursor(); "
    "cursor.execute('SHOW statement_timeout'); print(cursor.fetchone()[0])"
)


def served(url: str = URL, threads: int = 4, statement_timeout: int = 5000) -> dict[str, object]:
    database = {"ENGINE": "django.db.backends.postgresql", "CONN_MAX_AGE": 600, **from_url(url)}
    for_requests(database, threads=threads, statement_timeout=statement_timeout)
    return database


def test_a_server_has_a_connection_for_each_thread_and_two_more() -> None:
    database = served(threads=16)
    pool = database["OPTIONS"]["pool"]  # type: ignore[index]
    assert (pool["max_size"], pool["timeout"], database["CONN_MAX_AGE"]) == (18, 1, 0)


def test_the_embedded_server_keeps_its_persistent_connections() -> None:
    database = {"ENGINE": "forum.embedded", "CONN_MAX_AGE": 600}
    for_requests(database, threads=4, statement_timeout=5000)
    assert database == {
        "ENGINE": "forum.embedded",
        "CONN_MAX_AGE": 600,
        "OPTIONS": {"options": "-c statement_timeout=5000"},
    }


def test_no_bound_leaves_no_option() -> None:
    assert "options" not in served(statement_timeout=0)["OPTIONS"]  # type: ignore[operator]


def test_the_address_s_own_options_stay() -> None:
    database = served(f"{URL}?options=-c%20work_mem%3D8MB&sslmode=require")
    options = database["OPTIONS"]
    assert (options["options"], options["sslmode"], options["connect_timeout"]) == (  # type: ignore[index]
        "-c work_mem=8MB -c statement_timeout=5000",
        "require",
        2,
    )


@pytest.mark.django_db
def test_fifty_requests_at_once_are_all_answered(tmp_path: Path) -> None:
    with Server(database_url(), tmp_path) as server:
        answers = server.ask("/en/people/", times=50)
    assert [answer["status"] for answer in answers] == [200] * 50


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("start", "changes", "bound"),
    [
        (["-c", f"import forum.wsgi; {ASK}"], {}, "10s"),
        (["-c", f"import forum.asgi; {ASK}"], {}, "10s"),
        (["-c", f"import forum.wsgi; {ASK}"], {"STATEMENT_TIMEOUT": "2500"}, "2500ms"),
        (["-c", f"import forum.wsgi; {ASK}"], {"STATEMENT_TIMEOUT": "0"}, "0"),
        (["manage.py", "shell", "-v", "0", "-c", ASK], {"STATEMENT_TIMEOUT": "2500"}, "0"),
    ],
)
def test_statements_are_bounded_in_requests_alone(
    tmp_path: Path, start: list[str], changes: dict[str, str], bound: str
) -> None:
    done = subprocess.run(
        [sys.executable, *start],
        cwd=ROOT,
        env=environment(DATABASE_URL=database_url(), DATA_DIR=str(tmp_path), **changes),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.strip() == bound, done.stderr
