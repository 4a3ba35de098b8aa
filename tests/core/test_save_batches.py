"""What follows many saves is done once, at the end of their block."""

from collections.abc import Iterator, Mapping, Set
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import transaction

from forum.core.save_batches import batched_saves, put_off
from people.models import Person

pytestmark = pytest.mark.django_db


class Recorded:
    """Work that remembers what it was called with."""

    def __init__(self) -> None:
        self.calls: list[dict[type[Any], set[int]]] = []

    def __call__(self, keys: Mapping[type[Any], Set[int]]) -> None:
        self.calls.append({model: set(pks) for model, pks in keys.items()})


def test_outside_of_a_block_nothing_waits() -> None:
    assert not put_off(Recorded(), Person, 1)


def test_within_a_block_all_rows_are_done_once_at_the_end() -> None:
    work = Recorded()
    with batched_saves():
        assert [put_off(work, Person, pk) for pk in (1, 2, 1)] == [True, True, True]
        assert work.calls == []
    assert work.calls == [{Person: {1, 2}}]


def test_an_inner_block_ends_by_itself() -> None:
    work = Recorded()
    with batched_saves():
        with batched_saves():
            put_off(work, Person, 1)
        assert work.calls == [{Person: {1}}]


@contextmanager
def failing() -> Iterator[None]:
    with pytest.raises(ValueError, match="stop"):
        yield


def test_an_error_is_followed_by_nothing() -> None:
    work = Recorded()
    with failing(), batched_saves():
        put_off(work, Person, 1)
        raise ValueError("stop")
    assert work.calls == []


def test_a_rollback_is_followed_by_nothing() -> None:
    work = Recorded()
    with transaction.atomic(), batched_saves():
        put_off(work, Person, 1)
        transaction.set_rollback(True)
    assert work.calls == []
