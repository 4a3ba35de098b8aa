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

type Ask = Callable[[str], Any]

# What a process does with an address.
_asks: list[Ask] = []


class AskingAhead:
    """Asks for addresses in processes of their own, which end with the block.

    ask: what these do; its answers travel between processes, as pickles do.
    """

    def __init__(self, processes: int, ask: Ask) -> None:
        self._answers: dict[int, Future[Any]] = {}
        self._last = 0
        self.most = processes * _AHEAD
        # A copy of this process has the site loaded, and no connection of its own.
        self._pool = ProcessPoolExecutor(processes, get_context("fork"), begin_process, (ask,))

    def __enter__(self) -> Self:
        connections.close_all()
        return self

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
                if number > self._last:
                    self._answers[number] = self._pool.submit(ask_in_process, address)
                    self._last = number

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
