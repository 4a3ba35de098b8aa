"""Lists of people, organizations and series tell a helper no more than their public pages do."""

from collections.abc import Callable
from typing import Any, Final

from django.contrib import admin
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from unfold.templatetags.unfold_list import LINK_CLASSES

from forum.core.columns import each_language
from forum.core.content import Content, column, language_codes
from forum.desk.addresses import change_url
from forum.desk.base_admin import DeskAdmin, ListDisplay, ListFilter, staff_of
from forum.desk.list_filters import ByEvent, OpenCopy
from forum.permissions.access import is_helper, reached
from forum.search.record_search import holds_public_name
from people.models import User

# What these choose is within a helper's reach.
_OFFERED: Final = (ByEvent, OpenCopy)
# The attribute of a user that caches the keys.
_OWN_KEYS: Final = "_desk_own_keys"


class HelperListMixin(DeskAdmin):
    """An admin whose list holds everybody who is public, of whom a helper opens a few."""

    def get_list_display(self, request: HttpRequest) -> ListDisplay:
        listed = list(super().get_list_display(request))
        if not is_helper(request.user):
            return listed
        first, *others = each_language("name")
        names = self._names_for(staff_of(request))
        return [names if name == first else name for name in listed if name not in others]

    def _names_for(self, user: User) -> Callable[[Content], str]:
        """Return the column of names, of which those lead on that a helper may open."""

        @admin.display(description=_("name"))
        def names(record: Content) -> str:
            words = self.public_names(record)
            if record.pk not in self._own_keys(user):
                return words
            classes = " ".join(LINK_CLASSES)
            return format_html('<a class="{}" href="{}">{}</a>', classes, change_url(record), words)

        return names

    def get_list_display_links(self, request: HttpRequest, list_display: Any) -> Any:
        # Any: as the stubs type it.
        if is_helper(request.user):
            return None
        return super().get_list_display_links(request, list_display)

    def get_list_filter(self, request: HttpRequest) -> list[ListFilter]:
        filters = list(super().get_list_filter(request))
        if not is_helper(request.user):
            return filters
        return [item for item in filters if isinstance(item, type) and issubclass(item, _OFFERED)]

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Let a helper filter by what is offered alone: a column may say what no page does."""
        if is_helper(request.user):
            return lookup in {item.parameter_name for item in _OFFERED}
        return super().lookup_allowed(lookup, value, request)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Model], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Return, of what is others', what bears such a name in public: a search says no more."""
        if not (is_helper(request.user) and search_term.strip()):
            return super().get_search_results(request, queryset, search_term)
        mine = reached(request.user, queryset)
        mine = super().get_search_results(request, mine, search_term)[0]
        named = holds_public_name(self.model, search_term)
        return queryset.filter(Q(pk__in=mine.values("pk")) | named), False

    def label_for(self, user: User, record: Content) -> str:
        is_open = not is_helper(user) or record.pk in self._own_keys(user)
        return self.label(record) if is_open else self.public_names(record)

    def _own_keys(self, user: User) -> set[int]:
        """Return the keys of a helper's own, read once a request: forms label dozens of them."""
        keys: dict[type[Model], set[int]] = user.__dict__.setdefault(_OWN_KEYS, {})
        if self.model not in keys:
            rows = reached(user, self.model._base_manager.all())
            keys[self.model] = set(rows.values_list("pk", flat=True))
        return keys[self.model]

    def public_names(self, record: Content) -> str:
        """Return the names in public languages; of what is not public, and so hers or his, all."""
        return " / ".join(dict.fromkeys(list_public_names(record)))


def list_public_names(record: Content) -> list[str]:
    """Return the names that a record's page shows; of a record that has none, every name."""
    codes = record.page_languages or language_codes()
    names = (getattr(record, column("name", code)) for code in codes)
    return [name for name in names if name]
