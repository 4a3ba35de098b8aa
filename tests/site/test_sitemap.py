"""sitemap.xml and robots.txt."""

from datetime import UTC, datetime, timedelta
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from django.utils import timezone

from forum.core.visibility import MOMENTS
from forum.models.list_pages import LISTS
from sessions_app.models import Event, Session
from tests.support import factories as make
from tests.support.pages import FILES, LANGUAGES, public_patterns

pytestmark = pytest.mark.django_db

HOST = "http://testserver"
# Search is closed to robots; how programs read the site is told to programmers.
NOT_LISTED = ("search", "api-docs")
SM = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"


def entries(client: Client, path: str = "/sitemap.xml") -> dict[str, Any]:
    """Return path -> its element."""
    tree = ET.fromstring(client.get(path).content)  # noqa: S314 - our own answer
    return {str(url.findtext(f"{SM}loc")).removeprefix(HOST): url for url in tree}


def alternates(url: Any) -> dict[str, str]:
    matches = url.findall(f"{XHTML}link")
    return {match.get("hreflang"): match.get("href").removeprefix(HOST) for match in matches}


def test_every_page_without_a_record_is_listed() -> None:
    without_record = {
        str(pattern.name) for pattern in public_patterns() if not pattern.pattern.converters
    }
    assert set(LISTS) == without_record - {*FILES, *NOT_LISTED}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_record_stands_once_a_language_with_all_of_them(client: Client, language: str) -> None:
    make.make_event(slug="ports")
    assert alternates(entries(client)[f"/{language}/events/ports/"]) == {
        "zh-Hans": "/zh-hans/events/ports/",
        "en": "/en/events/ports/",
        "x-default": "/events/ports/",
    }


def test_a_language_without_the_main_text_is_left_out(client: Client) -> None:
    make.make_event(slug="ports", introduction_en=None)
    addresses = entries(client)
    assert "/en/events/ports/" not in addresses
    assert alternates(addresses["/zh-hans/events/ports/"]) == {
        "zh-Hans": "/zh-hans/events/ports/",
        "x-default": "/events/ports/",
    }


@pytest.mark.parametrize("accept", ["en", "zh-CN"])
def test_a_record_that_hides_in_a_language_is_there_in_the_other(
    client: Client, accept: str
) -> None:
    event = make.make_event(slug="p", ready_languages=["zh-hans"], when_not_ready="hide")
    session = make.make_session(event)
    make.make_product(slug="course", launched_in=session)
    content = client.get("/sitemap.xml", headers={"accept-language": accept}).content.decode()
    shown = [
        one for one in ("/zh-hans/events/p/<", "/zh-hans/knowledge/course/<") if one in content
    ]
    assert (len(shown), "/en/events/p/" in content, "/en/knowledge/course/" in content) == (
        2,
        False,
        False,
    )


def test_the_last_change_of_an_event_is_that_of_its_parts(client: Client) -> None:
    event = make.make_event(slug="ports")
    appearance = make.make_appearance(make.make_session(event))
    past, later = datetime(2024, 1, 1, tzinfo=UTC), datetime(2024, 5, 6, 12, tzinfo=UTC)
    Event.objects.update(updated=past, **dict.fromkeys(MOMENTS, past))
    Session.objects.update(updated=past)
    type(appearance).objects.update(updated=later)
    assert entries(client)["/en/events/ports/"].findtext(f"{SM}lastmod") == "2024-05-06"


def test_a_scheduled_publication_is_a_change(client: Client) -> None:
    event = make.make_event(slug="ports", published_at=timezone.now() + timedelta(hours=1))
    assert "/en/events/ports/" not in entries(client)
    Event.objects.filter(pk=event.pk).update(
        updated=datetime(2024, 1, 1, tzinfo=UTC),
        **dict.fromkeys(MOMENTS, datetime(2024, 5, 6, tzinfo=UTC)),
    )
    assert entries(client)["/en/events/ports/"].findtext(f"{SM}lastmod") == "2024-05-06"


def test_what_is_announced_is_the_same_by_query_and_by_record() -> None:
    texts = [("题", "<p>文</p>"), (None, "<p>文</p>"), ("题", ""), ("题", None)]
    for no, (title, introduction) in enumerate(texts):
        event = make.make_event(title_zh_hans=title, introduction_zh_hans=introduction)
        for remarks in ([], ["<p>一</p>"], ["<p>一</p>", None], ["<p>一</p>", None, None])[
            : no + 1
        ]:
            session = make.make_session(event, title_en="Topic", title_zh_hans=title)
            for remark in remarks:
                make.make_appearance(session, remarks_en="<p>1</p>", remarks_zh_hans=remark)
    for language in LANGUAGES:
        for records in (Event.objects.all(), Session.objects.with_appearances()):
            by_record = {record.pk for record in records if record.is_announced_in(language)}
            by_query = records.model.objects.announced(language)
            assert set(by_query.values_list("pk", flat=True)) == by_record


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    "section",
    ["events", "sessions", "people", "knowledge", "pages", "event-datasets", "product-datasets"],
)
def test_a_section_takes_one_query_however_long(
    client: Client, section: str, count: int, django_assert_num_queries: Any
) -> None:
    for _number in range(count):
        session = make.make_session()
        make.make_product(launched_in=session, kind="dataset")
        make.make_appearance(session)
        make.make_page()
    with django_assert_num_queries(1):
        client.get(f"/sitemap-{section}.xml")


def test_a_large_site_has_an_index_of_sections(client: Client, monkeypatch: Any) -> None:
    monkeypatch.setattr("forum.site.sitemaps.SMALL", 0)
    make.make_event(slug="ports")
    addresses = entries(client)
    assert "/sitemap-events.xml" in addresses
    assert "/en/events/ports/" in entries(client, "/sitemap-events.xml")


@pytest.fixture
def _short_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("forum.site.sitemaps.SMALL", 0)
    monkeypatch.setattr("forum.site.sitemaps.Addresses.limit", 2)
    for slug in ("harbours", "ports", "rivers"):
        make.make_event(slug=slug)


@pytest.mark.usefixtures("_short_files")
def test_the_index_names_each_file_of_a_long_section(client: Client) -> None:
    named = {path for path in entries(client) if "-events" in path}
    assert named == {"/sitemap-events.xml", "/sitemap-events-2.xml"}


@pytest.mark.usefixtures("_short_files")
def test_a_long_section_goes_on_in_its_next_file(client: Client) -> None:
    files = ("/sitemap-events.xml", "/sitemap-events-2.xml")
    assert [{path for path in entries(client, file) if "/en/" in path} for file in files] == [
        {"/en/events/harbours/", "/en/events/ports/"},
        {"/en/events/rivers/"},
    ]


@pytest.mark.usefixtures("_short_files")
def test_no_query_asks_for_another_file(client: Client) -> None:
    asked, plain = (client.get(f"/sitemap-events.xml{query}") for query in ("?p=2", ""))
    assert asked.content == plain.content


def test_datasets_have_sections_of_their_own(client: Client) -> None:
    event = make.make_event(slug="ports")
    make.make_product(slug="figures", kind="dataset")
    make.make_product(slug="course", kind="course", launched_in=make.make_session(event))
    make.make_event(slug="drafted", status="draft")
    assert {
        name: {path for path in entries(client, f"/sitemap-{name}-datasets.xml") if "/en/" in path}
        for name in ("event", "product")
    } == {"event": {"/en/events/ports/"}, "product": {"/en/knowledge/figures/"}}


def test_in_the_map_of_a_small_site_each_dataset_stands_once(client: Client) -> None:
    make.make_event(slug="ports")
    assert (
        client.get("/sitemap.xml").content.count(b"<loc>http://testserver/en/events/ports/<") == 1
    )


def test_the_index_of_a_large_site_names_the_sections_of_datasets(
    client: Client, monkeypatch: Any
) -> None:
    monkeypatch.setattr("forum.site.sitemaps.SMALL", 0)
    assert {"/sitemap-event-datasets.xml", "/sitemap-product-datasets.xml"} <= entries(
        client
    ).keys()


@pytest.mark.parametrize(
    "path",
    ["/sitemap-none.xml", "/sitemap-none-2.xml", "/sitemap-events-9.xml", "/sitemap-events-1.xml"],
)
def test_what_is_not_there_is_not_found(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_robots_are_told_what_is_closed_and_where_the_sitemap_is(client: Client) -> None:
    assert client.get("/robots.txt").content.decode().splitlines() == [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /zh-hans/search/",
        "Disallow: /en/search/",
        "",
        "Sitemap: http://testserver/sitemap.xml",
        "Sitemap: http://testserver/sitemap-event-datasets.xml",
        "Sitemap: http://testserver/sitemap-product-datasets.xml",
    ]
