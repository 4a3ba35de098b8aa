"""A page from right to left, with passages in Chinese and English: nothing in it is scrambled."""

from typing import Any

import pytest
from playwright.sync_api import Page, Route

from forum.core.languages import add_directions
from tests.browser.walk.site import PHONE, Site

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

# What stands at another side than its neighbours, or runs against its own language.
SCRAMBLED = """() => {
  const wrong = [];
  for (const one of document.querySelectorAll("main [lang], footer [lang]")) {
    const { direction, textAlign } = getComputedStyle(one);
    const left = direction === "ltr", prose = one.matches(".prose, .prose *");
    const block = getComputedStyle(one).display !== "inline";
    if (left !== !one.lang.startsWith("ar")) wrong.push(one.outerHTML.slice(0, 90));
    if (block && !prose && textAlign === "left") wrong.push(one.outerHTML.slice(0, 90));
  }
  const whole = document.documentElement;
  return whole.scrollWidth > whole.clientWidth ? [...wrong, "the page is too wide"] : wrong;
}"""
# Where the title begins, and the same in another language below it: at the same side.
EDGES = """() => ["h1", ".page-head .other, .cover .other.title"].map((name) => {
  const range = document.createRange();
  range.selectNodeContents(document.querySelector(name));
  return Math.round(Math.max(...[...range.getClientRects()].map((line) => line.right)));
})"""


def turn_around(page: Page) -> None:
    """Let pages say that they are in Arabic, with the directions that such a site adds."""

    def answer(route: Route) -> None:
        response = route.fetch()
        html = add_directions(response.text().replace('<html lang="en"', '<html lang="ar"', 1))
        route.fulfill(response=response, body=html)

    page.route(lambda url: url.endswith("/"), answer)


@pytest.mark.parametrize("kind", ["event", "session", "person", "product 1"])
def test_passages_run_their_own_way_and_stand_with_their_neighbours(site: Site, kind: str) -> None:
    results: list[Any] = []
    with site.page(PHONE) as page:
        turn_around(page)
        site.open(page, f"en {kind}")
        results = page.evaluate(SCRAMBLED)
        title, further = page.evaluate(EDGES)
    assert results == []
    assert abs(title - further) <= 2
