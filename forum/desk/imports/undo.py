"""Undoing an import in the desk: what would go back, what stays and why; then it is done."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext

from forum.desk.base_admin import admin_of, desk_page, staff_of
from forum.desk.correction_forms import asking, tell_if_any
from forum.desk.work_progress import report_progress
from forum.desk.working_copies.requests import say_unscheduled
from forum.history.corrections.changed import find_changes
from forum.history.corrections.correction_question import read_note
from forum.history.working_copies.copy_diversion import is_diverting
from forum.imports.import_lock import ImportLockedError
from forum.imports.undo import UndoError, UndoResult, preview_undo, undo_run
from forum.models import ImportRun

# For how long a request waits for an import that is under way.
WAIT_SECONDS = 5


@asking
def undo_import(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what undoing an import would do; a POST undoes it."""
    model_admin = admin_of(ImportRun)
    run: ImportRun = get_object_or_404(model_admin.get_queryset(request), pk=pk)
    may_undo = staff_of(request).has_perm("forum.change_importrun")
    if not may_undo or not model_admin.has_view_permission(request, run):
        raise PermissionDenied
    try:
        if request.method == "POST":
            return _undo(request, run)
        undone = preview_undo(run, staff_of(request))
    except (UndoError, ImportLockedError) as error:
        messages.warning(request, str(error))
        return redirect("admin:forum_importrun_change", run.pk)
    return _page(request, run, undone)


def _undo(request: HttpRequest, run: ImportRun) -> HttpResponse:
    user = staff_of(request)
    # What the import created is deleted: only what it changed can be a correction.
    is_changing = any(entry["action"] == "update" for entry in run.changes)
    edits = preview_undo(run, user).edits if is_changing else {}
    note = read_note(request.POST, find_changes(edits))
    with report_progress(request) as report, transaction.atomic():
        undone = undo_run(run, user, WAIT_SECONDS, report)
        tell_if_any(note, user)
    messages.success(request, str(undone))
    if undone.retained:
        lines = format_html_join("", "<li>{}</li>", ((str(line),) for line in undone.retained))
        messages.warning(request, format_html("{}<ul>{}</ul>", gettext("What stays:"), lines))
    # Where the request itself works on working copies it says so as well.
    for copy in undone.unscheduled if not is_diverting() else ():
        say_unscheduled(request, copy)
    return redirect("admin:forum_importrun_change", run.pk)


def _page(request: HttpRequest, run: ImportRun, undone: UndoResult) -> HttpResponse:
    context = {
        "opts": ImportRun._meta,
        "original": run,
        "undone": undone,
    }
    return desk_page(request, "admin/revisions/undo_import.html", context)
