"""Two records of one person become one, in a real Chromium: looked at, chosen, merged."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from people.models import Person
from tests.browser.desk import at_the_desk
from tests.support import factories as make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def desk(page: Page, live_server: Any) -> Iterator[Page]:
    with at_the_desk(page, live_server.url) as ready:
        yield ready


def test_two_persons_become_one(desk: Page, live_server: Any) -> None:
    kept_person = make.make_person(name_zh_hans="林岚", name_en="Lin Lan", slug="lin-lan")
    other_person = make.make_person(name_zh_hans="林岚", name_en="LIN Lan", slug="lin-lan-2")
    session = make.make_session(title_en="Ports")
    make.make_appearance(session, other_person, title_en="Director")
    desk.goto(f"{live_server.url}/admin/people/person/{kept_person.pk}/change/")
    desk.get_by_role("link", name="Merge").click()
    desk.get_by_role("link", name="林岚 / LIN Lan").click()
    expect(desk.get_by_role("heading", name="What moves")).to_be_visible()
    expect(desk.get_by_text("The address “lin-lan-2” will lead to “lin-lan”")).to_be_visible()
    english = desk.get_by_role("group", name="Name · English")
    english.get_by_label("Of the one that goes").check()
    desk.get_by_role("button", name="Merge the two").click()
    expect(desk.get_by_text("its old address leads here")).to_be_visible()
    person = Person.objects.get()
    assert (person.pk, person.name_en, person.aliases, session.appearances.get().person) == (
        kept_person.pk,
        "LIN Lan",
        ["Lin Lan"],
        person,
    )
    desk.goto(f"{live_server.url}/en/people/lin-lan-2/")
    assert desk.url == f"{live_server.url}/en/people/lin-lan/"
