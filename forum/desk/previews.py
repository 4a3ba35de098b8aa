"""Previews for staff, of what is stored and of what stands in the form."""

from django.conf import settings
from django.contrib.messages import get_messages
from django.contrib.messages.storage.fallback import FallbackStorage
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.views.decorators.http import require_POST, require_safe

from forum.core.content import Content, Part, Record, language_codes
from forum.core.field_labels import site_language_name
from forum.core.lazy_sentences import labelled
from forum.core.save_batches import rolled_back
from forum.desk.base_admin import DeskAdmin, admin_of_kind_or_404, desk_page
from forum.desk.form_steps import steps_of
from forum.desk.take_down import offline_picture
from forum.history.working_copies.overlay import find_row
from forum.site.previews import (
    can_be_previewed,
    make_private,
    public_address,
    render_preview,
    stage,
)
from forum.workflow.take_down.pictures import pictures_of

PICTURES = settings.MEDIA_URL.lstrip("/")


def send_picture(record: Content | Part, path: str) -> HttpResponseBase:
    """Return a picture of a record that is out of the public folder; raise Http404 for others."""
    name = path.removeprefix(PICTURES)
    if not any(name in file.names() for file in pictures_of(record)):
        raise Http404
    return offline_picture(name)


def staff_preview(
    request: HttpRequest, content_type: int, pk: int, path: str = ""
) -> HttpResponseBase:
    """Show a record as it is stored or, on POST, as it stands in the form that was sent."""
    record, model_admin = previewed_record_or_404(request, content_type, pk)
    prefix = reverse("staff-preview", args=[content_type, pk])[:-1]
    if path.startswith(PICTURES):
        return make_private(send_picture(record, path))
    with rolled_back():
        refusal = _save_form(request, model_admin, record) if request.method == "POST" else None
        if refusal is not None:
            return refusal
        steps = steps_of(request)
        stage(record, edited=steps.previewed, hidden=steps.hidden)
        # As the form has it: its address may be another.
        record = model_admin.model._default_manager.get(pk=pk)
        path = path or public_address(record, _language(request)).lstrip("/")
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


def previewed_record_or_404(
    request: HttpRequest, content_type: int, pk: int
) -> tuple[Content | Part, DeskAdmin]:
    """Return a record and its admin; raise Http404 or PermissionDenied.

    It may be one that only a working copy has.
    """
    model_admin = admin_of_kind_or_404(content_type)
    record: Content | Part | None = find_row(model_admin.get_queryset(request), pk)
    if record is None or not can_be_previewed(record):
        raise Http404
    if not model_admin.has_view_permission(request, record):
        raise PermissionDenied
    return record, model_admin


def _save_form(
    request: HttpRequest, model_admin: DeskAdmin, record: Record | None
) -> HttpResponse | None:
    """Read the form as it is saved; return what to show instead if it was refused.

    A new record is saved within the transaction; of one that is stored no row is written to.
    """
    steps_of(request).is_preview = True
    assert request.POST is not None  # noqa: S101 - read before the files are left out
    # A file on disk would survive the roll-back, and so would the word that all was saved: Django
    # keeps both on the request, under names that its stubs leave out.
    messages = get_messages(request)
    vars(request).update(_files=MultiValueDict(), _messages=FallbackStorage(request))
    try:
        response = model_admin.changeform_view(request, str(record.pk) if record else None)
    finally:
        vars(request)["_messages"] = messages
    if response.status_code == 302:
        return None
    context = {"opts": model_admin.opts, "original": record, "refusals": _refusals(response)}
    return desk_page(request, "admin/previews/refused.html", context, status=422).render()


def _refusals(response: HttpResponse) -> list[str]:
    """Return why a form was refused: the field and its sentence."""
    context = getattr(response, "context_data", None) or {}
    forms = [context["adminform"].form] if "adminform" in context else []
    for inline in context.get("inline_admin_formsets", ()):
        forms += inline.formset.forms
    return [
        labelled(form.fields[name].label, message) if name in form.fields else message
        for form in forms
        for name, messages in form.errors.items()
        for message in messages
    ]


@require_safe
def live_window(request: HttpRequest) -> HttpResponseBase:
    """Show the window beside a form: its script asks the form's page for what stands there."""
    languages = [(code, site_language_name(code)) for code in language_codes()]
    context = {"languages": languages, "zone": timezone.get_current_timezone_name()}
    return make_private(desk_page(request, "admin/previews/live.html", context).render())
