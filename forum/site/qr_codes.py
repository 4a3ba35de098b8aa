"""QR codes that lead from paper, or from another screen, to a record's page."""

from io import BytesIO
from typing import Any

import segno
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from forum.site.record_lookup import find_published, find_session, public_page
from sessions_app.models import Event


@public_page
def session(request: HttpRequest, slug: str, session_slug: str) -> HttpResponseBase:
    event = find_published(Event.objects.published(), slug)
    session = find_session(event.sessions.published(), event, session_slug)
    return draw_code(request.build_absolute_uri(session.get_absolute_url()))


@public_page
def record(request: HttpRequest, slug: str, model: Any) -> HttpResponseBase:
    record = find_published(model.objects.published(), slug)
    return draw_code(request.build_absolute_uri(record.get_absolute_url()))


def draw_code(address: str) -> HttpResponse:
    """Return the code of an address as SVG, on white in the dark scheme too: scanners want that."""
    picture = BytesIO()
    segno.make_qr(address, error="m").save(
        picture, kind="svg", border=4, dark="#000", light="#fff", omitsize=True, svgclass=None
    )
    return HttpResponse(picture.getvalue(), content_type="image/svg+xml")
