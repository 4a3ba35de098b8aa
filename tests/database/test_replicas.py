"""Searches and pages for one visitor are read from a replica, where there is one."""

from collections.abc import Callable

import pytest
from django.conf import LazySettings
from django.db import OperationalError, connection, connections
from django.http import Http404

from forum.database.addresses import for_replica, from_url
from forum.database.replicas import REPLICA, answer_from_replica

URL = "postgresql://forum@db.example.org/forum"


@pytest.fixture
def replica(monkeypatch: pytest.MonkeyPatch, settings: LazySettings) -> None:
    """Let the site have a replica; no test waits for a server, for it is asked for its name."""
    monkeypatch.setitem(settings.DATABASES, REPLICA, settings.DATABASES["default"])
    wrapper = connections["default"].copy(REPLICA)
    monkeypatch.setattr(connections._connections, REPLICA, wrapper, raising=False)  # type: ignore[attr-defined]
    monkeypatch.setattr(connections["default"], "in_atomic_block", False)


def first_fails(error: Exception) -> Callable[[], str]:
    """Return what raises an error on the replica, and else says where it was asked."""

    def answer() -> str:
        if connection.alias == REPLICA:
            raise error
        return connection.alias

    return answer


def test_without_one_the_primary_answers() -> None:
    assert answer_from_replica(lambda: connection.alias) == "default"


def test_everything_is_read_from_it_and_afterwards_from_the_primary(replica: None) -> None:
    assert (answer_from_replica(lambda: connection.alias), connection.alias) == (REPLICA, "default")


@pytest.mark.parametrize("error", [OperationalError("away"), Http404()])
def test_what_it_cannot_answer_or_has_not_the_primary_says(replica: None, error: Exception) -> None:
    assert answer_from_replica(first_fails(error), Http404) == "default"
    assert connection.alias == "default"


def test_within_a_transaction_nothing_is_read_elsewhere(
    replica: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections["default"], "in_atomic_block", True)
    assert answer_from_replica(lambda: connection.alias) == "default"


def test_whoever_writes_waits_until_it_shows_what_was_written() -> None:
    database = from_url(f"{URL}?options=-c%20jit%3Doff")
    for_replica(database)
    assert database["OPTIONS"]["options"] == "-c jit=off -c synchronous_commit=remote_apply"


def test_of_several_hosts_one_that_follows_is_asked() -> None:
    several = from_url("postgresql://u@a,b/forum", "prefer-standby")
    assert several["OPTIONS"]["target_session_attrs"] == "prefer-standby"
