"""What a page says where a text is missing in its language, and where it is announced."""

from typing import Any

import pytest
from django.test import Client

from tests.support import factories as make
from tests.support.pages import Outline, get

pytestmark = pytest.mark.django_db

HOST = "http://testserver"


def links(client: Client, path: str) -> dict[str, str]:
    """Return rel or hreflang -> address of a page's head."""
    tags = Outline(get(client, path)).all("link")
    expected = [tag for tag in tags if tag["rel"] in ("canonical", "alternate") and not tag["type"]]
    return {one["hreflang"] or one["rel"]: one["href"].removeprefix(HOST) for one in expected}


def chinese_event(**values: Any) -> Any:
    facts = {"title_en": None, "introduction_en": None, "ready_languages": ["zh-hans"]}
    return make.make_event(slug="ports", **{**facts, **values})


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("path", ["", "events/", "people/"])
def test_a_list_is_announced_in_every_language(client: Client, path: str, language: str) -> None:
    assert links(client, f"/{language}/{path}") == {
        "canonical": f"/{language}/{path}",
        "zh-Hans": f"/zh-hans/{path}",
        "en": f"/en/{path}",
        "x-default": f"/{path}",
    }


def test_a_record_complete_in_both_languages_is_announced_in_both(client: Client) -> None:
    make.make_event(slug="ports")
    assert links(client, "/en/events/ports/") == {
        "canonical": "/en/events/ports/",
        "zh-Hans": "/zh-hans/events/ports/",
        "en": "/en/events/ports/",
        "x-default": "/events/ports/",
    }


def test_the_alternates_of_both_pages_say_the_same(client: Client) -> None:
    make.make_event(slug="ports")
    page_links = [links(client, f"/{code}/events/ports/") for code in ("en", "zh-hans")]
    for link in page_links:
        del link["canonical"]
    assert page_links[0] == page_links[1]


def test_a_page_without_its_main_text_points_to_the_original(client: Client) -> None:
    chinese_event()
    assert links(client, "/en/events/ports/") == {"canonical": "/zh-hans/events/ports/"}


def test_the_original_does_not_name_the_page_that_falls_back(client: Client) -> None:
    chinese_event()
    assert links(client, "/zh-hans/events/ports/") == {
        "canonical": "/zh-hans/events/ports/",
        "zh-Hans": "/zh-hans/events/ports/",
        "x-default": "/events/ports/",
    }


def test_a_missing_introduction_keeps_a_page_unannounced(client: Client) -> None:
    make.make_event(slug="ports", introduction_en=None)
    assert links(client, "/en/events/ports/") == {"canonical": "/zh-hans/events/ports/"}


def test_a_session_is_announced_with_half_of_its_remarks(client: Client) -> None:
    session = make.make_session(make.make_event(slug="ports"), slug="opening")
    make.make_appearance(session, remarks_zh_hans="<p>一</p>", remarks_en="<p>1</p>")
    make.make_appearance(session, remarks_zh_hans="<p>二</p>")
    assert links(client, "/en/events/ports/opening/")["canonical"] == "/en/events/ports/opening/"
    make.make_appearance(session, remarks_zh_hans="<p>三</p>")
    assert links(client, "/en/events/ports/opening/") == {
        "canonical": "/zh-hans/events/ports/opening/"
    }


def test_a_further_page_of_a_list_is_its_own_canonical(client: Client) -> None:
    for _number in range(61):
        make.make_organization()
    assert (
        links(client, "/en/organizations/?page=2&x=1")["canonical"] == "/en/organizations/?page=2"
    )


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({}, "This record is in Chinese only."),
        (
            {"introduction_en": "<p>Ports.</p>", "ready_languages": ["zh-hans", "en"]},
            "Parts of this page are not available in English and are shown in Chinese.",
        ),
    ],
)
def test_one_sentence_at_the_head_says_that_texts_fall_back(
    client: Client, values: dict[str, Any], sentence: str
) -> None:
    session = make.make_session(chinese_event(**values))
    for _number in range(5):
        make.make_appearance(session, remarks_zh_hans="<p>港口。</p>")
    notices = Outline(get(client, "/en/events/ports/")).all("p", class_="honest")
    assert [notice.text for notice in notices] == [sentence]


def test_each_block_of_another_language_is_marked_once(client: Client) -> None:
    session = make.make_session(chinese_event())
    for _number in range(2):
        make.make_appearance(session, remarks_zh_hans="<p>港口。</p><p>码头。</p>")
    marks = Outline(get(client, "/en/events/ports/")).all("small", class_="fallback")
    # The introduction, the titles of the guests, two remarks
    assert [mark.text for mark in marks] == ["Chinese only"] * 4


@pytest.mark.parametrize(("titles", "marked"), [(["", "Director"], 1), (["", ""], 1)])
def test_a_chinese_title_among_guests_bears_its_mark_and_a_list_of_them_one(
    client: Client, titles: list[str], marked: int
) -> None:
    session = make.make_session(make.make_event(slug="ports"))
    for title in titles:
        make.make_appearance(session, title_zh_hans="院长", title_en=title, remarks_zh_hans="")
    outline = Outline(get(client, "/en/events/ports/"))
    [guests] = outline.all("ul", class_="guests")
    assert guests.text.count("Chinese only 院长") == marked
    assert guests.text.count("院长") == titles.count("")


def test_a_chinese_page_says_what_is_only_english(client: Client) -> None:
    make.make_event(slug="ports", title_zh_hans=None, introduction_zh_hans=None)
    outline = Outline(get(client, "/zh-hans/events/ports/"))
    assert [element.text for element in outline.all("small", class_="fallback")] == ["仅有英文"]
    assert outline.all("h1")[0].text == "Green Ports"


def test_a_complete_page_says_nothing(client: Client) -> None:
    make.make_event(slug="ports")
    outline = Outline(get(client, "/en/events/ports/"))
    # What runs at the head of printed sheets is small too.
    marks = [small for small in outline.all("small") if small["class"]]
    assert (outline.all("p", class_="honest"), marks) == ([], [])


def test_the_title_of_the_window_begins_with_the_record_s(client: Client) -> None:
    make.make_event(slug="ports")
    [title] = Outline(get(client, "/en/events/ports/")).all("title")
    assert (title.text, title["lang"]) == ("Green Ports · Forum Record", "")


def test_the_title_of_the_window_says_its_language_where_it_falls_back(client: Client) -> None:
    chinese_event()
    [title] = Outline(get(client, "/en/events/ports/")).all("title")
    assert (title.text.startswith("绿色港口"), title["lang"]) == (True, "zh-Hans")


def test_the_heading_says_its_language_where_it_falls_back(client: Client) -> None:
    chinese_event()
    assert '<h1><span lang="zh-Hans"><' in get(client, "/en/events/ports/")


def test_the_description_is_the_introduction_without_markup(client: Client) -> None:
    make.make_event(slug="ports")
    [description] = Outline(get(client, "/en/events/ports/")).all("meta", name="description")
    assert description["content"] == "The forum is about ports."


@pytest.mark.parametrize(("language", "name"), [("en", "Wang Shouwen"), ("zh-hans", "王受文")])
def test_a_chinese_name_has_the_surname_first(client: Client, language: str, name: str) -> None:
    make.make_person(slug="wang", name_zh_hans="王受文", name_en="Wang Shouwen")
    assert Outline(get(client, f"/{language}/people/wang/")).all("h1")[0].text == name
