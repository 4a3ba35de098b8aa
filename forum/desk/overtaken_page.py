"""The one answer where somebody acts upon another version than the one that is stored: 409.

A page that lays both versions side by side, to choose from, answers so itself: a form that was
saved meanwhile, a translation, a plan; and in JSON the order of the programme. Three answers call
another conflict so: a change that is a correction or a slip, which has to be said first, a preview
of what its form refuses, and an unsaved text of somebody else than who is signed in.
"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext

from forum.desk.base_admin import desk_page
from forum.desk.refusals import sent_texts
from forum.history.version_token import OvertakenError


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


def overtaken_page(request: HttpRequest, error: OvertakenError) -> HttpResponse:
    """Say that nothing was done and why; what was typed is shown, to be copied from here."""
    context = {
        "title": gettext("Changed meanwhile"),
        "reason": str(error),
        "texts": list(sent_texts(request)),
        "again": request.get_full_path() if request.method == "GET" else _page_before(request),
    }
    return desk_page(request, "admin/overtaken.html", context, status=409).render()


def _page_before(request: HttpRequest) -> str:
    """Return the page that the form stood on: this address, or the one that it was sent from."""
    referer = request.headers.get("Referer", "")
    site = f"{request.scheme}://{request.get_host()}/"
    return "/" + referer.removeprefix(site) if referer.startswith(site) else request.get_full_path()
