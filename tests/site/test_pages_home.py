"""The front page, full and empty."""

from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.support import factories as make
from tests.support.pages import LANGUAGES, get, page, texts

pytestmark = pytest.mark.django_db


def event(title: str, first: int, last: int | None = None, **values: Any) -> Any:
    """Make an event. first, last: days from today."""
    today = timezone.localdate()
    starts_on = today + timedelta(days=first)
    ends_on = today + timedelta(days=first if last is None else last)
    return make.make_event(title_en=title, starts_on=starts_on, ends_on=ends_on, **values)


def featured(client: Client) -> tuple[str, str]:
    """Return how the event at the head is announced, and its title."""
    outline = page(client, "/en/")
    [section] = outline.all("section", class_="featured")
    standing = outline.all("strong")[0].text
    assert standing in section.text
    return standing, texts(outline, "h2")[0]


def test_what_is_on_today_goes_first(client: Client) -> None:
    event("Past", -3)
    event("Next", 1)
    event("Today", 0)
    event("Long", -90, 90)
    assert featured(client) == ("On now", "Today")


def test_a_forum_goes_before_its_sub_forums(client: Client) -> None:
    forum = event("Forum", -1, 3)
    event("Sub", 0, parent=forum)
    assert featured(client) == ("On now", "Forum")


def test_the_next_event_goes_before_the_last(client: Client) -> None:
    for title, day in (("Past", -30), ("Next", 10), ("Later", 20)):
        event(title, day)
    assert featured(client) == ("Next event", "Next")
    assert texts(page(client, "/en/"), "h3", "title") == ["Later", "Past"]


def test_the_latest_record_stands_there_when_nothing_is_to_come(client: Client) -> None:
    for year in (2021, 2023, 2022):
        day = date(year, 5, 1)
        make.make_event(title_en=f"Forum {year}", starts_on=day, ends_on=day)
    assert featured(client) == ("Latest record", "Forum 2023")


def test_a_forum_that_is_over_stands_for_its_sub_forums_and_their_guests(client: Client) -> None:
    forum = event("Forum", -9, -4)
    sub_forum = event("A sub-forum", -8, parent=forum, slug="a")
    guest = make.make_person(name_en="Guest", slug="guest")
    make.make_appearance(make.make_session(sub_forum), guest)
    make.make_appearance(make.make_session(forum), role="moderator")
    event("Before", -30)
    outline = page(client, "/en/")
    assert featured(client) == ("Latest record", "Forum")
    assert texts(outline, "h3", "title") == ["Before"]
    assert "/en/people/guest/" in outline.links()


def test_the_gist_is_the_latest_record_s_where_what_comes_has_none(client: Client) -> None:
    event("Next", 10)
    record = event("Past", -30, slug="past", key_points_en="Piers were built.")
    outline = page(client, "/en/")
    [section] = outline.all("section", class_="glance")
    assert ("Past" in section.text, "Piers were built." in section.text) == (True, True)
    assert record.get_absolute_url() in outline.links()


def test_an_event_without_a_day_is_a_record_too(client: Client) -> None:
    make.make_event(title_en="Someday", starts_on=None, ends_on=None)
    assert featured(client) == ("Latest record", "Someday")


def test_a_forum_that_is_but_a_roof_is_named_over_its_sub_forum(client: Client) -> None:
    forum = make.make_event(title_en="Roof", starts_on=None, ends_on=None)
    make.make_event(title_en="Sub", parent=forum)
    outline = page(client, "/en/")
    assert (texts(outline, "h2")[0], "Roof" in outline.all("p", class_="kicker")[0].text) == (
        "Sub",
        True,
    )
    assert texts(outline, "h3", "title") == []


def test_without_a_tagline_the_name_is_not_shown_twice(client: Client) -> None:
    event("Past", -1)
    [head] = page(client, "/en/").all("h1")
    assert (head.text, head["class"]) == ("Forum Record", "unseen")


def test_drafts_stay_away(client: Client) -> None:
    event("Draft", 1, status="draft")
    make.make_page(kind="news", status="draft")
    make.make_product(status="draft")
    assert len(page(client, "/en/").all("p", class_="empty")) == 1


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("with_events", "with_products", "with_news"), list(product([False, True], repeat=3))
)
def test_each_part_is_there_only_when_it_has_something(
    client: Client, language: str, with_events: bool, with_products: bool, with_news: bool
) -> None:
    if with_events:
        event("Next", 1)
        event("Past", -1)
        event("Earlier", -2)
    if with_products:
        make.make_product()
    if with_news:
        make.make_page(kind="news")
    outline = page(client, f"/{language}/")
    ids = {
        id_text
        for id_text in outline.ids()
        if id_text in ("featured", "recent", "products", "news")
    }
    assert ids == {
        *(("featured", "recent") if with_events else ()),
        *(("products",) if with_products else ()),
        *(("news",) if with_news else ()),
    }
    nothing = not (with_events or with_products or with_news)
    assert len(outline.all("p", class_="empty")) == nothing


def test_it_leads_to_the_lists(client: Client) -> None:
    event("Next", 1)
    event("Past", -1)
    make.make_product()
    make.make_page(slug="opened", kind="news")
    links = page(client, "/en/").links()
    expected = ("/en/events/", "/en/knowledge/", "/en/news/", "/en/news/opened/")
    assert [link for link in expected if link not in links] == []


@pytest.mark.parametrize("number", [1, 3])
def test_the_number_of_queries_is_constant(
    client: Client, django_assert_num_queries: Any, number: int
) -> None:
    for days in range(number):
        event("Next", days, parent=make.make_event(series=make.make_series()))
        event("Past", -1 - days, parent=make.make_event(series=make.make_series()))
        make.make_product(launched_in=make.make_session())
        make.make_page(kind="news")
        make.make_page(menu_position=1)
    with django_assert_num_queries(1):
        get(client, "/en/")
