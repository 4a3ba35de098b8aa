"""A shared cache in front is told which pages end, and told again."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from django.utils import timezone
from pytest_django.fixtures import Settings

from forum.delivery.publishing import purging
from forum.delivery.publishing.files import PublishedFile
from forum.delivery.publishing.middleware import find_cdn_age


class Cache(BaseHTTPRequestHandler):
    """Takes purges, and keeps their keys."""

    taken: list[str]

    def do_PURGE(self) -> None:
        self.taken.append(self.headers[purging.HEADER])
        self.send_response(200)
        self.end_headers()

    def log_message(self, *args: object) -> None:
        """Print nothing."""


@pytest.fixture
def taken(settings: Settings) -> Iterator[list[str]]:
    """Run a cache; return the keys that it is told."""
    Cache.taken = []
    server = HTTPServer(("127.0.0.1", 0), Cache)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    settings.CDN_PURGE_ADDRESS = f"http://127.0.0.1:{server.server_port}/"
    yield Cache.taken
    server.shutdown()
    thread.join()
    server.server_close()


def waiting(settings: Settings) -> list[str]:
    return [file.read_text() for file in Path(settings.PUBLISH_ROOT, "purges").glob("*")]


def repeat_once(monkeypatch: pytest.MonkeyPatch) -> None:
    end = threading.Event()
    monkeypatch.setattr(purging, "PATIENCE", 0.02)
    timer = threading.Timer(0.2, end.set)
    timer.start()
    purging.repeat_purges(end)
    timer.join()


def test_what_ends_is_purged_at_once_and_again(
    taken: list[str], settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    purging.purge_pages(["/en/", "/en/events/"])
    assert (taken, waiting(settings)) == (["/en/ /en/events/"], ["/en/\n/en/events/"])
    monkeypatch.setattr(purging, "AGAIN", 0)
    repeat_once(monkeypatch)
    assert (taken, waiting(settings)) == (["/en/ /en/events/"] * 2, [])


def test_a_cache_that_is_away_is_told_later(settings: Settings) -> None:
    settings.CDN_PURGE_ADDRESS = "http://127.0.0.1:9/"
    purging.purge_pages(["/en/"])
    assert waiting(settings) == ["/en/"]


def test_no_request_bears_more_keys_than_a_header_holds(taken: list[str]) -> None:
    keys = [f"/en/events/{number:04}-{'a' * 60}/" for number in range(200)]
    purging.purge_pages(keys)
    assert max(map(len, taken)) <= 6000
    assert " ".join(taken).split() == keys


def test_nobody_is_told_where_there_is_no_cache(settings: Settings) -> None:
    purging.purge_pages(["/en/"])
    assert waiting(settings) == []


def test_what_cannot_be_written_down_is_purged_once(taken: list[str], settings: Settings) -> None:
    root = Path(settings.PUBLISH_ROOT)
    root.mkdir(parents=True)
    (root / "purges").write_text("")
    purging.purge_pages(["/en/"])
    assert taken == ["/en/"]


def test_a_purge_that_cannot_be_read_ends_no_others(
    taken: list[str], settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = Path(settings.PUBLISH_ROOT, "purges", "1-broken")
    broken.mkdir(parents=True)
    timer = threading.Timer(0.1, broken.rmdir)
    timer.start()
    monkeypatch.setattr(purging, "AGAIN", 0)
    purging.purge_pages(["/en/"])
    repeat_once(monkeypatch)
    timer.join()
    assert (taken, waiting(settings)) == (["/en/"] * 2, [])


def test_a_cache_shows_no_page_past_its_moment(settings: Settings) -> None:
    settings.CDN_MAX_AGE = 3600
    until = int(timezone.now().timestamp()) + 20
    assert find_cdn_age(PublishedFile(b"", "", {}, until)) in (18, 19)
    assert find_cdn_age(PublishedFile(b"", "", {})) == 3600


def test_what_cannot_be_read_ends_no_thread(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> None:
        raise ValueError("no text")

    monkeypatch.setattr(purging, "_repeat_due", fail)
    repeat_once(monkeypatch)
    assert {record.message for record in caplog.records} == {"Purges cannot be read, and wait"}
