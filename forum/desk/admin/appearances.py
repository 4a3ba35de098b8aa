"""The page of one person's appearance in one session."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from forum.core.columns import columns, each_language, in_every_language
from forum.core.lazy_sentences import labelled
from forum.desk.admin.sessions import (
    APPEARANCE_FACTS,
    APPEARANCE_HELP,
    AppearanceInline,
    LastTitleMixin,
)
from forum.desk.base_admin import CleanedData
from forum.desk.event_time_zone import EventTimeZoneMixin
from forum.desk.form_layout import HISTORY, section
from forum.desk.list_columns import short
from forum.desk.list_filters import by_event, without
from forum.desk.model_forms import RecordForm
from forum.desk.record_admin import PartAdmin
from forum.workflow.clearance import is_clearable
from sessions_app.models import Appearance

DECLINE_THERE = _(
    "Choose “Declined” on the page “Clearance” of the event: there the remarks are kept back from "
    "the public at once."
)


class AppearanceForm(RecordForm):
    """The form of an appearance: what is public is declined where that is kept back at once."""

    def clean(self) -> CleanedData:
        data = super().clean()
        for name in columns("clearance"):
            is_declined = data.get(name) == Appearance.Clearance.DECLINED
            if name in self.changed_data and is_declined and self._is_listed_there():
                self.add_error(name, DECLINE_THERE)
        return data

    def _is_listed_there(self) -> bool:
        return self._is_public() and is_clearable(self.instance)


@admin.register(Appearance)
class AppearanceAdmin(EventTimeZoneMixin, LastTitleMixin, PartAdmin):
    form = AppearanceForm
    zone_path = "session__event__time_zone"
    help_texts = {
        **APPEARANCE_HELP,
        "session": _("Found by its title or its event's."),
        "clearance": _("What the guest's office answered about the text in this language."),
        "clearance_on": _("The day on which it was sent or answered."),
        "clearance_by": _("Who answered, for example the Minister's office."),
        "clearance_note": _("For staff only, for example what was to be changed."),
    }
    list_display = ("who", "role", "session_name", "of_event", "attendance")
    list_filter = (
        by_event("session__event"),
        "role",
        "attendance",
        without("photo", _("photo"), rows=True),
        *each_language("clearance"),
    )
    main_texts = ("title", "remarks")
    begin = _("Guests are added to their sessions on the event's page, or come with an import.")
    import_too = True
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
    autocomplete_fields = ("session", "person", "organization", "photo", "photos")
    readonly_fields = (*PartAdmin.readonly_fields, "from_library")
    related = ("session__event", "person", "organization", "photo")
    label_needs = ("session", "person")
    fieldsets = (
        section(None, "session", ("person", "role", "position"), *APPEARANCE_FACTS),
        *AppearanceInline.fieldsets[1:],
        section(_("Photos"), "photos", folded=True),
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

    @admin.display(description=_("person"), ordering="person__sort_key_en")
    def who(self, record: Appearance) -> str:
        return in_every_language(record.person, "name")

    @admin.display(description=_("session"), ordering="session__position")
    def session_name(self, record: Appearance) -> str:
        return short(record.session)

    @admin.display(description=_("event"), ordering="session__event__starts_on")
    def of_event(self, record: Appearance) -> str:
        return short(record.session.event)

    def label(self, record: Appearance) -> str:
        return labelled(in_every_language(record.person, "name"), record.session)
