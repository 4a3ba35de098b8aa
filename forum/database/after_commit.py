"""What follows a commit, when no form can refuse any more."""

from collections.abc import Callable

from django.db import DatabaseError, InterfaceError, connection


def do_on_living_connection(work: Callable[[], object]) -> None:
    """Do what follows a commit; where the connection has broken since, on another one."""
    try:
        work()
    except (DatabaseError, InterfaceError):
        if connection.is_usable():
            raise
        connection.close()
        work()
