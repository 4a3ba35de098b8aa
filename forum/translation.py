"""A column a language for the ``translated_fields`` of products, pages, settings."""

from forum.core.translated_columns import register_models

register_models("forum")
