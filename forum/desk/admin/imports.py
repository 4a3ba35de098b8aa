"""Imports on their way and written, and what they found."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import localize
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext
from unfold.admin import TabularInline as BaseTabularInline

from forum.core.columns import columns
from forum.desk.admin.readonly import ReadOnlyAdmin
from forum.desk.downloads import PrivateFile
from forum.desk.imports.finding_labels import KindFilter, kind_words
from forum.desk.imports.pages import ImportUploadAdmin
from forum.desk.list_filters import by_event
from forum.models import (
    ImportRun,
    ImportUpload,
    ImportWarning,
)
from forum.models.finding_sentences import subject_in_words


class InWords:
    """An admin of import warnings that says in words what they are about."""

    @admin.display(description=_("subject"), ordering="subject")
    def whom(self, warning: ImportWarning) -> str:
        return subject_in_words(warning.subject)

    @admin.display(description=_("message"))
    def sentence(self, warning: ImportWarning) -> str:
        return warning.message

    @admin.display(description=_("kind"), ordering="kind")
    def kind_in_words(self, warning: ImportWarning) -> str:
        return kind_words(warning.kind)


class ImportWarningInline(InWords, BaseTabularInline):  # type: ignore[misc]
    model = ImportWarning
    fields = ("level", "kind_in_words", "whom", "lines", "sentence", "resolved_by")
    readonly_fields = ("kind_in_words", "whom", "sentence")
    extra = 0
    can_delete = False

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("resolved_by")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


admin.site.register(ImportUpload, ImportUploadAdmin)


@admin.register(ImportRun)
class ImportRunAdmin(PrivateFile, ReadOnlyAdmin):
    begin = _("Each import is kept here with its file, its changes and its warnings.")
    list_display = ("source", "event", "at", "by", "open_warnings")
    list_filter = (by_event("event"), ("undone_at", admin.EmptyFieldListFilter))
    list_select_related = ("event", "by")
    date_hierarchy = "at"
    search_fields = ("source", *columns("event__title"))
    fields = ("source", "download", "event", "at", "by", "encoding", "sha256", "undone", "changed")
    inlines = (ImportWarningInline,)

    def get_queryset(self, request: HttpRequest) -> Any:
        still_open = Count("warnings", filter=Q(warnings__resolved_at=None))
        # The record is long and no list shows it.
        return super().get_queryset(request).defer("record").annotate(still_open=still_open)

    @admin.display(description=_("open warnings"))
    def open_warnings(self, run: Any) -> int:
        return int(run.still_open)

    @admin.display(description=_("undone"))
    def undone(self, run: ImportRun) -> str:
        if not run.undone_at:
            return "–"
        when = localize(timezone.localtime(run.undone_at))
        return f"{when} · {run.undone_by}" if run.undone_by else str(when)

    @admin.display(description=_("changes"))
    def changed(self, run: ImportRun) -> str:
        words = {"create": pgettext("plan", "create"), "update": pgettext("plan", "update")}
        acts = ((str(one.get("action", "")), one.get("name", "")) for one in run.changes)
        lines = ((words.get(act, act), name) for act, name in acts)
        return format_html_join(mark_safe("<br>"), "{} {}", lines) or "–"


@admin.register(ImportWarning)
class ImportWarningAdmin(InWords, ReadOnlyAdmin):
    begin = _("What an import is unsure of is kept here until somebody settles it.")
    list_display = ("sentence", "level", "kind_in_words", "whom", "lines", "run", "resolved_by")
    list_filter = (
        "level",
        ("resolved_at", admin.EmptyFieldListFilter),
        by_event("run__event"),
        ("kind", KindFilter),
    )
    list_select_related = ("run", "resolved_by")
    search_fields = ("subject", "kind", "run__source")
    fields = (
        "sentence",
        "level",
        "kind_in_words",
        "whom",
        "lines",
        "run",
        "resolved_by",
        "resolved_at",
    )
    actions = ("resolve",)

    def has_resolve_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("forum.change_importwarning")

    @admin.action(description=_("Mark as settled"), permissions=["resolve"])
    def resolve(self, request: HttpRequest, queryset: Any) -> None:
        settled = queryset.filter(resolved_at=None).update(
            resolved_by=request.user, resolved_at=timezone.now()
        )
        said = ngettext("%(count)d warning settled.", "%(count)d warnings settled.", settled)
        self.message_user(request, said % {"count": settled})
