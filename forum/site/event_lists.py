"""The list of events by series and year, and each series' timeline."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from forum.site.event_filters import event_filters
from forum.site.record_lookup import paged, public_page, published_or_moved
from sessions_app.models import Event, Series


@dataclass(frozen=True, slots=True)
class SeriesEvents:
    """Events of one series in the order of the list. series: None for events without one."""

    series: Series | None
    events: list[Event]


@public_page
def events(request: HttpRequest) -> HttpResponse:
    filters, keys = event_filters(request)
    among = Event.objects.published()
    if filters.chosen:
        among = among.filter(pk__in=keys)
    shown = among.on_their_own(among).with_sub_forums(among).with_place_in_series()
    page = paged(request, shown.by_series())
    context = {"page": page, "groups": _by_series(page), "filters": filters, "found": len(keys)}
    return render(request, "events/events.html", context)


def _by_series(events: Iterable[Event]) -> list[SeriesEvents]:
    groups = groupby(events, key=_series_of)
    return [SeriesEvents(series, list(some)) for series, some in groups]


def _series_of(event: Event) -> Series | None:
    parent = event.shown_parent
    return event.shown_series or (parent.shown_series if parent else None)


@public_page
def series(request: HttpRequest, slug: str) -> HttpResponse:
    found = published_or_moved(Series.objects.published(), slug)
    shown = Event.objects.published().of_series(found).on_their_own().with_sub_forums()
    page = paged(request, shown.with_place_in_series().by_series())
    return render(request, "events/series.html", {"subject": found, "page": page})
