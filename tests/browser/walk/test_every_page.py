"""What holds on every page of the site: policy, languages, widths, scripts or none."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import ConsoleMessage, Page

from tests.browser.walk.site import ALONE, DESK, PHONE, Site, stand_alone

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

WATCH = """
window.refused = [];
document.addEventListener("securitypolicyviolation", (one) =>
  window.refused.push(`${one.violatedDirective} ${one.blockedURI}`));
"""

# What reaches beyond the window, and texts that a box cuts. The menu is a row that is moved, a wide
# table is too, and what the crumbs cut stands whole below them.
LOST = """() => {
  // What is folded keeps the places that it had in a wider window.
  for (const details of document.querySelectorAll("details:not([open])")) details.open = true;
  const width = document.documentElement.clientWidth;
  const apart = ".unseen, .skip, .menu, .crumbs, .scrolled[tabindex] *";
  const moved = "select, input, .scrolled[tabindex]";
  const unseen = (one) => one.closest(apart) || getComputedStyle(one).display === "none";
  const wide = document.documentElement.scrollWidth > width ? ["the page"] : [];
  for (const one of document.body.querySelectorAll("*")) {
    const box = one.getBoundingClientRect();
    if (!box.width || unseen(one)) continue;
    const cut = getComputedStyle(one).overflowX !== "visible"
      && one.scrollWidth > one.clientWidth + 1 && !one.matches(moved);
    if (box.right > width + 1 || box.left < -1 || cut) wide.push(one.outerHTML.slice(0, 120));
  }
  return wide.slice(0, 3);
}"""

# Texts and names of things whose language is not the one that stands on them or above them. The
# title of a search begins with what the reader typed, and can mark no part of itself.
FOREIGN = r"""(document, search) => {
  const han = /\p{Script=Han}/u, sentence = /(?:\b[A-Za-z][A-Za-z’'-]*[,;:]?\s+){3,}[A-Za-z]/;
  const of = (element) => element.closest("[lang]").lang;
  const wrong = (text, lang) => lang.startsWith("zh") ? !han.test(text) && sentence.test(text)
    : han.test(text);
  const found = [];
  const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    const apart = parent.matches("script, style") || (parent.matches("title") && search);
    if (!apart && wrong(node.data, of(parent))) found.push(node.data);
  }
  for (const name of ["alt", "title", "aria-label", "placeholder"])
    for (const one of document.querySelectorAll(`[${name}]`))
      if (wrong(one.getAttribute(name), of(one))) found.push(`${name}: ${one.getAttribute(name)}`);
  return found.map((text) => text.trim().slice(0, 100));
}"""

# The same of a page that is fetched and not drawn.
FOREIGN_IN = f"""async (path) => {{
  const html = await (await fetch(path)).text();
  const page = new DOMParser().parseFromString(html, "text/html");
  return ({FOREIGN})(page, new URL(path, location).search);
}}"""

# What can be read, save the words on what only a script works.
READABLE = """() => {
  const scripted = ".filter, .reading, button, [role=status], dialog, option";
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (node.data.trim() && !parent.closest(scripted) && parent.getClientRects().length)
      found.push(node.data.trim());
  }
  return found;
}"""


@dataclass
class Walk:
    """What one walk over all pages found; each finding begins with the page's name."""

    said: list[str] = field(default_factory=list)
    hosts: set[str] = field(default_factory=set)
    lost: list[Any] = field(default_factory=list)
    lost_in_large_type: list[Any] = field(default_factory=list)
    foreign: list[Any] = field(default_factory=list)
    texts: dict[str, list[str]] = field(default_factory=dict)

    def hear(self, page: Page) -> None:
        """Note complaints and requests from now on."""
        page.add_init_script(WATCH)
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.said.append(f"{page.url}: {error}"))
        page.on("request", lambda sent: self.hosts.add(sent.url.split("/")[2]))

    def _console(self, message: ConsoleMessage) -> None:
        # A page that is not there is announced as such.
        if "the server responded with a status of 40" not in message.text:
            self.said.append(f"{message.location['url']}: {message.text}")

    def look(self, page: Page, name: str) -> None:
        foreign = page.evaluate(f"({FOREIGN})(document, location.search)")
        self.foreign += [(name, text) for text in foreign]
        self.texts[name] = page.evaluate(READABLE)
        for width in (640, 320):
            page.set_viewport_size({"width": width, "height": 640})
            self.lost += [(name, width, text) for text in page.evaluate(LOST)]
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        self.lost_in_large_type += [(name, lost) for lost in page.evaluate(LOST)]
        page.evaluate("document.documentElement.style.fontSize = ''")
        page.set_viewport_size({"width": DESK[0], "height": DESK[1]})
        self.said += [f"{name}: {refusal}" for refusal in page.evaluate("window.refused")]


@pytest.fixture(scope="module")
def walk(site: Site) -> Walk:
    """Open every page once, in one language after the other; of the other read what it says."""
    walk = Walk()
    with site.page() as page:
        walk.hear(page)
        for name in site.names_in_turn():
            site.open(page, name)
            walk.look(page, name)
        page.route(ALONE, stand_alone)
        for name in {*site.names()} - {*site.names_in_turn()}:
            walk.foreign += [(name, text) for text in page.evaluate(FOREIGN_IN, site.path(name))]
    return walk


def test_no_page_breaks_the_policy(walk: Walk) -> None:
    assert walk.said == []


def test_no_page_asks_another_host(walk: Walk, site: Site) -> None:
    assert walk.hosts == {site.url.split("/")[2]}


def test_nothing_is_lost_on_a_small_screen_or_enlarged_to_twice_the_size(walk: Walk) -> None:
    assert walk.lost == []


def test_nothing_is_lost_on_a_small_screen_with_letters_of_twice_the_size(walk: Walk) -> None:
    assert walk.lost_in_large_type == []


def test_every_passage_bears_its_language(walk: Walk) -> None:
    assert walk.foreign == []


def test_every_kind_of_page_reads_the_same_without_scripts(walk: Walk, site: Site) -> None:
    with site.page(java_script_enabled=False) as page:
        for name in site.names_in_turn():
            site.open(page, name)
            assert (name, page.evaluate(READABLE)) == (name, walk.texts[name])


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_all_points_of_a_record_stand_in_a_screen_and_a_half(site: Site, language: str) -> None:
    with site.page(PHONE) as page:
        site.open(page, f"{language} event")
        point = page.locator(".part.glance li").last.bounding_box()
    assert point
    assert point["y"] + point["height"] < 1.5 * PHONE[1]


def test_filters_search_and_gallery_work_without_scripts(site: Site) -> None:
    with site.page(java_script_enabled=False) as page:
        site.open(page, "zh-hans events")
        page.locator("main select").nth(1).select_option("2023")
        page.locator("main form button").first.click()
        page.wait_for_url("**/events/?*year=2023*")
        assert page.locator(".event-row").count() == 2
        site.open(page, "zh-hans home")
        page.locator(".search-box input").fill("园区")
        page.keyboard.press("Enter")
        page.wait_for_url("**/search/?q=*")
        assert page.locator(".hit mark").count() > 0
        site.open(page, "zh-hans event with times")
        page.locator(".gallery a.enlarge").first.click()
        assert page.url.startswith(f"{site.url}/media/")
