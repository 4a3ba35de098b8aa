"""Forms of the desk that ask about changes of published texts.

The question comes after everything was validated and before anything is stored; what was sent is
carried through it, so that nothing that was typed is lost.
"""

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any, Concatenate

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext

from forum.core.field_labels import own_name
from forum.core.translated import html_lang
from forum.history.conflicts.comparing import readable
from forum.history.conflicts.form_token import plain
from forum.history.corrections.asking import ASKED, CORRECTION, AskFirst, answered
from forum.history.corrections.changed import Changed, changed_text, counted
from forum.history.corrections.telling import Note, proposed, tell


class Corrected:
    """An admin whose forms ask; the models say which of their fields count."""

    model: Any

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            page: HttpResponse = super().changeform_view(request, *args, **kwargs)  # type: ignore[misc]
        except AskFirst as question:
            return ask(request, question)
        return page

    def _create_formsets(self, request: Any, obj: Any, change: bool) -> Any:
        formsets, inlines = super()._create_formsets(request, obj, change)  # type: ignore[misc]
        request.row_sets = formsets
        return formsets, inlines

    def save_model(self, request: Any, obj: Any, form: Any, change: bool) -> None:
        # A preview is rolled back: nothing is published, so nothing has to be said.
        if change and not getattr(request, "is_preview", False):
            rows = (one for formset in request.row_sets for one in formset.initial_forms)
            changes = [one for row in (form, *rows) for one in _changes(row)]
            request.correction = answered(request.POST, changes)
        super().save_model(request, obj, form, change)  # type: ignore[misc]

    def save_related(self, request: Any, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)  # type: ignore[misc]
        note: Note | None = getattr(request, "correction", None)
        if note:
            tell(note, request.user)


def asking[**P](
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Let a view ask about what it would change, and be called again with the answer."""

    @wraps(view)
    def asks(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except AskFirst as question:
            return ask(request, question)

    return asks


def ask(request: Any, question: AskFirst, back: str = "") -> HttpResponse:
    """Ask what kind of change it is; what was sent is carried along.

    back: where it leads to drop the change; "" for the page that was asked for.
    """
    asked = (ASKED, "csrfmiddlewaretoken")
    answer = question.answer
    sent = answer.kind == CORRECTION
    notes = [
        (code, html_lang(code), own_name(code), answer.texts[code] if sent else note)
        for code, note in proposed(question.changes).items()
    ]
    context = {
        **admin.site.each_context(request),
        "title": gettext("Typing slip or correction?"),
        "back": back or request.get_full_path(),
        "changes": question.changes,
        "events": [(one, not sent or one.pk in answer.events) for one in question.events],
        "answer": answer,
        "day": (answer.day or timezone.localdate()).isoformat(),
        "notes": notes,
        "files": list(request.FILES),
        "carried": [
            (name, value)
            for name, values in request.POST.lists()
            if not name.startswith(asked)
            for value in values
        ],
    }
    return TemplateResponse(request, "admin/correction.html", context, status=409)


def _changes(form: Any) -> Iterator[Changed]:
    """Yield what changed of the published texts of a row."""
    model: Any = type(form.instance)
    fields = counted(model)
    changed = [name for name in form.changed_data if name in fields] if fields else []
    if not changed:
        return
    stored = model._default_manager.get(pk=form.instance.pk)
    for name in changed:
        bound = form[name]
        old, new = (
            readable(bound.field, plain(bound, value)) for value in (bound.initial, bound.data)
        )
        yield from changed_text(stored, name, old, new)
