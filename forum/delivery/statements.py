"""All that a page shows, fetched by one statement that is composed once and planned once.

Django composes the same SQL anew for each request, and the server plans it anew: of the page of an
event that was half of its time. Here the querysets of a page are composed once for each language,
their rows come back together as JSON, and the server keeps the plan. What the public may see is
decided by ``.published()`` as everywhere: the statement is its SQL, with the present moment and the
page's own slugs put in when it is run.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from typing import Any, Final, NamedTuple, Self

import psycopg
from django.conf import settings
from django.db import connection
from django.db.models import DateField, DateTimeField, Field, Model, QuerySet, TimeField
from django.db.models.base import ModelState
from django.db.models.query import ModelIterable
from django.db.models.sql import Query
from django.utils import timezone
from django.utils.translation import get_language
from psycopg import sql

from forum.core.columns import ModelField, language_codes
from forum.core.page_memory import PageMemory, remember
from forum.delivery.publishing.reads import note_record

# Stand in a queryset for the slugs of the page's address.
SLUG: Final = "\x7fslug\x7f"
PART_SLUG: Final = "\x7fpart slug\x7f"
# Stand in composed SQL for the present.
MOMENT: Final = "\x7fmoment\x7f"
TODAY: Final = "\x7ftoday\x7f"
TYPES: Final = {SLUG: "varchar", PART_SLUG: "varchar", MOMENT: "timestamptz", TODAY: "date"}
# What JSON has as text only. A moment is a day too, so it goes first.
READERS: Final[tuple[tuple[type[Field[Any, Any]], Callable[[str], Any]], ...]] = (
    (DateTimeField, datetime.fromisoformat),
    (DateField, date.fromisoformat),
    (TimeField, time.fromisoformat),
)
# Texts once more, beside what they were translated from: no page shows them.
UNSHOWN: Final = ("translations", "match_keys")

type Columns = list[tuple[str, Callable[[str], Any] | None]]


class PageStatement:
    """The querysets of a page by name, each made by a function and naming ``SLUG`` for its slug.

    They may select related records, defer and annotate, and may be of ``values()``, whose rows are
    dictionaries. They may not prefetch: records that belong to several others are a queryset of
    their own.
    """

    def __init__(self, **querysets: Callable[[], QuerySet[Any]]) -> None:
        self.querysets = querysets
        self.composed: dict[tuple[str, ...], tuple[PlannedSql, list[RowReader]]] = {}

    def fetch(self, slug: str = "", part_slug: str = "") -> dict[str, list[Any]]:
        """Return the records of each queryset as the active language shows them, to read only."""
        statement, readers = self._composed_in(get_language() or "", *language_codes())
        values = {
            SLUG: slug,
            PART_SLUG: part_slug,
            MOMENT: timezone.now(),
            TODAY: timezone.localdate(),
        }
        rows = fetch_row(statement.text, [values[name] for name in statement.places])
        memory = PageMemory(get_language() or language_codes()[0])
        return {
            reader.name: [reader.read(list(row.values()), memory) for row in rows_of_reader]
            for reader, rows_of_reader in zip(readers, rows, strict=True)
        }

    def _composed_in(self, *languages: str) -> "tuple[PlannedSql, list[RowReader]]":
        """Return the statement for the active language, the first, and the site's languages."""
        if languages not in self.composed:
            connection.ensure_connection()
            readers = [RowReader(name, make()) for name, make in self.querysets.items()]
            columns = ",\n".join(reader.column for reader in readers)
            self.composed[languages] = number_places(f"SELECT {columns}"), readers
        return self.composed[languages]


class PlannedCursor(psycopg.RawCursor[Any]):
    """Sends values beside the text, so that one plan serves for all; Django's cursor does not.

    They are told beforehand: Django's wrapper would write them into the text for who counts.
    """

    values: Sequence[Any] = ()

    def execute(self, query: Any, params: Any = None, **options: Any) -> Self:
        return super().execute(query, self.values, **{**options, "prepare": True})


class PlannedSql(NamedTuple):
    """SQL with numbered places. places: what each takes."""

    text: str
    places: list[str]


def number_places(statement: str) -> PlannedSql:
    """Return a statement with $1, $2 for what each run puts in; only what it names has a number."""
    places = [name for name in TYPES if name in statement]
    for number, name in enumerate(places, 1):
        statement = statement.replace(name, f"${number}::{TYPES[name]}")
    return PlannedSql(statement, places)


def fetch_row(statement: str, values: Sequence[object]) -> Sequence[Any]:
    """Run a statement whose plan the server keeps; return its one row."""
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
        row: Sequence[object] = wrapped.fetchone() or ()
        return row


class RowReader:
    """One queryset of a statement. column: its rows as a JSON list, in the queryset's order."""

    def __init__(self, name: str, records: QuerySet[Model]) -> None:
        self.name = name
        is_of_records = bool(issubclass(records._iterable_class, ModelIterable))
        shown = without_unshown(records) if is_of_records else records
        compiler = shown.query.get_compiler(connection.alias)
        composed, parameters = compiler.as_sql()
        columns = ", ".join(f"c{number}" for number in range(len(compiler.select)))
        rows = put_in_values(composed, parameters)
        # What differs from page to page is put in by the server, not here.
        self.column = f"(SELECT coalesce(json_agg(t), '[]') FROM ({rows}) AS t ({columns}))"  # noqa: S608
        self.maker = RecordMaker(compiler.klass_info, compiler.select) if is_of_records else None
        places = compiler.annotation_col_map if is_of_records else number_names(shown.query)
        self.annotations = [
            (name, place, reader_of(compiler.select[place][0].output_field))
            for name, place in places.items()
        ]

    def read(self, row: list[Any], memory: PageMemory) -> Any:
        """Return the record of a row, with the related ones at hand, or a dictionary of values."""
        values: dict[str, Any] = {
            name: reader(row[place]) if reader and row[place] is not None else row[place]
            for name, place, reader in self.annotations
        }
        if self.maker is None:
            return values
        record = self.maker.make(row, memory)
        record.__dict__.update(values)
        return record


def number_names(query: Query) -> dict[str, int]:
    """Return the place of each value in a row of a ``values()`` queryset."""
    return {name: place for place, name in enumerate(query.selected or ())}


class RecordMaker:
    """Makes records of a model, and those that were selected with them, out of a row's values.

    klass_info: what Django's compiler says about the columns of a model in ``select``.
    """

    def __init__(self, klass_info: Any, select: Any) -> None:
        self.model: type[Model] = klass_info["model"]
        places = klass_info["select_fields"]
        self.start, self.end = places[0], places[-1] + 1
        fields = [column[0].target for column in select[self.start : self.end]]
        self.names = [field.attname for field in fields]
        self.readers = [
            (field.attname, reader) for field in fields if (reader := reader_of(field)) is not None
        ]
        self.key = self.start + self.names.index(self.model._meta.pk.attname)
        self.related = [
            (info["local_setter"], RecordMaker(info, select))
            for info in klass_info.get("related_klass_infos", ())
        ]

    def make(self, row: list[object], memory: PageMemory) -> Any:
        """Return the record; None for a related one that is not there.

        No signal is sent and no field converts: the page's own times are read, the rest is JSON's.
        """
        if row[self.key] is None:
            return None
        record = self.model.__new__(self.model)
        values = record.__dict__
        values.update(zip(self.names, row[self.start : self.end], strict=True))
        values["_state"] = state = ModelState()
        state.adding, state.db = False, connection.alias
        for name, reader in self.readers:
            if values[name] is not None:
                values[name] = reader(values[name])
        remember(record, memory)
        note_record(record)
        for set_related, maker in self.related:
            set_related(record, maker.make(row, memory))
        return record


def reader_of(field: ModelField) -> Callable[[str], Any] | None:
    """Return what reads a field's value out of its JSON text, None where JSON has it as it is."""
    return next((reader for kind, reader in READERS if isinstance(field, kind)), None)


def without_unshown(records: QuerySet[Model]) -> QuerySet[Model]:
    """Return the records without the columns that no page shows."""
    return records.defer(*list_unshown(records.model, records.query.select_related))


def list_unshown(model: type[Model], related: Any, path: str = "") -> list[str]:
    names = {field.name for field in model._meta.concrete_fields}
    deferred = [f"{path}{name}" for name in UNSHOWN if name in names]
    for step, further in (related or {}).items():
        related_model: Any = model._meta.get_field(step).related_model
        deferred += list_unshown(related_model, further, f"{path}{step}__")
    return deferred


def put_in_values(composed: str, parameters: Sequence[object]) -> str:
    """Return SQL with its constants written out and names for what each run puts in."""
    first, *rest = (text.replace("%%", "%") for text in composed.split("%s"))
    written = (f"{write_value(value)}{text}" for value, text in zip(parameters, rest, strict=True))
    return first + "".join(written)


def write_value(value: object) -> str:
    """Return a parameter: a page's slug, the present moment or day, else the constant itself.

    Whatever is asked of time on a public page is asked of the present.
    """
    if value in (SLUG, PART_SLUG):
        return str(value)
    if isinstance(value, datetime):
        return MOMENT
    if isinstance(value, date):
        return TODAY
    return sql.Literal(value).as_string(connection.connection)
