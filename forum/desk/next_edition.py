"""An event is duplicated as its next edition in the desk."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from forum.desk.next_edition_form import NextEditionForm
from forum.workflow.next_edition import duplicate_event
from sessions_app.models import Event


@require_http_methods(["GET", "HEAD", "POST"])
def duplicate(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the next edition's number and titles, then make it, and open it."""
    desk: Any = admin.site.get_model_admin(Event)
    rows = desk.get_queryset(request)
    event = get_object_or_404(rows.select_related("parent"), pk=pk)
    if not (desk.has_view_permission(request, event) and desk.has_add_permission(request)):
        raise PermissionDenied
    sub_forums = list(rows.filter(parent=event).order_by("starts_on", "slug"))
    form = NextEditionForm(event, sub_forums, request.POST or None)
    if form.is_valid():
        return _made(request, desk, event, duplicate_event(event, form.wish()))
    context = {
        **admin.site.each_context(request),
        "opts": Event._meta,
        "title": gettext("Duplicate “%(event)s” as next edition") % {"event": event},
        "event": event,
        "event_url": _change_url(event),
        "form": form,
        "made": [(_change_url(one), one) for one in event.next_editions.order_by("pk")],
    }
    return TemplateResponse(request, "admin/editions/duplicate.html", context)


def _made(request: HttpRequest, desk: Any, event: Event, made: list[Event]) -> HttpResponse:
    for one in made:
        desk.log_addition(request, one, [{"added": {}}])
    said = gettext("“%(event)s” is a draft now, with its organizations and sessions.")
    messages.success(request, said % {"event": made[0]})
    return redirect(_change_url(made[0]))


def _change_url(event: Event) -> str:
    return reverse("admin:sessions_app_event_change", args=[event.pk])
