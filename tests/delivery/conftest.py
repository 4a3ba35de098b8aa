"""What tests of published pages share."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import OperationalError
from pytest_django.fixtures import Settings

from forum.delivery.publishing import page_rendering, publisher, settling
from tests.support import factories as make
from tests.support.publishing import PAGE


@pytest.fixture
def publishing(settings: Settings, _files_of_its_own: None) -> None:
    """Have pages published, in a folder of the test's own."""
    settings.PUBLISH_ADDRESS = "http://testserver"
    settings.PUBLISH_BROTLI = True


@pytest.fixture
def ports() -> Any:
    """Return an event whose page is ``PAGE``."""
    event = make.make_event(slug="ports", title_en="Green Ports", accent="#1f4e79")
    settling.settle_changes()
    return event


@pytest.fixture
def two_pages(ports: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the whole site be a home page and ``PAGE``, to which it leads: each takes its time."""
    list_links = page_rendering.list_links

    def list_own_links(content: bytes) -> Iterator[str]:
        return (path for path in list_links(content) if path == PAGE)

    monkeypatch.setattr(publisher, "seed_paths", lambda: ["/en/"])
    monkeypatch.setattr(publisher, "list_links", list_own_links)


@pytest.fixture
def outage(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Return what takes the database away, as far as requests are concerned."""

    def refuse(*_: Any, **__: Any) -> None:
        raise OperationalError("the database does not answer")

    return lambda: monkeypatch.setattr("django.db.backends.utils.CursorWrapper.execute", refuse)
