"""An event, or one of its sessions, with its languages columns by columns."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from forum.delivery.page_cache import show_page
from forum.delivery.parallel_page import (
    EVENT_COLUMNS,
    SESSION_COLUMNS,
    build_event_columns,
    build_session_columns,
)
from forum.site.record_lookup import find_published, find_session, public_page
from sessions_app.models import Event


@public_page
def event(request: HttpRequest, slug: str) -> HttpResponseBase:
    page = show_page(request, "events/parallel.jinja", EVENT_COLUMNS.ask(slug), build_event_columns)
    # Where nothing stands beside it today, its own page is shown.
    return page or redirect(find_published(Event.objects.published(), slug))


@public_page
def session(request: HttpRequest, slug: str, session_slug: str) -> HttpResponseBase:
    answer = SESSION_COLUMNS.ask(slug, session_slug)
    page = show_page(request, "events/parallel.jinja", answer, build_session_columns, session_slug)
    if page is not None:
        return page
    event = find_published(Event.objects.published(), slug)
    return redirect(find_session(event.sessions.published(), event, session_slug))
