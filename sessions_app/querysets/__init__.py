"""Questions that are asked of the programme."""

from sessions_app.querysets.events import EventOrganizationQuerySet, EventQuerySet
from sessions_app.querysets.guests import AppearanceQuerySet, PhotoQuerySet
from sessions_app.querysets.sessions import SessionQuerySet

__all__ = [
    "AppearanceQuerySet",
    "EventOrganizationQuerySet",
    "EventQuerySet",
    "PhotoQuerySet",
    "SessionQuerySet",
]
