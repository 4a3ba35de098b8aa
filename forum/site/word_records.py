"""The published record of an event as a Word document, in the language of the path."""

from django.http import Http404, HttpRequest, HttpResponse

from forum.exports.event_export import DOCX_TYPE, file_name, read_published_docx
from forum.exports.stored_files import discard_stored_file
from forum.reader.event_record import LANGUAGES
from forum.site.event_lookup import find_event
from forum.site.record_lookup import public_page


@public_page
def event(request: HttpRequest, slug: str) -> HttpResponse:
    """Return the document; raise Http404 in a language that is not ready or has no house style."""
    event = find_event(slug)
    language = str(getattr(request, "LANGUAGE_CODE", ""))
    if language not in event.readable_languages or language not in LANGUAGES:
        discard_stored_file(file_name(event, language, "docx"))
        raise Http404
    content = read_published_docx(event, language)
    # Whole, so that it is published as pages are.
    response = HttpResponse(content, content_type=DOCX_TYPE)
    name = file_name(event, language, "docx")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
