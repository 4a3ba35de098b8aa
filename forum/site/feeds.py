"""Atom feeds."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, Final

from django.contrib.syndication.views import Feed
from django.db.models import F
from django.db.models.functions import Greatest
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language, gettext
from django.views.decorators.http import conditional_page

from forum.core.columns import column
from forum.core.control_characters import printable
from forum.core.dates import days
from forum.core.translated import html_lang, translated
from forum.delivery.statements import SLUG, PageStatement
from forum.exports.permanent_ids import stable_uuid
from forum.localization.text_marks import list_reservations
from forum.models import Page, SiteSettings
from forum.site.record_lookup import find_published, public_page
from sessions_app.models import Event, Series

NEWEST = 30
_NEVER: Final = datetime.fromtimestamp(0, UTC)


def take_newest(records: Any) -> Any:
    """Return the records that have been public in the active language for the shortest time."""
    # The moment of creation identifies them, and no page reads it.
    identified = records.annotate(created_at=F("created"))
    return identified.order_by(f"-{column('published_at', active_language())}", "slug")[:NEWEST]


def list_events() -> Any:
    return Event.objects.announced(active_language()).with_last_change()


def list_news() -> Any:
    changed = Greatest("updated", column("published_at", active_language()))
    return Page.objects.announced(active_language()).news().annotate(changed_at=changed)


def active_language() -> str:
    return get_language() or ""


OF_ALL: Final = PageStatement(events=lambda: take_newest(list_events()))
OF_SERIES: Final = PageStatement(events=lambda: take_newest(list_events().of_series(SLUG)))
OF_NEWS: Final = PageStatement(pages=lambda: take_newest(list_news()))


@public_page
@conditional_page
def feed(request: HttpRequest) -> HttpResponse:
    return drop_last_modified(EventFeed()(request))


@public_page
@conditional_page
def news_feed(request: HttpRequest) -> HttpResponse:
    return drop_last_modified(NewsFeed()(request))


@public_page
@conditional_page
def series_feed(request: HttpRequest, slug: str) -> HttpResponse:
    series = find_published(Series.objects.published(), slug)
    return drop_last_modified(EventFeed()(request, series))


def drop_last_modified(response: HttpResponse) -> HttpResponse:
    """Let the content alone tell whether a feed has changed: a record that goes leaves an older
    date behind, and a reader that asks by date would keep it.
    """
    del response.headers["Last-Modified"]
    return response


class SteadyFeed(Atom1Feed):
    """A feed that says the same each time it is made, also where it has no entry."""

    def latest_post_date(self) -> datetime:
        """Return the moment of the latest entry; not that of the answer where there is none."""
        return super().latest_post_date() if self.items else _NEVER


class RecordFeed(Feed):  # type: ignore[type-arg]  # no parameter at run time
    """Entries are records that are announced in the language, so no entry's text is a fallback.

    text_field: the rich text that an entry carries whole.
    """

    feed_type = SteadyFeed
    text_field: str

    def get_object(self, request: HttpRequest, *args: object, **kwargs: object) -> Any:
        self.site: Any = SiteSettings.current()
        self.code = active_language()
        self.language = html_lang(self.code)
        return args[0] if args else None

    def author_name(self) -> str:
        return self._site_text("organizer") or self.site_name()

    def site_name(self) -> str:
        return self._site_text("site_name") or gettext("Forum Record")

    def _site_text(self, field: str) -> str:
        return printable(translated(self.site, field).value)

    def item_title(self, item: Any) -> str:
        return printable(translated(item, "title").value)

    def item_description(self, item: Any) -> str:
        """Return an entry's text, behind what a reader must know of it."""
        standing = str(item.get_standing_display()) if isinstance(item, Event) else ""
        marks = filter(None, [standing, *list_reservations(item, self.code)])
        opening = format_html_join("", "<p><em>{}</em></p>", ((words,) for words in marks))
        return opening + printable(translated(item, self.text_field).value)

    def item_guid(self, item: Any) -> str:
        item.created = item.created_at
        return stable_uuid(item, self.code).urn

    def item_pubdate(self, item: object) -> datetime:
        published: datetime = getattr(item, column("published_at", self.code))
        return published

    def item_updateddate(self, item: Any) -> datetime:
        # A scheduled publication is a change, though nobody saved anything then.
        changed: datetime = item.changed_at
        return max(changed, self.item_pubdate(item))


class EventFeed(RecordFeed):
    """The newest records of events: of all, or of those of one series."""

    text_field = "introduction"

    def title(self, series: Series | None) -> str:
        subject = printable(translated(series, "name").value) if series else gettext("Events")
        return f"{subject} · {self.site_name()}"

    def link(self, series: Series | None) -> str:
        return series.get_absolute_url() if series else reverse("events")

    def feed_guid(self, series: Series | None) -> str | None:
        return stable_uuid(series, self.code).urn if series else None

    def items(self, series: Series | None) -> Iterable[Event]:
        answer = OF_SERIES.ask(series.slug) if series else OF_ALL.ask()
        events: list[Event] = answer.read()["events"]
        return events

    def item_description(self, item: Event) -> str:
        """Return when and where an event was, then its text: an entry's dates are the site's."""
        city = translated(item, "city")
        held = str(days(item.starts_on, item.ends_on)) if item.starts_on else ""
        facts = " · ".join(filter(None, (held, "" if city.is_fallback else printable(city.value))))
        opening = format_html("<p>{}</p>", facts) if facts else ""
        return opening + super().item_description(item)


class NewsFeed(RecordFeed):
    """The newest news."""

    text_field = "body"

    def title(self) -> str:
        return f"{gettext('News')} · {self.site_name()}"

    def link(self) -> str:
        return reverse("news")

    def items(self) -> Iterable[Page]:
        pages: list[Page] = OF_NEWS.ask().read()["pages"]
        return pages
