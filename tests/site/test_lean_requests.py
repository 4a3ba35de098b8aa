"""Public requests are lean: no cookie, no session, answers that anybody may keep."""

import gzip
import threading
from itertools import cycle
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.checks import run_checks
from django.test import Client
from pytest_django.fixtures import Settings

from forum.core import middleware
from tests.support import factories as make
from tests.support.pages import FILES, LANGUAGES, answer, public_patterns
from tests.support.publishing import set_offline

pytestmark = pytest.mark.django_db

NAMES = [str(pattern.name) for pattern in public_patterns()]
OF_THE_ADMIN = (
    middleware.AdminSessionMiddleware,
    middleware.AdminAuthenticationMiddleware,
    middleware.AdminMessageMiddleware,
)


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the names of the admin's middlewares that run for this thread's requests, as they do.

    A live server of the browser's tests may be answering a last request in another thread.
    """
    names: list[str] = []
    thread = threading.get_ident()
    for kind in OF_THE_ADMIN:
        parent: Any = kind.__mro__[2]
        process_request_before = parent.process_request

        def process(
            self: Any, request: Any, before: Any = process_request_before, name: str = ""
        ) -> None:
            if threading.get_ident() == thread:
                names.append(type(self).__name__)
            before(self, request)

        monkeypatch.setattr(parent, "process_request", process)
    return names


@pytest.mark.parametrize("path", ["/", "/en/", "/zh-hans/people/", "/en/none/", "/robots.txt"])
def test_a_public_request_runs_no_middleware_of_the_admin(
    client: Client, ran: list[str], path: str
) -> None:
    answer(client, path)
    assert ran == []


def test_a_request_of_the_admin_runs_them_all(client: Client, ran: list[str]) -> None:
    client.get("/admin/")
    assert ran == [kind.__name__ for kind in OF_THE_ADMIN]


def test_the_checks_of_the_framework_find_the_middlewares() -> None:
    assert [message for message in run_checks() if not message.is_silenced()] == []


@pytest.mark.parametrize(("name", "language"), [*zip(NAMES, cycle(LANGUAGES), strict=False)])
def test_a_reader_s_cookies_change_nothing(
    client: Client, paths: dict[str, str], name: str, language: str
) -> None:
    path = f"/{language}/{paths[name]}"
    user = get_user_model().objects.create_superuser("editor", password="secret")
    client.force_login(user)
    client.cookies["django_language"] = "zh-hans" if language == "en" else "en"
    response = answer(client, path)
    vary = response.headers.get("Vary", "").split(", ")
    assert (response.cookies, set(vary) <= {"", "Accept-Encoding"}) == ({}, True)


def test_a_form_posted_from_elsewhere_is_refused_in_the_admin() -> None:
    assert Client(enforce_csrf_checks=True).post("/admin/login/").status_code == 403


@pytest.mark.parametrize("name", [name for name in NAMES if name not in FILES])
def test_a_page_may_be_kept_and_is_asked_about_each_time(
    client: Client, paths: dict[str, str], name: str
) -> None:
    path = f"/en/{paths[name]}"
    first = client.get(path)
    again = client.get(path, headers={"if-none-match": first.headers["ETag"]})
    assert first.headers["Cache-Control"] == "no-cache"
    assert (again.status_code, again.content) == (304, b"")


def test_what_is_taken_offline_is_gone_with_the_next_request(client: Client) -> None:
    person = make.make_person(slug="mary")
    tag = client.get("/en/people/mary/").headers["ETag"]
    set_offline(person)
    response = client.get("/en/people/mary/", headers={"if-none-match": tag})
    assert response.status_code == 410


def test_a_page_is_compressed_and_its_tag_still_holds(client: Client) -> None:
    plain = client.get("/en/people/")
    packed = client.get("/en/people/", headers={"accept-encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    headers = {"if-none-match": packed.headers["ETag"], "accept-encoding": "gzip"}
    assert client.get("/en/people/", headers=headers).status_code == 304


def test_style_sheets_are_compressed_too(client: Client, settings: Settings) -> None:
    settings.WHITENOISE_USE_FINDERS = True
    response = client.get("/static/css/base.css", headers={"accept-encoding": "gzip"})
    # Read to its end the file closes itself, and the test's transaction stays.
    body = b"".join(response)
    assert response.headers["Content-Encoding"] == "gzip"
    assert b"footer.site" in gzip.decompress(body)


@pytest.mark.parametrize("name", ["document", "product-file"])
def test_documents_are_sent_as_they_are(client: Client, paths: dict[str, str], name: str) -> None:
    path = f"/en/{paths[name]}"
    response = answer(client, path, headers={"accept-encoding": "gzip"})
    headers = [response.headers.get(header) for header in ("Content-Encoding", "Cache-Control")]
    assert headers == [None, "no-cache"]


def test_the_admin_is_left_alone(client: Client) -> None:
    headers = client.get("/admin/login/", headers={"accept-encoding": "gzip"}).headers
    assert "Content-Encoding" not in headers
    assert "no-store" in headers["Cache-Control"]
