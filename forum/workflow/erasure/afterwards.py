"""What an erasure does once it is committed: each of it, whatever becomes of the rest."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial
from typing import Final

from django.db import transaction

logger = logging.getLogger(__name__)

_failures: Final[ContextVar[list[str] | None]] = ContextVar("files left", default=None)


@contextmanager
def noting_files_left() -> Iterator[list[str]]:
    """Note the files that a block's erasures could not remove, each with the reason."""
    failures: list[str] = []
    token = _failures.set(failures)
    try:
        yield failures
    finally:
        _failures.reset(token)


def remove_on_commit(name: str, remove: Callable[[], object]) -> None:
    """Remove a file on commit. name: for whoever must do it by hand."""
    transaction.on_commit(partial(_remove, name, remove))


def _remove(name: str, remove: Callable[[], object]) -> None:
    try:
        remove()
    except Exception as error:
        # Whatever a disk or a bucket complains of: the other files go.
        logger.exception("A file of somebody who was erased is left: %s", name)
        failures = _failures.get()
        if failures is not None:
            failures.append(f"{name} ({error})")
