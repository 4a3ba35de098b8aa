"""Template tags that lead from a record's form to its translations."""

from typing import Any

from django import template
from django.urls import reverse

from forum.core.content import Part, language_codes
from forum.localization.translation_access import can_see_record, models_by_name

register = template.Library()


@register.simple_tag
def translations_url(record: Any, user: Any) -> str:
    """Return where the texts of a whole record are translated, "" for what has none."""
    if (
        type(record) not in models_by_name().values()
        or isinstance(record, Part)
        or not can_see_record(user, record)
    ):
        return ""
    others = (code for code in language_codes() if code != record.original_language)
    language = next(others, record.original_language)
    return reverse("translation-record", args=[record._meta.model_name, record.pk, language])
