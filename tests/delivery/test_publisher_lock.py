"""Who publishes pages holds a lock of the database, and no longer than it does so."""

import threading
import time
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import OperationalError, connection
from pytest_django.fixtures import Settings

from forum.delivery.publishing import folder_owner, watching
from forum.observability.worker_pulse import count_publishers, hold_publisher_lock

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("publishing")]

type Listener = psycopg.Connection[Any]
type Watch = Callable[..., None]


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Watch:
    """Return what lets a worker watch pages; it is told what happens in each of its turns."""
    monkeypatch.setattr(watching, "_publish", lambda: None)
    monkeypatch.setattr(watching, "WHILE_AWAY", 0.0)
    # The test's own connection, in whose transaction it works, is not to go.
    monkeypatch.setattr(connection, "close", lambda: None)

    def watch_for(*turns: Callable[[Listener], object]) -> None:
        end, remaining = threading.Event(), [*turns]

        class Turns(psycopg.Connection[Any]):
            def notifies(
                self, *, timeout: float | None = None, stop_after: int | None = None
            ) -> Generator[psycopg.Notify]:
                turn = remaining.pop(0)
                if not remaining:
                    end.set()
                turn(self)
                yield from ()

        parameters = connection.get_connection_params()
        monkeypatch.setattr(
            watching, "_listen", lambda: Turns.connect(**parameters, autocommit=True)
        )
        watching.watch_pages(end)

    return watch_for


def wait_for_publishers(number: int) -> int:
    """Return how many there are once it is so many: the server notices an end in its own time."""
    for _attempt in range(100):
        if count_publishers() == number:
            break
        time.sleep(0.05)
    return count_publishers()


def fail(_listener: Listener) -> None:
    raise OperationalError("the disk is full")


def fail_unforeseen(_listener: Listener) -> None:
    raise KeyError("unforeseen")


def lose_connection(listener: Listener) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [listener.info.backend_pid])
    listener.execute("SELECT 1")


def test_who_publishes_holds_the_lock_until_it_ends(watch: Watch) -> None:
    counts: list[int] = []
    watch(lambda _listener: counts.append(count_publishers()))
    assert (counts, wait_for_publishers(0)) == ([1], 0)


@pytest.mark.parametrize("end", [fail, fail_unforeseen, lose_connection])
def test_the_lock_of_one_that_breaks_off_is_given_back_and_taken_again(
    watch: Watch, end: Callable[[Listener], None]
) -> None:
    counts: list[int] = []
    watch(
        end,
        # It holds its own by now: of the former one nothing is to be left.
        lambda _listener: counts.append(wait_for_publishers(1)),
        end,
    )
    assert (counts, wait_for_publishers(0)) == ([1], 0)


def test_the_lock_of_a_dead_publisher_counts_for_nobody() -> None:
    dead = psycopg.connect(**connection.get_connection_params())
    hold_publisher_lock(dead)
    with pytest.raises(psycopg.OperationalError):
        lose_connection(dead)
    assert wait_for_publishers(0) == 0


def test_who_publishes_no_more_gives_the_lock_back(
    watch: Watch, settings: Settings, tmp_path: Path
) -> None:
    own_publish_root, counts = settings.PUBLISH_ROOT, list[int]()

    def claim(_listener: Listener) -> None:
        settings.PUBLISH_ROOT = tmp_path / "other"
        folder_owner.claim_folder()
        settings.PUBLISH_ROOT = own_publish_root

    def reclaim(_listener: Listener) -> None:
        counts.append(count_publishers())
        folder_owner.claim_folder()

    watch(claim, reclaim, lambda _listener: counts.append(count_publishers()))
    assert counts == [0, 1]
