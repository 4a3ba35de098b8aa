"""The programme: series, events, their organizations, sessions, and who did what in them.

Order is protocol: ``position`` stores a decision of the organizers that no rule by name, pinyin or
country reproduces, and every page shows it.
"""

from sessions_app.models.access import EventAccess
from sessions_app.models.appearances import Appearance
from sessions_app.models.corrections import Correction
from sessions_app.models.documents import Document
from sessions_app.models.events import Event, validate_accent, validate_time_zone
from sessions_app.models.organizations import EventOrganization
from sessions_app.models.photos import Photo
from sessions_app.models.series import Series
from sessions_app.models.sessions import RESERVED_SESSION_SLUGS, Session

__all__ = [
    "RESERVED_SESSION_SLUGS",
    "Appearance",
    "Correction",
    "Document",
    "Event",
    "EventAccess",
    "EventOrganization",
    "Photo",
    "Series",
    "Session",
    "validate_accent",
    "validate_time_zone",
]
