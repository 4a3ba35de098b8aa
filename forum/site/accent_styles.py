"""Style sheets that depend on a record: an event's accent colour."""

from django.http import Http404, HttpRequest, HttpResponse

from forum.core.colours import Accents, accents
from forum.delivery.publishing.middleware import BRIEF, LASTING
from forum.delivery.publishing.query_keys import VERSION
from forum.site.record_lookup import find_published, public_page
from sessions_app.models import Event


@public_page
def accent(request: HttpRequest, slug: str) -> HttpResponse:
    event = find_published(Event.objects.published(), slug)
    colours = accents(event.accent, event.accent_dark)
    if not colours:
        raise Http404
    current = request.GET.get(VERSION) == event.accent_version
    headers = {"Cache-Control": LASTING if current else BRIEF}
    return HttpResponse(
        write_accent_sheet(colours), content_type="text/css; charset=utf-8", headers=headers
    )


def write_accent_sheet(colours: Accents) -> str:
    """Return the accent for the light scheme, the dark one and paper, whose ink is black."""
    dark = "@media screen and (prefers-color-scheme: dark)"
    return (
        f":root {{ --accent: {colours.light}; --cover: {colours.light}; }}\n"
        f"{dark} {{ :root {{ --accent: {colours.dark}; }} }}\n"
    )
