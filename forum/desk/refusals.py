"""What an editor meets where the desk refuses: a page beyond a role, a form without a sign-in.

What was typed into the form is shown again, so that it can be copied from the page.
"""

import logging
import sys
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, Final

from django.contrib import admin
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.middleware.csrf import REASON_NO_CSRF_COOKIE
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from forum.core.middleware import in_admin
from forum.desk.content_policy import with_desk_policy
from forum.site import errors
from forum.site.errors import render_trouble
from forum.site.sent_texts import sent_texts
from forum.site.static_error_pages import Trouble

logger = logging.getLogger(__name__)

_TROUBLES: Final = {
    400: Trouble(
        _("The request could not be understood"),
        _("The address or the form holds something that this page does not take."),
    ),
    404: Trouble(
        _("There is no such page in the desk"),
        _("The address may contain a mistake, or the record may have been deleted or merged."),
    ),
    405: Trouble(
        _("This address only takes forms"),
        _("It shows nothing by itself. Go back to the page that you came from."),
    ),
    413: Trouble(
        _("The form holds too much"),
        _(
            "Nothing was saved: it is more than the site takes at once. Go back with the browser's "
            "Back button, where what you typed still stands, and save it in parts: fewer rows or "
            "files, or a shorter text. A long text is imported as a file: save it as .txt."
        ),
    ),
    500: Trouble(
        _("This page cannot be shown at the moment"),
        _(
            "Something went wrong on the server and has been recorded. What you typed into a form "
            "is kept: open the form again and restore it. If it happens again, tell the "
            "administrator of the site what you did and when."
        ),
    ),
}
_TOO_MUCH: Final = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that a page is beyond somebody's role, in the desk's words or in the public site's."""
    return beyond_role(request) if _is_desk_page(request) else render_trouble(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that there is no page, in the desk's words or in the public site's."""
    return (
        trouble_page(request, 404)
        if _is_desk_page(request)
        else errors.not_found(request, exception)
    )


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that a request was not understood, in the desk's words or the public site's."""
    if not _is_desk_page(request):
        return render_trouble(request, 400)
    # What was too long to be read is not read once more for the page that says so.
    request._mark_post_parse_error()  # type: ignore[attr-defined]  # not in the stubs
    return trouble_page(request, 413 if isinstance(exception, _TOO_MUCH) else 400)


def server_error(request: HttpRequest) -> HttpResponse:
    """Say that something went wrong, in the desk's words; without them where they fail as well."""
    if not _is_desk_page(request) or errors.is_passing(sys.exception()):
        return errors.server_error(request)
    try:
        return trouble_page(request, 500)
    except Exception:
        logger.exception("The page that tells of an error failed as well")
        return errors.server_error(request)


def _is_desk_page(request: HttpRequest) -> bool:
    # Whoever is let into the desk reads its own words; without a session there is no desk.
    return in_admin(request) and hasattr(request, "user")


@with_desk_policy
def trouble_page(request: HttpRequest, status: int) -> HttpResponse:
    """Say in the desk why a page cannot be shown, with ways on; what was typed is shown."""
    return _refusal_page(request, "trouble", status=status, trouble=_TROUBLES[status])


def answering_wrong_method[**P](
    view: Callable[Concatenate[HttpRequest, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Let an address that only takes forms say so to whoever opens it; it would be a blank page."""

    @wraps(view)
    def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if response.status_code != 405 or request.method != "GET":
            return response
        page = trouble_page(request, 405)
        page.headers["Allow"] = response.headers["Allow"]
        return page

    return answer


@with_desk_policy
def beyond_role(request: HttpRequest) -> HttpResponse:
    """Say that a page of the desk is beyond somebody's role."""
    return _refusal_page(request, "role")


@with_desk_policy
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say why a form was not accepted, and what to do. reason: Django's own words."""
    if is_of_script(request):
        return signed_out_answer()
    return _refusal_page(request, "cookies" if reason == REASON_NO_CSRF_COOKIE else "form")


def is_of_script(request: HttpRequest) -> bool:
    """Tell whether a script of a page asks, and not a person by a click.

    Browsers say so by themselves to https alone; a script that reads JSON says it everywhere.
    """
    is_for_json = request.headers.get("Accept") == "application/json"
    return is_for_json or request.headers.get("Sec-Fetch-Dest") == "empty"


def signed_out_answer() -> HttpResponse:
    """Tell a script in a word that the sign-in has ended.

    From a page it would take the messages that wait for whoever signs in again.
    """
    return JsonResponse({"reason": "signed_out"}, status=403)


@with_desk_policy
def fault_page(request: HttpRequest, status: int, trouble: Trouble) -> HttpResponse:
    """Say why nothing can be saved at the moment, and show what was typed."""
    return _refusal_page(request, "trouble", status=status, trouble=trouble)


@with_desk_policy
def owing_page(request: HttpRequest, reason: str) -> HttpResponse:
    """Say what an account owes before a form is taken, and show what was typed."""
    return _refusal_page(request, "debt", reason=reason)


@with_desk_policy
def too_many(request: HttpRequest) -> HttpResponse:
    """Say that somebody asked too often."""
    reason = gettext("Too many requests. Wait a few minutes, then try again.")
    return _refusal_page(request, "often", status=429, reason=reason)


def _refusal_page(
    request: HttpRequest,
    why: str,
    status: int = 403,
    reason: str = "",
    trouble: Trouble | None = None,
) -> HttpResponse:
    shared = admin.site.each_context(request)
    # The menu is of somebody's models; a stranger has none.
    menu = shared["is_nav_sidebar_enabled"] and request.user.is_authenticated
    # What was too much to be read is not read again.
    is_read = why not in ("role", "often") and status not in (400, 413)
    texts = list(sent_texts(request)) if is_read else []
    context = {
        **shared,
        "is_nav_sidebar_enabled": menu,
        "why": why,
        "texts": texts,
        "reason": reason,
        "trouble": trouble,
    }
    response = render(request, "admin/refused.html", context, status=status)
    response.headers["Cache-Control"] = "private, no-store"
    return response
