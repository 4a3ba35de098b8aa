"""An event's agenda for calendar programs."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import conditional_page

from forum.site.agenda_calendar import agenda as calendar
from forum.site.record_lookup import public_page, published_or_moved
from sessions_app.models import Event


@public_page
@conditional_page
def agenda(request: HttpRequest, slug: str) -> HttpResponse:
    found = published_or_moved(Event.objects.published(), slug)
    if not found.starts_on:
        raise Http404
    sessions = found.sessions.published().with_appearances().with_last_turn()
    response = HttpResponse(
        calendar(found, sessions, request), content_type="text/calendar; charset=utf-8"
    )
    response.headers["Content-Disposition"] = f'attachment; filename="{found.slug}.ics"'
    return response
