"""A record under the thumb and by keyboard, and read aloud."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from sessions_app.models import Session
from tests.support import factories as make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PORTS = "/en/events/ports/"
LONG = "<p>Ports are good for everybody who lives near the sea.</p>" * 40
# Stands for the voices of a device, of which none is Mandarin, and says everything at once.
VOICES = """
window.spoken = [];
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
Object.defineProperty(window, "speechSynthesis", { value: {
  cancel() {},
  getVoices: () => [{ lang: "zh-HK" }, { lang: "en-US" }],
  speak(said) { spoken.push([said.lang, said.text, said.voice]); said.onend(); },
} });
"""


@pytest.fixture
def session() -> Session:
    event = make.make_event(slug="ports")
    session = make.make_session(event, slug="opening")
    more = '<p><a href="https://example.org/">The report</a></p>'
    make.make_appearance(session, remarks_en=LONG + more, remarks_zh_hans="")
    make.make_session(event, slug="closing", position=2)
    return session


@pytest.fixture
def telephone(page: Page, base_url: str, session: Session) -> Page:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{base_url}{PORTS}opening/")
    return page


def test_who_reads_on_by_keyboard_goes_on_in_the_text(telephone: Page) -> None:
    telephone.get_by_role("button", name="Read on").press("Enter")
    expect(telephone.locator(".turn .prose")).to_be_focused()


def test_a_link_in_what_is_cut_off_opens_it(telephone: Page) -> None:
    telephone.get_by_role("link", name="The report").focus()
    expect(telephone.locator(".shortened")).to_have_count(0)
    expect(telephone.get_by_role("link", name="The report")).to_be_focused()


def test_the_contents_close_behind_the_keyboard(telephone: Page) -> None:
    telephone.get_by_role("button", name="Contents").click()
    expect(telephone.locator(".contents.sheet")).to_have_count(1)
    telephone.locator(".contents a").last.focus()
    telephone.keyboard.press("Tab")
    expect(telephone.locator(".contents.sheet")).to_have_count(0)


def test_who_turns_the_telephone_keeps_what_is_open(
    page: Page, base_url: str, session: Session
) -> None:
    upright = {"width": 390, "height": 844}
    page.set_viewport_size(upright)
    page.goto(base_url + PORTS)
    fold = page.locator("details.fold").first
    fold.locator("summary").click()
    page.set_viewport_size({"width": 844, "height": 390})
    page.set_viewport_size(upright)
    page.evaluate("new Promise(requestAnimationFrame)")
    assert fold.evaluate("fold => fold.open") is True


@pytest.mark.parametrize("place", ["remarks-lin-panellist", "remarks-lin"])
def test_a_link_to_words_that_fold_opens_them(page: Page, base_url: str, place: str) -> None:
    event = make.make_event(slug="ports")
    for slug in ("opening", "topic-1"):
        person = make.make_person(slug="lin" if slug == "topic-1" else "mary")
        session = make.make_session(event, slug=slug)
        make.make_appearance(session, person, role="panellist", remarks_en="<p>Ports.</p>")
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{base_url}{PORTS}#{place}")
    folds = page.locator(".segment details.fold")
    expect(page.locator("#remarks-lin-panellist")).to_be_in_viewport()
    assert folds.evaluate_all("all => all.map(fold => fold.open)") == [False, True]
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert folds.evaluate_all("all => all.map(fold => fold.open)") == [True, True]


THUMBS = """() => [...document.querySelectorAll(
  "header.site a, header.site summary, .reach a, .actions a, .fold > summary, .take :is(a, button)"
)].filter(one => one.checkVisibility() && one.getBoundingClientRect().height < 44)
  .map(one => one.outerHTML)"""


def test_what_a_thumb_looks_for_is_44_pixels_high(telephone: Page) -> None:
    assert telephone.evaluate(THUMBS) == []


def test_the_reading_tools_stay_chosen_on_the_device_without_a_cookie(
    page: Page, base_url: str
) -> None:
    make.make_event(slug="ports")
    page.goto(base_url + PORTS)
    usual = page.evaluate("getComputedStyle(document.documentElement).fontSize")
    page.locator(".reading summary").click()
    page.get_by_role("button", name="Largest type").click()
    page.get_by_role("button", name="High contrast").click()
    page.goto(f"{base_url}/zh-hans/people/")
    size, paper = page.evaluate("""() => {
      const style = getComputedStyle(document.documentElement);
      return [style.fontSize, style.getPropertyValue("--paper").trim()];
    }""")
    assert (usual, size, paper) == ("16px", "23px", "#fff")
    assert page.context.cookies() == []


def hear(page: Page, address: str) -> list[Any]:
    """Return what is read aloud of a page: language, words and voice of each run."""
    page.add_init_script(VOICES)
    page.goto(address)
    page.locator(".reading summary").click()
    page.locator("[data-read]").click()
    spoken: list[Any] = page.evaluate("spoken")
    return spoken


def test_each_language_is_read_in_its_own(page: Page, base_url: str) -> None:
    session = make.make_session(make.make_event(slug="ports"), slug="opening")
    make.make_appearance(session, title_en="", title_zh_hans="港务局局长", remarks_en="<p>Yes.</p>")
    spoken = hear(page, f"{base_url}{PORTS}opening/")
    assert ["zh-CN", "港务局局长", None] in spoken
    assert ["en", "Yes.", None] in spoken


def test_words_before_a_list_within_a_list_are_read(page: Page, base_url: str) -> None:
    session = make.make_session(make.make_event(slug="ports"), slug="opening")
    remarks = "<ul><li>Ports of<ul><li>the north</li></ul></li></ul>"
    make.make_appearance(session, remarks_en=remarks)
    words = [words for _lang, words, _voice in hear(page, f"{base_url}{PORTS}opening/")]
    assert words[words.index("Ports of") + 1] == "the north"


def test_reading_aloud_ends_and_leaves_out_what_one_does_with_the_page(
    page: Page, base_url: str, session: Session
) -> None:
    words = [words for _lang, words, _voice in hear(page, f"{base_url}{PORTS}opening/")]
    phrases = ("Copy link", "BibTeX", "#remarks-", "About this record")
    assert [text for text in words if any(label in text for label in phrases)] == []
    expect(page.locator("[data-read]")).to_have_attribute("aria-pressed", "false")
    expect(page.locator(".spoken")).to_have_count(0)


def test_a_photo_that_nothing_tells_of_has_a_link_with_a_name(page: Page, base_url: str) -> None:
    event = make.make_event(slug="ports")
    for _number in range(2):
        make.make_photo(event, caption_en="", caption_zh_hans="", alt_en="", alt_zh_hans="")
    page.goto(base_url + PORTS)
    expect(page.get_by_role("link", name="Photo 2 of 2")).to_have_count(1)


def test_a_device_without_voices_offers_none(page: Page, base_url: str, session: Session) -> None:
    page.add_init_script(VOICES.replace('[{ lang: "zh-HK" }, { lang: "en-US" }]', "[]"))
    page.goto(f"{base_url}{PORTS}opening/")
    page.locator(".reading summary").click()
    expect(page.locator("[data-contrast]")).to_be_visible()
    expect(page.locator("[data-read]")).to_be_hidden()


def test_the_other_language_goes_on_at_the_same_place(telephone: Page, base_url: str) -> None:
    appearance_id = telephone.locator(".turn").get_attribute("id")
    telephone.evaluate("id => document.getElementById(id).scrollIntoView()", appearance_id)
    telephone.locator(".reach").get_by_role("link", name="中文").click()
    telephone.wait_for_url(f"{base_url}/zh-hans/events/ports/opening/#{appearance_id}")


SHARING = "navigator.share = async (shared) => { window.shared = shared.url; };"


def test_a_telephone_shares_the_page_with_its_own_sheet(
    page: Page, base_url: str, session: Session
) -> None:
    page.add_init_script(SHARING)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{base_url}{PORTS}")
    page.get_by_role("button", name="Share").click()
    assert page.evaluate("window.shared") == f"{base_url}{PORTS}"


def test_a_browser_without_such_a_sheet_offers_none(telephone: Page) -> None:
    expect(telephone.get_by_role("button", name="Share")).to_have_count(0)
