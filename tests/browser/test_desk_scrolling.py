"""No form of the desk lies in another page, and none has a scroll bar within a scroll bar.

Of the main pages, and with them of the forms of records, ``test_desk_axe`` tells the same.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.desk import at_the_desk, list_nested
from tests.support.desk_forms import FORMS, form_addresses, has_own_page, make_records

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def desk(page: Page, live_server: Any) -> Iterator[Page]:
    with at_the_desk(page, live_server.url) as ready:
        yield ready


def test_no_form_with_a_page_of_its_own_scrolls_within_itself(desk: Page, live_server: Any) -> None:
    addresses = form_addresses(make_records())
    nested = {}
    for name in filter(has_own_page, FORMS):
        desk.goto(f"{live_server.url}{addresses[name]}")
        if places := list_nested(desk):
            nested[name] = places
    assert nested == {}
