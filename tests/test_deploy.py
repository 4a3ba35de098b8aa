"""The recipes of deploy/ as a real nginx reads and runs them."""

import gzip
import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import brotli
import pytest
from django.test import override_settings

from deploy.drills.proxy import BROTLI, NGINX, running_nginx
from deploy.drills.stage import free_port
from forum.delivery.publishing.middleware import describe_headers

pytestmark = pytest.mark.skipif(not NGINX, reason="nginx is not installed")


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Run nginx by the recipe, without TLS and with nobody behind it; return its port."""
    home, port, site = tmp_path_factory.mktemp("nginx"), free_port(), free_port()
    (home / "data" / "media" / "photos").mkdir(parents=True)
    (home / "data" / "errors").mkdir()
    (home / "data" / "media" / "photos" / "a.jpg").write_bytes(b"\xff\xd8\xff")
    (home / "data" / "media" / "photos" / "a.svg").write_text("<svg/>")
    (home / "data" / "media" / "photos" / "a.mp4").write_bytes(b"0123456789")
    (home / "data" / "media" / "photos" / "a.vtt").write_text("WEBVTT")
    for page in ("500.html", "503.html"):
        (home / "data" / "errors" / page).write_text("Our own page")
    for tree, language in (("pages", "en"), ("due/2", "zh-hans")):
        folder = home / "data" / "published" / tree / language / "events"
        folder.mkdir(parents=True)
        (folder / "index.html").write_text("Published")
        (folder / "index.html.gz").write_bytes(gzip.compress(b"Published"))
        (folder / "index.html.br").write_bytes(brotli.compress(b"Published"))
    home.chmod(0o755)
    with running_nginx(home, home / "data", port, site):
        yield port


def ask(port: int, path: str, **headers: str) -> tuple[HTTPResponse, bytes]:
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path, headers={"Host": "forum.example.org", **headers})
    response = connection.getresponse()
    content = response.read()
    connection.close()
    return response, content


def test_a_picture_bears_its_policy(port: int) -> None:
    response, content = ask(port, "/media/photos/a.jpg")
    headers = [
        response.getheader(name)
        for name in ("Content-Type", "Cache-Control", "X-Content-Type-Options")
    ]
    assert (response.status, content, headers) == (
        200,
        b"\xff\xd8\xff",
        ["image/jpeg", "no-cache", "nosniff"],
    )
    assert response.getheader("Content-Security-Policy") == "default-src 'none'; sandbox"


def test_a_recording_is_handed_out_in_parts(port: int) -> None:
    response, content = ask(port, "/media/photos/a.mp4", Range="bytes=2-4")
    assert (response.status, content, response.getheader("Content-Type")) == (
        206,
        b"234",
        "video/mp4",
    )


def test_captions_are_told_as_what_they_are(port: int) -> None:
    response, content = ask(port, "/media/photos/a.vtt")
    assert (response.getheader("Content-Type"), content) == ("text/vtt", b"WEBVTT")


@pytest.mark.parametrize("path", ["/media/photos/a.svg", "/media/photos/", "/media/../errors/"])
def test_nothing_but_pictures_and_recordings_is_handed_out(port: int, path: str) -> None:
    assert ask(port, path)[0].status in (403, 404, 502)


def test_a_key_in_an_address_is_in_no_access_log(
    port: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    ask(port, "/admin/account/password/new/1-d41d8cd98f00b204/")
    ask(port, "/admin/people/")
    [log] = tmp_path_factory.getbasetemp().glob("nginx[0-9]/access.log")
    lines = [line for line in log.read_text().splitlines() if "/admin/" in line]
    assert [line.split()[6] for line in lines] == ["/admin/people/"]


def test_strangers_are_bounded_and_whoever_is_signed_in_is_not(port: int) -> None:
    paths = ("/admin/account/", "/admin/account/passkey/")
    answers = [{ask(port, path)[0].status for _time in range(30)} for path in paths]
    assert answers == [{502}, {502, 503}]


def test_the_site_s_own_page_stands_in_for_it(port: int) -> None:
    response, content = ask(port, "/en/")
    assert (response.status, content, response.getheader("Retry-After")) == (
        502,
        b"Our own page",
        "60",
    )


@override_settings(
    PUBLISH_ADDRESS="https://forum.example.org", SECURE_HSTS_SECONDS=31_536_000, DEBUG=False
)
def test_a_published_page_bears_the_headers_that_the_site_gives_it(port: int) -> None:
    response, content = ask(port, "/en/events/")
    assert (response.status, content) == (200, b"Published")
    describe_headers.cache_clear()
    wanted = describe_headers("/en/events/") | {"Vary": "Accept-Encoding"}
    assert {name: response.getheader(name) for name in wanted} == wanted
    assert response.getheader("Last-Modified") is None


def test_a_published_page_is_compressed_and_asked_about(port: int) -> None:
    response, content = ask(port, "/en/events/", **{"Accept-Encoding": "gzip"})
    assert (response.getheader("Content-Encoding"), gzip.decompress(content)) == (
        "gzip",
        b"Published",
    )
    etag = ask(port, "/en/events/")[0].getheader("ETag") or ""
    assert ask(port, "/en/events/", **{"If-None-Match": etag})[0].status == 304


@pytest.mark.skipif(not BROTLI.exists(), reason="nginx has no module for Brotli")
def test_a_published_page_is_compressed_by_brotli_for_who_takes_it(port: int) -> None:
    response, content = ask(port, "/en/events/", **{"Accept-Encoding": "gzip, br"})
    assert (
        response.getheader("Content-Encoding"),
        response.getheader("Vary"),
        brotli.decompress(content),
    ) == ("br", "Accept-Encoding", b"Published")


@pytest.mark.parametrize(
    "path", ["/en/events/?country=CN", "/en/people/", "/zh-hans/events/", "/en/../due/2/en/events/"]
)
def test_the_site_is_asked_for_every_other_page(port: int, path: str) -> None:
    """Filtered, not published, or one that holds until a moment."""
    assert ask(port, path)[0].status == 502


class DyingSite:
    """Hangs up on the first who asks, as a process that is killed does, and answers the next."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self.listener.getsockname()[1]
        threading.Thread(target=self.run, daemon=True).start()

    def run(self) -> None:
        with suppress(OSError):
            while True:
                connection, _address = self.listener.accept()
                with connection:
                    self.asked.append(connection.recv(65536).decode().partition(" ")[0])
                    if len(self.asked) > 1:
                        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nHere")


@pytest.mark.parametrize(
    ("method", "status", "asked"), [("GET", 200, ["GET", "GET"]), ("POST", 502, ["POST"])]
)
def test_whom_a_dying_process_leaves_is_asked_for_again_unless_it_writes(
    tmp_path: Path, method: str, status: int, asked: list[str]
) -> None:
    site, port = DyingSite(), free_port()
    (tmp_path / "errors").mkdir()
    (tmp_path / "errors" / "500.html").write_text("Our own page")
    with running_nginx(tmp_path, tmp_path, port, site.port):
        connection = HTTPConnection("127.0.0.1", port, timeout=10)
        connection.request(method, "/en/search/", headers={"Host": "forum.example.org"})
        answer = connection.getresponse().status
        connection.close()
    site.listener.close()
    assert (answer, site.asked) == (status, asked)
