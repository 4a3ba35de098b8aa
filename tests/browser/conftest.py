"""The browser tests drive the machine's own Chromium; without one they fail and say what to do."""

import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.signals import request_finished, request_started
from django.db import OperationalError
from django.test import TransactionTestCase, override_settings
from playwright.sync_api import Browser, expect
from pytest_django.fixtures import Settings

from tests.browser.chromium import REMEDY, find

QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-gpu",
    "--disable-quic",
    # What one page has compiled the next one of the same test finds.
    "--process-per-site",
)


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Start the installed browser; root has no sandbox to put it into."""
    program = find()
    if program is None:
        pytest.fail(REMEDY, pytrace=False)
    sandbox = ("--no-sandbox",) if os.getuid() == 0 else ()
    return {"executable_path": program, "args": [*QUIET, *sandbox]}


@pytest.fixture(scope="session", autouse=True)
def _patient_beside_other_tests() -> None:
    """Wait longer for what is expected: other workers' tests compute on the same cores."""
    expect.set_options(timeout=10_000)


@pytest.fixture(scope="session", autouse=True)
def _emptied_beside_a_last_request() -> Iterator[None]:
    """Empty the tables again where a request of the page that was left stood in the way.

    The browser is gone by then, but the server may still answer it, and the two can lock each
    other out; the server then undoes the emptying whole.
    """
    empty = TransactionTestCase._fixture_teardown

    def emptied(case: TransactionTestCase) -> None:
        for _attempt in range(3):
            try:
                return empty(case)
            except OperationalError:
                continue
        return empty(case)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", emptied)
        yield


@pytest.fixture(scope="session", autouse=True)
def _database_beside_an_event_loop() -> Iterator[None]:
    """Let the tests use the database although Playwright's loop runs in their thread.

    Django refuses that to protect async code from blocking; Playwright's sync API runs its loop in
    a greenlet of the test's own thread, and no coroutine of ours is there to be blocked.
    """
    state_before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    yield
    if state_before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]
    else:
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = state_before


@pytest.fixture(scope="session", autouse=True)
def _folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Give the live server, which looks once, a folder for files; it collects nothing."""
    folder = tmp_path_factory.mktemp("files")
    with override_settings(MEDIA_ROOT=folder / "media", WHITENOISE_AUTOREFRESH=True):
        yield folder


@pytest.fixture(autouse=True)
def _files_of_its_own(settings: Settings, _folder: Path) -> None:
    """Store files where the live server finds them."""
    settings.MEDIA_ROOT = _folder / "media"
    settings.PRIVATE_ROOT = _folder / "private"
    settings.PROCEEDINGS_ROOT = _folder / "proceedings"


@pytest.fixture(scope="session")
def _open_requests() -> Iterator[set[int]]:
    """Return the threads that are answering a request of the browser at this moment."""
    threads: set[int] = set()

    def start(**_signal: object) -> None:
        threads.add(threading.get_ident())

    def finish(**_signal: object) -> None:
        threads.discard(threading.get_ident())

    request_started.connect(start)
    request_finished.connect(finish)
    yield threads
    request_started.disconnect(start)
    request_finished.disconnect(finish)


@pytest.fixture(autouse=True)
def _answered_to_the_last(
    request: pytest.FixtureRequest, _open_requests: set[int]
) -> Iterator[None]:
    """Wait for the answers to a page that was left, which would run into the next test.

    A page that goes sends what was typed in it, and the browser does not wait for the answer. One
    that a test leaves open would go on asking who else is there.
    """
    yield
    if "browser" in request.fixturenames:
        browser: Browser = request.getfixturevalue("browser")
        for tabs in browser.contexts:
            tabs.close()
    wait_until_quiet(_open_requests, 0.05)


@pytest.fixture(scope="module", autouse=True)
def _answered_before_other_tests(_open_requests: set[int]) -> Iterator[None]:
    """Wait longer before tests without a browser, which look at whatever is rendered."""
    yield
    wait_until_quiet(_open_requests, 0.5)


def wait_until_quiet(open_requests: set[int], seconds: float) -> None:
    """Return when no request has been open for so long, after ten seconds at the latest."""
    deadline = time.monotonic() + 10
    quiet_since = time.monotonic()
    while time.monotonic() < min(quiet_since + seconds, deadline):
        if open_requests:
            quiet_since = time.monotonic()
        time.sleep(0.01)


@pytest.fixture(scope="session")
def base_url(live_server: Any) -> str:
    """The address of the site under test."""
    return str(live_server.url)
