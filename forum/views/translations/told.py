"""A translation that the public reads already: a typing slip, or a correction that is told."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse

from forum.base.desk.corrections import AskFirst, Corrected
from forum.base.translations.units import Unit
from forum.views.translations.saving import store
from forum.views.translations.shown import plain


def store_and_tell(
    request: HttpRequest, record: Any, unit: Unit, text: str, *, review: bool
) -> HttpResponse | str:
    """Store a translation and return what was done in a sentence, or a page that asks first."""
    desk: Any = admin.site._registry.get(type(record))
    told = None
    if isinstance(desk, Corrected):
        old, new = plain(unit.text, unit.rich), plain(text, unit.rich)
        changes = desk.changed_text(record, unit.field, unit.language, old, new)
        try:
            told = desk.said_about(request, record, changes)
        except AskFirst as question:
            return desk.ask(request, question)
    said = store(request.user, record, unit, text, review=review)
    if told:
        desk.tell(request, *told)
    return said
