"""The watch takes no server for dead that answers somebody."""

import atexit

import pytest
from django.db import connection

from forum.database.watch import DatabaseWatch, WatchedConnection


def test_whoever_is_answered_tells_the_watch(db: None) -> None:
    watch = DatabaseWatch({})
    parameters = connection.get_connection_params()
    names = ("dbname", "user", "host", "port")
    place = {name: parameters[name] for name in names if name in parameters}
    with WatchedConnection.connect(**place) as followed:
        watch.follow(followed)
        state_before = watch.has_answered()
        followed.execute("SELECT 1")
        assert (state_before, watch.has_answered()) == (False, True)


@pytest.mark.parametrize("is_leaving", [False, True])
def test_no_process_that_ends_says_that_its_database_is_away(
    is_leaving: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(atexit, "register", lambda leave: leave() if is_leaving else None)
    watch = DatabaseWatch({"host": "/nowhere"})
    watch.start()
    assert watch.is_away is not is_leaving
