"""What an archive holds: the whole public site, or one event with whom and what it names."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import override

from forum.core.content import language_codes
from forum.models import Page, Topic
from forum.site.api import endpoints
from forum.site.archive.page_links import is_search
from people.models import Organization
from sessions_app.models import Document, Event, EventOrganization

# Records, with all that they name, that are in memory at once.
AT_ONCE: Final = 20

# What takes longest to make: paths that an archive may leave on the site.
PROCEEDINGS: Final = r".*/proceedings(?:-both)?\.pdf"
# Drawn of what a session's page says, each in a fourteenth of a second.
QUOTE_CARDS: Final = r"/[^/]+/events/[^/]+/[^/]+/[^/]+\.png"

# Querysets of several models.
type Records = Any

# The face of a page belongs where the page does.
_FACE: Final = re.compile(r"^/typefaces/[^/]+(?=/)")


@dataclass(frozen=True, slots=True)
class ArchiveScope:
    """records: kind -> those that the public may see, in any language.

    own: what is in the archive, paths below the language of folders (with their last slash) and of
    files; None: all. without: patterns of the paths that are not.
    """

    records: dict[str, Records]
    own: frozenset[str] | None = None
    without: tuple[str, ...] = ()

    def contains(self, address: str) -> bool:
        """Tell whether an address of the site, without scheme and host, is in the archive."""
        path = address.partition("?")[0]
        if path.startswith((settings.STATIC_URL, settings.MEDIA_URL)):
            return True
        code = path.split("/")[1]
        if code not in language_codes() or is_search(path):
            return False
        if any(re.fullmatch(pattern, path) for pattern in self.without):
            return False
        page = _FACE.sub("", path.removeprefix(f"/{code}"))
        # A page has a hundred links, an event some hundred people.
        return self.own is None or not self.own.isdisjoint(list_above(page))

    def list_starts(self) -> Iterator[str]:
        """Yield the addresses at which the walk begins, all that the search leads to included."""
        if self.own is None:
            yield from (f"/{code}/" for code in language_codes())
        for kind, records in self.records.items():
            # What somebody said stands on the session's page.
            for record in records.iterator(AT_ONCE) if kind != "appearances" else ():
                yield from list_addresses(record)


def list_addresses(record: Any) -> list[str]:
    """Return the addresses of a record's pages, one a language in which it has one.

    What is told of on another record's page, as a break is, has none of its own.
    """
    if not hasattr(record, "get_absolute_url") or "#" in record.get_absolute_url():
        return []
    addresses = []
    for code in record.owner.page_languages:
        with override(code):
            addresses.append(record.get_absolute_url())
    return addresses


def whole_site(without: tuple[str, ...] = ()) -> ArchiveScope:
    """Return the scope of everything that is public."""
    with override(None):
        records = {
            "series": endpoints.all_series(),
            "events": endpoints.all_events(),
            "sessions": endpoints.all_sessions(),
            "appearances": endpoints.all_appearances(),
            "people": endpoints.all_people(),
            "organizations": Organization.objects.published(),
            "products": endpoints.all_products(),
            "topics": Topic.objects.published(),
            "news": Page.objects.published().news(),
            "pages": Page.objects.published().filter(kind=Page.Kind.PAGE),
        }
    return ArchiveScope(order_all(records), without=without)


def order_all(records: dict[str, Records]) -> dict[str, Records]:
    return {kind: queryset.order_by("pk") for kind, queryset in records.items()}


def one_event(event: Event, without: tuple[str, ...] = ()) -> ArchiveScope:
    """Return the scope of a published event with its sub-forums, and all that they name."""
    with override(None):
        events = endpoints.all_events().filter(Q(pk=event.pk) | Q(parent=event))
        sessions = endpoints.all_sessions().filter(event__in=events.values("pk"))
        appearances = endpoints.all_appearances().filter(session__in=sessions.values("pk"))
        products = endpoints.all_products().filter(launched_in__in=sessions.values("pk"))
        people = endpoints.all_people().filter(pk__in=appearances.values("person"))
        roles = EventOrganization.objects.published().filter(event__in=events.values("pk"))
        organizations = Organization.objects.published().filter(
            Q(pk__in=roles.values("organization")) | Q(pk__in=appearances.values("organization"))
        )
        documents = Document.objects.published().filter(event__in=events.values("pk"))
    records = order_all(
        {
            "events": events,
            "sessions": sessions,
            "appearances": appearances,
            "people": people,
            "organizations": organizations,
            "products": products,
        }
    )
    # Every page shows the site's own picture to those who share it.
    files = (f"/documents/{document.pk}/" for document in documents)
    return ArchiveScope(records, frozenset(("/share.png", *list_paths(records), *files)), without)


def list_above(path: str) -> list[str]:
    """Return a path, and the folders above it: /events/ports/a.png, /events/ports/, /events/, /."""
    return [path, *(path[: slash.end()] for slash in re.finditer("/", path))]


def list_paths(records: dict[str, Records]) -> Iterator[str]:
    """Yield the paths below the language at which the records have their pages."""
    with override(language_codes()[0]):
        home = reverse("home")
        for kind in ("events", "people", "organizations", "products"):
            for record in records[kind]:
                yield "/" + record.get_absolute_url().removeprefix(home)
