"""Reads from a replica: searches, and pages that are rendered for one visitor.

Whoever writes waits until the replica has applied it (``for_replica``), so that what was taken down
is gone there too before whoever took it down is answered. What the replica cannot answer, and
whatever it has not, is asked of the primary.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, InterfaceError, OperationalError, connections

logger = logging.getLogger(__name__)

REPLICA: Final = "replica"


def answer_from_replica[T](answer: Callable[[], T], *absences: type[Exception]) -> T:
    """Return an answer for which nothing is written, by the replica where there is one.

    absences: what the answer raises where there is no such page.
    """
    if REPLICA not in settings.DATABASES or connections[DEFAULT_DB_ALIAS].in_atomic_block:
        return answer()
    try:
        with _reading_from_replica():
            return answer()
    except (OperationalError, InterfaceError) as error:
        logger.warning("The replica does not answer, the primary does: %s", error)
    except absences:
        # The primary decides: it may have the page already, and knows how it went.
        pass
    return answer()


@contextmanager
def _reading_from_replica() -> Iterator[None]:
    """Let all that this thread reads in a block come from the replica, however it is asked for."""
    primary = connections[DEFAULT_DB_ALIAS]
    connections[DEFAULT_DB_ALIAS] = connections[REPLICA]
    try:
        yield
    finally:
        connections[DEFAULT_DB_ALIAS] = primary
