"""Pages by keyboard: every control is reached in its order, seen, and not under anything."""

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.walk.site import DESK, PHONE, Site, Window

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

# The element in focus: its place among what a key can reach, and whether a reader sees it.
FOCUSED = """() => {
  const reachable = [...document.querySelectorAll(
    "a[href], button, input, select, textarea, summary, [tabindex='0']")]
    .filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.disabled);
  const one = document.activeElement;
  if (!reachable.includes(one)) return null;
  const box = one.getClientRects()[0];
  const at = document.elementFromPoint(
    Math.min(box.x + box.width / 2, innerWidth - 1), box.y + box.height / 2);
  const ring = [one, one.parentElement].some((part) => {
    const style = getComputedStyle(part);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  });
  return {
    place: reachable.indexOf(one), of: reachable.length, html: one.outerHTML.slice(0, 120), ring,
    visible: at !== null && (one.contains(at) || at.contains(one)) && box.y >= 0,
  };
}"""


def in_focus(page: Page) -> dict[str, Any] | None:
    """Return what is in focus; a busy machine draws it some frames after the key."""
    for _frame in range(20):
        one: dict[str, Any] | None = page.evaluate(FOCUSED)
        if one is None or (one["ring"] and one["visible"]):
            return one
        page.wait_for_timeout(50)
    return one


def tab_through(page: Page) -> list[dict[str, Any]]:
    """Press Tab until the page ends; return what was in focus each time."""
    finds: list[dict[str, Any]] = []
    page.keyboard.press("Tab")
    while (stop := in_focus(page)) and (not finds or stop["place"] > 0):
        finds.append(stop)
        page.keyboard.press("Tab")
    return finds


@pytest.mark.parametrize("window", [PHONE, DESK])
@pytest.mark.parametrize("kind", ["event with times", "people", "search found"])
def test_every_control_is_reached_and_seen(site: Site, kind: str, window: Window) -> None:
    with site.page(window, reduced_motion="reduce") as page:
        site.open(page, f"zh-hans {kind}")
        page.evaluate("document.querySelectorAll('.fold').forEach((one) => { one.open = true; })")
        stops = tab_through(page)
    assert 'class="skip"' in stops[0]["html"]
    assert [stop["place"] for stop in stops] == list(range(stops[0]["of"]))
    assert [stop["html"] for stop in stops if not (stop["ring"] and stop["visible"])] == []


def test_the_reading_tools_go_from_the_way_of_whoever_goes_on(site: Site) -> None:
    with site.page(PHONE, reduced_motion="reduce") as page:
        site.open(page, "en session")
        page.locator(".reading summary").press("Enter")
        stops = tab_through(page)
        assert [stop["html"] for stop in stops if not (stop["ring"] and stop["visible"])] == []
        assert page.locator(".reading button:visible").count() == 0
