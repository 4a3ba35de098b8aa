"""The command that becomes the WSGI server; it refuses what could never answer."""

import sys

import pytest
from django.conf import settings as site
from django.core.management import CommandError, call_command
from pytest_django.fixtures import Settings

from forum.management.commands.serve import default_workers, server_command


def test_the_server_gets_its_threads_and_a_bounded_queue(settings: Settings) -> None:
    settings.SERVER_THREADS = 4
    assert server_command("127.0.0.1", 8001, 2) == [
        sys.executable, "-m", "granian", "--interface", "wsgi",
        "--host", "127.0.0.1", "--port", "8001", "--workers", "2", "--blocking-threads", "4",
        "--backlog", "1024", "--backpressure", "16", "--respawn-failed-workers",
        "--working-dir", str(site.BASE_DIR), "forum.wsgi:application",
    ]  # fmt: skip


@pytest.mark.parametrize(("cores", "workers"), [(None, 1), (2, 2), (64, 4)])
def test_many_cores_take_no_more_than_the_recipes_give(
    monkeypatch: pytest.MonkeyPatch, cores: int | None, workers: int
) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: cores)
    assert default_workers() == workers


def test_a_redirect_for_ever_is_refused(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DEBUG", "0")
    settings.DEBUG, settings.SECURE_SSL_REDIRECT, settings.BEHIND_PROXY = False, True, False
    with pytest.raises(CommandError, match="set BEHIND_PROXY=1 where a proxy"):
        call_command("serve")


def test_an_unnamed_purpose_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DEBUG", raising=False)
    with pytest.raises(CommandError, match="DEBUG is not set"):
        call_command("serve")


def test_no_worker_is_refused() -> None:
    with pytest.raises(CommandError, match="from 1 up"):
        call_command("serve", workers=0)
