"""The event's photos and documents."""

from json import dumps
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from forum.core.columns import columns, each_language
from forum.desk.base_admin import AnyForm, DbField, staff_of
from forum.desk.downloads import PrivateFileMixin
from forum.desk.form_layout import HISTORY, SESSION_OR_NONE, SHARED, section
from forum.desk.list_columns import thumbnail
from forum.desk.list_filters import by_event
from forum.desk.photo_people_form import PhotoForm, tell_of_further_photos
from forum.desk.record_admin import PartAdmin
from forum.models import CaptionTemplate
from sessions_app.models import Document, Photo


@admin.register(Photo)
class PhotoAdmin(PartAdmin):
    form = PhotoForm
    help_texts = {
        "session": SESSION_OR_NONE,
        "caption": _("For a group, from left to right: 左起 / From left."),
        "alt": SHARED["cover_alt"],
        "credit": _("For example 林岚 摄 / Photo: Lin Lan."),
    }
    list_display = ("picture", *each_language("caption"), "of_event", "session", "position")
    list_display_links = ("picture", *each_language("caption"))
    list_filter = (by_event("event"),)
    list_select_related = ("event", "session")
    main_texts = ("caption", "alt")
    begin = _("Photos are added many at once on their event's page: open it and choose “Photos”.")
    search_fields = columns("caption", "alt", "credit", "event__title")
    autocomplete_fields = ("event", "session")
    related = ("event", "session")
    fieldsets = (
        section(
            None,
            ("event", "session", "position"),
            "image",
            "image_ppoi",
            "who",
            each_language("caption"),
            each_language("alt"),
            each_language("credit"),
            "withheld",
        ),
        HISTORY,
    )

    def get_form(
        self,
        request: HttpRequest,
        obj: Model | None = None,
        change: bool = False,
        **options: object,
    ) -> type[AnyForm]:
        form = super().get_form(request, obj, change, **options)
        return type(form.__name__, (form,), {"editor": staff_of(request)})

    def formfield_for_dbfield(
        self, db_field: DbField, request: HttpRequest, **options: object
    ) -> forms.Field | None:
        field = super().formfield_for_dbfield(db_field, request, **options)
        if field and db_field.name == "image":
            # The script puts the event's key in the place of 0.
            url = reverse("admin:sessions_app_event_photos_caption", args=[0])
            asks = {"data-of": "event", "data-asks": "who session"}
            wordings = list(CaptionTemplate.objects.values_list("pk", "name"))
            field.widget.attrs |= {"data-proposals": url, **asks, "data-wordings": dumps(wordings)}
        return field

    def save_model(self, request: HttpRequest, obj: Model, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        tell_of_further_photos(request, form.tie_people())

    @admin.display(description=_("image"))
    def picture(self, record: Photo) -> str:
        return thumbnail(record.image, str(record))


@admin.register(Document)
class DocumentAdmin(PrivateFileMixin, PartAdmin):
    help_texts = {
        "session": SESSION_OR_NONE,
        "appearance": _(
            "The guest whose paper or slides it is. Empty: nobody's. While this guest's remarks "
            "are withheld, or declined in any language, the file is not public either."
        ),
        "title": _("What visitors read before they download it, for example 会议议程 / Agenda."),
        "language": _("The language in which the file is written."),
    }
    list_display = (
        *each_language("title"),
        "of_event",
        "session",
        "written_in",
        "bytes",
        "position",
    )
    list_display_links = each_language("title")
    list_filter = ("language", by_event("event"))
    list_select_related = ("event", "session")
    main_texts = ("title",)
    begin = _("Add the agenda, slides or papers that visitors may take away.")
    search_fields = columns("title", "event__title")
    autocomplete_fields = ("event", "session", "appearance")
    related = ("event", "session__event", "appearance__person", "appearance__session")
    fieldsets = (
        section(
            None,
            ("event", "session", "appearance"),
            each_language("title"),
            ("file", "language", "position"),
            ("withheld", "embargoed_until"),
        ),
        HISTORY,
    )

    @admin.display(description=_("language of the file"), ordering="language")
    def written_in(self, record: Document) -> str:
        return record.get_language_display()

    @admin.display(description=_("size"), ordering="size")
    def bytes(self, record: Document) -> str:
        return filesizeformat(record.size)
