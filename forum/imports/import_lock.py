"""One import at a time: the second one waits, and knows for whom."""

import os
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from django.db import OperationalError, connection, transaction
from django.utils.translation import gettext

# Any number, the same for all imports of one database.
_KEY: Final = 0x0F0BCA57
WAIT_SECONDS: Final = 600

_HOLDER = """
    SELECT activity.application_name, activity.pid
    FROM pg_locks AS held JOIN pg_stat_activity AS activity USING (pid)
    WHERE held.locktype = 'advisory' AND held.granted AND held.objsubid = 1
      AND held.classid = 0 AND held.objid = %s
      AND held.database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""


class ImportLockedError(Exception):
    """Another import holds the lock; ``str`` says which, in one sentence."""


@contextmanager
def hold_import_lock(
    on_wait: Callable[[str], None], seconds: float = WAIT_SECONDS
) -> Iterator[None]:
    """Open a transaction that no other import runs beside.

    on_wait: is told who holds the lock before this one waits for it. Raises
    ImportLockedError when that takes longer than ``seconds``.
    """
    with transaction.atomic():
        if not _try_to_lock():
            holder = _describe_holder()
            on_wait(holder)
            _wait(holder, seconds)
        _name_this_process()
        yield


def _try_to_lock() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_KEY])
        return bool(cursor.fetchone()[0])


def _wait(holder: str, seconds: float) -> None:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT set_config('lock_timeout', %s, true)", [f"{seconds * 1000:.0f}"])
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_KEY])
            cursor.execute("SELECT set_config('lock_timeout', '0', true)")
    except OperationalError as error:
        if getattr(error.__cause__, "sqlstate", "") != "55P03":  # lock_not_available
            raise
        raise ImportLockedError(
            gettext(
                "Another import is under way (%(holder)s) and did not end in time; nothing was "
                "written. Try again when it has."
            )
            % {"holder": holder}
        ) from error


def _describe_holder() -> str:
    """Return who holds the lock; between two looks it may have been let go."""
    with connection.cursor() as cursor:
        cursor.execute(_HOLDER, [_KEY])
        row = cursor.fetchone()
    if not row:
        return gettext("it has just ended")
    name, pid = row
    return name or gettext("database process %(pid)d") % {"pid": pid}


def _name_this_process() -> None:
    """Name this process to those who wait; the name goes with the transaction."""
    name = f"import pid {os.getpid()} on {socket.gethostname()}"
    ascii_name = name.encode("ascii", "replace").decode()[:63]
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('application_name', %s, true)", [ascii_name])
