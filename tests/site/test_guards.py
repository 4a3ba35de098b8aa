"""What guards public answers: headers, a contact for weaknesses, queries that mean nothing."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from tests.support.pages import FILES

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
        asked: Any = client.get(f"/{language}/{path}?utm_source=x&lang=fr&foo=%3Cb%3E&_=1")
        if plain.content != asked.content:
            changed.append(name)
    assert changed == []
