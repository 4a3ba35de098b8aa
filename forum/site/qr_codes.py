"""QR codes that lead from paper, or from another screen, to a record's page."""

from io import BytesIO
from typing import Any

import segno
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from forum.site.record_lookup import public_page, published_or_moved, session_or_moved
from sessions_app.models import Event


@public_page
def event(request: HttpRequest, slug: str) -> HttpResponseBase:
    found = published_or_moved(Event.objects.published(), slug)
    return drawn(request.build_absolute_uri(found.get_absolute_url()))


@public_page
def session(request: HttpRequest, slug: str, session: str) -> HttpResponseBase:
    event = published_or_moved(Event.objects.published(), slug)
    found = session_or_moved(event.sessions.published(), event, session)
    return drawn(request.build_absolute_uri(found.get_absolute_url()))


@public_page
def record(request: HttpRequest, slug: str, model: Any) -> HttpResponseBase:
    found = published_or_moved(model.objects.published(), slug)
    return drawn(request.build_absolute_uri(found.get_absolute_url()))


def drawn(address: str) -> HttpResponse:
    """Return the code of an address as SVG, on white in the dark scheme too: scanners want that."""
    picture = BytesIO()
    segno.make_qr(address, error="m").save(
        picture, kind="svg", border=4, dark="#000", light="#fff", omitsize=True, svgclass=None
    )
    return HttpResponse(picture.getvalue(), content_type="image/svg+xml")
