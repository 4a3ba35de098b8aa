"""The search over everything that the public may see, in both languages at once."""

from dataclasses import dataclass, replace
from typing import Final

from django.core.paginator import InvalidPage
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language, gettext

from forum.core.content import column, language_codes
from forum.core.visibility import READINESS
from forum.delivery.facets import Facet, FacetChoice, Filters, in_page_language
from forum.delivery.remarks_filters import FILTER_NAMES, filter_appearances
from forum.delivery.search_results import Results, list_all_kinds, page_one_kind
from forum.delivery.statements import PageStatement, among_keys
from forum.models import KnowledgeProduct, SearchEntry
from forum.search.completions import complete_names
from forum.search.engine import SearchAnswer, find_answer, find_unmatched_terms
from forum.search.query import LENGTH, Query, parse_query
from forum.search.suggestions import suggest_queries
from forum.site.record_lookup import public_page
from sessions_app.models import Appearance, Event

# As many events as a menu can be read through; those with most results.
EVENTS: Final = 50
# Kinds that are appearances: what was said, and who moderated.
SPEAKING: Final = (SearchEntry.Kind.REMARKS, SearchEntry.Kind.MODERATOR)
# Events whose speakers are named as examples.
RECENT: Final = 5


@public_page
def search(request: HttpRequest) -> HttpResponse:
    query = parse_query(request.GET.get("q", ""))
    context = {
        "query": query,
        "length": LENGTH,
        **(answer_query(request, query) if query else list_examples()),
    }
    return render(request, "search/search.html", context)


@public_page
def suggestions(request: HttpRequest) -> HttpResponse:
    """Answer with names that begin with what is being typed; a script of the pages asks."""
    names = complete_names(request.GET.get("q", "")[:LENGTH], get_language() or "")
    return JsonResponse(
        {
            "suggestions": [
                {
                    "text": record.name,
                    "lang": record.lang,
                    "kind": str(record.model._meta.verbose_name),
                }
                for record in names
            ]
        }
    )


@dataclass(frozen=True, slots=True)
class KindChoice:
    """A kind that can be chosen. changes: of the address, which lead to it."""

    kind: str
    label: str
    total: int
    changes: dict[str, str | None]


def answer_query(request: HttpRequest, query: Query) -> dict[str, object]:
    event, year = chosen_event(request), chosen_year(request)
    answered = find_answer(query, event.pk if event else None, year)
    asked = query
    suggestions: list[str] = []
    if not answered.total and not event and not year:
        query, answered, suggestions = answer_otherwise(query, answered)
    kind = request.GET.get("kind", "")
    kind = kind if kind in answered.of_kinds else ""
    filters = Filters([make_year_facet(answered, year, is_counted=not kind)])
    if kind in SPEAKING:
        answered, filters = narrow_speaking(request, answered, kind, filters)
    results = list_results(request, query, answered, kind)
    return {
        "event": event,
        "events": list_events(answered.of_events, event),
        "filters": filters,
        "without_filters": {"page": None, **dict.fromkeys(FILTER_NAMES)},
        "without_kind": change_kind(""),
        "kind": kind,
        "kinds": list_kinds(answered),
        "total": len(answered.of_kinds[kind]) if kind else answered.total,
        "many": answered.is_partial,
        "results": results,
        "marker": results.marker,
        "query": asked,
        "answered_text": query.text,
        "instead": query.text if query is not asked else "",
        "suggestions": suggestions,
        "missing": find_unmatched_terms(query)
        if not answered.total and len(query.terms) > 1
        else [],
    }


def answer_otherwise(query: Query, answered: SearchAnswer) -> tuple[Query, SearchAnswer, list[str]]:
    """Answer what may have been meant by words that nothing holds.

    Return the query that is answered, its answer, and what else may have been meant. A name that is
    not public has no result, and is not named.
    """
    found = [(text, find_answer(parse_query(text))) for text in suggest_queries(query)]
    answers = [(text, answer) for text, answer in found if answer.total]
    if not answers:
        return query, answered, []
    (text, answer), *others = answers
    return parse_query(text), answer, [other for other, _answer in others]


def chosen_event(request: HttpRequest) -> Event | None:
    slug = request.GET.get("event", "").replace("\0", "")
    return Event.objects.published().filter(slug=slug).first() if slug else None


def chosen_year(request: HttpRequest) -> int | None:
    typed = request.GET.get("year", "")
    # There is no year 0: as a filter it would cut all away, and no page would name it.
    return (int(typed) or None) if len(typed) == 4 and typed.isdecimal() else None


def make_year_facet(answered: SearchAnswer, year: int | None, *, is_counted: bool) -> Facet:
    """Return the filter by year of the event; nothing to choose where all is of one year.

    is_counted: whether the results of all kinds, which are what is counted, stand on the page.
    """
    counts = ({year: 0} if year else {}) | answered.of_years
    choices = [
        FacetChoice(key, in_page_language(key), count if is_counted else None)
        for key, count in sorted(((str(key), counts[key]) for key in counts), reverse=True)
    ]
    is_choice = year or len(choices) > 1
    return Facet("year", gettext("Year"), str(year or ""), choices if is_choice else [])


def narrow_speaking(
    request: HttpRequest, answered: SearchAnswer, kind: str, filters: Filters
) -> tuple[SearchAnswer, Filters]:
    """Cut what was said down by topic, series, role and country."""
    matches = answered.of_kinds[kind]
    keys = [match.object_id for match in matches]
    appearances = Appearance.objects.published().filter(pk__in=keys)
    filtered = filter_appearances(request, appearances, without="year")
    remaining = {*filtered.keys}
    matches = [match for match in matches if match.object_id in remaining]
    of_kinds = {**answered.of_kinds, kind: matches}
    return (
        replace(answered, of_kinds=of_kinds),
        Filters([*filters.facets, *filtered.filters.facets]),
    )


def list_results(request: HttpRequest, query: Query, answered: SearchAnswer, kind: str) -> Results:
    if not kind:
        return list_all_kinds(query, answered)
    try:
        return page_one_kind(query, answered, kind, request.GET.get("page", "1"))
    except InvalidPage as error:
        raise Http404 from error


def list_kinds(answered: SearchAnswer) -> list[KindChoice]:
    labels = dict(SearchEntry.Kind.choices)
    return [
        KindChoice(kind, str(labels[kind]), len(hits), change_kind(kind))
        for kind, hits in answered.of_kinds.items()
    ]


def change_kind(kind: str) -> dict[str, str | None]:
    """Return what leads to the results of a kind, "" for all: without what only remarks have."""
    without = {name: None for name in FILTER_NAMES if name != "year"}
    return {**without, "page": None, "kind": kind or None}


def list_events(numbers: dict[int, int], chosen: Event | None) -> list[tuple[Event, int]]:
    """Return the events that hold results, the latest first, with how many."""
    most = sorted(numbers, key=lambda key: -numbers[key])[:EVENTS]
    if chosen and chosen.pk not in most:
        most.append(chosen.pk)
    events = EVENTS_STATEMENT.ask(keys=most).read()["events"]
    return [(event, numbers.get(event.pk, 0)) for event in events]


def list_event_choices() -> "QuerySet[Event]":
    """Return the events that are asked for, with what their lines say alone.

    Fifty whole records took a third of the time of the search.
    """
    titles = (column("title", code) for code in language_codes())
    events = Event.objects.published().filter(among_keys(Event)).latest_first()
    choices: QuerySet[Event] = events.only("slug", "source_language", *READINESS, *titles)
    return choices


EVENTS_STATEMENT: Final = PageStatement(events=list_event_choices)


def list_examples() -> dict[str, object]:
    """Return some of the site's own names and titles to try."""
    # Of a few events alone: to sort every appearance there is takes the longest of all.
    latest = Event.objects.published().latest_first().values("pk")[:RECENT]
    speakers = Appearance.objects.published().speaking().select_related("person")
    speakers = speakers.filter(session__event__in=latest)
    return {
        "speakers": speakers.newest_event_first()[:2],
        "products": KnowledgeProduct.objects.published().latest_first()[:1],
        "example_events": Event.objects.published().latest_first()[:1],
    }
