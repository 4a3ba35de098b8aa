"""Who did what."""

from collections.abc import Iterator
from typing import Any, Final

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ERROR_FLAG, ChangeList
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from forum.desk.admin.readonly import ReadOnlyAdmin
from forum.desk.audit_sentences import sentence_of
from forum.desk.base_admin import PageContext
from forum.localization.csv_tables import CONTENT_TYPE, write
from forum.models import AuditEntry
from forum.permissions.access import visible_entries

# More is a matter for the database.
MOST_ENTRIES: Final = 20_000


class ActFilter(admin.ChoicesFieldListFilter):
    """Narrow the log to what was done in one way, by those acts that somebody did."""

    # Any: the stubs' type of a choice has no name outside of them.
    def choices(self, changelist: ChangeList) -> Iterator[Any]:
        unacted = AuditEntry.Action.BASELINE.label
        return (choice for choice in super().choices(changelist) if choice["display"] != unacted)


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnlyAdmin):
    """Who did what: written by the desk, changed by nobody."""

    begin = _("Whatever somebody adds, changes or deletes is noted here.")
    list_display = ("at", "who", "act", "kind", "subject", "message")
    list_filter = (
        ("action", ActFilter),
        ("actor", admin.RelatedOnlyFieldListFilter),
        ("content_type", admin.RelatedOnlyFieldListFilter),
    )
    list_select_related = ("actor", "content_type")
    date_hierarchy = "at"
    search_fields = ("name", "actor__username")
    fields = ("at", "who", "act", "kind", "subject", "message")

    def get_queryset(self, request: HttpRequest) -> QuerySet[AuditEntry]:
        # How a record was before its first act is no act of anybody's.
        acts = super().get_queryset(request).exclude(action=AuditEntry.Action.BASELINE)
        return visible_entries(request.user, acts)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: PageContext | None = None
    ) -> HttpResponse:
        """Refuse who may not read the log before an entry that is kept from them is looked for."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return super().history_view(request, object_id, extra_context)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_safe(self.export_view))
        return [path("export/", view, name="forum_auditentry_export"), *super().get_urls()]

    def export_view(self, request: HttpRequest) -> HttpResponse:
        """Hand out the log as the list's filters show it, at most ``MOST_ENTRIES``, as a table."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        try:
            entries = self.get_changelist_instance(request).get_queryset(request)
        except IncorrectLookupParameters:
            # As the list itself says it.
            return redirect(f"{reverse('admin:forum_auditentry_changelist')}?{ERROR_FLAG}=1")
        head = [gettext(word) for word in ("at", "by", "act", "kind", "record", "what was done")]
        rows = (
            (
                timezone.localtime(entry.at).strftime("%Y-%m-%d %H:%M:%S"),
                self.who(entry),
                self.act(entry),
                self.kind(entry),
                entry.name,
                self.message(entry),
            )
            for entry in entries[:MOST_ENTRIES]
        )
        response = HttpResponse(write([head, *rows]), content_type=CONTENT_TYPE)
        name = f"log-{timezone.localdate():%Y-%m-%d}.csv"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return response

    @admin.display(description=_("by"), ordering="actor")
    def who(self, entry: AuditEntry) -> str:
        return str(entry.actor) if entry.actor else gettext("by a command")

    @admin.display(description=_("act"), ordering="action")
    def act(self, entry: AuditEntry) -> str:
        return entry.act

    @admin.display(description=_("kind"), ordering="content_type")
    def kind(self, entry: AuditEntry) -> str:
        return str(entry.content_type.name) if entry.content_type else ""

    @admin.display(description=_("Record"), ordering="name")
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
