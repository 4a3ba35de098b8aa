"""A translation that the public reads already: a typing slip, or a correction that is told."""

from typing import Any

from django.http import HttpRequest

from forum.core.content import column
from forum.core.translations.units import Unit
from forum.desk.translations.saving import store
from forum.desk.translations.unit_text import plain
from forum.history.corrections.asking import answered
from forum.history.corrections.changed import changed_text
from forum.history.corrections.telling import tell


def store_and_tell(
    request: HttpRequest, record: Any, unit: Unit, text: str, *, review: bool
) -> str:
    """Store a translation; return in a sentence what was done. Raises AskFirst."""
    old, new = plain(unit.text, unit.rich), plain(text, unit.rich)
    changes = changed_text(record, column(unit.field, unit.language), old, new)
    note = answered(request.POST, changes)
    said = store(request.user, record, unit, text, review=review)
    if note:
        tell(note, request.user)
    return said
