"""The name of a record of any model."""

from collections.abc import Mapping
from functools import cache
from typing import Final

from django.apps import apps
from django.db.models import Model
from django.utils.translation import get_language

from forum.core.columns import columns, each_language
from forum.core.content import Content, Record, column
from forum.core.richtext import RichTextField, to_text
from forum.core.translated import Translated, translated
from forum.core.value_text import value_as_text

# The first of these that has a text is the record's name.
_NAME_FIELDS: Final = (
    "title", "name", "heading", "caption", "alt", "text", "site_name", "printed_name",
)  # fmt: skip
# What stands for a record without a text.
_STANDING_FOR: Final = ("kind", "slug", "username")
NAME_COLUMNS: Final = (*columns(*_NAME_FIELDS), *_STANDING_FOR)
# A page shows no slug, and calls nothing by a caption.
PAGE_NAME_FIELDS: Final = _NAME_FIELDS[:3]


def name_of(record: Record) -> Translated:
    """Return a record's title or name; for a session without one its heading, else its kind.

    In the page's language, or the one that it falls back to.
    """
    for field in list_name_fields(record._meta.label):
        if name := translated(record, field):
            return name
    language = get_language() or ""
    kind = str(getattr(record, "get_kind_display", str)())
    return Translated(kind, language, language)


def name_in(record: Record, language: str) -> str:
    """Return its title or name in a language and no other, of a session else its heading, or ""."""
    fields = list_name_fields(record._meta.label)
    return next(filter(None, (getattr(record, column(field, language)) for field in fields)), "")


@cache
def list_name_fields(label: str) -> list[str]:
    """Return the fields that may name a record on a page, in order of preference.

    label: of its model; a session has a title and a heading.
    """
    names = {field.name for field in apps.get_model(label)._meta.get_fields()}
    return [field for field in PAGE_NAME_FIELDS if field in names]


def full_name(record: Model) -> str:
    """Return what staff call a record, in each language that has a name: 林岚 / Lin Lan."""
    return full_name_from(type(record), record.__dict__)


def staff_name(record: Model) -> str:
    """Return what staff call a row: a record by its full name, any other as it says itself."""
    return full_name(record) if isinstance(record, Content) else str(record)


def full_name_from(model: type[Model], values: Mapping[str, object]) -> str:
    """Return what staff call a record of which the columns are at hand; "" for no name at all.

    values: column -> value, of ``NAME_COLUMNS`` those that have been read.
    """
    for field in _NAME_FIELDS:
        texts = [_plain_text(model, name, values.get(name)) for name in each_language(field)]
        if any(texts):
            return " / ".join(dict.fromkeys(text for text in texts if text))
    if kind := values.get("kind"):
        return value_as_text(model._meta.get_field("kind"), kind)
    return str(values.get("slug") or values.get("username") or "")


def _plain_text(model: type[Model], name: str, value: object) -> str:
    if isinstance(value, str) and isinstance(model._meta.get_field(name), RichTextField):
        return to_text(value)
    return str(value or "")
