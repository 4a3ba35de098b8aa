"""The one answer where somebody acts upon another version than the one that is stored: 409."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext

from forum.desk.refusals import typed
from forum.history.version_token import OvertakenError


def answering_overtaken(view: Callable[..., Any]) -> Callable[..., Any]:
    """Let a page of the desk answer what was overtaken, its transaction rolled back."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        try:
            return view(request, *args, **kwargs)
        except OvertakenError as error:
            return overtaken(request, error)

    return answer


def overtaken(request: HttpRequest, error: OvertakenError) -> HttpResponse:
    """Say that nothing was done and why; what was typed is shown, to be copied from here."""
    context = {
        **admin.site.each_context(request),
        "title": gettext("Changed meanwhile"),
        "reason": str(error),
        "texts": list(typed(request)),
        "again": request.get_full_path() if request.method == "GET" else _page_before(request),
    }
    return TemplateResponse(request, "admin/overtaken.html", context, status=409).render()


def _page_before(request: HttpRequest) -> str:
    """Return the page that the form stood on: this address, or the one that it was sent from."""
    referer = request.headers.get("Referer", "")
    own = f"{request.scheme}://{request.get_host()}/"
    return "/" + referer.removeprefix(own) if referer.startswith(own) else request.get_full_path()
