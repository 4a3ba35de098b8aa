"""OAI-PMH: every verb, both formats and languages, ranges, tokens and the protocol's errors."""

from base64 import b64encode
from datetime import UTC, datetime
from typing import Any

import pytest
from defusedxml.ElementTree import fromstring
from django.conf import settings as site
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from forum.core.content import Content
from forum.core.visibility import MOMENTS
from forum.models import KnowledgeProduct
from forum.site import harvesting
from people.models import Organization
from sessions_app.models import Event, EventOrganization
from tests.support import factories as make

pytestmark = pytest.mark.django_db

OAI = "{http://www.openarchives.org/OAI/2.0/}"
DC = "{http://purl.org/dc/elements/1.1/}"
DATACITE = "{http://datacite.org/schema/kernel-4}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def ask(client: Client, **arguments: str) -> Any:
    """Return the document that answers; ``since`` stands for from."""
    if "since" in arguments:
        arguments["from"] = arguments.pop("since")
    response = client.get("/oai", arguments)
    assert (response.status_code, response["Content-Type"]) == (200, "text/xml; charset=utf-8")
    return fromstring(response.content)


def identify(record: Event | KnowledgeProduct) -> str:
    host = harvesting.find_host(site.SITE_ADDRESS)
    return f"oai:{host}:{record._meta.model_name}.{record.pk}"


def error(client: Client, **arguments: str) -> str:
    element = ask(client, **arguments).find(f"{OAI}error")
    return "" if element is None else str(element.get("code"))


def texts(root: Any, tag: str) -> list[str]:
    return [element.text or "" for element in root.iter(tag)]


@pytest.fixture
def event() -> Event:
    event = make.make_event(slug="ports")
    make.make_role(event)
    session = make.make_session(event)
    product = make.make_product(slug="course", kind="course", launched_in=session)
    product.topics.add(make.make_topic())
    return event


def test_the_repository_says_what_it_is(client: Client, event: Event) -> None:
    answer = ask(client, verb="Identify")
    names = ("baseURL", "protocolVersion", "deletedRecord", "granularity", "adminEmail")
    assert [answer.findtext(f"{OAI}Identify/{OAI}{name}") for name in names] == [
        "http://testserver/oai", "2.0", "no", "YYYY-MM-DDThh:mm:ssZ", "webmaster@testserver",
    ]  # fmt: skip


def test_formats_and_sets_are_named(client: Client, event: Event) -> None:
    assert texts(ask(client, verb="ListMetadataFormats"), f"{OAI}metadataPrefix") == [
        "oai_dc", "datacite",
    ]  # fmt: skip
    assert texts(ask(client, verb="ListSets"), f"{OAI}setSpec") == ["events", "products"]


def test_dublin_core_has_both_languages(client: Client, event: Event) -> None:
    answer = ask(client, verb="GetRecord", identifier="oai:testserver:event/ports",
                metadataPrefix="oai_dc")  # fmt: skip
    titles = [(element.get(LANG), element.text) for element in answer.iter(f"{DC}title")]
    assert titles == [("zh-Hans", "绿色港口"), ("en", "Green Ports")]
    assert texts(answer, f"{DC}identifier") == [
        "http://testserver/zh-hans/events/ports/", "http://testserver/en/events/ports/",
    ]  # fmt: skip
    assert texts(answer, f"{DC}creator") == ["海港研究院", "Harbour Institute"]


def test_datacite_has_what_its_schema_demands(client: Client, event: Event) -> None:
    answer = ask(client, verb="GetRecord", identifier="oai:testserver:knowledgeproduct/course",
                metadataPrefix="datacite")  # fmt: skip
    resource = answer.find(f".//{DATACITE}resource")
    demanded = ("identifier", "creators", "titles", "publisher", "publicationYear", "resourceType")
    assert [child.tag.removeprefix(DATACITE) for child in resource][:6] == list(demanded)
    assert resource.find(f"{DATACITE}resourceType").get("resourceTypeGeneral") == (
        "InteractiveResource"
    )
    assert texts(resource, f"{DATACITE}subject") == ["港口", "Ports"]


def test_datacite_has_both_languages(client: Client, event: Event) -> None:
    answer = ask(client, verb="GetRecord", identifier="oai:testserver:event/ports",
                metadataPrefix="datacite")  # fmt: skip
    titles = [(title.get(LANG), title.text) for title in answer.iter(f"{DATACITE}title")]
    assert titles == [("zh-Hans", "绿色港口"), ("en", "Green Ports")]


def test_datacite_names_each_host_once(client: Client, event: Event) -> None:
    make.make_role(event, make.make_organization(name_zh_hans="", name_en="Port Association"))
    answer = ask(client, verb="GetRecord", identifier="oai:testserver:event/ports",
                metadataPrefix="datacite")  # fmt: skip
    names = [(name.get(LANG), name.text) for name in answer.iter(f"{DATACITE}creatorName")]
    assert names == [("zh-Hans", "海港研究院"), ("en", "Port Association")]


@pytest.mark.parametrize("prefix", ["oai_dc", "datacite"])
def test_an_unofficial_translation_is_harvested_as_one(
    client: Client, event: Event, prefix: str
) -> None:
    event.unofficial_languages = ["en"]
    event.save()
    answer = ask(client, verb="GetRecord", identifier="oai:testserver:event/ports",
                metadataPrefix=prefix)  # fmt: skip
    space = DC if prefix == "oai_dc" else DATACITE
    notes = [(text.get(LANG), text.text) for text in answer.iter(f"{space}description")][2:]
    assert notes == [("en", "Unofficial translation")]


def test_days_are_those_of_the_site_s_zone(client: Client, event: Event) -> None:
    """In Shanghai the last evening of UTC's year is the next year's first morning."""
    moment = datetime(2023, 12, 31, 23, tzinfo=UTC)
    moments = dict.fromkeys(("updated", "published_at", *MOMENTS), moment)
    Event.objects.update(**moments)
    EventOrganization.objects.update(updated=moment)
    Organization.objects.update(**moments)
    answer = ask(client, verb="GetRecord", identifier="oai:testserver:event/ports",
                metadataPrefix="datacite")  # fmt: skip
    days = {date.get("dateType"): date.text for date in answer.iter(f"{DATACITE}date")}
    assert (texts(answer, f"{DATACITE}publicationYear"), days["Issued"], days["Updated"]) == (
        ["2024"], "2024-01-01", "2024-01-01",
    )  # fmt: skip


@pytest.mark.parametrize("prefix", ["oai_dc", "datacite"])
def test_a_list_holds_every_set(client: Client, event: Event, prefix: str) -> None:
    answer = ask(client, verb="ListRecords", metadataPrefix=prefix)
    assert texts(answer, f"{OAI}identifier") == [
        identify(event), identify(KnowledgeProduct.objects.get()),
    ]  # fmt: skip


def test_an_identifier_stays_whatever_the_host_and_the_slug(
    client: Client, event: Event, settings: Settings
) -> None:
    settings.SITE_ADDRESS = "https://forum.example.org"
    settings.ALLOWED_HOSTS = ["*"]
    query = {"verb": "ListIdentifiers", "metadataPrefix": "oai_dc", "set": "events"}
    answers = []
    for slug, host in (("ports", "forum.example.org"), ("harbours", "www.forum.example.org")):
        event.slug = slug
        event.save()
        answer = fromstring(client.get("/oai", query, headers={"host": host}).content)
        answers += texts(answer, f"{OAI}identifier")
    assert answers == [f"oai:forum.example.org:event.{event.pk}"] * 2


@pytest.mark.parametrize("asked", ["its own", "oai:testserver:event/ports",
                                   "oai:testserver:event/harbours"])  # fmt: skip
def test_former_identifiers_are_understood(client: Client, event: Event, asked: str) -> None:
    event.slug = "harbours"
    event.save()
    answer = ask(client, verb="GetRecord", metadataPrefix="oai_dc",
                identifier=identify(event) if asked == "its own" else asked)  # fmt: skip
    assert texts(answer, f"{OAI}identifier") == [identify(event)]


def test_topics_of_an_event_are_its_subjects(client: Client, event: Event) -> None:
    make.make_topic(name_zh_hans="码头", name_en="Docks").events.add(event)
    make.make_topic(status="draft").events.add(event)
    answer = ask(client, verb="GetRecord", metadataPrefix="oai_dc", identifier=identify(event))
    assert texts(answer, f"{DC}subject") == ["码头", "Docks"]


def test_a_host_s_new_name_is_a_change_of_its_event(client: Client, event: Event) -> None:
    long_ago = datetime(2020, 1, 1, tzinfo=UTC)
    for model in (Event, EventOrganization, Organization, KnowledgeProduct):
        moments = dict.fromkeys(MOMENTS, long_ago) if issubclass(model, Content) else {}
        model._default_manager.update(updated=long_ago, **moments)
    query = {"verb": "ListRecords", "metadataPrefix": "oai_dc", "set": "events",
             "since": "2021-01-01"}  # fmt: skip
    error_before = error(client, **query)
    host = Organization.objects.get()
    host.name_en = "Port Institute"
    host.save()
    answer = ask(client, **query)
    assert (error_before, texts(answer, f"{DC}creator")) == (
        "noRecordsMatch", ["海港研究院", "Port Institute"],
    )  # fmt: skip


def test_one_set_alone(client: Client, event: Event) -> None:
    answer = ask(client, verb="ListIdentifiers", metadataPrefix="oai_dc", set="products")
    assert texts(answer, f"{OAI}setSpec") == ["products"]


def test_drafts_are_not_harvested(client: Client, event: Event) -> None:
    Event.objects.update(status="draft")
    KnowledgeProduct.objects.update(status="draft")
    assert error(client, verb="ListRecords", metadataPrefix="oai_dc") == "noRecordsMatch"
    assert error(client, verb="GetRecord", metadataPrefix="oai_dc",
                 identifier="oai:testserver:event/ports") == "idDoesNotExist"  # fmt: skip


def test_a_language_that_is_not_ready_is_not_harvested(client: Client) -> None:
    make.make_event(ready_languages=["zh-hans"])
    answer = ask(client, verb="ListRecords", metadataPrefix="oai_dc")
    assert texts(answer, f"{DC}title") == ["绿色港口"]


@pytest.mark.parametrize(
    ("asked", "slugs"),
    [
        ({"since": "2021-01-01"}, ["new"]),
        ({"until": "2020-01-01"}, ["old"]),
        ({"until": "2020-01-01T12:00:00Z"}, ["old"]),
        ({"since": "2021-01-01", "until": "9999-12-31"}, ["new"]),
        ({"since": "2020-01-01T12:00:00Z", "until": "2020-01-01T12:00:00Z"}, ["old"]),
    ],
)
def test_both_ends_of_a_range_belong_to_it(
    client: Client, asked: dict[str, str], slugs: list[str]
) -> None:
    old = make.make_event(slug="old")
    moment = datetime(2020, 1, 1, 12, 0, 0, 5, tzinfo=UTC)
    moments = dict.fromkeys(MOMENTS, moment)
    Event.objects.filter(pk=old.pk).update(updated=moment, **moments)
    make.make_event(slug="new")
    answer = ask(client, verb="ListIdentifiers", metadataPrefix="oai_dc", **asked)
    events = Event.objects.filter(slug__in=slugs)
    assert texts(answer, f"{OAI}identifier") == [identify(event) for event in events]


def test_what_was_scheduled_is_changed_when_it_becomes_public(client: Client) -> None:
    event = make.make_event(slug="ports")
    saved, public = (datetime(2020, 1, day, tzinfo=UTC) for day in (1, 20))
    moments = dict.fromkeys(MOMENTS, public)
    Event.objects.filter(pk=event.pk).update(updated=saved, published_at=public, **moments)
    answer = ask(
        client, verb="ListIdentifiers", metadataPrefix="oai_dc", since="2020-01-15",
        until="2020-01-31",
    )  # fmt: skip
    assert texts(answer, f"{OAI}datestamp") == ["2020-01-20T00:00:00Z"]


def test_tokens_lead_to_each_record_once(
    client: Client, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(harvesting, "PER_PAGE", 2)
    for number in range(3):
        make.make_event(slug=f"more-{number}")
    identifiers, answer = [], ask(client, verb="ListIdentifiers", metadataPrefix="oai_dc")
    while True:
        identifiers += texts(answer, f"{OAI}identifier")
        token = answer.findtext(f"{OAI}ListIdentifiers/{OAI}resumptionToken")
        if not token:
            break
        answer = ask(client, verb="ListIdentifiers", resumptionToken=token)
    assert (len(identifiers), len(set(identifiers))) == (5, 5)


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({}, "badVerb"),
        ({"verb": "Steal"}, "badVerb"),
        ({"verb": "ListRecords"}, "badArgument"),
        ({"verb": "GetRecord", "identifier": "x"}, "badArgument"),
        ({"verb": "Identify", "set": "x"}, "badArgument"),
        ({"verb": "ListRecords", "metadataPrefix": "marc"}, "cannotDisseminateFormat"),
        ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "since": "yesterday"}, "badArgument"),
        ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "since": "2020-01-01",
          "until": "2020-01-01T00:00:00Z"}, "badArgument"),
        ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "since": "2020-01-02",
          "until": "2020-01-01"}, "badArgument"),
        ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "set": "x"}, "noRecordsMatch"),
        ({"verb": "ListRecords", "resumptionToken": "x"}, "badResumptionToken"),
        ({"verb": "ListRecords", "resumptionToken": "e30="}, "badResumptionToken"),
        ({"verb": "ListRecords", "resumptionToken": "W10="}, "badResumptionToken"),
        *(({"verb": "ListRecords", "resumptionToken": b64encode(token).decode()},
           "badResumptionToken")
          for token in (b'{"prefix": ["oai_dc"]}', b'{"prefix": "oai_dc", "after_set": ["events"]}',
                        b'{"prefix": "oai_dc", "after_set": "events", "after_key": "x"}',
                        b"[" * 400_000)),
        ({"verb": "GetRecord", "identifier": "oai:testserver:event/\0", "metadataPrefix": "oai_dc"},
         "badArgument"),
        ({"verb": "GetRecord", "identifier": "oai:testserver:event/x", "metadataPrefix": "oai_dc"},
         "idDoesNotExist"),
        ({"verb": "ListMetadataFormats", "identifier": "oai:else:event/ports"}, "idDoesNotExist"),
    ],
)  # fmt: skip
def test_what_is_wrong_has_the_protocol_s_code(
    client: Client, event: Event, asked: dict[str, str], code: str
) -> None:
    assert error(client, **asked) == code


def test_what_was_asked_is_repeated_where_it_was_understood(client: Client, event: Event) -> None:
    query = {"verb": "GetRecord", "metadataPrefix": "oai_dc", "identifier": "oai:testserver:x"}
    assert [
        ask(client, **arguments).find(f"{OAI}request").attrib
        for arguments in (query, {"verb": "GetRecord"}, {"verb": "Identify"})
    ] == [query, {}, {"verb": "Identify"}]


def test_it_answers_a_form_as_well(client: Client, event: Event) -> None:
    response = client.post("/oai", {"verb": "Identify"})
    assert fromstring(response.content).find(f"{OAI}Identify") is not None


def test_more_records_are_no_more_queries(client: Client, event: Event) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            ask(client, verb="ListRecords", metadataPrefix="oai_dc", set="events")
        # The first of a minute clears away what was counted before.
        return len([query for query in queries if "forum_requestcount" not in query["sql"]])

    few = count()
    for _number in range(2):
        make.make_role(make.make_event())
    assert count() == few


def test_whoever_harvests_too_often_is_to_come_back(client: Client, settings: Settings) -> None:
    settings.API_REQUESTS_PER_MINUTE = 1
    answers = [client.get("/oai", {"verb": "Identify"}) for _number in range(2)]
    if answers[1].status_code == 200:
        # The minute ended between the two.
        answers.append(client.get("/oai", {"verb": "Identify"}))
    assert (answers[0].status_code, answers[-1].status_code) == (200, 503)
    assert 1 <= int(answers[-1]["Retry-After"]) <= 60
