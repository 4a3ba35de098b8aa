"""An event written in one place, in a real Chromium: sessions, guests, order, a proposed title."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from forum.core.content import Status
from people.models import Person, User
from sessions_app.models import Appearance, Event, Session
from tests.browser.desk import at_the_desk, renew_token, sign_in
from tests.support import factories as make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def desk(page: Page, live_server: Any) -> Iterator[Page]:
    with at_the_desk(page, live_server.url) as ready:
        yield ready


def edit(page: Page, home: str, event: Event) -> None:
    page.goto(f"{home}/admin/sessions_app/event/{event.pk}/change/")
    expect(page.locator("#programme")).to_be_visible()


def open_session(page: Page, home: str, session: Session) -> None:
    """Open a session as its row in the event's form does."""
    path = f"/admin/sessions_app/session/{session.pk}/change/?_event={session.event_id}"
    page.goto(home + path, wait_until="networkidle")


def save(page: Page) -> None:
    """Save a session; the event's form is shown again, at the session's row."""
    page.get_by_role("button", name="Save", exact=True).first.click()
    expect(page.locator(".session-row:target .session-open")).to_be_focused()


def choose(form: Page, row: int, name: str) -> None:
    form.locator(f"#id_appearances-{row}-person + .select2 .select2-selection").click()
    form.locator(".select2-search__field").fill(name)
    form.locator(".select2-results__option", has_text=name).click()


def add_guest(form: Page, row: int, name: str) -> None:
    form.locator("#appearances-group a.add-row").click()
    choose(form, row, name)
    form.locator(f"#id_appearances-{row}-title_zh_hans").fill(f"{name}：局长")
    form.locator(f"#id_appearances-{row}-title_en").fill(f"{name}, Director")


def titles(event: Event) -> list[str]:
    return list(event.sessions.order_by("position").values_list("title_en", flat=True))  # type: ignore[misc]


def test_an_event_with_a_session_and_two_guests(desk: Page, live_server: Any) -> None:
    for number in range(2):
        make.make_person(name_zh_hans=f"嘉宾{number}", name_en=f"Guest {number}")
    desk.goto(f"{live_server.url}/admin/sessions_app/event/add/")
    desk.fill("#id_title_zh_hans", "绿色港口")
    desk.fill("#id_title_en", "Green Ports")
    desk.get_by_role("button", name="Save and continue editing").first.click()
    expect(desk.get_by_text("There is no session yet.")).to_be_visible()
    desk.get_by_role("link", name="Add session").click()
    desk.wait_for_load_state("networkidle")
    desk.locator("#id_kind").select_option("keynote")
    desk.locator("#id_title_zh_hans").fill("主旨发言")
    desk.locator("#id_title_en").fill("Keynotes")
    for row in range(2):
        add_guest(desk, row, f"Guest {row}")
    save(desk)
    session_row = desk.locator(".session-row", has_text="Keynotes")
    expect(session_row.locator(".session-counts")).to_contain_text("Speakers 2")
    guests = Appearance.objects.filter(session__event=Event.objects.get()).order_by("position")
    stored = guests.values_list("session__title_en", "position", "title_zh_hans", "title_en")
    assert list(stored) == [
        ("Keynotes", number + 1, f"Guest {number}：局长", f"Guest {number}, Director")
        for number in range(2)
    ]


def test_sessions_are_reordered_with_the_keyboard(desk: Page, live_server: Any) -> None:
    """After signing in anew too, and not in an order that somebody else has overtaken."""
    event = make.make_event()
    first, *_others = (
        make.make_session(event, position=place, title_en=name)
        for place, name in enumerate(("First", "Second", "Third"), start=1)
    )
    edit(desk, live_server.url, event)
    desk.get_by_role("button", name="Move up: Third").focus()
    for _step in range(2):
        desk.keyboard.press("Enter")
    expect(desk.locator("#programme [role=status]")).to_contain_text("The order is saved")
    expect(desk.locator(".session-row").first).to_contain_text("Third")
    expect(desk.get_by_role("button", name="Move up: Third")).to_be_focused()
    assert titles(event) == ["Third", "First", "Second"]
    renew_token(desk)
    with desk.expect_response("**/sessions/") as answer:
        desk.get_by_role("button", name="Move down: Third").press("Enter")
    expect(desk.locator(".session-row").first).to_contain_text("First")
    desk.reload()
    assert (answer.value.status, titles(event)) == (200, ["First", "Third", "Second"])
    first.refresh_from_db()
    first.title_en = "Changed"
    first.save()
    with desk.expect_response("**/sessions/"):
        desk.get_by_role("button", name="Move down: First").press("Enter")
    expect(desk.get_by_role("alert")).to_contain_text("The sessions have been changed meanwhile")
    expect(desk.locator(".session-row").first).to_contain_text("Changed")
    expect(desk.get_by_role("button", name="Move down: Changed")).to_be_focused()


def test_a_session_that_was_deleted_is_told_of_at_the_programme(
    desk: Page, live_server: Any
) -> None:
    event = make.make_event()
    open_session(desk, live_server.url, make.make_session(event))
    desk.get_by_role("link", name="Delete").first.click()
    desk.get_by_role("button", name="Yes").click()
    expect(desk.get_by_text("There is no session yet.")).to_be_in_viewport()
    expect(desk.get_by_text("successfully")).to_be_in_viewport()


def test_leaving_a_session_forgets_nothing_and_saving_it_leads_back_to_its_row(
    desk: Page, live_server: Any
) -> None:
    event = make.make_event(status=Status.DRAFT)
    make.make_session(event, position=1)
    open_session(desk, live_server.url, make.make_session(event, position=2))
    desk.locator("#id_title_en").fill("Typed")
    desk.get_by_role("link", name="Back to the event").click()
    row = desk.locator(".session-row").last
    expect(row).to_contain_text("is not saved")
    row.locator(".session-open").click()
    desk.wait_for_load_state("networkidle")
    desk.get_by_role("button", name="Restore what you typed at").click()
    expect(desk.locator("#id_title_en")).to_have_value("Typed")
    save(desk)
    expect(row).not_to_contain_text("is not saved")
    expect(desk.locator(".session-row:target")).to_contain_text("Typed")
    expect(desk.locator("#programme").get_by_text("successfully")).to_be_in_viewport()
    assert desk.locator("iframe").count() == 0


def test_a_last_title_is_filled_in_and_guests_are_reordered_with_the_keyboard(
    desk: Page, live_server: Any
) -> None:
    person: Person = make.make_person(name_en="Lin Lan")
    earlier = make.make_event(title_en="Blue Ports")
    make.make_appearance(
        make.make_session(earlier), person, title_zh_hans="港务局局长", title_en="Port Director"
    )
    session: Session = make.make_session(title_en="First")
    for place, name in enumerate(("Ann", "Bo", "Cy"), start=1):
        make.make_appearance(session, make.make_person(name_en=name), position=place)
    make.make_appearance(session, make.make_person(name_en="Mo"), role="moderator", position=1)
    open_session(desk, live_server.url, session)
    form = desk
    form.locator("#appearances-group a.add-row").click()
    choose(form, 4, "Lin Lan")
    expect(form.get_by_text("Last title, as of Blue Ports, 2023:")).to_be_visible()
    columns = [form.locator(f"#id_appearances-4-title_{code}") for code in ("zh_hans", "en")]
    values_before = [column.input_value() for column in columns]
    form.get_by_role("button", name="Use it").click()
    values_after = [column.input_value() for column in columns]
    assert (values_before, values_after) == (["", ""], ["港务局局长", "Port Director"])
    form.get_by_role("button", name="Move up: Cy").press("Enter")
    form.get_by_role("button", name="Move up: Cy").press("Enter")
    save(form)
    stored = session.appearances.values_list("person__name_en", "position").order_by(
        "position", "pk"
    )
    assert sorted(stored) == [("Ann", 2), ("Bo", 3), ("Cy", 1), ("Lin Lan", 4), ("Mo", 1)]


def test_a_session_is_edited_without_script(browser: Browser, live_server: Any) -> None:
    event = make.make_event(status=Status.DRAFT)
    make.make_session(event, title_en="First")
    page = browser.new_context(java_script_enabled=False).new_page()
    sign_in(page, live_server.url, User.objects.create_superuser("li"))
    page.goto(f"{live_server.url}/admin/sessions_app/event/{event.pk}/change/")
    page.get_by_role("link", name="Open: First").click()
    page.locator("#id_title_en").fill("Typed")
    page.get_by_role("button", name="Save", exact=True).first.click()
    expect(page.locator(".session-row:target")).to_contain_text("Typed")


def test_the_box_for_all_says_what_is_ticked(desk: Page, live_server: Any) -> None:
    event = make.make_event(title_en="Green Ports", venue_en="Green Hall")
    desk.goto(
        f"{live_server.url}/admin/sessions_app/event/{event.pk}/replace/?find=Green&replace=Blue"
    )
    choose_all = desk.get_by_label("Choose all")
    expect(choose_all).to_be_checked()
    desk.locator("input[name=take]").first.uncheck()
    assert (choose_all.is_checked(), choose_all.evaluate("box => box.indeterminate")) == (
        False,
        True,
    )
