"""What results of a search can be cut down by: topic, year, series, role and country, all counted.

A result has what is known of its record: remarks the role and country of the guest, an event its
series, a person a country. Results that are alike in all of that are counted together.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Final, NamedTuple

from django.db.models import Case, F, Value, When
from django.db.models.functions import Coalesce
from django.http import HttpRequest

from forum.core.visibility import public_filter
from forum.delivery.facets import (
    Facet,
    FacetChoice,
    Fact,
    Filters,
    in_page_language,
    read_chosen_values,
)
from forum.delivery.remarks_filters import FILTER_NAMES, Tags, label_topic, make_facet
from forum.delivery.statements import PageStatement, Rows, among_keys
from forum.models import KnowledgeProduct, SearchEntry, Topic
from forum.search.engine import SearchAnswer, SearchMatch
from people.models import Organization, Person
from sessions_app.models import Appearance, Event, Series

Kind = SearchEntry.Kind

GUESTS: Final = (Kind.REMARKS, Kind.MODERATOR)
# Whose records bear topics -> what relates topics to them, and how; guests moderate or speak.
_TAGGED: Final[dict[str, tuple[Any, str]]] = {
    Kind.REMARKS: (Topic.appearances, "appearance_id"),
    Kind.SESSION: (Topic.sessions, "session_id"),
    Kind.EVENT: (Topic.events, "event_id"),
    Kind.PRODUCT: (KnowledgeProduct.topics, "knowledgeproduct_id"),
}

type MatchKey = tuple[str, int]


class Likeness(NamedTuple):
    """What results have in common under the filters. topics, series: their keys."""

    topics: frozenset[int]
    year: int | None
    series: int | None
    role: str
    country: str


@dataclass(frozen=True, slots=True)
class FilteredAnswer:
    """What the filters leave of an answer. of_events: an event's key -> its results under them."""

    answer: SearchAnswer
    filters: Filters
    of_events: Mapping[int, int]


def filter_answer(
    request: HttpRequest,
    answer: SearchAnswer,
    event: int | None,
    year: int | None,
    *,
    group: str = "",
    without: str = "",
) -> FilteredAnswer:
    """Cut an answer down to what an address asks for.

    event, year: which the answer is of already; group: of the results that are counted, "" for all;
    without: a filter that is not offered.
    """
    names = [name for name in FILTER_NAMES if name not in ("year", without)]
    chosen = read_chosen_values(request, *names) | ({"year": str(year)} if year else {})
    likenesses = _find_likenesses([*answer.everywhere, *answer.matches])
    facts = _label(set(likenesses.values()))

    def passes(match: SearchMatch) -> bool:
        return facts[likenesses[match.kind, match.object_id]].matches(chosen)

    def count(matches: Iterable[SearchMatch]) -> list[Fact]:
        numbers = Counter(
            likenesses[match.kind, match.object_id]
            for match in matches
            if not group or match.group == group
        )
        return [replace(facts[likeness], count=number) for likeness, number in numbers.items()]

    of_event = count(match for match in answer.everywhere if match.is_within(event, None))
    within = count(answer.matches)
    facets = [
        replace(make_facet(name, within, chosen), is_partial=answer.is_partial) for name in names
    ]
    years = replace(make_facet("year", of_event, chosen), is_partial=answer.is_sampled)
    matches = [match for match in answer.matches if passes(match)]
    counted = [match for match in answer.everywhere if not group or match.group == group]
    return FilteredAnswer(
        replace(answer, matches=matches),
        Filters([_keep_choice(years), *facets]),
        Counter(match.event for match in counted if match.event and passes(match)),
    )


def _keep_choice(facet: Facet) -> Facet:
    """Return a filter whose chosen value stays to be seen where no result has it."""
    keys = {choice.key for choice in facet.choices or ()}
    if not facet.value or facet.value in keys:
        return facet
    choice = FacetChoice(facet.value, in_page_language(facet.value), 0)
    return replace(facet, choices=[choice, *(facet.choices or ())])


def _find_likenesses(matches: Iterable[SearchMatch]) -> dict[MatchKey, Likeness]:
    """Return of each result, by kind and key, what the filters see: some queries for all."""
    by_key = {(match.kind, match.object_id): match for match in matches}
    keys: dict[str, set[int]] = defaultdict(set)
    for kind, key in by_key:
        keys[kind].add(key)
    guest_keys = keys[Kind.REMARKS] | keys[Kind.MODERATOR]
    guests = _read_guests(guest_keys)
    events = _read_events({match.event for match in by_key.values() if match.event})
    countries = {
        **_read_countries(Person, Kind.PERSON, keys),
        **_read_countries(Organization, Kind.ORGANIZATION, keys),
    }
    sessions = {session for session, _role, _country in guests.values()} | keys[Kind.SESSION]
    tagged = defaultdict(set, keys)
    tagged.update({Kind.REMARKS: guest_keys, Kind.SESSION: sessions})
    topics = _read_topics(tagged)

    def describe(kind: str, key: int, match: SearchMatch) -> Likeness:
        session, role, country = guests.get(key, (0, "", "")) if kind in GUESTS else (0, "", "")
        series, event_country = events.get(match.event or 0, (None, ""))
        country = country or countries.get((kind, key), "")
        return Likeness(
            topics[Kind.REMARKS if kind == Kind.MODERATOR else kind, key]
            | topics[Kind.SESSION.value, session],
            match.year,
            series,
            role,
            event_country if kind == Kind.EVENT else country,
        )

    return {(kind, key): describe(kind, key, match) for (kind, key), match in by_key.items()}


def _read_guests(keys: Collection[int]) -> dict[int, tuple[int, str, str]]:
    """Return the session, role and country of guests, by their keys, which are public."""
    rows = GUESTS_STATEMENT.ask(keys=keys).read()["guests"] if keys else []
    return {row["pk"]: (row["session_id"], row["role"], row["seen_country"]) for row in rows}


def list_guest_facts() -> Rows:
    """Return what the filters ask of guests; the country of those who have a public page."""
    country = Case(When(public_filter(Person, "person"), then="person__country"), default=Value(""))
    guests = Appearance.objects.filter(among_keys(Appearance)).order_by()
    rows: Rows = guests.annotate(seen_country=country).values(
        "pk", "session_id", "role", "seen_country"
    )
    return rows


def _read_events(keys: Collection[int]) -> dict[int, tuple[int | None, str]]:
    """Return the series and country of events."""
    rows = EVENTS_STATEMENT.ask(keys=keys).read()["events"] if keys else []
    return {row["pk"]: (row["all_series"], row["country"]) for row in rows}


def list_event_facts() -> Rows:
    """Return what the filters ask of events."""
    events = Event.objects.filter(among_keys(Event)).order_by()
    rows: Rows = events.annotate(all_series=Coalesce("series", "parent__series")).values(
        "pk", "all_series", "country"
    )
    return rows


def _read_countries(
    model: type[Person | Organization], kind: str, keys: Mapping[str, set[int]]
) -> dict[MatchKey, str]:
    rows = COUNTRY_STATEMENTS[model].ask(keys=keys[kind]).read()["rows"] if keys[kind] else ()
    return {(kind, row["pk"]): row["country"] for row in rows}


def _read_topics(keys: Mapping[str, set[int]]) -> dict[MatchKey, frozenset[int]]:
    """Return the topics of records, by kind and key."""
    topics: dict[MatchKey, set[int]] = defaultdict(set)
    for kind, statement in TAG_STATEMENTS.items():
        for row in statement.ask(keys=keys[kind]).read()["rows"] if keys[kind] else ():
            topics[kind, row["record"]].add(row["topic_id"])
    return defaultdict(frozenset, {key: frozenset(tags) for key, tags in topics.items()})


def _list_tags(relation: Any, field: str) -> Rows:
    """Return which records bear which topics. field: that names them in what relates these."""
    tags = relation.through.objects.filter(among_keys(relation.through, field)).order_by()
    rows: Rows = tags.annotate(record=F(field)).values("record", "topic_id")
    return rows


def _list_countries(model: type[Person | Organization]) -> Rows:
    rows: Rows = model._default_manager.filter(among_keys(model)).order_by().values("pk", "country")
    return rows


def _label(likenesses: Collection[Likeness]) -> dict[Likeness, Fact]:
    """Return results that are alike as the filters see them, in the page's language."""
    keys = {key for likeness in likenesses for key in likeness.topics}
    keys |= {likeness.series for likeness in likenesses if likeness.series}
    # Topics and series by the keys of both: what bears none of them is named by nothing.
    rows = LABELS_STATEMENT.ask(keys=keys).read() if keys else {"topics": [], "series": []}
    tags = Tags((), (), rows["series"])
    topics = {row.pk: label_topic(row) for row in rows["topics"]}

    def label(keys: Iterable[int], *facts: Any) -> Fact:
        words = {slug: name for key in keys for slug, name in topics.get(key, {}).items()}
        return Fact(tags.label_facts(words, *facts))

    return {likeness: label(*likeness) for likeness in likenesses}


# Composed once: to compose them at each search took a seventh of its time.
GUESTS_STATEMENT: Final = PageStatement(guests=list_guest_facts)
EVENTS_STATEMENT: Final = PageStatement(events=list_event_facts)
TAG_STATEMENTS: Final = {
    kind: PageStatement(rows=partial(_list_tags, *tagged)) for kind, tagged in _TAGGED.items()
}
COUNTRY_STATEMENTS: Final = {
    model: PageStatement(rows=partial(_list_countries, model)) for model in (Person, Organization)
}
LABELS_STATEMENT: Final = PageStatement(
    topics=lambda: Topic.objects.published().filter(among_keys(Topic)),
    series=lambda: Series.objects.published().filter(among_keys(Series)),
)
