"""Who is at work: what is saved inside the block was written by that user."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_user: ContextVar[int | None] = ContextVar("user", default=None)


@contextmanager
def acting(user: int | None) -> Iterator[None]:
    """Let what is saved in the block be by a user, by key; None for nobody in particular."""
    token = _user.set(user)
    try:
        yield
    finally:
        _user.reset(token)


def actor() -> int | None:
    """Return the key of the user at work, None outside of such a block."""
    return _user.get()
