"""Events and their sessions."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from forum.models import KnowledgeProduct
from forum.site.agenda import agenda
from forum.site.edition_links import editions
from forum.site.programme import beside, programme
from forum.site.record_lookup import public_page, published_or_moved, session_or_moved
from sessions_app.models import Event


@public_page
def event(request: HttpRequest, slug: str) -> HttpResponse:
    events = Event.objects.published().with_place_in_series().with_last_change().with_last_day()
    found = published_or_moved(events, slug)
    sessions = programme(found.sessions.published().with_appearances())
    launched = KnowledgeProduct.objects.published().filter(launched_in__event=found)
    context = {
        "subject": found,
        "organizations": found.organizations.published().in_print_order(),
        "programme": sessions,
        "agenda": agenda(sessions, found),
        "products": launched.with_launch(),
        "photos": found.photos.published().filter(appearances=None),
        "documents": found.documents.published(),
        "sub_forums": found.sub_forums.published().order_by("starts_on", "slug"),
        "corrections": found.corrections.published(),
        "editions": editions(found),
    }
    return render(request, "events/event.html", context)


@public_page
def session(request: HttpRequest, slug: str, session: str) -> HttpResponse:
    events = Event.objects.published().with_place_in_series().with_last_change()
    event = published_or_moved(events, slug)
    sessions = event.sessions.published()
    found = session_or_moved(sessions.with_appearances(), event, session)
    launched = KnowledgeProduct.objects.published().filter(launched_in=found)
    context = {
        "subject": found,
        "event": event,
        "organizations": event.organizations.published().in_print_order(),
        "segment": programme([found]).segments[0],
        "sessions": sessions,
        "beside": beside(sessions, found),
        "products": launched.with_launch(),
        "photos": event.photos.published().filter(appearances=None, session=found),
        "documents": event.documents.published().filter(session=found),
    }
    return render(request, "events/session.html", context)
