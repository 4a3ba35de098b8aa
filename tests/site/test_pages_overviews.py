"""Guests in figures: of an event, and of a series over the years."""

from typing import Any

import pytest
from django.test import Client
from django.utils.translation import override

from forum.delivery.overview_pages import AppearanceFacts, count_people, make_table, make_tables
from forum.delivery.text_markup import spell_number
from forum.models import SiteSettings
from tests.support import factories as make
from tests.support.pages import get, page, texts

pytestmark = pytest.mark.django_db


def make_facts(person: int, country: str = "") -> AppearanceFacts:
    return AppearanceFacts(1, person, "speaker", "", country, "")


def test_who_is_recorded_once_is_not_counted_as_not_recorded() -> None:
    facts = [make_facts(1, "KE"), make_facts(1), make_facts(2)]
    assert count_people(facts, lambda fact: fact.country) == {"KE": 1, "": 1}


def test_nothing_recorded_is_no_table() -> None:
    assert make_table("roles", "By role", {"": 3}, str) is None


def test_the_most_go_first_and_what_is_not_recorded_last() -> None:
    table = make_table("roles", "By role", {"": 9, "a": 1, "b": 3}, str)
    assert table
    rows = [(row.label, row.number, row.share) for row in table.rows]
    assert rows == [("b", 3, 33.3), ("a", 1, 11.1), ("Not recorded", 9, 100.0)]


def test_an_event_counts_the_guests_of_its_sub_forums_each_once(client: Client) -> None:
    event = make.make_event(slug="main")
    below = make.make_event(parent=event)
    person = make.make_person(country="KE")
    make.make_appearance(make.make_session(event), person)
    make.make_appearance(make.make_session(below), person)
    make.make_appearance(make.make_session(below), make.make_person(country="KE", status="draft"))
    page = get(client, "/en/events/main/overview/")
    assert "2 guests" in page
    assert '<th scope="row">Kenya</th><td class="number">1</td>' in page


@pytest.mark.parametrize("number", [1, 3])
def test_the_number_of_queries_is_constant(
    client: Client, number: int, django_assert_num_queries: Any
) -> None:
    series = make.make_series(slug="coast")
    for place in range(number):
        event = make.make_event(slug=f"ports-{place}", series=series)
        make.make_appearance(make.make_session(event))
    get(client, "/en/series/coast/overview/")
    with django_assert_num_queries(1):
        get(client, "/en/series/coast/overview/")
    with django_assert_num_queries(1):
        get(client, "/en/events/ports-0/overview/")


@pytest.mark.parametrize(("language", "figure"), [("en", "1,234"), ("zh-hans", "1234")])
def test_figures_part_thousands_as_the_language_does(language: str, figure: str) -> None:
    with override(language):
        assert spell_number(1234) == figure


@pytest.mark.parametrize(("wanted", "headings"), [(True, ["By gender"]), (False, [])])
def test_gender_is_counted_where_the_settings_want_it(
    client: Client, wanted: bool, headings: list[str]
) -> None:
    SiteSettings.objects.create(counts_gender=wanted)
    session = make.make_session(make.make_event(slug="ports"))
    for gender in (*["woman"] * 6, *["man"] * 5, *[""] * 5):
        make.make_appearance(session, make.make_person(gender=gender))
    outline = page(client, "/en/events/ports/overview/")
    assert [heading.text for heading in outline.all("h2", id="gender")] == headings
    rows = [row for row in texts(outline, "tr") if row.startswith(("Women", "Men"))]
    assert rows == (["Women6", "Men5"] if wanted else [])


def test_gender_that_nobody_recorded_has_no_table(client: Client) -> None:
    SiteSettings.objects.create(counts_gender=True)
    make.make_appearance(make.make_session(make.make_event(slug="ports")))
    assert page(client, "/en/events/ports/overview/").all("h2", id="gender") == []


@pytest.mark.parametrize(
    ("genders", "rows"),
    [
        (["woman"] * 5 + ["other"] * 4, []),
        (["woman"] * 4 + [""] * 5, []),
        (["woman"] * 6 + ["man"] * 5 + [""], [("Women", 6), ("Men", 5), ("Not recorded", 1)]),
        (["woman"] * 6 + ["man"] * 5 + ["other"] + [""] * 5, []),
    ],
)
def test_gender_is_counted_where_none_that_is_recorded_has_fewer_than_five(
    genders: list[str], rows: list[tuple[str, int]]
) -> None:
    facts = [make_facts(no)._replace(gender=gender) for no, gender in enumerate(genders)]
    tables = make_tables(facts, counts_gender=True)
    counted = [row for table in tables if table.anchor == "gender" for row in table.rows]
    assert [(row.label, row.number) for row in counted] == rows
