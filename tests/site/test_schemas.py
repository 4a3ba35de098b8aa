"""What programs read, by schemas: both schedules, the interface's description and its answers."""

import json
from datetime import time
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from jsonschema import Draft202012Validator
from lxml import etree
from openapi_spec_validator import OpenAPIV31SpecValidator

from tests.site.test_api import LISTS, fill
from tests.support import factories as make

pytestmark = pytest.mark.django_db

SCHEMAS = Path(__file__).parents[1] / "data" / "schemas"


@pytest.fixture
def schedule_address() -> str:
    event = make.make_event(slug="ports", series=make.make_series(abbreviation_en="HQF"))
    session = make.make_session(
        event, slug="opening", start=time(9), end=time(10), recording_url="https://example.org/r"
    )
    make.make_appearance(session, remarks_en="<p>Ports are open.</p>")
    make.make_session(event, slug="break", kind="break", start=time(10), end=time(11))
    return "events/ports/schedule"


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_schedule_xml_keeps_to_its_schema(
    client: Client, schedule_address: str, language: str
) -> None:
    schema = etree.XMLSchema(etree.parse(SCHEMAS / "schedule.xsd"))
    content = client.get(f"/{language}/{schedule_address}.xml").content
    schema.validate(etree.fromstring(content))
    assert [error.message for error in schema.error_log] == []


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_schedule_json_keeps_to_its_schema(
    client: Client, schedule_address: str, language: str
) -> None:
    schema = json.loads((SCHEMAS / "schedule.schema.json").read_text())
    content = client.get(f"/{language}/{schedule_address}.json").json()
    assert list_errors(schema, content) == []


@pytest.mark.parametrize("prefix", ["oai_dc", "datacite"])
@pytest.mark.parametrize("verb", ["ListRecords", "ListIdentifiers", "GetRecord"])
def test_harvested_records_keep_to_their_schema(client: Client, verb: str, prefix: str) -> None:
    event = make.make_event(slug="ports", doi="10.1234/abc", handle="20.500.1234/x")
    make.make_role(event)
    session = make.make_session(event)
    product = make.make_product(slug="course", kind="course", launched_in=session)
    product.topics.add(make.make_topic())
    only = {"identifier": "oai:testserver:event/ports"} if verb == "GetRecord" else {}
    assert list_oai_errors(client, verb=verb, metadataPrefix=prefix, **only) == []


@pytest.mark.parametrize(
    "asked",
    [{"verb": "Identify"}, {"verb": "ListSets"}, {"verb": "ListMetadataFormats"}, {},
     {"verb": "ListRecords", "metadataPrefix": "oai_dc"},
     {"verb": "GetRecord", "identifier": "a b"}, {"verb": "ListRecords", "resumptionToken": "x"},
     {"verb": "GetRecord", "identifier": 'a "b\x01<', "metadataPrefix": "oai_dc"},
     {"verb": "ListRecords", "metadataPrefix": "oai_dc", "set": "events:\x02"},
     {"verb": "ListRecords", "metadataPrefix": "oai dc"}],
)  # fmt: skip
def test_what_the_harvester_is_told_keeps_to_its_schema(
    client: Client, asked: dict[str, str]
) -> None:
    assert list_oai_errors(client, **asked) == []


def list_oai_errors(client: Client, **asked: str) -> list[str]:
    schema = etree.XMLSchema(etree.parse(SCHEMAS / "oai.xsd"))
    schema.validate(etree.fromstring(client.get("/oai", asked).content))
    return [error.message for error in schema.error_log]


def test_the_interface_s_description_is_valid(client: Client) -> None:
    errors = OpenAPIV31SpecValidator(read_description(client)).iter_errors()
    assert [error.message for error in errors] == []


def test_problems_are_described_as_what_they_are(client: Client) -> None:
    answers = [
        (status, [*answer["content"]])
        for methods in read_description(client)["paths"].values()
        for status, answer in methods["get"]["responses"].items()
        if status >= "400"
    ]
    assert {media for _status, [media] in answers} == {"application/problem+json"}


def test_hours_are_no_times_of_a_zone(client: Client) -> None:
    session = make.make_session(make.make_event(), start=time(9), end=None)
    answer = client.get(f"/api/v1/sessions/{session.pk}").json()
    start = read_description(client)["components"]["schemas"]["SessionOut"]["properties"]["start"]
    assert (answer["start"], answer["end"], "format" in str(start)) == ("09:00:00", None, False)


@pytest.mark.parametrize("name", LISTS)
def test_each_answer_keeps_to_the_description(client: Client, name: str) -> None:
    addresses = fill()
    description = read_description(client)
    for path, address in (
        (f"/api/v1/{name}", f"/api/v1/{name}"),
        (find_path_of_one(description, name), f"/api/v1/{name}/{addresses[name]}"),
    ):
        answer = description["paths"][path]["get"]["responses"]["200"]
        schema = answer["content"]["application/json"]["schema"]
        whole = {**schema, "components": description["components"]}
        assert list_errors(whole, client.get(address).json()) == []


def read_description(client: Client) -> dict[str, Any]:
    description: dict[str, Any] = client.get("/api/v1/openapi.json").json()
    return description


def find_path_of_one(description: dict[str, Any], name: str) -> str:
    return next(path for path in description["paths"] if path.startswith(f"/api/v1/{name}/{{"))


def list_errors(schema: dict[str, Any], content: object) -> list[str]:
    return [error.message for error in Draft202012Validator(schema).iter_errors(content)]
