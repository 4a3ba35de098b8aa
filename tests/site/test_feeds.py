"""Atom feeds."""

from datetime import date
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.test import Client

from tests.support import factories as make
from tests.support.pages import Outline, get

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
FEEDS = ["feed.xml", "news/feed.xml", "series/coast/feed.xml"]


def feed(client: Client, path: str) -> Any:
    return ET.fromstring(client.get(path).content)  # noqa: S314 - our own answer


def titles(client: Client, path: str) -> list[str | None]:
    return [match.findtext(f"{ATOM}title") for match in feed(client, path).findall(f"{ATOM}entry")]


def some() -> Any:
    series = make.make_series(slug="coast")
    make.make_page(slug="opened", kind="news")
    return make.make_event(slug="ports", series=series)


@pytest.mark.parametrize("path", FEEDS)
@pytest.mark.parametrize(("language", "tag"), [("zh-hans", "zh-Hans"), ("en", "en")])
def test_a_feed_says_its_language(client: Client, path: str, language: str, tag: str) -> None:
    some()
    assert feed(client, f"/{language}/{path}").get(LANG) == tag


def test_an_entry_has_the_text_whole_and_a_name_that_lasts(client: Client) -> None:
    event = some()
    entry_before = feed(client, "/en/feed.xml").find(f"{ATOM}entry")
    event.slug = "harbours"
    event.save()
    entry_after = feed(client, "/en/feed.xml").find(f"{ATOM}entry")
    assert (entry_after.findtext(f"{ATOM}id"), entry_after.findtext(f"{ATOM}summary")) == (
        entry_before.findtext(f"{ATOM}id"),
        "<p>5 November 2023</p><p>The forum is about ports.</p>",
    )
    assert entry_after.find(f"{ATOM}link").get("href") == "http://testserver/en/events/harbours/"
    assert entry_after.findtext(f"{ATOM}updated") >= entry_before.findtext(f"{ATOM}updated")


@pytest.mark.parametrize(
    ("language", "facts"),
    [("en", "<p>12–13 June 2024</p>"), ("zh-hans", "<p>2024年6月12日至13日 · 岚湾</p>")],
)
def test_an_entry_without_a_text_says_when_and_where(
    client: Client, language: str, facts: str
) -> None:
    make.make_event(
        starts_on=date(2024, 6, 12),
        ends_on=date(2024, 6, 13),
        city_zh_hans="岚湾",
        city_en="",
        **dict.fromkeys(("introduction_zh_hans", "introduction_en"), ""),
    )
    entry = feed(client, f"/{language}/feed.xml").find(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}summary") == facts


def test_what_only_falls_back_stays_out(client: Client) -> None:
    make.make_event(introduction_en=None)
    found = [titles(client, f"/{code}/feed.xml") for code in ("en", "zh-hans")]
    assert found == [[], ["绿色港口"]]


def test_a_series_has_its_own_events_only(client: Client) -> None:
    some()
    make.make_event(title_en="Elsewhere")
    assert titles(client, "/en/series/coast/feed.xml") == ["Green Ports"]


def test_a_series_has_the_sub_forums_of_its_forums(client: Client) -> None:
    forum = make.make_event(title_en="Forum", series=make.make_series(slug="coast"))
    make.make_event(parent=forum)
    assert set(titles(client, "/en/series/coast/feed.xml")) == {"Forum", "Green Ports"}


def test_a_control_character_breaks_no_feed(client: Client) -> None:
    make.make_event(title_en="Ports\x07 & <b>harbours</b>")
    assert titles(client, "/en/feed.xml") == ["Ports & <b>harbours</b>"]


@pytest.mark.parametrize("path", FEEDS)
def test_an_unchanged_feed_is_not_sent_again(client: Client, path: str) -> None:
    some()
    tag = client.get(f"/en/{path}").headers["ETag"]
    assert client.get(f"/en/{path}", headers={"if-none-match": tag}).status_code == 304


@pytest.mark.parametrize("path", ["/en/feed.xml", "/zh-hans/news/feed.xml"])
def test_a_feed_without_entries_is_the_same_each_time(client: Client, path: str) -> None:
    assert b"<updated>1970-01-01T00:00:00+00:00</updated>" in client.get(path).content


@pytest.mark.parametrize(
    ("page", "path"),
    [
        ("", ["/en/feed.xml", "/en/news/feed.xml"]),
        ("news/", ["/en/news/feed.xml"]),
        ("series/coast/", ["/en/series/coast/feed.xml"]),
    ],
)
def test_pages_name_their_feeds(client: Client, page: str, path: list[str]) -> None:
    some()
    links = Outline(get(client, f"/en/{page}")).all("link", type="application/atom+xml")
    assert [link["href"].removeprefix("http://testserver") for link in links] == path


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("path", "queries"), list(zip(FEEDS, [2, 2, 3], strict=True)))
def test_a_feed_takes_as_many_queries_however_long(
    client: Client, path: str, queries: int, count: int, django_assert_num_queries: Any
) -> None:
    series = make.make_series(slug="coast")
    for _number in range(count):
        make.make_event(series=series)
        make.make_page(kind="news")
    with django_assert_num_queries(queries):
        client.get(f"/en/{path}")
