"""The list of events by series and year, and each series' timeline."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from forum.views.lookup import paged, public_page, published_or_moved
from sessions_app.models import Event, Series


@public_page
def events(request: HttpRequest) -> HttpResponse:
    shown = Event.objects.published().on_their_own().with_sub_forums().with_place_in_series()
    return render(request, "events/events.html", {"events": paged(request, shown.by_series())})


@public_page
def series(request: HttpRequest, slug: str) -> HttpResponse:
    found = published_or_moved(Series.objects.published(), slug)
    shown = Event.objects.published().filter(series=found).on_their_own().with_sub_forums()
    events = paged(request, shown.with_place_in_series().by_series())
    return render(request, "events/series.html", {"subject": found, "events": events})
