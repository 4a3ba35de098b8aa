"""The recipes of deploy/ as a real nginx and a real Caddy read and run them."""

import gzip
import re
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import brotli
import pytest
from django.test import override_settings
from django.urls import reverse

from deploy.drills.proxy import (
    BROTLI,
    CADDY,
    NGINX,
    read_recipe,
    running_caddy,
    running_nginx,
    write_configuration,
)
from deploy.drills.stage import free_port
from forum.core.content import language_codes
from forum.delivery.publishing.middleware import describe_headers

pytestmark = pytest.mark.skipif(not NGINX, reason="nginx is not installed")


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Run nginx by the recipe, without TLS and with nobody behind it; return its port."""
    home, port, site = tmp_path_factory.mktemp("nginx"), free_port(), free_port()
    write_data(home)
    with running_nginx(home, home / "data", port, site):
        yield port


@pytest.fixture(scope="module")
def caddy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Run Caddy in the same way."""
    if not CADDY:
        pytest.skip("Caddy is not installed")
    home, port, site = tmp_path_factory.mktemp("caddy"), free_port(), free_port()
    write_data(home)
    with running_caddy(home, home / "data", port, site):
        yield port


def test_nginx_hands_out_published_pages_in_each_language() -> None:
    codes = re.findall(
        r"location \^~ /(.+?)/ +{ set \$forum_language (.+?);", read_recipe("nginx.conf")
    )
    assert set(codes) == {(code, code) for code in language_codes()}


def test_caddy_hands_out_published_pages_in_each_language() -> None:
    codes = re.findall(r"\(([a-z-]+(?:\|[a-z-]+)+)\)/\(", read_recipe("Caddyfile"))
    assert [set(named.split("|")) for named in codes] == [set(language_codes())]


def write_data(home: Path) -> None:
    """Write what a site has: pictures, its own pages for trouble, published pages."""
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


def ask(port: int, path: str, **headers: str) -> tuple[HTTPResponse, bytes]:
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path, headers={"Host": "forum.example.org", **headers})
    response = connection.getresponse()
    content = response.read()
    connection.close()
    return response, content


def test_the_hosts_of_a_site_stand_in_turn_behind_the_recipe(tmp_path: Path) -> None:
    recipe = write_configuration(tmp_path, tmp_path, 1, 8001, 8002)
    assert re.findall(r"server 127\.0\.0\.1:(\d+)", recipe) == ["8001", "8002"] * 2


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
    # nginx writes its line after the answer, in the order of the requests.
    until = time.monotonic() + 10
    while "/admin/people/" not in (lines := log.read_text()) and time.monotonic() < until:
        time.sleep(0.05)
    assert ("/admin/people/" in lines, "/admin/account/password/" in lines) == (True, False)


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


OWN = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "strict-origin-when-cross-origin",
}
HTTPS = {"Strict-Transport-Security": "max-age=31536000"}


def post(port: int, path: str, size: int) -> HTTPResponse:
    """Tell that more is coming than is taken."""
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    connection.putrequest("POST", path)
    connection.putheader("Content-Length", str(size))
    connection.endheaders()
    response = connection.getresponse()
    connection.close()
    return response


@pytest.mark.parametrize(
    ("path", "status", "own"),
    [("/en/search/?" + "q" * 40_000, 414, OWN | HTTPS), ("/media/a.svg", 404, {})],
)
def test_nginx_s_own_answers_bear_their_headers(
    port: int, path: str, status: int, own: dict[str, str]
) -> None:
    response, _content = ask(port, path)
    assert (response.status, {name: response.getheader(name) for name in own}) == (status, own)


@override_settings(PUBLISH_ADDRESS="https://forum.example.org", SECURE_HSTS_SECONDS=31_536_000)
@pytest.mark.parametrize("path", ["/en/events/", "/en/search/", "/admin/login/"])
def test_who_sends_too_much_is_told_so_with_headers(port: int, path: str) -> None:
    response = post(port, path, 70 * 1024 * 1024)
    names = [name for name in (*OWN, *HTTPS) if not response.getheader(name)]
    assert (response.status, names) == (413, [])


@pytest.mark.parametrize("model", ["sessions_app_session", "forum_importupload"])
def test_recordings_and_many_documents_at_once_are_let_in(port: int, model: str) -> None:
    path = reverse(f"admin:{model}_changelist")
    head = f"POST {path} HTTP/1.1\r\nHost: forum.example.org\r\nContent-Length: 500000000\r\n"
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(f"{head}Expect: 100-continue\r\n\r\n".encode())
        answer = connection.recv(100)
    assert answer == b"HTTP/1.1 100 Continue\r\n\r\n"


@override_settings(
    PUBLISH_ADDRESS="https://forum.example.org", SECURE_HSTS_SECONDS=31_536_000, DEBUG=False
)
def test_the_site_s_own_page_bears_the_headers_of_a_page(port: int) -> None:
    response, _content = ask(port, "/en/")
    describe_headers.cache_clear()
    expected = {
        name: value
        for name, value in describe_headers("/en/").items()
        if name in (*OWN, *HTTPS, "X-Frame-Options", "Permissions-Policy")
    } | {"Cache-Control": "no-store"}
    assert {name: response.getheader(name) for name in expected} == expected


def test_the_way_to_https_bears_headers(
    port: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    [place] = tmp_path_factory.getbasetemp().glob("nginx[0-9]/http")
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(str(place))
        connection.sendall(b"GET /en/ HTTP/1.0\r\nHost: forum.example.org\r\n\r\n")
        head = connection.makefile().read().partition("\n\n")[0].splitlines()
    headers = dict(line.split(": ", 1) for line in head if ": " in line)
    assert head[0] == "HTTP/1.1 301 Moved Permanently"
    assert OWN.items() - headers.items() == set()


@override_settings(
    PUBLISH_ADDRESS="https://forum.example.org", SECURE_HSTS_SECONDS=31_536_000, DEBUG=False
)
@pytest.mark.parametrize("server", ["port", "caddy"])
def test_a_published_page_bears_the_headers_that_the_site_gives_it(
    request: pytest.FixtureRequest, server: str
) -> None:
    port: int = request.getfixturevalue(server)
    response, content = ask(port, "/en/events/")
    assert (response.status, content) == (200, b"Published")
    describe_headers.cache_clear()
    expected = describe_headers("/en/events/")
    if server == "caddy":
        # The recipe names no keys: it purges none.
        expected = {n: value for n, value in expected.items() if n not in ("Surrogate-Key", "Vary")}
    assert {name: response.getheader(name) for name in expected} == expected
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


# Caddy


@pytest.mark.parametrize("path", ["/media/photos/a.jpg", "/media/photos/a.mp4"])
def test_caddy_s_pictures_bear_their_policy(caddy: int, path: str) -> None:
    response, _content = ask(caddy, path)
    expected = {
        "Cache-Control": "no-cache",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cross-Origin-Resource-Policy": "same-site",
    }
    headers = {name: response.getheader(name) for name in expected}
    assert (response.status, headers) == (200, expected)


@pytest.mark.parametrize("path", ["/media/photos/a.svg", "/media/photos/", "/media/none.jpg"])
def test_caddy_hands_out_nothing_else(caddy: int, path: str) -> None:
    response, _content = ask(caddy, path)
    names = ("Cache-Control", "X-Content-Type-Options", "Referrer-Policy", "X-Frame-Options")
    assert (response.status, [response.getheader(name) for name in names]) == (
        404,
        ["no-store", "nosniff", "strict-origin-when-cross-origin", "DENY"],
    )


def test_caddy_shows_the_site_s_own_page_in_its_place(caddy: int) -> None:
    response, content = ask(caddy, "/en/")
    names = ("Retry-After", "Cache-Control", "X-Content-Type-Options", "Referrer-Policy")
    assert (response.status, content, [response.getheader(name) for name in names]) == (
        502,
        b"Our own page",
        ["60", "no-store", "nosniff", "strict-origin-when-cross-origin"],
    )


@pytest.mark.parametrize("path", ["/en/events/?country=CN", "/en/people/", "/zh-hans/events/"])
def test_caddy_asks_the_site_for_every_other_page(caddy: int, path: str) -> None:
    assert ask(caddy, path)[0].status == 502


def test_caddy_lets_nobody_take_for_ever_to_ask(caddy: int) -> None:
    with socket.create_connection(("127.0.0.1", caddy), timeout=30) as connection:
        connection.sendall(b"GET /en/ HTTP/1.1\r\nHost: forum.example.org\r\n")
        answer = connection.recv(100)
    # Nothing, or that it was too slow; which of them is Caddy's own matter.
    assert b"200" not in answer
