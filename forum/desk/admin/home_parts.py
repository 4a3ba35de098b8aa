"""The parts of the front page."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminTextareaWidget

from forum.core.columns import language_codes
from forum.core.field_labels import language_name
from forum.desk.base_admin import AnyForm, CleanedData, DeskAdmin, Fieldsets, ToOneField
from forum.desk.model_forms import KnownAutocompleteSelect
from forum.models import HomePart


class HomePartForm(forms.ModelForm[HomePart]):
    """A part, with one field a language for a sentence that is quoted."""

    class Meta:
        model = HomePart
        fields = ("kind", "position", "is_shown", "appearance")
        help_texts = {
            "kind": _("A part that has nothing to show is left out by itself."),
            "position": _("1 stands first."),
            "is_shown": _("Unticked, the part is left out; its place and its words stay here."),
            "appearance": _("Only for “In their words”: whose sentence it is."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code in language_codes():
            self.fields[f"sentence_{code}"] = forms.CharField(
                label=_("Sentence (%(language)s)") % {"language": language_name(code)},
                help_text=_("Word for word as it stands in the remarks."),
                required=False,
                max_length=400,
                initial=self.instance.sentences.get(code, ""),
                widget=UnfoldAdminTextareaWidget(attrs={"rows": 3}),
            )

    def clean(self) -> CleanedData:
        cleaned = super().clean() or self.cleaned_data
        sentences = {code: cleaned.get(f"sentence_{code}", "").strip() for code in language_codes()}
        self.instance.sentences = {code: text for code, text in sentences.items() if text}
        return cleaned


@admin.register(HomePart)
class HomePartAdmin(DeskAdmin):
    form = HomePartForm
    list_display = ("kind", "position", "is_shown", "appearance")
    list_select_related = ("appearance__person", "appearance__session__event")
    autocomplete_fields = ("appearance",)
    label_needs = ("appearance__person", "appearance__session__event")
    begin = _("Without parts the front page shows everything there is, in the usual order.")

    def formfield_for_foreignkey(
        self, db_field: ToOneField, request: HttpRequest, **options: object
    ) -> "forms.ModelChoiceField[Model] | None":
        options["widget"] = KnownAutocompleteSelect(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **options)

    def get_fieldsets(self, request: HttpRequest, obj: Model | None = None) -> Fieldsets:
        sentences = [f"sentence_{code}" for code in language_codes()]
        return [(None, {"fields": ["kind", "position", "is_shown", "appearance", *sentences]})]

    def get_form(
        self,
        request: HttpRequest,
        obj: Model | None = None,
        change: bool = False,
        **kwargs: object,
    ) -> type[AnyForm]:
        # The sentences are no columns, of which alone a form is made.
        kwargs["fields"] = HomePartForm.Meta.fields
        return super().get_form(request, obj, change, **kwargs)
