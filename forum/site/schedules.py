"""The programme of an event for programs that read ``schedule.xml`` or ``schedule.json``."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse

from forum.exports.schedules.schedule_json import write_schedule_json
from forum.exports.schedules.schedule_records import Schedule, compose_schedule, has_hours
from forum.exports.schedules.schedule_xml import XML_TYPE, write_schedule_xml
from forum.site.record_lookup import find_published, public_page
from sessions_app.models import Event


@public_page
def schedule_xml(request: HttpRequest, slug: str) -> HttpResponse:
    return send_schedule(request, slug, write_schedule_xml, XML_TYPE)


@public_page
def schedule_json(request: HttpRequest, slug: str) -> HttpResponse:
    return send_schedule(request, slug, write_schedule_json, "application/json")


def send_schedule(
    request: HttpRequest,
    slug: str,
    write: Callable[[Schedule, str, str], bytes],
    content_type: str,
) -> HttpResponse:
    """Return the file; raise Http404 where a session has no hours, for then none is valid."""
    event = find_published(
        Event.objects.published().with_place_in_series().with_last_change(), slug
    )
    sessions = list(event.sessions.published().with_appearances().with_recordings())
    if not has_hours(sessions):
        raise Http404
    base = request.build_absolute_uri("/").rstrip("/")
    content = write(compose_schedule(event, sessions), base, request.path)
    response = HttpResponse(content, content_type=content_type)
    # Programs of other sites show it in browsers.
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response
