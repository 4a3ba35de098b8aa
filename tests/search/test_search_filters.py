"""The search, cut down: by the form's filters, and by a role among the words."""

import re
from datetime import date
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from forum.delivery import remarks_filters
from forum.delivery.publishing.query_keys import find_keys
from forum.search import candidates
from sessions_app.models import Appearance
from tests.search.test_search_page import page, remarks, remarks_of, texts
from tests.support import factories as make
from tests.support.pages import LANGUAGES, Outline

pytestmark = pytest.mark.django_db


def speech(year: int, **fields: Any) -> Any:
    event = make.make_event(
        slug=f"ports-{year}", starts_on=date(year, 5, 1), ends_on=date(year, 5, 1)
    )
    return make.make_appearance(
        make.make_session(event), remarks_en="<p>Shore power works.</p>", **fields
    )


def test_results_are_cut_down_to_a_year(client: Client) -> None:
    speech(2022), speech(2024)
    outline = page(client, "shore", year="2022")
    assert texts(outline, "p", "count") == ["1 result for “shore”"]


def test_years_are_counted_whichever_is_chosen(client: Client) -> None:
    speech(2022), speech(2024)
    options = texts(page(client, "shore", year="2022"), "option")
    assert options[-3:] == ["All", "2024 (1)", "2022 (1)"]


def test_remarks_are_cut_down_by_role_country_and_topic(client: Client) -> None:
    ports = make.make_topic(slug="ports", name_en="Ports")
    guest = speech(2022, role="panellist", person=make.make_person(country="KE"))
    guest.topics.add(ports)
    speech(2024)
    expected = {"kind": "remarks", "role": "panellist", "country": "KE", "topic": "ports"}
    assert texts(page(client, "shore", **expected), "p", "count") == ["1 result for “shore”"]


def choices(outline: Outline, name: str) -> list[str]:
    """Return what a filter offers besides all."""
    select = re.search(rf'<select id="filter-{name}".*?</select>', outline.html, re.DOTALL)
    return texts(Outline(select[0]), "option")[1:] if select else []


@pytest.mark.parametrize(
    ("language", "offered"),
    [
        ("en", [["Ports (2)"], ["2024 (1)", "2022 (3)"], ["Speaker (1)", "Panellist (1)"],
                ["France (1)", "Kenya (2)"]]),
        ("zh-hans", [["港口 (2)"], ["2024 (1)", "2022 (3)"], ["发言嘉宾 (1)", "讨论嘉宾 (1)"],
                     ["法国 (1)", "肯尼亚 (2)"]]),
    ],
)  # fmt: skip
def test_results_of_all_kinds_are_offered_by_topic_year_role_and_country(
    client: Client, language: str, offered: list[list[str]]
) -> None:
    ports = make.make_topic(slug="ports")
    guest = speech(2022, role="panellist", person=make.make_person(country="KE"))
    session = make.make_session(guest.session.event, title_en="Shore power")
    guest.topics.add(ports), session.topics.add(ports)
    speech(2024)
    event = guest.session.event
    event.title_en, event.country = "Shore", "KE"
    event.save()
    make.make_organization(name_en="Shore Institute", country="FR")
    outline = page(client, "shore", language)
    assert [choices(outline, name) for name in ("topic", "year", "role", "country")] == offered


@pytest.mark.parametrize(
    ("filters", "number"),
    [({"country": "KE"}, 2), ({"role": "panellist"}, 1), ({"topic": "ports"}, 1),
     ({"topic": "ports", "year": "2024"}, 0), ({"country": "KE", "kind": "event"}, 1)],
)  # fmt: skip
def test_results_of_all_kinds_are_cut_down(
    client: Client, filters: dict[str, str], number: int
) -> None:
    guest = speech(2022, role="panellist", person=make.make_person(country="KE"))
    guest.topics.add(make.make_topic(slug="ports"))
    speech(2024)
    event = guest.session.event
    event.title_en, event.country = "Shore", "KE"
    event.save()
    assert len(page(client, "shore", **filters).all("li", class_="hit")) == number


def test_the_counts_of_a_filter_are_those_under_the_others(client: Client) -> None:
    speech(2022, role="panellist")
    speech(2024, role="panellist"), make.make_event(title_en="Shore")
    outline = page(client, "shore", role="panellist")
    assert choices(outline, "year") == ["2024 (1)", "2023 (0)", "2022 (1)"]


def test_of_common_words_a_filter_says_that_there_are_more(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(candidates, "MOST", 2)
    speech(2022), speech(2023), speech(2024)
    offered = choices(page(client, "shore"), "year")
    assert offered == ["2024 (1+)", "2023 (1+)", "2022 (1+)"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_country_of_a_guest_without_a_page_is_not_offered(
    client: Client, language: str
) -> None:
    speech(2022, person=make.make_person(country="KE", status="draft"))
    speech(2022 + 1)
    assert choices(page(client, "shore", language), "country") == []


@pytest.mark.parametrize("year", ["x", "20224", "٢٠٢٢", "0000"])
def test_a_year_that_is_none_cuts_nothing_down(client: Client, year: str) -> None:
    speech(2022)
    assert texts(page(client, "shore", year=year), "p", "count") == ["1 result for “shore”"]


def test_every_filter_of_remarks_is_heard() -> None:
    assert {*remarks_filters._ORDERS} - find_keys("/en/search/") == set()


def test_a_chosen_filter_stays_chosen_where_it_is_the_only_choice(client: Client) -> None:
    speech(2022, person=make.make_person(country="KE"))
    options = texts(page(client, "shore", kind="remarks", country="KE"), "option")
    assert options[-2:] == ["All", "Kenya (1)"]


# Roles among the words


def programme() -> None:
    """Make a session on trade with a moderator and a speaker of Kenya."""
    event = make.make_event(title_zh_hans="园区峰会", title_en="Parks")
    session = make.make_session(event, slug="trade", title_zh_hans="贸易", title_en="Trade")
    kenyan = make.make_person(slug="amina", name_zh_hans="阿米娜", name_en="Amina", country="KE")
    unido = make.make_organization(name_zh_hans="工发组织", abbreviation_en="UNIDO")
    make.make_appearance(
        session, make.make_person(slug="lin"), role="moderator", organization=unido
    )
    make.make_appearance(session, kenyan, remarks_en="<p>Ports.</p>", remarks_zh_hans="<p>港口</p>")


@pytest.mark.parametrize(
    ("language", "typed", "guest"),
    [
        ("en", "moderator trade", "lin-moderator"),
        ("en", "Trade MODERATORS", "lin-moderator"),
        ("en", "MC UNIDO", "lin-moderator"),
        ("en", "speaker Kenya", "amina"),
        ("en", "keynote speakers ports", "amina"),
        ("zh-hans", "主持人 贸易", "lin-moderator"),
        ("zh-hans", "主持 UNIDO", "lin-moderator"),
        ("zh-hans", "发言嘉宾 肯尼亚", "amina"),
        ("zh-hans", "主旨发言嘉宾 港口", "amina"),
        ("en", "主持人 trade", "lin-moderator"),
        ("zh-hans", "主持人 园区峰会", "lin-moderator"),
    ],
)
def test_a_role_narrows_to_guests_in_it(
    client: Client, language: str, typed: str, guest: str
) -> None:
    programme()
    assert remarks_of(page(client, typed, language)) == [guest]


@pytest.mark.parametrize(
    ("language", "typed", "note", "literal"),
    [
        ("en", "moderator trade",
         "“moderator” is read as a role: only guests with the role “Moderator” are listed."
         " Search for the word itself", '"moderator" trade'),
        ("zh-hans", "主持人 贸易",
         "“主持人”已按嘉宾身份理解，仅列出身份为“主持人”的嘉宾。 改为检索该词本身",
         '"主持人" 贸易'),
    ],
)  # fmt: skip
def test_the_page_explains_the_role_and_takes_it_back(
    client: Client, language: str, typed: str, note: str, literal: str
) -> None:
    programme()
    outline = page(client, typed, language)
    assert texts(outline, "p", "role-word") == [note]
    links = [parse_qs(urlsplit(link).query).get("q") for link in outline.links() if "%22" in link]
    assert links == [[literal]]
    assert choices(outline, "role") == []
    assert page(client, literal, language).all("p", class_="role-word") == []


@pytest.mark.parametrize(
    "typed", ["moderator", '"moderator" trade', "moderator 大坝", "chair trade"]
)
def test_a_word_that_asks_for_no_guest_is_a_word(client: Client, typed: str) -> None:
    programme()
    assert page(client, typed).all("p", class_="role-word") == []


def test_a_role_finds_no_guest_that_is_not_public(client: Client) -> None:
    programme()
    Appearance.objects.update(withheld=True)
    for appearance in Appearance.objects.all():
        appearance.save()
    assert page(client, "moderator trade").all("li", class_="hit") == []


@pytest.mark.parametrize("number", [1, 3])
def test_a_role_takes_as_many_queries_for_one_as_for_three(
    client: Client, django_assert_num_queries: Any, number: int
) -> None:
    remarks(number)
    page(client, "speaker power")
    with django_assert_num_queries(11):
        page(client, "speaker power")
