"""Errors, reported to Sentry or what speaks as it does, such as GlitchTip.

SENTRY_RELEASE and SENTRY_ENVIRONMENT are read by the library.
"""

from typing import Final

import sentry_sdk
from django.conf import settings
from sentry_sdk.integrations.atexit import AtexitIntegration
from sentry_sdk.integrations.dedupe import DedupeIntegration
from sentry_sdk.integrations.excepthook import ExcepthookIntegration
from sentry_sdk.integrations.logging import LoggingIntegration, ignore_logger
from sentry_sdk.integrations.threading import ThreadingIntegration
from sentry_sdk.types import Event, Hint

from forum.observability.log_lines import leave_secrets_out
from forum.observability.outside_services import shorten_message
from forum.observability.request_ids import current_request

# Says of each request that the database is away, which ``forum.database.watch`` says once; and what
# scanners are refused for.
REPEATED: Final = ("forum.site.errors", "django.security.*")


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
            ExcepthookIntegration(),
            LoggingIntegration(level=None),
            ThreadingIntegration(propagate_scope=False),
        ],
        before_send=strip_event,
    )
    for name in REPEATED:
        ignore_logger(name)


def strip_event(event: Event, hint: Hint) -> Event:
    """Return what is sent of an event: the error and its place, the page, the request's id."""
    event.pop("user", None)
    event.pop("extra", None)
    event.pop("breadcrumbs", None)
    event.pop("request", None)
    # Django logs what a request met. Its own integration would look up each address among those of
    # the desk, and so load it.
    if request := getattr(hint.get("log_record"), "request", None):
        address = f"{settings.SITE_ADDRESS}{leave_secrets_out(request.path)}"
        event["request"] = {"method": request.method, "url": address}
    for error in event.get("exception", {}).get("values", []):
        error["value"] = shorten_message(str(error.get("value") or ""))
    if line := event.pop("logentry", None):
        # By the first, which has no values yet, alike ones are put together.
        event["logentry"] = {
            name: shorten_message(str(line.get(name) or "")) for name in ("message", "formatted")
        }
    if name := current_request.get():
        event["tags"] = {"request": name}
    return event
