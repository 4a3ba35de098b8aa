"""The admin of the programme: series, events, sessions, and who did what in them.

The dashboard lists them in the order in which they are imported here.
"""

from sessions_app.admin.events import EventAdmin, EventOrganizationAdmin  # isort: skip
from sessions_app.admin.sessions import AppearanceInline, SessionAdmin  # isort: skip
from sessions_app.admin.appearances import AppearanceAdmin  # isort: skip
from sessions_app.admin.series import SeriesAdmin  # isort: skip
from sessions_app.admin.media import DocumentAdmin, PhotoAdmin  # isort: skip
from sessions_app.admin.access import EventAccessAdmin  # isort: skip

__all__ = [
    "AppearanceAdmin",
    "AppearanceInline",
    "DocumentAdmin",
    "EventAccessAdmin",
    "EventAdmin",
    "EventOrganizationAdmin",
    "PhotoAdmin",
    "SeriesAdmin",
    "SessionAdmin",
]
