"""The event's own page: its facts, its organizations by role, its corrections."""

from typing import Any, cast

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from forum.core.columns import columns, each_language
from forum.core.content import language_codes
from forum.core.dates import day
from forum.core.field_labels import site_language_name
from forum.desk import bulk_actions
from forum.desk.addresses import change_url
from forum.desk.admin.programme import ProgrammeMixin
from forum.desk.base_admin import AnyForm, DbField, count_in
from forum.desk.event_time_zone import EventTimeZoneMixin
from forum.desk.form_layout import HISTORY, PUBLICATION, section
from forum.desk.list_filters import OpenWarnings, ReachableFilter, by_event, without
from forum.desk.photo_board import PhotoBoardMixin
from forum.desk.programme_forms import EventForm
from forum.desk.programme_grid.pages import ProgrammeGridMixin
from forum.desk.record_admin import BlocksInline, ContentAdmin, PartAdmin, RowsInline
from forum.permissions.access import unseen_relations
from sessions_app.models import Correction, Event, EventOrganization
from sessions_app.models.organizations import EventOrganizationQuerySet

ORGANIZATION_HELP = {
    "role": _("What it does for the event, as the documents say: host, organizer, supporter."),
    "organization": _("Found by any name, abbreviation or other spelling; “+” adds a new one."),
    "position": _("Its place among those of the same role, as the documents list them."),
    "printed_name": _(
        "As the event's own documents print it, to the letter. Empty: the organization's name."
    ),
}


class EventOrganizationInline(RowsInline):
    model = EventOrganization
    ordering_field = "position"
    hide_ordering_field = True
    show_title = False
    help_texts = ORGANIZATION_HELP
    fields = ("role", "position", "organization", *each_language("printed_name"), "withheld")
    autocomplete_fields = ("organization",)

    def formfield_for_dbfield(
        self, db_field: DbField, request: HttpRequest, **options: object
    ) -> forms.Field | None:
        field = super().formfield_for_dbfield(db_field, request, **options)
        if field:
            # A table's cells have no labels of their own, and narrow screens show no heads.
            inner: Any = getattr(field.widget, "widget", field.widget)
            names = ("aria-label", "placeholder", "title")
            inner.attrs |= dict.fromkeys(names, capfirst(str(field.label)))
        return field

    def get_queryset(self, request: HttpRequest) -> QuerySet[EventOrganization]:
        queryset = cast("EventOrganizationQuerySet", super().get_queryset(request))
        return queryset.in_print_order()


class CorrectionInline(BlocksInline):
    model = Correction
    help_texts = {
        "made_on": _("The day that the note bears in public."),
        "text": _(
            "One sentence: what stood there, and what is right. For example: An earlier version "
            "of this page gave the wrong title for Ms. Lin."
        ),
    }
    fields = ("made_on", each_language("text"), "withheld")


@admin.register(Event)
class EventAdmin(
    EventTimeZoneMixin, ProgrammeMixin, ProgrammeGridMixin, PhotoBoardMixin, ContentAdmin
):
    form = EventForm
    zone_path = "time_zone"
    help_texts = {
        "title": _(
            "The full name as on the invitation, without the edition; each language its own."
        ),
        "subtitle": _("A second line of the cover, for example the theme of the year."),
        "kind": _("A sub-forum belongs to a main forum; an event stands on its own."),
        "series": _("The forum that returns: its editions form a timeline."),
        "parent": _("For a sub-forum: the main forum that it is part of."),
        "edition": _("A number: 6 for the sixth."),
        "previous_edition": _("Empty: the edition before it in the series."),
        "starts_on": _("Both days may stay empty until they are known."),
        "ends_on": _("Of an event of one day the same day."),
        "time_zone": _("All hours of the programme are those of this zone."),
        "venue": _("For example National Exhibition and Convention Center."),
        "city": _("For example 上海 / Shanghai. Proposed captions name it."),
        "introduction": _("Two or three paragraphs; lists and searches show their beginning."),
        "accent": _("The colour of the event's pages, for example #7a1f1f; empty: the site's red."),
    }
    actions = (*ContentAdmin.actions[:-1], "export", "delete_selected")
    # Everything that belongs to each is looked at, or written out.
    most_at_once = 50
    list_display = (*each_language("title"), "kind", "first_day", "sessions_here", "photos_here")
    list_display_links = each_language("title")
    list_filter = (
        "kind",
        ("series", ReachableFilter),
        without("photos", _("photos"), rows=True),
        without("cover", _("cover image")),
        OpenWarnings,
    )
    counted = {"session_count": "sessions", "photo_count": "photos"}
    begin = _("Import the record of an event, or add one and its sessions by hand.")
    import_too = True
    date_hierarchy = "starts_on"
    search_fields = columns("title", "subtitle", "city")
    autocomplete_fields = ("series", "parent", "previous_edition")
    related = ("series", "parent", "previous_edition")
    inlines = (EventOrganizationInline, CorrectionInline)
    fieldsets = (
        section(
            None,
            each_language("title"),
            each_language("subtitle"),
            ("kind", "edition", "standing"),
            ("series", "parent", "previous_edition"),
            ("doi", "handle"),
        ),
        section(
            _("Date and place"),
            ("starts_on", "ends_on", "time_zone"),
            each_language("venue"),
            each_language("city"),
            "country",
        ),
        section(_("Introduction"), each_language("introduction")),
        section(
            _("At a glance"),
            each_language("key_points"),
            each_language("clearance_key_points"),
            folded=True,
        ),
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

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: object
    ) -> type[AnyForm]:
        form = super().get_form(request, obj, change=change, **kwargs)
        if obj and issubclass(form, EventForm):
            form.unseen = unseen_relations(request.user, obj)
        return form

    @admin.action(description=_("Export"), permissions=["view"])
    def export(self, request: HttpRequest, queryset: QuerySet[Event]) -> HttpResponse | None:
        """Ask in which format and language the records of the events are handed out."""
        if bulk_actions.refuse_too_many(self, request, queryset):
            return None
        events = list(queryset)
        return bulk_actions.confirmation_page(
            self,
            request,
            "admin/bulk/export.html",
            events,
            title=gettext("Export"),
            names=[(change_url(event), self.label(event)) for event in events],
            languages=[(code, site_language_name(code)) for code in language_codes()],
            address=reverse("export-events"),
        )

    @admin.display(description=_("first day"), ordering="starts_on")
    def first_day(self, record: Event) -> str:
        return day(record.starts_on) if record.starts_on else "–"

    @admin.display(description=_("sessions"), ordering="session_count")
    def sessions_here(self, record: Event) -> int:
        return count_in(record, "session_count")

    @admin.display(description=_("photos"), ordering="photo_count")
    def photos_here(self, record: Event) -> int:
        return count_in(record, "photo_count")


@admin.register(EventOrganization)
class EventOrganizationAdmin(PartAdmin):
    help_texts = ORGANIZATION_HELP
    list_display = ("organization", "role", "of_event", "position")
    list_filter = ("role", by_event("event"))
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
