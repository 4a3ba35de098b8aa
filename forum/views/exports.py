"""The record of an event as a Word document, for whoever may see the event in the admin."""

import tempfile
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from forum.exporting.exporter import BOTH, DOCX_TYPE, file_name, write_docx
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
