"""The step that says what the columns of a list of guests hold, and where its guests go."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from forum.core.field_labels import site_language_name
from forum.desk.base_admin import Choices, admin_of
from forum.imports.column_mappings import remember_columns
from forum.models import ImportUpload
from forum.reader.context import OWN_SESSION
from forum.reader.reading import Shape
from forum.reader.vocabulary.columns import COLUMN_FIELDS, LANGUAGE_SUFFIXES, TEXT_FIELDS
from sessions_app.models import Event, Session

IGNORE: Final = "ignore"
# What is a list of guests, or may be one once somebody says what its columns hold.
_LISTS: Final = frozenset({Shape.GUEST_LIST.value, Shape.UNKNOWN.value, None})
_LABELS: Final = {
    "name": _("Name"),
    "title": _("Title, with or without the organization"),
    "affiliation": _("Organization"),
    "honorific": _("Honorific"),
    "speech_title": _("Title of the speech"),
    "role": _("Role"),
    "session": _("Session"),
    "attendance": _("Attendance"),
    "country": _("Country or area"),
    "number": _("Number of the row"),
    IGNORE: pgettext_lazy("column", "Do not import"),
}


type StoredColumn = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    """A column of the table with the form's field that says what it holds."""

    header: str
    samples: list[str]
    field: forms.BoundField


class ColumnsForm(forms.Form):
    """Event and session of the guests, and a field for each column of the table.

    columns: as ``stored_plan`` has them: header, field, samples.
    """

    event: "forms.ModelChoiceField[Event]" = forms.ModelChoiceField(
        Event.objects.none(), required=False, label=_("Event that the guests belong to"),
        empty_label=_("As the list itself says"), to_field_name="slug",
    )  # fmt: skip
    session: "forms.ModelChoiceField[Session]" = forms.ModelChoiceField(
        Session.objects.none(), required=False, to_field_name="slug",
        label=_("Session of guests whose row names none"),
        empty_label=_("None: only their names are taken"),
    )  # fmt: skip
    own_session = forms.BooleanField(
        required=False, label=_("Put them into a session of their own, “Participants”")
    )

    def __init__(self, request: HttpRequest, upload: ImportUpload, data: Any = None) -> None:
        slug = upload.decisions.get(ImportUpload.EVENT, "")
        session = upload.decisions.get(ImportUpload.SESSION, "")
        initial = {"event": slug, "session": session, "own_session": session == OWN_SESSION}
        super().__init__(data, initial=initial)
        events = admin_of(Event).get_queryset(request)
        self._choice("event").queryset = events.order_by("-starts_on", "-pk")
        sessions = Session.objects.filter(event__slug=(data or {}).get("event", slug) or "")
        self._choice("session").queryset = sessions.order_by("position", "pk")
        self._columns: list[StoredColumn] = upload.plan.get("columns", [])
        for number, column in enumerate(self._columns):
            self.fields[f"column-{number}"] = forms.ChoiceField(
                choices=column_choices, initial=column["field"] or IGNORE, label=column["header"]
            )

    def _choice(self, name: str) -> "forms.ModelChoiceField[Any]":
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101
        return field

    def columns(self) -> list[ColumnChoice]:
        """Return the columns of the table, left to right."""
        return [
            ColumnChoice(column["header"], column["samples"], self[f"column-{number}"])
            for number, column in enumerate(self._columns)
        ]

    def clean(self) -> dict[str, object]:
        """Refuse a table in which no column holds names."""
        fields = {value for name, value in self.cleaned_data.items() if name.startswith("column-")}
        if not any(str(value).startswith("name") for value in fields):
            raise forms.ValidationError(gettext("Say which column holds the names."))
        return self.cleaned_data

    def decide(self, upload: ImportUpload) -> None:
        """Store what was said, for this upload and for the next table with this header."""
        columns = {
            column["header"]: self.cleaned_data[f"column-{number}"]
            for number, column in enumerate(self._columns)
        }
        event, session = self.cleaned_data["event"], self.cleaned_data["session"]
        session_slug = session.slug if session else ""
        upload.decisions = {
            **upload.decisions,
            ImportUpload.COLUMNS: columns,
            ImportUpload.EVENT: event.slug if event else "",
            ImportUpload.SESSION: (
                OWN_SESSION if self.cleaned_data["own_session"] else session_slug
            ),
        }
        upload.save(update_fields=["decisions"])
        remember_columns(columns, columns)


def columns_form(request: HttpRequest, upload: ImportUpload) -> ColumnsForm | None:
    """Return the form of an upload that is a list of guests or may be one, None for another."""
    is_list = upload.plan.get("shape") in _LISTS and upload.plan.get("columns")
    return ColumnsForm(request, upload) if is_list else None


def column_choices() -> Choices:
    """Return what a column may hold: fields in words, texts in each language."""
    return [(value, label) for name in COLUMN_FIELDS for value, label in _choices_of(name)]


def _choices_of(name: str) -> Iterator[tuple[str, str]]:
    yield name, str(_LABELS[name])
    if name in TEXT_FIELDS:
        languages: Mapping[str, str] = LANGUAGE_SUFFIXES
        for suffix, code in languages.items():
            yield f"{name}_{suffix}", f"{_LABELS[name]} · {site_language_name(code)}"
