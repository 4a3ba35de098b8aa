"""The form of one translation: its editor, and what the page showed when it was opened."""

from django import forms
from django.contrib import admin
from django.http import HttpRequest, QueryDict

from forum.core.content import Part, Record, column
from forum.core.richtext import RichTextField, sanitize
from forum.core.translated import html_lang
from forum.core.translations.units import Unit
from forum.desk.base_admin import DeskAdmin, admin_of, column_of

_LONG = 120


class TranslationForm(forms.Form):
    """The translation of a unit.

    seen_source, seen_text: what the page showed; None for a form that does not say.
    """

    seen_source = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
    seen_text = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)

    data: QueryDict

    def __init__(
        self, request: HttpRequest, record: Record, unit: Unit, data: QueryDict | None = None
    ) -> None:
        initial = {"text": unit.text, "seen_source": unit.source, "seen_text": unit.text}
        super().__init__(data, initial=initial, label_suffix="")
        self.unit = unit
        self.fields["text"] = _text_field(request, record, unit)

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
        page_text = _unix(self.data.get("seen_text", ""))
        stored = _unix(self.unit.text)
        return stored not in (page_text, self.cleaned_data.get("text"))

    def refresh(self) -> None:
        """Let the page that is shown again stand for what is stored now; what was typed stays."""
        data = self.data.copy()
        data["seen_source"], data["seen_text"] = self.unit.source, self.unit.text
        self.data = data


def _text_field(request: HttpRequest, record: Record, unit: Unit) -> forms.Field:
    """Return the field of the desk's own form, with room for what is longer than a line."""
    stored = column_of(record, column(unit.field, unit.language))
    field = _admin_of_row(record).formfield_for_dbfield(stored, request)
    if field is None:
        raise TypeError(f"{record._meta.label}.{stored.name} is edited in no form of the desk.")
    field.required = False
    field.label = str(field.label)
    if not isinstance(stored, RichTextField):
        rows = 2 if len(unit.source) <= _LONG else 6
        attrs: dict[str, str | int] = {"rows": rows, "lang": html_lang(unit.language)}
        if unit.max_length:
            attrs["maxlength"] = unit.max_length
        field.widget = forms.Textarea(attrs)
    return field


def _admin_of_row(record: Record) -> DeskAdmin:
    """Return the admin of a record, or that of what it belongs to."""
    if not admin.site.is_registered(type(record)) and isinstance(record, Part):
        return admin_of(type(record.owner))
    return admin_of(type(record))


def _unix(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
