"""Collected files are handed out as WhiteNoise does, and looked at once they are asked for."""

import gzip
from contextlib import closing
from pathlib import Path

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from pytest_django.fixtures import Settings
from whitenoise.middleware import WhiteNoiseMiddleware

from forum.site.collected_files import CollectedFilesMiddleware

SHEET = b"a { color: red }\n" * 50


@pytest.fixture
def collected(tmp_path: Path, settings: Settings, db: None) -> Path:
    settings.STATIC_ROOT = tmp_path
    settings.WHITENOISE_AUTOREFRESH = settings.WHITENOISE_USE_FINDERS = False
    (tmp_path / "css").mkdir()
    for name in ("css/event.css", "css/event.0123456789ab.css"):
        (tmp_path / name).write_bytes(SHEET)
        (tmp_path / f"{name}.gz").write_bytes(gzip.compress(SHEET))
    return tmp_path


def make_page(request: HttpRequest) -> HttpResponse:
    return HttpResponse("page")


def answer(
    middleware: WhiteNoiseMiddleware, name: str, encoding: str = ""
) -> tuple[int, dict[str, str], bytes]:
    """Return status, headers and content."""
    request = RequestFactory().get(f"/static/{name}", headers={"accept-encoding": encoding})
    with closing(middleware(request)) as response:
        return response.status_code, dict(response.items()), b"".join(response)


@pytest.mark.parametrize(
    "name",
    ["css/event.css", "css/event.0123456789ab.css", "css/event.css.gz", "css/", "css/other.css"],
)
@pytest.mark.parametrize("encoding", ["", "gzip"])
def test_files_are_answered_as_by_whitenoise(collected: Path, name: str, encoding: str) -> None:
    ours, library_middleware = (
        CollectedFilesMiddleware(make_page),
        WhiteNoiseMiddleware(make_page),
    )
    assert answer(ours, name, encoding) == answer(library_middleware, name, encoding)


def test_a_file_is_looked_at_once_it_is_asked_for(collected: Path) -> None:
    middleware = CollectedFilesMiddleware(make_page)
    files_before = list(middleware.files)
    answer(middleware, "css/event.css")
    assert (files_before, list(middleware.files)) == ([], ["/static/css/event.css"])
