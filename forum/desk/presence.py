"""Who else has a record open: the form sends a heartbeat, and shows what it is answered."""

from datetime import timedelta

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST

from forum.desk.base_admin import admin_of_kind_or_404, staff_of
from forum.history.working_copies.overlay import read_waiting_row
from forum.models import Presence
from forum.permissions.access import reached

# Three heartbeats: one that is late or lost makes nobody vanish.
LIFE = timedelta(seconds=60)


@require_POST
def note_presence(request: HttpRequest, content_type: int, pk: int) -> JsonResponse:
    """Note that somebody has a record open; answer {"sentence": who else has, "" for nobody}."""
    model_admin = admin_of_kind_or_404(content_type)
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    if not reached(request.user, model_admin.get_queryset(request)).filter(pk=pk).exists():
        record = read_waiting_row(model_admin.model, pk)
        if record is None or not model_admin.has_view_permission(request, record):
            raise Http404
    user, kind = staff_of(request), ContentType.objects.get_for_model(model_admin.model)
    Presence.objects.filter(seen_at__lt=timezone.now() - LIFE).delete()
    Presence.objects.update_or_create(user=user, content_type=kind, object_id=pk)
    presences = Presence.objects.filter(content_type=kind, object_id=pk).exclude(user=user)
    rows = presences.select_related("user").order_by("user__username")
    return JsonResponse({"sentence": _sentence([str(presence.user) for presence in rows])})


def _sentence(names: list[str]) -> str:
    if not names:
        return ""
    sentence = ngettext(
        "%(names)s has this record open too. Whoever saves second is shown both versions.",
        "%(names)s have this record open too. Whoever saves second is shown both versions.",
        len(names),
    )
    return sentence % {"names": gettext(", ").join(names)}
