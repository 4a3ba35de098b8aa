"""The title that a person bore last, to propose it where he or she appears again."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from forum.core.columns import in_every_language
from forum.core.content import column, language_codes
from forum.core.translated import html_lang
from forum.permissions.access import heard_of
from people.models import Person
from sessions_app.models import Appearance


@require_safe
def last_title(request: HttpRequest, pk: int) -> JsonResponse:
    """Tell whoever may edit appearances a person's last title, in the languages that have it.

    ``?event=``: the key of the event that is being edited, whose own appearances go first.
    Answers ``titles`` (column, tag, text; none where there is no title), ``event``, ``year`` and
    ``organization`` (id and label, or null).
    """
    desk: Any = admin.site.get_model_admin(Appearance)
    if not (desk.has_add_permission(request) or desk.has_change_permission(request)):
        raise PermissionDenied
    person = get_object_or_404(Person, pk=pk)
    shown = heard_of(request.user, Appearance.objects.filter(person=person))
    latest = shown.latest_titled(_key(request.GET.get("event", "")))
    return JsonResponse(_proposal(latest) if latest else {"titles": []})


def _key(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None


def _proposal(latest: Appearance) -> dict[str, Any]:
    event, organization = latest.session.event, latest.organization
    return {
        "titles": [
            {"column": name, "tag": html_lang(code), "text": getattr(latest, name)}
            for code in language_codes()
            if getattr(latest, name := column("title", code))
        ],
        "event": str(event),
        "year": event.starts_on.year if event.starts_on else None,
        "organization": organization
        and {"id": organization.pk, "label": in_every_language(organization, "name")},
    }
