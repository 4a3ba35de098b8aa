"""Makes pages as soon as they are missing: on the word of a trigger, and every second anyway.

Where none are published it sees to the files of what has changed, alone.
"""

import logging
import threading
import time
from typing import Any, Final

import psycopg
from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection

from forum.delivery.publishing import files, folder_owner, publisher, settling
from forum.delivery.publishing.purging import repeat_purges
from forum.delivery.publishing.triggers import CHANNEL
from forum.observability.worker_pulse import hold_publisher_lock, release_publisher_lock

logger = logging.getLogger(__name__)

# Seconds.
POLL: Final = 1.0
PRUNE: Final = 30.0
WHILE_AWAY: Final = 2.0
LONGEST_PAUSE: Final = 60.0


def watch_pages(end: threading.Event | None = None) -> None:
    """Work until told to end; wait for a database that is away."""
    end, pause = end or threading.Event(), WHILE_AWAY
    if settings.CDN_PURGE_ADDRESS:
        threading.Thread(target=repeat_purges, args=(end,), name="purges", daemon=True).start()
    while not end.is_set():
        try:
            began = time.monotonic()
            _watch(end)
        except (DatabaseError, InterfaceError, psycopg.Error, OSError) as error:
            awaited = "disk" if isinstance(error, OSError) else "database"
            logger.warning("Pages wait for the %s: %s", awaited, str(error).partition("\n")[0])
            connection.close()
            end.wait(WHILE_AWAY)
        except Exception:
            # Of one page: the others are not to end with it, nor the thread, unseen.
            has_worked = time.monotonic() - began > LONGEST_PAUSE
            pause = WHILE_AWAY if has_worked else min(2 * pause, LONGEST_PAUSE)
            logger.exception("Pages cannot be published; it is tried again in %d s", pause)
            connection.close()
            end.wait(pause)


def _watch(end: threading.Event) -> None:
    pruned, is_counted = float("-inf"), False
    with _listen() as listener:
        if settings.PUBLISH_ADDRESS:
            publisher.begin_release()
        while not end.is_set():
            if settings.PUBLISH_ADDRESS:
                is_counted = _count_in(listener, is_counted=is_counted)
                _publish()
            if time.monotonic() > pruned + PRUNE:
                settling.forget_old_changes()
                pruned = time.monotonic()
            for _notice in listener.notifies(timeout=POLL, stop_after=1):
                pass


def _count_in(listener: "psycopg.Connection[Any]", *, is_counted: bool) -> bool:
    """Let this worker be one that ends the pages of the site while they lie in its host's folder.

    Another host may take them over: who saves there is told if nobody ends them.
    """
    is_one = folder_owner.owns_folder()
    if is_one and not is_counted:
        hold_publisher_lock(listener)
    elif is_counted and not is_one:
        release_publisher_lock(listener)
    return is_one


def _publish() -> None:
    if files.is_lost() and folder_owner.owns_folder():
        publisher.begin_release()
    settling.settle_changes()
    settling.end_due_pages()
    publisher.publish_missing()


def _listen() -> "psycopg.Connection[Any]":
    """Return a connection that is told of changes: one of its own, for a pool would take it back.

    Through a pooler it hears nothing, and the pages are looked for every second.
    """
    connection.ensure_connection()
    parameters = connection.get_connection_params()
    for name in ("cursor_factory", "context", "prepare_threshold", "pool"):
        parameters.pop(name, None)
    listener = psycopg.connect(**parameters, autocommit=True)
    if not settings.DATABASE_POOLER:
        listener.execute(f"LISTEN {CHANNEL}")
    return listener
