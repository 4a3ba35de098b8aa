"""A speaker's office replies through its link, and staff enter it, in a real Chromium."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, Response, expect

from forum.desk.preview_links import seal
from forum.models import PreviewLink, ReplyDraft
from sessions_app.models import Appearance
from tests.browser.desk import at_the_desk
from tests.support import factories as make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_an_office_proposes_changes_and_staff_enter_them(
    page: Page, browser: Any, live_server: Any
) -> None:
    event = make.make_event(status="draft")
    appearance = make.make_appearance(
        make.make_session(event), remarks_zh_hans="<p>港口很重要。</p>", remarks_en=""
    )
    until = timezone.now() + timedelta(days=1)
    link = PreviewLink.objects.create(object=appearance, expires_at=until)
    with browser.new_context(locale="zh-CN") as tabs:
        office = tabs.new_page()
        office.goto(f"{live_server.url}/preview/#{seal(link)}")
        office.get_by_role("link", name="回复主办方").first.click()
        remarks = office.get_by_label("发言", exact=True)
        expect(remarks).to_be_hidden()
        office.get_by_label("提出修改").check()
        remarks.fill("港口非常重要。")
        office.get_by_label("回复人姓名和单位").fill("外事办 李岚")
        # The site does not answer: nothing that was typed goes.
        tabs.set_offline(True)
        office.get_by_role("button", name="发送回复").click()
        expect(office.get_by_text("回复未能发送")).to_be_visible()
        tabs.set_offline(False)
        # Meanwhile the organizers change what was read: the reply is about the former text.
        Appearance.objects.update(title_zh_hans="港口研究院院长")
        office.on("dialog", lambda dialog: dialog.accept())
        office.reload()
        expect(office.get_by_label("提出修改")).to_be_checked()
        expect(remarks).to_have_value("港口非常重要。")
        expect(office.get_by_text("您填写期间文字有改动")).to_be_visible()
        office.get_by_role("button", name="发送回复").click()
        expect(office.get_by_role("heading", name="您的回复已收到")).to_be_visible()
    with at_the_desk(page, live_server.url):
        page.goto(f"{live_server.url}/admin/clearance/{event.pk}/zh-hans/")
        expect(page.locator("ins", has_text="非常")).to_be_visible()
        page.get_by_role("button", name="Enter the reply").click()
        expect(page.get_by_text("Entered: the reply of 外事办 李岚.")).to_be_visible()
    stored = Appearance.objects.get()
    assert (stored.title_zh_hans, stored.remarks_zh_hans, stored.clearance_zh_hans) == (
        "港口研究院院长",
        "<p>港口非常重要。</p>",
        "changed_since",
    )


def test_what_an_office_typed_is_there_in_another_browser(browser: Any, live_server: Any) -> None:
    appearance = make.make_appearance(remarks_zh_hans="<p>港口很重要。</p>", remarks_en="")
    link = PreviewLink.objects.create(object=appearance)
    reply = f"{live_server.url}/preview/{link.pk}/reply/zh-hans/"
    for visit in ("typed", "taken up again"):
        with browser.new_context(locale="zh-CN") as tabs:
            office = tabs.new_page()
            office.goto(f"{live_server.url}/preview/#{seal(link)}")
            office.wait_for_url("**/preview/*/zh-hans/**")
            office.goto(reply)
            if visit == "typed":
                office.get_by_label("提出修改").check()
                office.get_by_label("发言", exact=True).fill("港口非常重要。")
                expect(office.get_by_text("尚未发送")).to_be_visible()
            else:
                office.get_by_role("button", name="输入的内容").click()
                expect(office.get_by_label("发言", exact=True)).to_have_value("港口非常重要。")
                office.get_by_label("回复人姓名和单位").fill("外事办 李岚")
                office.get_by_role("button", name="发送回复").click()
                expect(office.get_by_role("heading", name="您的回复已收到")).to_be_visible()
    assert ReplyDraft.objects.count() == 0


def brings(note: str, answer: Response) -> bool:
    return f"\r\n{note}\r\n" in (answer.request.post_data or "")


def test_who_takes_up_a_text_writes_over_none(browser: Any, live_server: Any) -> None:
    appearance = make.make_appearance(remarks_zh_hans="<p>港口很重要。</p>", remarks_en="")
    link = PreviewLink.objects.create(object=appearance)
    with (
        browser.new_context(locale="zh-CN") as tabs,
        browser.new_context(locale="zh-CN") as other_context,
    ):
        author, colleague = tabs.new_page(), other_context.new_page()
        for office in (author, colleague):
            office.goto(f"{live_server.url}/preview/#{seal(link)}")
            office.wait_for_url("**/preview/*/zh-hans/**")
        for office, note in ((author, "甲"), (colleague, "乙")):
            office.goto(f"{live_server.url}/preview/{link.pk}/reply/zh-hans/")
            office.get_by_label("给主办方的留言").fill(note)
            if office == author:
                expect(office.get_by_text("尚未发送")).to_be_visible()
        # At once after the last key, before that was kept.
        colleague.get_by_role("button", name="输入的内容").click()
        expect(colleague.get_by_label("给主办方的留言")).to_have_value("甲")
        for office, note in ((author, "甲丙"), (colleague, "甲丁")):
            with office.expect_response(partial(brings, note)):
                office.get_by_label("给主办方的留言").fill(note)
        expect(colleague.get_by_text("尚未发送")).to_be_visible()
    notes = sorted(draft.values["note"] for draft in ReplyDraft.objects.all())
    assert notes == ["乙", "甲丁", "甲丙"]
