"""The demo's set-up goes on where it was interrupted."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.db import connections
from django.test import Client
from pytest_django.fixtures import Settings

from forum.database.base import DatabaseWrapper
from forum.management.commands import demo
from forum.models import ImportRun
from tests.support.admin_forms import make_settings
from tests.support.pages import Outline

pytestmark = pytest.mark.django_db


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """Return the list of what the set-up does; the samples need not be built."""
    done: list[str] = []
    paths = [tmp_path / "one.txt", tmp_path / "two.txt"]
    monkeypatch.setattr(demo, "demo_documents", lambda _folder: paths)
    monkeypatch.setattr(demo, "apply_extras", lambda: done.append("extras"))
    monkeypatch.setattr(demo, "make_login", lambda: None)
    monkeypatch.setattr(
        demo, "call_command", lambda name, *arguments, **_options: done.append(name)
    )
    return done


def imported(*names: str) -> None:
    for name in names:
        file = ContentFile(b"record", name=name)
        ImportRun.objects.create(source=name, encoding="utf-8", sha256="0" * 64, file=file)


def test_a_missing_page_is_the_site_s_own(client: Client, settings: Settings) -> None:
    settings.DEBUG = True
    demo.meet_as_visitors_do(8000)
    response = client.get("/en/people/nobody/")
    heading = Outline(response.content.decode()).all("h1")[0].text
    assert (response.status_code, heading) == (404, "Page not found")


def test_what_serves_watches_its_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(connections.settings, "default", connections.settings["default"])
    demo.watch_database()
    with ThreadPoolExecutor(1) as thread:
        connection = thread.submit(lambda: connections["default"]).result()
    assert (type(connection), type(connections["default"]) is DatabaseWrapper) == (
        DatabaseWrapper,
        False,
    )


@pytest.mark.parametrize(
    ("names", "is_complete", "expected"),
    [
        ((), False, ["migrate", "import_record", "import_record", "extras", "make_roles"]),
        (("one.txt",), False, ["migrate", "import_record", "extras", "make_roles"]),
        (("one.txt", "two.txt"), False, ["migrate", "extras", "make_roles"]),
        (("one.txt", "two.txt"), True, ["migrate", "rebuild_search", "make_roles"]),
    ],
)
def test_what_is_missing_is_done(
    done: list[str], names: tuple[str, ...], is_complete: bool, expected: list[str]
) -> None:
    imported(*names)
    if is_complete:
        make_settings()
        # Nothing is to be found yet, as on a site from before there was a search.
        demo.SearchEntry.objects.all().delete()
    demo.Command().set_up()
    assert done == expected


def test_a_worker_that_is_stopped_says_nothing() -> None:
    script = (
        "from threading import Thread; from forum.demo.worker import leave_at_end_of_input;"
        "Thread(target=leave_at_end_of_input, daemon=True).start()"
    )
    command = [sys.executable, "-c", script]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stderr is not None
        assert (process.wait(timeout=30), process.stderr.read()) == (0, b"")
