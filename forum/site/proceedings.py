"""The proceedings of a published event, or of one of its sessions, as PDF."""

import logging
from http import HTTPStatus
from typing import Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import override

from forum.delivery.publishing.page_rendering import is_bypassing_files
from forum.exports import stored_files
from forum.exports.errors import ExportError, FileBusyError
from forum.exports.proceedings.printed_languages import BOTH
from forum.exports.proceedings.printing import (
    PDF_TYPE,
    compose_public,
    name_file,
    read_stored_pdf,
)
from forum.exports.proceedings.typesetting import fingerprint
from forum.site.errors import render_trouble
from forum.site.event_lookup import find_event, find_session_of
from forum.site.record_lookup import public_page
from sessions_app.models import Event, Session

logger = logging.getLogger(__name__)

# Seconds for which a visitor waits until other books are set: each waiting one holds a thread.
PATIENCE: Final = 5.0


@public_page
def event(request: HttpRequest, slug: str, language: str = "") -> HttpResponseBase:
    return send_book(request, find_event(slug), language)


@public_page
def session(
    request: HttpRequest, slug: str, session_slug: str, language: str = ""
) -> HttpResponseBase:
    event = find_event(slug)
    return send_book(request, event, language, find_session_of(event, session_slug))


def send_book(
    request: HttpRequest, event: Event, language: str, session: Session | None = None
) -> HttpResponseBase:
    """Return the book in the language of the path, or side by side, set anew if anything changed.

    language: BOTH, or "" for that of the path. Side by side needs two languages that are ready.
    """
    language = language or str(getattr(request, "LANGUAGE_CODE", ""))
    if language == BOTH and len(event.readable_languages) < 2:
        raise Http404
    record = session or event
    if session:
        session.event = event
    # Never as the request names the host: each way to write it would be another book. Side by side
    # is one book too, whichever language's page leads to it.
    with override(choose_language(event) if language == BOTH else language):
        address = (settings.PUBLISH_ADDRESS or settings.SITE_ADDRESS) + record.get_absolute_url()
        book = compose_public(event, language, address, session)
    etag = quote_etag(fingerprint(book))
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        return unchanged
    name = name_file(event, language, session)
    try:
        # The worker and the archive wait as long as it takes.
        patience = stored_files.PATIENCE if is_bypassing_files() else PATIENCE
        content = read_stored_pdf(book, name, patience)
    except FileBusyError:
        raise
    except ExportError as error:
        logger.error("%s: %s", name, error)  # noqa: TRY400 - the sentence says all
        return render_trouble(request, HTTPStatus.SERVICE_UNAVAILABLE)
    # Whole, so that it is published as pages are.
    response = HttpResponse(content, content_type=PDF_TYPE)
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    response.headers["ETag"] = etag
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def choose_language(event: Event) -> str:
    """Return the language whose page stands for all: the original's if it is ready."""
    readable = event.readable_languages
    return event.source_language if event.source_language in readable else readable[0]
