"""The entries that a query is answered from: all that match, or the likeliest where those are many.

The entries that match are cut out first, by the one index on their words alone, and only then asked
whether they are public: asked at once, the server began with the events and compared every text of
theirs, which for four characters took 1.8 s instead of 5 ms.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from functools import lru_cache
from itertools import chain
from typing import Any, Final, NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import Case, Exists, F, Model, OuterRef, Q, QuerySet, Value, When
from django.db.models.expressions import RawSQL
from django.db.models.lookups import Exact
from django.utils import timezone
from django.utils.translation import get_language

from forum.core.content import Content, language_codes
from forum.core.visibility import public_filter, ready_filter
from forum.models import KnowledgeProduct, Page, SearchEntry
from forum.search.passages import event_mark, kind_mark
from forum.search.query import Query
from people.models import Organization, Person
from sessions_app.models import Appearance, Document, Event, Photo, Series

Kind = SearchEntry.Kind

# Entries that are all looked at. Of 160,000, some 45,000 hold a common word: to fetch, group and
# count them took 300 ms; 2,000 take 15.
MOST: Final = 2000
# Of a common word: how many entries of people, and in how many of the latest events.
_PEOPLE: Final = 500
_LATEST: Final = 25
# Guests found by their names whose photos are looked for.
_PHOTOGRAPHED: Final = 200

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
    Page: (Kind.NEWS, Kind.PAGE),
    Person: (Kind.PERSON,),
}
# Kinds of which a site has at most a few thousand records.
_RARE_KINDS: Final = (
    Kind.EVENT,
    Kind.SERIES,
    Kind.ORGANIZATION,
    Kind.PRODUCT,
    Kind.NEWS,
    Kind.PAGE,
)

_GUEST_KINDS: Final = (Kind.REMARKS, Kind.MODERATOR)

# A kind -> what names its records of a guest.
_GUESTS_OF: Final[dict[str, str]] = {
    Kind.SESSION: "session",
    Kind.PERSON: "person",
    Kind.ORGANIZATION: "organization",
}

# Rows as dictionaries.
type MatchingRows = QuerySet[SearchEntry, Any]


class Candidate(NamedTuple):
    """A public entry that matches. titled: its title alone does; day: the event's first."""

    pk: int
    kind: str
    object_id: int
    event: int | None
    language: str
    titled: bool
    day: date | None


def find_candidates_within(query: Query, event: int | None, year: int | None) -> list[Candidate]:
    """Return public entries that match of an event, or of the events of a year."""
    keys = [event] if event else _list_events_of(year)
    marks = [event_mark(key) for key in keys]
    return _public_candidates(_matching_rows(query, *marks)[:MOST]) if marks else []


def _list_events_of(year: int | None) -> list[int]:
    events = Event.objects.published().filter(starts_on__year=year)
    return list(events.latest_first().values_list("pk", flat=True))


def find_candidates(query: Query) -> tuple[list[Candidate], bool]:
    """Return public entries that match, and whether they are only the likeliest of very many."""
    # To compare the characters of 2,000 texts in a row took longer than all else.
    number = SearchEntry.objects.filter(query.matches_roughly())[: MOST + 1].count()
    if number == 0:
        return [], False
    if number <= MOST:
        return _public_candidates(_matching_rows(query)[:MOST]), False
    return _public_candidates(*_likeliest(query)), True


def list_guests(role: str, keys: Mapping[str, Collection[int]]) -> list[int]:
    """Return the keys of guests in a role, among some or in a session, as a person, for an
    organization that is. keys: of these, by kind.
    """
    spoken = Q(pk__in=[*keys.get(Kind.REMARKS, ()), *keys.get(Kind.MODERATOR, ())])
    for kind, field in _GUESTS_OF.items():
        spoken |= Q(**{f"{field}__in": keys.get(kind, ())})
    guests = Appearance.objects.filter(spoken, role=role)
    return list(guests.newest_event_first().values_list("pk", flat=True)[:MOST])


def find_guest_entries(keys: Collection[int]) -> list[Candidate]:
    """Return the public entries of some guests."""
    return _public_candidates(_entries_of(Appearance, keys)) if keys else []


def find_photos_of_guests(candidates: Collection[Candidate]) -> list[Candidate]:
    """Return the public entries of photos, not among the candidates, that show guests among them.

    Of guests whom name or office alone has found. Photos hold no names themselves: who is on them
    may be told with what the guest said, no earlier and no longer, and that is asked here.
    """
    # A guest has an entry in each language, and one for each passage.
    guests = dict.fromkeys(
        entry.object_id for entry in candidates if entry.titled and entry.kind in _GUEST_KINDS
    )
    if not guests:
        return []
    photos = Photo.objects.filter(appearances__in=[*guests][:_PHOTOGRAPHED])
    candidate_photos = {entry.object_id for entry in candidates if entry.kind == Kind.PHOTO}
    further = photos.exclude(pk__in=candidate_photos).values("pk")
    return _public_candidates(_entries_of(Photo, further))


def _entries_of(model: type[Model], keys: Collection[int] | QuerySet[Any, Any]) -> MatchingRows:
    """Return the entries of some records, as the statement takes them."""
    entries = SearchEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(model), object_id__in=keys
    )
    columns = ("id", "kind", "object_id", "event_id", "language", "hidden")
    rows: MatchingRows = entries.values(*columns, titled=Value(False))
    return rows


def has_public_match(query: Query) -> bool:
    """Tell whether something public matches, as far as ``candidates`` looks."""
    # Among the first few there is one, save on a site that is hardly published.
    return any(_public_candidates(_matching_rows(query)[:number]) for number in (_PEOPLE, MOST))


def _likeliest(query: Query) -> list[MatchingRows]:
    """Return records of their own, and of parts those of the latest events."""
    records = [
        _matching_rows(query, *map(kind_mark, _RARE_KINDS))[: 2 * MOST],
        _matching_rows(query, kind_mark(Kind.PERSON))[:_PEOPLE],
    ]
    latest = [*Event.objects.published().latest_first().values_list("pk", flat=True)[:_LATEST]]
    if not latest:
        return records
    if query.is_decided_by_index:
        # To look for one of so many marks beside a common word took three times as long.
        parts = _matching_rows(query).filter(event__in=latest)
    else:
        parts = _matching_rows(query, *map(event_mark, latest))
    return [*records, parts.exclude(kind__in=_RARE_KINDS)[: 2 * MOST]]


def _matching_rows(query: Query, *marks: str) -> MatchingRows:
    """Return the entries that match, and bear one of some marks, as the statement takes them."""
    titled = Case(When(query.in_title(), then=True), default=False)
    return SearchEntry.objects.filter(query.matches(*marks)).values(
        "id", "kind", "object_id", "event_id", "language", "hidden", titled=titled
    )


def _public_candidates(*matching_rows: MatchingRows) -> list[Candidate]:
    """Return those of some entries that the public may see. matching_rows: cut off."""
    compiled = [queryset.query.sql_with_params() for queryset in matching_rows]
    entries = " UNION ALL ".join(f"({sql})" for sql, _params in compiled)
    sql, params = _visibility_statement(get_language())
    table = f"FROM {connection.ops.quote_name(SearchEntry._meta.db_table)}"
    # A limit keeps the server from asking for visibility first.
    sql = sql.replace(table, table.replace("FROM", f"FROM ({entries})"), 1)
    with connection.cursor() as cursor:
        cursor.execute(
            sql, [*chain.from_iterable(params for _sql, params in compiled), *_ask_of_now(params)]
        )
        matches = [Candidate(*row) for row in cursor.fetchall()]
    photos = {match.object_id for match in matches if match.kind == Kind.PHOTO}
    kept_back = _list_kept_back_photos(photos)
    return [
        match for match in matches if match.kind != Kind.PHOTO or match.object_id not in kept_back
    ]


def _list_kept_back_photos(keys: set[int]) -> set[int]:
    """Return those of some photos that show, wherever their file is used, who is not to be seen.

    Asked for the few that match alone: as a part of the statement it took every search 3 ms more.
    """
    if not keys:
        return set()
    sql, params = _kept_back_statement()
    with connection.cursor() as cursor:
        cursor.execute(sql, [*_ask_of_now(params), [*keys]])
        return {key for (key,) in cursor.fetchall()}


@lru_cache
def _kept_back_statement() -> tuple[str, tuple[object, ...]]:
    """Return the statement that asks which of some photos are kept back; last go their keys."""
    photos = Photo.objects.kept_back().order_by().values_list("pk")
    sql, params = photos.query.sql_with_params()
    key = f"{connection.ops.quote_name(Photo._meta.db_table)}.id"
    return f"{sql} AND {key} = ANY(%s)", params


def _ask_of_now(params: Iterable[object]) -> list[Any]:
    """Return parameters of a statement that was composed once: every moment is the present one."""
    moment = timezone.now()
    return [moment if isinstance(param, datetime) else param for param in params]


@lru_cache
def _visibility_statement(language: str | None) -> tuple[str, tuple[object, ...]]:
    """Return the statement that asks of every entry whether it is public, and its parameters.

    Compiled once in each language: to do so took longer than to run it. Every moment among the
    parameters is that of the question.
    """
    titled = RawSQL('"forum_searchentry"."titled"', ())
    day = F("event__starts_on")
    rows = visible_entries(language).values_list(
        "pk", "kind", "object_id", "event", "language", titled, day
    )
    sql, params = rows.query.sql_with_params()
    return sql, tuple(params)


def visible_entries(language: str | None = None) -> QuerySet[SearchEntry]:
    """Return the entries that the public may see now, in languages that have been reviewed."""
    condition = Q(kind__in=_EVENT_KINDS) & public_filter(Event, "event", language)
    condition &= _is_ready(F("language"), "event")
    for model, kinds in _KINDS_BY_MODEL.items():
        # The kind first: the server asks in this order.
        condition |= Q(kind__in=kinds) & Q(_is_published(model, language))
    return SearchEntry.objects.filter(condition, hidden=False).exclude(_embargoed())


def _embargoed() -> Q:
    """Return the condition that an entry is of what is not public before a later moment.

    Asked whenever somebody searches: an embargo ends without a save.
    """
    spoken = Appearance.objects.under_embargo().filter(pk=OuterRef("object_id"))
    files = Document.objects.under_embargo().filter(pk=OuterRef("object_id"))
    remarks, documents = Q(kind__in=_GUEST_KINDS), Q(kind=Kind.DOCUMENT)
    return (remarks & Q(Exists(spoken))) | (documents & Q(Exists(files)))


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
