"""A person who appears again: the last title is proposed, in the languages that have it."""

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from people.models import Person, User
from tests.support import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> Person:
    return make.make_person(name_zh_hans="林岚", name_en="Lin Lan")


def ask(client: Client, person: Person, **query: Any) -> Any:
    return client.get(reverse("last-title", args=[person.pk]), query)


def appear(person: Person, year: int, chinese: str, english: str, **values: Any) -> Any:
    event = make.make_event(
        title_en=f"Ports {year}", starts_on=date(year, 5, 1), ends_on=date(year, 5, 1)
    )
    titles = {"title_zh_hans": chinese, "title_en": english}
    return make.make_appearance(make.make_session(event), person, **titles, **values)


def test_the_latest_title_is_told_in_both_languages(admin_client: Client, person: Person) -> None:
    appear(person, 2024, "局长", "Director")
    appear(person, 2021, "副局长", "Deputy Director")
    assert ask(admin_client, person).json() == {
        "titles": [
            {"column": "title_zh_hans", "tag": "zh-Hans", "text": "局长"},
            {"column": "title_en", "tag": "en", "text": "Director"},
        ],
        "event": "Ports 2024",
        "year": 2024,
        "organization": None,
    }


def test_a_language_without_a_title_proposes_none(admin_client: Client, person: Person) -> None:
    appear(person, 2024, "局长", "")
    titles = ask(admin_client, person).json()["titles"]
    assert [title["column"] for title in titles] == ["title_zh_hans"]


def test_an_appearance_without_a_title_is_passed_over(admin_client: Client, person: Person) -> None:
    appear(person, 2021, "局长", "Director")
    appear(person, 2024, "", "")
    assert ask(admin_client, person).json()["year"] == 2021


def test_the_event_that_is_edited_goes_first(admin_client: Client, person: Person) -> None:
    here = appear(person, 2021, "副局长", "Deputy Director")
    appear(person, 2024, "局长", "Director")
    data = ask(admin_client, person, event=here.session.event.pk).json()
    assert data["year"] == 2021


def test_the_affiliation_is_told(admin_client: Client, person: Person) -> None:
    institute = make.make_organization(name_zh_hans="海港研究院", name_en="Harbour Institute")
    appear(person, 2024, "院长", "Director", organization=institute)
    assert ask(admin_client, person).json()["organization"] == {
        "id": institute.pk,
        "label": "海港研究院 / Harbour Institute",
    }


def test_whoever_appears_for_the_first_time_has_none(admin_client: Client, person: Person) -> None:
    assert ask(admin_client, person).json() == {"titles": []}


@pytest.mark.parametrize("event", ["", "x", "²", "9" * 40])
def test_a_strange_event_is_none(admin_client: Client, person: Person, event: str) -> None:
    appear(person, 2024, "局长", "Director")
    assert ask(admin_client, person, event=event).json()["year"] == 2024


def test_a_person_that_is_not_there_is_not_found(admin_client: Client) -> None:
    assert admin_client.get(reverse("last-title", args=[1])).status_code == 404


@pytest.mark.parametrize(
    ("codename", "status"), [("add_appearance", 200), ("view_appearance", 403)]
)
def test_who_edits_no_appearances_is_told_nothing(
    client: Client, person: Person, codename: str, status: int
) -> None:
    staff = User.objects.create_user("staff", is_staff=True)
    staff.user_permissions.add(Permission.objects.get(codename=codename))
    client.force_login(staff)
    assert ask(client, person).status_code == status


def test_strangers_are_led_to_the_login(client: Client, person: Person) -> None:
    assert ask(client, person).status_code == 302


def test_nothing_is_cached(admin_client: Client, person: Person) -> None:
    assert "no-store" in ask(admin_client, person)["Cache-Control"]


def test_it_costs_the_same_with_three_appearances(
    admin_client: Client, person: Person, django_assert_num_queries: Any
) -> None:
    for year in (2020, 2021, 2022):
        appear(person, year, "局长", "Director")
        with django_assert_num_queries(4):
            ask(admin_client, person)
