"""Django's PostgreSQL backend for requests, which never wait for a server that does not answer."""

import logging
import threading
from typing import Any, Final

import psycopg
from django.db.backends.postgresql import base
from psycopg_pool import PoolTimeout

from forum.database.addresses import TURNS
from forum.database.watch import DatabaseWatch

logger = logging.getLogger(__name__)

_has_warned: Final = threading.Event()
_watches: dict[str, DatabaseWatch] = {}


class DatabaseWrapper(base.DatabaseWrapper):
    """A PostgreSQL connection that ``DatabaseWatch`` watches."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        watch = self._watch(conn_params)
        watch.start()
        # Whoever waits for a connection is told as soon as it is known that there will be none.
        for _turn in range(TURNS):
            if watch.is_away:
                break
            try:
                return super().get_new_connection(conn_params)
            except PoolTimeout:
                # Many want one at once, which is no fault of the server.
                continue
            except psycopg.Error:
                watch.doubt()
                raise
        raise psycopg.OperationalError("The database does not answer.")

    def _configure_connection(self, connection: Any) -> bool:
        """Follow a connection that the pool has made."""
        _watches[self.alias].follow(connection)
        is_changed: bool = super()._configure_connection(connection)  # type: ignore[misc]  # not in the stubs
        if self.settings_dict.get("STATEMENT_TIMEOUT"):
            warn_of_unbounded(connection)
        return is_changed

    def _watch(self, conn_params: dict[str, Any]) -> DatabaseWatch:
        if self.alias not in _watches:
            names = ("cursor_factory", "context", "prepare_threshold")
            parameters = {name: conn_params[name] for name in conn_params if name not in names}
            _watches.setdefault(self.alias, DatabaseWatch(parameters))
        return _watches[self.alias]


def warn_of_unbounded(connection: Any) -> None:
    """Say once where a pooler's statements have no bound.

    In a pooler's transaction mode a bound that is set here would stay on a connection that others
    get next, and be missing on the one that we get: it is the pooler's to set.
    """
    with connection.cursor() as cursor:
        (bound,) = cursor.execute("SHOW statement_timeout").fetchone()
    if bound == "0" and not _has_warned.is_set():
        _has_warned.set()
        logger.warning(
            "DATABASE_POOLER is 1, and the pooler bounds no statement: in pgbouncer.ini add "
            "connect_query='SET statement_timeout = 10000' to the database's line."
        )
