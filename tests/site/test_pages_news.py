"""Pages of the site itself, and news."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.support import factories as make
from tests.support.pages import LANGUAGES, get, page, shorten_lists, texts

pytestmark = pytest.mark.django_db


def news(day: int, **values: Any) -> Any:
    at = datetime(2024, 3, day, 4, tzinfo=UTC)
    return make.make_page(**{"kind": "news", "published_at": at, "slug": f"news-{day}", **values})


@pytest.mark.parametrize(
    ("language", "days"),
    [("en", ["11 March 2024", "2 March 2024"]), ("zh-hans", ["2024年3月11日", "2024年3月2日"])],
)
def test_news_stand_by_their_day_the_latest_first(
    client: Client, language: str, days: list[str]
) -> None:
    news(2)
    news(11)
    make.make_page(slug="no-news")
    outline = page(client, f"/{language}/news/")
    assert (texts(outline, "p", "when"), texts(outline, "h2")) == (
        days,
        ["About" if language == "en" else "关于本站"] * 2,
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_news_the_list_says_so_and_the_menu_is_silent(
    client: Client, language: str
) -> None:
    news(2, status="draft")
    news(3, expires_at=timezone.now() - timedelta(days=1))
    outline = page(client, f"/{language}/news/")
    assert len(outline.all("p", class_="empty")) == 1
    assert outline.all("a", href=f"/{language}/news/") == []


def test_the_menu_leads_to_the_news_if_there_is_any(client: Client) -> None:
    news(2)
    make.make_page(slug="about", menu_position=1)
    links = page(client, "/en/people/").links()
    assert links.index("/en/news/") < links.index("/en/pages/about/")


def test_news_lead_to_those_before_and_after(client: Client) -> None:
    for day in (1, 2, 3):
        news(day)
    outline = page(client, "/en/news/news-2/")
    hrefs = {
        element["rel"]: element["href"]
        for element in outline.all("a")
        if element["rel"] in ("prev", "next")
    }
    assert hrefs == {"prev": "/en/news/news-1/", "next": "/en/news/news-3/"}


def test_news_of_one_moment_are_neighbours_too(client: Client) -> None:
    for slug in ("a", "b", "c"):
        news(1, slug=slug)
    assert [element["href"] for element in page(client, "/en/news/b/").all("a", rel="next")] == [
        "/en/news/a/"
    ]
    assert [element["href"] for element in page(client, "/en/news/b/").all("a", rel="prev")] == [
        "/en/news/c/"
    ]


def test_a_page_has_no_neighbours(client: Client) -> None:
    news(1)
    make.make_page(slug="about")
    assert page(client, "/en/pages/about/").all("nav", class_="neighbours") == []


def test_news_is_no_page_and_a_page_is_no_news(client: Client) -> None:
    news(1)
    make.make_page(slug="about")
    paths = ("/en/pages/news-1/", "/en/news/about/")
    assert [client.get(path).status_code for path in paths] == [404, 404]


def test_a_long_list_of_news_has_pages(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    shorten_lists(monkeypatch, 2)
    for day in (1, 2, 3):
        news(day)
    assert [len(texts(page(client, f"/en/news/{query}"), "h2")) for query in ("", "?page=2")] == [
        2,
        1,
    ]


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(("path", "queries"), [("", 1), ("news-5/", 1)])
def test_the_number_of_queries_is_constant(
    client: Client, django_assert_num_queries: Any, path: str, queries: int, number: int
) -> None:
    news(5)
    for day in range(number):
        news(6 + day)
        news(1 + day)
    with django_assert_num_queries(queries):
        get(client, f"/en/news/{path}")
