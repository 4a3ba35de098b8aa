"""What a service outside the site may be told: Sentry of errors, OpenTelemetry of times.

Neither is loaded unless its variable is set. Both are told nothing of whoever asked: no address of
a visitor, no cookie, body or query, no key in a path, no value of a statement.
"""

import re
from contextlib import AbstractContextManager, nullcontext
from typing import Any, Final

from django.conf import settings

from forum.observability.log_lines import LEFT_OUT, leave_secrets_out

_MAIL_ADDRESS: Final = re.compile(r"[\w.+-]+@[\w.-]+\w")


def start_services() -> None:
    """Load what the settings name."""
    if settings.SENTRY_DSN:
        from forum.observability import error_reports

        error_reports.start()
    if settings.TRACES_ADDRESS:
        from forum.observability import traces

        traces.start()


def time_task(path: str) -> AbstractContextManager[Any]:
    """Return what measures a task of the worker; it does nothing where nothing is measured."""
    if not settings.TRACES_ADDRESS:
        return nullcontext()
    from forum.observability import traces

    return traces.time_task(path)


def shorten_message(message: str) -> str:
    """Return the first line of an error's message, without mail addresses and keys.

    PostgreSQL tells values of rows in the lines that follow.
    """
    return _MAIL_ADDRESS.sub(LEFT_OUT, leave_secrets_out(message.partition("\n")[0]))
