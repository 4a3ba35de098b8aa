"""Searching in both languages, as a visitor on a telephone does."""

import pytest
from playwright.sync_api import Page, expect

from tests.support import factories as make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def speech() -> None:
    session = make.make_session(make.make_event(slug="ports"), slug="opening")
    make.make_appearance(
        session,
        make.make_person(slug="wang", name_zh_hans="王受文", name_en="Wang Shouwen"),
        title_zh_hans="商务部副部长",
        title_en="Vice Minister",
        remarks_zh_hans="<p>岸电改造应当先从老码头做起。</p>",
        remarks_en="<p>Shore power begins with the old berths.</p>",
    )


@pytest.mark.parametrize(
    ("language", "typed", "text"),
    [
        ("zh-hans", "副部长 岸電", "岸电改造"),
        ("en", "vice minister berth", "old berths"),
        ("en", "wangshouwen 岸电", "Shore power"),
    ],
)
def test_what_somebody_said_is_one_search_away(
    page: Page, base_url: str, language: str, typed: str, text: str
) -> None:
    speech()
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{base_url}/{language}/search/")
    page.locator("#search-query").fill(typed)
    page.keyboard.press("Enter")
    page.locator(".hit h3 a").first.click()
    page.wait_for_url(f"{base_url}/{language}/events/ports/opening/#remarks-wang")
    expect(page.locator("#remarks-wang")).to_contain_text(text)
    expect(page.locator("#remarks-wang")).to_be_in_viewport()


def test_the_other_language_answers_the_same_question(page: Page, base_url: str) -> None:
    speech()
    page.goto(f"{base_url}/en/search/?q=岸电")
    page.get_by_role("link", name="中文").click()
    page.wait_for_url(f"{base_url}/zh-hans/search/?q=**")
    expect(page.locator(".hit mark")).to_have_text("岸电")


def test_a_topic_that_is_suggested_leads_to_its_page(page: Page, live_server: str) -> None:
    make.make_topic(slug="tides", name_en="Tides")
    page.goto(f"{live_server}/en/events/")
    page.get_by_role("combobox", name="Search").press_sequentially("tid")
    option = page.get_by_role("option", name="Tides")
    # A press that slides off the row, as a finger that scrolls, chooses nothing.
    option.hover()
    page.mouse.down()
    page.mouse.move(1, 1)
    page.mouse.up()
    expect(option).to_be_visible()
    option.click()
    page.wait_for_url("**/en/topics/tides/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Tides")


def test_names_are_suggested_and_chosen_by_keyboard(page: Page, live_server: str) -> None:
    make.make_person(slug="wang", name_zh_hans="王受文", name_en="Wang Shouwen")
    page.goto(f"{live_server}/en/events/")
    box = page.get_by_role("combobox", name="Search")
    box.press_sequentially("wang")
    option = page.get_by_role("option", name="Wang Shouwen")
    expect(option).to_be_visible()
    box.press("ArrowDown")
    expect(option).to_have_attribute("aria-selected", "true")
    box.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Search")
    assert "q=Wang+Shouwen" in page.url
