"""The browser tests drive the machine's own Chromium; without one they fail and say what to do."""

import os
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.signals import request_finished, request_started
from django.db import OperationalError
from django.http import HttpRequest
from django.test import TransactionTestCase, override_settings
from playwright._impl.errors import Error
from playwright._impl.internal_structures import FrameExpectOptions, FrameExpectResult
from playwright._impl.locator import Locator
from playwright.sync_api import Browser, BrowserContext, expect
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
# What is expected of how many there are, or of none.
NEEDS_NO_ELEMENT = ("to.have.count", "to.be.hidden", "to.be.detached")
# All that a page may leave in the browser but its files, which the next test finds there again.
LEFT_BEHIND = "cookies,local_storage,indexeddb,cache_storage,file_systems,service_workers"


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
def _waited_for_without_descriptions() -> Iterator[None]:
    """Wait for an element before anything is expected of it.

    Each time that Playwright looks for it in vain it describes the whole page, for a message that
    only the last look may need: that takes the browser as long as a third of loading a form.
    """
    expect_at_once = Locator._expect

    async def expect_patiently(
        locator: Locator, expression: str, options: FrameExpectOptions, title: str | None
    ) -> FrameExpectResult:
        needs_element = expression not in NEEDS_NO_ELEMENT and not expression.endswith(".array")
        if needs_element and not options.get("isNot"):
            state = "visible" if expression == "to.be.visible" else "attached"
            with suppress(Error):
                await locator.wait_for(state=state, timeout=options.get("timeout"))
        return await expect_at_once(locator, expression, options, title)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Locator, "_expect", expect_patiently)
        yield


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
def _files_fetched_once() -> Iterator[None]:
    """Let the browser keep the site's files, as a site's visitors do.

    Of an answer that does not say how long it holds it guesses a tenth of the file's age: those of
    a new clone it would ask for again every few seconds, seventy for a form of the desk.
    """
    serve = StaticFilesHandler.serve

    def serve_for_an_hour(handler: StaticFilesHandler, request: HttpRequest) -> Any:
        response = serve(handler, request)
        response["Cache-Control"] = "max-age=3600"
        return response

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(StaticFilesHandler, "serve", serve_for_an_hour)
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


@pytest.fixture(scope="session")
def _lasting_contexts() -> list[BrowserContext]:
    """Return what outlives a test, once there is any."""
    return []


@pytest.fixture(scope="session")
def _lasting_context(
    browser: Browser,
    browser_context_args: dict[str, Any],
    base_url: str,
    _lasting_contexts: list[BrowserContext],
) -> BrowserContext:
    """Have one context for all tests: it has fetched and compiled the files of a page once.

    A small page stays open in it, and with it the process that draws those of the site.
    """
    context = browser.new_context(**browser_context_args)
    context.new_page().goto(f"{base_url}/static/img/mark.svg")
    _lasting_contexts.append(context)
    return context


@pytest.fixture
def context(_lasting_context: BrowserContext, base_url: str) -> Iterator[BrowserContext]:
    """Return a context that remembers nothing of another test but the files of the site."""
    lasting_page = _lasting_context.pages[0]
    yield _lasting_context
    for page in _lasting_context.pages[1:]:
        page.close()
    _lasting_context.clear_cookies()
    _lasting_context.clear_permissions()
    tools = _lasting_context.new_cdp_session(lasting_page)
    tools.send("Storage.clearDataForOrigin", {"origin": base_url, "storageTypes": LEFT_BEHIND})
    tools.detach()


@pytest.fixture(autouse=True)
def _answered_to_the_last(
    request: pytest.FixtureRequest,
    _open_requests: set[int],
    _lasting_contexts: list[BrowserContext],
) -> Iterator[None]:
    """Wait for the answers to a page that was left, which would run into the next test.

    A page that goes sends what was typed in it, and the browser does not wait for the answer. One
    that a test leaves open would go on asking who else is there.
    """
    yield
    if "browser" in request.fixturenames:
        browser: Browser = request.getfixturevalue("browser")
        for tabs in browser.contexts:
            if tabs not in _lasting_contexts:
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
