"""What a visitor meets when a page cannot be shown."""

import logging
import sys
from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.csp import CSP, build_policy

from forum.core.languages import language_of_segment, requested_language
from forum.site import static_error_pages
from forum.site.address_suggestions import suggestion

logger = logging.getLogger(__name__)

# Seconds after which a visitor's browser, or a search engine, may ask again.
RETRY_AFTER: Final = 60
# SQLSTATE of a server that lets nobody in: shutting down, crashed, starting, too many connections.
CLOSED: Final = ("57P01", "57P02", "57P03", "53300")


class TroubleMiddleware:
    """Answer 400 to an address that no text column can hold, 503 while there is no database."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        # PostgreSQL takes no NUL byte in a text.
        if "\0" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            return trouble(request, 400)
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        return unavailable(request, error) if is_unreachable(error) else None


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    try:
        meant = suggestion(request.path_info)
        return render(request, "404.html", {"suggestion": meant}, status=404)
    except (InterfaceError, OperationalError):
        # The menu and the footer come from the database: this page does without them.
        return trouble(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    error = sys.exception()
    return unavailable(request, error) if is_unreachable(error) else trouble(request, 500)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return trouble(request, 400)


def unavailable(request: HttpRequest, error: BaseException | None) -> HttpResponse:
    # One line a request: a traceback of each would fill the disk while the database is away.
    logger.error("The database cannot be reached: %s", error)
    response = trouble(request, 503)
    response.headers["Retry-After"] = str(RETRY_AFTER)
    return response


def trouble(request: HttpRequest, status: int) -> HttpResponse:
    """Return the page of a status that stands alone, the language of the path first."""
    language = language_of_segment(request.path_info.lstrip("/").partition("/")[0])
    content = static_error_pages.stored(status, language or requested_language(request))
    response = HttpResponse(content, status=status)
    response.headers["Cache-Control"] = "no-store"
    # A host that is refused before the middleware of the policy never comes to it.
    response.headers[CSP.HEADER_ENFORCE.value] = build_policy(settings.SECURE_CSP)
    return response


def is_unreachable(error: BaseException | None) -> bool:
    """Tell whether an error means that no connection can be had, rather than that one was used.

    What never reached the server has no SQLSTATE; class 08 is a connection that broke.
    """
    if not isinstance(error, OperationalError | InterfaceError):
        return False
    state = getattr(error.__cause__, "sqlstate", None) or "08"
    return state.startswith("08") or state in CLOSED
