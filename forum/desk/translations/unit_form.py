"""The form of one translation: its editor, and what the page showed when it was opened."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import QueryDict

from forum.core.content import Part, column
from forum.core.richtext import RichTextField, sanitize
from forum.core.translated import html_lang
from forum.core.translations.units import Unit

_LONG = 120


class TranslationForm(forms.Form):
    """The translation of a unit.

    seen_source, seen_text: what the page showed; None for a form that does not say.
    """

    seen_source = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
    seen_text = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)

    def __init__(
        self, request: Any, record: Any, unit: Unit, data: QueryDict | None = None, **kwargs: Any
    ) -> None:
        initial = {"text": unit.text, "seen_source": unit.source, "seen_text": unit.text}
        super().__init__(data, initial=initial, label_suffix="", **kwargs)
        self.unit = unit
        self.fields["text"] = _field(request, record, unit)

    def clean_text(self) -> str:
        """Return the text as it is stored: no line of its own in what is but one."""
        text = self.cleaned_data["text"] or ""
        if self.unit.rich:
            return sanitize(text)
        text = _unix(text)
        return text if self.unit.max_length is None else " ".join(text.split("\n"))

    @property
    def source_moved(self) -> bool:
        """Whether the source is another than the page showed."""
        return _unix(self.data.get("seen_source", "")) != _unix(self.unit.source)

    @property
    def text_moved(self) -> bool:
        """Whether somebody else stored another translation than the page showed."""
        seen = _unix(self.data.get("seen_text", ""))
        stored = _unix(self.unit.text)
        return stored not in (seen, self.cleaned_data.get("text"))

    def refresh(self) -> None:
        """Let the page that is shown again stand for what is stored now; what was typed stays."""
        data: Any = self.data.copy()  # type: ignore[attr-defined]
        data["seen_source"], data["seen_text"] = self.unit.source, self.unit.text
        self.data = data


def _field(request: Any, record: Any, unit: Unit) -> Any:
    """Return the field of the desk's own form, with room for what is longer than a line."""
    stored = record._meta.get_field(column(unit.field, unit.language))
    field: Any = _desk(record).formfield_for_dbfield(stored, request)
    field.required = False
    field.label = str(field.label)
    if not isinstance(stored, RichTextField):
        rows = 2 if len(unit.source) <= _LONG else 6
        attrs = {"rows": rows, "lang": html_lang(unit.language)}
        if unit.max_length:
            attrs["maxlength"] = unit.max_length
        field.widget = forms.Textarea(attrs)
    return field


def _desk(record: Any) -> Any:
    """Return the admin of a record, or that of what it belongs to."""
    model = type(record)
    if not admin.site.is_registered(model) and isinstance(record, Part):
        model = type(record.owner)
    return admin.site.get_model_admin(model)


def _unix(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
