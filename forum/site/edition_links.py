"""The editions before and after an event."""

from dataclasses import dataclass

from sessions_app.models import Event
from sessions_app.querysets import EventQuerySet


@dataclass(frozen=True, slots=True)
class Editions:
    """What an event's page leads on to. None: there is none, or the public may not see it."""

    previous: Event | None
    next: Event | None


def editions(event: Event) -> Editions:
    """Return the neighbours of an event: two queries at most."""
    shown = Event.objects.published().with_place_in_series()
    return Editions(_nearest(shown.before(event), event), _nearest(shown.after(event), event))


def _nearest(events: EventQuerySet, event: Event) -> Event | None:
    found = list(events[:2])
    if not found:
        return None
    chosen = event.pk == found[0].previous_edition_id or found[0].pk == event.previous_edition_id
    # Of two sub-forums of the same forum neither is the edition before or after another one.
    siblings = len(found) > 1 and found[0].parent_id and found[0].parent_id == found[1].parent_id
    return found[0] if chosen or not siblings else None
