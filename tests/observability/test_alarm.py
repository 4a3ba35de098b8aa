"""A service that failed is told by what stands alone: no database, no setting, no library."""

import ssl
import subprocess
import sys
from collections.abc import Iterator
from email.message import EmailMessage
from typing import Any, Self

import pytest

from forum.observability import alarm
from tests.support.robot import run_robot
from tests.support.serving import ROOT


@pytest.fixture
def robot() -> Iterator[tuple[str, list[Any]]]:
    """Yield the address of a robot on loopback, and what it was sent."""
    with run_robot() as address_and_bodies:
        yield address_and_bodies


def run(**environment: str) -> subprocess.CompletedProcess[str]:
    """Run it as the unit does, without any library."""
    return subprocess.run(
        [sys.executable, "-S", "-m", "forum.observability.alarm", "forum.service"],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_a_line_to_the_robot_needs_nothing_of_the_site(robot: tuple[str, list[Any]]) -> None:
    address, bodies = robot
    done = run(NOTICE_HOOK=address, ALLOWED_HOSTS="forum.example.org,b.example.org")
    words = "[forum.example.org] forum.service has failed"
    assert (done.returncode, bodies) == (0, [{"msgtype": "text", "text": {"content": words}}])


def test_where_nobody_is_told_the_log_says_so() -> None:
    done = run(EMAIL_HOST="smtp.example.org")
    assert (done.returncode, done.stderr) == (
        1,
        "Nobody was told: forum.service has failed. Set EMAIL_HOST and OPERATOR_MAIL, or "
        "NOTICE_HOOK: see .env.example.\n",
    )


def test_a_way_that_fails_is_told_when_the_others_were_tried(
    robot: tuple[str, list[Any]],
) -> None:
    address, bodies = robot
    done = run(
        NOTICE_HOOK=address, EMAIL_HOST="127.0.0.1", EMAIL_PORT="1",
        OPERATOR_MAIL="operator@example.org",
    )  # fmt: skip
    assert (done.returncode, len(bodies)) == (1, 1)
    assert "not everybody could be told: [Errno 111]" in done.stderr


def test_a_letter_says_where_to_look(monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[EmailMessage] = []

    class Server:
        def __init__(self, host: str, port: int, timeout: int) -> None:
            assert (host, port) == ("smtp.example.org", 25)

        def __enter__(self) -> Self:
            return self

        def __exit__(self, *error: object) -> None:
            """Hang up."""

        def send_message(self, letter: EmailMessage) -> None:
            sent.append(letter)

    monkeypatch.setattr(alarm.smtplib, "SMTP", Server)
    environment = {"EMAIL_HOST": "smtp.example.org", "OPERATOR_MAIL": "operator@example.org"}
    [tell] = alarm.list_ways("It has failed", "forum.service", environment)
    tell()
    assert (sent[0]["To"], sent[0]["Subject"]) == ("operator@example.org", "It has failed")
    assert "journalctl --unit forum.service" in sent[0].get_content()


@pytest.mark.parametrize(
    ("server", "switch"), [("SMTP_SSL", "EMAIL_USE_SSL"), ("SMTP", "EMAIL_USE_TLS")]
)
def test_the_certificate_of_the_mail_server_is_looked_at(
    monkeypatch: pytest.MonkeyPatch, server: str, switch: str
) -> None:
    contexts: list[ssl.SSLContext] = []

    class Server:
        def __init__(
            self, *_address: object, context: ssl.SSLContext | None = None, **_options: object
        ) -> None:
            contexts.extend([context] if context else [])

        def __enter__(self) -> Self:
            return self

        def __exit__(self, *error: object) -> None:
            """Hang up."""

        def starttls(self, context: ssl.SSLContext) -> None:
            contexts.append(context)

        def send_message(self, letter: EmailMessage) -> None:
            """Take it."""

    monkeypatch.setattr(alarm.smtplib, server, Server)
    alarm.send_letter(
        "It has failed", "",
        {"EMAIL_HOST": "smtp.example.org", "OPERATOR_MAIL": "operator@example.org", switch: "1"},
    )  # fmt: skip
    assert [(context.verify_mode, context.check_hostname) for context in contexts] == [
        (ssl.CERT_REQUIRED, True)
    ]


@pytest.mark.parametrize("name", ["forum", "forum-worker", "forum-daily"])
def test_a_unit_that_fails_calls_it(name: str) -> None:
    unit = (ROOT / "deploy" / f"{name}.service").read_text().partition("[Service]")[0]
    assert "OnFailure=forum-alarm@%n.service" in unit.splitlines()
    recipe = (ROOT / "deploy" / "forum-alarm@.service").read_text()
    assert recipe.endswith("/usr/bin/python3 -m forum.observability.alarm %i\n")


@pytest.mark.parametrize("name", ["forum", "forum-worker"])
def test_what_is_up_again_calls_nobody(name: str) -> None:
    lines = (ROOT / "deploy" / f"{name}.service").read_text().partition("[Service]")[2].splitlines()
    assert {"Restart=on-failure", "RestartMode=direct"} <= {*lines}
