"""The zip of the site opens from the disk: no server, no failed request."""

import zipfile
from itertools import cycle
from pathlib import Path

import pytest
from django.core.management import call_command
from playwright.sync_api import Page

from tests.support.pages import LANGUAGES, one_of_each

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


def test_its_pages_open_and_are_searched(page: Page, tmp_path: Path) -> None:
    one_of_each()
    call_command("export_site", "ports", "--without-proceedings", output=str(tmp_path / "site.zip"))
    with zipfile.ZipFile(tmp_path / "site.zip") as archive:
        archive.extractall(tmp_path / "site")
    troubles: list[str] = []
    page.on("requestfailed", lambda request: troubles.append(request.url))
    page.on("pageerror", lambda error: troubles.append(str(error)))
    # Each kind of page in one of the languages.
    site = tmp_path / "site"
    places = sorted(file.relative_to(site / "en") for file in (site / "en").rglob("index.html"))
    for place, language in zip(places, cycle(LANGUAGES)):
        page.goto((site / language / place).as_uri(), wait_until="networkidle")
    page.goto((tmp_path / "site" / "en/events/ports/index.html").as_uri())
    page.get_by_role("searchbox").fill("LÍN lan")
    page.get_by_role("searchbox").press("Enter")
    page.get_by_role("link", name="Lin Lan").click()
    assert (page.locator("h1").inner_text(), page.url.rpartition("/site/")[2], troubles) == (
        "Lin Lan", "en/people/lin-lan/index.html", [],
    )  # fmt: skip
