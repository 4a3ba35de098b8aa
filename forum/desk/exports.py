"""The records of events as Word documents or JSON, for whoever may see the events in the admin."""

import shutil
import tempfile
import zipfile
from typing import IO

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from forum.core.lazy_sentences import labelled
from forum.desk import bulk_actions
from forum.desk.addresses import list_url
from forum.desk.base_admin import admin_of
from forum.desk.form_steps import steps_of
from forum.desk.work_progress import Progress, report_progress
from forum.exports.errors import ExportError
from forum.exports.event_export import (
    BOTH,
    DOCX_TYPE,
    file_name,
    write_docx,
    write_json,
    write_xlsx,
)
from forum.permissions.access import unseen_relations
from forum.reader.event_record import LANGUAGES
from sessions_app.models import Event

_IN_MEMORY = 5 * 1024 * 1024


@require_safe
def export_event(request: HttpRequest, pk: int) -> FileResponse:
    """Send the document in both languages, without what is withheld."""
    model_admin = admin_of(Event)
    related = model_admin.get_queryset(request).select_related("series", "parent__series")
    event: Event = get_object_or_404(related, pk=pk)
    if not model_admin.has_view_permission(request, event):
        raise PermissionDenied
    _leave_unseen(request, event)
    file = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - closed with the response
    for sentence in write_docx(event, file, is_working_copy=bool(steps_of(request).copies)):
        messages.warning(request, sentence)
    return _download(file, file_name(event, BOTH, "docx"), DOCX_TYPE)


def _leave_unseen(request: HttpRequest, event: Event) -> None:
    """Take out of an event, which is not saved, what a helper may not be told of."""
    for exported_event in filter(None, (event, event.parent)):
        for name in unseen_relations(request.user, exported_event):
            setattr(exported_event, name, None)


_WRITERS = {"docx": write_docx, "json": write_json, "xlsx": write_xlsx}


@require_POST
def export_events(request: HttpRequest) -> HttpResponseBase:
    """Send an archive with the chosen events; say which of them have been deleted meanwhile."""
    kind, language = request.POST.get("format", "docx"), request.POST.get("language", BOTH)
    if kind not in _WRITERS or language not in (*LANGUAGES, BOTH):
        raise BadRequest
    model_admin = admin_of(Event)
    keys = list(bulk_actions.sent_tokens(request))[: model_admin.most_at_once]
    related = model_admin.get_queryset(request).select_related("series", "parent__series")
    stored: dict[int, Event] = {event.pk: event for event in related.filter(pk__in=keys)}
    if not all(model_admin.has_view_permission(request, event) for event in stored.values()):
        raise PermissionDenied
    if deleted := [key for key in keys if key not in stored]:
        names = ", ".join(bulk_actions.names_of_deleted(request.user, Event, deleted))
        messages.warning(request, labelled(gettext("Deleted meanwhile"), names))
    events = [stored[key] for key in keys if key in stored]
    for event in events:
        _leave_unseen(request, event)
    file = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - closed with the response
    with report_progress(request, leaves_page=False) as progress:
        refused, left_out = _archive(events, file, kind, language, progress)
    for sentence in (*refused, *left_out):
        messages.warning(request, sentence)
    if len(refused) == len(events):
        file.close()
        return redirect(f"{list_url(Event)}?{request.POST.get('filters', '')}")
    return _download(file, f"events-{timezone.localdate():%Y-%m-%d}.zip", "application/zip")


def _download(file: IO[bytes], name: str, content_type: str) -> FileResponse:
    file.seek(0)
    response = FileResponse(file, as_attachment=True, filename=name, content_type=content_type)
    response["Cache-Control"] = "private, no-store"
    return response


def _archive(
    events: list[Event], file: IO[bytes], kind: str, language: str, on_progress: Progress
) -> tuple[list[str], list[str]]:
    """Write an archive of the events.

    Returns why some are left out, and what is left out of others, in sentences.
    """
    refused: list[str] = []
    left_out: list[str] = []
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, event in enumerate(events):
            on_progress(number, len(events))
            # A document goes back and forth in its file, which an archive cannot.
            with tempfile.SpooledTemporaryFile(_IN_MEMORY) as whole:
                try:
                    sentences = _WRITERS[kind](event, whole, language)
                except ExportError as error:
                    refused.append(str(error))
                    continue
                left_out += (labelled(event, sentence) for sentence in sentences)
                whole.seek(0)
                with archive.open(file_name(event, language, kind), "w") as target:
                    shutil.copyfileobj(whole, target)
    return refused, left_out
