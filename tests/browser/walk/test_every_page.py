"""What holds on every page of the site: policy, languages, widths, scripts or none."""

from typing import Any

import pytest
from playwright.sync_api import ConsoleMessage, Page

from tests.browser.walk.site import Site, Window

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

WATCH = """
window.refused = [];
document.addEventListener("securitypolicyviolation", (one) =>
  window.refused.push(`${one.violatedDirective} ${one.blockedURI}`));
"""

# What reaches beyond the window, and texts that a box cuts.
LOST = """() => {
  const width = document.documentElement.clientWidth;
  const unseen = (one) => one.closest(".unseen, .skip") || getComputedStyle(one).display === "none";
  const wide = document.documentElement.scrollWidth > width ? ["the page"] : [];
  for (const one of document.body.querySelectorAll("*")) {
    const box = one.getBoundingClientRect();
    if (!box.width || unseen(one)) continue;
    const cut = getComputedStyle(one).overflowX !== "visible"
      && one.scrollWidth > one.clientWidth + 1 && !one.matches("select, input");
    if (box.right > width + 1 || box.left < -1 || cut) wide.push(one.outerHTML.slice(0, 120));
  }
  return wide.slice(0, 3);
}"""

# Texts and names of things whose language is not the one that stands on them or above them.
FOREIGN = r"""() => {
  const han = /\p{Script=Han}/u, sentence = /(?:\b[A-Za-z][A-Za-z’'-]*[,;:]?\s+){3,}[A-Za-z]/;
  const of = (element) => element.closest("[lang]").lang;
  const wrong = (text, lang) => lang.startsWith("zh") ? !han.test(text) && sentence.test(text)
    : han.test(text);
  const found = [];
  const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (!parent.matches("script, style") && wrong(node.data, of(parent))) found.push(node.data);
  }
  for (const name of ["alt", "title", "aria-label", "placeholder"])
    for (const one of document.querySelectorAll(`[${name}]`))
      if (wrong(one.getAttribute(name), of(one))) found.push(`${name}: ${one.getAttribute(name)}`);
  return found.map((text) => text.trim().slice(0, 100));
}"""

# What can be read, save the words on what only a script works.
READABLE = """() => {
  const scripted = ".filter, button, [role=status], dialog, option";
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (node.data.trim() && !parent.closest(scripted) && parent.getClientRects().length)
      found.push(node.data.trim());
  }
  return found;
}"""


def test_no_page_breaks_the_policy_or_asks_another_host(site: Site) -> None:
    said: list[str] = []
    hosts: set[str] = set()

    def listen(message: ConsoleMessage) -> None:
        # A page that is not there is announced as such.
        if "Failed to load resource: the server responded with a status of 40" not in message.text:
            said.append(f"{message.location['url']}: {message.text}")

    with site.page() as page:
        page.add_init_script(WATCH)
        page.on("console", listen)
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("request", lambda sent: hosts.add(sent.url.split("/")[2]))
        for name in site.names():
            site.open(page, name)
            said += [f"{name}: {one}" for one in page.evaluate("window.refused")]
    assert (said, hosts) == ([], {site.url.split("/")[2]})


@pytest.mark.parametrize("window", [(320, 640), (640, 450)])
def test_nothing_is_lost_on_small_screens_and_enlarged(site: Site, window: Window) -> None:
    assert site.walk(lambda page: list(page.evaluate(LOST)), window) == []


def test_every_passage_bears_its_language(site: Site) -> None:
    assert site.walk(lambda page: list(page.evaluate(FOREIGN))) == []


def test_every_page_reads_the_same_without_scripts(site: Site) -> None:
    def read(page: Page) -> list[Any]:
        return list(page.evaluate(READABLE))

    scripted = site.walk(read)
    assert site.walk(read, java_script_enabled=False) == scripted


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_filters_search_and_gallery_work_without_scripts(site: Site, language: str) -> None:
    with site.page(java_script_enabled=False) as page:
        site.open(page, f"{language} events")
        page.locator("main select").nth(1).select_option("2023")
        page.locator("main form button").first.click()
        page.wait_for_url("**/events/?*year=2023*")
        assert page.locator(".event-row").count() == 2
        site.open(page, f"{language} home")
        page.locator(".search-box input").fill("园区")
        page.keyboard.press("Enter")
        page.wait_for_url("**/search/?q=*")
        assert page.locator(".hit mark").count() > 0
        site.open(page, f"{language} event")
        page.locator(".gallery a.enlarge").first.click()
        assert page.url.startswith(f"{site.url}/media/")
