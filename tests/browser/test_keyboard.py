"""The desk by keyboard, in a real Chromium: to the form, out of the rich text, saved."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from forum.core.content import Status
from sessions_app.models import Event
from tests.browser.desk import at_the_desk
from tests.support import factories as make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def desk(page: Page, live_server: Any) -> Iterator[Page]:
    with at_the_desk(page, live_server.url) as editor:
        event = make.make_event(status=Status.DRAFT)
        address = f"{live_server.url}/admin/sessions_app/event/{event.pk}/change/"
        editor.goto(address, wait_until="networkidle")
        yield editor


def test_the_first_key_leads_to_the_title(desk: Page) -> None:
    desk.keyboard.press("Tab")
    expect(desk.get_by_role("link", name="Skip to the form")).to_be_focused()
    desk.keyboard.press("Enter")
    expect(desk.locator("#id_title_zh_hans")).to_be_focused()


def test_the_key_of_saving_saves(desk: Page) -> None:
    desk.locator("#id_venue_en").fill("Harbour Hall")
    desk.keyboard.press("Control+s")
    expect(desk.get_by_text("successfully")).to_be_visible()
    assert Event.objects.get().venue_en == "Harbour Hall"


def test_tab_leaves_a_list_of_the_rich_text(desk: Page) -> None:
    text = desk.locator(".field-introduction_en .ProseMirror[contenteditable]")
    text.click()
    desk.keyboard.press("Control+Shift+8")
    desk.keyboard.type("One")
    desk.keyboard.press("Enter")
    desk.keyboard.type("Two")
    desk.keyboard.press("Tab")
    expect(text).not_to_be_focused()


def test_no_field_hides_under_the_bar(desk: Page) -> None:
    desk.set_viewport_size({"width": 1366, "height": 650})
    desk.locator("#id_title_zh_hans").focus()
    hidden = []
    for _step in range(40):
        desk.keyboard.press("Tab")
        hidden += desk.evaluate(
            """() => {
                const field = document.activeElement;
                const bar = document.querySelector("#submit-row");
                const { top } = field.getBoundingClientRect();
                const isHidden = top > bar.getBoundingClientRect().top;
                return isHidden && !bar.contains(field) ? [field.id] : [];
            }"""
        )
    assert hidden == []
