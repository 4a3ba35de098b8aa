"""One sample site for all walks: its making takes longer than any of them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import override_settings
from playwright.sync_api import Browser, BrowserContext
from pytest_django import DjangoDbBlocker
from pytest_django.live_server_helper import LiveServer

from forum.site import static_error_pages
from tests.browser.walk.site import Site, fill, paths


@pytest.fixture(scope="session")
def base_url() -> str:
    """Nothing: these tests have a site of their own, which no test empties."""
    return ""


@pytest.fixture(scope="package")
def site(
    browser: Browser,
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    _folder: Path,
    _lasting_contexts: list[BrowserContext],
) -> Iterator[Site]:
    """Serve the sample site."""
    folders = {
        "MEDIA_ROOT": _folder / "media",
        "PRIVATE_ROOT": _folder / "private",
        "ERROR_PAGES_ROOT": _folder / "errors",
    }
    with django_db_blocker.unblock(), override_settings(**folders, ALLOWED_HOSTS=["localhost"]):
        fill()
        static_error_pages.write_pages()
        server = LiveServer("localhost")
        yield Site(server.url, browser, paths(), _lasting_contexts)
        server.stop()
        call_command("flush", interactive=False, verbosity=0)
