"""The command that becomes the WSGI server; it refuses what could never answer."""

import json
import socket
import subprocess
import sys

import pytest
from django.conf import settings as site
from django.core.management import CommandError, call_command
from pytest_django.fixtures import Settings

from forum.management import server
from forum.management.commands.serve import default_workers, server_command

# Tells whether the command line was loaded, and what it would have set otherwise.
COMPARING = """
import sys
from pathlib import Path
from forum.management.server import make_server

ours = make_server("127.0.0.1", 8001, 2, 4, Path("."))
print("click" in sys.modules)
from granian import cli

NAMES = (
    "http", "http1_settings", "runtime_mode", "runtime_threads", "loop", "task_impl", "log_level",
    "log_enabled", "log_access", "blocking_threads_idle_timeout", "respawn_interval",
    "workers_lifetime",
)

class Theirs:
    def __init__(self, *target, **options):
        print([name for name in NAMES if getattr(ours, name) != options[name]])
        sys.exit(0)

cli.Server = Theirs
cli.cli(["forum.wsgi:application"])
"""


def test_the_server_gets_its_threads(settings: Settings) -> None:
    settings.SERVER_THREADS = 4
    command = server_command("127.0.0.1", 8001, 2)
    assert command == [
        sys.executable, server.__file__, "127.0.0.1", "8001", "2", "4", str(site.BASE_DIR),
        "text",
    ]  # fmt: skip


def test_its_queue_is_bounded_by_its_threads() -> None:
    granian = server.make_server("127.0.0.1", 8001, 2, 4, site.BASE_DIR)
    names = "bind_addr", "bind_port", "workers", "blocking_threads", "backlog", "backpressure"
    assert [getattr(granian, name) for name in names] == ["127.0.0.1", 8001, 2, 4, 1024, 16]
    assert (granian.target, granian.respawn_failed_workers) == ("forum.wsgi:application", True)


def test_a_process_that_does_not_end_is_ended_before_the_service_is() -> None:
    granian = server.make_server("127.0.0.1", 8001, 2, 4, site.BASE_DIR)
    unit = (site.BASE_DIR / "deploy/forum.service").read_text()
    patience = int(unit.partition("TimeoutStopSec=")[2].split()[0])
    assert 0 < (granian.workers_kill_timeout or 0) < patience


def test_its_own_lines_are_objects_where_the_site_s_are() -> None:
    code = (
        "from pathlib import Path; from forum.management.server import make_server; "
        "make_server('127.0.0.1', 8001, 1, 4, Path('.'), 'json'); "
        "import logging; logging.getLogger('_granian').info('Listening')"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=site.BASE_DIR, capture_output=True, text=True, check=True
    )
    line = json.loads(done.stdout.splitlines()[-1])
    assert (line["logger"], line["level"], line["message"]) == ("_granian", "info", "Listening")


def test_it_reads_requests_as_its_command_line_would() -> None:
    done = subprocess.run(
        [sys.executable, "-c", COMPARING],
        cwd=site.BASE_DIR, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.splitlines() == ["False", "[]"]


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


def test_a_port_that_another_server_has_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """It would share the port, and the visitors, with it."""
    monkeypatch.setenv("DEBUG", "1")
    with socket.socket() as another:
        another.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        another.bind(("127.0.0.1", 0))
        another.listen()
        port = another.getsockname()[1]
        with pytest.raises(CommandError, match=f"^Port {port} is taken. Stop what listens there"):
            call_command("serve", port=port)


def test_an_address_of_another_machine_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEBUG", "1")
    with pytest.raises(CommandError, match=r"of 192\.0\.2\.1 cannot be used"):
        call_command("serve", host="192.0.2.1")


def test_no_worker_is_refused() -> None:
    with pytest.raises(CommandError, match="from 1 up"):
        call_command("serve", workers=0)
