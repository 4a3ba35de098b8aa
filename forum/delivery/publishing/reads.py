"""What a page reads while it is made, as keys.

people_person:12                a row
sessions_app_event:5:parts      what stands in a row: that anything is added there, or leaves it;
                                of a topic, who spoke on it
people_person                   a table: that any of its rows changes, or a new one comes
menu                            the site's menu

The page of a record reads rows, and anything that could newly appear on it hangs on one of them:
``changes`` names the rows that a changed one hangs on. Lists and feeds, in which anything may newly
appear, read tables.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any, Final

from django.db import connection
from django.db.models import Model
from django.db.models.signals import post_init

from forum.core.content import Content, Part
from forum.core.record_tree import record_models
from forum.models import Page, Topic
from forum.models.list_pages import LISTS
from sessions_app.models import Event

MENU: Final = "menu"
# Around what a statement asks for the site's menu: that has a key, and is no reading of its tables.
MENU_BEGINS: Final = "/* menu */"
MENU_ENDS: Final = "/* end of menu */"
# How the key of what stands in a row ends.
PARTS: Final = ":parts"

# By the name of the route. What is missing here is made when it is asked for.
OF_EVENTS: Final = frozenset({
    "event", "event-parallel", "session", "session-parallel", "agenda", "schedule-xml",
    "schedule-json", "event-citation", "session-citation", "accent", "qr", "session-qr",
    "event-word", "event-proceedings", "event-proceedings-both", "session-proceedings",
    "session-calendar",
})  # fmt: skip
# Pictures of links; the worker makes anew those that somebody asked for, and follows no page to the
# others: a site of 10,000 speeches has 20,000.
OF_LINKS: Final = frozenset({
    "share", "session-share", "quote-card", "site-share", "series-share", "person-share",
    "organization-share", "product-share", "topic-share", "page-share",
})  # fmt: skip
OF_RECORDS: Final = OF_EVENTS | OF_LINKS | {
    "person", "person-qr", "person-citation", "organization", "organization-qr", "product",
    "product-qr", "product-citation", "series-qr", "topic-qr", "page", "page-qr", "api-docs",
    "robots",
}  # fmt: skip
OF_LISTS: Final = frozenset({
    *LISTS, "series", "topic", "news-item", "event-overview", "series-overview",
    "feed", "series-feed", "news-feed", "series-calendar", "person-calendar",
    "sitemap", "sitemap-section", "typeface", "typeface-style",
})  # fmt: skip
PUBLISHED: Final = OF_RECORDS | OF_LISTS
# The products' and the events' pages show what stands in a record.
_WITH_PARTS: Final = OF_EVENTS | {"product", "product-citation"}

# These lead on to who else spoke on a topic.
_WITH_SPEAKERS: Final = frozenset({"person", "organization"})

# These print what stands in an event's sub-forums, too.
_WITH_SUB_FORUMS: Final = frozenset({"event-proceedings", "event-proceedings-both"})

_MENU_ROWS: Final = re.compile(f"{re.escape(MENU_BEGINS)}.*?{re.escape(MENU_ENDS)}", re.DOTALL)
_TABLE: Final = re.compile(r'(?:FROM|JOIN)\s+"(\w+)"')
_PLANNED_DAY: Final = re.compile(r"\$\d+::date\b")


@dataclass(slots=True)
class Reads:
    """What was read.

    rows: (table, key) -> the row's slug, "" for one without; tables: all but those of the menu,
    which has_menu tells of; asks_day: whether what was asked depends on the present day.
    """

    rows: dict[tuple[str, int], str] = field(default_factory=dict)
    tables: set[str] = field(default_factory=set)
    has_menu: bool = False
    asks_day: bool = False


_reads: ContextVar[Reads | None] = ContextVar("reads", default=None)


def key_of_row(table: str, row: int) -> str:
    return f"{table}:{row}"


def key_of_parts(table: str, row: int) -> str:
    return f"{table}:{row}{PARTS}"


@cache
def tables_of_rows() -> frozenset[str]:
    """Return the tables of records and parts, and of how they relate: their rows are noted."""
    records = [model for model in record_models() if issubclass(model, Content | Part)]
    return frozenset(model._meta.db_table for model in (*records, *relation_models()))


@cache
def relation_models() -> tuple[type[Model], ...]:
    """Return the models of how records relate, many to many."""
    fields = (field for model in record_models() for field in model._meta.local_many_to_many)
    relations = (field.remote_field.through for field in fields)
    return tuple(model for model in relations if model is not None)


@contextmanager
def note_reads() -> Iterator[Reads]:
    """Note what is read in a block, in this thread."""
    reads = Reads()
    token = _reads.set(reads)
    try:
        with connection.execute_wrapper(_note_statement):
            yield reads
    finally:
        _reads.reset(token)


def are_noted() -> bool:
    """Tell whether it is noted what is read."""
    return _reads.get() is not None


def note_record(record: Model) -> None:
    """Note a record that was made of a row."""
    if (reads := _reads.get()) is not None and record.pk:
        reads.rows[record._meta.db_table, record.pk] = record.__dict__.get("slug", "")


def note_rows(model: type[Model], keys: Iterable[int]) -> None:
    """Note rows that were read as values, of which no record was made."""
    if (reads := _reads.get()) is not None:
        reads.rows.update({(model._meta.db_table, key): "" for key in keys})


def follow_reads() -> None:
    """Note every record that is made of a row."""
    for model in record_models():
        post_init.connect(_record_made, sender=model, dispatch_uid=f"reads {model.__name__}")


def _record_made(instance: Model, **kwargs: object) -> None:
    note_record(instance)


def _note_statement(
    execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any
) -> Any:
    reads = _reads.get()
    if reads is not None:
        tables, has_menu, asks_day = _read_statement(str(sql))
        reads.tables |= tables
        reads.has_menu |= has_menu
        reads.asks_day |= asks_day or any(map(_is_day, params or ()))
    return execute(sql, params, many, context)


@lru_cache(maxsize=1024)
def _read_statement(sql: str) -> tuple[frozenset[str], bool, bool]:
    """Return the tables of a statement, whether it asks for the menu, and for the present day."""
    others, menus = _MENU_ROWS.subn("", sql)
    return frozenset(_TABLE.findall(others)), bool(menus), bool(_PLANNED_DAY.search(sql))


def _is_day(value: object) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime)


def list_keys(route: str, path: str, reads: Reads) -> set[str]:
    """Return the keys of a page. route: the name of its address."""
    menu = {MENU} if reads.has_menu or Page._meta.db_table in reads.tables else set()
    if route in OF_LISTS:
        return menu | reads.tables
    rows = reads.rows.items()
    if route not in ("page", "page-share"):
        # The menu's, which has a key of its own.
        rows = {row: slug for row, slug in rows if row[0] != Page._meta.db_table}.items()
    keys = {key_of_row(*row) for row, _slug in rows}
    if route in _WITH_PARTS:
        # Of the record that the page is about, not of those that it names.
        keys |= {key_of_parts(*row) for row, slug in rows if slug in path.split("/")}
    if route in _WITH_SPEAKERS:
        keys |= {key_of_parts(*row) for row, _slug in rows if row[0] == Topic._meta.db_table}
    if route in _WITH_SUB_FORUMS:
        keys |= {key_of_parts(*row) for row, _slug in rows if row[0] == Event._meta.db_table}
    return menu | keys | (reads.tables - tables_of_rows())
