"""The published record of an event as a Word document, in the language of the path."""

from tempfile import SpooledTemporaryFile

from django.http import Http404, HttpRequest, HttpResponse

from forum.exports.event_export import DOCX_TYPE, file_name, write_published_docx
from forum.site.record_lookup import find_published, public_page
from sessions_app.models import Event


@public_page
def event(request: HttpRequest, slug: str) -> HttpResponse:
    """Return the document; raise Http404 in a language in which the event may not be read."""
    event = find_published(Event.objects.published().with_place_in_series(), slug)
    language = str(getattr(request, "LANGUAGE_CODE", ""))
    if language not in event.readable_languages:
        raise Http404
    with SpooledTemporaryFile(1 << 22) as file:
        write_published_docx(event, file, language)
        file.seek(0)
        response = HttpResponse(file.read(), content_type=DOCX_TYPE)
    name = file_name(event, language, "docx")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
