"""References to records as files that reference managers take."""

from collections.abc import Iterable

from django.http import Http404, HttpRequest, HttpResponse
from django.urls.converters import StringConverter

from forum.delivery.event_page import join_records
from forum.delivery.event_statement import list_appearances, list_roles
from forum.delivery.frame import find_site
from forum.delivery.statements import PART_SLUG, SLUG, PageStatement
from forum.exports.citations.items import (
    CitedWork,
    cite_event,
    cite_person,
    cite_product,
    cite_session,
    list_hosts,
)
from forum.exports.citations.writers import FORMATS
from forum.models import KnowledgeProduct, SiteSettings
from forum.site.record_lookup import (
    explain_absence,
    explain_absence_of_session,
    find_published,
    public_page,
)
from people.models import Person
from sessions_app.models import Event, Session

# The event, and of one of its sessions what each said in it.
CITED = PageStatement(
    events=lambda: Event.objects.published().with_place_in_series().filter(slug=SLUG),
    organizations=list_roles,
    sessions=lambda: Session.objects.published().filter(event__slug=SLUG, slug=PART_SLUG),
    appearances=lambda: list_appearances().filter(session__slug=PART_SLUG),
    site=SiteSettings.objects.all,
)


class CitationKindConverter(StringConverter):
    """The formats in an address; other ends are those of files."""

    regex = "|".join(FORMATS)


@public_page
def event(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    records = CITED.ask(slug).read()
    if not records["events"]:
        raise explain_absence(Event.objects.published(), slug)
    [event] = records["events"]
    join_records(event, records)
    hosts = list_hosts(records["organizations"])
    work = cite_event(event, hosts, find_site(records), find_base(request))
    return send_works([work], event.slug, kind)


@public_page
def session(request: HttpRequest, slug: str, session_slug: str, kind: str) -> HttpResponse:
    """Return the session, and what each said in it."""
    works = list_works(request, slug, session_slug)
    return send_works(works, works[0].key, kind)


@public_page
def remarks(
    request: HttpRequest, slug: str, session_slug: str, person_slug: str, kind: str
) -> HttpResponse:
    """Return what somebody said in a session, each text if there are several."""
    whole, *works = list_works(request, slug, session_slug, person_slug)
    if not works:
        raise Http404
    return send_works(works, f"{whole.key}-{person_slug}", kind)


def list_works(
    request: HttpRequest, slug: str, session_slug: str, person_slug: str = ""
) -> list[CitedWork]:
    """Return a session and what each said in it, or somebody."""
    records = CITED.ask(slug, session_slug).read()
    if not records["events"] or not records["sessions"] or records["sessions"][0].is_break:
        event = find_published(Event.objects.published(), slug)
        raise explain_absence_of_session(event.sessions.published(), event, session_slug)
    [event], [session] = records["events"], records["sessions"]
    join_records(event, records)
    hosts = list_hosts(records["organizations"])
    return cite_session(session, hosts, find_site(records), find_base(request), person_slug)


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
