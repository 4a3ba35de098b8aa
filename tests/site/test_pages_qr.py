"""The QR code of a record: it holds the page's own address, and only what is public has one."""

from typing import Any
from unittest import mock

import pytest
from django.test import Client

from tests.site.test_pages_event import ports
from tests.support import factories as make
from tests.support.pages import LANGUAGES, Outline, get

pytestmark = pytest.mark.django_db


def encoded(client: Client, path: str) -> str:
    """Return the address that a code is drawn of."""
    with mock.patch("forum.site.qr_codes.segno.make_qr") as make_qr:
        assert client.get(path).status_code == 200
    [address] = make_qr.call_args.args
    return str(address)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", ["events/ports/", "events/ports/opening/"])
def test_a_code_holds_the_page_s_address(client: Client, path: str, language: str) -> None:
    make.make_session(ports(), slug="opening")
    address = f"/{language}/{path}"
    assert encoded(client, f"{address}qr.svg?x=1") == f"http://testserver{address}"


@pytest.mark.parametrize("path", ["events/ports/", "events/ports/opening/"])
def test_a_page_shows_its_code(client: Client, path: str) -> None:
    make.make_session(ports(), slug="opening")
    outline = Outline(get(client, f"/en/{path}"))
    [code] = [element for element in outline.all("img") if element["src"].endswith(".svg")]
    assert (code["src"], code["alt"]) == (f"/en/{path}qr.svg", "QR code of this page")


def test_a_code_is_a_picture_without_a_script(client: Client) -> None:
    ports()
    response = client.get("/en/events/ports/qr.svg")
    picture: Any = response.content.decode()
    assert response.headers["Content-Type"] == "image/svg+xml"
    assert (picture.count("<svg"), "<script" in picture, 'fill="#fff"' in picture) == (
        1,
        False,
        True,
    )


def test_what_is_hidden_has_no_code(client: Client) -> None:
    make.make_session(ports(status="draft"), slug="opening")
    make.make_session(make.make_event(slug="open"), slug="withheld", withheld=True)
    paths = ("ports/qr.svg", "ports/opening/qr.svg", "open/withheld/qr.svg", "none/qr.svg")
    assert [client.get(f"/en/events/{path}").status_code for path in paths] == [404] * 4
