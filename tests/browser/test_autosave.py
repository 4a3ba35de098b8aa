"""Nothing that was typed is lost, in a real Chromium: whatever happens before it is saved.

That a text comes back after a tab was closed, a sign-in ended, the server was away or the language
was changed ``test_autosave_everywhere`` tells of every form.
"""

import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session as SignIn
from django.db.models import Model
from playwright.sync_api import Page, expect
from pytest_django.fixtures import Settings

from forum.core.content import Status
from forum.desk.addresses import change_url
from forum.models import Autosave, Review, Topic
from people.models import User
from sessions_app.models import Appearance, Event, Session
from tests.browser.desk import at_the_desk, sign_in
from tests.support import factories as make
from tests.support.admin_forms import make_settings

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

RESTORE = "Restore what you typed at"
HELD = "Object.keys(localStorage).filter((key) => key.startsWith('autosave:')).length"


# A key that comes when the form has been sent and no other page is there yet.
TYPE_ON = """() => window.addEventListener("submit", () => setTimeout(() => {
    const field = document.getElementById("id_slug");
    field.value += "-and-more";
    field.dispatchEvent(new Event("input", { bubbles: true }));
}))"""

HELD_PICTURE = "/media/held.png"
# A list whose last picture never comes.
HOLD_LISTS = f"""location.pathname.endsWith("/topic/") &&
    document.addEventListener("DOMContentLoaded", () =>
        document.body.append(Object.assign(new Image(), {{ src: "{HELD_PICTURE}" }})))"""


@pytest.fixture
def desk(page: Page, live_server: Any) -> Iterator[Page]:
    with at_the_desk(page, live_server.url, refusals=True) as editor:
        yield editor


@pytest.fixture
def event() -> Event:
    return make.make_event(status=Status.DRAFT)


@pytest.fixture
def topic() -> Topic:
    """Make a record with a small form, for what is the same in every one."""
    return make.make_topic(status=Status.DRAFT)


def edit(page: Page, home: str, record: Model) -> None:
    page.goto(home + change_url(record), wait_until="load")


def wait_until_kept(page: Page) -> None:
    expect(page.locator("html[data-dirty]")).to_be_attached()
    expect(page.locator("html:not([data-unkept])")).to_be_attached()


def restore(page: Page) -> None:
    page.get_by_role("button", name=RESTORE).first.click()


def discard(page: Page) -> None:
    with page.expect_response("**/autosaves/discard/"):
        page.get_by_role("button", name="Do not restore").click()


def save(page: Page) -> None:
    page.get_by_role("button", name="Save and continue editing").first.click()
    expect(page.get_by_text("successfully")).to_be_visible()


def visit_session(page: Page) -> None:
    """Open the first session of the event and come back."""
    page.get_by_role("link", name="Open: First").click()
    page.get_by_role("link", name="Back to the event").click()
    expect(page.locator(".session-row:target .session-open")).to_be_focused()


def typed_texts() -> list[str]:
    autosaves = Autosave.objects.unsaved()
    return [
        value for autosave in autosaves for entry in autosave.entries for value in entry["values"]
    ]


def test_a_text_goes_to_the_server_within_five_seconds_and_a_save_drops_it(
    desk: Page, live_server: Any, topic: Topic
) -> None:
    edit(desk, live_server.url, topic)
    title = desk.locator("#id_name_en")
    with desk.expect_request(lambda sent: "/autosaves/keep/" in sent.url, timeout=5_000):
        title.fill("Typed")
    # Somebody who goes on typing is not waited for.
    with desk.expect_request(lambda sent: "/autosaves/keep/" in sent.url, timeout=5_000):
        title.press_sequentially(" and typed and typed and typed and typed", delay=100)
    wait_until_kept(desk)
    save(desk)
    desk.wait_for_load_state("networkidle")
    expect(desk.get_by_role("button", name=RESTORE)).to_have_count(0)
    assert (typed_texts(), desk.evaluate(HELD)) == ([], 0)


def test_a_refused_save(desk: Page, live_server: Any, topic: Topic) -> None:
    edit(desk, live_server.url, topic)
    desk.fill("#id_name_en", "Typed")
    desk.fill("#id_slug", "Not a slug")
    desk.get_by_role("button", name="Save and continue editing").first.click()
    expect(desk.locator(".errornote, .errorlist").first).to_be_visible()
    desk.wait_for_load_state("networkidle")
    # The page shows it; there is nothing to restore before it is left.
    expect(desk.get_by_role("button", name=RESTORE)).to_have_count(0)
    desk.goto(f"{live_server.url}/admin/")
    desk.get_by_role("link", name="Ports").first.click()
    restore(desk)
    expect(desk.locator("#id_name_en")).to_have_value("Typed")
    desk.fill("#id_slug", "ports")
    save(desk)
    desk.wait_for_load_state("networkidle")
    assert (typed_texts(), Topic.objects.get().name_en) == ([], "Typed")


def test_a_site_that_does_not_answer(desk: Page, live_server: Any, topic: Topic) -> None:
    edit(desk, live_server.url, topic)
    desk.route("**/autosaves/keep/", lambda route: route.fulfill(status=503, body=""))
    desk.fill("#id_name_en", "Typed")
    expect(desk.get_by_role("alert")).to_contain_text("The site does not answer.")
    requests: list[str] = []
    desk.once("dialog", lambda dialog: (requests.append(dialog.type), dialog.accept()))
    desk.goto(f"{live_server.url}/admin/people/person/")
    desk.unroute("**/autosaves/keep/")
    edit(desk, live_server.url, topic)
    restore(desk)
    expect(desk.locator("#id_name_en")).to_have_value("Typed")
    assert requests == ["beforeunload"]


def test_an_idle_session_says_at_the_sign_in_why_it_ended(
    desk: Page, live_server: Any, topic: Topic, settings: Settings
) -> None:
    settings.IDLE_MINUTES = 30
    edit(desk, live_server.url, topic)
    (sign_in_session,) = SignIn.objects.all()
    store = SessionStore(sign_in_session.session_key)
    store["active_at"] = int(time.time()) - 31 * 60
    store.save()
    desk.fill("#id_name_en", "Typed")
    expect(desk.get_by_role("alert")).to_contain_text("Your sign-in has ended.")
    desk.goto(f"{live_server.url}/admin/")
    expect(desk.get_by_text("You were signed out after a time without use.")).to_be_visible()


def test_the_sign_in_has_ended_no_longer_once_it_is_renewed_elsewhere(
    desk: Page, live_server: Any, topic: Topic
) -> None:
    edit(desk, live_server.url, topic)
    SignIn.objects.all().delete()
    desk.fill("#id_name_en", "Typed")
    expect(desk.get_by_role("alert")).to_contain_text("Your sign-in has ended.")
    sign_in(desk.context.new_page(), live_server.url, User.objects.get(username="editor"))
    expect(desk.get_by_role("alert")).to_have_count(0, timeout=5000)
    assert typed_texts() == ["Typed"]


def test_somebody_else_at_the_same_browser(desk: Page, live_server: Any, topic: Topic) -> None:
    other_user = User.objects.create_superuser("second")
    edit(desk, live_server.url, topic)
    SignIn.objects.all().delete()
    desk.fill("#id_name_en", "Typed in confidence")
    expect(desk.get_by_role("alert")).to_contain_text("Your sign-in has ended.")
    other_page = desk.context.new_page()
    sign_in(other_page, live_server.url, other_user)
    edit(other_page, live_server.url, topic)
    other_page.wait_for_load_state("networkidle")
    expect(other_page.get_by_role("button", name=RESTORE)).to_have_count(0)
    assert typed_texts() == []
    SignIn.objects.all().delete()
    sign_in(other_page, live_server.url, User.objects.get(username="editor"))
    edit(other_page, live_server.url, topic)
    restore(other_page)
    expect(other_page.locator("#id_name_en")).to_have_value("Typed in confidence")


def test_what_is_typed_while_a_save_is_on_its_way(
    desk: Page, live_server: Any, topic: Topic
) -> None:
    edit(desk, live_server.url, topic)
    desk.evaluate(TYPE_ON)
    desk.fill("#id_slug", "sent")
    desk.keyboard.press("Control+s")
    expect(desk.locator("#id_slug")).to_have_value("sent-and-more")
    topic.refresh_from_db()
    assert topic.slug == "sent"


def test_what_is_typed_after_a_save_is_offered_before_the_answer_has_all_its_pictures(
    desk: Page, live_server: Any, topic: Topic
) -> None:
    edit(desk, live_server.url, topic)
    desk.evaluate(TYPE_ON)
    desk.fill("#id_slug", "sent")
    desk.route(f"**{HELD_PICTURE}", lambda route: None)
    desk.add_init_script(HOLD_LISTS)
    desk.locator("#submit-row [name=_save]").click()
    desk.wait_for_url("**/topic/", wait_until="domcontentloaded")
    edit(desk, live_server.url, topic)
    # Somebody else may have been at it since: it is asked for, and compared when it is saved.
    expect(desk.get_by_role("button", name=RESTORE)).to_be_visible()
    expect(desk.locator("#id_slug")).to_have_value("sent")


def test_what_is_typed_before_all_pictures_are_there(
    desk: Page, live_server: Any, event: Event
) -> None:
    make.make_photo(event=event)
    desk.route("**/media/**", lambda route: None)
    # Scripts are there, as they are for somebody who reads before typing.
    desk.goto(live_server.url + change_url(event), wait_until="domcontentloaded")
    desk.locator("#id_title_en").fill("Typed early")
    wait_until_kept(desk)
    assert typed_texts() == ["Typed early"]


def test_two_tabs_of_one_form(desk: Page, live_server: Any, topic: Topic) -> None:
    other_page = desk.context.new_page()
    for tab, text in ((desk, "Of the first"), (other_page, "Of the second")):
        edit(tab, live_server.url, topic)
        tab.fill("#id_name_en", text)
        wait_until_kept(tab)
    edit(desk, live_server.url, topic)
    expect(desk.get_by_role("button", name=RESTORE)).to_have_count(2)
    restore(desk)
    expect(desk.locator("#id_name_en")).to_have_value("Of the second")


def test_what_is_typed_before_an_offer_is_taken_stays(
    desk: Page, live_server: Any, topic: Topic
) -> None:
    edit(desk, live_server.url, topic)
    desk.fill("#id_name_en", "Earlier")
    desk.fill("#id_slug", "earlier")
    wait_until_kept(desk)
    edit(desk, live_server.url, topic)
    desk.fill("#id_name_en", "Now")
    restore(desk)
    values = [desk.locator(field).input_value() for field in ("#id_name_en", "#id_slug")]
    assert values == ["Now", "earlier"]
    expect(desk.locator(".autosave-bar dd")).to_have_text("Earlier")


def test_a_guest_who_was_added(desk: Page, live_server: Any, event: Event) -> None:
    session = make.make_session(event)
    make.make_person(name_zh_hans="林岚", name_en="Lin Lan")
    address = f"{live_server.url}/admin/sessions_app/session/{session.pk}/change/"
    desk.goto(address, wait_until="networkidle")
    desk.locator("#appearances-group a.add-row").click()
    desk.locator("#id_appearances-0-person + .select2 .select2-selection").click()
    desk.locator(".select2-search__field").fill("Lin Lan")
    desk.locator(".select2-results__option", has_text="Lin Lan").click()
    desk.fill("#id_appearances-0-title_en", "Port Director")
    desk.locator(".field-remarks_zh_hans .ProseMirror[contenteditable]").first.click()
    desk.keyboard.insert_text("港口很重要。")
    wait_until_kept(desk)
    desk.goto(address, wait_until="networkidle")
    restore(desk)
    expect(desk.locator("#id_appearances-0-title_en")).to_have_value("Port Director")
    save(desk)
    stored = Appearance.objects.values_list("person__name_en", "title_en", "remarks_zh_hans")
    assert stored.get() == ("Lin Lan", "Port Director", "<p>港口很重要。</p>")


def test_rows_of_the_grid_come_back_where_they_stood(
    desk: Page, live_server: Any, event: Event
) -> None:
    sessions = [make.make_session(event, title_en=title) for title in ("First", "Second")]
    address = f"{live_server.url}/admin/sessions_app/event/{event.pk}/grid/"
    desk.goto(address, wait_until="networkidle")
    first = desk.locator(f"tbody[data-session=s{sessions[0].pk}]")
    first.get_by_role("button", name="Add guest").click()
    first.locator("[name$=-name_en]").fill("Lin Lan")
    first.get_by_role("button", name="Move down").first.click()
    desk.locator("#grid-pasted").evaluate("box => (box.closest('details').open = true)")
    desk.fill("#grid-pasted", "Name\tTitle")
    wait_until_kept(desk)
    desk.reload(wait_until="networkidle")
    restore(desk)
    titles = desk.locator("tr.grid-session [name$=title_en]")
    expect(titles.first).to_have_value("Second")
    expect(first.locator("[name$=-name_en]")).to_have_value("Lin Lan")
    expect(desk.locator("#grid-pasted")).to_have_value("Name\tTitle")


def test_a_restored_grid_is_no_conflict_where_nobody_else_saved(
    desk: Page, live_server: Any, event: Event
) -> None:
    make.make_appearance(make.make_session(event, title_en="First"))
    address = f"{live_server.url}/admin/sessions_app/event/{event.pk}/grid/"
    desk.goto(address, wait_until="networkidle")
    desk.locator("tr.grid-session [name$=title_en]").fill("Opening")
    wait_until_kept(desk)
    desk.reload(wait_until="networkidle")
    expect(desk.locator(".autosave-offer")).not_to_contain_text("has been changed since")
    restore(desk)
    desk.locator("#content").get_by_role("button", name="Save", exact=True).click()
    expect(desk.get_by_text("Saved: 1 session")).to_be_visible()


def test_a_guest_whom_somebody_else_deleted(desk: Page, live_server: Any, event: Event) -> None:
    appearance = make.make_appearance(make.make_session(event), title_en="Director")
    address = f"{live_server.url}/admin/sessions_app/session/{appearance.session_id}/change/"
    desk.goto(address, wait_until="networkidle")
    desk.locator("#id_title_en").fill("A session")
    # The row is folded.
    desk.locator("#id_appearances-0-title_en").evaluate("field => (field.value = 'Port Director')")
    desk.wait_for_timeout(1100)
    wait_until_kept(desk)
    appearance.delete()
    desk.goto(address, wait_until="networkidle")
    restore(desk)
    expect(desk.locator("#id_title_en")).to_have_value("A session")
    expect(desk.locator(".autosave-bar dd")).to_have_text("Port Director")


def test_a_session_deleted_meanwhile(desk: Page, live_server: Any, event: Event) -> None:
    session = make.make_session(event, title_en="First")
    edit(desk, live_server.url, session)
    desk.locator("#id_title_en").fill("Typed into the session")
    wait_until_kept(desk)
    Session.objects.filter(pk=session.pk).delete()
    desk.goto(f"{live_server.url}/admin/")
    desk.get_by_role("region", name="Typed and not saved").get_by_role("link").last.click()
    expect(desk.locator("dl.typed")).to_contain_text("Typed into the session")


def test_what_others_changed_meanwhile_is_compared(
    desk: Page, live_server: Any, topic: Topic
) -> None:
    edit(desk, live_server.url, topic)
    desk.fill("#id_name_en", "Mine")
    wait_until_kept(desk)
    topic.name_en = "Theirs"
    topic.save()
    edit(desk, live_server.url, topic)
    restore(desk)
    desk.get_by_role("button", name="Save and continue editing").first.click()
    expect(desk.get_by_role("heading", name="Edit conflict")).to_be_visible()
    desk.get_by_role("group", name="Name · English").get_by_label("My version").check()
    desk.get_by_role("button", name="Save what was chosen").click()
    expect(desk.get_by_text("successfully")).to_be_visible()
    assert (Topic.objects.get().name_en, typed_texts()) == ("Mine", [])


def test_publishing_asks_about_what_is_not_saved(
    desk: Page, live_server: Any, topic: Topic
) -> None:
    make_settings(reviews=0)
    edit(desk, live_server.url, topic)
    desk.fill("#id_slug", "typed")
    desk.locator("button[name=languages]", has_text="Publish").first.click()
    question = desk.get_by_role("dialog")
    expect(question).to_contain_text("not saved")
    expect(question).to_be_in_viewport(ratio=1)
    question.get_by_role("button", name="Save first").click()
    expect(desk.get_by_text("successfully")).to_be_visible()
    expect(desk.locator("#publishing-heading")).to_be_focused()
    stored = Topic.objects.get()
    assert (stored.slug, stored.status) == ("typed", Status.DRAFT)


def test_a_note_outlives_the_save_that_comes_first(
    desk: Page, live_server: Any, topic: Topic
) -> None:
    make_settings(reviews=1)
    edit(desk, live_server.url, topic)
    desk.fill("#publishing-note", "Please read")
    desk.fill("#id_slug", "typed")
    desk.get_by_role("button", name="Submit for review").click()
    desk.get_by_role("dialog").get_by_role("button", name="Save first").click()
    expect(desk.get_by_text("successfully")).to_be_visible()
    expect(desk.locator("#publishing-note")).to_have_value("Please read")
    desk.get_by_role("button", name="Submit for review").click()
    expect(desk.get_by_text("Submitted for review").first).to_be_visible()
    assert Review.objects.get().note == "Please read"


def test_publishing_asks_nothing_about_a_moment_that_was_refused(
    desk: Page, live_server: Any, topic: Topic
) -> None:
    make_settings(reviews=0)
    edit(desk, live_server.url, topic)
    desk.get_by_text("Schedule…").click()
    desk.fill("#publishing-at", "2001-01-01T10:00")
    wait_until_kept(desk)
    desk.locator("details button[name=languages]").first.click()
    expect(desk.get_by_text("still to come")).to_be_visible()
    expect(desk.get_by_role("button", name=RESTORE)).to_be_visible()
    desk.locator("button[name=languages]", has_text="Publish").first.click()
    expect(desk.get_by_text("Published since").first).to_be_visible()


def test_whoever_comes_back_finds_the_newest_text_alone(
    desk: Page, live_server: Any, event: Event
) -> None:
    """And nothing of itself where the session was opened in a tab beside it."""
    make.make_session(event, title_en="First")
    edit(desk, live_server.url, event)
    desk.fill("#id_title_en", "Older")
    with desk.context.expect_page() as opened:
        desk.get_by_role("link", name="Open: First").click(modifiers=["Control"])
    wait_until_kept(desk)
    opened.value.close()
    edit(desk, live_server.url, event)
    expect(desk.get_by_role("button", name=RESTORE)).to_be_visible()
    expect(desk.locator("#id_title_en")).not_to_have_value("Older")
    desk.fill("#id_title_en", "Newer")
    visit_session(desk)
    expect(desk.get_by_role("button", name=RESTORE)).to_have_count(1)
    expect(desk.locator("#id_title_en")).to_have_value("Newer")
    wait_until_kept(desk)
    assert sorted(typed_texts()) == ["Newer", "Older"]


def test_what_another_tab_holds_is_asked_about_after_coming_back_too(
    desk: Page, live_server: Any, event: Event
) -> None:
    make_settings(reviews=0)
    make.make_session(event, title_en="First")
    edit(desk, live_server.url, event)
    visit_session(desk)
    desk.wait_for_load_state("networkidle")
    other_page = desk.context.new_page()
    edit(other_page, live_server.url, event)
    other_page.fill("#id_venue_en", "Typed")
    wait_until_kept(other_page)
    desk.locator("button[name=languages]", has_text="Publish").first.click()
    desk.get_by_role("dialog").get_by_role("button", name="Look at it first").click()
    expect(desk.locator("#id_venue_en")).not_to_have_value("Typed")
    assert Event.objects.get().status == Status.DRAFT


def test_two_clicks_are_one_save(desk: Page, live_server: Any, topic: Topic) -> None:
    edit(desk, live_server.url, topic)
    desk.fill("#id_name_en", "Typed")
    desk.get_by_role("button", name="Save and continue editing").first.dblclick()
    expect(desk.get_by_text("successfully")).to_be_visible()
    assert Topic.objects.get().name_en == "Typed"


def test_no_password_is_kept(desk: Page, live_server: Any) -> None:
    newcomer = User.objects.create_user("newcomer")
    desk.goto(f"{live_server.url}/admin/people/user/{newcomer.pk}/password/", wait_until="load")
    desk.fill("#id_password1", "harbour-lights-10")
    desk.goto(f"{live_server.url}/admin/people/user/{newcomer.pk}/change/", wait_until="load")
    desk.fill("#id_last_name", "李")
    wait_until_kept(desk)
    stored_drafts = desk.evaluate("JSON.stringify({ ...localStorage })")
    assert ("harbour" in stored_drafts, typed_texts()) == (False, ["李"])


def test_a_file_that_was_not_sent_is_asked_about(
    desk: Page, live_server: Any, event: Event
) -> None:
    desk.goto(f"{live_server.url}/admin/sessions_app/event/{event.pk}/photos/", wait_until="load")
    file = {"name": "a.png", "mimeType": "image/png", "buffer": b"\x89PNG"}
    desk.set_input_files("#images", [file])  # type: ignore[list-item]
    requests: list[str] = []
    desk.once("dialog", lambda dialog: (requests.append(dialog.type), dialog.accept()))
    desk.locator("h1.page-heading").click()
    desk.goto(f"{live_server.url}/admin/")
    assert requests == ["beforeunload"]


def test_what_was_typed_earlier_is_asked_about_until_it_is_not_wanted_back(
    desk: Page, live_server: Any, topic: Topic
) -> None:
    make_settings(reviews=0)
    edit(desk, live_server.url, topic)
    desk.fill("#id_name_en", "Typed")
    wait_until_kept(desk)
    edit(desk, live_server.url, topic)
    expect(desk.get_by_role("button", name=RESTORE)).to_be_visible()
    desk.locator("button[name=languages]", has_text="Publish").first.click()
    desk.get_by_role("dialog").get_by_role("button", name="Look at it first").click()
    expect(desk.get_by_role("button", name=RESTORE)).to_be_in_viewport()
    assert Topic.objects.get().status == Status.DRAFT
    discard(desk)
    desk.locator(".autosave-bar").get_by_role("button", name="Undo").click()
    expect(desk.get_by_role("button", name=RESTORE)).to_be_visible()
    discard(desk)
    desk.reload(wait_until="networkidle")
    expect(desk.get_by_role("button", name=RESTORE)).to_have_count(0)
