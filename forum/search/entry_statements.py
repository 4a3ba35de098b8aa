"""The statements that ask the table of entries, composed once and planned once.

A query is put into them as the server compares it. The entries that match are cut out first, by the
one index on their words alone, and only then asked whether they are public: asked at once, the
server began with the events and compared every text of theirs, which for four characters took 1.8 s
instead of 5 ms.
"""

from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import batched
from typing import Any, Final, NamedTuple

from django.db import connection
from django.db.models import (
    BooleanField,
    Case,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.expressions import RawSQL
from django.db.models.lookups import Exact

from forum.core.content import Content, Part, language_codes
from forum.core.visibility import embargo_filter, public_filter, ready_filter
from forum.database.planned_sql import (
    TIMES,
    PlannedSql,
    number_places,
    put_in_values,
)
from forum.models import KnowledgeProduct, Page, SearchEntry, Topic
from forum.search.passages import EVENT, kind_mark
from forum.search.query import Query
from people.models import Organization, Person
from sessions_app.models import Appearance, Document, Event, Photo, Series

Kind = SearchEntry.Kind

# Stand in the SQL for what each run puts in: the query, alone and with marks of which an entry must
# bear one; what texts are ranked by; keys of records, and of those that are known already; their
# content type; numbers of entries, of people's, and of events.
WHOLE: Final = "\x7fwhole\x7f"
MARKED: Final = "\x7fmarked\x7f"
PHRASES: Final = "\x7fphrases\x7f"
STEMS: Final = "\x7fstems\x7f"
KEYS: Final = "\x7fkeys\x7f"
KNOWN: Final = "\x7fknown\x7f"
TYPE: Final = "\x7ftype\x7f"
NUMBER: Final = "\x7fnumber\x7f"
PEOPLE: Final = "\x7fpeople\x7f"
LATEST: Final = "\x7flatest\x7f"
TYPES: Final = {
    **TIMES,
    **dict.fromkeys((WHOLE, MARKED, PHRASES, STEMS), "tsquery"),
    **dict.fromkeys((KEYS, KNOWN), "int8[]"),
    **dict.fromkeys((TYPE, NUMBER, PEOPLE, LATEST), "int8"),
}

GUEST_KINDS: Final = (Kind.REMARKS, Kind.MODERATOR)
# Kinds of which a site has at most a few thousand records.
RARE_KINDS: Final = (
    Kind.EVENT,
    Kind.SERIES,
    Kind.ORGANIZATION,
    Kind.PRODUCT,
    Kind.TOPIC,
    Kind.NEWS,
    Kind.PAGE,
)
# Owned by the entry's event; the others have a status of their own.
_EVENT_KINDS: Final = (
    Kind.EVENT,
    Kind.SESSION,
    Kind.REMARKS,
    Kind.MODERATOR,
    Kind.DOCUMENT,
    Kind.PHOTO,
)
_KINDS_BY_MODEL: Final[dict[type[Content], tuple[Kind, ...]]] = {
    Series: (Kind.SERIES,),
    Organization: (Kind.ORGANIZATION,),
    KnowledgeProduct: (Kind.PRODUCT,),
    Topic: (Kind.TOPIC,),
    Page: (Kind.NEWS, Kind.PAGE),
    Person: (Kind.PERSON,),
}

# Of models that may be under embargo.
EMBARGOED_KINDS: Final[dict[type[Part], tuple[Kind, ...]]] = {
    Appearance: GUEST_KINDS,
    Document: (Kind.DOCUMENT,),
}

# Names of our own stand in the SQL; what is typed is sent beside it.
# ruff: noqa: S608, S611
_TABLE: Final = SearchEntry._meta.db_table
_ON_PHOTOS: Final = Appearance.photos.through._meta.db_table
_COLUMNS: Final = "id, kind, object_id, event_id, language, hidden"
_MATCHING: Final = f"SELECT {_COLUMNS}, title_vector @@ {WHOLE} AS titled FROM {_TABLE}"
_OF_RECORDS: Final = (
    f"SELECT {_COLUMNS}, false AS titled FROM {_TABLE} WHERE content_type_id = {TYPE}"
)


class TsQueries(NamedTuple):
    """A query as the server compares it, as text.

    whole: all of it; roughly: what the index alone tells of that, which lets a little more pass;
    phrases, stems: what texts are ranked by, None without exact terms, or without loose ones.
    """

    whole: str
    roughly: str
    phrases: str | None
    stems: str | None


@lru_cache(maxsize=512)
def read_tsqueries(query: Query) -> TsQueries:
    """Return a query as the server reads it, which knows the stems.

    It depends on the query and the server's dictionaries alone, so nothing empties the cache.
    """
    return read_each_tsqueries([query])[0]


def read_each_tsqueries(queries: Iterable[Query]) -> list[TsQueries]:
    """Return each of some queries as the server reads it."""
    entries = SearchEntry.objects.all().query
    compiler = entries.get_compiler(connection.alias)
    compiled = [
        compiler.compile(search.resolve_expression(entries)) if search else ("NULL", ())
        for query in queries
        for search in query.searches
    ]
    texts = ", ".join(f"({sql})::text" for sql, _params in compiled)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {texts}", [param for _sql, params in compiled for param in params])
        return [TsQueries(*read) for read in batched(cursor.fetchone(), len(TsQueries._fields))]


def write_marked(tsquery: str, marks: Iterable[str]) -> str:
    """Return a query with the condition that an entry bears one of some marks."""
    return f"({tsquery}) & ({' | '.join(marks)})"


def _plan(sql: str) -> PlannedSql:
    return number_places(sql, TYPES)


COUNT: Final = _plan(
    f"SELECT count(*) FROM (SELECT FROM {_TABLE} WHERE simple_vector @@ {WHOLE} LIMIT {NUMBER})"
    " AS entries"
)
# How well entries match, 0 to some 2.
RANKS: Final = _plan(
    f"SELECT id, 0::float8 + coalesce(ts_rank(simple_vector, {PHRASES}), 0)"
    f" + coalesce(ts_rank(english_vector, {STEMS}), 0) FROM {_TABLE} WHERE id = ANY({KEYS})"
)


@cache
def compose_matching(*languages: str | None) -> PlannedSql:
    """Return the statement for public entries that match and bear a mark, as ``MARKED`` says."""
    return _plan_visible(_select_matching(MARKED), languages[0])


@cache
def compose_likeliest(is_decided_by_index: bool, *languages: str | None) -> PlannedSql:
    """Return the statement for records of their own, and for parts those of the latest events."""
    events = Event.objects.published(languages[0]).latest_first().values_list("pk", flat=True)
    latest = f"{_write(events)} LIMIT {LATEST}"
    if is_decided_by_index:
        # To look for one of so many marks beside a common word took three times as long.
        of_latest = f"{WHOLE} AND event_id = ANY(ARRAY({latest}))"
    else:
        marks = f"SELECT string_agg('{EVENT}' || pk, ' | ')::tsquery FROM ({latest}) AS latest"
        of_latest = f"({WHOLE} && ({marks}))"
    rare_kinds = ", ".join(f"'{kind}'" for kind in RARE_KINDS)
    selects = (
        _select_matching(_with_kinds(*RARE_KINDS)),
        _select_matching(_with_kinds(Kind.PERSON), PEOPLE),
        _select_matching(f"{of_latest} AND kind NOT IN ({rare_kinds})"),
    )
    return _plan_visible(" UNION ALL ".join(f"({select})" for select in selects), languages[0])


@cache
def compose_of_guests(*languages: str | None) -> PlannedSql:
    """Return the statement for the public entries of some guests."""
    return _plan_visible(f"{_OF_RECORDS} AND object_id = ANY({KEYS})", languages[0])


@cache
def compose_photos_of_guests(*languages: str | None) -> PlannedSql:
    """Return the statement for the public entries of photos that show some guests."""
    photos = f"SELECT photo_id FROM {_ON_PHOTOS} WHERE appearance_id = ANY({KEYS})"
    # An array, for the server took a subquery for a reason to go through all photos there are.
    entries = f"{_OF_RECORDS} AND object_id = ANY(ARRAY({photos})) AND object_id <> ALL({KNOWN})"
    return _plan_visible(entries, languages[0])


@cache
def compose_kept_back() -> PlannedSql:
    """Return the statement that asks which of some photos are kept back."""
    photos = Photo.objects.kept_back().order_by().values_list("pk")
    return _plan(f"{_write(photos)} AND {Photo._meta.db_table}.id = ANY({KEYS})")


def _select_matching(condition: str, number: str = NUMBER) -> str:
    """Return SQL for so many entries whose words meet a condition."""
    return f"{_MATCHING} WHERE simple_vector @@ {condition} LIMIT {number}"


def _with_kinds(*kinds: str) -> str:
    return f"({WHOLE} && '{' | '.join(map(kind_mark, kinds))}'::tsquery)"


def _plan_visible(entries: str, language: str | None) -> PlannedSql:
    """Return the statement that asks of some entries whether they are public. entries: as SQL."""
    titled = RawSQL(f"{_TABLE}.titled", ())
    rows = visible_entries(language).values_list(
        "pk", "kind", "object_id", "event", "language", titled, F("event__starts_on")
    )
    table = f'FROM "{_TABLE}"'
    # A limit keeps the server from asking for visibility first.
    return _plan(_write(rows).replace(table, f'FROM ({entries}) AS "{_TABLE}"', 1))


def _write(rows: QuerySet[Any, Any]) -> str:
    return put_in_values(*rows.query.sql_with_params())


def visible_entries(language: str | None = None) -> QuerySet[SearchEntry]:
    """Return the entries that the public may see now, in languages that have been reviewed."""
    of_event = public_filter(Event, "event", language) & _is_ready(F("language"), "event")
    # By its kind each is asked one thing, once: of alternatives the server asked all it could of
    # the entry alone, and after the event was joined it asked the same again.
    is_visible = Case(
        When(kind__in=_EVENT_KINDS, then=ExpressionWrapper(of_event, BooleanField())),
        *(
            When(kind__in=kinds, then=_is_published(model, language))
            for model, kinds in _KINDS_BY_MODEL.items()
        ),
        default=False,
    )
    return SearchEntry.objects.filter(is_visible, hidden=False).exclude(_embargoed())


def _embargoed() -> Q:
    """Return the condition that an entry is of what is not public before a later moment.

    Asked whenever somebody searches: an embargo ends without a save.
    """
    condition = Q()
    for model, kinds in EMBARGOED_KINDS.items():
        rows = model._default_manager.filter(embargo_filter(model))
        # Guests under embargo have an index and are few: looked up once, not for each that matches.
        is_among = Q(object_id__in=rows.values("pk"))
        is_one = Q(Exists(rows.filter(pk=OuterRef("object_id"))))
        condition |= Q(kind__in=kinds) & (is_among if model is Appearance else is_one)
    return condition


def _is_published(model: type[Content], language: str | None) -> Exists:
    manager: Any = model._default_manager
    record = manager.published(language).filter(pk=OuterRef("object_id"))
    return Exists(record.filter(_is_ready(OuterRef("language"))))


def _is_ready(language: F, record: str = "") -> Q:
    """Return the condition that a record is ready in the language of an entry."""
    condition = Q()
    for code in language_codes():
        condition |= Q(Exact(language, Value(code))) & ready_filter(code, record)
    return condition
