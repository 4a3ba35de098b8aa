"""The library of knowledge products, and a product's page."""

from typing import Any

import pytest
from django.test import Client

from forum.core.field_labels import language_name
from forum.delivery.products_list import list_audience_groups
from tests.support import factories as make
from tests.support.pages import LANGUAGES, get, make_file, page, texts

pytestmark = pytest.mark.django_db


def titles(client: Client, query: str, language: str = "en") -> list[str]:
    return texts(page(client, f"/{language}/knowledge/?{query}"), "h3")


def product(name: str, **values: Any) -> Any:
    return make.make_product(title_zh_hans=name, title_en=name, **values)


def test_products_stand_by_kind(client: Client) -> None:
    for kind in ("other", "publication", "course"):
        make.make_product(kind=kind)
    assert texts(page(client, "/en/knowledge/"), "h2") == [
        "Courses",
        "Publications",
        "Other products",
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("kind=course", ["A"]),
        ("topic=ports", ["A", "B"]),
        ("topic=draft", []),
        ("language=fr", ["B"]),
        ("audience=官员", ["A", "B"]),
        ("audience=官员&language=en", ["A"]),
        ("audience=<b>", []),
        ("", ["A", "B", "C"]),
    ],
)
def test_filters_cut_the_library(
    client: Client, language: str, query: str, found: list[str]
) -> None:
    ports, draft = make.make_topic(slug="ports"), make.make_topic(slug="draft", status="draft")
    a = product("A", kind="course", languages=["en", "zh"], audience_zh_hans="官员、企业")
    b = product("B", languages=["fr"], audience_zh_hans="官员", audience_en="Officials")
    c = product("C")
    a.topics.add(ports)
    b.topics.add(ports)
    c.topics.add(draft)
    assert sorted(titles(client, query, language)) == found


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", ["Companies (1)", "Officials (2)"]), ("zh-hans", ["官员 (2)", "企业 (1)"])],
)
def test_an_audience_is_one_choice_in_every_language(
    client: Client, language: str, words: list[str]
) -> None:
    product("A", audience_zh_hans="官员、企业", audience_en="Officials, companies")
    product("B", audience_en="officials")
    html = get(client, f"/{language}/knowledge/")
    select = html.partition('name="audience"')[2].partition("</select>")[0]
    assert [word in select for word in words] == [True, True]
    assert select.index(words[0]) < select.index(words[1])


@pytest.mark.parametrize(
    ("phrases", "groups"),
    [
        (
            {"zh-hans": "官员、企业（大、中）。", "en": "Officials; companies (large, small)"},
            [
                {"zh-hans": "官员", "en": "Officials"},
                {"zh-hans": "企业（大、中）", "en": "Companies (large, small)"},
            ],
        ),
        (
            {"zh-hans": "官员", "en": "Officials, companies"},
            [{"zh-hans": "官员"}, {"en": "Officials"}, {"en": "Companies"}],
        ),
        ({}, []),
    ],
)
def test_a_phrase_lists_groups(phrases: dict[str, str], groups: list[dict[str, str]]) -> None:
    assert list_audience_groups(phrases) == groups


@pytest.mark.parametrize(
    ("code", "name"), [("zh", "Chinese"), ("fr", "French"), ("zh-hans", "Simplified Chinese")]
)
def test_languages_have_names(code: str, name: str) -> None:
    assert language_name(code) == name


def test_an_unknown_language_is_its_code() -> None:
    assert language_name("xx") == "xx"


def test_an_empty_result_offers_to_clear_the_filters(client: Client) -> None:
    product("A")
    outline = page(client, "/en/knowledge/?kind=tool")
    assert "Nothing matches these filters." in outline.all("div", class_="empty")[0].text


def test_parts_stand_in_groups_in_their_order(client: Client) -> None:
    course = make.make_product(slug="course")
    for position, (group, title) in enumerate((("Plan", "B"), ("Plan", "A"), ("Run", "C")), 1):
        make.make_product_part(
            course, position=position, kind="module", group_en=group, title_en=title
        )
    outline = page(client, "/en/knowledge/course/")
    assert texts(outline, "h2") == ["Modules", "About this page"]
    assert texts(outline, "h3", "group") == ["Plan", "Run"]
    assert texts(outline, "p", "title") == ["B", "A", "C"]


def test_every_kind_of_part_has_its_section(client: Client) -> None:
    course = make.make_product(slug="course")
    for position, kind in enumerate(("edition", "module", "edition", "contribution", "chapter")):
        make.make_product_part(course, position=position, kind=kind)
    headings = texts(page(client, "/en/knowledge/course/"), "h2")
    assert headings == [
        "Yearly editions", "Modules", "Contributions", "Chapters", "About this page",
    ]  # fmt: skip


def test_a_withheld_part_is_not_shown(client: Client) -> None:
    make.make_product_part(make.make_product(slug="course"), withheld=True)
    assert texts(page(client, "/en/knowledge/course/"), "h2") == ["About this page"]


def test_a_product_says_where_and_by_whom_it_was_launched(client: Client) -> None:
    session = make.make_session(make.make_event(slug="ports"), slug="launch")
    mary = make.make_person(slug="mary")
    course = make.make_product(slug="course", launched_in=session)
    course.launched_by.add(make.make_appearance(session, mary, title_en="Director"))
    outline = page(client, "/en/knowledge/course/")
    expected = ("/en/events/ports/", "/en/events/ports/launch/", "/en/people/mary/")
    assert [link for link in expected if link not in outline.links()] == []
    assert texts(outline, "p", "held-title") == ["Director"]


def test_a_product_says_how_to_get_it(client: Client) -> None:
    course = make.make_product(
        slug="course",
        link="https://course.example/start/",
        languages=["zh", "fr"],
        file=make_file("course.pdf", b"%PDF-1.4"),
    )
    outline = page(client, "/en/knowledge/course/")
    definitions = [text.replace("\xa0", " ") for text in texts(outline, "dd")[:3]]
    assert (texts(outline, "dt")[:3], definitions) == (
        ["Online", "Download", "Available in"],
        ["course.example/start", f"{course.file_name} PDF · 8 bytes", "Chinese, French"],
    )


def test_a_lost_file_has_no_size(client: Client) -> None:
    course = make.make_product(slug="course", file=make_file("course.pdf", b"%PDF-1.4"))
    course.file.storage.delete(course.file.name)
    [access] = page(client, "/en/knowledge/course/").all("dl", class_="access")
    assert "bytes" not in access.text


def test_a_product_without_a_way_to_it_says_nothing(client: Client) -> None:
    make.make_product(slug="course")
    assert page(client, "/en/knowledge/course/").all("dl", class_="access") == []


def test_topics_lead_to_their_pages(client: Client) -> None:
    topic = make.make_topic(slug="ports")
    make.make_product(slug="course").topics.add(topic)
    assert "/en/topics/ports/" in page(client, "/en/knowledge/course/").links()


def fill_knowledge(number: int) -> str:
    for _number in range(number):
        session = make.make_session(make.make_event(parent=make.make_event()))
        course = make.make_product(launched_in=session, audience_en="Officials")
        course.launched_by.add(make.make_appearance(session))
        course.topics.add(make.make_topic())
    return "knowledge/"


def fill_product(number: int) -> str:
    session = make.make_session(make.make_event(parent=make.make_event()))
    course = make.make_product(slug="one", launched_in=session)
    for _number in range(number):
        course.launched_by.add(make.make_appearance(session))
        course.publishers.add(make.make_organization())
        course.topics.add(make.make_topic())
        make.make_product_part(course)
    return "knowledge/one/"


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(
    ("fill", "query", "queries"),
    [(fill_knowledge, "", 1), (fill_knowledge, "?language=fr", 2), (fill_product, "", 1)],
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
