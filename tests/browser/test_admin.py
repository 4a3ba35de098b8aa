"""An editor's first hour, in a real Chromium: nothing fails, nothing comes from another host."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings as site
from playwright.sync_api import Browser, Locator, Page, expect

from people.models import Person
from sessions_app.models import Appearance, Event
from tests.browser.desk import at_the_desk
from tests.support import factories as make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SAVE = "Save and continue editing"


@pytest.fixture
def desk(page: Page, live_server: Any) -> Iterator[Page]:
    """A logged-in editor's page, which must not complain to the console or call elsewhere."""
    with at_the_desk(page, live_server.url) as ready:
        yield ready


def editor(page: Page, field: str) -> Any:
    """Return the rich-text editor of a column."""
    return page.locator(f".field-{field} .ProseMirror[contenteditable]")


def save(page: Page) -> None:
    page.get_by_role("button", name=SAVE).first.click()
    expect(page.get_by_text("successfully")).to_be_visible()


def test_an_event_is_written_in_both_languages_side_by_side(desk: Page, live_server: Any) -> None:
    desk.goto(f"{live_server.url}/admin/sessions_app/event/add/")
    left_box = desk.locator("#id_title_zh_hans").bounding_box()
    right = desk.locator("#id_title_en").bounding_box()
    assert left_box
    assert right
    assert (left_box["y"], left_box["x"] + left_box["width"] <= right["x"]) == (right["y"], True)
    desk.fill("#id_title_zh_hans", "绿色港口")
    desk.fill("#id_title_en", "Green Ports")
    editor(desk, "introduction_zh_hans").click()
    desk.keyboard.insert_text("论坛讨论港口。")
    editor(desk, "introduction_en").click()
    desk.keyboard.press("Control+b")
    desk.keyboard.type("Ports")
    save(desk)
    assert Event.objects.values("slug", "introduction_zh_hans", "introduction_en").get() == {
        "slug": "green-ports",
        "introduction_zh_hans": "<p>论坛讨论港口。</p>",
        "introduction_en": "<p><strong>Ports</strong></p>",
    }


def test_a_guest_joins_a_session_by_any_name(desk: Page, live_server: Any) -> None:
    session = make.make_session()
    make.make_person(name_zh_hans="林岚", name_en="Lin Lan")
    make.make_person(name_zh_hans="王海", name_en="Wang Hai", aliases=["Hai Wang"])
    desk.goto(f"{live_server.url}/admin/sessions_app/session/{session.pk}/change/")
    desk.locator("#appearances-group a.add-row").click()
    desk.locator("#id_appearances-0-person + .select2 .select2-selection").click()
    desk.locator(".select2-search__field").fill("Hai Wang")
    desk.locator(".select2-results__option", has_text="王海 / Wang Hai").click()
    desk.fill("#id_appearances-0-title_zh_hans", "港务局局长")
    editor(desk, "remarks_zh_hans").first.click()
    desk.keyboard.insert_text("港口很重要。")
    save(desk)
    appearance = Appearance.objects.get()
    assert (appearance.person.name_en, appearance.title_zh_hans, appearance.remarks_zh_hans) == (
        "Wang Hai",
        "港务局局长",
        "<p>港口很重要。</p>",
    )


def test_without_scripts_a_record_is_added_in_a_tab_of_its_own(
    browser: Browser, desk: Page, live_server: Any
) -> None:
    session = make.make_session()
    plain = browser.new_context(java_script_enabled=False)
    plain.add_cookies([{**cookie} for cookie in desk.context.cookies()])  # type: ignore[typeddict-item]
    page = plain.new_page()
    page.goto(f"{live_server.url}/admin/sessions_app/session/{session.pk}/change/")
    with plain.expect_page() as opened:
        page.locator("#add_id_event").click()
    opened.value.reload()  # a tab that has just been opened is parsed as if scripts ran
    opened.value.locator("#id_title_en").fill("Green Ports")
    opened.value.get_by_role("button", name="Save", exact=True).click()
    expect(opened.value.get_by_text("choose the record there")).to_be_visible()
    plain.close()


def test_a_guest_is_opened_and_another_added_without_leaving_the_session(
    desk: Page, live_server: Any
) -> None:
    appearance = make.make_appearance(person=make.make_person(name_en="Lin Lan"))
    session = appearance.session
    desk.goto(f"{live_server.url}/admin/sessions_app/session/{session.pk}/change/")
    desk.fill("#id_title_en", "Typed")
    desk.locator(
        "#appearances-group [data-row-toggle], #appearances-group .row-toggle"
    ).first.click()
    tab = open_tab(desk, "#change_id_appearances-0-person")
    tab.locator("#id_name_en").fill("Lin Lam")
    tab.get_by_role("button", name="Save", exact=True).click()
    # The name is public.
    tab.get_by_label("A typing slip").check()
    with tab.expect_event("close"):
        tab.get_by_role("button", name="Save", exact=True).click()
    expect(choice(desk, 0)).to_contain_text("Lin Lam")
    desk.locator("#appearances-group a.add-row").click()
    tab = open_tab(desk, "#add_id_appearances-1-person")
    tab.locator("#id_name_en").fill("Nina New")
    with tab.expect_event("close"):
        tab.get_by_role("button", name="Save", exact=True).click()
    expect(choice(desk, 1)).to_contain_text("Nina New")
    assert (
        choice(desk, 1).locator("[role=combobox]").evaluate("box => document.activeElement === box")
    )
    expect(desk.locator("#id_title_en")).to_have_value("Typed")
    assert Person.objects.latest("pk").slug == "nina-new"


def test_a_row_that_is_removed_takes_nothing_along(desk: Page, live_server: Any) -> None:
    session = make.make_session(title_en="Ports")
    desk.goto(f"{live_server.url}/admin/sessions_app/session/{session.pk}/change/")
    for _number in range(3):
        desk.locator("#appearances-group a.add-row").click()
    desk.fill("#id_appearances-2-title_en", "Director")
    rows = new_rows(desk)
    rows.nth(2).locator(".field-remarks_en .ProseMirror[contenteditable]").click()
    desk.keyboard.insert_text("Ports matter.")
    # What was added in another tab goes into the row that it was added for.
    tab = open_tab(desk, "#add_id_appearances-2-person")
    rows.nth(0).locator(".delete-template").click()
    rows.nth(0).locator(".delete-template").click()
    tab.locator("#id_name_en").fill("Lin Lan")
    with tab.expect_event("close"):
        tab.get_by_role("button", name="Save", exact=True).click()
    save(desk)
    appearance = Appearance.objects.get()
    assert (str(appearance.person), appearance.title_en, appearance.remarks_en) == (
        "Lin Lan",
        "Director",
        "<p>Ports matter.</p>",
    )


def test_what_was_added_for_a_row_that_is_gone_is_told_of(desk: Page, live_server: Any) -> None:
    session = make.make_session(title_en="Ports")
    desk.goto(f"{live_server.url}/admin/sessions_app/session/{session.pk}/change/")
    for _number in range(2):
        desk.locator("#appearances-group a.add-row").click()
    tab = open_tab(desk, "#add_id_appearances-0-person")
    new_rows(desk).nth(0).locator(".delete-template").click()
    tab.locator("#id_name_en").fill("Zhao Yun")
    with tab.expect_event("close"):
        tab.get_by_role("button", name="Save", exact=True).click()
    notice = desk.locator(".autosave-offer", has_text="“Zhao Yun” is saved.")
    expect(notice).to_be_visible()
    expect(desk.locator("#id_appearances-0-person")).to_have_value("")


def choice(desk: Page, row: int) -> Locator:
    """Return what a row's choice of a guest shows."""
    return desk.locator(f"#id_appearances-{row}-person + .select2")


def new_rows(desk: Page) -> Locator:
    """Return the rows of guests that are not stored yet."""
    return desk.locator("#appearances-group .form-group:not(.empty-form):has(.delete-template)")


def open_tab(desk: Page, link: str) -> Page:
    """Follow a link beside a choice by the keyboard; return the tab that it opens."""
    neighbour_link = desk.locator(link)
    expect(neighbour_link).to_be_visible()  # the row unfolds after it was added
    with desk.expect_popup() as popup:
        neighbour_link.press("Enter")
    return popup.value


def test_the_interface_changes_its_language_and_sign_in_and_language_stay_in_the_admin(
    desk: Page, live_server: Any
) -> None:
    desk.goto(f"{live_server.url}/admin/people/person/?q=lin")
    desk.get_by_role("button", name="中文").click()
    expect(desk.locator("html")).to_have_attribute("lang", "zh-hans")
    assert desk.url == f"{live_server.url}/admin/people/person/?q=lin"
    names = {cookie["name"] for cookie in desk.context.cookies(f"{live_server.url}/admin/")}
    assert {site.SESSION_COOKIE_NAME, site.CSRF_COOKIE_NAME} <= names
    assert desk.context.cookies(f"{live_server.url}/en/") == []
