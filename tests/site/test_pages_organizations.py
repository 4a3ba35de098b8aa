"""The directory of organizations, and an organization's page."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from forum.delivery import directory
from tests.support import factories as make
from tests.support.pages import LANGUAGES, get, page, shorten_lists, texts

pytestmark = pytest.mark.django_db


def on(year: int) -> dict[str, date]:
    return {"starts_on": date(year, 5, 1), "ends_on": date(year, 5, 1)}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("kind=company", ["Bank", "Mill"]),
        ("country=JP", ["Mill"]),
        ("kind=company&country=GB", ["Bank"]),
        ("kind=media&country=GB", []),
        ("kind=%27", []),
        ("country=" + "x" * 500, []),
        ("", ["Bank", "Mill", "Press"]),
    ],
)
def test_filters_cut_the_directory(
    client: Client, language: str, query: str, found: list[str]
) -> None:
    for name, kind, country in (
        ("Mill", "company", "JP"),
        ("Bank", "company", "GB"),
        ("Press", "media", ""),
    ):
        make.make_organization(name_zh_hans=name, name_en=name, kind=kind, country=country)
    outline = page(client, f"/{language}/organizations/?{query}")
    assert texts(outline, "a", "name") == found


def test_choices_have_their_numbers_under_the_other_filter(client: Client) -> None:
    make.make_organization(kind="company", country="JP")
    make.make_organization(kind="media", country="GB")
    html = get(client, "/en/organizations/?country=JP")
    assert [word in html for word in ("Company (1)", "Media (0)", "Japan (1)")] == [True] * 3


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("count", "is_indexed"), [(1, False), (2, True)])
def test_a_long_directory_has_an_index(
    client: Client, monkeypatch: pytest.MonkeyPatch, language: str, count: int, is_indexed: bool
) -> None:
    monkeypatch.setattr(directory, "INDEXED_FROM", 2)
    for _organization in range(count):
        make.make_organization(name_en="Harbour Institute", name_zh_hans="海港研究院")
    links = page(client, f"/{language}/organizations/").links()
    assert ("#letter-h" in links) is is_indexed


def test_events_stand_by_role(client: Client) -> None:
    institute = make.make_organization(slug="institute")
    make.make_role(make.make_event(title_en="First"), institute, role="organizer")
    make.make_role(make.make_event(title_en="Second"), institute, role="host")
    outline = page(client, "/en/organizations/institute/")
    assert texts(outline, "h3", "group") == ["Hosted by", "Organized by"]
    assert texts(outline, "h4", "title") == ["Second", "First"]


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("", []),
        ("Harbour Institute", []),
        ("Harbour College", ["As printed then: Harbour College"]),
    ],
)
def test_a_name_that_was_printed_otherwise_is_shown(
    client: Client, printed: str, shown: list[str]
) -> None:
    institute = make.make_organization(slug="institute", name_en="Harbour Institute")
    make.make_role(organization=institute, printed_name_en=printed)
    assert texts(page(client, "/en/organizations/institute/"), "p", "printed") == shown


def test_everything_is_listed_with_the_title_then(client: Client) -> None:
    institute = make.make_organization(slug="institute")
    mary = make.make_person(name_en="Mary")
    for year, title in ((2021, "Deputy"), (2023, "Director")):
        event = make.make_event(title_en=f"Forum {year}", **on(year))
        for position, role in ((1, "moderator"), (2, "speaker")):
            make.make_appearance(
                make.make_session(event, position=position),
                mary,
                role=role,
                organization=institute,
                title_en=f"{title} ({role})",
            )
    outline = page(client, "/en/organizations/institute/")
    assert texts(outline, "h3", "what") == ["Forum 2023", "Forum 2021"]
    assert texts(outline, "p", "held-title") == [
        *("Director (moderator)", "Director (speaker)"),
        *("Deputy (moderator)", "Deputy (speaker)"),
    ]


def test_words_are_listed_before_anything_is_chosen(client: Client) -> None:
    institute = make.make_organization(slug="institute")
    make.make_appearance(organization=institute, remarks_en="<p>Ports are good.</p>")
    outline = page(client, "/en/organizations/institute/")
    assert texts(outline, "p", "excerpt") == ["Ports are good."]


def test_whoever_said_nothing_leads_to_the_session(client: Client) -> None:
    session = make.make_session(make.make_event(slug="ports"), slug="opening")
    institute = make.make_organization(slug="institute")
    make.make_appearance(session, organization=institute, role="moderator", remarks_en="")
    assert "/en/events/ports/opening/" in page(client, "/en/organizations/institute/").links()


def test_speakers_of_an_event_stand_in_protocol_order(client: Client) -> None:
    institute, session = make.make_organization(slug="institute"), make.make_session()
    for name, position in (("Abe", 2), ("Zeno", 1)):
        make.make_appearance(
            session, make.make_person(name_en=name), position=position, organization=institute
        )
    outline = page(client, "/en/organizations/institute/")
    assert texts(outline, "p", "person") == ["Zeno", "Abe"]


def test_its_products_say_where_they_were_launched(client: Client) -> None:
    institute = make.make_organization(slug="institute")
    session = make.make_session(make.make_event(slug="ports"), slug="launch")
    make.make_product(slug="course", launched_in=session).publishers.add(institute)
    links = page(client, "/en/organizations/institute/").links()
    expected = ("/en/knowledge/course/", "/en/events/ports/launch/", "/en/events/ports/")
    assert [link for link in expected if link not in links] == []


def test_abbreviation_other_names_and_website(client: Client) -> None:
    make.make_organization(
        slug="institute",
        abbreviation_en="HI",
        aliases=["Harbour College"],
        website="https://harbour.example/",
    )
    outline = page(client, "/en/organizations/institute/")
    assert texts(outline, "h1") == ["Harbour Institute HI"]
    assert texts(outline, "dd")[:2] == ["harbour.example", "Harbour College"]
    assert "https://harbour.example/" in outline.links()


def test_long_lists_have_pages_of_their_own(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    shorten_lists(monkeypatch, 2)
    institute = make.make_organization(slug="institute")
    for _number in range(3):
        make.make_role(organization=institute)
        make.make_appearance(organization=institute)

    def shown(query: str) -> list[int]:
        outline = page(client, f"/en/organizations/institute/?{query}")
        return [len(outline.all("h4")), len(outline.all("p", class_="person"))]

    assert [shown(query) for query in ("", "page=2", "events=2", "events=2&page=2")] == [
        [2, 2],
        [2, 1],
        [1, 2],
        [1, 1],
    ]
    links = page(client, "/en/organizations/institute/?page=2").links()
    assert "/en/organizations/institute/?page=2&events=2#events" in links
    assert client.get("/en/organizations/institute/?events=3").status_code == 404


def fill_organizations(number: int) -> str:
    for _number in range(number):
        make.make_organization(country="JP")
    return "organizations/"


def fill_organization(number: int) -> str:
    organization = make.make_organization(slug="one")
    for _number in range(number):
        make.make_role(make.make_event(parent=make.make_event()), organization)
        make.make_appearance(organization=organization)
        make.make_product(launched_in=make.make_session()).publishers.add(organization)
    return "organizations/one/"


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(
    ("fill", "query", "queries"),
    [
        (fill_organizations, "", 1),
        (fill_organizations, "?country=JP", 1),
        (fill_organization, "", 1),
    ],
)
def test_the_number_of_queries_is_constant(
    client: Client,
    django_assert_num_queries: Any,
    fill: Any,
    query: str,
    queries: int,
    number: int,
) -> None:
    path = fill(number)
    with django_assert_num_queries(queries):
        get(client, f"/en/{path}{query}")


@pytest.mark.parametrize(
    ("remarks", "heading"), [("<p>Ports.</p>", "Guests and what they said"), ("", "Guests")]
)
def test_the_list_of_guests_promises_words_only_where_there_are_any(
    client: Client, remarks: str, heading: str
) -> None:
    institute = make.make_organization(slug="institute")
    make.make_appearance(organization=institute, remarks_en=remarks, remarks_zh_hans="")
    [section] = page(client, "/en/organizations/institute/").all("h2", id="remarks")
    assert section.text == heading
