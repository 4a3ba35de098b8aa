"""The user at work: what is saved inside the block counts as written by that user."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_user: ContextVar[int | None] = ContextVar("user", default=None)


@contextmanager
def acting(user: int | None) -> Iterator[None]:
    """Attribute what the block saves to a user. user: the key; None for no particular one."""
    token = _user.set(user)
    try:
        yield
    finally:
        _user.reset(token)


def actor() -> int | None:
    """Return the key of the user at work, None outside of such a block."""
    return _user.get()
