"""Imports on their way and written, and what they found."""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Count, Model, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import localize
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext, ngettext, pgettext
from django.utils.translation import gettext_lazy as _
from unfold.admin import TabularInline

from forum.core.columns import columns
from forum.desk.admin.readonly import ReadOnlyAdmin
from forum.desk.base_admin import staff_of
from forum.desk.downloads import PrivateFileMixin
from forum.desk.imports.finding_labels import finding_label
from forum.desk.imports.pages import ImportUploadAdmin
from forum.desk.list_filters import by_event, by_moment
from forum.models import ImportRun, ImportUpload, ImportWarning
from forum.models.finding_sentences import subject_in_words


class FindingKindFilter(admin.AllValuesFieldListFilter):
    """Narrow a list to one kind of finding."""

    # Any: the stubs' type of a choice has no name outside of them.
    def choices(self, changelist: ChangeList) -> Iterator[Any]:
        for choice in super().choices(changelist):
            yield {**choice, "display": finding_label(str(choice["display"]))}


class FindingColumnsMixin:
    """An admin of import warnings that says in words what they are about."""

    @admin.display(description=_("subject"), ordering="subject")
    def whom(self, warning: ImportWarning) -> str:
        return subject_in_words(warning.subject)

    @admin.display(description=_("lines"))
    def line_ranges(self, warning: ImportWarning) -> str:
        """Return the lines as people write them: 4–21, 25."""
        ranges: list[list[int]] = []
        for line in sorted(warning.lines):
            if ranges and line == ranges[-1][-1] + 1:
                ranges[-1].append(line)
            else:
                ranges.append([line])
        return ", ".join(
            f"{lines[0]}–{lines[-1]}" if len(lines) > 1 else f"{lines[0]}" for lines in ranges
        )

    @admin.display(description=_("message"))
    def sentence(self, warning: ImportWarning) -> str:
        return warning.message

    @admin.display(description=_("kind"), ordering="kind")
    def kind_in_words(self, warning: ImportWarning) -> str:
        return finding_label(warning.kind)


class ImportWarningInline(FindingColumnsMixin, TabularInline):  # type: ignore[misc]  # the theme's attribute, of two types
    model = ImportWarning
    fields = ("level", "kind_in_words", "whom", "line_ranges", "sentence", "resolved_by")
    readonly_fields = ("kind_in_words", "whom", "line_ranges", "sentence")
    extra = 0
    can_delete = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[ImportWarning]:
        return super().get_queryset(request).select_related("resolved_by")

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


admin.site.register(ImportUpload, ImportUploadAdmin)


@admin.register(ImportRun)
class ImportRunAdmin(PrivateFileMixin, ReadOnlyAdmin):
    begin = _("Each import is kept here with its file, its changes and its warnings.")
    list_display = ("source", "event", "at", "by", "open_warnings")
    list_filter = (
        by_event("event"),
        by_moment("undone_at", _("state"), _("in effect"), _("undone")),
    )
    list_select_related = ("event", "by")
    date_hierarchy = "at"
    search_fields = ("source", *columns("event__title"))
    fields = ("source", "download", "event", "at", "by", "undone", "changed")
    inlines = (ImportWarningInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[ImportRun]:
        is_open = Q(warnings__resolved_at=None, undone_at=None) & ~Q(warnings__level="note")
        still_open = Count("warnings", filter=is_open)
        # The record is long and no list shows it.
        queryset: QuerySet[ImportRun] = super().get_queryset(request).defer("record")
        return queryset.annotate(still_open=still_open)

    def name_of_file(self, record: ImportRun) -> str:
        """Return the name that it was uploaded under; it is stored under another one."""
        return record.source

    @admin.display(description=_("open warnings"))
    def open_warnings(self, run: Any) -> int:
        return int(run.still_open)

    @admin.display(description=_("undone"))
    def undone(self, run: ImportRun) -> str:
        if not run.undone_at:
            return _begun_by(run) if run.undoing_waits else "–"
        time = localize(timezone.localtime(run.undone_at))
        return f"{time} · {run.undone_by}" if run.undone_by else str(time)

    @admin.display(description=_("changes"))
    def changed(self, run: ImportRun) -> str:
        words = {"create": pgettext("plan", "create"), "update": pgettext("plan", "update")}
        acts = ((str(change.get("action", "")), change.get("name", "")) for change in run.changes)
        lines = ((words.get(act, act), name) for act, name in acts)
        return format_html_join(mark_safe("<br>"), "{} {}", lines) or "–"


def _begun_by(run: ImportRun) -> str:
    """Return that somebody has begun to undo an import, and when it must be pressed again."""
    words = gettext(
        "Begun by %(name)s: it waits for the working copies of what is public. Where these were "
        "discarded, choose “Undo this import” again."
    )
    return words % {"name": run.undone_by or gettext("the operators")}


@admin.register(ImportWarning)
class ImportWarningAdmin(FindingColumnsMixin, ReadOnlyAdmin):
    begin = _("What an import is unsure of is kept here until somebody settles it.")
    list_display = (
        "sentence",
        "level",
        "kind_in_words",
        "whom",
        "line_ranges",
        "run",
        "resolved_by",
    )
    list_filter = (
        "level",
        by_moment("resolved_at", _("state"), _("not settled"), _("settled")),
        by_event("run__event"),
        ("kind", FindingKindFilter),
    )
    list_select_related = ("run", "resolved_by")
    search_fields = ("subject", "kind", "run__source")
    fields = (
        "sentence",
        "level",
        "kind_in_words",
        "whom",
        "line_ranges",
        "run",
        "resolved_by",
        "resolved_at",
    )
    actions = ("resolve",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[ImportWarning]:
        """Leave out what was found in imports that were undone: nothing of it stands."""
        return super().get_queryset(request).filter(run__undone_at=None)

    def has_resolve_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("forum.change_importwarning")

    @admin.action(description=_("Mark as settled"), permissions=["resolve"])
    def resolve(self, request: HttpRequest, queryset: QuerySet[ImportWarning]) -> None:
        settled = queryset.filter(resolved_at=None).update(
            resolved_by=staff_of(request), resolved_at=timezone.now()
        )
        message = ngettext("%(count)d warning settled.", "%(count)d warnings settled.", settled)
        self.message_user(request, message % {"count": settled})
