"""What only a browser can tell: languages and keys. The walk looks at every page."""

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.support import factories as make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_language_switch_stays_on_the_page(page: Page, base_url: str) -> None:
    event = make.make_event(slug="ports")
    make.make_session(event, slug="opening")
    page.goto(f"{base_url}/en/events/ports/opening/")
    page.get_by_role("link", name="中文").click()
    page.wait_for_url(f"{base_url}/zh-hans/events/ports/opening/")
    page.get_by_role("link", name="English").click()
    page.wait_for_url(f"{base_url}/en/events/ports/opening/")
    assert page.locator("html").get_attribute("lang") == "en"


def test_the_first_key_leads_past_the_menu(page: Page, base_url: str) -> None:
    make.make_event(slug="ports")
    page.goto(f"{base_url}/en/events/ports/")
    page.keyboard.press("Tab")
    focused: Any = page.evaluate_handle("document.activeElement")
    box = focused.as_element().bounding_box()
    assert (focused.evaluate("one => one.className"), box["y"] >= 0) == ("skip", True)
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def test_the_reader_s_language_is_the_browser_s(browser: Any, base_url: str) -> None:
    with browser.new_context(locale="zh-CN") as context:
        page = context.new_page()
        page.goto(f"{base_url}/events/")
        assert page.url == f"{base_url}/zh-hans/events/"
