"""The page of a topic, and the filters of who said what."""

from typing import Any

import pytest
from django.test import Client

from forum.delivery.topics_list import list_topics
from sessions_app.models import Appearance
from tests.support import factories as make
from tests.support.pages import Outline, get, page, shorten_lists

pytestmark = pytest.mark.django_db


def make_remarks(event: Any, name: str, **values: Any) -> Appearance:
    texts = {"remarks_en": f"<p>{name} spoke.</p>", "remarks_zh_hans": f"<p>{name}发言。</p>"}
    person = make.make_person(name_en=name, name_zh_hans="")
    return make.make_appearance(make.make_session(event), person, **{**texts, **values})


@pytest.fixture
def remarks() -> list[Appearance]:
    old = make.make_event(slug="ports-2022", starts_on="2022-03-01", ends_on="2022-03-01")
    new = make.make_event(slug="ports-2024", starts_on="2024-03-01", ends_on="2024-03-01")
    return [make_remarks(old, "Ada Lund"), make_remarks(new, "Bo Chen"), make_remarks(new, "Cy Oh")]


def test_it_has_the_words_that_are_tagged_and_those_of_tagged_sessions(
    client: Client, remarks: list[Appearance]
) -> None:
    topic = make.make_topic(slug="ports")
    topic.appearances.add(remarks[0])
    topic.sessions.add(remarks[1].session)
    page = get(client, "/en/topics/ports/")
    names = [name for name in ("Ada Lund", "Bo Chen", "Cy Oh") if f"{name} spoke." in page]
    assert names == ["Ada Lund", "Bo Chen"]


def test_the_year_cuts_the_words_down(client: Client, remarks: list[Appearance]) -> None:
    make.make_topic(slug="ports").appearances.add(*remarks)
    page = get(client, "/en/topics/ports/?year=2022")
    names = [name for name in ("Ada Lund", "Bo Chen", "Cy Oh") if f"{name} spoke." in page]
    assert names == ["Ada Lund"]


def test_a_person_answers_what_was_said_about_a_topic(
    client: Client, remarks: list[Appearance]
) -> None:
    person = remarks[0].person
    later = make.make_appearance(
        remarks[2].session, person, remarks_en="<p>Tides rise.</p>", remarks_zh_hans=""
    )
    make.make_topic(slug="tides").appearances.add(later)
    page = get(client, f"/en/people/{person.slug}/?topic=tides")
    assert ("Tides rise." in page, "Ada Lund spoke." in page) == (True, False)


def test_an_organization_answers_what_its_people_said(
    client: Client, remarks: list[Appearance]
) -> None:
    organization = make.make_organization(slug="unido")
    for appearance in remarks[:2]:
        appearance.organization = organization
        appearance.save()
    page = get(client, "/en/organizations/unido/?year=2024")
    names = [name for name in ("Ada Lund", "Bo Chen", "Cy Oh") if f"{name} spoke." in page]
    assert names == ["Bo Chen"]


def test_an_unpublished_topic_is_offered_nowhere(client: Client, remarks: list[Appearance]) -> None:
    make.make_topic(slug="ports", status="draft").appearances.add(remarks[0])
    assert client.get("/en/topics/ports/").status_code == 404
    assert "topic" not in get(client, f"/en/people/{remarks[0].person.slug}/")


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_list_counts_what_is_public(client: Client, language: str) -> None:
    topic = make.make_topic(slug="ports")
    topic.events.add(make.make_event(), make.make_event(status="draft"))
    words = {"zh-hans": "1场活动", "en": "1 event"}[language]
    assert words in get(client, f"/{language}/topics/")


def test_the_list_counts_the_words_that_the_topic_s_page_lists(
    client: Client, remarks: list[Appearance]
) -> None:
    topic = make.make_topic(slug="ports")
    topic.appearances.add(*remarks[:2])
    topic.sessions.add(*(remark.session for remark in remarks[1:]))
    listed = get(client, "/en/topics/ports/").count(" spoke.")
    assert (listed, "3 appearances" in get(client, "/en/topics/")) == (3, True)


def test_the_list_counts_each_kind_for_itself(remarks: list[Appearance]) -> None:
    topic = make.make_topic(slug="ports")
    topic.events.add(make.make_event(), make.make_event())
    topic.sessions.add(*(remark.session for remark in remarks))
    topic.appearances.add(*remarks)
    topic.products.add(*(make.make_product() for _ in range(4)))
    make.make_topic(slug="tides", name_en="Tides", name_zh_hans="潮汐")
    counts = [
        [
            getattr(topic, f"{name}_count")
            for name in ("events", "sessions", "appearances", "products")
        ]
        for topic in list_topics()
    ]
    assert sorted(counts) == [[0, 0, 0, 0], [2, 3, 3, 4]]


@pytest.mark.parametrize(
    "values",
    [
        {"remarks_withheld": True},
        {"clearance_en": "declined", "clearance_zh_hans": "declined"},
        {"clearance_en": "declined", "remarks_zh_hans": ""},
        {"remarks_en": "", "remarks_zh_hans": ""},
    ],
)
def test_words_that_are_kept_back_are_found_nowhere(values: dict[str, Any]) -> None:
    make_remarks(make.make_event(), "Ada Lund", **values)
    assert list(Appearance.objects.published().with_words()) == []


def test_words_in_a_language_that_nobody_reviewed_are_found_nowhere() -> None:
    event = make.make_event(ready_languages=["en"])
    make_remarks(event, "Ada Lund", remarks_en="")
    readable = make_remarks(event, "Bo Chen")
    titled = make_remarks(event, "Cy Oh", remarks_withheld=True, speech_title_en="Tides")
    assert set(Appearance.objects.published("en").with_words()) == {readable, titled}


@pytest.mark.parametrize("path", ["people/", "search/?q=none", "none/"])
def test_the_list_is_led_to_once_there_is_a_topic(client: Client, path: str) -> None:
    def leads_there() -> bool:
        return "/en/topics/" in Outline(client.get(f"/en/{path}").content.decode()).links()

    leads_there_before = leads_there()
    make.make_topic()
    assert (leads_there_before, leads_there()) == (False, True)


def test_what_else_is_tagged_stands_on_the_first_page_in_pages_of_its_own(
    client: Client, remarks: list[Appearance], monkeypatch: pytest.MonkeyPatch
) -> None:
    shorten_lists(monkeypatch, 1)
    topic = make.make_topic(slug="ports")
    topic.appearances.add(*remarks)
    for appearance in remarks[:2]:
        session = appearance.session
        topic.events.add(session.event)
        topic.sessions.add(session)
        topic.products.add(make.make_product(launched_in=session))
    path, lists = "/en/topics/ports/", ("events", "sessions", "products")
    heads = [
        [name for name in page(client, path + query).ids() if name in (*lists, "remarks")]
        for query in ("", "?page=2")
    ]
    assert heads == [["remarks", *lists], ["remarks"]]
    for name in lists:
        assert f"{path}?{name}=2#{name}" in page(client, path).links()
    assert "ports-2022" in get(client, f"{path}?events=2").partition('id="events"')[2]


@pytest.mark.parametrize("number", [1, 3])
def test_the_number_of_queries_is_constant(
    client: Client, number: int, django_assert_num_queries: Any
) -> None:
    topic = make.make_topic(slug="ports")
    for _ in range(number):
        event = make.make_event(series=make.make_series())
        appearance = make_remarks(event, "Ada Lund")
        topic.events.add(event)
        topic.sessions.add(appearance.session)
        topic.products.add(make.make_product(launched_in=appearance.session))
    get(client, "/en/topics/ports/")
    with django_assert_num_queries(1):
        get(client, "/en/topics/ports/")
    with django_assert_num_queries(1):
        get(client, "/en/topics/")
