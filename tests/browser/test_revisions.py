"""An editor compares two versions of an event, restores one, and recovers what was deleted."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from forum.core.content import Status
from sessions_app.models import Appearance, Event, Session
from tests.browser.test_admin import desk, save  # noqa: F401 - a fixture
from tests.support import factories as make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def address(live_server: Any, event: Event, page: str) -> str:
    return f"{live_server.url}/admin/sessions_app/event/{event.pk}/{page}/"


def test_a_revision_is_compared_and_restored(
    desk: Page,  # noqa: F811
    live_server: Any,
) -> None:
    event = make.make_event(status=Status.DRAFT, title_zh_hans="绿色港口", title_en="Green Ports")
    desk.goto(address(live_server, event, "change"))
    desk.fill("#id_title_zh_hans", "蓝色港口")
    desk.fill("#id_title_en", "Blue Ports")
    save(desk)
    desk.get_by_role("link", name="History").first.click()
    expect(desk.get_by_role("heading", name="Revisions")).to_be_visible()
    desk.locator("input[name=old]").last.check()
    desk.get_by_role("button", name="Compare").click()
    expect(desk.locator("del", has_text="绿")).to_be_visible()
    expect(desk.locator("ins", has_text="Blue")).to_be_visible()
    desk.get_by_role("link", name="Restore the older version").click()
    desk.get_by_role("button", name="Restore this version").click()
    expect(desk.get_by_text("has been restored")).to_be_visible()
    event.refresh_from_db()
    assert (event.title_zh_hans, event.title_en) == ("绿色港口", "Green Ports")


def test_a_deleted_session_is_recovered_with_its_guests(
    desk: Page,  # noqa: F811
    live_server: Any,
) -> None:
    session = make.make_appearance(make.make_session(title_en="Opening")).session
    desk.goto(f"{live_server.url}/admin/sessions_app/session/{session.pk}/delete/")
    desk.get_by_role("button", name="Yes, I’m sure").click()
    desk.get_by_role("link", name="Recover deleted").click()
    desk.get_by_role("link", name="Look at it and recover").click()
    desk.get_by_role("button", name="Recover", exact=True).click()
    expect(desk.get_by_text("has been recovered")).to_be_visible()
    assert (Session.objects.count(), Appearance.objects.count()) == (1, 1)
