"""A word to whoever runs the site when one of its services has failed.

    python3 -m forum.observability.alarm forum.service

It stands alone: what failed may be the database, a setting or a library. So it reads the
environment itself, and loads nothing but Python.
"""

import os
import smtplib
import socket
import ssl
import sys
from collections.abc import Callable, Mapping
from email.message import EmailMessage
from functools import partial
from typing import Final

from forum.observability.group_robot import post_line

_TIMEOUT: Final = 20
_REMEDY: Final = "Set EMAIL_HOST and OPERATOR_MAIL, or NOTICE_HOOK: see .env.example."


def main() -> None:
    """Tell of the unit that is named; exits with a sentence where somebody could not be told."""
    unit = sys.argv[1]
    environment = os.environ
    site = environment.get("SITE_ADDRESS") or environment.get("ALLOWED_HOSTS", "").partition(",")[0]
    subject = f"[{site or socket.gethostname()}] {unit} has failed"
    ways = list_ways(subject, unit, environment)
    if not ways:
        sys.exit(f"Nobody was told: {unit} has failed. {_REMEDY}")
    failures = []
    for tell in ways:
        try:
            tell()
        except OSError as error:
            failures.append(str(error))
        except ValueError:
            # Its words may hold the robot's key.
            failures.append("EMAIL_PORT or NOTICE_HOOK cannot be read")
    if failures:
        sys.exit(f"{unit} has failed, and not everybody could be told: {'; '.join(failures)}")


def list_ways(
    subject: str, unit: str, environment: Mapping[str, str]
) -> list[Callable[[], object]]:
    """Return what tells somebody, for each way that the environment names."""
    body = (
        f"{unit} has failed on {socket.gethostname()}.\n\n"
        f"Its log says why:\n    journalctl --unit {unit} --lines 100\n\n"
        f"Once that is mended:\n    systemctl reset-failed {unit}\n    systemctl start {unit}\n"
    )
    ways: list[Callable[[], object]] = []
    if environment.get("EMAIL_HOST") and environment.get("OPERATOR_MAIL"):
        ways.append(partial(send_letter, subject, body, environment))
    if hook := environment.get("NOTICE_HOOK"):
        ways.append(partial(post_line, subject, hook, environment.get("NOTICE_HOOK_KIND", "")))
    return ways


def send_letter(subject: str, body: str, environment: Mapping[str, str]) -> None:
    """Send a letter by the server of the site's mail; raises OSError where it is not taken."""
    letter = EmailMessage()
    letter["Subject"], letter["To"] = subject, environment["OPERATOR_MAIL"]
    letter["From"] = environment.get("DEFAULT_FROM_EMAIL") or "forum@localhost"
    letter.set_content(body)
    # The password goes to no server whose certificate was not looked at.
    context = ssl.create_default_context()
    is_tls = environment.get("EMAIL_USE_SSL") == "1"
    server = partial(smtplib.SMTP_SSL, context=context) if is_tls else smtplib.SMTP
    port = int(environment.get("EMAIL_PORT") or 25)
    with server(environment["EMAIL_HOST"], port, timeout=_TIMEOUT) as post:
        if environment.get("EMAIL_USE_TLS") == "1":
            post.starttls(context=context)
        if user := environment.get("EMAIL_HOST_USER"):
            post.login(user, environment.get("EMAIL_HOST_PASSWORD", ""))
        post.send_message(letter)


if __name__ == "__main__":
    main()
