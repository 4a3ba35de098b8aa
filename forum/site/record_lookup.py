"""What every public page does first: find the published record, or where it has gone."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    HttpResponsePermanentRedirect,
)
from django.http.response import HttpResponseBase
from django.urls import reverse

from forum.core.content import Content, ContentQuerySet
from forum.core.languages import ASKED_QUERY
from forum.database.replicas import answer_from_replica
from forum.delivery.han_face.linking import link_face
from forum.delivery.publishing.reads import are_noted
from forum.exports.errors import FileBusyError
from forum.history.formerly_public import select_formerly_public
from forum.models import SlugRedirect
from forum.site.errors import gone, render_busy
from sessions_app.models import Event, Session
from sessions_app.models.sessions import SessionQuerySet


class Gone(Exception):
    """The record was public and has been taken offline."""


class Moved(Exception):
    """The record has another address now. changed: what differs in it, by the URL's names."""

    def __init__(self, **changed: str) -> None:
        super().__init__(changed)
        self.changed = changed


class WithoutPage(Exception):
    """The record has no page of its own. address: where it is told of."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.address = address


def public_page[**P](
    view: Callable[Concatenate[HttpRequest, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Serve GET and HEAD; lead a former slug to the present one; tell what has been taken down."""

    @wraps(view)
    def page(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        try:
            return link_face(request, answer_live(lambda: view(request, *args, **kwargs)))
        except Moved as moved:
            return HttpResponsePermanentRedirect(moved_address(request, moved.changed))
        except WithoutPage as led:
            return HttpResponsePermanentRedirect(led.address)
        except Gone:
            return gone(request)
        except FileBusyError:
            return render_busy(request)

    return page


def answer_live[T](answer: Callable[[], T]) -> T:
    """Return a page that is made for a visitor; one that is published is the primary's."""
    if are_noted():
        return answer()
    return answer_from_replica(answer, Http404, Gone, Moved, WithoutPage)


def moved_address(request: HttpRequest, changed: dict[str, str]) -> str:
    """Return the requested address with another slug, the rest of it kept."""
    match = request.resolver_match
    assert match is not None  # noqa: S101 - a view runs because its address was resolved
    address = reverse(match.view_name, kwargs={**match.kwargs, **changed})
    query = request.META.get(ASKED_QUERY) or request.META.get("QUERY_STRING", "")
    return f"{address}?{query}" if query else address


def require_page(page: HttpResponse | None, model: type[Content], slug: str) -> HttpResponse:
    """Return the page of a record; raise what tells why a slug has none, as ``find_published``."""
    if page is None:
        manager: Any = model._default_manager
        raise explain_absence(manager.published(), slug)
    return page


def find_published[M: Content](
    records: ContentQuerySet[M], slug: str, taken_down: "QuerySet[M] | None" = None
) -> M:
    """Return the record of a slug; raise Moved where it was a record's former slug, else Http404.

    records: those that the public may see; a former slug leads to nothing else. taken_down:
    those of which Gone is raised, all that were taken down unless told.
    """
    record = records.filter(slug=slug).first()
    if record is None:
        raise explain_absence(records, slug, taken_down)
    return record


def find_session(sessions: SessionQuerySet, event: Event, slug: str) -> Session:
    """Return an event's session; raise Moved for its former slug, WithoutPage, Gone or Http404."""
    session = sessions.filter(slug=slug).first()
    if session is None or session.is_break:
        raise explain_absence_of_session(sessions, event, slug)
    return session


def explain_absence_of_session(sessions: SessionQuerySet, event: Event, slug: str) -> Exception:
    """Return what tells why none of an event's public sessions has a page at a slug."""
    session = sessions.filter(slug=slug, kind=Session.Kind.BREAK).first()
    if session:
        return WithoutPage(session.get_absolute_url())
    taken_down = select_formerly_public(Session.objects.taken_down().filter(event=event))
    return explain_absence(sessions, slug, taken_down, scope=event.pk, name="session_slug")


def explain_absence(
    records: "QuerySet[Any]",
    slug: str,
    taken_down: "QuerySet[Any] | None" = None,
    *,
    scope: int = 0,
    name: str = "slug",
) -> Exception:
    """Return what tells why no record has a slug: it has another one, is gone, was never there.

    taken_down: as for ``find_published``; scope, name: of the slug's uniqueness, and in addresses.
    """
    if taken_down is None:
        manager: Any = records.model._default_manager
        taken_down = manager.taken_down()
    kind = ContentType.objects.get_for_model(records.model)
    redirects = SlugRedirect.objects.filter(content_type=kind, scope=scope, old_slug=slug)
    # Most wrong addresses never were one: to compose the other question takes as long as a page.
    keys = list(redirects.values_list("object_id", flat=True))
    current = records.filter(pk__in=keys).first() if keys else None
    if current:
        return Moved(**{name: current.slug})
    former_records = taken_down.filter(Q(slug=slug) | Q(pk__in=keys))
    return Gone() if former_records.exists() else Http404()
