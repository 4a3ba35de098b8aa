"""The desk in narrow windows: the button that saves comes first, and nothing is cut.

That no list scrolls sideways ``test_desk_axe`` tells.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from playwright.sync_api import Page

from forum.models import PreviewLink
from tests.browser.desk import at_the_desk
from tests.support import factories as make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TOO_WIDE = "frame => frame.scrollWidth - frame.clientWidth > 1"

# Rules by which the browser styles a whole page anew when something is appended to it.
DEAR_RULES = """() => {
    const rules = (holder) => [...holder.cssRules].flatMap(
        (rule) => (rule.cssRules?.length ? rules(rule) : [rule.selectorText ?? ""]));
    return [...document.styleSheets].flatMap(rules)
        .filter((selector) => selector.includes(":last-child > *"));
}"""


@pytest.fixture
def desk(page: Page, live_server: Any) -> Iterator[Page]:
    with at_the_desk(page, live_server.url) as ready:
        yield ready


def test_the_button_that_saves_stands_above_the_one_that_deletes(
    desk: Page, live_server: Any
) -> None:
    person = make.make_person()
    desk.set_viewport_size({"width": 820, "height": 900})
    desk.goto(f"{live_server.url}{reverse('admin:people_person_change', args=[person.pk])}")
    row = desk.locator("#submit-row")
    places = [
        row.get_by_role(role, name=name, exact=exact).bounding_box()
        for role, name, exact in (("button", "Save", True), ("link", "Delete", False))
    ]
    assert all(places)
    save, delete = (place["y"] for place in places if place)
    assert save < delete


@pytest.mark.parametrize("name", ["forum_topic", "sessions_app_series", "forum_knowledgeproduct"])
def test_the_tools_of_a_list_have_room_on_a_telephone(
    desk: Page, live_server: Any, name: str
) -> None:
    desk.set_viewport_size({"width": 390, "height": 844})
    desk.goto(f"{live_server.url}{reverse(f'admin:{name}_changelist')}")
    last = desk.get_by_role("button", name="English").bounding_box()
    first = desk.get_by_role("link", name="Recover deleted").bounding_box()
    title = desk.locator("#header-inner h1").bounding_box()
    assert first
    assert last
    assert title
    assert title["x"] + title["width"] <= first["x"]
    assert last["x"] + last["width"] <= 390


def test_nothing_of_a_form_is_cut_on_a_telephone(desk: Page, live_server: Any) -> None:
    guest = make.make_appearance()
    event = guest.session.event
    kind = ContentType.objects.get_for_model(guest)
    PreviewLink.objects.create(object=guest, note="Embassy of a country with a long name")
    paths = {
        "form": reverse("admin:sessions_app_event_change", args=[event.pk]),
        "grid": reverse("admin:sessions_app_event_grid", args=[event.pk]),
        "links": reverse("preview-links", args=[kind.pk, guest.pk]),
    }
    desk.set_viewport_size({"width": 390, "height": 844})
    wide = []
    for name, path in paths.items():
        desk.goto(f"{live_server.url}{path}")
        if desk.locator("html").evaluate(TOO_WIDE):
            wide.append(name)
    assert wide == []


def test_what_is_appended_to_a_page_has_not_all_of_it_styled_anew(
    desk: Page, live_server: Any
) -> None:
    desk.goto(f"{live_server.url}/admin/")
    assert desk.evaluate(DEAR_RULES) == []
