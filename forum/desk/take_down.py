"""Taking records offline in the admin, and putting them back: what it touches is shown first."""

import mimetypes
from typing import Any, cast

from django.contrib import admin, messages
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, SuspiciousFileOperation
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST, require_safe

from forum.core.content import Content, Part
from forum.core.storage import offline_storage
from forum.desk import bulk_actions
from forum.history.version_token import unpack_tokens
from forum.models import TakeDown
from forum.permissions.access import TAKE_OFFLINE, may
from forum.workflow.take_down import actions
from forum.workflow.take_down.mentions import find_mentions
from forum.workflow.take_down.places import find_public_places
from people.models import User
from sessions_app.models import Appearance


def record(request: HttpRequest, content_type: int, pk: int, scope: str) -> HttpResponseBase:
    """Show what goes offline with a record, and ask the reason; or ask to put it back."""
    desk = _desk(content_type)
    found = get_object_or_404(desk.get_queryset(request), pk=pk)
    if not may(request.user, TAKE_OFFLINE, found):
        raise PermissionDenied
    if scope not in TakeDown.Scope.values or (scope != _RECORD and desk.model is not Appearance):
        raise Http404
    refused = ""
    if request.method == "POST":
        refused = _change(request, desk, found, scope)
        if not refused:
            return redirect(_change_form(desk, found))
    offline = actions.is_offline(found, scope)
    context = {
        **_context(request, desk),
        "original": found,
        "name": desk.label(found),
        "scope": scope,
        "is_offline": offline,
        "refused": refused,
        "reason": request.POST.get("reason", ""),
        "places": [] if offline else find_public_places(found, scope),
        "mentions": find_mentions(found) if scope == _RECORD else [],
        "history": actions.list_take_downs(found),
        "back": _change_form(desk, found),
    }
    return TemplateResponse(request, "admin/offline/record.html", context)


_RECORD = TakeDown.Scope.RECORD


@require_POST
def several(request: HttpRequest, content_type: int) -> HttpResponseBase:
    """Take several records offline for one reason; say how many, and of the others why not."""
    desk = _desk(content_type)
    tokens = unpack_tokens(request.POST.get(bulk_actions.TOKENS, ""))
    outcome = bulk_actions.carry_out(desk, request, tokens, lambda one: _taken(request, desk, one))
    number = len(outcome.done)
    said = ngettext("%(count)d record taken offline.", "%(count)d records taken offline.", number)
    bulk_actions.say(desk, request, outcome, said)
    address = reverse(f"admin:{desk.opts.app_label}_{desk.opts.model_name}_changelist")
    return redirect(f"{address}?{request.POST.get('filters', '')}")


def _taken(request: HttpRequest, desk: Any, found: Any) -> bulk_actions.Acted:
    if not may(request.user, TAKE_OFFLINE, found):
        raise PermissionDenied
    refused = _take(request, found, _RECORD)
    return bulk_actions.Acted(not refused, (refused,) if refused else ())


@require_safe
def picture(request: HttpRequest, name: str) -> HttpResponseBase:
    """Show staff a picture that is offline."""
    return offline_picture(name)


def offline_picture(name: str) -> FileResponse:
    """Return a picture that is offline, to be stored by nobody; raise Http404 for other files."""
    kind = mimetypes.guess_type(name)[0] or ""
    if not kind.startswith("image/"):
        raise Http404
    try:
        content = offline_storage().open(name)
    except (OSError, SuspiciousFileOperation) as error:
        raise Http404 from error
    response = FileResponse(content, content_type=kind)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _desk(content_type: int) -> Any:
    """Return the admin of a model that can be taken offline; raise Http404."""
    model = get_object_or_404(ContentType, pk=content_type).model_class()
    if model is None or not issubclass(model, Content | Part):
        raise Http404
    if not admin.site.is_registered(model):
        raise Http404
    return admin.site.get_model_admin(model)


def _context(request: HttpRequest, desk: Any) -> dict[str, Any]:
    return {**admin.site.each_context(request), "opts": desk.opts}


def _change(request: HttpRequest, desk: Any, found: Any, scope: str) -> str:
    """Do what was confirmed; return why not, "" if it was done."""
    refused = (
        _put_back(request, found, scope)
        if "put_back" in request.POST
        else _take(request, found, scope)
    )
    if not refused:
        done = "put_back" in request.POST
        words = (
            gettext("“%(name)s” is online again.") if done else gettext("“%(name)s” is offline.")
        )
        _say(request, words % {"name": desk.label(found)}, messages.SUCCESS)
    return refused


def _take(request: HttpRequest, found: Any, scope: str) -> str:
    try:
        actions.take_offline(found, _user(request), request.POST.get("reason", ""), scope)
    except actions.TakeDownRefusedError as error:
        return str(error)
    return ""


def _put_back(request: HttpRequest, found: Any, scope: str) -> str:
    try:
        actions.put_back(found, _user(request), scope)
    except actions.TakeDownRefusedError as error:
        return str(error)
    return ""


def _say(request: HttpRequest, words: str, level: int) -> None:
    messages.add_message(request, level, words)


def _user(request: HttpRequest) -> User:
    return cast("User", request.user)


def _change_form(desk: Any, found: Any) -> str:
    name = f"admin:{desk.opts.app_label}_{desk.opts.model_name}_change"
    return reverse(name, args=[found.pk])
