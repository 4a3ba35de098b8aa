"""What a record is called, whatever its kind names it by."""

from typing import Any

from django.utils.translation import get_language

from forum.core.translated import Translated, translated

_FIELDS = ("title", "name", "heading")


def name_of(record: Any) -> Translated:
    """Return a record's title or name; for a session without one its heading, else its kind."""
    own = {field.name for field in record._meta.get_fields()}
    texts = (translated(record, field) for field in _FIELDS if field in own)
    found = next((text for text in texts if text), None)
    if found:
        return found
    language = get_language() or ""
    kind = str(record.get_kind_display()) if "kind" in own else ""
    return Translated(kind, language, language)
