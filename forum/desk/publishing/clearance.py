"""The clearances of an event's texts, one language at a time, entered as the offices answer."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from forum.core.content import column, language_codes
from forum.core.field_labels import name_of
from forum.core.lazy_sentences import labelled
from forum.permissions.access import may_write
from forum.workflow.clearance import (
    ClearanceForm,
    is_cleared,
    list_spoken,
    record_clearance,
)
from sessions_app.models import Appearance, Event


@require_http_methods(["GET", "POST"])
def event(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """Show who has cleared the texts of a language, and record one more answer."""
    desk, found = _allowed(request, pk, language)
    refused: dict[int, ClearanceForm] = {}
    if request.method == "POST":
        appearance, form = _sent(request, found, language)
        user: Any = request.user
        if record_clearance(appearance, language, form, user):
            messages.success(request, gettext("Recorded: %(name)s.") % {"name": appearance.person})
            return redirect(f"{reverse('clearance', args=[pk, language])}#row-{appearance.pk}")
        refused[appearance.pk] = form
        for said in (text for some in form.errors.values() for text in some):
            messages.warning(request, labelled(appearance.person, said))
    return _table(request, desk, found, language, refused)


def _table(
    request: HttpRequest, desk: Any, found: Event, language: str, refused: dict[int, ClearanceForm]
) -> HttpResponse:
    """Show the texts with what is stored of each, and what was refused as it was typed."""
    rows = [
        (
            one,
            is_cleared(one, language),
            refused.get(one.pk) or ClearanceForm.from_stored(one, language),
            bool(getattr(one, column("clearance_scan", language))),
        )
        for one in list_spoken(found, language)
    ]
    context = {
        **admin.site.each_context(request),
        "opts": Event._meta,
        "title": gettext("Clearance"),
        "event": found,
        "label": desk.label(found),
        "rows": rows,
        "cleared": sum(cleared for _one, cleared, _form, _scan in rows),
        "language": language,
        "tabs": [(code, name_of(code)) for code in language_codes()],
    }
    return TemplateResponse(request, "admin/clearance.html", context)


@require_safe
def scan(request: HttpRequest, pk: int, language: str) -> FileResponse:
    """Hand out the scan of an office's answer."""
    appearance: Appearance = get_object_or_404(Appearance.objects.select_related("session"), pk=pk)
    _allowed(request, appearance.session.event_id, language)
    file = getattr(appearance, column("clearance_scan", language))
    if not file:
        raise Http404
    try:
        return FileResponse(file.open(), as_attachment=True)
    except FileNotFoundError as error:
        raise Http404 from error


def _allowed(request: HttpRequest, pk: int, language: str) -> tuple[Any, Event]:
    desk: Any = admin.site.get_model_admin(Event)
    if language not in language_codes():
        raise Http404
    found: Event = get_object_or_404(desk.get_queryset(request), pk=pk)
    if not desk.has_change_permission(request, found):
        raise PermissionDenied
    return desk, found


def _sent(request: HttpRequest, found: Event, language: str) -> tuple[Appearance, ClearanceForm]:
    """Return what was sent about whose text; raise PermissionDenied or Http404."""
    if not may_write(request.user, Appearance._meta.get_field(column("clearance", language))):
        raise PermissionDenied
    rows = Appearance.objects.filter(session__event=found).select_related("session__event")
    key = request.POST.get("appearance", "")
    appearance: Appearance = get_object_or_404(
        rows, pk=key if key.isdecimal() and len(key) < 19 else 0
    )
    return appearance, ClearanceForm.from_request(appearance, request.POST, request.FILES)
