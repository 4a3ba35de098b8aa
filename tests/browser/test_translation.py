"""A translation's way in a real Chromium: outdated, out to a translator, back, reviewed, public."""

import re
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Page, expect
from translate.storage.xliff import xlifffile

from forum.core.translations.states import TranslationState, confirm
from forum.core.translations.units import units_of
from sessions_app.models import Appearance, Event
from tests.browser.desk import at_the_desk
from tests.browser.test_desk_axe import NAMED, SCHEMES, look
from tests.support import factories as make
from tests.support.admin_forms import make_settings

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BOARD = "/admin/translations/"


@pytest.fixture
def desk(page: Page, live_server: Any) -> Iterator[Page]:
    """The page of an editor who is logged in."""
    with at_the_desk(page, live_server.url) as ready:
        yield ready


@pytest.fixture
def event() -> Event:
    """An event in Chinese alone, whose introduction has a reviewed translation."""
    make_settings(reviews=0)
    event = make.make_event(
        slug="ports",
        ready_languages=["zh-hans"],
        introduction_zh_hans="<p>论坛讨论<strong>港口</strong>。</p>",
        introduction_en="<p>The forum discusses <strong>ports</strong>.</p>",
    )
    confirm(event, "introduction", "en", "zh-hans", TranslationState.REVIEWED)
    event.save()
    return event


def state(event: Event) -> str:
    fresh = Event.objects.get(pk=event.pk)
    return next(unit.state for unit in units_of(fresh, "en") if unit.field == "introduction")


def text(event: Event) -> str:
    return str(Event.objects.get(pk=event.pk).introduction_en)


def public(page: Page, live_server: Any) -> Any:
    page.goto(f"{live_server.url}/en/events/ports/")
    return page.get_by_text("Chinese only").first


def change_the_chinese_text(page: Page, live_server: Any, event: Event) -> None:
    page.goto(f"{live_server.url}/admin/sessions_app/event/{event.pk}/change/")
    text = page.locator(".field-introduction_zh_hans .ProseMirror[contenteditable]")
    text.click()
    page.keyboard.press("Control+Home")
    page.keyboard.insert_text("今年，")
    page.get_by_role("button", name="Save and continue editing").first.click()
    expect(page.get_by_text("successfully")).to_be_visible()


def translate(path: Path, words: dict[str, str]) -> None:
    """Translate the texts of an XLIFF file as a translator's tool does, keeping inline codes."""
    store = xlifffile.parsefile(str(path))
    for unit in store.units:
        if unit.isheader() or not unit.istranslatable():
            continue
        target = [string.copy() for string in unit.rich_source]
        for string in target:
            string.apply_to_strings(lambda text: _said(text, words))
        unit.rich_target = target
    store.save()


def _said(text: str, words: dict[str, str]) -> str:
    for source, target in words.items():
        text = text.replace(source, target)
    return text


def download(page: Page, folder: Path) -> Path:
    with page.expect_download() as begun:
        page.get_by_role("button", name="Download the file").click()
    path = folder / begun.value.suggested_filename
    begun.value.save_as(path)
    return path


def test_from_a_changed_text_to_the_public_page(
    desk: Page, live_server: Any, event: Event, tmp_path: Path
) -> None:
    expect(public(desk, live_server)).to_be_visible()
    change_the_chinese_text(desk, live_server, event)
    # Seen on the board.
    desk.goto(f"{live_server.url}{BOARD}?state=outdated")
    row = desk.get_by_role("row", name="Green Ports")
    expect(row.get_by_role("img", name="Outdated 1")).to_be_visible()
    # Sent out.
    row.get_by_role("checkbox").check()
    desk.get_by_role("button", name="Send for translation").click()
    file = download(desk, tmp_path)
    translate(file, {"今年，论坛讨论": "This year it discusses ", "港口": "ports", "。": "."})
    # Brought back.
    desk.goto(f"{live_server.url}{BOARD}")
    desk.get_by_role("link", name="Import translation").click()
    desk.get_by_label("XLIFF, XLSX or PO").set_input_files(file)
    desk.get_by_role("button", name="Read the file").click()
    expect(desk.locator(".change ins").first).to_contain_text("This year it")
    desk.get_by_role("button", name="Import what is chosen").click()
    expect(desk.get_by_role("status")).to_contain_text("1 text of")
    assert (text(event), state(event)) == (
        "<p>This year it discusses <strong>ports</strong>.</p>",
        TranslationState.DRAFT,
    )
    # Reviewed.
    desk.get_by_role("link", name="English").click()
    desk.get_by_label("Choose Introduction").check()
    desk.get_by_role("button", name="Mark the chosen drafts reviewed").click()
    expect(desk.get_by_text("1 translation marked reviewed.")).to_be_visible()
    assert state(event) == TranslationState.REVIEWED
    # Published.
    desk.get_by_role("link", name="Open the record").click()
    desk.get_by_role("button", name="Publish English", exact=True).click()
    expect(desk.get_by_role("button", name="Publish English", exact=True)).to_have_count(0)
    expect(public(desk, live_server)).to_have_count(0)
    expect(desk.get_by_text("This year it discusses")).to_be_visible()


def test_a_file_that_is_discarded_is_no_work_to_wait_for(
    desk: Page, live_server: Any, event: Event, tmp_path: Path
) -> None:
    event.introduction_zh_hans = "<p>论坛讨论绿色港口。</p>"
    event.save()
    desk.goto(f"{live_server.url}{BOARD}export/?record=event.{event.pk}")
    file = download(desk, tmp_path)
    translate(file, {"论坛": "Forum"})
    desk.goto(f"{live_server.url}{BOARD}import/")
    desk.get_by_label("XLIFF, XLSX or PO").set_input_files(file)
    desk.get_by_role("button", name="Read the file").click()
    expect(desk.get_by_role("button", name="Discard this file")).to_be_visible()
    # The page's scripts come last.
    desk.wait_for_load_state("load")
    with desk.expect_request(lambda request: request.method == "POST") as sent:
        desk.get_by_role("button", name="Discard this file").click()
    expect(desk.get_by_text("was discarded")).to_be_visible()
    fields = parse_qs(sent.value.post_data or "", keep_blank_values=True)
    assert fields["_work"] == [""]


def test_a_long_name_of_an_event_covers_no_other_filter(desk: Page, live_server: Any) -> None:
    event = make.make_event(title_en="Ports between River and Sea " * 9)
    desk.set_viewport_size({"width": 1440, "height": 900})
    desk.goto(f"{live_server.url}{BOARD}?event={event.pk}")
    desk.locator("select[name=kind]").click(trial=True, timeout=9000)


def test_one_file_after_the_other_is_downloaded(desk: Page, live_server: Any) -> None:
    event = make.make_event()
    desk.goto(
        f"{live_server.url}{BOARD}export/?filters=event%3D{event.pk}%26language%3Den&which=found"
    )
    desk.locator("[name=scope][value=all]").check()
    names = []
    for format_name in ("xliff", "po"):
        desk.locator(f"[name=format][value={format_name}]").check()
        with desk.expect_download() as download:
            desk.get_by_role("button", name="Download the file").click()
        names.append(Path(download.value.suggested_filename).suffix)
    assert names == [".xlf", ".po"]


def test_text_after_text_by_keyboard(desk: Page, live_server: Any) -> None:
    event = make.make_event(introduction_en="")
    session = make.make_session(event)
    first = make.make_appearance(session, remarks_zh_hans="<p>一</p>")
    last = make.make_appearance(session, remarks_zh_hans="<p>二</p>", position=2)
    desk.goto(f"{live_server.url}/admin/translations/event/{event.pk}/introduction/en/")
    desk.keyboard.press("Alt+n")
    expect(desk).to_have_url(place(live_server, first))
    desk.locator(".ProseMirror[contenteditable]").click()
    desk.keyboard.type("One")
    desk.keyboard.press("Alt+s")
    expect(desk).to_have_url(place(live_server, last))
    expect(desk.get_by_text("Remarks · English: Saved as draft.")).to_be_visible()
    # The page's scripts come last; its keys are theirs.
    desk.wait_for_load_state("load")
    expect(desk.locator(".ProseMirror[contenteditable]")).to_be_visible()
    desk.keyboard.press("Alt+p")
    expect(desk).to_have_url(re.compile("/introduction/en/"))
    first.refresh_from_db()
    assert first.remarks_en == "<p>One</p>"


def test_a_text_that_is_left_is_offered_again(desk: Page, live_server: Any) -> None:
    topic = make.make_topic(name_en="")
    make.make_topic(name_en="")
    url = f"{live_server.url}/admin/translations/topic/{topic.pk}/name/en/"
    desk.goto(url)
    desk.get_by_role("textbox", name="English").fill("Ports")
    desk.keyboard.press("Alt+n")
    expect(desk).not_to_have_url(url)
    desk.goto(url)
    desk.get_by_role("button", name="Restore what you typed at").click()
    expect(desk.get_by_role("textbox", name="English")).to_have_value("Ports")


def test_axe_finds_nothing_serious(
    desk: Page, live_server: Any, event: Event, tmp_path: Path
) -> None:
    event.introduction_zh_hans = "<p>论坛讨论绿色港口。</p>"
    event.save()
    texts = f"/admin/translations/event/{event.pk}"
    out = f"{BOARD}export/?record=event.{event.pk}"
    ways = (BOARD, f"{texts}/en/", f"{texts}/introduction/en/", f"{BOARD}import/", out)
    found = {}
    for scheme, way in zip(cycle(SCHEMES), ways):
        desk.goto(f"{live_server.url}{way}")
        desk.wait_for_function(NAMED)
        found[way] = look(desk, scheme)
    file = download(desk, tmp_path)
    translate(file, {"论坛": "Forum"})
    desk.goto(f"{live_server.url}{BOARD}import/")
    desk.get_by_label("XLIFF, XLSX or PO").set_input_files(file)
    desk.get_by_role("button", name="Read the file").click()
    expect(desk.get_by_role("button", name="Import what is chosen")).to_be_visible()
    found["preview"] = look(desk, "dark")
    assert {way: wrong for way, wrong in found.items() if wrong} == {}


def place(live_server: Any, appearance: Appearance) -> str:
    return f"{live_server.url}/admin/translations/appearance/{appearance.pk}/remarks/en/"


def test_terms_of_the_glossary_stand_below_the_text(desk: Page, live_server: Any) -> None:
    make.make_person(name_zh_hans="林岚", name_en="Lin Lan")
    topic = make.make_topic(name_zh_hans="林岚的港口", name_en="")
    desk.goto(f"{live_server.url}/admin/translations/topic/{topic.pk}/name/en/")
    desk.get_by_role("button", name="林岚 → Lin Lan").click()
    expect(desk.get_by_role("textbox", name="English")).to_have_value("Lin Lan")
