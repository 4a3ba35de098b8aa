"""The sitemap: every address that is announced in a language, with its other languages."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.core.paginator import Page as PaginatorPage
from django.core.paginator import Paginator
from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Greatest
from django.urls import reverse
from django.utils.translation import override

from forum.base.content import column, language_codes
from forum.base.translated import html_lang
from forum.models import KnowledgeProduct, Page, ProductPart
from people.models import Organization, Person
from sessions_app.models import Appearance, Event, EventOrganization, Series, Session

# Records of one file; each stands there once a language, far below the protocol's 50,000 addresses.
LIMIT = 5000
LISTS = ("home", "events", "people", "organizations", "knowledge", "news")


class ByLanguage(Paginator):  # type: ignore[type-arg]
    """Pages of records, on which each stands once for every language that announces it."""

    def _get_page(self, records: Any, number: int, paginator: Any) -> "PaginatorPage[Any]":
        entries = [(record, code) for record in records for code in announced_in(record)]
        return PaginatorPage(entries, number, paginator)


def announced_in(record: Any) -> list[str]:
    """Return the languages of a record of ``Records.items``; a list's address has all."""
    if isinstance(record, str):
        return language_codes()
    return [code for code in language_codes() if getattr(record, column("announced", code))]


class Addresses(Sitemap):  # type: ignore[type-arg]
    """Entries of (record, language), each with all languages of the record."""

    limit = LIMIT

    def items(self) -> Any:
        """Return what ``announced_in`` is asked of."""
        raise NotImplementedError

    @property
    def paginator(self) -> ByLanguage:
        return ByLanguage(self.items(), self.limit)

    def lastmod(self, record: Any) -> datetime | None:
        """Return when what the page shows was last changed."""
        return None

    def _urls(self, page: Any, protocol: str, domain: str) -> list[dict[str, Any]]:
        base = f"{protocol}://{domain}"
        with override(language_codes()[0]):
            entries = self.paginator.page(page).object_list
            return [self._url(base, record, code) for record, code in entries]

    def _url(self, base: str, record: Any, language: str) -> dict[str, Any]:
        path = str(self.location(record)).lstrip("/").partition("/")[2]
        alternates = [(html_lang(code), f"{base}/{code}/{path}") for code in announced_in(record)]
        return {
            "location": f"{base}/{language}/{path}",
            "lastmod": self.lastmod(record),
            "alternates": [
                {"lang_code": tag, "location": location}
                for tag, location in (*alternates, ("x-default", f"{base}/{path}"))
            ],
        }


class Lists(Addresses):
    """The home page and the lists, which are there in every language."""

    def items(self) -> list[str]:
        return list(LISTS)

    def location(self, record: str) -> str:
        return reverse(record)

    def get_latest_lastmod(self) -> None:
        return None


class Records(Addresses):
    """Records of one model. parts: paths of what else their pages show, and of its owner there."""

    model: type[Any]
    parts: tuple[tuple[type[Any], str], ...] = ()

    def items(self) -> "QuerySet[Any]":
        """Return what is announced in any language, with a column for each of them."""
        shown = {column("announced", code): self._announced(code) for code in language_codes()}
        anywhere = Q()
        for name in shown:
            anywhere |= Q(**{name: True})
        # No language is active: a record that hides in one is there in the other.
        with override(None):
            records = self.published().annotate(changed=self._changed(), **shown)
        found: QuerySet[Any] = records.filter(anywhere).order_by("pk")
        return found

    def published(self) -> "QuerySet[Any]":
        published: QuerySet[Any] = self.model._default_manager.published()
        return published

    def _announced(self, language: str) -> Exists:
        announced = self.model._default_manager.announced(language)
        return Exists(announced.filter(pk=OuterRef("pk")))

    def _changed(self) -> Any:
        newest = [
            Subquery(
                part.objects.published()
                .filter(**{path: OuterRef("pk")})
                .order_by("-updated")
                .values("updated")[:1]
            )
            for part, path in self.parts
        ]
        # A scheduled publication is a change, though nobody saved anything then.
        return Greatest("updated", "published_at", *newest)

    def lastmod(self, record: Any) -> datetime:
        changed: datetime = record.changed
        return changed

    def get_latest_lastmod(self) -> datetime | None:
        latest: datetime | None = self.items().aggregate(latest=Max("changed"))["latest"]
        return latest


class Events(Records):
    model = Event
    parts = tuple((part, part.owner_path) for part in Event.parts())


class Sessions(Records):
    model = Session
    parts = ((Appearance, "session"),)

    def published(self) -> "QuerySet[Any]":
        sessions: Any = Session.objects.published().select_related("event")
        dated: QuerySet[Any] = sessions.annotate(published_at=F("event__published_at"))
        return dated


class SeriesPages(Records):
    model = Series
    parts = ((Event, "series"),)


class People(Records):
    model = Person
    parts = ((Appearance, "person"),)


class Organizations(Records):
    model = Organization
    parts = ((EventOrganization, "organization"),)


class Products(Records):
    model = KnowledgeProduct
    parts = ((ProductPart, "product"),)


class Pages(Records):
    model = Page


SECTIONS: dict[str, Any] = {
    "lists": Lists,
    "series": SeriesPages,
    "events": Events,
    "sessions": Sessions,
    "people": People,
    "organizations": Organizations,
    "knowledge": Products,
    "pages": Pages,
}


def size(sections: Iterable[type[Addresses]]) -> int:
    """Return how many records some sections have; each has an address a language at most."""
    return sum(section().paginator.count for section in sections)
