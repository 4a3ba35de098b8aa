"""A photo is taken offline at the desk and found nowhere, in a real Chromium."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.desk import at_the_desk
from tests.support import factories as make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_photo_is_taken_offline_and_found_nowhere(page: Page, live_server: Any) -> None:
    photo = make.make_photo(caption_en="Quillon at the lectern", caption_zh_hans="讲台")
    public = f"{live_server.url}/en/events/{photo.event.slug}/"
    with at_the_desk(page, live_server.url):
        page.goto(public)
        address = f"{live_server.url}{photo.image.large}"
        is_public = page.get_by_text("Quillon at the lectern").count() > 0
        page.goto(f"{live_server.url}/admin/sessions_app/photo/{photo.pk}/change/")
        page.get_by_role("link", name="Take offline").click()
        expect(page.get_by_role("heading", name="Where it shows")).to_be_visible()
        page.get_by_label("Reason").fill("Asked by the office.")
        page.get_by_role("button", name="Take offline").click()
        expect(page.get_by_text("is offline.")).to_be_visible()
        page.goto(public)
        count_after = page.get_by_text("Quillon at the lectern").count()
        page.goto(f"{live_server.url}/en/search/?q=lectern")
        count = page.get_by_text("Quillon at the lectern").count()
        status = page.request.get(address).status
    assert (is_public, count_after, count, status) == (True, 0, 0, 404)
