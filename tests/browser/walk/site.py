"""Every kind of page of the sample site, and how the tests visit them."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import StringIO
from itertools import cycle
from pathlib import Path
from typing import Any

from django.core.management import call_command
from playwright.sync_api import Browser, BrowserContext, Page, Route

from forum.demo import sample_documents
from forum.demo.extras import apply_extras
from forum.models import KnowledgeProduct, Topic
from forum.models import Page as SitePage
from forum.site import static_error_pages
from people.models import Organization, Person
from sessions_app.models import Event, Series, Session
from tests.support import factories as make
from tests.support.images import png
from tests.support.pages import LANGUAGES

type Window = tuple[int, int]

PHONE: Window = (390, 844)
DESK: Window = (1440, 900)
STANDALONE = (403, 500, 503)
ALONE = "**/standalone/*/"


def fill() -> None:
    """Import the sample records, and give one of them the pictures that the demo has not."""
    with tempfile.TemporaryDirectory() as name:
        for path in sample_documents.sample_documents(Path(name)):
            call_command(
                "import_record", str(path), publish=True, despite_doubts=True, stdout=StringIO()
            )
    apply_extras()
    event = Event.objects.get(slug__startswith="2024-digital")
    event.cover, event.cover_alt_en, event.cover_alt_zh_hans = png(400, 200), "A hall", "会场"
    event.save()
    for number in range(2):
        make.make_photo(event, position=number, caption_en="The hall", caption_zh_hans="会场")
    for person in Person.objects.filter(appearances__session__event=event).distinct()[:3]:
        person.portrait, person.portrait_alt_en = png(120, 150), "A portrait"
        person.save()


def paths() -> dict[str, str]:
    """Return kind of page -> path below the language; several of a kind where they differ much."""
    parks = Event.objects.published().get(slug__startswith="2023-promoting")
    ports = Event.objects.published().get(slug__startswith="2024-digital")
    last = Session.objects.published().filter(event=parks).latest("position").slug
    products = KnowledgeProduct.objects.published().order_by("slug")
    series = Series.objects.published().earliest("slug")
    news = SitePage.objects.published("en").filter(kind="news").earliest("slug")
    topic = Topic.objects.published().earliest("slug")
    person = Person.objects.published().get(name_zh_hans="王受文")
    hall = Organization.objects.published().get(name_zh_hans="联合国工业发展组织")
    return {
        "home": "",
        "events": "events/",
        "events filtered": "events/?year=2023",
        "events none": "events/?year=1999",
        "series": f"series/{series.slug}/",
        "event": f"events/{parks.slug}/",
        "event with times": f"events/{ports.slug}/",
        "event overview": f"events/{ports.slug}/overview/",
        "series overview": f"series/{series.slug}/overview/",
        "session": f"events/{parks.slug}/{last}/",
        "event parallel": f"events/{parks.slug}/parallel/",
        "session parallel": f"events/{parks.slug}/{last}/parallel/",
        "people": "people/",
        "person": f"people/{person.slug}/",
        "organizations": "organizations/",
        "organization": f"organizations/{hall.slug}/",
        "knowledge": "knowledge/",
        **{
            f"product {number}": f"knowledge/{product.slug}/"
            for number, product in enumerate(products[:2])
        },
        "topics": "topics/",
        "topic": f"topics/{topic.slug}/",
        "news": "news/",
        "news item": f"news/{news.slug}/",
        "page": "pages/about/",
        "search": "search/",
        "search found": "search/?q=园区",
        "search none": "search/?q=zzzz",
        "styleguide": "styleguide/",
        "404": "nothing/",
        "400": "?q=%00",
        **{f"{status}": f"standalone/{status}/" for status in STANDALONE},
    }


@dataclass(frozen=True, slots=True)
class Site:
    """A served site. pages: kind of page -> path below the language."""

    url: str
    browser: Browser
    pages: dict[str, str]
    # What outlives a test; and of it the context for each choice of options.
    lasting: list[BrowserContext]
    contexts: dict[tuple[tuple[str, Any], ...], BrowserContext] = field(default_factory=dict)

    def names(self) -> list[str]:
        """Return every page in every language: "zh-hans event"."""
        return [f"{language} {kind}" for language in LANGUAGES for kind in self.pages]

    def names_in_turn(self) -> list[str]:
        """Return every kind of page once, in one language after the other."""
        return [f"{language} {kind}" for language, kind in zip(cycle(LANGUAGES), self.pages)]

    def path(self, name: str) -> str:
        """Return the path of a page of ``names``."""
        language, _, kind = name.partition(" ")
        return f"/{language}/{self.pages[kind]}"

    def open(self, page: Page, name: str) -> None:
        """Go to a page of ``names``."""
        kind = name.partition(" ")[2]
        # Where answers are made here, the browser fetches every file of every page anew.
        if is_made_here := kind.isdecimal() and int(kind) in STANDALONE:
            page.route(ALONE, stand_alone)
        page.goto(f"{self.url}{self.path(name)}")
        if is_made_here:
            page.unroute(ALONE)

    @contextmanager
    def page(self, window: Window = DESK, **options: Any) -> Iterator[Page]:
        """Open a window of a size in CSS pixels; the files of earlier ones are there again."""
        key = tuple(sorted(options.items()))
        if key not in self.contexts:
            self.contexts[key] = self.browser.new_context(**options)
            self.lasting.append(self.contexts[key])
        with self.contexts[key].new_page() as page:
            page.set_viewport_size({"width": window[0], "height": window[1]})
            yield page


def stand_alone(route: Route) -> None:
    """Answer with the page that the web server shows while the site cannot."""
    language, _, status = route.request.url.split("/")[3:6]
    route.fulfill(
        content_type="text/html", body=static_error_pages.read_page(int(status), language)
    )
