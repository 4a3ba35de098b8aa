"""Events and their sessions: their list by series and year, the timeline of a series, each page."""

from django.http import HttpRequest, HttpResponse

from forum.delivery.event_page import build_event_page
from forum.delivery.event_statement import EVENT_STATEMENT, SESSION_STATEMENT
from forum.delivery.events_list import (
    SERIES_STATEMENT,
    ask_for_events,
    build_events_list,
    build_series_page,
)
from forum.delivery.lists import find_start
from forum.delivery.page_cache import show_list, show_page
from forum.delivery.session_page import build_session_page
from forum.site.record_lookup import (
    explain_absence_of_session,
    find_published,
    public_page,
    require_page,
)
from sessions_app.models import Event, Series


@public_page
def events(request: HttpRequest) -> HttpResponse:
    return show_list(request, "events/events.jinja", ask_for_events(request), build_events_list)


@public_page
def series(request: HttpRequest, slug: str) -> HttpResponse:
    answer = SERIES_STATEMENT.ask(slug, start=find_start(request))
    page = show_page(request, "events/series.jinja", answer, build_series_page)
    return require_page(page, Series, slug)


@public_page
def event(request: HttpRequest, slug: str) -> HttpResponse:
    answer = EVENT_STATEMENT.ask(slug)
    page = show_page(request, "events/event.jinja", answer, build_event_page)
    return require_page(page, Event, slug)


@public_page
def session(request: HttpRequest, slug: str, session_slug: str) -> HttpResponse:
    answer = SESSION_STATEMENT.ask(slug, session_slug)
    page = show_page(request, "events/session.jinja", answer, build_session_page, session_slug)
    if page is None:
        event = find_published(Event.objects.published(), slug)
        raise explain_absence_of_session(event.sessions.published(), event, session_slug)
    return page
