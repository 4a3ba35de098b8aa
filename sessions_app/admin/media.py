"""The event's photos and documents."""

from django.contrib import admin

from forum.base.desk.records import PartAdmin
from forum.base.desk.rows import HISTORY, columns, each_language, section
from forum.base.downloads import PrivateFile
from sessions_app.models import Document, Photo


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
            ("withheld", "embargoed_until"),
        ),
        HISTORY,
    )
