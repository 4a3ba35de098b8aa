"""What the forms of models and of inlines share: which widget a column gets, under which label."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache, lru_cache, partial
from html import escape, unescape
from typing import Any, Final, Self

from django import forms
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.forms.renderers import BaseRenderer
from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django_countries import countries
from django_countries.fields import CountryField
from imagefield.fields import PPOIField
from unfold.mixins import FormFieldModelAdminMixin
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextareaWidget

from forum.core.dates import zone_words
from forum.core.field_labels import language_name, list_languages
from forum.core.images.field import PictureField
from forum.core.names import sort_key
from forum.core.richtext import RichTextField, sanitize
from forum.core.storage import PrivateStorage
from forum.core.time_zones import list_time_zones, time_zone_words
from forum.core.translated import html_lang
from forum.core.uploads import DocumentFormField
from forum.core.visibility import MOMENTS
from forum.desk.base_admin import (
    DbField,
    DeskAdmin,
    Fieldsets,
    ToManyField,
    ToOneField,
    WidgetAttributes,
    Words,
    staff_of,
)
from forum.desk.desk_pictures import DeskMediaField, DeskPictureField
from forum.desk.downloads import PrivateFileInput
from forum.desk.form_layout import help_of
from forum.desk.form_steps import steps_of
from forum.desk.model_forms import (
    SET_IN_PUBLIC,
    KnownAutocompleteSelect,
    LanguagesField,
    LinesField,
    ListField,
    LockedMomentField,
    MomentField,
    SafeAutocompleteSelectMultiple,
    WordsChoiceField,
)
from forum.desk.publishers import name_publishers
from forum.history.conflicts.form_token import TOKEN
from forum.history.conflicts.guard import HidingField
from forum.permissions.access import may_write, only_hides, within
from sessions_app.recordings import MediaField

# Columns that hold codes -> what is offered for them, in words.
_CODES: Final[Mapping[str, Callable[[], Iterable[tuple[str, str]]]]] = {
    "time_zone": list_time_zones,
    "language_spoken": list_languages,
}


class FormFieldsMixin(FormFieldModelAdminMixin):
    """What the forms of models and of inlines share.

    help_texts: field -> what to type into it, with an example; of a translated field, for each
    language.
    """

    help_texts: Mapping[str, Words] = {}

    def __init__(self, *args: Any, **options: Any) -> None:
        # Any: of a model's admin and of an inline.
        super().__init__(*args, **options)
        self.readonly_preprocess_fields = _ways_to_read(self.model)

    def get_fieldsets(self, request: HttpRequest, obj: models.Model | None = None) -> Fieldsets:
        """Return the fieldsets, with the hidden field that carries the version token."""
        fieldsets = super().get_fieldsets(request, obj)
        if not self.has_change_permission(request, obj):
            return fieldsets
        title, options = fieldsets[0]
        return [(title, {**options, "fields": [*options["fields"], TOKEN]}), *fieldsets[1:]]

    def formfield_for_dbfield(
        self, db_field: DbField, request: HttpRequest, **options: object
    ) -> forms.Field | None:
        """Return the field of a column, locked for those whose roles do not let them write it."""
        user = staff_of(request)
        if only_hides(user, db_field.name):
            options["form_class"] = HidingField
        is_writable = may_write(user, db_field)
        is_moment = db_field.name in MOMENTS
        is_locked_moment = is_moment and bool(steps_of(request).copies)
        if is_locked_moment:
            options |= {"form_class": LockedMomentField, "help_text": SET_IN_PUBLIC}
        if is_moment and not is_writable:
            options["help_text"] = _who_sets_moments(request)
        field = self._field_of(db_field, request, **options)
        if field and not is_writable:
            # What is stored is taken, whatever is sent.
            field.disabled = True
        elif field and is_locked_moment:
            field.disabled = f"{db_field.name}_0" not in request.POST
        return field

    def _field_of(
        self, db_field: DbField, request: HttpRequest, **options: object
    ) -> forms.Field | None:
        help_text = help_of(db_field, self.help_texts)
        if db_field.name in _CODES:
            return _choice_of_codes(db_field, help_text)
        if isinstance(db_field, ArrayField):
            return _list_field(db_field, help_text)
        if isinstance(db_field, models.FileField) and isinstance(db_field.storage, PrivateStorage):
            options |= {"widget": PrivateFileInput, "form_class": DocumentFormField}
        if isinstance(db_field, PictureField):
            options["form_class"] = DeskPictureField
        if isinstance(db_field, models.DateTimeField):
            options.setdefault("form_class", MomentField)
        if isinstance(db_field, MediaField):
            options["form_class"] = DeskMediaField
        if isinstance(db_field, models.TextField) and not isinstance(db_field, RichTextField):
            options.setdefault("form_class", LinesField)
        if isinstance(db_field, PPOIField):
            options["label"] = _("Focal point")
        options.setdefault("help_text", help_text)
        field = super().formfield_for_dbfield(db_field, request, **options)
        if field is None:
            return None
        if isinstance(field, forms.TimeField) and isinstance(field.widget, forms.TimeInput):
            # A programme knows no seconds.
            field.widget.format = "%H:%M"
        if isinstance(db_field, models.DateTimeField):
            field.help_text = _with_zone(field.help_text)
            for part in getattr(field.widget, "widgets", ()):
                part.attrs["aria-label"] = capfirst(str(field.label))
        if isinstance(db_field, CountryField) and isinstance(field, forms.ChoiceField):
            offered: Iterable[tuple[Any, Any]] = field.choices  # type: ignore[assignment]  # countries come in no groups
            blank = [("", gettext("- Select an option -")) for code, _name in offered if not code]
            field.widget = LongSelect.in_place_of(field.widget)
            field.choices = [*blank, *_list_countries(get_language())]
        if language := getattr(db_field, "language", None):
            # The browser picks the font and the spelling by it.
            field.widget.attrs["lang"] = html_lang(language)
        return field

    def formfield_for_foreignkey(
        self, db_field: ToOneField, request: HttpRequest, **options: object
    ) -> "forms.ModelChoiceField[models.Model] | None":
        if db_field.name in self.get_autocomplete_fields(request):
            options["widget"] = KnownAutocompleteSelect(db_field, self.admin_site)
        field = super().formfield_for_foreignkey(db_field, request, **options)
        if field:
            self._label_choices(field, db_field, request)
        return field

    def formfield_for_manytomany(
        self, db_field: ToManyField, request: HttpRequest, **options: object
    ) -> "forms.ModelMultipleChoiceField[models.Model] | None":
        if db_field.name in self.get_autocomplete_fields(request):
            options["widget"] = SafeAutocompleteSelectMultiple(db_field, self.admin_site)
        field = super().formfield_for_manytomany(db_field, request, **options)
        if field:
            self._label_choices(field, db_field, request)
        return field

    def _label_choices(
        self,
        field: "forms.ModelChoiceField[models.Model]",
        db_field: ToOneField | ToManyField,
        request: HttpRequest,
    ) -> None:
        """Show choices under the labels of their own admin, read with what the labels need."""
        user = staff_of(request)
        related = self.admin_site._registry.get(db_field.remote_field.model)
        if isinstance(related, DeskAdmin):
            label_choices(field, partial(related.label_for, user))
            if related.label_needs and field.queryset is not None:
                field.queryset = field.queryset.select_related(*related.label_needs)
        if may_write(user, db_field) and field.queryset is not None:
            field.queryset = within(user, field.queryset)


def _ways_to_read(model: type[models.Model]) -> dict[str, Callable[[str], str]]:
    """Return how columns are written for whoever only reads them: name -> a function of HTML.

    The theme asks for it; it would show the tags of a rich text, and codes.
    """
    rich = [field.name for field in model._meta.fields if isinstance(field, RichTextField)]
    codes = {"time_zone": time_zone_words, "language_spoken": language_name}
    return {**dict.fromkeys(rich, _as_rich_text), **codes}


def _as_rich_text(escaped: str) -> SafeString:
    """Return a rich text that the theme has escaped as what it is."""
    return mark_safe(sanitize(unescape(escaped)))  # noqa: S308 - sanitized


class LongSelect(UnfoldAdminSelectWidget):
    """A choice of hundreds, such as countries: a template for each took a fifth of a form's time.

    What is stored and not offered stands at their end.
    """

    @classmethod
    def in_place_of(cls, widget: forms.Widget) -> Self:
        """Return the choice as another widget was to show it."""
        select = cls()
        select.attrs, select.is_required = widget.attrs, widget.is_required
        return select

    def render(
        self,
        name: str,
        value: object,
        attrs: WidgetAttributes | None = None,
        renderer: BaseRenderer | None = None,
    ) -> SafeString:
        offered = list(self.choices)
        self.choices = []
        frame = super().render(name, value, attrs, renderer)
        self.choices = offered
        chosen = self.format_value(value)
        named = tuple((str(code), str(words)) for code, words in offered)
        codes = {code for code, _words in named}
        unnamed = tuple((code, code) for code in chosen if code not in codes)
        # What somebody has sent is not remembered.
        options = _write_remembered(named) + _write_options(unnamed)
        for code in chosen:
            place = f'value="{escape(code)}">'
            options = options.replace(place, f"{place[:-1]} selected>", 1)
        head, end, tail = frame.partition("</select>")
        return mark_safe(f"{head}{options}{end}{tail}")  # noqa: S308 - each part is safe


def _write_options(offered: Iterable[tuple[str, str]]) -> str:
    """Return options of which none is chosen."""
    return "".join(
        f'<option value="{escape(code)}">{escape(words)}</option>\n' for code, words in offered
    )


_write_remembered = lru_cache(maxsize=16)(_write_options)


def _choice_of_codes(db_field: DbField, help_text: Words) -> forms.Field:
    blank = [("", "---------")] if db_field.blank else []
    field = WordsChoiceField(
        label=capfirst(db_field.verbose_name),
        help_text=help_text,
        required=not db_field.blank,
        initial=db_field.get_default(),
        widget=LongSelect,
    )
    field.choices = [*blank, *_CODES[db_field.name]()]
    return field


def label_choices(field: "forms.ModelChoiceField[models.Model]", label: Callable[..., str]) -> None:
    """Show the choices of a field as a function words them."""
    field.label_from_instance = label  # type: ignore[method-assign]  # as Django's documentation says


@cache
def _list_countries(language: str) -> list[tuple[str, str]]:
    """Return code and name of each country, in the order of the active language."""
    return sorted(
        ((code, str(name)) for code, name in countries), key=lambda country: sort_key(country[1])
    )


def _who_sets_moments(request: HttpRequest) -> str:
    """Return for somebody who sets no moment of a publication who does, and how to ask for one."""
    steps = steps_of(request)
    steps.who_sets_moments = steps.who_sets_moments or name_publishers(
        gettext(
            "Set by those who publish: %(names)s. The moment that you would like goes into the "
            "note with which you submit it for review."
        )
    )
    return steps.who_sets_moments


def _with_zone(help_text: Words) -> str:
    """Return a help text with the time zone that moments are typed in."""
    today = timezone.localdate()
    # By its key: what Django calls its name is “-03” for one without a place.
    zone = zone_words(str(timezone.get_current_timezone()), today)
    return gettext("%(help)s %(zone)s.") % {"help": help_text, "zone": zone} if help_text else zone


def _list_field(db_field: DbField, help_text: Words) -> forms.Field:
    # Any: an array's base field has the arguments of whichever field it is.
    base: Any = getattr(db_field, "base_field")  # noqa: B009 - of an ArrayField
    shared: dict[str, Any] = {
        "label": capfirst(db_field.verbose_name),
        "help_text": help_text,
        "required": not db_field.blank,
    }
    if base.choices:
        ticks = forms.CheckboxSelectMultiple
        return forms.MultipleChoiceField(choices=base.choices, widget=ticks, **shared)
    # The theme's own, with a border.
    widget = UnfoldAdminTextareaWidget(attrs={"rows": 2})
    kind = LanguagesField if db_field.name == "languages" else ListField
    return kind(item_length=base.max_length, widget=widget, **shared)
