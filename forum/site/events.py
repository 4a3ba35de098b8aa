"""Events and their sessions."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from forum.delivery.event_page import build_event_page
from forum.delivery.programme import find_neighbours, lay_out_programme
from forum.delivery.renderer import render_page
from forum.models import KnowledgeProduct, Topic
from forum.site.record_lookup import explain_absence, find_published, find_session, public_page
from sessions_app.models import Event


@public_page
def event(request: HttpRequest, slug: str) -> HttpResponse:
    page = build_event_page(slug, request)
    if page is None:
        raise explain_absence(Event.objects.published(), slug)
    return HttpResponse(render_page("events/event.jinja", page))


@public_page
def session(request: HttpRequest, slug: str, session_slug: str) -> HttpResponse:
    events = Event.objects.published().with_place_in_series().with_last_change()
    event = find_published(events, slug)
    sessions = event.sessions.published()
    session = find_session(sessions.with_appearances(), event, session_slug)
    products = KnowledgeProduct.objects.published().filter(launched_in=session)
    context = {
        "subject": session,
        "event": event,
        "organizations": event.organizations.published().in_print_order(),
        "segment": lay_out_programme([session]).segments[0],
        "sessions": sessions,
        "neighbours": find_neighbours(sessions, session),
        "topics": Topic.objects.published().filter(sessions=session),
        "products": products.with_launch(),
        "photos": event.photos.published().filter(appearances=None, session=session),
        "documents": event.documents.published().filter(session=session),
    }
    return render(request, "events/session.html", context)
