"""The recipes of deploy/ as a real nginx reads and runs them."""

import gzip
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import brotli
import pytest
from django.test import override_settings

from forum.delivery.publishing.middleware import describe_headers

DEPLOY = Path(__file__).parent.parent / "deploy"
NGINX = shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin")
# Of Debian's package that the recipe names.
BROTLI = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")

pytestmark = pytest.mark.skipif(NGINX is None, reason="nginx is not installed")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


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
    (home / "data" / "errors" / "500.html").write_text("Our own page")
    for tree, language in (("pages", "en"), ("due/2", "zh-hans")):
        folder = home / "data" / "published" / tree / language / "events"
        folder.mkdir(parents=True)
        (folder / "index.html").write_text("Published")
        (folder / "index.html.gz").write_bytes(gzip.compress(b"Published"))
        (folder / "index.html.br").write_bytes(brotli.compress(b"Published"))
    home.chmod(0o755)
    proxy = home / "proxy.conf"
    shutil.copy(DEPLOY / "forum-proxy.conf", proxy)
    recipe = (DEPLOY / "nginx.conf").read_text()
    for old, new in (
        ("/etc/nginx/forum-proxy.conf", str(proxy)),
        ("/etc/nginx/forum-headers.conf", f'"{DEPLOY}/forum-headers.conf"'),
        ("/srv/forum/data", f"{home}/data"),
        ("127.0.0.1:8000", f"127.0.0.1:{site}"),
        ("listen 443 ssl;", f"listen 127.0.0.1:{port};"),
        ("    listen [::]:443 ssl;\n", ""),
        ("    listen [::]:80;\n", ""),
        ("listen 80;", f"listen 127.0.0.1:{free_port()};"),
        ("    http2 on;\n", ""),
        ("    ssl_certificate     /etc/ssl/forum/fullchain.pem;\n", ""),
        ("    ssl_certificate_key /etc/ssl/forum/privkey.pem;\n", ""),
    ):
        assert old in recipe
        recipe = recipe.replace(old, new)
    temporary = "".join(
        f"{kind}_temp_path {home}/{kind};\n"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    module = ""
    if BROTLI.exists():
        assert "#brotli_static on;" in recipe
        module, recipe = (
            f"load_module {BROTLI};\n",
            recipe.replace("#brotli_static", "brotli_static"),
        )
    (home / "nginx.conf").write_text(
        f"{module}daemon off; pid {home}/pid; error_log {home}/error.log; worker_processes 1;\n"
        f"user root;\nevents {{}}\nhttp {{ access_log off; include /etc/nginx/mime.types;\n"
        f"{temporary}{recipe} }}\n"
    )
    assert NGINX
    process = subprocess.Popen([NGINX, "-c", str(home / "nginx.conf"), "-p", str(home)])
    for _attempt in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.05)
    yield port
    process.terminate()
    process.wait(timeout=10)


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
