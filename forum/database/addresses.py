"""The database's address, as a setting gives it, in Django's form."""

import atexit
from typing import Any, Final
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

# Seconds, and milliseconds: a server that a network no longer reaches is given up soon.
DEFAULTS: Final[dict[str, Any]] = {
    "connect_timeout": 2,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 5000,
}
TURNS: Final = 12
_PLAN_ONCE: Final = "-c plan_cache_mode=force_generic_plan"
# A page takes milliseconds; to start a helping process or to compile a plan takes tens of them.
_PLAN_SMALL: Final = "-c jit=off -c max_parallel_workers_per_gather=0"
# With eight, which is usual, ten tables are joined as they were written, the narrowest last.
_JOIN_FREELY: Final = "-c join_collapse_limit=10 -c from_collapse_limit=10"
_FORM: Final = (
    "DATABASE_URL must read postgresql://user:password@host:5432/name; "
    "other databases are not supported."
)


def from_url(url: str, wanted: str = "read-write") -> dict[str, Any]:
    """Read postgresql://user:password@host:port/name?option=value into Django's form.

    Of several hosts, parted by commas, the one that takes writes is chosen, whichever it is at the
    moment, unless ``target_session_attrs`` says otherwise. wanted: what it says by default.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("postgres", "postgresql") or not parts.path.strip("/"):
        raise ImproperlyConfigured(_FORM)
    login, _at, places = parts.netloc.rpartition("@")
    user, _colon, password = login.partition(":")
    hosts, ports = _read_places(places)
    several = {"target_session_attrs": wanted} if len(hosts) > 1 else {}
    return {
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(user),
        "PASSWORD": unquote(password),
        "HOST": ",".join(hosts),
        "PORT": ",".join(ports) if any(ports) else "",
        "OPTIONS": {**DEFAULTS, **several, **dict(parse_qsl(parts.query))},
    }


def for_requests(
    database: dict[str, Any], *, threads: int, statement_timeout: int, has_pooler: bool = False
) -> None:
    """Bound how long a request may wait: for a connection, for a statement, for any answer.

    statement_timeout: in milliseconds; 0 for none. has_pooler: see ``for_pooler``.
    """
    options = database.setdefault("OPTIONS", {})
    if statement_timeout and has_pooler:
        database["STATEMENT_TIMEOUT"] = statement_timeout
    elif statement_timeout:
        bound = f"-c statement_timeout={statement_timeout}"
        options["options"] = f"{options.get('options', '')} {bound}".strip()
    if database["ENGINE"] == "django.db.backends.postgresql":
        database["ENGINE"] = "forum.database"
        # Connections are the pool's to keep, threads borrow them.
        database["CONN_MAX_AGE"] = 0
        options["pool"] = pool(threads)
        atexit.register(close_pool)


def for_plans(database: dict[str, Any]) -> None:
    """Have what is prepared planned once a connection, not six times: 50 ms for an event."""
    options = database.setdefault("OPTIONS", {})
    plans = f"{_PLAN_ONCE} {_PLAN_SMALL} {_JOIN_FREELY}"
    options["options"] = f"{options.get('options', '')} {plans}".strip()


def for_replica(database: dict[str, Any]) -> None:
    """Have whoever writes wait until the replica shows it, if the primary names that one.

    Behind a pooler the primary's own setting says so: ``synchronous_commit = remote_apply``.
    """
    options = database["OPTIONS"]
    bound = "-c synchronous_commit=remote_apply"
    options["options"] = f"{options.get('options', '')} {bound}".strip()


def for_pooler(database: dict[str, Any]) -> None:
    """Reach the server through a pooler in transaction mode, as PgBouncer is one.

    A statement may meet another connection than the one before: nothing that outlives a
    transaction is left on it.
    """
    database["DISABLE_SERVER_SIDE_CURSORS"] = True
    database["OPTIONS"]["prepare_threshold"] = None


def pool(threads: int) -> dict[str, object]:
    """Return the options of psycopg's pool; times in seconds.

    A request that gets no connection in so many ``TURNS`` answers 503; by default it would wait for
    thirty seconds. Between turns it is asked whether the server is away.
    An attempt to connect is given up soon, so that the next request makes a new one: the pool makes
    its own further attempts at growing intervals, long after the database is back.
    """
    # A server's alone: commands start without it.
    from forum.database.watch import WatchedConnection

    return {
        "connection_class": WatchedConnection,
        "min_size": 1,
        "max_size": threads + 2,
        "timeout": 0.25,
        "reconnect_timeout": 2,
    }


def close_pool() -> None:
    """End the pools' threads, for which a process that ends would otherwise wait five seconds."""
    from django.db import connections

    for connection in connections.all(initialized_only=True):
        connection.close_pool()  # type: ignore[attr-defined]  # PostgreSQL's alone has a pool


def _read_places(places: str) -> tuple[list[str], list[str]]:
    """Return the hosts and the port of each, "" where none is named."""
    hosts, ports = list[str](), list[str]()
    for place in places.split(","):
        # An address of IPv6 stands in brackets.
        host, colon, port = place.rpartition(":")
        if not colon or place.endswith("]"):
            host, port = place, ""
        if port and not (port.isdecimal() and 0 < int(port) < 65536):
            # Not what stands there: a password with a slash would.
            raise ImproperlyConfigured(
                "DATABASE_URL names no port that exists; write %2F for a slash in the password."
            )
        hosts.append(unquote(host).strip("[]"))
        ports.append(port)
    return hosts, ports
