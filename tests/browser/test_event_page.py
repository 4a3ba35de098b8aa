"""An event's pages in a browser: what scripts add, what stays without them, and paper."""

import re
from collections.abc import Iterator
from datetime import date, time
from io import BytesIO
from itertools import product
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from forum.delivery import agenda
from sessions_app.models import Event
from tests.support import factories as make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PORTS = "/en/events/ports/"
LONG = "<p>Ports are good for everybody who lives near the sea.</p>" * 12


@pytest.fixture
def event(monkeypatch: pytest.MonkeyPatch) -> Event:
    """Make an event of two days with times, rooms, remarks, photos and a correction."""
    monkeypatch.setattr(agenda, "FILTERED_FROM", 4)
    event = make.make_event(slug="ports", ends_on=date(2023, 11, 6), city_en="Lanwan")
    rows = (("opening", 5, 9, "Hall 1"), ("topic-1", 5, 9, "Hall 2"), ("topic-2", 5, 10, "Hall 1"),
            ("closing", 6, 9, "Hall 1"))  # fmt: skip
    for number, (slug, day, hour, room) in enumerate(rows):
        kind = {"opening": "opening", "closing": "closing"}.get(slug, "discussion")
        session = make.make_session(
            event, slug=slug, kind=kind, position=number, day=date(2023, 11, day),
            start=time(hour), end=time(hour + 1), room_en=room,
        )  # fmt: skip
        person = make.make_person(slug=slug, name_en=f"Lin {slug.title()}")
        make.make_appearance(session, person, remarks_en=LONG, remarks_zh_hans="<p>港口。</p>")
    for number in range(3):
        make.make_photo(event, caption_en=f"Hall {number}", alt_en="A hall", credit_en="Zoe")
    make.make_role(event)
    make.make_document(event, title_en="Programme")
    make.make_correction(event)
    return event


@pytest.fixture
def opened(page: Page, base_url: str, event: Event) -> Iterator[Page]:
    """The event's page at a desk, which must not complain."""
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(base_url + PORTS)
    yield page
    assert complaints == []


def test_the_gallery_is_worked_by_keyboard_by_buttons_and_by_a_finger(opened: Page) -> None:
    opened.locator(".gallery a.enlarge").first.focus()
    opened.keyboard.press("Enter")
    viewer = opened.locator("dialog.viewer")
    count, caption = viewer.locator(".count"), viewer.locator("figcaption")
    expect(count).to_have_text("1 / 3")
    for key, place in (
        ("ArrowRight", 2), ("End", 3), ("ArrowRight", 1), ("ArrowLeft", 3), ("Home", 1),
    ):  # fmt: skip
        opened.keyboard.press(key)
        expect(count).to_have_text(f"{place} / 3")
        expect(caption).to_have_text(f"Hall {place - 1} Photo: Zoe")
    opened.keyboard.press("Escape")
    expect(viewer).not_to_be_visible()
    expect(opened.locator(".gallery a.enlarge").first).to_be_focused()
    opened.locator(".gallery a.enlarge").nth(1).click()
    opened.get_by_role("button", name="Next photo").click()
    expect(count).to_have_text("3 / 3")
    opened.get_by_role("button", name="Previous photo").click()
    expect(count).to_have_text("2 / 3")
    for kind, x in (("pointerdown", 300), ("pointerup", 200)):
        touch = {"pointerType": "touch", "isPrimary": True, "pointerId": 7}
        viewer.locator("figure").dispatch_event(kind, {**touch, "clientX": x, "clientY": 300})
    expect(count).to_have_text("3 / 3")
    assert list_gaps_around_the_photo(opened) == [0, 16] * 2
    opened.get_by_role("button", name="Close").click()
    expect(opened.locator(".gallery a.enlarge").nth(1)).to_be_focused()


def list_gaps_around_the_photo(opened: Page) -> list[float]:
    """Return how far a photo is from the viewer's top and from its caption, in two windows."""
    gaps = []
    for width in (390, 1440):
        opened.set_viewport_size({"width": width, "height": 844})
        gaps += opened.locator(".viewer figure").evaluate(
            """figure => {
              const [photo, caption] = ["img", "figcaption"].map(
                name => figure.querySelector(name).getBoundingClientRect());
              return [photo.top - figure.getBoundingClientRect().top, caption.top - photo.bottom];
            }"""
        )
    return gaps


def test_the_agenda_is_filtered_and_the_address_keeps_it(opened: Page) -> None:
    """In the other language too."""
    link = opened.locator(".languages a").first
    agenda = opened.locator(".agenda")
    expect(agenda.locator(".session:visible")).to_have_count(4)
    agenda.get_by_label("Room").select_option("Hall 1")
    expect(agenda.locator(".session:visible")).to_have_count(3)
    expect(agenda.get_by_role("status")).to_have_text("3 of 4 sessions")
    expect(link).to_have_attribute("href", re.compile(r"/zh-hans/events/ports/\?room=1$"))
    agenda.get_by_label("Kind").select_option("Panel discussion")
    expect(agenda.locator(".session:visible")).to_have_count(1)
    expect(agenda.locator(".day:visible")).to_have_count(1)
    opened.reload()
    expect(agenda.locator(".session:visible")).to_have_count(1)
    agenda.get_by_role("button", name="Show all").click()
    expect(agenda.locator(".session:visible")).to_have_count(4)
    assert opened.url.endswith(PORTS)
    opened.goto(f"{opened.url}?room=2")
    expect(link).to_have_attribute("href", re.compile(r"/zh-hans/events/ports/\?room=2$"))


def test_the_grid_is_a_table_at_a_desk_and_a_list_on_a_telephone(opened: Page) -> None:
    room = opened.locator(".agenda .room").first
    boxes = opened.locator("td.session")
    desk = [boxes.nth(number).bounding_box() for number in (0, 1)]
    assert desk[0] and desk[1]  # noqa: PT018 - for the type checker
    assert desk[0]["y"] == desk[1]["y"]
    expect(room).not_to_be_visible()
    opened.set_viewport_size({"width": 390, "height": 844})
    phone = [boxes.nth(number).bounding_box() for number in (0, 1)]
    assert phone[0] and phone[1]  # noqa: PT018
    assert phone[0]["y"] + phone[0]["height"] <= phone[1]["y"]
    expect(room).to_be_visible()


def test_the_contents_mark_what_is_read_and_links_lead_to_remarks(opened: Page) -> None:
    current = opened.locator(".contents [aria-current]")
    for name in ("Agenda", "Remarks", "Introduction", "Corrections", "Documents", "Cite"):
        opened.locator(".contents").get_by_role("link", name=name, exact=True).click()
        expect(current).to_have_text([name])
    opened.get_by_role("link", name="Link to the remarks of Lin Topic-1").focus()
    opened.keyboard.press("Enter")
    assert opened.url.endswith("#remarks-topic-1")


def test_no_anchor_lies_under_the_bar(opened: Page) -> None:
    hidden = []
    for width, anchor in product((390, 820, 1440), ("agenda", "remarks-topic-2", "corrections")):
        opened.set_viewport_size({"width": width, "height": 900})
        opened.goto(f"{opened.url.partition('#')[0]}#{anchor}")
        if opened.evaluate(
            """(id) => {
                const nav = document.querySelector(".contents");
                const top = document.getElementById(id).getBoundingClientRect().top;
                return top < Math.max(0, nav.getBoundingClientRect().bottom);
            }""",
            anchor,
        ):
            hidden.append((width, anchor))
    assert hidden == []


def test_a_button_copies_and_says_so(opened: Page, base_url: str) -> None:
    opened.context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened.locator(".colophon").get_by_role("button", name="Copy citation").click()
    expect(opened.locator(".colophon [role=status]")).to_have_text("Copied")
    assert base_url + PORTS in opened.evaluate("navigator.clipboard.readText()")


def test_copying_works_where_the_clipboard_is_refused(opened: Page) -> None:
    opened.evaluate(
        "Object.defineProperty(navigator, 'clipboard', { get() { return undefined; } })"
    )
    opened.locator(".colophon").get_by_role("button", name="Copy link").click()
    expect(opened.locator(".colophon [role=status]")).to_have_text("Copied")


def test_the_page_is_whole_without_scripts(browser: Any, base_url: str, event: Event) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(base_url + PORTS)
        expect(page.locator("td.session:visible, li.session:visible")).to_have_count(4)
        expect(page.locator(".filter")).not_to_be_visible()
        expect(page.locator("main").get_by_role("button")).to_have_count(0)
        page.locator(".gallery a.enlarge").first.click()
        assert page.url.startswith(f"{base_url}/media/")


@pytest.mark.parametrize("path", [f"{PORTS}parallel/", f"{PORTS}topic-1/parallel/"])
def test_languages_stand_side_by_side_or_one_under_the_other(
    page: Page, base_url: str, event: Event, path: str
) -> None:
    def boxes() -> list[Any]:
        cells = page.locator(".row.person .cell")
        return [cells.nth(number).bounding_box() for number in (0, 1)]

    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(base_url + path)
    left_box, right = boxes()
    # Their first lines share a baseline, which puts the boxes of two scripts some pixels apart.
    level = abs(left_box["y"] - right["y"]) < 16
    assert (level, left_box["x"] + left_box["width"] <= right["x"]) == (True, True)
    page.set_viewport_size({"width": 390, "height": 844})
    upper, lower = boxes()
    assert (upper["x"] == lower["x"], upper["y"] + upper["height"] <= lower["y"]) == (True, True)


def test_each_column_has_the_line_height_of_its_script(
    page: Page, base_url: str, event: Event
) -> None:
    page.goto(f"{base_url}{PORTS}parallel/")
    cells = page.locator(".prose.row").first.locator(".cell")
    ratio = "one => parseFloat(getComputedStyle(one).lineHeight)"
    ratio += " / parseFloat(getComputedStyle(one).fontSize)"
    ratios = [round(cells.nth(number).evaluate(ratio), 2) for number in (0, 1)]
    assert ratios == [1.8, 1.6]


def test_paper_bears_the_address_as_a_code(page: Page, base_url: str, event: Event) -> None:
    page.goto(base_url + PORTS)
    page.emulate_media(media="print")
    expect(page.locator(".code img")).to_be_visible()


def test_on_paper_nobody_s_name_and_mark_are_parted_from_the_first_words(
    page: Page, base_url: str
) -> None:
    event = make.make_event(slug="ports")
    session = make.make_session(event, slug="opening")
    for number in range(40):
        person = make.make_person(slug=f"p-{number}", name_en=f"Lin {number}")
        make.make_appearance(
            session, person, position=number, title_en=f"Title of {number}",
            remarks_zh_hans="<p>Words about the ports.</p>" * (3 + number % 5),
            photo=make.make_photo(event) if number % 3 == 0 else None,
        )  # fmt: skip
    page.goto(f"{base_url}{PORTS}opening/")
    sheets = PdfReader(BytesIO(page.pdf(format="A4", prefer_css_page_size=True))).pages
    ends = [last_words(sheet.extract_text()) for sheet in sheets[:-1]]
    parted = [end for end in ends if end.startswith(("Lin ", "Title ", "Chinese"))]
    assert (len(ends) > 3, parted) == (True, [])


def test_long_words_beside_a_photo_begin_on_the_sheet_of_the_head(
    page: Page, base_url: str
) -> None:
    event = make.make_event(slug="ports")
    session = make.make_session(event, slug="opening")
    make.make_appearance(
        session, make.make_person(slug="lin"), remarks_en=LONG * 5,
        photo=make.make_photo(event, caption_en="Lin Lan speaks in the great hall of the port"),
    )  # fmt: skip
    page.goto(f"{base_url}{PORTS}opening/")
    [first, *_] = PdfReader(BytesIO(page.pdf(format="A4", prefer_css_page_size=True))).pages
    assert "Ports are good for everybody" in first.extract_text()


def last_words(text: str) -> str:
    """Return the last line of a sheet that is not its number."""
    lines = [line.strip() for line in text.splitlines()]
    return next(line for line in reversed(lines) if line.strip(" /—–-0123456789"))
