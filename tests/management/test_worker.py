"""The worker outlives an outage of its database."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg
import pytest
from django.db import InternalError, OperationalError, connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from forum.management.commands import db_worker
from forum.management.commands.db_worker import OUTAGE, put_back, take_up_again
from forum.observability.worker_pulse import count_workers, hold_lock
from forum.workflow.take_down.pictures import end_of_embargo
from tests.support.database_proxy import DatabaseProxy
from tests.support.serving import ROOT, environment

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def proxy() -> Iterator[DatabaseProxy]:
    with DatabaseProxy() as proxy:
        yield proxy


@pytest.fixture
def worker(proxy: DatabaseProxy) -> Iterator[subprocess.Popen[str]]:
    with start_worker(proxy, "w1") as process:
        yield process


@contextmanager
def start_worker(proxy: DatabaseProxy, name: str) -> Iterator[subprocess.Popen[str]]:
    options = ["--no-reload", "--no-startup-delay", "--interval", "0.2", "--worker-id", name]
    process = subprocess.Popen(
        [sys.executable, "manage.py", "db_worker", *options],
        cwd=ROOT,
        env=environment(DATABASE_URL=proxy.url),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    yield process
    process.terminate()
    process.wait(timeout=20)


def wait_until(is_true: Callable[[], bool]) -> bool:
    for _attempt in range(300):
        if is_true():
            return True
        time.sleep(0.1)
    return False


def status_of(key: object) -> str:
    return str(DBTaskResult.objects.get(pk=key).status)


def enqueue() -> object:
    """Enqueue a task that has nothing to do; return its key."""
    end_of_embargo.enqueue(0)
    return DBTaskResult.objects.latest("enqueued_at").pk


def test_the_worker_goes_on_after_an_outage(
    proxy: DatabaseProxy, worker: "subprocess.Popen[str]"
) -> None:
    """With what is new and what it had begun; another may be alive, and not hold its lock yet."""
    own, others = enqueue(), enqueue()
    assert wait_until(lambda: (status_of(own), status_of(others)) == ("SUCCESSFUL", "SUCCESSFUL"))
    proxy.close()
    new = enqueue()
    begun = {"status": "RUNNING", "started_at": timezone.now(), "finished_at": None}
    # An outage has ended no worker, and gives nothing up.
    own_begins = ["w1"] * db_worker.MOST_BEGINS
    DBTaskResult.objects.filter(pk=own).update(**begun, worker_ids=own_begins)
    DBTaskResult.objects.filter(pk=others).update(**begun, worker_ids=["w2"])
    time.sleep(3)
    assert (worker.poll(), status_of(new)) == (None, "READY")
    proxy.reopen()
    assert wait_until(lambda: (status_of(own), status_of(new)) == ("SUCCESSFUL", "SUCCESSFUL"))
    assert status_of(others) == "RUNNING"


def test_what_a_dead_worker_had_begun_is_done(
    proxy: DatabaseProxy, worker: "subprocess.Popen[str]"
) -> None:
    first = enqueue()
    assert wait_until(lambda: status_of(first) == "SUCCESSFUL")
    worker.kill()
    worker.wait()
    begun = {"status": "RUNNING", "finished_at": None, "worker_ids": ["w1"]}
    DBTaskResult.objects.filter(pk=first).update(**begun)
    with start_worker(proxy, "w2"):
        assert wait_until(lambda: status_of(first) == "SUCCESSFUL")


class WatchEndedError(Exception):
    """The watch has looked as often as a test wants."""


@pytest.mark.parametrize("error", [OperationalError, InternalError])
def test_the_dead_are_looked_for_after_an_error_by_a_connection_that_has_lasted(
    monkeypatch: pytest.MonkeyPatch, error: type[Exception]
) -> None:
    is_connected: list[bool] = []

    def sleep(seconds: float) -> None:
        if seconds == db_worker.LOOK:
            is_connected.append(connection.connection is not None)

    errors = iter([error, WatchEndedError])

    def take_up_again(besides: str) -> None:
        raise next(errors)

    monkeypatch.setattr(db_worker.time, "sleep", sleep)
    monkeypatch.setattr(db_worker, "take_up_again", take_up_again)
    with pytest.raises(WatchEndedError):
        db_worker.watch_the_dead("w1")
    assert is_connected == [True, True]


def test_a_worker_that_waits_for_work_is_alive(worker: "subprocess.Popen[str]") -> None:
    assert wait_until(lambda: count_workers() == 1)
    counts = []
    for _look in range(20):
        time.sleep(0.05)
        counts.append(count_workers())
    assert set(counts) == {1}


def begin(*workers: str) -> DBTaskResult[..., None]:
    """Let a task be under way; workers: who began it, one after the other."""
    DBTaskResult.objects.filter(pk=enqueue()).update(status="RUNNING", worker_ids=[*workers])
    return DBTaskResult.objects.get()


@pytest.mark.parametrize(
    ("workers", "status"),
    [
        (["dead"], "READY"),
        (["dead"] * 2, "READY"),
        (["dead"] * 3, "FAILED"),
        (["w1"], "RUNNING"),
        ([*[OUTAGE] * 5, "dead"], "READY"),
    ],
)
def test_what_ends_its_worker_again_and_again_is_given_up(workers: list[str], status: str) -> None:
    task = begin(*workers)
    with psycopg.connect(**connection.get_connection_params()) as worker:
        hold_lock("w1", worker)
        take_up_again()
    assert status_of(task.pk) == status


def test_what_a_worker_is_at_without_its_database_is_left_to_it() -> None:
    task = begin("w1")
    take_up_again(besides="w1")
    assert status_of(task.pk) == "RUNNING"


def test_what_another_has_taken_up_meanwhile_is_left_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    task = begin("dead")

    def find_dead(workers: list[str]) -> list[str]:
        DBTaskResult.objects.update(worker_ids=[*workers, "quicker"])
        return workers

    monkeypatch.setattr(db_worker, "find_dead", find_dead)
    take_up_again()
    assert status_of(task.pk) == "RUNNING"


@pytest.mark.parametrize(("outages", "status"), [(7, "READY"), (8, "FAILED")])
def test_what_takes_the_database_down_again_and_again_is_given_up(
    outages: int, status: str
) -> None:
    task = begin(*[OUTAGE] * outages, "w1")
    put_back("w1")
    assert status_of(task.pk) == status


def test_what_another_has_begun_during_the_outage_is_left_to_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    task = begin("w1")
    as_it_was = list(DBTaskResult.objects.all())
    DBTaskResult.objects.update(worker_ids=["w1", "quicker"])
    running = DBTaskResult.objects.running

    class FormerRows:
        """The rows as they were read before another worker wrote."""

        def __iter__(self) -> Iterator[DBTaskResult[..., None]]:
            return iter(as_it_was)

        def __getattr__(self, name: str) -> object:
            return getattr(running(), name)

    monkeypatch.setattr(DBTaskResult.objects, "running", FormerRows)
    put_back("w1")
    assert status_of(task.pk) == "RUNNING"
