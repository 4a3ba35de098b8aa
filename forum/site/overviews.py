"""Who came, in figures: of an event, and of a series over the years."""

from django.http import HttpRequest, HttpResponse

from forum.delivery.overview_pages import (
    EVENT_OVERVIEW_STATEMENT,
    SERIES_OVERVIEW_STATEMENT,
    build_event_overview,
    build_series_overview,
)
from forum.delivery.page_cache import show_page
from forum.site.record_lookup import public_page, require_page
from sessions_app.models import Event, Series


@public_page
def event(request: HttpRequest, slug: str) -> HttpResponse:
    answer = EVENT_OVERVIEW_STATEMENT.ask(slug)
    page = show_page(request, "overviews/event.jinja", answer, build_event_overview)
    return require_page(page, Event, slug)


@public_page
def series(request: HttpRequest, slug: str) -> HttpResponse:
    answer = SERIES_OVERVIEW_STATEMENT.ask(slug)
    page = show_page(request, "overviews/series.jinja", answer, build_series_overview)
    return require_page(page, Series, slug)
