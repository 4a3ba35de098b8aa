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


def enter(browser: Browser, home: str, name: str) -> Page:
    """Open the desk in Chinese as somebody, in a browser of their own."""
    context = browser.new_context(locale="zh-CN")
    page = context.new_page()
    page.goto(f"{home}/admin/login/")
    page.fill("#id_username", name)
    page.fill("#id_password", PASSWORD)
    page.locator("#login-form [type=submit]").click()
    page.wait_for_url(f"{home}/admin/")
    return page


def test_a_working_copy_is_reviewed_twice_and_published_at_a_chinese_desk(
    browser: Browser, live_server: Any, people: None
) -> None:
    make_settings(reviews=2)
    event = make.make_event(slug="ports", title_en="Green Ports")
    home = live_server.url
    form = f"{home}/admin/sessions_app/event/{event.pk}/change/"

    editor = enter(browser, home, "wen")
    editor.goto(form)
    expect(editor.get_by_text("您保存的修改会进入工作稿")).to_be_visible()
    editor.fill("#id_title_en", "Blue Ports")
    editor.locator("[name=_continue]").first.click()
    expect(editor.get_by_text("您正在编辑工作稿。")).to_be_visible()
    # A title has an original in each language: the page after the save asks about the other.
    editor.goto(form)
    expect(editor.locator("#id_title_en")).to_have_value("Blue Ports")
    assert public_title(editor, home) == "Green Ports"
    editor.locator(".copy-notice").get_by_role("link", name="将要改变的内容").click()
    expect(editor.get_by_text("Blue Ports").first).to_be_visible()
    editor.goto(form)
    editor.get_by_role("button", name="提交审核").click()

    for name in ("lin", "he"):
        reviewer = enter(browser, home, name)
        reviewer.goto(form)
        reviewer.locator("button[value=approve]").click()
        expect(reviewer.locator(".copy-notice")).to_be_visible()
        assert public_title(reviewer, home) == "Green Ports"

    reviewer.get_by_role("button", name="发布英文版", exact=True).click()
    reviewer.locator("[name=asked_kind][value=slip]").check()
    reviewer.locator("form:has([name=asked_kind]) [type=submit]").first.click()
    expect(reviewer.get_by_text("工作稿已发布。")).to_be_visible()
    assert public_title(reviewer, home) == "Blue Ports"


def public_title(page: Page, home: str) -> str:
    """Return the heading of the public page."""
    response = page.request.get(f"{home}/en/events/ports/")
    return "Blue Ports" if "Blue Ports" in response.text() else "Green Ports"
