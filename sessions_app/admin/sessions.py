"""A session with everybody who took part in it."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from forum.base.desk.records import PartAdmin, StackedInline
from forum.base.desk.rows import HISTORY, columns, each_language, section
from sessions_app.forms import SessionForm
from sessions_app.models import Appearance, Session

APPEARANCE_FACTS: tuple[tuple[str, ...], ...] = (
    ("person", "role", "position"),
    each_language("title"),
    ("attendance", *each_language("attendance_note")),
)


class AppearanceInline(StackedInline):
    model = Appearance
    autocomplete_fields = ("person", "organization", "photo")
    fieldsets = (
        section(None, *APPEARANCE_FACTS),
        section(
            _("Remarks"),
            each_language("remarks"),
            (*each_language("attribution"), "remarks_kind"),
        ),
        section(
            _("More about this guest"),
            ("organization", *each_language("honorific")),
            each_language("caption"),
            ("photo", "photo_consent", "language_spoken"),
            ("withheld", "remarks_withheld", "embargoed_until"),
            folded=True,
        ),
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        found = super().get_queryset(request)
        return found.select_related("person", "organization", "photo", "session")


@admin.register(Session)
class SessionAdmin(PartAdmin):
    form = SessionForm
    list_display = ("position", "__str__", "kind", "event", "day", "start")
    list_display_links = ("__str__",)
    list_filter = ("kind",)
    list_select_related = ("event",)
    date_hierarchy = "event__starts_on"
    ordering = ("-event__starts_on", "event__slug", "position", "pk")
    search_fields = columns("title", "heading", "label", "event__title")
    autocomplete_fields = ("event",)
    related = ("event",)
    label_needs = ("event",)
    inlines = (AppearanceInline,)
    fieldsets = (
        section(
            None,
            ("event", "kind", "position"),
            each_language("label"),
            each_language("title"),
            each_language("heading"),
        ),
        section(_("Time and place"), ("day", "start", "end"), each_language("room")),
        section(_("Address and recording"), ("slug", "recording_url"), "withheld", folded=True),
        HISTORY,
    )

    def label(self, record: Session) -> str:
        return f"{record.event}: {record}"
