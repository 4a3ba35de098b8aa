"""The lists of working copies: those that are worked on, and those that were discarded."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext

from forum.core.content import Content
from forum.core.record_names import full_name
from forum.core.record_tree import record_models
from forum.desk.addresses import change_url
from forum.desk.base_admin import PageContext, desk_page, staff_of
from forum.desk.working_copies.addresses import changes_url
from forum.history.row_names import RowNames
from forum.history.state_changes import compare_states
from forum.history.states import RowState, current_state, latest_states
from forum.history.working_copies.changes import lay_over
from forum.history.working_copies.store import edits_of, open_copy, owner_of_copy
from forum.models import WorkingCopy
from forum.models.working_copies import WorkingCopyQuerySet
from forum.permissions.access import has_model_right, is_helper, reached, sees_model
from forum.workflow.copy_steps import resume_copy
from forum.workflow.record_steps import Refused
from forum.workflow.step_labels import names_of
from people.models import User

PER_PAGE = 50


def list_page(request: HttpRequest) -> HttpResponse:
    """List the open working copies, the latest first, and the discarded ones."""
    user = staff_of(request)
    open_copies = list_visible_copies(user, WorkingCopy.objects.open()).order_by(
        "-changed_at", "-pk"
    )
    discarded = list_discarded(user).order_by("-closed_at", "-pk")
    page = Paginator(open_copies, PER_PAGE).get_page(request.GET.get("p"))
    discarded_page = Paginator(discarded, PER_PAGE).get_page(request.GET.get("d"))
    context = {
        "title": gettext("Working copies"),
        "page": page,
        "lines": [_line(copy) for copy in page],
        "discarded_page": discarded_page,
        "discarded": _discarded_lines(discarded_page),
        "days": WorkingCopy.LIFE.days,
    }
    return desk_page(request, "admin/working_copies/list.html", context)


def discarded_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what was discarded; POST: take it up again."""
    user = staff_of(request)
    copy = get_object_or_404(WorkingCopy.objects.discarded(), pk=pk)
    if not list_discarded(user).filter(pk=pk).exists():
        raise PermissionDenied
    owner = owner_of_copy(copy)
    if request.method == "POST":
        if not has_model_right(user, "change", owner.model):
            raise PermissionDenied
        try:
            record = resume_copy(copy, user)
        except Refused as refused:
            messages.warning(request, str(refused))
            return redirect("working-copy-discarded", pk)
        messages.success(request, gettext("The working copy is taken up again."))
        return redirect(change_url(record))
    edits = edits_of(copy)
    public = current_state(owner) or latest_states(edits)
    present = {key: RowState(key, row.fields) for key, row in public.items()}
    (line,) = _discarded_lines([copy])
    context = {
        "line": line,
        "rows": compare_states(present, lay_over(present, edits)),
        "may_resume": line["is_there"] and open_copy(owner) is None,
    }
    return desk_page(request, "admin/working_copies/discarded.html", context)


def list_visible_copies(user: User, copies: WorkingCopyQuerySet) -> WorkingCopyQuerySet:
    """Return those of some working copies whose records somebody may open, with these."""
    condition = Q(pk__in=())
    for kind, model in _models():
        if sees_model(user, model):
            rows = reached(user, model._default_manager.all())
            condition |= Q(content_type=kind, object_id__in=rows.values("pk"))
    return _light(copies.filter(condition))


def list_discarded(user: User) -> WorkingCopyQuerySet:
    """Return the discarded working copies that somebody may read, with their records.

    Of a record that is gone whoever may change others may; whether it was of a helper's event
    cannot be told any more.
    """
    copies = WorkingCopy.objects.discarded().exclude(changes={})
    condition = Q(pk__in=list_visible_copies(user, copies).values("pk"))
    for kind, model in _models():
        if has_model_right(user, "change", model) and not is_helper(user):
            stored = model._base_manager.values("pk")
            condition |= Q(content_type=kind) & ~Q(object_id__in=stored)
    return _light(copies.filter(condition))


def _light(copies: WorkingCopyQuerySet) -> WorkingCopyQuerySet:
    return copies.select_related("changed_by").prefetch_related("object").without_changes()


def _models() -> list[tuple[ContentType, Any]]:
    """Return of which models there may be working copies."""
    models = [model for model in record_models() if issubclass(model, Content)]
    return [(ContentType.objects.get_for_model(model), model) for model in models]


def _line(copy: WorkingCopy) -> PageContext:
    """Return a working copy of a stored record as the list shows it."""
    record: Any = copy.object
    return {
        "name": full_name(record),
        "kind": record._meta.verbose_name,
        "url": change_url(record),
        "changes_url": changes_url(copy),
        "who": str(copy.changed_by or ""),
        "at": copy.changed_at,
        "refused": names_of([*copy.refusals]),
    }


def _discarded_lines(copies: Iterable[WorkingCopy]) -> list[PageContext]:
    """Return discarded working copies as the list shows them; of deleted records the last name."""
    listed = list(copies)
    gone = [owner_of_copy(copy) for copy in listed if copy.object is None]
    names = RowNames(latest_states(gone) if gone else {})
    lines = []
    for copy in listed:
        record: Any = copy.object
        owner = owner_of_copy(copy)
        lines.append(
            {
                "name": full_name(record) if record else names.of(owner),
                "kind": owner.model._meta.verbose_name,
                "is_there": record is not None,
                "url": reverse("working-copy-discarded", args=[copy.pk]),
                "at": copy.closed_at,
                "who": str(copy.changed_by or ""),
            }
        )
    return lines
