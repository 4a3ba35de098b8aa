"""axe finds nothing on any kind of page, in either language, scheme and size of window.

Not in each of their eight combinations: the kinds take the two languages in turn, and each of these
a size of its own in either scheme.
"""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.walk.site import DESK, PHONE, Site, Window
from tests.support.pages import LANGUAGES

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

# Every rule that axe applies unless told otherwise: WCAG up to 2.2 AA, and good practice. Of its
# rules for 2.2 AA "target-size" is off by default.
OPTIONS: dict[str, Any] = {
    "resultTypes": ["violations"],
    "rules": {"target-size": {"enabled": True}},
}
# The scheme decides of colours alone.
COLOURS: dict[str, Any] = {
    "resultTypes": ["violations"],
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
}
type Sight = tuple[Window, Any, dict[str, Any]]

# The other language has the same elements in other words.
SIGHTS: dict[str, list[Sight]] = {
    "zh-hans": [(PHONE, "light", OPTIONS), (DESK, "dark", COLOURS)],
    "en": [(DESK, "light", OPTIONS), (PHONE, "dark", COLOURS)],
}
AXE = Axe()


def violations(page: Page, options: dict[str, Any] = OPTIONS) -> list[tuple[str, str]]:
    """Return rule and the first element that breaks it."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.axe_script)
    results: dict[str, Any] = page.evaluate("options => axe.run(options)", options)
    return [(result["id"], result["nodes"][0]["html"][:200]) for result in results["violations"]]


def look(page: Page, sights: list[Sight]) -> list[Any]:
    """Return the violations in each size of window and scheme; the page is loaded once."""
    sightings: list[Any] = []
    for window, scheme, options in sights:
        page.set_viewport_size({"width": window[0], "height": window[1]})
        page.emulate_media(color_scheme=scheme)
        # A telephone's bar of buttons lies on what is being read; at the end it covers nothing.
        page.evaluate("end => scrollTo(0, end)", 1_000_000 if window == PHONE else 0)
        sightings += [(window, scheme, *violation) for violation in violations(page, options)]
    return sightings


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_second_kind_of_page(site: Site, language: str) -> None:
    names = [name for name in site.names_in_turn() if name.startswith(language)]
    assert site.walk(lambda page: look(page, SIGHTS[language]), names) == []


def test_a_fault_is_found(site: Site) -> None:
    with site.page() as page:
        site.open(page, "en home")
        page.evaluate("document.querySelector('main').append(document.createElement('img'))")
        assert [rule for rule, _ in violations(page)] == ["image-alt"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_open_gallery(site: Site, scheme: Any) -> None:
    with site.page(color_scheme=scheme) as page:
        site.open(page, "zh-hans event with times")
        page.locator(".gallery a.enlarge").first.click()
        page.locator("dialog.viewer[open]").wait_for()
        assert violations(page) == []
