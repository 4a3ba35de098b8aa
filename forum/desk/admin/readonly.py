"""Records that the site writes and staff read."""

from typing import Any

from django.http import HttpRequest
from unfold.admin import ModelAdmin

from forum.desk.audit_trail import AuditedMixin


class ReadOnlyAdmin(AuditedMixin, ModelAdmin):  # type: ignore[misc]
    """Records that the site writes and staff read."""

    list_per_page = 50

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
