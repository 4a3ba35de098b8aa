"""Whether the database answers: a thread of each server process asks it some eight times a second.

A server that was killed refuses connections; one that hangs takes them, and every statement, and
says nothing for minutes. Once it has not answered for a moment, what waits for it is parted from
it, and nobody is let through until it answers again: so each request is answered in time, and the
site is back a moment after its database.
"""

import asyncio
import atexit
import logging
import os
import socket
import threading
import time
from contextlib import suppress
from typing import Any, Final
from weakref import WeakSet

import psycopg
from psycopg.abc import PQGen

type Watching = psycopg.AsyncConnection[Any]

logger = logging.getLogger(__name__)

# Seconds. The sum is the longest that a request waits for a server that hangs; under load it has
# waited for its turn before.
INTERVAL: Final = 0.1
PATIENCE: Final = 0.5
# Patience is counted in turns, which last longer where this process has no time to look: one that
# was starved for a second took a busy database for one that hangs.
TURN: Final = 0.125
# A turn in which any request of this process was answered is not counted at all.
# To connect takes some ten exchanges, each of which waits for its turn.
TURNS: Final = {True: 4, False: 14}


class DatabaseWatch:
    """The state of one database, as this process knows it. parameters: of libpq."""

    def __init__(self, parameters: dict[str, Any]) -> None:
        self._parameters = {**parameters, "autocommit": True}
        self._connections: WeakSet[WatchedConnection] = WeakSet()
        self._is_away, self._is_doubted = threading.Event(), threading.Event()
        self._has_asked, self._is_leaving = threading.Event(), threading.Event()
        self._answered_at = 0.0
        self._lock = threading.Lock()
        # A process that was forked has none of its parent's threads.
        self._process = 0

    def note_answer(self) -> None:
        """Note that the server has answered one of the connections that are followed."""
        self._answered_at = time.monotonic()

    def has_answered(self) -> bool:
        """Tell whether it has answered one of them within a turn."""
        return time.monotonic() - self._answered_at < TURN

    @property
    def is_away(self) -> bool:
        """Whether it did not answer lately."""
        return self._is_away.is_set()

    def start(self) -> None:
        """Begin to watch, unless this process does already; wait for the first answer."""
        with self._lock:
            is_begun, self._process = self._process == os.getpid(), os.getpid()
            if not is_begun:
                # An embedded server stops after this, with the process that it belongs to.
                atexit.register(self._is_leaving.set)
                threading.Thread(target=self._run, name="database watch", daemon=True).start()
        self._has_asked.wait(PATIENCE)

    def doubt(self) -> None:
        """Have it asked next whether it still takes connections."""
        self._is_doubted.set()

    def follow(self, connection: "WatchedConnection") -> None:
        """Part a connection from the server once that does not answer."""
        connection.watch = self
        with self._lock:
            self._connections.add(connection)

    def _run(self) -> None:
        asyncio.run(self._watch())

    async def _watch(self) -> None:
        connection: Watching | None = None
        while True:
            connection = await self._ask(connection)
            if self._is_leaving.is_set():
                return
            if connection is None and not self.is_away:
                logger.error("The database does not answer.")
                self._is_away.set()
                self._part_all()
            elif connection is not None and self.is_away:
                logger.error("The database answers again.")
                self._is_away.clear()
            self._has_asked.set()
            await asyncio.sleep(INTERVAL)

    async def _ask(self, connection: Watching | None) -> Watching | None:
        """Return a connection on which the server has answered, None where it has not."""
        question = asyncio.create_task(self._select(connection))
        turns = TURNS[connection is not None or self.is_away]
        while turns:
            await asyncio.wait({question}, timeout=TURN)
            if question.done():
                return question.result()
            turns -= not self.has_answered()
        # The driver would wait for the server to agree to the end of the statement.
        question.cancel()
        if connection is not None:
            part(connection)
        return None

    async def _select(self, connection: Watching | None) -> Watching | None:
        """Ask on a connection, or on a new one where there is none, or that one has ended."""
        try:
            if connection is not None and not self._is_doubted.is_set():
                # One connection may have been ended for a reason of its own.
                with suppress(psycopg.Error):
                    await connection.execute("SELECT 1")
                    return connection
            self._is_doubted.clear()
            if connection is not None:
                await connection.close()
            connection = await psycopg.AsyncConnection.connect(**self._parameters)
            await connection.execute("SELECT 1")
        except (psycopg.Error, OSError):
            return None
        return connection

    def _part_all(self) -> None:
        """End every connection from this side: who waits on one is told that it broke."""
        with self._lock:
            connections = list(self._connections)
        for connection in connections:
            part(connection)


class WatchedConnection(psycopg.Connection[Any]):
    """A connection of the pool, which tells the watch of each answer."""

    watch: DatabaseWatch | None = None

    def wait[T](self, gen: PQGen[T], *args: Any, **options: Any) -> T:
        answer = super().wait(gen, *args, **options)
        if self.watch:
            self.watch.note_answer()
        return answer


def part(connection: "psycopg.Connection[Any] | Watching") -> None:
    """End a connection from this side: who waits on it is told that it broke."""
    with (
        suppress(psycopg.Error, OSError),
        socket.socket(fileno=os.dup(connection.fileno())) as copy,
    ):
        copy.shutdown(socket.SHUT_RDWR)
