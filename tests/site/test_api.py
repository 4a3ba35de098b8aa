"""The read interface: what it answers, to whom how often, and what it keeps back."""

import re
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.conf import settings as site
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import DjangoCaptureOnCommitCallbacks, Settings

from forum.core.content import Content
from forum.core.visibility import MOMENTS
from forum.models import KnowledgeProduct, Page, RequestCount, Topic
from forum.models.request_counts import count_request
from forum.site.api.endpoints import CURSOR_PATTERN, make_next
from forum.site.client_addresses import client_network
from people.models import Organization, Person
from sessions_app.models import Appearance, Event, EventOrganization, Series, Session
from tests.support import factories as make
from tests.support.pages import get
from tests.support.publishing import set_offline

pytestmark = pytest.mark.django_db

LISTS = (
    "series", "events", "sessions", "appearances", "people", "organizations", "products", "topics",
    "news",
)  # fmt: skip


def fill(number: int = 1) -> dict[str, Any]:
    """Make one record of each kind; return the address of each below the list's."""
    series = make.make_series(slug=f"coast-{number}")
    event = make.make_event(slug=f"ports-{number}", series=series, country="CN")
    make.make_role(event, make.make_organization(slug=f"host-{number}"))
    session = make.make_session(event, slug="opening", recording_url="https://example.org/r")
    person = make.make_person(slug=f"lin-{number}", country="CN")
    appearance = make.make_appearance(
        session, person, remarks_zh_hans="<p>港口<strong>开放</strong>。</p>",
        remarks_en="<p>Ports are open.</p>",
    )  # fmt: skip
    product = make.make_product(slug=f"course-{number}", launched_in=session)
    product.launched_by.add(appearance)
    product.topics.add(make.make_topic(slug=f"ports-topic-{number}"))
    product.publishers.add(make.make_organization(slug=f"publisher-{number}"))
    make.make_page(slug=f"news-{number}", kind="news")
    return {
        "series": series.slug, "events": event.slug, "sessions": session.pk,
        "appearances": appearance.pk, "people": person.slug, "organizations": f"host-{number}",
        "products": product.slug, "topics": f"ports-topic-{number}", "news": f"news-{number}",
    }  # fmt: skip


def read(client: Client, path: str) -> Any:
    response = client.get(f"/api/v1/{path}")
    assert response.status_code == 200, response.content
    return response.json()


def problem(client: Client, path: str) -> tuple[int, str, str]:
    response = client.get(f"/api/v1/{path}")
    return response.status_code, response["Content-Type"], response.json()["detail"]


@pytest.mark.parametrize("name", LISTS)
def test_a_record_is_the_same_in_its_list_and_alone(client: Client, name: str) -> None:
    key = fill()[name]
    assert read(client, f"{name}/{key}") in read(client, name)["items"]


def test_a_text_stands_in_both_languages_with_its_state(client: Client) -> None:
    fill()
    event = read(client, "events/ports-1")
    assert [event["title"]["zh-Hans"]["text"], event["title"]["en"]] == [
        "绿色港口",
        {"text": "Green Ports", "html": None, "state": "authored", "unofficial": False,
         "not_reviewed_by_speaker": False},
    ]  # fmt: skip
    assert {tag: words["state"] for tag, words in event["introduction"].items()} == {
        "zh-Hans": "original", "en": "draft",
    }  # fmt: skip


def test_rich_text_is_given_plain_and_with_its_emphasis(client: Client) -> None:
    key = fill()["appearances"]
    remarks = read(client, f"appearances/{key}")["remarks"]["zh-Hans"]
    assert (remarks["text"], remarks["html"]) == (
        "港口开放。", "<p>港口<strong>开放</strong>。</p>",
    )  # fmt: skip


def test_a_language_that_is_not_ready_is_not_there(client: Client) -> None:
    make.make_event(slug="ports", ready_languages=["zh-hans"])
    event = read(client, "events/ports")
    assert (list(event["title"]), list(event["urls"])) == (["zh-Hans"], ["zh-Hans"])


def test_an_event_of_one_language_is_there_whatever_the_reader_prefers(client: Client) -> None:
    make.make_event(slug="ports", ready_languages=["zh-hans"], when_not_ready="hide")
    response = client.get("/api/v1/events/ports", headers={"Accept-Language": "en"})
    assert response.status_code == 200


def test_marks_of_texts_are_told(client: Client) -> None:
    event = make.make_event(slug="ports", unofficial_languages=["en"])
    row = make.make_appearance(
        make.make_session(event), remarks_zh_hans="<p>好。</p>", remarks_en="<p>Good.</p>",
        clearance_en="sent",
    )  # fmt: skip
    remarks = read(client, f"appearances/{row.pk}")["remarks"]["en"]
    assert (remarks["unofficial"], remarks["not_reviewed_by_speaker"]) == (True, True)


@pytest.mark.parametrize("name", LISTS)
def test_drafts_are_in_no_list(client: Client, name: str) -> None:
    fill()
    for content in (Series, Event, Person, Organization, KnowledgeProduct, Topic, Page):
        content._default_manager.update(status="draft")
    assert read(client, name)["items"] == []


def test_withheld_parts_and_remarks_are_kept_back(client: Client) -> None:
    event = make.make_event()
    session = make.make_session(event)
    make.make_appearance(session, withheld=True)
    appearance = make.make_appearance(session, remarks_en="<p>Secret</p>", remarks_withheld=True)
    make.make_session(event, withheld=True)
    [item] = read(client, "appearances")["items"]
    assert (item["id"], item["remarks"], len(read(client, "sessions")["items"])) == (
        appearance.pk, {}, 1,
    )  # fmt: skip


def test_a_person_without_a_page_is_named_and_not_found(client: Client) -> None:
    person = make.make_person(slug="lin", status="draft")
    make.make_appearance(person=person)
    [item] = read(client, "appearances")["items"]
    assert (item["person"], item["name"]["en"]["text"]) == (None, "Lin Lan")
    assert read(client, "appearances?person=lin")["items"] == []


def test_no_list_is_narrowed_by_what_is_not_public(client: Client) -> None:
    hidden = {"slug": "hidden", "status": "draft"}
    make.make_event(slug="ports", series=make.make_series(**hidden))
    make.make_event(slug="forum", parent=make.make_event(**hidden))
    make.make_person(slug="lin", organization=make.make_organization(**hidden))
    make.make_product(slug="course").topics.add(make.make_topic(**hidden))
    asked = (
        "events?series=hidden", "events?parent=hidden", "people?organization=hidden",
        "products?topic=hidden",
    )  # fmt: skip
    assert [read(client, path)["items"] for path in asked] == [[]] * 4


def test_filters_narrow_lists(client: Client) -> None:
    fill(1)
    fill(2)
    asked = (
        "events?series=coast-1", "sessions?event=ports-1", "appearances?event=ports-1",
        "appearances?person=lin-1", "products?topic=ports-topic-1", "products?event=ports-1",
    )  # fmt: skip
    assert [len(read(client, path)["items"]) for path in asked] == [1] * len(asked)
    assert [len(read(client, path)["items"]) for path in ("events?year=2023", "events?year=1999",
            "people?country=CN", "organizations?kind=company")] == [2, 0, 2, 0]  # fmt: skip


def test_what_has_changed_since_a_moment(client: Client) -> None:
    event = make.make_event(slug="old")
    then = datetime(2020, 1, 1, tzinfo=UTC)
    Event.objects.filter(pk=event.pk).update(updated=then, **dict.fromkeys(MOMENTS, then))
    make.make_event(slug="new")
    moments = ("2021-01-01T00:00:00Z", "2021-01-01T00:00:00", "2021-01-01")
    items = [read(client, f"events?updated_since={moment}")["items"] for moment in moments]
    assert [[item["slug"] for item in found] for found in items] == [["new"]] * 3


@pytest.mark.parametrize("path", ["events", "sessions", "appearances"])
def test_what_was_scheduled_is_new_when_it_becomes_public(client: Client, path: str) -> None:
    make.make_appearance()
    saved, public = (datetime(2020, 1, day, tzinfo=UTC) for day in (1, 20))
    for model in (Event, Session, Appearance):
        model.objects.update(updated=saved)
    Event.objects.update(published_at=public, **dict.fromkeys(MOMENTS, public))
    Person.objects.update(published_at=saved, **dict.fromkeys(MOMENTS, saved))
    items = read(client, f"{path}?updated_since=2020-01-15")["items"]
    assert len(items) == 1


@pytest.mark.parametrize(
    ("later", "path"), [(Event, "products"), (Person, "appearances")], ids=["launch", "name"]
)
def test_what_another_kept_back_is_new_when_that_becomes_public(
    client: Client, later: Any, path: str
) -> None:
    session = make.make_session()
    make.make_appearance(session)
    make.make_product(launched_in=session)
    saved, public = (datetime(2020, 1, day, tzinfo=UTC) for day in (1, 20))
    for model in (Event, Session, Appearance, Person, KnowledgeProduct):
        model.objects.update(updated=saved)
    for model in (Event, Person, KnowledgeProduct):
        moment = public if model is later else saved
        model.objects.update(published_at=moment, **dict.fromkeys(MOMENTS, moment))
    assert len(read(client, f"{path}?updated_since=2020-01-15")["items"]) == 1


LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
SINCE = "2021-01-01"


@pytest.fixture
def old() -> Event:
    """An event whose records were all saved, and became public, long ago."""
    fill()
    topic, draft = Topic.objects.get(), make.make_topic(slug="draft", status="draft")
    for tag in (topic, draft):
        tag.events.set(Event.objects.all())
        tag.sessions.set(Session.objects.all())
        tag.appearances.set(Appearance.objects.all())
    for model in (
        Series, Event, EventOrganization, Session, Appearance, Person, Organization,
        KnowledgeProduct, Topic,
    ):  # fmt: skip
        moments = dict.fromkeys(MOMENTS, LONG_AGO) if issubclass(model, Content) else {}
        model._default_manager.update(updated=LONG_AGO, **moments)
    return Event.objects.get()


def list_changed(client: Client) -> set[str]:
    """Return the lists in which something has changed since."""
    names = ("events", "sessions", "appearances", "people", "products")
    return {name for name in names if read(client, f"{name}?updated_since={SINCE}")["items"]}


def withhold_and_release(event: Event) -> None:
    session = event.sessions.get()
    for session.withheld in (True, False):
        session.save()


def withdraw_and_publish(event: Event) -> None:
    for event.ready_languages in (["zh-hans"], ["zh-hans", "en"]):
        event.save()


def take_person_offline_and_back(event: Event) -> None:
    person = Person.objects.get()
    for person.status in ("offline", "published"):
        person.save()


def correct_the_host(event: Event) -> None:
    role = event.organizations.get()
    role.printed_name_en = "Port Institute"
    role.save()


def remove_the_host(event: Event) -> None:
    event.organizations.get().delete()


def rename_the_publisher(event: Event) -> None:
    Organization.objects.get(slug="publisher-1").save()


def take_a_topic_offline(event: Event) -> None:
    topic = Topic.objects.get(status="published")
    topic.status = "offline"
    topic.save()


def edit_a_topic_that_nobody_saw(event: Event) -> None:
    Topic.objects.get(status="draft").save()


def set_a_topic(event: Event) -> None:
    topic = make.make_topic()
    topic.events.add(event)
    topic.sessions.add(event.sessions.get())


CHANGES: dict[str, tuple[Callable[[Event], None], set[str]]] = {
    "a withheld session is released": (
        withhold_and_release, {"sessions", "appearances", "products"},
    ),
    "a language is withdrawn and published": (
        withdraw_and_publish, {"events", "sessions", "appearances", "products"},
    ),
    "a person is taken offline and put back": (
        take_person_offline_and_back, {"sessions", "appearances", "people", "products"},
    ),
    "a host is corrected": (correct_the_host, {"events"}),
    "a host is removed": (
        remove_the_host, {"events", "sessions", "appearances", "products"},
    ),
    "a publisher is renamed": (rename_the_publisher, {"products"}),
    "a topic is taken offline": (
        take_a_topic_offline, {"events", "sessions", "appearances", "products"},
    ),
    "a draft topic is edited": (edit_a_topic_that_nobody_saw, set()),
    "a topic is set": (set_a_topic, {"events", "sessions", "appearances", "products"}),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
def test_what_changes_an_answer_changes_its_record(
    client: Client,
    old: Event,
    name: str,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    change, lists = CHANGES[name]
    state_before = list_changed(client)
    with django_capture_on_commit_callbacks(execute=True):
        change(old)
    assert (state_before, list_changed(client)) == (set(), lists)


def test_topics_are_told_and_found_by(client: Client) -> None:
    keys = fill()
    topic = make.make_topic(slug="docks")
    topic.events.set(Event.objects.all())
    topic.sessions.set(Session.objects.all())
    topic.appearances.set(Appearance.objects.all())
    make.make_topic(status="draft").events.set(Event.objects.all())
    fill(2)
    names = ("events", "sessions", "appearances")
    topics = [read(client, f"{name}/{keys[name]}")["topics"] for name in names]
    matching = [len(read(client, f"{name}?topic=docks")["items"]) for name in names]
    assert (topics, matching) == ([["docks"]] * 3, [1] * 3)


def test_pages_meet_each_record_once(client: Client) -> None:
    slugs = [make.make_event().slug for _number in range(5)]
    page_slugs, path = [], "events?limit=2&year=2023"
    while path:
        page = read(client, path)
        page_slugs += [item["slug"] for item in page["items"]]
        path = (page["next"] or "").partition("/api/v1/")[2]
    assert page_slugs == slugs


@pytest.mark.parametrize(
    ("path", "status", "detail"),
    [
        ("events/nothing", 404, "There is no such record, or it is not public."),
        ("sessions/999999", 404, "There is no such record, or it is not public."),
        ("events?cursor=!", 400, "cursor: this is none that a page named as its next; start without"
         " one."),
        ("events?cursor=YWJj", 400, "cursor: this is none that a page named as its next; start "
         "without one."),
        ("events?limit=101", 400, "limit: Input should be less than or equal to 100"),
        ("events?year=-54954", 400, "year: Input should be greater than or equal to 1"),
        *((f"events?updated_since={moment}", 400,
           "updated_since: This is no moment; write 2026-01-31T09:00:00Z.")
          for moment in ("20260131", "0.5", "yesterday", "9999-12-31T23:59:59-23:00")),
        ("events?cursor=%00", 400,
         "The address holds a NUL byte (%00), which no text has; leave it out."),
        ("events/%00", 400,
         "The address holds a NUL byte (%00), which no text has; leave it out."),
    ],
)  # fmt: skip
def test_what_is_wrong_is_a_problem(client: Client, path: str, status: int, detail: str) -> None:
    assert problem(client, path) == (status, "application/problem+json", detail)


def test_an_unknown_address_names_those_there_are(client: Client) -> None:
    assert problem(client, "event")[2].startswith("There is no “event” here; there are series,")


def test_what_was_taken_down_is_gone(client: Client) -> None:
    set_offline(make.make_event(slug="ports"))
    assert problem(client, "events/ports")[0] == 410


def test_a_former_slug_leads_to_the_present_one(client: Client) -> None:
    event = make.make_event(slug="ports")
    event.slug = "harbours"
    event.save()
    response = client.get("/api/v1/events/ports")
    assert (response.status_code, response["Location"]) == (301, "/api/v1/events/harbours")


def test_whoever_has_it_is_told_so(client: Client) -> None:
    fill()
    etag = client.get("/api/v1/events")["ETag"]
    assert client.get("/api/v1/events", headers={"If-None-Match": etag}).status_code == 304


def test_pages_of_other_sites_may_read(client: Client) -> None:
    assert [client.get(f"/api/v1/{path}")["Access-Control-Allow-Origin"] for path in (
        "events", "events/nothing",
    )] == ["*", "*"]  # fmt: skip


def test_it_only_reads(client: Client) -> None:
    assert client.post("/api/v1/events").status_code == 405


def test_no_cookie_is_set_and_anyone_may_keep_it(client: Client) -> None:
    response = client.get("/api/v1/events")
    assert (response.cookies, "Cookie" in response.headers.get("Vary", "")) == ({}, False)


def test_too_many_requests_are_told_to_wait(client: Client, settings: Settings) -> None:
    settings.API_REQUESTS_PER_MINUTE = 1
    RequestCount.objects.all().delete()
    answers = [client.get("/api/v1/topics") for _number in range(2)]
    refused = answers[1]
    if refused.status_code == 200:  # the minute ended between the two
        refused = client.get("/api/v1/topics")
    assert (refused.status_code, 1 <= int(refused["Retry-After"]) <= 61) == (429, True)
    assert refused["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("unix:", "unix:"),
    ],
)
def test_whoever_changes_addresses_of_one_network_is_counted_as_one(
    address: str, counted: str
) -> None:
    assert client_network(RequestFactory(REMOTE_ADDR=address).get("/")) == counted


def test_an_address_is_not_kept(client: Client) -> None:
    client.get("/api/v1/topics")
    assert "127.0.0.1" not in str(list(RequestCount.objects.values()))


def test_old_counts_go(client: Client) -> None:
    old = datetime(2020, 1, 1, tzinfo=UTC)
    count_request("somebody", old)
    count_request("somebody")
    assert not RequestCount.objects.filter(minute=old).exists()


@pytest.mark.django_db(transaction=True)
def test_processes_count_together() -> None:
    """Two processes share the count, which one process' memory would not."""
    RequestCount.objects.all().delete()
    database = connection.settings_dict["NAME"]
    script = (
        "import os, django; from django.conf import settings; "
        f"settings.DATABASES['default']['NAME'] = {database!r}; django.setup(); "
        "from datetime import datetime, UTC; "
        "from forum.models.request_counts import count_request; "
        "print(count_request('x', datetime(2031, 1, 1, tzinfo=UTC)))"
    )
    command = [sys.executable, "-c", script]
    environment = {"DJANGO_SETTINGS_MODULE": "forum.settings", "PATH": "/usr/bin", "DEBUG": "1"}
    own_count = count_request("x", datetime(2031, 1, 1, tzinfo=UTC))
    other_count = subprocess.run(
        command, cwd=site.BASE_DIR, env=environment, capture_output=True, text=True, check=True
    ).stdout
    assert (own_count, other_count) == (1, "2\n")


@pytest.mark.parametrize("name", LISTS)
def test_more_records_are_no_more_queries(client: Client, name: str) -> None:
    def count_once() -> int:
        with CaptureQueriesContext(connection) as queries:
            read(client, name)
        return len(queries)

    def count() -> int:
        # The first request of a minute clears old counts away.
        return min(count_once(), count_once())

    fill(1)
    few = count()
    fill(2)
    fill(3)
    assert count() == few


def test_the_description_is_openapi(client: Client) -> None:
    schema = read(client, "openapi.json")
    assert (schema["openapi"], len(schema["paths"])) == ("3.1.0", 2 * len(LISTS))


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_people_read_about_it_without_another_host(client: Client, language: str) -> None:
    page = get(client, f"/{language}/api/")
    assert [f"/api/v1/{name}" in page for name in LISTS] == [True] * len(LISTS)
    assert 'src="http' not in page


def test_pages_of_other_sites_may_ask_first(client: Client) -> None:
    answer = client.options(
        "/api/v1/events",
        headers={
            "origin": "https://example.org",
            "access-control-request-method": "GET",
            "access-control-request-headers": "if-none-match",
        },
    )
    names = ("Access-Control-Allow-Origin", "Access-Control-Allow-Methods",
             "Access-Control-Allow-Headers")  # fmt: skip
    assert (answer.status_code, [answer[name] for name in names], RequestCount.objects.count()) == (
        204, ["*", "GET, OPTIONS", "*"], 0,
    )  # fmt: skip


def test_what_has_not_changed_may_be_read_by_other_sites_too(client: Client) -> None:
    etag = client.get("/api/v1/events")["ETag"]
    answer = client.get("/api/v1/events", headers={"if-none-match": etag})
    assert (answer.status_code, answer["Access-Control-Allow-Origin"]) == (304, "*")


def test_a_problem_says_that_it_is_in_english(client: Client) -> None:
    answer = client.get("/api/v1/events/none", headers={"accept-language": "zh"})
    assert answer["Content-Language"] == "en"


def test_the_description_allows_the_cursors_that_pages_name() -> None:
    request = RequestFactory().get("/api/v1/events")
    keys = [*range(0, 1200, 7), 999_999_999_999_999_999]
    cursors = [make_next(request, key).partition("cursor=")[2] for key in keys]
    assert [cursor for cursor in cursors if not re.fullmatch(CURSOR_PATTERN, cursor)] == []


@pytest.mark.parametrize("cursor", ["!", "YWJj", "x" * 200, "MA=", "\x97e"])
def test_the_description_allows_no_other(cursor: str) -> None:
    assert re.fullmatch(CURSOR_PATTERN, cursor) is None
