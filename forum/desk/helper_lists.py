"""Lists of people and organizations tell a helper no more than their public pages do."""

from typing import Any, Final

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from forum.core.columns import each_language
from forum.core.content import column, language_codes
from forum.desk.base_admin import DeskAdmin, ListDisplay, ListFilter
from forum.desk.list_filters import ByEvent, OpenCopy
from forum.permissions.access import is_helper
from people.models import Named

# What these choose is within a helper's reach.
_OFFERED: Final = (ByEvent, OpenCopy)


class HelperListMixin(DeskAdmin):
    """An admin whose list holds everybody who is public, of whom a helper opens a few."""

    def get_list_display(self, request: HttpRequest) -> ListDisplay:
        listed = list(super().get_list_display(request))
        if not is_helper(request.user):
            return listed
        first, *others = each_language("name")
        return ["public_names" if name == first else name for name in listed if name not in others]

    def get_list_display_links(self, request: HttpRequest, list_display: Any) -> Any:
        # Any: as the stubs type it.
        if is_helper(request.user):
            return ["public_names"]
        return super().get_list_display_links(request, list_display)

    def get_list_filter(self, request: HttpRequest) -> list[ListFilter]:
        filters = list(super().get_list_filter(request))
        if not is_helper(request.user):
            return filters
        return [each for each in filters if isinstance(each, type) and issubclass(each, _OFFERED)]

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Let a helper filter by what is offered alone: a column may say what no page does."""
        if is_helper(request.user):
            return lookup in {each.parameter_name for each in _OFFERED}
        return super().lookup_allowed(lookup, value, request)

    @admin.display(description=_("name"))
    def public_names(self, record: Named) -> str:
        """Return the names in public languages; of what is not public, and so hers or his, all."""
        codes = record.page_languages or language_codes()
        names = (getattr(record, column("name", code)) for code in codes)
        return " / ".join(dict.fromkeys(name for name in names if name))
