"""Looking for a name wherever a table keeps texts, and putting something in its place."""

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from django.db import models
from django.db.models import Q, TextField
from django.db.models.functions import Cast

# In history, where the reader's language is unknown.
ERASED: Final = "[erased]"
_TEXTS: Final = (models.CharField, models.TextField, models.JSONField)


def name_pattern(names: Iterable[str]) -> re.Pattern[str]:
    """Return what finds any of some names; without one it finds nothing."""
    return re.compile("|".join(map(_expression, names)) or "(?!)", re.IGNORECASE)


def _expression(name: str) -> str:
    """Return a pattern for a name; one of letters stands as words of its own."""
    escaped = re.escape(name)
    # A slug is not the beginning of a longer one: lin-lan-2 is somebody else.
    letters = r"[\w-]" if "-" in name else r"\w"
    return rf"(?<!{letters}){escaped}(?!{letters})" if name.isascii() else escaped


def replace_names(value: Any, pattern: re.Pattern[str]) -> Any:
    """Return a text, or JSON's value, without the names."""
    if isinstance(value, str):
        return pattern.sub(ERASED, value)
    if isinstance(value, list):
        return [replace_names(item, pattern) for item in value]
    if isinstance(value, dict):
        return {
            replace_names(key, pattern): replace_names(item, pattern) for key, item in value.items()
        }
    return value


def find_word_columns(model: type[models.Model]) -> Iterator[Any]:
    """Yield the columns of texts and JSON that hold words, those of files and keys aside."""
    for text_field in model._meta.concrete_fields:
        is_text = isinstance(text_field, _TEXTS) and not text_field.choices
        if is_text and not isinstance(text_field, models.SlugField) and not text_field.unique:
            yield text_field


def holds_name(name: str, names: Iterable[str]) -> Q:
    """Return the condition that a column of text or JSON holds one of some names."""
    as_text = Cast(name, TextField())
    return any_of([Q(models.lookups.IContains(as_text, spelling)) for spelling in names])


def any_of(conditions: Iterable[Q]) -> Q:
    """Return the condition that any of some holds; that of none never does."""
    condition = Q(pk__in=[])
    for alternative in conditions:
        condition |= alternative
    return condition


def excerpt_around(text: str, names: Iterable[str]) -> str:
    """Return what stands around the first name in a text."""
    place = min((at for name in names if (at := text.lower().find(name.lower())) >= 0), default=0)
    start = max(0, place - 20)
    return " ".join(re.sub(r"<[^>]*>", " ", text[start : place + 40]).split())
