"""The desk's pages on which the glossary goes out as a file and comes in from one."""

from collections import Counter
from http import HTTPStatus
from typing import Final

from django.contrib import messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext

from forum.desk.base_admin import DeskAdmin, PageContext, desk_page, staff_of
from forum.desk.overtaken_page import OVERTAKEN, warn_if_overtaken
from forum.desk.work_progress import report_progress
from forum.history.import_plan import Action, Change
from forum.localization.glossary import tables
from forum.localization.glossary.table_import import (
    TermPlan,
    column_heading,
    plan_terms,
    refusal_in_words,
    term_text,
    write_terms,
)
from forum.models import Term

# A longer list says how many more there are.
_MOST_ROWS: Final = 300
_COUNTED: Final = (Action.CREATE, Action.UPDATE, Action.UNCHANGED, Action.REFUSED)
_SALT: Final = "glossary import"
_LIFE: Final = 24 * 60 * 60
# What a form may carry at once is bounded (DATA_UPLOAD_MAX_MEMORY_SIZE).
_CARRIED: Final = 4_000_000


class GlossaryFilesMixin(DeskAdmin):
    """The admin of terms, as far as files go. What was read travels in the page, signed."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("import/", view(self.import_view), name="forum_term_import"),
            path("export.<slug:suffix>", view(self.export_view), name="forum_term_export"),
            *super().get_urls(),
        ]

    def export_view(self, request: HttpRequest, suffix: str) -> HttpResponse:
        """Hand the glossary out whole, as .xlsx or .csv."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        if f".{suffix}" not in tables.SUFFIXES:
            raise Http404
        data = tables.write_glossary(f".{suffix}", Term.objects.order_by("kind", "pk"))
        response = HttpResponse(data, content_type=tables.CONTENT_TYPES[f".{suffix}"])
        response["Content-Disposition"] = f'attachment; filename="{tables.FILE_NAME}.{suffix}"'
        return response

    def import_view(self, request: HttpRequest) -> HttpResponse:
        """Take a file in, show what it would do, and do it when that was agreed to."""
        if not (self.has_add_permission(request) and self.has_change_permission(request)):
            raise PermissionDenied
        if request.method != "POST":
            return self._import_page(request)
        try:
            name, rows = (
                _carried_rows(request) if "carried" in request.POST else _sent_rows(request)
            )
        except tables.TableError as error:
            return self._import_page(request, trouble=str(error))
        plan = plan_terms(name, rows)
        status: int = HTTPStatus.OK
        if "confirm" in request.POST:
            text = gettext("The glossary was changed meanwhile. This is what the file does now.")
            if not warn_if_overtaken(request, plan.version_token, text):
                return self._import(request, plan)
            status = OVERTAKEN
        carried = signing.dumps(
            [name, [[row.number, row.cells] for row in rows]], salt=_SALT, compress=True
        )
        if len(carried) > _CARRIED:
            trouble = gettext(
                "The file is too long for one go: split it, or have it imported with the command "
                "import_glossary."
            )
            return self._import_page(request, trouble=trouble)
        return self._import_page(request, status, carried=carried, **_preview(plan))

    def _import(self, request: HttpRequest, plan: TermPlan) -> HttpResponse:
        with report_progress(request) as report:
            written = write_terms(plan, staff_of(request), report)
        actions = Counter(change.action for change in written.changes)
        summary = gettext("“%(file)s” has been imported: %(new)d new, %(changed)d changed.") % {
            "file": plan.file_name,
            "new": actions[Action.CREATE],
            "changed": actions[Action.UPDATE],
        }
        messages.success(request, summary)
        left_out = plan.counts[Action.REFUSED] + len(written.overtaken)
        if left_out:
            text = ngettext(
                "%(count)d row was refused and left out.",
                "%(count)d rows were refused and left out.",
                left_out,
            )
            messages.warning(request, text % {"count": left_out})
        return redirect("admin:forum_term_changelist")

    def _import_page(
        self, request: HttpRequest, status: int = HTTPStatus.OK, **context: object
    ) -> HttpResponse:
        page = {"opts": self.opts, "headings": tables.headings(), "name": "", **context}
        status = HTTPStatus.BAD_REQUEST if context.get("trouble") else status
        return desk_page(request, "admin/glossary/import.html", page, status=status)


def _sent_rows(request: HttpRequest) -> tuple[str, list[tables.GlossaryRow]]:
    file = request.FILES.get("file")
    if file is None:
        raise tables.TableError(gettext("Choose a file."))
    name = str(file.name)[-200:]
    # No more of a huge file than shows that it is one.
    return name, tables.read_glossary(name, file.read(tables.MAX_FILE + 1))


def _carried_rows(request: HttpRequest) -> tuple[str, list[tables.GlossaryRow]]:
    try:
        name, rows = signing.loads(request.POST["carried"], salt=_SALT, max_age=_LIFE)
    except signing.BadSignature as error:
        raise tables.TableError(gettext("The page is too old: choose the file again.")) from error
    return name, [tables.GlossaryRow(number, cells) for number, cells in rows]


def _preview(plan: TermPlan) -> PageContext:
    """Return what the page shows of a plan: refused rows first, for they ask for work."""
    lists = [
        {
            "action": action,
            "title": capfirst(action.label),
            "rows": [_preview_row(change) for change in changes[:_MOST_ROWS]],
            "count": len(changes),
            "more": max(0, len(changes) - _MOST_ROWS),
        }
        for action in (Action.REFUSED, Action.UPDATE, Action.CREATE)
        if (changes := plan.with_action(action))
    ]
    counts = [(action, plan.counts[action]) for action in _COUNTED]
    refused = plan.counts[Action.REFUSED]
    return {
        "name": plan.file_name, "plan": plan, "counts": counts, "lists": lists, "refused": refused,
    }  # fmt: skip


def _preview_row(change: Change) -> tuple[int, str, str, list[tuple[str, str, str]]]:
    """Return line, texts, reason of a refusal, and what is changed: heading, old and new text."""
    fields = [
        (column_heading(field.column), term_text(field.old), term_text(field.new))
        for field in change.fields
        if change.action == Action.UPDATE
    ]
    return change.lines[0], change.name, refusal_in_words(change), fields
