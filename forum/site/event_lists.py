"""The list of events by series and year, and each series' timeline."""

from django.http import HttpRequest, HttpResponse

from forum.delivery.events_list import (
    SERIES_STATEMENT,
    ask_for_events,
    build_events_list,
    build_series_page,
)
from forum.delivery.lists import find_start
from forum.delivery.page_cache import show_list, show_page
from forum.site.record_lookup import explain_absence, public_page
from sessions_app.models import Series


@public_page
def events(request: HttpRequest) -> HttpResponse:
    return show_list(request, "events/events.jinja", ask_for_events(request), build_events_list)


@public_page
def series(request: HttpRequest, slug: str) -> HttpResponse:
    answer = SERIES_STATEMENT.ask(slug, start=find_start(request))
    page = show_page(request, "events/series.jinja", answer, build_series_page)
    if page is None:
        raise explain_absence(Series.objects.published(), slug)
    return page
