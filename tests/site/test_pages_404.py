"""The page that is not there helps to find."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client

from forum.site import similar_pages
from forum.site.similar_pages import compose_candidates, list_candidates, read_path_slugs
from sessions_app.models import Event
from tests.support import factories as make
from tests.support.pages import LANGUAGES, Outline

pytestmark = pytest.mark.django_db


def missing(client: Client, path: str) -> Outline:
    response = client.get(path)
    assert response.status_code == 404
    return Outline(response.content.decode())


def suggested(client: Client, path: str) -> list[tuple[str, str]]:
    outline = missing(client, path)
    inside = outline.all("p", class_="suggestion")
    hrefs = {element["href"]: element.text for element in outline.all("a")}
    return [(href, text) for href, text in hrefs.items() for one in inside if text in one.text]


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_offers_the_search_and_the_directories(client: Client, language: str) -> None:
    outline = missing(client, f"/{language}/nothing/")
    [form] = outline.all("form", class_="find")
    assert (form["action"], form["method"]) == (f"/{language}/search/", "get")
    ways = ("", "events/", "people/", "organizations/", "knowledge/")
    assert [way for way in ways if f"/{language}/{way}" not in outline.links()] == []


@pytest.mark.parametrize(
    "path",
    [
        "events/2023-industrail-parks/",
        "events/2023-industrial-park/",
        "events/2023-industrial/",
        "events/2023_Industrial_Parks.html",
        "events/2023-industrial-parks/no-such-session/",
        "people/2023-industrial-parks/",
        "2023-industrial-parks/",
    ],
)
def test_a_similar_address_is_suggested(client: Client, path: str) -> None:
    make.make_event(slug="2023-industrial-parks", title_en="Parks of the Future")
    make.make_event(slug="2023-digital-ports", title_en="Ports")
    assert suggested(client, f"/en/{path}") == [
        ("/en/events/2023-industrial-parks/", "Parks of the Future")
    ]


def test_no_more_parts_of_a_path_are_compared_than_an_address_has() -> None:
    path = "/en/" + "/".join(f"ports-{number}" for number in range(2_000))
    assert list(read_path_slugs(path)) == ["ports-1997", "ports-1998", "ports-1999"]


def test_a_topic_with_a_similar_address_is_suggested(client: Client) -> None:
    make.make_topic(slug="shore-power", name_en="Shore power")
    assert suggested(client, "/en/topics/shore-pover/") == [
        ("/en/topics/shore-power/", "Shore power")
    ]


@pytest.mark.parametrize(
    "path", ["events/2024-other/", "x/", "people/wang/", "events/%F0%9F%8E%89/"]
)
def test_nothing_is_suggested_that_is_not_like_it(client: Client, path: str) -> None:
    make.make_event(slug="2023-industrial-parks")
    assert suggested(client, f"/en/{path}") == []


def test_a_draft_is_never_suggested(client: Client) -> None:
    make.make_event(slug="industrial-parks", status="draft")
    assert suggested(client, "/en/events/industrial-parks/") == []


def test_a_record_hidden_in_one_language_is_suggested_in_the_other(client: Client) -> None:
    make.make_event(
        slug="industrial-parks",
        title_zh_hans="园区",
        ready_languages=["zh-hans"],
        when_not_ready=Event.WhenNotReady.HIDE,
    )
    outline = missing(client, "/en/events/industrial-parks/")
    [link] = [element for element in outline.all("a", hreflang="zh-Hans") if element.text == "园区"]
    assert (link["href"], link["lang"]) == ("/zh-hans/events/industrial-parks/", "zh-Hans")


def test_every_kind_of_record_is_suggested(client: Client) -> None:
    make.make_series(slug="coast-forum")
    make.make_person(slug="wang-shouwen")
    make.make_organization(slug="harbour-institute")
    make.make_product(slug="port-course")
    make.make_page(slug="about-us")
    make.make_page(slug="site-opened", kind="news")
    expected = {
        "series/coast-forums/": "/en/series/coast-forum/",
        "people/wang-shuowen/": "/en/people/wang-shouwen/",
        "organizations/harbor-institute/": "/en/organizations/harbour-institute/",
        "knowledge/port-courses/": "/en/knowledge/port-course/",
        "pages/about-uss/": "/en/pages/about-us/",
        "news/site-openned/": "/en/news/site-opened/",
    }
    assert [suggested(client, f"/en/{path}")[0][0] for path in expected] == list(expected.values())


def test_without_a_database_it_still_answers(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def down(*_: Any) -> None:
        raise OperationalError("no connection")

    monkeypatch.setattr(similar_pages, "list_candidates", down)
    outline = missing(client, "/en/no/such/page/")
    assert [element.text for element in outline.all("h1")] == ["Page not found"]


@pytest.fixture
def few_looked_at(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(similar_pages, "LOOKED_AT", 2)
    compose_candidates.cache_clear()
    yield
    compose_candidates.cache_clear()


def test_no_more_records_are_compared_however_many_there_are(few_looked_at: None) -> None:
    for number in range(5):
        make.make_event(slug=f"ports-{number}")
        make.make_person(slug=f"ports-{number}")
    kinds = [kind for kind, _slug, _language in list_candidates(["ports-seven"], "en")]
    assert kinds == ["event", "event", "person", "person"]


@pytest.mark.parametrize("number", [1, 3])
def test_an_address_that_is_like_none_costs_two_queries(
    client: Client, django_assert_num_queries: Any, number: int
) -> None:
    for no in range(number):
        make.make_event(slug=f"industrial-parks-{no}")
    with django_assert_num_queries(2):
        missing(client, "/en/wp-admin/setup.php")


@pytest.mark.parametrize("number", [1, 3])
def test_the_number_of_queries_is_constant(
    client: Client, django_assert_num_queries: Any, number: int
) -> None:
    for no in range(number):
        make.make_event(slug=f"industrial-parks-{no}")
    with django_assert_num_queries(3):
        missing(client, "/en/industrial-parks/")
