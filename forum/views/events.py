"""Events and their sessions."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from forum.models import KnowledgeProduct
from forum.views.lookup import public_page, published_or_moved, session_or_moved
from forum.views.programme import programme
from sessions_app.models import Event


@public_page
def event(request: HttpRequest, slug: str) -> HttpResponse:
    found = published_or_moved(Event.objects.published().with_place_in_series(), slug)
    launched = KnowledgeProduct.objects.published().filter(launched_in__event=found)
    context = {
        "subject": found,
        "organizations": found.organizations.published().in_print_order(),
        "programme": programme(found.sessions.published().with_appearances()),
        "products": launched.with_launch(),
        "photos": found.photos.published().filter(appearances=None),
        "documents": found.documents.published(),
        "sub_forums": found.sub_forums.published().order_by("starts_on", "slug"),
    }
    return render(request, "events/event.html", context)


@public_page
def session(request: HttpRequest, slug: str, session: str) -> HttpResponse:
    event = published_or_moved(Event.objects.published().with_place_in_series(), slug)
    sessions = event.sessions.published()
    found = session_or_moved(sessions.with_appearances(), event, session)
    launched = KnowledgeProduct.objects.published().filter(launched_in=found)
    context = {
        "subject": found,
        "event": event,
        "segment": programme([found]).segments[0],
        "sessions": sessions,
        "products": launched.with_launch(),
        "photos": event.photos.published().filter(appearances=None, session=found),
        "documents": event.documents.published().filter(session=found),
    }
    return render(request, "events/session.html", context)
