"""The columns of translated fields, one a language, and their texts together."""

from functools import cache
from typing import Any, cast

from django.conf import settings
from django.db.models import Field, Model, Q
from django.db.models.constants import LOOKUP_SEP

# A column of any type.
type ModelField = Field[Any, Any]


def language_codes() -> list[str]:
    """Return the site's languages, the Chinese original's first."""
    return [code for code, _name in settings.LANGUAGES]


@cache
def column(field: str, language: str) -> str:
    """Return the column of a translated field: title in zh-hans stands in title_zh_hans."""
    return f"{field}_{language.replace('-', '_')}"


def each_language(field: str) -> tuple[str, ...]:
    """Return a translated field's columns, to stand side by side in one row."""
    return tuple(column(field, code) for code in language_codes())


def columns(*fields: str) -> list[str]:
    """Return the columns of translated fields one after the other, for lists and searches."""
    return [name for field in fields for name in each_language(field)]


def field_texts(record: Model, field: str) -> dict[str, str]:
    """Return a translated field: language -> text, without the languages that have none."""
    texts = {code: getattr(record, column(field, code)) for code in language_codes()}
    return {code: text for code, text in texts.items() if text}


def has_text(field: str, *languages: str) -> Q:
    """Return the condition that a translated field has text in at least one of some languages.

    languages: none for all of the site's. NULL is named, for a check constraint lets it through.
    """
    condition = Q()
    for code in languages or language_codes():
        name = column(field, code)
        condition |= Q(**{f"{name}__isnull": False}) & ~Q(**{name: ""})
    return condition


def model_field(model: type[Model], name: str) -> ModelField:
    """Return one of a model's columns, by its name."""
    return cast("ModelField", model._meta.get_field(name))


def related_model(model: type[Model], path: str) -> type[Model]:
    """Return the model to which a lookup along relations leads."""
    for step in path.split(LOOKUP_SEP):
        model = cast("type[Model]", model._meta.get_field(step).related_model)
    return model


def in_every_language(record: Model, field: str) -> str:
    """Return a record's text in each language that has it: 林岚 / Lin Lan."""
    return " / ".join(dict.fromkeys(field_texts(record, field).values()))
