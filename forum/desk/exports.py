"""The records of events as Word documents or JSON, for whoever may see the events in the admin."""

import shutil
import tempfile
import zipfile
from typing import IO, Any

from django.contrib import admin, messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from forum.core.lazy_sentences import labelled
from forum.desk import bulk_actions
from forum.exports.event_export import (
    BOTH,
    DOCX_TYPE,
    ExportError,
    file_name,
    write_docx,
    write_json,
)
from forum.history.version_token import unpack_tokens
from forum.reader.event_record import LANGUAGES
from sessions_app.models import Event

_IN_MEMORY = 5 * 1024 * 1024


@require_safe
def event(request: HttpRequest, pk: int) -> FileResponse:
    """Send the document in both languages, without what is withheld."""
    desk: Any = admin.site.get_model_admin(Event)
    related = desk.get_queryset(request).select_related("series", "parent__series")
    found: Event = get_object_or_404(related, pk=pk)
    if not desk.has_view_permission(request, found):
        raise PermissionDenied
    file = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - closed with the response
    write_docx(found, file)
    file.seek(0)
    name = file_name(found, BOTH, "docx")
    response = FileResponse(file, as_attachment=True, filename=name, content_type=DOCX_TYPE)
    response["Cache-Control"] = "private, no-store"
    return response


_WRITERS = {"docx": write_docx, "json": write_json}


@require_POST
def events(request: HttpRequest) -> HttpResponseBase:
    """Send an archive with the chosen events; say which of them have been deleted meanwhile."""
    kind, language = request.POST.get("format", "docx"), request.POST.get("language", BOTH)
    if kind not in _WRITERS or language not in (*LANGUAGES, BOTH):
        raise BadRequest
    desk: Any = admin.site.get_model_admin(Event)
    chosen_keys = list(unpack_tokens(request.POST.get(bulk_actions.TOKENS, "")))[
        : desk.most_at_once
    ]
    related = desk.get_queryset(request).select_related("series", "parent__series")
    found = {one.pk: one for one in related.filter(pk__in=chosen_keys)}
    if not all(desk.has_view_permission(request, one) for one in found.values()):
        raise PermissionDenied
    if missing := [key for key in chosen_keys if key not in found]:
        names = ", ".join(bulk_actions.names_of_deleted(desk, missing))
        desk.message_user(request, labelled(gettext("Deleted meanwhile"), names), messages.WARNING)
    chosen = [found[key] for key in chosen_keys if key in found]
    file = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - closed with the response
    refused = _archive(chosen, file, kind, language)
    for reason in refused:
        desk.message_user(request, reason, messages.WARNING)
    if len(refused) == len(chosen):
        file.close()
        address = reverse("admin:sessions_app_event_changelist")
        return redirect(f"{address}?{request.POST.get('filters', '')}")
    file.seek(0)
    name = f"events-{timezone.localdate():%Y-%m-%d}.zip"
    response = FileResponse(file, as_attachment=True, filename=name, content_type="application/zip")
    response["Cache-Control"] = "private, no-store"
    return response


def _archive(chosen: list[Event], file: IO[bytes], kind: str, language: str) -> list[str]:
    """Write an archive of the events; return why some are left out, in sentences."""
    refused = []
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for one in chosen:
            # A document goes back and forth in its file, which an archive cannot.
            with tempfile.SpooledTemporaryFile(_IN_MEMORY) as whole:
                try:
                    _WRITERS[kind](one, whole, language)
                except ExportError as error:
                    refused.append(str(error))
                    continue
                whole.seek(0)
                with archive.open(file_name(one, language, kind), "w") as target:
                    shutil.copyfileobj(whole, target)
    return refused
