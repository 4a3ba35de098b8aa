"""Last year's event becomes next year's draft, in a real Chromium."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from sessions_app.models import Event, EventOrganization
from tests.browser.desk import at_the_desk, click_twice
from tests.support import factories as make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def desk(page: Page, live_server: Any) -> Iterator[Page]:
    with at_the_desk(page, live_server.url) as ready:
        yield ready


def test_an_event_and_a_sub_forum_are_duplicated(desk: Page, live_server: Any) -> None:
    event = make.make_event(
        title_zh_hans="第六届滨海论坛", title_en="The Sixth Coast Forum", edition=6
    )
    make.make_role(event)
    green = make.make_event(parent=event, title_zh_hans="绿色港口", title_en="Green Ports")
    make.make_appearance(make.make_session(green, title_en="Ports", kind="keynote"))
    make.make_event(parent=event, title_zh_hans="蓝色港口", title_en="Blue Ports")
    desk.goto(f"{live_server.url}/admin/sessions_app/event/{event.pk}/change/")
    desk.get_by_role("link", name="Duplicate as next edition").click()
    titles = [desk.locator(f"#id_title_{code}_{event.pk}") for code in ("zh_hans", "en")]
    assert [title.input_value() for title in titles] == [
        "第七届滨海论坛",
        "The Seventh Coast Forum",
    ]
    desk.get_by_label("Blue Ports", exact=True).uncheck()
    desk.get_by_role("button", name="Duplicate as next edition").click()
    expect(desk.get_by_text("is a draft now, with its organizations and sessions")).to_be_visible()
    second_event = Event.objects.get(edition=7)
    sub_forum = Event.objects.get(parent=second_event)
    (session,) = sub_forum.sessions.all()
    assert (
        desk.url,
        second_event.status,
        EventOrganization.objects.filter(event=second_event).count(),
        sub_forum.title_en,
        session.kind,
        session.title_en or "",
        session.appearances.count(),
    ) == (
        f"{live_server.url}/admin/sessions_app/event/{second_event.pk}/change/",
        "draft",
        1,
        "Green Ports",
        "keynote",
        "",
        0,
    )


def test_a_double_click_makes_one_next_edition(desk: Page, live_server: Any) -> None:
    event = make.make_event(title_en="The Sixth Coast Forum", edition=6)
    desk.goto(f"{live_server.url}/admin/sessions_app/event/{event.pk}/change/")
    desk.get_by_role("link", name="Duplicate as next edition").click()
    click_twice(desk.get_by_role("button", name="Duplicate as next edition"))
    expect(desk.get_by_text("is a draft now")).to_be_visible()
    assert Event.objects.exclude(pk=event.pk).count() == 1
