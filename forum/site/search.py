"""The search over everything that the public may see, in both languages at once."""

from dataclasses import dataclass
from typing import Any, Final

from django.core.paginator import InvalidPage
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from forum.core.content import column, language_codes
from forum.models import KnowledgeProduct, SearchEntry
from forum.search.engine import Answer, answer, without_results
from forum.search.query import LENGTH, Query, parse
from forum.search.results import Results, of_all_kinds, of_one_kind
from forum.site.record_lookup import public_page
from sessions_app.models import Appearance, Event

# As many events as a menu can be read through; those with most results.
EVENTS: Final = 50
# Events whose speakers are named as examples.
RECENT: Final = 5


@public_page
def search(request: HttpRequest) -> HttpResponse:
    query = parse(request.GET.get("q", ""))
    context = {"query": query, "length": LENGTH, **(_answer(request, query) if query else _help())}
    return render(request, "search/search.html", context)


@dataclass(frozen=True, slots=True)
class Choice:
    """A kind that can be chosen: "" means all of them."""

    kind: str
    label: str
    total: int


def _answer(request: HttpRequest, query: Query) -> dict[str, Any]:
    event = _event(request)
    found = answer(query, event.pk if event else None)
    kind = request.GET.get("kind", "")
    kind = kind if kind in found.of_kinds else ""
    results = _results(request, query, found, kind)
    return {
        "event": event,
        "events": _events(found.of_events, event),
        "kind": kind,
        "kinds": _kinds(found),
        "total": len(found.of_kinds[kind]) if kind else found.total,
        "many": found.many,
        "results": results,
        "marker": results.marker,
        "missing": without_results(query) if not found.total and len(query.terms) > 1 else [],
    }


def _event(request: HttpRequest) -> Event | None:
    slug = request.GET.get("event", "").replace("\0", "")
    return Event.objects.published().filter(slug=slug).first() if slug else None


def _results(request: HttpRequest, query: Query, found: Answer, kind: str) -> Results:
    if not kind:
        return of_all_kinds(query, found)
    try:
        return of_one_kind(query, found, kind, request.GET.get("page", "1"))
    except InvalidPage as error:
        raise Http404 from error


def _kinds(found: Answer) -> list[Choice]:
    labels = dict(SearchEntry.Kind.choices)
    return [Choice(kind, str(labels[kind]), len(some)) for kind, some in found.of_kinds.items()]


def _events(numbers: dict[int, int], chosen: Event | None) -> list[tuple[Event, int]]:
    """Return the events that hold results, the latest first, with how many."""
    most = sorted(numbers, key=lambda key: -numbers[key])[:EVENTS]
    if chosen and chosen.pk not in most:
        most.append(chosen.pk)
    # What their lines say alone: fifty whole records took a third of the time of the search.
    titles = (column("title", code) for code in language_codes())
    shown = Event.objects.published().filter(pk__in=most).latest_first()
    shown = shown.only("slug", "source_language", "ready_languages", *titles)
    return [(event, numbers.get(event.pk, 0)) for event in shown]


def _help() -> dict[str, Any]:
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
