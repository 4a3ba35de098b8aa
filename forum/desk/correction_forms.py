"""Forms of the desk that ask about changes of published texts.

The question comes after everything was validated and before anything is stored; what was sent is
carried through it, so that nothing that was typed is lost.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import wraps
from typing import Concatenate

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.forms import BoundField, DateField, Form, ModelForm, TimeField
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext

from forum.core.content import Record
from forum.core.field_labels import site_language_name
from forum.core.translated import html_lang
from forum.desk.base_admin import (
    AnyForm,
    AnyFormSet,
    AnyInline,
    DeskAdmin,
    PageContext,
    desk_page,
    staff_of,
)
from forum.desk.form_steps import steps_of
from forum.history.conflicts.comparing import describe_value
from forum.history.conflicts.form_token import plain_value
from forum.history.corrections.changed import Changed, changed_text, list_counted_columns
from forum.history.corrections.correction_note import Note, propose_note
from forum.history.corrections.correction_question import ASKED, DAY, AskFirst, read_note
from forum.workflow.correction_notes import tell_note
from people.models import User


class CorrectionMixin(DeskAdmin):
    """An admin whose forms ask; the models say which of their fields count."""

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: PageContext | None = None,
    ) -> HttpResponse:
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except AskFirst as question:
            return ask(request, question)

    def _create_formsets(
        self, request: HttpRequest, obj: Model | None = None, change: bool = False
    ) -> tuple[list[AnyFormSet], list[AnyInline]]:
        formsets, inlines = super()._create_formsets(request, obj, change)
        steps_of(request).formsets = formsets
        return formsets, inlines

    def save_model(self, request: HttpRequest, obj: Model, form: Form, change: bool) -> None:
        steps = steps_of(request)
        # A preview is rolled back: nothing is published, so nothing has to be said.
        if change and not steps.is_preview:
            rows = (row for formset in steps.formsets for row in formset.initial_forms)
            changes = [text for changed in (form, *rows) for text in changed_texts(changed)]
            steps.correction = read_note(request.POST, changes)
        super().save_model(request, obj, form, change)

    def save_related(
        self, request: HttpRequest, form: AnyForm, formsets: list[AnyFormSet], change: bool
    ) -> None:
        super().save_related(request, form, formsets, change)
        tell_if_any(steps_of(request).correction, staff_of(request))


def tell_if_any(note: Note | None, user: User) -> None:
    """Publish the note of a correction, where there is one."""
    if note:
        tell_note(note, user)


def asking[**P](
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Let a view ask about what it would change, and be called again with the answer."""

    @wraps(view)
    def view_that_asks(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except AskFirst as question:
            return ask(request, question)

    return view_that_asks


def ask(request: HttpRequest, question: AskFirst, back: str = "") -> HttpResponse:
    """Ask what kind of change it is; what was sent is carried along.

    back: where it leads to drop the change; "" for the page that was asked for.
    """
    answer = question.answer
    # A page that came in between carries the note on, but not the kind.
    sent = DAY in request.POST
    notes = [
        (code, html_lang(code), site_language_name(code), answer.texts[code] if sent else note)
        for code, note in propose_note(question.changes).items()
    ]
    context = {
        "title": gettext("Typing slip or correction?"),
        "back": back or request.get_full_path(),
        "changes": question.changes,
        "events": [(event, not sent or event.pk in answer.events) for event in question.events],
        "answer": answer,
        "day": (answer.day or question.day).isoformat(),
        "notes": notes,
        "files": list(request.FILES),
        "carried": list_carried_fields(request.POST, ASKED),
    }
    return desk_page(request, "admin/correction.html", context, status=422)


def list_carried_fields(data: QueryDict, answered: str) -> list[tuple[str, str]]:
    """Return what was sent as hidden fields of a question. answered: begins what that asks for."""
    return [
        (name, value)
        for name, values in data.lists()
        if not name.startswith((answered, "csrfmiddlewaretoken"))
        for value in values
    ]


def changed_texts(form: ModelForm[Record]) -> Iterator[Changed]:
    """Yield what changed of the published texts of a row. form: of a model of whichever kind."""
    model: type[Record] = type(form.instance)
    fields = list_counted_columns(model)
    names = [name for name in form.changed_data if name in fields] if fields else []
    if not names:
        return
    stored = model._default_manager.get(pk=form.instance.pk)
    for name in names:
        bound = form[name]
        old, new = (_value_to_read(bound, value) for value in (bound.initial, bound.data))
        yield from changed_text(stored, name, old, new)


def _value_to_read(bound: BoundField, value: object) -> str:
    if isinstance(bound.field, DateField | TimeField):
        with suppress(ValidationError):
            typed = bound.field.to_python(str(value or ""))
            return typed.isoformat() if typed else ""
    return describe_value(bound.field, plain_value(bound, value))
