"""The site's own pages and its news as data."""

from itertools import chain
from typing import Final

from django.http import HttpRequest
from django.utils.translation import gettext

from forum.delivery.frame import FRAME, build_frame, build_list_frame, read_frame
from forum.delivery.lists import describe_pages, find_start, make_page, page_slice
from forum.delivery.page_texts import PageTexts, plain_text
from forum.delivery.pictures import photo
from forum.delivery.record_fragments import Data, address_of, describe_figure
from forum.delivery.related_rows import describe_joined
from forum.delivery.statements import (
    SLUG,
    PageAnswer,
    PageStatement,
    Querysets,
    Records,
    count_once,
    read_count,
)
from forum.delivery.time_markup import days
from forum.models import KnowledgeProduct, Page
from forum.models.pages import PageQuerySet
from people.models import Organization, Person
from sessions_app.models import Event, Photo


def list_news() -> PageQuerySet:
    return Page.objects.published().news()


def list_older() -> PageQuerySet:
    return list_news().older_than(SLUG)[:1]


def list_newer() -> PageQuerySet:
    return list_news().newer_than(SLUG)[:1]


# What a piece of news tells of, by the name of its relation.
SUBJECTS: Final[Querysets] = {
    "subject_events": lambda: (
        Event.objects.published().filter(news__slug=SLUG).with_cover().latest_first()
    ),
    "subject_people": lambda: Person.objects.published().filter(news__slug=SLUG).order_by("slug"),
    "subject_organizations": lambda: (
        Organization.objects.published().filter(news__slug=SLUG).order_by("slug")
    ),
    "subject_products": lambda: (
        KnowledgeProduct.objects.published().filter(news__slug=SLUG).latest_first()
    ),
    "subject_photos": lambda: (
        Photo.objects.published()
        .filter(event__news__slug=SLUG)
        .order_by("-event__starts_on", "position", "pk")[:1]
    ),
}

NEWS_STATEMENT: Final = PageStatement(
    news=lambda: list_news()[page_slice()],
    count=lambda: count_once(list_news(), count="pk"),
    **FRAME,
)
NEWS_ITEM_STATEMENT: Final = PageStatement(
    pages=lambda: list_news().filter(slug=SLUG),
    older=list_older,
    newer=list_newer,
    **SUBJECTS,
    **FRAME,
)
PAGE_STATEMENT: Final = PageStatement(
    pages=lambda: Page.objects.published().filter(kind=Page.Kind.PAGE, slug=SLUG), **FRAME
)


def ask_for_news(request: HttpRequest) -> PageAnswer:
    """Return the rows of the page of the list of news that an address asks for."""
    return NEWS_STATEMENT.ask(start=find_start(request))


def build_news_list(records: Records, request: HttpRequest) -> Data:
    """Return what a page of the list of news shows. records: of ``NEWS_STATEMENT``."""
    texts = PageTexts()
    page = make_page(request, records["news"], read_count(records["count"]))
    content = {
        "news": [
            {**describe_link_to(news_item, texts), "excerpt": texts.show_excerpt(news_item, "body")}
            for news_item in page
        ],
        "pages": describe_pages(request, page),
    }
    return {**build_list_frame(request, records, texts, gettext("News")), **content}


def describe_link_to(page: Page, texts: PageTexts) -> Data:
    return {
        "days": days(page.published_at) if page.published_at else "",
        "href": address_of(page),
        "title": texts.show(page, "title"),
    }


def build_own_page(records: Records, request: HttpRequest) -> Data | None:
    """Return what a page of the site, or a piece of news, shows; None where there is none.

    records: of ``PAGE_STATEMENT`` or ``NEWS_ITEM_STATEMENT``.
    """
    if not records["pages"]:
        return None
    [page] = records["pages"]
    texts = PageTexts()
    content = {
        "page": {**describe_link_to(page, texts), "body": texts.show_prose(page, "body")},
        **{
            name: describe_link_to(records[name][0], texts) if records.get(name) else None
            for name in ("older", "newer")
        },
        "picture": describe_picture(records, texts),
        "subjects": [
            describe_joined(record, texts)
            for name in SUBJECTS
            if name != "subject_photos"
            for record in records.get(name, ())
        ],
    }
    context = {"subject": page, **read_frame(records)}
    return {
        **build_frame(request, context),
        "title": plain_text(page, "title"),
        "honest": texts.say_honestly(),
        **content,
    }


def describe_picture(records: Records, texts: PageTexts) -> Data | None:
    """Return a cover of what a piece of news tells of, else a photo of it."""
    # A cover may show somebody who refused it since.
    events = (event for event in records.get("subject_events", ()) if event.public_cover)
    products = (product for product in records.get("subject_products", ()) if product.cover)
    covered = next(chain(events, products), None)
    sizes = "(min-width: 60rem) 42rem, 100vw"
    if covered:
        picture = photo(covered, "cover", "cover_alt", sizes=sizes, lazy=False, priority=True)
        return {"large": "", "picture": picture, "caption": None, "credit": None, "guests": []}
    photos = records.get("subject_photos", ())
    return describe_figure(photos[0], photos[0], sizes, texts) if photos else None
