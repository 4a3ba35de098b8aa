"""The list of events by series and year, and each series' timeline."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from forum.core.columns import each_language
from forum.core.content import column, language_codes
from forum.core.translated import translated
from forum.delivery.facets import (
    Facet,
    FacetChoice,
    Fact,
    Filters,
    Vocabulary,
    by_label,
    count_choices,
    make_labeller,
    read_chosen_values,
)
from forum.delivery.lists import paginate
from forum.site.record_lookup import find_published, public_page
from sessions_app.models import Event, Series


@dataclass(frozen=True, slots=True)
class SeriesEvents:
    """Events of one series in the order of the list. series: None for events without one."""

    series: Series | None
    events: list[Event]


@public_page
def events(request: HttpRequest) -> HttpResponse:
    filters, keys = filter_events(request)
    published = Event.objects.published()
    if filters.chosen:
        published = published.filter(pk__in=keys)
    listed = published.on_their_own(published).with_sub_forums(published).with_place_in_series()
    page = paginate(request, listed.by_series())
    groups = group_by_series(page)
    context = {"page": page, "groups": groups, "filters": filters, "count": len(keys)}
    return render(request, "events/events.html", context)


def group_by_series(events: Iterable[Event]) -> list[SeriesEvents]:
    groups = groupby(events, key=series_of_event)
    return [SeriesEvents(series, list(group)) for series, group in groups]


def series_of_event(event: Event) -> Series | None:
    parent = event.shown_parent
    return event.shown_series or (parent.shown_series if parent else None)


@public_page
def series(request: HttpRequest, slug: str) -> HttpResponse:
    series = find_published(Series.objects.published(), slug)
    events = Event.objects.published().of_series(series).on_their_own().with_sub_forums()
    page = paginate(request, events.with_place_in_series().by_series())
    return render(request, "events/series.html", {"subject": series, "page": page})


def filter_events(request: HttpRequest) -> tuple[Filters, list[int]]:
    """Return the filters of the list of events, and the keys of the events that they leave."""
    filters: dict[str, tuple[str, Callable[[FacetChoice], Any]]] = {
        "series": (gettext("Series"), by_label),
        "year": (gettext("Year"), latest_year_first),
        "kind": (gettext("Kind"), event_kind_order),
        "city": (gettext("City"), by_label),
    }
    chosen = read_chosen_values(request, *filters)
    facts = list_event_facts()
    facets = [
        Facet(name, label, chosen.get(name, ""), count_choices(name, facts, chosen, order))
        for name, (label, order) in filters.items()
    ]
    return Filters(facets), [fact.pk for fact in facts if fact.matches(chosen)]


def latest_year_first(choice: FacetChoice) -> int:
    return -int(choice.key)


def event_kind_order(choice: FacetChoice) -> int:
    return list(Event.Kind.values).index(choice.key)


def list_event_facts() -> list[Fact]:
    """Return every published event as the filters see it: two queries."""
    names = [column("city", code) for code in language_codes()]
    fields = ("pk", "kind", "last_day", "series_id", "parent__series_id")
    events = Event.objects.published().with_readiness().with_last_day().order_by()
    rows = list(events.values(*fields, *each_language("is_ready"), *names))
    series = {
        record.pk: {record.slug: translated(record, "name")}
        for record in Series.objects.published()
    }
    cities = [city_names(row) for row in rows]
    vocabulary = Vocabulary(cities)
    year, kind = make_labeller(str), make_labeller(lambda key: Event.Kind(key).label)
    return [
        Fact(
            {
                "series": series.get(row["series_id"] or row["parent__series_id"], {}),
                "year": year(str(row["last_day"].year)) if row["last_day"] else {},
                "kind": kind(row["kind"]),
                "city": vocabulary.label_names(city),
            },
            row["pk"],
        )
        for row, city in zip(rows, cities, strict=True)
    ]


def city_names(row: Mapping[str, Any]) -> dict[str, str]:
    """Return the city's name in each language that the event is ready in."""
    names = {code: row[column("city", code)] for code in language_codes()}
    return {code: name for code, name in names.items() if name and row[column("is_ready", code)]}
