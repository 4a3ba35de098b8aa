"""Two originals of a text: when one is changed and the other is not, does the other still hold?

The question comes after the record was stored, and leads back to where the editor was going; what
is left for later stays marked beside its field.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django import forms
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format

from forum.core.content import Record, column
from forum.core.translations.states import TranslationState
from forum.core.translations.units import Unit, units_of
from forum.desk.base_admin import AnyForm, AnyFormSet, DeskAdmin, PageContext
from forum.desk.form_steps import steps_of
from forum.desk.model_forms import RecordForm
from people.models import User


@dataclass(frozen=True, slots=True)
class TranslationMark:
    """What stands beside a translation in a form. title: who wrote it, and when."""

    unit: Unit
    title: str
    url: str

    @property
    def state(self) -> str:
        """The state by its code; an original that is asked about has one of its own."""
        return "unconfirmed" if self.unit.asks else str(self.unit.state)

    @property
    def name(self) -> str:
        """The state in words."""
        return str(self.unit.state.label)


class OriginalsQuestionMixin(DeskAdmin):
    """An admin whose form tells how far each translation is, and asks about pairs of originals."""

    def fill_form_page(self, request: HttpRequest, context: PageContext) -> None:
        formsets = [inline.formset for inline in context["inline_admin_formsets"]]
        mark_translations([context["adminform"].form, *_stored_rows(formsets)])
        super().fill_form_page(request, context)

    def save_related(
        self, request: HttpRequest, form: AnyForm, formsets: list[AnyFormSet], change: bool
    ) -> None:
        super().save_related(request, form, formsets, change)
        forms_of_page = [form, *_stored_rows(formsets)]
        steps_of(request).asks_originals = change and any(map(_parts_originals, forms_of_page))

    def response_change(self, request: HttpRequest, obj: Model) -> HttpResponse:
        redirection = super().response_change(request, obj)
        asks = steps_of(request).asks_originals
        if not asks or not isinstance(redirection, HttpResponseRedirect):
            return redirection
        return redirect(question_url(obj, redirection.url))


def question_url(record: Model, onward: str) -> str:
    """Return the address where a record's originals are asked about, and that leads on."""
    url = reverse("translation-originals", args=[record._meta.model_name, record.pk])
    return f"{url}?{urlencode({'next': onward})}"


def mark_translations(page_forms: Iterable[AnyForm]) -> None:
    """Put a mark beside each translation in some forms; one query for those who wrote them."""
    marked_units = [(form, unit) for form in page_forms for unit in _units_of(form)]
    names = _names_of_users({unit.by for _form, unit in marked_units if unit.by})
    for form, unit in marked_units:
        field = form.fields.get(column(unit.field, unit.language))
        if field is not None:
            mark = TranslationMark(unit, _author_and_time(unit, names), _page_of(unit))
            field.translation = mark  # type: ignore[attr-defined]  # the template reads it there


def _stored_rows(formsets: Iterable[AnyFormSet]) -> Iterator[AnyForm]:
    """Yield the forms of stored rows, each with what it stands in at hand."""
    for formset in formsets:
        for form in formset.initial_forms:
            setattr(form.instance, formset.fk.name, formset.instance)
            yield form


def _units_of(form: forms.BaseForm) -> Iterator[Unit]:
    # A form that was sent back has its record half changed.
    if not isinstance(form, RecordForm) or form.is_bound:
        return
    record = form.instance
    if isinstance(record, Record) and record.pk and not record._state.adding:
        yield from units_of(record)


def _page_of(unit: Unit) -> str:
    """Return where a unit is translated, "" for one with nothing to do."""
    if unit.state in (TranslationState.OUTDATED, TranslationState.MISSING) or unit.asks:
        return reverse("translation-unit", args=[unit.model, unit.pk, unit.field, unit.language])
    return ""


def _names_of_users(keys: set[int]) -> dict[int, str]:
    return {user.pk: str(user) for user in User.objects.filter(pk__in=keys)} if keys else {}


def _author_and_time(unit: Unit, names: dict[int, str]) -> str:
    moment = parse_datetime(unit.at) if unit.at else None
    time = date_format(timezone.localtime(moment), "DATETIME_FORMAT") if moment else ""
    return " · ".join(part for part in (names.get(unit.by or 0, ""), time) if part)


def _parts_originals(form: AnyForm) -> bool:
    """Tell whether a form changed one original of a pair and left the other."""
    record = form.instance
    if not isinstance(record, Record) or not record.pk or not form.has_changed():
        return False
    changed = set(form.changed_data)
    return any(
        unit.asks
        and not changed.isdisjoint(
            column(unit.field, code) for code in (unit.source_language, unit.language)
        )
        for unit in units_of(record)
    )
