"""The language of an address: the path's, else Accept-Language's; never a cookie's."""

import pytest
from django.test import Client, RequestFactory

from forum.core.languages import add_directions, language_of_segment, requested_language


@pytest.mark.parametrize(
    ("segment", "language"),
    [
        ("en", "en"),
        ("zh-hans", "zh-hans"),
        ("zh", "zh-hans"),
        ("zh-cn", "zh-hans"),
        ("zh-Hans", "zh-hans"),
        ("zh_Hans", "zh-hans"),
        ("zh-TW", "zh-hans"),
        ("EN", "en"),
        ("en-GB", "en"),
        ("fr", None),
        ("events", None),
        ("", None),
        ("zhang-san", None),
    ],
)
def test_the_language_that_a_segment_means(segment: str, language: str | None) -> None:
    assert language_of_segment(segment) == language


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh-hans"),
        ("zh-TW", "zh-hans"),
        ("zh-Hant-HK", "zh-hans"),
        ("en-GB,zh;q=0.5", "en"),
        ("fr", "en"),
        ("fr,zh;q=0.5", "zh-hans"),
        ("zh;q=0,fr", "en"),
        ("*", "en"),
        ("", "en"),
        ("no language at all", "en"),
    ],
)
def test_the_language_that_a_browser_asks_for(accepted: str, language: str) -> None:
    request = RequestFactory().get("/", headers={"accept-language": accepted})
    assert requested_language(request) == language


def test_a_cookie_counts_in_the_admin_only() -> None:
    factory = RequestFactory()
    factory.cookies["django_language"] = "zh-hans"
    requested_languages = [
        requested_language(factory.get(path)) for path in ("/admin/", "/", "/events/")
    ]
    assert requested_languages == ["zh-hans", "en", "en"]


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("/zh/", "/zh-hans/"),
        ("/zh", "/zh-hans/"),
        ("/zh-cn/events/", "/zh-hans/events/"),
        ("/zh-Hans/events/?page=2", "/zh-hans/events/?page=2"),
        ("/EN/people/", "/en/people/"),
        ("/zh-hant/events/%E6%B8%AF/", "/zh-hans/events/%E6%B8%AF/"),
        ("/EN//example.org/", "/en//example.org/"),
    ],
)
def test_an_alias_leads_to_the_canonical_path_for_ever(
    client: Client, path: str, address: str
) -> None:
    response = client.get(path)
    assert (response.status_code, response.headers["Location"]) == (301, address)


@pytest.mark.parametrize("path", ["/", "/events/", "/events/?page=2"])
def test_an_address_without_a_language_leads_to_the_reader_s(client: Client, path: str) -> None:
    response = client.get(path, headers={"accept-language": "zh"})
    assert (response.status_code, response.headers["Location"]) == (
        302,
        "/zh-hans/" + path.lstrip("/"),
    )


def test_only_the_accepted_language_varies_the_redirect(client: Client) -> None:
    response = client.get("/")
    assert response.headers["Vary"] == "Accept-Language"
    assert response.cookies == {}


@pytest.mark.parametrize("path", ["/en/events/%00/", "/en/events/?page=%00", "/%00", "/?slug=%00"])
def test_a_nul_byte_is_a_bad_request(client: Client, path: str) -> None:
    assert client.get(path).status_code == 400


def test_the_admin_needs_no_language_in_its_path(client: Client, db: None) -> None:
    assert client.get("/admin/login/").status_code == 200


@pytest.mark.parametrize("path", ["/en", "/en/events"])
def test_a_missing_slash_is_added(client: Client, db: None, path: str) -> None:
    response = client.get(path)
    assert (response.status_code, response.headers["Location"]) == (301, f"{path}/")


def test_a_path_that_looks_like_a_host_stays_on_this_one(client: Client) -> None:
    response = client.get("/", PATH_INFO="//example.org/")
    assert response.headers["Location"] == "/en/example.org/"


@pytest.mark.parametrize(
    ("element", "directed"),
    [
        ('<html lang="ar">', '<html lang="ar" dir="rtl">'),
        ('<p class="a" lang="zh-Hans">论坛</p>', '<p class="a" lang="zh-Hans" dir="ltr">论坛</p>'),
        ('<a hreflang="ar" href="/ar/">x</a>', '<a hreflang="ar" href="/ar/">x</a>'),
        ('<span lang="ar" dir="ltr">x</span>', '<span lang="ar" dir="ltr">x</span>'),
        ('<p lang="">x</p>', '<p lang="">x</p>'),
    ],
)
def test_an_element_of_a_language_says_its_direction(element: str, directed: str) -> None:
    assert add_directions(element) == directed
