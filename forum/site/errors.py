"""What a visitor meets when a page cannot be shown."""

import logging
import sys
from collections.abc import Callable
from http import HTTPStatus
from typing import Final
from urllib.parse import urlencode

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.csp import CSP, build_policy
from django.utils.translation import gettext

from forum.core.languages import ASKED_QUERY, language_of_segment, requested_language
from forum.core.middleware import in_admin
from forum.delivery.frame import build_frame_of_absence
from forum.delivery.publishing.query_keys import select_handed_on, split_query
from forum.delivery.renderer import render_page
from forum.site import static_error_pages
from forum.site.problem_details import make_problem
from forum.site.sent_texts import texts_at_hand
from forum.site.similar_pages import Suggestion, suggest_page

logger = logging.getLogger(__name__)

# Seconds after which a visitor's browser, or a search engine, may ask again.
RETRY_AFTER: Final = 60
# SQLSTATE of a server that lets nobody in: shutting down, crashed, starting, too many connections.
CLOSED: Final = ("57P01", "57P02", "57P03", "53300")
# SQLSTATE of a statement that took too long, or waited too long for what somebody else holds.
TIMED_OUT: Final = ("57014", "55P03")

# Interfaces that read their own keys, and refuse those that they do not know.
FOR_PROGRAMS: Final = ("/api/", "/oai")


class TroubleMiddleware:
    """Answer 400 to an address that no text column can hold, 503 while there is no database."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        # PostgreSQL takes no NUL byte in a text.
        if "\0" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            return refuse_nul(request) or self.get_response(request)
        if in_admin(request) or request.path_info.startswith(FOR_PROGRAMS):
            return self.get_response(request)
        drop_unknown_keys(request)
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        return render_unavailable(request, error) if is_passing(error) else None


def refuse_nul(request: HttpRequest) -> HttpResponse | None:
    """Return what is answered to an address with a NUL byte; None where it has words of its own."""
    if request.path_info.startswith("/api/"):
        detail = "The address holds a NUL byte (%00), which no text has; leave it out."
        return make_problem(HTTPStatus.BAD_REQUEST, detail)
    return None if request.path_info == "/oai" else render_trouble(request, 400)


def drop_unknown_keys(request: HttpRequest) -> None:
    """Forget what a public address asks for and its page does not know: it changes no answer."""
    query, path = request.META.get("QUERY_STRING", ""), request.path_info
    known, has_unknown = split_query(query, path)
    if has_unknown:
        request.META[ASKED_QUERY] = urlencode(select_handed_on(query, path))
        request.META["QUERY_STRING"] = urlencode(known)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    try:
        suggestion = suggest_page(request.path_info)
        data = {
            **build_frame_of_absence(request, gettext("Page not found")),
            "suggestion": suggestion and describe_suggestion(suggestion),
        }
        return HttpResponse(render_page("404.jinja", data), status=404)
    except (InterfaceError, OperationalError):
        # The menu and the footer come from the database: this page does without them.
        return render_trouble(request, 404)


def gone(request: HttpRequest) -> HttpResponse:
    """Return what is answered where a record was that has been taken offline."""
    frame = build_frame_of_absence(request, gettext("No longer available"))
    return HttpResponse(render_page("410.jinja", frame), status=410)


def server_error(request: HttpRequest) -> HttpResponse:
    error = sys.exception()
    return render_unavailable(request, error) if is_passing(error) else render_trouble(request, 500)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render_trouble(request, 403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render_trouble(request, 400)


def render_unavailable(request: HttpRequest, error: BaseException | None) -> HttpResponse:
    # One line a request: a traceback of each would fill the disk while the database is away.
    if is_unreachable(error):
        logger.error("The database cannot be reached: %s", error)
    elif is_timed_out(error):
        logger.error("The database took too long: %s", error)
    else:
        logger.error("The storage of files does not answer: %s", error)
    return render_busy(request)


def render_busy(request: HttpRequest) -> HttpResponse:
    """Return what is answered to whoever is to ask again in a minute."""
    if request.path_info.startswith("/api/"):
        detail = "The site is temporarily unavailable; ask again in a minute."
        response = make_problem(HTTPStatus.SERVICE_UNAVAILABLE, detail)
        response.headers["Cache-Control"] = "no-store"
    else:
        response = render_trouble(request, 503)
    response.headers["Retry-After"] = str(RETRY_AFTER)
    return response


def render_trouble(request: HttpRequest, status: int) -> HttpResponse:
    """Return the page of a status that stands alone, the language of the path first."""
    language = language_of_segment(request.path_info.lstrip("/").partition("/")[0])
    first = language or requested_language(request)
    if in_admin(request) and status >= 500:
        content = static_error_pages.render_page(
            status, first, is_of_desk=True, sent_texts=texts_at_hand(request)
        ).encode()
    else:
        content = static_error_pages.read_page(status, first)
    response = HttpResponse(content, status=status)
    response.headers["Cache-Control"] = "no-store"
    # A host that is refused before the middleware of the policy never comes to it.
    response.headers[CSP.HEADER_ENFORCE.value] = build_policy(settings.SECURE_CSP)
    return response


def is_passing(error: BaseException | None) -> bool:
    """Tell whether an error is of what a site stands on, and whoever asks again may be answered."""
    return is_unreachable(error) or is_timed_out(error) or is_storage_away(error)


def is_timed_out(error: BaseException | None) -> bool:
    """Tell whether an error means that a statement took too long."""
    return isinstance(error, OperationalError) and (
        getattr(error.__cause__, "sqlstate", None) in TIMED_OUT
    )


def is_storage_away(error: BaseException | None) -> bool:
    """Tell whether an error means that the object storage does not answer, where there is one."""
    if not settings.S3_PUBLIC_BUCKET:
        return False
    # An extra, which folders do without.
    from forum.object_storage import is_away

    return is_away(error)


def is_unreachable(error: BaseException | None) -> bool:
    """Tell whether an error means that no connection can be had, rather than that one was used.

    What never reached the server has no SQLSTATE; class 08 is a connection that broke.
    """
    if not isinstance(error, OperationalError | InterfaceError):
        return False
    state = getattr(error.__cause__, "sqlstate", None) or "08"
    return state.startswith("08") or state in CLOSED


def describe_suggestion(suggestion: Suggestion) -> dict[str, str]:
    label = suggestion.label
    return {"href": suggestion.href, "lang": label.lang, "name": label.value}
