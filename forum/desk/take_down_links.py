"""The ways from a list to the page that takes records offline."""

from typing import Any

from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action

from forum.desk import bulk_actions
from forum.permissions.access import TAKE_OFFLINE, may


class Offlining:
    """For an admin of records that can be taken offline: one by one, and several for one reason."""

    model: type[Model]
    admin_site: Any
    actions_row: Any = ("offline_page",)

    def has_offline_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Tell whether somebody may take records out of the public's sight."""
        may_change: bool = self.has_change_permission(request)  # type: ignore[attr-defined]
        return may_change and may(request.user, TAKE_OFFLINE)

    @action(  # type: ignore[untyped-decorator]
        description=_("Take offline or put back"), url_path="take-offline", permissions=["offline"]
    )
    def offline_page(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Lead to the page that shows what goes offline with a record, and asks the reason."""
        return redirect("offline", content_type=self._kind().pk, pk=object_id, scope="record")

    @admin.action(description=_("Take offline"), permissions=["offline"])
    def take_offline(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        """Ask the reason for all of the chosen records."""
        if bulk_actions.too_many(self, request, queryset):
            return None
        records = list(queryset)
        context = {
            "records": [(one, self.label(one)) for one in records],  # type: ignore[attr-defined]
            "filters": request.GET.urlencode(),
            "address": reverse("offline-several", args=[self._kind().pk]),
        }
        return bulk_actions.page(self, request, "admin/offline/several.html", records, **context)

    def _kind(self) -> ContentType:
        return ContentType.objects.get_for_model(self.model)
