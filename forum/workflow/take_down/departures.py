"""Public files that rows give up: replaced by a save, or left behind by a deletion.

They leave the public folder on commit and lie where pictures do that are offline: a row that is
brought back has them again. What another row names lies where the rows that are left say.
"""

from collections.abc import Iterator, Set
from functools import partial

from django.db import connection, transaction
from django.db.models import Model

from forum.core.images.columns import picture_fields
from forum.core.images.field import PictureField
from forum.database.after_commit import do_on_living_connection
from forum.workflow.take_down.public_files import settle_files
from sessions_app.recordings import MediaField, media_fields

type FileColumn = PictureField | MediaField


def after_save(record: Model, update_fields: frozenset[str] | None) -> None:
    """Withdraw the files that a saved row has replaced."""
    for field in _columns_of(record):
        if update_fields is None or field.name in update_fields:
            departures = field.list_departures(record)
            _withdraw_on_commit(departures)
            departures.clear()


def after_delete(record: Model) -> None:
    """Withdraw the files of a deleted row."""
    for field in _columns_of(record):
        stored = field.stored_name(record.__dict__.get(field.attname))
        _withdraw_on_commit({stored, *field.list_departures(record)} - {""})


class Departures:
    """The files that a transaction gives up, looked for in the tables once for all of them.

    What a savepoint took back is still named, and stays.
    """

    def __init__(self) -> None:
        self.names: set[str] = set()

    def __call__(self) -> None:
        names, self.names = self.names, set()
        if names:
            do_on_living_connection(partial(settle_files, names))


def _withdraw_on_commit(names: Set[str]) -> None:
    if not names:
        return
    # What is called on commit stands beside its savepoints.
    waiting = (item for entry in connection.run_on_commit for item in entry)
    departures = next((item for item in waiting if isinstance(item, Departures)), Departures())
    departures.names |= names
    # Each time: a savepoint that is rolled back takes its own along.
    transaction.on_commit(departures, robust=True)


def _columns_of(record: Model) -> Iterator[FileColumn]:
    for field in (*picture_fields(), *media_fields()):
        if isinstance(record, field.model):
            yield field
