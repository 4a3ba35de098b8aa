"""A table that somebody else holds, and a connection that does not wait for long."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from django.db import connection

from tests.support.serving import database_url


@contextmanager
def locked_table(name: str, mode: str = "ACCESS EXCLUSIVE") -> Iterator[None]:
    """Let another connection hold a table, as a migration or a long import does."""
    with psycopg.connect(database_url()) as holder:
        holder.execute(f"LOCK TABLE {name} IN {mode} MODE".encode())
        yield
        holder.rollback()


@contextmanager
def bounded(setting: str = "statement_timeout", bound: str = "300ms") -> Iterator[None]:
    """Bound what each statement of this process may take, as a server's are."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, %s, false)", [setting, bound])
        try:
            yield
        finally:
            cursor.execute("SELECT set_config(%s, '0', false)", [setting])
