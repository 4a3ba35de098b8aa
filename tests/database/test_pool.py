"""Requests share a pool of connections and are bounded; commands are not."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from forum.database.addresses import for_plans, for_pooler, for_requests, from_url
from tests.support.serving import ROOT, Server, database_url, environment

URL = "postgresql://forum:secret@db.example.org:5432/forum"
ASK = (
    "from django.db import connection; cursor = connection.cursor(); "
    "cursor.execute('SHOW statement_timeout'); print(cursor.fetchone()[0])"
)
PLANS = (
    "-c plan_cache_mode=force_generic_plan -c jit=off -c max_parallel_workers_per_gather=0 "
    "-c join_collapse_limit=10 -c from_collapse_limit=10"
)


def served(url: str = URL, threads: int = 4, statement_timeout: int = 5000) -> dict[str, object]:
    database = {"ENGINE": "django.db.backends.postgresql", "CONN_MAX_AGE": 600, **from_url(url)}
    for_requests(database, threads=threads, statement_timeout=statement_timeout)
    return database


def test_a_server_has_a_connection_for_each_thread_and_two_more() -> None:
    database = served(threads=16)
    pool = database["OPTIONS"]["pool"]  # type: ignore[index]
    assert (pool["max_size"], pool["timeout"], database["CONN_MAX_AGE"]) == (18, 0.25, 0)


def test_the_embedded_server_keeps_its_persistent_connections() -> None:
    database = {"ENGINE": "forum.embedded", "CONN_MAX_AGE": 600}
    for_requests(database, threads=4, statement_timeout=5000)
    assert database == {
        "ENGINE": "forum.embedded",
        "CONN_MAX_AGE": 600,
        "OPTIONS": {"options": "-c statement_timeout=5000"},
    }


@pytest.mark.parametrize(("serving", "seconds"), [("0", "0"), ("1", "600")])
def test_only_threads_that_live_on_keep_their_connection(
    serving: str, seconds: str, tmp_path: Path
) -> None:
    read = "from django.conf import settings; print(settings.DATABASES['default']['CONN_MAX_AGE'])"
    answer = subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "-c", read],
        cwd=ROOT,
        env=environment(SERVING=serving, DEBUG="1", DATA_DIR=str(tmp_path)),
        capture_output=True,
        text=True,
        check=True,
    )
    assert answer.stdout.strip() == seconds


def test_no_bound_leaves_no_option() -> None:
    options = served(statement_timeout=0)["OPTIONS"]
    assert "options" not in options  # type: ignore[operator]


@pytest.mark.parametrize("engine", ["django.db.backends.postgresql", "forum.embedded"])
def test_what_is_prepared_is_planned_once(engine: str) -> None:
    database: dict[str, Any] = {"ENGINE": engine}
    for_plans(database)
    assert database["OPTIONS"]["options"] == PLANS


@pytest.mark.parametrize(
    ("url", "host", "port", "attributes"),
    [
        (URL, "db.example.org", "5432", None),
        ("postgresql://u@a:5432,b:6432/forum", "a,b", "5432,6432", "read-write"),
        ("postgresql://u@a,b/forum", "a,b", "", "read-write"),
        ("postgresql://u@a,b/forum?target_session_attrs=any", "a,b", "", "any"),
        ("postgresql://u@[::1]:5433/forum", "::1", "5433", None),
        ("postgresql://u@%2Frun%2Fpostgresql/forum", "/run/postgresql", "", None),
    ],
)
def test_an_address_may_name_several_hosts(
    url: str, host: str, port: str, attributes: str | None
) -> None:
    database = from_url(url)
    address = (database["HOST"], database["PORT"], database["OPTIONS"].get("target_session_attrs"))
    assert address == (host, port, attributes)


@pytest.mark.parametrize("port", ["x", "0", "65536"])
def test_a_port_that_cannot_be_is_refused(port: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="no port that exists; write %2F"):
        from_url(f"postgresql://u@a:5432,b:{port}/forum")


def test_behind_a_pooler_nothing_outlives_a_transaction() -> None:
    database = {"ENGINE": "django.db.backends.postgresql", **from_url(URL)}
    for_pooler(database)
    for_requests(database, threads=4, statement_timeout=5000, has_pooler=True)
    options = database["OPTIONS"]
    assert (options.get("options"), options["prepare_threshold"]) == (None, None)
    assert (database["DISABLE_SERVER_SIDE_CURSORS"], database["STATEMENT_TIMEOUT"]) == (True, 5000)


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
        (["-c", f"import forum.asgi; {ASK}"], {"STATEMENT_TIMEOUT": "2500"}, "2500ms"),
        (["-c", f"import forum.wsgi; {ASK}"], {"STATEMENT_TIMEOUT": "0"}, "0"),
        # The bound is the pooler's to set.
        (["-c", f"import forum.wsgi; {ASK}"], {"DATABASE_POOLER": "1"}, "0"),
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
