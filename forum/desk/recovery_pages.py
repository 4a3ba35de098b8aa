"""The pages of what was deleted: the list, and one to be brought back after a look."""

from typing import Final

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext

from forum.core.content import Content
from forum.core.lazy_sentences import labelled
from forum.core.visibility import READINESS
from forum.desk.addresses import change_url
from forum.desk.base_admin import PageContext, desk_page
from forum.history.audit import Action, log_action
from forum.history.recording import recording
from forum.history.recovery import list_deleted, preview_recovery, read_deleted_state, recover
from forum.history.revision_list import actor_name
from forum.history.row_names import (
    RowNames,
    kind_of,
    label_of,
    list_editable_fields,
    list_references,
)
from forum.history.states import RecordState, RowState, row_state
from forum.models import Snapshot
from forum.permissions.access import is_helper, writes_one_language
from forum.workflow.merging.undo import find_merge_of
from sessions_app.models import Session

PER_PAGE: Final = 50
# Whether and since when a record is public.
_STEPS: Final = frozenset({*READINESS, "published_at"})


def recoverable_models(site: AdminSite, request: HttpRequest) -> list[type[Model]]:
    """Return the models whose deleted rows somebody may bring back: records, and sessions."""
    if is_helper(request.user) or writes_one_language(request.user):
        return []
    return [
        model
        for model, model_admin in site._registry.items()
        if issubclass(model, (Content, Session))
        and model_admin.has_add_permission(request)
        and model_admin.has_view_permission(request)
    ]


def list_view(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """List what was deleted, the latest first."""
    models = recoverable_models(site, request)
    if not models:
        raise PermissionDenied
    page = Paginator(list_deleted(models), PER_PAGE).get_page(request.GET.get("p"))
    snapshots = list(page)
    rows = {row.key: row for row in map(row_state, snapshots)}
    names = RowNames(rows)
    names.read(rows)
    context = {
        "title": gettext("Recover deleted"),
        "page": page,
        "entries": [_entry(snapshot, names) for snapshot in snapshots],
    }
    return desk_page(request, "admin/revisions/deleted.html", context)


def recover_view(site: AdminSite, request: HttpRequest, pk: int) -> HttpResponse:
    """Show a deleted record with what goes with it; a POST brings it back."""
    models = recoverable_models(site, request)
    if not models:
        raise PermissionDenied
    snapshot = get_object_or_404(list_deleted(models), pk=pk)
    state, row = read_deleted_state(snapshot), row_state(snapshot)
    if request.method == "POST":
        return _recover(request, row, state)
    outcome = preview_recovery(state)
    names = RowNames(state)
    keys = [key for key in outcome.after if key != row.key]
    names.read([row.key, *keys, *list_references(row, row.fields)])
    context = {
        "title": gettext("Recover deleted"),
        "entry": _entry(snapshot, names),
        "texts": _texts(row, names),
        "notes": outcome.notes,
        "with_it": [labelled(kind_of(key), names.of(key)) for key in keys],
        "may_recover": row.key in outcome.after,
        "merge": find_merge_of(row.key),
    }
    return desk_page(request, "admin/revisions/recover.html", context)


def _recover(request: HttpRequest, row: RowState, state: RecordState) -> HttpResponse:
    with recording(request.user):
        outcome = recover(state)
        if row.key in outcome.after:
            record = row.key.model._base_manager.get(pk=row.key.pk)
            log_action(Action.RECOVERED, record, request.user)
    for note in outcome.notes:
        messages.warning(request, note)
    if row.key not in outcome.after:
        return redirect("admin:recover")
    messages.success(request, gettext("“%(name)s” has been recovered.") % {"name": record})
    return redirect(change_url(record))


def _entry(snapshot: Snapshot, names: RowNames) -> PageContext:
    row = row_state(snapshot)
    return {
        "pk": snapshot.pk,
        "what": kind_of(row.key),
        "name": names.of_row(row),
        "at": snapshot.entry.at,
        "who": actor_name(snapshot.entry),
    }


def _texts(row: RowState, names: RowNames) -> list[tuple[str, str]]:
    """Return the fields of a row that have something in them, as text."""
    fields = list_editable_fields(row.key.model)
    values = [(field, row.fields.get(field.name)) for field in fields if field.name not in _STEPS]
    texts = [(label_of(field), names.text(field, value)) for field, value in values if value]
    return [(label, text) for label, text in texts if text]
