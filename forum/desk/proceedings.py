"""The proceedings of an event in the desk: what they lack, and drafts to download."""

import logging
from io import BytesIO
from typing import Any

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from forum.core.content import language_codes
from forum.core.field_labels import site_language_name
from forum.desk.base_admin import admin_of, desk_page
from forum.desk.work_progress import report_progress
from forum.exports.errors import ExportError, MissingFontsError
from forum.exports.event_export import BOTH
from forum.exports.proceedings.printing import (
    PDF_TYPE,
    compose_draft,
    list_undescribed_pictures,
    name_file,
)
from forum.exports.proceedings.typesetting import write_pdf
from sessions_app.models import Event

logger = logging.getLogger(__name__)


@require_safe
def proceedings(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show what an event's proceedings lack, or send a draft: ?language=zh-hans, en, both."""
    event = find_visible_event(request, pk)
    language = request.GET.get("language")
    if language is None:
        return show_page(request, event)
    if language not in (*language_codes(), BOTH):
        raise BadRequest
    address = request.build_absolute_uri(event.get_absolute_url())
    try:
        # As on the page that tells what is missing.
        among = admin_of(Event).get_queryset(request)
        with report_progress(request, leaves_page=False):
            content = write_pdf(compose_draft(event, language, address, among=among))
    except MissingFontsError as error:
        logger.error("The proceedings cannot be set: %s", error)  # noqa: TRY400 - no fault of ours
        words = gettext(
            "The server lacks a font that the proceedings need. Tell the administrator of the site."
        )
        return show_page(request, event, words)
    except ExportError as error:
        return show_page(request, event, str(error))
    response = FileResponse(
        BytesIO(content),
        as_attachment=True,
        filename=name_file(event, language),
        content_type=PDF_TYPE,
    )
    response["Cache-Control"] = "private, no-store"
    return response


def find_visible_event(request: HttpRequest, pk: int) -> Event:
    model_admin = admin_of(Event)
    related: Any = model_admin.get_queryset(request).select_related("series", "parent__series")
    event: Event = get_object_or_404(related, pk=pk)
    if not model_admin.has_view_permission(request, event):
        raise PermissionDenied
    return event


def show_page(request: HttpRequest, event: Event, refused: str = "") -> TemplateResponse:
    # Somebody from outside sees the sub-forums that are theirs alone.
    among = admin_of(Event).get_queryset(request)
    context = {
        "title": gettext("Proceedings"),
        "event": event,
        "lacking": list_undescribed_pictures(event, among=among),
        "refused": refused,
        "book_languages": [
            *((code, site_language_name(code)) for code in language_codes()),
            (BOTH, gettext("Side by side")),
        ],
    }
    return desk_page(request, "admin/proceedings.html", context)
