"""Errors, reported to Sentry or what speaks as it does, such as GlitchTip.

SENTRY_RELEASE and SENTRY_ENVIRONMENT are read by the library.
"""

import sentry_sdk
from django.conf import settings
from sentry_sdk.integrations.atexit import AtexitIntegration
from sentry_sdk.integrations.dedupe import DedupeIntegration
from sentry_sdk.integrations.django import DjangoIntegration
from sentry_sdk.integrations.excepthook import ExcepthookIntegration
from sentry_sdk.integrations.logging import LoggingIntegration, ignore_logger
from sentry_sdk.integrations.threading import ThreadingIntegration
from sentry_sdk.types import Event, Hint

from forum.observability.log_lines import leave_secrets_out
from forum.observability.outside_services import shorten_message
from forum.observability.request_ids import current_request

# Says of each request that the database is away, which ``forum.database.watch`` says once.
REPEATED = "forum.site.errors"


def start() -> None:
    """Report what is logged as an error, and what nothing catches, from now on."""
    sentry_sdk.init(
        dsn=settings.SENTRY_DSN,
        send_default_pii=False,
        max_request_body_size="never",
        # Variables of the code hold names, texts and letters.
        include_local_variables=False,
        max_breadcrumbs=0,
        auto_session_tracking=False,
        send_client_reports=False,
        # Those that come by themselves tell of the command's line, and change what we send.
        default_integrations=False,
        auto_enabling_integrations=False,
        integrations=[
            AtexitIntegration(),
            DedupeIntegration(),
            DjangoIntegration(middleware_spans=False, signals_spans=False),
            ExcepthookIntegration(),
            LoggingIntegration(level=None),
            ThreadingIntegration(propagate_scope=False),
        ],
        before_send=strip_event,
    )
    ignore_logger(REPEATED)


def strip_event(event: Event, hint: Hint) -> Event:
    """Return what is sent of an event: the error and its place, the page, the request's id."""
    event.pop("user", None)
    event.pop("extra", None)
    event.pop("breadcrumbs", None)
    if request := event.pop("request", None):
        address = str(request.get("url", "")).partition("?")[0]
        event["request"] = {
            "method": request.get("method", ""),
            "url": leave_secrets_out(address),
        }
    if transaction := event.get("transaction"):
        event["transaction"] = leave_secrets_out(transaction)
    for error in event.get("exception", {}).get("values", []):
        error["value"] = shorten_message(str(error.get("value") or ""))
    if line := event.pop("logentry", None):
        text = line.get("formatted") or line.get("message") or ""
        event["logentry"] = {"message": shorten_message(str(text))}
    if name := current_request.get():
        event["tags"] = {"request": name}
    return event
