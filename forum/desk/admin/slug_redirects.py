"""Where former addresses lead."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from forum.desk.admin.readonly import ReadOnlyAdmin
from forum.models import (
    SlugRedirect,
)


@admin.register(SlugRedirect)
class SlugRedirectAdmin(ReadOnlyAdmin):
    begin = _("Where an address changes, the old one is kept here and leads to the new one.")
    list_display = ("old_slug", "content_type", "leads_to", "created")
    list_filter = ("content_type",)
    search_fields = ("old_slug",)
    list_select_related = ("content_type",)
    fields = ("old_slug", "content_type", "leads_to", "created")

    @admin.display(description=_("leads to"))
    def leads_to(self, redirection: SlugRedirect) -> str:
        return str(redirection.object or "")

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("object")
