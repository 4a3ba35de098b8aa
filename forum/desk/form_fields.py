"""What the forms of models and of inlines share: which widget a column gets, under which label."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext
from unfold.widgets import UnfoldAdminTextareaWidget

from forum.core.dates import zone_words
from forum.core.storage import PrivateStorage
from forum.core.translated import html_lang
from forum.core.uploads import DocumentFormField
from forum.desk.downloads import PrivateFileInput
from forum.desk.help_texts import help_of
from forum.desk.model_forms import (
    KnownAutocompleteSelect,
    ListField,
    SafeAutocompleteSelectMultiple,
)
from forum.history.conflicts.form_token import TOKEN
from forum.permissions.access import may_write, only_hides, within


class Labelling:
    """An admin that says what stands for a record in a choice.

    label_needs: relations that the label names.
    """

    label_needs: ClassVar[tuple[str, ...]] = ()

    def label(self, record: Any) -> str:
        """Return what stands for a record in a choice."""
        return str(record)


class Desked:
    """What the forms of models and of inlines share."""

    admin_site: Any
    # Field -> what to type into it, with an example; of a translated field, for each language.
    help_texts: Mapping[str, Any] = {}

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Return the fieldsets, with the hidden field that says what the form saw."""
        found = super().get_fieldsets(request, obj)  # type: ignore[misc]
        if not self.has_change_permission(request, obj):  # type: ignore[attr-defined]
            return found
        title, options = found[0]
        return [(title, {**options, "fields": [*options["fields"], TOKEN]}), *found[1:]]

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        """Return the field of a column, locked for those whose roles do not let them write it."""
        field = self._field(db_field, request, **kwargs)
        if field and not may_write(request.user, db_field):
            # What is stored is taken, whatever is sent.
            field.disabled = field.locked = True
        if field:
            field.only_hides = only_hides(request.user, db_field.name)
        return field

    def _field(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        if isinstance(db_field, ArrayField):
            field = _list_field(db_field)
            field.help_text = help_of(db_field, self.help_texts)
            return field
        if isinstance(db_field, models.FileField) and isinstance(db_field.storage, PrivateStorage):
            kwargs |= {"widget": PrivateFileInput, "form_class": DocumentFormField}
        kwargs.setdefault("help_text", help_of(db_field, self.help_texts))
        field = super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]
        if isinstance(field, forms.TimeField):
            # A programme knows no seconds.
            field.widget.format = "%H:%M"
        if field and isinstance(db_field, models.DateTimeField):
            field.help_text = _with_zone(field.help_text)
            for part in getattr(field.widget, "widgets", ()):
                part.attrs["aria-label"] = capfirst(str(field.label))
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
        if field and isinstance(related, Labelling):
            field.label_from_instance = related.label
            if related.label_needs:
                field.queryset = field.queryset.select_related(*related.label_needs)
        if field and may_write(request.user, db_field):
            field.queryset = within(request.user, field.queryset)
        return field


def _with_zone(text: Any) -> str:
    """Return a help text with the time zone that moments are typed in."""
    now = timezone.localtime()
    zone = zone_words(timezone.get_current_timezone_name(), now.date())
    return gettext("%(help)s %(zone)s.") % {"help": text, "zone": zone} if text else zone


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
    # The theme's own, with a border.
    widget = UnfoldAdminTextareaWidget(attrs={"rows": 2})
    return ListField(item_length=base.max_length, widget=widget, **shared)
