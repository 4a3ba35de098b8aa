"""What only a browser tells of the design: glyphs, widths, schemes, motion."""

from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.support import factories as make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# The width of a closing quotation mark and of “——”, in ems.
WIDTHS = """selector => {
  const node = document.querySelector(selector).firstChild;
  const em = parseFloat(getComputedStyle(node.parentNode).fontSize);
  const wide = (text) => {
    const range = document.createRange();
    const start = node.textContent.indexOf(text);
    range.setStart(node, start);
    range.setEnd(node, start + text.length);
    return Math.round(range.getBoundingClientRect().width / em);
  };
  return [wide("”"), wide("——")];
}"""


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("selector", ["#sg-passage", "[lang=zh-Hans] .sg-title"])
def test_han_marks_are_full_width_on_pages_of_either_language(
    page: Page, base_url: str, selector: str, language: str
) -> None:
    page.goto(f"{base_url}/{language}/styleguide/")
    assert page.evaluate(WIDTHS, selector) == [1, 2]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_styleguide_is_no_wider_than_a_small_telephone(
    page: Page, base_url: str, language: str
) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"{base_url}/{language}/styleguide/")
    assert page.evaluate("document.documentElement.scrollWidth") == 320


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_record_is_no_wider_than_a_telephone_with_letters_of_twice_the_size(
    page: Page, base_url: str, language: str
) -> None:
    make.make_event(slug="ports", starts_on=date(2024, 6, 12), ends_on=date(2024, 6, 13))
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{base_url}/{language}/events/ports/")
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth") == 390


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_letters_of_twice_the_size_leave_the_name_whole_and_the_bar_one_line(
    page: Page, base_url: str, language: str
) -> None:
    make.make_event(slug="ports", key_points_en="One bill.", key_points_zh_hans="一单到底。")
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{base_url}/{language}/events/ports/")
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    tops = "links => new Set(links.map(link => link.getBoundingClientRect().top)).size"
    rows = page.locator(".reach :is(a, button):not([hidden])").evaluate_all(tops)
    home = page.locator("header.site .home").bounding_box()
    assert home
    assert (rows, home["width"] > 250, home["height"] < 160) == (1, True, True)


def test_the_first_point_of_a_record_is_in_sight_on_a_telephone(page: Page, base_url: str) -> None:
    parent = make.make_event(slug="forum", title_en="The Third Regional Cooperation Forum")
    make.make_event(
        slug="ports",
        parent=parent,
        city_en="Lanwan",
        starts_on=date(2024, 6, 12),
        ends_on=date(2024, 6, 12),
        key_points_en="One bill of lading travels from the river to the sea.",
    )
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{base_url}/en/events/ports/")
    bar = page.locator(".to-contents").bounding_box()
    point = page.locator(".glance li").first.bounding_box()
    assert bar
    assert point
    assert point["y"] + point["height"] < bar["y"]


def test_the_first_result_is_in_sight_on_a_telephone(page: Page, base_url: str) -> None:
    make.make_event(slug="ports", title_en="Small ports", country="CN")
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{base_url}/en/search/?q=ports")
    box = page.get_by_role("link", name="Small ports").bounding_box()
    assert box
    assert box["y"] + box["height"] < 844


@pytest.mark.parametrize(("scheme", "field"), [("light", "accent"), ("dark", "accent_dark")])
def test_an_accent_has_a_tone_for_each_scheme(
    page: Page, base_url: str, scheme: Any, field: str
) -> None:
    event = make.make_event(slug="ports", accent="#1f4e79")
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{base_url}/en/styleguide/")
    page.add_style_tag(url=f"{base_url}/en/events/ports/accent.css")
    accent = page.evaluate(
        "getComputedStyle(document.documentElement).getPropertyValue('--accent')"
    )
    assert accent.strip() == getattr(event, field)


def test_nothing_moves_for_those_who_want_no_motion(page: Page, base_url: str) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"{base_url}/en/styleguide/")
    assert page.evaluate("getComputedStyle(document.body).transitionDuration") == "1e-05s"


def test_a_title_is_found_in_the_page_and_read_out_as_it_is_written(
    page: Page, base_url: str
) -> None:
    make.make_event(slug="ports", title_zh_hans="数字港口与绿色走廊")
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{base_url}/zh-hans/events/ports/")
    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    names = [node["name"]["value"] for node in tree if node["role"]["value"] == "heading"]
    assert ("数字港口与绿色走廊" in names, page.evaluate("find('数字港口与绿色')")) == (True, True)
