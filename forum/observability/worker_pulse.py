"""Whether a worker is alive: each holds a lock of the database that nothing else does.

So does whoever publishes pages, a thread of the worker: it may end, or hang, while tasks go on.

PostgreSQL lets go of it the moment the worker's connection ends, however it ended: no clock, no
heartbeat to write, and any number of workers on any number of machines. Of a machine that is gone
without a word it asks itself: see ``_ASK_OFTEN``.
"""

import threading
import zlib
from collections.abc import Iterable
from typing import Any, Final

from django.db import connection
from django.db.backends.signals import connection_created

# The first of the lock's two numbers, by which nobody else locks: "foru" in ASCII.
_LOCK: Final = 0x666F7275
_PUBLISHER_LOCK: Final = _LOCK + 1
# The server asks a silent client after ten seconds whether it is there, and for fifteen more. By
# default it would after two hours.
_ASK_OFTEN: Final = """
    SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3
"""


def keep_pulse(worker: str) -> None:
    """Hold a worker's lock from now on, on whichever connection this thread has."""
    thread = threading.get_ident()

    def hold(connection: Any, **kwargs: object) -> None:
        if threading.get_ident() == thread:
            hold_lock(worker, connection)

    connection_created.connect(hold, weak=False, dispatch_uid="worker pulse")


def hold_lock(worker: str, connection: Any) -> None:
    _hold(connection, _LOCK, _number_of(worker))


def hold_publisher_lock(connection: Any) -> None:
    """Hold the lock of whoever publishes pages for as long as a connection lasts."""
    _hold(connection, _PUBLISHER_LOCK, 0)


def release_publisher_lock(connection: Any) -> None:
    """Give the lock back before the connection ends: pages are published elsewhere now."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_unlock_shared(%s, %s)", (_PUBLISHER_LOCK, 0))


def _hold(connection: Any, *numbers: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_ASK_OFTEN)
        cursor.execute("SELECT pg_advisory_lock_shared(%s, %s)", numbers)


def count_workers() -> int:
    """Return how many workers are alive now, on whatever machine."""
    return len(_find_living(_LOCK))


def count_publishers() -> int:
    """Return how many workers publish pages now, on the machine with the folder of these."""
    return len(_find_living(_PUBLISHER_LOCK))


def find_dead(workers: Iterable[str]) -> set[str]:
    """Return those of some workers that are not alive."""
    living = set(_find_living(_LOCK))
    return {worker for worker in workers if _number_of(worker) not in living}


def _find_living(lock: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT objid::bigint FROM pg_locks WHERE locktype = 'advisory' AND granted "
            "AND classid = %s AND objsubid = 2 "
            "AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
            [lock],
        )
        return [int(number) for (number,) in cursor.fetchall()]


def _number_of(worker: str) -> int:
    """Return the lock's second number: 31 bits, so that it reads the same signed or not."""
    return zlib.crc32(worker.encode()) & 0x7FFFFFFF
