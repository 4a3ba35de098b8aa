"""What holds on every public page, in both languages."""

from collections.abc import Callable
from functools import cache
from itertools import pairwise
from typing import Any

import pytest
from django.test import Client

from forum.delivery.publishing.query_keys import find_keys
from tests.support.pages import (
    FILES,
    LANGUAGES,
    OTHER_RECORDS,
    Outline,
    answer,
    get,
    public_patterns,
)

pytestmark = pytest.mark.django_db

NAMES = [str(pattern.name) for pattern in public_patterns()]
PAGES = [name for name in NAMES if name not in FILES]


type Visit = Callable[..., Any]


@pytest.fixture(scope="module")
def visit(paths: dict[str, str]) -> Visit:
    """Open each page once, for all that is asked about it."""

    @cache
    def visit(name: str, language: str = "en") -> Any:
        return answer(Client(), f"/{language}/{paths[name]}")

    return visit


@pytest.fixture
def outline(visit: Visit, name: str) -> Outline:
    """Return the elements of the English page of a test's name."""
    return Outline(visit(name).content.decode())


def test_every_public_route_is_walked(paths: dict[str, str]) -> None:
    assert set(paths) == set(NAMES)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_every_page_is_there(visit: Visit, name: str, language: str) -> None:
    response = visit(name, language)
    assert response.status_code == 200


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_no_page_sets_a_cookie_or_varies_by_one(visit: Visit, name: str, language: str) -> None:
    response = visit(name, language)
    assert (response.cookies, "Cookie" in response.headers.get("Vary", "")) == ({}, False)


@pytest.mark.parametrize("name", NAMES)
def test_head_has_no_body(client: Client, paths: dict[str, str], name: str) -> None:
    response = answer(client, f"/en/{paths[name]}", "head")
    assert (response.status_code, b"".join(response)) == (200, b"")


@pytest.mark.parametrize("name", NAMES)
def test_nothing_but_get_and_head_is_served(
    client: Client, paths: dict[str, str], name: str
) -> None:
    response = answer(client, f"/en/{paths[name]}", "post")
    assert (response.status_code, response.headers.get("Allow")) == (405, "GET, HEAD")


@pytest.mark.parametrize("name", NAMES)
def test_every_page_has_a_strict_policy(visit: Visit, name: str) -> None:
    policy = visit(name).headers["Content-Security-Policy"]
    assert ("default-src 'none'" in policy, "unsafe" in policy) == (True, False)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_says_its_language(visit: Visit, name: str, language: str) -> None:
    response = visit(name, language)
    html = Outline(response.content.decode()).all("html")[0]
    tag = {"zh-hans": "zh-Hans", "en": "en"}[language]
    assert (html["lang"], response.headers["Content-Language"]) == (tag, language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_headings_stand_in_order(visit: Visit, name: str, language: str) -> None:
    levels = Outline(visit(name, language).content.decode()).levels()
    steps = [state_after - state_before for state_before, state_after in pairwise(levels)]
    assert (levels[0], levels.count(1), max(steps, default=0) <= 1) == (1, 1, True)


@pytest.mark.parametrize("name", PAGES)
def test_no_id_stands_twice(outline: Outline) -> None:
    ids = outline.ids()
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", PAGES)
def test_every_label_is_on_the_page(outline: Outline) -> None:
    labels = {element["aria-labelledby"] for element in outline.elements} - {""}
    anchors = {link[1:] for link in outline.links() if link.startswith("#")}
    assert (labels | anchors) - set(outline.ids()) == set()


@pytest.mark.parametrize("name", PAGES)
def test_the_landmarks_are_there(outline: Outline) -> None:
    first = outline.all("a")[0]
    outline_counts = [
        len(outline.all(tag, **word))
        for tag, word in (
            ("header", {"class_": "site"}),
            ("main", {"id": "content"}),
            ("footer", {"class_": "site"}),
        )
    ]
    assert (first["href"], outline_counts) == ("#content", [1, 1, 1])


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_inline_and_nothing_comes_from_elsewhere(outline: Outline) -> None:
    inline = [element for element in outline.elements if element.tag == "style" or element["style"]]
    # Data, which no browser runs.
    data = outline.all("script", type="application/ld+json")
    scripts = [element for element in outline.all("script") if element not in data]
    sources = [one["src"] for one in (*outline.all("img"), *scripts)]
    records = (f"/en/{path}" for path in OTHER_RECORDS.values())
    own = ("/media/", "/static/", "/en/events/", "/en/pages/opened/", *records, "/en/square.png")
    assert (inline, [source for source in sources if not source.startswith(own)]) == ([], [])


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_at_most_four_style_sheets_and_that_of_its_face(outline: Outline) -> None:
    sheets = [link["href"] for link in outline.all("link", rel="stylesheet")]
    faces = [href for href in sheets if "/typefaces/" in href]
    assert (len(sheets) - len(faces) <= 4, len(faces) <= 1) == (True, True)


@pytest.mark.parametrize("name", PAGES)
def test_pictures_have_their_size_and_a_description(outline: Outline) -> None:
    bare = [
        element
        for element in outline.all("img")
        if not {"width", "height", "alt"} <= set(element.attributes)
    ]
    assert bare == []


@pytest.mark.parametrize("name", PAGES)
def test_the_language_switch_stays_on_the_page(
    client: Client, paths: dict[str, str], name: str
) -> None:
    path = paths[name]
    outline = Outline(get(client, f"/en/{path}?page=1"))
    # In the head of the page, and on a telephone under the thumb.
    links = [element for element in outline.all("a") if element["hreflang"]]
    # Of what a page does not hear nothing is handed on.
    query = "?page=1" if "page" in find_keys(f"/en/{path}") else ""
    assert [(link["href"], link["hreflang"], link["lang"], link.text) for link in links] == [
        (f"/zh-hans/{path}{query}", "zh-Hans", "zh-Hans", "中文")
    ] * 2


def test_the_english_switch_is_in_english(client: Client) -> None:
    links = [
        element for element in Outline(get(client, "/zh-hans/")).all("a") if element["hreflang"]
    ]
    assert {(link["href"], link["lang"], link.text) for link in links} == {
        ("/en/", "en", "English")
    }


@pytest.mark.parametrize("name", PAGES)
def test_a_telephone_finds_no_numbers_to_dial(outline: Outline) -> None:
    assert len(outline.all("meta", name="format-detection")) == 1
