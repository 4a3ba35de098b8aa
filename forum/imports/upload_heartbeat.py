"""How far a task is and whether it is still alive, reported while its transaction is open."""

import time
from contextlib import suppress
from types import TracebackType
from typing import Final, Self

from django.db import DatabaseError, connection, connections

from forum.models import ImportUpload

# Any number, the same for all tasks of one database; the lock's second number is the upload's key.
_KEY: Final = 0x0F0BCA58
_SECONDS_BETWEEN: Final = 0.4

# The table's own name, no value of anybody's.
_REPORT = f"UPDATE {ImportUpload._meta.db_table} SET progress = %s WHERE id = %s"  # noqa: S608
_RUNNING = """
    SELECT objid FROM pg_locks
    WHERE locktype = 'advisory' AND granted AND objsubid = 2 AND classid = %s
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""


class UploadHeartbeat:
    """A connection of its own, beside the one that works: its lock ends with the process.

    Nothing that it cannot do stops the work.
    """

    def __init__(self, pk: int) -> None:
        self._pk = pk
        self._connection = connections.create_connection("default")
        self._reported_at = 0.0

    def __enter__(self) -> Self:
        with suppress(DatabaseError), self._connection.cursor() as cursor:
            # Whoever holds the row has something more important to say.
            cursor.execute("SET lock_timeout = '200ms'")
            cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [_KEY, self._pk])
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        with suppress(DatabaseError), self._connection.cursor() as cursor:
            # The server notices the end of a connection a moment later.
            cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [_KEY, self._pk])
        self._connection.close()

    def report(self, percent: int) -> None:
        """Store how far the work is, a few times a second at most."""
        moment = time.monotonic()
        if moment - self._reported_at < _SECONDS_BETWEEN:
            return
        self._reported_at = moment
        with suppress(DatabaseError), self._connection.cursor() as cursor:
            cursor.execute(_REPORT, [percent, self._pk])


def find_running_uploads() -> set[int]:
    """Return the keys of the uploads that a process is at work on."""
    with connection.cursor() as cursor:
        cursor.execute(_RUNNING, [_KEY])
        return {pk for (pk,) in cursor.fetchall()}
