"""What holds on every public page, in both languages."""

from itertools import pairwise

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from forum.base.content import validate_slug
from sessions_app.models import RESERVED_SESSION_SLUGS
from tests import factories as make
from tests.pages import FILES, LANGUAGES, Outline, answer, get, one_of_each, public_patterns

pytestmark = pytest.mark.django_db

NAMES = [str(pattern.name) for pattern in public_patterns()]
PAGES = [name for name in NAMES if name not in FILES]


def test_every_public_route_is_walked() -> None:
    assert set(one_of_each()) == set(NAMES)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_every_page_is_there(client: Client, name: str, language: str) -> None:
    response = answer(client, f"/{language}/{one_of_each()[name]}")
    assert response.status_code == 200


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_no_page_sets_a_cookie_or_varies_by_one(client: Client, name: str, language: str) -> None:
    response = answer(client, f"/{language}/{one_of_each()[name]}")
    assert (response.cookies, "Cookie" in response.headers.get("Vary", "")) == ({}, False)


@pytest.mark.parametrize("name", NAMES)
def test_head_has_no_body(client: Client, name: str) -> None:
    response = answer(client, f"/en/{one_of_each()[name]}", "head")
    assert (response.status_code, b"".join(response)) == (200, b"")


@pytest.mark.parametrize("name", NAMES)
def test_nothing_but_get_and_head_is_served(client: Client, name: str) -> None:
    response = answer(client, f"/en/{one_of_each()[name]}", "post")
    assert (response.status_code, response.headers.get("Allow")) == (405, "GET, HEAD")


@pytest.mark.parametrize("name", NAMES)
def test_every_page_has_a_strict_policy(client: Client, name: str) -> None:
    policy = answer(client, f"/en/{one_of_each()[name]}").headers["Content-Security-Policy"]
    assert ("default-src 'none'" in policy, "unsafe" in policy) == (True, False)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_says_its_language(client: Client, name: str, language: str) -> None:
    response = answer(client, f"/{language}/{one_of_each()[name]}")
    html = Outline(response.content.decode()).all("html")[0]
    tag = {"zh-hans": "zh-Hans", "en": "en"}[language]
    assert (html["lang"], response.headers["Content-Language"]) == (tag, language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_headings_stand_in_order(client: Client, name: str, language: str) -> None:
    levels = Outline(get(client, f"/{language}/{one_of_each()[name]}")).levels()
    steps = [after - before for before, after in pairwise(levels)]
    assert (levels[0], levels.count(1), max(steps, default=0) <= 1) == (1, 1, True)


@pytest.mark.parametrize("name", PAGES)
def test_no_id_stands_twice(client: Client, name: str) -> None:
    ids = Outline(get(client, f"/en/{one_of_each()[name]}")).ids()
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", PAGES)
def test_every_label_is_on_the_page(client: Client, name: str) -> None:
    outline = Outline(get(client, f"/en/{one_of_each()[name]}"))
    labels = {one["aria-labelledby"] for one in outline.elements} - {""}
    anchors = {link[1:] for link in outline.links() if link.startswith("#")}
    assert (labels | anchors) - set(outline.ids()) == set()


@pytest.mark.parametrize("name", PAGES)
def test_the_landmarks_are_there(client: Client, name: str) -> None:
    outline = Outline(get(client, f"/en/{one_of_each()[name]}"))
    first = outline.all("a")[0]
    found = [
        len(outline.all(tag, **word))
        for tag, word in (
            ("header", {"class_": "site"}),
            ("main", {"id": "content"}),
            ("footer", {"class_": "site"}),
        )
    ]
    assert (first["href"], found) == ("#content", [1, 1, 1])


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_inline_and_nothing_comes_from_elsewhere(client: Client, name: str) -> None:
    outline = Outline(get(client, f"/en/{one_of_each()[name]}"))
    inline = [one for one in outline.elements if one.tag == "style" or one["style"]]
    # Data, which no browser runs.
    data = outline.all("script", type="application/ld+json")
    scripts = [one for one in outline.all("script") if one not in data]
    sources = [one["src"] for one in (*outline.all("img"), *scripts)]
    own = ("/media/", "/static/", "/en/events/", "/en/share.png")
    assert (inline, [source for source in sources if not source.startswith(own)]) == ([], [])


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_at_most_four_style_sheets(client: Client, name: str) -> None:
    outline = Outline(get(client, f"/en/{one_of_each()[name]}"))
    assert len(outline.all("link", rel="stylesheet")) <= 4


@pytest.mark.parametrize("name", PAGES)
def test_pictures_have_their_size_and_a_description(client: Client, name: str) -> None:
    outline = Outline(get(client, f"/en/{one_of_each()[name]}"))
    bare = [
        one for one in outline.all("img") if not {"width", "height", "alt"} <= set(one.attributes)
    ]
    assert bare == []


@pytest.mark.parametrize("name", PAGES)
def test_the_language_switch_stays_on_the_page(client: Client, name: str) -> None:
    path = one_of_each()[name]
    outline = Outline(get(client, f"/en/{path}?page=1"))
    [link] = [one for one in outline.all("a") if one["hreflang"]]
    assert (link["href"], link["hreflang"], link["lang"], link.text) == (
        f"/zh-hans/{path}?page=1",
        "zh-Hans",
        "zh-Hans",
        "中文",
    )


def test_the_english_switch_is_in_english(client: Client) -> None:
    [link] = [one for one in Outline(get(client, "/zh-hans/")).all("a") if one["hreflang"]]
    assert (link["href"], link["lang"], link.text) == ("/en/", "en", "English")


@pytest.mark.parametrize("name", PAGES)
def test_a_telephone_finds_no_numbers_to_dial(client: Client, name: str) -> None:
    outline = Outline(get(client, f"/en/{one_of_each()[name]}"))
    assert len(outline.all("meta", name="format-detection")) == 1


LISTS = ["", "events/", "people/", "organizations/", "knowledge/"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", LISTS)
def test_an_empty_site_has_its_pages(client: Client, path: str, language: str) -> None:
    outline = Outline(get(client, f"/{language}/{path}"))
    assert len(outline.all("p", class_="empty")) == 1


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "path", ["nothing/", "events/none/", "events/none/none/", "people/none/", "organizations/none/",
             "knowledge/none/", "pages/none/", "news/none/", "series/none/", "documents/1/none.pdf",
             "events/?page=2", "events/?page=none", "knowledge/none/none.pdf"],
)  # fmt: skip
def test_what_is_not_there_is_not_found_in_the_page_s_language(
    client: Client, path: str, language: str
) -> None:
    response = client.get(f"/{language}/{path}")
    outline = Outline(response.content.decode())
    tag = {"zh-hans": "zh-Hans", "en": "en"}[language]
    found = (
        response.status_code,
        outline.all("html")[0]["lang"],
        outline.all("link", rel="canonical"),
    )
    assert found == (404, tag, [])


def test_a_page_of_the_other_kind_is_not_found(client: Client) -> None:
    make.make_page(slug="about")
    make.make_page(slug="opened", kind="news")
    found = [client.get(path).status_code for path in ("/en/news/about/", "/en/pages/opened/")]
    assert found == [404, 404]


def test_no_session_may_take_the_address_of_a_page() -> None:
    taken = []
    for pattern in public_patterns():
        route = str(pattern.pattern)
        last = route.removeprefix("events/<slug:slug>/").strip("/")
        if route.startswith("events/<slug:slug>/") and last and "<" not in last:
            taken.append(last)
    for word in (*taken, "agenda.ics", "schedule.xml", "schedule.json"):
        if word not in RESERVED_SESSION_SLUGS:
            with pytest.raises(ValidationError):
                validate_slug(word)


@pytest.mark.parametrize("slug", RESERVED_SESSION_SLUGS)
def test_a_reserved_slug_is_refused(slug: str) -> None:
    session = make.make_session()
    session.slug = slug
    with pytest.raises(ValidationError, match="is the address of another page"):
        session.full_clean()
