"""Mail waits in the database until the worker sends it; a server that is away is asked again.

No page waits for a mail server, and none fails with it: the letter is a task of ``db_worker``,
stored in the transaction of whatever it tells of.
"""

import logging
from collections.abc import Sequence
from datetime import timedelta
from smtplib import SMTPRecipientsRefused
from typing import Final

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.tasks import task
from django.utils import timezone

from people.models import User

logger = logging.getLogger(__name__)

# The mailer of the settings that speaks to the server.
_DIRECT: Final = "direct"
# What is waited before each further attempt: nineteen hours in all.
WAITS: Final = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 360, 600))


class AccountMail(EmailMessage):
    """A letter to an account, which is not sent once that is closed or gone.

    What is written of a sign-in, or lets somebody in, is none: it tells even of what closed it.
    """

    def __init__(self, user: User, subject: str, body: str) -> None:
        super().__init__(subject, body, None, [user.email])
        self.account = user.pk


class QueuedMailBackend(BaseEmailBackend):
    """A mailer that puts letters into the queue. They are of text alone, as all of ours are."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            send_mail.enqueue(
                subject=str(message.subject),
                body=str(message.body),
                sender=message.from_email,
                recipients=[*message.recipients()],
                account=message.account if isinstance(message, AccountMail) else None,
            )
        return len(email_messages)


@task()
def send_mail(
    subject: str,
    body: str,
    sender: str,
    recipients: list[str],
    failures: int = 0,
    account: int | None = None,
) -> None:
    """Send a letter; one that fails goes back into the queue, as long as ``WAITS`` has waits.

    account: of whom it is sent to as long as she or he may sign in; none asks for no account.
    """
    if account and not User.objects.filter(pk=account, is_active=True).exists():
        logger.info("A mail to user %s was dropped: the account is closed", account)
        return
    message = EmailMessage(subject, body, sender, recipients)
    try:
        message.send(using=_DIRECT)
    except SMTPRecipientsRefused:
        logger.warning("The mail server knows no address of %s", _name_readers(recipients))
    except OSError as error:
        # smtplib's errors are of this kind too; what a server answers may hold an address.
        reason = f"{type(error).__name__} {getattr(error, 'smtp_code', error.errno) or ''}".strip()
        if failures >= len(WAITS):
            readers = _name_readers(recipients)
            logger.error("A mail to %s was given up: %s", readers, reason)  # noqa: TRY400 - as above
            return
        logger.warning("A mail to %s waits: %s", _name_readers(recipients), reason)
        later = send_mail.using(run_after=timezone.now() + WAITS[failures])
        later.enqueue(subject, body, sender, recipients, failures + 1, account)


def _name_readers(addresses: Sequence[str]) -> str:
    """Return whom a letter is for as a log may say it: by their keys, without an address."""
    keys = User.objects.filter(email__in=addresses).order_by("pk").values_list("pk", flat=True)
    return ", ".join(f"user {key}" for key in keys) or "nobody with an account"
