"""Published pages as visitors meet them: the file, and never what is no page."""

import gzip
from collections.abc import Callable
from pathlib import Path
from typing import Any

import brotli
import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from forum.delivery.publishing import files, page_rendering, publisher, settling
from forum.models import PageFile
from tests.support import factories as make
from tests.support.publishing import PAGE, ask, place

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("publishing")]


def test_a_page_that_is_asked_for_is_published(
    client: Client, ports: Any, settings: Settings
) -> None:
    _status, content = ask(client)
    file = place(settings)
    compressed = {name: file.with_name(f"index.html.{name}").read_bytes() for name in ("gz", "br")}
    assert (
        file.read_text(),
        gzip.decompress(compressed["gz"]).decode(),
        brotli.decompress(compressed["br"]).decode(),
    ) == (content, content, content)


@pytest.mark.parametrize(
    "path",
    [PAGE, "/en/", "/en/feed.xml", "/sitemap.xml", "/en/events/ports/agenda.ics", "/robots.txt",
     "/en/events/ports/accent.css", "/en/events/ports/cite.ris", "/en/events/ports/qr.svg",
     "/en/events/ports/share.png", "/en/square.png"],
)  # fmt: skip
def test_a_file_answers_as_the_page_does(
    client: Client, ports: Any, settings: Settings, path: str
) -> None:
    published: Any = client.get(path)
    assert client.get(path).content == published.content
    settings.PUBLISH_ADDRESS = ""
    live: Any = client.get(path)
    apart = ("ETag", "CDN-Cache-Control", "Vary", "Content-Length", "X-Request-ID")
    headers = [
        {name: value for name, value in response.headers.items() if name not in apart}
        for response in (published, live)
    ]
    assert (headers[0], published.content) == (headers[1], live.content)
    assert published["CDN-Cache-Control"] == "max-age=1"


def test_a_sitemap_s_further_file_is_published_too(
    client: Client, ports: Any, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("forum.site.sitemaps.Addresses.limit", 1)
    make.make_event(slug="rivers")
    settling.settle_changes()
    first, second = (ask(client, f"/sitemap-events{part}.xml")[1] for part in ("", "-2"))
    pages = Path(settings.PUBLISH_ROOT) / "pages"
    files = [(pages / f"sitemap-events{part}.xml").read_text() for part in ("", "-2")]
    assert (files, "/en/events/rivers/" in second) == ([first, second], True)


@pytest.mark.parametrize(
    ("accepted", "encoding", "decompress"),
    [
        ("gzip", "gzip", gzip.decompress),
        ("gzip, deflate, br, zstd", "br", brotli.decompress),
        ("gzip, br;q=0", "gzip", gzip.decompress),
    ],
)
def test_it_is_compressed_for_who_takes_that(
    client: Client,
    ports: Any,
    accepted: str,
    encoding: str,
    decompress: Callable[[bytes], bytes],
) -> None:
    _status, content = ask(client)
    response: Any = client.get(PAGE, headers={"Accept-Encoding": accepted})
    assert (response["Content-Encoding"], decompress(response.content).decode()) == (
        encoding,
        content,
    )


def test_no_brotli_is_written_unless_it_is_wanted(
    client: Client, ports: Any, settings: Settings
) -> None:
    settings.PUBLISH_BROTLI = False
    ask(client)
    names = sorted(file.name for file in place(settings).parent.iterdir())
    assert names == ["index.html", "index.html.gz"]


def test_what_ends_leaves_no_compressed_file_behind(
    client: Client, ports: Any, settings: Settings
) -> None:
    ask(client)
    files.delete_file(PAGE)
    assert list(place(settings).parent.iterdir()) == []


def test_who_has_it_is_told_so(client: Client, ports: Any) -> None:
    etag = client.get(PAGE)["ETag"]
    response: Any = client.get(PAGE, headers={"If-None-Match": etag})
    assert (response.status_code, response.content) == (304, b"")


def test_what_was_made_anew_and_is_the_same_keeps_its_etag(client: Client, ports: Any) -> None:
    etag = client.get(PAGE)["ETag"]
    publisher.forget_all()
    assert client.get(PAGE)["ETag"] == etag


def test_published_pages_are_shown_without_the_database(
    client: Client, ports: Any, outage: Callable[[], None]
) -> None:
    state_before = ask(client)
    outage()
    assert (ask(client), ask(client, "/en/people/")[0]) == (state_before, 503)


@pytest.mark.parametrize("name", ["index.html", "index.html.gz", "index.html.br"])
def test_a_file_s_own_name_is_no_address(client: Client, ports: Any, name: str) -> None:
    ask(client)
    assert (ask(client)[0], ask(client, f"{PAGE}{name}")[0]) == (200, 404)


@pytest.mark.parametrize(
    "path",
    ["/en/people/?country=CN", "/en/search/", "/en/events/none/", "/admin/login/",
     "/en/../admin/", "/fr/", "/en/events//ports/",
     "/zh-hans/typefaces/0123456789abcdef-3/events/ports/style.css",
     "/zh-hans/typefaces/0123456789abcdef-3/events/ports/face.woff2"],
)  # fmt: skip
def test_nothing_else_is_published(
    client: Client, ports: Any, settings: Settings, path: str
) -> None:
    client.get(path)
    assert (files.list_paths(), list(PageFile.objects.all())) == ([], [])


def test_an_address_without_end_is_no_file_s(ports: Any) -> None:
    long = "/en/events/" + "a" * 600
    assert (files.is_plain(f"{long}/"), files.is_plain(f"{long[:500]}/")) == (False, True)


def test_what_anybody_makes_up_is_not_remembered() -> None:
    page_rendering._find_route.cache_clear()
    paths = ["/en/none/", "/en/search/", PAGE]
    routes = [page_rendering.find_route(path) for path in paths]
    assert (routes, page_rendering._find_route.cache_info().currsize) == (["", "", "event"], 1)


@pytest.mark.parametrize(
    "path",
    [f"{PAGE}?utm=1", f"{PAGE}?v=1", f"{PAGE}?q=a&day=2023-11-05", f"{PAGE}proceedings.pdf?a",
     f"{PAGE}qr.svg?b=2", f"{PAGE}accent.css?q=1&v=2", "/en/?page=2"],
)  # fmt: skip
def test_what_no_page_knows_passes_no_file_by(client: Client, ports: Any, path: str) -> None:
    client.get(path)
    assert files.list_paths() == [path.partition("?")[0]]


def test_another_host_is_answered_live(client: Client, ports: Any, settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["testserver", "b.example.org"]
    ask(client, headers={"Host": "b.example.org"})
    assert files.list_paths() == []
