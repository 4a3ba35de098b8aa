"""Two people edit one event at once, in a real Chromium: both versions are seen, none is lost."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from sessions_app.models import Event
from tests.browser.desk import at_the_desk
from tests.support import factories as make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def desk(page: Page, live_server: Any) -> Iterator[Page]:
    with at_the_desk(page, live_server.url) as ready:
        yield ready


def test_a_conflict_is_caused_and_resolved(desk: Page, live_server: Any) -> None:
    event = make.make_event(status="draft", title_zh_hans="绿色港口", title_en="Green Ports")
    desk.goto(f"{live_server.url}/admin/sessions_app/event/{event.pk}/change/")
    desk.fill("#id_title_zh_hans", "蓝色港口")
    desk.fill("#id_title_en", "Blue Ports")
    event.title_zh_hans, event.title_en = "红色港口", "<b>Red</b> Ports"
    event.save()
    desk.get_by_role("button", name="Save and continue editing").first.click()

    expect(desk.get_by_role("heading", name="Edit conflict")).to_be_visible()
    expect(desk.get_by_text("<b>Red</b>", exact=True)).to_be_visible()
    desk.get_by_role("group", name="Title · Chinese").get_by_label("My version").check()
    desk.get_by_role("group", name="Title · English").get_by_label("The stored version").check()
    desk.get_by_role("button", name="Save what was chosen").click()
    expect(desk.get_by_text("successfully")).to_be_visible()
    assert Event.objects.values_list("title_zh_hans", "title_en").get() == (
        "蓝色港口",
        "<b>Red</b> Ports",
    )
