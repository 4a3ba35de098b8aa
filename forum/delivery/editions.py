"""The editions before and after an event."""

from collections.abc import Callable, Iterable
from datetime import date
from operator import gt, lt
from typing import Any, NamedTuple

from sessions_app.models import Event

type Order = Callable[[Any, Any], bool]


class Editions(NamedTuple):
    """What an event's page leads on to. None: there is none, or the public may not see it."""

    previous: Event | None
    next: Event | None


def find_editions(event: Event, candidates: Iterable[Event]) -> Editions:
    """Return the neighbours of an event among those that the public may see.

    candidates: of its series and kind, and those that staff joined to it, by slug; all of
    ``with_last_day``. What staff chose goes before the order in the series.
    """
    events = list(candidates)
    return Editions(
        pick_nearest(list_previous(event, events), event),
        pick_nearest(list_next(event, events), event),
    )


def list_previous(event: Event, events: list[Event]) -> list[Event]:
    """Return what may be the edition before an event, the nearest first."""
    if event.previous_edition_id:
        return [chosen for chosen in events if chosen.pk == event.previous_edition_id]
    earlier = [other for other in events if follows_in_series(other, event, lt)]
    return sorted(earlier, key=lambda other: (*descending(other), other.slug))


def list_next(event: Event, events: list[Event]) -> list[Event]:
    """Return what may be the edition after an event, the nearest first.

    Those that staff joined to it go first; one that staff joined to another does not follow.
    """
    joined = [other for other in events if other.previous_edition_id == event.pk]
    later = [
        other
        for other in events
        if other.previous_edition_id is None and follows_in_series(other, event, gt)
    ]
    return [*sorted(joined, key=ascending), *sorted(later, key=ascending)]


def follows_in_series(other: Event, event: Event, order: Order) -> bool:
    """Tell whether an event of the series and kind lies on one side of another.

    Numbers of editions decide where both events have one, else the days. The sub-forums of one
    parent are no editions of each other.
    """
    series = series_key(event)
    if series is None or series_key(other) != series or other.kind != event.kind:
        return False
    if event.parent_id and other.parent_id == event.parent_id:
        return False
    number, other_number = event.edition_number, other.edition_number
    if number and other_number is not None:
        return order(other_number, number)
    return bool(other.last_day and event.last_day) and order(other.last_day, event.last_day)


def pick_nearest(events: list[Event], event: Event) -> Event | None:
    """Return the first of some events, unless nothing tells which of the first two it is."""
    nearest, *further = [*events[:2], None]
    if nearest is None:
        return None
    is_chosen = event.pk == nearest.previous_edition_id or nearest.pk == event.previous_edition_id
    # Of two sub-forums of the same forum neither is the edition before or after another one.
    has_sibling = bool(nearest.parent_id) and any(
        later and later.parent_id == nearest.parent_id for later in further
    )
    return nearest if is_chosen or not has_sibling else None


def series_key(event: Event) -> int | None:
    return event.series_id or (event.parent.series_id if event.parent else None)


def ascending(event: Event) -> tuple[bool, int, bool, date, str]:
    """Sort by number and day, those without one last."""
    number, day = event.edition_number, event.last_day
    return number is None, number or 0, day is None, day or date.min, event.slug


def descending(event: Event) -> tuple[bool, int, bool, int]:
    number, day = event.edition_number, event.last_day
    return number is None, -(number or 0), day is None, -(day.toordinal() if day else 0)
