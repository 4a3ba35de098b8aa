"""Pages made by several processes, ahead of the walk that takes them in its order."""

import os
import signal
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context, parent_process
from threading import Thread
from types import TracebackType
from typing import Any, Final, Self

from django.conf import settings
from django.db import connection, connections
from django.utils.translation import gettext

from forum.site.archive.errors import SiteArchiveError

# Addresses that are asked for before it is their turn, a process.
_AHEAD: Final = 8
# Addresses after which a process ends: it remembers names, pictures and days for visitors, who come
# again, and an archive asks for each page once.
_LIFE: Final = 250

type Ask = Callable[[str], Any]

# What a process does with an address.
_asks: list[Ask] = []


class AskingAhead:
    """Asks for addresses in processes of their own, which end with the block.

    ask: what these do; its answers travel between processes, as pickles do.
    """

    def __init__(self, processes: int, ask: Ask) -> None:
        self._processes = processes
        self._ask = ask
        self._answers: dict[int, Future[Any]] = {}
        self._last = self._asked = 0
        self.most = processes * _AHEAD

    def __enter__(self) -> Self:
        self._begin()
        return self

    def _begin(self) -> None:
        """Begin processes: copies of this one, which have the site loaded and no connection."""
        connections.close_all()
        context, given = get_context("fork"), (self._ask,)
        self._pool = ProcessPoolExecutor(self._processes, context, begin_process, given)
        self._asked = 0

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._pool.shutdown(cancel_futures=True)

    def ask(self, addresses: Iterable[tuple[int, str]]) -> None:
        """Have addresses asked for, of which each has a number; those that were asked stay so."""
        with _naming_ended_process():
            for number, address in addresses:
                if number <= self._last:
                    continue
                if self._asked == self._processes * _LIFE:
                    # What they were asked for they answer first. No process with threads, which
                    # the pool has, may be copied.
                    self._pool.shutdown()
                    self._begin()
                self._answers[number] = self._pool.submit(ask_in_process, address)
                self._last, self._asked = number, self._asked + 1

    def take(self, number: int) -> Any:
        """Return the answer of an address that is asked for."""
        with _naming_ended_process():
            return self._answers.pop(number).result()


@contextmanager
def _naming_ended_process() -> Iterator[None]:
    """Say what happened where a process was ended: whoever asks next, or takes, is told."""
    try:
        yield
    except BrokenProcessPool:
        raise SiteArchiveError(
            gettext(
                "A process that makes pages was ended, perhaps for want of memory; run it "
                "again with --processes 1."
            )
        ) from None


def begin_process(ask: Ask) -> None:
    """Know what to do; the first process alone hears that the operator ends it."""
    _asks.append(ask)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=end_with_first_process, daemon=True).start()
    plan_once()


def end_with_first_process() -> None:
    """End this process with the first one: where that was ended, nobody else tells this one."""
    if first := parent_process():
        first.join()
        os._exit(1)


def ask_in_process(address: str) -> Any:
    return _asks[-1](address)


def plan_once() -> None:
    """Have the server plan the statement of a page once, and not start helpers for each."""
    if not settings.DATABASE_POOLER:
        with connection.cursor() as cursor:
            cursor.execute(
                "SET plan_cache_mode = force_generic_plan; SET jit = off; "
                "SET max_parallel_workers_per_gather = 0"
            )
