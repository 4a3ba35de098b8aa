"""What the tests of pages share: every public address, and a page's outline."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import time
from html.parser import HTMLParser
from typing import Any

import pytest
from django.conf import settings
from django.core.signals import request_finished
from django.db import close_old_connections
from django.test import Client
from django.urls import URLPattern, get_resolver

from forum.delivery import lists
from forum.delivery.statements import PageStatement
from forum.models.list_pages import LISTS
from tests.support import factories as make

LANGUAGES = [code for code, _name in settings.LANGUAGES]


def public_patterns() -> Iterator[URLPattern]:
    """Yield every route that has a language in its path."""
    for resolver in get_resolver().url_patterns:
        if type(resolver.pattern).__name__ == "LocalePrefixPattern":
            # The styleguide is there for development only.
            yield from (
                pattern for pattern in resolver.url_patterns if pattern.name != "styleguide"
            )


def shorten_lists(monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    """Let lists have pages of some entries; statements are composed for that, and forgotten."""
    compose = PageStatement._composed_in

    def compose_anew(statement: PageStatement, *languages: str) -> Any:
        composed, statement.composed = statement.composed, {}
        try:
            return compose(statement, *languages)
        finally:
            statement.composed = composed

    monkeypatch.setattr(lists, "PER_PAGE", size)
    monkeypatch.setattr(PageStatement, "_composed_in", compose_anew)


def one_of_each() -> dict[str, str]:
    """Make a record for every page; return route name -> path below the language."""
    series = make.make_series(slug="coast")
    event = make.make_event(slug="ports", series=series, accent="#1f4e79")
    session = make.make_session(event, slug="opening", start=time(9), end=time(10))
    person = make.make_person(slug="lin-lan")
    organization = make.make_organization(slug="institute")
    make.make_role(event, organization)
    appearance = make.make_appearance(
        session,
        person,
        organization=organization,
        remarks_zh_hans="<p>港口很好。</p>",
        remarks_en="<p>Ports are good.</p>",
        photo=make.make_photo(event),
    )
    make.make_photo(event)
    document = make.make_document(event)
    product = make.make_product(
        slug="course", launched_in=session, file=make_file("course.pdf", b"%PDF-1.4")
    )
    product.launched_by.add(appearance)
    topic = make.make_topic(slug="ports")
    topic.events.add(event)
    topic.sessions.add(session)
    topic.appearances.add(appearance)
    topic.products.add(product)
    make.make_page(slug="about", menu_position=1)
    make.make_page(slug="opened", kind="news")
    return {
        "home": "",
        **{route: f"{route}/" for route in LISTS if route != "home"},
        "feed": "feed.xml",
        "site-share": "share.png",
        "series": "series/coast/",
        "series-overview": "series/coast/overview/",
        "event-overview": "events/ports/overview/",
        "series-feed": "series/coast/feed.xml",
        "event": "events/ports/",
        "agenda": "events/ports/agenda.ics",
        "schedule-xml": "events/ports/schedule.xml",
        "schedule-json": "events/ports/schedule.json",
        "event-citation": "events/ports/cite.ris",
        "session-citation": "events/ports/opening/cite.bib",
        "remarks-citation": "events/ports/opening/lin-lan.ris",
        "person-citation": "people/lin-lan/cite.json",
        "product-citation": "knowledge/course/cite.ris",
        "person-calendar": "people/lin-lan/events.ics",
        "series-calendar": "series/coast/events.ics",
        "share": "events/ports/share.png",
        "quote-card": "events/ports/opening/lin-lan.png",
        "qr": "events/ports/qr.svg",
        "event-word": "events/ports/record.docx",
        "event-proceedings": "events/ports/proceedings.pdf",
        "event-proceedings-both": "events/ports/proceedings-both.pdf",
        "session-calendar": "events/ports/opening/session.ics",
        "session-proceedings": "events/ports/opening/proceedings.pdf",
        "event-parallel": "events/ports/parallel/",
        "accent": "events/ports/accent.css",
        "session": "events/ports/opening/",
        "session-qr": "events/ports/opening/qr.svg",
        "session-parallel": "events/ports/opening/parallel/",
        "person": "people/lin-lan/",
        "session-share": "events/ports/opening/card/share.png",
        **{f"{name}-qr": f"{path}qr.svg" for name, path in OTHER_RECORDS.items()},
        **{f"{name}-share": f"{path}square.png" for name, path in OTHER_RECORDS.items()},
        "organization": "organizations/institute/",
        "api-docs": "api/",
        "search": "search/",
        "search-suggestions": "search/suggestions.json",
        "product": "knowledge/course/",
        "product-file": f"knowledge/course/{product.file_name}",
        "topic": "topics/ports/",
        "page": "pages/about/",
        "news-feed": "news/feed.xml",
        "news-item": "news/opened/",
        "typeface-style": "typefaces/0123456789abcdef-3/events/ports/style.css",
        "typeface": "typefaces/0123456789abcdef-3/events/ports/face.woff2",
        "document": f"documents/{document.pk}/{document.name}",
    }


# Records besides events and sessions, by the names of their routes.
OTHER_RECORDS = {
    "series": "series/coast/",
    "person": "people/lin-lan/",
    "organization": "organizations/institute/",
    "product": "knowledge/course/",
    "topic": "topics/ports/",
    "page": "pages/about/",
}
FILES = (
    "product-file", "document", "qr", "session-qr", "agenda", "share", "site-share",
    "session-share", "quote-card", "remarks-citation",
    *(f"{name}-{kind}" for name in OTHER_RECORDS for kind in ("qr", "share")),
    "feed", "news-feed", "series-feed", "accent", "event-proceedings", "event-proceedings-both",
    "session-proceedings", "schedule-xml", "schedule-json", "event-citation", "session-citation",
    "person-citation", "product-citation", "person-calendar", "series-calendar", "event-word",
    "session-calendar",
    "typeface-style", "typeface", "search-suggestions",
)  # fmt: skip


def make_file(name: str, content: bytes) -> Any:
    from django.core.files.base import ContentFile

    return ContentFile(content, name=name)


def answer(client: Client, path: str, method: str = "get", **options: Any) -> Any:
    """Return the response to a request, a file's closed."""
    response = getattr(client, method)(path, **options)
    # It would close the connection in the midst of the test's transaction.
    request_finished.disconnect(close_old_connections)
    response.close()
    request_finished.connect(close_old_connections)
    return response


def get(client: Client, path: str) -> str:
    """Return a page's HTML; the page must be there."""
    response = client.get(path)
    assert response.status_code == 200, (path, response.status_code)
    return response.content.decode()


@dataclass
class Element:
    """An element with its text, all that stands in it included."""

    tag: str
    attributes: dict[str, str]
    text: str = ""

    def __getitem__(self, name: str) -> str:
        return self.attributes.get(name, "")


VOID = {"meta", "link", "img", "br", "input", "hr", "wbr", "source"}


@dataclass
class Outline(HTMLParser):
    """A page's elements in their order."""

    html: str
    elements: list[Element] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self._open: list[Element] = []
        self.feed(self.html)
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self._open, f"</{tag}> closes nothing"
        opened = self._open.pop()
        assert opened.tag == tag, f"</{tag}> closes <{opened.tag} {opened.attributes}>"

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.text += data

    def all(self, tag: str, **attributes: str) -> list[Element]:
        """Return the elements of a tag with some attributes; class_ is a word of the class."""
        word = attributes.pop("class_", "")
        return [
            element
            for element in self.elements
            if element.tag == tag
            and (not word or word in element["class"].split())
            and all(element[name] == value for name, value in attributes.items())
        ]

    def links(self) -> list[str]:
        """Return where the page's links lead."""
        return [element["href"] for element in self.all("a")]

    def ids(self) -> list[str]:
        """Return every id in its order."""
        return [element["id"] for element in self.elements if element["id"]]

    def levels(self) -> list[int]:
        """Return the levels of the headings in their order."""
        return [
            int(element.tag[1])
            for element in self.elements
            if element.tag in ("h1", "h2", "h3", "h4")
        ]


def page(client: Client, path: str) -> Outline:
    """Return the outline of a page that must be there."""
    return Outline(get(client, path))


def texts(outline: Outline, tag: str, class_: str = "") -> list[str]:
    """Return the words of a page's elements, spaces folded."""
    return [" ".join(element.text.split()) for element in outline.all(tag, class_=class_)]
