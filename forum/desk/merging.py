"""Two people or organizations are merged in the desk: choose, look at what moves, confirm."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from forum.desk.correction_forms import asking
from forum.desk.model_forms import KnownAutocompleteSelect
from forum.history.corrections.asking import answered
from forum.history.corrections.changed import changed_by
from forum.history.corrections.telling import tell
from forum.workflow.merging import merge
from forum.workflow.merging.merge import MergeRefused, pair_token
from forum.workflow.merging.planning import plan_merge, renaming_edits
from people.models import Named, Organization, Person
from sessions_app.models import Appearance

# A relation to the model, by which the autocomplete asks for it.
_RELATIONS = {Person: "person", Organization: "organization"}
_LIKELY = 10


@require_http_methods(["GET", "HEAD", "POST"])
@asking
def merge_records(request: HttpRequest, pk: int, model: type[Named]) -> HttpResponse:
    """Show or carry out the merge of ``?other=`` into a record; without it, ask for the other."""
    desk: Any = admin.site.get_model_admin(model)
    rows = desk.get_queryset(request)
    survivor = get_object_or_404(rows, pk=pk)
    if not (desk.has_change_permission(request, survivor) and desk.has_delete_permission(request)):
        raise PermissionDenied
    key = request.GET.get("other", "")
    others = rows.exclude(pk=survivor.pk)
    duplicate = others.filter(pk=key).first() if key.isdecimal() and len(key) < 19 else None
    context = {
        **admin.site.each_context(request),
        "opts": model._meta,
        "kept": survivor,
        "desk": desk,
    }
    if duplicate is None:
        return _choose(request, context, others, asked=bool(key))
    if request.method == "POST":
        return _carry_out(request, survivor, duplicate)
    context |= {
        "plan": plan_merge(survivor, duplicate),
        "version_token": pair_token([survivor, duplicate]),
        "title": gettext("Merge “%(other)s” into “%(kept)s”")
        % {"other": desk.label(duplicate), "kept": desk.label(survivor)},
        "swap_url": f"{address(duplicate)}?other={survivor.pk}",
        "kept_url": _change_url(survivor),
        "other_url": _change_url(duplicate),
    }
    return TemplateResponse(request, "admin/merging/preview.html", context)


def address(record: Named) -> str:
    """Return the address of the page that merges another into a record."""
    return reverse(f"merge-{record._meta.model_name}", args=[record.pk])


def _choose(
    request: HttpRequest, context: dict[str, Any], others: Any, *, asked: bool
) -> HttpResponse:
    survivor, desk = context["kept"], context["desk"]
    likely = others.named(*survivor.names(), *survivor.aliases)[:_LIKELY]
    context |= {
        "title": gettext("Merge with “%(name)s”") % {"name": desk.label(survivor)},
        "form": _form(type(survivor), others, desk),
        "likely": [(one.pk, desk.label(one)) for one in likely],
        "asked": asked,
        "kept_url": _change_url(survivor),
    }
    return TemplateResponse(request, "admin/merging/choose.html", context)


def _form(model: type[Named], others: Any, desk: Any) -> forms.Form:
    field: Any = Appearance._meta.get_field(_RELATIONS[model])
    choice = forms.ModelChoiceField(
        queryset=others,
        label=_("The other record"),
        widget=KnownAutocompleteSelect(field, desk.admin_site),
    )
    return type("OtherForm", (forms.Form,), {"other": choice})()  # type: ignore[no-any-return]


def _carry_out(request: HttpRequest, survivor: Named, duplicate: Named) -> HttpResponse:
    prefix = "field-"
    chosen_fields = {
        name.removeprefix(prefix)
        for name, value in request.POST.items()
        if name.startswith(prefix) and value == "other"
    }
    note = answered(request.POST, changed_by(renaming_edits(survivor, duplicate, chosen_fields)))
    try:
        with transaction.atomic():
            token = request.POST.get("version_token", "")
            merge.merge_records(survivor, duplicate, chosen_fields, request.user, token)
            if note:
                tell(note, request.user)
    except MergeRefused as refused:
        messages.error(request, str(refused))
        return redirect(request.get_full_path())
    said = gettext("“%(other)s” was merged into “%(kept)s”; its old address leads here.")
    messages.success(request, said % {"other": duplicate, "kept": survivor})
    return redirect(_change_url(survivor))


def _change_url(record: Named) -> str:
    meta = record._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[record.pk])
