"""Previews for staff, of what is in the form, and for a speaker's office, by a signed link."""

from typing import Any, cast

from django.conf import settings
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.contrib.messages.storage.fallback import FallbackStorage
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.views.decorators.http import require_POST, require_safe

from forum.core.content import Content, language_codes
from forum.core.languages import requested_language
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
from people.models import User

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
        gone = TemplateResponse(request, "previews/gone.html", status=410)
        return make_private(gone.render())
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


def _was_taken_down(record: Any) -> bool:
    """Tell whether staff took a record offline, or what it stands in, or whom it shows.

    What is only withheld in its form is still to come: an office reads that.
    """
    shown = [one for name in ("session", "person") if (one := getattr(record, name, None))]
    if any(one.is_offline for one in (record.owner, *shown) if isinstance(one, Content)):
        return True
    taken = ((one, down) for one in (record, *shown) for down in TakeDown.objects.about(one))
    return any(not down.undone_at and is_offline(one, down.scope) for one, down in taken)


def staff_preview(
    request: HttpRequest, content_type: int, pk: int, path: str = ""
) -> HttpResponseBase:
    """Show a record as it is stored or, on POST, as it stands in the form that was sent."""
    record, desk = _record(request, content_type, pk)
    prefix = reverse("staff-preview", args=[content_type, pk])[:-1]
    if path.startswith(_PICTURES):
        return make_private(_picture(record, path))
    with rolled_back():
        if request.method == "POST":
            refusal = _saved(request, desk, record)
            if refusal is not None:
                return refusal
            record = desk.model._default_manager.get(pk=pk)
        if not path:
            path = public_address(record, _language(request)).lstrip("/")
        stage(record)
        return render_preview(request, record, f"/{path}", prefix)


@require_POST
def new_preview(request: HttpRequest, content_type: int) -> HttpResponseBase:
    """Show what stands in the form of a record that has not been saved yet."""
    model, desk = _desk(content_type)
    if not can_be_previewed(model()):
        raise Http404
    if not desk.has_add_permission(request):
        raise PermissionDenied
    with rolled_back():
        refusal = _saved(request, desk, None)
        if refusal is not None:
            return refusal
        record = desk.model._default_manager.get(pk=request.added.pk)  # type: ignore[attr-defined]
        stage(record)
        # Its other pages have no address of their own yet.
        return render_preview(request, record, public_address(record, _language(request)), "")


def _language(request: HttpRequest) -> str:
    wanted = request.GET.get("language", "")
    return wanted if wanted in language_codes() else language_codes()[0]


def _desk(content_type: int) -> tuple[type[Model], Any]:
    """Return a model of the desk and its admin; raise Http404."""
    model = get_object_or_404(ContentType, pk=content_type).model_class()
    if model is None or not admin.site.is_registered(model):
        raise Http404
    return model, admin.site.get_model_admin(model)


def _record(request: HttpRequest, content_type: int, pk: int) -> tuple[Model, Any]:
    """Return a record and its admin; raise Http404 or PermissionDenied."""
    _model, desk = _desk(content_type)
    record = get_object_or_404(desk.get_queryset(request), pk=pk)
    if not can_be_previewed(record):
        raise Http404
    if not desk.has_view_permission(request, record):
        raise PermissionDenied
    return record, desk


def _saved(request: HttpRequest, desk: Any, record: Model | None) -> HttpResponse | None:
    """Save the form within the transaction; return what to show instead if it was refused."""
    # A file on disk would survive the roll-back, and so would the word that all was saved.
    assert request.POST is not None  # noqa: S101 - read before the files are left out
    request.is_preview = True  # type: ignore[attr-defined]
    request._files = MultiValueDict()  # type: ignore[attr-defined]
    told = request._messages  # type: ignore[attr-defined]
    request._messages = FallbackStorage(request)  # type: ignore[attr-defined]
    try:
        answer = desk.changeform_view(request, str(record.pk) if record else None)
    finally:
        request._messages = told  # type: ignore[attr-defined]
    if answer.status_code == 302:
        return None
    context = {**admin.site.each_context(request), "opts": desk.opts, "original": record}
    return TemplateResponse(request, "admin/previews/refused.html", context, status=409).render()


def links(request: HttpRequest, content_type: int, pk: int) -> HttpResponseBase:
    """List the links of a record, and make another."""
    record, desk = _record(request, content_type, pk)
    if not desk.has_change_permission(request, record):
        raise PermissionDenied
    if request.method == "POST":
        note, by = request.POST.get("note", "")[:200], cast("User", request.user)
        PreviewLink.objects.create(object=record, note=note, by=by)
        return HttpResponseRedirect(request.get_full_path())
    found = PreviewLink.objects.about(record).select_related("by")
    rows = [(link, link_address(request, link)) for link in found]
    context = {
        **admin.site.each_context(request),
        "opts": desk.opts,
        "original": record,
        "rows": rows,
        "life": PreviewLink.LIFE.days,
    }
    return TemplateResponse(request, "admin/previews/links.html", context)


@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponseBase:
    """End a link at once."""
    link = get_object_or_404(PreviewLink, pk=pk)
    _found, desk = _record(request, link.content_type_id, link.object_id)
    if not desk.has_change_permission(request, link.object):
        raise PermissionDenied
    link.revoke()
    return HttpResponseRedirect(
        reverse("preview-links", args=[link.content_type_id, link.object_id])
    )
