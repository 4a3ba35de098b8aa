"""axe finds nothing on any kind of page, in either language, scheme and size of window.

Not in each of their eight combinations: the kinds take the two languages in turn, and each of these
either scheme in a size of its own.
"""

from itertools import cycle
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.walk.site import DESK, PHONE, Site, Window

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

# Every rule that axe applies unless told otherwise: WCAG up to 2.2 AA, and good practice. Of its
# rules for 2.2 AA "target-size" is off by default.
OPTIONS: dict[str, Any] = {
    "resultTypes": ["violations"],
    "rules": {"target-size": {"enabled": True}},
}
# As ``Site.names_in_turn`` changes the language: the other has the same elements in other words.
SIGHTS: tuple[tuple[Window, Any], ...] = (
    (PHONE, "light"),  # Chinese
    (DESK, "light"),  # English
    (DESK, "dark"),
    (PHONE, "dark"),
)
# What has the elements of another kind of page that is looked at: a further message, or product.
ALIKE = ("events none", "product 1", "403", "503")
AXE = Axe()


def violations(page: Page) -> list[tuple[str, str]]:
    """Return rule and the first element that breaks it."""
    page.evaluate(AXE.axe_script)
    results: dict[str, Any] = page.evaluate("options => axe.run(options)", OPTIONS)
    return [(result["id"], result["nodes"][0]["html"][:200]) for result in results["violations"]]


def test_every_kind_of_page(site: Site) -> None:
    wrong = {}
    with site.page() as page:
        for (window, scheme), name in zip(cycle(SIGHTS), site.names_in_turn()):
            if name.partition(" ")[2] in ALIKE:
                continue
            page.set_viewport_size({"width": window[0], "height": window[1]})
            page.emulate_media(color_scheme=scheme)
            site.open(page, name)
            # A telephone's bar of buttons lies on what is read; at the end it covers nothing.
            page.evaluate("end => scrollTo(0, end)", 1_000_000 if window == PHONE else 0)
            if rules := violations(page):
                wrong[name, window, scheme] = rules
    assert wrong == {}


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
