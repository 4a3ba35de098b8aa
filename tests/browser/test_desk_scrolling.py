"""No page of the desk lies in another, and none has a scroll bar within a scroll bar."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.desk import at_the_desk
from tests.browser.test_desk_axe import sample
from tests.support.desk_forms import FORMS, form_addresses, make_records

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SIZES = ((1440, 900), (1366, 650), (820, 1180))
# Frames, and what scrolls up and down within what does so too; a field of text is no page.
NESTED = """() => {
    const scrolls = (one) => /auto|scroll/.test(getComputedStyle(one).overflowY) &&
        one.scrollHeight - one.clientHeight > 1 && one.checkVisibility();
    const name = (one) => one.tagName + (one.id && `#${one.id}`) +
        [...one.classList].map((word) => `.${word}`).join("");
    const page = document.scrollingElement;
    const pageScrolls = page.scrollHeight - page.clientHeight > 1;
    const inner = [...document.body.querySelectorAll("*:not(textarea, select, nav, nav *)")]
        .filter(scrolls);
    const nested = inner.filter((one) => inner.some((above) => above !== one && above.contains(one))
        || (pageScrolls && getComputedStyle(one).position !== "fixed"));
    return [...document.querySelectorAll("iframe, frame"), ...nested].map(name);
}"""


@pytest.fixture
def desk(page: Page, live_server: Any) -> Iterator[Page]:
    with at_the_desk(page, live_server.url) as ready:
        yield ready


def find_nested(desk: Page, url: str, name: str) -> list[tuple[str, int, str]]:
    desk.goto(url)
    nested = []
    for width, height in SIZES:
        desk.set_viewport_size({"width": width, "height": height})
        nested += [(name, width, place) for place in desk.evaluate(NESTED)]
    return nested


def test_no_main_page_scrolls_within_itself(desk: Page, live_server: Any) -> None:
    pages = {name: path for name, (path, steps) in sample().items() if not steps}
    nested = [
        place
        for name, path in pages.items()
        for place in find_nested(desk, f"{live_server.url}{path}", name)
    ]
    assert nested == []


def test_no_form_scrolls_within_itself(desk: Page, live_server: Any) -> None:
    addresses = form_addresses(make_records())
    nested = [
        place
        for name in FORMS
        for place in find_nested(desk, f"{live_server.url}{addresses[name]}", name)
    ]
    assert nested == []
