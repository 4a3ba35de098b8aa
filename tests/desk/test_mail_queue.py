"""Mail waits in the queue, reaches a real server, and is tried again where that is away."""

import socket
from collections.abc import Iterator
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message
from django.core.mail import EmailMessage
from django.db import transaction
from django_tasks_db.models import DBTaskResult
from pytest_django.fixtures import Settings

from forum.desk.notifications.mail_queue import WAITS, AccountMail, send_mail
from people.models import User

pytestmark = pytest.mark.django_db

QUEUED = "forum.desk.notifications.mail_queue.QueuedMailBackend"


class Inbox(Message):
    """Keeps what a server was sent."""

    def __init__(self) -> None:
        super().__init__()
        self.letters: list[Any] = []

    def handle_message(self, message: Any) -> None:
        self.letters.append(message)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def use_server(settings: Settings, port: int) -> None:
    smtp = "django.core.mail.backends.smtp.EmailBackend"
    options = {"host": "127.0.0.1", "port": port, "timeout": 5}
    settings.MAILERS = {
        "default": {"BACKEND": QUEUED},
        "direct": {"BACKEND": smtp, "OPTIONS": options},
    }


@pytest.fixture
def inbox(settings: Settings) -> Iterator[Inbox]:
    handler = Inbox()
    controller = Controller(handler, hostname="127.0.0.1", port=free_port())
    controller.start()
    use_server(settings, controller.port)
    yield handler
    controller.stop()


def waiting() -> list[DBTaskResult]:
    return list(DBTaskResult.objects.order_by("enqueued_at"))


def letter() -> EmailMessage:
    return EmailMessage("论坛:已退回", "请补充英文题目。", "forum@example.org", ["li@example.org"])


def do_next(number: int = 0) -> None:
    """Do a task of the queue as the worker does."""
    arguments = waiting()[number].args_kwargs
    send_mail.func(*arguments["args"], **arguments["kwargs"])


def test_sending_only_puts_a_letter_into_the_queue(inbox: Inbox) -> None:
    letter().send()
    assert (len(waiting()), inbox.letters) == (1, [])


def test_the_worker_sends_it_to_the_server(inbox: Inbox) -> None:
    letter().send()
    do_next()
    (sent,) = inbox.letters
    text = sent.get_payload(decode=True).decode()
    assert (sent["To"], text.strip()) == ("li@example.org", "请补充英文题目。")


@pytest.mark.parametrize("is_deleted", [False, True])
def test_nothing_is_sent_to_an_account_that_was_closed_meanwhile(
    inbox: Inbox, caplog: pytest.LogCaptureFixture, *, is_deleted: bool
) -> None:
    caplog.set_level("INFO")
    user = User.objects.create_user("li", email="li@example.org")
    AccountMail(user, "论坛:已退回", "请补充英文题目。").send()
    if is_deleted:
        User.objects.all().delete()
    else:
        User.objects.update(is_active=False)
    do_next()
    words = f"A mail to user {user.pk} was dropped: the account is closed"
    assert (inbox.letters, words in caplog.messages) == ([], True)


def test_who_has_an_open_account_beside_the_closed_one_is_written_to(inbox: Inbox) -> None:
    user, _closed = (
        User.objects.create_user(name, email="li@example.org", is_active=is_active)
        for name, is_active in (("li", True), ("li.old", False))
    )
    AccountMail(user, "论坛:已退回", "请补充英文题目。").send()
    do_next()
    assert [sent["To"] for sent in inbox.letters] == ["li@example.org"]


def test_a_former_address_is_warned_although_a_closed_account_has_it_too(inbox: Inbox) -> None:
    user, _closed = (
        User.objects.create_user(name, email="li@example.org", is_active=is_active)
        for name, is_active in (("li", True), ("li.old", False))
    )
    user.email = "thief@example.org"
    user.save()
    for number in range(2):
        do_next(number)
    addresses = [sent["To"] for sent in inbox.letters]
    assert addresses == ["li@example.org", "thief@example.org"]


def test_a_new_password_of_a_closed_account_is_told(inbox: Inbox) -> None:
    user = User.objects.create_user("li", email="li@example.org", is_active=False)
    user.set_password("other than before")
    user.save()
    do_next()
    assert [sent["To"] for sent in inbox.letters] == ["li@example.org"]


def test_a_server_that_is_away_is_asked_again_later(settings: Settings) -> None:
    use_server(settings, free_port())
    letter().send()
    do_next()
    first, again = waiting()
    assert again.run_after - first.enqueued_at >= WAITS[0]


def test_after_the_last_wait_it_is_given_up(settings: Settings) -> None:
    use_server(settings, free_port())
    send_mail.func("a", "b", "forum@example.org", ["li@example.org"], len(WAITS))
    assert waiting() == []


def test_the_log_names_no_address(settings: Settings, caplog: pytest.LogCaptureFixture) -> None:
    use_server(settings, free_port())
    user = User.objects.create_user("li", email="li@example.org")
    send_mail.func("a", "b", "forum@example.org", ["li@example.org"])
    send_mail.func("a", "b", "forum@example.org", ["li@example.org"], len(WAITS))
    assert caplog.messages == [
        f"A mail to user {user.pk} waits: ConnectionRefusedError 111",
        f"A mail to user {user.pk} was given up: ConnectionRefusedError 111",
    ]


def test_a_letter_of_a_change_that_is_undone_is_not_sent(inbox: Inbox) -> None:

    with transaction.atomic():
        letter().send()
        transaction.set_rollback(True)
    assert waiting() == []
