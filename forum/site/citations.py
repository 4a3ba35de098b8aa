"""References to records as files that reference managers take."""

from collections.abc import Iterable

from django.http import Http404, HttpRequest, HttpResponse
from django.urls.converters import StringConverter

from forum.exports.citations.items import (
    CitedWork,
    cite_event,
    cite_person,
    cite_product,
    cite_session,
    with_cited_roles,
)
from forum.exports.citations.writers import FORMATS
from forum.models import KnowledgeProduct
from forum.site.record_lookup import find_published, find_session, public_page
from people.models import Person
from sessions_app.models import Event, Session


class CitationKindConverter(StringConverter):
    """The formats in an address; other ends are those of files."""

    regex = "|".join(FORMATS)


@public_page
def event(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    event: Event = find_published(with_cited_roles(Event.objects.published()), slug)
    return send_works([cite_event(event, find_base(request))], event.slug, kind)


@public_page
def session(request: HttpRequest, slug: str, session_slug: str, kind: str) -> HttpResponse:
    """Return the session, and what each said in it."""
    event: Event = find_published(with_cited_roles(Event.objects.published()), slug)
    sessions = Session.objects.published().filter(event=event).with_appearances()
    session = find_session(sessions, event, session_slug)
    works = cite_session(session, event, find_base(request))
    return send_works(works, f"{event.slug}-{session.slug}", kind)


@public_page
def remarks(
    request: HttpRequest, slug: str, session_slug: str, person_slug: str, kind: str
) -> HttpResponse:
    """Return what somebody said in a session, each text if there are several."""
    event: Event = find_published(with_cited_roles(Event.objects.published()), slug)
    sessions = Session.objects.published().filter(event=event).with_appearances()
    session = find_session(sessions, event, session_slug)
    _whole, *works = cite_session(session, event, find_base(request))
    key = f"{event.slug}-{session.slug}-{person_slug}"
    if not (works := [work for work in works if work.key == key]):
        raise Http404
    return send_works(works, key, kind)


@public_page
def product(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    products = KnowledgeProduct.objects.published().select_related("launched_in__event")
    product = find_published(products, slug)
    return send_works([cite_product(product, find_base(request))], product.slug, kind)


@public_page
def person(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    person = find_published(Person.objects.published(), slug)
    return send_works([cite_person(person, find_base(request))], person.slug, kind)


def find_base(request: HttpRequest) -> str:
    """Return scheme and host, before which an address is absolute."""
    return request.build_absolute_uri("/").rstrip("/")


def send_works(works: Iterable[CitedWork], name: str, kind: str) -> HttpResponse:
    citation_format = FORMATS[kind]
    response = HttpResponse(citation_format.write(works), content_type=citation_format.content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response
