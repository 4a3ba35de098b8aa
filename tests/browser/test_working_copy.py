"""A working copy in a real Chromium: reviewed twice, then published; till then the page stays."""

from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from playwright.sync_api import Browser, Page, expect

from people.models import User
from tests.browser.desk import PASSWORD
from tests.support import factories as make
from tests.support.admin_forms import make_settings

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# The desk's words in each of its languages.
WORDS = {
    "en": {
        "notice": "You are editing the working copy.",
        "before": "What you save goes into a working copy",
        "changes": "What will change",
        "submit": "Submit for review",
        "publish": "Publish English",
        "done": "The working copy is published.",
    },
    "zh-hans": {
        "notice": "您正在编辑工作稿。",
        "before": "您保存的修改会进入工作稿",
        "changes": "将要改变的内容",
        "submit": "提交审核",
        "publish": "发布英文版",
        "done": "工作稿已发布。",
    },
}


@pytest.fixture
def people() -> None:
    call_command("make_roles", stdout=StringIO())
    for name, role in (
        ("wen", "Editor"),
        ("lin", "Reviewer-publisher"),
        ("he", "Reviewer-publisher"),
    ):
        user = User.objects.create_user(name, password=PASSWORD, is_staff=True)
        user.groups.add(Group.objects.get(name=role))


@pytest.fixture(params=["zh-hans", "en"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def enter(browser: Browser, home: str, name: str, language: str) -> Page:
    """Open the desk as somebody, in a browser of their own, and in a language."""
    context = browser.new_context(locale="zh-CN" if language == "zh-hans" else "en")
    page = context.new_page()
    page.goto(f"{home}/admin/login/")
    page.fill("#id_username", name)
    page.fill("#id_password", PASSWORD)
    page.locator("#login-form [type=submit]").click()
    page.wait_for_url(f"{home}/admin/")
    return page


def test_a_working_copy_is_reviewed_twice_and_published(
    browser: Browser, live_server: Any, people: None, language: str
) -> None:
    make_settings(reviews=2)
    event = make.make_event(slug="ports", title_en="Green Ports")
    words, home = WORDS[language], live_server.url
    form = f"{home}/admin/sessions_app/event/{event.pk}/change/"

    editor = enter(browser, home, "wen", language)
    editor.goto(form)
    expect(editor.get_by_text(words["before"])).to_be_visible()
    editor.fill("#id_title_en", "Blue Ports")
    editor.locator("[name=_continue]").first.click()
    expect(editor.get_by_text(words["notice"])).to_be_visible()
    # A title has an original in each language: the page after the save asks about the other.
    editor.goto(form)
    expect(editor.locator("#id_title_en")).to_have_value("Blue Ports")
    assert public_title(editor, home) == "Green Ports"
    editor.locator(".copy-notice").get_by_role("link", name=words["changes"]).click()
    expect(editor.get_by_text("Blue Ports").first).to_be_visible()
    editor.goto(form)
    editor.get_by_role("button", name=words["submit"]).click()

    for name in ("lin", "he"):
        reviewer = enter(browser, home, name, language)
        reviewer.goto(form)
        reviewer.locator("button[value=approve]").click()
        expect(reviewer.locator(".copy-notice")).to_be_visible()
        assert public_title(reviewer, home) == "Green Ports"

    reviewer.get_by_role("button", name=words["publish"], exact=True).click()
    reviewer.locator("[name=asked_kind][value=slip]").check()
    reviewer.locator("form:has([name=asked_kind]) [type=submit]").first.click()
    expect(reviewer.get_by_text(words["done"])).to_be_visible()
    assert public_title(reviewer, home) == "Blue Ports"


def public_title(page: Page, home: str) -> str:
    """Return the heading of the public page."""
    response = page.request.get(f"{home}/en/events/ports/")
    return "Blue Ports" if "Blue Ports" in response.text() else "Green Ports"
