"""Pages for trouble: they stand alone, in both languages, with the site's name and footer."""

from io import StringIO
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import translation
from pytest_django.fixtures import Settings

from forum.models import SiteSettings
from forum.site import static_error_pages
from tests.support.images import png
from tests.support.pages import LANGUAGES, Outline

STATUSES = [400, 403, 404, 500, 503]
CODES = {"zh-hans": "zh-Hans", "en": "en"}


def titles(status: int) -> dict[str, str]:
    """Return a page's title in each language."""
    found = {}
    for code in LANGUAGES:
        with translation.override(code):
            found[code] = str(static_error_pages.TROUBLES[status].title)
    return found


def save(**values: Any) -> None:
    names = {"site_name_zh_hans": "滨海论坛", "site_name_en": "Coast Forum"}
    SiteSettings(**{**names, **values}).save()


@pytest.mark.django_db
@pytest.mark.parametrize("first", LANGUAGES)
@pytest.mark.parametrize("status", STATUSES)
def test_a_page_stands_alone_in_both_languages(
    status: int, first: str, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(0):
        outline = Outline(static_error_pages.render_page(status, first))
    [second] = [code for code in LANGUAGES if code != first]
    assert [
        (element.tag, element.text) for element in outline.elements if element.tag in ("h1", "h2")
    ] == [
        ("h1", titles(status)[first]),
        ("h2", titles(status)[second]),
    ]
    assert [element["lang"] for element in outline.elements if element["lang"]] == [
        CODES[first],
        CODES[second],
    ]


@pytest.mark.parametrize("status", STATUSES)
def test_a_page_is_readable_without_its_style_and_has_none_inline(status: int) -> None:
    outline = Outline(static_error_pages.render_page(status, "en"))
    inline = [
        element
        for element in outline.elements
        if element.tag in ("style", "script") or element["style"]
    ]
    sheets = [element["href"] for element in outline.all("link")]
    assert (inline, sheets) == ([], ["/static/css/tokens.css", "/static/css/base.css"])


@pytest.mark.parametrize("status", STATUSES)
def test_search_engines_do_not_keep_it(status: int) -> None:
    [robots] = Outline(static_error_pages.render_page(status, "en")).all("meta", name="robots")
    assert robots["content"] == "noindex"


@pytest.mark.django_db
def test_the_command_writes_one_file_a_status_and_one_for_each_further_language(
    settings: Settings,
) -> None:
    output = StringIO()
    call_command("write_error_pages", stdout=output)
    names = sorted(path.name for path in Path(settings.ERROR_PAGES_ROOT).iterdir())
    assert names == sorted(f"{status}{end}.html" for status in STATUSES for end in ("", ".en"))
    assert output.getvalue() == f"10 pages written to {settings.ERROR_PAGES_ROOT}.\n"


@pytest.mark.django_db
def test_a_written_page_has_the_name_and_the_footer_in_both_languages(settings: Settings) -> None:
    save(
        organizer_zh_hans="秘书处",
        organizer_en="Secretariat",
        contact_en="desk@example.org",
        icp_number="京ICP备00000000号",
        public_security_number="京公网安备11010102000000号",
        public_security_emblem=png(),
    )
    static_error_pages.write_pages()
    outline = Outline((Path(settings.ERROR_PAGES_ROOT) / "500.html").read_text())
    [footer] = outline.all("footer")
    assert footer.text.split() == [
        "滨海论坛", "秘书处", "Secretariat", "desk@example.org",
        "京ICP备00000000号", "京公网安备11010102000000号",
    ]  # fmt: skip
    assert [element["lang"] for element in outline.all("p", class_="organizer")] == ["", "en"]
    assert outline.all("img")[0]["src"].startswith("/media/site/")
    assert outline.all("title")[0].text.endswith(" · 滨海论坛")


@pytest.mark.django_db
def test_saving_the_settings_writes_the_pages(
    settings: Settings, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        save()
    assert "Coast Forum" in (Path(settings.ERROR_PAGES_ROOT) / "503.en.html").read_text()


@pytest.mark.django_db
def test_settings_are_saved_where_no_page_can_be_written(
    settings: Settings, tmp_path: Path, django_capture_on_commit_callbacks: Any
) -> None:
    (tmp_path / "file").touch()
    settings.ERROR_PAGES_ROOT = tmp_path / "file" / "errors"
    with django_capture_on_commit_callbacks(execute=True):
        save()
    assert SiteSettings.current().site_name_en == "Coast Forum"


@pytest.mark.django_db
def test_the_command_says_where_it_cannot_write(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    settings.ERROR_PAGES_ROOT = tmp_path / "file" / "errors"
    with pytest.raises(CommandError, match=r"errors: (Not a directory|File exists)"):
        call_command("write_error_pages")


@pytest.mark.django_db
def test_a_written_page_may_be_read_by_the_web_server_and_nothing_else_is_left(
    settings: Settings,
) -> None:
    static_error_pages.write_pages()
    files = list(Path(settings.ERROR_PAGES_ROOT).iterdir())
    assert {file.stat().st_mode & 0o777 for file in files} == {0o644}


def broken(client: Client, path: str) -> Any:
    client.raise_request_exception = False
    with mock.patch("forum.site.home.show_list", side_effect=RuntimeError("trouble")):
        return client.get(path)


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_trouble_is_answered_with_the_written_page(client: Client, language: str) -> None:
    save()
    static_error_pages.write_pages()
    response = broken(client, f"/{language}/")
    outline = Outline(response.content.decode())
    name = {"zh-hans": "滨海论坛", "en": "Coast Forum"}[language]
    assert (response.status_code, outline.all("html")[0]["lang"]) == (500, CODES[language])
    assert outline.all("p", class_="name")[0].text == name


@pytest.mark.django_db
def test_trouble_is_answered_without_a_query(
    client: Client, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(0):
        response = static_error_pages.read_page(500, "en")
    assert titles(500)["en"] in response.decode()
    assert broken(client, "/en/").headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", ["/en/events/%00/", "/zh-hans/?page=%00"])
def test_a_bad_request_is_answered_calmly(client: Client, path: str) -> None:
    response = client.get(path)
    assert (response.status_code, titles(400)["en"] in response.content.decode()) == (400, True)


def test_a_host_refused_before_all_else_gets_the_strict_policy(
    client: Client, settings: Settings
) -> None:
    settings.ALLOWED_HOSTS = ["forum.example"]
    settings.SECURE_SSL_REDIRECT = True
    response = client.get("/en/", headers={"host": "other.example"})
    policy = response.headers["Content-Security-Policy"]
    assert (response.status_code, "default-src 'none'" in policy) == (400, True)
