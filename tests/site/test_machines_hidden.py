"""What the public may not see reaches no machine either, nor by guessing an address."""

from datetime import time, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from forum.core.visibility import MOMENTS
from sessions_app.models import Event
from tests.support import factories as make

pytestmark = pytest.mark.django_db

SECRET = "Hush"
STATES: list[dict[str, Any]] = [
    {"status": "draft"},
    {"status": "in_review"},
    {"status": "offline"},
    {"published_at": timezone.now() + timedelta(days=1)},
    {"ready_languages": ["zh-hans"], "when_not_ready": "hide"},
]
ADDRESSES = [
    "/robots.txt",
    *(f"/en/{path}" for path in (
        "", "events/", "feed.xml", "news/feed.xml", "series/coast/feed.xml", "series/coast/",
        "events/ports/", "events/ports/agenda.ics", "events/ports/opening/", "people/lin-lan/",
        "organizations/institute/", "knowledge/", "share.png", "events/ports/share.png",
    )),
]  # fmt: skip
SITEMAPS = [
    "/sitemap.xml",
    *(
        f"/sitemap-{name}.xml"
        for name in (
            "events",
            "sessions",
            "people",
            "knowledge",
            "pages",
            "event-datasets",
            "product-datasets",
        )
    ),
]


def hidden(state: dict[str, Any]) -> None:
    """Make a public event, and around it one of everything in a state that hides it."""
    series = make.make_series(slug="coast")
    event = make.make_event(slug="ports", series=series)
    session = make.make_session(event, slug="opening", start=time(9))
    person = make.make_person(slug="lin-lan")
    organization = make.make_organization(slug="institute")
    make.make_appearance(session, person, organization=organization)
    secret = {"title_en": SECRET, "title_zh_hans": SECRET}
    other_event = make.make_event(
        slug="hush-event", series=series, parent=event, introduction_en=SECRET, **secret, **state
    )
    within = make.make_session(other_event, slug="hush-session", start=time(9), **secret)
    make.make_appearance(within, person, **secret)
    make.make_role(other_event, organization, printed_name_en=SECRET)
    make.make_product(slug="hush-launched", launched_in=within, **secret)
    make.make_product(slug="hush-product", launched_in=session, **secret, **state)
    make.make_page(slug="hush-page", **secret, **state)
    make.make_page(slug="hush-news", kind="news", **secret, **state)
    past = timezone.now() - timedelta(minutes=1)
    make.make_page(slug="hush-expired", kind="news", expires_at=past, **secret)
    shut = make.make_session(event, slug="hush-shut", start=time(9), withheld=True, **secret)
    make.make_product(slug="hush-shut-product", launched_in=shut, **secret)
    make.make_appearance(session, withheld=True, **secret)
    make.make_role(event, printed_name_en=SECRET, withheld=True)
    make.make_photo(event, caption_en=SECRET, withheld=True)


@pytest.mark.parametrize("state", STATES)
def test_no_answer_holds_a_hidden_word(client: Client, state: dict[str, Any]) -> None:
    hidden(state)
    answers = {path: client.get(path).content.lower() for path in ADDRESSES}
    assert {path for path, content in answers.items() if b"hush" in content} == set()


@pytest.mark.parametrize("state", STATES)
def test_no_sitemap_holds_a_hidden_address(client: Client, state: dict[str, Any]) -> None:
    hidden(state)
    listed = "".join(client.get(path).content.decode() for path in SITEMAPS)
    for path in ("events/hush-event/", "knowledge/hush-product/", "knowledge/hush-launched/",
                 "pages/hush-page/", "news/hush-expired/", "events/ports/hush-shut/",
                 "knowledge/hush-shut-product/"):  # fmt: skip
        assert f"/en/{path}" not in listed


@pytest.mark.parametrize("state", STATES)
def test_an_address_cannot_be_guessed(client: Client, state: dict[str, Any]) -> None:
    hidden(state)
    paths = ("events/hush-event/agenda.ics", "events/hush-event/share.png", "events/hush-event/",
             "events/hush-event/hush-session/", "knowledge/hush-launched/",
             "events/ports/hush-shut/")  # fmt: skip
    statuses = {path: client.get(f"/en/{path}").status_code for path in paths}
    assert {path for path, status in statuses.items() if status not in (404, 410)} == set()


def test_a_hidden_series_has_no_feed(client: Client) -> None:
    make.make_series(slug="coast", status="draft")
    assert client.get("/en/series/coast/feed.xml").status_code == 404


def test_a_publication_that_comes_due_is_there_at_once(client: Client) -> None:
    make.make_series(slug="coast")
    event = make.make_event(slug="due", published_at=timezone.now() + timedelta(hours=1))
    paths = ("/sitemap.xml", "/en/feed.xml")
    tags = {path: client.get(path).headers["ETag"] for path in paths}
    # As if an hour went by: nothing is saved.
    Event.objects.filter(pk=event.pk).update(**dict.fromkeys(MOMENTS, timezone.now()))
    responses = [client.get(path, headers={"if-none-match": tags[path]}) for path in paths]
    assert [b"/en/events/due/" in response.content for response in responses] == [True, True]
