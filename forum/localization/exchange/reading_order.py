"""The order in which a record is read: organizers, then the programme, then what goes with it."""

from typing import Any

from forum.core.content import Part
from sessions_app.models import (
    Appearance,
    Correction,
    Document,
    EventOrganization,
    Photo,
    Session,
)

# What a row is named by, and is fetched with it.
BESIDE: dict[type[Any], tuple[str, ...]] = {
    Appearance: ("person",),
    EventOrganization: ("organization",),
    Photo: ("session",),
    Document: ("session",),
}
_ROLES = list(EventOrganization.Role.values)


def reading_place(row: Any) -> tuple[Any, ...]:
    """Return what a row is sorted by among the rows of its owner."""
    match row:
        case EventOrganization():
            return 1, _ROLES.index(row.role), row.position, row.pk
        case Session():
            return _of_session(row)
        case Appearance():
            return *_of_session(row.session), 1, not row.is_moderator, row.position, row.pk
        case Photo():
            return *_of_session(row.session), 2, row.position, row.pk
        case Document():
            return *_of_session(row.session), 3, row.position, row.pk
        case Correction():
            return 4, row.made_on, row.pk
        case Part():
            return 2, getattr(row, "position", 0), row.pk
    # The record itself comes first.
    return (0,)


def _of_session(session: Session | None) -> tuple[int, ...]:
    return (2, session.position, session.pk) if session else (3,)
