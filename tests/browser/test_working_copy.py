"""A working copy in a real Chromium: reviewed twice, then published; till then the page stays."""

from io import StringIO
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.management import call_command
from playwright.sync_api import Page, expect

from people.models import User
from tests.browser.desk import sign_in
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
        user = User.objects.create_user(name, is_staff=True)
        user.groups.add(Group.objects.get(name=role))


def enter(desk: Page, home: str, name: str) -> None:
    """Sit down at the Chinese desk as somebody, where somebody else has left."""
    desk.context.clear_cookies()
    sign_in(desk, home, User.objects.get(username=name))
    desk_home = f"{home}{settings.LANGUAGE_COOKIE_PATH}"
    desk.context.add_cookies(
        [{"name": settings.LANGUAGE_COOKIE_NAME, "value": "zh-hans", "url": desk_home}]
    )


def test_a_working_copy_is_reviewed_twice_and_published_at_a_chinese_desk(
    page: Page, live_server: Any, people: None
) -> None:
    make_settings(reviews=2)
    event = make.make_event(slug="ports", title_en="Green Ports")
    home = live_server.url
    form = f"{home}/admin/sessions_app/event/{event.pk}/change/"

    enter(page, home, "wen")
    page.goto(form)
    expect(page.get_by_text("您保存的修改会进入工作稿")).to_be_visible()
    page.fill("#id_title_en", "Blue Ports")
    page.locator("[name=_continue]").first.click()
    expect(page.get_by_text("您正在编辑工作稿。")).to_be_visible()
    # A title has an original in each language: the page after the save asks about the other.
    page.goto(form)
    expect(page.locator("#id_title_en")).to_have_value("Blue Ports")
    assert public_title(page, home) == "Green Ports"
    page.locator(".copy-notice").get_by_role("link", name="将要改变的内容").click()
    expect(page.get_by_text("Blue Ports").first).to_be_visible()
    page.goto(form)
    with page.expect_navigation():
        page.get_by_role("button", name="提交审核").click()

    for name in ("lin", "he"):
        enter(page, home, name)
        page.goto(form)
        with page.expect_navigation():
            page.locator("button[value=approve]").click()
        expect(page.locator(".copy-notice")).to_be_visible()
        assert public_title(page, home) == "Green Ports"

    page.get_by_role("button", name="发布英文版", exact=True).click()
    page.locator("[name=asked_kind][value=slip]").check()
    page.locator("form:has([name=asked_kind]) [type=submit]").first.click()
    expect(page.get_by_text("工作稿已发布。")).to_be_visible()
    assert public_title(page, home) == "Blue Ports"


def public_title(page: Page, home: str) -> str:
    """Return the heading of the public page."""
    response = page.request.get(f"{home}/en/events/ports/")
    return "Blue Ports" if "Blue Ports" in response.text() else "Green Ports"
