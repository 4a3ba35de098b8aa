"""Whether a worker is alive: each holds a lock of the database that nothing else does.

PostgreSQL lets go of it the moment the worker's connection ends, however it ended: no clock, no
heartbeat to write, and any number of workers on any number of machines.
"""

from typing import Any, Final

from django.db import connection
from django.db.backends.signals import connection_created

# Two numbers that nobody else locks by: "foru", "work" in ASCII.
_LOCK: Final = (0x666F7275, 0x776F726B)


def keep_pulse() -> None:
    """Hold the lock from now on, on whichever connection this process has."""
    connection_created.connect(_hold_lock, dispatch_uid="worker pulse")


def _hold_lock(connection: Any, **kwargs: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock_shared(%s, %s)", _LOCK)


def count_workers() -> int:
    """Return how many workers are alive now, on whatever machine."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted "
            "AND classid = %s AND objid = %s AND objsubid = 2 "
            "AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
            _LOCK,
        )
        (count,) = cursor.fetchone() or (0,)
    return int(count)
