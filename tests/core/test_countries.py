"""Countries and areas are named by United Nations usage, in the order of each language."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django_countries import countries

from forum.core.names import sort_key
from tests.support.un_member_states import IN_CHINESE_ALONE, member_states

LANGUAGES = ("en", "zh-hans")


def name(code: str, language: str) -> str:
    with translation.override(language):
        return str(countries.name(code))


def test_the_list_has_every_member_and_both_observers() -> None:
    assert len(member_states()) + len(IN_CHINESE_ALONE) == 193 + 2


@pytest.mark.parametrize(("place", "language"), list(enumerate(LANGUAGES)))
def test_states_are_named_as_the_united_nations_do(place: int, language: str) -> None:
    wrong = {
        code: (name(code, language), names[place])
        for code, names in member_states().items()
        if name(code, language) != names[place]
    }
    assert wrong == {}


def test_a_state_between_two_names_has_its_chinese_one() -> None:
    assert {code: name(code, "zh-hans") for code in IN_CHINESE_ALONE} == IN_CHINESE_ALONE


def test_no_name_has_spaces_around_it() -> None:
    names = [name(code, language) for code, _name in countries for language in LANGUAGES]
    assert [name for name in names if name != name.strip()] == []


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_form_lists_them_in_the_order_of_its_language(
    admin_client: Client, language: str
) -> None:
    admin_client.cookies["django_language"] = language
    page = admin_client.get(reverse("admin:people_person_add"))
    with translation.override(language):
        choices = page.context["adminform"].form["country"].subwidgets
        labels = [str(choice.data["label"]) for choice in choices if choice.data["value"]]
    assert labels == sorted(labels, key=sort_key)
