"""Two people or organizations are merged in the desk: choose, look at what moves, confirm."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from forum.desk.addresses import change_url
from forum.desk.base_admin import PageContext, admin_of, desk_page, key_in, staff_of
from forum.desk.correction_forms import asking, tell_if_any
from forum.desk.model_forms import KnownAutocompleteSelect
from forum.desk.working_copies.requests import say_unscheduled
from forum.history.corrections.changed import edits_between, find_changes
from forum.history.corrections.correction_question import read_note
from forum.history.restore import Outcome
from forum.history.rows import key_from, key_of
from forum.history.state_changes import compare_states
from forum.history.states import state_token
from forum.history.working_copies.store import open_copy
from forum.models import MergeJournal
from forum.permissions.access import PUBLISH, may
from forum.workflow.copy_steps import is_merge_public, propose_merge
from forum.workflow.merging import merge, undo
from forum.workflow.merging.merge import MergeRefused, pair_token
from forum.workflow.merging.planning import plan_merge, renaming_edits
from forum.workflow.merging.undo import (
    UndoRefusedError,
    list_open_merges,
    preview_undo,
)
from people.models import Named, NamedQuerySet, Organization, Person
from sessions_app.models import Appearance

# A relation to the model, by which the autocomplete asks for it.
RELATIONS: dict[type[Named], str] = {Person: "person", Organization: "organization"}
MOST_CANDIDATES = 10


@require_http_methods(["GET", "HEAD", "POST"])
@asking
def merge_records(request: HttpRequest, pk: int, model: type[Named]) -> HttpResponse:
    """Show or carry out the merge of ``?other=`` into a record; without it, ask which."""
    model_admin = admin_of(model)
    rows: Any = model_admin.get_queryset(request)
    survivor: Named = get_object_or_404(rows, pk=pk)
    if not may_merge(request, survivor):
        raise PermissionDenied
    key = request.GET.get("other", "")
    duplicates: NamedQuerySet[Named] = rows.exclude(pk=survivor.pk)
    duplicate = duplicates.filter(pk=key_in(key)).first()
    if duplicate is None:
        return _choice_page(request, survivor, duplicates, is_unknown=bool(key))
    if request.method == "POST":
        return _carry_out(request, survivor, duplicate)
    label = model_admin.label
    context = _context(survivor) | {
        "plan": plan_merge(survivor, duplicate),
        "version_token": pair_token([survivor, duplicate]),
        "title": gettext("Merge “%(other)s” into “%(kept)s”")
        % {"other": label(duplicate), "kept": label(survivor)},
        "swap_url": f"{merge_url(duplicate)}?other={survivor.pk}",
        "other_url": change_url(duplicate),
    }
    return desk_page(request, "admin/merging/preview.html", context)


def may_merge(request: HttpRequest, survivor: Named) -> bool:
    """Tell whether somebody may merge another record into one, or undo that."""
    model_admin = admin_of(type(survivor))
    may_change = model_admin.has_change_permission(request, survivor)
    return may_change and model_admin.has_delete_permission(request)


def merge_url(record: Named) -> str:
    """Return the address of the page that merges another into a record."""
    return reverse(f"merge-{record._meta.model_name}", args=[record.pk])


def _context(survivor: Named) -> PageContext:
    return {
        "opts": survivor._meta,
        "kept": survivor,
        "kept_url": change_url(survivor),
    }


def _choice_page(
    request: HttpRequest, survivor: Named, duplicates: NamedQuerySet[Named], *, is_unknown: bool
) -> HttpResponse:
    """Ask for the record that is merged. is_unknown: one was named that is none."""
    label = admin_of(type(survivor)).label
    candidates = duplicates.named(*survivor.names(), *survivor.aliases)[:MOST_CANDIDATES]
    context = _context(survivor) | {
        "title": gettext("Merge with “%(name)s”") % {"name": label(survivor)},
        "form": DuplicateForm(type(survivor), duplicates),
        "likely": [(candidate.pk, label(candidate)) for candidate in candidates],
        "is_unknown": is_unknown,
    }
    return desk_page(request, "admin/merging/choose.html", context)


class DuplicateForm(forms.Form):
    """Which record is merged into the one at hand."""

    def __init__(self, model: type[Named], duplicates: NamedQuerySet[Named]) -> None:
        super().__init__()
        relation = Appearance._meta.get_field(RELATIONS[model])
        self.fields["other"] = forms.ModelChoiceField(
            queryset=duplicates,
            label=_("The other record"),
            widget=KnownAutocompleteSelect(relation, admin.site),
        )


def _carry_out(request: HttpRequest, survivor: Named, duplicate: Named) -> HttpResponse:
    prefix = "field-"
    names = {
        name.removeprefix(prefix)
        for name, value in request.POST.items()
        if name.startswith(prefix) and value == "other"
    }
    user = staff_of(request)
    if is_merge_public(survivor, duplicate) and not may(user, PUBLISH, survivor):
        _propose(request, survivor, duplicate, names)
        return redirect(change_url(survivor))
    note = read_note(request.POST, find_changes(renaming_edits(survivor, duplicate, names)))
    try:
        with transaction.atomic():
            token = request.POST.get("version_token", "")
            merge.merge_records(survivor, duplicate, names, user, token)
            tell_if_any(note, user)
    except MergeRefused as refused:
        messages.error(request, str(refused))
        return redirect(request.get_full_path())
    message = gettext("“%(other)s” was merged into “%(kept)s”; its old address leads here.")
    message %= {"other": duplicate, "kept": survivor}
    url = reverse("undo-merge", args=[list_open_merges(survivor)[0].pk])
    link = format_html('<a href="{}">{}</a>', url, gettext("Undo this merge…"))
    messages.success(request, format_html("{} {}", message, link))
    return redirect(change_url(survivor))


@require_http_methods(["GET", "HEAD", "POST"])
@asking
def undo_merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what undoing a merge would do; a POST undoes it."""
    journal = get_object_or_404(MergeJournal.objects.select_related("by"), pk=pk)
    survivor = journal.object
    if not isinstance(survivor, Named):
        raise Http404
    rows = admin_of(type(survivor)).get_queryset(request)
    if not rows.filter(pk=survivor.pk).exists() or not may_merge(request, survivor):
        raise PermissionDenied
    user = staff_of(request)
    try:
        outcome = preview_undo(journal, user)
        if request.method == "POST":
            return _undo(request, journal, outcome)
    except UndoRefusedError as refused:
        messages.error(request, str(refused))
        return redirect(change_url(survivor))
    context = _context(survivor) | {
        "title": gettext("Undo the merge with “%(name)s”") % {"name": journal.name},
        "journal": journal,
        "version_token": state_token(outcome.before),
        "rows": compare_states(outcome.before, outcome.after),
        "notes": outcome.notes,
    }
    return desk_page(request, "admin/merging/undo.html", context)


def _undo(request: HttpRequest, journal: MergeJournal, preview: Outcome) -> HttpResponse:
    user, token = staff_of(request), request.POST.get("version_token", "")
    note = read_note(request.POST, find_changes(edits_between(preview.before, preview.after)))
    with transaction.atomic():
        outcome = undo.undo_merge(journal, user, token)
        tell_if_any(note, user)
    model = key_from(journal.content_type_id, journal.other).model
    duplicate = model._base_manager.get(pk=journal.other)
    message = gettext("The merge is undone: “%(name)s” is a record of its own again.")
    messages.success(request, message % {"name": duplicate})
    for line in outcome.notes:
        messages.warning(request, line)
    return redirect(change_url(duplicate))


def _propose(request: HttpRequest, survivor: Named, duplicate: Named, names: set[str]) -> None:
    """Propose a merge in the working copy of the record that stays, and say what came of it."""
    former = open_copy(key_of(survivor))
    token = request.POST.get("version_token", "")
    copy = propose_merge(survivor, duplicate, names, staff_of(request), token)
    message = gettext(
        "The merge of “%(other)s” into “%(kept)s” is proposed; it is carried out when the "
        "working copy of “%(kept)s” is published."
    )
    messages.success(request, message % {"other": duplicate, "kept": survivor})
    if former and former.schedule:
        say_unscheduled(request, copy)
