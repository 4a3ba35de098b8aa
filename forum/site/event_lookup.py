"""The published event, or session, of which a file is asked for that is made once and stored."""

from django.http import Http404

from forum.exports.stored_files import discard_stored_files
from forum.site.record_lookup import Gone, Moved, find_published, find_session
from sessions_app.models import Event, Session


def find_event(slug: str) -> Event:
    """Return the event; of one that is not public any more the stored files are thrown away."""
    try:
        event: Event = find_published(Event.objects.published().with_place_in_series(), slug)
    except (Gone, Moved, Http404):
        discard_stored_files(slug)
        raise
    return event


def find_session_of(event: Event, slug: str) -> Session:
    """Return the event's session; of one that is not public the stored files are thrown away."""
    try:
        return find_session(Session.objects.published().filter(event=event), event, slug)
    except (Gone, Moved, Http404):
        discard_stored_files(f"{event.slug}.{slug}")
        raise
