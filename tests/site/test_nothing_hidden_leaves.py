"""What is not public is in nothing that the site hands out: every format, every way of hiding."""

import gzip
import zipfile
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Final

import pytest
from django.core.management import call_command
from django.test import Client

from sessions_app.models import Event
from tests.support.secrets_of_event import (
    KEPT_BACK,
    NOT_PUBLIC,
    list_leaks,
    make_event_with_secrets,
    read_file,
)

pytestmark = pytest.mark.django_db

WAYS: Final = (*KEPT_BACK, *NOT_PUBLIC)
EVENT: Final = "/en/events/ports/"
ADDRESSES: Final = {
    "page": [EVENT, f"{EVENT}opening/", f"{EVENT}parallel/"],
    "word": [f"{EVENT}record.docx"],
    "pdf": [f"{EVENT}proceedings.pdf", f"{EVENT}proceedings-both.pdf"],
    "schedule.xml": [f"{EVENT}schedule.xml"],
    "schedule.json": [f"{EVENT}schedule.json"],
    "calendar": [f"{EVENT}agenda.ics", f"{EVENT}opening/session.ics"],
    "feed": ["/en/feed.xml"],
    "ris": [f"{EVENT}cite.ris", f"{EVENT}opening/cite.ris"],
    "bib": [f"{EVENT}cite.bib", f"{EVENT}opening/cite.bib"],
    "csl": [f"{EVENT}cite.json", f"{EVENT}opening/cite.json"],
    "interface": [
        f"/api/v1/{kind}"
        for kind in ("events", "sessions", "appearances", "people", "organizations", "products")
    ],
    "dublin core": ["/oai?verb=ListRecords&metadataPrefix=oai_dc"],
    "datacite": ["/oai?verb=ListRecords&metadataPrefix=datacite"],
}


def fetch(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return read_file(address, b"".join(response))


@pytest.fixture(scope="module")
def event(undone_after_module: None) -> Event:
    return make_event_with_secrets(WAYS)


@pytest.mark.parametrize("addresses", ADDRESSES.values(), ids=ADDRESSES)
def test_nothing_hidden_leaves_by_the_site(
    client: Client, event: Event, addresses: list[str]
) -> None:
    assert list_leaks("".join(fetch(client, address) for address in addresses), WAYS) == []


def read_zip(path: Path) -> str:
    return read_file(path.name, path.read_bytes())


def read_wacz(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return "".join(
        (gzip.decompress(content) if name.endswith(".gz") else content).decode(errors="ignore")
        for name, content in parts.items()
    )


@pytest.mark.parametrize(
    ("arguments", "read"),
    [
        (("--all",), read_zip),
        (("ports", "--format", "wacz"), read_wacz),
    ],
    ids=["zip of the site", "wacz of an event"],
)
def test_nothing_hidden_is_in_an_archive(
    event: Event, tmp_path: Path, arguments: tuple[str, ...], read: Callable[[Path], str]
) -> None:
    # The proceedings are the pages' own, which are looked at above.
    path = tmp_path / ("ports.wacz" if "wacz" in arguments else "ports.zip")
    call_command(
        "export_site", *arguments, "--address", "https://127.0.0.1", "--without-cards",
        "--without-proceedings", "--output", str(path), stderr=StringIO(), stdout=StringIO(),
    )  # fmt: skip
    assert list_leaks(read(path), WAYS) == []
