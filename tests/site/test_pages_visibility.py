"""What the public may not see is nowhere, and what has moved is found."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.support import factories as make
from tests.support.pages import Outline, get

pytestmark = pytest.mark.django_db

RECORDS: list[tuple[Callable[..., Any], str]] = [
    (make.make_series, "series/{}/"),
    (make.make_event, "events/{}/"),
    (make.make_person, "people/{}/"),
    (make.make_organization, "organizations/{}/"),
    (make.make_product, "knowledge/{}/"),
    (make.make_page, "pages/{}/"),
]
LISTS = ("", "events/", "people/", "organizations/", "knowledge/")


@pytest.mark.parametrize(("factory", "path"), RECORDS)
@pytest.mark.parametrize("status", ["draft", "in_review"])
def test_an_unpublished_record_has_no_page(
    client: Client, factory: Any, path: str, status: str
) -> None:
    record = factory(status=status)
    assert client.get(f"/en/{path.format(record.slug)}").status_code == 404


@pytest.mark.parametrize(("factory", "path"), RECORDS)
def test_a_scheduled_record_has_no_page_yet(client: Client, factory: Any, path: str) -> None:
    record = factory(published_at=timezone.now() + timedelta(hours=1))
    assert client.get(f"/en/{path.format(record.slug)}").status_code == 404


@pytest.mark.parametrize(("factory", "path"), RECORDS)
def test_a_record_that_hides_in_a_language_has_a_page_in_the_other(
    client: Client, factory: Any, path: str
) -> None:
    record = factory(ready_languages=["zh-hans"], when_not_ready="hide")
    address = path.format(record.slug)
    statuses = [client.get(f"/{code}/{address}").status_code for code in ("zh-hans", "en")]
    assert statuses == [200, 404]


@pytest.mark.parametrize(("factory", "path"), RECORDS)
@pytest.mark.parametrize("status", ["draft", "offline"])
def test_an_unpublished_record_stands_in_no_list(
    client: Client, factory: Any, path: str, status: str
) -> None:
    record = factory(status=status)
    pages = [get(client, f"/en/{path}") for path in LISTS]
    assert [page for page in pages if record.slug in page] == []


def test_where_a_record_hides_the_switch_leads_home(client: Client) -> None:
    make.make_event(slug="ports", ready_languages=["zh-hans"], when_not_ready="hide")
    links = Outline(get(client, "/zh-hans/events/ports/")).all("a", hreflang="en")
    assert [link["href"] for link in links] == ["/en/", "/en/"]


@pytest.mark.parametrize(("factory", "path"), RECORDS)
def test_a_former_slug_leads_to_the_present_one(client: Client, factory: Any, path: str) -> None:
    record = factory(slug="before")
    record.slug = "after"
    record.save()
    response = client.get(f"/en/{path.format('before')}")
    assert (response.status_code, response.headers["Location"]) == (
        301,
        f"/en/{path.format('after')}",
    )


def test_a_former_slug_keeps_of_a_query_what_the_page_hears_of(client: Client) -> None:
    event = make.make_event(slug="before")
    event.slug = "after"
    event.save()
    response = client.get("/en/events/before/?day=2&page=1")
    assert (response.status_code, response.headers["Location"]) == (
        301,
        "/en/events/after/?day=2",
    )


def test_a_former_slug_of_an_event_keeps_the_session_s(client: Client) -> None:
    event = make.make_event(slug="before")
    make.make_session(event, slug="opening")
    event.slug = "after"
    event.save()
    response = client.get("/zh-hans/events/before/opening/")
    assert (response.status_code, response.headers["Location"]) == (
        301,
        "/zh-hans/events/after/opening/",
    )


def test_a_former_slug_of_a_draft_says_nothing(client: Client) -> None:
    event = make.make_event(slug="before", status="draft")
    event.slug = "after"
    event.save()
    assert client.get("/en/events/before/").status_code == 404


def test_a_former_slug_that_another_record_has_now_is_that_record_s(client: Client) -> None:
    event = make.make_event(slug="before")
    event.slug = "after"
    event.save()
    make.make_event(slug="before", title_en="Another")
    assert Outline(get(client, "/en/events/before/")).all("h1")[0].text == "Another"


def test_a_person_s_page_shows_no_title_held_at_a_draft_event(client: Client) -> None:
    person = make.make_person(slug="mary")
    session = make.make_session(make.make_event(status="draft"))
    make.make_appearance(session, person, title_en="Secret office")
    assert "Secret office" not in get(client, "/en/people/mary/")
    assert "Secret office" not in get(client, "/en/people/")


def test_an_organization_s_page_shows_no_role_at_a_draft_event(client: Client) -> None:
    organization = make.make_organization(slug="institute")
    make.make_role(make.make_event(slug="secret", status="draft"), organization)
    assert "secret" not in get(client, "/en/organizations/institute/")


def test_a_product_of_a_draft_event_has_no_page(client: Client) -> None:
    session = make.make_session(make.make_event(status="draft"))
    make.make_product(slug="course", launched_in=session)
    assert client.get("/en/knowledge/course/").status_code == 404


def test_a_withheld_part_of_a_product_is_not_shown(client: Client) -> None:
    product = make.make_product(slug="course")
    make.make_product_part(product, title_en="Secret module", withheld=True)
    assert "Secret module" not in get(client, "/en/knowledge/course/")


def test_a_text_that_is_not_reviewed_is_not_shown(client: Client) -> None:
    make.make_event(slug="ports", title_en="Raw translation", ready_languages=["zh-hans"])
    pages = [get(client, path) for path in ("/en/events/ports/", "/en/events/", "/en/")]
    assert [page for page in pages if "Raw translation" in page] == []
