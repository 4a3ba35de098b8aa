"""An Excel list of guests and a Word programme, in a real Chromium: mapped, corrected, undone."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
import pytest
from axe_playwright_python.sync_playwright import Axe
from openpyxl import Workbook
from playwright.sync_api import Page, expect

from forum.core.content import Status
from people.models import Person
from sessions_app.models import Appearance, Event
from tests.browser.desk import at_the_desk
from tests.support.factories import make_event, make_session
from tests.support.worker import run_worker

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LIST = "/admin/forum/importupload/"
GUESTS = (
    ("贵宾", "头衔", "参加", "备注"),
    ("林岚", "滨海研究院院长", "开幕致辞", "素食"),
    ("王芳", "港口协会秘书长", "开幕致辞", None),
    ("陈默", "岸电公司总经理", "开幕致辞", None),
)
PROGRAMME = (
    ("时间", "环节", "主题", "嘉宾", "职务"),
    ("09:00-09:20", "开幕致辞", "开幕致辞", "赵海", "滨海市副市长"),
    ("09:20-10:00", "主旨发言", "岸电与绿色港口", "周宁", "港口研究所所长"),
    ("10:00-10:15", "茶歇", "茶歇", "", ""),
)


@pytest.fixture
def desk(page: Page, live_server: Any) -> Iterator[Page]:
    with at_the_desk(page, live_server.url) as editor:
        yield editor


def give(desk: Page, home: str, path: Path, event: str = "") -> None:
    desk.goto(f"{home}{LIST}?event={event}")
    desk.set_input_files("#files", str(path))
    desk.get_by_role("button", name="Upload and read").click()
    expect(desk.get_by_role("status")).to_have_text("Waiting …")
    run_worker()


def write_guests(path: Path) -> None:
    book = Workbook()
    for row in GUESTS:
        book.active.append(row)
    book.save(path)


def write_programme(path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("绿色港口论坛议程")
    table = document.add_table(rows=0, cols=5)
    for row in PROGRAMME:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.save(str(path))


def open_row(desk: Page, name: str) -> None:
    """Open the row of a guest's part in a session."""
    expect(desk.get_by_role("heading", name="What changes")).to_be_visible()
    desk.eval_on_selector_all("details", "all => all.forEach(one => { one.open = true })")
    desk.get_by_role("link", name=f"Correct or leave out: {name} ·").click()


def test_a_list_of_guests_is_mapped_corrected_and_undone(
    desk: Page, live_server: Any, tmp_path: Path
) -> None:
    titles = {"title_zh_hans": "绿色港口论坛", "title_en": "Green Ports"}
    event = make_event(slug="ports", status=Status.DRAFT, **titles)
    make_session(event, slug="opening", kind="opening", heading_zh_hans="开幕致辞")
    write_guests(tmp_path / "guests.xlsx")
    give(desk, live_server.url, tmp_path / "guests.xlsx", "ports")

    # Nothing says which column is which: staff do.
    expect(desk.get_by_role("heading", name="What the columns hold")).to_be_visible()
    desk.get_by_label("贵宾").select_option("name")
    desk.get_by_label("头衔").select_option("title_zh_hans")
    desk.get_by_label("参加").select_option("session")
    assert Axe().run(desk, context=".import").response["violations"] == []
    desk.get_by_role("button", name="Read it again like this").click()
    run_worker()

    open_row(desk, "林岚")
    expect(desk.locator(".passage mark").first).to_have_text("林岚")
    desk.get_by_label("role").select_option("moderator")
    assert Axe().run(desk, context=".import").response["violations"] == []
    desk.get_by_role("button", name="Keep this and plan again").click()
    run_worker()
    open_row(desk, "陈默")
    desk.get_by_label("Leave this row out").check()
    desk.get_by_role("button", name="Keep this and plan again").click()
    run_worker()

    expect(desk.get_by_text("2 rows were corrected or left out.")).to_be_visible()
    desk.get_by_role("button", name="Import", exact=True).click()
    run_worker()
    expect(desk.get_by_text("Imported.")).to_be_visible()
    rows = Appearance.objects.order_by("pk").values_list("person__name_zh_hans", "role")
    assert list(rows) == [("林岚", "moderator"), ("王芳", "speaker")]

    desk.get_by_role("link", name="Undo this import").click()
    desk.get_by_role("button", name="Undo this import").click()
    expect(desk.get_by_text("undone").first).to_be_visible()
    assert (Person.objects.count(), Event.objects.count()) == (0, 1)


def test_a_programme_in_a_word_table_is_corrected_and_undone(
    desk: Page, live_server: Any, tmp_path: Path
) -> None:
    write_programme(tmp_path / "programme.docx")
    give(desk, live_server.url, tmp_path / "programme.docx")
    open_row(desk, "周宁")
    desk.get_by_label("title as of the event · Chinese").fill("港口研究所前所长")
    desk.get_by_role("button", name="Keep this and plan again").click()
    run_worker()
    # The plan opens where one was at work, not at its head.
    row = desk.locator("li.change:focus-within")
    expect(row).to_contain_text("周宁")
    expect(row).to_be_in_viewport()
    desk.get_by_role("button", name="Import", exact=True).click()
    run_worker()
    expect(desk.get_by_text("Imported.")).to_be_visible()
    speaker = Appearance.objects.get(person__name_zh_hans="周宁")
    assert speaker.title_zh_hans == "港口研究所前所长"

    desk.get_by_role("link", name="Undo this import").click()
    desk.get_by_role("button", name="Undo this import").click()
    expect(desk.get_by_text("undone").first).to_be_visible()
    assert (Person.objects.count(), Event.objects.count()) == (0, 0)
