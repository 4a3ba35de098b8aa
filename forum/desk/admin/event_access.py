"""The admin of who helps with which event."""

from typing import Any

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin

from forum.desk.audit_trail import AuditedMixin
from forum.desk.help_texts import EVENT
from forum.desk.model_forms import KnownAutocompleteSelect
from sessions_app.models import EventAccess

HELP = {
    "user": _("Somebody with the role “External helper”; found by the name that signs in."),
    "event": EVENT,
}


@admin.register(EventAccess)
class EventAccessAdmin(AuditedMixin, ModelAdmin):  # type: ignore[misc]
    begin = _("Let somebody with the role “External helper” edit one event and nothing else.")
    list_display = ("user", "event")
    list_select_related = ("user", "event")
    list_per_page = 50
    search_fields = ("user__username", "event__title_zh_hans", "event__title_en")
    autocomplete_fields = ("user", "event")

    def formfield_for_foreignkey(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        kwargs |= {
            "widget": KnownAutocompleteSelect(db_field, self.admin_site),
            "help_text": HELP[db_field.name],
        }
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
