"""A record is imported in a real Chromium: uploaded, decided about, confirmed, undone."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from forum.models import ImportRun, ImportUpload
from people.models import Person
from sessions_app.models import Event
from tests.browser.desk import at_the_desk
from tests.browser.test_desk_axe import look
from tests.support import factories as make
from tests.support.papers import CLEAN
from tests.support.worker import age, run_worker

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# The title of one varies: a warning. Another bears the name of somebody known: a question.
RECORD = CLEAN.replace("秦牧野 松川大学教授", "秦牧野 松川大学讲师")
LIST = "/admin/forum/importupload/"


@pytest.fixture
def desk(page: Page, live_server: Any) -> Iterator[Page]:
    with at_the_desk(page, live_server.url) as editor:
        yield editor


@pytest.fixture
def namesake() -> Person:
    session = make.make_session(make.make_event(title_zh_hans="渔业大会", title_en="Fishery Fair"))
    person = make.make_person(name_zh_hans="程砚", name_en=None)
    make.make_appearance(session, person, title_zh_hans="渔业局局长", title_en=None)
    return person


def give(desk: Page, home: str, folder: Path, *files: tuple[str, bytes]) -> None:
    """Upload files."""
    for name, content in files:
        (folder / name).write_bytes(content)
    desk.goto(f"{home}{LIST}")
    desk.set_input_files("#files", [str(folder / name) for name, _content in files])
    desk.get_by_role("button", name="Upload and read").click()


def test_a_record_is_imported_and_undone(
    desk: Page, live_server: Any, tmp_path: Path, namesake: Person
) -> None:
    give(desk, live_server.url, tmp_path, ("record.txt", RECORD.encode()))
    expect(desk.get_by_role("status")).to_have_text("Waiting …")
    serious = look(desk, "light")
    run_worker()
    # The page has noticed by itself.
    expect(desk.get_by_role("heading", name="To decide 1")).to_be_visible()
    assert serious + look(desk, "dark") == []
    warning = desk.locator(".finding", has_text="秦牧野")
    expect(warning.locator("mark").first).to_have_text("秦牧野")
    desk.get_by_label("Warnings (1)").uncheck()
    expect(warning).to_be_hidden()
    desk.get_by_label("Warnings (1)").check()
    expect(desk.get_by_role("button", name="Import", exact=True)).to_have_count(0)

    desk.get_by_label("This one: 程砚").check()
    desk.get_by_role("button", name="Keep these answers").click()
    run_worker()
    desk.get_by_role("button", name="Import", exact=True).click()
    run_worker()
    expect(desk.get_by_text("Imported.")).to_be_visible()
    expect(desk.get_by_role("heading", name="Open warnings 1")).to_be_visible()
    assert (Person.objects.count(), namesake.appearances.count()) == (4, 2)

    desk.get_by_role("link", name="Undo this import").click()
    desk.get_by_role("button", name="Undo this import").click()
    expect(desk.get_by_text("undone").first).to_be_visible()
    assert ImportRun.objects.get().undone_at is not None
    assert list(Event.objects.values_list("title_zh_hans", flat=True)) == ["渔业大会"]


def test_files_are_dropped_and_the_bad_one_is_refused(
    desk: Page, live_server: Any, tmp_path: Path
) -> None:
    desk.goto(f"{live_server.url}{LIST}")
    desk.locator("[data-drop]").evaluate(
        """(form, text) => {
            const data = new DataTransfer();
            data.items.add(new File([text], "record.txt", { type: "text/plain" }));
            data.items.add(new File(["%PDF-1.4"], "record.pdf"));
            form.dispatchEvent(new DragEvent("drop", { dataTransfer: data, cancelable: true }));
        }""",
        RECORD,
    )
    expect(desk.locator("[data-chosen] li")).to_have_text(["record.txt", "record.pdf"])
    desk.get_by_role("button", name="Upload and read").click()
    expect(
        desk.get_by_text("This is a PDF; open its original and save it as .docx.")
    ).to_be_visible()
    run_worker()
    expect(desk.get_by_text("To be confirmed")).to_be_visible()


def test_a_missing_worker_is_named(desk: Page, live_server: Any, tmp_path: Path) -> None:
    """At the upload and in the list; without scripts the page asks for itself again."""
    give(desk, live_server.url, tmp_path, ("record.txt", RECORD.encode()))
    expect(desk.get_by_role("status")).to_have_text("Waiting …")
    expect(desk.locator("[data-trouble]")).to_be_hidden()
    html = desk.request.get(desk.url).text()
    assert '<noscript><meta http-equiv="refresh" content="3"></noscript>' in html
    age(ImportUpload.objects.get())
    expect(desk.get_by_role("alert")).to_contain_text("No worker is running")
    desk.goto(f"{live_server.url}{LIST}")
    expect(desk.get_by_role("alert")).to_contain_text("No worker is running")
    assert look(desk, "light") == []
    run_worker()
    expect(desk.get_by_role("alert")).to_have_count(0)
