"""A session with everybody who took part in it."""

from typing import Any, cast

from django import forms
from django.conf import settings
from django.contrib import admin
from django.db.models import Max, Model, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from forum.core.columns import columns, each_language
from forum.core.dates import clock, day
from forum.core.lazy_sentences import labelled
from forum.desk.base_admin import ToOneField, count_in, key_in
from forum.desk.event_time_zone import EventTimeZoneMixin
from forum.desk.form_fields import FormFieldsMixin
from forum.desk.form_layout import HISTORY, section
from forum.desk.list_filters import by_event
from forum.desk.programme_forms import SessionForm
from forum.desk.record_admin import BlocksInline, PartAdmin
from forum.permissions.access import within
from sessions_app.models import Appearance, Event, Session
from sessions_app.models.appearance_queryset import AppearanceQuerySet
from sessions_app.recording_checks import MEGABYTE

APPEARANCE_FACTS: tuple[tuple[str, ...], ...] = (
    each_language("title"),
    each_language("speech_title"),
    ("attendance", *each_language("attendance_note")),
)


APPEARANCE_HELP = {
    "person": _("Found by any name or other spelling; “+” adds somebody new."),
    "role": _("Moderators stand at the head of the session."),
    "attendance": _("As the record says it; not stated where it does not."),
    "attendance_note": _("For example 以视频方式出席 / by video."),
    "speech_title": _("For example 潮位怎么预报 / How tides are forecast."),
    "attribution": _("The verb before the remarks, for example 指出; it carries rank."),
    "honorific": _("For example H.E., Mr., Ms."),
    "caption": _("What stands below the guest's picture of this session."),
    "remarks": _(
        "The guest's words as the record has them, without “Wang Shouwen pointed out that” before "
        "them: the page writes it from name and attribution."
    ),
    "remarks_kind": _("Whether the text sums up what was said or gives it word for word."),
    "photo": _("A photo of this event that shows the guest; upload it on the photos' page first."),
    "photos": _("All photos of this event on which the guest stands."),
    "language_spoken": _("In which language the guest spoke; empty where it is not known."),
    "photo_consent": _("For this event; the guest's own page keeps one too."),
}


def describe_recordings() -> str:
    """Return what is taken as a recording, with the limit that the settings have now."""
    words = gettext(
        "An MP4 (H.264) or WebM video of at most %(limit)d MB; the session's page plays it itself, "
        "unless a guest of the session refuses pictures, is withheld or under embargo, or declined "
        "the remarks."
    )
    return words % {"limit": settings.RECORDING_MAX_BYTES // MEGABYTE}


class LastTitleMixin(FormFieldsMixin):
    """An admin of appearances whose form proposes the person's last title."""

    def formfield_for_foreignkey(
        self, db_field: ToOneField, request: HttpRequest, **options: object
    ) -> "forms.ModelChoiceField[Model] | None":
        field = super().formfield_for_foreignkey(db_field, request, **options)
        if field and db_field.name == "person":
            # The script puts the person's key in the place of 0.
            field.widget.attrs["data-last-title"] = reverse("last-title", args=[0])
        return field

    @admin.display(description=_("media library"))
    def from_library(self, record: Appearance) -> str:
        """Return the link by which a photo of any event is chosen for a guest who is stored."""
        if not record.pk:
            return gettext("Save the guest first; then a photo of any event can be chosen here.")
        query = urlencode({"for": record.session.event_id, "guest": record.pk})
        url = f"{reverse('media-library')}?{query}"
        return format_html('<a href="{}">{}</a>', url, gettext("Photo from the media library"))


class AppearanceInline(LastTitleMixin, BlocksInline):  # type: ignore[misc]  # the theme's attribute, of two types
    model = Appearance
    verbose_name = _("guest")
    verbose_name_plural = _("guests of this session")
    help_texts = APPEARANCE_HELP
    ordering_field = "position"
    hide_ordering_field = True
    collapsible = True
    autocomplete_fields = ("person", "organization", "photo")
    readonly_fields = ("from_library",)
    fieldsets = (
        section(None, ("person", "role"), "position", *APPEARANCE_FACTS),
        section(
            _("Remarks"),
            each_language("remarks"),
            (*each_language("attribution"), "remarks_kind"),
        ),
        section(
            _("More about this guest"),
            ("organization", *each_language("honorific")),
            each_language("caption"),
            ("photo", "from_library"),
            "photo_consent",
            ("language_spoken", "source_language"),
            ("withheld", "remarks_withheld", "embargoed_until"),
            folded=True,
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Appearance]:
        queryset = cast("AppearanceQuerySet", super().get_queryset(request))
        related = queryset.select_related("person", "organization", "photo", "session")
        return related.moderators_first()


@admin.register(Session)
class SessionAdmin(EventTimeZoneMixin, PartAdmin):
    form = SessionForm
    zone_path = "event__time_zone"
    help_texts = {
        "kind": _("What the session is called where it has neither topic nor heading."),
        "position": _("Its place in the programme: 1 stands first."),
        "title": _(
            "What it is about. Empty: the heading is shown, else the kind. For example "
            "通过产业园区推动创新 / Promoting Innovation through Industrial Parks."
        ),
        "label": _("For example 主题一 / Topic 1; it stands before the topic."),
        "day": _("May stay empty until it is known."),
        "start": _("For example 09:30."),
        "end": _("For example 10:15."),
        "heading": _("As the record prints it, for example 讨论环节 / Panel discussion."),
        "room": _("For example Hall 4.2, or the room's name."),
        "slug": _("The last part of the address. Left empty, one is proposed from label or kind."),
        "summary": _("The session as a whole; each guest's own words stand with the guest."),
        "recording_url": _("The address of the recording, on whatever site it is."),
        "recording_file": lazy(describe_recordings, str)(),
        "recording_captions": _(
            "What is said, in this language, as a WebVTT file (.vtt) in UTF-8 of at most 2 MB."
        ),
    }
    list_display = ("position", "__str__", "kind", "of_event", "when", "guests_here")
    list_display_links = ("__str__",)
    list_filter = (by_event("event"), "kind")
    main_texts = ("title", "heading", "label")
    counted = {"guest_count": "appearances"}
    begin = _("Sessions are added on their event's page, or come with an imported record.")
    import_too = True
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
        section(
            _("At a glance"),
            each_language("key_points"),
            each_language("clearance_key_points"),
            folded=True,
        ),
        section(_("Session summary"), each_language("summary"), folded=True),
        section(
            _("Address and recording"),
            ("slug", "recording_url"),
            "recording_file",
            each_language("recording_captions"),
            "withheld",
            folded=True,
        ),
        HISTORY,
    )

    def label(self, record: Session) -> str:
        return labelled(record.event, record)

    @admin.display(description=_("time"), ordering="day")
    def when(self, record: Session) -> str:
        days = [day(record.day)] if record.day else []
        times = [clock(time) for time in (record.start, record.end) if time]
        return " ".join([*days, "–".join(times)]).strip() or "–"

    @admin.display(description=_("guests"), ordering="guest_count")
    def guests_here(self, record: Session) -> int:
        return count_in(record, "guest_count")

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Propose the end of the event's programme, and its day if it lasts one."""
        initial: dict[str, Any] = super().get_changeform_initial_data(request)
        key = key_in(str(initial.get("event", ""))) or 0
        event = within(request.user, Event.objects.filter(pk=key)).first()
        if event is None:
            return {name: value for name, value in initial.items() if name != "event"}
        day = None if event.is_long else event.starts_on
        return {"position": next_position(event), "day": day, **initial}


def next_position(event: Event) -> int:
    """Return the place behind an event's last session."""
    last = event.sessions.aggregate(last=Max("position"))["last"]
    return (last or 0) + 1
