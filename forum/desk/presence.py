"""Who else has a record open: the form sends a heartbeat, and shows what it is answered."""

from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST

from forum.models import Presence

# Three heartbeats: one that is late or lost makes nobody vanish.
LIFE = timedelta(seconds=60)


@require_POST
def beat(request: HttpRequest, content_type: int, pk: int) -> JsonResponse:
    """Note that somebody has a record open; answer {"said": who else has, "" for nobody}."""
    kind = get_object_or_404(ContentType, pk=content_type)
    model = kind.model_class()
    if model is None or not admin.site.is_registered(model):
        raise Http404
    desk: Any = admin.site.get_model_admin(model)
    if not desk.has_view_permission(request):
        raise PermissionDenied
    if not desk.get_queryset(request).filter(pk=pk).exists():
        raise Http404
    user: Any = request.user
    Presence.objects.filter(seen_at__lt=timezone.now() - LIFE).delete()
    Presence.objects.update_or_create(user=user, content_type=kind, object_id=pk)
    others = Presence.objects.filter(content_type=kind, object_id=pk).exclude(user=user)
    names = [str(one.user) for one in others.select_related("user").order_by("user__username")]
    return JsonResponse({"said": _sentence(names)})


def _sentence(names: list[str]) -> str:
    if not names:
        return ""
    said = ngettext(
        "%(names)s has this record open too. Whoever saves second is shown both versions.",
        "%(names)s have this record open too. Whoever saves second is shown both versions.",
        len(names),
    )
    return said % {"names": gettext(", ").join(names)}
