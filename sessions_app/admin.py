"""The admin of the programme: series, events, sessions, and who did what in them."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from forum.base.desk.records import ContentAdmin, PartAdmin, StackedInline, TabularInline
from forum.base.desk.rows import (
    HISTORY,
    PUBLICATION,
    columns,
    each_language,
    in_every_language,
    section,
)
from forum.base.downloads import PrivateFile
from sessions_app.forms import EventForm, SessionForm
from sessions_app.models import (
    Appearance,
    Correction,
    Document,
    Event,
    EventOrganization,
    Photo,
    Series,
    Session,
)


class EventOrganizationInline(TabularInline):
    model = EventOrganization
    fields = ("role", "position", "organization", *each_language("printed_name"), "withheld")
    autocomplete_fields = ("organization",)

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("organization")


class SessionInline(TabularInline):
    model = Session
    form = SessionForm
    fields = ("position", "kind", *each_language("title"), "day", "start", "end")
    show_change_link = True


class CorrectionInline(StackedInline):
    model = Correction
    fields = ("made_on", each_language("text"), "withheld")


@admin.register(Event)
class EventAdmin(ContentAdmin):
    form = EventForm
    list_display = (*each_language("title"), "kind", "starts_on")
    list_filter = ("kind", "series")
    date_hierarchy = "starts_on"
    search_fields = columns("title", "subtitle", "city")
    autocomplete_fields = ("series", "parent", "previous_edition")
    related = ("series", "parent", "previous_edition")
    inlines = (EventOrganizationInline, SessionInline, CorrectionInline)
    fieldsets = (
        section(
            None,
            each_language("title"),
            each_language("subtitle"),
            ("kind", "edition"),
            ("series", "parent", "previous_edition"),
        ),
        section(
            _("Date and place"),
            ("starts_on", "ends_on", "time_zone"),
            each_language("venue"),
            each_language("city"),
            "country",
        ),
        section(_("Introduction"), each_language("introduction")),
        PUBLICATION,
        section(
            _("Cover image"),
            "cover",
            "cover_ppoi",
            each_language("cover_alt"),
            "accent",
            folded=True,
        ),
        HISTORY,
    )


@admin.register(EventOrganization)
class EventOrganizationAdmin(PartAdmin):
    list_display = ("organization", "role", "event", "position")
    list_filter = ("role",)
    list_select_related = ("organization", "event")
    search_fields = columns("printed_name", "organization__name", "event__title")
    autocomplete_fields = ("event", "organization")
    related = ("event", "organization")
    fieldsets = (
        section(
            None,
            ("event", "organization"),
            ("role", "position"),
            each_language("printed_name"),
            "withheld",
        ),
        HISTORY,
    )

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Keep it out of the index: it is edited on the event."""
        return False


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
            "withheld",
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


@admin.register(Appearance)
class AppearanceAdmin(PartAdmin):
    list_display = ("person", "role", "session", "event", "attendance")
    list_filter = ("role", "attendance", *each_language("clearance"))
    list_select_related = ("person", "session__event")
    date_hierarchy = "session__event__starts_on"
    ordering = (
        "-session__event__starts_on",
        "session__event__slug",
        "session__position",
        "position",
        "pk",
    )
    search_fields = (
        *columns("person__name", "title", "session__title", "session__event__title"),
        "person__aliases",
    )
    autocomplete_fields = ("session", "person", "organization", "photo")
    related = ("session__event", "person", "organization", "photo")
    label_needs = ("session", "person")
    fieldsets = (
        section(None, "session", *APPEARANCE_FACTS),
        *AppearanceInline.fieldsets[1:],
        section(
            _("Clearance"),
            each_language("clearance"),
            each_language("clearance_on"),
            each_language("clearance_by"),
            each_language("clearance_note"),
            folded=True,
        ),
        HISTORY,
    )

    @admin.display(description=_("event"), ordering="session__event__starts_on")
    def event(self, record: Appearance) -> str:
        return str(record.session.event)

    def label(self, record: Appearance) -> str:
        return f"{in_every_language(record.person, 'name')}: {record.session}"


@admin.register(Series)
class SeriesAdmin(ContentAdmin):
    list_display = (*each_language("name"),)
    search_fields = columns("name", "abbreviation")
    fieldsets = (
        section(
            None, each_language("name"), each_language("abbreviation"), each_language("description")
        ),
        PUBLICATION,
        HISTORY,
    )


@admin.register(Photo)
class PhotoAdmin(PartAdmin):
    list_display = ("__str__", "event", "session", "position")
    list_select_related = ("event", "session")
    search_fields = columns("caption", "alt", "credit", "event__title")
    autocomplete_fields = ("event", "session")
    related = ("event", "session")
    fieldsets = (
        section(
            None,
            ("event", "session", "position"),
            "image",
            "image_ppoi",
            each_language("caption"),
            each_language("alt"),
            each_language("credit"),
            "withheld",
        ),
        HISTORY,
    )


@admin.register(Document)
class DocumentAdmin(PrivateFile, PartAdmin):
    list_display = ("__str__", "event", "language", "position")
    list_filter = ("language",)
    list_select_related = ("event",)
    search_fields = columns("title", "event__title")
    autocomplete_fields = ("event", "session", "appearance")
    related = ("event", "session__event", "appearance__person", "appearance__session")
    fieldsets = (
        section(
            None,
            ("event", "session", "appearance"),
            each_language("title"),
            ("file", "language", "position"),
            "withheld",
        ),
        HISTORY,
    )
