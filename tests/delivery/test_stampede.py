"""Many who ask at once for a page that is missing have it made once."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from pytest_django.fixtures import Settings

from forum.delivery.publishing import files, publisher
from forum.delivery.publishing.middleware import PublishedPagesMiddleware
from forum.delivery.publishing.publisher import Rendering


def test_a_stampede_makes_a_page_once(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.PUBLISH_ADDRESS = "http://testserver"
    made: list[str] = []

    def make(request: HttpRequest) -> HttpResponse:
        made.append(request.path)
        time.sleep(0.7)
        return HttpResponse("Made")

    def store(rendering: Rendering) -> bool:
        files.write_file(rendering.path, rendering.content or b"", rendering.headers, None)
        return True

    monkeypatch.setattr(publisher, "store_page", store)
    answer = PublishedPagesMiddleware(make)
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda _: answer(RequestFactory().get("/en/")), range(8)))
    assert (made, {response.content for response in answers}) == (["/en/"], {b"Made"})
