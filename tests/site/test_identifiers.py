"""DOI and handle of a record: where they are said, and how they are typed."""

import json
import re

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from sessions_app.models import Event
from tests.support import factories as make
from tests.support.pages import get

pytestmark = pytest.mark.django_db


@pytest.fixture
def event() -> Event:
    return make.make_event(slug="ports", doi="10.1234/ports.2023", handle="20.500.1234/9")


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("ris", "DO  - 10.1234/ports.2023\r\n"),
        ("bib", "  doi = {10.1234/ports.2023},\n"),
        ("json", '"DOI": "10.1234/ports.2023"'),
    ],
)
def test_references_have_the_doi(client: Client, event: Event, kind: str, words: str) -> None:
    assert words in get(client, f"/en/events/ports/cite.{kind}")


def test_datacite_goes_by_the_doi(client: Client, event: Event) -> None:
    query = "verb=GetRecord&metadataPrefix=datacite&identifier=oai:testserver:event/ports"
    xml = get(client, f"/oai?{query}")
    assert re.findall(r'dentifierType="(\w+)">([^<]+)<', xml) == [
        ("DOI", "10.1234/ports.2023"), ("Handle", "20.500.1234/9"),
        ("URL", "http://testserver/zh-hans/events/ports/"),
    ]  # fmt: skip


def test_dublin_core_has_where_they_lead(client: Client, event: Event) -> None:
    query = "verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:testserver:event/ports"
    assert re.findall(r"<dc:identifier>([^<]+)<", get(client, f"/oai?{query}"))[:2] == [
        "https://doi.org/10.1234/ports.2023", "https://hdl.handle.net/20.500.1234/9",
    ]  # fmt: skip


def test_structured_data_has_where_they_lead(client: Client, event: Event) -> None:
    html = get(client, "/en/events/ports/")
    [text] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    assert '"https://doi.org/10.1234/ports.2023"' in json.dumps(json.loads(text))


def test_the_read_interface_has_them(client: Client, event: Event) -> None:
    answer = client.get("/api/v1/events/ports").json()
    assert (answer["doi"], answer["handle"]) == ("10.1234/ports.2023", "20.500.1234/9")


@pytest.mark.parametrize("doi", ["https://doi.org/10.1234/a", "10.1/a", "10.1234/", "10.1234/a b"])
def test_what_is_no_doi_is_refused(doi: str) -> None:
    with pytest.raises(ValidationError) as caught:
        make.make_event(slug="ports", doi=doi).full_clean()
    assert caught.value.message_dict["doi"] == [
        "This is no DOI; write it as 10.1234/abc, without https://doi.org/."
    ]
