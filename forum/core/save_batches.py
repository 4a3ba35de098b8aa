"""Work that follows saves, done once for many of them: search entries, terms, counts.

``put_off`` leaves it to the end of a block of ``batched_saves``. To index sixty reordered sessions
one by one took most of the time of a request.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Set
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import transaction
from django.db.models import Model

type Work = Callable[[Mapping[type[Any], Set[int]]], None]

# What each work is to do at the end of the block; None outside of one.
_pending: ContextVar[dict[Work, dict[type[Any], set[int]]] | None] = ContextVar(
    "pending", default=None
)


@contextmanager
def batched_saves() -> Iterator[None]:
    """Do what follows the saves in the block once, at its end; to be used within a transaction.

    Saves that are taken back, by an error or a rollback, are followed by nothing.
    """
    pending: dict[Work, dict[type[Any], set[int]]] = {}
    token = _pending.set(pending)
    try:
        yield
    finally:
        _pending.reset(token)
    if not transaction.get_rollback():
        for work, keys in pending.items():
            work(keys)


@contextmanager
def rolled_back() -> Iterator[None]:
    """Take back whatever is written within the block."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def put_off(work: Work, model: type[Model], pk: int) -> bool:
    """Leave a row to the end of the block under way; return whether there is one.

    work: is called with all rows that were left to it, model -> keys.
    """
    pending = _pending.get()
    if pending is None:
        return False
    pending.setdefault(work, defaultdict(set))[model].add(pk)
    return True
