"""What the data propose to say about a person's portrait, for those who do not see it."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from forum.core.content import column, language_codes
from forum.desk.caption_proposals import portrait_texts
from forum.permissions.access import heard_of
from people.models import Person
from sessions_app.models import Appearance


@require_safe
def texts(request: HttpRequest, pk: int) -> JsonResponse:
    """Propose the alternative text of a portrait, in each language in which a name is typed.

    pk: 0 for a person who is not stored yet. ``?name_en=``: the name as it is typed.
    """
    desk: Any = admin.site.get_model_admin(Person)
    person = get_object_or_404(Person, pk=pk) if pk else None
    if not desk.has_view_permission(request, person):
        raise PermissionDenied
    shown = heard_of(request.user, Appearance.objects.filter(person=person))
    latest = shown.latest_titled(None) if person else None
    names = {code: request.GET.get(column("name", code), "") for code in language_codes()}
    return JsonResponse({"texts": portrait_texts(names, latest), "unknown": []})
