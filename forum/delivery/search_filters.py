"""What results of a search can be cut down by: topic, year, series, role and country, all counted.

A result has what is known of its record: remarks the role and country of the guest, an event its
series, a person a country. Results that are alike in all of that are counted together.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Final

from django.db.models import Case, F, Q, Value, When
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
from forum.delivery.statements import PageStatement, Records, Rows, among_keys, keys_among
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
_SITED: Final[dict[str, type[Person | Organization]]] = {
    Kind.PERSON: Person,
    Kind.ORGANIZATION: Organization,
}

# What results have in common under the filters: the keys of their topics, year, the key of their
# series, role, country. A plain tuple, for thousands of results have one each.
type Likeness = tuple[frozenset[int], int | None, int | None, str, str]


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
    # Without an event or a year the matches are those of everywhere, in another order.
    further = answer.matches if event or year else []
    facts, people = _find_facts([*answer.everywhere, *further])

    def count(matches: Iterable[SearchMatch]) -> list[Fact]:
        numbers = Counter(match.likeness for match in _of_group(matches, group))
        return [Fact(facts[likeness].under, count=number) for likeness, number in numbers.items()]

    def leave(matches: list[SearchMatch]) -> list[SearchMatch]:
        if not chosen:
            return matches
        left = {number for number, fact in enumerate(facts) if fact.matches(chosen)}
        return [match for match in matches if match.likeness in left]

    within = count(answer.matches)
    of_event = within
    if event or year:
        of_event = count(match for match in answer.everywhere if match.is_within(event, None))
    facets = [
        replace(make_facet(name, within, chosen), is_partial=answer.is_partial) for name in names
    ]
    years = replace(make_facet("year", of_event, chosen), is_partial=answer.is_sampled)
    of_events = Counter(match.event for match in _of_group(leave(answer.everywhere), group))
    return FilteredAnswer(
        replace(answer, matches=_join_moderators(leave(answer.matches), people)),
        Filters([_keep_choice(years), *facets]),
        {event: number for event, number in of_events.items() if event},
    )


def _of_group(matches: Iterable[SearchMatch], group: str) -> Iterable[SearchMatch]:
    """Return the results that are counted: those of a group, "" for all."""
    return (match for match in matches if match.group == group) if group else matches


def _join_moderators(matches: list[SearchMatch], people: Mapping[int, int]) -> list[SearchMatch]:
    """Let who is a result stand there once, with the sessions that she or he led.

    people: a guest's key -> the person's.
    """
    persons = {match.object_id: match for match in matches if match.kind == Kind.PERSON}
    joined = []
    for match in matches:
        is_guest = match.kind == Kind.MODERATOR
        if is_guest and (person := persons.get(people.get(match.object_id, 0))):
            person.led.append(match)
        else:
            joined.append(match)
    return joined


def _keep_choice(facet: Facet) -> Facet:
    """Return a filter whose chosen value stays to be seen where no result has it."""
    keys = {choice.key for choice in facet.choices or ()}
    if not facet.value or facet.value in keys:
        return facet
    choice = FacetChoice(facet.value, in_page_language(facet.value), 0)
    return replace(facet, choices=[choice, *(facet.choices or ())])


def _find_facts(matches: list[SearchMatch]) -> tuple[list[Fact], dict[int, int]]:
    """Return what the filters see of results, of those that are alike once; number them by that.

    Return also who the guests among them are: a guest's key -> the person's.
    """
    of_kinds: dict[str, list[SearchMatch]] = defaultdict(list)
    for match in matches:
        of_kinds[match.kind].append(match)
    if not of_kinds:
        return [], {}
    keys = {kind: {match.object_id for match in of_kind} for kind, of_kind in of_kinds.items()}
    guests = set[int]().union(*(keys.get(kind, ()) for kind in GUESTS))
    events = {match.event for match in matches if match.event}
    records = STATEMENT.ask(named_keys={"guests": guests, "events": events, **keys}).read()
    numbers: dict[Likeness, int] = {}
    events_by_key = {row["pk"]: (row["all_series"], row["country"]) for row in records["events"]}
    for kind, of_kind in of_kinds.items():
        describe = _make_describer(kind, records)
        for match in of_kind:
            series, country = events_by_key.get(match.event or 0, (None, ""))
            tags, role, own_country = describe(match.object_id)
            if kind != Kind.EVENT:
                country = own_country
            likeness = tags, match.year, series, role, country
            match.likeness = numbers.setdefault(likeness, len(numbers))
    people = {row["pk"]: row["person_id"] for row in records["guests"]}
    return _label(numbers, records), people


def _make_describer(
    kind: str, records: Records
) -> Callable[[int], tuple[frozenset[int], str, str]]:
    """Return what tells the topics, role and country of a result of a kind, by its key."""
    none = frozenset[int]()
    if kind in GUESTS:
        return _make_guest_describer(records)
    countries = {row["pk"]: row["country"] for row in records[kind]} if kind in _SITED else {}
    tags = _group_tags(records[f"{kind}_tags"]) if kind in _TAGGED else {}
    return lambda key: (tags.get(key, none), "", countries.get(key, ""))


def _make_guest_describer(records: Records) -> Callable[[int], tuple[frozenset[int], str, str]]:
    """Return what tells the same of guests, who have the topics of their session too."""
    none = frozenset[int]()
    own_tags = _group_tags(records[f"{Kind.REMARKS}_tags"])
    tags = _group_tags(records[f"{Kind.SESSION}_tags"])
    guests = {
        row["pk"]: (
            own_tags.get(row["pk"], none) | tags.get(row["session_id"], none),
            row["role"],
            row["seen_country"],
        )
        for row in records["guests"]
    }
    return lambda key: guests.get(key, (none, "", ""))


def _group_tags(rows: Iterable[Mapping[str, int]]) -> dict[int, frozenset[int]]:
    """Return the topics of records, by their keys."""
    topics: dict[int, set[int]] = defaultdict(set)
    for row in rows:
        topics[row["record"]].add(row["topic_id"])
    return {key: frozenset(tags) for key, tags in topics.items()}


def _list_guests() -> Rows:
    """Return what the filters ask of guests; the country of those who have a public page."""
    country = Case(When(public_filter(Person, "person"), then="person__country"), default=Value(""))
    guests = Appearance.objects.filter(among_keys(Appearance, named="guests")).order_by()
    return guests.annotate(seen_country=country).values(
        "pk", "session_id", "person_id", "role", "seen_country"
    )


def _list_events() -> Rows:
    """Return what the filters ask of events."""
    events = Event.objects.filter(among_keys(Event, named="events")).order_by()
    return events.annotate(all_series=Coalesce("series", "parent__series")).values(
        "pk", "all_series", "country"
    )


def _list_countries(kind: str) -> Rows:
    model = _SITED[kind]
    records = model._default_manager.filter(among_keys(model, named=kind)).order_by()
    return records.values("pk", "country")


def _list_tags(kind: str) -> Rows:
    """Return which records of a kind bear which topics; sessions, with those of the guests too."""
    relation, field = _TAGGED[kind]
    asked = "guests" if kind == Kind.REMARKS else kind
    condition = Q(among_keys(relation.through, field, named=asked))
    if kind == Kind.SESSION:
        condition |= Q(**{f"{field}__in": keys_among("guests", column="session_id")})
    tags = relation.through.objects.filter(condition).order_by()
    rows: Rows = tags.annotate(record=F(field)).values("record", "topic_id")
    return rows


def _label(likenesses: Iterable[Likeness], records: Records) -> list[Fact]:
    """Return results that are alike as the filters see them, in the page's language."""
    tags = Tags((), (), records["series"])
    topics = {row.pk: label_topic(row) for row in records["topics"]}

    def label(keys: Iterable[int], *facts: Any) -> Fact:
        words = {slug: name for key in keys for slug, name in topics.get(key, {}).items()}
        return Fact(tags.label_facts(words, *facts))

    return [label(*likeness) for likeness in likenesses]


# A kind asks for the keys of its results; the topics and series, for those that these name.
STATEMENT: Final = PageStatement(
    guests=_list_guests,
    events=_list_events,
    **{kind: partial(_list_countries, kind) for kind in _SITED},
    **{f"{kind}_tags": partial(_list_tags, kind) for kind in _TAGGED},
    topics=lambda: Topic.objects.published().filter(
        pk__in=keys_among(*(f"{kind}_tags" for kind in _TAGGED), column="topic_id")
    ),
    series=lambda: Series.objects.published().filter(
        pk__in=keys_among("events", column="all_series")
    ),
)
