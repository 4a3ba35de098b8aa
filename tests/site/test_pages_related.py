"""What a record's page leads on to: what shares its topics and people, cites it, tells of it."""

from typing import Any

import pytest
from django.test import Client

from forum.delivery.related import MOST
from people.models import PhotoConsent
from sessions_app.models import Photo
from tests.support import factories as make
from tests.support.pages import LANGUAGES, Outline, page
from tests.support.publishing import HIDDEN, set_offline

pytestmark = pytest.mark.django_db

PAGES = {
    "event": "events/ports/",
    "session": "events/ports/opening/",
    "person": "people/lin/",
    "organization": "organizations/institute/",
    "product": "knowledge/course/",
}
HEADINGS = ("related", "cited-by", "in-news", "subjects", "sources")


@pytest.fixture(scope="module")
def made_records(undone_after_module: None) -> dict[str, Any]:
    """Make an event with a topic, a person and a product, with nobody else about."""
    topic = make.make_topic(slug="harbours", name_en="Harbours", name_zh_hans="港口")
    lin = make.make_person(slug="lin", name_en="Lin", name_zh_hans="林")
    institute = make.make_organization(slug="institute")
    ports = make.make_event(slug="ports")
    opening = make.make_session(ports, slug="opening")
    talk = make.make_appearance(opening, lin, organization=institute)
    course = make.make_product(slug="course", launched_in=opening)
    topic.sessions.add(opening)
    topic.products.add(course)
    return {
        "topic": topic, "lin": lin, "ports": ports, "opening": opening, "talk": talk,
        "course": course, "institute": institute,
    }  # fmt: skip


@pytest.fixture
def records(made_records: dict[str, Any]) -> dict[str, Any]:
    return {name: type(it).objects.get(pk=it.pk) for name, it in made_records.items()}


@pytest.fixture
def rails(records: dict[str, Any]) -> dict[str, Any]:
    """Make the other event, which is about the same."""
    event = make.make_event(slug="rails", title_en="Rails", title_zh_hans="铁路")
    track = make.make_session(event, slug="track", title_en="Track")
    wang = make.make_person(slug="wang", name_en="Wang")
    press = make.make_organization(slug="press", name_en="Press")
    talk = make.make_appearance(track, wang, organization=press)
    guide = make.make_product(slug="guide", title_en="Guide")
    records["topic"].sessions.add(track)
    records["topic"].products.add(guide)
    return {"event": event, "track": track, "wang": wang, "talk": talk, "guide": guide}


def listed(outline: Outline, heading: str) -> list[str]:
    """Return where the rows below a heading lead, their reasons aside."""
    rows = Outline(_section(outline.html, heading)).links()
    reasons = ("topics/", "people/lin/")
    return [href for href in rows if not any(reason in href for reason in reasons)]


def _section(html: str, heading: str) -> str:
    _before, found, state_after = html.partition(f'aria-labelledby="{heading}"')
    return f"<section {found}{state_after.partition('</section>')[0]}</section>" if found else ""


RELATED = {
    "event": "events/rails/",
    "session": "events/rails/track/",
    "person": "people/wang/",
    "organization": "organizations/press/",
    "product": "knowledge/guide/",
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", PAGES)
def test_a_page_leads_to_what_shares_its_topic(
    client: Client, rails: dict[str, Any], kind: str, language: str
) -> None:
    outline = page(client, f"/{language}/{PAGES[kind]}")
    assert listed(outline, "related") == [f"/{language}/{RELATED[kind]}"]


@pytest.mark.parametrize("kind", PAGES)
def test_what_is_related_to_nothing_says_nothing(
    client: Client, records: dict[str, Any], kind: str
) -> None:
    ids = page(client, f"/en/{PAGES[kind]}").ids()
    assert [heading for heading in HEADINGS if heading in ids] == []


@pytest.mark.parametrize("kind", ["event", "session", "organization"])
def test_a_page_leads_to_where_its_people_spoke(
    client: Client, records: dict[str, Any], kind: str
) -> None:
    event = make.make_event(slug="rails")
    track = make.make_session(event, slug="track")
    press = make.make_organization(slug="press")
    make.make_appearance(track, records["lin"], organization=press)
    outline = page(client, f"/en/{PAGES[kind]}")
    assert listed(outline, "related") == [f"/en/{RELATED[kind]}"]


@pytest.mark.parametrize("kind", PAGES)
def test_a_withheld_session_relates_nothing(
    client: Client, records: dict[str, Any], rails: dict[str, Any], kind: str
) -> None:
    rails["track"].withheld = True
    rails["track"].save()
    set_offline(rails["guide"])
    assert "related" not in page(client, f"/en/{PAGES[kind]}").ids()


def make_newer() -> list[dict[str, Any]]:
    """Make as many newer events as a list has room for, with a guest each and a product."""
    newer = []
    for number in range(MOST):
        track = make.make_session(make.make_event(slug=f"newer-{number}"))
        person, press = make.make_person(), make.make_organization()
        talk = make.make_appearance(track, person, organization=press)
        product = make.make_product()
        newer.append({"track": track, "talk": talk, "press": press, "product": product})
    return newer


@pytest.mark.parametrize("kind", PAGES)
def test_a_topic_that_nobody_sees_takes_no_place(
    client: Client, records: dict[str, Any], rails: dict[str, Any], kind: str
) -> None:
    newer = make_newer()
    canals = make.make_topic(slug="canals", **HIDDEN)
    canals.sessions.add(records["opening"], *(event["track"] for event in newer))
    canals.products.add(records["course"], *(event["product"] for event in newer))
    assert listed(page(client, f"/en/{PAGES[kind]}"), "related") == [f"/en/{RELATED[kind]}"]


@pytest.mark.parametrize("kind", ["event", "person", "organization"])
def test_the_topic_of_a_withheld_session_takes_no_place(
    client: Client, records: dict[str, Any], rails: dict[str, Any], kind: str
) -> None:
    newer = make_newer()
    closing = make.make_session(records["ports"], withheld=True)
    make.make_appearance(closing, records["lin"], organization=records["institute"])
    canals = make.make_topic(slug="canals")
    canals.sessions.add(closing, *(event["track"] for event in newer))
    assert listed(page(client, f"/en/{PAGES[kind]}"), "related") == [f"/en/{RELATED[kind]}"]


@pytest.mark.parametrize("kind", ["event", "session", "organization", "product"])
def test_a_guest_whom_nobody_sees_takes_no_place(
    client: Client, records: dict[str, Any], kind: str
) -> None:
    chen = make.make_person()
    withheld = make.make_appearance(
        records["opening"], chen, organization=records["institute"], withheld=True
    )
    records["course"].launched_by.add(records["talk"], withheld)
    rails = make.make_session(make.make_event(slug="rails"), slug="track")
    press, guide = make.make_organization(slug="press"), make.make_product(slug="guide")
    guide.launched_by.add(make.make_appearance(rails, records["lin"], organization=press))
    for event in make_newer():
        talk = make.make_appearance(event["track"], chen, organization=event["press"])
        event["product"].launched_by.add(talk)
    assert listed(page(client, f"/en/{PAGES[kind]}"), "related") == [f"/en/{RELATED[kind]}"]


def test_a_person_without_a_page_takes_no_place(client: Client, records: dict[str, Any]) -> None:
    zhao = make.make_person(slug="zhao", **{**HIDDEN, "ready_languages": ["zh-hans", "en"]})
    make.make_appearance(records["opening"], zhao, organization=records["institute"])
    rails = make.make_session(make.make_event(slug="rails"), slug="track")
    press = make.make_organization(slug="press")
    make.make_appearance(rails, records["lin"], organization=press)
    for event in make_newer():
        make.make_appearance(event["track"], zhao, organization=event["press"])
    outline = page(client, f"/en/{PAGES['organization']}")
    assert listed(outline, "related") == ["/en/organizations/press/"]


def test_a_product_that_nobody_sees_takes_no_place(client: Client, records: dict[str, Any]) -> None:
    records["course"].launched_by.add(records["talk"])
    make.make_product(slug="guide").launched_by.add(records["talk"])
    for _number in range(MOST):
        make.make_product(**HIDDEN).launched_by.add(records["talk"])
    assert listed(page(client, "/en/knowledge/course/"), "related") == ["/en/knowledge/guide/"]


@pytest.mark.parametrize("kind", ["event", "person", "organization"])
def test_the_topic_of_a_withheld_session_is_not_named(
    client: Client, records: dict[str, Any], rails: dict[str, Any], kind: str
) -> None:
    records["opening"].withheld = True
    records["opening"].save()
    assert "Harbours" not in client.get(f"/en/{PAGES[kind]}").content.decode()


@pytest.mark.parametrize("kind", PAGES)
def test_a_page_names_the_products_that_cite_it(
    client: Client, records: dict[str, Any], kind: str
) -> None:
    guide = make.make_product(slug="guide")
    guide.cited_appearances.add(records["talk"])
    guide.cited_products.add(records["course"])
    assert listed(page(client, f"/en/{PAGES[kind]}"), "cited-by") == ["/en/knowledge/guide/"]


def test_a_product_leads_to_what_it_cites(client: Client, records: dict[str, Any]) -> None:
    guide = make.make_product(slug="guide")
    guide.cited_events.add(records["ports"])
    guide.cited_appearances.add(records["talk"])
    guide.cited_products.add(records["course"])
    assert listed(page(client, "/en/knowledge/guide/"), "sources") == [
        "/en/events/ports/", "/en/events/ports/opening/", "/en/knowledge/course/",
    ]  # fmt: skip


@pytest.fixture
def news(records: dict[str, Any]) -> Any:
    piece = make.make_page(slug="opened", kind="news")
    piece.events.add(records["ports"])
    piece.people.add(records["lin"])
    piece.organizations.add(records["institute"])
    piece.products.add(records["course"])
    return piece


@pytest.mark.parametrize("kind", ["event", "person", "organization", "product"])
def test_a_page_leads_to_the_news_of_it(client: Client, news: Any, kind: str) -> None:
    assert listed(page(client, f"/en/{PAGES[kind]}"), "in-news") == ["/en/news/opened/"]


def test_news_leads_to_what_it_tells_of(client: Client, news: Any) -> None:
    rows = _section(page(client, "/en/news/opened/").html, "subjects")
    assert Outline(rows).links() == [
        "/en/events/ports/", "/en/people/lin/", "/en/organizations/institute/",
        "/en/knowledge/course/",
    ]  # fmt: skip


def test_news_shows_a_photo_of_its_event(
    client: Client, records: dict[str, Any], news: Any
) -> None:
    outline_count_before = len(page(client, "/en/news/opened/").all("figure"))
    make.make_photo(records["ports"])
    assert (outline_count_before, len(page(client, "/en/news/opened/").all("figure"))) == (0, 1)


def test_news_hides_a_cover_that_shows_somebody_who_refused(
    client: Client, records: dict[str, Any], news: Any
) -> None:
    records["ports"].cover = make.make_photo(make.make_event(slug="elsewhere")).image.name
    records["ports"].save()
    outline_count_before = len(page(client, "/en/news/opened/").all("figure"))
    records["talk"].photos.add(Photo.objects.get())
    records["lin"].photo_consent = PhotoConsent.REFUSED
    records["lin"].save()
    assert (outline_count_before, len(page(client, "/en/news/opened/").all("figure"))) == (1, 0)
