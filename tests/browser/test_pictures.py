"""Pictures in a browser: which file it takes, whether it is large enough, what moves."""

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.support import factories as make
from tests.support.images import png

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WATCH = """
window.moved = 0;
new PerformanceObserver(list => {
  for (const entry of list.getEntries()) window.moved += entry.value;
}).observe({type: "layout-shift", buffered: true});
"""


def pictured_event(photos: int = 3) -> str:
    """Make an event with pictures of every kind; return its path."""
    organization = make.make_organization(logo=png(360, 180))
    event = make.make_event(slug="ports", cover=png(2000, 1000), cover_alt_en="A hall")
    make.make_role(event, organization)
    session = make.make_session(event, slug="opening")
    for number in range(photos):
        photo = make.make_photo(event, image=png(1200, 800), caption_en=f"Photo {number}")
        person = make.make_person(portrait=png(600, 800))
        make.make_appearance(session, person, photo=photo, remarks_en="<p>Ports are good.</p>")
    return "/en/events/ports/"


def show_all(page: Page) -> list[dict[str, Any]]:
    """Scroll through the page; return what each picture shows, and in which width."""
    page.evaluate("""async () => {
      for (let y = 0; y < document.body.scrollHeight; y += 300) {
        scrollTo(0, y);
        await new Promise(done => setTimeout(done, 30));
      }
    }""")
    page.wait_for_load_state("networkidle")
    pictures: list[dict[str, Any]] = page.evaluate("""() =>
      [...document.querySelectorAll("main picture img")]
      .filter(img => img.getClientRects().length)
      .map(img => ({
        source: img.currentSrc.split(".").pop(),
        complete: img.complete && img.naturalWidth > 0,
        shown: img.getBoundingClientRect().width,
        pixels: Number((img.srcset.match(/(\\d+)w$/) || [0, 0])[1]),
      }))""")
    return pictures


@pytest.mark.parametrize("width", [390, 1440])
def test_pictures_come_as_avif_large_enough_and_move_nothing(
    page: Page, base_url: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.add_init_script(WATCH)
    page.goto(base_url + pictured_event())
    pictures = show_all(page)
    too_small = [picture for picture in pictures if picture["shown"] > picture["pixels"] + 1]
    assert len(pictures) >= 7
    assert {(picture["source"], picture["complete"]) for picture in pictures} == {("avif", True)}
    assert (too_small, page.evaluate("window.moved")) == ([], 0)


def test_a_small_picture_stays_small(page: Page, base_url: str) -> None:
    event = make.make_event(slug="ports", cover=png(300, 150))
    make.make_photo(event, image=png(240, 160))
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{base_url}/en/events/ports/")
    assert [picture["shown"] for picture in show_all(page)] == [300, 240]


def test_nothing_moves_while_the_face_of_heads_arrives(page: Page, base_url: str) -> None:
    parent = make.make_event(title_en="The Third Lanwan Regional Cooperation Forum")
    make.make_event(slug="ports", parent=parent, title_en="Digital Ports and Green Corridors")
    page.set_viewport_size({"width": 390, "height": 844})
    page.add_init_script(WATCH)
    page.goto(f"{base_url}/en/events/ports/")
    page.evaluate("document.fonts.ready")
    assert round(page.evaluate("window.moved"), 3) == 0


def test_a_telephone_takes_a_smaller_file_than_a_large_screen(page: Page, base_url: str) -> None:
    address = base_url + pictured_event(1)
    taken = []
    for width in (390, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(address)
        taken.append(page.locator(".cover img").evaluate("img => img.currentSrc"))
    assert len(set(taken)) == 2
