"""A record goes to Word and comes back unchanged, in a real Chromium."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from forum.imports.writer import ImportOptions, write_import
from forum.reader import document
from forum.reader.shapes.record.reader import parse
from sessions_app.models import Event
from tests.browser.desk import at_the_desk
from tests.support.papers import CLEAN
from tests.support.worker import run_worker

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def desk(page: Page, live_server: Any) -> Iterator[Page]:
    with at_the_desk(page, live_server.url) as ready:
        yield ready


def test_what_is_exported_is_imported_without_a_change(
    desk: Page, live_server: Any, tmp_path: Path
) -> None:
    path = tmp_path / "record.txt"
    path.write_text(CLEAN, encoding="utf-8")
    source = document.read(path)
    write_import(parse(source), source, ImportOptions())
    event = Event.objects.exclude(sessions=None).get()
    desk.goto(f"{live_server.url}/admin/sessions_app/event/{event.pk}/change/")
    with desk.expect_download() as download:
        desk.get_by_role("link", name="Export to Word").click()
    exported = tmp_path / download.value.suggested_filename
    download.value.save_as(exported)

    desk.goto(f"{live_server.url}/admin/forum/importupload/")
    desk.set_input_files("#files", str(exported))
    desk.get_by_role("button", name="Upload and read").click()
    run_worker()
    expect(
        desk.get_by_text("Nothing changes: the site holds what the document says.")
    ).to_be_visible()
    assert exported.suffix == ".docx"
