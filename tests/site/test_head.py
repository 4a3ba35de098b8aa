"""The head of the pages: titles, descriptions, cards, links."""

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from PIL import Image

from forum.delivery.page_head import fit_title
from tests.support import factories as make
from tests.support.pages import FILES, LANGUAGES, Outline, get, one_of_each, public_patterns

pytestmark = pytest.mark.django_db

PAGES = [name for name in (str(pattern.name) for pattern in public_patterns()) if name not in FILES]


def metas(client: Client, path: str) -> dict[str, str]:
    tags = Outline(get(client, path)).all("meta")
    return {tag["property"] or tag["name"]: tag["content"] for tag in tags}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_has_a_title_a_description_and_a_card(client: Client, language: str) -> None:
    expected = {"description", "og:title", "og:description", "og:url", "og:type", "og:image"}
    paths = one_of_each()
    given = {
        name: {
            one for one, content in metas(client, f"/{language}/{paths[name]}").items() if content
        }
        for name in PAGES
        if name in paths and name != "styleguide"
    }
    assert {name: expected - found for name, found in given.items() if expected - found} == {}


@pytest.mark.parametrize(
    ("language", "own", "other"), [("en", "en_GB", "zh_CN"), ("zh-hans", "zh_CN", "en_GB")]
)
def test_a_card_has_the_language_of_the_page(
    client: Client, language: str, own: str, other: str
) -> None:
    make.make_event(slug="ports")
    found = metas(client, f"/{language}/events/ports/")
    assert (found["og:locale"], found["og:locale:alternate"], found["og:type"]) == (
        own,
        other,
        "article",
    )


@pytest.mark.parametrize(
    ("language", "faces"), [("en", ["/static/fonts/source-serif-display.woff2"]), ("zh-hans", [])]
)
def test_the_face_of_latin_heads_comes_beside_the_style_sheets(
    client: Client, language: str, faces: list[str]
) -> None:
    links = Outline(get(client, f"/{language}/")).all("link", rel="preload")
    assert [link["href"] for link in links if link["as"] == "font"] == faces


def test_an_event_without_an_introduction_is_described_by_its_facts(client: Client) -> None:
    make.make_event(slug="ports", introduction_en=None, introduction_zh_hans=None)
    assert metas(client, "/en/events/ports/")["description"] == "Green Ports · 5 November 2023"


def test_a_filtered_list_points_to_the_whole(client: Client) -> None:
    make.make_event()
    outline = Outline(get(client, "/en/events/?year=2023&page=1"))
    canonical = outline.all("link", rel="canonical")[0]["href"]
    robots = outline.all("meta", name="robots")[0]["content"]
    assert (canonical, robots) == ("http://testserver/en/events/", "noindex, follow")
    assert [element for element in outline.all("link") if element["hreflang"]] == []


def test_the_title_of_a_filtered_list_says_to_what(client: Client) -> None:
    make.make_event()
    [title] = Outline(get(client, "/en/events/?year=2023")).all("title")
    assert title.text == "2023 · Events · Forum Record"


def test_the_title_of_a_further_page_says_which(client: Client) -> None:
    for _number in range(61):
        make.make_person()
    [title] = Outline(get(client, "/en/people/?page=2")).all("title")
    assert title.text == "People · Page 2 · Forum Record"


def test_a_product_is_not_announced_where_its_launch_hides(client: Client) -> None:
    event = make.make_event(ready_languages=["zh-hans"], when_not_ready="hide")
    make.make_product(slug="course", launched_in=make.make_session(event))
    links = Outline(get(client, "/zh-hans/knowledge/course/")).all("link", rel="alternate")
    assert "en" not in [link["hreflang"] for link in links]


def test_a_page_that_is_not_there_has_no_card(client: Client) -> None:
    html = client.get("/en/events/none/").content.decode()
    assert "og:" not in html


@pytest.mark.parametrize(
    ("element", "fitted"),
    [
        ('<title lang="en">Ports &amp; Rails · Site</title>',) * 2,
        (f"<title>{'a' * 60} · Forum Record</title>", f"<title>{'a' * 60}</title>"),
        (
            f"<title>Opening · {'Ports and ' * 8}Rails · Site</title>",
            f"<title>Opening · {'Ports and ' * 5}Ports and…</title>",
        ),
        (f"<title>{'港' * 80} · 论坛</title>", f"<title>{'港' * 69}…</title>"),
    ],
)
def test_a_title_has_70_characters_at_most(element: str, fitted: str) -> None:
    assert fit_title(element) == fitted


def test_a_telephone_finds_an_icon_for_its_screen(client: Client) -> None:
    [icon] = Outline(get(client, "/en/")).all("link", rel="apple-touch-icon")
    with Image.open(str(finders.find(icon["href"].removeprefix("/static/")))) as picture:
        assert picture.size == (180, 180)
