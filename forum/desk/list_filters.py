"""Filters of lists: missing texts and pictures, open import warnings, records of one event."""

from collections.abc import Iterator
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.contrib.admin.widgets import get_select2_language
from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.db.models.constants import LOOKUP_SEP
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from forum.core.content import Content, has_text, language_codes
from forum.core.field_labels import site_language_name
from forum.desk.base_admin import AnyAdmin, Choices, ToOneField, Words, key_in
from forum.desk.model_forms import KnownAutocompleteSelect
from forum.history.working_copies.store import has_open_copy
from forum.models import ImportWarning
from forum.permissions.access import is_helper, reached, within
from people.models import User
from sessions_app.models import Event


def has_visible_copy(user: User | AnonymousUser, model: type[Content]) -> Exists | Q:
    """Return the condition that a record has an open working copy that somebody may open."""
    if not is_helper(user):
        return has_open_copy(model)
    rows: QuerySet[Content] = reached(user, model._default_manager.all())
    return has_open_copy(model) & Q(pk__in=rows.values("pk"))


def has_gap(language: str, *fields: str) -> Q:
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
        # Any: Django types it as any admin; a ListColumnsMixin names this filter.
        self.fields: tuple[str, ...] = model_admin.get_main_texts()
        return (
            [(code, site_language_name(code)) for code in language_codes()] if self.fields else []
        )

    def queryset(self, request: HttpRequest, queryset: QuerySet[Model]) -> QuerySet[Model]:
        code = self.value()
        is_language = code in language_codes()
        return queryset.filter(has_gap(code, *self.fields)) if code and is_language else queryset


class MomentFilter(admin.EmptyFieldListFilter):
    """Records with or without a moment.

    words: of the filter, of the records without one, and of those with one.
    """

    words: ClassVar[tuple[Words, Words, Words]]

    def __init__(self, *arguments: Any, **named: Any) -> None:
        # Any: Django's own six arguments are handed on as they are.
        super().__init__(*arguments, **named)
        self.title = str(self.words[0])

    def choices(self, changelist: ChangeList) -> Iterator[Any]:
        # Any: the stubs' type of a choice has no name outside of them.
        every, *others = super().choices(changelist)
        yield every
        for choice, words in zip(others, self.words[1:], strict=True):
            yield {**choice, "display": words}


def by_moment(name: str, *words: Words) -> tuple[str, type[MomentFilter]]:
    """Return the filter of a list by whether a moment is set. words: as in ``MomentFilter``."""
    return name, type("MomentFilter", (MomentFilter,), {"words": words})


class MissingPicture(admin.SimpleListFilter):
    """Records with or without a picture. empty: the condition that there is none."""

    empty: ClassVar[Q]

    def lookups(self, request: HttpRequest, model_admin: AnyAdmin) -> Choices:
        return [("no", _("Missing")), ("yes", _("There"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Model]) -> QuerySet[Model]:
        # By keys, for a record with several pictures stands in the list once.
        bare = queryset.model._default_manager.filter(self.empty).order_by().values("pk")
        if self.value() == "no":
            return queryset.filter(pk__in=bare)
        return queryset.exclude(pk__in=bare) if self.value() == "yes" else queryset


def without(column: str, title: Words, *, rows: bool = False) -> type[MissingPicture]:
    """Return the filter for a picture. rows: the column is a relation, not a file."""
    empty = Q(**{f"{column}__isnull": True}) if rows else Q(**{column: ""})
    attributes = {"title": title, "parameter_name": f"has_{column}", "empty": empty}
    return type("MissingPicture", (MissingPicture,), attributes)


class OpenCopy(admin.SimpleListFilter):
    """Records of which somebody is working at a copy."""

    title = _("working copy")
    parameter_name = "copy"

    def lookups(self, request: HttpRequest, model_admin: AnyAdmin) -> Choices:
        return [("open", _("Being worked on")), ("none", _("None"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        is_open = has_visible_copy(request.user, queryset.model)
        if self.value() == "open":
            return queryset.filter(is_open)
        return queryset.exclude(is_open) if self.value() == "none" else queryset


class OpenWarnings(admin.SimpleListFilter):
    """Events with import warnings that nobody has settled; notes need no settling."""

    title = _("import warnings")
    parameter_name = "warnings"

    def lookups(self, request: HttpRequest, model_admin: AnyAdmin) -> Choices:
        return [("open", _("Open ones")), ("none", _("None open"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Model]) -> QuerySet[Model]:
        unsettled = ImportWarning.objects.filter(
            run__event=OuterRef("pk"), run__undone_at=None, resolved_at=None
        ).exclude(level=ImportWarning.Level.NOTE)
        if self.value() == "open":
            return queryset.filter(Exists(unsettled))
        return queryset.exclude(Exists(unsettled)) if self.value() == "none" else queryset


class ChoiceMedia:
    """What Django's own choices load, in the active language, as the definition of a form's media.

    A page that loaded the library a second time would lose its words in other languages.
    """

    @property
    def js(self) -> list[str]:
        minified = "" if settings.DEBUG else ".min"
        words = get_select2_language()
        return [
            f"admin/js/vendor/jquery/jquery{minified}.js",
            f"admin/js/vendor/select2/select2.full{minified}.js",
            *([f"admin/js/vendor/select2/i18n/{words}.js"] if words else []),
            "admin/js/jquery.init.js",
            "admin/js/autocomplete.js",
        ]

    @property
    def css(self) -> dict[str, list[str]]:
        minified = "" if settings.DEBUG else ".min"
        choice = f"admin/css/vendor/select2/select2{minified}.css"
        return {"screen": [choice, "admin/css/autocomplete.css"]}


class EventChoiceForm(forms.Form):
    """The choice of an event by typing a part of its name; it is sent once one is chosen."""

    Media = ChoiceMedia()

    def __init__(
        self,
        data: dict[str, str | None],
        relation: ToOneField,
        site: admin.AdminSite,
        event: Event | None,
    ) -> None:
        super().__init__(data)
        widget = KnownAutocompleteSelect(relation, site, attrs={"data-submits": ""})
        if event is not None:
            widget.labels = {str(event.pk): str(event)}
        self.fields["at_event"] = forms.ModelChoiceField(
            Event.objects, label=_("Event"), required=False, widget=widget
        )


class ReachableFilter(admin.RelatedFieldListFilter):
    """The records that a column leads to, of which a helper is offered those she or he may see."""

    def field_choices(
        self, field: Any, request: HttpRequest, model_admin: AnyAdmin
    ) -> list[tuple[str, Words]]:
        # Any: Django's type of a field knows no choices of related rows.
        if not is_helper(request.user):
            return super().field_choices(field, request, model_admin)
        rows = within(request.user, field.related_model._default_manager.all())
        ordering = self.field_admin_ordering(field, request, model_admin)
        choices: list[tuple[str, Words]] = field.get_choices(
            include_blank=False, ordering=ordering, limit_choices_to=Q(pk__in=rows.values("pk"))
        )
        return choices


class ByEvent(admin.SimpleListFilter):
    """Records of one event. path: lookup from the record to the event.

    The event is found by typing; no list of thousands is loaded.
    """

    title = _("event")
    parameter_name = "at_event"
    template = "admin/filters/by_event.html"
    # The theme adds its media to the list's.
    form_class = EventChoiceForm
    path: ClassVar[str]

    def __init__(
        self,
        request: HttpRequest,
        params: dict[str, list[str]],
        model: type[Model],
        model_admin: AnyAdmin,
    ) -> None:
        super().__init__(request, params, model, model_admin)
        self.site = model_admin.admin_site
        self.relation = _relations(model, self.path)[-1]
        self.event = self._chosen_event(request)

    def lookups(self, request: HttpRequest, model_admin: AnyAdmin) -> Choices:
        return []

    def has_output(self) -> bool:
        return True

    def _chosen_event(self, request: HttpRequest) -> Event | None:
        key = key_in(self.value() or "")
        if key is None:
            return None
        event: Event | None = within(request.user, Event.objects.all()).filter(pk=key).first()
        return event

    def queryset(self, request: HttpRequest, queryset: QuerySet[Model]) -> QuerySet[Model]:
        if not self.value():
            return queryset
        if self.event is None:
            return queryset.none()
        at_event = {self.path: self.event.pk}
        if all(relation.many_to_one for relation in _relations(queryset.model, self.path)):
            return queryset.filter(**at_event)
        # A person speaks in several sessions of an event and stands in the list once.
        matches = queryset.model._default_manager.filter(**at_event).order_by()
        return queryset.filter(pk__in=matches.values("pk"))

    def choices(self, changelist: ChangeList) -> Iterator[Any]:
        """Yield “all”, and the form with what else the list was asked.

        Any: Django's type of a choice has no form.
        """
        name = self.parameter_name
        everything = changelist.get_query_string(remove=[name])
        yield {"selected": not self.value(), "query_string": everything, "display": _("All")}
        yield {
            "selected": bool(self.value()),
            "query_string": "",
            "display": str(self.event or _("unknown")),
            "form": EventChoiceForm({name: self.value()}, self.relation, self.site, self.event),
            "kept": [
                (parameter, value)
                for parameter, values in changelist.filter_params.items()
                if parameter not in (name, "p")
                for value in values
            ],
        }


def by_event(path: str) -> type[ByEvent]:
    """Return the filter of records whose event stands at the end of a lookup."""
    return type("ByEvent", (ByEvent,), {"path": path})


def _relations(model: type[Model], path: str) -> list[ToOneField]:
    """Return the relations that a lookup goes through, to the event at its end.

    Any: Django types what it finds by a name as any field.
    """
    relations: list[ToOneField] = []
    for step in path.split(LOOKUP_SEP):
        relation: Any = model._meta.get_field(step)
        relations.append(relation)
        model = relation.related_model
    return relations
