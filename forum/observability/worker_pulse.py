"""Whether a worker is alive: each holds a lock of the database that nothing else does.

PostgreSQL lets go of it the moment the worker's connection ends, however it ended: no clock, no
heartbeat to write, and any number of workers on any number of machines.
"""

import zlib
from collections.abc import Iterable
from functools import partial
from typing import Any, Final

from django.db import connection
from django.db.backends.signals import connection_created

# The first of the lock's two numbers, by which nobody else locks: "foru" in ASCII.
_LOCK: Final = 0x666F7275


def keep_pulse(worker: str) -> None:
    """Hold a worker's lock from now on, on whichever connection this process has."""
    hold = partial(hold_lock, worker)
    connection_created.connect(hold, weak=False, dispatch_uid="worker pulse")


def hold_lock(worker: str, connection: Any, **kwargs: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock_shared(%s, %s)", (_LOCK, _number_of(worker)))


def count_workers() -> int:
    """Return how many workers are alive now, on whatever machine."""
    return len(_find_living())


def find_dead(workers: Iterable[str]) -> set[str]:
    """Return those of some workers that are not alive."""
    living = set(_find_living())
    return {worker for worker in workers if _number_of(worker) not in living}


def _find_living() -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT objid::bigint FROM pg_locks WHERE locktype = 'advisory' AND granted "
            "AND classid = %s AND objsubid = 2 "
            "AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
            [_LOCK],
        )
        return [int(number) for (number,) in cursor.fetchall()]


def _number_of(worker: str) -> int:
    """Return the lock's second number: 31 bits, so that it reads the same signed or not."""
    return zlib.crc32(worker.encode()) & 0x7FFFFFFF
