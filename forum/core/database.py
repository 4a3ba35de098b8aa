"""How the site connects to PostgreSQL."""

import atexit
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def from_url(url: str) -> dict[str, object]:
    """Read postgresql://user:password@host:port/name?option=value into Django's form."""
    parts = urlsplit(url)
    if parts.scheme not in ("postgres", "postgresql") or not parts.path.strip("/"):
        raise ImproperlyConfigured(
            "DATABASE_URL must read postgresql://user:password@host:5432/name; "
            "other databases are not supported."
        )
    try:
        port = parts.port
    except ValueError as error:
        raise ImproperlyConfigured(f"DATABASE_URL names no port that exists: {error}.") from error
    return {
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(port or ""),
        "OPTIONS": {"connect_timeout": 2, **dict(parse_qsl(parts.query))},
    }


def for_requests(database: dict[str, Any], *, threads: int, statement_timeout: int) -> None:
    """Bound how long a request may wait: for a connection, and for a statement.

    statement_timeout: in milliseconds; 0 for none, as poolers ask that take no such option.
    """
    options = database.setdefault("OPTIONS", {})
    if statement_timeout:
        bound = f"-c statement_timeout={statement_timeout}"
        options["options"] = f"{options.get('options', '')} {bound}".strip()
    if database["ENGINE"] == "django.db.backends.postgresql":
        # Connections are the pool's to keep, threads borrow them.
        database["CONN_MAX_AGE"] = 0
        options["pool"] = pool(threads)
        atexit.register(close_pool)


def pool(threads: int) -> dict[str, object]:
    """Return the options of psycopg's pool; times in seconds.

    A request that gets no connection in a second answers 503; by default it would wait for thirty.
    An attempt to connect is given up soon, so that the next request makes a new one: the pool makes
    its own further attempts at growing intervals, long after the database is back.
    """
    return {"min_size": 1, "max_size": threads + 2, "timeout": 1, "reconnect_timeout": 2}


def close_pool() -> None:
    """End the pool's threads, for which a process that ends would otherwise wait five seconds."""
    from django.db import connection

    connection.close_pool()  # type: ignore[attr-defined]
