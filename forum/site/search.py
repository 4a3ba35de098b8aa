"""The search over everything that the public may see, in both languages at once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from django.core.paginator import InvalidPage
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import get_language, gettext

from forum.core.content import column, language_codes
from forum.core.visibility import READINESS
from forum.delivery.frame import UNLISTED, build_plain_frame
from forum.delivery.lists import change_address, describe_count, describe_facet
from forum.delivery.page_texts import PageTexts, Text, plain_text, spell_name
from forum.delivery.record_fragments import Data
from forum.delivery.remarks_filters import FILTER_NAMES
from forum.delivery.renderer import render_page
from forum.delivery.search_filters import filter_answer
from forum.delivery.search_results import (
    Results,
    describe_results,
    list_all_kinds,
    page_one_kind,
)
from forum.delivery.statements import PageStatement, among_keys
from forum.models import KnowledgeProduct, Topic
from forum.search.completions import complete_names
from forum.search.engine import (
    SearchAnswer,
    find_answer,
    find_group,
    find_guests,
    find_unmatched_terms,
)
from forum.search.query import LENGTH, Query, SearchTerm, parse_query
from forum.search.role_words import RoleReading, read_role
from forum.search.suggestions import suggest_queries
from forum.site.record_lookup import public_page
from sessions_app.models import Appearance, Event

# As many events as a menu can be read through; those with most results.
EVENTS: Final = 50
# Events whose speakers are named as examples.
RECENT: Final = 5


@public_page
def search(request: HttpRequest) -> HttpResponse:
    query = parse_query(request.GET.get("q", ""))
    texts = PageTexts()
    content = (
        answer_query(request, query, texts)
        if query
        else {"answer": None, "form": describe_form(query), "names": list_examples(texts)}
    )
    title = " · ".join(filter(None, [query.text if query else "", gettext("Search")]))
    frame = build_plain_frame(request, texts, title)
    page = render_page("search/search.jinja", {**frame, "links": UNLISTED, **content})
    return HttpResponse(page)


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
                    # A topic's page is the answer itself: all that was said about it.
                    "href": reverse("topic", args=[record.slug]) if record.model is Topic else "",
                }
                for record in names
            ]
        }
    )


@dataclass(frozen=True, slots=True)
class AnsweredQuery:
    """A query as it is answered. role: what it asks of guests besides its words, if anything."""

    query: Query
    answer: SearchAnswer
    role: RoleReading | None = None


def answer_query(request: HttpRequest, query: Query, texts: PageTexts) -> Data:
    event, year = chosen_event(request), chosen_year(request)
    event_key = event.pk if event else None
    reading = read_query(query, event_key, year)
    missing = [] if reading.answer.total else find_unmatched_terms(query)
    suggestions: list[str] = []
    if not reading.answer.total and not event and not year:
        reading, suggestions = answer_otherwise(reading, missing)
    kind = find_group(request.GET.get("kind", ""))
    kind = kind if kind and kind in reading.answer.of_kinds else ""
    filtered = filter_answer(
        request,
        reading.answer,
        event_key,
        year,
        group=kind,
        without="role" if reading.role else "",
    )
    answered = filtered.answer
    results = list_results(request, reading.query, answered, kind)
    events = list_events(filtered.of_events, event)
    return {
        "form": {
            **describe_form(query, kind),
            "events": describe_events(events, event, is_partial=answered.is_sampled),
            "facets": [describe_facet(facet) for facet in filtered.filters.offered],
            "is_narrowed": bool(event or filtered.filters.chosen),
        },
        "answer": {
            **describe_reading(request, query, reading),
            **describe_results(request, answered, results, kind, texts),
            "suggestions": [
                (f"{request.path}?{urlencode({'q': text})}", spell_name(text))
                for text in suggestions
            ],
            "missing": [term.typed for term in missing]
            if not answered.total and len(query.terms) > 1
            else [],
            "all_events": change_address(request, {"event": None, "page": None}) if event else "",
            "without_filters": (
                change_address(request, {"page": None, **dict.fromkeys(FILTER_NAMES)})
                if filtered.filters.chosen
                else ""
            ),
        },
    }


def describe_form(query: Query, kind: str = "") -> Data:
    """Return the form as it was sent. words: what was typed, with its language."""
    return {
        "text": query.text,
        "words": spell_name(query.text),
        "was_cut": query.was_cut,
        "length": LENGTH,
        "kind": kind,
        "events": [],
        "facets": [],
    }


def describe_events(
    events: Iterable[tuple[Event, int]], chosen: Event | None, *, is_partial: bool
) -> list[tuple[str, Text, str, bool]]:
    """Return the choice of an event: slug, title, results in words, whether it is chosen."""
    return [
        (
            event.slug,
            plain_text(event, "title"),
            describe_count(count, is_partial=is_partial),
            event == chosen,
        )
        for event, count in events
    ]


def describe_reading(request: HttpRequest, query: Query, reading: AnsweredQuery) -> Data:
    """Return how a query was understood. instead: what was answered in its place."""
    role = reading.role
    return {
        "words": spell_name(reading.query.text),
        "instead": spell_name(reading.query.text) if reading.query.text != query.text else None,
        "role": role
        and {
            "typed": spell_name(role.typed),
            "label": role.label,
            "literal": change_address(request, {"q": role.literal, "page": None}),
        },
    }


def read_query(query: Query, event: int | None = None, year: int | None = None) -> AnsweredQuery:
    """Answer a query; a role among its words cuts down to guests in it, where there are any."""
    if role := read_role(query):
        guests = find_guests(role.query, role.role, event, year)
        if guests.total:
            return AnsweredQuery(role.query, guests, role)
    return AnsweredQuery(query, find_answer(query, event, year))


def answer_otherwise(
    asked: AnsweredQuery, missing: list[SearchTerm]
) -> tuple[AnsweredQuery, list[str]]:
    """Answer what may have been meant by words that nothing holds together.

    Return the answer, and what else may have been meant. A name that is not public has no result,
    and is not named. missing: the terms that nothing holds.
    """
    for texts in suggest_queries(asked.query, missing):
        readings = [(text, read_query(parse_query(text))) for text in texts]
        answers = [(text, reading) for text, reading in readings if reading.answer.total]
        if answers:
            (_text, reading), *others = answers
            return reading, [text for text, _reading in others]
    return asked, []


def chosen_event(request: HttpRequest) -> Event | None:
    slug = request.GET.get("event", "").replace("\0", "")
    return Event.objects.published().filter(slug=slug).first() if slug else None


def chosen_year(request: HttpRequest) -> int | None:
    typed = request.GET.get("year", "")
    # There is no year 0: as a filter it would cut all away, and no page would name it.
    return (int(typed) or None) if len(typed) == 4 and typed.isdecimal() else None


def list_results(request: HttpRequest, query: Query, answered: SearchAnswer, kind: str) -> Results:
    if not kind:
        return list_all_kinds(query, answered)
    try:
        return page_one_kind(query, answered, kind, request.GET.get("page", "1"))
    except InvalidPage as error:
        raise Http404 from error


def list_events(numbers: Mapping[int, int], chosen: Event | None) -> list[tuple[Event, int]]:
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
    return events.only("slug", "source_language", *READINESS, *titles)


EVENTS_STATEMENT: Final = PageStatement(events=list_event_choices)


def list_examples(texts: PageTexts) -> list[Text]:
    """Return some of the site's own names and titles to try."""
    # Of a few events alone: to sort every appearance there is takes the longest of all.
    latest = Event.objects.published().latest_first().values("pk")[:RECENT]
    speakers = Appearance.objects.published().speaking().select_related("person")
    speakers = speakers.filter(session__event__in=latest).newest_event_first()[:2]
    products = KnowledgeProduct.objects.published().latest_first()[:1]
    events = Event.objects.published().latest_first()[:1]
    names = [
        *(texts.show(speaker.person, "name") for speaker in speakers),
        *(texts.show(product, "title") for product in products),
        *(texts.show(event, "city") for event in events),
    ]
    return [name for name in names if name]
