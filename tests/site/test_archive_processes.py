"""Pages of an archive that several processes make."""

import os
import resource
import signal
import time
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from pathlib import Path

import pytest
from django.core.management import CommandError

from forum.site.archive import asking_ahead
from forum.site.archive.asking_ahead import AskingAhead
from forum.site.archive.errors import SiteArchiveError
from tests.site.test_archive import export
from tests.support import factories as make


@pytest.mark.django_db(transaction=True)
def test_any_number_of_processes_makes_the_same_bytes(tmp_path: Path) -> None:
    make.make_session(make.make_event(slug="ports"), slug="opening", title_en="Opening")
    contents = set[bytes]()
    for count in ("1", "2"):
        path = tmp_path / f"{count}.zip"
        export("ports", "--processes", count, "--output", str(path))
        contents.add(path.read_bytes())
    assert len(contents) == 1


def name_process(address: str) -> tuple[str, int]:
    return address, os.getpid()


@pytest.mark.django_db(transaction=True)
def test_a_process_that_has_grown_is_followed_by_a_fresh_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(asking_ahead, "_ALLOWANCE", -(1 << 40))
    with AskingAhead(1, name_process) as ahead:
        monkeypatch.undo()
        ahead.ask([(number, f"/{number}/") for number in range(1, 4)])
        addresses, processes = zip(*(ahead.take(number) for number in range(1, 4)), strict=True)
    assert (addresses, len(set(processes))) == (("/1/", "/2/", "/3/"), 3)


def grow(address: str) -> int:
    """Have as much memory as an address tells, in megabytes; return the most that there was."""
    size = int(address.strip("/")) << 20
    return len(b"x" * size) and asking_ahead.read_peak()


@pytest.mark.django_db(transaction=True)
def test_no_process_goes_on_with_more_than_the_allowance(monkeypatch: pytest.MonkeyPatch) -> None:
    # This process may have had far more, in a test before, than it has and than a copy begins with.
    peak = asking_ahead.read_peak()
    monkeypatch.setattr(asking_ahead, "_ALLOWANCE", read_memory() - peak + (20 << 20))
    with AskingAhead(1, grow) as ahead:
        ahead.ask([(1, "/200/"), (2, "/1/")])
        first, second = ahead.take(1), ahead.take(2)
    assert first - second > 150 << 20


def read_memory() -> int:
    """Return the bytes of memory that this process has."""
    pages = Path("/proc/self/statm").read_text().split()[1]
    return int(pages) * resource.getpagesize()


def refuse(address: str) -> None:
    raise SiteArchiveError(f"No {address}.")


@pytest.mark.django_db(transaction=True)
def test_what_fails_in_a_process_is_said() -> None:
    with AskingAhead(1, refuse) as ahead:
        ahead.ask([(1, "/en/")])
        with pytest.raises(SiteArchiveError, match="No /en/"):
            ahead.take(1)


def end_process(address: str) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.django_db(transaction=True)
def test_a_process_that_was_ended_is_said_to_whoever_takes_or_goes_on() -> None:
    with AskingAhead(1, end_process) as ahead:
        ahead.ask([(1, "/en/")])
        with pytest.raises(SiteArchiveError, match="--processes 1"):
            ahead.take(1)
        ahead.ask([(2, "/zh-hans/")])
        with pytest.raises(SiteArchiveError, match="--processes 1"):
            ahead.take(2)


def answer_at_length(address: str) -> tuple[int, bytes]:
    """Return the process, and as many megabytes as an address tells."""
    return os.getpid(), bytes(int(address.strip("/")) << 20)


@pytest.mark.django_db(transaction=True)
def test_a_process_that_was_ended_within_an_answer_is_said() -> None:
    with AskingAhead(2, answer_at_length) as ahead:
        ahead.ask([(1, "/0/")])
        process, _nothing = ahead.take(1)
        # Whichever of the two answers: no pipe holds as much, so that both go on sending.
        ahead.ask([(2, "/8/"), (3, "/8/")])
        wait_until_sending(ahead, 2)
        os.kill(process, signal.SIGKILL)
        with pytest.raises(SiteArchiveError, match="--processes 1"):
            [ahead.take(number) for number in (2, 3)]


def wait_until_sending(ahead: AskingAhead, processes: int) -> None:
    while len(wait(ahead._answer_receivers)) < processes:
        time.sleep(0.01)


def walk_until_ended(told: Connection) -> None:
    with AskingAhead(1, str.upper) as ahead:
        ahead.ask([(1, "/en/")])
        told.send(ahead.take(1))
        os.kill(os.getpid(), signal.SIGKILL)


def test_no_process_outlives_the_walk() -> None:
    context = get_context("fork")
    answers, told = context.Pipe(duplex=False)
    walk = context.Process(target=walk_until_ended, args=(told,))
    walk.start()
    told.close()
    assert answers.recv() == "/EN/"
    # Every process of the walk holds the other end.
    assert answers.poll(10)
    with pytest.raises(EOFError):
        answers.recv()


@pytest.mark.parametrize("number", ["0", "x"])
def test_another_number_is_refused(number: str) -> None:
    with pytest.raises(CommandError, match="--processes"):
        export("--all", "--processes", number)
