"""Django's PostgreSQL backend for requests: nobody waits for a server that does not answer."""

from typing import Any

import psycopg
from django.db.backends.postgresql import base

from forum.database.watch import DatabaseWatch

_watches: dict[str, DatabaseWatch] = {}


class DatabaseWrapper(base.DatabaseWrapper):
    """PostgreSQL under watch."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        watch = self._watch(conn_params)
        watch.start()
        if watch.is_away:
            raise psycopg.OperationalError("The database does not answer.")
        try:
            return super().get_new_connection(conn_params)
        except psycopg.Error:
            watch.doubt()
            raise

    def _configure_connection(self, connection: Any) -> bool:
        """Follow a connection that the pool has made, and bound its statements."""
        _watches[self.alias].follow(connection)
        # The stubs leave Django's private methods out.
        is_changed: bool = super()._configure_connection(connection)  # type: ignore[misc]
        if limit := self.settings_dict.get("STATEMENT_TIMEOUT"):
            with connection.cursor() as cursor:
                cursor.execute(f"SET statement_timeout = {limit:d}")
        return is_changed

    def _watch(self, conn_params: dict[str, Any]) -> DatabaseWatch:
        if self.alias not in _watches:
            names = ("cursor_factory", "context", "prepare_threshold")
            parameters = {name: conn_params[name] for name in conn_params if name not in names}
            _watches.setdefault(self.alias, DatabaseWatch(parameters))
        return _watches[self.alias]
