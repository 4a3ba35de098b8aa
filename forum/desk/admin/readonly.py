"""Records that the site writes and staff read; among them where former addresses lead."""

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from forum.desk.base_admin import DeskAdmin
from forum.models import SlugRedirect


class ReadOnlyAdmin(DeskAdmin):
    """The admin of records that the site writes and staff read."""

    list_per_page = 50

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


@admin.register(SlugRedirect)
class SlugRedirectAdmin(ReadOnlyAdmin):
    begin = _("Where an address changes, the old one is kept here and leads to the new one.")
    list_display = ("old_slug", "kind", "leads_to", "created")
    search_fields = ("old_slug",)
    list_select_related = ("content_type",)
    fields = ("old_slug", "kind", "leads_to", "created")

    @admin.display(description=_("kind"), ordering="content_type")
    def kind(self, redirection: SlugRedirect) -> str:
        return redirection.content_type.name

    @admin.display(description=_("leads to"))
    def leads_to(self, redirection: SlugRedirect) -> str:
        return str(redirection.object or "")

    def get_queryset(self, request: HttpRequest) -> QuerySet[SlugRedirect]:
        return super().get_queryset(request).prefetch_related("object")
