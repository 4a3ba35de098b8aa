"""The pages of a working copy: what will change, its conflicts, starting and discarding it."""

from typing import Any, NamedTuple

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from forum.core.columns import model_field
from forum.core.content import Content, language_codes
from forum.core.record_names import full_name
from forum.core.text_differences import TextPiece, differences
from forum.core.translated import html_lang
from forum.desk.addresses import change_url
from forum.desk.base_admin import (
    DeskAdmin,
    PageContext,
    admin_of_kind_or_404,
    desk_page,
    key_in,
    staff_of,
)
from forum.desk.return_links import keep_way_back
from forum.desk.working_copies.addresses import copy_url
from forum.desk.working_copies.requests import say_unscheduled
from forum.history.audit import Action, log_action
from forum.history.row_names import RowNames, kind_of, label_of
from forum.history.rows import key_of
from forum.history.state_changes import FieldDifference, compare_states
from forum.history.states import RecordState, current_state, latest_states
from forum.history.version_token import OvertakenError, require_token, token_of
from forum.history.working_copies.changes import (
    DERIVED,
    STATES,
    EditConflict,
    RecordEdits,
    dropped_edits,
    find_conflicts,
    lay_over,
    settle,
)
from forum.history.working_copies.store import (
    edits_of,
    is_released,
    keep_dropped,
    keep_edits,
    open_copy,
    owner_of_copy,
    start_copy,
)
from forum.history.working_copies.writing import find_lost_targets
from forum.models import WorkingCopy
from forum.permissions.access import (
    PUBLISH,
    may,
    may_write,
    reaches,
)
from forum.workflow.copy_steps import (
    discard_copy,
    why_not_discard,
    why_not_withdraw,
    withdraw_merge,
)
from forum.workflow.merging.proposed import list_merges
from forum.workflow.record_steps import Refused
from people.models import Named, User

COPY, PUBLIC = "copy", "public"


class ConflictChoice(NamedTuple):
    """A place that was changed on both sides.

    name: of the form's field; pieces: what differs; may_decide: whether whoever looks may.
    """

    name: str
    what: str
    label: str
    lang: str
    public: str
    value: str
    pieces: list[TextPiece]
    may_decide: bool


class MergeLine(NamedTuple):
    """A merge that is proposed. key, name, url: of the record that goes, url "" if it is gone.

    name: "" where whoever looks may not open that record; then nothing else is said of it either.
    fields: what its values replace; problem: why it is not carried out, "" if it can be.
    """

    key: int
    name: str
    url: str
    fields: list[FieldDifference]
    problem: str


def changes_page(request: HttpRequest, content_type: int, pk: int) -> HttpResponse:
    """Show what a working copy will change, side by side; POST: decide on its conflicts."""
    record, model_admin = _record_or_404(request, content_type, pk)
    copy = open_copy(key_of(record))
    if copy is None:
        messages.info(request, gettext("There is no working copy: what is stored is public."))
        return redirect(change_url(record))
    if request.method == "POST":
        if not model_admin.has_change_permission(request, record):
            raise PermissionDenied
        if key := key_in(request.POST.get("withdraw", "")):
            return _withdraw(request, copy, key)
        return _settle(request, record)
    owner = key_of(record)
    public, edits = current_state(owner), edits_of(copy)
    merged = lay_over(public, edits)
    conflicts = _conflicts_of(public, edits)
    may_change = model_admin.has_change_permission(request, record)
    decided = [
        conflict
        for conflict in conflicts
        if may_change and _may_decide(staff_of(request), conflict, edits)
    ]
    choices = _choices(conflicts, decided, RowNames(public, merged))
    context = _context(request, record, copy) | {
        "rows": compare_states(public, merged),
        "conflicts": choices,
        "version_token": _conflict_token(copy, conflicts),
        "merges": _describe_merges(copy, record, staff_of(request)),
        "may_change": may_change,
        "may_withdraw": may_change and not why_not_withdraw(record, staff_of(request)),
        "may_decide": any(choice.may_decide for choice in choices),
    }
    return desk_page(request, "admin/working_copies/changes.html", context)


def discard_page(request: HttpRequest, content_type: int, pk: int) -> HttpResponse:
    """Ask whether a working copy is to be dropped; POST: drop it."""
    record, model_admin = _record_or_404(request, content_type, pk)
    if not model_admin.has_change_permission(request, record):
        raise PermissionDenied
    copy = open_copy(key_of(record))
    if copy is None:
        return redirect(change_url(record))
    if request.method == "POST":
        try:
            discard_copy(copy, staff_of(request), request.POST.get("version_token", ""))
        except Refused as refused:
            messages.warning(request, str(refused))
        else:
            messages.success(
                request, gettext("The working copy is discarded; what is public stays as it is.")
            )
            if copy.schedule:
                messages.warning(
                    request, gettext("Its publication at a later moment is cancelled.")
                )
        return redirect(change_url(record))
    public = current_state(key_of(record))
    context = _context(request, record, copy) | {
        "rows": compare_states(public, lay_over(public, edits_of(copy))),
        "version_token": str(copy.version),
        "why_not": why_not_discard(copy, record, staff_of(request)),
    }
    return desk_page(request, "admin/working_copies/discard.html", context)


@require_POST
def start(request: HttpRequest, content_type: int, pk: int) -> HttpResponse:
    """Open a working copy of a public record, for who could change it directly as well."""
    record, model_admin = _record_or_404(request, content_type, pk)
    if not model_admin.has_change_permission(request, record):
        raise PermissionDenied
    if is_released(record):
        start_copy(key_of(record), staff_of(request))
    return redirect(keep_way_back(request, change_url(record)))


def _record_or_404(request: HttpRequest, content_type: int, pk: int) -> tuple[Content, DeskAdmin]:
    """Return a record and its admin; raise Http404 or PermissionDenied."""
    model_admin = admin_of_kind_or_404(content_type)
    if not issubclass(model_admin.model, Content):
        raise Http404
    record: Content = get_object_or_404(model_admin.get_queryset(request), pk=pk)
    if not model_admin.has_view_permission(request, record):
        raise PermissionDenied
    return record, model_admin


def _settle(request: HttpRequest, record: Content) -> HttpResponse:
    owner, user = key_of(record), staff_of(request)
    with transaction.atomic():
        copy = open_copy(owner, lock=True)
        if copy is None:
            raise OvertakenError
        public = current_state(owner, lock=True)
        edits = edits_of(copy)
        conflicts = _conflicts_of(public, edits)
        require_token(request.POST.get("version_token", ""), _conflict_token(copy, conflicts))
        decisions = {
            (conflict.key, conflict.name): request.POST[name] == COPY
            for conflict in conflicts
            if request.POST.get(name := _field_name(conflict)) in (COPY, PUBLIC)
        }
        if not all(
            _may_decide(user, conflict, edits)
            for conflict in conflicts
            if (conflict.key, conflict.name) in decisions
        ):
            raise PermissionDenied
        last = latest_states(conflict.key for conflict in conflicts if not conflict.name)
        if decisions:
            schedule = copy.schedule
            keep_dropped(copy, dropped_edits(edits, decisions), user)
            keep_edits(copy, settle(edits, public, last, decisions), user)
            log_action(Action.COPY_CHANGED, record, user)
            if schedule:
                log_action(Action.UNSCHEDULED, record, languages=[*schedule])
                say_unscheduled(request, copy)
    messages.success(request, gettext("Your decisions are stored in the working copy."))
    return redirect(copy_url("working-copy", owner))


def _may_decide(user: User, conflict: EditConflict, edits: RecordEdits) -> bool:
    """Tell whether somebody writes what a conflict is about: a column, or all that a row holds."""
    edit = edits.get(conflict.key)
    names = [conflict.name] if conflict.name else [*(edit.fields if edit else ())]
    model = conflict.key.model
    return all(
        may_write(user, model_field(model, name))
        for name in names
        if name not in DERIVED and name != STATES
    )


def _conflicts_of(public: RecordState, edits: RecordEdits) -> list[EditConflict]:
    """Return what is to be decided; also on new rows that name what was deleted meanwhile."""
    lost = find_lost_targets(edits.values()).values()
    homeless = {edit.key for edit in lost if edit.kind == "added"}
    return [*find_conflicts(public, edits), *(EditConflict(key, "") for key in sorted(homeless))]


def _conflict_token(copy: WorkingCopy, conflicts: list[EditConflict]) -> str:
    facts = [[*conflict.key, conflict.name, conflict.public] for conflict in conflicts]
    return token_of([copy.pk, copy.version, facts])


def _field_name(conflict: EditConflict) -> str:
    return f"conflict-{conflict.key.label}-{conflict.key.pk}-{conflict.name}"


def _choices(
    conflicts: list[EditConflict], decided: list[EditConflict], names: RowNames
) -> list[ConflictChoice]:
    """Return the conflicts as the page shows them. decided: those that whoever looks decides on."""
    names.read([conflict.key for conflict in conflicts])
    choices = []
    for conflict in conflicts:
        field: Any = conflict.name and conflict.key.model._meta.get_field(conflict.name)
        public = names.text(field, conflict.public) if field else ""
        value = names.text(field, conflict.value) if field else ""
        language = getattr(field, "language", "") if field else ""
        choices.append(
            ConflictChoice(
                name=_field_name(conflict),
                what=f"{kind_of(conflict.key)} “{names.of(conflict.key)}”",
                label=str(label_of(field)) if field else "",
                lang=html_lang(language) if language else "",
                public=public,
                value=value,
                pieces=differences(public, value),
                may_decide=conflict in decided,
            )
        )
    return choices


def _withdraw(request: HttpRequest, copy: WorkingCopy, key: int) -> HttpResponse:
    token = request.POST.get("version_token", "")
    try:
        was_scheduled = withdraw_merge(copy, key, staff_of(request), token)
    except Refused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, gettext("The merge is proposed no more."))
        if was_scheduled:
            say_unscheduled(request, copy)
    return redirect(copy_url("working-copy", owner_of_copy(copy)))


def _describe_merges(copy: WorkingCopy, record: Content, user: User) -> list[MergeLine]:
    merges = list_merges(copy)
    names = RowNames()
    names.read([merge.key for merge in merges])
    return [
        MergeLine(merge.key.pk, "", "", [], "")
        if merge.duplicate and not reaches(user, merge.duplicate)
        else MergeLine(
            key=merge.key.pk,
            name=names.of(merge.key),
            url=change_url(merge.duplicate) if merge.duplicate else "",
            fields=merge.compare(record) if isinstance(record, Named) else [],
            problem=merge.why_not(record, language_codes()),
        )
        for merge in merges
    ]


def _context(request: HttpRequest, record: Content, copy: WorkingCopy) -> PageContext:
    owner = key_of(record)
    return {
        "opts": record._meta,
        "original": record,
        "name": full_name(record),
        "copy": copy,
        "change_url": change_url(record),
        "changes_url": copy_url("working-copy", owner),
        "discard_url": copy_url("working-copy-discard", owner),
        "may_publish": may(request.user, PUBLISH, record),
    }
