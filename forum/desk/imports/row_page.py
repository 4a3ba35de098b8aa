"""Deciding about one row of a plan, beside its passage: left out, or corrected."""

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import suppress
from datetime import date, time
from functools import cached_property
from typing import Any, Final
from urllib.parse import quote

from django import forms
from django.apps import apps
from django.core.exceptions import ValidationError
from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from forum.core.content import column, language_codes
from forum.desk.base_admin import column_of
from forum.desk.imports.plan_view import PlanEntry, StoredPlan, is_decidable
from forum.imports.row_decisions import CHOICES, CONFIRMED, FIELDS, MOMENTS, REFUSED, TEXTS
from forum.models import ImportUpload
from forum.reader.record_json import shape_moment

# Model -> where the report has its rows, and the key by which the plan names one.
_ROWS: Final[Mapping[str, tuple[str, Callable[[PlanEntry], str]]]] = {
    "people.person": ("people", lambda row: str(row["key"])),
    "sessions_app.session": ("sessions", lambda row: str(row["key"])),
    "sessions_app.appearance": (
        "appearances", lambda row: f"{row['session']}/{row['person']}/{row['role']}"
    ),
    "sessions_app.eventorganization": (
        "organizations", lambda row: f"{row['role']}-{row['no']}"
    ),
}  # fmt: skip

# What a field held as the page showed it is sent beside it, under its name behind this.
SHOWN: Final = "shown-"

type RowName = str
"""Model and key as a plan names a row: ``people.person:lin-lan``."""


class _TextOfRow(forms.CharField):
    """A text that the document may print on several lines, which a browser joins in its box."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        if initial and "\n" in initial:
            return "".join(initial.split()) != "".join((data or "").split())
        return super().has_changed(initial, data)


class RowForm(forms.Form):
    """What a row of a plan holds, to be corrected; entry: the plan's.

    What somebody else has corrected since the page showed it stays, unless it was changed here too:
    of such a field both texts are told, and nothing is stored.
    """

    refused = forms.BooleanField(required=False, label=_("Leave this row out"))

    def __init__(self, plan: StoredPlan, entry: PlanEntry, data: Any = None) -> None:
        super().__init__(data)
        self._entry = entry
        self._entries: list[PlanEntry] = plan.get("plan", [])
        model = apps.get_model(entry["model"])
        self._limits: dict[str, int | None] = {}
        stated = _stated(plan, entry)
        if entry["model"] == "sessions_app.event":
            del self.fields["refused"]
        for name in TEXTS[entry["model"]]:
            for code in language_codes():
                field = column_of(model, column(name, code))
                text = _TextOfRow(required=False, label=str(field.verbose_name))
                text.widget.attrs["lang"] = code
                self._add(field.name, text, stated)
                self._limits[field.name] = getattr(field, "max_length", None)
        for name in CHOICES[entry["model"]]:
            field = column_of(model, name)
            if name in MOMENTS:
                self._add(name, _moment_field(name, str(field.verbose_name)), stated)
                continue
            choices = _session_choices(plan) if name == "session" else field.get_choices()
            choice = forms.ChoiceField(
                choices=choices, required=name == "session", label=str(field.verbose_name)
            )
            self._add(name, choice, stated)

    def _add(self, name: str, field: forms.Field, stated: PlanEntry) -> None:
        field.initial = _read_as(name, field, stated.get(name, ""))
        self.fields[name] = field

    @cached_property
    def changed_data(self) -> list[str]:
        """Name the fields that were changed on the page."""
        return [name for name in super().changed_data if name not in self._untouched_names]

    @cached_property
    def _shown_values(self) -> dict[str, Any]:
        """Return what fields held as the page showed them, of those that a text is sent for."""
        shown: dict[str, Any] = {}
        for name, field in self.fields.items():
            if (text := self.data.get(f"{SHOWN}{name}")) is not None:
                # What no page shows tells nothing.
                with suppress(ValidationError):
                    shown[name] = _read_as(name, field, text)
        return shown

    @cached_property
    def _untouched_names(self) -> set[str]:
        """Name the fields that hold what the page showed, whatever is stored since."""
        return {
            name
            for name, value in self._shown_values.items()
            if not self.fields[name].has_changed(value, self[name].data)
        }

    @cached_property
    def overtaken_names(self) -> list[str]:
        """Name the fields that were changed here and, since the page showed them, elsewhere."""
        return [
            name
            for name in self.changed_data
            if name in self._shown_values
            and self.fields[name].has_changed(self.fields[name].initial, self._shown_values[name])
        ]

    def list_shown(self) -> Iterator[tuple[str, str]]:
        """Yield what is to be sent beside each field; once both texts were told, what is stored."""
        for name, text in self.stated().items():
            is_told = not self.is_bound or name in self.overtaken_names
            yield f"{SHOWN}{name}", text if is_told else self.data.get(f"{SHOWN}{name}", text)

    def clean(self) -> dict[str, Any]:
        """Refuse what would make a row the same as another, for one of the two would be lost.

        A text that was typed is refused where it is too long; what the document says is cut, which
        a warning of the plan tells.
        """
        values = self.cleaned_data
        values |= {name: self.fields[name].initial for name in self._untouched_names}
        if not values.get("refused"):
            self._tell_overtaken()
        for name in self.changed_data if not values.get("refused") else ():
            limit = self._limits.get(name)
            if limit and len(values.get(name, "")) > limit:
                words = _("A text has more than %(most)d characters; shorten it.")
                self.add_error(name, words % {"most": limit})
        if values.keys() >= {"starts_on", "ends_on"}:
            self._check_event(values)
        start, end = values.get("start"), values.get("end")
        if not values.get("refused") and start and end and end <= start:
            self.add_error("end", _("The session ends before it starts."))
        if not values.get("refused") and (twin := self._find_twin(values)):
            words = _("“%(name)s” is there already: leave one of the two rows out.")
            self.add_error("role", words % {"name": twin["name"]})
        return values

    def _tell_overtaken(self) -> None:
        for name in self.overtaken_names:
            text = self.stated()[name]
            choices = dict(getattr(self.fields[name], "choices", ()))
            words = _(
                "Meanwhile “%(text)s” was kept here. Keep yours once more to replace it, or type "
                "that."
            )
            emptied = _("Meanwhile this was emptied. Keep yours once more, or empty it too.")
            label = choices.get(text, text)
            self.add_error(name, words % {"text": label} if label else emptied)

    def _check_event(self, values: dict[str, Any]) -> None:
        """Refuse days in the wrong order, and an event without a title."""
        titles = [column("title", code) for code in language_codes()]
        if not any(values.get(name) for name in titles):
            self.add_error(titles[0], _("This field is required."))
        start, end = values["starts_on"], values["ends_on"]
        if start and end and end < start:
            self.add_error("ends_on", _("The event ends before it starts."))

    def _find_twin(self, values: dict[str, Any]) -> PlanEntry | None:
        """Return the other row that has the session and the role which this one is to have."""
        entry, entries = self._entry, self._entries
        if entry["model"] == "sessions_app.appearance" and {"session", "role"} <= values.keys():
            person = entry["key"].partition("/")[2].rpartition("/")[0]
            twin_key = f"{values['session']}/{person}/{values['role']}"
            alike = [row for row in entries if row["key"] == twin_key]
        elif entry["model"] == "sessions_app.eventorganization" and "role" in values:
            role = f"{values['role']}-"
            alike = [
                row for row in entries
                if row["name"] == entry["name"] and row["key"].startswith(role)
            ]  # fmt: skip
        else:
            return None
        return next(
            (row for row in alike if row["model"] == entry["model"] and row["key"] != entry["key"]),
            None,
        )

    def stated(self) -> dict[str, str]:
        """Return what the document says of the row: column -> text."""
        return {name: _text_of(field.initial) for name, field in self.fields.items()
                if name != REFUSED}  # fmt: skip

    def decision(self) -> dict[str, str]:
        """Return what was changed: column -> text; else that the row is left out, or is right."""
        if self.cleaned_data.get("refused"):
            return {REFUSED: "yes"}
        changed = {
            name: _text_of(self.cleaned_data[name])
            for name in self.changed_data
            if name in self.cleaned_data
        }
        return changed or {CONFIRMED: "yes"}


def _read_as(name: str, field: forms.Field, text: str) -> Any:
    """Return a text as its field reads it, so that only what is changed has changed."""
    return field.to_python(text) if name in MOMENTS else text


def _moment_field(name: str, label: str) -> forms.Field:
    """Return the field of a day or an hour."""
    if MOMENTS[name] is date:
        picker = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        return forms.DateField(required=False, label=label, widget=picker)
    clock = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(required=False, label=label, widget=clock)


def _text_of(value: str | date | time | None) -> str:
    """Return what a field holds as decisions have it."""
    return (shape_moment(value) if isinstance(value, date | time) else value) or ""


def place_in_plan(row_name: RowName, form: RowForm) -> str:
    """Return the fragment of a plan's page where a row stands after it was decided about."""
    is_renamed = {REFUSED, "role", "session"}.intersection(form.decision())
    return "changes" if is_renamed else quote(row_name, safe="/:")


def find_entry(plan: StoredPlan, row_name: RowName) -> PlanEntry | None:
    """Return the entry of a row that can be decided about, None where the plan has none."""
    model, _colon, key = row_name.partition(":")
    entries: list[PlanEntry] = plan.get("plan", [])
    entry = next((row for row in entries if (row["model"], row["key"]) == (model, key)), None)
    return entry if entry and is_decidable(entry) else None


def find_why_gone(upload: ImportUpload, row_name: RowName) -> Promise:
    """Return why a plan has no row of a name that it had; raise Http404 where it had none."""
    decision = upload.decisions.get(ImportUpload.ROWS, {}).get(row_name)
    if decision is None:
        raise Http404
    if REFUSED in decision:
        return _("This row has been left out: take that back in the plan, then correct it.")
    return _("This row has been moved to another session or role: correct it there.")


def decide(upload: ImportUpload, row_name: RowName, form: RowForm) -> None:
    """Add a decision about a row behind those made before; keep what the document says of it."""
    rows = dict(upload.decisions.get(ImportUpload.ROWS, {}))
    stated = upload.decisions.get(ImportUpload.STATED, {})
    rows[row_name] = {**rows.pop(row_name, {}), **form.decision()}
    stated = {row_name: form.stated(), **stated}
    decided = {ImportUpload.ROWS: rows, ImportUpload.STATED: stated}
    upload.decisions = {**upload.decisions, **decided}
    upload.save(update_fields=["decisions"])


def discard_inherited(upload: ImportUpload, row_names: Collection[RowName]) -> None:
    """Take back, of some rows, what was decided as in another document; it does not return."""
    discarded_rows = set(row_names).intersection(upload.inherited_rows)
    rows = upload.decisions.get(ImportUpload.ROWS, {})
    remaining_rows = {
        name: decision for name, decision in rows.items() if name not in discarded_rows
    }
    upload.decisions = {**upload.decisions, ImportUpload.ROWS: remaining_rows}
    upload.save(update_fields=["decisions"])


def discard_decision(upload: ImportUpload, row_name: RowName) -> None:
    """Take back what was decided about one row."""
    decided = (ImportUpload.ROWS, ImportUpload.STATED)
    upload.decisions = {
        name: {row: facts for row, facts in value.items() if row != row_name}
        if name in decided
        else value
        for name, value in upload.decisions.items()
    }
    upload.save(update_fields=["decisions"])


def discard_decisions(upload: ImportUpload) -> None:
    """Take back whatever was decided about rows."""
    decided = (ImportUpload.ROWS, ImportUpload.STATED)
    upload.decisions = {
        name: value for name, value in upload.decisions.items() if name not in decided
    }
    upload.save(update_fields=["decisions"])


def _stated(plan: StoredPlan, entry: PlanEntry) -> PlanEntry:
    """Return what the document says of a row: column -> value."""
    model, key = entry["model"], entry["key"]
    if model == "sessions_app.event":
        row = plan["event"]
    else:
        name, key_of_row = _ROWS[model]
        rows: list[PlanEntry] = plan[name]
        row = next((row for row in rows if key_of_row(row) == key), {})
    texts: dict[str, object] = {
        column(field, code): row.get(FIELDS.get(field, field), {}).get(code) or ""
        for field in TEXTS[model]
        for code in language_codes()
    }
    return {**texts, **{field: row.get(FIELDS.get(field, field)) or "" for field in CHOICES[model]}}


def _session_choices(plan: StoredPlan) -> list[tuple[str, str]]:
    return [
        (entry["key"], entry["name"])
        for entry in plan["plan"]
        if entry["model"] == "sessions_app.session" and not entry["key"].startswith("pk-")
    ]
