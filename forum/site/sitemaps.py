"""The sitemap: one file while the site is small, else an index of files, one or more a section.

What describes a dataset stands in sections of its own, always, which robots.txt names.
"""

import re
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Final

from django.conf import settings
from django.contrib.sitemaps import Sitemap, views
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Greatest
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import override
from django.views.decorators.http import conditional_page

from forum.core.columns import related_model
from forum.core.content import Record, column, language_codes
from forum.core.languages import ADMIN
from forum.core.record_tree import owner_lookup, parts_of
from forum.core.translated import html_lang
from forum.core.visibility import describing_relations, last_change
from forum.delivery.statements import START, PageStatement, Rows, count_once, read_count
from forum.models import KnowledgeProduct, Page, ProductPart, Topic
from forum.models.list_pages import LISTS
from forum.site.record_lookup import public_page
from people.models import Organization, Person
from sessions_app.models import Appearance, Event, EventOrganization, Series, Session

# Records that one file may list; it then weighs some 300 kB.
SMALL = 500

# Records of one file; each stands there once a language, far below the protocol's 50,000 addresses.
LIMIT = 5000
# Within a year, as the standard has it; each answer says it anew.
SECURITY_CONTACT_LIFE = timedelta(days=180)
# A section's further files, by their paths: what is asked behind a path is in no published file.
_FURTHER: Final = re.compile(r"(.+)-([2-9]|[1-9][0-9]{1,5})")
_FURTHER_BY_QUERY: Final = re.compile(r"\.xml\?p=(\d+)$")


@public_page
@conditional_page
def sitemap(request: HttpRequest) -> HttpResponseBase:
    if not is_large(SECTIONS.values(), SMALL):
        return views.sitemap(request, SECTIONS).render()
    index = views.index(request, ALL_SECTIONS, sitemap_url_name="sitemap-section")
    for file in (index.context_data or {})["sitemaps"]:
        file.location = _FURTHER_BY_QUERY.sub(r"-\1.xml", file.location)
    return index.render()


@public_page
@conditional_page
def section(request: HttpRequest, section: str) -> HttpResponseBase:
    match = _FURTHER.fullmatch(section)
    name, number = (match[1], int(match[2])) if match else (section, 1)
    if name not in ALL_SECTIONS:
        raise Http404
    return views.sitemap(request, {section: ALL_SECTIONS[name](number)}, section).render()


def list_announced(record: Record) -> list[str]:
    """Return the languages of a record of ``RecordAddresses.items``; a list's address has all."""
    if isinstance(record, str):
        return language_codes()
    return [code for code in language_codes() if getattr(record, column("announced", code))]


class Addresses(Sitemap):  # type: ignore[type-arg]  # no parameter at run time
    """Entries of (record, language), each with all languages of the record. number: of the file."""

    limit = LIMIT

    def __init__(self, number: int = 1) -> None:
        self.number = number

    def get_urls(self, page: Any = 1, site: Any = None, protocol: Any = None) -> Any:
        """Return the addresses of this file, whatever the query says."""
        return super().get_urls(self.number, site, protocol)

    def list_records(self) -> Iterable[Any]:
        """Return what ``list_announced`` is asked of, of this file."""
        raise NotImplementedError

    @property
    def paginator(self) -> "Paginator[int]":
        """Tell how many files there are.

        To count which records are announced took ten times as long: a last file may list none.
        """
        return Paginator(range(self.at_most()), self.limit)

    def at_most(self) -> int:
        """Return a bound of how many records all files have."""
        raise NotImplementedError

    def get_latest_lastmod(self) -> None:
        """Leave the time of a whole section out of the index: it took most of a second.

        Each address in the sections has its own.
        """

    def lastmod(self, record: Record) -> datetime | None:
        """Return when what the page shows was last changed."""
        return None

    def _urls(self, page: Any, protocol: str, domain: str) -> list[dict[str, object]]:
        # There is a first file of everything.
        if page > 1:
            self.paginator.validate_number(page)
        base = f"{protocol}://{domain}"
        with override(language_codes()[0]):
            return [
                self._url(base, record, code)
                for record in self.list_records()
                for code in list_announced(record)
            ]

    def _url(self, base: str, record: Record, language: str) -> dict[str, object]:
        path = str(self.location(record)).lstrip("/").partition("/")[2]
        alternates = [(html_lang(code), f"{base}/{code}/{path}") for code in list_announced(record)]
        return {
            "location": f"{base}/{language}/{path}",
            "lastmod": self.lastmod(record),
            "alternates": [
                {"lang_code": tag, "location": location}
                for tag, location in (*alternates, ("x-default", f"{base}/{path}"))
            ],
        }


class ListAddresses(Addresses):
    """The home page and the lists, which are there in every language."""

    def list_records(self) -> Iterable[str]:
        return LISTS

    def at_most(self) -> int:
        return len(LISTS)

    def location(self, record: str) -> str:
        return reverse(record)


class RecordAddresses(Addresses):
    """Records of one model. parts: paths of what else their pages show, and of its owner there."""

    model: type[Any]
    parts: tuple[tuple[type[Any], str], ...] = ()

    @property
    def section(self) -> Any:
        return type(self)

    def list_records(self) -> list[Any]:
        statement = compose_file(self.section, self.limit)
        return list(statement.ask(start=(self.number - 1) * self.limit).read()["records"])

    def items(self) -> "QuerySet[Record]":
        """Return what is announced in any language, with a column for each of them."""
        announced = {column("announced", code): self._announced(code) for code in language_codes()}
        anywhere = Q()
        for name in announced:
            anywhere |= Q(**{name: True})
        # No language is active: a record that hides in one is there in the other.
        with override(None):
            records = self.published().annotate(changed=self._changed(), **announced)
        return records.filter(anywhere).order_by("pk")

    def count(self) -> Rows:
        """Return one row that counts the records, whether announced or not."""
        with override(None):
            return count_once(self.published(), count="pk")

    def published(self) -> "QuerySet[Record]":
        published: QuerySet[Record] = self.model._default_manager.published()
        return published

    def at_most(self) -> int:
        return read_count(compose_count(self.section).ask().read()["counts"])

    def _announced(self, language: str) -> Exists:
        announced = self.model._default_manager.announced(language)
        return Exists(announced.filter(pk=OuterRef("pk")))

    def _changed(self) -> Any:
        told = {related_model(self.model, name) for name in describing_relations(self.model)}
        newest = [
            Subquery(
                part.objects.published()
                .filter(**{path: OuterRef("pk")})
                .order_by("-updated")
                .values("updated")[:1]
            )
            for part, path in self.parts
            if part not in told
        ]
        # A scheduled publication is a change, though nobody saved anything then.
        return Greatest(last_change(self.model), *newest) if newest else last_change(self.model)

    def lastmod(self, record: Any) -> datetime:
        changed: datetime = record.changed
        return changed


@cache
def compose_file(section: Callable[[], RecordAddresses], limit: int) -> PageStatement:
    """Return what asks for the records of one file of a section."""
    return PageStatement(records=lambda: section().items()[START : START + limit])


@cache
def compose_count(section: Callable[[], RecordAddresses]) -> PageStatement:
    """Return what counts the records of a section."""
    return PageStatement(counts=section().count)


class EventAddresses(RecordAddresses):
    model = Event
    parts = tuple((part, owner_lookup(part)) for part in parts_of(Event))


class SessionAddresses(RecordAddresses):
    model = Session

    def published(self) -> "QuerySet[Record]":
        sessions = Session.objects.published().select_related("event")
        told: QuerySet[Record] = sessions.exclude(kind=Session.Kind.BREAK)
        return told


class SeriesAddresses(RecordAddresses):
    model = Series
    parts = ((Event, "series"),)


class PersonAddresses(RecordAddresses):
    model = Person
    parts = ((Appearance, "person"),)


class OrganizationAddresses(RecordAddresses):
    model = Organization
    parts = ((EventOrganization, "organization"),)


class ProductAddresses(RecordAddresses):
    model = KnowledgeProduct
    parts = ((ProductPart, "product"),)


class TopicAddresses(RecordAddresses):
    model = Topic


class PageAddresses(RecordAddresses):
    model = Page


SECTIONS: dict[str, Any] = {
    "lists": ListAddresses,
    "series": SeriesAddresses,
    "events": EventAddresses,
    "sessions": SessionAddresses,
    "people": PersonAddresses,
    "organizations": OrganizationAddresses,
    "knowledge": ProductAddresses,
    "topics": TopicAddresses,
    "pages": PageAddresses,
}


class EventDatasets(EventAddresses):
    """Events: the page of each describes what programs may take of it as a dataset."""


class ProductDatasets(ProductAddresses):
    """Knowledge products that are datasets."""

    def published(self) -> "QuerySet[Record]":
        datasets = KnowledgeProduct.objects.published().filter(kind=KnowledgeProduct.Kind.DATASET)
        listed: QuerySet[Record] = datasets
        return listed


# Pages that stand in another section too, for those who look for datasets alone.
DATASETS: dict[str, Any] = {
    "event-datasets": EventDatasets,
    "product-datasets": ProductDatasets,
}
ALL_SECTIONS: dict[str, Any] = {**SECTIONS, **DATASETS}


def is_large(sections: Iterable[type[Addresses]], size: int) -> bool:
    """Tell whether some sections have more records than that."""
    counted = 0
    for section in sections:
        counted += section().at_most()
        if counted > size:
            return True
    return False


@public_page
def robots(request: HttpRequest) -> HttpResponse:
    closed = [ADMIN, *(search_path(code) for code in language_codes())]
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed), ""]
    maps = [reverse("sitemap"), *(reverse("sitemap-section", args=[name]) for name in DATASETS)]
    lines += [*(f"Sitemap: {request.build_absolute_uri(path)}" for path in maps), ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@public_page
def security_contact(request: HttpRequest) -> HttpResponse:
    """Say where to write about a weakness of the site, as RFC 9116 has it."""
    if not settings.SECURITY_CONTACT:
        raise Http404
    expires = (timezone.now() + SECURITY_CONTACT_LIFE).strftime("%Y-%m-%dT00:00:00Z")
    languages = ", ".join(html_lang(code) for code in language_codes())
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {expires}",
        f"Preferred-Languages: {languages}",
        f"Canonical: {request.build_absolute_uri(request.path)}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


def search_path(language: str) -> str:
    with translation.override(language):
        return reverse("search")
