"""All that a page shows, fetched by one statement that is composed once and planned once.

Django composes the same SQL anew for each request, and the server plans it anew: of the page of an
event that was half of its time. Here the querysets of a page are composed once for each language,
their rows come back together as JSON, and the server keeps the plan. What the public may see is
decided by ``.published()`` as everywhere: the statement is its SQL, with the present moment and the
page's own slugs put in when it is run.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, time
from functools import cached_property
from hashlib import blake2b
from typing import Any, Final

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import (
    BooleanField,
    DateField,
    DateTimeField,
    F,
    Field,
    Func,
    IntegerField,
    Model,
    QuerySet,
    TimeField,
)
from django.db.models.base import ModelState
from django.db.models.expressions import RawSQL
from django.db.models.query import ModelIterable
from django.db.models.sql import Query
from django.utils import timezone
from django.utils.translation import get_language

from forum.core.columns import ModelField, language_codes
from forum.core.page_memory import PageMemory, remember
from forum.core.richtext import RichTextField
from forum.database.planned_sql import (
    MOMENT,
    TIMES,
    TODAY,
    PlannedSql,
    fetch_row,
    number_places,
    put_in_values,
    write_keys,
)
from forum.delivery.publishing.reads import MENU_BEGINS, MENU_ENDS, note_record
from forum.delivery.recent_answers import Question, RecentAnswer, recent_answers

# The querysets of the site's menu, which stands on every page.
OF_MENU: Final = ("menu", "any_topic")
# Stand in a queryset for the slugs of the page's address.
SLUG: Final = "\x7fslug\x7f"
PART_SLUG: Final = "\x7fpart slug\x7f"
# Stands in a condition for the keys of the rows that are asked for.
KEYS: Final = "\x7fkeys\x7f"
NAMED_KEYS: Final = re.compile("\x7fkeys of \\w+\x7f")
NO_KEYS: Final = "{}"
# Stand in the slice of a queryset for the number of rows before a page of a list, and of further
# lists on the same page, by the parameter of the address that turns their pages.
START: Final = 7_777_777_777
PART_STARTS: Final = {"events": START + 1, "sessions": START + 2, "products": START + 3}
# The transactions whose changes a statement sees, as text.
SNAPSHOT: Final = "pg_current_snapshot()::text"
TYPES: Final = {
    SLUG: "varchar",
    PART_SLUG: "varchar",
    KEYS: "int8[]",
    **TIMES,
    **{str(start): "int8" for start in (START, *PART_STARTS.values())},
}
# What JSON has as text only. A moment is a day too, so it goes first.
READERS: Final[tuple[tuple[type[Field[Any, Any]], Callable[[str], Any]], ...]] = (
    (DateTimeField, datetime.fromisoformat),
    (DateField, date.fromisoformat),
    (TimeField, time.fromisoformat),
)
# Texts once more, beside what they were translated from, and what only the desk asks of a record:
# no page shows them.
LONG: Final = ("key_points", "clearance_key_points", "summary")
UNREAD: Final = re.compile(
    r"translations|match_keys|version|created|attribution|clearance_(on|channel|scan|by|note)"
)

# Rows as dictionaries, and what a statement asks by name.
type Rows = QuerySet[Any, Any]
type Querysets = dict[str, Callable[[], QuerySet[Any]]]
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

    def ask(
        self,
        slug: str = "",
        part_slug: str = "",
        start: int = 0,
        part_starts: Mapping[str, int] | None = None,
        keys: Iterable[int] = (),
        named_keys: Mapping[str, Iterable[int]] | None = None,
    ) -> "PageAnswer":
        """Return the answer to come: the rows of each queryset as the database has them.

        part_starts: of the lists that ``PART_STARTS`` names, none of the others is on the page;
        named_keys: those that ``among_keys`` asks for by a name, by that.
        """
        languages = get_language() or "", *language_codes()
        statement, readers = self._composed_in(*languages)
        began = timezone.now()
        asked_keys = {KEYS: write_keys(keys)}
        for name, further_keys in (named_keys or {}).items():
            asked_keys[name_keys(name)] = write_keys(further_keys)
        values = {
            SLUG: slug,
            PART_SLUG: part_slug,
            **asked_keys,
            MOMENT: began,
            TODAY: timezone.localdate(began),
            str(START): start,
            **{str(start): (part_starts or {}).get(name, 0) for name, start in PART_STARTS.items()},
        }
        places = [values.get(name, NO_KEYS) for name in statement.places]
        asked = slug, part_slug, start, *(part_starts or {}).items(), *asked_keys.items()
        question = self, connection.alias, *languages, *asked
        return PageAnswer(readers, statement.text, places, began, question)

    def _composed_in(self, *languages: str) -> "tuple[PlannedSql, list[RowReader]]":
        """Return the statement for the active language, the first, and the site's languages."""
        if languages not in self.composed:
            connection.ensure_connection()
            readers = [RowReader(name, make()) for name, make in self.querysets.items()]
            composed = compose_statement(readers)
            named = dict.fromkeys(NAMED_KEYS.findall(composed), TYPES[KEYS])
            self.composed[languages] = number_places(composed, TYPES | named), readers
            for reader in readers:
                # Composed, they are not needed again.
                reader.rows = ""
        return self.composed[languages]


class Records(dict[str, list[Any]]):
    """The records of each queryset by its name, as the active language shows them, to read only.

    ends: the first moment to come that any of them names, from which on they may be shown or say
    something else; None without.
    """

    ends: datetime | None = None


class AnswerMemory(PageMemory):
    """What the records of an answer have in common.

    ends: the first moment after they were asked for which one of them names.
    """

    __slots__ = ("ends",)

    def __init__(self, language: str, began: datetime) -> None:
        super().__init__(language, began)
        self.ends: datetime | None = None

    def note_moment(self, value: object) -> None:
        """Note when something may fall due, if a value is a moment to come."""
        if type(value) is datetime and value > self.began and not (self.ends and self.ends < value):
            self.ends = value


class PageAnswer:
    """The rows of a page, as JSON, asked for when they are read. began: from when on they hold.

    question: names what is asked; where it was answered a moment ago, and nothing has been written
    since, the digest is known without the rows.
    """

    def __init__(
        self,
        readers: "list[RowReader]",
        statement: str,
        values: Sequence[object],
        began: datetime,
        question: Question,
    ) -> None:
        self.readers, self.statement, self.values = readers, statement, values
        self.began, self.question = began, question
        self._row: Sequence[str] = ()
        # What a transaction has written itself is in no snapshot.
        self._may_be_known = not connection.in_atomic_block
        self._recent: RecentAnswer | None = None

    def fetch(self) -> None:
        """Ask for the rows now, unless they were asked for."""
        self._row = self._row or fetch_row(self.statement, self.values)

    @cached_property
    def digest(self) -> bytes:
        """A hash of all rows: what is made of the same ones is the same."""
        self.fetch()
        return blake2b("\0".join(self._rows).encode(), digest_size=20).digest()

    @property
    def recent_digest(self) -> bytes:
        """The digest of a moment ago, b"" without: it holds where ``is_current``."""
        self._recent = (
            recent_answers.find(self.question, self.began) if self._may_be_known else None
        )
        return self._recent.digest if self._recent else b""

    def is_current(self) -> bool:
        """Tell whether nothing was written since the rows of ``recent_digest`` were asked for."""
        snapshot = self._recent and self._recent.snapshot
        return bool(snapshot) and snapshot == fetch_row(f"SELECT {SNAPSHOT}", ())[0]

    def remember(self, ends: datetime | None) -> None:
        """Let the next who asks know the digest. ends: the first moment that a record names."""
        if self._may_be_known and self._row:
            recent = RecentAnswer(self._row[-1], self.digest, self.began, ends)
            recent_answers.put(self.question, recent)

    @property
    def _rows(self) -> Sequence[str]:
        """The rows of each queryset. The last of what the statement returns is its snapshot."""
        return self._row[:-1]

    def read(self) -> Records:
        """Return the records."""
        self.fetch()
        memory = AnswerMemory(get_language() or language_codes()[0], self.began)
        records = Records(
            (reader.name, [reader.read(row, memory) for row in json.loads(rows)])
            for reader, rows in zip(self.readers, self._rows, strict=True)
        )
        records.ends = memory.ends
        return records


def compose_statement(readers: "list[RowReader]") -> str:
    """Return the statement of some querysets. One whose rows another asks for is run once."""
    further = "".join(reader.rows for reader in readers)
    shared = [reader for reader in readers if f"FROM {name_table(reader.name)}" in further]
    tables = ",\n".join(reader.define_table() for reader in shared)
    columns = ",\n".join(reader.ask(is_shared=reader in shared) for reader in readers)
    return f"{f'WITH {tables}' if tables else ''}\nSELECT {columns}, {SNAPSHOT}"


def name_table(queryset: str) -> str:
    """Return what a statement calls the rows of one of its querysets. queryset: its name."""
    return f'"rows of {queryset}"'


def name_keys(name: str) -> str:
    """Return what stands for keys that are given to a statement by a name."""
    return f"\x7fkeys of {name}\x7f"


def keys_among(*querysets: str, column: str = "key") -> RawSQL:
    """Return the keys in the rows of some ``values()`` querysets of the same statement."""
    # Names of our own.
    tables = (f"SELECT {column} FROM {name_table(name)}" for name in querysets)  # noqa: S608
    return RawSQL(" UNION ".join(tables), ())  # noqa: S611


class RowReader:
    """One queryset of a statement. rows: its SQL; columns: what the statement calls theirs."""

    rows = ""

    def __init__(self, name: str, records: QuerySet[Model]) -> None:
        self.name = name
        is_of_records = bool(issubclass(records._iterable_class, ModelIterable))
        shown = without_unread_columns(records) if is_of_records else records
        compiler = shown.query.get_compiler(connection.alias)
        try:
            composed, parameters = compiler.as_sql()
        except EmptyResultSet:
            # Nothing can be among no keys.
            return
        numbers = (f"c{number}" for number in range(len(compiler.select)))
        self.columns = ", ".join((not is_of_records and shown.query.selected) or numbers)
        self.rows = put_in_values(composed, parameters, (SLUG, PART_SLUG))
        self.maker = RecordMaker(compiler.klass_info, compiler.select) if is_of_records else None
        places = compiler.annotation_col_map if is_of_records else number_names(shown.query)
        self.annotations = [
            (name, place, reader_of(compiler.select[place][0].output_field))
            for name, place in places.items()
        ]
        # Rows of several thousand guests are asked for by a search.
        self.is_as_asked = not is_of_records and not any(
            reader for _name, _place, reader in self.annotations
        )

    def define_table(self) -> str:
        """Return SQL that names the rows, for whoever else asks for them."""
        return f"{name_table(self.name)} ({self.columns}) AS MATERIALIZED ({self.rows})"

    def ask(self, *, is_shared: bool = False) -> str:
        """Return SQL for the rows as a JSON list, in the queryset's order."""
        if not self.rows:
            return "'[]'"
        table = name_table(self.name) if is_shared else f"({self.rows})"
        # What differs from page to page is put in by the server, not here.
        rows = f"(SELECT coalesce(json_agg(t)::text, '[]') FROM {table} AS t ({self.columns}))"  # noqa: S608
        return f"{MENU_BEGINS}{rows}{MENU_ENDS}" if self.name in OF_MENU else rows

    def read(self, named_row: dict[str, Any], memory: AnswerMemory) -> Any:
        """Return the record of a row, with the related ones at hand, or a dictionary of values.

        named_row: as JSON has it, by the columns' names.
        """
        if self.is_as_asked:
            return named_row
        row = list(named_row.values())
        values: dict[str, Any] = {
            name: reader(row[place]) if reader and row[place] is not None else row[place]
            for name, place, reader in self.annotations
        }
        for value in values.values():
            memory.note_moment(value)
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

    def make(self, row: list[object], memory: AnswerMemory) -> Any:
        """Return the record; None for a related one that is not there.

        No signal is sent and no field converts: the page's own times are read, the rest is JSON's.
        """
        if row[self.key] is None:
            return None
        record = self.model.__new__(self.model)
        values = record.__dict__
        values.update(zip(self.names, row[self.start : self.end], strict=True))
        values["_state"] = state = ModelState()
        state.adding, state.db = False, DEFAULT_DB_ALIAS
        for name, reader in self.readers:
            if values[name] is not None:
                values[name] = reader(values[name])
                memory.note_moment(values[name])
        remember(record, memory)
        note_record(record)
        for set_related, maker in self.related:
            set_related(record, maker.make(row, memory))
        return record


def reader_of(field: ModelField) -> Callable[[str], Any] | None:
    """Return what reads a field's value out of its JSON text, None where JSON has it as it is."""
    return next((reader for kind, reader in READERS if isinstance(field, kind)), None)


def without_unread_columns(records: QuerySet[Model]) -> QuerySet[Model]:
    """Return the records without the columns that no page shows."""
    rows = records.all()
    # Not ``defer``, which takes the name of a translated field for the active language's column.
    _fields, is_deferring = rows.query.deferred_loading
    if is_deferring:
        unread = list_unread_columns(records.model, records.query.select_related)
        rows.query.add_deferred_loading(unread)
    return rows


def list_unread_columns(model: type[Model], related: Any, path: str = "") -> list[str]:
    """Return what no page shows; of records that are but named, their long texts too."""
    fields = model._meta.concrete_fields
    # A translated field's own column holds the text of one language once more.
    sources = {
        field.translated_field.name for field in fields if hasattr(field, "translated_field")
    }
    deferred = [
        f"{path}{field.name}"
        for field in fields
        if field.name in sources or is_unread(field, is_named=bool(path))
    ]
    for step, further in (related or {}).items():
        related_model: Any = model._meta.get_field(step).related_model
        deferred += list_unread_columns(related_model, further, f"{path}{step}__")
    return deferred


def is_unread(field: ModelField, *, is_named: bool) -> bool:
    source = getattr(field, "translated_field", field)
    is_long = isinstance(source, RichTextField) or source.name in LONG
    return bool(UNREAD.fullmatch(source.name)) or (is_named and is_long)


def among_keys(model: type[Model], key: str = "id", named: str = "") -> RawSQL:
    """Return the condition that a row is one of those that the statement is asked for.

    key: the column by which it is; named: the name by which the keys are given, if by any.
    """
    name = connection.ops.quote_name
    column = f"{name(model._meta.db_table)}.{name(key)}"
    place = name_keys(named) if named else KEYS
    # Names of our own models, and a place for the keys.
    return RawSQL(f"{column} = ANY({place})", (), output_field=BooleanField())  # noqa: S611


def read_count(rows: list[dict[str, int]]) -> int:
    """Return the ``count`` of ``count_once``; among no keys nothing is counted."""
    return rows[0]["count"] if rows else 0


def count_once(records: "QuerySet[Any]", **fields: str) -> Rows:
    """Return one row that counts different values, of which NULL is none.

    fields: name of a count -> what it counts.
    """
    # No aggregates to Django, which would group by each record.
    counts = {
        name: Func(
            F(field), template="count(DISTINCT %(expressions)s)", output_field=IntegerField()
        )
        for name, field in fields.items()
    }
    counted: Rows = records.order_by().annotate(**counts).values(*fields)
    return counted
