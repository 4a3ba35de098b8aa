"""The glossary under the texts that are being typed, in a real Chromium."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.browser.desk import at_the_desk
from tests.support import factories as make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def desk(page: Page, live_server: Any) -> Iterator[Page]:
    with at_the_desk(page, live_server.url) as ready:
        yield ready


def test_terms_are_inserted_and_spellings_replaced(desk: Page, live_server: Any) -> None:
    make.make_term(
        text_zh_hans="园区", text_en="industrial park", forbidden=["industry park"], note="No zone."
    )
    product = make.make_product(title_zh_hans="", description_zh_hans="<p>港口</p>")
    desk.goto(f"{live_server.url}/admin/forum/knowledgeproduct/{product.pk}/change/")
    desk.fill("#id_title_zh_hans", "园区课程")
    desk.fill("#id_title_en", "Course for an industry park, industry parking")
    terms = desk.locator(".glossary-terms").first
    expect(terms).to_contain_text("“industry park” is not to be used; write “industrial park”.")
    expect(desk.locator("#id_title_en")).to_have_attribute(
        "aria-describedby", "id_title_en_helptext glossary-title"
    )
    terms.get_by_role("button", name="Replace").press("Enter")
    expect(desk.locator("#id_title_en")).to_have_value(
        "Course for an industrial park, industry parking"
    )
    desk.keyboard.press("Control+z")
    expect(desk.locator("#id_title_en")).to_have_value(
        "Course for an industry park, industry parking"
    )
    terms.get_by_role("button", name="Replace").press("Enter")
    expect(terms.locator(".translated-tick")).to_be_visible()
    expect(terms.locator(".wrong")).to_have_count(0)

    text = desk.locator(".prose-editor .ProseMirror")
    text.nth(0).click()
    desk.keyboard.type("园区")
    below = desk.get_by_role("region", name="Glossary").nth(1)
    below.get_by_role("button", name="园区 → industrial park").press("Enter")
    expect(text.nth(1)).to_contain_text("industrial park")
    expect(text.nth(1)).to_be_focused()


def test_in_a_session_that_is_opened_from_its_event(desk: Page, live_server: Any) -> None:
    make.make_term(text_zh_hans="园区", text_en="industrial park")
    session = make.make_session(title_zh_hans="园区", title_en="")
    desk.goto(f"{live_server.url}/admin/sessions_app/event/{session.event.pk}/change/")
    desk.locator(".session-row .session-open").click()
    desk.locator("#id_title_en").focus()
    desk.get_by_role("button", name="园区 → industrial park").click()
    expect(desk.locator("#id_title_en")).to_have_value("industrial park")


def test_beside_a_text_that_is_translated_by_itself(desk: Page, live_server: Any) -> None:
    make.make_term(text_zh_hans="园区", text_en="industrial park")
    appearance = make.make_appearance(caption_zh_hans="在园区讲话", caption_en="Speaks")
    url = reverse("translation-unit", args=["appearance", appearance.pk, "caption", "en"])
    desk.goto(f"{live_server.url}{url}")
    desk.get_by_role("button", name="园区 → industrial park").click()
    expect(desk.locator("textarea[lang=en]")).to_have_value("Speaks industrial park")
    marked = "[...CSS.highlights.get('glossary-term')].map(String)"
    assert desk.evaluate(marked) == ["园区"]


def test_a_spelling_is_replaced_in_a_rich_text(desk: Page, live_server: Any) -> None:
    make.make_term(text_zh_hans="中心", text_en="centre", forbidden=["center"])
    body = "<p>Centered on<br>the <b>cen</b>ter.</p><ul><li><p>Recentered center</p></li></ul>"
    product = make.make_product(description_en=body)
    desk.goto(f"{live_server.url}/admin/forum/knowledgeproduct/{product.pk}/change/")
    text = desk.locator(".prose-editor:has([name=description_en]) .ProseMirror")
    text.click()
    desk.keyboard.press("Control+End")
    desk.keyboard.type(" ")
    desk.get_by_role("button", name="Replace").click()
    expect(text.locator("p").first).to_have_text("Centered on the centre.")
    expect(text.locator("li")).to_have_text("Recentered centre")
