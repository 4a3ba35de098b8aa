"""Moments are typed and shown in the time zone of the event that they belong to."""

from typing import ClassVar

from django.contrib.admin.utils import unquote
from django.db.models.constants import LOOKUP_SEP
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone

from forum.desk.base_admin import DeskAdmin, PageContext, key_in


class EventTimeZoneMixin(DeskAdmin):
    """An admin whose form speaks of moments in its event's time zone.

    zone_path: lookup from the record to the name of the zone.
    """

    zone_path: ClassVar[str]

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: PageContext | None = None,
    ) -> HttpResponse:
        with timezone.override(self._zone_name(request, object_id)):
            page = super().changeform_view(request, object_id, form_url, extra_context)
            # The form is written while the zone holds, or not at all.
            return page.render() if isinstance(page, TemplateResponse) else page

    def _zone_name(self, request: HttpRequest, object_id: str | None) -> str:
        """Return the name of the zone; the site's own for what is not stored yet."""
        zone: str | None
        if request.method == "GET" and object_id:
            # The form that is shown reads the record itself.
            record = self.get_object(request, unquote(object_id))
            for step in self.zone_path.split(LOOKUP_SEP):
                record = getattr(record, step, None)
            zone = record
        else:
            records = self.model._default_manager.filter(pk=key_in(object_id or ""))
            zone = records.values_list(self.zone_path, flat=True).first()
        return zone or timezone.get_default_timezone_name()
