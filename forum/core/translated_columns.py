"""The columns of translated fields: models name the fields, modeltranslation adds the columns."""

from typing import Any

from django.apps import apps
from modeltranslation.translator import TranslationOptions, translator


def register_models(app_label: str) -> None:
    """Give every model of an app a column a language for each of its ``translated_fields``."""
    for model in apps.get_app_config(app_label).get_models():
        fields: tuple[str, ...] = getattr(model, "translated_fields", ())
        if fields:
            options: Any = type(
                f"{model.__name__}Translation", (TranslationOptions,), {"fields": fields}
            )
            translator.register(model, options)
