"""Who did what."""

from django.apps import apps
from django.contrib import admin
from django.contrib.admin.models import DELETION, LogEntry
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from forum.desk.admin.readonly import ReadOnlyAdmin

LogEntry._meta.verbose_name_plural = _("activity log")
apps.get_app_config("admin").verbose_name = _("Supervision")


@admin.register(LogEntry)
class LogEntryAdmin(ReadOnlyAdmin):
    """Who did what: written by the desk, changed by nobody."""

    begin = _("Whatever somebody adds, changes or deletes is noted here.")
    list_display = ("action_time", "user", "act", "content_type", "record", "message")
    list_filter = ("action_flag", "user", ("content_type", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("user", "content_type")
    date_hierarchy = "action_time"
    search_fields = ("object_repr", "change_message", "user__username")
    fields = ("action_time", "user", "act", "content_type", "record", "message")

    @admin.display(description=_("act"), ordering="action_flag")
    def act(self, entry: LogEntry) -> str:
        return entry.get_action_flag_display()

    @admin.display(description=_("record"), ordering="object_repr")
    def record(self, entry: LogEntry) -> str:
        url = entry.get_admin_url()
        if not url or entry.action_flag == DELETION:
            return entry.object_repr
        return format_html('<a href="{}">{}</a>', url, entry.object_repr)

    @admin.display(description=_("what was done"))
    def message(self, entry: LogEntry) -> str:
        return str(entry.get_change_message())
