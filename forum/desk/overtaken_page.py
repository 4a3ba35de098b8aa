"""The one answer where somebody acts upon another version than the one that is stored: 409.

Nothing else answers so, and no other module spells this status. Whatever raises ``OvertakenError``
gets the page that says why, a script of the desk the same sentence in JSON. A page that lays what
was typed beside what is stored, to choose from, is made here (``conflict_page``,
``both_versions_page``); one that shows its plan anew takes ``OVERTAKEN`` from here.
"""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Concatenate, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.translation import gettext

from forum.desk.base_admin import PageContext, desk_page
from forum.desk.refusals import is_of_script
from forum.history.conflicts.comparing import OvertakenRow, list_hidden_fields
from forum.history.version_token import OvertakenError
from forum.site.sent_texts import sent_texts

OVERTAKEN: Final = HTTPStatus.CONFLICT


def answering_overtaken[**P](
    view: Callable[Concatenate[HttpRequest, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Let a page of the desk answer what was overtaken, its transaction rolled back."""

    @wraps(view)
    def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except OvertakenError as error:
            return overtaken_page(request, error)

    return answer


def warn_if_overtaken(request: HttpRequest, present: str, sentence: str) -> bool:
    """Tell whether a form was sent of another version than the present one, and say so."""
    is_overtaken = request.POST.get("version_token", "") != present
    if is_overtaken:
        messages.warning(request, sentence)
    return is_overtaken


def overtaken_page(request: HttpRequest, error: OvertakenError, *, again: str = "") -> HttpResponse:
    """Say that nothing was done and why; what was typed is shown, to be copied from here.

    again: where it is seen as it is now, unless told the page that the form stood on.
    """
    if is_of_script(request):
        return JsonResponse({"message": str(error)}, status=OVERTAKEN)
    context = {
        "title": gettext("Changed meanwhile"),
        "reason": str(error),
        "texts": list(sent_texts(request)),
        "again": again
        or (request.get_full_path() if request.method == "GET" else _page_before(request)),
    }
    return both_versions_page(request, "admin/overtaken.html", context).render()


def conflict_page(
    request: HttpRequest, conflicts: list[OvertakenRow], context: PageContext
) -> TemplateResponse:
    """Show both versions of what somebody else changed meanwhile, field by field, to choose.

    context: of the page, ``opts`` and ``original`` among it.
    """
    rows = {
        "rows": conflicts,
        "is_own": all(conflict.is_own for conflict in conflicts),
        "carried": list_hidden_fields(request.POST, conflicts),
    }
    return both_versions_page(request, "admin/conflict.html", {**context, **rows})


def both_versions_page(
    request: HttpRequest, template: str, context: PageContext
) -> TemplateResponse:
    """Show what was typed beside what is stored now, in a page of its own."""
    return desk_page(request, template, context, status=OVERTAKEN)


def _page_before(request: HttpRequest) -> str:
    """Return the page that the form stood on: this address, or the one that it was sent from."""
    referer = request.headers.get("Referer", "")
    site = f"{request.scheme}://{request.get_host()}/"
    return "/" + referer.removeprefix(site) if referer.startswith(site) else request.get_full_path()
