"""A record goes before the public in a real Chromium: Chinese first, English once reviewed."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_admin import desk
from tests.support import factories as make
from tests.support.admin_forms import make_settings

# The editor's page, logged in.
__all__ = ("desk",)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_chinese_is_published_first_then_english(desk: Page, live_server: Any) -> None:
    make_settings(reviews=0)
    event = make.make_event(
        status="draft", published_at=None, ready_languages=[], when_not_ready="hide", slug="ports"
    )
    form = f"{live_server.url}/admin/sessions_app/event/{event.pk}/change/"
    desk.goto(form)
    desk.get_by_role("button", name="Publish Chinese", exact=True).click()
    expect(desk.get_by_text("Stays out of this language.")).to_be_visible()
    expect(desk.get_by_role("button", name="Publish Chinese")).to_have_count(0)
    first = [public(desk, live_server, code) for code in ("zh-hans", "en")]
    desk.get_by_role("button", name="Publish English", exact=True).click()
    expect(desk.get_by_text("Stays out of this language.")).to_have_count(0)
    assert (first, public(desk, live_server, "en")) == ([200, 404], 200)


def public(desk: Page, live_server: Any, language: str) -> int:
    return desk.request.get(f"{live_server.url}/{language}/events/ports/").status


def test_an_event_with_new_people_is_published_as_one(desk: Page, live_server: Any) -> None:
    make_settings(reviews=0)
    hidden: dict[str, Any] = {"status": "draft", "published_at": None, "ready_languages": []}
    event = make.make_event(slug="ports", **hidden)
    session = make.make_session(event)
    for name in ("Lin Lan", "Wang Fang"):
        make.make_appearance(session, make.make_person(name_en=name, name_zh_hans="", **hidden))
    make.make_product(title_en="Tide Atlas", title_zh_hans="", launched_in=session, **hidden)
    desk.goto(f"{live_server.url}/admin/sessions_app/event/{event.pk}/change/")
    desk.get_by_role("button", name="Leave out: Tide Atlas").click()
    expect(desk.get_by_text("stays as it is when the event is published")).to_be_visible()
    desk.get_by_role("button", name="Publish Chinese and English, with 2 records").click()
    expect(desk.get_by_text("2 records are published with it.")).to_be_visible()
    page = desk.request.get(f"{live_server.url}/en/events/ports/").text()
    assert ("Lin Lan" in page, "Wang Fang" in page, "Tide Atlas" in page) == (True, True, False)
