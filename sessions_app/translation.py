"""A column a language for the ``translated_fields`` of the programme."""

from forum.core.translated_columns import register_models

register_models("sessions_app")
