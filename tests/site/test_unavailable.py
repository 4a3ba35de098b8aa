"""Without its database the site says so at once, and it comes back by itself."""

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import OperationalError, ProgrammingError, connection
from django.test import Client
from psycopg import errors as pg

from forum.site.errors import is_timed_out, is_unreachable
from tests.support.database_proxy import DatabaseProxy
from tests.support.locked_tables import bounded, locked_table
from tests.support.serving import Server, database_url

NAME = "server-under-test"


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Return a server whose database is a port that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        url = f"postgresql://forum@127.0.0.1:{probe.getsockname()[1]}/forum"
        with Server(url, tmp_path_factory.mktemp("data")) as server:
            yield server


@pytest.mark.parametrize(
    "path", ["/en/", "/zh-hans/", "/en/events/", "/en/events/ports/", "/en/people/x/", "/admin/"]
)
def test_a_page_says_within_seconds_that_the_site_is_away(closed: Server, path: str) -> None:
    [answer] = closed.ask(path)
    assert (answer["status"], answer["headers"]["Retry-After"]) == (503, "60")
    assert answer["seconds"] < 3


def test_many_at_once_wait_no_longer(closed: Server) -> None:
    answers = closed.ask("/en/", times=8)
    assert {answer["status"] for answer in answers} == {503}
    assert max(answer["seconds"] for answer in answers) < 3


@pytest.mark.parametrize(("path", "tag"), [("/en/", "en"), ("/zh-hans/", "zh-Hans")])
def test_the_page_begins_in_the_language_of_the_path(closed: Server, path: str, tag: str) -> None:
    [answer] = closed.ask(path)
    assert f'<html lang="{tag}">' in answer["content"]
    assert (answer["headers"]["Cache-Control"], "Set-Cookie" in answer["headers"]) == (
        "no-store",
        False,
    )


@pytest.mark.parametrize(("path", "is_told"), [("/admin/", True), ("/en/", False)])
def test_an_editor_reads_that_what_was_typed_is_kept(
    closed: Server, path: str, is_told: bool
) -> None:
    [answer] = closed.ask(path)
    assert ("is kept in this browser" in answer["content"]) is is_told


def test_an_address_that_is_no_page_s_is_not_found_all_the_same(closed: Server) -> None:
    [answer] = closed.ask("/en/no/such/page/of/ours/")
    assert answer["status"] == 404


@contextmanager
def shut_out() -> Iterator[None]:
    """End the server's connections to the database, and let nobody connect meanwhile."""
    name = connection.ops.quote_name(connection.settings_dict["NAME"])
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        try:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name=%s",
                [NAME],
            )
            yield
        finally:
            cursor.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")


@pytest.mark.django_db
def test_the_site_comes_back_with_its_database(tmp_path: Path) -> None:
    with Server(database_url(application_name=NAME), tmp_path) as server:
        status_before = server.ask("/en/people/")[0]["status"]
        with shut_out():
            during = [server.ask("/en/people/")[0]["status"] for _ in range(4)]
        time.sleep(3)
        statuses_after = [answer["status"] for answer in server.ask("/en/people/", times=8)]
    assert (status_before, during, statuses_after) == (200, [503] * 4, [200] * 8)


@pytest.mark.django_db(transaction=True)
def test_a_database_that_hangs_is_told_in_time_and_takes_no_published_page(tmp_path: Path) -> None:
    published, live = "/en/", "/en/search/"
    with (
        DatabaseProxy() as proxy,
        Server(proxy.url, tmp_path, publish_address="http://127.0.0.1") as server,
    ):
        statuses_before = [server.ask(path)[0]["status"] for path in (published, live)]
        proxy.hang()
        # Nobody waits for the bound of a statement, which is 10 s.
        [told] = server.ask(live)
        during = [answer["status"] for answer in server.ask(published, times=8)]
        proxy.resume()
        answer_after = _wait_for(server, live)
    assert (statuses_before, told["status"], during, answer_after) == (
        [200, 200],
        503,
        [200] * 8,
        200,
    )
    assert told["seconds"] < 8


def _wait_for(server: Server, path: str) -> int:
    """Return the status of a page once it is 200, or after five seconds."""
    deadline = time.monotonic() + 5
    while (status := int(server.ask(path)[0]["status"])) != 200 and time.monotonic() < deadline:
        time.sleep(0.1)
    return status


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("setting", ["statement_timeout", "lock_timeout"])
@pytest.mark.parametrize("path", ["/en/people/", "/en/search/?q=port", "/en/people/x/"])
def test_a_page_whose_table_is_held_says_that_it_will_be_back(
    client: Client, path: str, setting: str
) -> None:
    with bounded(setting), locked_table("people_person, forum_searchentry"):
        response = client.get(path)
    assert (response.status_code, response.headers["Retry-After"]) == (503, "60")
    assert "The site is temporarily unavailable" in response.content.decode()


@pytest.mark.django_db(transaction=True)
def test_a_program_is_told_so_in_its_own_form(client: Client) -> None:
    with bounded(), locked_table("people_person"):
        response = client.get("/api/v1/people")
    assert (response.status_code, response.headers["Content-Type"]) == (
        503,
        "application/problem+json",
    )
    assert response.headers["Retry-After"] == "60"


@pytest.mark.django_db(transaction=True)
def test_a_page_is_back_as_soon_as_its_table_is(client: Client) -> None:
    with bounded(), locked_table("people_person"):
        during = client.get("/en/people/").status_code
    assert (during, client.get("/en/people/").status_code) == (503, 200)


@pytest.mark.parametrize(
    ("error", "meaning"),
    [
        (pg.OperationalError("connection refused"), (True, False)),
        (pg.AdminShutdown(), (True, False)),
        (pg.TooManyConnections(), (True, False)),
        (pg.ConnectionFailure(), (True, False)),
        (pg.QueryCanceled(), (False, True)),
        (pg.LockNotAvailable(), (False, True)),
        (pg.DeadlockDetected(), (False, False)),
        (pg.DiskFull(), (False, False)),
    ],
)
def test_which_errors_mean_no_connection_or_too_long_a_wait(
    error: Exception, meaning: tuple[bool, bool]
) -> None:
    wrapped = OperationalError()
    wrapped.__cause__ = error
    assert (is_unreachable(wrapped), is_timed_out(wrapped)) == meaning


@pytest.mark.parametrize("error", [ProgrammingError(), ValueError(), None])
def test_other_errors_are_the_site_s_own(error: Exception | None) -> None:
    assert is_unreachable(error) is False
