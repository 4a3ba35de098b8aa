"""Two originals of a text: when one is changed and the other is not, does the other still hold?

The question comes after the record was stored, and leads back to where the editor was going; what
is left for later stays marked beside its field.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format

from forum.core.content import Record, column
from forum.core.translations.states import TranslationState
from forum.core.translations.units import Unit, units_of
from forum.desk.model_forms import RecordForm
from forum.desk.panel_forms import PANEL, in_panel


@dataclass(frozen=True, slots=True)
class Mark:
    """What stands beside a translation in a form. title: who wrote it, and when."""

    unit: Unit
    title: str
    url: str

    @property
    def state(self) -> str:
        """The state by its code; an original that is asked about has one of its own."""
        return "asked" if self.unit.asks else str(self.unit.state)

    @property
    def name(self) -> str:
        """The state in words."""
        return str(self.unit.state.label)


class Asking:
    """An admin whose form tells how far each translation is, and asks about pairs of originals."""

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        sets = [one.formset for one in context["inline_admin_formsets"]]
        mark([context["adminform"].form, *_rows(sets)])
        page: HttpResponse = super().render_change_form(  # type: ignore[misc]
            request, context, *args, **kwargs
        )
        return page

    def save_related(self, request: Any, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)  # type: ignore[misc]
        request.asks_originals = change and any(map(_asks, [form, *_rows(formsets)]))

    def response_change(self, request: Any, obj: Any) -> HttpResponse:
        away: HttpResponse = super().response_change(request, obj)  # type: ignore[misc]
        if not getattr(request, "asks_originals", False) or away.status_code != 302:
            return away
        panel_url: Any = getattr(self, "panel_url", None)
        onward = panel_url(obj.pk) if panel_url and in_panel(request) else away["Location"]
        return redirect(question_url(request, obj, onward))


def question_url(request: HttpRequest, record: Any, onward: str) -> str:
    """Return the address where a record's originals are asked about, and that leads on."""
    url = reverse("translation-originals", args=[record._meta.model_name, record.pk])
    panel = {PANEL: "1"} if in_panel(request) else {}
    return f"{url}?{urlencode({'next': onward, **panel})}"


def mark(forms: list[Any]) -> None:
    """Put a mark beside each translation in some forms; one query for those who wrote them."""
    found = [(form, unit) for form in forms for unit in _units(form)]
    names = _names({unit.by for _form, unit in found if unit.by})
    for form, unit in found:
        field = form.fields.get(column(unit.field, unit.language))
        if field is not None:
            field.translation = Mark(unit, _who_and_when(unit, names), _url(form, unit))


def _rows(formsets: Any) -> Iterator[Any]:
    """Yield the forms of stored rows, each with what it stands in at hand."""
    for formset in formsets:
        for form in formset.initial_forms:
            setattr(form.instance, formset.fk.name, formset.instance)
            yield form


def _units(form: Any) -> Iterator[Unit]:
    record = form.instance
    stored = isinstance(form, RecordForm) and isinstance(record, Record) and record.pk
    # A form that was sent back has its record half changed.
    if stored and not form.is_bound and not form.instance._state.adding:
        yield from units_of(record)


def _url(form: Any, unit: Unit) -> str:
    if unit.state in (TranslationState.OUTDATED, TranslationState.MISSING) or unit.asks:
        place = [unit.model, unit.pk, unit.field, unit.language]
        return reverse("translation-unit", args=place)
    return ""


def _names(keys: set[int]) -> dict[int, str]:
    if not keys:
        return {}
    users: Any = get_user_model()._default_manager.filter(pk__in=keys)
    return {one.pk: one.get_full_name() or one.get_username() for one in users}


def _who_and_when(unit: Unit, names: dict[int, str]) -> str:
    moment = parse_datetime(unit.at) if unit.at else None
    when = date_format(timezone.localtime(moment), "DATETIME_FORMAT") if moment else ""
    return " · ".join(part for part in (names.get(unit.by or 0, ""), when) if part)


def _asks(form: Any) -> bool:
    """Tell whether a form changed one original of a pair and left the other."""
    record = form.instance
    if not isinstance(record, Record) or not record.pk or not form.has_changed():
        return False
    changed = set(form.changed_data)
    return any(
        unit.asks and changed.intersection(column(unit.field, code) for code in _pair(unit))
        for unit in units_of(record)
    )


def _pair(unit: Unit) -> tuple[str, str]:
    return unit.source_language, unit.language
