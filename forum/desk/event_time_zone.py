"""Moments are typed and shown in the time zone of the event that they belong to."""

from typing import Any, ClassVar

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.utils import timezone


class InEventZone:
    """An admin whose form speaks of moments in its event's time zone.

    zone_path: lookup from the record to the name of the zone.
    """

    model: type[Model]
    zone_path: ClassVar[str]

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        with timezone.override(self._zone(object_id)):
            page: Any = super().changeform_view(  # type: ignore[misc]
                request, object_id, *args, **kwargs
            )
            # The form is written while the zone holds, or not at all.
            return page.render() if hasattr(page, "render") else page  # type: ignore[no-any-return]

    def _zone(self, object_id: str | None) -> str | None:
        """Return the name of the zone; None, the site's own, for what is not stored yet."""
        if not object_id or not object_id.isdecimal() or len(object_id) > 18:
            return timezone.get_default_timezone_name()
        rows = self.model._default_manager.filter(pk=object_id)
        zone: str | None = rows.values_list(self.zone_path, flat=True).first()
        return zone or timezone.get_default_timezone_name()
