"""Pages of a site that has no records, and addresses that no record has."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from forum.core.content import validate_slug
from sessions_app.models import RESERVED_SESSION_SLUGS
from tests.support import factories as make
from tests.support.pages import LANGUAGES, Outline, get, public_patterns

pytestmark = pytest.mark.django_db

LISTS = ["", "events/", "people/", "organizations/", "knowledge/"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", LISTS)
def test_an_empty_site_has_its_pages(client: Client, path: str, language: str) -> None:
    outline = Outline(get(client, f"/{language}/{path}"))
    assert len(outline.all("p", class_="empty")) == 1


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "path", ["nothing/", "events/none/", "events/none/none/", "people/none/", "organizations/none/",
             "knowledge/none/", "pages/none/", "news/none/", "series/none/", "documents/1/none.pdf",
             "events/?page=2", "events/?page=none", "knowledge/none/none.pdf"],
)  # fmt: skip
def test_what_is_not_there_is_not_found_in_the_page_s_language(
    client: Client, path: str, language: str
) -> None:
    response = client.get(f"/{language}/{path}")
    outline = Outline(response.content.decode())
    tag = {"zh-hans": "zh-Hans", "en": "en"}[language]
    found = (
        response.status_code,
        outline.all("html")[0]["lang"],
        outline.all("link", rel="canonical"),
    )
    assert found == (404, tag, [])


def test_a_page_of_the_other_kind_is_not_found(client: Client) -> None:
    make.make_page(slug="about")
    make.make_page(slug="opened", kind="news")
    statuses = [client.get(path).status_code for path in ("/en/news/about/", "/en/pages/opened/")]
    assert statuses == [404, 404]


def test_no_session_may_take_the_address_of_a_page() -> None:
    taken = []
    for pattern in public_patterns():
        route = str(pattern.pattern)
        last = route.removeprefix("events/<slug:slug>/").strip("/")
        if route.startswith("events/<slug:slug>/") and last and "<" not in last:
            taken.append(last)
    for word in (*taken, "agenda.ics", "schedule.xml", "schedule.json"):
        if word not in RESERVED_SESSION_SLUGS:
            with pytest.raises(ValidationError):
                validate_slug(word)


@pytest.mark.parametrize("slug", RESERVED_SESSION_SLUGS)
def test_a_reserved_slug_is_refused(slug: str) -> None:
    session = make.make_session()
    session.slug = slug
    with pytest.raises(ValidationError, match="is the address of another page"):
        session.full_clean()
