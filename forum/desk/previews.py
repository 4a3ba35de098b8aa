"""Previews for staff, of what is in the form, and for a speaker's office, by a signed link."""

from typing import Any

from django.conf import settings
from django.contrib import admin
from django.contrib.messages.storage.fallback import FallbackStorage
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.views.decorators.http import require_POST, require_safe

from forum.core.content import Content, Record, language_codes
from forum.core.languages import requested_language
from forum.desk.base_admin import DeskAdmin, admin_of_kind_or_404, staff_of
from forum.desk.form_steps import steps_of
from forum.desk.take_down import offline_picture
from forum.models import PreviewLink, TakeDown
from forum.site.previews import (
    can_be_previewed,
    make_private,
    public_address,
    render_preview,
    rolled_back,
    stage,
)
from forum.workflow.take_down.actions import is_offline
from forum.workflow.take_down.pictures import pictures_of

_signer = signing.Signer(salt="preview")
_PICTURES = settings.MEDIA_URL.lstrip("/")


def link_address(request: HttpRequest, link: PreviewLink) -> str:
    """Return the absolute address that opens a preview link."""
    return request.build_absolute_uri(reverse("preview", args=[_signer.sign(link.token)]))


@require_safe
def preview(request: HttpRequest, signed: str, path: str = "") -> HttpResponseBase:
    """Show the record of a link, as long as the link is valid."""
    link = _valid_link(signed)
    if link is None:
        expired = TemplateResponse(request, "previews/gone.html", status=410)
        return make_private(expired.render())
    record: Any = link.object
    prefix = f"/preview/{signed}"
    if not path:
        target = public_address(record, requested_language(request))
        return make_private(HttpResponseRedirect(prefix + target))
    if path.startswith(_PICTURES):
        return make_private(_picture(record, path))
    with rolled_back():
        stage(record, alone=True)
        return render_preview(request, record, f"/{path}", prefix)


def _picture(record: Any, path: str) -> HttpResponseBase:
    """Return a picture of a record that is out of the public folder; raise Http404 for others."""
    name = path.removeprefix(_PICTURES)
    if not any(name in file.names() for file in pictures_of(record)):
        raise Http404
    return offline_picture(name)


def _valid_link(signed: str) -> PreviewLink | None:
    try:
        token = _signer.unsign(signed)
    except signing.BadSignature:
        return None
    link = PreviewLink.objects.filter(token=token).first()
    if link is None or not link.is_valid or link.object is None:
        return None
    # What was taken out of the public's sight is not shown by a forgotten link either.
    return None if _was_taken_down(link.object) else link


def _was_taken_down(record: Record) -> bool:
    """Tell whether staff took a record offline, or what it stands in, or whom it shows.

    What is only withheld in its form is still to come: an office reads that.
    """
    related = [row for name in ("session", "person") if (row := getattr(record, name, None))]
    if any(row.is_offline for row in (record.owner, *related) if isinstance(row, Content)):
        return True
    return any(
        not take_down.undone_at and is_offline(row, take_down.scope)
        for row in (record, *related)
        for take_down in TakeDown.objects.about(row)
    )


def staff_preview(
    request: HttpRequest, content_type: int, pk: int, path: str = ""
) -> HttpResponseBase:
    """Show a record as it is stored or, on POST, as it stands in the form that was sent."""
    record, model_admin = _record_or_404(request, content_type, pk)
    prefix = reverse("staff-preview", args=[content_type, pk])[:-1]
    if path.startswith(_PICTURES):
        return make_private(_picture(record, path))
    with rolled_back():
        if request.method == "POST":
            refusal = _save_form(request, model_admin, record)
            if refusal is not None:
                return refusal
            record = model_admin.model._default_manager.get(pk=pk)
        if not path:
            path = public_address(record, _language(request)).lstrip("/")
        stage(record)
        return render_preview(request, record, f"/{path}", prefix)


@require_POST
def new_preview(request: HttpRequest, content_type: int) -> HttpResponseBase:
    """Show what stands in the form of a record that has not been saved yet."""
    model_admin = admin_of_kind_or_404(content_type)
    if not can_be_previewed(model_admin.model()):
        raise Http404
    if not model_admin.has_add_permission(request):
        raise PermissionDenied
    with rolled_back():
        refusal = _save_form(request, model_admin, None)
        added = steps_of(request).added
        if refusal is not None or added is None:
            return refusal or HttpResponseRedirect(request.get_full_path())
        record = model_admin.model._default_manager.get(pk=added.pk)
        stage(record)
        # Its other pages have no address of their own yet.
        return render_preview(request, record, public_address(record, _language(request)), "")


def _language(request: HttpRequest) -> str:
    code = request.GET.get("language", "")
    return code if code in language_codes() else language_codes()[0]


def _record_or_404(request: HttpRequest, content_type: int, pk: int) -> tuple[Record, DeskAdmin]:
    """Return a record and its admin; raise Http404 or PermissionDenied."""
    model_admin = admin_of_kind_or_404(content_type)
    record: Record = get_object_or_404(model_admin.get_queryset(request), pk=pk)
    if not can_be_previewed(record):
        raise Http404
    if not model_admin.has_view_permission(request, record):
        raise PermissionDenied
    return record, model_admin


def _save_form(
    request: HttpRequest, model_admin: DeskAdmin, record: Record | None
) -> HttpResponse | None:
    """Save the form within the transaction; return what to show instead if it was refused."""
    steps_of(request).is_preview = True
    assert request.POST is not None  # noqa: S101 - read before the files are left out
    # A file on disk would survive the roll-back, and so would the word that all was saved: Django
    # keeps both on the request, under names that its stubs leave out.
    request._files = MultiValueDict()  # type: ignore[attr-defined]
    messages = request._messages  # type: ignore[attr-defined]
    request._messages = FallbackStorage(request)  # type: ignore[attr-defined]
    try:
        response = model_admin.changeform_view(request, str(record.pk) if record else None)
    finally:
        request._messages = messages  # type: ignore[attr-defined]
    if response.status_code == 302:
        return None
    context = {**admin.site.each_context(request), "opts": model_admin.opts, "original": record}
    return TemplateResponse(request, "admin/previews/refused.html", context, status=409).render()


def links(request: HttpRequest, content_type: int, pk: int) -> HttpResponseBase:
    """List the links of a record, and make another."""
    record, model_admin = _record_or_404(request, content_type, pk)
    if not model_admin.has_change_permission(request, record):
        raise PermissionDenied
    if request.method == "POST":
        note = request.POST.get("note", "")[:200]
        PreviewLink.objects.create(object=record, note=note, by=staff_of(request))
        return HttpResponseRedirect(request.get_full_path())
    record_links = PreviewLink.objects.about(record).select_related("by")
    rows = [(link, link_address(request, link)) for link in record_links]
    context = {
        **admin.site.each_context(request),
        "opts": model_admin.opts,
        "original": record,
        "rows": rows,
        "life": PreviewLink.LIFE.days,
    }
    return TemplateResponse(request, "admin/previews/links.html", context)


@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponseBase:
    """End a link at once."""
    link = get_object_or_404(PreviewLink, pk=pk)
    _record, model_admin = _record_or_404(request, link.content_type_id, link.object_id)
    if not model_admin.has_change_permission(request, link.object):
        raise PermissionDenied
    link.revoke()
    return HttpResponseRedirect(
        reverse("preview-links", args=[link.content_type_id, link.object_id])
    )
