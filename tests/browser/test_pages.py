"""What only a browser can tell: policy violations, requests elsewhere, keys, widths."""

from typing import Any

import pytest
from playwright.sync_api import ConsoleMessage, Page, Request

from tests import factories as make
from tests.pages import FILES, LANGUAGES, one_of_each

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def addresses() -> list[str]:
    """Make a record for every page; return the address of each page in each language."""
    paths = [path for name, path in one_of_each().items() if name not in FILES]
    return [f"/{language}/{path}" for language in LANGUAGES for path in [*paths, "nothing/"]]


def test_no_page_breaks_the_policy_or_asks_another_host(page: Page, base_url: str) -> None:
    said: list[str] = []
    hosts: set[str] = set()

    def listen(message: ConsoleMessage) -> None:
        # The page that is not there is announced as such.
        if not message.location["url"].endswith("/nothing/"):
            said.append(f"{page.url}: {message.text}")

    def ask(request: Request) -> None:
        hosts.add(request.url.split("/")[2])

    page.on("console", listen)
    page.on("pageerror", lambda error: said.append(f"{page.url}: {error}"))
    page.on("request", ask)
    for address in addresses():
        page.goto(base_url + address)
    assert (said, hosts) == ([], {base_url.split("/")[2]})


def test_no_page_is_wider_than_a_small_telephone(page: Page, base_url: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    wide = []
    for address in addresses():
        page.goto(base_url + address)
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 320:
            wide.append((address, width))
    assert wide == []


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
