"""Django's PostgreSQL backend, which starts the embedded server before its first connection."""

from typing import Any

from django.db.backends.postgresql import base

from forum.embedded import ensure_running


class DatabaseWrapper(base.DatabaseWrapper):
    """PostgreSQL on the embedded server."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        ensure_running(self.settings_dict["DATA_DIR"])
        return super().get_new_connection(conn_params)
