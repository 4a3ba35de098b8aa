"""``schedule.xml`` and ``schedule.json`` of an event: what they say, and where there is none.

The schemas of c3voc are not part of this repository; what they demand is asserted here.
"""

import json
import re
from datetime import date, time
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sessions_app.models import Event, Session
from tests.support import factories as make
from tests.support.pages import get

pytestmark = pytest.mark.django_db

UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00\Z")


@pytest.fixture
def event() -> Event:
    series = make.make_series(abbreviation_en="HQF")
    event = make.make_event(slug="ports", series=series, venue_en="Hall", venue_zh_hans="大厅")
    opening = make.make_session(
        event, slug="opening", start=time(9), end=time(10, 30), room_zh_hans="一号厅",
        room_en="Hall 1", title_en="Opening", title_zh_hans="开幕", position=1,
    )  # fmt: skip
    make.make_appearance(
        opening, remarks_en="<p>Ports are <strong>open</strong>.</p>", role="moderator"
    )
    make.make_session(event, slug="a", kind="keynote", start=time(11), end=time(12), position=2)
    return event


def read_xml(client: Client, language: str = "en") -> Element:
    response = client.get(f"/{language}/events/ports/schedule.xml")
    assert response.status_code == 200
    root: Element = fromstring(response.content)
    return root


def read_json(client: Client, language: str = "en") -> dict[str, Any]:
    response = client.get(f"/{language}/events/ports/schedule.json")
    assert response.status_code == 200
    content: dict[str, Any] = json.loads(response.content)
    return content


def talks(content: dict[str, Any]) -> list[dict[str, Any]]:
    days = content["schedule"]["conference"]["days"]
    return [talk for day in days for room in day["rooms"].values() for talk in room]


@pytest.mark.parametrize(
    ("language", "title", "room", "tag"),
    [("en", "Opening", "Hall 1", "en"), ("zh-hans", "开幕", "一号厅", "zh-Hans")],
)
def test_each_language_has_a_file(
    client: Client, event: Event, language: str, title: str, room: str, tag: str
) -> None:
    xml = read_xml(client, language).find("day/room/event")
    assert xml is not None
    talk = talks(read_json(client, language))[0]
    for read in (xml.findtext, talk.get):
        assert [read(name) for name in ("title", "room", "language")] == [title, room, tag]


def test_the_guids_are_the_same_in_all(client: Client, event: Event) -> None:
    found = [
        *([talk.get("guid") for talk in read_xml(client, code).iter("event")] for code in CODES),
        *([talk["guid"] for talk in talks(read_json(client, code))] for code in CODES),
    ]
    assert all(guids == found[0] for guids in found)


CODES = ("en", "zh-hans")


@pytest.mark.parametrize("language", CODES)
def test_xml_keeps_what_the_schema_demands(client: Client, event: Event, language: str) -> None:
    root = read_xml(client, language)
    assert [child.tag for child in root] == ["generator", "url", "version", "conference", "day"]
    assert re.fullmatch(r"[a-z0-9_-]{4,}", root.findtext("conference/acronym") or "")
    slugs = [slug.text or "" for slug in root.iter("slug")]
    assert all(re.fullmatch(r"[a-z0-9_]{4,}-[a-z0-9\-_]{4,}", slug) for slug in slugs)
    day = root.find("day")
    assert day is not None
    assert [bool(MOMENT.match(day.get(name, ""))) for name in ("start", "end")] == [True, True]
    for talk in root.iter("event"):
        assert (bool(UUID.match(talk.get("guid", ""))), int(talk.get("id", "0")) > 0) == (
            True,
            True,
        )
        assert {"room", "title", "type", "date", "start", "duration", "abstract", "track"} <= {
            child.tag for child in talk
        }
    assert all(set(person.attrib) == {"id", "guid"} for person in root.iter("person"))


@pytest.mark.parametrize("language", CODES)
def test_json_keeps_what_the_schema_demands(client: Client, event: Event, language: str) -> None:
    content = read_json(client, language)
    conference = content["schedule"]["conference"]
    assert set(content) == {"$schema", "generator", "schedule"}
    assert re.match(r"[a-z0-9_-][a-z0-9_]{3,}\Z", conference["acronym"])
    assert {"days", "daysCount", "start", "end", "timeslot_duration", "title"} <= set(conference)
    assert "rooms" not in content["schedule"]
    demanded = {
        "abstract", "date", "duration", "guid", "id", "language", "links", "persons", "room",
        "slug", "start", "subtitle", "title", "track", "type", "url",
    }  # fmt: skip
    for talk in talks(content):
        assert demanded - set(talk) == set()
        assert re.match(r"[a-z0-9_-]+[a-z0-9]\Z", talk["slug"])


def test_a_talk_lasts_from_its_start_to_its_end(client: Client, event: Event) -> None:
    xml = read_xml(client).find("day/room/event")
    assert xml is not None
    assert [xml.findtext(name) for name in ("date", "start", "duration")] == [
        "2023-11-05T09:00:00+08:00", "09:00", "01:30",
    ]  # fmt: skip


def test_json_says_who_moderates(client: Client, event: Event) -> None:
    [person] = talks(read_json(client))[0]["persons"]
    assert (person["name"], person["role"], person["title"]) == (
        "Lin Lan", "moderator", "Director, Harbour Institute",
    )  # fmt: skip


def test_what_was_said_is_plain_text(client: Client, event: Event) -> None:
    assert talks(read_json(client))[0]["abstract"] == "Lin Lan: Ports are open."


def test_without_a_room_the_venue_stands(client: Client, event: Event) -> None:
    assert [room.get("name") for room in read_xml(client).iter("room") if room.get("name")] == [
        "Hall 1", "Hall",
    ]  # fmt: skip


@pytest.mark.parametrize("missing", [{"start": None}, {"end": None}])
@pytest.mark.parametrize("name", ["schedule.xml", "schedule.json"])
def test_where_a_session_has_no_hours_there_is_none(
    client: Client, event: Event, missing: dict[str, None], name: str
) -> None:
    Session.objects.filter(slug="a").update(**missing)
    assert client.get(f"/en/events/ports/{name}").status_code == 404
    assert f"/{name}" not in get(client, "/en/events/ports/")


def test_a_day_is_needed_of_a_long_event(client: Client, event: Event) -> None:
    event.ends_on = date(2023, 11, 6)
    event.save()
    assert client.get("/en/events/ports/schedule.xml").status_code == 404


def test_the_page_leads_to_both(client: Client, event: Event) -> None:
    page = get(client, "/zh-hans/events/ports/")
    assert [f'href="/zh-hans/events/ports/{name}"' in page for name in (
        "schedule.xml", "schedule.json",
    )] == [True, True]  # fmt: skip


def test_programs_of_other_sites_may_read_it(client: Client, event: Event) -> None:
    response = client.get("/en/events/ports/schedule.xml")
    assert (response["Access-Control-Allow-Origin"], response["Content-Type"]) == (
        "*", "application/vnd.c3voc.schedule+xml",
    )  # fmt: skip


def test_whoever_is_withheld_is_not_there(client: Client, event: Event) -> None:
    make.make_session(event, withheld=True, title_en="Secret", start=time(13), end=time(14))
    event.sessions.get(slug="opening").appearances.update(withheld=True)
    response = client.get("/en/events/ports/schedule.json")
    assert (b"Secret" in response.content, b"Lin Lan" in response.content) == (False, False)


def test_more_sessions_are_no_more_queries(client: Client, event: Event) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get("/en/events/ports/schedule.xml")
        return len(queries)

    client.get("/en/events/ports/schedule.xml")
    few = count()
    for hour in (13, 14):
        session = make.make_session(event, start=time(hour), end=time(hour, 30), position=hour)
        make.make_appearance(session)
    assert count() == few


def test_an_abbreviation_that_is_not_ready_names_no_file(client: Client, event: Event) -> None:
    series: Any = event.series
    series.ready_languages = ["zh-hans"]
    series.save()
    assert read_json(client)["schedule"]["conference"]["acronym"].startswith("forum")
