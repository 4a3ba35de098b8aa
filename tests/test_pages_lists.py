"""Directories, lists, and the pages of people, organizations, series and products."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests import factories as make
from tests.pages import get, page, texts

pytestmark = pytest.mark.django_db


def test_the_front_page_shows_the_next_event(client: Client) -> None:
    today = timezone.localdate()
    for days, title in ((-30, "Past"), (10, "Next"), (20, "Later")):
        day = today + timedelta(days=days)
        make.make_event(title_en=title, starts_on=day, ends_on=day)
    outline = page(client, "/en/")
    assert texts(outline, "h2")[0] == "Next"
    assert texts(outline, "h3", "title") == ["Later", "Past"]


def test_the_front_page_shows_the_latest_event_when_none_is_to_come(client: Client) -> None:
    for year in (2021, 2023, 2022):
        make.make_event(
            title_en=f"Forum {year}", starts_on=date(year, 5, 1), ends_on=date(year, 5, 1)
        )
    assert texts(page(client, "/en/"), "h2")[0] == "Forum 2023"


def test_the_front_page_has_news(client: Client) -> None:
    make.make_page(slug="opened", kind="news", title_en="The site is open")
    assert "/en/news/opened/" in page(client, "/en/").links()


def test_the_menu_holds_the_pages_with_a_place_in_it(client: Client) -> None:
    make.make_page(slug="last", menu_position=2)
    make.make_page(slug="first", menu_position=1)
    make.make_page(slug="nowhere")
    links = [link for link in page(client, "/en/people/").links() if "/pages/" in link]
    assert links == ["/en/pages/first/", "/en/pages/last/"]


@pytest.mark.parametrize(
    ("path", "factory"),
    [
        ("people/", make.make_person),
        ("organizations/", make.make_organization),
        ("events/", make.make_event),
        ("knowledge/", make.make_product),
    ],
)
def test_a_long_list_has_pages_of_sixty(client: Client, path: str, factory: Any) -> None:
    for _number in range(61):
        factory()
    first = page(client, f"/en/{path}").links()
    last = page(client, f"/en/{path}?page=2").links()
    record = re.compile(rf"/en/{path}[a-z]+-\d+/")
    found = [len([link for link in links if record.fullmatch(link)]) for links in (first, last)]
    assert (found, f"/en/{path}?page=2" in first, f"/en/{path}" in last) == ([60, 1], True, True)


def fill_home(number: int) -> None:
    for _number in range(number):
        make.make_event(parent=make.make_event(series=make.make_series()))
        make.make_product(launched_in=make.make_session())
        make.make_page(kind="news")
        make.make_page(menu_position=1)


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(
    ("path", "fill", "queries"),
    [
        ("", fill_home, 6),
    ],
)
def test_the_number_of_queries_is_constant(
    client: Client,
    django_assert_num_queries: Any,
    path: str,
    fill: Callable[[int], None],
    queries: int,
    number: int,
) -> None:
    fill(number)
    with django_assert_num_queries(queries):
        get(client, f"/en/{path}")
