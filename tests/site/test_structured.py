"""The JSON-LD of the pages: only terms that are meant, only what is public."""

import json
from collections.abc import Iterator
from datetime import time
from typing import Any

import pytest
from django.test import Client

from tests.support import factories as make
from tests.support.pages import LANGUAGES, Outline, get, make_file, one_of_each

pytestmark = pytest.mark.django_db

# schema.org's terms that the pages may use, by type.
THING = {"name", "alternateName", "url", "description", "image", "sameAs"}
WORK = THING | {"inLanguage", "subjectOf", "publisher"}
ALLOWED = {
    "Event": THING
    | {
        "startDate", "endDate", "eventAttendanceMode", "location", "inLanguage", "superEvent",
        "subEvent", "organizer", "contributor", "performer", "workFeatured", "recordedIn",
    },
    "EventSeries": THING | {"subEvent"},
    "PerformanceRole": {"roleName", "performer"},
    "OrganizationRole": {"roleName", "organizer", "contributor"},
    "Person": THING | {"honorificPrefix", "jobTitle", "affiliation"},
    "Organization": THING,
    "Place": {"name", "address"},
    "ImageObject": {"contentUrl", "caption", "creditText"},
    "Course": WORK | {"provider"},
    "Book": WORK,
    "Report": WORK,
    "CreativeWork": WORK,
    "VideoObject": WORK | {"contentUrl", "encodingFormat"},
    "Dataset": WORK
    | {
        "about", "identifier", "creator", "isAccessibleForFree", "dateModified",
        "temporalCoverage", "spatialCoverage", "includedInDataCatalog", "distribution",
    },
    "DataCatalog": {"name", "url"},
    "DataDownload": {"name", "contentUrl", "encodingFormat"},
    "SoftwareApplication": WORK,
    "BreadcrumbList": {"itemListElement"},
    "ListItem": {"position", "name", "item"},
}  # fmt: skip
RECORDS = {
    "event": "Event", "session": "Event", "series": "EventSeries", "person": "Person",
    "organization": "Organization", "product": "CreativeWork",
}  # fmt: skip


def graph(client: Client, path: str) -> list[Any]:
    """Return the nodes of a page, none where it has no JSON-LD."""
    scripts = Outline(get(client, path)).all("script", type="application/ld+json")
    return json.loads(scripts[0].text)["@graph"] if scripts else []


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    """Yield every node within a value."""
    if isinstance(value, list):
        for item in value:
            yield from nodes(item)
    if isinstance(value, dict):
        yield value
        for item in value.values():
            yield from nodes(item)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", [*RECORDS, "page", "news-item"])
def test_only_the_terms_of_the_table_are_used(client: Client, name: str, language: str) -> None:
    every_node = list(nodes(graph(client, f"/{language}/{one_of_each()[name]}")))
    strange = {
        (node["@type"], term) for node in every_node for term in node if term not in allowed(node)
    }
    assert (strange, every_node != []) == (set(), True)


def allowed(node: dict[str, Any]) -> set[str]:
    return {"@type", *ALLOWED[node["@type"]]}


@pytest.mark.parametrize(("name", "kind"), RECORDS.items())
def test_a_record_has_its_type_and_its_place(client: Client, name: str, kind: str) -> None:
    nodes = graph(client, f"/en/{one_of_each()[name]}")
    datasets = ["Dataset"] if name == "event" else []
    assert [node["@type"] for node in nodes] == [kind, *datasets, "BreadcrumbList"]


@pytest.mark.parametrize("path", ["", "events/", "search/", "events/ports/parallel/"])
def test_other_pages_have_none(client: Client, path: str) -> None:
    make.make_event(slug="ports")
    assert graph(client, f"/en/{path}") == []


def test_a_speaker_stands_in_a_role_under_the_title_held_then(client: Client) -> None:
    session = make.make_session(make.make_event(slug="ports"))
    make.make_appearance(session, make.make_person(slug="lin-lan"), role="moderator")
    event = graph(client, "/en/events/ports/")[0]
    assert event["subEvent"]["performer"] == {
        "@type": "PerformanceRole",
        "roleName": "Moderator",
        "performer": {
            "@type": "Person",
            "name": "Lin Lan",
            "url": "http://testserver/en/people/lin-lan/",
            "alternateName": "林岚",
            "jobTitle": "Director, Harbour Institute",
        },
    }


@pytest.mark.parametrize("role", ["witness", "attendee"])
def test_who_was_there_performed_nothing(client: Client, role: str) -> None:
    session = make.make_session(make.make_event(slug="ports"))
    make.make_appearance(session, make.make_person(name_en="Lin Lan"), role=role)
    session_node = graph(client, "/en/events/ports/")[0]["subEvent"]
    assert "performer" not in session_node
    assert session_node["attendee"]["attendee"]["name"] == "Lin Lan"


def test_organizations_stand_by_role(client: Client) -> None:
    event = make.make_event(slug="ports")
    make.make_role(event, role="host", printed_name_en="The Institute")
    make.make_role(event, make.make_organization(status="draft"), role="supporter")
    node = graph(client, "/en/events/ports/")[0]
    assert (node["organizer"]["roleName"], node["organizer"]["organizer"]["name"]) == (
        "Hosted by",
        "The Institute",
    )
    assert node["contributor"]["contributor"] == {
        "@type": "Organization",
        "name": "Harbour Institute",
    }


@pytest.mark.parametrize(
    ("ways", "mode"),
    [
        (["in_person", "video"], "Mixed"),
        (["", "video"], "Mixed"),
        (["video"], "Online"),
        (["video", "written"], "Online"),
        (["written"], None),
        (["in_person", ""], "Offline"),
        ([""], None),
    ],
)
def test_attendance_is_what_the_record_says(
    client: Client, ways: list[str], mode: str | None
) -> None:
    session = make.make_session(make.make_event(slug="ports"))
    for way in ways:
        make.make_appearance(session, attendance=way)
    found = graph(client, "/en/events/ports/")[0].get("eventAttendanceMode")
    assert found == (mode and f"https://schema.org/{mode}EventAttendanceMode")


def test_times_have_the_offset_of_the_event(client: Client) -> None:
    make.make_session(make.make_event(slug="ports"), start=time(9), end=time(10, 30))
    subevent = graph(client, "/en/events/ports/")[0]["subEvent"]
    assert (subevent["startDate"], subevent["endDate"]) == (
        "2023-11-05T09:00+08:00",
        "2023-11-05T10:30+08:00",
    )


@pytest.mark.parametrize(
    ("facts", "name", "languages"),
    [
        ({}, "Green Ports", ["zh-Hans", "en"]),
        (
            {"title_en": None, "introduction_en": None, "ready_languages": ["zh-hans"]},
            "绿色港口",
            "zh-Hans",
        ),
    ],
)
def test_the_languages_of_the_record_are_not_claimed_of_the_event(
    client: Client, facts: dict[str, Any], name: str, languages: list[str] | str
) -> None:
    make.make_session(make.make_event(slug="ports", **facts), slug="opening")
    event, data, *_ = graph(client, "/en/events/ports/")
    session = graph(client, "/en/events/ports/opening/")[0]
    claims = [node.get("inLanguage") for node in (event, session, data)]
    assert (event["name"], claims) == (name, [None, None, languages])


def test_nothing_ends_the_script(client: Client) -> None:
    title = "</script><script>alert(1)</script> & \u2028 <!--"
    make.make_event(slug="ports", title_en=title)
    html = get(client, "/en/events/ports/")
    assert graph(client, "/en/events/ports/")[0]["name"] == title
    assert "<script>alert" not in html


@pytest.mark.parametrize(
    ("facts", "kind"),
    [
        ({"kind": "course"}, "Course"),
        ({"kind": "publication"}, "Book"),
        ({"kind": "publication", "title_zh_hans": "年度报告"}, "Report"),
        ({"kind": "platform"}, "CreativeWork"),
        ({"kind": "tool"}, "SoftwareApplication"),
        ({"kind": "dataset"}, "Dataset"),
    ],
)
def test_a_product_has_the_type_of_its_kind(
    client: Client, facts: dict[str, str], kind: str
) -> None:
    event = make.make_event(slug="ports")
    make.make_product(slug="one", launched_in=make.make_session(event), **facts)
    product = graph(client, "/en/knowledge/one/")[0]
    featured = graph(client, "/en/events/ports/")[0]["workFeatured"]
    assert (product["@type"], featured["@type"]) == (kind, kind)
    assert product["subjectOf"]["url"] == "http://testserver/en/events/ports/"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_data_of_an_event_has_what_dataset_searches_ask_for(
    client: Client, language: str
) -> None:
    event = make.make_event(slug="ports")
    make.make_role(event, role="host")
    make.make_session(event, start=time(9), end=time(10))
    dataset = graph(client, f"/{language}/events/ports/")[1]
    required = {"name", "description", "url", "creator", "distribution", "includedInDataCatalog"}
    assert (required - dataset.keys(), 50 <= len(dataset["description"]) <= 5000) == (set(), True)


@pytest.mark.parametrize(
    ("hours", "files"),
    [
        ({}, set()),
        ({"start": time(9), "end": time(10)},
         {"en/events/ports/schedule.xml", "en/events/ports/schedule.json"}),
    ],
)  # fmt: skip
def test_each_file_of_a_dataset_is_there(
    client: Client, hours: dict[str, time], files: set[str]
) -> None:
    event = make.make_event(slug="ports")
    make.make_appearance(make.make_session(event, **hours))
    downloads = graph(client, "/en/events/ports/")[1]["distribution"]
    answers = {
        download["contentUrl"].removeprefix("http://testserver/"): (
            answer.status_code,
            answer.headers["Content-Type"].startswith(download["encodingFormat"]),
        )
        for download in downloads
        for answer in [client.get(download["contentUrl"].removeprefix("http://testserver"))]
    }
    lists = {f"api/v1/{name}?event=ports" for name in ("sessions", "appearances", "products")}
    assert answers == dict.fromkeys({"api/v1/events/ports", *lists, *files}, (200, True))


def test_a_dataset_that_is_a_product_leads_to_its_file(client: Client) -> None:
    make.make_product(slug="one", kind="dataset", file=make_file("figures.csv", b"a,b"))
    assert graph(client, "/en/knowledge/one/")[0]["distribution"] == {
        "@type": "DataDownload",
        "name": "figures.csv",
        "contentUrl": "http://testserver/en/knowledge/one/figures.csv",
        "encodingFormat": "text/csv",
    }


def test_a_session_knows_its_event(client: Client) -> None:
    make.make_session(make.make_event(slug="ports"), slug="opening")
    nodes_of_page = graph(client, "/en/events/ports/opening/")
    assert nodes_of_page[0]["superEvent"]["url"] == "http://testserver/en/events/ports/"
    assert [one["name"] for one in nodes_of_page[1]["itemListElement"]] == [
        "Home", "Events", "Green Ports", "Opening remarks",
    ]  # fmt: skip
