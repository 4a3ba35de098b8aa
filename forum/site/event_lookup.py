"""The published event, or session, of which a file is asked for that is made once and stored."""

from django.http import Http404
from django.utils.translation import get_language, override

from forum.core.content import ContentQuerySet, PartQuerySet
from forum.exports.stored_files import discard_stored_file, discard_stored_files
from forum.site.record_lookup import Gone, Moved, find_published, find_session
from sessions_app.models import Event, Session


def find_event(slug: str) -> Event:
    """Return the event; of one that is not public any more the stored files are thrown away."""
    try:
        event: Event = find_published(Event.objects.published().with_place_in_series(), slug)
    except (Gone, Moved, Http404) as error:
        if isinstance(error, Moved) or is_hidden(Event.objects.filter(slug=slug)):
            discard_stored_files(f"{slug}.*")
        for ending in (f"proceedings.{get_language()}.pdf", f"{get_language()}.docx"):
            discard_stored_file(f"{slug}.{ending}")
        raise
    return event


def find_session_of(event: Event, slug: str) -> Session:
    """Return the event's session; of one that is not public the stored files are thrown away."""
    sessions = Session.objects.filter(event=event)
    try:
        return find_session(sessions.published(), event, slug)
    except (Gone, Moved, Http404) as error:
        name = f"{event.slug}.{slug}"
        if isinstance(error, Moved) or is_hidden(sessions.filter(slug=slug)):
            # A session may be called like the end of a name of the event's own files.
            discard_stored_files(f"{name}.proceedings.*.pdf", f"{name}.*.png")
        discard_stored_file(f"{name}.proceedings.{get_language()}.pdf")
        raise


def is_hidden(records: ContentQuerySet[Event] | PartQuerySet[Session]) -> bool:
    """Tell whether there is such a record, and the public sees it in no language."""
    with override(None):
        return records.exists() and not records.published().exists()
