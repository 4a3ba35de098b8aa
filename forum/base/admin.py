"""The ground of the admin: its site, its policy, and what the admin of every model shares.

A model's own admin is data: fieldsets, columns, filters. ``each_language`` puts the languages of a
field side by side in one row.
"""

from collections.abc import Callable, Iterable
from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.csp import CSP
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csp import csp_override
from django.views.i18n import set_language

from forum.base.content import Content, Status, column, language_codes
from forum.base.downloads import PrivateFileInput
from forum.base.forms import (
    NOTHING_READY,
    ContentForm,
    KnownAutocompleteSelect,
    ListField,
    NamedForm,
    RecordForm,
    SafeAutocompleteSelectMultiple,
)
from forum.base.labels import own_name
from forum.base.names import fold
from forum.base.storage import PrivateStorage
from forum.base.translated import html_lang

# The editor needs an import map, an inline script that the nonce lets through, and writes a style
# element of its own. Everything is ours: nothing is fetched from another host.
POLICY: dict[str, list[str]] = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF, CSP.NONCE],
    "style-src": [CSP.SELF, CSP.UNSAFE_INLINE],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}
own_policy = csp_override(POLICY)


class AutocompleteView(AutocompleteJsonView):
    """Choices under the label that the form shows them with."""

    def serialize_result(self, obj: Any, to_field_name: str) -> dict[str, str]:
        label = getattr(self.model_admin, "label", str)
        result = super().serialize_result(obj, to_field_name)
        return {**result, "text": label(obj)}


class Desk(admin.AdminSite):
    """The admin site: under its own content security policy, in both interface languages."""

    site_title = _("Site administration")
    site_header = _("Site administration")
    index_title = _("Dashboard")
    # What editors come for stands first.
    app_order = ("sessions_app", "people", "forum", "auth")

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        return own_policy(super().admin_view(view, cacheable))

    def login(self, request: HttpRequest, extra_context: Any = None) -> Any:
        return own_policy(super().login)(request, extra_context)

    def get_urls(self) -> list[Any]:
        return [
            path("language/", own_policy(set_language), name="set_language"),
            *super().get_urls(),
        ]

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        return AutocompleteView.as_view(admin_site=self)(request)  # type: ignore[return-value]

    def each_context(self, request: Any) -> dict[str, Any]:
        names = [(code, html_lang(code), own_name(code)) for code in language_codes()]
        return {**super().each_context(request), "interface_languages": names}

    def get_app_list(self, request: Any, app_label: str | None = None) -> Any:
        """Return the apps by ``app_order``, each one's models as its admin registers them."""
        registered = list(self._registry)
        apps = super().get_app_list(request, app_label)
        for app in apps:
            app["models"].sort(key=lambda one: registered.index(one["model"]))
        order = {label: place for place, label in enumerate(self.app_order)}
        return sorted(apps, key=lambda app: order.get(app["app_label"], len(order)))


def each_language(field: str) -> tuple[str, ...]:
    """Return a translated field's columns, to stand side by side in one row."""
    return tuple(column(field, code) for code in language_codes())


def columns(*fields: str) -> list[str]:
    """Return the columns of translated fields one after the other, for lists and searches."""
    return [name for field in fields for name in each_language(field)]


def in_every_language(record: Any, field: str) -> str:
    """Return a record's text in each language that has it: 林岚 / Lin Lan."""
    texts = (getattr(record, name) for name in each_language(field))
    return " / ".join(dict.fromkeys(text for text in texts if text))


def section(title: Any, *rows: str | tuple[str, ...], folded: bool = False) -> Any:
    """Return a fieldset: its heading (None for the first) and its rows, folded away or not."""
    return title, {"fields": rows, "classes": ("collapse",) if folded else ()}


class Desked:
    """What the forms of models and of inlines share."""

    admin_site: Any

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        if isinstance(db_field, ArrayField):
            return _list_field(db_field)
        if isinstance(db_field, models.FileField) and isinstance(db_field.storage, PrivateStorage):
            kwargs["widget"] = PrivateFileInput
        field = super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]
        language = getattr(db_field, "language", None)
        if field and language:
            # The browser picks the font and the spelling by it.
            field.widget.attrs["lang"] = html_lang(language)
        return field

    def formfield_for_foreignkey(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):  # type: ignore[attr-defined]
            kwargs["widget"] = KnownAutocompleteSelect(db_field, self.admin_site)
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]
        return self._labelled(field, db_field, request)

    def formfield_for_manytomany(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):  # type: ignore[attr-defined]
            kwargs["widget"] = SafeAutocompleteSelectMultiple(db_field, self.admin_site)
        field = super().formfield_for_manytomany(db_field, request, **kwargs)  # type: ignore[misc]
        return self._labelled(field, db_field, request)

    def _labelled(self, field: Any, db_field: Any, request: Any) -> Any:
        """Show choices under the labels of their own admin, read with what the labels need."""
        related = self.admin_site._registry.get(db_field.remote_field.model)
        if field and isinstance(related, RecordAdmin):
            field.label_from_instance = related.label
            if related.label_needs:
                field.queryset = field.queryset.select_related(*related.label_needs)
        return field


def _list_field(db_field: ArrayField) -> forms.Field:  # type: ignore[type-arg]
    shared: dict[str, Any] = {
        "label": capfirst(db_field.verbose_name),
        "help_text": db_field.help_text,
        "required": not db_field.blank,
    }
    base: Any = db_field.base_field
    if base.choices:
        ticks = forms.CheckboxSelectMultiple
        return forms.MultipleChoiceField(choices=base.choices, widget=ticks, **shared)
    return ListField(item_length=base.max_length, **shared)


class RecordAdmin(Desked, admin.ModelAdmin):  # type: ignore[type-arg]
    """The admin of a model of ours."""

    form = RecordForm
    readonly_fields = ("version", "created", "updated")
    list_per_page = 50
    save_on_top = True
    # Relations that the form shows, and those that the label names.
    related: ClassVar[tuple[str, ...]] = ()
    label_needs: ClassVar[tuple[str, ...]] = ()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        found: QuerySet[Any] = super().get_queryset(request)
        return found.select_related(*self.related) if self.related else found

    def label(self, record: Any) -> str:
        """Return what stands for a record in a choice."""
        return str(record)

    def get_view_on_site_url(self, obj: Any = None) -> str | None:
        """Return the public page of a record that the public may see."""
        if obj is None or not hasattr(obj, "get_absolute_url"):
            return None
        seen = type(obj)._default_manager.published().filter(pk=obj.pk).exists()
        return str(obj.get_absolute_url()) if seen else None


HISTORY = section(_("History of the record"), ("version", "created", "updated"), folded=True)
PUBLICATION = section(
    _("Publishing"),
    ("status", "published_at"),
    ("ready_languages", "when_not_ready"),
    ("slug", "source_language", "unofficial_languages"),
)


class PartAdmin(RecordAdmin):
    """The admin of a part, which is public when its owner is."""

    def get_list_filter(self, request: HttpRequest) -> Any:
        return [*super().get_list_filter(request), "withheld"]


class ContentAdmin(RecordAdmin):
    """The admin of a record with a status of its own."""

    form = ContentForm
    actions = ("publish", "take_offline")

    def get_list_display(self, request: HttpRequest) -> Any:
        return [*super().get_list_display(request), "status", "ready_in", "updated"]

    def get_list_filter(self, request: HttpRequest) -> Any:
        return ["status", *super().get_list_filter(request)]

    def label(self, record: Content) -> str:
        return in_every_language(record, record.main_fields[0]) or record.slug

    @admin.display(description=_("ready in"))
    def ready_in(self, record: Content) -> str:
        return ", ".join(own_name(code) for code in record.ready_languages)

    @admin.action(description=_("Publish"), permissions=["change"])
    def publish(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        published = self._one_by_one(request, queryset, why_not_publish, "publish")
        said = ngettext("%(count)d record published.", "%(count)d records published.", published)
        self._say(request, said % {"count": published}, published)

    @admin.action(description=_("Take offline"), permissions=["change"])
    def take_offline(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        taken = self._one_by_one(request, queryset, why_not_take_offline, "take_offline")
        said = ngettext(
            "%(count)d record taken offline.", "%(count)d records taken offline.", taken
        )
        self._say(request, said % {"count": taken}, taken)

    def _one_by_one(
        self,
        request: HttpRequest,
        records: Iterable[Content],
        why_not: Callable[[Content], str],
        method: str,
    ) -> int:
        """Call a method of each record, or say why not; return how many it was called of."""
        done = 0
        for record in records:
            if reason := why_not(record):
                self._say(request, f"“{self.label(record)}”: {reason}", 0)
                continue
            getattr(record, method)()
            self.log_change(request, record, [{"changed": {"fields": [gettext("status")]}}])
            done += 1
        return done

    def _say(self, request: HttpRequest, text: str, done: int) -> None:
        self.message_user(request, text, messages.SUCCESS if done else messages.WARNING)


def why_not_publish(record: Content) -> str:
    """Return the reason why a record is not published by an action, "" if it can be."""
    if record.status == Status.PUBLISHED:
        return gettext("It is published already.")
    return "" if record.ready_languages else str(NOTHING_READY)


def why_not_take_offline(record: Content) -> str:
    """Return the reason why a record is not taken offline by an action, "" if it can be."""
    return "" if record.status == Status.PUBLISHED else gettext("It is not published.")


class NamedAdmin(ContentAdmin):
    """The admin of people and organizations: found by any name, as folded."""

    form = NamedForm

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        found, repeated = super().get_search_results(request, queryset, search_term)
        if key := fold(search_term):
            found |= queryset.filter(match_keys__icontains=key)
        return found, repeated


class TabularInline(Desked, admin.TabularInline):  # type: ignore[type-arg]
    """Rows of a table under their owner."""

    form = RecordForm
    extra = 0


class StackedInline(Desked, admin.StackedInline):  # type: ignore[type-arg]
    """Blocks under their owner."""

    form = RecordForm
    extra = 0
