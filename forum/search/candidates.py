"""The entries that a query is answered from: all that match, or of very many the likeliest."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Final, NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q
from django.utils import timezone
from django.utils.translation import get_language

from forum.core.content import language_codes
from forum.database.planned_sql import MOMENT, PlannedSql, write_keys
from forum.models import SearchEntry
from forum.search.entry_statements import (
    COUNT,
    GUEST_KINDS,
    KEYS,
    KNOWN,
    LATEST,
    MARKED,
    NUMBER,
    PEOPLE,
    TYPE,
    WHOLE,
    TsQueries,
    compose_kept_back,
    compose_likeliest,
    compose_matching,
    compose_of_guests,
    compose_photos_of_guests,
    read_each_tsqueries,
    read_tsqueries,
    write_marked,
)
from forum.search.passages import event_mark
from forum.search.query import Query
from sessions_app.models import Appearance, Event, Photo

Kind = SearchEntry.Kind

# Entries that are all looked at. Of 160,000, some 45,000 hold a common word: to fetch, group and
# count them took 300 ms; 2,000 take 15.
MOST: Final = 2000
# Of a common word: how many entries of people, and in how many of the latest events.
_PEOPLE: Final = 500
_LATEST: Final = 25
# Guests found by their names whose photos are looked for.
_PHOTOGRAPHED: Final = 200

# A kind -> what names its records of a guest.
_GUESTS_OF: Final[dict[str, str]] = {
    Kind.EVENT: "session__event",
    Kind.SESSION: "session",
    Kind.PERSON: "person",
    Kind.ORGANIZATION: "organization",
}


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
    if not keys:
        return []
    marks = [event_mark(key) for key in keys]
    return _with_photos(_list_matching(read_tsqueries(query), MOST, marks))


def _list_events_of(year: int | None) -> list[int]:
    events = Event.objects.published().filter(starts_on__year=year)
    return list(events.latest_first().values_list("pk", flat=True))


def find_candidates(query: Query) -> tuple[list[Candidate], bool]:
    """Return public entries that match, and whether they are only the likeliest of very many."""
    tsqueries = read_tsqueries(query)
    # To compare the characters of 2,000 texts in a row took longer than all else.
    [(number,)] = COUNT.fetch({WHOLE: tsqueries.roughly, NUMBER: MOST + 1})
    if number == 0:
        return [], False
    if number <= MOST:
        return _with_photos(_list_matching(tsqueries, MOST)), False
    is_decided_by_index = tsqueries.whole == tsqueries.roughly
    statement = compose_likeliest(is_decided_by_index, get_language(), *language_codes())
    values = {WHOLE: tsqueries.whole, NUMBER: 2 * MOST, PEOPLE: _PEOPLE, LATEST: _LATEST}
    return _with_photos(_fetch(statement, values)), True


def _list_matching(tsqueries: TsQueries, number: int, marks: Iterable[str] = ()) -> list[Candidate]:
    """Return public entries among so many that match, and bear one of some marks if any."""
    whole = tsqueries.whole
    marked = write_marked(whole, marks) if marks else whole
    statement = compose_matching(get_language(), *language_codes())
    return _fetch(statement, {WHOLE: whole, MARKED: marked, NUMBER: number})


def list_guests(role: str, keys: Mapping[str, Collection[int]]) -> list[int]:
    """Return the keys of guests in a role, among some or in an event or session, as a person,
    for an organization that is. keys: of these, by kind.
    """
    spoken = Q(pk__in=[*keys.get(Kind.REMARKS, ()), *keys.get(Kind.MODERATOR, ())])
    for kind, field in _GUESTS_OF.items():
        spoken |= Q(**{f"{field}__in": keys.get(kind, ())})
    guests = Appearance.objects.filter(spoken, role=role)
    return list(guests.newest_event_first().values_list("pk", flat=True)[:MOST])


def find_guest_entries(keys: Collection[int]) -> list[Candidate]:
    """Return the public entries of some guests."""
    statement = compose_of_guests(get_language(), *language_codes())
    return _fetch(statement, _of_type(Appearance, keys)) if keys else []


def _with_photos(candidates: list[Candidate]) -> list[Candidate]:
    """Add the public entries of photos that show guests among the candidates.

    Of guests whom name or office alone has found. Photos hold no names themselves: who is on them
    may be told with what the guest said, no earlier and no longer, and that is asked here.
    """
    # A guest has an entry in each language, and one for each passage.
    guests = dict.fromkeys(
        entry.object_id for entry in candidates if entry.titled and entry.kind in GUEST_KINDS
    )
    if guests:
        statement = compose_photos_of_guests(get_language(), *language_codes())
        values = _of_type(Photo, [*guests][:_PHOTOGRAPHED])
        candidates += _fetch(statement, {**values, KNOWN: write_keys(_list_photos(candidates))})
    return _without_kept_back(candidates)


def list_unmatched(queries: Collection[Query]) -> list[Query]:
    """Return those of some queries that nothing public matches, as far as is looked."""
    return [
        query
        for query, tsqueries in zip(queries, read_each_tsqueries(queries), strict=True)
        # Among the first few there is one, save on a site that is hardly published.
        if not any(
            _without_kept_back(_list_matching(tsqueries, number)) for number in (_PEOPLE, MOST)
        )
    ]


def _without_kept_back(candidates: list[Candidate]) -> list[Candidate]:
    """Leave out photos that show, wherever their file is used, who is not to be seen.

    No entry says so: who is on a photo, and lets it be shown, changes without a save of the photo.
    Asked for the few that match alone: as a part of the statement it took every search 3 ms more.
    """
    photos = _list_photos(candidates)
    if not photos:
        return candidates
    rows = compose_kept_back().fetch({KEYS: write_keys(photos), MOMENT: timezone.now()})
    kept_back = {key for (key,) in rows}
    return [
        entry
        for entry in candidates
        if entry.kind != Kind.PHOTO or entry.object_id not in kept_back
    ]


def _list_photos(candidates: Iterable[Candidate]) -> set[int]:
    return {entry.object_id for entry in candidates if entry.kind == Kind.PHOTO}


def _of_type(model: type[Model], keys: Collection[int]) -> dict[str, object]:
    """Return what a statement asks of records of a model."""
    return {TYPE: ContentType.objects.get_for_model(model).pk, KEYS: write_keys(keys)}


def _fetch(statement: PlannedSql, values: Mapping[str, object]) -> list[Candidate]:
    return [Candidate(*row) for row in statement.fetch({**values, MOMENT: timezone.now()})]
