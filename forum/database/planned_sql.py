"""Statements that are composed once and planned once, with what each run puts in sent beside them.

Django composes the same SQL anew for each request, and the server plans it anew: of the page of an
event, and of a search, that was half of the time.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Final, NamedTuple, Self

import psycopg
from django.conf import settings
from django.db import connection
from psycopg import sql

# Stand in composed SQL for the present.
MOMENT: Final = "\x7fmoment\x7f"
TODAY: Final = "\x7ftoday\x7f"
TIMES: Final = {MOMENT: "timestamptz", TODAY: "date"}


class PlannedSql(NamedTuple):
    """SQL with numbered places. places: what each takes."""

    text: str
    places: list[str]

    def fetch(self, values: Mapping[str, object]) -> list[tuple[Any, ...]]:
        """Run it with the values of its places; return the rows."""
        return fetch_rows(self.text, [values[name] for name in self.places])


class PlannedCursor(psycopg.RawCursor[Any]):
    """Sends values beside the text, so that one plan serves for all; Django's cursor does not.

    They are told beforehand: Django's wrapper would write them into the text for who counts.
    """

    values: Sequence[Any] = ()

    def execute(self, query: Any, params: Any = None, **options: Any) -> Self:
        return super().execute(encode(query), self.values, **{**options, "prepare": True})


@lru_cache(maxsize=256)
def encode(statement: str) -> bytes:
    """Return a statement as it is sent: else each connection would keep a copy of its own."""
    return statement.encode()


def number_places(statement: str, types: Mapping[str, str]) -> PlannedSql:
    """Return a statement with $1, $2 for what each run puts in; only what it names has a number.

    types: of the values that may be put in, by what stands for them.
    """
    places = [name for name in types if name in statement]
    for number, name in enumerate(places, 1):
        statement = statement.replace(name, f"${number}::{types[name]}")
    return PlannedSql(statement, places)


def put_in_values(composed: str, parameters: Sequence[object], places: Collection[str] = ()) -> str:
    """Return Django's SQL with its constants written out and names for what each run puts in.

    places: texts that stand for themselves.
    """
    first, *rest = (text.replace("%%", "%") for text in composed.split("%s"))
    written = (
        f"{write_value(value, places)}{text}" for value, text in zip(parameters, rest, strict=True)
    )
    return first + "".join(written)


def write_value(value: object, places: Collection[str] = ()) -> str:
    """Return a parameter: a place, the present moment or day, else the constant itself.

    Whatever is asked of time on a public page is asked of the present.
    """
    if isinstance(value, str):
        if value in places:
            return value
        # Nobody's words are taken for a place.
        value = value.replace("\x7f", "")
    if isinstance(value, datetime):
        return MOMENT
    if isinstance(value, date):
        return TODAY
    return sql.Literal(value).as_string(connection.connection)


def fetch_rows(statement: str, values: Sequence[object]) -> list[tuple[Any, ...]]:
    """Run a statement whose plan the server keeps; return its rows."""
    connection.close_if_health_check_failed()
    connection.ensure_connection()
    database = connection.connection
    # Without a threshold psycopg prepares nothing, whatever it is told; behind a pooler, which may
    # send a statement over another connection, nothing may be prepared.
    if not settings.DATABASE_POOLER:
        database.prepare_threshold = database.prepare_threshold or 1
    cursor: Any = PlannedCursor(database)
    cursor.values = values
    # As Django wraps its own, for errors and for who counts statements.
    wrap = connection.make_debug_cursor if connection.queries_logged else connection.make_cursor
    with wrap(cursor) as wrapped:
        wrapped.execute(statement)
        rows: list[tuple[Any, ...]] = wrapped.fetchall()
        return rows


def fetch_row(statement: str, values: Sequence[object]) -> Sequence[Any]:
    """Run a statement whose plan the server keeps; return its one row."""
    return next(iter(fetch_rows(statement, values)), ())


def write_keys(keys: Iterable[int]) -> str:
    """Return keys as an array's text: the driver takes a list apart, which for 2,000 keys took
    longer than to ask.
    """
    return f"{{{','.join(map(str, keys))}}}"
