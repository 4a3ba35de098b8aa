"""The programme as a table in a real Chromium: a list is pasted, cells are filled, rows moved."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from sessions_app.models import Appearance
from tests.browser.desk import at_the_desk, click_twice, renew_token
from tests.browser.test_admin import desk
from tests.support import factories as make
from tests.support.publishing import draft

# The editor's page, logged in.
__all__ = ("desk",)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TABLE = "Name\tTitle\nChen Yi\tPresident\nZhao Yun\tDirector\n"


def paste_list(cell: Locator) -> None:
    """Paste the list into a cell, as a spreadsheet puts it on the clipboard."""
    cell.evaluate(
        """(cell, text) => {
            const data = new DataTransfer();
            data.setData("text/plain", text);
            cell.dispatchEvent(new ClipboardEvent(
                "paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }""",
        TABLE,
    )


def test_a_guest_list_is_pasted_into_the_grid(desk: Page, live_server: Any) -> None:
    event = draft()
    session = make.make_session(event, slug="opening", kind="opening")
    make.make_appearance(session, make.make_person(name_en="Lin Lan", name_zh_hans=""))
    for _number in range(2):
        make.make_person(name_en="Zhao Yun", name_zh_hans="")
    desk.goto(f"{live_server.url}/admin/sessions_app/event/{event.pk}/grid/")
    paste_list(desk.locator("tr.grid-guest input[type=text]").first)
    expect(desk.locator("tr.is-new")).to_have_count(1)
    namesake = desk.locator("tr.is-uncertain")
    namesake.locator("select[name$=person]").select_option(index=1)
    role = desk.locator("tr.is-new select[name$=role]")
    role.select_option("panellist")
    # What was changed in the rows is asked about; of an answer that is none they stay as they were.
    questions = []
    desk.on("dialog", lambda dialog: (questions.append(dialog.message), dialog.accept()))
    paste_url = "**/grid/paste/"
    desk.route(paste_url, lambda route: route.fulfill(status=200, body="<h1>Log in</h1>"))
    desk.get_by_role("button", name="Read it again so").click()
    expect(desk.get_by_text("The list could not be read")).to_be_attached()
    assert [question.partition(",")[0] for question in questions] == [
        "The rows of this list are made anew"
    ]
    expect(desk.locator("tr[data-pasted]")).to_have_count(2)
    desk.unroute(paste_url)
    role.press("Enter")
    # The cell below, which takes the one above.
    expect(namesake.locator("select[name$=role]")).to_be_focused()
    desk.keyboard.press("Control+d")
    desk.keyboard.press("Alt+ArrowUp")
    desk.keyboard.press("Control+s")
    expect(desk.get_by_text("Saved: 0 sessions, 2 guests.")).to_be_visible()
    rows = Appearance.objects.order_by("position").select_related("person")
    assert [(row.person.name_en, row.role, row.title_en) for row in rows] == [
        ("Lin Lan", "speaker", rows[0].title_en),
        ("Zhao Yun", "panellist", "Director"),
        ("Chen Yi", "panellist", "President"),
    ]


def test_two_lists_that_are_pasted_quickly_are_rows_of_their_own(
    desk: Page, live_server: Any
) -> None:
    event = draft()
    make.make_session(event, slug="opening", kind="opening")
    desk.goto(f"{live_server.url}/admin/sessions_app/event/{event.pk}/grid/")
    desk.locator("tr.grid-session input[type=text]").first.evaluate(
        """(cell) => {
            for (const name of ["Chen Yi", "Zhao Yun"]) {
                const data = new DataTransfer();
                data.setData("text/plain", `Name\tTitle\n${name}\tDirector\n`);
                cell.dispatchEvent(new ClipboardEvent(
                    "paste", { clipboardData: data, bubbles: true, cancelable: true }));
            }
        }"""
    )
    rows = desk.locator("tr[data-pasted]")
    expect(rows).to_have_count(2)
    keys = rows.evaluate_all("(rows) => rows.map((row) => row.dataset.row)")
    assert sorted(keys) == ["gnew1", "gnew2"]


def test_a_session_that_is_not_saved_yet_goes_by_its_title(desk: Page, live_server: Any) -> None:
    event = draft()
    desk.goto(f"{live_server.url}/admin/sessions_app/event/{event.pk}/grid/")
    desk.locator("button[name=_do][value=s]").click()
    desk.locator("[name=snew1-title_en]").fill("Shore power")
    expect(desk.locator("select[name=_into] option[value=snew1]")).to_have_text("Shore power")


def test_a_list_is_pasted_into_a_session_that_is_not_saved_yet(
    desk: Page, live_server: Any
) -> None:
    event = draft()
    make.make_session(event, slug="opening", kind="opening")
    desk.goto(f"{live_server.url}/admin/sessions_app/event/{event.pk}/grid/")
    desk.locator("button[name=_do][value=s]").click()
    paste_list(desk.locator("[name=snew1-title_en]"))
    expect(desk.locator("tbody[data-session=snew1] tr[data-pasted]")).to_have_count(2)
    # Nothing was changed, and so nothing is asked, which the browser would deny.
    desk.get_by_role("button", name="Read it again so").click()
    expect(desk.locator("[data-pasted] > p").first).to_be_focused()
    desk.locator("[name=snew1-kind]").select_option("keynote")
    desk.keyboard.press("Control+s")
    expect(desk.get_by_text("Saved: 1 session, 2 guests.")).to_be_visible()


@pytest.fixture
def refused(page: Page, live_server: Any) -> Iterator[Page]:
    """Return the grid of an event with a session, before an editor whom the site may refuse."""
    event = draft()
    make.make_session(event, slug="opening", kind="opening")
    with at_the_desk(page, live_server.url, refusals=True) as editor:
        editor.goto(f"{live_server.url}/admin/sessions_app/event/{event.pk}/grid/")
        yield editor


def test_a_list_that_waits_stays_while_another_is_pasted(refused: Page) -> None:
    field, cell = refused.locator("#grid-pasted"), refused.locator("tr.grid-session [type=text]")
    field.evaluate("box => { box.value = 'Wu Min\\tChair'; }")
    paste_list(cell.first)
    expect(refused.locator("tr[data-pasted]")).to_have_count(2)
    expect(field).to_have_value("Wu Min\tChair")
    refused.route("**/grid/paste/", lambda route: route.fulfill(status=503, body="away"))
    paste_list(cell.first)
    expect(refused.get_by_text("The list could not be read")).to_be_attached()
    expect(field).to_have_value(f"Wu Min\tChair\n{TABLE}")


@pytest.mark.parametrize(
    ("status", "reason"), [(500, "the site failed at it"), (503, "no answer from the site.")]
)
def test_a_list_that_was_not_read_waits_and_says_why(
    refused: Page, status: int, reason: str
) -> None:
    refused.route("**/grid/paste/", lambda route: route.fulfill(status=status, body="<h1>No</h1>"))
    paste_list(refused.locator("tr.grid-session input[type=text]").first)
    expect(refused.get_by_text(f"The list could not be read: {reason}")).to_be_visible()
    expect(refused.locator("#grid-pasted")).to_have_value(TABLE)


def test_a_list_is_read_after_signing_in_anew_in_another_tab(desk: Page, live_server: Any) -> None:
    event = draft()
    make.make_session(event, slug="opening", kind="opening")
    desk.goto(f"{live_server.url}/admin/sessions_app/event/{event.pk}/grid/")
    renew_token(desk)
    paste_list(desk.locator("tr.grid-session input[type=text]").first)
    expect(desk.locator("tr[data-pasted]")).to_have_count(2)


def test_a_double_click_copies_a_session_once(desk: Page, live_server: Any) -> None:
    event = draft()
    make.make_session(event, slug="opening", kind="opening")
    desk.goto(f"{live_server.url}/admin/sessions_app/event/{event.pk}/grid/")
    click_twice(desk.get_by_role("button", name="Copy", exact=True))
    expect(desk.get_by_text("Copied: the new session")).to_be_visible()
    assert event.sessions.count() == 2


def test_a_guest_that_was_saved_is_told_of_beside_its_row(desk: Page, live_server: Any) -> None:
    event = draft()
    session = make.make_session(event, slug="opening", kind="opening")
    guests = [make.make_appearance(session, position=place) for place in range(1, 16)]
    desk.goto(f"{live_server.url}/admin/sessions_app/event/{event.pk}/grid/")
    row = desk.locator(f"#appearance-{guests[-1].pk}")
    row.locator(".who a").click()
    desk.get_by_role("button", name="Save", exact=True).first.click()
    expect(row.get_by_text("successfully")).to_be_in_viewport()
    expect(row.locator(".who")).to_be_in_viewport()


def test_a_guest_is_dragged_to_another_place(desk: Page, live_server: Any) -> None:
    session = make.make_session(draft(), slug="opening", kind="opening")
    guests = [make.make_appearance(session, position=place) for place in range(1, 4)]
    desk.goto(f"{live_server.url}/admin/sessions_app/event/{session.event_id}/grid/")
    first, *_middle, last = (desk.locator(f"#appearance-{guest.pk}") for guest in guests)
    last.locator(".grid-handle").drag_to(first, target_position={"x": 300, "y": 2})
    desk.get_by_role("button", name="Save", exact=True).first.click()
    expect(desk.get_by_text("guests", exact=False).first).to_be_visible()
    expect(desk.locator("tr.grid-guest").first).to_have_id(f"appearance-{guests[-1].pk}")
    order = Appearance.objects.filter(session=session).order_by("position")
    assert list(order.values_list("pk", flat=True)) == [
        guests[2].pk,
        guests[0].pk,
        guests[1].pk,
    ]
