"""The clearances of an event's texts, one language at a time, entered as the offices answer."""

from contextlib import nullcontext
from functools import partial
from typing import NamedTuple

from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from forum.core.columns import model_field
from forum.core.content import column, language_codes
from forum.core.field_labels import site_language_name
from forum.core.lazy_sentences import labelled
from forum.desk.base_admin import admin_of, desk_page, key_in, staff_of
from forum.desk.publishing.office_differences import (
    OfficeReply,
    compare_replies,
    find_replies,
)
from forum.desk.working_copies.requests import say_where
from forum.history.rows import RowKey, key_of
from forum.history.working_copies.store import latest_owner, open_copy
from forum.history.working_copies.tables_with_copies import staged
from forum.models import ClearanceReply
from forum.permissions.access import may_write
from forum.workflow.clearance import (
    ClearanceForm,
    count_cleared,
    is_cleared,
    is_of_present,
    list_clearable,
    record_clearance,
    write_clearance,
)
from forum.workflow.clearance_replies import enter_reply, keeps_back_at_once, set_aside_reply
from forum.workflow.copy_approvals import diverting_edits
from forum.workflow.declining import is_stored, keep_back
from forum.workflow.record_steps import Refused
from sessions_app.models import Appearance, Event


class ClearanceRow(NamedTuple):
    """A guest's text with what is stored of its clearance, and what the office wrote."""

    appearance: Appearance
    is_cleared: bool
    form: ClearanceForm
    has_scan: bool
    replies: list[OfficeReply]


@require_http_methods(["GET", "POST"])
def clearance_page(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """Show who has cleared the texts of a language, and record one more answer."""
    event = _event_or_404(request, pk, language)
    if request.method != "POST":
        return _table(request, event, language, {})
    if request.POST.get("state") == Appearance.Clearance.DECLINED:
        return _decline(request, event, language)
    appearance, form = _sent_answer(request, event, language)
    if record_clearance(appearance, language, form, staff_of(request)):
        messages.success(request, gettext("Recorded: %(name)s.") % {"name": appearance.person})
        return _to_row(appearance, language, event)
    return _show_refused(request, event, language, appearance, form)


def _to_row(appearance: Appearance, language: str, event: Event) -> HttpResponse:
    return redirect(f"{reverse('clearance', args=[event.pk, language])}#row-{appearance.pk}")


def _show_refused(
    request: HttpRequest, event: Event, language: str, appearance: Appearance, form: ClearanceForm
) -> TemplateResponse:
    for error in (error for errors in form.errors.values() for error in errors):
        messages.warning(request, labelled(appearance.person, error))
    return _table(request, event, language, {appearance.pk: form})


@transaction.atomic
def _decline(request: HttpRequest, event: Event, language: str) -> HttpResponse:
    """Record that an office declined, as its own reply does: what is public is kept back at once.

    The page showed the guest as the working copy has them, so that is what the form is about.
    """
    Event.objects.select_for_update().get(pk=event.pk)
    user, copy = staff_of(request), open_copy(key_of(event), lock=True)
    with staged([copy]) if copy else nullcontext():
        appearance, form = _sent_answer(request, event, language)
        if not is_of_present(appearance, language, form):
            return _show_refused(request, event, language, appearance, form).render()
    write = partial(write_clearance, appearance.pk, language, form, user)
    if is_stored(appearance.pk):
        diversion = keep_back(event, appearance.pk, language, user, write)
        words = gettext("Recorded: %(name)s. The remarks are kept back from the public now.")
    else:
        with diverting_edits(user, [copy] if copy else []) as diversion:
            write()
        words = gettext("Recorded: %(name)s.")
    messages.success(request, words % {"name": appearance.person})
    say_where(request, diversion)
    return _to_row(appearance, language, event)


def _table(
    request: HttpRequest, event: Event, language: str, refused: dict[int, ClearanceForm]
) -> TemplateResponse:
    """Show the texts with what is stored of each, and what was refused as it was typed."""
    replies = find_replies(event, language)
    rows = [
        ClearanceRow(
            appearance,
            is_cleared(appearance, language),
            refused.get(appearance.pk) or ClearanceForm.from_stored(appearance, language),
            bool(getattr(appearance, column("clearance_scan", language))),
            compare_replies(appearance, language, replies.get(appearance.pk, [])),
        )
        for appearance in list_clearable(event, replies)
    ]
    cleared, total = count_cleared([row.appearance for row in rows])[language]
    context = {
        "opts": Event._meta,
        "title": gettext("Clearance"),
        "event": event,
        "label": admin_of(Event).label(event),
        "rows": rows,
        "cleared": cleared,
        "total": total,
        "language": language,
        "tabs": [(code, site_language_name(code)) for code in language_codes()],
    }
    return desk_page(request, "admin/clearance.html", context)


@require_POST
def settle_reply(request: HttpRequest, pk: int, language: str, reply: int) -> HttpResponse:
    """Enter an office's reply, or set it aside: it is kept either way."""
    event = _event_or_404(request, pk, language)
    kind = ContentType.objects.get_for_model(Appearance)
    replies = ClearanceReply.objects.filter(content_type=kind, language=language)
    stored = get_object_or_404(replies, pk=reply)
    if latest_owner(RowKey(Appearance._meta.label_lower, stored.object_id)) != key_of(event):
        raise Http404
    user = staff_of(request)
    changed = stored.proposed if "enter" in request.POST else ()
    names = ("clearance", *changed)
    if not all(may_write(user, model_field(Appearance, column(name, language))) for name in names):
        raise PermissionDenied
    try:
        if "enter" in request.POST:
            _enter(request, stored, event)
        else:
            set_aside_reply(stored, user)
            messages.success(request, gettext("Set aside. The reply is kept below."))
    except Refused as refused:
        messages.warning(request, str(refused))
    return redirect(f"{reverse('clearance', args=[pk, language])}#row-{stored.object_id}")


def _enter(request: HttpRequest, reply: ClearanceReply, event: Event) -> None:
    """Enter a reply and say where it went. Raises Refused."""
    diversion = enter_reply(reply, event, staff_of(request))
    words = gettext("Entered: the reply of %(name)s.")
    if keeps_back_at_once(reply):
        words = gettext(
            "Entered: the reply of %(name)s. The remarks are kept back from the public now."
        )
    messages.success(request, words % {"name": reply.author})
    say_where(request, diversion)


@require_safe
def scan(request: HttpRequest, pk: int, language: str) -> FileResponse:
    """Hand out the scan of an office's answer."""
    appearance: Appearance = get_object_or_404(Appearance.objects.select_related("session"), pk=pk)
    _event_or_404(request, appearance.session.event_id, language)
    file = getattr(appearance, column("clearance_scan", language))
    if not file:
        raise Http404
    try:
        return FileResponse(file.open(), as_attachment=True)
    except FileNotFoundError as error:
        raise Http404 from error


def _event_or_404(request: HttpRequest, pk: int, language: str) -> Event:
    """Return an event whose clearances somebody may enter; raise PermissionDenied or Http404."""
    if language not in language_codes():
        raise Http404
    model_admin = admin_of(Event)
    event: Event = get_object_or_404(model_admin.get_queryset(request), pk=pk)
    if not model_admin.has_change_permission(request, event):
        raise PermissionDenied
    return event


def _sent_answer(
    request: HttpRequest, event: Event, language: str
) -> tuple[Appearance, ClearanceForm]:
    """Return what was sent about whose text; raise PermissionDenied or Http404."""
    clearance = model_field(Appearance, column("clearance", language))
    if not may_write(staff_of(request), clearance):
        raise PermissionDenied
    appearances = Appearance.objects.filter(session__event=event).select_related("session__event")
    key = key_in(request.POST.get("appearance", ""))
    appearance: Appearance = get_object_or_404(appearances, pk=key)
    return appearance, ClearanceForm.from_request(appearance, request.POST, request.FILES)
