"""What is not saved, or not public, is seen as the public page, in a real Chromium."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from sessions_app.models import Event
from tests.browser.desk import at_the_desk
from tests.support import factories as make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def desk(page: Page, live_server: Any) -> Iterator[Page]:
    with at_the_desk(page, live_server.url) as ready:
        yield ready


def test_what_is_typed_is_previewed_in_both_languages(desk: Page, live_server: Any) -> None:
    event = make.make_event(status="draft", title_zh_hans="绿色港口", title_en="Green Ports")
    desk.goto(f"{live_server.url}/admin/sessions_app/event/{event.pk}/change/")
    desk.fill("#id_title_zh_hans", "蓝色港口")
    desk.fill("#id_title_en", "Blue Ports")
    shown = []
    for name in ("Chinese", "English"):
        with desk.expect_popup() as popup:
            desk.get_by_role("group", name="Preview").get_by_role("button", name=name).click()
        shown.append(popup.value.get_by_role("heading", level=1).inner_text())
        popup.value.close()
    assert (shown, Event.objects.get().title_en) == (["蓝色港口", "Blue Ports"], "Green Ports")


def test_the_page_follows_what_is_typed_in_a_window_beside(desk: Page, live_server: Any) -> None:
    event = make.make_event(status="draft", title_zh_hans="绿色港口", title_en="Green Ports")
    desk.goto(f"{live_server.url}/admin/sessions_app/event/{event.pk}/change/")
    with (
        desk.expect_response(lambda answer: "language=" in answer.url) as preview,
        desk.expect_popup() as popup,
    ):
        desk.get_by_role("button", name="Live preview").first.click()
    # It would be refused in what it reads.
    assert preview.value.request.headers.get("accept") == "application/json"
    title = popup.value.frame_locator("iframe").get_by_role("heading", level=1)
    popup.value.get_by_label("English").check()
    expect(title).to_have_text("Green Ports")
    desk.fill("#id_title_en", "Blue Ports")
    expect(title).to_have_text("Blue Ports")
    popup.value.get_by_label("Phone").check()
    expect(popup.value.locator("iframe")).to_have_css("width", "390px")
    assert Event.objects.get().title_en == "Green Ports"


def test_the_window_beside_tells_the_time_of_the_desk(browser: Any, live_server: Any) -> None:
    event = make.make_event(status="draft", title_en="Green Ports")
    options = {"locale": "en-US", "timezone_id": "America/New_York"}
    with (
        browser.new_context(**options) as context,
        at_the_desk(context.new_page(), live_server.url) as desk,
    ):
        desk.goto(f"{live_server.url}/admin/sessions_app/event/{event.pk}/change/")
        with desk.expect_popup() as popup:
            desk.get_by_role("button", name="Live preview").first.click()
        notice = popup.value.get_by_role("status")
        expect(notice).to_have_text(re.compile(r"As typed at \d\d:\d\d:\d\d\."))
        hour = int(notice.inner_text().split()[-1].split(":")[0])
    assert (hour - timezone.localtime().hour) % 24 in (0, 23)


def test_an_office_reads_a_draft_by_a_link_until_it_is_revoked(
    desk: Page, live_server: Any, browser: Any
) -> None:
    event = make.make_event(status="draft", title_en="Green Ports")
    desk.goto(f"{live_server.url}/admin/sessions_app/event/{event.pk}/change/")
    desk.get_by_role("link", name="Links for review").click()
    desk.get_by_label("For whom").fill("Protocol office")
    desk.get_by_role("button", name="Make a link").click()
    address = desk.locator(".preview-links td a").inner_text()
    with browser.new_context() as office:
        page = office.new_page()
        page.goto(address)
        page.wait_for_url("**/events/**")
        heading_text = page.get_by_role("heading", level=1).inner_text()
        desk.get_by_role("button", name="Revoke").click()
        expect(desk.locator(".preview-links td", has_text="Revoked")).to_be_visible()
        status_after = page.request.get(page.url).status
    assert (heading_text, status_after) == ("Green Ports", 410)
