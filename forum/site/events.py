"""Events and their sessions."""

from django.http import HttpRequest, HttpResponse

from forum.delivery.event_page import build_event_page
from forum.delivery.renderer import render_page
from forum.delivery.session_page import build_session_page
from forum.site.record_lookup import (
    explain_absence,
    explain_absence_of_session,
    find_published,
    public_page,
)
from sessions_app.models import Event


@public_page
def event(request: HttpRequest, slug: str) -> HttpResponse:
    page = build_event_page(slug, request)
    if page is None:
        raise explain_absence(Event.objects.published(), slug)
    return HttpResponse(render_page("events/event.jinja", page))


@public_page
def session(request: HttpRequest, slug: str, session_slug: str) -> HttpResponse:
    page = build_session_page(slug, session_slug, request)
    if page is None:
        event = find_published(Event.objects.published(), slug)
        raise explain_absence_of_session(event.sessions.published(), event, session_slug)
    return HttpResponse(render_page("events/session.jinja", page))
