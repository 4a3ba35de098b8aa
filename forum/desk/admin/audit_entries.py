"""Who did what."""

from django.contrib import admin
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from forum.desk.admin.readonly import ReadOnlyAdmin
from forum.desk.audit_sentences import sentence_of
from forum.models import AuditEntry


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnlyAdmin):
    """Who did what: written by the desk, changed by nobody."""

    begin = _("Whatever somebody adds, changes or deletes is noted here.")
    list_display = ("at", "who", "act", "content_type", "subject", "message")
    list_filter = ("action", "actor", ("content_type", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("actor", "content_type")
    date_hierarchy = "at"
    search_fields = ("name", "actor__username")
    fields = ("at", "who", "act", "content_type", "subject", "message")

    @admin.display(description=_("by"), ordering="actor")
    def who(self, entry: AuditEntry) -> str:
        return str(entry.actor) if entry.actor else gettext("by a command")

    @admin.display(description=_("act"), ordering="action")
    def act(self, entry: AuditEntry) -> str:
        return entry.get_action_display()

    @admin.display(description=_("record"), ordering="name")
    def subject(self, entry: AuditEntry) -> str:
        url = entry_url(entry)
        return format_html('<a href="{}">{}</a>', url, entry.name) if url else entry.name

    @admin.display(description=_("what was done"))
    def message(self, entry: AuditEntry) -> str:
        return sentence_of(entry)


def entry_url(entry: AuditEntry) -> str:
    """Return where the record of an entry is edited; "" for one that is gone, or has no form."""
    if entry.action in AuditEntry.REMOVALS or not (entry.content_type and entry.object_id):
        return ""
    kind = entry.content_type
    try:
        return reverse(f"admin:{kind.app_label}_{kind.model}_change", args=[entry.object_id])
    except NoReverseMatch:
        return ""
