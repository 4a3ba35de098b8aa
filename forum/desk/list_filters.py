"""Filters of lists: which text is missing, which picture, and what belongs to one event."""

from collections.abc import Iterator
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Model, Q, QuerySet
from django.db.models.constants import LOOKUP_SEP
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from forum.core.content import has_text, language_codes
from forum.core.field_labels import name_of
from forum.desk.model_forms import KnownAutocompleteSelect
from forum.permissions.access import within


def lacks_text(language: str, *fields: str) -> Q:
    """Return the condition that one of some fields has text, but not in a language."""
    condition = Q()
    for field in fields:
        condition |= has_text(field) & ~has_text(field, language)
    return condition


class MissingText(admin.SimpleListFilter):
    """Records with a text in one language and not in the other; the admin's ``main_texts``."""

    title = _("missing text")
    parameter_name = "lacks"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        self.fields: tuple[str, ...] = model_admin.get_main_texts()
        return [(code, name_of(code)) for code in language_codes()] if self.fields else []

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        code = self.value()
        known = code in language_codes()
        return queryset.filter(lacks_text(code, *self.fields)) if code and known else queryset


class MissingPicture(admin.SimpleListFilter):
    """Records with or without a picture. empty: the condition that there is none."""

    empty: ClassVar[Q]

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("no", _("Missing")), ("yes", _("There"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        # By keys, for a record with several pictures stands in the list once.
        bare = queryset.model._default_manager.filter(self.empty).order_by().values("pk")
        if self.value() == "no":
            return queryset.filter(pk__in=bare)
        return queryset.exclude(pk__in=bare) if self.value() == "yes" else queryset


def without(column: str, title: str | Promise, *, rows: bool = False) -> type[MissingPicture]:
    """Return the filter for a picture. rows: the column is a relation, not a file."""
    empty = Q(**{f"{column}__isnull": True}) if rows else Q(**{column: ""})
    facts = {"title": title, "parameter_name": f"has_{column}", "empty": empty}
    return type("MissingPicture", (MissingPicture,), facts)


class EventForm(forms.Form):
    """The choice of an event by typing a part of its name; it is sent once one is chosen."""

    class Media:
        suffix = "" if settings.DEBUG else ".min"
        js = (
            f"admin/js/vendor/jquery/jquery{suffix}.js",
            "admin/js/vendor/select2/select2.full.js",
            "admin/js/jquery.init.js",
            "admin/js/autocomplete.js",
        )
        css = {"screen": ("admin/css/vendor/select2/select2.css", "admin/css/autocomplete.css")}

    def __init__(self, data: Any, column: Any, site: Any, chosen: Any) -> None:
        super().__init__(data)
        widget = KnownAutocompleteSelect(column, site, attrs={"data-submits": ""})
        events = column.remote_field.model._default_manager
        if chosen is not None:
            widget.known = {str(chosen.pk): str(chosen)}
        self.fields["at_event"] = forms.ModelChoiceField(
            events, label=_("Event"), required=False, widget=widget
        )


class ByEvent(admin.SimpleListFilter):
    """Records of one event. path: lookup from the record to the event.

    The event is found by typing; no list of thousands is loaded.
    """

    title = _("event")
    parameter_name = "at_event"
    template = "admin/filters/by_event.html"
    # The theme adds its media to the list's.
    form_class = EventForm
    path: ClassVar[str]

    def __init__(self, request: HttpRequest, params: Any, model: Any, model_admin: Any) -> None:
        super().__init__(request, params, model, model_admin)
        self.site = model_admin.admin_site
        self.column = _last_column(model, self.path)
        self.chosen = self._chosen(request)

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return []

    def has_output(self) -> bool:
        return True

    def _chosen(self, request: HttpRequest) -> Any:
        key = self.value() or ""
        if not key.isdecimal() or len(key) > 18:
            return None
        events = self.column.remote_field.model._default_manager.all()
        return within(request.user, events).filter(pk=key).first()

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if not self.value():
            return queryset
        if self.chosen is None:
            return queryset.none()
        if _leads_to_one(queryset.model, self.path):
            return queryset.filter(**{self.path: self.chosen.pk})
        # A person speaks in several sessions of an event and stands in the list once.
        own = queryset.model._default_manager.filter(**{self.path: self.chosen.pk})
        return queryset.filter(pk__in=own.order_by().values("pk"))

    def choices(self, changelist: ChangeList) -> Iterator[Any]:
        """Yield “all”, and the form with what else the list was asked."""
        own = self.parameter_name
        everything = changelist.get_query_string(remove=[own])
        yield {"selected": not self.value(), "query_string": everything, "display": _("All")}
        others = {k: v for k, v in changelist.filter_params.items() if k not in (own, "p")}
        yield {
            "selected": bool(self.value()),
            "query_string": "",
            "display": str(self.chosen or _("unknown")),
            "form": EventForm({own: self.value()}, self.column, self.site, self.chosen),
            "kept": [(name, value) for name, values in others.items() for value in values],
        }


def by_event(path: str) -> type[ByEvent]:
    """Return the filter of records whose event stands at the end of a lookup."""
    return type("ByEvent", (ByEvent,), {"path": path})


def _last_column(model: type[Model], path: str) -> Any:
    """Return the foreign key at the end of a lookup."""
    return list(_relations(model, path))[-1]


def _leads_to_one(model: type[Model], path: str) -> bool:
    """Tell whether a lookup finds one row at most for each row that it starts from."""
    return all(relation.many_to_one for relation in _relations(model, path))


def _relations(model: Any, path: str) -> Iterator[Any]:
    for step in path.split(LOOKUP_SEP):
        relation = model._meta.get_field(step)
        yield relation
        model = relation.related_model
