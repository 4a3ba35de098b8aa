"""Many who ask at once for a page that is missing have it made once."""

import json
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from pytest_django.fixtures import Settings

from forum.delivery.publishing import files, publisher
from forum.delivery.publishing.middleware import PublishedPagesMiddleware
from forum.delivery.publishing.page_rendering import Rendering

ROOT = Path(__file__).parent.parent.parent
# What a process of a server does with four who ask at once, from a moment on. The page is kept
# without a database; each process tells how often it made it, and what it answered.
ASKING = """
import json, sys, time
from concurrent.futures import ThreadPoolExecutor
import django
django.setup()
from django.conf import settings
from django.http import HttpResponse
from django.test import RequestFactory
from forum.delivery.publishing import files, publisher
from forum.delivery.publishing.middleware import PublishedPagesMiddleware

settings.PUBLISH_ADDRESS, settings.PUBLISH_ROOT = "http://testserver", sys.argv[1]
settings.ALLOWED_HOSTS = ["testserver"]
made = []

def make(request):
    made.append(request.path)
    time.sleep(1)
    return HttpResponse("Made")

def store(rendering):
    files.write_file(rendering.path, rendering.content or b"", rendering.headers, None)
    return True

publisher.store_page = store
answer = PublishedPagesMiddleware(make)
requests = [RequestFactory().get("/en/") for _ in range(4)]
print("ready", flush=True)
sys.stdin.readline()
with ThreadPoolExecutor(4) as threads:
    answers = list(threads.map(answer, requests))
print(json.dumps([made, [response.content.decode() for response in answers]]))
"""


def store_alone(rendering: Rendering) -> bool:
    files.write_file(rendering.path, rendering.content or b"", rendering.headers, None)
    return True


def test_a_stampede_makes_a_page_once(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.PUBLISH_ADDRESS = "http://testserver"
    made: list[str] = []

    def make(request: HttpRequest) -> HttpResponse:
        made.append(request.path)
        time.sleep(0.7)
        return HttpResponse("Made")

    monkeypatch.setattr(publisher, "store_page", store_alone)
    answer = PublishedPagesMiddleware(make)
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda _: answer(RequestFactory().get("/en/")), range(8)))
    assert (made, {response.content for response in answers}) == (["/en/"], {b"Made"})


def test_a_stampede_on_two_processes_makes_a_page_once(tmp_path: Path) -> None:
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", ASKING, str(tmp_path)],
            cwd=ROOT,
            env=os.environ | {"DJANGO_SETTINGS_MODULE": "forum.settings", "DEBUG": "1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _process in range(2)
    ]
    try:
        for process in processes:
            assert process.stdout
            assert process.stdout.readline() == "ready\n"
        for process in processes:
            assert process.stdin
            process.stdin.write("go\n")
            process.stdin.flush()
        data = [json.loads(process.communicate(timeout=60)[0]) for process in processes]
    finally:
        for process in processes:
            process.kill()
            process.wait()
    made = [path for paths, _answers in data for path in paths]
    answers = [answer for _paths, answers in data for answer in answers]
    assert (made, answers) == (["/en/"], ["Made"] * 8)
