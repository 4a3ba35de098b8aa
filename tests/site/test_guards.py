"""What guards public answers: headers, a contact for weaknesses, queries that mean nothing."""

import sys
from itertools import cycle
from typing import Any
from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from forum.delivery.page_head import page_number
from forum.delivery.publishing import query_keys
from forum.delivery.publishing.query_keys import find_keys
from tests.support.pages import FILES, LANGUAGES, answer

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/en/", "/admin/login/", "/robots.txt", "/en/no-such-page/"])
def test_browsers_are_told_what_no_page_asks_for(client: Client, path: str) -> None:
    policy = client.get(path)["Permissions-Policy"]
    assert ("camera=()" in policy, "geolocation=()" in policy) == (True, True)


def test_there_is_no_contact_where_none_is_set(client: Client) -> None:
    assert client.get("/.well-known/security.txt").status_code == 404


def test_a_weakness_has_somewhere_to_go(client: Client, settings: Settings) -> None:
    settings.SECURITY_CONTACT = "mailto:security@example.org"
    lines = client.get("/.well-known/security.txt").text.splitlines()
    fields = dict(line.split(": ", 1) for line in lines)
    assert (fields["Contact"], fields["Preferred-Languages"], fields["Canonical"]) == (
        "mailto:security@example.org",
        "zh-Hans, en",
        "http://testserver/.well-known/security.txt",
    )
    assert fields["Expires"] > timezone.now().strftime("%Y-%m-%d")


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_query_that_means_nothing_changes_no_answer(
    client: Client, paths: dict[str, str], language: str
) -> None:
    """So that nobody fills a cache, or puts words into a page, by what no page asks for."""
    changed = []
    for name, path in paths.items():
        if name in FILES:
            continue
        plain: Any = client.get(f"/{language}/{path}")
        response: Any = client.get(f"/{language}/{path}?utm_source=x&lang=fr&foo=%3Cb%3E&_=1")
        if plain.content != response.content:
            changed.append(name)
    assert changed == []


BOOKS = ("proceedings", "proceedings-both", "word", "calendar", "agenda")
ALL_KEYS = sorted(frozenset().union(*query_keys._KEYS.values()))


def test_a_key_of_other_pages_changes_no_answer(client: Client, paths: dict[str, str]) -> None:
    """By turns in the languages, whose pages know the same keys."""
    changed = []
    for (name, path), language in zip(paths.items(), cycle(LANGUAGES), strict=False):
        address = f"/{language}/{path}"
        unknown = {key: "x<b>" for key in ALL_KEYS if key not in find_keys(address)}
        plain, asked = (
            answer(client, f"{address}{query}") for query in ("", f"?{urlencode(unknown)}")
        )
        # Books and Word files bear the moment in which they were made.
        is_same = plain.streaming or name.endswith(BOOKS) or plain.content == asked.content
        if not is_same or plain.status_code != asked.status_code:
            changed.append(name)
    assert changed == []


def test_each_page_hears_of_the_keys_that_it_reads(
    client: Client, paths: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Though all were let through; but for the head, which asks of every page whether it is one."""
    read: set[str] = set()
    heard = QueryDict.get

    def hear(query: QueryDict, key: str, *default: Any) -> Any:
        if sys._getframe(1).f_code is not page_number.__code__:
            read.add(key)
        return heard(query, key, *default)

    monkeypatch.setattr(QueryDict, "get", hear)
    differing = {}
    for name, path in paths.items():
        read.clear()
        query = "?q=ports" if name.startswith("search") else ""
        answer(client, f"/en/{path}{query}")
        # Results of the search have further pages where they are of one kind.
        further = {"page"} if name == "search" else set()
        if read | further != find_keys(f"/en/{path}"):
            differing[name] = set(read)
    assert differing == {}


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("/people/?country=CN&utm=1", "/en/people/?country=CN"),
        ("/zh/people/?country=CN", "/zh-hans/people/?country=CN"),
        ("/en/people?country=CN&q=1", "/en/people/?country=CN"),
    ],
)
def test_whoever_is_led_on_keeps_the_filter(client: Client, path: str, address: str) -> None:
    response: Any = client.get(path)
    assert response["Location"] == address


@pytest.mark.parametrize("key", ["events", "sessions", "products"])
def test_lists_beside_each_other_have_further_pages(
    client: Client, paths: dict[str, str], key: str
) -> None:
    assert client.get(f"/en/topics/ports/?{key}=9").status_code == 404


def test_a_preview_hears_of_its_page_s_keys() -> None:
    assert find_keys("/preview/7/en/news/") == {"page"}


def test_what_an_agenda_shows_is_handed_on_by_a_redirect(
    client: Client, paths: dict[str, str]
) -> None:
    response: Any = client.get(
        f"/{paths['event']}?day=2031-09-08", headers={"accept-language": "en"}
    )
    assert response.url == f"/en/{paths['event']}?day=2031-09-08"
