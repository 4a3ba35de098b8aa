"""A column a language for the ``translated_fields`` of people and organizations."""

from forum.core.translated_columns import register_models

register_models("people")
