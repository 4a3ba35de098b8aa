"""Filters of the desk's lists by what imports and reviews have left open."""

from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from forum.models import ImportWarning


class OpenWarnings(admin.SimpleListFilter):
    """Events about which imports have found what nobody has settled; notes need no settling."""

    title = _("import warnings")
    parameter_name = "warnings"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("open", _("Open ones")), ("none", _("None open"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        still_open = ImportWarning.objects.filter(
            run__event=OuterRef("pk"), run__undone_at=None, resolved_at=None
        ).exclude(level=ImportWarning.Level.NOTE)
        if self.value() == "open":
            return queryset.filter(Exists(still_open))
        return queryset.exclude(Exists(still_open)) if self.value() == "none" else queryset
