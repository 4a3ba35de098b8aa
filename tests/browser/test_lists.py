"""What only a browser shows of lists: a filter by keyboard, a jump in the index."""

import pytest
from playwright.sync_api import Page

from tests.support import factories as make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_list_is_filtered_by_keyboard(page: Page, base_url: str) -> None:
    make.make_event(title_en="Here", city_en="Suzhou", city_zh_hans="苏州")
    make.make_event(title_en="There", city_en="Lanwan", city_zh_hans="岚湾")
    page.goto(f"{base_url}/en/events/")
    page.get_by_label("City").focus()
    page.keyboard.type("Suz")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/events/?*city=*")
    assert page.locator(".event-row .title").all_inner_texts() == ["Here"]
    # The switch of languages keeps the filter.
    page.get_by_role("link", name="中文").click()
    page.wait_for_url("**/zh-hans/events/?*")
    assert page.get_by_role("combobox").last.input_value() == "苏州"
    assert page.locator(".event-row .title").count() == 1


def test_the_index_jumps_to_its_letter(page: Page, base_url: str) -> None:
    page.set_viewport_size({"width": 390, "height": 700})
    for number in range(61):
        make.make_person(name_en=f"Abe {number:02}", name_zh_hans="")
    make.make_person(name_en="Zeno", name_zh_hans="")
    page.goto(f"{base_url}/en/people/")
    page.locator(".index").get_by_role("link", name="Z").click()
    page.wait_for_url("**/people/?page=2#letter-z")
    heading = page.locator("#letter-z").bounding_box()
    assert heading is not None
    assert 0 <= heading["y"] < 700
    smallest = page.locator(".index a").evaluate_all(
        "links => Math.min(...links.map(one => one.getBoundingClientRect().height))"
    )
    assert smallest >= 24
