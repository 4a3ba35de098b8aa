"""Events and their sessions."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from forum.models import KnowledgeProduct
from forum.site.agenda import lay_out_agenda
from forum.site.programme import find_neighbours, lay_out_programme
from forum.site.record_lookup import find_published, find_session, public_page
from sessions_app.models import Event
from sessions_app.querysets import EventQuerySet


@public_page
def event(request: HttpRequest, slug: str) -> HttpResponse:
    events = Event.objects.published().with_place_in_series().with_last_change().with_last_day()
    event = find_published(events, slug)
    programme = lay_out_programme(event.sessions.published().with_appearances())
    products = KnowledgeProduct.objects.published().filter(launched_in__event=event)
    context = {
        "subject": event,
        "organizations": event.organizations.published().in_print_order(),
        "programme": programme,
        "agenda": lay_out_agenda(programme, event),
        "products": products.with_launch(),
        "photos": event.photos.published().filter(appearances=None),
        "documents": event.documents.published(),
        "sub_forums": event.sub_forums.published().order_by("starts_on", "slug"),
        "corrections": event.corrections.published(),
        "editions": find_editions(event),
    }
    return render(request, "events/event.html", context)


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
        "products": products.with_launch(),
        "photos": event.photos.published().filter(appearances=None, session=session),
        "documents": event.documents.published().filter(session=session),
    }
    return render(request, "events/session.html", context)


@dataclass(frozen=True, slots=True)
class Editions:
    """What an event's page leads on to. None: there is none, or the public may not see it."""

    previous: Event | None
    next: Event | None


def find_editions(event: Event) -> Editions:
    """Return the neighbours of an event: two queries at most."""
    events = Event.objects.published().with_place_in_series()
    return Editions(
        pick_nearest(events.before(event), event), pick_nearest(events.after(event), event)
    )


def pick_nearest(events: EventQuerySet, event: Event) -> Event | None:
    """Return the first of some events, unless nothing tells which of the first two it is."""
    nearest, *further = [*events[:2], None]
    if nearest is None:
        return None
    is_chosen = event.pk == nearest.previous_edition_id or nearest.pk == event.previous_edition_id
    # Of two sub-forums of the same forum neither is the edition before or after another one.
    has_sibling = bool(nearest.parent_id) and any(
        later and later.parent_id == nearest.parent_id for later in further
    )
    return nearest if is_chosen or not has_sibling else None
