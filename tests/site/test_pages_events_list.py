"""The list of events with its filters, and the timeline of a series."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from forum.core.edition_numbers import edition
from tests.support import factories as make
from tests.support.pages import LANGUAGES, get, page, shorten_lists, texts

pytestmark = pytest.mark.django_db


def on(year: int) -> dict[str, date]:
    return {"starts_on": date(year, 5, 1), "ends_on": date(year, 5, 1)}


def titles(client: Client, query: str, language: str = "en") -> list[str]:
    outline = page(client, f"/{language}/events/?{query}")
    links = [element for element in outline.all("a") if "/events/event-" in element["href"]]
    return [link.text for link in links]


def options(client: Client, name: str, query: str = "", language: str = "en") -> list[str]:
    """Return what a filter offers, as the page prints it."""
    html = get(client, f"/{language}/events/?{query}")
    select = html.partition(f'name="{name}"')[2].partition("</select>")[0]
    return [part.partition("</option>")[0].rpartition(">")[2] for part in select.split("<option")][
        2:
    ]


def test_events_stand_by_series_and_year_the_latest_first(client: Client) -> None:
    coast = make.make_series(name_en="Coast")
    river = make.make_series(name_en="River")
    for series, year in ((coast, 2021), (river, 2024), (coast, 2023), (None, 2025)):
        make.make_event(series=series, **on(year))
    outline = page(client, "/en/events/")
    assert texts(outline, "h2") == ["River", "Coast", "Other events"]
    assert texts(outline, "h3") == ["2024", "2023", "2021", "2025"]


def test_a_sub_forum_stands_under_its_parent_in_the_year_of_the_sub_forum(client: Client) -> None:
    forum = make.make_event(title_en="Forum", starts_on=None, ends_on=None)
    make.make_event(title_en="Sub", parent=forum)
    outline = page(client, "/en/events/")
    assert (texts(outline, "h3"), texts(outline, "h4")) == (["2023"], ["Forum"])
    assert "Sub" in outline.all("ul", class_="sub-forums")[0].text


def test_a_sub_forum_of_a_draft_stands_by_itself_under_the_parent_s_name(client: Client) -> None:
    forum = make.make_event(title_en="Forum", status="draft")
    make.make_event(title_en="Sub", parent=forum)
    outline = page(client, "/en/events/")
    assert (texts(outline, "p", "kicker"), texts(outline, "h4")) == (["Forum"], ["Sub"])


def test_series_that_are_offline_are_no_series(client: Client) -> None:
    coast, river = (make.make_series(status="offline") for _number in range(2))
    parent = make.make_event(series=coast, **on(2020))
    make.make_event(parent=parent, status="published", **on(2020))
    for series, year in ((coast, 2021), (river, 2024), (coast, 2023), (None, 2022)):
        make.make_event(series=series, **on(year))
    make.make_event(series=make.make_series(name_en="Lake"), **on(2022))
    outline = page(client, "/en/events/")
    assert texts(outline, "h2") == ["Lake", "Other events"]
    assert texts(outline, "h3") == ["2022", "2024", "2023", "2022", "2021", "2020"]


def test_a_sub_forum_stands_in_its_parent_s_series(client: Client) -> None:
    coast = make.make_series(name_en="Coast")
    make.make_event(title_en="Sub", parent=make.make_event(series=coast, status="draft"))
    assert texts(page(client, "/en/events/"), "h2") == ["Coast"]


def test_a_sub_forum_of_a_sub_forum_is_listed_too(client: Client) -> None:
    forum = make.make_event(title_en="Forum")
    sub = make.make_event(title_en="Sub", parent=forum)
    make.make_event(title_en="Deep", parent=sub)
    lists = page(client, "/en/events/").all("article", class_="event-row")
    text = " ".join(listing.text for listing in lists)
    assert [text.count(word) for word in ("Sub", "Deep")] == [2, 1]  # Sub is Deep's parent line


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("series=coast", ["A"]),
        ("year=2021", ["A"]),
        ("kind=main_forum", ["B"]),
        ("city=上海", ["A", "C"]),
        ("year=2023&city=上海", ["C"]),
        ("year=1999", []),
        ("year=%27%25", []),
        ("unknown=1", ["A", "B", "C"]),
        ("series=&year=", ["A", "B", "C"]),
    ],
)
def test_filters_cut_the_list(client: Client, language: str, query: str, found: list[str]) -> None:
    shanghai = {"city_zh_hans": "上海", "city_en": "Shanghai"}
    title = {"A": {"title_zh_hans": "A", "title_en": "A"}}
    make.make_event(**title["A"], series=make.make_series(slug="coast"), **shanghai, **on(2021))
    make.make_event(title_zh_hans="B", title_en="B", kind="main_forum", **on(2023))
    make.make_event(title_zh_hans="C", title_en="C", **shanghai, **on(2023))
    assert sorted(titles(client, query, language)) == found


def test_a_sub_forum_is_found_without_its_parent(client: Client) -> None:
    forum = make.make_event(title_en="Forum", kind="main_forum")
    make.make_event(title_en="Sub", kind="sub_forum", parent=forum)
    outline = page(client, "/en/events/?kind=sub_forum")
    assert (texts(outline, "p", "kicker"), texts(outline, "h4")) == (["Forum"], ["Sub"])


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", ["Shanghai (2)", "Suzhou (1)"]), ("zh-hans", ["上海 (2)", "苏州 (1)"])],
)
def test_a_city_is_one_choice_in_every_language(
    client: Client, language: str, words: list[str]
) -> None:
    make.make_event(city_zh_hans="上海", city_en="Shanghai")
    make.make_event(city_en="Shanghai")
    make.make_event(city_zh_hans="苏州", city_en="Suzhou")
    assert options(client, "city", language=language) == words


def test_a_city_in_a_language_that_is_not_ready_stays_unseen(client: Client) -> None:
    make.make_event(city_zh_hans="上海", city_en="Shanghai", ready_languages=["zh-hans"])
    make.make_event(city_en="Suzhou")
    html = get(client, "/en/events/")
    assert ('lang="zh-Hans">上海 (1)</option>' in html, "Shanghai" in html) == (True, False)


def test_counts_are_those_under_the_other_filters(client: Client) -> None:
    make.make_event(city_en="Shanghai", **on(2021))
    make.make_event(city_en="Suzhou", **on(2023))
    assert options(client, "year", "city=Suzhou") == ["2023 (1)", "2021 (0)"]


@pytest.mark.parametrize(("cities", "choices"), [(["Suzhou", "Suzhou"], []),
                                                  (["Suzhou", ""], ["Suzhou (1)"])])  # fmt: skip
def test_what_all_events_have_is_no_choice(
    client: Client, cities: list[str], choices: list[str]
) -> None:
    for city in cities:
        make.make_event(city_en=city)
    assert options(client, "city") == choices


def test_drafts_are_no_choice(client: Client) -> None:
    make.make_event(city_en="Shanghai", status="draft", series=make.make_series(status="draft"))
    for year in (2021, 2022):
        make.make_event(**on(year))
    html = get(client, "/en/events/")
    assert [word in html for word in ("Shanghai", 'name="series"', "2021 (1)")] == [
        False,
        False,
        True,
    ]


def test_the_chosen_filters_stand_above_the_list_and_can_be_taken_away(client: Client) -> None:
    make.make_event(city_en="Suzhou", **on(2023))
    outline = page(client, "/en/events/?city=Suzhou&year=2023&page=1")
    [chosen] = outline.all("ul", **{"aria-label": "Chosen filters"})
    assert " ".join(chosen.text.split()) == "Year: 2023 Remove Year City: Suzhou Remove City"
    assert [
        link in outline.links()
        for link in ("/en/events/?city=Suzhou", "/en/events/?year=2023", "/en/events/")
    ] == [True, True, True]


def test_an_empty_result_offers_to_clear_the_filters(client: Client) -> None:
    make.make_event()
    outline = page(client, "/en/events/?year=<b>")
    [empty] = outline.all("div", class_="empty")
    assert "Nothing matches these filters." in empty.text
    assert outline.all("b") == []


def test_pages_keep_the_filters(client: Client) -> None:
    for _number in range(61):
        make.make_event(city_en="Suzhou")
    assert "/en/events/?city=Suzhou&page=2" in page(client, "/en/events/?city=Suzhou").links()


def test_page_numbers_between_the_ends_are_left_out(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    shorten_lists(monkeypatch, 1)
    for _number in range(9):
        make.make_event()
    [nav] = page(client, "/en/events/?page=5").all("nav", class_="pagination")
    words = "Previous page Page 1 … Page 4 Page 5 Page 6 … Page 9 Next page"
    assert " ".join(nav.text.split()) == words


@pytest.mark.parametrize("number", ["3", "0", "-1", "x", "9" * 30, "9" * 5000])
def test_a_page_beyond_the_list_is_not_there(client: Client, number: str) -> None:
    make.make_event()
    assert client.get(f"/en/events/?page={number}").status_code == 404


def test_a_series_has_its_events(client: Client) -> None:
    coast = make.make_series(slug="coast")
    make.make_event(slug="ports", series=coast)
    make.make_event(slug="other")
    links = page(client, "/en/series/coast/").links()
    assert ("/en/events/ports/" in links, "/en/events/other/" in links) == (True, False)


@pytest.mark.parametrize(
    ("language", "marks"),
    [
        ("en", ["Seventh edition", "2024", "Sixth edition", "2023"]),
        ("zh-hans", ["第七届", "2024年", "第六届", "2023年"]),
    ],
)
def test_a_timeline_names_edition_and_year(client: Client, language: str, marks: list[str]) -> None:
    coast = make.make_series(slug="coast")
    for number, year in ((6, 2023), (7, 2024)):
        make.make_event(series=coast, edition=number, **on(year))
    outline = page(client, f"/{language}/series/coast/")
    found = [element for element in outline.all("p") if element["class"] in ("ordinal", "number")]
    assert [one.text for one in found] == marks


def test_a_timeline_has_the_sub_forums_under_their_parent(client: Client) -> None:
    forum = make.make_event(series=make.make_series(slug="coast"), title_en="Forum")
    make.make_event(parent=forum, title_en="Sub")
    outline = page(client, "/en/series/coast/")
    assert texts(outline, "h3", "title") == ["Forum"]
    assert "Sub" in outline.all("ul", class_="sub-forums")[0].text


@pytest.mark.parametrize(("year", "heading"), [(2023, "Past editions"), (2123, "Editions")])
def test_an_edition_to_come_is_not_past(client: Client, year: int, heading: str) -> None:
    series = make.make_series(slug="coast")
    for held in (2022, year):
        make.make_event(series=series, **on(held))
    assert page(client, "/en/series/coast/").all("h2", id="timeline")[0].text == heading


@pytest.mark.parametrize(("query", "is_open"), [("", False), ("?year=2023", True)])
def test_the_filters_fold_while_none_is_chosen(client: Client, query: str, is_open: bool) -> None:
    for year in (2022, 2023):
        make.make_event(**on(year))
    [fold] = page(client, f"/en/events/{query}").all("details", class_="narrowing")
    assert ("open" in fold.attributes) is is_open


def test_a_series_without_events_says_so(client: Client) -> None:
    make.make_series(slug="coast")
    assert len(page(client, "/en/series/coast/").all("p", class_="empty")) == 1


@pytest.mark.parametrize(
    ("number", "chinese", "english"),
    [
        (1, "第一届", "First edition"),
        (10, "第十届", "Tenth edition"),
        (12, "第十二届", "Twelfth edition"),
        (20, "第二十届", "Twentieth edition"),
        (42, "第四十二届", "Forty-second edition"),
        (99, "第九十九届", "Ninety-ninth edition"),
        (112, "第112届", "112th edition"),
        (123, "第123届", "123rd edition"),
    ],
)
def test_editions_in_words(number: int, chinese: str, english: str) -> None:
    with translation.override("zh-hans"):
        assert edition(number) == chinese
    with translation.override("en"):
        assert edition(number) == english


def fill_events(number: int) -> str:
    for _number in range(number):
        parent = make.make_event(series=make.make_series(), city_en="Suzhou")
        make.make_event(parent=parent)
        make.make_event(parent=make.make_event(status="draft"))
    return "events/"


def fill_series(number: int) -> str:
    series = make.make_series(slug="one")
    for _number in range(number):
        make.make_event(parent=make.make_event(series=series))
    return "series/one/"


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(
    ("fill", "query", "queries"),
    [(fill_events, "", 1), (fill_events, "?city=Suzhou", 2), (fill_series, "", 1)],
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
